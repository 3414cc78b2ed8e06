using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

/// <summary>The right edge of a growing tree: the few hashes that are in no full tile yet. All that is needed to add leaves and to know the root, whatever the size.</summary>
public sealed class TreeEdge
{
    // Of each level of tiles, the 0 … 15 hashes after the last full tile.
    private readonly List<List<Digest>> _levels = [];

    /// <summary>The edge of a tree without leaves.</summary>
    public TreeEdge() { }

    /// <summary>The edge of a tree of that many leaves.</summary>
    /// <param name="size">How many leaves.</param>
    /// <param name="hashOf">The hashes of the subtrees that <see cref="NodesAt"/> names.</param>
    public TreeEdge(long size, Func<Node, Digest> hashOf)
    {
        Size = size;
        foreach (var node in NodesAt(size))
        {
            while (_levels.Count <= node.Level / Tile.Height) _levels.Add([]);
            _levels[^1].Add(hashOf(node));
        }
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes of the subtrees that <see cref="NodesAt"/> names, in their order: with them the edge can be made again.</summary>
    public IReadOnlyList<Digest> Hashes => [.. _levels.SelectMany(level => level)];

    /// <summary>The root of the tree.</summary>
    public Digest Root => MerkleTree.Root(Size, node =>
    {
        var level = _levels[node.Level / Tile.Height];
        var width = 1 << (node.Level % Tile.Height);
        var first = (Size >> (node.Level / Tile.Height * Tile.Height)) - level.Count;
        return MerkleTree.HashTogether(level.ToArray().AsSpan((int)((node.Index * width) - first), width));
    });

    /// <summary>The subtrees whose hashes make the edge of a tree, from the leaves up.</summary>
    public static IEnumerable<Node> NodesAt(long size)
    {
        for (var level = 0; size >> level > 0; level += Tile.Height)
            for (var index = size >> level >> Tile.Height << Tile.Height; index < size >> level; index++)
                yield return new(level, index);
    }

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">Takes the tiles that it completes.</param>
    public void Add(Digest leaf, ICollection<Tile> completed)
    {
        Size++;
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (_levels.Count == level) _levels.Add([]);
            _levels[level].Add(hash);
            if (_levels[level].Count < Tile.Width) return;
            var tile = new Tile(new(level, (Size >> ((level + 1) * Tile.Height)) - 1), [.. _levels[level]]);
            completed.Add(tile);
            hash = tile.Root;
            _levels[level].Clear();
        }
    }
}
