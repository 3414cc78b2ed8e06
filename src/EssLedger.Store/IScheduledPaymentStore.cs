using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;

namespace EssLedger.Store;

/// <summary>A scheduled payment and where it stands.</summary>
/// <param name="Payment">What was arranged.</param>
/// <param name="Due">The day that is due next; null: none any more.</param>
/// <param name="Runs">What became of its due days, the newest first; of one that is due, only what became of that day.</param>
public sealed record KeptSchedule(ScheduledPayment Payment, DateOnly? Due, IReadOnlyList<ScheduledRun> Runs);

/// <summary>Where scheduled payments are kept, and to whom mandates were given. The book decides what is paid; here stands what to ask of it, and what it answered.</summary>
public interface IScheduledPaymentStore
{
    /// <summary>Keeps a scheduled payment, unless its mandate has one.</summary>
    /// <returns>False: it has one.</returns>
    Task<bool> AddAsync(ScheduledPayment payment, CancellationToken cancellationToken);

    /// <summary>Those of an account with all their runs, the newest first.</summary>
    Task<IReadOnlyList<KeptSchedule>> OfAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Those that are due by a day and were not tried on it, in the order of account and mandate.</summary>
    /// <param name="today">The day in Europe/Paris.</param>
    /// <param name="after">The last of the page before; null: from the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">To give up.</param>
    Task<IReadOnlyList<KeptSchedule>> DueAsync(DateOnly today, ScheduledPayment? after, int limit, CancellationToken cancellationToken);

    /// <summary>Records what became of a due day, unless it is known to be paid, and then which day is due next. Broken off between the two, the day comes up again.</summary>
    /// <param name="payment">Whose due day it is.</param>
    /// <param name="run">What became of it.</param>
    /// <param name="next">The next due day, or null; where the day is tried again, the day itself.</param>
    /// <param name="cancellationToken">To give up.</param>
    Task SettleAsync(ScheduledPayment payment, ScheduledRun run, DateOnly? next, CancellationToken cancellationToken);

    /// <summary>No day is due any more.</summary>
    Task EndAsync(AccountId account, MandateId mandate, CancellationToken cancellationToken);

    /// <summary>Says to whom a mandate was given; again says the same.</summary>
    Task GiveAsync(AccountId @delegate, AccountId account, MandateId mandate, CancellationToken cancellationToken);

    /// <summary>The mandates that were given to an account, each with who gave it.</summary>
    Task<IReadOnlyList<(AccountId Account, MandateId Mandate)>> GivenToAsync(AccountId @delegate, CancellationToken cancellationToken);

    /// <summary>Removes all that is kept of an account here.</summary>
    Task EraseAsync(AccountId account, CancellationToken cancellationToken);
}
