using EssLedger.Web.Badges;
using EssLedger.Web.Pages;
using PdfSharp.Drawing;

namespace EssLedger.Web.Papers;

/// <summary>A printed card with a PIN, in the size of cards (ISO/IEC 7810 ID-1). Measures are millimetres.</summary>
public static class CardPrint
{
    private const double Width = 85.6, Height = 53.98, Code = 36, Margin = 5;

    /// <summary>The whole document, one page.</summary>
    /// <param name="holder">Whose card it is.</param>
    /// <param name="code">What is printed on it.</param>
    /// <param name="owner">Who gives it out.</param>
    /// <param name="reader">In which language.</param>
    public static byte[] ToPdf(string holder, Qr code, string owner, Reader reader)
    {
        using var document = Paper.New(reader["printedCard.title"], owner, reader);
        // Printers like to shrink a page to their margins: a card must keep its size.
        document.ViewerPreferences.Elements.SetName("/PrintScaling", "/None");
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnitPt.FromMillimeter(Width), XUnitPt.FromMillimeter(Height));
        using (var pen = XGraphics.FromPdfPage(page, XGraphicsUnit.Millimeter))
        {
            BadgePrint.Draw(pen, code, Code, Margin, (Height - Code) / 2);
            var (left, y) = (Margin + Code + Margin, (Height - Code) / 2);
            foreach (var (text, size, bold) in new[] { (owner, 9.0, true), (holder, 10.0, true), (reader["printedCard.use"], 6.5, false), (reader["printedCard.lost"], 6.5, false) })
            {
                var font = Paper.Font(pen, size, bold);
                foreach (var line in Paper.Wrapped(pen, text, font, Width - left - Margin).Take(3))
                {
                    pen.DrawString(line, font, XBrushes.Black, new XPoint(left, y + (size * 25.4 / 72)));
                    y += size * 1.25 * 25.4 / 72;
                }
                y += 1.5;
            }
        }
        return Paper.ToBytes(document);
    }
}
