using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The mutual credit of firms, as the office runs it. Firms pay in it with signed orders, like in the currency.</summary>
public static class MutualCreditEndpoints
{
    public static void MapMutualCredit(this IEndpointRouteBuilder app)
    {
        var credit = app.MapGroup("/v1/mutual-credit").RequireAuthorization().WithTags("Mutual credit");
        credit.MapGet("/", Show).WithSummary("The mutual credit: its unit, its firms with floor, ceiling and balance, whose sum is zero, and what waits for a second person.");
        credit.MapPost("/", Propose).WithSummary("Asks that a mutual credit be opened beside the currency, in a unit of its own; another person approves. There is at most one.");
        credit.MapPost("/approve", Approve).WithSummary("Opens it; always another person than who asked.");
        credit.MapPost("/reject", Reject).WithSummary("Drops the request: whoever asked takes it back, or another person refuses.");
        credit.MapPost("/accounts/{account}", ProposeLimits).WithSummary("Asks that a firm's account be admitted, or that it go less or further below and above zero; another person approves.");
        credit.MapPost("/accounts/{account}/approve", ApproveLimits).WithSummary("Gives the account these limits; always another person than who asked.");
        credit.MapPost("/accounts/{account}/reject", RejectLimits).WithSummary("Drops them; what held goes on.");
        credit.MapPost("/accounts/{account}/end", End).WithSummary("Ends an account's admission. What stands in it must be said, so that nobody overlooks a debt; it is recorded and remains.");
    }

    private static async Task<Ok<MutualCreditView>> Show(Caller caller, MutualCreditDesk desk)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return TypedResults.Ok(await View(desk));
    }

    private static async Task<Results<Accepted<MutualCreditView>, ProblemHttpResult>> Propose(OpenMutualCredit asked, Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return await desk.Propose(asked.Unit, caller.RequiredPerson) is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted((string?)null, await View(desk));
    }

    private static Task<Results<Ok<MutualCreditView>, ProblemHttpResult>> Approve(Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Approver);
        return Decide(desk, approve: true, caller.RequiredPerson);
    }

    private static Task<Results<Ok<MutualCreditView>, ProblemHttpResult>> Reject(Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return Decide(desk, approve: false, caller.RequiredPerson);
    }

    private static async Task<Results<Ok<MutualCreditView>, ProblemHttpResult>> Decide(MutualCreditDesk desk, bool approve, PersonId by) =>
        await desk.Decide(approve, by) is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(await View(desk));

    private static async Task<Results<Accepted<CreditAccountView>, ProblemHttpResult>> ProposeLimits(AccountId account, CreditFields asked, Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return await desk.ProposeLimits(account, new(asked.Floor, asked.Ceiling), caller.RequiredPerson) is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted((string?)null, View((await desk.Find(account))!));
    }

    private static Task<Results<Ok<CreditAccountView>, ProblemHttpResult>> ApproveLimits(AccountId account, Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Approver);
        return Answer(account, desk, desk.DecideLimits(account, approve: true, caller.RequiredPerson));
    }

    private static Task<Results<Ok<CreditAccountView>, ProblemHttpResult>> RejectLimits(AccountId account, Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return Answer(account, desk, desk.DecideLimits(account, approve: false, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<CreditAccountView>, ProblemHttpResult>> End(AccountId account, EndCredit asked, Caller caller, MutualCreditDesk desk)
    {
        caller.Require(Roles.Treasurer);
        if (PublicPaymentEndpoints.Text(asked.Reason, MutualCreditDesk.LongestReason) is not { } reason) return Problems.InvalidField("reason", $"1 to {MutualCreditDesk.LongestReason} characters without control characters and direction marks");
        return await Answer(account, desk, desk.End(account, new(asked.Balance), reason, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<CreditAccountView>, ProblemHttpResult>> Answer(AccountId account, MutualCreditDesk desk, Task<CreditRefusal?> done) =>
        await done is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(View((await desk.Find(account))!));

    private static async Task<MutualCreditView> View(MutualCreditDesk desk)
    {
        var (state, firms) = await desk.Read();
        return new(state.Scheme.Unit is not null ? "open" : state.Scheme.Asked is not null ? "pending" : "none", state.Scheme.Unit ?? state.Scheme.Asked?.Unit, state.Scheme.Asked?.By, new(state.Sum), state.PaidInYear(desk.Today), [.. firms.Select(View)]);
    }

    private static CreditAccountView View(CreditFirm firm) => new(firm.Account, firm.Name, firm.Credit.Limits is not null ? "admitted" : firm.Credit.Asked is not null ? "pending" : "ended",
        firm.Credit.Limits?.Floor, firm.Credit.Limits?.Ceiling, firm.Credit.Balance, firm.Credit.Asked is { } asked ? new(asked.Limits.Floor, asked.Limits.Ceiling, asked.By) : null);

    /// <param name="Unit">In which firms count what they owe each other: neither the ledger's, nor EUR, nor NOTE.</param>
    public sealed record OpenMutualCredit(Unit Unit);

    /// <param name="Floor">How far below zero, in hundredths.</param>
    /// <param name="Ceiling">How far above, in hundredths.</param>
    public sealed record CreditFields(Amount Floor, Amount Ceiling);

    /// <param name="Balance">What stands in the account, in hundredths: below zero the firm owes, and the others bear what it leaves.</param>
    /// <param name="Reason">1 to 500 characters.</param>
    public sealed record EndCredit(long Balance, string Reason);

    /// <param name="State"><c>none</c>, <c>pending</c> or <c>open</c>.</param>
    /// <param name="Unit">The one that is open, or asked for.</param>
    /// <param name="AskedBy">Who asked that it be opened, as long as that waits.</param>
    /// <param name="Sum">Of all balances: always 0.</param>
    /// <param name="PaidIn12Months">What firms paid each other in the twelve months that end today, in hundredths; refunds are not counted.</param>
    public sealed record MutualCreditView(string State, Unit? Unit, PersonId? AskedBy, Balance Sum, Amount PaidIn12Months, IReadOnlyList<CreditAccountView> Accounts);

    /// <param name="State"><c>admitted</c>, <c>pending</c> (not yet admitted) or <c>ended</c>.</param>
    /// <param name="Floor">How far below zero, in hundredths; null: not admitted.</param>
    /// <param name="Ceiling">How far above.</param>
    /// <param name="Asked">Limits that wait for a second person.</param>
    public sealed record CreditAccountView(AccountId Account, string? Name, string State, Amount? Floor, Amount? Ceiling, Balance Balance, AskedLimitsView? Asked);

    /// <param name="By">Who asked.</param>
    public sealed record AskedLimitsView(Amount Floor, Amount Ceiling, PersonId By);
}
