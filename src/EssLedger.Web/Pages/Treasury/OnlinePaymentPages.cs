using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Treasury;

/// <summary>Payments by card: what is to become units, and what went back.</summary>
public static class OnlinePaymentPages
{
    public const string Path = $"{TreasuryPages.Root}/cartes";

    public static void MapOnlinePaymentPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(TreasuryPages.Readers).ForAll(TreasuryPages.Readers);
        pages.MapGet("", (Desk desk) => desk.Show());
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
    }

    /// <summary>What this screen does.</summary>
    internal sealed class Desk(OnlinePaymentDesk payments, Caller caller)
    {
        public async Task<IResult> Show(SentForm? sent = null) => AccountPages.Page<OnlinePaymentsPage>(new
        {
            All = await payments.All(),
            payments.IsOpen,
            Me = caller.RequiredPerson,
            MayAct = caller.Is(Roles.Treasurer),
            Sent = sent,
        }, sent?.Refusal is null ? 200 : 422);

        public async Task<IResult> Take(HttpContext context)
        {
            if (!caller.Is(Roles.Treasurer)) return AccountPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                if (await Do(sent, context.RequestAborted) is { } sentence) return await Show(sent.Refused(sentence));
                return Results.Redirect($"{Path}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence));
            }
            catch (HelloAssoUnavailableException)
            {
                return await Show(sent.Refused("cards.unavailable"));
            }
        }

        /// <summary>The sentence that says why it was not done; null: it was.</summary>
        private async Task<string?> Do(SentForm sent, CancellationToken stop)
        {
            long Which() => sent.Number("which", 1, int.MaxValue) ?? throw new UnreadableException("choice");
            switch (sent.Act)
            {
                case "ask":
                    await payments.ReadRecent(stop);
                    return null;
                case "assign":
                    return await payments.Assign(Which(), sent.Id<AccountId>("account", AccountId.TryParse)) ? null : $"refusal.{Words.Of(TreasuryRefusal.AccountUnknown)}";
                case "propose":
                    // Each is an act of its own: one that is refused keeps none of the others back.
                    TreasuryRefusal? first = null;
                    var chosen = sent.All("payment").Select(number => long.TryParse(number, out var id) ? id : throw new UnreadableException("choice")).ToList();
                    if (chosen.Count == 0) throw new UnreadableException("choice");
                    foreach (var number in chosen) first ??= await payments.Propose(number, caller.RequiredPerson, stop);
                    return first is { } refusal ? $"refusal.{Words.Of(refusal)}" : null;
                case "take":
                    await payments.Take(Which(), caller.RequiredPerson);
                    return null;
                case "close":
                    if (TermsDesk.Words(sent.Reason) is null) throw new UnreadableException("reason");
                    return await payments.Close(Which(), caller.RequiredPerson, sent.Reason!.Trim()) ? null : "cards.notYours";
                default:
                    throw new UnreadableException("other");
            }
        }
    }
}
