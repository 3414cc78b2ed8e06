using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EssLedger.Web;

public sealed partial class QrTests
{
    // ISO/IEC 18004 table 7, error correction M, alphanumeric mode. The byte mode would hold 287 characters at version 12, not 419:
    // that these fit shows which mode is used.
    [Theory]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    [InlineData(38, 2)]
    [InlineData(122, 5)]
    [InlineData(311, 10)]
    [InlineData(419, 12)]
    public void Text_takes_the_smallest_version_that_alphanumeric_mode_allows(int length, int version)
    {
        var qr = Qr.Of(Text(length));

        Assert.Equal(version, qr.Version);
        Assert.Equal(17 + (4 * version) + (2 * Qr.QuietZone), qr.Side);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://ledger.example/R/ABC")]
    [InlineData("HTTPS://LEDGER.EXAMPLE/R/ABC?A=B")]
    [InlineData("CAFÉ")]
    public void Text_outside_the_alphanumeric_set_is_refused(string text) => Assert.Throws<ArgumentException>(() => Qr.Of(text));

    [Fact]
    public void Text_that_needs_more_than_version_12_is_refused() => Assert.Throws<ArgumentException>(() => Qr.Of(Text(420)));

    [Fact]
    public void Quiet_zone_is_blank_and_the_finders_stand_in_three_corners()
    {
        var qr = Qr.Of(Text(200));
        var inner = Enumerable.Range(Qr.QuietZone, qr.Side - (2 * Qr.QuietZone)).ToArray();
        for (var i = 0; i < qr.Side; i++)
            for (var j = 0; j < qr.Side; j++)
                if (!inner.Contains(i) || !inner.Contains(j)) Assert.False(qr[i, j]);

        Assert.True(Finder(qr, inner[0], inner[0]) && Finder(qr, inner[^7], inner[0]) && Finder(qr, inner[0], inner[^7]));
        Assert.False(Finder(qr, inner[^7], inner[^7]));
    }

    [Fact]
    public void Svg_is_one_drawing_without_style_or_script()
    {
        var qr = Qr.Of(Text(100));
        var svg = XDocument.Parse(qr.ToSvg("Code <de> paiement")).Root!;

        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal("Code <de> paiement", svg.Elements().First().Value);
        Assert.Equal($"0 0 {qr.Side} {qr.Side}", svg.Attribute("viewBox")?.Value);
        Assert.DoesNotContain(svg.DescendantsAndSelf(), e => e.Name.LocalName is "style" or "script" || e.Attributes().Any(a => a.Name == "style"));
        Assert.Equal(Dark(qr), Drawn(svg.Elements().Last().Attribute("d")!.Value));
    }

    [Fact]
    public void Png_has_so_many_pixels_a_module()
    {
        var qr = Qr.Of(Text(100));
        var png = qr.ToPng(pixels: 5);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(qr.Side * 5, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(png, qr.ToPng(pixels: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => qr.ToPng(0));
    }

    private static string Text(int length) => "HTTPS://A.EXAMPLE/R/".PadRight(length, 'Q')[..length];

    private static bool Finder(Qr qr, int left, int top) => Enumerable.Range(0, 7).All(i => qr[left + i, top] && qr[left, top + i] && qr[left + 3, top + 3]);

    private static int Dark(Qr qr) => Enumerable.Range(0, qr.Side * qr.Side).Count(i => qr[i % qr.Side, i / qr.Side]);

    private static int Drawn(string path) => Width().Matches(path).Sum(run => int.Parse(run.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"h(\d+)v")]
    private static partial Regex Width();
}
