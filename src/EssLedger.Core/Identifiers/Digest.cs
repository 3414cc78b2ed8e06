using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace EssLedger.Core.Identifiers;

/// <summary>A SHA-256 digest (FIPS 180-4): 32 bytes, compared by value.</summary>
public readonly record struct Digest
{
    private readonly ulong _a, _b, _c, _d;

    /// <summary>How many bytes a digest has.</summary>
    public const int Size = 32;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The digest that stands before the first entry of a book: 32 zero bytes.</summary>
    public static Digest Zero => default;

    /// <summary>Wraps 32 bytes that are a digest already.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(bytes)
        : throw new ArgumentException($"A SHA-256 digest has 32 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, _a);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], _d);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}

/// <summary>The name of a key: the first 8 bytes of SHA-256 of the compressed public key (devices) or of its DER SubjectPublicKeyInfo (server).</summary>
/// <param name="Value">The 8 bytes, big-endian.</param>
public readonly record struct KeyId(ulong Value)
{
    /// <summary>How many bytes a key id has.</summary>
    public const int Size = 8;

    /// <summary>The id of a key given by its encoded public part.</summary>
    public static KeyId Of(ReadOnlySpan<byte> encodedKey)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(encodedKey, hash);
        return FromBytes(hash[..Size]);
    }

    /// <summary>Reads 8 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 8 bytes.</exception>
    public static KeyId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes))
        : throw new ArgumentException($"A key id has 8 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 16 lower-case hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out KeyId id)
    {
        id = default;
        if (text is not { Length: 16 } || !text.All(char.IsAsciiHexDigitLower)) return false;
        id = new(Convert.ToUInt64(text, 16));
        return true;
    }

    /// <summary>The 8 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A secp256k1 public key in compressed form (SEC 1 §2.3.3): 33 bytes, the first 02 or 03. Whether it is a point of the curve is the verifier's to say.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly byte[] _bytes;

    /// <summary>How many bytes a compressed key has.</summary>
    public const int Size = 33;

    private PublicKey(byte[] bytes) => (_bytes, Id) = (bytes, KeyId.Of(bytes));

    /// <summary>The key's id.</summary>
    public KeyId Id { get; }

    /// <summary>The 33 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads 33 bytes of a compressed key.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key)
    {
        key = bytes.Length == Size && bytes[0] is 2 or 3 ? new(bytes.ToArray()) : null;
        return key is not null;
    }

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);
    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);
    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
