using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace EssLedger.Core.Banking;

/// <summary>
/// The characters that every bank of SEPA takes: a–z A–Z 0–9 / - ? : ( ) . , ' + and the space (EPC implementation guidelines §1.4).
/// Other text is written with them: accents are left out, and what is neither letter nor sign of them becomes what looks most like it, by the table here, else a full stop.
/// </summary>
public static class SepaText
{
    // In the spirit of EPC217-08, annex: one character or several for each that no accent explains.
    private static readonly FrozenDictionary<char, string> Instead = new Dictionary<char, string>
    {
        ['Æ'] = "AE",
        ['æ'] = "ae",
        ['Œ'] = "OE",
        ['œ'] = "oe",
        ['ß'] = "ss",
        ['ẞ'] = "SS",
        ['Ø'] = "O",
        ['ø'] = "o",
        ['Ł'] = "L",
        ['ł'] = "l",
        ['Đ'] = "D",
        ['đ'] = "d",
        ['Ð'] = "D",
        ['ð'] = "d",
        ['Þ'] = "TH",
        ['þ'] = "th",
        ['Ħ'] = "H",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ĸ'] = "k",
        ['Ŋ'] = "N",
        ['ŋ'] = "n",
        ['Ŧ'] = "T",
        ['ŧ'] = "t",
        ['&'] = "+",
        ['€'] = "EUR",
        ['@'] = "(at)",
        ['_'] = "-",
        ['~'] = "-",
        ['–'] = "-",
        ['—'] = "-",
        ['‐'] = "-",
        ['‑'] = "-",
        ['−'] = "-",
        ['\\'] = "/",
        ['|'] = "/",
        ['’'] = "'",
        ['‘'] = "'",
        ['`'] = "'",
        ['´'] = "'",
        ['"'] = "'",
        ['“'] = "'",
        ['”'] = "'",
        ['«'] = "'",
        ['»'] = "'",
        ['['] = "(",
        ['{'] = "(",
        ['<'] = "(",
        [']'] = ")",
        ['}'] = ")",
        ['>'] = ")",
        [';'] = ",",
        ['!'] = ".",
        ['…'] = "...",
        ['°'] = "o",
        ['º'] = "o",
        ['ª'] = "a",
        ['×'] = "x",
        ['·'] = ".",
        ['⁄'] = "/",
        ['•'] = "-",
    }.ToFrozenDictionary();

    private static readonly System.Buffers.SearchValues<char> Taken = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ");

    /// <summary>Whether banks take the text as it is.</summary>
    public static bool Is(string text) => text.AsSpan().IndexOfAnyExcept(Taken) < 0;

    /// <summary>Whether a text can be an id in a payment file: 1 … 35 of those characters, no slash at either end, no two slashes together, no space at either end.</summary>
    public static bool IsId(string text) => text is { Length: >= 1 and <= 35 } && Is(text) && text.Trim().Length == text.Length
        && text[0] != '/' && text[^1] != '/' && !text.Contains("//", StringComparison.Ordinal);

    /// <summary>The text in those characters, white space as single spaces, at most so many of them.</summary>
    public static string Of(string text, int most)
    {
        var written = new StringBuilder(text.Length);
        foreach (var rune in Sound(text).Normalize(NormalizationForm.FormC).EnumerateRunes()) written.Append(Of(rune));
        var words = string.Join(' ', written.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // Neither a slash at an end nor two together mean anything in a name, and banks refuse them.
        while (words.Contains("//", StringComparison.Ordinal)) words = words.Replace("//", "/", StringComparison.Ordinal);
        words = words.Trim('/', ' ');
        return words.Length <= most ? words : words[..most].TrimEnd('/', ' ');
    }

    /// <summary>The text without halves of characters and without those that are none, which cannot be normalised.</summary>
    internal static string Sound(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned ? Rune.ReplacementChar : rune));

    private static string Of(Rune rune)
    {
        if (rune.IsBmp && Instead.TryGetValue((char)rune.Value, out var instead)) return instead;
        if (Rune.IsWhiteSpace(rune)) return " ";
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark) return "";
        var bare = string.Concat(rune.ToString().Normalize(NormalizationForm.FormKD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => Instead.GetValueOrDefault(c) ?? c.ToString()));
        return bare.Length > 0 && Is(bare) ? bare : ".";
    }
}
