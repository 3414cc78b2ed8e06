using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>
/// The public name of an account: 1 … 22 printable ASCII characters. Those that we give out are base32 (A–Z, 2–7; RFC 4648) with 100 random bits;
/// a text of another alphabet is well formed but names nobody, so it is answered "unknown", not "malformed".
/// </summary>
public readonly record struct AccountId
{
    private AccountId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads an account id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId id)
    {
        var good = text is { Length: >= 1 and <= 22 } && text.All(c => c is > ' ' and <= '~');
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>An account id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static AccountId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no account id.");

    /// <summary>An account id of 20 characters made of 13 random bytes (100 of their 104 bits are used).</summary>
    public static AccountId FromRandom(ReadOnlySpan<byte> random)
    {
        var text = Base32.Encode(random[..13]);
        return new(text[..20]);
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The name of a ledger or of a label book: 1 … 16 printable ASCII characters; chosen at random when the book is made.</summary>
public readonly record struct LedgerId
{
    private LedgerId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads a ledger id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerId id)
    {
        var good = text is { Length: >= 1 and <= 16 } && text.All(c => c is > ' ' and <= '~');
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>A ledger id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static LedgerId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no ledger id.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The public number of a label grant: 1 … 16 characters of A–Z, 0–9 and hyphen.</summary>
public readonly record struct GrantNumber
{
    private GrantNumber(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads a grant number, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GrantNumber number)
    {
        var good = text is { Length: >= 1 and <= 16 } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');
        number = good ? new(text!) : default;
        return good;
    }

    /// <summary>A grant number known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static GrantNumber Parse(string text) => TryParse(text, out var number) ? number : throw new FormatException($"\"{text}\" is no grant number.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The pseudonymous name under which a person stands in the books: 1 … 22 characters of A–Z and 2–7. Who it is lies apart from the books.</summary>
public readonly record struct PersonId
{
    private PersonId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads a person id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        var good = text is { Length: >= 1 and <= 22 } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>A person id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static PersonId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no person id.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>Where an entry stands in its book: 1, 2, 3 … without a gap. Zero is before the first.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Position(long Value) : IComparable<Position>
{
    /// <summary>Before the first entry.</summary>
    public static Position None => default;

    /// <summary>The next position.</summary>
    public Position Next => new(Value + 1);

    /// <inheritdoc/>
    public int CompareTo(Position other) => Value.CompareTo(other.Value);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    /// <summary>Book order.</summary>
    public static bool operator <(Position left, Position right) => left.Value < right.Value;
    /// <summary>Book order.</summary>
    public static bool operator >(Position left, Position right) => left.Value > right.Value;
    /// <summary>Book order.</summary>
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;
    /// <summary>Book order.</summary>
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;
}
