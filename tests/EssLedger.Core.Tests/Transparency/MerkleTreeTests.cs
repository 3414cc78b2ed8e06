using CsCheck;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

public sealed class MerkleTreeTests
{
    /// <summary>A tree by the definition of RFC 9162 §2.1, with nothing of the code under test but its two hashes.</summary>
    private static Digest ByDefinition(ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        var half = 1;
        while (half * 2 < leaves.Length) half *= 2;
        return MerkleTree.HashChildren(ByDefinition(leaves[..half]), ByDefinition(leaves[half..]));
    }

    private static readonly Digest[] Leaves = [.. Enumerable.Range(0, 700).Select(i => MerkleTree.HashLeaf(BitConverter.GetBytes(i)))];

    private static Func<Node, Digest> From(Digest[] leaves) => node =>
        ByDefinition(leaves.AsSpan((int)(node.Index << node.Level), 1 << node.Level));

    private static Digest RootAt(int size) => size == 0 ? MerkleTree.Empty : ByDefinition(Leaves.AsSpan(0, size));

    private static Digest[] Hash(IReadOnlyList<LeafRun> path, Digest[] leaves) => [.. path.Select(run => run.Hash(From(leaves)))];

    [Fact]
    public void Roots_are_those_of_the_definition()
    {
        for (var size = 0; size <= Leaves.Length; size++) Assert.Equal(RootAt(size), MerkleTree.Root(size, From(Leaves)));
    }

    [Fact]
    public void Every_inclusion_proof_of_a_small_tree_holds_and_holds_nowhere_else()
    {
        for (var size = 1; size <= 70; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var path = Hash(MerkleTree.InclusionPath(index, size), Leaves);
                for (var other = -1; other <= size; other++)
                    Assert.Equal(other == index, MerkleTree.VerifyInclusion(Leaves[index], other, size, RootAt(size), path));
                Assert.False(MerkleTree.VerifyInclusion(Leaves[index + 1], index, size, RootAt(size), path));
                Assert.False(MerkleTree.VerifyInclusion(Leaves[index], index, size, RootAt(size), [.. path, Leaves[0]]));
                if (path.Length > 0) Assert.False(MerkleTree.VerifyInclusion(Leaves[index], index, size, RootAt(size), path[..^1]));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_of_a_small_tree_holds_and_holds_nowhere_else()
    {
        for (var second = 1; second <= 70; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var path = Hash(MerkleTree.ConsistencyPath(first, second), Leaves);
                Assert.True(MerkleTree.VerifyConsistency(first, RootAt(first), second, RootAt(second), path));
                Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first - 1), second, RootAt(second), path));
                Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first), second, RootAt(second + 1), path));
                Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first), second, RootAt(second), [.. path, Leaves[0]]));
                if (path.Length > 0) Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first), second, RootAt(second), path[..^1]));
                if (first > 1) Assert.False(MerkleTree.VerifyConsistency(first - 1, RootAt(first), second, RootAt(second), path));
            }
        }
        Assert.False(MerkleTree.VerifyConsistency(0, MerkleTree.Empty, 5, RootAt(5), []));
        Assert.False(MerkleTree.VerifyConsistency(5, RootAt(5), 3, RootAt(3), []));
    }

    [Fact]
    public void No_proof_survives_a_flipped_bit()
    {
        Gen.Select(Gen.Int[1, 700], Gen.Int[0, 699], Gen.Int[0, 699], Gen.Int[0, 1 << 20]).Sample((size, a, b, flip) =>
        {
            var (index, first) = (a % size, 1 + (b % size));
            var inclusion = Hash(MerkleTree.InclusionPath(index, size), Leaves);
            Assert.True(MerkleTree.VerifyInclusion(Leaves[index], index, size, RootAt(size), inclusion));
            Assert.False(MerkleTree.VerifyInclusion(Flipped(Leaves[index], flip), index, size, RootAt(size), inclusion));
            Assert.False(MerkleTree.VerifyInclusion(Leaves[index], index, size, Flipped(RootAt(size), flip), inclusion));
            if (inclusion.Length > 0) Assert.False(MerkleTree.VerifyInclusion(Leaves[index], index, size, RootAt(size), Flipped(inclusion, flip)));

            var consistency = Hash(MerkleTree.ConsistencyPath(first, size), Leaves);
            Assert.True(MerkleTree.VerifyConsistency(first, RootAt(first), size, RootAt(size), consistency));
            Assert.False(MerkleTree.VerifyConsistency(first, Flipped(RootAt(first), flip), size, RootAt(size), consistency));
            Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first), size, Flipped(RootAt(size), flip), consistency));
            if (consistency.Length > 0) Assert.False(MerkleTree.VerifyConsistency(first, RootAt(first), size, RootAt(size), Flipped(consistency, flip)));
        }, iter: 2_000);
    }

    [Fact]
    public void An_edge_grows_to_the_roots_of_the_definition_and_completes_each_tile_once()
    {
        var edge = new TreeEdge();
        var tiles = new List<Tile>();
        for (var i = 0; i < Leaves.Length; i++)
        {
            edge.Add(Leaves[i], tiles);
            Assert.Equal(RootAt(i + 1), edge.Root);
            Assert.Equal(edge.Root, new TreeEdge(i + 1, From(Leaves)).Root);
        }
        Assert.Equal(Enumerable.Range(0, 700 / 16).Select(i => new TileId(0, i)).Concat(Enumerable.Range(0, 700 / 256).Select(i => new TileId(1, i))),
            tiles.Select(t => t.Id).OrderBy(t => t.Level).ThenBy(t => t.Index));
        foreach (var tile in tiles)
        {
            Assert.Equal(tile.ToBytes(), Tile.FromBytes(tile.Id, tile.ToBytes()).ToBytes());
            for (var level = 0; level < Tile.Height; level++)
            {
                var node = new Node((tile.Id.Level * Tile.Height) + level, (tile.Id.Index << (Tile.Height - level)) + 1);
                Assert.Equal(From(Leaves)(node), tile.HashOf(node));
            }
        }
    }

    private static Digest Flipped(Digest digest, int bit)
    {
        var bytes = digest.ToBytes();
        bytes[bit / 8 % Digest.Size] ^= (byte)(1 << (bit % 8));
        return Digest.FromBytes(bytes);
    }

    private static Digest[] Flipped(Digest[] path, int bit)
    {
        var flipped = path.ToArray();
        flipped[bit / 256 % path.Length] = Flipped(path[bit / 256 % path.Length], bit);
        return flipped;
    }
}
