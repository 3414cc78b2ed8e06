using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>Base32 of RFC 4648 §6: upper case, no padding, and the spare bits of the last character zero, so that one text has one meaning.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Writes bytes as base32.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        int bits = 0, held = 0, next = 0;
        foreach (var b in bytes)
        {
            bits = ((bits << 8) | b) & 0xFFFF;
            for (held += 8; held >= 5; held -= 5) text[next++] = Alphabet[(bits >> (held - 5)) & 31];
        }
        if (held > 0) text[next] = Alphabet[(bits << (5 - held)) & 31];
        return new(text);
    }

    /// <summary>Reads base32, strictly: another character, an impossible length or a spare bit that is not zero is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var result = new byte[text.Length * 5 / 8];
        int bits = 0, held = 0, next = 0;
        foreach (var c in text)
        {
            var value = c switch { >= 'A' and <= 'Z' => c - 'A', >= '2' and <= '7' => c - '2' + 26, _ => -1 };
            if (value < 0) return false;
            bits = ((bits << 5) | value) & 0xFFFF;
            held += 5;
            if (held < 8) continue;
            held -= 8;
            result[next++] = (byte)((bits >> held) & 0xFF);
        }
        if (held >= 5 || (bits & ((1 << held) - 1)) != 0) return false;
        bytes = result;
        return true;
    }
}
