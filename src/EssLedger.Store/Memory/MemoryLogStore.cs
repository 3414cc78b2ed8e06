using EssLedger.Core.Transparency;

namespace EssLedger.Store.Memory;

/// <summary>A transparency log in memory.</summary>
public sealed class MemoryLogStore : ILogStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TileId, Tile> _tiles = [];
    private readonly List<KeptCheckpoint> _checkpoints = [];

    public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_checkpoints.LastOrDefault());
    }

    public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<KeptCheckpoint>>([.. _checkpoints.Where(c => c.Size > after).Take(limit)]);
    }

    public Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(checkpoint.Size, builtOn);
        lock (_lock)
        {
            if ((_checkpoints.LastOrDefault()?.Size ?? 0) != builtOn) return Task.FromResult(false);
            foreach (var tile in tiles) _tiles.Add(tile.Id, tile);
            _checkpoints.Add(checkpoint);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Tile>>([.. ids.Select(id => _tiles.TryGetValue(id, out var tile) ? tile : throw new BrokenLogException($"{id} is missing."))]);
    }
}
