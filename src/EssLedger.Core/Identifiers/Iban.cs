using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>The number of a bank account (ISO 13616), of the countries of SEPA, whose numbers have one length each.</summary>
public static class Iban
{
    // SWIFT, IBAN registry.
    private static readonly FrozenDictionary<string, int> Lengths = new Dictionary<string, int>
    {
        ["AD"] = 24, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["EE"] = 20, ["ES"] = 24, ["FI"] = 18,
        ["FR"] = 27, ["GB"] = 22, ["GI"] = 23, ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IS"] = 26, ["IT"] = 27, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20,
        ["LV"] = 21, ["MC"] = 27, ["MT"] = 31, ["NL"] = 18, ["NO"] = 15, ["PL"] = 28, ["PT"] = 25, ["RO"] = 24, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["SM"] = 27, ["VA"] = 22,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> LengthOf = Lengths.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the first IBAN in upper-case text without spaces: right in its length and its check digits (ISO 7064, MOD 97-10).</summary>
    public static bool TryFind(string text, [NotNullWhen(true)] out string? iban)
    {
        for (var i = 0; i + 15 <= text.Length; i++)
        {
            if (!LengthOf.TryGetValue(text.AsSpan(i, 2), out var length) || i + length > text.Length || !IsRight(text.AsSpan(i, length))) continue;
            iban = text.Substring(i, length);
            return true;
        }
        iban = null;
        return false;
    }

    private static bool IsRight(ReadOnlySpan<char> iban)
    {
        if (!char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3])) return false;
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            // The country and the check digits count last.
            var c = iban[(i + 4) % iban.Length];
            if (char.IsAsciiDigit(c)) rest = (rest * 10 + (c - '0')) % 97;
            else if (char.IsAsciiLetterUpper(c)) rest = (rest * 100 + (c - 'A' + 10)) % 97;
            else return false;
        }
        return rest == 1;
    }
}
