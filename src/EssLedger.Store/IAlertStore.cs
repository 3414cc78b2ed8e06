using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>An alert as it is kept.</summary>
/// <param name="Number">By which people name it; the later the higher.</param>
/// <param name="Alert">What was found; without the entries behind it, which are read apart.</param>
/// <param name="Last">The last line of its log; null: nobody looked at it.</param>
public sealed record KeptAlert(long Number, Alert Alert, AlertStep? Last)
{
    public AlertState State => AlertLog.State(Last);
}

/// <summary>Which alerts are asked for.</summary>
/// <param name="State">Null: however they stand.</param>
/// <param name="Rule">Null: for whatever reason.</param>
/// <param name="Account">Only those with this account behind them; null: all.</param>
public sealed record AlertQuestion(AlertState? State = null, AlertRule? Rule = null, AccountId? Account = null);

/// <summary>What is worth a look and what people made of it. Alerts, their logs and the terms by which they are found are only ever added to.</summary>
public interface IAlertStore
{
    /// <summary>Up to where the currency book was looked through.</summary>
    Task<Projected> AtAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what was seen and found, each once, and moves on, in one transaction; never back.</summary>
    Task RecordAsync(Projected to, IReadOnlyList<Sighting> seen, IReadOnlyList<Alert> found, CancellationToken cancellationToken);

    /// <summary>Forgets what was seen and begins again, for the book is another one. What was found stays.</summary>
    Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>What was seen of a subject after an instant, in the order of the book.</summary>
    Task<IReadOnlyList<Sighting>> SeenAsync(SightingKind kind, string subject, DateTimeOffset after, CancellationToken cancellationToken);

    /// <summary>When alerts of a rule came about after an instant, oldest first: of an account, or of all.</summary>
    Task<IReadOnlyList<(AccountId Account, DateTimeOffset At)>> FoundAsync(AlertRule rule, AccountId? account, DateTimeOffset after, CancellationToken cancellationToken);

    /// <summary>Alerts with lower numbers than one, newest first.</summary>
    Task<IReadOnlyList<KeptAlert>> ListAsync(AlertQuestion question, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>An alert with the entries behind it, or null.</summary>
    Task<KeptAlert?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Its log, in order.</summary>
    Task<IReadOnlyList<AlertStep>> LogAsync(long number, CancellationToken cancellationToken);

    /// <summary>Adds a line to its log.</summary>
    /// <returns>False: there is a line of this number.</returns>
    Task<bool> LogAsync(long number, AlertStep step, CancellationToken cancellationToken);

    /// <summary>Removes the words of the logs of alerts behind which an account stands.</summary>
    Task ForgetWordsAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Adds terms.</summary>
    Task SetAsync(AlertTermsSet set, CancellationToken cancellationToken);

    /// <summary>All terms that were set, in that order.</summary>
    Task<AlertTermsHistory> TermsAsync(CancellationToken cancellationToken);
}
