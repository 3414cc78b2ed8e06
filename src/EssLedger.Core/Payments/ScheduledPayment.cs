using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>How often a scheduled payment falls due. The numbers are stored: never reuse one.</summary>
public enum Rhythm
{
    /// <summary>On one day.</summary>
    Once = 1,
    /// <summary>Every seventh day.</summary>
    Week = 2,
    /// <summary>Every month on the same day of the month, or on the last day of a month that is shorter.</summary>
    Month = 3,
}

/// <summary>When a scheduled payment falls due. Days are those of Europe/Paris.</summary>
/// <param name="Every">How often.</param>
/// <param name="FirstDay">The first day on which it is due.</param>
/// <param name="DayOfMonth">Every month: 1 … 31. The first day may be of a shorter month and so another.</param>
/// <param name="LastDay">No day after this one is due; before the year 9999, in which calendars end.</param>
public sealed record Schedule(Rhythm Every, DateOnly FirstDay, int DayOfMonth, DateOnly LastDay)
{
    /// <summary>Whether the first day is one on which it can be due.</summary>
    public bool Holds => FirstDay <= LastDay && LastDay.Year < 9999 && (Every is Rhythm.Once or Rhythm.Week || (Every is Rhythm.Month && DayOfMonth is >= 1 and <= 31 && FirstDay == InMonthOf(FirstDay)));

    /// <summary>The first due day after a day; null: there is none any more.</summary>
    public DateOnly? After(DateOnly day)
    {
        if (day < FirstDay) return FirstDay <= LastDay ? FirstDay : null;
        if (day >= LastDay) return null;
        DateOnly? next = Every switch
        {
            Rhythm.Week => day.AddDays(7 - (day.DayNumber - FirstDay.DayNumber) % 7),
            Rhythm.Month => InMonthOf(day) is var here && here > day ? here : InMonthOf(day.AddMonths(1)),
            _ => null,
        };
        return next <= LastDay ? next : null;
    }

    private DateOnly InMonthOf(DateOnly day) => new(day.Year, day.Month, Math.Min(DayOfMonth, DateTime.DaysInMonth(day.Year, day.Month)));
}

/// <summary>A payment that the ledger makes by itself, under a mandate that a device signed. Whom it pays stands in the mandate alone; nothing of it ever changes:
/// another amount or other days are another signature.</summary>
/// <param name="Account">Who pays.</param>
/// <param name="Mandate">Under which mandate; each has at most one.</param>
/// <param name="Amount">How much each time, in hundredths.</param>
/// <param name="Schedule">When.</param>
/// <param name="Note">In the payer's words, or null.</param>
/// <param name="MadeAt">UTC, to the millisecond.</param>
/// <param name="By">In whose session.</param>
public sealed record ScheduledPayment(AccountId Account, MandateId Mandate, Amount Amount, Schedule Schedule, string? Note, DateTimeOffset MadeAt, PersonId By)
{
    /// <summary>So many days after its due day a payment is still tried, once a day: because it was refused, or because no server was there. After that it is not made up,
    /// so that no holder finds several at once; fewer than a week, so that no two due days are open together.</summary>
    public const int DaysToTry = 5;

    /// <summary>The order id of what is paid for a due day: the same wherever and however often it is tried, so that the book takes one.</summary>
    public OrderId OrderOf(DateOnly due) => new(Uuid.Version7(ParisCalendar.StartOf(due),
        Digest.Of(System.Text.Encoding.UTF8.GetBytes($"scheduled payment\n{Account}\n{Mandate}\n{due.DayNumber}")).ToBytes()));

    /// <summary>Whether a due day can still be paid on a day.</summary>
    public static bool IsOpen(DateOnly due, DateOnly today) => today >= due && today <= due.AddDays(DaysToTry);
}

/// <summary>What became of a due day. The numbers are stored: never reuse one.</summary>
public enum RunState
{
    /// <summary>It was refused, and is tried again the next day.</summary>
    Refused = 1,
    /// <summary>It stands in the book.</summary>
    Paid = 2,
    /// <summary>It was refused to the last, and is tried no more.</summary>
    GivenUp = 3,
    /// <summary>No server was there to pay it in time.</summary>
    Missed = 4,
}

/// <summary>What became of one due day of a scheduled payment.</summary>
/// <param name="Due">The due day.</param>
/// <param name="State">What became of it.</param>
/// <param name="On">The day on which that was so last.</param>
/// <param name="Reason">Why it was refused last; null: it was not.</param>
/// <param name="Limit">Which limit, when it is one.</param>
public sealed record ScheduledRun(DateOnly Due, RunState State, DateOnly On, Refusal? Reason, Limit Limit);

/// <summary>Why a scheduled payment is not taken, in the order in which reasons win.</summary>
public enum ScheduleRefusal
{
    /// <summary>The account gave no such mandate.</summary>
    MandateUnknown = 1,
    /// <summary>The mandate has another scheduled payment.</summary>
    ScheduleExists,
    /// <summary>The mandate was taken back, or its last day is over.</summary>
    MandateEnded,
    /// <summary>The mandate was given to a delegate: it is not the ledger's to use.</summary>
    MandateMismatch,
    /// <summary>The mandate does not say who is paid.</summary>
    PayeeNotSigned,
    /// <summary>The mandate does not allow so much.</summary>
    ExceedsMandate,
    /// <summary>The first day is past or no due day, or the last day is not within the mandate's.</summary>
    ScheduleOutOfRange,
}

/// <summary>The rule of scheduled payments: a session may arrange them only within what a device signed.</summary>
public static class ScheduleRules
{
    /// <summary>May this scheduled payment be made?</summary>
    /// <param name="payer">Whose mandate it is.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="earlier">What the mandate has already; null: nothing.</param>
    /// <param name="today">The day in Europe/Paris.</param>
    /// <returns>Null: it may, or the very same was made before.</returns>
    public static ScheduleRefusal? Make(Account payer, ScheduledPayment asked, ScheduledPayment? earlier, DateOnly today)
    {
        if (!payer.Mandates.TryGetValue(asked.Mandate, out var mandate)) return ScheduleRefusal.MandateUnknown;
        if (earlier is not null) return (earlier.Amount, earlier.Schedule, earlier.Note) == (asked.Amount, asked.Schedule, asked.Note) ? null : ScheduleRefusal.ScheduleExists;
        if (!mandate.HoldsOn(today)) return ScheduleRefusal.MandateEnded;
        if (mandate.Delegate is not null) return ScheduleRefusal.MandateMismatch;
        if (mandate.Terms.Payee is null) return ScheduleRefusal.PayeeNotSigned;
        if (asked.Amount > mandate.Terms.PerPayment || asked.Amount > mandate.Terms.PerPeriod) return ScheduleRefusal.ExceedsMandate;
        if (!asked.Schedule.Holds || asked.Schedule.FirstDay < today || asked.Schedule.LastDay > mandate.Terms.LastDay) return ScheduleRefusal.ScheduleOutOfRange;
        return null;
    }

    /// <summary>What becomes of a due day that was tried.</summary>
    /// <param name="due">The due day.</param>
    /// <param name="today">The day in Europe/Paris.</param>
    /// <param name="reason">Why it was refused; null: it was paid.</param>
    /// <param name="limit">Which limit, when it is one.</param>
    public static ScheduledRun Tried(DateOnly due, DateOnly today, Refusal? reason, Limit limit) =>
        new(due, reason is null ? RunState.Paid : ScheduledPayment.IsOpen(due, today.AddDays(1)) ? RunState.Refused : RunState.GivenUp, today, reason, limit);

    /// <summary>What becomes of a due day that can be tried no more and is not in the book.</summary>
    /// <param name="due">The due day.</param>
    /// <param name="today">The day in Europe/Paris.</param>
    /// <param name="last">What became of it so far; null: nobody tried.</param>
    public static ScheduledRun TooLate(DateOnly due, DateOnly today, ScheduledRun? last) => new(due, last is null ? RunState.Missed : RunState.GivenUp, today, last?.Reason, last?.Limit ?? Limit.None);
}
