using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>How an ask ended, as far as its row says; whether it was paid is for the book to say.</summary>
public enum AskEnding
{
    /// <summary>The one who was asked refused.</summary>
    Refused = 1,
    /// <summary>The one who asked took it back.</summary>
    Withdrawn = 2,
    /// <summary>It was paid or its time was over, and somebody noticed.</summary>
    Noticed = 3,
}

/// <summary>A payment request that was delivered to the one who is to pay it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Asker">The account to be paid.</param>
/// <param name="Payer">The account that is asked.</param>
/// <param name="Note">What for, in the asker's words, at most 140 characters; null: nothing is said.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="Ending">How it ended; null: nobody noticed that it did.</param>
/// <param name="EndedAt">When, UTC; null with it.</param>
public sealed record Ask(RequestId Request, AccountId Asker, AccountId Payer, string? Note, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, AskEnding? Ending = null, DateTimeOffset? EndedAt = null);

/// <summary>Somebody whose asks a payer wants to see no more.</summary>
/// <param name="Payer">Who does not.</param>
/// <param name="Asker">Whose.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record AskBlock(AccountId Payer, AccountId Asker, DateTimeOffset At);

/// <summary>Asks, beside the book: each is a payment request and to whom it was delivered.</summary>
public interface IAskStore
{
    /// <summary>Keeps an ask; the first kept for a request stays.</summary>
    Task KeepAsync(Ask ask, CancellationToken cancellationToken);

    /// <summary>An ask, or null.</summary>
    Task<Ask?> FindAsync(RequestId request, CancellationToken cancellationToken);

    /// <summary>The asks of an account and those to it, the newest first.</summary>
    Task<IReadOnlyList<Ask>> OfAsync(AccountId account, int limit, CancellationToken cancellationToken);

    /// <summary>The asks of an account of which nobody noticed an end.</summary>
    Task<IReadOnlyList<Ask>> OpenAsync(AccountId asker, CancellationToken cancellationToken);

    /// <summary>Notes how an ask ended; the first ending stays.</summary>
    Task EndAsync(RequestId request, AskEnding ending, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Shows no more asks of somebody.</summary>
    Task BlockAsync(AskBlock block, CancellationToken cancellationToken);

    /// <summary>Shows them again.</summary>
    Task UnblockAsync(AccountId payer, AccountId asker, CancellationToken cancellationToken);

    /// <summary>Whose asks an account wants to see no more, the newest first.</summary>
    Task<IReadOnlyList<AskBlock>> BlockedByAsync(AccountId payer, CancellationToken cancellationToken);

    /// <summary>Forgets asks whose time was over before an instant.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Forgets what an account asked and was asked.</summary>
    Task EraseAsync(AccountId account, CancellationToken cancellationToken);
}
