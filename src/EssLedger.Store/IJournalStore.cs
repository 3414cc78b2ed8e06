using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;

namespace EssLedger.Store;

/// <summary>The one place where the entries of one book become durable. There is no update and no delete.</summary>
public interface IJournalStore
{
    /// <summary>Places the drafts in order, in one commit, and says for each where it stands or why it does not.
    /// Those that are not placed do not spoil the rest.</summary>
    /// <remarks>The head is locked first; positions, times and hashes are given under that lock. For each draft the claims are tried in their order,
    /// then the turn, then the subjects that must be open. A draft whose very bytes stand already where it would conflict was placed by an
    /// earlier try: the answer is that entry. So after a lost answer one simply appends the same drafts again: the lock waits for the end
    /// of the lost transaction.</remarks>
    /// <exception cref="StoreUnavailableException">Nothing was placed: the store could not begin.</exception>
    /// <exception cref="OutcomeUnknownException">The commit may or may not have happened: append the same drafts again before answering anyone.</exception>
    Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken);

    /// <summary>How many batches are worth having under way at once; further ones wait.</summary>
    int Writers => 1;

    /// <summary>The last entry.</summary>
    Task<Head> HeadAsync(CancellationToken cancellationToken);

    /// <summary>All entries after a position, in book order.</summary>
    IAsyncEnumerable<Entry> ReadAsync(Position after, CancellationToken cancellationToken);

    /// <summary>What the transparency log says of the entries after a position, in book order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken);

    /// <summary>The entries of one subject after a position, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken);

    /// <summary>The entries of one subject before a position (null: from its end), newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken);

    /// <summary>The entry that holds a claim, or null.</summary>
    Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>The entries that hold claims whose keys begin with a text, at most 16.</summary>
    Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken);

    /// <summary>The entry at a position, or null when the book is shorter.</summary>
    Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken);

    /// <summary>A subject's status, or null when no entry gave it one.</summary>
    Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken);

    /// <summary>The bytes behind a digest of an entry, or null: never kept, or erased.</summary>
    Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken);

    /// <summary>All originals still kept of the entries after a position, up to and with another, in book order.</summary>
    Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken);

    /// <summary>Keeps the signed receipts of entries before they are first sent. The first kept for a position stays: ES256 is randomised,
    /// and all who ask must get the same bytes.</summary>
    /// <returns>For each, the bytes that are kept.</returns>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken);

    /// <summary>The receipt kept for an entry, or null.</summary>
    Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken);

    /// <summary>All receipts kept for the entries after a position, up to and with another, in book order.</summary>
    Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken);

    /// <summary>The rows kept beside the entries after a position: first subjects and turns in any order, then claims in ascending order of kind and key
    /// (ordinal), so that whoever reads sees with the eye of one row that none stands twice.</summary>
    IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, CancellationToken cancellationToken);

    /// <summary>Every subject that has a status, with it. A number that is no status is given as one that is not defined.</summary>
    IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync(CancellationToken cancellationToken);
}

/// <summary>Bytes that an entry commits to, as they are kept; the digest is that under which they were kept, not computed from them.</summary>
public readonly record struct KeptOriginal(Position Position, Digest Digest, ReadOnlyMemory<byte> Content);

/// <summary>The signed receipt of an entry, as it is kept.</summary>
public readonly record struct KeptReceipt(Position Position, ReadOnlyMemory<byte> Content);

/// <summary>The store could not take the work: nothing was changed, ask again later.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <inheritdoc/>
    public StoreUnavailableException(string message, Exception innerException) : base(message, innerException) { }
    /// <inheritdoc/>
    public StoreUnavailableException(string message) : base(message) { }
    /// <inheritdoc/>
    public StoreUnavailableException() { }
}

/// <summary>The commit may or may not have happened.</summary>
public sealed class OutcomeUnknownException : Exception
{
    /// <inheritdoc/>
    public OutcomeUnknownException(string message, Exception innerException) : base(message, innerException) { }
    /// <inheritdoc/>
    public OutcomeUnknownException(string message) : base(message) { }
    /// <inheritdoc/>
    public OutcomeUnknownException() { }
}
