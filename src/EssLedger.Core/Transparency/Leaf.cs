using System.Security.Cryptography;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

/// <summary>What the transparency log of a book says of one entry. Position 1 is leaf 0.</summary>
/// <param name="Position">Where the entry stands.</param>
/// <param name="Salt">32 random bytes that are kept with the entry and shown only to who may see it: without them nobody can try payments until one fits a tile.</param>
/// <param name="EntryHash">The entry's hash in the chain, which covers all entries before it too.</param>
public sealed record Leaf(Position Position, ReadOnlyMemory<byte> Salt, Digest EntryHash)
{
    /// <summary>How many bytes a salt has.</summary>
    public const int SaltSize = 32;

    /// <summary>The leaf's index in the tree: 0, 1, 2 …</summary>
    public long Index => Position.Value - 1;

    /// <summary>The hash that stands in the tree: RFC 9162 §2.1.1 over HMAC-SHA-256 (key: the salt, message: the entry hash).</summary>
    public Digest Hash
    {
        get
        {
            Span<byte> entry = stackalloc byte[Digest.Size], data = stackalloc byte[Digest.Size];
            EntryHash.CopyTo(entry);
            HMACSHA256.HashData(Salt.Span, entry, data);
            return MerkleTree.HashLeaf(data);
        }
    }
}
