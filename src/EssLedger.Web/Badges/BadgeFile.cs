using System.Buffers.Binary;
using System.Text;
using System.Xml;
using EssLedger.Web.Api;

namespace EssLedger.Web.Badges;

/// <summary>What a file turned out to be.</summary>
public enum BadgeFileKind
{
    /// <summary>It carries a text that may be a badge.</summary>
    Text,
    /// <summary>A picture or drawing of a kind that can carry a badge, without one.</summary>
    Empty,
    /// <summary>A photo: if a code is to be seen on it, a browser has to read it.</summary>
    Photo,
    /// <summary>Nothing that a badge comes in.</summary>
    Other,
    /// <summary>More than anybody's photo.</summary>
    TooLarge,
    /// <summary>There was no file.</summary>
    Missing,
}

/// <summary>
/// The badge in a file that a stranger sent: a baked PNG or SVG, a credential, or the text of a code. The file passes by and is kept nowhere; no picture is ever
/// decoded and nothing is unpacked, so that a small file cannot become a large one here.
/// </summary>
/// <param name="Kind">What the file is.</param>
/// <param name="Text">The text, not yet believed; only of <see cref="BadgeFileKind.Text"/>.</param>
public sealed record BadgeFile(BadgeFileKind Kind, string? Text = null)
{
    /// <summary>The longest drawing or text that is read, in bytes. Pictures may be longer: only their chunk with the badge is read.</summary>
    public const int LongestText = 512 * 1024;

    private const string Namespace = "https://purl.imsglobal.org/ob/v3p0";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n"u8];

    /// <summary>Reads a file from its beginning.</summary>
    public static async Task<BadgeFile> Read(Stream file, CancellationToken aborted)
    {
        var head = new byte[16];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, aborted);
        if (head.AsSpan(0, length).StartsWith(Png)) return await Picture(new(head[Png.Length..], file), aborted);
        if (IsPhoto(head)) return new(BadgeFileKind.Photo);
        if (await Whole(head.AsMemory(0, length), file, aborted) is not { } text) return new(BadgeFileKind.Other);
        return text.StartsWith('<') ? Drawing(text)
            : text.Length is > 0 and <= BadgeEndpoints.LongestText && !text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)) ? new(BadgeFileKind.Text, text)
            : new(BadgeFileKind.Other);
    }

    // JPEG, GIF, WebP; HEIC and AVIF are boxes of ISO/IEC 14496-12, of which the first is "ftyp".
    private static bool IsPhoto(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith("GIF8"u8) || (head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8)) || head[4..].StartsWith("ftyp"u8);

    private static async Task<string?> Whole(ReadOnlyMemory<byte> head, Stream rest, CancellationToken aborted)
    {
        using var whole = new MemoryStream();
        whole.Write(head.Span);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await rest.ReadAsync(buffer, aborted)) > 0;)
        {
            if (whole.Length + read > LongestText) return null;
            whole.Write(buffer.AsSpan(0, read));
        }
        try
        {
            return Utf8.GetString(whole.GetBuffer(), 0, (int)whole.Length).Trim().TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>An <c>openbadges:credential</c> in a drawing: the JWT in its attribute, or the JSON in it (Open Badges 3.0 §5.3.2).</summary>
    private static BadgeFile Drawing(string text)
    {
        // No entity is expanded, and nothing is fetched.
        using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        try
        {
            if (xml.MoveToContent() is not XmlNodeType.Element || xml.LocalName != "svg") return new(BadgeFileKind.Other);
            while (xml.Read())
            {
                if (xml.NodeType is not XmlNodeType.Element || xml.LocalName != "credential" || xml.NamespaceURI != Namespace) continue;
                var says = (xml.GetAttribute("verify") is { Length: > 0 } jwt ? jwt : xml.ReadElementContentAsString()).Trim();
                return says.Length is > 0 and <= BadgeEndpoints.LongestText ? new(BadgeFileKind.Text, says) : new(BadgeFileKind.Empty);
            }
            return new(BadgeFileKind.Empty);
        }
        catch (XmlException)
        {
            return new(BadgeFileKind.Other);
        }
    }

    /// <summary>The <c>iTXt</c> chunk of a PNG whose keyword is <c>openbadgecredential</c>, not compressed (Open Badges 3.0 §5.3.1); all others are passed over.</summary>
    private static async Task<BadgeFile> Picture(Rest rest, CancellationToken aborted)
    {
        var header = new byte[8];
        while (await rest.Fill(header, aborted))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            var type = Encoding.ASCII.GetString(header, 4, 4);
            if (length > int.MaxValue) return new(BadgeFileKind.Other);
            if (type == "IEND") return new(BadgeFileKind.Empty);
            if (type == "iTXt" && length <= LongestText)
            {
                var chunk = new byte[length];
                if (!await rest.Fill(chunk, aborted)) break;
                if (Credential(chunk) is { } says) return new(BadgeFileKind.Text, says);
                length = 0;
            }
            // Four more for the checksum: the badge is signed, and the rest is of no interest.
            if (!await rest.Pass((long)length + 4, aborted)) break;
        }
        return new(BadgeFileKind.Other);
    }

    // Keyword, 0, compressed or not, method, language, 0, translated keyword, 0, text (PNG §11.3.3.4).
    private static string? Credential(ReadOnlySpan<byte> chunk)
    {
        if (!chunk.StartsWith("openbadgecredential\0\0\0"u8)) return null;
        var rest = chunk[22..];
        for (var skipped = 0; skipped < 2; skipped++)
        {
            if (rest.IndexOf((byte)0) is not (>= 0 and var end)) return null;
            rest = rest[(end + 1)..];
        }
        if (rest.Length is 0 or > BadgeEndpoints.LongestText) return null;
        try
        {
            return Utf8.GetString(rest).Trim();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What comes after the bytes that were read already.</summary>
    private sealed class Rest(byte[] read, Stream file)
    {
        private ReadOnlyMemory<byte> _read = read;

        /// <summary>Fills a buffer; false where the file ends too early.</summary>
        public async Task<bool> Fill(Memory<byte> buffer, CancellationToken aborted)
        {
            var ready = Math.Min(buffer.Length, _read.Length);
            _read[..ready].CopyTo(buffer);
            _read = _read[ready..];
            return await file.ReadAtLeastAsync(buffer[ready..], buffer.Length - ready, throwOnEndOfStream: false, aborted) == buffer.Length - ready;
        }

        public async Task<bool> Pass(long bytes, CancellationToken aborted)
        {
            var buffer = new byte[16 * 1024];
            for (; bytes > 0; bytes -= Math.Min(bytes, buffer.Length))
                if (!await Fill(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), aborted)) return false;
            return true;
        }
    }
}
