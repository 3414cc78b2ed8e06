using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Web.Moving;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>How the currency ends: what is given back, and what becomes of the rest.</summary>
public static class WindDownEndpoints
{
    /// <summary>Who sees it.</summary>
    public static string[] Readers { get; } = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapWindDown(this IEndpointRouteBuilder app)
    {
        var end = app.MapGroup("/v1/wind-down").RequireAuthorization().WithTags("Wind-down");
        end.MapGet("/", Show).WithSummary("How the currency ends, what is left of it, and what waits for a second person.");
        end.MapPost("/", Propose).WithSummary("Asks that the currency end; another person approves. From then on no unit is made, and reconversions cost nothing.");
        end.MapPost("/remainder", ProposeRemainder).WithSummary("Asks that what nobody brought back become a gift to a named body; another person approves.");
        end.MapPost("/proposals/{proposal}/approve", Approve).WithSummary("Approves it; always another person than who asked. A remainder is taken at once.");
        end.MapPost("/proposals/{proposal}/drop", Drop).WithSummary("Drops it: whoever asked takes it back, or another person refuses.");
        end.MapPost("/take", Take).WithSummary("Takes what is left once that is decided; again where it was stopped, or where something came back since.");
        end.MapGet("/reimbursements.csv", Reimbursements).Produces<string>(200, "text/csv").WithSummary("Who has units left, how much, and whether a bank account of theirs is known.");
    }

    private static async Task<Ok<WindDownView>> Show(Caller caller, WindDownDesk desk, Terms terms)
    {
        caller.Require(Readers);
        var known = await desk.Treasury.Read();
        var (moving, fund) = (known.Treasury.Moving, Fund.Of(known.Treasury, known.InProgress.Select(r => r.Reconversion), terms.Unit));
        return TypedResults.Ok(new WindDownView(moving.WindDown?.From, moving.WindDown?.Last, moving.WindDown?.PaysResidents, moving.Remainder is not null, fund.Digital, fund.Paper, fund.InProgress,
            [.. moving.Pending.Values.OrderBy(p => p.Turn!.Value.Number).Select(p => p switch
            {
                Act.WindDownProposed a => new EndProposalView(a.Proposal, "end", a.Last, a.PaysResidents, a.By),
                Act.RemainderProposed a => new EndProposalView(a.Proposal, "remainder", null, null, a.By),
                _ => null,
            }).OfType<EndProposalView>()]));
    }

    private static async Task<Results<Accepted<ProposedView>, ProblemHttpResult>> Propose(ProposeEnd asked, HttpContext context, Caller caller, WindDownDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (Read(asked.Reason) is not { } reason) return Problems.InvalidField("reason", $"1 to {WindDownDesk.LongestWords} characters");
        var proposal = new ProposalId(Idempotency.IdempotentId(context, clock));
        return Proposed(proposal, await desk.Treasury.ProposeWindDown(proposal, asked.Last, asked.PaysResidents, WindDownDesk.Words(reason), caller.RequiredPerson));
    }

    private static async Task<Results<Accepted<ProposedView>, ProblemHttpResult>> ProposeRemainder(ProposeGift asked, HttpContext context, Caller caller, WindDownDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (Read(asked.Body) is not { } body) return Problems.InvalidField("body", $"1 to {WindDownDesk.LongestWords} characters");
        var proposal = new ProposalId(Idempotency.IdempotentId(context, clock));
        return Proposed(proposal, await desk.Treasury.ProposeRemainder(proposal, WindDownDesk.Words(body), caller.RequiredPerson));
    }

    private static async Task<Results<Ok<ProposedView>, ProblemHttpResult>> Approve(ProposalId proposal, Caller caller, WindDownDesk desk, CancellationToken stop)
    {
        caller.Require(Roles.Approver);
        var answer = await desk.Treasury.ApproveMoving(proposal, caller.RequiredPerson);
        if (answer.Refusal is { } refusal) return Problems.For(Words.Of(refusal));
        if ((await desk.Treasury.Read()).Treasury.Moving.Remainder == proposal) await desk.TakeRemainder(caller.RequiredPerson, stop);
        return TypedResults.Ok(new ProposedView(proposal, "done", answer.Position));
    }

    private static async Task<Results<Ok<ProposedView>, ProblemHttpResult>> Drop(ProposalId proposal, Caller caller, WindDownDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        var answer = await desk.Treasury.DropMoving(proposal, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new ProposedView(proposal, "dropped", answer.Position));
    }

    private static async Task<Results<Ok<TakenView>, ProblemHttpResult>> Take(Caller caller, WindDownDesk desk, CancellationToken stop)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        if ((await desk.Treasury.Read()).Treasury.Moving.Remainder is null) return Problems.For(Words.Of(Core.Moving.MovingRefusal.NotWindingDown));
        return TypedResults.Ok(new TakenView(await desk.TakeRemainder(caller.RequiredPerson, stop)));
    }

    private static async Task<FileContentHttpResult> Reimbursements(Caller caller, WindDownDesk desk, CancellationToken stop)
    {
        caller.Require(Readers);
        return TypedResults.File(await desk.ReimbursementList(stop), "text/csv; charset=utf-8", "reimbursements.csv");
    }

    private static Results<Accepted<ProposedView>, ProblemHttpResult> Proposed(ProposalId proposal, Grains.MovingAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted((string?)null, new ProposedView(proposal, "pending", answer.Position));

    internal static string? Read(string? text) => text?.Trim() is { Length: > 0 and <= WindDownDesk.LongestWords } words && PlainText.IsInLines(words) ? words : null;

    /// <param name="Last">The last day (Europe/Paris) on which units are spent or given back, at least 30 days from now.</param>
    /// <param name="PaysResidents">Whether residents get euro for their units too, where the law lets them; if not, they spend them until that day.</param>
    /// <param name="Reason">The decision's words, 1 to 500 characters.</param>
    public sealed record ProposeEnd(DateOnly Last, bool PaysResidents, string Reason);

    /// <param name="Body">Who is to have it, and by which decision, 1 to 500 characters.</param>
    public sealed record ProposeGift(string Body);

    /// <param name="State"><c>pending</c>, <c>done</c> or <c>dropped</c>.</param>
    public sealed record ProposedView(ProposalId Proposal, string State, Position Position);

    /// <param name="Taken">Units that were taken and euro that are a gift now, in hundredths.</param>
    public sealed record TakenView(Amount Taken);

    /// <param name="From">From when reconversions cost nothing (UTC); null: the currency does not end.</param>
    /// <param name="Last">The last day on which units are spent or given back.</param>
    /// <param name="PaysResidents">Whether residents get euro too.</param>
    /// <param name="RemainderDecided">Whether two persons decided what becomes of what nobody brought back.</param>
    /// <param name="Digital">Units that members hold.</param>
    /// <param name="Paper">Units in circulation as notes.</param>
    /// <param name="InProgress">Units whose holders wait for euro.</param>
    /// <param name="Pending">What waits for a second person.</param>
    public sealed record WindDownView(DateTimeOffset? From, DateOnly? Last, bool? PaysResidents, bool RemainderDecided, Amount Digital, Amount Paper, Amount InProgress, IReadOnlyList<EndProposalView> Pending);

    /// <param name="What"><c>end</c> or <c>remainder</c>.</param>
    /// <param name="By">Who asked.</param>
    public sealed record EndProposalView(ProposalId Proposal, string What, DateOnly? Last, bool? PaysResidents, PersonId By);
}
