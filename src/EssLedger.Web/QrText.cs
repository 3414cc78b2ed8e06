using EssLedger.Core.Identifiers;

namespace EssLedger.Web;

/// <summary>The text of our QR codes: <c>HTTPS://HOST/R/…</c> in upper case and base32, so that QR's alphanumeric mode applies and any phone's camera opens the page.</summary>
public static class QrText
{
    /// <param name="kind"><c>R</c> for a request, <c>P</c> for an order shown by its payer, <c>B</c> for a badge.</param>
    /// <param name="payload">The signed payload.</param>
    /// <param name="settings">Whose host stands in the code.</param>
    public static string Of(char kind, ReadOnlySpan<byte> payload, Settings settings) => $"{settings.Origin.ToUpperInvariant()}/{kind}/{Base32.Encode(payload)}";

    /// <summary>The payload of a code of this server, or null: another host's code is no code of ours.</summary>
    public static byte[]? Read(char kind, string text, Settings settings)
    {
        var upper = text.Trim().ToUpperInvariant();
        var start = $"{settings.Origin.ToUpperInvariant()}/{kind}/";
        return upper.StartsWith(start, StringComparison.Ordinal) && Base32.TryDecode(upper.AsSpan(start.Length), out var payload) ? payload : null;
    }
}
