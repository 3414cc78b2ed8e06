using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>To which bank account a professional's euro go; a change counts once a second person, of a bureau, has confirmed it.</summary>
public static class PayoutEndpoints
{
    public static void MapPayouts(this IEndpointRouteBuilder app)
    {
        var iban = app.MapGroup("/v1/accounts/{account}/iban").RequireAuthorization().WithTags("Reconversions");
        iban.MapGet("/", Show).WithSummary("The bank account to which euro go, and the one that waits to take its place.");
        iban.MapPut("/", Enter).WithSummary("Enters a bank account; it waits for a second person, and the account's holders are told.");
        iban.MapPost("/{entry:long}/confirm", (AccountId account, long entry, Caller caller, PayoutDesk desk) => Decide(account, entry, confirmed: true, caller, desk))
            .WithSummary("A person of a bureau, another than who entered it, confirms the bank account: euro go there from now on.");
        iban.MapPost("/{entry:long}/decline", (AccountId account, long entry, Caller caller, PayoutDesk desk) => Decide(account, entry, confirmed: false, caller, desk))
            .WithSummary("Declines the bank account that waits; the one before goes on being used.");
    }

    private static async Task<Results<Ok<PayoutView>, ProblemHttpResult>> Show(AccountId account, Caller caller, PayoutDesk desk)
    {
        await caller.RequireHolderOr(account, Roles.Bureau, Roles.Treasurer);
        return TypedResults.Ok(await View(account, desk));
    }

    private static async Task<Results<Ok<PayoutView>, ProblemHttpResult>> Enter(AccountId account, EnterIban asked, Caller caller, PayoutDesk desk)
    {
        await caller.RequireHolderOr(account, Roles.Bureau);
        return await desk.Enter(account, asked.Iban, caller.RequiredPerson) switch
        {
            null => TypedResults.Ok(await View(account, desk)),
            PayoutRefusal.IbanWrong => Problems.InvalidField("iban", "an IBAN of a country of SEPA, right in its length and check digits"),
            PayoutRefusal.AlreadyInUse => Problems.InvalidField("iban", "another one than is in use"),
            _ => Problems.For("not_found"),
        };
    }

    private static async Task<Results<Ok<PayoutView>, ProblemHttpResult>> Decide(AccountId account, long entry, bool confirmed, Caller caller, PayoutDesk desk)
    {
        caller.Require(Roles.Bureau);
        if (!await caller.LooksAfter(account)) return Problems.For("forbidden");
        return await desk.Decide(account, entry, confirmed, caller.RequiredPerson) switch
        {
            null => TypedResults.Ok(await View(account, desk)),
            PayoutRefusal.SamePerson => Problems.For("same_person"),
            PayoutRefusal.Own => Problems.For("forbidden", "Nobody confirms a bank account for an account of their own."),
            _ => Problems.For("not_found"),
        };
    }

    private static async Task<PayoutView> View(AccountId account, PayoutDesk desk)
    {
        var (inUse, waiting) = await desk.Of(account);
        return new(inUse is null ? null : Of(inUse), waiting is null ? null : Of(waiting));

        static IbanView Of(PayoutIban p) => new(p.Number, p.Iban, p.At, p.Confirmed ? p.DecidedAt : null);
    }

    /// <param name="InUse">To which euro go; null: none was confirmed.</param>
    /// <param name="Waiting">What waits for a second person; null: nothing.</param>
    public sealed record PayoutView(IbanView? InUse, IbanView? Waiting);

    /// <param name="Entry">Its number, to confirm or decline it.</param>
    /// <param name="Iban">In capitals without spaces.</param>
    /// <param name="EnteredAt">UTC.</param>
    /// <param name="ConfirmedAt">UTC; null: it waits.</param>
    public sealed record IbanView(long Entry, string Iban, DateTimeOffset EnteredAt, DateTimeOffset? ConfirmedAt);

    /// <param name="Iban">With or without spaces.</param>
    public sealed record EnterIban(string Iban);
}
