using System.Text;

namespace EssLedger.Core.Payloads;

/// <summary>Text that shows what it holds.</summary>
public static class PlainText
{
    /// <summary>Whether a text has no control character and no mark that changes the reading direction: with those, a name or a note could show another
    /// text than it holds.</summary>
    public static bool Is(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsControl(rune) || IsDirectionMark(rune.Value)) return false;
        return true;
    }

    /// <summary>The same of a text of several lines: line ends and tabs show as what they are.</summary>
    public static bool IsInLines(string text) => Is(text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '));

    // Unicode's Bidi_Control property (UAX #9).
    private static bool IsDirectionMark(int value) => value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
