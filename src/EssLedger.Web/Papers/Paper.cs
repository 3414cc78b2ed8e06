using EssLedger.Web.Pages;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace EssLedger.Web.Papers;

/// <summary>What all our PDF documents share: a typeface that goes with them, and the few things that PDFsharp leaves to its caller.</summary>
public static class Paper
{
    private const string Face = "Atkinson Hyperlegible Next";

    static Paper() => GlobalFontSettings.FontResolver = new OwnFonts();

    /// <summary>A new document.</summary>
    /// <param name="title">What a reader's window shows.</param>
    /// <param name="author">Whose paper it is.</param>
    /// <param name="reader">In which language it is written.</param>
    public static PdfDocument New(string title, string author, Reader reader)
    {
        var document = new PdfDocument { Language = reader.Language };
        (document.Info.Title, document.Info.Author) = (title, author);
        document.ViewerPreferences.DisplayDocTitle = true;
        // Of French sums and signs: the typeface has no narrow no-break space, but a thin one; lines are broken by us, and not at it.
        document.RenderEvents.PrepareTextEvent += (_, text) => text.Text = text.Text.Replace('\u202F', '\u2009');
        return document;
    }

    /// <summary>The typeface in a size.</summary>
    /// <param name="pen">In whose unit the size shall be measured.</param>
    /// <param name="points">The size in points.</param>
    /// <param name="bold">Whether in bold.</param>
    public static XFont Font(XGraphics pen, double points, bool bold) => new(
        Face, pen.PageUnit == XGraphicsUnit.Millimeter ? points * 25.4 / 72 : points, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    /// <summary>A text in lines no wider than the room; a word that is wider alone stands alone.</summary>
    public static IReadOnlyList<string> Wrapped(XGraphics pen, string text, XFont font, double room)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length == 0 || pen.MeasureString(longer, font).Width <= room) lines[^1] = longer;
            else lines.Add(word);
        }
        return lines;
    }

    public static byte[] ToBytes(PdfDocument document)
    {
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    /// <summary>The typeface is part of the program: a server in a container has none, and a paper looks the same wherever it was made.</summary>
    private sealed class OwnFonts : IFontResolver
    {
        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => familyName == Face ? new(isBold ? "Bold" : "Regular") : null;

        public byte[]? GetFont(string faceName)
        {
            using var font = typeof(Paper).Assembly.GetManifestResourceStream($"EssLedger.Web.Fonts.{faceName}.ttf");
            if (font is null) return null;
            using var content = new MemoryStream();
            font.CopyTo(content);
            return content.ToArray();
        }
    }
}
