using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Publishing;

/// <summary>A thing of the catalogue: its address, its class, and what is said of it.</summary>
/// <param name="Id">An address.</param>
/// <param name="Class">A class, with its prefix.</param>
/// <param name="Says">Properties, with their prefixes, and what they hold.</param>
public sealed record CatalogueThing(string Id, string Class, IReadOnlyList<(string Property, CatalogueValue Value)> Says);

/// <summary>What a property holds: an address, or words in a language.</summary>
/// <param name="Text">The address or the words.</param>
/// <param name="Language">Of the words; null: it is an address.</param>
public sealed record CatalogueValue(string Text, string? Language);

/// <summary>The catalogue of open data in the vocabulary of European portals (DCAT-AP 3).</summary>
public static class DataCatalogue
{
    private static readonly (string Prefix, string Address)[] Prefixes =
        [("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"), ("foaf", "http://xmlns.com/foaf/0.1/")];

    private const string Authority = "http://publications.europa.eu/resource/authority/";

    private static readonly Dictionary<string, (string FileType, string Media)> Forms = new()
    {
        ["csv"] = ("CSV", "text/csv"),
        ["json"] = ("JSON", "application/json"),
        ["geojson"] = ("GEOJSON", "application/geo+json"),
        ["ics"] = ("ICS", "text/calendar"),
    };

    /// <summary>What the catalogue says.</summary>
    public static IReadOnlyList<CatalogueThing> Graph(IReadOnlyList<Dataset> offered, Settings settings)
    {
        var root = settings.Origin + OpenData.Root;
        var publisher = $"{settings.Origin}/#publisher";
        CatalogueValue Address(string of) => new(of, null);
        IEnumerable<(string, CatalogueValue)> Words(string property, Func<Reader, string> of) => Reader.Languages.Select(l => (property, new CatalogueValue(of(new(l)), l)));
        var licence = Address(settings.DataLicence.Text.AbsoluteUri);
        return
        [
            new(root, "dcat:Catalog",
            [
                .. Words("dct:title", t => t.Say("data.title", ("name", settings.Name))), .. Words("dct:description", t => t["data.lead"]), ("dct:publisher", Address(publisher)), ("dct:license", licence), ("foaf:homepage", Address(root)),
                .. offered.Select(d => ("dcat:dataset", Address($"{root}#{d.Name}"))),
            ]),
            new(publisher, "foaf:Agent", [.. Words("foaf:name", _ => settings.Name)]),
            .. offered.Select(d => new CatalogueThing($"{root}#{d.Name}", "dcat:Dataset",
            [
                .. Words("dct:title", t => t[$"data.{d.Name}.title"]), .. Words("dct:description", t => t[$"data.{d.Name}.about"]), ("dct:publisher", Address(publisher)),
                ("dct:accrualPeriodicity", Address($"{Authority}frequency/{(d.OfLabel ? "DAILY" : "QUARTERLY")}")), ("dct:accessRights", Address($"{Authority}access-right/PUBLIC")),
                ("dct:conformsTo", Address($"{root}/{d.Name}.schema.json")), ("dcat:landingPage", Address(root)), .. d.Forms.Select(f => ("dcat:distribution", Address($"{root}/{d.Name}.{f}"))),
            ])),
            .. offered.SelectMany(d => d.Forms.Select(f => new CatalogueThing($"{root}/{d.Name}.{f}", "dcat:Distribution",
            [
                .. Words("dct:title", t => $"{t[$"data.{d.Name}.title"]} ({f})"), ("dcat:accessURL", Address($"{root}/{d.Name}.{f}")), ("dcat:downloadURL", Address($"{root}/{d.Name}.{f}")),
                ("dct:format", Address($"{Authority}file-type/{Forms[f].FileType}")), ("dcat:mediaType", Address($"https://www.iana.org/assignments/media-types/{Forms[f].Media}")), ("dct:license", licence),
            ]))),
        ];
    }

    /// <summary>As Turtle.</summary>
    public static string Turtle(IReadOnlyList<CatalogueThing> graph)
    {
        var text = new StringBuilder();
        foreach (var (prefix, address) in Prefixes) text.Append(CultureInfo.InvariantCulture, $"@prefix {prefix}: <{address}> .\n");
        foreach (var thing in graph)
            text.Append(CultureInfo.InvariantCulture, $"\n<{thing.Id}> a {thing.Class} ;\n    ").AppendJoin(" ;\n    ", thing.Says.Select(s => $"{s.Property} {Written(s.Value)}")).Append(" .\n");
        return text.ToString();

        static string Written(CatalogueValue value) => value.Language is null ? $"<{value.Text}>"
            : $"\"{value.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"@{value.Language}";
    }

    /// <summary>The same as JSON-LD.</summary>
    public static JsonObject JsonLd(IReadOnlyList<CatalogueThing> graph) => new()
    {
        ["@context"] = new JsonObject(Prefixes.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Prefix, p.Address))),
        ["@graph"] = new JsonArray([.. graph.Select(thing =>
        {
            var node = new JsonObject { ["@id"] = thing.Id, ["@type"] = thing.Class };
            foreach (var of in thing.Says.GroupBy(s => s.Property))
                node[of.Key] = new JsonArray([.. of.Select(s => s.Value.Language is { } language ? new JsonObject { ["@value"] = s.Value.Text, ["@language"] = language } : new JsonObject { ["@id"] = s.Value.Text })]);
            return node;
        })]),
    };
}
