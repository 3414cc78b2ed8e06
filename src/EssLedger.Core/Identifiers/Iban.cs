using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EssLedger.Core.Identifiers;

/// <summary>The number of a bank account (ISO 13616), of the countries of SEPA, whose numbers have one length each.</summary>
public static class Iban
{
    // SWIFT, IBAN registry.
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 " +
        "LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22")
        .Split(' ').ToFrozenDictionary(country => country[..2], country => int.Parse(country[2..], CultureInfo.InvariantCulture));

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
