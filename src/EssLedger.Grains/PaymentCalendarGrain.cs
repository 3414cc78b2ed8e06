using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Store;
using Microsoft.Extensions.Logging;

namespace EssLedger.Grains;

/// <summary>Tells a holder of a due day that was not paid. Telling twice does no harm: whoever delivers knows what it delivered.</summary>
public interface ISchedulePost
{
    /// <summary>Tells those who hold the account.</summary>
    /// <param name="payment">Whose due day it is.</param>
    /// <param name="run">What became of it.</param>
    Task Tell(ScheduledPayment payment, ScheduledRun run);
}

/// <summary>Makes the scheduled payments that fall due; there is one (key <c>CALENDAR</c>). Were there two for a moment, the book would take each payment once all the same.</summary>
public interface IPaymentCalendarGrain : IGrainWithStringKey
{
    /// <summary>From now on it looks by itself, several times an hour, on whichever server; again does nothing more.</summary>
    [SafeToRepeat]
    Task Begin();

    /// <summary>Pays now what is due and was not tried today. After a standstill, what fell due in it as far as it can still be paid (<see cref="ScheduledPayment.DaysToTry"/>).</summary>
    /// <returns>How many due days it settled or tried.</returns>
    [SafeToRepeat]
    Task<int> Look();
}

/// <inheritdoc cref="IPaymentCalendarGrain"/>
public sealed partial class PaymentCalendarGrain(IScheduledPaymentStore store, ISchedulePost post, CurrencyBook book, TimeProvider clock, ILogger<PaymentCalendarGrain> logger) : Grain, IPaymentCalendarGrain, IRemindable
{
    /// <summary>The grain's key.</summary>
    public const string Key = "CALENDAR";

    private const string Often = "often";
    private const int PageSize = 200;

    public Task Begin() => this.RegisterOrUpdateReminder(Often, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    public Task ReceiveReminder(string reminderName, TickStatus status) => Look();

    public async Task<int> Look()
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var done = 0;
        for (ScheduledPayment? after = null; ;)
        {
            var page = await store.DueAsync(today, after, PageSize, default);
            foreach (var kept in page)
            {
                try
                {
                    await Run(kept, today);
                    done++;
                }
                catch (Exception e)
                {
                    // Nothing is recorded of it, so that the next look tries again; one account that does not answer keeps no other waiting.
                    LogFault(logger, e);
                }
            }
            if (page.Count < PageSize) return done;
            after = page[^1].Payment;
        }
    }

    private async Task Run(KeptSchedule kept, DateOnly today)
    {
        var payment = kept.Payment;
        for (var due = kept.Due; due is { } day && day <= today;)
        {
            var last = kept.Runs.FirstOrDefault(r => r.Due == day);
            var run = ScheduledPayment.IsOpen(day, today) ? await Try(payment, day, today) : await Known(payment, day) ?? ScheduleRules.TooLate(day, today, last);
            if (run is null)
            {
                await store.EndAsync(payment.Account, payment.Mandate, default);
                return;
            }
            due = run.State is RunState.Refused ? day : payment.Schedule.After(day);
            // Before it is settled: broken off here, the day comes up again.
            if (run.State is not RunState.Paid) await post.Tell(payment, run);
            await store.SettleAsync(payment, run, due, default);
            if (due == day) return;
        }
    }

    /// <summary>Pays for a due day; null: the mandate was taken back, or is over, and nobody waits for the payment.</summary>
    private async Task<ScheduledRun?> Try(ScheduledPayment payment, DateOnly day, DateOnly today)
    {
        var account = GrainFactory.GetGrain<IAccountGrain>(payment.Account.Value);
        if ((await account.Read()).Mandates.GetValueOrDefault(payment.Mandate) is not { Terms.Payee: { } payee }) return null;
        var answer = await account.PayByMandate(payment.Mandate, payment.OrderOf(day), payee, payment.Amount, payment.Note, null, null);
        if (answer.Denial is not null) return null;
        return ScheduleRules.Tried(day, answer.Outcome is { } outcome ? ParisCalendar.DayOf(outcome.Entry.CommittedAt) : today, answer.Refusal, answer.Limit);
    }

    /// <summary>A payment whose server was gone before it could record it.</summary>
    private async Task<ScheduledRun?> Known(ScheduledPayment payment, DateOnly day) =>
        await book.Store.FindAsync(Claim.OutcomeOf(payment.Account, payment.OrderOf(day)), default) is { } entry && Codec.Decode(entry.Body) is Act.Paid paid && paid.Credential == payment.Mandate.Uuid
            ? ScheduleRules.Tried(day, ParisCalendar.DayOf(entry.CommittedAt), null, Limit.None) : null;

    [LoggerMessage(EventId = 206, Level = LogLevel.Warning, Message = "A scheduled payment could not be tried; the next look tries again.")]
    private static partial void LogFault(ILogger logger, Exception e);
}
