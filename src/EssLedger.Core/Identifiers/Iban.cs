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
            if (!LengthOf.TryGetValue(text.AsSpan(i, 2), out var length) || i + length > text.Length || !Mod97.IsRight(text.AsSpan(i, length))) continue;
            iban = text.Substring(i, length);
            return true;
        }
        iban = null;
        return false;
    }

    /// <summary>Reads a whole IBAN as people write it: spaces and case do not count.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? iban)
    {
        var written = Mod97.Written(text);
        iban = LengthOf.TryGetValue(written.AsSpan(0, Math.Min(2, written.Length)), out var length) && length == written.Length && Mod97.IsRight(written) ? written : null;
        return iban is not null;
    }

    /// <summary>As people read it: in groups of four.</summary>
    public static string Grouped(string iban) => string.Join(' ', iban.Chunk(4).Select(group => new string(group)));
}
