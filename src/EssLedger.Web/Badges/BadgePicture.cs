using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EssLedger.Core.Labels;
using EssLedger.Web.Api;
using EssLedger.Web.Pages;
using Microsoft.Extensions.FileProviders;

namespace EssLedger.Web.Badges;

/// <summary>Pictures that carry their credential in them, so that whoever has the picture has the proof (Open Badges 3.0 §5.3, baking).</summary>
public static class BadgePicture
{
    private static readonly XNamespace Svg11 = "http://www.w3.org/2000/svg", OpenBadges = "https://purl.imsglobal.org/ob/v3p0";
    private const string Green = "#0f4c35";
    private const int LongestLine = 24, Lines = 4;

    /// <summary>Where the seal of a kind is served, without holder and credential.</summary>
    public static string AddressOf(GrantKind kind) => $"/{FileOf(kind)}.png";

    /// <summary>The badge with its holder's name, level, number and last day. It carries the credential in an <c>openbadges:credential</c> element.</summary>
    public static string Svg(BadgeFacts badge, string jwt, string owner, Reader reader, IFileProvider files)
    {
        var seal = XElement.Parse(Encoding.UTF8.GetString(Read($"{FileOf(badge.Kind)}.svg", files)));
        seal.SetAttributeValue("x", 116);
        seal.SetAttributeValue("y", 40);
        seal.SetAttributeValue("width", 280);
        seal.SetAttributeValue("height", 280);
        var kind = reader[$"kind.{badge.Kind}"];
        var level = reader.Say("print.level", ("level", badge.Level.ToString(CultureInfo.InvariantCulture)));
        var name = Wrapped(badge.Holder);
        var below = 444 + (40 * name.Count);
        var texts = new List<XElement> { Line(kind, 372, 30, "400") };
        texts.AddRange(name.Select((line, i) => Line(line, 428 + (40 * i), 32, "700")));
        texts.Add(Line($"{level} · {reader.Say("print.number", ("number", badge.Number.Value))}", below, 24, "400"));
        texts.Add(Line(reader.Say("print.until", ("day", reader.Day(badge.Until))), below + 36, 24, "400"));
        texts.Add(Line(owner, below + 80, 20, "400"));
        var height = below + 112;
        return new XElement(Svg11 + "svg",
            new XAttribute(XNamespace.Xmlns + "openbadges", OpenBadges),
            new XAttribute("viewBox", $"0 0 512 {height}"), new XAttribute("role", "img"),
            new XElement(OpenBadges + "credential", new XAttribute("verify", jwt), ""),
            new XElement(Svg11 + "title", $"{kind} : {badge.Holder}"),
            new XElement(Svg11 + "rect", new XAttribute("x", 4), new XAttribute("y", 4), new XAttribute("width", 504), new XAttribute("height", height - 8), new XAttribute("rx", 28),
                new XAttribute("fill", "#fff"), new XAttribute("stroke", Green), new XAttribute("stroke-width", 8)),
            seal, texts).ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>The seal of a kind, with the credential in an <c>iTXt</c> chunk.</summary>
    public static byte[] Png(GrantKind kind, string jwt, IFileProvider files)
    {
        var picture = Seal(kind, files);
        // After the header chunk, which is always the first and 25 bytes long behind the 8 of the signature (PNG §5.6).
        const int behindHeader = 33;
        // Keyword, not compressed, no language, no translation, text (PNG §11.3.3.4).
        byte[] chunk = [.. "iTXt"u8, .. "openbadgecredential"u8, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(jwt)];
        var baked = new byte[picture.Length + chunk.Length + 8];
        picture.AsSpan(0, behindHeader).CopyTo(baked);
        BinaryPrimitives.WriteInt32BigEndian(baked.AsSpan(behindHeader), chunk.Length - 4);
        chunk.CopyTo(baked, behindHeader + 4);
        BinaryPrimitives.WriteUInt32BigEndian(baked.AsSpan(behindHeader + 4 + chunk.Length), Crc(chunk));
        picture.AsSpan(behindHeader).CopyTo(baked.AsSpan(behindHeader + 8 + chunk.Length));
        return baked;
    }

    /// <summary>The seal of a kind alone, as PNG.</summary>
    public static byte[] Seal(GrantKind kind, IFileProvider files) => Read($"{FileOf(kind)}.png", files);

    // PNG annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }

    private static XElement Line(string text, int y, int size, string weight) => new(Svg11 + "text",
        new XAttribute("x", 256), new XAttribute("y", y), new XAttribute("font-size", size), new XAttribute("font-weight", weight),
        new XAttribute("font-family", "system-ui, sans-serif"), new XAttribute("text-anchor", "middle"), new XAttribute("fill", Green), text);

    // By characters: nobody can measure a font that the reader's device will choose.
    private static List<string> Wrapped(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= LongestLine) lines[^1] += $" {word}";
            else lines.Add(word);
        }
        return lines.Count <= Lines ? lines : [.. lines.Take(Lines - 1), $"{lines[Lines - 1]}…"];
    }

    private static string FileOf(GrantKind kind) => $"pictures/badge-{LabelEndpoints.WordOf(kind)}";

    private static byte[] Read(string file, IFileProvider files)
    {
        using var stream = files.GetFileInfo(file).CreateReadStream();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
