using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Scheduled payments: what the ledger pays by itself, on the days that a holder arranged and within what their device signed. A session alone can neither say who is
/// paid nor more than was signed, nor change what was arranged, nor take up again what was stopped: each of these takes another signature.</summary>
public static class ScheduledPaymentEndpoints
{
    private const int RunsShown = 24;

    public static void MapScheduledPayments(this IEndpointRouteBuilder app)
    {
        var scheduled = app.MapGroup("/v1/accounts/{account}/scheduled-payments").RequireAuthorization().WithTags("Mandates");
        scheduled.MapPost("/", Make).WithSummary("Arranges payments under a mandate that was given to nobody and names the payee: once, every week or every month. The very same again gives the same answer.");
        scheduled.MapGet("/", List).WithSummary("The account's scheduled payments, the newest first, each with its next day and what became of its last 24 due days.");
        scheduled.MapDelete("/{mandate}", Stop).WithSummary("Takes the mandate back, and with it the payments: after the answer none is made. To begin again takes another signature.");
    }

    private static async Task<Results<Created<ScheduledPaymentView>, ProblemHttpResult>> Make(
        AccountId account, ScheduledPaymentFields asked, Caller caller, People people, PaymentRequests requests, IScheduledPaymentStore store, IGrainFactory grains, TimeProvider clock)
    {
        await caller.RequireHolderOr(account);
        if (asked.Amount == Amount.Zero) return Problems.InvalidField("amount", "at least 1");
        if (asked.DayOfMonth is < 1 or > 31) return Problems.InvalidField("dayOfMonth", "1 to 31");
        if (asked.Note is { } note && !PaymentOrder.IsNote(note)) return Problems.InvalidField("note", "at most 140 characters, none of them a control or direction mark");
        var (now, payer) = (clock.GetUtcNow(), await grains.GetGrain<IAccountGrain>(account.Value).Read());
        var last = asked.LastDay ?? (asked.Every is Rhythm.Once ? asked.FirstDay : payer.Mandates.GetValueOrDefault(asked.Mandate)?.Terms.LastDay ?? asked.FirstDay);
        var payment = new ScheduledPayment(account, asked.Mandate, asked.Amount, new(asked.Every, asked.FirstDay, asked.DayOfMonth ?? asked.FirstDay.Day, last), asked.Note,
            DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), caller.RequiredPerson);
        ScheduleRefusal? Rule(KeptSchedule? earlier) => ScheduleRules.Make(payer, payment, earlier?.Payment, ParisCalendar.DayOf(now));
        if (Rule(await Find(store, account, asked.Mandate)) is { } refusal) return Problems.For(Words.Of(refusal));
        if (await requests.StatusOf(payer.Mandates[asked.Mandate].Terms.Payee!.Value, fresh: true) is null) return Problems.For(Words.Of(Refusal.PayeeUnknown));
        // Of two at once that differ, the later one is told of the earlier one.
        if (!await store.AddAsync(payment, default) && Rule(await Find(store, account, asked.Mandate)) is { } late) return Problems.For(Words.Of(late));
        // What is due today is not kept waiting for the calendar's next look; whether it is paid shows in the list.
        if (asked.FirstDay == ParisCalendar.DayOf(now)) grains.GetGrain<IPaymentCalendarGrain>(PaymentCalendarGrain.Key).Look().Ignore();
        return TypedResults.Created($"/v1/accounts/{account}/scheduled-payments/{asked.Mandate}", await View((await Find(store, account, asked.Mandate))!, payer, people, clock));
    }

    private static async Task<Results<Ok<Page<ScheduledPaymentView>>, ProblemHttpResult>> List(AccountId account, Caller caller, People people, IScheduledPaymentStore store, IGrainFactory grains, TimeProvider clock)
    {
        await caller.RequireHolderOr(account);
        var payer = await grains.GetGrain<IAccountGrain>(account.Value).Read();
        var views = new List<ScheduledPaymentView>();
        foreach (var kept in await store.OfAsync(account, default)) views.Add(await View(kept, payer, people, clock));
        return TypedResults.Ok(new Page<ScheduledPaymentView>(views, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Stop(AccountId account, MandateId mandate, Caller caller, IScheduledPaymentStore store, IGrainFactory grains)
    {
        await caller.RequireHolderOr(account);
        if (await Find(store, account, mandate) is null) return Problems.For("not_found");
        await grains.GetGrain<IAccountGrain>(account.Value).RevokeMandate(mandate, caller.RequiredPerson);
        await store.EndAsync(account, mandate, default);
        return TypedResults.NoContent();
    }

    private static async Task<KeptSchedule?> Find(IScheduledPaymentStore store, AccountId account, MandateId mandate) =>
        (await store.OfAsync(account, default)).FirstOrDefault(k => k.Payment.Mandate == mandate);

    private static async Task<ScheduledPaymentView> View(KeptSchedule kept, Account payer, People people, TimeProvider clock)
    {
        var (payment, schedule) = (kept.Payment, kept.Payment.Schedule);
        var mandate = payer.Mandates[payment.Mandate];
        var state = mandate.Revoked ? "stopped" : kept.Due is null || !mandate.HoldsOn(ParisCalendar.DayOf(clock.GetUtcNow())) ? "over" : "active";
        var refused = kept.Runs.FirstOrDefault(r => r.Due == kept.Due && r.State is RunState.Refused);
        var payee = mandate.Terms.Payee!.Value;
        return new(payment.Mandate, state, payee, (await people.HolderOf(payee))?.Name, payment.Amount, mandate.Terms.Unit, schedule.Every, schedule.FirstDay,
            schedule.Every is Rhythm.Month ? schedule.DayOfMonth : null, schedule.LastDay, payment.Note, state == "active" ? refused?.On.AddDays(1) ?? kept.Due : null,
            [.. kept.Runs.Take(RunsShown).Select(r => new ScheduledRunView(r.Due, Words.Of(r.State), r.On, r.Reason is { } reason ? Words.Of(reason) : null, r.Limit is Limit.None ? null : Words.Of(r.Limit),
                r.State is RunState.Paid ? payment.OrderOf(r.Due) : null))]);
    }

    /// <param name="Mandate">The mandate; each has one scheduled payment at most, and the payee stands in it.</param>
    /// <param name="Amount">Each time, in minor units; not more than the mandate allows.</param>
    /// <param name="FirstDay">The first due day, in Europe/Paris; today or later.</param>
    /// <param name="DayOfMonth">Every month: 1 to 31; in a shorter month its last day. Left out: that of the first day.</param>
    /// <param name="LastDay">No day after it is due. Left out: the mandate's last day; of a payment that is made once, the first day.</param>
    /// <param name="Note">At most 140 characters.</param>
    public sealed record ScheduledPaymentFields(MandateId Mandate, Amount Amount, Rhythm Every, DateOnly FirstDay, int? DayOfMonth = null, DateOnly? LastDay = null, string? Note = null);

    /// <param name="State"><c>active</c>, <c>stopped</c> (the mandate was taken back) or <c>over</c> (no day is due any more).</param>
    /// <param name="NextDay">When it is tried next; null: no more.</param>
    /// <param name="Runs">What became of its due days, the newest first.</param>
    public sealed record ScheduledPaymentView(MandateId Mandate, string State, AccountId Payee, string? PayeeName, Amount Amount, Unit Unit, Rhythm Every, DateOnly FirstDay, int? DayOfMonth,
        DateOnly LastDay, string? Note, DateOnly? NextDay, IReadOnlyList<ScheduledRunView> Runs);

    /// <param name="Due">The due day.</param>
    /// <param name="State"><c>paid</c>; <c>refused</c>: it is tried again the next day, up to five days after the due day; <c>given_up</c>: it was refused to the last;
    /// <c>missed</c>: no server was there in time, and nothing was paid.</param>
    /// <param name="On">The day on which that was so last.</param>
    /// <param name="Reason">Why it was refused last: the code of a refused payment; null: it was not.</param>
    /// <param name="Limit">Which limit, when it is one.</param>
    /// <param name="Payment">The payment's id, once paid.</param>
    public sealed record ScheduledRunView(DateOnly Due, string State, DateOnly On, string? Reason, string? Limit, OrderId? Payment);
}

/// <summary>Sets the calendar of scheduled payments going; whichever server starts first does, and the others find it so.</summary>
internal sealed class Scheduling(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => grains.GetGrain<IPaymentCalendarGrain>(PaymentCalendarGrain.Key).Begin();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
