using System.Diagnostics;
using System.Text;

namespace EssLedger.Core.Money;

/// <summary>Why a typed text is no sum.</summary>
public enum AmountRefusal
{
    /// <summary>Nothing was typed.</summary>
    Empty,
    /// <summary>More than 40 characters.</summary>
    TooLong,
    /// <summary>A minus sign or dash in front.</summary>
    Negative,
    /// <summary>A plus sign in front.</summary>
    PlusSign,
    /// <summary>Digits other than 0–9: Arabic-Indic, full-width, superscript, fractions…</summary>
    OtherDigits,
    /// <summary>Powers of ten, as in 1e3.</summary>
    Exponent,
    /// <summary>A currency sign or name before or after the number.</summary>
    UnitWritten,
    /// <summary>A word, as in NaN or Infinity.</summary>
    NotANumber,
    /// <summary>A character that has no place in a sum.</summary>
    UnexpectedCharacter,
    /// <summary>Comma and point in one number: 1.234,50 means different sums to different readers.</summary>
    Ambiguous,
    /// <summary>Two commas, or two points.</summary>
    TwoSeparators,
    /// <summary>A comma or point without a digit on both sides.</summary>
    MissingDigit,
    /// <summary>A space that does not stand before three digits of the whole part.</summary>
    MisplacedSpace,
    /// <summary>More than two decimals.</summary>
    TooManyDecimals,
    /// <summary>More than <see cref="AmountParser.Max"/>.</summary>
    TooLarge,
}

/// <summary>The stable words of these refusals.</summary>
public static class AmountRefusalWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this AmountRefusal refusal) => refusal switch
    {
        AmountRefusal.Empty => "empty",
        AmountRefusal.TooLong => "too_long",
        AmountRefusal.Negative => "negative",
        AmountRefusal.PlusSign => "plus_sign",
        AmountRefusal.OtherDigits => "other_digits",
        AmountRefusal.Exponent => "exponent",
        AmountRefusal.UnitWritten => "unit_written",
        AmountRefusal.NotANumber => "not_a_number",
        AmountRefusal.UnexpectedCharacter => "unexpected_character",
        AmountRefusal.Ambiguous => "ambiguous",
        AmountRefusal.TwoSeparators => "two_separators",
        AmountRefusal.MissingDigit => "missing_digit",
        AmountRefusal.MisplacedSpace => "misplaced_space",
        AmountRefusal.TooManyDecimals => "too_many_decimals",
        AmountRefusal.TooLarge => "too_large",
        _ => throw new UnreachableException(),
    };
}

/// <summary>The one reader of sums that people type. It knows no culture: comma and point both begin the decimals, and only spaces may part thousands.</summary>
/// <remarks>It guesses nothing. What two readers could take for two different sums is refused, with the name of what is wrong.</remarks>
public static class AmountParser
{
    /// <summary>The largest sum that is read: 2^53−1 hundredths, the largest whole number that every JSON reader keeps exact.</summary>
    public static Amount Max { get; } = Amount.FromMinor((1L << 53) - 1);

    private const int LongestText = 40;

    /// <summary>Reads a typed sum such as <c>1 234,50</c>, <c>12.5</c> or <c>007</c>. Space around it does not count.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="amount">The sum, 0 … <see cref="Max"/>; zero when refused.</param>
    /// <returns>Null when read; otherwise why not.</returns>
    public static AmountRefusal? Read(string? text, out Amount amount)
    {
        amount = Amount.Zero;
        var typed = (text ?? "").Trim([.. Spaces, '\t', '\r', '\n']);
        if (typed.Length == 0) return AmountRefusal.Empty;
        if (typed.Length > LongestText) return AmountRefusal.TooLong;
        if (Foreign(typed) is { } foreign) return foreign;

        var separators = typed.Count(c => c is ',' or '.');
        if (typed.Contains(',') && typed.Contains('.')) return AmountRefusal.Ambiguous;
        if (separators > 1) return AmountRefusal.TwoSeparators;

        var parts = typed.Split(',', '.');
        var (whole, decimals) = (parts[0], separators == 1 ? parts[1] : "0");
        if (whole.Length == 0 || decimals.Length == 0) return AmountRefusal.MissingDigit;
        if (!GroupedByThousands(whole) || decimals.Any(IsSpace)) return AmountRefusal.MisplacedSpace;
        if (decimals.Length > 2) return AmountRefusal.TooManyDecimals;

        // 40 digits fit in 128 bits but for the hundredths, which may not matter: anything that long is too large anyway.
        var units = whole.Where(char.IsAsciiDigit).Aggregate(UInt128.Zero, (sum, digit) => sum > (UInt128)Max.Minor ? sum : (sum * 10) + (UInt128)(digit - '0'));
        var minor = (units * 100) + UInt128.Parse(decimals.PadRight(2, '0'), System.Globalization.CultureInfo.InvariantCulture);
        if (minor > (UInt128)Max.Minor) return AmountRefusal.TooLarge;

        amount = Amount.FromMinor((long)minor);
        return null;
    }

    // Space, no-break space, narrow no-break space (what French typography puts between thousands), thin space.
    private static readonly char[] Spaces = [' ', '\u00A0', '\u202F', '\u2009'];

    private static bool IsSpace(char c) => Spaces.Contains(c);

    private static AmountRefusal? Foreign(string typed)
    {
        if (typed[0] is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' or '\uFE63' or '\uFF0D') return AmountRefusal.Negative;
        if (typed[0] is '+' or '\uFF0B') return AmountRefusal.PlusSign;
        if (typed.EnumerateRunes().Any(r => Rune.IsNumber(r) && !(r.IsAscii && Rune.IsDigit(r)))) return AmountRefusal.OtherDigits;

        var letters = typed.EnumerateRunes().Any(Rune.IsLetter);
        var digits = typed.Any(char.IsAsciiDigit);
        if (letters && IsExponent(typed)) return AmountRefusal.Exponent;
        if (digits && (letters ? IsNumberAndWord(typed) : typed.EnumerateRunes().Any(IsCurrencySign))) return AmountRefusal.UnitWritten;
        if (!digits && (letters || typed is "\u221E")) return AmountRefusal.NotANumber;
        return typed.All(c => char.IsAsciiDigit(c) || IsSpace(c) || c is ',' or '.') ? null : AmountRefusal.UnexpectedCharacter;
    }

    private static bool IsExponent(string typed)
    {
        var e = typed.IndexOfAny(['e', 'E']);
        return e > 0 && char.IsAsciiDigit(typed[e - 1]) && e + 1 < typed.Length && (char.IsAsciiDigit(typed[e + 1]) || typed[e + 1] is '+' or '-');
    }

    // A currency is a word before or after the number; letters among the digits (0x10, 1O0) are something else.
    private static bool IsNumberAndWord(string typed)
    {
        var first = typed.AsSpan().IndexOfAnyInRange('0', '9');
        var last = typed.AsSpan().LastIndexOfAnyInRange('0', '9');
        return !typed[first..last].Any(char.IsLetter);
    }

    private static bool IsCurrencySign(Rune rune) => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.CurrencySymbol;

    private static bool GroupedByThousands(string whole)
    {
        var groups = whole.Split(Spaces);
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
    }
}
