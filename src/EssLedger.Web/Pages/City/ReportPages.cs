using System.Globalization;
using System.Text;
using EssLedger.Core.Payments;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.Publishing;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Pages.City;

/// <summary>The City's reports: established in one click, shown as they were, published once; and the currency's figures as anybody may know them.</summary>
public static class ReportPages
{
    public const string Root = "/ville/bilan", Currency = "/ville/monnaie", Public = "/bilans";

    /// <summary>The files of a report, by the last parts of their addresses.</summary>
    public const string Json = "bilan.json", Csv = "bilan.csv", Pdf = "bilan.pdf";

    /// <summary>So long is waited for a report before its progress is shown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapReportPages(this IEndpointRouteBuilder app)
    {
        var city = app.MapGroup("").LetIn(Duties.Count);
        city.MapGet(Root, (Desk desk, CancellationToken stop) => desk.List(stop));
        city.MapGet($"{Root}/{{period}}", (string period, Desk desk, CancellationToken stop) => desk.Wait(period, stop));
        city.MapGet($"{Root}/{{period}}/{{number:int}}", (string period, int number, Desk desk, CancellationToken stop) => desk.Show(period, number, published: false, stop));
        city.MapGet($"{Root}/{{period}}/{{number:int}}/{{file}}", (string period, int number, string file, Desk desk, Reader t, CancellationToken stop) => desk.File(period, number, file, published: false, t, stop));
        city.MapGet(Currency, (Desk desk, CancellationToken stop) => desk.Figures(stop));
        city.MapGet($"{Currency}/{{name}}.csv", (string name, Desk desk, CancellationToken stop) => desk.Figures(name, stop));
        app.MapGroup("").LetIn([Roles.City]).MapPost($"{Root}/{{period}}", (string period, HttpContext context, Desk desk) => desk.Take(period, context));

        var pages = app.MapGroup("").AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        pages.MapMethods(Public, reading, async (ReportDesk desk, CancellationToken stop) =>
            PublicPages.Page<PublishedReportsPage>(new { Reports = (IReadOnlyList<AnnualReport>)[.. (await desk.All(stop)).Where(r => r.PublishedAt is not null)] }));
        pages.MapMethods($"{Public}/{{period}}", reading, (string period, Desk desk, CancellationToken stop) => desk.Show(period, null, published: true, stop));
        pages.MapMethods($"{Public}/{{period}}/{{file}}", reading, (string period, string file, Desk desk, Reader t, CancellationToken stop) => desk.File(period, null, file, published: true, t, stop));
    }

    /// <summary>The address of a report, or of a file of it.</summary>
    public static string Address(AnnualReport report, bool published, string? file = null) =>
        $"{(published ? $"{Public}/{report.Period}" : string.Create(CultureInfo.InvariantCulture, $"{Root}/{report.Period}/{report.Number}"))}{(file is null ? "" : $"/{file}")}";

    /// <summary>What these screens do.</summary>
    internal sealed class Desk(ReportDesk reports, FigureDesk figures, Bookkeeping.MeterDesk meters, Bookkeeping.ActivityDesk activity, SignIn.Rights rights, People people, Terms terms, Settings settings, Caller caller)
    {
        public async Task<IResult> List(CancellationToken stop) =>
            AccountPages.Page<ReportsPage>(new { reports.Periods, Reports = await reports.All(stop) });

        /// <summary>Where whoever asked for a report waits for it.</summary>
        public async Task<IResult> Wait(string period, CancellationToken stop)
        {
            if (!reports.Periods.Contains(period)) return Missing();
            if (reports.Progress(period) is { } progress)
            {
                if (progress.Failed) reports.Forget(period);
                return AccountPages.Page<ReportProgressPage>(new { Period = period, Progress = progress });
            }
            return (await reports.All(stop)).FirstOrDefault(r => r.Period == period) is { } report ? Results.Redirect(Address(report, published: false)) : Results.Redirect(Root);
        }

        public async Task<IResult> Show(string period, int? number, bool published, CancellationToken stop)
        {
            if (await Find(period, number, published, stop) is not { } report) return Missing();
            var earlier = published || report.Number == 1 ? null : (await reports.All(stop)).FirstOrDefault(r => r.Period == period && r.Number == report.Number - 1);
            var data = ReportData.Read(report.Content);
            return AccountPages.Page<ReportPage>(new
            {
                Report = report,
                Data = data,
                Published = published,
                Differences = earlier is null ? [] : ReportData.Read(earlier.Content).DifferencesTo(data),
                Earlier = earlier,
                MadeBy = published ? null : (await people.Find(report.MadeBy))?.DisplayName,
                terms.Unit,
            });
        }

        public async Task<IResult> File(string period, int? number, string file, bool published, Reader t, CancellationToken stop)
        {
            if (await Find(period, number, published, stop) is not { } report) return Missing();
            var name = $"bilan-{report.Period}-{report.Number}";
            return file switch
            {
                Json => Results.File(Encoding.UTF8.GetBytes(report.Content), "application/json", $"{name}.json"),
                Csv => Results.File(Encoding.UTF8.GetBytes(ReportData.Read(report.Content).ToCsv()), "text/csv; charset=utf-8; header=present", $"{name}.csv"),
                Pdf => Results.File(ReportPrint.ToPdf(report, ReportData.Read(report.Content), terms.Unit, settings.Name, t), "application/pdf", $"{name}.pdf"),
                _ => Missing(),
            };
        }

        public async Task<IResult> Take(string period, HttpContext context)
        {
            if (!reports.Periods.Contains(period)) return Missing();
            var sent = await SentForm.Read(context);
            switch (sent.Act)
            {
                case "establish":
                    await reports.Establish(period, caller.RequiredPerson, Patience);
                    return Results.Redirect($"{Root}/{period}");
                case "publish" when int.TryParse(sent["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    await reports.Publish(period, number, caller.RequiredPerson, context.RequestAborted);
                    return Results.Redirect(Root);
                default:
                    return AccountPages.Page<ReportsPage>(new { reports.Periods, Reports = await reports.All(context.RequestAborted) }, 422);
            }
        }

        public async Task<IResult> Figures(CancellationToken stop)
        {
            var today = meters.Today;
            var (residents, professionals) = await activity.Read(a => (a.Dormancy(today, ofProfessionals: false), a.Dormancy(today, ofProfessionals: true)), stop);
            return AccountPages.Page<CurrencyPage>(new
            {
                Tables = await Tables(stop),
                Today = today,
                Now = await figures.Standing(today, stop),
                Bureaux = (await rights.Bureaux()).Count,
                SleepingResidents = residents,
                SleepingProfessionals = professionals,
                terms.Unit,
                Rule = settings.FigureRule,
            });
        }

        public async Task<IResult> Figures(string name, CancellationToken stop) => (await Tables(stop)).FirstOrDefault(t => t.Name == name) is not { } table ? Missing()
            : Results.File(Encoding.UTF8.GetBytes(new ReportData("", default, default, new Dictionary<string, (long, string)>(), [("currency", [table])]).ToCsv()), "text/csv; charset=utf-8; header=present", $"monnaie-{name}.csv");

        private Task<IReadOnlyList<ReportTable>> Tables(CancellationToken stop) => new CurrencySection(figures, meters).Tables(new(1, 9999, meters.Today, meters.Today, Core.Labels.Register.Empty), stop);

        private async Task<AnnualReport?> Find(string period, int? number, bool published, CancellationToken stop) =>
            (await reports.All(stop)).FirstOrDefault(r => r.Period == period && (number is null || r.Number == number) && (!published || r.PublishedAt is not null));

        private static RazorComponentResult Missing() => AccountPages.Page<NotFoundPage>(status: 404);
    }
}
