using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Unicode;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>Why a file is not taken as evidence.</summary>
public enum EvidenceRefusal
{
    /// <summary>It is of a kind that nobody should have to open: only photos, PDF, plain text and office files without macros are taken.</summary>
    Type,
    /// <summary>It is a photo as an iPhone keeps it, which few others can open.</summary>
    Heic,
    /// <summary>It ends too early, or contradicts itself.</summary>
    Damaged,
    /// <summary>It opens with a password only.</summary>
    Encrypted,
    /// <summary>It is small, and what comes out of it is not.</summary>
    TooLargeWhenOpened,
    /// <summary>It is not the file that was announced.</summary>
    DigestMismatch,
}

/// <summary>The stable words of these refusals.</summary>
public static class EvidenceRefusalWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this EvidenceRefusal refusal) => refusal switch
    {
        EvidenceRefusal.Type => "evidence_type",
        EvidenceRefusal.Heic => "evidence_heic",
        EvidenceRefusal.Damaged => "evidence_damaged",
        EvidenceRefusal.Encrypted => "evidence_encrypted",
        EvidenceRefusal.TooLargeWhenOpened => "evidence_too_large_when_opened",
        EvidenceRefusal.DigestMismatch => "evidence_digest_mismatch",
        _ => throw new UnreachableException(),
    };
}

/// <summary>A file that may be kept as evidence.</summary>
/// <param name="MediaType">What it is, by its content.</param>
/// <param name="Content">The bytes to keep: of a photo, without where it was taken and by which device.</param>
public sealed record EvidenceContent(string MediaType, byte[] Content);

/// <summary>Which files are taken as evidence. A file is judged by what it holds, never by its name or by what its sender calls it.</summary>
public static class EvidenceRules
{
    /// <summary>A photo (ISO/IEC 10918-1).</summary>
    public const string Jpeg = "image/jpeg";
    /// <summary>A drawing or a picture of a screen (ISO/IEC 15948).</summary>
    public const string Png = "image/png";
    /// <summary>A photo (RFC 9649).</summary>
    public const string WebP = "image/webp";
    /// <summary>A document (ISO 32000).</summary>
    public const string Pdf = "application/pdf";
    /// <summary>Plain text.</summary>
    public const string Text = "text/plain";
    /// <summary>A table as plain text (RFC 4180).</summary>
    public const string Csv = "text/csv";
    /// <summary>An OpenDocument text (ISO/IEC 26300).</summary>
    public const string Odt = "application/vnd.oasis.opendocument.text";
    /// <summary>An OpenDocument table (ISO/IEC 26300).</summary>
    public const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    /// <summary>An Office Open XML text (ISO/IEC 29500).</summary>
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    /// <summary>An Office Open XML table (ISO/IEC 29500).</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>All that is kept.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [Jpeg, Png, WebP, Pdf, Text, Csv, Odt, Ods, Docx, Xlsx];

    /// <summary>Brands of the ISO base media format (ISO/IEC 14496-12) under which phones write photos in HEIF.</summary>
    private static readonly string[] HeifBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1"];

    private static readonly SearchValues<byte> NotInText = SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b).Where(b => b is not ((byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r')), 127]);

    private static readonly SearchValues<byte> Unassigned = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    /// <summary>The letters that a file of this kind bears after its dot.</summary>
    public static string ExtensionOf(string mediaType) => mediaType switch
    {
        Jpeg => "jpg",
        Png => "png",
        WebP => "webp",
        Pdf => "pdf",
        Csv => "csv",
        Odt => "odt",
        Ods => "ods",
        Docx => "docx",
        Xlsx => "xlsx",
        _ => "txt",
    };

    /// <summary>What forbids a file; null if it may be kept.</summary>
    /// <param name="file">All of its bytes.</param>
    /// <param name="announced">Their digest as its sender announced it; null if none was.</param>
    /// <param name="called">The media type as its sender calls it: it tells only a table from other plain text.</param>
    /// <param name="content">What to keep.</param>
    public static EvidenceRefusal? Decide(byte[] file, Digest? announced, string called, out EvidenceContent? content)
    {
        content = null;
        if (announced is { } digest && Digest.Of(file) != digest) return EvidenceRefusal.DigestMismatch;

        var (type, kept) = (Text, file);
        ReadOnlySpan<byte> bytes = file;
        EvidenceRefusal? refusal;
        if (bytes.StartsWith(Photo.JpegStart)) (type, refusal) = (Jpeg, Photo.OfJpeg(bytes, out kept));
        else if (bytes.StartsWith(Photo.PngStart)) (type, refusal) = (Png, Photo.OfPng(bytes, out kept));
        else if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8)) (type, refusal) = (WebP, Photo.OfWebP(bytes, out kept));
        else if (bytes.StartsWith("%PDF-"u8)) (type, refusal) = (Pdf, OfPdf(bytes));
        else if (bytes.StartsWith("PK\u0003\u0004"u8)) refusal = OfficeFile.Decide(file, out type);
        else if (bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8)) refusal = HeifBrands.Contains(Encoding.ASCII.GetString(bytes[8..12])) ? EvidenceRefusal.Heic : EvidenceRefusal.Type;
        else (type, refusal) = (called == Csv ? Csv : Text, OfText(bytes));

        if (refusal is null) content = new(type, kept);
        return refusal;
    }

    private static EvidenceRefusal? OfPdf(ReadOnlySpan<byte> file)
    {
        if (file[Math.Max(0, file.Length - 1024)..].LastIndexOf("%%EOF"u8) < 0) return EvidenceRefusal.Damaged;
        for (var rest = file; ;)
        {
            var at = rest.IndexOf("/Encrypt"u8);
            if (at < 0) return null;
            rest = rest[(at + 8)..];
            // The key of the trailer, and not the beginning of a longer name.
            if (rest is [(byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'<' or (byte)'/', ..]) return EvidenceRefusal.Encrypted;
        }
    }

    /// <summary>Plain text holds no control characters, and does not begin as a page, a drawing or a script does.</summary>
    private static EvidenceRefusal? OfText(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return EvidenceRefusal.Damaged;
        if (file.IndexOfAny(NotInText) >= 0) return EvidenceRefusal.Type;
        var start = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        start = start.TrimStart(" \t\r\n\f"u8);
        if (start.StartsWith("<"u8) || start.StartsWith("#!"u8)) return EvidenceRefusal.Type;
        // Else Windows-1252, in which spreadsheets of our country still write tables; five of its bytes mean nothing.
        return Utf8.IsValid(file) || file.IndexOfAny(Unassigned) < 0 ? null : EvidenceRefusal.Type;
    }
}
