using System.Collections.Immutable;
using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Euro for a professional's units: what it costs, what became of it, and on which terms. The order itself is a payment.</summary>
public static class ReconversionEndpoints
{
    /// <summary>The stable word of the rounding rule.</summary>
    private const string Rounding = "nearest_half_up";

    private static readonly string[] Office = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapReconversions(this IEndpointRouteBuilder app)
    {
        var reconversions = app.MapGroup("/v1/reconversions").RequireAuthorization().WithTags("Reconversions");
        reconversions.MapGet("/quote", Quote).WithSummary("What a reconversion would cost now, and to which account to order it with which fee (key 12).");
        reconversions.MapGet("/", List).WithSummary("The caller's reconversions, or all of them for the office, the last first.");
        reconversions.MapGet("/{payment}", Show).WithSummary("A reconversion and how far it has come, for who ordered it, treasurers, approvers and auditors.");
        app.MapGet("/v1/terms/reconversion", Terms).WithTags("Ledger").WithSummary("On which terms each kind of professional reconverts now, and what was recorded.");
        app.MapPost("/v1/terms/reconversion", Set).RequireAuthorization().WithTags("Ledger").WithSummary("Records on which terms professionals reconvert from an instant on, all of them, with the decision's words. They are in the book for good.");
        app.MapPost("/v1/accounts/{account}/agreement/end", End).RequireAuthorization().WithTags("Accounts").WithSummary("Ends the agreement under which a professional reconverts; what is in progress goes on.");
        app.MapPost("/v1/accounts/{account}/agreement/renew", Renew).RequireAuthorization().WithTags("Accounts").WithSummary("Puts the agreement in force again.");
    }

    private static async Task<Results<Ok<QuoteView>, ProblemHttpResult>> Quote(long amount, Caller caller, ReconversionDesk desk, Terms terms, AccountId? account = null)
    {
        if (amount is < 1 or > CoreJson.MaxExact) return Problems.InvalidField("amount", "a positive number of hundredths");
        if (account is { } named && !await caller.Holds(named)) return Problems.For("forbidden");
        if (account is null)
        {
            var own = await desk.AccountsOf(caller.RequiredPerson);
            if (own.Count == 0) return Problems.For(Words.Of(Refusal.NotProfessional));
            if (own.Count > 1) return Problems.InvalidField("account", $"one of {string.Join(", ", own)}");
            account = own[0];
        }
        var (quote, refusal) = await desk.Quote(account.Value, Amount.FromMinor(amount));
        if (refusal is not null) return await PaymentEndpoints.Refused(refusal.Reason, refusal.Limit, account.Value, caller);
        return TypedResults.Ok(new QuoteView(OfficeAccounts.Reconversion, quote!.Payer, quote.Amount, quote.Fee, quote.Net, terms.Unit, quote.Terms.Rate, quote.Terms.LeastFee, quote.Terms.LeastAmount, Rounding, quote.Until));
    }

    private static async Task<Results<Ok<Page<ReconversionView>>, ProblemHttpResult>> List(Caller caller, ReconversionDesk desk, People people, AccountId? account = null, int? limit = null, long? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        IReadOnlyCollection<AccountId>? payers = caller.Is(Office) ? null : await desk.AccountsOf(caller.RequiredPerson);
        if (account is { } named)
        {
            if (payers?.Contains(named) is false) return Problems.For("forbidden");
            payers = [named];
        }
        var wanted = limit ?? 50;
        var found = payers is { Count: 0 } ? [] : await desk.List(payers, after is { } before ? new Position(before) : null, wanted + 1);
        var items = new List<ReconversionView>();
        foreach (var reconversion in found.Take(wanted)) items.Add(await View(reconversion, people));
        return TypedResults.Ok(new Page<ReconversionView>(items, found.Count > wanted ? found[wanted - 1].Position.Value.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<ReconversionView>, ProblemHttpResult>> Show(OrderId payment, Caller caller, ReconversionDesk desk, People people)
    {
        _ = caller.RequiredPerson;
        return await desk.Find(payment) is { } found && (caller.Is(Office) || await caller.Holds(found.Of.Payer)) ? TypedResults.Ok(await View(found, people)) : Problems.For("not_found");
    }

    private static async Task<ReconversionView> View(ReconversionStanding r, People people) => new(
        r.Of.Order, Words.Of(r.State), r.Of.Payer, (await people.HolderOf(r.Of.Payer))?.Name, r.Of.Amount, r.Of.Fee, r.Of.Net, r.Unit, r.At, r.Since, ParisCalendar.DayOf(r.At),
        r.Since is { } since ? ParisCalendar.DayOf(since) : null, r.Position);

    private static async Task<ReconversionTermsView> Terms(ReconversionDesk desk)
    {
        var history = await desk.History();
        return new(ByKind((await desk.Now()).Reconversion), Rounding, [.. history.Reverse().Select(c => new ReconversionTermsChangeView(c.At, c.Set.From, ByKind(c.Set.Kinds)))]);
    }

    private static async Task<Results<Created<ReconversionTermsChangeView>, ProblemHttpResult>> Set(SetReconversionTerms asked, Caller caller, ReconversionDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer, Roles.Admin);
        var kinds = new Dictionary<AccountKind, ReconversionTerms>();
        foreach (var (kind, of) in asked.Kinds) kinds[kind] = new(of.Rate, of.LeastFee, of.LeastAmount);
        var (set, refusal) = await desk.Set(asked.From, kinds, asked.Reason, caller.RequiredPerson);
        return refusal switch
        {
            null => TypedResults.Created("/v1/terms/reconversion", new ReconversionTermsChangeView(clock.GetUtcNow(), set!.From, ByKind(set.Kinds))),
            ReconversionRefusal.ReasonMissing => WrongReason(),
            ReconversionRefusal.NotSound => Problems.InvalidField("kinds", $"of professionals; a rate of 0 to {ReconversionTerms.HighestRate}, a least fee below the least amount"),
            _ => Problems.InvalidField("from", $"at least {TermsHistory.Notice.TotalSeconds} seconds ahead, so that every server knows of it by then"),
        };
    }

    private static Task<Results<NoContent, ProblemHttpResult>> End(AccountId account, AgreementFields asked, Caller caller, ReconversionDesk desk) => Agree(account, inForce: false, asked, caller, desk);

    private static Task<Results<NoContent, ProblemHttpResult>> Renew(AccountId account, AgreementFields asked, Caller caller, ReconversionDesk desk) => Agree(account, inForce: true, asked, caller, desk);

    private static async Task<Results<NoContent, ProblemHttpResult>> Agree(AccountId account, bool inForce, AgreementFields asked, Caller caller, ReconversionDesk desk)
    {
        caller.Require(Roles.Bureau, Roles.Treasurer);
        if (!caller.Is(Roles.Treasurer) && !await caller.LooksAfter(account)) return Problems.For("forbidden");
        return await desk.Agree(account, inForce, asked.Reason, caller.RequiredPerson) switch
        {
            null => TypedResults.NoContent(),
            ReconversionRefusal.ReasonMissing => WrongReason(),
            ReconversionRefusal.Own => Problems.For("forbidden", "Nobody decides about an account of their own."),
            _ => Problems.For("not_found"),
        };
    }

    private static ProblemHttpResult WrongReason() => Problems.InvalidField("reason", $"1 to {TermsDesk.LongestReason} characters");

    private static ImmutableSortedDictionary<AccountKind, ReconversionTermsFields> ByKind(ImmutableSortedDictionary<AccountKind, ReconversionTerms> kinds) =>
        ReconversionDesk.Kinds.ToImmutableSortedDictionary(kind => kind, kind => kinds.GetValueOrDefault(kind, ReconversionTerms.Free) is var of ? new ReconversionTermsFields(of.Rate, of.LeastFee, of.LeastAmount) : null!);

    /// <summary>What to put into an order, and what comes of it.</summary>
    /// <param name="Account">The payee of the order (key 4).</param>
    /// <param name="Payer">The caller's account.</param>
    /// <param name="Amount">In minor units (key 5).</param>
    /// <param name="Fee">Part of the amount (key 12).</param>
    /// <param name="Net">Euro cents that the bank is to pay.</param>
    /// <param name="Rate">Hundredths of a percent.</param>
    /// <param name="LeastFee">The fee is never lower.</param>
    /// <param name="LeastAmount">What is reconverted at least.</param>
    /// <param name="Rounding"><c>nearest_half_up</c>: the rate of the amount, to the nearest minor unit, half a unit upwards.</param>
    /// <param name="Until">As long as this fee is due, UTC.</param>
    public sealed record QuoteView(
        AccountId Account, AccountId Payer, Amount Amount, Amount Fee, Amount Net, Unit Unit, int Rate, Amount LeastFee, Amount LeastAmount, string Rounding, DateTimeOffset Until);

    /// <param name="Payment">The order's id.</param>
    /// <param name="State"><c>in_progress</c>: the units are set aside; <c>approved</c>: the bank is told to pay; <c>settled</c>: it has; <c>returned</c>: it was not paid, and the units are back.</param>
    /// <param name="Net">Euro cents that the bank is to pay, or has paid.</param>
    /// <param name="CommittedAt">When it was ordered, UTC.</param>
    /// <param name="Since">When the state was reached, UTC; null while it is the first.</param>
    /// <param name="OrderedOn">The day of the order (Europe/Paris).</param>
    /// <param name="SinceDay">The day of the state (Europe/Paris); null while it is the first.</param>
    /// <param name="Position">Where the order stands in the book.</param>
    public sealed record ReconversionView(OrderId Payment, string State, AccountId Payer, string? Name, Amount Amount, Amount Fee, Amount Net, Unit Unit,
        DateTimeOffset CommittedAt, DateTimeOffset? Since, DateOnly OrderedOn, DateOnly? SinceDay, Position Position);

    /// <param name="Kinds">By kind of professional, as they hold now.</param>
    /// <param name="Rounding"><c>nearest_half_up</c>: the rate of the amount, to the nearest minor unit, half a unit upwards.</param>
    /// <param name="Changes">Everything that was recorded, the oldest first.</param>
    public sealed record ReconversionTermsView(IReadOnlyDictionary<AccountKind, ReconversionTermsFields> Kinds, string Rounding, IReadOnlyList<ReconversionTermsChangeView> Changes);

    /// <param name="At">When it was recorded, UTC.</param>
    /// <param name="From">From when on it holds, UTC.</param>
    public sealed record ReconversionTermsChangeView(DateTimeOffset At, DateTimeOffset From, IReadOnlyDictionary<AccountKind, ReconversionTermsFields> Kinds);

    /// <param name="Rate">Hundredths of a percent of the amount, 0 to 2500.</param>
    /// <param name="LeastFee">The fee is never lower, in minor units; below the least amount.</param>
    /// <param name="LeastAmount">What is reconverted at least, in minor units.</param>
    public sealed record ReconversionTermsFields(int Rate, Amount LeastFee, Amount LeastAmount);

    /// <param name="From">From when on they hold, UTC, at least a minute ahead; the first that are recorded may hold at once.</param>
    /// <param name="Kinds">By kind of professional; one that is not named pays no fee.</param>
    /// <param name="Reason">The decision: who took it, when, why.</param>
    public sealed record SetReconversionTerms(DateTimeOffset From, IReadOnlyDictionary<AccountKind, ReconversionTermsFields> Kinds, string Reason);

    public sealed record AgreementFields(string Reason);
}
