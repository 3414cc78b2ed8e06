using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The City's count of labelled participants, as of any day and by what was known on any other.</summary>
public static class CensusEndpoints
{
    private const string PerimeterWords = "lille, 59350, 59298, 59355, mel, or nothing";

    public static void MapCensus(this IEndpointRouteBuilder app)
    {
        var census = app.MapGroup("/v1/census").WithTags("Census");
        census.MapGet("", Count).WithSummary(
            "How many participants hold an active grant on a day, by any of commune, area, filiere, kind, level, family, qpv, iae (comma-separated), everywhere or in a perimeter (lille with its associated communes, 59350, 59298 or 59355 for each of the three alone, mel). " +
            "Anyone: the directory's, and of what it does not tell, only what cannot betray a small number; city, auditor and label-manager: everything.");
        app.MapGet("/v1/census.json", Count).WithTags("Census").WithSummary("The same under an address that names its form.");
        app.MapGet("/v1/census.csv", Table).Produces<string>(200, "text/csv").WithTags("Census").WithSummary("The same as a table (RFC 4180); a withheld number is empty.");
        census.MapGet("/members", Behind).RequireAuthorization().WithSummary("The grants that a number counts, each with the entries of the label book that decided it; for city, auditor and label-manager.");
    }

    private static async Task<Results<Ok<CensusView>, ProblemHttpResult>> Count(
        Caller caller, CensusDesk desk, LabelDesk label, Settings settings, TimeProvider clock, Reader t, Day? on = null, Day? asKnownOn = null, string? by = null, string? perimeter = null)
    {
        var (table, question, refused) = await Answer(caller, desk, label, clock, on, asKnownOn, by, perimeter);
        return refused is not null ? refused : TypedResults.Ok(CensusView.Of(question!, table!, Definitions(table!, question!, caller, t, settings)));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Table(
        Caller caller, CensusDesk desk, LabelDesk label, TimeProvider clock, Day? on = null, Day? asKnownOn = null, string? by = null, string? perimeter = null)
    {
        var (table, _, refused) = await Answer(caller, desk, label, clock, on, asKnownOn, by, perimeter);
        return refused is not null ? refused : TypedResults.Text(AsCsv(table!), "text/csv; charset=utf-8; header=present", Encoding.UTF8);
    }

    /// <summary>The numbers as a table (RFC 4180).</summary>
    internal static string AsCsv(CensusTable table) =>
        Csv.Table([.. table.By.Select(d => d.Word()), "count", "suppressed"], table.Rows.Select(row => (string?[])[.. row.Values, row.Count?.ToString(CultureInfo.InvariantCulture), row.Suppressed ? "true" : "false"]));

    private static async Task<(CensusTable? Table, CensusQuestion? Question, ProblemHttpResult? Refused)> Answer(
        Caller caller, CensusDesk desk, LabelDesk label, TimeProvider clock, Day? on, Day? asKnownOn, string? by, string? perimeter)
    {
        if (await LabelEndpoints.Hidden(label, caller) is { } hidden) return (null, null, hidden);
        if (Within(perimeter) is not { } within) return (null, null, Problems.InvalidField("perimeter", PerimeterWords));
        var dimensions = new List<Dimension>();
        foreach (var word in (by ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!DimensionWords.TryParse(word, out var dimension) || dimensions.Contains(dimension))
                return (null, null, Problems.InvalidField("by", $"each once of {string.Join(", ", Enum.GetValues<Dimension>().Select(d => d.Word()))}"));
            dimensions.Add(dimension);
        }
        var question = new CensusQuestion(on?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow()), asKnownOn?.Date, within, dimensions);
        return (caller.Is(Duties.Count) ? await desk.Full(question) : await desk.Public(question), question, null);
    }

    private static async Task<Results<Ok<Page<CensusMemberView>>, ProblemHttpResult>> Behind(
        Caller caller, CensusDesk desk, LabelBook book, IParticipantStore participants, HttpRequest request, TimeProvider clock,
        Day? on = null, Day? asKnownOn = null, string? perimeter = null, string? commune = null, string? area = null, string? filiere = null, string? kind = null,
        string? level = null, string? family = null, string? qpv = null, string? iae = null, int? limit = null, string? after = null)
    {
        caller.Require(Duties.Count);
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        if (Within(perimeter) is not { } within) return Problems.InvalidField("perimeter", PerimeterWords);
        (Dimension By, string Value)[] asked = [.. new[]
        {
            (Dimension.Commune, commune), (Dimension.Area, area), (Dimension.Filiere, filiere), (Dimension.Kind, kind),
            (Dimension.Level, level), (Dimension.Family, family), (Dimension.Qpv, qpv), (Dimension.Iae, iae),
        }.Where(a => a.Item2 is not null).Select(a => (a.Item1, a.Item2!))];
        var day = on?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow());
        var members = await desk.Behind(new(day, asKnownOn?.Date, within, [.. asked.Select(a => a.By)]), [.. asked.Select(a => a.Value)]);
        var page = members.Where(m => after is null || string.CompareOrdinal(m.Number.Value, after) > 0).Take(limit ?? 50).ToList();
        var views = new List<CensusMemberView>();
        foreach (var member in page)
        {
            var entries = (await book.Store.ReadSubjectAsync(member.Number.Value, Position.None, 500, default))
                .Concat(await book.Store.ReadSubjectAsync(member.Holder.Value, Position.None, 500, default))
                .DistinctBy(e => e.Position).OrderBy(e => e.Position)
                .Select(e => new CensusEntryView(e.Position, ParisCalendar.DayOf(e.CommittedAt))).Where(e => asKnownOn is null || e.Recorded <= asKnownOn.Value.Date);
            views.Add(new(member.Number, member.Holder.Value, (await participants.FindAsync(member.Holder, default))?.Name, member.Kind.Word(), member.Level, member.From, member.Until, [.. entries]));
        }
        return TypedResults.Ok(new Page<CensusMemberView>(views, page.Count > 0 && page[^1].Number != members[^1].Number ? page[^1].Number.Value : null));
    }

    private static Perimeter? Within(string? word) => Perimeters.TryParse(word, out var within) ? within : null;

    /// <summary>What the numbers mean, in the caller's language.</summary>
    private static Dictionary<string, string> Definitions(CensusTable table, CensusQuestion question, Caller caller, Reader t, Settings settings)
    {
        var definitions = new Dictionary<string, string> { ["count"] = t["census.define.count"], ["total"] = t[table.By.Contains(Dimension.Filiere) ? "census.define.totalOfSeveral" : "census.define.total"] };
        foreach (var dimension in table.By) definitions[dimension.Word()] = t[$"census.define.{dimension.Word()}"];
        definitions["perimeter"] = t[$"census.define.perimeter.{question.Perimeter}"];
        if (!caller.Is(Duties.Count))
        {
            definitions["directory"] = t["census.define.directory"];
            if (table.By.Any(PublicCensus.Withheld.Contains)) definitions["suppressed"] = t.Say("census.define.suppressed", ("threshold", settings.CensusThreshold.ToString(CultureInfo.InvariantCulture)));
            if (table.CountedOn != question.On) definitions["countedOn"] = t["census.define.countedOn"];
        }
        return definitions;
    }

    /// <summary>An answer of the census.</summary>
    /// <param name="On">The day asked about.</param>
    /// <param name="CountedOn">The day whose standings were counted: the same, unless the public is told of an earlier count.</param>
    /// <param name="Definitions">What the numbers mean, by what they define.</param>
    /// <param name="Total">Participants in all, each counted once; lines need not add up to it.</param>
    public sealed record CensusView(
        DateOnly On, DateOnly? AsKnownOn, DateOnly CountedOn, string? Perimeter, IReadOnlyList<string> By, IReadOnlyDictionary<string, string> Definitions, IReadOnlyList<CensusRowView> Rows, int Total)
    {
        internal static CensusView Of(CensusQuestion question, CensusTable table, IReadOnlyDictionary<string, string> definitions) => new(
            question.On, question.AsKnownOn, table.CountedOn, question.Perimeter.Word(),
            [.. table.By.Select(d => d.Word())], definitions, [.. table.Rows.Select(r => CensusRowView.Of(table.By, r))], table.Total);
    }

    /// <summary>A line: the values of the dimensions asked for, and no others.</summary>
    /// <param name="Count">Null: withheld.</param>
    public sealed record CensusRowView(int? Count, bool Suppressed)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-9)] public string? Commune { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-8)] public string? CommuneName { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-7)] public string? Area { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-6)] public string? Filiere { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-5)] public string? Kind { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-4)] public int? Level { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-3)] public string? Family { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-2)] public string? Qpv { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(-1)] public string? Iae { get; init; }

        internal static CensusRowView Of(IReadOnlyList<Dimension> by, CensusRow row)
        {
            return new(row.Count, row.Suppressed)
            {
                Commune = At(Dimension.Commune),
                CommuneName = At(Dimension.Commune) is { } commune ? Communes.Names.GetValueOrDefault(commune) : null,
                Area = At(Dimension.Area),
                Filiere = At(Dimension.Filiere),
                Kind = At(Dimension.Kind),
                Level = At(Dimension.Level) is { } level ? int.Parse(level, CultureInfo.InvariantCulture) : null,
                Family = At(Dimension.Family),
                Qpv = At(Dimension.Qpv),
                Iae = At(Dimension.Iae),
            };

            string? At(Dimension dimension)
            {
                for (var i = 0; i < by.Count; i++)
                    if (by[i] == dimension) return row.Values[i];
                return null;
            }
        }
    }

    /// <summary>A grant behind a number.</summary>
    /// <param name="Participant">The holder's pseudonymous id in the book.</param>
    /// <param name="Name">Null: erased.</param>
    /// <param name="Until">The last day, included.</param>
    /// <param name="Entries">The entries of the label book about the grant and its holder, in book order.</param>
    public sealed record CensusMemberView(
        GrantNumber Number, string Participant, string? Name, string Kind, int Level, DateOnly From, DateOnly Until, IReadOnlyList<CensusEntryView> Entries);

    /// <param name="Recorded">The day (Europe/Paris) on which the book recorded it.</param>
    public sealed record CensusEntryView(Position Position, DateOnly Recorded);
}
