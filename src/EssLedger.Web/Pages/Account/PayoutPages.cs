using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Account;

/// <summary>A professional's account with the bank account to which its euro go.</summary>
public sealed record Payout(AccountHolder Holder, PayoutIban? InUse, PayoutIban? Waiting);

/// <summary>The screen on which a professional says to which bank account euro go.</summary>
public static class PayoutPages
{
    public const string Path = "/ma-boutique/banque";

    public static void MapPayoutPages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(Path).LetIn([Roles.Merchant]);
        mine.MapGet("/", (Caller caller, People people, PayoutDesk desk, ReconversionDesk reconversions) => Show(caller, people, desk, reconversions, null));
        mine.MapPost("/", Take);
    }

    private static async Task<IResult> Show(Caller caller, People people, PayoutDesk desk, ReconversionDesk reconversions, SentForm? sent)
    {
        var own = new List<Payout>();
        foreach (var account in await reconversions.AccountsOf(caller.RequiredPerson))
            if (await people.HolderOf(account) is { } holder && await desk.Of(account) is var (inUse, waiting)) own.Add(new(holder, inUse, waiting));
        return AccountPages.Page<PayoutPage>(new { Own = own, Sent = sent }, sent is null ? 200 : 422);
    }

    private static async Task<IResult> Take(HttpContext context, Caller caller, People people, PayoutDesk desk, ReconversionDesk reconversions)
    {
        var sent = await SentForm.Read(context);
        if (sent.Act != "iban" || !AccountId.TryParse(sent["account"], out var account) || !await caller.Holds(account)) return AccountPages.Page<NotFoundPage>(status: 404);
        return await desk.Enter(account, sent["iban"], caller.RequiredPerson) is { } refusal
            ? await Show(caller, people, desk, reconversions, sent.Refused($"payoutRefusal.{refusal}")) : Results.Redirect($"{Path}?fait=iban");
    }
}
