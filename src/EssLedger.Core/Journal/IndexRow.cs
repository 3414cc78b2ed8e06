using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Journal;

/// <summary>Which narrow table beside the entries of a book.</summary>
public enum IndexTable
{
    /// <summary>In whose history an entry stands.</summary>
    Subject = 1,
    /// <summary>Whose act of which number an entry is.</summary>
    Turn = 2,
    /// <summary>What an entry claims.</summary>
    Claim = 3,
}

/// <summary>One row that a store keeps beside the entries, to refuse and to find quickly. All of them follow from the entries: a row that is missing
/// would let something happen twice, one too many would forbid what is allowed.</summary>
/// <param name="Table">In which table.</param>
/// <param name="Key">The subject, or the key of the claim.</param>
/// <param name="Number">Of a turn its number, of a claim its kind; else 0.</param>
/// <param name="Position">The entry that it belongs to.</param>
public readonly record struct IndexRow(IndexTable Table, string Key, long Number, Position Position)
{
    /// <summary>All rows that belong to an entry.</summary>
    public static IEnumerable<IndexRow> Of(Position position, IReadOnlyList<string> subjects, Turn? turn, IReadOnlyList<Claim> claims)
    {
        foreach (var subject in subjects) yield return new(IndexTable.Subject, subject, 0, position);
        if (turn is { } taken) yield return new(IndexTable.Turn, taken.Subject, taken.Number, position);
        foreach (var claim in claims) yield return new(IndexTable.Claim, claim.Key, (long)claim.Kind, position);
    }

    /// <summary>All rows that belong to an act of the currency book.</summary>
    public static IEnumerable<IndexRow> Of(Position position, Act act) =>
        Of(position, act.Subjects, act.Turn, act.Claims).Concat(act.SecondTurn is { } second ? [new(IndexTable.Turn, second.Subject, second.Number, position)] : []);

    /// <summary>The row as a number whose sums, modulo 2^128, tell whether two sets of rows are the same though they come in different orders:
    /// the first half of HMAC-SHA-256. Different sets have the same sum once in 2^128 times for whoever does not know the key, so draw it anew
    /// for each comparison (Bellare and Micciancio, "A new paradigm for collision-free hashing", 1997: AdHash, keyed).</summary>
    public UInt128 Summand(ReadOnlySpan<byte> key)
    {
        var size = 17 + Encoding.UTF8.GetByteCount(Key);
        Span<byte> row = size <= 256 ? stackalloc byte[size] : new byte[size];
        row[0] = (byte)Table;
        BinaryPrimitives.WriteInt64BigEndian(row[1..], Number);
        BinaryPrimitives.WriteInt64BigEndian(row[9..], Position.Value);
        Encoding.UTF8.GetBytes(Key, row[17..]);
        Span<byte> hash = stackalloc byte[Digest.Size];
        HMACSHA256.HashData(key, row, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
