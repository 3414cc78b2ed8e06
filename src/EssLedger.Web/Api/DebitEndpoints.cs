using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Banking;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>SEPA direct debits: members' mandates, what is due, batches for the bank, and what comes back.</summary>
public static class DebitEndpoints
{
    public static void AddDebits(this WebApplicationBuilder builder, Books books)
    {
        builder.Services.AddSingleton(DebitSettings.From(builder.Configuration));
        builder.Services.AddSingleton(books.DebitMandates);
        builder.Services.AddSingleton<DebitNotice>();
        builder.Services.AddScoped<DebitDesk>();
    }

    public static void MapDebits(this IEndpointRouteBuilder app)
    {
        var debits = app.MapGroup("/v1/debits").RequireAuthorization().WithTags("Debits");
        debits.MapGet("/mandates", Mandates).WithSummary("Mandates of an account for its holder, or all for the office.");
        debits.MapPost("/mandates", Enter).WithSummary("Enters a mandate: that of paper, by the office with the day on which it was signed; or a holder's own, who agrees by this call.");
        debits.MapPost("/mandates/{mandate}/suspend", (DebitMandateId mandate, Caller caller, DebitDesk desk) => Set(mandate, DebitMandateState.Suspended, caller, desk)).WithSummary("Stops debits under a mandate until it is resumed.");
        debits.MapPost("/mandates/{mandate}/resume", (DebitMandateId mandate, Caller caller, DebitDesk desk) => Set(mandate, DebitMandateState.Active, caller, desk)).WithSummary("Lets a suspended mandate be used again.");
        debits.MapPost("/mandates/{mandate}/end", (DebitMandateId mandate, Caller caller, DebitDesk desk) => Set(mandate, DebitMandateState.Ended, caller, desk)).WithSummary("Ends a mandate for good; also by its holder.");
        debits.MapGet("/due", Due).WithSummary("What is due next and in no batch yet, day by day.");
        debits.MapGet("/batches", Batches).WithSummary("Batches of which something waits.");
        debits.MapPost("/batches", Propose).WithSummary("Puts together what is due on a day; members must still be told in time.");
        debits.MapPost("/batches/{batch}/approve", Approve).WithSummary("Approves a batch, always another person than who put it together, and tells every member what will be debited.");
        debits.MapPost("/batches/{batch}/cancel", Cancel).WithSummary("Cancels what waits of a batch; it can be put into another.");
        debits.MapGet("/batches/{batch}/debits.xml", File).Produces<string>(contentType: "application/xml").WithSummary("The file for the bank: pain.008.001.08, or .02 where asked for; the same bytes each time.");
        debits.MapPost("/batches/{batch}/collect", Collect).WithSummary("Says that debits of a batch brought their euro, by the lines that show it: each by its end-to-end id, or one line for all that waits.");
        debits.MapGet("/owed", Owed).WithSummary("What members owe since debits came back.");
        debits.MapPost("/{debit}/return", Return).WithSummary("Says that a debit came back or was rejected, and why; what had become units is owed from now on.");
        debits.MapPost("/{debit}/repay", Repay).WithSummary("Says that a line of the bank pays what a member owes, or a part of it.");
        debits.MapPost("/{debit}/bear", Bear).WithSummary("Lets the association's own euro bear what is left, by another person than who recorded that it came back.");
    }

    private static async Task<Results<Ok<Page<DebitMandateView>>, ProblemHttpResult>> Mandates(Caller caller, DebitDesk desk, IGrainFactory grains, AccountId? account = null)
    {
        if (!caller.Is(TreasuryEndpoints.Readers) && !(account is { } own && await caller.Holds(own))) return Problems.For("forbidden");
        return TypedResults.Ok(new Page<DebitMandateView>([.. (await desk.Mandates(account, (await grains.Treasury().Read()).Treasury.Debits)).Select(View)], null));
    }

    private static async Task<Results<Created<DebitMandateView>, ProblemHttpResult>> Enter(EnterDebitMandate asked, Caller caller, DebitDesk desk)
    {
        if (asked.Signed is null ? !await caller.Holds(asked.Account) : !caller.Is(Roles.Bureau, Roles.Treasurer)) return Problems.For("forbidden");
        if (asked.Signed is not null && !caller.Is(Roles.Treasurer) && !await caller.LooksAfter(asked.Account)) return Problems.For("forbidden");
        var plan = new DebitPlan(asked.Exchange, asked.Dues ?? Amount.Zero, asked.DuesEvery ?? 12, asked.Day, asked.Once ?? false, asked.Until);
        var (mandate, refusal) = await desk.Enter(asked.Account, asked.Holder, asked.Iban, asked.Bic, plan, asked.Signed, asked.Reference, caller.RequiredPerson);
        return refusal switch
        {
            null => TypedResults.Created($"/v1/debits/mandates/{mandate!.Id}", View(mandate)),
            DebitMandateRefusal.NoCreditor => Problems.For("creditor_identifier_missing"),
            DebitMandateRefusal.Unknown => Problems.For("account_unknown"),
            DebitMandateRefusal.HolderMissing => Problems.InvalidField("holder", "whose the bank account is, at most 70 characters"),
            DebitMandateRefusal.IbanWrong => Problems.InvalidField("iban", "an IBAN of a country of SEPA, right in its length and check digits"),
            DebitMandateRefusal.BicWrong => Problems.InvalidField("bic", "a bank's code of 8 or 11 characters, or absent"),
            DebitMandateRefusal.PlanWrong => Problems.InvalidField("exchange", $"something to debit, on a day 1 to {DebitPlan.LastDay}, dues every 1 or 12 months, not until a day that is over"),
            DebitMandateRefusal.SignedWrong => Problems.InvalidField("signed", $"not in the future, and within {DebitMandate.MonthsOfNonUse} months"),
            DebitMandateRefusal.ReferenceWrong => Problems.InvalidField("reference", "1 to 35 characters that banks take"),
            _ => Problems.For("mandate_reference_taken"),
        };
    }

    private static async Task<Results<Ok<DebitMandateView>, ProblemHttpResult>> Set(DebitMandateId id, DebitMandateState state, Caller caller, DebitDesk desk)
    {
        if (await desk.Find(id) is not { } mandate || !(caller.Is(Roles.Treasurer) || (state is DebitMandateState.Ended && await caller.Holds(mandate.Account)))) return Problems.For(caller.Is(Roles.Treasurer) ? "not_found" : "forbidden");
        return await desk.Set(id, state) && await desk.Find(id) is { } now ? TypedResults.Ok(View(now)) : Problems.For("debit_mandate_ended");
    }

    private static async Task<Ok<Page<DueView>>> Due(Caller caller, DebitDesk desk)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return TypedResults.Ok(new Page<DueView>([.. (await desk.Read()).Due.Select(d => new DueView(d.Day, d.PrepareBy, d.Items.Count, d.Total))], null));
    }

    private static async Task<Ok<Page<BatchView>>> Batches(Caller caller, IGrainFactory grains)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return TypedResults.Ok(new Page<BatchView>([.. (await grains.Treasury().Read()).Treasury.Debits.Batches.OrderBy(b => b.Key.Uuid).Select(b => new BatchView(
            b.Key, b.Value.Due, b.Value.Into, b.Value.ApprovedBy is null ? "pending" : "approved", b.Value.By, b.Value.ApprovedBy, [.. b.Value.Waiting.Select(View)]))], null));
    }

    private static async Task<Results<Accepted<BatchMade>, ProblemHttpResult>> Propose(ProposeBatch asked, HttpContext context, Caller caller, DebitDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        var batch = new DebitBatchId(Idempotency.IdempotentId(context, clock));
        var answer = await desk.Propose(batch, asked.Due, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted($"/v1/debits/batches/{batch}", new BatchMade(batch, "pending", answer.Position));
    }

    private static async Task<Results<Ok<BatchMade>, ProblemHttpResult>> Approve(DebitBatchId batch, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Approver);
        return Made(batch, "approved", await desk.Approve(batch, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<BatchMade>, ProblemHttpResult>> Cancel(DebitBatchId batch, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return Made(batch, "cancelled", await desk.Cancel(batch, caller.RequiredPerson));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(DebitBatchId batch, Caller caller, DebitDesk desk, int version = (int)Pain008Version.V08)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        if (!Enum.IsDefined((Pain008Version)version)) return Problems.InvalidField("version", "2 or 8");
        var written = await desk.Write(batch, (Pain008Version)version);
        return written.File is { } file ? TypedResults.File(file, "application/xml", $"{batch}.xml") : Problems.For(written.Refusal!, written.About);
    }

    private static async Task<Results<Ok<CollectedView>, ProblemHttpResult>> Collect(DebitBatchId batch, CollectBatch asked, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Treasurer);
        var done = await desk.Collect(batch, asked.Line, caller.RequiredPerson);
        return done.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new CollectedView(done.Position, done.Collected, done.LeftOut));
    }

    private static async Task<Ok<Page<OwedView>>> Owed(Caller caller, IGrainFactory grains)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return TypedResults.Ok(new Page<OwedView>([.. (await grains.Treasury().Read()).Treasury.Debits.Owed.Values.OrderBy(o => o.Debit.Id.Uuid).Select(o => new OwedView(View(o.Debit), o.Due, o.Reason, o.Left, o.Since))], null));
    }

    private static async Task<Results<Ok<TreasuryEndpoints.OfficeActView>, ProblemHttpResult>> Return(DebitId debit, ReturnDebit asked, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return ReturnReasons.Is(asked.Reason) ? Done(await desk.Return(debit, asked.Reason, asked.Line, caller.RequiredPerson)) : Problems.InvalidField("reason", "the bank's code: 1 to 4 capital letters and digits");
    }

    private static async Task<Results<Ok<TreasuryEndpoints.OfficeActView>, ProblemHttpResult>> Repay(DebitId debit, RepayDebit asked, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return Done(await desk.Repay(debit, asked.Line, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<TreasuryEndpoints.OfficeActView>, ProblemHttpResult>> Bear(DebitId debit, BearDebit asked, Caller caller, DebitDesk desk)
    {
        caller.Require(Roles.Approver);
        return Done(await desk.Bear(debit, asked.Own ?? OfficeAccounts.Commission, caller.RequiredPerson));
    }

    private static Results<Ok<TreasuryEndpoints.OfficeActView>, ProblemHttpResult> Done(TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new TreasuryEndpoints.OfficeActView(answer.Position));

    private static Results<Ok<BatchMade>, ProblemHttpResult> Made(DebitBatchId batch, string state, TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new BatchMade(batch, state, answer.Position));

    private static DebitView View(Debit d) => new(d.Id, d.Mandate, d.Account, d.Exchange, d.Dues, d.EndToEndId);

    // Of the bank account only the end: who needs all of it downloads the file, and that is recorded.
    private static DebitMandateView View(DebitMandate m) => new(m.Id, m.Reference, m.Account, m.Iban[^4..], m.Signed, m.Plan.Exchange, m.Plan.Dues, m.Plan.DuesEvery, m.Plan.Day, m.Plan.Once, m.Plan.Until, m.OnPaper, Words.Of(m.State), m.Why, m.LastUsed, m.Expires);

    /// <param name="Reference">The unique mandate reference ("RUM").</param>
    /// <param name="IbanEnd">The last four signs of the bank account.</param>
    /// <param name="Exchange">Cents that become units each month.</param>
    /// <param name="Dues">Cents of dues.</param>
    /// <param name="DuesEvery">Months: 1 or 12.</param>
    /// <param name="Day">Of the month, 1 to 28.</param>
    /// <param name="Once">Whether it is one debit only.</param>
    /// <param name="OnPaper">Whether the association keeps a signed paper; otherwise the holder agreed when signed in.</param>
    /// <param name="State"><c>active</c>, <c>suspended</c> or <c>ended</c>.</param>
    /// <param name="Why">The bank's reason why it is suspended; null: none.</param>
    /// <param name="Expires">The day after which it is void unless it is used.</param>
    public sealed record DebitMandateView(DebitMandateId Mandate, string Reference, AccountId Account, string IbanEnd, DateOnly Signed, Amount Exchange, Amount Dues, int DuesEvery, int Day, bool Once, DateOnly? Until, bool OnPaper, string State, string? Why, DateOnly? LastUsed, DateOnly Expires);

    /// <param name="Account">The member's account.</param>
    /// <param name="Holder">Whose the bank account is.</param>
    /// <param name="Iban">With or without spaces.</param>
    /// <param name="Exchange">Cents to become units each month; 0 where it is dues alone.</param>
    /// <param name="Day">Of the month, 1 to 28.</param>
    /// <param name="Dues">Cents of dues; absent: none.</param>
    /// <param name="DuesEvery">Months: 1 or 12, which it is when absent.</param>
    /// <param name="Bic">The bank's code; absent: the bank knows itself.</param>
    /// <param name="Signed">The day on the paper that the association keeps; absent: the holder agrees by this call.</param>
    /// <param name="Reference">The reference on the paper; absent: it gets one.</param>
    /// <param name="Once">Whether it is one debit only.</param>
    /// <param name="Until">The last day on which anything is debited; absent: until it is ended.</param>
    public sealed record EnterDebitMandate(AccountId Account, string Holder, string Iban, Amount Exchange, int Day, Amount? Dues = null, int? DuesEvery = null, string? Bic = null, DateOnly? Signed = null, string? Reference = null, bool? Once = null, DateOnly? Until = null);

    /// <param name="PrepareBy">The last day on which its batch can be approved in time for members to be told.</param>
    /// <param name="Debits">How many.</param>
    /// <param name="Total">Cents.</param>
    public sealed record DueView(DateOnly Due, DateOnly PrepareBy, int Debits, Amount Total);

    /// <param name="State"><c>pending</c> or <c>approved</c>.</param>
    /// <param name="Waiting">Those neither collected nor rejected.</param>
    public sealed record BatchView(DebitBatchId Batch, DateOnly Due, AccountId Into, string State, PersonId ProposedBy, PersonId? ApprovedBy, IReadOnlyList<DebitView> Waiting);

    /// <param name="Exchange">Cents that become units.</param>
    /// <param name="Dues">Cents of dues.</param>
    public sealed record DebitView(DebitId Debit, DebitMandateId Mandate, AccountId Account, Amount Exchange, Amount Dues, string EndToEndId);

    /// <param name="Due">The day, as <c>GET /v1/debits/due</c> names it.</param>
    public sealed record ProposeBatch(DateOnly Due);

    /// <param name="State"><c>pending</c>, <c>approved</c> or <c>cancelled</c>.</param>
    public sealed record BatchMade(DebitBatchId Batch, string State, Position Position);

    /// <param name="Line">The line of a statement that shows all that waits; absent: each debit is found by its end-to-end id.</param>
    public sealed record CollectBatch(Digest? Line = null);

    /// <param name="Collected">How many debits.</param>
    /// <param name="LeftOut">How many were not: their account is closed, or would hold too much.</param>
    public sealed record CollectedView(Position Position, int Collected, int LeftOut);

    /// <param name="Reason">Why it came back, as the bank says.</param>
    /// <param name="Left">Cents that are not paid back yet.</param>
    public sealed record OwedView(DebitView Debit, DateOnly Due, string Reason, Amount Left, DateTimeOffset Since);

    /// <param name="Reason">The bank's code: AC04, AM04, MD01 …</param>
    /// <param name="Line">The line that took it back; absent: the euro never came.</param>
    public sealed record ReturnDebit(string Reason, Digest? Line = null);

    /// <param name="Line">The line that pays it.</param>
    public sealed record RepayDebit(Digest Line);

    /// <param name="Own">The account of the association's own; absent: <c>COMMISSION</c>.</param>
    public sealed record BearDebit(AccountId? Own = null);
}
