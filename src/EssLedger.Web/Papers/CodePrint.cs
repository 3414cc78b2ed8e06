using System.Globalization;
using EssLedger.Core.Badges;
using EssLedger.Core.Money;
using EssLedger.Web.Badges;
using EssLedger.Web.Pages;
using Microsoft.Extensions.FileProviders;
using PdfSharp.Drawing;

namespace EssLedger.Web.Papers;

/// <summary>A code on paper that everybody may pay, with whose it is in large letters: who pays compares that with what their wallet says. Measures are millimetres, type sizes points.</summary>
/// <param name="Width">Of the page.</param>
/// <param name="Height">Of the page.</param>
/// <param name="Code">One side of the QR symbol, without the blank border that readers need; the page leaves more than that.</param>
/// <param name="Title">The largest size of the shop's name; a long one is set smaller.</param>
/// <param name="Text">The size of the rest.</param>
public sealed record CodePrint(double Width, double Height, double Code, double Title, double Text)
{
    /// <summary>For the wall: A4.</summary>
    public static CodePrint Sheet { get; } = new(Width: 210, Height: 297, Code: 120, Title: 44, Text: 18);

    /// <summary>For the counter: A6, to stand in a holder.</summary>
    public static CodePrint Stand { get; } = new(Width: 105, Height: 148, Code: 62, Title: 20, Text: 9.5);

    private static readonly XSolidBrush Green = new(XColor.FromArgb(0x0f, 0x4c, 0x35)), Grey = new(XColor.FromArgb(0x55, 0x55, 0x55));

    /// <summary>The whole document, one page.</summary>
    /// <param name="shop">Whose code it is.</param>
    /// <param name="till">Where it is to stand; null: anywhere in the shop.</param>
    /// <param name="number">By what the merchant tells it from others.</param>
    /// <param name="code">What is scanned.</param>
    /// <param name="label">The shop's badge; null: it has none today.</param>
    /// <param name="unit">In which it is paid.</param>
    /// <param name="owner">Whose currency it is.</param>
    /// <param name="reader">In which language.</param>
    /// <param name="files">Where the label's seals are.</param>
    public byte[] ToPdf(string shop, string? till, string number, Qr code, BadgeFacts? label, Unit unit, string owner, Reader reader, IFileProvider files)
    {
        using var document = Paper.New(reader.Say("codes.alternative", ("shop", shop)), owner, reader);
        // Printers like to shrink a page to their margins: the code must keep its size.
        document.ViewerPreferences.Elements.SetName("/PrintScaling", "/None");
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnitPt.FromMillimeter(Width), XUnitPt.FromMillimeter(Height));
        using (var pen = XGraphics.FromPdfPage(page, XGraphicsUnit.Millimeter))
        {
            var margin = Width * 0.07;
            var band = Millimetres(Text) * 3;
            pen.DrawRectangle(Green, 0, 0, Width, band);
            Centred(pen, reader.Say("codes.pay", ("unit", unit.Code)), Text * 1.5, bold: true, XBrushes.White, margin, (band - (Millimetres(Text * 1.5) * 1.25)) / 2, 1);
            var y = band + (Height * 0.025);
            y += Centred(pen, shop, Title, bold: true, Green, margin, y, 2) + (Height * 0.02);
            BadgePrint.Draw(pen, code, Code, (Width - Code) / 2, y);
            y += Code + (Height * 0.025);
            y += Centred(pen, reader["codes.how"], Text, bold: false, XBrushes.Black, margin, y, 3) + (Height * 0.015);
            if (label is not null)
            {
                var side = Height * 0.085;
                using var seal = new MemoryStream(BadgePicture.Seal(label.Kind, files));
                using var picture = XImage.FromStream(seal);
                pen.DrawImage(picture, margin, y, side, side);
                var font = Paper.Font(pen, Text * 0.85, bold: true);
                var words = $"{reader[$"kind.{label.Kind}"]} · {reader.Say("print.level", ("level", label.Level.ToString(CultureInfo.InvariantCulture)))} · {reader.Say("print.number", ("number", label.Number.Value))}";
                foreach (var (line, i) in Paper.Wrapped(pen, words, font, Width - (2 * margin) - side - 4).Take(3).Select((l, i) => (l, i)))
                    pen.DrawString(line, font, Green, new XPoint(margin + side + 4, y + (side * 0.35) + (i * Millimetres(Text * 0.85) * 1.25)));
            }
            Centred(pen, $"{owner}{(till is null ? "" : $" · {till}")} · {reader.Say("codes.number", ("number", number))}", Text * 0.65, bold: false, Grey, margin, Height - (Millimetres(Text) * 1.7), 1);
        }
        return Paper.ToBytes(document);
    }

    /// <summary>Writes a text in the middle, smaller where its lines do not hold it; answers its height.</summary>
    private double Centred(XGraphics pen, string text, double size, bool bold, XBrush brush, double margin, double y, int mostLines) => BadgePrint.Centred(pen, text, size, bold, brush, margin, y, Width, mostLines);

    private static double Millimetres(double points) => points * 25.4 / 72;
}
