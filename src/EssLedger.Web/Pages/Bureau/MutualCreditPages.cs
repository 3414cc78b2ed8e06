using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screen on which the association runs the mutual credit of firms.</summary>
public static class MutualCreditPages
{
    public const string Path = "/bureau/credit-mutuel";

    private const int MostFound = 50;

    /// <summary>Who sees it.</summary>
    public static string[] Readers => TreasuryEndpoints.Readers;

    public static void MapMutualCreditPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(Readers).ForAll(Readers);
        pages.MapGet("", (string? q, Desk desk) => desk.Show(q));
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
    }

    /// <summary>What it does.</summary>
    internal sealed class Desk(MutualCreditDesk desk, People people, Caller caller)
    {
        public async Task<IResult> Show(string? asked, SentForm? sent = null)
        {
            var (state, firms) = await desk.Read();
            var found = new List<AccountHolder>();
            if (caller.Is(Roles.Treasurer) && state.Scheme.Unit is not null)
            {
                var known = firms.Where(f => f.Credit.Limits is not null || f.Credit.Asked is not null).Select(f => f.Account).ToHashSet();
                foreach (var kind in new[] { "merchant", "ess" })
                    found.AddRange((await people.HoldersOfKind(kind)).Where(h => !known.Contains(h.Account) && (asked is not { Length: > 0 } || MemberRegister.IsHeard(h.Name, asked))));
            }
            var names = new Dictionary<PersonId, string?>();
            foreach (var by in firms.Select(f => f.Credit.Asked?.By).Append(state.Scheme.Asked?.By).OfType<PersonId>().Distinct()) names[by] = (await people.Find(by))?.DisplayName;
            return AccountPages.Page<MutualCreditPage>(new
            {
                State = state,
                Firms = firms,
                Found = (IReadOnlyList<AccountHolder>)[.. found.OrderBy(h => h.Name, StringComparer.CurrentCulture).Take(MostFound)],
                More = found.Count > MostFound,
                Asked = asked,
                Names = names,
                desk.Today,
                Me = caller.RequiredPerson,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!(sent.Act is "open" or "approve-limits" ? caller.Is(Roles.Approver) : sent.Act is "reject" or "reject-limits" ? caller.Is(Roles.Treasurer, Roles.Approver) : caller.Is(Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
            var me = caller.RequiredPerson;
            try
            {
                AccountId Which() => sent.Id<AccountId>("which", AccountId.TryParse);
                Amount SumIn(string field) => LimitPages.SumIn(sent, field) ?? throw new UnreadableException("sum");
                var refusal = await (sent.Act switch
                {
                    "propose" => desk.Propose(sent.Id<Unit>("unit", Unit.TryParse), me),
                    "open" => desk.Decide(approve: true, me),
                    "reject" => desk.Decide(approve: false, me),
                    "limits" => desk.ProposeLimits(Which(), new(SumIn("floor"), SumIn("ceiling")), me),
                    "approve-limits" => desk.DecideLimits(Which(), approve: true, me),
                    "reject-limits" => desk.DecideLimits(Which(), approve: false, me),
                    "end" => desk.End(Which(), new(long.TryParse(sent["balance"], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var left) ? left : throw new UnreadableException("sum")),
                        PublicPaymentEndpoints.Text(sent.Reason, MutualCreditDesk.LongestReason) ?? throw new UnreadableException("reason"), me),
                    _ => throw new UnreadableException("other"),
                });
                return refusal is { } why ? await Show(null, sent.Refused($"refusal.{Api.Words.Of(why)}")) : Results.Redirect($"{Path}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(null, sent.Refused(unreadable.Sentence));
            }
            catch (ProblemException)
            {
                return await Show(null, sent.Refused("credit.own"));
            }
        }
    }
}
