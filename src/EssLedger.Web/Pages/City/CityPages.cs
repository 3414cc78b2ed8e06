using System.Globalization;
using System.Text;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Office;

namespace EssLedger.Web.Pages.City;

/// <summary>The City's own count of the label: every number as it is, and the decisions behind each, for those who may ask the API for them.</summary>
public static class CityPages
{
    public const string Root = "/ville/label";

    /// <summary>The last parts of addresses below it: numbers as a table, the grants behind a number, and these as a table.</summary>
    public const string NumbersTable = "compte.csv", Members = "membres", MembersTable = "membres.csv";

    private const int LinesOnPage = 50;

    private static readonly Dimension[] Columns = [Dimension.Commune, Dimension.Area, Dimension.Filiere, Dimension.Family, Dimension.Qpv, Dimension.Iae];

    public static void MapCityPages(this IEndpointRouteBuilder app)
    {
        var city = app.MapGroup(Root).LetIn(Duties.Count);
        city.MapGet("/", Count);
        city.MapGet($"/{NumbersTable}", Table);
        city.MapGet($"/{Members}", Behind);
        city.MapGet($"/{MembersTable}", List);
    }

    /// <summary>The address of a number, or of the grants behind it.</summary>
    /// <param name="place">The last part of the address; empty: the page of numbers.</param>
    /// <param name="question">What is counted.</param>
    /// <param name="values">Of the line whose members are asked for: a value of each dimension; null for a page of numbers.</param>
    public static string Address(string place, CensusQuestion question, IReadOnlyList<string>? values = null)
    {
        var query = QueryString.Create("on", question.On.Iso());
        if (question.AsKnownOn is { } known) query = query.Add("asKnownOn", known.Iso());
        if (question.Perimeter.Word() is { } within) query = query.Add("perimeter", within);
        if (values is null)
            for (var i = 0; i < question.By.Count; i++) query = query.Add(i == 0 ? "by" : "and", question.By[i].Word());
        else
            foreach (var (dimension, value) in question.By.Zip(values)) query = query.Add(dimension.Word(), value);
        return $"{Root}{(place.Length > 0 ? "/" : "")}{place}{query}";
    }

    private static async Task<IResult> Count(HttpRequest request, CensusDesk desk, TimeProvider clock)
    {
        var (question, readable) = Numbers(request, clock);
        return PublicPages.Page<CensusPage>(new { Question = question, Table = await desk.Full(question), Unreadable = !readable }, readable ? 200 : 400);
    }

    private static async Task<IResult> Table(HttpRequest request, CensusDesk desk, TimeProvider clock)
    {
        var (question, readable) = Numbers(request, clock);
        return readable ? Csv(CensusEndpoints.AsCsv(await desk.Full(question)), $"label-{question.On.Iso()}.csv") : Problems.InvalidField("on", "a day");
    }

    private static async Task<IResult> Behind(HttpRequest request, CensusDesk desk, TimeProvider clock)
    {
        var (question, values, readable) = Line(request, clock);
        var members = await desk.Behind(question, values);
        var last = Math.Max(1, (members.Count + LinesOnPage - 1) / LinesOnPage);
        var number = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, last) : 1;
        return PublicPages.Page<MembersPage>(new
        {
            Question = question,
            Values = values,
            Holders = members.Select(m => m.Holder).Distinct().Count(),
            Grants = members.Count,
            Lines = members.Skip((number - 1) * LinesOnPage).Take(LinesOnPage).ToList(),
            Number = number,
            Last = last,
        }, readable ? 200 : 400);
    }

    private static async Task<IResult> List(HttpRequest request, CensusDesk desk, IParticipantStore participants, TimeProvider clock)
    {
        var (question, values, readable) = Line(request, clock);
        if (!readable) return Problems.InvalidField("on", "a day");
        var rows = new List<string?[]>();
        foreach (var member in await desk.Behind(question, values))
        {
            var named = await participants.FindAsync(member.Holder, default);
            rows.Add([member.Number.Value, named?.Name, named?.Holder.Value, member.Kind.Word(), member.Level.ToString(CultureInfo.InvariantCulture), member.From.Iso(), member.Until.Iso(),
                .. Columns.Select(d => string.Join(';', d.Values(member)))]);
        }
        return Csv(Api.Csv.Table(["number", "name", "holderId", "kind", "level", "from", "until", .. Columns.Select(d => d.Word())], rows), $"label-membres-{question.On.Iso()}.csv");
    }

    private static IResult Csv(string text, string name) => Results.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8; header=present", name);

    /// <summary>What an address asks to be counted. What cannot be read is not asked, and the page says so.</summary>
    private static (CensusQuestion Question, bool Readable) Numbers(HttpRequest request, TimeProvider clock)
    {
        var (question, readable) = Days(request, clock);
        var by = DimensionWords.TryParse(request.Query["by"], out var first) ? first : Dimension.Commune;
        return (question with { By = DimensionWords.TryParse(request.Query["and"], out var second) && second != by ? [by, second] : [by] }, readable);
    }

    private static (CensusQuestion Question, IReadOnlyList<string> Values, bool Readable) Line(HttpRequest request, TimeProvider clock)
    {
        var (question, readable) = Days(request, clock);
        var asked = Enum.GetValues<Dimension>().Where(d => !string.IsNullOrEmpty(request.Query[d.Word()])).ToList();
        return (question with { By = asked }, asked.ConvertAll(d => request.Query[d.Word()].ToString()), readable);
    }

    private static (CensusQuestion Question, bool Readable) Days(HttpRequest request, TimeProvider clock)
    {
        var readable = PublicPages.TryDay(request.Query["on"], out var on) & PublicPages.TryDay(request.Query["asKnownOn"], out var known);
        return (new(on ?? PublicPages.Today(clock), known, Perimeters.TryParse(request.Query["perimeter"], out var within) ? within : Perimeter.Everywhere, []), readable);
    }
}
