namespace EssLedger.Core.Identifiers;

/// <summary>The check of ISO 7064, MOD 97-10, over digits and letters (A is 10 … Z is 35): of IBANs, creditor references and creditor identifiers.</summary>
internal static class Mod97
{
    /// <summary>The remainder of these characters read as one number after the first four have moved to the end; −1: there is one that is neither digit nor upper-case letter.</summary>
    public static int OfMoved(ReadOnlySpan<char> text)
    {
        var rest = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[(i + 4) % text.Length];
            if (char.IsAsciiDigit(c)) rest = (rest * 10 + (c - '0')) % 97;
            else if (char.IsAsciiLetterUpper(c)) rest = (rest * 100 + (c - 'A' + 10)) % 97;
            else return -1;
        }
        return rest;
    }

    /// <summary>Whether characters 3 and 4 are the check digits of the whole.</summary>
    public static bool IsRight(ReadOnlySpan<char> text) => char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]) && OfMoved(text) == 1;

    /// <summary>What somebody typed or a bank printed, without the white space in it and in upper case.</summary>
    public static string Written(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>The two check digits that make <paramref name="country"/> and <paramref name="rest"/> right.</summary>
    public static string Digits(string country, string rest) =>
        (98 - OfMoved($"{country}00{rest}")).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
}
