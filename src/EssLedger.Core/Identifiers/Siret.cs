using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>The number of a French legal unit (INSEE, Sirene register): 9 digits, the last of which makes the Luhn sum a multiple of 10.</summary>
public readonly record struct Siren
{
    private Siren(string value) => Value = value;

    /// <summary>The 9 digits.</summary>
    public string Value { get; }

    /// <summary>Reads 9 digits, strictly: no spaces, and the check digit must be right.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Siren siren)
    {
        var good = text is { Length: 9 } && text.All(char.IsAsciiDigit) && CheckDigits.Luhn(text);
        siren = good ? new(text!) : default;
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The number of a French establishment (INSEE, Sirene register): the SIREN of its legal unit and 5 digits, with a Luhn sum over all 14.</summary>
public readonly record struct Siret
{
    // La Poste has more offices than Luhn allows it numbers: for these a digit sum that is a multiple of 5 is good too.
    private const string LaPoste = "356000000";

    private Siret(string value) => Value = value;

    /// <summary>The 14 digits.</summary>
    public string Value { get; }

    /// <summary>The first 9 digits: whose establishment it is.</summary>
    public string Siren => Value[..9];

    /// <summary>Reads 14 digits, strictly: no spaces, and the check digit must be right.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Siret siret)
    {
        var good = text is { Length: 14 } && text.All(char.IsAsciiDigit)
            && (CheckDigits.Luhn(text) || (text.StartsWith(LaPoste, StringComparison.Ordinal) && text.Sum(c => c - '0') % 5 == 0));
        siret = good ? new(text!) : default;
        return good;
    }

    /// <summary>A SIRET known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Siret Parse(string text) => TryParse(text, out var siret) ? siret : throw new FormatException($"\"{text}\" is no SIRET.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

internal static class CheckDigits
{
    /// <summary>ISO/IEC 7812-1 annex B: every second digit from the right is doubled, nines cast out; the sum is a multiple of 10.</summary>
    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10);
        }
        return sum % 10 == 0;
    }
}
