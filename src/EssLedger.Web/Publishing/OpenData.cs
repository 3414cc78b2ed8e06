using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Census;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Publishing;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using EssLedger.Web.Shops;
using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Publishing;

/// <summary>A column of a dataset.</summary>
/// <param name="Name">Its stable word; <c>data.column.NAME</c> is what it is called.</param>
/// <param name="Type">A type of Table Schema: string, integer, number, boolean, date or year.</param>
/// <param name="Required">Whether it is never empty.</param>
/// <param name="Values">What it may hold; null: anything of its type.</param>
public sealed record DataColumn(string Name, string Type = "string", bool Required = false, IReadOnlyList<string>? Values = null);

/// <summary>A dataset that anybody may take.</summary>
/// <param name="Name">Its address: <c>/donnees/NAME.csv</c>; <c>data.NAME.title</c> and <c>data.NAME.about</c> say what it is.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">Those that name a line.</param>
/// <param name="OfLabel">Whether it tells of the label, which may not be shown in every legal mode.</param>
/// <param name="Rows">Its lines as they are now.</param>
public sealed record Dataset(string Name, IReadOnlyList<DataColumn> Columns, IReadOnlyList<string> Key, bool OfLabel, Func<CancellationToken, Task<IReadOnlyList<IReadOnlyList<object?>>>> Rows)
{
    /// <summary>Whether its lines have places, so that it is a map as well.</summary>
    public bool HasPlaces => Columns.Any(c => c.Name == "latitude");

    /// <summary>Whether its lines are days with something on them, so that it is a calendar as well.</summary>
    public bool HasEvents => Name == OpenData.Events;

    /// <summary>The forms in which it is given out, by the ends of their addresses.</summary>
    public IReadOnlyList<string> Forms => ["csv", "json", .. HasPlaces ? (string[])["geojson"] : [], .. HasEvents ? (string[])["ics"] : []];
}

/// <summary>A file of open data, ready to be sent.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Tag">A strong validator: from the bytes.</param>
/// <param name="Changed">When this server first saw these bytes.</param>
public sealed record DataFile(ReadOnlyMemory<byte> Bytes, string Type, EntityTagHeaderValue Tag, DateTimeOffset Changed);

/// <summary>What anybody may take away: each dataset as a table with its schema, as JSON, and as a map or a calendar where it is one; and the catalogue of them.</summary>
public sealed class OpenData(
    PublicDirectory directory, IMembers members, LabelRegister register, IParticipantStore participants, ICensusStore census, FigureDesk figures, CurrencyDirectory acceptors, IPublicLabel label, Settings settings, TimeProvider clock)
{
    public const string Root = "/donnees", Events = "evenements";

    private const string Csv = "text/csv; charset=utf-8; header=present";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
    private static readonly DataColumn[] Place =
        [new("commune"), new("commune_name"), new("address"), new("postcode"), new("latitude", "number"), new("longitude", "number"), new("website"), new("hours")];
    private static readonly DataColumn Filieres = new("filieres");

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, DataFile File)> _files = new();

    /// <summary>Every dataset, in the order of the catalogue.</summary>
    public IReadOnlyList<Dataset> All =>
    [
        new("participants-labellises", [new("number", Required: true), new("name"), new("holder_id"), new("rna"), new("kind", Required: true, Values: DimensionWords.AllKinds), new("level", "integer", Required: true),
            new("from", "date", Required: true), new("until", "date", Required: true), Filieres, new("products"), .. Place], ["number"], OfLabel: true, Participants),
        new("labels-par-commune", [new("day", "date", Required: true), new("commune", Required: true), new("commune_name"), new("participants", "integer", Required: true)], ["day", "commune"], OfLabel: true, stop => ByQuarter(Dimension.Commune, stop)),
        new("labels-par-filiere", [new("day", "date", Required: true), new("filiere", Required: true), new("participants", "integer", Required: true)], ["day", "filiere"], OfLabel: true, stop => ByQuarter(Dimension.Filiere, stop)),
        new("recensement-publie", [new("day", "date", Required: true), new("dimension", Required: true, Values: [.. PublicCensus.Withheld.Select(d => d.Word()).Order(StringComparer.Ordinal)]), new("class", Required: true), new("participants", "integer", Required: true)],
            ["day", "dimension", "class"], OfLabel: true, Released),
        new("cooperations", [new("day", "date", Required: true), new("form", Required: true, Values: [.. Enum.GetValues<CooperationForm>().Select(Word)]), new("in_force", "integer", Required: true)], ["day", "form"], OfLabel: true, Cooperations),
        new(Events, [new("number", Required: true), new("name"), new("from", "date", Required: true), new("until", "date", Required: true), new("standing", Required: true), .. Place], ["number"], OfLabel: true, LabelledEvents),
        new("monnaie-indicateurs", [new("period", Required: true), new("measure", Required: true), new("dimension"), new("class"), new("professionals", "integer", Required: true), new("payments", "integer", Required: true), new("sum", "number", Required: true)],
            ["period", "measure", "dimension", "class"], OfLabel: false, Indicators),
        new("monnaie-circulation", [new("day", "date", Required: true), new("circulating", "number", Required: true), new("digital", "number", Required: true), new("paper", "number", Required: true), new("residents", "integer", Required: true),
            new("open_professionals", "integer", Required: true)], ["day"], OfLabel: false, Circulation),
        new("acceptants-monnaie", [new("key", Required: true), new("name", Required: true), Filieres, new("grant"), .. Place], ["key"], OfLabel: false, Acceptors),
        new("series-de-reference", [new("series", Required: true), new("year", "year", Required: true), new("value", "number", Required: true), new("unit", Required: true, Values: ["count", "percent"]), new("source", Required: true), new("perimeter", Required: true), new("base", Required: true),
            new("break", "boolean", Required: true)], ["series", "year"], OfLabel: false, _ => Task.FromResult(Series())),
    ];

    /// <summary>The datasets that may be shown.</summary>
    public async Task<IReadOnlyList<Dataset>> Offered() => await label.MayBeShown() ? All : [.. All.Where(d => !d.OfLabel)];

    /// <summary>A file by the last part of its address; null: there is none. Within a minute it is the same.</summary>
    public async Task<DataFile?> Find(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_files.TryGetValue(name, out var known) && now - known.At < Fresh) return known.File;
        var offered = await Offered();
        (byte[] Bytes, string Type)? made = name switch
        {
            "datapackage.json" => (Text(Package(offered)), "application/json"),
            "catalogue.ttl" => (Encoding.UTF8.GetBytes(DataCatalogue.Turtle(DataCatalogue.Graph(offered, settings))), "text/turtle; charset=utf-8"),
            "catalogue.jsonld" => (Text(DataCatalogue.JsonLd(DataCatalogue.Graph(offered, settings))), "application/ld+json"),
            _ when name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && offered.FirstOrDefault(d => d.Name == name[..dot]) is { } dataset => await Make(dataset, name[(dot + 1)..], cancellationToken),
            _ => null,
        };
        if (made is not { } file) return null;
        var tag = new EntityTagHeaderValue($"\"{Core.Identifiers.Digest.Of(file.Bytes).ToString()[..32]}\"");
        // HTTP tells time in seconds.
        var changed = known.File is { } before && before.Tag.Equals(tag) ? before.Changed : DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var fresh = new DataFile(file.Bytes, file.Type, tag, changed);
        _files[name] = (now, fresh);
        return fresh;
    }

    private async Task<(byte[], string)?> Make(Dataset dataset, string form, CancellationToken stop)
    {
        if (form == "schema.json") return (Text(Schema(dataset)), "application/json");
        if (!dataset.Forms.Contains(form)) return null;
        var rows = await dataset.Rows(stop);
        return form switch
        {
            "csv" => (Encoding.UTF8.GetBytes(Api.Csv.Table(dataset.Columns.Select(c => c.Name), rows.Select(r => r.Select(Cell)))), Csv),
            "json" => (Text(new JsonArray([.. rows.Select(r => Line(dataset, r))])), "application/json"),
            "geojson" => (Text(new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. rows.Select(r => Feature(dataset, r))]) }), "application/geo+json"),
            _ => (Encoding.UTF8.GetBytes(Papers.Calendar.Of(Reader["data.evenements.title"], rows.Select(r => Appointment.On($"{r[0]}@label", (DateOnly)r[2]!, $"{r[1] ?? r[0]}", Pages.PublicPages.Where(r[7] as string, r[8] as string, r[5] as string), new Uri($"{settings.Origin}/label/{r[0]}")) with
            {
                Cancelled = r[4] as string is "withdrawn" or "renounced",
            }), settings.PublicUrl.Host, Midnight())), "text/calendar; charset=utf-8"),
        };
    }

    // The same text all day, so that its validator stays.
    private DateTimeOffset Midnight() => new(Today.ToDateTime(default), TimeSpan.Zero);

    private static Reader Reader { get; } = new("fr");

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    private static string Word(CooperationForm form) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{form}");

    private static JsonObject Schema(Dataset dataset) => new()
    {
        ["$schema"] = "https://specs.frictionlessdata.io/schemas/table-schema.json",
        ["fields"] = new JsonArray([.. dataset.Columns.Select(c =>
        {
            var constraints = new JsonObject();
            if (c.Required) constraints["required"] = true;
            if (c.Values is { } values) constraints["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
            var field = new JsonObject { ["name"] = c.Name, ["type"] = c.Type, ["title"] = Reader[$"data.column.{c.Name}"] };
            if (constraints.Count > 0) field["constraints"] = constraints;
            return field;
        })]),
        ["missingValues"] = new JsonArray(""),
        ["primaryKey"] = new JsonArray([.. dataset.Key.Select(k => (JsonNode)k)]),
    };

    private JsonObject Package(IReadOnlyList<Dataset> offered) => new()
    {
        ["profile"] = "tabular-data-package",
        ["name"] = "essledger",
        ["title"] = Reader.Say("data.title", ("name", settings.Name)),
        ["homepage"] = settings.Origin + Root,
        ["licenses"] = new JsonArray(new JsonObject { ["name"] = settings.DataLicence.Id, ["path"] = settings.DataLicence.Text.AbsoluteUri }),
        ["resources"] = new JsonArray([.. offered.Select(d => new JsonObject
        {
            ["profile"] = "tabular-data-resource",
            ["name"] = d.Name,
            ["title"] = Reader[$"data.{d.Name}.title"],
            ["description"] = Reader[$"data.{d.Name}.about"],
            ["path"] = $"{settings.Origin}{Root}/{d.Name}.csv",
            ["format"] = "csv",
            ["mediatype"] = "text/csv",
            ["encoding"] = "utf-8",
            ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\r\n" },
            ["schema"] = Schema(d),
        })]),
    };

    private static JsonObject Line(Dataset dataset, IReadOnlyList<object?> row) => new(dataset.Columns.Select((c, i) => KeyValuePair.Create(c.Name, Node(row[i]))));

    private static JsonObject Feature(Dataset dataset, IReadOnlyList<object?> row)
    {
        var (latitude, longitude) = (dataset.Columns.Index().First(c => c.Item.Name == "latitude").Index, dataset.Columns.Index().First(c => c.Item.Name == "longitude").Index);
        var says = Line(dataset, row);
        says.Remove("latitude");
        says.Remove("longitude");
        return new()
        {
            ["type"] = "Feature",
            ["id"] = $"{row[0]}",
            ["geometry"] = row[latitude] is double y && row[longitude] is double x ? new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(x, y) } : null,
            ["properties"] = says,
        };
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        int number => number,
        long number => number,
        double number => number,
        decimal number => number,
        bool truth => truth,
        _ => Cell(value),
    };

    private static string? Cell(object? value) => value switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static byte[] Text(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString(Json) + "\n");

    private static object?[] Where(string? commune, string? address, string? postcode, Place? place, Uri? website, string? hours) =>
        [commune, commune is null ? null : Communes.Names.GetValueOrDefault(commune), address, postcode, place?.Latitude, place?.Longitude, website?.AbsoluteUri, hours];

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Participants(CancellationToken stop) =>
        [.. (await directory.On(Today, new())).Select(l => (IReadOnlyList<object?>)
        [
            l.Member.Number.Value, l.Holder.Name, l.Holder.HolderId?.Value, l.Holder.Rna?.ToString(), l.Member.Kind.Word(), l.Member.Level, l.Member.From, l.Member.Until,
            string.Join(';', l.Member.Profile.Filieres?.Words() ?? []), string.Join(';', l.Member.Profile.Tags?.Words() ?? []),
            .. Where(l.Member.Profile.Commune, l.Holder.Address, l.Holder.Postcode, l.Holder.Place, l.Holder.Website, l.Holder.Hours),
        ])];

    private async Task<IReadOnlyList<DateOnly>> Quarters(CancellationToken stop)
    {
        var grants = (await register.Read(stop)).Grants.Values;
        return grants.Any() ? [.. FigurePeriod.Ended(grants.Min(g => g.From), Today).Where(p => p.Quarter != 0).Select(p => p.Last), Today] : [];
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> ByQuarter(Dimension by, CancellationToken stop)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var day in await Quarters(stop))
            foreach (var row in CensusTable.Of(await directory.Listed(day, null), [by], Perimeter.Everywhere, day).Rows)
                rows.Add(by is Dimension.Commune ? [day, row.Values[0], Communes.Names.GetValueOrDefault(row.Values[0]), row.Count] : [day, row.Values[0], row.Count]);
        return rows;
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Released(CancellationToken stop) =>
        [.. (await census.ReleasesAsync(stop)).SelectMany(r => r.Tables.OrderBy(t => t.Key).SelectMany(t => PublicCensus.Classes(t.Key).Select(c => (IReadOnlyList<object?>)[r.Day, t.Key.Word(), c, t.Value[c]])))];

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Cooperations(CancellationToken stop)
    {
        var (known, shown) = (await register.Read(stop), (await participants.ListAsync(stop)).Where(p => p.InDirectory).Select(p => p.Id).ToHashSet());
        var signed = known.Cooperations.Values.Where(c => c.Confirmed.Count == 2 && shown.Contains(c.Act.From) && shown.Contains(c.Act.To)).ToList();
        return [.. (await Quarters(stop)).SelectMany(day => signed.Where(c => c.On(day) is CooperationState.InForce).GroupBy(c => c.Act.Form).OrderBy(g => g.Key).Select(g => (IReadOnlyList<object?>)[day, Word(g.Key), g.Count()]))];
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> LabelledEvents(CancellationToken stop)
    {
        var shown = (await participants.ListAsync(stop)).Where(p => p.InDirectory).ToDictionary(p => p.Id);
        return [.. (await members.On(Today, null)).Where(m => m.Kind is GrantKind.Event && shown.ContainsKey(m.Holder)).OrderBy(m => m.From).ThenBy(m => m.Number.Value, StringComparer.Ordinal)
            .Select(m => (Member: m, Holder: PublicHolder.Of(shown[m.Holder]))).Select(e => (IReadOnlyList<object?>)
            [
                e.Member.Number.Value, e.Holder.Name, e.Member.From, e.Member.Until, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{e.Member.Standing}"),
                .. Where(e.Member.Profile.Commune, e.Holder.Address, e.Holder.Postcode, e.Holder.Place, e.Holder.Website, e.Holder.Hours),
            ])];
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Indicators(CancellationToken stop) =>
        [.. (await figures.Releases(stop)).SelectMany(r => r.Told.Select(f => (IReadOnlyList<object?>)[$"{r.Period}", f.Measure, f.By, f.Class, f.Contributors, f.Count, f.Measure == Contributions.Professionals ? f.Sum : f.Sum / 100m]))];

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Circulation(CancellationToken stop) =>
        [.. (await figures.Circulation(Today.AddDays(-1), stop)).Select(l => (IReadOnlyList<object?>)[l.Day, l.Circulating / 100m, l.Digital / 100m, l.Paper / 100m, l.Residents, l.Professionals])];

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Acceptors(CancellationToken stop) =>
        [.. (await acceptors.Find(new())).Select(a => (IReadOnlyList<object?>)[a.Key, a.Name, string.Join(';', a.Filieres?.Words() ?? []), a.Grant?.Value, .. Where(a.Commune, a.Address, a.Postcode, a.Place, a.Website, a.Hours)])];

    private static IReadOnlyList<IReadOnlyList<object?>> Series()
    {
        var broken = Baseline.Comparisons(Baseline.Figures).Where(c => c.IsBroken).Select(c => c.Later).ToHashSet();
        return [.. Baseline.Figures.Select(f => (IReadOnlyList<object?>)[f.Series, f.Year, f.Value, f.Unit, f.Source, f.Perimeter, f.Base, broken.Contains(f)])];
    }
}
