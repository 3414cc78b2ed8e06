using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EssLedger.Core.Identifiers;

/// <summary>A UUID as 16 bytes in the order of RFC 9562 (the framework's <c>Guid</c> mixes byte orders; this type does not).</summary>
/// <param name="Bits">The 128 bits, the first byte of the RFC layout being the most significant.</param>
public readonly record struct Uuid(UInt128 Bits) : IComparable<Uuid>
{
    /// <summary>How many bytes a UUID has.</summary>
    public const int Size = 16;

    /// <summary>The version field (RFC 9562 §4.2), 0 … 15.</summary>
    public int Version => (int)((Bits >> 76) & 0xF);

    /// <summary>Whether this is a version 7 UUID of the RFC 9562 variant.</summary>
    public bool IsVersion7 => Version == 7 && ((Bits >> 62) & 0b11) == 0b10;

    /// <summary>Reads 16 bytes in RFC 9562 order.</summary>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public static Uuid FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw new ArgumentException($"A UUID has 16 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>A version 7 UUID (RFC 9562 §5.7) of an instant and 10 random bytes; the core has neither clock nor dice.</summary>
    public static Uuid Version7(DateTimeOffset instant, ReadOnlySpan<byte> random)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)instant.ToUnixTimeMilliseconds() << 16);
        random[..10].CopyTo(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return FromBytes(bytes);
    }

    /// <summary>Reads the lower-case hyphenated text form; nothing else is accepted.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Uuid uuid)
    {
        uuid = default;
        if (text is not { Length: 36 } || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        UInt128 bits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23) continue;
            var digit = text[i] switch { >= '0' and <= '9' => text[i] - '0', >= 'a' and <= 'f' => text[i] - 'a' + 10, _ => -1 };
            if (digit < 0) return false;
            bits = (bits << 4) | (uint)digit;
        }
        uuid = new(bits);
        return true;
    }

    /// <summary>The 16 bytes in RFC 9562 order.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return bytes;
    }

    /// <inheritdoc/>
    public int CompareTo(Uuid other) => Bits.CompareTo(other.Bits);

    /// <summary>The lower-case hyphenated form.</summary>
    public override string ToString()
    {
        var hex = Bits.ToString("x32", CultureInfo.InvariantCulture);
        return string.Concat(hex.AsSpan(0, 8), "-", hex.AsSpan(8, 4), "-") + string.Concat(hex.AsSpan(12, 4), "-", hex.AsSpan(16, 4), "-") + hex[20..];
    }

    /// <summary>Order by bits.</summary>
    public static bool operator <(Uuid left, Uuid right) => left.Bits < right.Bits;
    /// <summary>Order by bits.</summary>
    public static bool operator >(Uuid left, Uuid right) => left.Bits > right.Bits;
    /// <summary>Order by bits.</summary>
    public static bool operator <=(Uuid left, Uuid right) => left.Bits <= right.Bits;
    /// <summary>Order by bits.</summary>
    public static bool operator >=(Uuid left, Uuid right) => left.Bits >= right.Bits;
}

/// <summary>The id of a payment order, made on the payer's device (version 7); unique for one payer. Also the id of the payment.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct OrderId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OrderId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a payment request (what a QR code asks for).</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct RequestId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RequestId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a till, a place in a shop where payments are taken.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct TillId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TillId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of an address to which a web shop has messages sent.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct WebhookId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WebhookId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a purse, a sub-balance of one account; random for each account, so that it tells nothing to a payee.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct PurseId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PurseId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of an issuance proposed by one person and decided by another.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct IssuanceId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IssuanceId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a remittance: payments of reconversions that go to the bank together.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct RemittanceId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RemittanceId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a standing mandate, made on the payer's device (version 7).</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct MandateId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MandateId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a cooperation between two participants of the label.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct CooperationId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CooperationId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of an application for the label.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct LabelApplicationId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LabelApplicationId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a piece of evidence.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct EvidenceId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EvidenceId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a complaint.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct ComplaintId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ComplaintId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}
