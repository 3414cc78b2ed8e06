using System.Globalization;
using System.Text;
using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on what is worth a look.</summary>
public static class AlertPages
{
    public const string Alerts = "/bureau/alertes", Terms = $"{Alerts}/seuils";

    /// <summary>Who sees them; the bureau and the treasurer handle them, the auditor sees to how they do.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Auditor];

    /// <summary>Who sees by which terms they are found.</summary>
    public static string[] TermsReaders { get; } = [.. Readers, Roles.Admin];

    public static void MapAlertPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Alerts).LetIn(Readers).ForAll(Roles.Treasurer, Roles.Auditor);
        pages.MapGet("", (string? etat, string? regle, string? apres) => AccountPages.Page<AlertsPage>(new { State = etat, Rule = regle, After = apres }));
        pages.MapGet("/{number:long}", (long number, Desk desk) => desk.Show(number));
        pages.MapPost("/{number:long}", (long number, HttpContext context, Desk desk) => desk.Take(context, number));
        app.MapGroup("").LetIn(Readers).ForAll(Roles.Treasurer, Roles.Auditor).MapGet($"{Alerts}.csv", (string? etat, string? regle, Desk desk) => desk.Export(Asked(etat, regle)));
        var terms = app.MapGroup(Terms).LetIn(TermsReaders).ForAll(Roles.Treasurer, Roles.Auditor);
        terms.MapGet("", () => AccountPages.Page<AlertTermsPage>());
        terms.MapPost("", (HttpContext context, Desk desk) => desk.SetTerms(context));
    }

    /// <summary>What a form asks for; what it does not know it does not ask.</summary>
    internal static AlertQuestion Asked(string? state, string? rule) => new(
        Enum.TryParse<AlertState>(state, out var s) && Enum.IsDefined(s) ? s : null, Enum.TryParse<AlertRule>(rule, out var r) && Enum.IsDefined(r) ? r : null);

    /// <summary>Who handles alerts.</summary>
    internal static bool MayHandle(HttpContext context) => context.User.IsInRole(Roles.Bureau) || context.User.IsInRole(Roles.Treasurer);

    /// <summary>What these screens do.</summary>
    internal sealed class Desk(IAlertStore store, AlertDesk alerts, People people, Caller caller)
    {
        private const int PageSize = 500;

        public async Task<IResult> Show(long number, SentForm? sent = null) => await store.FindAsync(number, default) is not { } alert ? AccountPages.Page<NotFoundPage>(status: 404)
            : AccountPages.Page<AlertPage>(new
            {
                Of = alert,
                Entries = await alerts.EntriesOf(alert.Alert, purchases: caller.Is(Roles.Auditor)),
                Log = await store.LogAsync(number, default),
                Me = caller.RequiredPerson,
                IsOwn = await alerts.IsOwn(alert, caller.RequiredPerson),
                Sent = sent,
            }, sent is null ? 200 : 422);

        public async Task<IResult> Take(HttpContext context, long number)
        {
            if (!MayHandle(context)) return AccountPages.Page<DeniedPage>(status: 403);
            if (await store.FindAsync(number, default) is not { } alert) return AccountPages.Page<NotFoundPage>(status: 404);
            var sent = await SentForm.Read(context);
            try
            {
                var refusal = sent.Act switch
                {
                    "take" => await alerts.TakeUp(alert, caller.RequiredPerson),
                    "decide" => await alerts.Decide(alert, sent.Choice<AlertOutcome>("outcome"), sent.Reason, caller.RequiredPerson),
                    _ => throw new UnreadableException("other"),
                };
                return refusal is null ? Results.Redirect($"{Alerts}/{number}?fait={sent.Act}") : await Show(number, sent.Refused($"alertRefusal.{refusal}"));
            }
            catch (UnreadableException unreadable)
            {
                return await Show(number, sent.Refused(unreadable.Sentence));
            }
        }

        public async Task<IResult> SetTerms(HttpContext context)
        {
            if (!context.User.IsInRole(Roles.Admin)) return AccountPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                if (sent.Act != "set") throw new UnreadableException("other");
                int Number(string name) => sent.Number(name, 1, 1000) ?? throw new UnreadableException("number");
                Amount Sum(string name) => LimitPages.SumIn(sent, name) ?? throw new UnreadableException("sum");
                AlertTerms terms = new()
                {
                    CashLoads = Number("cashLoads"),
                    CashBelow = Sum("cashBelow"),
                    CashDays = Number("cashDays"),
                    InOutIndividual = Sum("inOutIndividual"),
                    InOutProfessional = Sum("inOutProfessional"),
                    InOutPercent = Number("inOutPercent"),
                    InOutHours = Number("inOutHours"),
                    IndividualAccounts = Number("individualAccounts"),
                    ProfessionalAccounts = Number("professionalAccounts"),
                };
                if (!terms.IsSound) throw new UnreadableException("number");
                return await alerts.Set(terms, sent.Reason, caller.RequiredPerson) ? Results.Redirect($"{Terms}?fait=set") : AccountPages.Page<AlertTermsPage>(new { Sent = sent.Refused("entry.reason") }, 422);
            }
            catch (UnreadableException unreadable)
            {
                return AccountPages.Page<AlertTermsPage>(new { Sent = sent.Refused(unreadable.Sentence) }, 422);
            }
        }

        /// <summary>All alerts asked for, the newest first, with what was made of them; no purchase is in it.</summary>
        public IResult Export(AlertQuestion question) => Results.Stream(async answer =>
        {
            await using var text = new StreamWriter(answer, new UTF8Encoding(false)) { NewLine = "\r\n" };
            await text.WriteLineAsync(Csv.Line("number", "at", "rule", "account", "name", "amount", "whole", "count", "state", "step", "outcome", "reason", "by", "written"));
            for (long? before = null; ;)
            {
                var page = await store.ListAsync(question, before, PageSize, default);
                foreach (var kept in page)
                {
                    var (a, name) = (kept.Alert, (await people.HolderOf(kept.Alert.Account))?.Name);
                    string[] start = [$"{kept.Number}", Moment(a.At), Word(a.Rule), a.Account.Value, name ?? "", $"{a.Amount.Minor}", $"{a.Whole.Minor}", $"{a.Count}", Word(kept.State)];
                    var log = await store.LogAsync(kept.Number, default);
                    if (log.Count == 0) await text.WriteLineAsync(Csv.Line([.. start, "", "", "", "", ""]));
                    foreach (var step in log) await text.WriteLineAsync(Csv.Line([.. start, $"{step.Number}", step.Outcome is { } outcome ? Word(outcome) : "taken_up", step.Reason, step.By.Value, Moment(step.At)]));
                }
                if (page.Count < PageSize) return;
                before = page[^1].Number;
            }
        }, "text/csv; charset=utf-8; header=present", "alertes.csv");

        private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        private static string Word<T>(T choice) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{choice}");
    }
}
