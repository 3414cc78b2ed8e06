using System.Globalization;
using System.Text;

namespace EssLedger.Core.Payloads;

/// <summary>Cuts names to the room that a code has.</summary>
public static class TextCut
{
    /// <summary>The longest beginning of a text that has at most so many UTF-8 bytes, cut where a reader sees two characters (UAX #29), so that no accent
    /// is lost and no emoji changes. Only a first character that alone is too long is cut between its code points.</summary>
    public static string ToBytes(string text, int most)
    {
        var end = 0;
        for (var bytes = 0; end < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(end, length));
            if (bytes > most) break;
            end += length;
        }
        return text[..(end > 0 ? end : RunesUpTo(text, most))].TrimEnd();
    }

    private static int RunesUpTo(string text, int most)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            most -= rune.Utf8SequenceLength;
            if (most < 0) break;
            end += rune.Utf16SequenceLength;
        }
        return end;
    }
}
