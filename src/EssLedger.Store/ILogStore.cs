using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;

namespace EssLedger.Store;

/// <summary>A signed checkpoint as it was kept. It never changes.</summary>
/// <param name="Size">How many entries of the book it covers.</param>
/// <param name="Root">The root of their tree.</param>
/// <param name="Note">The signed note, as it is served.</param>
/// <param name="At">When it was signed: UTC, whole milliseconds.</param>
public sealed record KeptCheckpoint(long Size, Digest Root, ReadOnlyMemory<byte> Note, DateTimeOffset At);

/// <summary>Where the transparency log of one book keeps its checkpoints and full tiles. There is no update and no delete.</summary>
public interface ILogStore
{
    /// <summary>The newest checkpoint, or null before the first.</summary>
    Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken);

    /// <summary>The checkpoints of more than so many entries, the smallest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps a checkpoint and the tiles that its new leaves completed, all or nothing.</summary>
    /// <param name="checkpoint">Larger than the one it was built on.</param>
    /// <param name="builtOn">The size of the newest checkpoint when the work began; zero before the first.</param>
    /// <param name="tiles">The tiles completed since then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False, and nothing is changed, when the newest checkpoint is another one by now: sizes only grow, and there is one checkpoint of a size.</returns>
    /// <exception cref="StoreUnavailableException">It could not be kept.</exception>
    /// <exception cref="OutcomeUnknownException">It may or may not be kept: ask for the newest checkpoint again.</exception>
    Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken);

    /// <summary>The tiles of these names, in the order asked.</summary>
    /// <exception cref="BrokenLogException">One is not there.</exception>
    Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken);
}

/// <summary>What is kept of a transparency log contradicts itself or its book. Nothing more may be signed until somebody has looked.</summary>
public sealed class BrokenLogException : Exception
{
    /// <inheritdoc/>
    public BrokenLogException(string message, Exception innerException) : base(message, innerException) { }
    /// <inheritdoc/>
    public BrokenLogException(string message) : base(message) { }
    /// <inheritdoc/>
    public BrokenLogException() { }
}
