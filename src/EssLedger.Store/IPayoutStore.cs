using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A bank account to which a professional's euro are to go. It is used once a second person has confirmed it.</summary>
/// <param name="Number">Its number; later ones are higher.</param>
/// <param name="Account">Whose.</param>
/// <param name="Iban">Right in its form, in capitals without spaces.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When; UTC, to the millisecond.</param>
public sealed record PayoutIban(long Number, AccountId Account, string Iban, PersonId By, DateTimeOffset At)
{
    /// <summary>Who confirmed or declined it, or entered the one that took its place; null: it waits.</summary>
    public PersonId? DecidedBy { get; init; }

    /// <summary>When; UTC, to the millisecond.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Of those of one account, newest first, the one to which euro go; null: none was confirmed.</summary>
    public static PayoutIban? InUse(IEnumerable<PayoutIban> ofAccount) => ofAccount.FirstOrDefault(p => p.Confirmed);

    /// <summary>Of those of one account the one that waits for a second person; null: none.</summary>
    public static PayoutIban? Waiting(IEnumerable<PayoutIban> ofAccount) => ofAccount.FirstOrDefault(p => p.DecidedAt is null);
}

/// <summary>To which bank accounts professionals' euro go: personal data, apart from the books.</summary>
public interface IPayoutStore
{
    /// <summary>Enters one, which waits; what waited of the account before does so no longer.</summary>
    /// <returns>Its number.</returns>
    Task<long> EnterAsync(AccountId account, string iban, PersonId by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Confirms or declines one that waits.</summary>
    /// <returns>False: it does not wait.</returns>
    Task<bool> DecideAsync(AccountId account, long number, bool confirmed, PersonId by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>All that were entered for an account, the newest first.</summary>
    Task<IReadOnlyList<PayoutIban>> OfAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>All that wait for a second person, the oldest first.</summary>
    Task<IReadOnlyList<PayoutIban>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>The accounts whose euro went, or go, to a bank account: of those that were ever confirmed.</summary>
    Task<IReadOnlyList<AccountId>> AccountsOfAsync(string iban, CancellationToken cancellationToken);

    /// <summary>All accounts of which one was confirmed: those to which euro can go.</summary>
    Task<IReadOnlySet<AccountId>> ConfirmedAsync(CancellationToken cancellationToken);

    /// <summary>Removes all of an account.</summary>
    Task EraseAsync(AccountId account, CancellationToken cancellationToken);
}
