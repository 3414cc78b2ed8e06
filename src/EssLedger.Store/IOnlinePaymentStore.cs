using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A payment with what the office made of it.</summary>
/// <param name="Payment">As HelloAsso says.</param>
/// <param name="Account">For whom it is; null: nobody knows yet.</param>
/// <param name="Ground">How that is known.</param>
/// <param name="Issuance">The issuance that was proposed against it last; null: none.</param>
public sealed record KeptOnlinePayment(OnlinePayment Payment, AccountId? Account, PayerGround Ground, IssuanceId? Issuance)
{
    /// <summary>Whether its euro went back, or may, and nobody closed that case yet.</summary>
    public bool IsCase { get; init; }

    /// <summary>Who took the case; null: nobody yet.</summary>
    public PersonId? Owner { get; init; }

    /// <summary>What the owner wrote when the case was closed; empty: it was not, or is forgotten.</summary>
    public string Words { get; init; } = "";
}

/// <summary>What was paid at HelloAsso and by whom: personal data, apart from the books.</summary>
public interface IOnlinePaymentStore
{
    /// <summary>Keeps what HelloAsso says of a payment; an older word never takes the place of a newer one. One that came back becomes a case, once for each such state.</summary>
    Task KeepAsync(OnlinePayment payment, CancellationToken cancellationToken);

    /// <summary>One payment; null: it is not known.</summary>
    Task<KeptOnlinePayment?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>The newest of all, and before them every case.</summary>
    Task<IReadOnlyList<KeptOnlinePayment>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>All that are for an account, the newest first.</summary>
    Task<IReadOnlyList<KeptOnlinePayment>> OfAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Says for whom it is. What a person said is replaced by a person only.</summary>
    Task AssignAsync(long number, AccountId account, PayerGround ground, CancellationToken cancellationToken);

    /// <summary>Remembers which issuance was proposed against it.</summary>
    Task IssueAsync(long number, IssuanceId issuance, CancellationToken cancellationToken);

    /// <summary>Takes a case up.</summary>
    Task TakeAsync(long number, PersonId owner, CancellationToken cancellationToken);

    /// <summary>Closes a case, with words.</summary>
    /// <returns>False: it is none, or another took it.</returns>
    Task<bool> CloseAsync(long number, PersonId owner, string words, CancellationToken cancellationToken);

    /// <summary>Forgets who paid what was paid before an instant, belongs to no account and is no case.</summary>
    /// <returns>Of how many.</returns>
    Task<int> ForgetNobodysAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Forgets who paid, and the words about it, of an account's payments.</summary>
    Task EraseAsync(AccountId account, CancellationToken cancellationToken);
}
