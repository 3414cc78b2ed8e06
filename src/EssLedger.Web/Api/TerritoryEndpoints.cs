using System.Globalization;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Census;
using EssLedger.Core.Records;
using EssLedger.Core.Territory;
using EssLedger.Web.Pages.Territory;
using EssLedger.Web.Territory;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What the City and its partners keep up about the territory, for people's programs: lists, tables (RFC 4180), maps (RFC 7946).</summary>
public static class TerritoryEndpoints
{
    private const string Csv = "text/csv; charset=utf-8; header=present", GeoJson = "application/geo+json";
    private const string What = "laureates of the permanent call (`laureate`), totem places (`place`), who supports and funds (`supporter`), what organisations tell buyers (`supplier`), meetings of the label (`meeting`), working groups (`group`) and their `minutes`, other labels (`label`)";

    public static void MapTerritory(this IEndpointRouteBuilder app)
    {
        var territory = app.MapGroup("/v1/territory").WithTags("Territory").AddEndpointFilter(LogEndpoints.ForAnyPage);
        territory.MapGet("", Kinds).WithSummary("The kinds of sheets about the territory, and what stands in the fields of each.");
        territory.MapGet("/{kind}", List).WithSummary($"The published sheets of a kind: {What}. Filters that a kind does not have find none of its sheets.");
        territory.MapGet("/{kind}.csv", Table).Produces<string>(200, "text/csv").WithSummary("The same as a table (RFC 4180): a column for each field, several values with semicolons between them, sums in cents.");
        territory.MapGet("/{kind}.geojson", Map).Produces<TerritoryCollection>(200, GeoJson).WithSummary("The same as a map (RFC 7946); what has no known place has no geometry.");
    }

    private static Ok<IReadOnlyList<TerritoryKindView>> Kinds() => TypedResults.Ok<IReadOnlyList<TerritoryKindView>>([.. Enum.GetValues<SheetKind>().Select(kind => new TerritoryKindView(
        kind.Word(), [.. TerritoryBook.PublicFields(kind).Select(f => new TerritoryFieldView(f.Name, f.Kind.ToString().ToLowerInvariant(), f.Required, f.Words, f.Of))]))]);

    private static async Task<Results<Ok<Page<TerritorySheetView>>, ProblemHttpResult>> List(
        string kind, TerritoryBook book, Settings settings, int? year = null, string? stage = null, string? filiere = null, string? role = null, string? need = null, string? use = null,
        string? reserved = null, string? spaser = null, string? cae = null, string? clauses = null, string? commune = null, int? limit = null, string? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var (sheets, refused) = await Find(kind, book, new(year, stage, filiere, role, need, use, reserved, spaser, cae, clauses, commune));
        if (refused is not null) return refused;
        var from = 0;
        if (after is not null && (from = sheets.FindIndex(s => s.Id == after) + 1) == 0) return Problems.InvalidField("after", "a cursor that this call gave for this question");
        var page = sheets.Skip(from).Take(limit ?? 50).ToList();
        return TypedResults.Ok(new Page<TerritorySheetView>([.. page.Select(s => TerritorySheetView.Of(s, settings))], from + page.Count < sheets.Count ? page[^1].Id : null));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Table(
        string kind, TerritoryBook book, int? year = null, string? stage = null, string? filiere = null, string? role = null, string? need = null, string? use = null,
        string? reserved = null, string? spaser = null, string? cae = null, string? clauses = null, string? commune = null)
    {
        var (sheets, refused) = await Find(kind, book, new(year, stage, filiere, role, need, use, reserved, spaser, cae, clauses, commune));
        if (refused is not null) return refused;
        var fields = Sheets.TryParse(kind, out var known) ? TerritoryBook.PublicFields(known) : [];
        return TypedResults.Text(Api.Csv.Table(["id", "changedAt", .. fields.Select(f => f.Name)],
            sheets.Select(kept => (string?[])[kept.Id, kept.At.ToString("O", CultureInfo.InvariantCulture), .. fields.Select(f => string.Join(';', kept.Sheet.Values.All(f.Name)))])), Csv, Encoding.UTF8);
    }

    private static async Task<Results<JsonHttpResult<TerritoryCollection>, ProblemHttpResult>> Map(
        string kind, TerritoryBook book, Settings settings, int? year = null, string? stage = null, string? filiere = null, string? role = null, string? need = null, string? use = null,
        string? reserved = null, string? spaser = null, string? cae = null, string? clauses = null, string? commune = null)
    {
        var (sheets, refused) = await Find(kind, book, new(year, stage, filiere, role, need, use, reserved, spaser, cae, clauses, commune));
        if (refused is not null) return refused;
        return TypedResults.Json(new TerritoryCollection("FeatureCollection", [.. sheets.Select(s => new TerritoryFeature(
            "Feature", s.Id, s.Sheet is var sheet && sheet.Values.Degrees("longitude") is { } longitude && sheet.Values.Degrees("latitude") is { } latitude ? new("Point", [longitude, latitude]) : null, TerritoryPoint.Of(s, settings)))]), contentType: GeoJson);
    }

    private static async Task<(List<KeptSheet> Sheets, ProblemHttpResult? Refused)> Find(string kind, TerritoryBook book, SheetFilter filter) =>
        !Sheets.TryParse(kind, out var known) ? ([], Problems.For("not_found"))
        : filter.Flaw is var (field, what) ? ([], Problems.InvalidField(field, what))
        : ([.. await book.Published(known, filter)], null);

    /// <summary>A kind of sheet.</summary>
    public sealed record TerritoryKindView(string Kind, IReadOnlyList<TerritoryFieldView> Fields);

    /// <summary>A field of a sheet.</summary>
    /// <param name="Kind"><c>line</c>, <c>text</c>, <c>lines</c>, <c>day</c>, <c>time</c>, <c>number</c>, <c>cents</c>, <c>degrees</c>, <c>commune</c>, <c>postcode</c>, <c>site</c>, <c>choice</c>, <c>choices</c>, <c>reference</c> or <c>yes</c>.</param>
    /// <param name="Words">Of a choice: what may be chosen.</param>
    public sealed record TerritoryFieldView(string Name, string Kind, bool Required, IReadOnlyList<string>? Words, string? Of);

    /// <summary>A published sheet.</summary>
    /// <param name="Version">How often it was written.</param>
    /// <param name="ChangedAt">When last, UTC.</param>
    /// <param name="Values">By field; what says nothing is not there. Sums are cents of a euro, days of Europe/Paris.</param>
    /// <param name="Page">Where people read it.</param>
    public sealed record TerritorySheetView(string Id, string Kind, int Version, DateTimeOffset ChangedAt, IReadOnlyDictionary<string, JsonElement> Values, string Page)
    {
        internal static TerritorySheetView Of(KeptSheet kept, Settings settings) => new(kept.Id, kept.Sheet.Kind.Word(), kept.Version, kept.At,
            TerritoryBook.PublicFields(kept.Sheet.Kind).Where(f => kept.Sheet.Values.All(f.Name).Count > 0).ToDictionary(f => f.Name, f => Value(kept.Sheet, f)), settings.Origin + TerritoryPages.Of(kept));

        private static JsonElement Value(Sheet sheet, Field field) => field.Kind switch
        {
            FieldKind.Choices or FieldKind.Lines => JsonSerializer.SerializeToElement(sheet.Values.All(field.Name)),
            FieldKind.Number or FieldKind.Cents => JsonSerializer.SerializeToElement(sheet.Values.Whole(field.Name)),
            FieldKind.Degrees => JsonSerializer.SerializeToElement(sheet.Values.Degrees(field.Name)),
            FieldKind.Yes => JsonSerializer.SerializeToElement(true),
            _ => JsonSerializer.SerializeToElement(sheet[field.Name]),
        };
    }

    public sealed record TerritoryCollection(string Type, IReadOnlyList<TerritoryFeature> Features);

    public sealed record TerritoryFeature(string Type, string Id, DirectoryEndpoints.Point? Geometry, TerritoryPoint Properties);

    /// <summary>What stands on a map.</summary>
    /// <param name="Kind">The kind of the sheet; of a supporter <c>funder</c> where they fund.</param>
    public sealed record TerritoryPoint(string Kind, string Name, string? Address, string? CommuneName, string Page)
    {
        internal static TerritoryPoint Of(KeptSheet kept, Settings settings) => new(
            kept.Sheet.Values.Has("roles", "funder") ? "funder" : kept.Sheet.Kind.Word(), kept.Sheet.Name, kept.Sheet["address"], kept.Sheet["commune"] is { } commune ? Communes.Names.GetValueOrDefault(commune) : null, settings.Origin + TerritoryPages.Of(kept));
    }
}
