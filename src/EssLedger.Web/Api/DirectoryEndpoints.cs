using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The public directory of labelled participants, for people's programs: a list, a table (RFC 4180) with its schema, a map (RFC 7946).</summary>
public static class DirectoryEndpoints
{
    private const string Csv = "text/csv; charset=utf-8; header=present", GeoJson = "application/geo+json";

    public static void MapDirectory(this IEndpointRouteBuilder app)
    {
        var directory = app.MapGroup("/v1/label").WithTags("Label").AddEndpointFilter(LogEndpoints.ForAnyPage);
        const string what = "who holds the label on a day and agreed to be shown; filters by commune (an INSEE code, `lille` with its associated communes, or `mel`), filière, kind, product tag, and whether the currency is taken";
        directory.MapGet("/participants", List).WithSummary($"The public directory: {what}.");
        directory.MapGet("/participants.json", List).WithSummary("The same under an address that names its form.");
        directory.MapGet("/participants.csv", Table).Produces<string>(200, "text/csv").WithSummary("The public directory as a table (RFC 4180); participants.schema.json describes it.");
        directory.MapGet("/participants.geojson", Map).Produces<FeatureCollection>(200, GeoJson).WithSummary("The public directory as a map (RFC 7946); who has no known place has no geometry.");
        app.MapGet("/v1/label/participants/{participant}/directory", ShowEntry).RequireAuthorization().WithTags("Label").WithSummary("What the register keeps of a participant for the directory, shown there or not.");
        app.MapPost("/v1/label/participants/{participant}/directory", KeepEntry).RequireAuthorization().WithTags("Label")
            .WithSummary("Says whether a participant is shown in the public directory, and what; what is left out stays, what is empty is forgotten.");
        directory.MapGet("/participants.schema.json", Schema).WithSummary("The Table Schema (Frictionless Data) of participants.csv.");
    }

    private static async Task<Results<Ok<Page<ListedView>>, ProblemHttpResult>> List(
        Caller caller, LabelDesk desk, PublicDirectory directory, Settings settings, TimeProvider clock,
        string? commune = null, string? filiere = null, string? kind = null, string? tag = null, bool? acceptsCurrency = null, Day? on = null, int? limit = null, string? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var (lines, refused) = await Lines(caller, desk, directory, clock, new(commune, filiere, kind, tag, acceptsCurrency), on);
        if (refused is not null) return refused;
        var from = 0;
        if (after is not null && (from = lines.FindIndex(l => l.Member.Number.Value == after) + 1) == 0) return Problems.InvalidField("after", "a cursor that this call gave for this question");
        var page = lines.Skip(from).Take(limit ?? 50).ToList();
        return TypedResults.Ok(new Page<ListedView>([.. page.Select(l => ListedView.Of(l, settings))], from + page.Count < lines.Count ? page[^1].Member.Number.Value : null));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Table(
        Caller caller, LabelDesk desk, PublicDirectory directory, Settings settings, TimeProvider clock,
        string? commune = null, string? filiere = null, string? kind = null, string? tag = null, bool? acceptsCurrency = null, Day? on = null)
    {
        var (lines, refused) = await Lines(caller, desk, directory, clock, new(commune, filiere, kind, tag, acceptsCurrency), on);
        if (refused is not null) return refused;
        return TypedResults.Text(Api.Csv.Table(Columns.Select(c => c.Name), lines.Select(l => ListedView.Of(l, settings)).Select(view => Columns.Select(c => c.Cell(view)))), Csv, Encoding.UTF8);
    }

    private static async Task<Results<JsonHttpResult<FeatureCollection>, ProblemHttpResult>> Map(
        Caller caller, LabelDesk desk, PublicDirectory directory, Settings settings, TimeProvider clock,
        string? commune = null, string? filiere = null, string? kind = null, string? tag = null, bool? acceptsCurrency = null, Day? on = null)
    {
        var (lines, refused) = await Lines(caller, desk, directory, clock, new(commune, filiere, kind, tag, acceptsCurrency), on);
        if (refused is not null) return refused;
        return TypedResults.Json(new FeatureCollection("FeatureCollection", [.. lines.Select(l =>
            new Feature("Feature", l.Member.Number.Value, l.Holder.Place is { } place ? new("Point", [place.Longitude, place.Latitude]) : null, ListedView.Of(l, settings)))]), contentType: GeoJson);
    }

    private static Ok<TableSchema> Schema(Reader t) => TypedResults.Ok(new TableSchema(
        "essledger-participants", t["field.title"], [.. Columns.Select(c => new SchemaField(c.Name, c.Type, c.Format, t[$"field.{c.Name}"], c.Constraints))], "number", [""]));

    private static async Task<Results<Ok<DirectoryEntryView>, ProblemHttpResult>> ShowEntry(ParticipantId participant, LabelClerk clerk, IParticipantStore participants)
    {
        await clerk.RequireFor(participant, [.. Duties.Office, Roles.City]);
        return await participants.FindAsync(participant, default) is { } known ? TypedResults.Ok(DirectoryEntryView.Of(known)) : Problems.For(LabelRefusal.UnknownParticipant.Word());
    }

    private static async Task<Results<Ok<DirectoryEntryView>, ProblemHttpResult>> KeepEntry(ParticipantId participant, DirectoryEntryFields asked, LabelClerk clerk, IParticipantStore participants) =>
        await Keep(participant, asked, clerk, participants) is { } problem ? problem : TypedResults.Ok(DirectoryEntryView.Of((await participants.FindAsync(participant, default))!));

    /// <summary>Keeps what is said, be it by a call or by a form; the problem if it may not be.</summary>
    internal static async Task<ProblemHttpResult?> Keep(ParticipantId participant, DirectoryEntryFields asked, LabelClerk clerk, IParticipantStore participants)
    {
        await clerk.RequireFor(participant, Roles.LabelManager);
        if (await participants.FindAsync(participant, default) is not { } known) return Problems.For(LabelRefusal.UnknownParticipant.Word());
        if (asked.Flaw is var (field, what)) return Problems.InvalidField(field, what);
        var kept = known with
        {
            InDirectory = asked.InDirectory ?? known.InDirectory,
            PartialDiffusion = asked.PartialDiffusion ?? known.PartialDiffusion,
            Rna = asked.Rna is null ? known.Rna : asked.Rna is "" ? null : Rna.Parse(asked.Rna),
            Address = Said(asked.Address, known.Address),
            Postcode = Said(asked.Postcode, known.Postcode),
            Place = asked is { Latitude: { } latitude, Longitude: { } longitude } ? new(latitude, longitude) : known.Place,
            Website = asked.Website is null ? known.Website : asked.Website is "" ? null : new(asked.Website),
            Hours = Said(asked.Hours, known.Hours),
            Description = Said(asked.Description, known.Description),
            Email = Said(asked.Email, known.Email),
        };
        await participants.KeepAsync(kept, default);
        return null;

        static string? Said(string? text, string? before) => text is null ? before : text.Trim() is { Length: > 0 } said ? said : null;
    }

    private static async Task<(List<DirectoryLine> Lines, ProblemHttpResult? Refused)> Lines(
        Caller caller, LabelDesk desk, PublicDirectory directory, TimeProvider clock, DirectoryFilter filter, Day? on)
    {
        if (await LabelEndpoints.Hidden(desk, caller) is { } hidden) return ([], hidden);
        if (filter.Flaw is var (field, what)) return ([], Problems.InvalidField(field, what));
        return ([.. await directory.On(on?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow()), filter)], null);
    }

    private sealed record Column(string Name, string Type, Func<ListedView, string?> Cell, string? Format = null, SchemaConstraints? Constraints = null);

    private static readonly Column[] Columns =
    [
        new("number", "string", v => v.Number.Value, Constraints: new(Required: true, Unique: true, Pattern: "[A-Z0-9-]{1,16}")),
        new("kind", "string", v => v.Kind, Constraints: new(Required: true, Enum: DimensionWords.AllKinds)),
        new("level", "integer", v => v.Level.ToString(CultureInfo.InvariantCulture), Constraints: new(Required: true, Minimum: 1, Maximum: 9)),
        new("from", "date", v => Iso(v.From), Constraints: new(Required: true)),
        new("until", "date", v => Iso(v.Until), Constraints: new(Required: true)),
        new("name", "string", v => v.Name),
        new("holderId", "string", v => v.HolderId, Constraints: new(Pattern: "[0-9]{14}|W[0-9]{9}|E-[A-Z0-9-]{1,14}")),
        new("rna", "string", v => v.Rna, Constraints: new(Pattern: "W[0-9]{9}")),
        new("filieres", "string", v => v.Filieres is { } filieres ? string.Join(';', filieres) : null),
        new("tags", "string", v => v.Tags is { } tags ? string.Join(';', tags) : null),
        new("acceptsCurrency", "boolean", v => v.AcceptsCurrency switch { true => "true", false => "false", null => null }),
        new("commune", "string", v => v.Commune, Constraints: new(Pattern: "[0-9AB]{5}")),
        new("communeName", "string", v => v.CommuneName),
        new("address", "string", v => v.Address),
        new("postcode", "string", v => v.Postcode, Constraints: new(Pattern: "[0-9]{5}")),
        new("latitude", "number", v => v.Latitude?.ToString(CultureInfo.InvariantCulture), Constraints: new(Minimum: -90, Maximum: 90)),
        new("longitude", "number", v => v.Longitude?.ToString(CultureInfo.InvariantCulture), Constraints: new(Minimum: -180, Maximum: 180)),
        new("website", "string", v => v.Website, Format: "uri"),
        new("hours", "string", v => v.Hours),
        new("description", "string", v => v.Description),
        new("page", "string", v => v.Page, Format: "uri", Constraints: new(Required: true)),
    ];

    /// <summary>The names of the table's columns, in order.</summary>
    public static IEnumerable<string> ColumnNames => Columns.Select(c => c.Name);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A participant as the directory shows them. What is null is not known, or withheld (sole traders with partial diffusion).</summary>
    /// <param name="Number">The number of the grant.</param>
    /// <param name="Kind"><c>shop</c>, <c>ess</c> or <c>event</c>.</param>
    /// <param name="Until">The last day, included.</param>
    /// <param name="HolderId">SIRET, the RNA number of an association without one, or event id.</param>
    /// <param name="Filieres">Lines of business.</param>
    /// <param name="Tags">What its products are.</param>
    /// <param name="Commune">INSEE code; associated communes have one of their own.</param>
    /// <param name="Latitude">Degrees, WGS 84.</param>
    /// <param name="Longitude">Degrees, WGS 84.</param>
    /// <param name="Hours">When it is open, in its own words.</param>
    /// <param name="Page">Where anyone checks the grant.</param>
    public sealed record ListedView(
        GrantNumber Number, string Kind, int Level, DateOnly From, DateOnly Until, string? Name, string? HolderId, string? Rna,
        IReadOnlyList<string>? Filieres, IReadOnlyList<string>? Tags, bool? AcceptsCurrency, string? Commune, string? CommuneName,
        string? Address, string? Postcode, double? Latitude, double? Longitude, string? Website, string? Hours, string? Description, string Page)
    {
        internal static ListedView Of(DirectoryLine line, Settings settings) => new(
            line.Member.Number, line.Member.Kind.Word(), line.Member.Level, line.Member.From, line.Member.Until, line.Holder.Name, line.Holder.HolderId?.Value, line.Holder.Rna?.Value,
            line.Member.Profile.Filieres?.Words(), line.Member.Profile.Tags?.Words(), line.Member.Profile.AcceptsCurrency,
            line.Member.Commune, line.Member.Commune is { } commune ? Communes.Names.GetValueOrDefault(commune) : null,
            line.Holder.Address, line.Holder.Postcode, line.Holder.Place?.Latitude, line.Holder.Place?.Longitude, line.Holder.Website?.AbsoluteUri, line.Holder.Hours, line.Holder.Description,
            $"{settings.Origin}/label/{line.Member.Number}");
    }

    /// <summary>What is to be kept for the directory. Null stays as it is, an empty text is forgotten.</summary>
    /// <param name="InDirectory">Whether the public directory shows the participant at all.</param>
    /// <param name="PartialDiffusion">A sole trader who asked INSEE for partial diffusion: shown without name, address and whatever leads to them.</param>
    /// <param name="Latitude">Degrees, WGS 84; with the longitude or not at all.</param>
    /// <param name="Website">http or https.</param>
    /// <param name="Email">Where reminders go; never published.</param>
    public sealed record DirectoryEntryFields(
        bool? InDirectory = null, bool? PartialDiffusion = null, string? Rna = null, string? Address = null, string? Postcode = null, double? Latitude = null, double? Longitude = null,
        string? Website = null, string? Hours = null, string? Description = null, string? Email = null)
    {
        internal (string Field, string What)? Flaw =>
            Rna is not (null or "") && !Core.Identifiers.Rna.TryParse(Rna, out _) ? ("rna", "W and 9 digits")
            : Bad(Address, 200) ? ("address", "at most 200 characters without control characters and direction marks")
            : Postcode is not (null or "") && !(Postcode.Length == 5 && Postcode.All(char.IsAsciiDigit)) ? ("postcode", "5 digits")
            : (Latitude is null) != (Longitude is null) ? ("latitude", "with the longitude or not at all")
            : Latitude is < -90 or > 90 ? ("latitude", "-90 to 90")
            : Longitude is < -180 or > 180 ? ("longitude", "-180 to 180")
            : Website is not (null or "") && !(Website.Length <= 300 && Uri.TryCreate(Website, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? ("website", "the address of a site, http or https, at most 300 characters")
            : Bad(Hours, 200) ? ("hours", "at most 200 characters without control characters and direction marks")
            : Bad(Description, 1000) ? ("description", "at most 1000 characters without control characters and direction marks")
            : Email is not (null or "") && !System.Net.Mail.MailAddress.TryCreate(Email, out _) ? ("email", "an e-mail address")
            : null;

        private static bool Bad(string? text, int longest) => text is not null && (text.Length > longest || !PlainText.Is(text));
    }

    public sealed record DirectoryEntryView(
        bool InDirectory, bool PartialDiffusion, string Name, string HolderId, string? Rna, string? Address, string? Postcode, double? Latitude, double? Longitude,
        string? Website, string? Hours, string? Description, string? Email)
    {
        internal static DirectoryEntryView Of(Participant p) => new(
            p.InDirectory, p.PartialDiffusion, p.Name, p.Holder.Value, p.Rna?.Value, p.Address, p.Postcode, p.Place?.Latitude, p.Place?.Longitude, p.Website?.AbsoluteUri, p.Hours, p.Description, p.Email);
    }

    public sealed record FeatureCollection(string Type, IReadOnlyList<Feature> Features);

    public sealed record Feature(string Type, string Id, Point? Geometry, ListedView Properties);

    /// <param name="Coordinates">Longitude, then latitude, in degrees (WGS 84).</param>
    public sealed record Point(string Type, IReadOnlyList<double> Coordinates);

    public sealed record TableSchema(string Name, string Title, IReadOnlyList<SchemaField> Fields, string PrimaryKey, IReadOnlyList<string> MissingValues);

    // The standard knows no null: what a field does not have is not there.
    public sealed record SchemaField(
        string Name, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Format, string Description,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SchemaConstraints? Constraints);

    public sealed record SchemaConstraints(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Required = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Unique = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pattern = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Enum = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Minimum = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Maximum = null);
}
