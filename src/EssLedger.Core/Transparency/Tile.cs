using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

/// <summary>The name of a stored tile.</summary>
/// <param name="Level">Its hashes are those of subtrees of 16^Level leaves; 0 … 15.</param>
/// <param name="Index">0, 1, 2 … from the left.</param>
public readonly record struct TileId(int Level, long Index);

/// <summary>16 neighbouring hashes of one level, all complete: what a book's log keeps for ever. The store's tiles have height 4, the published ones height 8:
/// of a published tile that grows, 16 narrow ones at most are missing, so that neither a checkpoint nor a proof ever reads a whole row of tiles.</summary>
public sealed record Tile
{
    /// <summary>How many levels of the tree lie in one tile.</summary>
    public const int Height = 4;

    /// <summary>How many hashes a tile has.</summary>
    public const int Width = 1 << Height;

    private readonly Digest[] _hashes;

    /// <summary>A tile of 16 hashes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 16.</exception>
    public Tile(TileId id, ReadOnlySpan<Digest> hashes)
    {
        if (hashes.Length != Width) throw new ArgumentException($"A stored tile has {Width} hashes, not {hashes.Length}.", nameof(hashes));
        (Id, _hashes) = (id, hashes.ToArray());
    }

    /// <summary>Its name.</summary>
    public TileId Id { get; }

    /// <summary>The 16 hashes.</summary>
    public IReadOnlyList<Digest> Hashes => _hashes;

    /// <summary>The hash of the subtree over all of it: one hash of the level above.</summary>
    public Digest Root => MerkleTree.HashTogether(_hashes);

    /// <summary>The hash of a subtree whose top lies in this tile.</summary>
    public Digest HashOf(Node node)
    {
        var width = 1 << (node.Level - (Id.Level * Height));
        return MerkleTree.HashTogether(_hashes.AsSpan((int)((node.Index * width) - (Id.Index * Width)), width));
    }

    /// <summary>The 512 bytes of its hashes.</summary>
    public byte[] ToBytes() => [.. _hashes.SelectMany(hash => hash.ToBytes())];

    /// <summary>Reads the bytes of a tile.</summary>
    /// <exception cref="ArgumentException">There are not exactly 512.</exception>
    public static Tile FromBytes(TileId id, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Width * Digest.Size) throw new ArgumentException($"A stored tile has {Width * Digest.Size} bytes, not {bytes.Length}.", nameof(bytes));
        var hashes = new Digest[Width];
        for (var i = 0; i < Width; i++) hashes[i] = Digest.FromBytes(bytes.Slice(i * Digest.Size, Digest.Size));
        return new(id, hashes);
    }
}

/// <summary>A tile as the outside asks for it (C2SP tlog-tiles): up to 256 neighbouring hashes of one level.</summary>
/// <param name="Level">Its hashes are those of subtrees of 256^Level leaves; 0 … 63, though no tree reaches beyond 7.</param>
/// <param name="Index">0, 1, 2 … from the left.</param>
/// <param name="HashCount">256 for a full tile, 1 … 255 for a partial one.</param>
public readonly record struct PublishedTile(int Level, long Index, int HashCount)
{
    /// <summary>How many levels of the tree lie in one tile.</summary>
    public const int Height = 8;

    /// <summary>How many hashes a full tile has.</summary>
    public const int Width = 1 << Height;

    /// <summary>Whether it has all its hashes and so never changes.</summary>
    public bool IsFull => HashCount == Width;

    /// <summary>The subtrees whose hashes it holds, from the left.</summary>
    public IEnumerable<Node> Nodes
    {
        get
        {
            for (var i = 0; i < HashCount; i++) yield return new(Level * Height, (Index * Width) + i);
        }
    }

    /// <summary>Whether all its hashes are complete in a tree of that many leaves.</summary>
    public bool IsWithin(long size) => Level * Height < 64 && (Index * Width) + HashCount <= size >> (Level * Height);

    /// <summary>The end of its address: <c>L/N</c> or <c>L/N.p/W</c>, N in elements of three digits, all but the last with an x before them.</summary>
    public string Path
    {
        get
        {
            var digits = Index.ToString(CultureInfo.InvariantCulture);
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            var elements = Enumerable.Range(0, digits.Length / 3).Select(i => digits.Substring(i * 3, 3)).ToArray();
            var index = string.Join('/', elements[..^1].Select(element => "x" + element).Append(elements[^1]));
            return string.Create(CultureInfo.InvariantCulture, $"{Level}/{index}") + (IsFull ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{HashCount}"));
        }
    }

    /// <summary>Reads the end of an address; there is exactly one for each tile.</summary>
    public static bool TryParse([NotNullWhen(true)] string? path, out PublishedTile tile)
    {
        tile = default;
        if (path?.Split('/') is not [var levelText, .. { Length: > 0 } rest] || !Number(levelText, out var level) || level > 63) return false;
        var count = Width;
        if (rest is [.., var last, var widthText] && last.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Number(widthText, out count)) return false;
            rest = [.. rest[..^2], last[..^2]];
        }
        if (rest.Length > 5 || !rest[..^1].All(element => element.StartsWith('x'))) return false;
        if (!long.TryParse(string.Concat(rest[..^1].Select(element => element[1..]).Append(rest[^1])), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        tile = new(level, index, count);
        // The way back shows what numbers let pass: zeros too many, digits too few, a full tile that calls itself partial.
        return count is >= 1 and <= Width && tile.Path == path;

        static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
