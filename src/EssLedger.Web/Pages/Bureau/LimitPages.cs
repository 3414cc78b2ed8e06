using EssLedger.Core.Accounts;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on ceilings and transfer rules: what holds for every kind of account, and what one's own are.</summary>
public static class LimitPages
{
    public const string Terms = "/bureau/plafonds", Mine = "/mon-compte/plafonds";

    /// <summary>Who sees the history with its words; what holds is public.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Approver, Roles.Auditor, Roles.Admin];

    public static void MapLimitPages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Terms).LetIn(Readers);
        office.MapGet("", () => AccountPages.Page<TermsPage>());
        office.MapPost("", Set);
        app.MapGroup(Mine).LetIn([]).MapGet("", Show);
    }

    private static async Task<IResult> Set(HttpContext context, Caller caller, TermsDesk desk)
    {
        if (!context.User.IsInRole(Roles.Admin)) return AccountPages.Page<DeniedPage>(status: 403);
        var sent = await SentForm.Read(context);
        try
        {
            if (sent.Act != "set") throw new UnreadableException("other");
            if (desk.From(sent.Effective) is not { } from) throw new UnreadableException("day");
            var kinds = Enum.GetValues<AccountKind>();
            var ceilings = kinds.ToDictionary(kind => kind, kind => CeilingsIn(sent, $"{kind}."));
            // What is ticked may be paid.
            var forbidden = kinds.SelectMany(payer => kinds.Select(payee => (payer, payee))).Where(pair => !sent.Yes($"{pair.payer}-{pair.payee}"));
            var (_, refusal) = await desk.Set(from, ceilings.Where(c => c.Value != Ceilings.None).ToDictionary(), forbidden, sent.Reason, caller.RequiredPerson);
            return refusal is null ? Results.Redirect($"{Terms}?fait=set") : AccountPages.Page<TermsPage>(new { Sent = sent.Refused($"termsRefusal.{refusal}") }, 422);
        }
        catch (UnreadableException unreadable)
        {
            return AccountPages.Page<TermsPage>(new { Sent = sent.Refused(unreadable.Sentence) }, 422);
        }
    }

    private static async Task<IResult> Show(Caller caller, People people, TermsDesk desk, IGrainFactory grains)
    {
        var accounts = new List<MyLimits>();
        foreach (var account in await people.AccountsOf(caller.RequiredPerson))
        {
            var known = await grains.GetGrain<IAccountGrain>(account.Value).Read();
            if (known.Kind is null || known.Status is EssLedger.Core.Journal.SubjectStatus.Closed || await people.HolderOf(account) is not { } holder) continue;
            accounts.Add(new(holder, await desk.StandingOf(known)));
        }
        return AccountPages.Page<MyLimitsPage>(new { Accounts = accounts.OrderBy(a => a.Holder.Account.Value, StringComparer.Ordinal).ToList(), Terms = await desk.Now() });
    }

    /// <summary>Ceilings as a form has them: what is left empty is none.</summary>
    /// <exception cref="UnreadableException">One is no sum.</exception>
    internal static Ceilings CeilingsIn(SentForm sent, string before = "") => TermsDesk.From(name => SumIn(sent, before + name));

    /// <exception cref="UnreadableException">It is no sum.</exception>
    internal static Amount? SumIn(SentForm sent, string field) =>
        sent[field]?.Trim() is not { Length: > 0 } typed ? null : AmountParser.Read(typed, out var amount) is null ? amount : throw new UnreadableException("sum");

    /// <summary>A sum as it stands in a field.</summary>
    internal static string? Field(Amount? amount, Reader reader) => amount is not { } sum ? null : sum.ToString().Replace('.', reader.Language == "fr" ? ',' : '.');
}

/// <summary>What somebody's account may hold and pay.</summary>
public sealed record MyLimits(AccountHolder Holder, IReadOnlyList<CeilingStanding> Standing);
