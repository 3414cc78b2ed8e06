using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payloads;

/// <summary>Reads the map of a payload: small integer keys in ascending order, some of them optional, nothing else. Ask for the keys in ascending order.</summary>
public ref struct PayloadReader
{
    private CborReader _reader;
    private int _left, _key, _previous;

    /// <summary>Begins with the head of the map.</summary>
    public PayloadReader(ReadOnlyMemory<byte> payload)
    {
        _reader = new(payload);
        _left = _reader.ReadMap();
    }

    /// <summary>Whether a key comes next; if so, its value is what is read next.</summary>
    public bool Has(int key)
    {
        if (_key == 0 && _left > 0)
        {
            _key = _reader.ReadKey(_previous);
            _left--;
        }
        if (_key != key) return false;
        (_previous, _key) = (_key, 0);
        return true;
    }

    /// <summary>That the map and the bytes end here.</summary>
    public readonly void End()
    {
        if (_key != 0 || _left > 0) throw new FormatException("The payload has a key that it cannot have.");
        _reader.ReadEnd();
    }

    /// <summary>A required integer in a range, both ends included.</summary>
    public long Integer(int key, long from, long to)
    {
        Need(key);
        return InRange(from, to);
    }

    /// <summary>An optional integer in a range, both ends included.</summary>
    public long? OptionalInteger(int key, long from, long to) => Has(key) ? InRange(from, to) : null;

    /// <summary>Required bytes of a fixed size.</summary>
    public ReadOnlyMemory<byte> Bytes(int key, int size)
    {
        Need(key);
        return Sized(size);
    }

    /// <summary>Optional bytes of a fixed size.</summary>
    public ReadOnlyMemory<byte>? OptionalBytes(int key, int size) => Has(key) ? Sized(size) : (ReadOnlyMemory<byte>?)null;

    /// <summary>A required text of at most so many UTF-8 bytes.</summary>
    public string Text(int key, int maxBytes)
    {
        Need(key);
        return UpTo(maxBytes);
    }

    /// <summary>An optional text of at most so many UTF-8 bytes.</summary>
    public string? OptionalText(int key, int maxBytes) => Has(key) ? UpTo(maxBytes) : null;

    /// <summary>A required identifier in text form.</summary>
    public T Named<T>(int key, TryParse<T> tryParse)
    {
        Need(key);
        return Parsed(key, tryParse);
    }

    /// <summary>An optional identifier in text form.</summary>
    public T? OptionalNamed<T>(int key, TryParse<T> tryParse) where T : struct => Has(key) ? Parsed(key, tryParse) : null;

    /// <summary>A required id that a device made: 16 bytes of a version 7 UUID.</summary>
    public Uuid Version7(int key)
    {
        var id = Uuid.FromBytes(Bytes(key, Uuid.Size).Span);
        return id.IsVersion7 ? id : throw new FormatException("An id made on a device is a version 7 UUID.");
    }

    /// <summary>A required day: its number since 1970-01-01 (day 0), up to the end of the year 9999.</summary>
    public DateOnly Day(int key) => PayloadDays.FromNumber(Integer(key, 0, PayloadDays.Last));

    /// <summary>A required amount of at least one hundredth.</summary>
    public Amount Amount(int key) => Core.Money.Amount.FromMinor(Integer(key, 1, long.MaxValue));

    /// <summary>That the value of the key just found by <see cref="Has"/> is true.</summary>
    public void ReadTrue() => _reader.ReadTrue();

    /// <summary>The head of an array that is the value of the key just found by <see cref="Has"/>.</summary>
    public int Array() => _reader.ReadArray();

    /// <summary>A member of such an array: bytes of a fixed size.</summary>
    public ReadOnlyMemory<byte> Sized(int size)
    {
        var bytes = _reader.ReadBytes();
        return bytes.Length == size ? bytes : throw new FormatException($"{size} bytes were expected.");
    }

    /// <summary>A member of such an array: an integer in a range, both ends included.</summary>
    public long InRange(long from, long to)
    {
        var value = _reader.ReadInteger();
        return value >= from && value <= to ? value : throw new FormatException("A number is out of range.");
    }

    private T Parsed<T>(int key, TryParse<T> tryParse) =>
        tryParse(_reader.ReadText(), out var value) ? value : throw new FormatException($"The key {key} is not of its form.");

    private void Need(int key)
    {
        if (!Has(key)) throw new FormatException($"The key {key} was expected.");
    }

    /// <summary>A member of such an array: a text of at most so many UTF-8 bytes.</summary>
    public string UpTo(int maxBytes)
    {
        var text = _reader.ReadText();
        return System.Text.Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : throw new FormatException("A text is too long.");
    }
}

/// <summary>The usual shape of a strict parser.</summary>
public delegate bool TryParse<T>(string? text, out T value);

/// <summary>Days as payloads count them: 0 is 1970-01-01.</summary>
public static class PayloadDays
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The number of 9999-12-31, the last day there is.</summary>
    public static int Last { get; } = DateOnly.MaxValue.DayNumber - Epoch;

    /// <summary>The number of a day.</summary>
    public static int ToNumber(DateOnly day) => day.DayNumber - Epoch;

    /// <summary>The day of a number, 0 … <see cref="Last"/>.</summary>
    public static DateOnly FromNumber(long number) => DateOnly.FromDayNumber((int)number + Epoch);
}
