using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace EssLedger.Web.Papers;

/// <summary>A4 pages that fill from the top, one line after the other, each tagged as what it is so that a screen reader finds its way (ISO 14289). Measures are points.</summary>
internal sealed class Sheet
{
    public const double Left = 68;
    public const double Middle = 310;

    private const double Top = 56, Bottom = 62, Right = 62, Size = 10.5, LineHeight = 14.5;

    private readonly PdfDocument _document;
    private readonly StructureBuilder _structure;
    private readonly Func<int, string> _footer;
    private PdfPage _page = null!;
    private XGraphics _pen = null!;
    private double _y;

    /// <param name="document">An empty one.</param>
    /// <param name="language">In which it is written.</param>
    /// <param name="footer">The foot of each page.</param>
    public Sheet(PdfDocument document, string language, Func<int, string> footer)
    {
        (_document, _footer) = (document, footer);
        var tagged = UAManager.ForDocument(document);
        tagged.SetDocumentLanguage(language);
        _structure = tagged.StructureBuilder;
        NextPage();
    }

    private double Room => _page.Width.Point - Left - Right;
    private double Foot => _page.Height.Point - Bottom;

    /// <summary>Short lines beside the margin or in the right half: an address, a signature. They stay together.</summary>
    public void Block(double x, IReadOnlyList<string> lines, bool firstBold = false)
    {
        Keep(lines.Count * LineHeight);
        Tagged(PdfBlockLevelElementTag.Paragraph, () =>
        {
            for (var i = 0; i < lines.Count; i++) Write(lines[i], x, bold: firstBold && i == 0);
        });
    }

    public void Line(string text) => Tagged(PdfBlockLevelElementTag.Paragraph, () => Write(text, Left, bold: false));

    public void Title(string text)
    {
        Tagged(PdfBlockLevelElementTag.Heading1, () => Write(text, Left, bold: true, Size * 1.1));
        _y += 8;
    }

    /// <summary>A heading never stands alone at the foot of a page.</summary>
    public void Heading(string text)
    {
        Keep(5 * LineHeight);
        _y += 4;
        Tagged(PdfBlockLevelElementTag.Heading2, () => Write(text, Left, bold: true));
        _y += 2;
    }

    public void Paragraph(string text, bool bold = false)
    {
        Tagged(PdfBlockLevelElementTag.Paragraph, () => Write(text, Left, bold));
        _y += 7;
    }

    public void Items(IEnumerable<string> items) => Items(items.Select(item => (item, 0d)));

    /// <summary>Lines with a dash before them, and under each a bar as long as its part of the width, 0 to 1; 0: none. What a bar says stands in its line, so it is drawn and not read.</summary>
    public void Items(IEnumerable<(string Text, double Part)> items)
    {
        var open = false;
        foreach (var (item, part) in items)
        {
            if (!open) _structure.BeginElement(PdfBlockLevelElementTag.List);
            open = true;
            Keep(LineHeight);
            _structure.BeginElement(PdfBlockLevelElementTag.ListItem);
            _structure.BeginElement(PdfBlockLevelElementTag.Label);
            _pen.DrawString("–", Paper.Font(_pen, Size, bold: false), XBrushes.Black, new XPoint(Left, _y + Size));
            _structure.End();
            Tagged(PdfBlockLevelElementTag.ListBody, () => Write(item, Left + 14, bold: false));
            _structure.End();
            if (part > 0)
            {
                _structure.BeginArtifact();
                _pen.DrawRectangle(new XSolidBrush(XColor.FromArgb(0x0f, 0x4c, 0x35)), Left + 14, _y + 1, Math.Max(1, part * (Room - 14)), 4);
                _structure.End();
                _y += 5;
            }
            _y += 3;
        }
        if (open) _structure.End();
        _y += 4;
    }

    /// <summary>A table of days, words and two columns of sums; its head stands on each page.</summary>
    /// <param name="head">What stands above the columns.</param>
    /// <param name="rows">Four cells each: the day, the words, and two sums.</param>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        _structure.BeginElement(PdfBlockLevelElementTag.Table);
        Row(head, PdfBlockLevelElementTag.TableHeaderCell);
        foreach (var row in rows)
        {
            var page = _document.PageCount;
            Keep(2 * LineHeight);
            if (_document.PageCount > page) Row(head, PdfBlockLevelElementTag.TableHeaderCell);
            Row(row, PdfBlockLevelElementTag.TableDataCell);
        }
        _structure.End();
        _y += 7;
    }

    private void Row(IReadOnlyList<string> cells, PdfBlockLevelElementTag tag)
    {
        const double small = 9, words = 62, sums = 76;
        var font = Paper.Font(_pen, small, tag is PdfBlockLevelElementTag.TableHeaderCell);
        var (right, top) = (Left + Room, _y);
        var lines = Paper.Wrapped(_pen, Broken(cells[1], font, right - (2 * sums) - 8 - Left - words), font, right - (2 * sums) - 8 - Left - words);
        Keep(lines.Count * LineHeight);
        top = _y;
        _structure.BeginElement(PdfBlockLevelElementTag.TableRow);
        Cell(() => Draw(cells[0], new XRect(Left, top, words, LineHeight), XStringFormats.TopLeft));
        Cell(() =>
        {
            for (var i = 0; i < lines.Count; i++) Draw($"{lines[i]} ", new XRect(Left + words, top + (i * LineHeight), 1, LineHeight), XStringFormats.TopLeft);
        });
        Cell(() => Draw(cells[2], new XRect(right - (2 * sums), top, sums, LineHeight), XStringFormats.TopRight));
        Cell(() => Draw(cells[3], new XRect(right - sums, top, sums, LineHeight), XStringFormats.TopRight));
        _structure.End();
        _y = top + (Math.Max(1, lines.Count) * LineHeight);

        void Draw(string text, XRect place, XStringFormat format) => _pen.DrawString(text, font, XBrushes.Black, place, format);
        void Cell(Action write)
        {
            _structure.BeginElement(tag);
            write();
            _structure.End();
        }
    }

    /// <summary>A signature in the right half, and in the left a QR code with lines below it, if there is one.</summary>
    public void Sign(IReadOnlyList<string> signature, Qr? code, IReadOnlyList<string> lines, string alternative)
    {
        const double side = 84, small = 8;
        Keep(side + (lines.Count * LineHeight));
        var top = _y;
        Block(Middle, signature);
        if (code is null) return;
        var module = side / code.Side;
        _structure.BeginElement(PdfIllustrationElementTag.Figure, alternative, new XRect(Left, top, side, side));
        var dark = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var y = 0; y < code.Side; y++)
            for (var x = 0; x < code.Side; x++)
                if (code[x, y]) dark.AddRectangle(Left + (x * module), top + (y * module), module, module);
        _pen.DrawPath(XBrushes.Black, dark);
        _structure.End();
        _y = top + side;
        Tagged(PdfBlockLevelElementTag.Paragraph, () =>
        {
            foreach (var line in lines) Write(line, Left, bold: false, small);
        });
    }

    public void Space(double height) => _y += height;

    public void End() => _pen.Dispose();

    private void Tagged(PdfBlockLevelElementTag tag, Action write)
    {
        _structure.BeginElement(tag);
        write();
        _structure.End();
    }

    /// <summary>Begins a new page unless so much room is left.</summary>
    private void Keep(double height)
    {
        if (_y + height > Foot) NextPage();
    }

    private void Write(string text, double x, bool bold, double size = Size)
    {
        var font = Paper.Font(_pen, size, bold);
        var room = Left + Room - x;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(part => Paper.Wrapped(_pen, Broken(part, font, room), font, room)))
        {
            Keep(LineHeight);
            // The space by which whoever hears it tells the last word from the first of the next line.
            if (line.Length > 0) _pen.DrawString($"{line} ", font, XBrushes.Black, new XPoint(x, _y + size));
            _y += LineHeight;
        }
    }

    /// <summary>Words that no line can hold are broken, and no letter runs over the edge.</summary>
    private string Broken(string text, XFont font, double room) => string.Join(' ', text.Split(' ').SelectMany(word =>
    {
        var parts = new List<string> { word };
        while (parts[^1].Length > 1 && _pen.MeasureString(parts[^1], font).Width > room)
        {
            var whole = parts[^1];
            var fits = whole.Length - 1;
            while (fits > 1 && _pen.MeasureString(whole[..fits], font).Width > room) fits--;
            if (char.IsHighSurrogate(whole[fits - 1])) fits++;
            parts[^1] = whole[..fits];
            parts.Add(whole[fits..]);
        }
        return parts;
    }));

    private void NextPage()
    {
        // What is open on the page that ends is closed there when the next one is added.
        var ended = _pen;
        _page = _document.AddPage();
        ended?.Dispose();
        _page.Size = PageSize.A4;
        _pen = XGraphics.FromPdfPage(_page);
        _structure.BeginArtifact();
        _pen.DrawString(_footer(_document.PageCount), Paper.Font(_pen, 8, bold: false), XBrushes.Black, new XRect(Left, Foot + 20, Room, 12), XStringFormats.CenterRight);
        _structure.End();
        _y = Top;
    }
}
