using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;

namespace EssLedger.Store;

/// <summary>The transparency log of one book, as it is kept: makes hashes and proofs from full tiles and from the fewer than 16 leaves that are in none yet.
/// Whatever is asked costs one read of tiles, a few dozen at most for a book of millions, and at most one of leaves.</summary>
/// <param name="readLeaves">The book's <see cref="IJournalStore.ReadLeavesAsync"/>.</param>
/// <param name="store">Checkpoints and tiles.</param>
public sealed class TransparencyLog(Func<Position, int, CancellationToken, Task<IReadOnlyList<Leaf>>> readLeaves, ILogStore store)
{
    private const int PageSize = 4096;

    /// <summary>Checkpoints and tiles.</summary>
    public ILogStore Store => store;

    /// <summary>The right edge of the tree at a checkpoint.</summary>
    /// <param name="size">The size of the newest checkpoint; all that is asked below it is complete.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TreeEdge> EdgeAsync(long size, CancellationToken cancellationToken) =>
        new(size, await HashesAsync(TreeEdge.NodesAt(size), size, cancellationToken));

    /// <summary>The root of the tree over the first entries of the book, sealed or not.</summary>
    /// <exception cref="BrokenLogException">There are not so many entries, or the log contradicts itself.</exception>
    public async Task<Digest> RootAsync(long size, CancellationToken cancellationToken)
    {
        var edge = await EdgeAsync(Math.Min(size, (await store.LatestAsync(cancellationToken))?.Size ?? 0), cancellationToken);
        while (edge.Size < size)
        {
            var page = await readLeaves(new(edge.Size), (int)Math.Min(PageSize, size - edge.Size), cancellationToken);
            if (page.Count == 0) throw new BrokenLogException($"The book is shorter than {size} entries.");
            foreach (var leaf in page) edge.Add(leaf.Hash, []);
        }
        return edge.Root;
    }

    /// <summary>The proof that a leaf is in the tree of a checkpoint.</summary>
    public Task<IReadOnlyList<Digest>> InclusionAsync(long index, long size, CancellationToken cancellationToken) =>
        HashAsync(MerkleTree.InclusionPath(index, size), size, cancellationToken);

    /// <summary>The proof that a tree begins with a smaller one.</summary>
    /// <param name="first">How many leaves the smaller tree has, at least 1.</param>
    /// <param name="second">How many leaves the larger tree has.</param>
    /// <param name="size">The size of the newest checkpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Digest>> ConsistencyAsync(long first, long second, long size, CancellationToken cancellationToken) =>
        HashAsync(MerkleTree.ConsistencyPath(first, second), size, cancellationToken);

    /// <summary>The hashes of a published tile that lies within a checkpoint, 32 bytes each.</summary>
    public async Task<byte[]> TileAsync(PublishedTile tile, long size, CancellationToken cancellationToken)
    {
        var hashOf = await HashesAsync(tile.Nodes, size, cancellationToken);
        return [.. tile.Nodes.SelectMany(node => hashOf(node).ToBytes())];
    }

    private async Task<IReadOnlyList<Digest>> HashAsync(IReadOnlyList<LeafRun> runs, long size, CancellationToken cancellationToken)
    {
        var hashOf = await HashesAsync(runs.SelectMany(run => run.Nodes), size, cancellationToken);
        return [.. runs.Select(run => run.Hash(hashOf))];
    }

    /// <summary>Reads what is needed for the hashes of some subtrees, all complete at a size.</summary>
    private async Task<Func<Node, Digest>> HashesAsync(IEnumerable<Node> nodes, long size, CancellationToken cancellationToken)
    {
        var wanted = nodes.Distinct().ToList();
        var ids = wanted.SelectMany(node => TilesUnder(node, size)).Distinct().ToList();
        var tiles = (ids.Count == 0 ? [] : await store.ReadTilesAsync(ids, cancellationToken)).ToDictionary(tile => tile.Id);
        var inTiles = size / Tile.Width * Tile.Width;
        var beyond = wanted.Any(node => node.Level < Tile.Height && node.Index << node.Level >= inTiles) ? (int)(size - inTiles) : 0;
        var leaves = beyond == 0 ? [] : await readLeaves(new(inTiles), beyond, cancellationToken);
        if (leaves.Count < beyond) throw new BrokenLogException($"The book is shorter than the {size} entries that its log has sealed.");
        return HashOf;

        Digest HashOf(Node node)
        {
            if (IsFull(TileOver(node), size)) return tiles[TileOver(node)].HashOf(node);
            var width = 1 << (node.Level % Tile.Height);
            var level = node.Level / Tile.Height;
            var hashes = new Digest[width];
            for (var i = 0; i < width; i++)
                hashes[i] = level == 0 ? leaves[(int)((node.Index * width) + i - inTiles)].Hash : tiles[new(level - 1, (node.Index * width) + i)].Root;
            return MerkleTree.HashTogether(hashes);
        }
    }

    /// <summary>The tile in which a subtree's top lies, or, while that one is not full, those whose roots are the hashes it will have.</summary>
    private static IEnumerable<TileId> TilesUnder(Node node, long size)
    {
        var over = TileOver(node);
        if (IsFull(over, size)) return [over];
        var width = 1 << (node.Level % Tile.Height);
        return over.Level == 0 ? [] : Enumerable.Range(0, width).Select(i => new TileId(over.Level - 1, (node.Index * width) + i));
    }

    private static TileId TileOver(Node node) => new(node.Level / Tile.Height, node.Index >> (Tile.Height - (node.Level % Tile.Height)));

    private static bool IsFull(TileId tile, long size) => tile.Index < size >> ((tile.Level + 1) * Tile.Height);
}
