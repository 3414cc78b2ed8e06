using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;

namespace EssLedger.Store;

/// <summary>A payment request as it was made. It never changes; whether it ended is for the book to say.</summary>
/// <param name="Terms">What it asks.</param>
/// <param name="Reference">The payee's own reference, at most 16 bytes, or null.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Code">The signed payload that its QR code carries.</param>
public sealed record StoredRequest(RequestTerms Terms, string? Reference, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Code)
{
    /// <summary>In whose session it was made; null: before that was noted.</summary>
    public PersonId? By { get; init; }

    /// <summary>At which till; null: at none that was named.</summary>
    public TillId? Till { get; init; }
}

/// <summary>Where payment requests are kept.</summary>
public interface IPaymentRequestStore
{
    /// <summary>Keeps a request; the first kept under an id stays.</summary>
    /// <returns>The one that is kept.</returns>
    /// <exception cref="StoreUnavailableException">It could not be kept.</exception>
    Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken);

    /// <summary>A request, or null.</summary>
    Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken);

    /// <summary>Those of these that there are, in no order.</summary>
    Task<IReadOnlyList<StoredRequest>> FindAllAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancellationToken);

    /// <summary>The printed codes of a payee, the newest first, those included that were taken back.</summary>
    Task<IReadOnlyList<StoredRequest>> PrintedAsync(AccountId payee, CancellationToken cancellationToken);

    /// <summary>The requests of a payee whose time is over after one instant and up to another, the earliest first; whether they were paid or not.</summary>
    Task<IReadOnlyList<StoredRequest>> EndingAsync(AccountId payee, DateTimeOffset after, DateTimeOffset through, int limit, CancellationToken cancellationToken);
}
