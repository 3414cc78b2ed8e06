using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Mandates: a device signs once, and others pay for its account up to a ceiling, until it is taken back or its last day is over.</summary>
public static class MandateEndpoints
{
    public static void MapMandates(this IEndpointRouteBuilder app)
    {
        var mandates = app.MapGroup("/v1/accounts/{account}/mandates").RequireAuthorization().WithTags("Mandates");
        mandates.MapPost("/", Give).TakesCose("mandate").Produces<MandateView>(201)
            .WithSummary("Gives a signed mandate: to the holders of the delegate's account, or, without a delegate, to the ledger alone for recurring payments.");
        mandates.MapGet("/received", Received).WithSummary("The mandates that others gave to this account: what its holder may pay for them.");
        mandates.MapGet("/", List).WithSummary("The account's mandates and what was paid under them in the period that runs.");
        mandates.MapDelete("/{mandate}", Revoke).WithSummary("Takes a mandate back: after the answer no server honours it.");
        mandates.MapPost("/{mandate}/payments", Pay).WithSummary("Pays under a mandate, as its delegate. The same order id again gives the first answer.");
    }

    private static async Task<Results<Created<MandateView>, ProblemHttpResult>> Give(
        AccountId account, HttpContext context, Caller caller, People people, PaymentRequests requests, IScheduledPaymentStore store, IGrainFactory grains, TimeProvider clock, AccountId? @delegate = null)
    {
        await caller.RequireHolderOr(account);
        var bytes = await Cose.Read(context);
        if (!SignedMandate.TryDecode(bytes, out var mandate, out var why)) return Problems.For("malformed_payload", why);
        if (@delegate is { } whose && await requests.StatusOf(whose, fresh: true) is null) return Problems.InvalidField("delegate", "an account of this ledger");
        var grain = grains.GetGrain<IAccountGrain>(account.Value);
        if (await grain.GiveMandate(mandate, @delegate, caller.RequiredPerson) is { } refusal) return Problems.For(Words.Of(refusal));
        if (@delegate is { } trusted) await store.GiveAsync(trusted, account, mandate.Mandate.Id, default);
        return TypedResults.Created($"/v1/accounts/{account}/mandates/{mandate.Mandate.Id}", await View((await grain.Read()).Mandates[mandate.Mandate.Id], people, clock));
    }

    private static async Task<Results<Ok<Page<MandateView>>, ProblemHttpResult>> List(AccountId account, Caller caller, People people, IGrainFactory grains, TimeProvider clock)
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        var views = new List<MandateView>();
        foreach (var given in (await grains.GetGrain<IAccountGrain>(account.Value).Read()).Mandates.Values.OrderByDescending(m => m.Terms.Id.Uuid)) views.Add(await View(given, people, clock));
        return TypedResults.Ok(new Page<MandateView>(views, null));
    }

    private static async Task<Results<Ok<Page<ReceivedMandateView>>, ProblemHttpResult>> Received(
        AccountId account, Caller caller, People people, IScheduledPaymentStore store, IGrainFactory grains, TimeProvider clock)
    {
        await caller.RequireHolderOr(account);
        var views = new List<ReceivedMandateView>();
        foreach (var (payer, mandate) in await store.GivenToAsync(account, default))
            // The book says what was given, and to whom.
            if ((await grains.GetGrain<IAccountGrain>(payer.Value).Read()).Mandates.GetValueOrDefault(mandate) is { } given && given.Delegate == account)
                views.Add(new(new(payer, (await people.HolderOf(payer))?.Name), await View(given, people, clock)));
        return TypedResults.Ok(new Page<ReceivedMandateView>(views, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(AccountId account, MandateId mandate, Caller caller, IGrainFactory grains)
    {
        await caller.RequireHolderOr(account, Roles.Bureau);
        return await grains.GetGrain<IAccountGrain>(account.Value).RevokeMandate(mandate, caller.RequiredPerson) ? TypedResults.NoContent() : Problems.For(Words.Of(Denial.MandateUnknown));
    }

    private static async Task<Results<Created<PaymentEndpoints.PaymentView>, Ok<PaymentEndpoints.PaymentView>, ProblemHttpResult>> Pay(
        AccountId account, MandateId mandate, MandatePaymentFields asked, HttpContext context, Caller caller, PaymentRequests requests, IGrainFactory grains, ReceiptDesk receipts, TimeProvider clock)
    {
        var person = caller.RequiredPerson;
        // Whoever does not hold the delegate's account learns nothing: not of the mandate, and not of the account that gave it.
        if (!await caller.Holds(asked.Delegate)) return Problems.For("forbidden");
        if (asked.Amount == Amount.Zero) return Problems.InvalidField("amount", "at least 1");
        if (asked.Note is { } note && !PaymentOrder.IsNote(note)) return Problems.InvalidField("note", "at most 140 characters, none of them a control or direction mark");
        if (await requests.StatusOf(account, fresh: true) is null) return Problems.For(Words.Of(Denial.MandateUnknown));
        var answer = await grains.GetGrain<IAccountGrain>(account.Value)
            .PayByMandate(mandate, new(Idempotency.IdempotentId(context, clock, "mandate payment")), asked.Payee, asked.Amount, asked.Note, asked.Delegate, person, asked.Request);
        if (answer.Denial is { } denial) return Problems.For(Words.Of(denial));
        if (answer.Refusal is { } refusal) return await PaymentEndpoints.Refused(refusal, answer.Limit, account, caller);
        var payment = PaymentEndpoints.View(answer.Outcome!, await receipts.For(answer.Outcome!, answer.First));
        return answer.First ? TypedResults.Created($"/v1/payments/{payment.Payment}", payment) : TypedResults.Ok(payment);
    }

    private static async Task<MandateView> View(GivenMandate given, People people, TimeProvider clock)
    {
        var (terms, today) = (given.Terms, Core.Journal.ParisCalendar.DayOf(clock.GetUtcNow()));
        async Task<string?> Name(AccountId? account) => account is { } known ? (await people.HolderOf(known))?.Name : null;
        return new(terms.Id, given.HoldsOn(today) ? "active" : given.Revoked ? "revoked" : "ended", terms.Payee, await Name(terms.Payee), given.Delegate, await Name(given.Delegate), terms.PerPayment, terms.PerPeriod, terms.Unit, terms.PeriodDays,
            given.FirstDay, terms.LastDay, given.PaidIn(today));
    }

    /// <param name="State"><c>active</c>, <c>revoked</c> or <c>ended</c> (its last day is over).</param>
    /// <param name="Payee">The only one who may be paid; null: anybody.</param>
    /// <param name="Delegate">The account whose holders may use it; null: the ledger alone, for recurring payments.</param>
    /// <param name="PerPayment">The most that one payment may be, in minor units.</param>
    /// <param name="PerPeriod">The most that all payments of a period together may be.</param>
    /// <param name="PeriodDays">How many days a period has; the first begins on <paramref name="FirstDay"/>.</param>
    /// <param name="PaidInPeriod">What was paid in the period that runs.</param>
    public sealed record MandateView(MandateId Mandate, string State, AccountId? Payee, string? PayeeName, AccountId? Delegate, string? DelegateName, Amount PerPayment, Amount PerPeriod, Unit Unit, int PeriodDays,
        DateOnly FirstDay, DateOnly LastDay, Amount PaidInPeriod);

    /// <param name="Payer">Who gave it, and whose money it moves.</param>
    public sealed record ReceivedMandateView(AccountEndpoints.PartyView Payer, MandateView Mandate);

    /// <param name="Delegate">The caller's account, to which the mandate was given.</param>
    /// <param name="Payee">Who is paid.</param>
    /// <param name="Amount">In minor units.</param>
    /// <param name="Note">At most 140 characters.</param>
    /// <param name="Request">The payment request that it answers, so that the payee's till shows it as paid.</param>
    public sealed record MandatePaymentFields(AccountId Delegate, AccountId Payee, Amount Amount, string? Note = null, RequestId? Request = null);
}
