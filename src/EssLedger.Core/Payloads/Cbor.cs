using System.Buffers.Binary;
using System.Text;

namespace EssLedger.Core.Payloads;

/// <summary>Writes deterministic CBOR (RFC 8949 §4.2): every number in its shortest form, every length known beforehand. Of the whole format only what
/// our payloads and books need: integers, byte and text strings, arrays, maps, one tag.</summary>
public sealed class CborWriter
{
    // Room for an order or an act: most are written without growing.
    private byte[] _bytes = new byte[384];
    private int _length;

    /// <summary>An integer.</summary>
    public void WriteInteger(long value)
    {
        if (value >= 0) Head(0, (ulong)value);
        else Head(1, (ulong)(-1 - value));
    }

    /// <summary>A day, as the number of days since 1 January 1970.</summary>
    public void WriteDay(DateOnly day) => WriteInteger(day.DayNumber - CborReader.Epoch);

    /// <summary>A byte string.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Head(2, (ulong)value.Length);
        value.CopyTo(Next(value.Length));
    }

    /// <summary>A text string, in UTF-8.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair, which is no text: a quiet replacement would sign what nobody wrote.</exception>
    public void WriteText(string value)
    {
        var length = CborReader.Strict.GetByteCount(value);
        Head(3, (ulong)length);
        CborReader.Strict.GetBytes(value, Next(length));
    }

    /// <summary>The head of an array; its items follow.</summary>
    public void WriteArray(int count) => Head(4, (ulong)count);

    /// <summary>The head of a map; its pairs follow, the caller giving the keys in ascending order.</summary>
    public void WriteMap(int count) => Head(5, (ulong)count);

    /// <summary>A tag; the tagged item follows.</summary>
    public void WriteTag(int tag) => Head(6, (ulong)tag);

    /// <summary>The simple value true.</summary>
    public void WriteTrue() => Next(1)[0] = 0xF5;

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Head(int major, ulong value)
    {
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        var (extra, length) = value switch { < 24 => ((int)value, 0), <= byte.MaxValue => (24, 1), <= ushort.MaxValue => (25, 2), <= uint.MaxValue => (26, 4), _ => (27, 8) };
        var head = Next(1 + length);
        head[0] = (byte)((major << 5) | extra);
        wide[(8 - length)..].CopyTo(head[1..]);
    }

    private Span<byte> Next(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + count, 2 * _bytes.Length));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}

/// <summary>Reads deterministic CBOR and nothing else: a longer form than needed, an indefinite length, invalid UTF-8 or a byte too many is refused,
/// so that one meaning has one form.</summary>
/// <remarks>Every reading method throws <see cref="FormatException"/> with the reason when the bytes are not what was asked for.</remarks>
public ref struct CborReader(ReadOnlyMemory<byte> bytes)
{
    internal static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private int _next;

    /// <summary>An integer of −2^63 … 2^63−1.</summary>
    public long ReadInteger()
    {
        var (major, value) = ReadHead();
        if (major > 1) throw new FormatException("An integer was expected.");
        if (value > long.MaxValue) throw new FormatException("An integer is out of range.");
        return major == 0 ? (long)value : -1 - (long)value;
    }

    internal static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>A day, written as the number of days since 1 January 1970.</summary>
    /// <exception cref="FormatException">It is no integer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is not of the years 1 to 9999.</exception>
    public DateOnly ReadDay() => DateOnly.FromDayNumber(checked((int)(ReadInteger() + Epoch)));

    /// <summary>A byte string.</summary>
    public ReadOnlyMemory<byte> ReadBytes() => ReadString(2, "A byte string was expected.");

    /// <summary>A text string.</summary>
    public string ReadText()
    {
        try
        {
            return Strict.GetString(ReadString(3, "A text string was expected.").Span);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("A text is not valid UTF-8.");
        }
    }

    /// <summary>The head of an array: how many items follow.</summary>
    public int ReadArray() => ReadCount(4, "An array was expected.");

    /// <summary>The head of a map: how many pairs follow.</summary>
    public int ReadMap() => ReadCount(5, "A map was expected.");

    /// <summary>A certain tag.</summary>
    public void ReadTag(int tag)
    {
        if (ReadHead() != (6, (ulong)tag)) throw new FormatException($"The tag {tag} was expected.");
    }

    /// <summary>The simple value true.</summary>
    public void ReadTrue()
    {
        if (ReadHead() != (7, 21)) throw new FormatException("The value true was expected.");
    }

    /// <summary>That nothing follows.</summary>
    public readonly void ReadEnd()
    {
        if (_next != bytes.Length) throw new FormatException("Bytes follow the end.");
    }

    /// <summary>The next key of a map whose keys are small positive integers in ascending order (the bytewise order of §4.2.1), each at most once.</summary>
    /// <param name="previous">The key before; 0 at the beginning.</param>
    public int ReadKey(int previous)
    {
        var (major, key) = ReadHead();
        if (major != 0 || key > 255) throw new FormatException("A map key is not one of this payload.");
        if ((int)key <= previous) throw new FormatException("Map keys are repeated or not in order.");
        return (int)key;
    }

    private ReadOnlyMemory<byte> ReadString(int major, string expected)
    {
        var (found, length) = ReadHead();
        if (found != major) throw new FormatException(expected);
        if (length > (ulong)(bytes.Length - _next)) throw new FormatException("The bytes end too early.");
        var content = bytes.Slice(_next, (int)length);
        _next += (int)length;
        return content;
    }

    private int ReadCount(int major, string expected)
    {
        var (found, count) = ReadHead();
        if (found != major) throw new FormatException(expected);
        // Every item takes at least a byte: a count beyond that is a lie, refused before anyone makes room for it.
        if (count > (ulong)(bytes.Length - _next)) throw new FormatException("The bytes end too early.");
        return (int)count;
    }

    private (int Major, ulong Value) ReadHead()
    {
        var span = bytes.Span;
        if (_next >= span.Length) throw new FormatException("The bytes end too early.");
        var initial = span[_next++];
        var extra = initial & 31;
        if (extra < 24) return (initial >> 5, (ulong)extra);
        if (extra > 27) throw new FormatException("An indefinite or reserved length is not allowed.");
        var length = 1 << (extra - 24);
        if (length > span.Length - _next) throw new FormatException("The bytes end too early.");
        ulong value = 0;
        for (var i = 0; i < length; i++) value = (value << 8) | span[_next++];
        var least = extra switch { 24 => 24UL, 25 => 1UL << 8, 26 => 1UL << 16, _ => 1UL << 32 };
        if (value < least) throw new FormatException("A number is not in its shortest form.");
        return (initial >> 5, value);
    }
}

/// <summary>Pairs of a payload's map.</summary>
public static class CborPairs
{
    /// <summary>A key and an integer.</summary>
    public static void Write(this CborWriter writer, int key, long value)
    {
        writer.WriteInteger(key);
        writer.WriteInteger(value);
    }

    /// <summary>A key and a text.</summary>
    public static void Write(this CborWriter writer, int key, string value)
    {
        writer.WriteInteger(key);
        writer.WriteText(value);
    }

    /// <summary>A key and bytes.</summary>
    public static void Write(this CborWriter writer, int key, ReadOnlySpan<byte> value)
    {
        writer.WriteInteger(key);
        writer.WriteBytes(value);
    }
}
