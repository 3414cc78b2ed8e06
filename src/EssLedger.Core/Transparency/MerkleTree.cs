using System.Numerics;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

/// <summary>A whole subtree: the hash over the 2^Level leaves from Index · 2^Level on. Level 0 are the leaf hashes themselves.</summary>
/// <param name="Level">0 … 62.</param>
/// <param name="Index">0, 1, 2 … from the left.</param>
public readonly record struct Node(int Level, long Index);

/// <summary>Neighbouring leaves whose one hash stands in a proof. The first index is a multiple of a power of two that is not smaller than the run is long.</summary>
/// <param name="From">The first leaf.</param>
/// <param name="To">The leaf after the last.</param>
public readonly record struct LeafRun(long From, long To)
{
    /// <summary>The whole subtrees of which it is made, from the left, each smaller than the one before.</summary>
    public IEnumerable<Node> Nodes
    {
        get
        {
            for (var at = From; at < To;)
            {
                var level = BitOperations.Log2((ulong)(To - at));
                yield return new(level, at >> level);
                at += 1L << level;
            }
        }
    }

    /// <summary>The hash of the run, from those of its <see cref="Nodes"/> (RFC 9162 §2.1.1: the left half is the largest whole one).</summary>
    public Digest Hash(Func<Node, Digest> hashOf)
    {
        var hashes = Nodes.Select(hashOf).ToArray();
        var hash = hashes.Length == 0 ? MerkleTree.Empty : hashes[^1];
        for (var i = hashes.Length - 2; i >= 0; i--) hash = MerkleTree.HashChildren(hashes[i], hash);
        return hash;
    }
}

/// <summary>The Merkle tree of RFC 9162 §2.1 with SHA-256: hashes, what a proof consists of, and whether a proof holds.</summary>
public static class MerkleTree
{
    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static Digest Empty { get; } = Digest.Of([]);

    /// <summary>SHA-256(0x00 ‖ data).</summary>
    public static Digest HashLeaf(ReadOnlySpan<byte> data)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([0]);
        sha.AppendData(data);
        Span<byte> hash = stackalloc byte[Digest.Size];
        sha.GetHashAndReset(hash);
        return Digest.FromBytes(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Digest HashChildren(Digest left, Digest right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Digest.Size)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Digest.Size)..]);
        return Digest.Of(both);
    }

    /// <summary>The hash over 1, 2, 4 … neighbouring hashes of one level.</summary>
    public static Digest HashTogether(ReadOnlySpan<Digest> hashes) => hashes.Length == 1
        ? hashes[0]
        : HashChildren(HashTogether(hashes[..(hashes.Length / 2)]), HashTogether(hashes[(hashes.Length / 2)..]));

    /// <summary>The root of a tree of that many leaves.</summary>
    public static Digest Root(long size, Func<Node, Digest> hashOf) => new LeafRun(0, size).Hash(hashOf);

    /// <summary>Whose hashes prove that a leaf is in a tree, from the leaf up (RFC 9162 §2.1.3.1).</summary>
    /// <param name="index">The leaf, 0 … size − 1.</param>
    /// <param name="size">How many leaves the tree has.</param>
    public static IReadOnlyList<LeafRun> InclusionPath(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRun>();
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var middle = Middle(from, to);
            path.Add(index < middle ? new(middle, to) : new(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }
        path.Reverse();
        return path;
    }

    /// <summary>Whose hashes prove that a tree begins with a smaller one (RFC 9162 §2.1.4.1). Empty when both are the same.</summary>
    /// <param name="first">How many leaves the smaller tree has, 1 … second.</param>
    /// <param name="second">How many leaves the larger tree has.</param>
    public static IReadOnlyList<LeafRun> ConsistencyPath(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<LeafRun>();
        var (from, to) = (0L, second);
        while (first < to)
        {
            var middle = Middle(from, to);
            path.Add(first <= middle ? new(middle, to) : new(from, middle));
            (from, to) = first <= middle ? (from, middle) : (middle, to);
        }
        // The smaller tree's own root is known to who asks.
        if (from > 0) path.Add(new(from, to));
        path.Reverse();
        return path;
    }

    // The largest power of two that is smaller than the number of leaves.
    private static long Middle(long from, long to) => from + (1L << BitOperations.Log2((ulong)(to - from - 1)));

    /// <summary>Whether a path proves that a leaf is in a tree (RFC 9162 §2.1.3.2).</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Its index.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="root">The tree's root.</param>
    /// <param name="path">The hashes, from the leaf up.</param>
    public static bool VerifyInclusion(Digest leaf, long index, long size, Digest root, IReadOnlyList<Digest> path)
    {
        if (index < 0 || index >= size) return false;
        var (fn, sn, hash) = (index, size - 1, leaf);
        foreach (var step in path)
        {
            if (sn == 0) return false;
            if (IsOdd(fn) || fn == sn)
            {
                hash = HashChildren(step, hash);
                for (; !IsOdd(fn) && fn != 0; fn >>= 1) sn >>= 1;
            }
            else hash = HashChildren(hash, step);
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash == root;
    }

    /// <summary>Whether a path proves that a tree begins with a smaller one (RFC 9162 §2.1.4.2). Two trees of one size need the same root and an empty path.</summary>
    /// <param name="first">How many leaves the smaller tree has, at least 1.</param>
    /// <param name="firstRoot">Its root.</param>
    /// <param name="second">How many leaves the larger tree has.</param>
    /// <param name="secondRoot">Its root.</param>
    /// <param name="path">The hashes.</param>
    public static bool VerifyConsistency(long first, Digest firstRoot, long second, Digest secondRoot, IReadOnlyList<Digest> path)
    {
        if (first < 1 || first > second) return false;
        if (first == second) return path.Count == 0 && firstRoot == secondRoot;
        if (path.Count == 0) return false;
        IEnumerable<Digest> steps = BitOperations.IsPow2(first) ? path.Prepend(firstRoot) : path;
        var (fn, sn) = (first - 1, second - 1);
        for (; IsOdd(fn); fn >>= 1) sn >>= 1;
        var (fr, sr) = (steps.First(), steps.First());
        foreach (var step in steps.Skip(1))
        {
            if (sn == 0) return false;
            if (IsOdd(fn) || fn == sn)
            {
                (fr, sr) = (HashChildren(step, fr), HashChildren(step, sr));
                for (; !IsOdd(fn) && fn != 0; fn >>= 1) sn >>= 1;
            }
            else sr = HashChildren(sr, step);
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr == firstRoot && sr == secondRoot;
    }

    private static bool IsOdd(long number) => (number & 1) != 0;
}
