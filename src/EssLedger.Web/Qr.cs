using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using QRCoder;

namespace EssLedger.Web;

/// <summary>One QR code (ISO/IEC 18004), error correction M, in alphanumeric mode: small enough for any phone's camera and for print.</summary>
public sealed class Qr
{
    /// <summary>The largest version made, 65 × 65 modules: what cheap cameras still read from a till's screen.</summary>
    public const int LargestVersion = 12;

    /// <summary>How many characters of the alphanumeric set fit into that version at correction level M (ISO/IEC 18004 table 7).</summary>
    public const int LongestText = 419;

    /// <summary>The blank border that readers need, in modules (ISO/IEC 18004 §6.3.8).</summary>
    public const int QuietZone = 4;

    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private readonly QRCodeData _data;

    private Qr(QRCodeData data) => _data = data;

    /// <summary>1 … 12; a code has 17 + 4 × version modules a side, without the quiet zone.</summary>
    public int Version => _data.Version;

    /// <summary>Modules a side with the quiet zone.</summary>
    public int Side => _data.ModuleMatrix.Count;

    /// <summary>Whether a module is dark.</summary>
    public bool this[int x, int y] => _data.ModuleMatrix[y][x];

    /// <summary>The code of a text.</summary>
    /// <param name="text">Upper-case letters, digits and the signs of QR's alphanumeric set, up to 419 of them: an address such as <c>HTTPS://…/R/…</c>.</param>
    /// <exception cref="ArgumentException">A character is outside the set, or the text is too long for version 12.</exception>
    public static Qr Of(string text)
    {
        if (text.Length == 0 || text.Any(c => !Alphanumeric.Contains(c)))
            throw new ArgumentException("QR's alphanumeric mode writes upper-case letters, digits and a few signs, and at least one of them.", nameof(text));
        if (text.Length > LongestText) throw new ArgumentException($"{text.Length} characters do not fit in a version {LargestVersion} code.", nameof(text));

        return Fitting(text);
    }

    /// <summary>The code of any text, in QR's mode of bytes, UTF-8: for what other people's programs read.</summary>
    /// <exception cref="ArgumentException">The text is too long for version 12: about 280 bytes.</exception>
    public static Qr OfText(string text) => Fitting(text);

    private static Qr Fitting(string text)
    {
        var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return data.Version <= LargestVersion ? new(data) : throw new ArgumentException($"The text needs a version {data.Version} code.", nameof(text));
    }

    /// <summary>The code as an SVG image without style or script, so that a page under a strict content security policy may hold it.</summary>
    /// <param name="title">What a screen reader says instead.</param>
    public string ToSvg(string title)
    {
        var path = new StringBuilder();
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                if (!this[x, y]) continue;
                var start = x;
                while (x + 1 < Side && this[x + 1, y]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x + 1 - start}v1h-{x + 1 - start}z");
            }
        }
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Side} {Side}" shape-rendering="crispEdges" role="img"><title>{HtmlEncoder.Default.Encode(title)}</title><rect width="{Side}" height="{Side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>
            """;
    }

    /// <summary>The code as a PNG image, black on white.</summary>
    /// <param name="pixels">Pixels a module, 1 … 32.</param>
    public byte[] ToPng(int pixels = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 32);
        // Disposing the writer would empty the data, and with it this code.
        return new PngByteQRCode(_data).GetGraphic(pixels);
    }
}
