using System.Globalization;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace EssLedger.Web.Badges;

/// <summary>A badge on paper, as PDF: its size is fixed, and so is that of its code, whatever the code holds. All measures are millimetres, type sizes points.</summary>
/// <param name="Name">The beginning of the file's name.</param>
/// <param name="Width">Of the page.</param>
/// <param name="Height">Of the page.</param>
/// <param name="Code">One side of the QR symbol, without the blank border that readers need; the page leaves much more than that.</param>
/// <param name="Title">The size of the type that says what the holder is.</param>
/// <param name="Holder">The largest size of the holder's name; a long one is set smaller.</param>
/// <param name="Text">The size of the rest.</param>
public sealed record BadgePrint(string Name, double Width, double Height, double Code, double Title, double Holder, double Text)
{
    /// <summary>For the door: 80 × 120 mm, the code 50 mm wide.</summary>
    public static BadgePrint Sticker { get; } = new("sticker", Width: 80, Height: 120, Code: 50, Title: 15, Holder: 15, Text: 8.5);

    /// <summary>For the window: A4, the code 130 mm wide.</summary>
    public static BadgePrint Poster { get; } = new("poster", Width: 210, Height: 297, Code: 130, Title: 38, Holder: 40, Text: 20);

    private static readonly XSolidBrush Green = new(XColor.FromArgb(0x0f, 0x4c, 0x35)), Grey = new(XColor.FromArgb(0x55, 0x55, 0x55));

    /// <summary>The whole document, one page.</summary>
    /// <param name="badge">What it says.</param>
    /// <param name="code">The badge's QR code.</param>
    /// <param name="owner">Whose label it is.</param>
    /// <param name="reader">In which language.</param>
    public byte[] ToPdf(BadgeFacts badge, Qr code, LabelOwner owner, Reader reader)
    {
        using var document = Paper.New($"{reader[$"kind.{badge.Kind}"]} : {badge.Holder}", owner.Name, reader);
        // Printers like to shrink a page to their margins: the code must keep its size.
        document.ViewerPreferences.Elements.SetName("/PrintScaling", "/None");
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnitPt.FromMillimeter(Width), XUnitPt.FromMillimeter(Height));
        using (var pen = XGraphics.FromPdfPage(page, XGraphicsUnit.Millimeter)) Draw(pen, badge, code, owner, reader);
        return Paper.ToBytes(document);
    }

    private void Draw(XGraphics pen, BadgeFacts badge, Qr code, LabelOwner owner, Reader reader)
    {
        var (margin, line) = (Width * 0.06, Millimetres(Text) * 1.35);
        var band = Millimetres(Title) * 2.2;
        pen.DrawRectangle(Green, 0, 0, Width, band);
        Centred(pen, reader[$"kind.{badge.Kind}"], Title, bold: true, XBrushes.White, margin, (band - (Millimetres(Title) * 1.2)) / 2);

        var top = band + (Millimetres(Text) * 1.6);
        Draw(pen, code, Code, (Width - Code) / 2, top);
        var y = top + Code + (Millimetres(Text) * 1.2);
        y += Centred(pen, badge.Holder, Holder, bold: true, Green, margin, y, mostLines: 4);
        y += line * 0.3;
        foreach (var text in new[]
        {
            $"{reader.Say("print.level", ("level", badge.Level.ToString(CultureInfo.InvariantCulture)))} · {reader.Say("print.number", ("number", badge.Number.Value))}",
            reader.Say("print.until", ("day", reader.Day(badge.Until))),
        })
            y += Centred(pen, text, Text, bold: true, XBrushes.Black, margin, y);
        Centred(pen, reader["print.check"], Text, bold: false, XBrushes.Black, margin, y + (line * 0.3));
        Centred(pen, $"{owner.Name} · {reader.Say("print.size", ("size", Code.ToString(CultureInfo.InvariantCulture)))}", Text * 0.75, bold: false, Grey, margin, Height - line - (Millimetres(Text) * 0.6));
    }

    /// <summary>One drawing, so that no reader sees seams between its modules.</summary>
    internal static void Draw(XGraphics pen, Qr code, double side, double left, double top)
    {
        var modules = code.Side - (2 * Qr.QuietZone);
        var size = side / modules;
        var dark = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var y = 0; y < modules; y++)
        {
            for (var x = 0; x < modules; x++)
            {
                if (!Dark(x, y)) continue;
                var start = x;
                while (x + 1 < modules && Dark(x + 1, y)) x++;
                dark.AddRectangle(left + (start * size), top + (y * size), (x + 1 - start) * size, size);
            }
        }
        pen.DrawPath(XBrushes.Black, dark);

        bool Dark(int x, int y) => code[x + Qr.QuietZone, y + Qr.QuietZone];
    }

    /// <summary>Writes a text in the middle, smaller where its lines do not hold it; answers its height.</summary>
    private double Centred(XGraphics pen, string text, double size, bool bold, XBrush brush, double margin, double y, int mostLines = 2) => Centred(pen, text, size, bold, brush, margin, y, Width, mostLines);

    /// <summary>Writes a text in the middle of a page so wide, smaller where its lines do not hold it; answers its height.</summary>
    internal static double Centred(XGraphics pen, string text, double size, bool bold, XBrush brush, double margin, double y, double width, int mostLines)
    {
        var room = width - (2 * margin);
        while (true)
        {
            var font = Paper.Font(pen, size, bold);
            var lines = Paper.Wrapped(pen, text, font, room);
            var height = Millimetres(size) * 1.25;
            if ((lines.Count > mostLines || lines.Any(line => pen.MeasureString(line, font).Width > room)) && size > 4)
            {
                size *= 0.94;
                continue;
            }
            for (var i = 0; i < lines.Count; i++)
                pen.DrawString(lines[i], font, brush, new XRect(margin, y + (i * height), room, height), XStringFormats.Center);
            return lines.Count * height;
        }
    }

    private static double Millimetres(double points) => points * 25.4 / 72;
}
