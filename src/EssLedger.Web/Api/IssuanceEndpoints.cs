using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Banking;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Making money: one person asks against a euro receipt, another decides.</summary>
public static class IssuanceEndpoints
{
    public static void MapIssuances(this IEndpointRouteBuilder app)
    {
        var issuances = app.MapGroup("/v1/issuances").RequireAuthorization().WithTags("Issuances");
        issuances.MapPost("/", Propose).WithSummary("Asks for units against a euro receipt, which can back one issuance only.");
        issuances.MapGet("/", Pending).WithSummary("The issuances that wait for a second person, oldest first.");
        issuances.MapPost("/{issuance}/approve", Approve).WithSummary("Makes the units; always another person than who asked.");
        issuances.MapPost("/{issuance}/reject", Reject).WithSummary("Refuses; the receipt is free again.");
        issuances.MapPost("/{issuance}/reversal", Reverse).WithSummary("Says that an issuance that was made is wrong and to be undone, and why.");
        issuances.MapGet("/reversals", Reversals).WithSummary("The issuances of which somebody asked that they be undone, oldest first.");
        issuances.MapPost("/{issuance}/reversal/approve", ApproveReversal).WithSummary("Undoes it; always another person than who asked. The units are destroyed, the euro wait as a line again; refused while the member has not all of the units.");
        issuances.MapPost("/{issuance}/reversal/reject", RejectReversal).WithSummary("Lets it stand.");
        issuances.MapGet("/parts/reversals", PartReversals).WithSummary("Members' parts of acts for many (debits collected, balances brought) of which somebody asked that they be undone, oldest first.");
        issuances.MapPost("/parts/{entry:long}/{account}/reversal", ReversePart).WithSummary("Says that what one member got of an act for many is wrong and to be undone, and why.");
        issuances.MapPost("/parts/{entry:long}/{account}/reversal/approve", ApprovePart).WithSummary("Undoes it; always another person than who asked. The member's units are destroyed, its euro wait as a line again; what others got stays.");
        issuances.MapPost("/parts/{entry:long}/{account}/reversal/reject", RejectPart).WithSummary("Lets it stand.");
    }

    private static async Task<Results<Accepted<IssuanceView>, ProblemHttpResult>> Propose(
        ProposeIssuance asked, HttpContext context, Caller caller, IGrainFactory grains, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Amount == Amount.Zero) return Problems.InvalidField("amount", "at least 1");
        if (asked.Source.Kind.Trim() is not { Length: > 0 and <= 32 } kind) return Problems.InvalidField("source.kind", "1 to 32 characters");
        var issuance = new IssuanceId(Idempotency.IdempotentId(context, clock));
        if (kind == StatementLine)
        {
            // The line's own sum counts; what the caller believes it to be is not asked.
            return CoreJson.DigestOf(asked.Source.Reference) is { } line
                ? Proposed(issuance, await grains.Treasury().ProposeLine(issuance, asked.Account, asked.Amount, asked.Unit, line, caller.RequiredPerson))
                : Problems.InvalidField("source.reference", "the id of a statement's line");
        }
        var receipt = new EuroReceipt(kind, asked.Source.Reference, asked.Source.Amount);
        if (asked.Source.Reference.Length > 140 || receipt.HasNoReference) return Problems.InvalidField("source.reference", "1 to 140 characters, not only spaces");
        return Proposed(issuance, await grains.Treasury().Propose(issuance, asked.Account, asked.Amount, asked.Unit, receipt, caller.RequiredPerson));
    }

    /// <summary>The kind of a receipt that a bank statement showed.</summary>
    private const string StatementLine = "statement_line";

    private static Results<Accepted<IssuanceView>, ProblemHttpResult> Proposed(IssuanceId issuance, TreasuryAnswer answer) => answer.Refusal is { } refusal
        ? Problems.For(Words.Of(refusal))
        : TypedResults.Accepted($"/v1/issuances/{issuance}", new IssuanceView(issuance, "pending", answer.Position));

    private static async Task<Results<Ok<Page<PendingIssuanceView>>, ProblemHttpResult>> Pending(Caller caller, IGrainFactory grains, People people, int? limit = null, long? after = null)
    {
        caller.Require(Roles.Treasurer, Roles.Approver, Roles.Auditor);
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var wanted = limit ?? 50;
        // The number of the office act that proposed it is the cursor: it stays where it is when others before it are decided.
        var waiting = (await grains.Treasury().Pending()).Where(p => p.Decider.Number > (after ?? 0)).Take(wanted + 1).ToList();
        var items = new List<PendingIssuanceView>();
        foreach (var p in waiting.Take(wanted))
            items.Add(new(p.Issuance, p.Account, (await people.HolderOf(p.Account))?.Name, p.Amount, p.Unit, p.ReceiptAmount, p.By));
        return TypedResults.Ok(new Page<PendingIssuanceView>(items, waiting.Count > wanted ? waiting[wanted - 1].Decider.Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<IssuanceView>, ProblemHttpResult>> Approve(IssuanceId issuance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(issuance, "done", await grains.Treasury().Approve(issuance, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<IssuanceView>, ProblemHttpResult>> Reject(IssuanceId issuance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(issuance, "rejected", await grains.Treasury().Reject(issuance, caller.RequiredPerson));
    }

    private static async Task<Results<Accepted<IssuanceView>, ProblemHttpResult>> Reverse(IssuanceId issuance, ReverseIssuance asked, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer);
        if (TermsDesk.Words(asked.Reason) is not { } words) return Problems.InvalidField("reason", $"1 to {TermsDesk.LongestReason} characters");
        var answer = await grains.Treasury().ProposeReversal(issuance, words, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted($"/v1/issuances/{issuance}", new IssuanceView(issuance, "reversal_pending", answer.Position));
    }

    private static async Task<Ok<Page<PendingReversalView>>> Reversals(Caller caller, IGrainFactory grains, RecentActs recent)
    {
        caller.Require(Roles.Treasurer, Roles.Approver, Roles.Auditor);
        var waiting = await recent.Reversals((await grains.Treasury().Read()).Treasury);
        return TypedResults.Ok(new Page<PendingReversalView>([.. waiting.Select(r => new PendingReversalView(r.Made.Issuance, r.Made.Account, r.Made.Amount, r.Made.At, r.By, r.Reason))], null));
    }

    private static async Task<Results<Ok<IssuanceView>, ProblemHttpResult>> ApproveReversal(IssuanceId issuance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(issuance, "reversed", await grains.Treasury().ApproveReversal(issuance, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<IssuanceView>, ProblemHttpResult>> RejectReversal(IssuanceId issuance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(issuance, "done", await grains.Treasury().RejectReversal(issuance, caller.RequiredPerson));
    }

    private static async Task<Ok<Page<PendingPartView>>> PartReversals(Caller caller, IGrainFactory grains, RecentActs recent)
    {
        caller.Require(Roles.Treasurer, Roles.Approver, Roles.Auditor);
        var waiting = await recent.Parts((await grains.Treasury().Read()).Treasury);
        return TypedResults.Ok(new Page<PendingPartView>([.. waiting.Select(p => new PendingPartView(p.Proposed.Corrects, p.Proposed.Account, p.Amount, p.At, p.Proposed.By, p.Reason))], null));
    }

    private static async Task<Results<Ok<PartView>, ProblemHttpResult>> ReversePart(long entry, AccountId account, ReverseIssuance asked, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer);
        if (TermsDesk.Words(asked.Reason) is not { } words) return Problems.InvalidField("reason", $"1 to {TermsDesk.LongestReason} characters");
        return Answer(entry, account, "reversal_pending", await grains.Treasury().ProposePartReversal(new(entry), account, words, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<PartView>, ProblemHttpResult>> ApprovePart(long entry, AccountId account, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(entry, account, "reversed", await grains.Treasury().ApprovePartReversal(new(entry), account, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<PartView>, ProblemHttpResult>> RejectPart(long entry, AccountId account, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(entry, account, "done", await grains.Treasury().RejectPartReversal(new(entry), account, caller.RequiredPerson));
    }

    private static Results<Ok<PartView>, ProblemHttpResult> Answer(long entry, AccountId account, string state, TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new PartView(new(entry), account, state, answer.Position));

    private static Results<Ok<IssuanceView>, ProblemHttpResult> Answer(IssuanceId issuance, string state, TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new IssuanceView(issuance, state, answer.Position));

    /// <param name="Amount">Units to make, in minor units; at most the receipt's euro.</param>
    public sealed record ProposeIssuance(AccountId Account, Amount Amount, Unit Unit, SourceFields Source);

    /// <param name="Kind">How the euro came, for instance <c>bank_transfer</c> or <c>cash</c>; <c>statement_line</c>: a line of a recorded bank statement.</param>
    /// <param name="Reference">The receipt's own reference; compared without spaces and case. Of a statement's line its id.</param>
    /// <param name="Amount">Euro cents received.</param>
    public sealed record SourceFields(string Kind, string Reference, Amount Amount);

    /// <param name="Reason">1 to 2000 characters.</param>
    public sealed record ReverseIssuance(string Reason);

    /// <param name="Amount">Units that were made, without a bonus that came with them.</param>
    /// <param name="MadeAt">When they were made.</param>
    /// <param name="ProposedBy">Who asked that it be undone.</param>
    /// <param name="Reason">Why; null: erased.</param>
    public sealed record PendingReversalView(IssuanceId Issuance, AccountId Account, Amount Amount, DateTimeOffset MadeAt, PersonId ProposedBy, string? Reason);

    /// <param name="Entry">Where the act for many stands in the book.</param>
    /// <param name="Amount">Cents that would wait again.</param>
    /// <param name="MadeAt">When it was made.</param>
    /// <param name="ProposedBy">Who asked that it be undone.</param>
    /// <param name="Reason">Why; null: erased.</param>
    public sealed record PendingPartView(Position Entry, AccountId Account, Amount Amount, DateTimeOffset MadeAt, PersonId ProposedBy, string? Reason);

    /// <param name="Entry">Where the act for many stands in the book.</param>
    /// <param name="State"><c>reversal_pending</c>, <c>reversed</c>, or <c>done</c>: it stands.</param>
    /// <param name="Position">Where this act stands in the book.</param>
    public sealed record PartView(Position Entry, AccountId Account, string State, Position Position);

    /// <param name="State"><c>pending</c>, <c>done</c>, <c>rejected</c>, <c>reversal_pending</c> or <c>reversed</c>.</param>
    /// <param name="Position">Where this act stands in the book.</param>
    public sealed record IssuanceView(IssuanceId Issuance, string State, Position Position);

    public sealed record PendingIssuanceView(IssuanceId Issuance, AccountId Account, string? Name, Amount Amount, Unit Unit, Amount ReceiptAmount, PersonId ProposedBy);
}
