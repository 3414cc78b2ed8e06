using System.Globalization;
using System.Text;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on which the association sees what it must watch, and takes its accounts away.</summary>
public static class BookkeepingPages
{
    public const string Accounts = "/bureau/comptabilite", Meters = "/bureau/compteurs", Indicators = "/bureau/indicateurs", Assembly = "/bureau/assemblee";

    /// <summary>Who takes accounts away.</summary>
    public static string[] AccountReaders { get; } = [Roles.Treasurer, Roles.Auditor];

    /// <summary>Who sees the meters.</summary>
    public static string[] MeterReaders { get; } = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapBookkeepingPages(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup(Accounts).LetIn(AccountReaders);
        accounts.MapGet("", ShowAccounts);
        accounts.MapGet("/fec.txt", (string? annee, string? siren, OfficeBooks books, MeterDesk desk, CancellationToken stop) => Fec(annee, siren, described: false, books, desk, stop));
        accounts.MapGet("/fec-description.txt", (string? annee, string? siren, OfficeBooks books, MeterDesk desk, CancellationToken stop) => Fec(annee, siren, described: true, books, desk, stop));
        accounts.MapGet("/balance.csv", async (string? periode, OfficeBooks books, CancellationToken stop) => Period.TryParse(periode, out var period)
            ? Results.File(Encoding.UTF8.GetBytes(OfficeBooks.Csv(await books.BalanceAsync(period, stop))), "text/csv; charset=utf-8", $"balance-{period}.csv") : Missing());
        app.MapGroup(Meters).LetIn(MeterReaders).MapGet("", async (MeterDesk desk, Terms terms) => AccountPages.Page<MetersPage>(new { Readings = await desk.Read(), desk.Thresholds, terms.Unit }));
        app.MapGroup(Indicators).LetIn(MeterReaders).MapGet("", ShowIndicators);
        var assembly = app.MapGroup("").LetIn(HomePages.Readers);
        assembly.MapGet(Assembly, ShowAssembly);
        assembly.MapGet($"{Assembly}.csv", async (int? annee, MeterDesk desk, ActivityDesk activity, CancellationToken stop) =>
            await Report(annee, desk, activity, stop) is { } report ? Results.File(Encoding.UTF8.GetBytes(report.Csv()), "text/csv; charset=utf-8", $"assemblee-{report.Year}.csv") : Missing());
    }

    private static RazorComponentResult Missing() => AccountPages.Page<NotFoundPage>(status: 404);

    private static async Task<IResult> ShowIndicators(MeterDesk desk, ActivityDesk activity, Terms terms, CancellationToken stop)
    {
        var readings = await desk.Read();
        var (residents, professionals) = await activity.Read(a => (a.Dormancy(desk.Today, ofProfessionals: false), a.Dormancy(desk.Today, ofProfessionals: true)), stop);
        return AccountPages.Page<IndicatorsPage>(new
        {
            Readings = readings,
            terms.Unit,
            Residents = residents,
            Professionals = professionals,
            ByFiliere = await activity.Table(desk.Today.Year, Grouping.Filiere, stop),
            ByCommune = await activity.Table(desk.Today.Year, Grouping.Commune, stop),
        });
    }

    private static async Task<IResult> ShowAssembly(int? annee, MeterDesk desk, ActivityDesk activity, Terms terms, CancellationToken stop)
    {
        if (await Report(annee, desk, activity, stop) is not { } report) return Missing();
        var first = (await desk.Read()).Days[0].Day.Year;
        return AccountPages.Page<AssemblyPage>(new { Year = report, Years = (IReadOnlyList<int>)[.. Enumerable.Range(first, desk.Today.Year - first + 1).Reverse()], terms.Unit });
    }

    /// <summary>A year for the general assembly; null: the book did not exist in it.</summary>
    private static async Task<YearReport?> Report(int? asked, MeterDesk desk, ActivityDesk activity, CancellationToken stop)
    {
        var (readings, year) = (await desk.Read(), asked ?? desk.Today.Year);
        if (year < readings.Days[0].Day.Year || year > desk.Today.Year) return null;
        var isClosed = (await desk.Closures()).Any(c => c.Closed.Period == Period.Year(year));
        var (byFiliere, byCommune) = (await activity.Table(year, Grouping.Filiere, stop), await activity.Table(year, Grouping.Commune, stop));
        return await activity.Read(a => YearReport.Of(readings, a, year, isClosed, byFiliere, byCommune), stop);
    }

    private static async Task<IResult> ShowAccounts(string? periode, MeterDesk desk, OfficeBooks books, Settings settings, CancellationToken stop)
    {
        var period = Period.TryParse(periode, out var asked) ? asked : Period.Year(desk.Today.Year);
        return AccountPages.Page<AccountsPage>(new { desk.Today, Balance = await books.BalanceAsync(period, stop), Closures = await desk.Closures(), Siren = settings.Siren?.ToString() });
    }

    private static async Task<IResult> Fec(string? year, string? siren, bool described, OfficeBooks books, MeterDesk desk, CancellationToken stop)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked is < 2000 or > 2999 || !Siren.TryParse(siren?.Replace(" ", "", StringComparison.Ordinal), out var of)) return Missing();
        var entries = await books.EntriesAsync(asked, desk.Today, stop);
        if (described) return Results.File(Core.Books.Fec.Describe(of, asked, books.Unit.Code, entries.Through), "text/plain; charset=iso-8859-15", Core.Books.Fec.DescriptionNameOf(of, asked));
        using var file = new MemoryStream();
        Core.Books.Fec.Write(file, entries.Entries);
        return Results.File(file.ToArray(), "text/plain; charset=iso-8859-15", Core.Books.Fec.NameOf(of, asked));
    }
}
