using System.Buffers.Binary;
using System.Text;
using CsCheck;
using EssLedger.Core.Identifiers;
using static EssLedger.Core.Labels.EvidenceSamples;

namespace EssLedger.Core.Labels;

public sealed class EvidenceRulesTests
{
    private static EvidenceRefusal? Decide(byte[] file, string called = "application/octet-stream") => EvidenceRules.Decide(file, null, called, out _);

    private static EvidenceContent Taken(byte[] file, string called = "application/octet-stream")
    {
        Assert.Null(EvidenceRules.Decide(file, Digest.Of(file), called, out var content));
        return content!;
    }

    public static TheoryData<string, string> Good() => new()
    {
        { "jpeg", "image/jpeg" }, { "png", "image/png" }, { "webp", "image/webp" }, { "pdf", "application/pdf" }, { "text", "text/plain" }, { "csv", "text/csv" },
        { "odt", "application/vnd.oasis.opendocument.text" }, { "ods", "application/vnd.oasis.opendocument.spreadsheet" },
        { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" }, { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    };

    [Theory, MemberData(nameof(Good))]
    public void What_offices_and_phones_write_is_taken_for_what_it_is(string kind, string type)
    {
        var file = Sample(kind);
        Assert.Equal(type, Taken(file, kind == "csv" ? "text/csv" : "application/x-msdownload").MediaType);
    }

    private static byte[] Sample(string kind) => kind switch
    {
        "jpeg" => Jpeg(),
        "png" => Png(),
        "webp" => WebP(Lossless(100, 100)),
        "pdf" => Pdf(),
        "text" => "Reçu du 25 novembre : 12,50 €\r\n"u8.ToArray(),
        "csv" => Encoding.Latin1.GetBytes("libellé;montant\r\ncafé équitable;12,50\r\n"),
        "odt" => OpenDocument("text"),
        "ods" => OpenDocument("spreadsheet"),
        "docx" => Docx(),
        "xlsx" => Xlsx(),
        _ => throw new ArgumentException(kind),
    };

    public static TheoryData<string, EvidenceRefusal> Bad() => new()
    {
        { "nothing", EvidenceRefusal.Damaged },
        { "svg", EvidenceRefusal.Type }, { "svg after a mark and blank lines", EvidenceRefusal.Type }, { "svg in UTF-16", EvidenceRefusal.Type }, { "html", EvidenceRefusal.Type },
        { "script", EvidenceRefusal.Type }, { "windows program", EvidenceRefusal.Type }, { "linux program", EvidenceRefusal.Type }, { "gif", EvidenceRefusal.Type }, { "film", EvidenceRefusal.Type },
        { "old word", EvidenceRefusal.Type }, { "bytes of no alphabet", EvidenceRefusal.Type },
        { "heic", EvidenceRefusal.Heic }, { "heif", EvidenceRefusal.Heic },
        { "jpeg cut in its picture", EvidenceRefusal.Damaged }, { "jpeg cut in its head", EvidenceRefusal.Damaged }, { "jpeg without picture", EvidenceRefusal.Damaged }, { "jpeg of no height", EvidenceRefusal.Damaged },
        { "jpeg of 65535 by 65535", EvidenceRefusal.TooLargeWhenOpened },
        { "png cut", EvidenceRefusal.Damaged }, { "png with another byte", EvidenceRefusal.Damaged }, { "png without picture", EvidenceRefusal.Damaged }, { "png of a size that lies", EvidenceRefusal.Damaged },
        { "png of 100000 by 100000", EvidenceRefusal.TooLargeWhenOpened },
        { "webp cut", EvidenceRefusal.Damaged }, { "webp that moves", EvidenceRefusal.Type }, { "webp of 16384 by 16384", EvidenceRefusal.TooLargeWhenOpened },
        { "pdf cut", EvidenceRefusal.Damaged }, { "pdf with password", EvidenceRefusal.Encrypted },
        { "zip", EvidenceRefusal.Type }, { "program in a zip", EvidenceRefusal.Type }, { "docx with macros", EvidenceRefusal.Type }, { "odt with macros", EvidenceRefusal.Type }, { "epub", EvidenceRefusal.Type },
        { "docx cut", EvidenceRefusal.Damaged }, { "docx with another byte", EvidenceRefusal.Damaged }, { "docx with password", EvidenceRefusal.Encrypted },
        { "docx of 200 MB", EvidenceRefusal.TooLargeWhenOpened }, { "docx of 60 MB of nothing", EvidenceRefusal.TooLargeWhenOpened }, { "docx that says it is small", EvidenceRefusal.TooLargeWhenOpened },
        { "docx whose entries overlap", EvidenceRefusal.TooLargeWhenOpened }, { "docx of many entries", EvidenceRefusal.TooLargeWhenOpened }, { "docx of archives in archives", EvidenceRefusal.TooLargeWhenOpened },
        { "docx with a bomb in it", EvidenceRefusal.TooLargeWhenOpened },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_nobody_should_open_is_refused_with_its_reason(string kind, EvidenceRefusal refusal) => Assert.Equal(refusal, Decide(Nasty(kind), "image/jpeg"));

    private static byte[] Nasty(string kind)
    {
        switch (kind)
        {
            case "nothing": return [];
            case "svg": return "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray();
            case "svg after a mark and blank lines": return "\uFEFF \r\n\t<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"u8.ToArray();
            case "svg in UTF-16": return [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<svg onload=\"alert(1)\"/>")];
            case "html": return "<!doctype html><script>alert(1)</script>"u8.ToArray();
            case "script": return "#!/bin/sh\nrm -rf /\n"u8.ToArray();
            case "windows program": return [.. "MZ"u8, .. new byte[100]];
            case "linux program": return [0x7F, .. "ELF"u8, .. new byte[100]];
            case "gif": return [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];
            case "film": return [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[100]];
            case "old word": return [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[500]];
            case "bytes of no alphabet": return [0x81, 0x8D, 0x90, 0xC3];
            case "heic": return [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[100]];
            case "heif": return [0, 0, 0, 24, .. "ftypmif1"u8, .. new byte[100]];
            case "jpeg cut in its picture": return Jpeg()[..^3];
            case "jpeg cut in its head": return Jpeg()[..40];
            case "jpeg without picture": return [0xFF, 0xD8, 0xFF, 0xD9];
            case "jpeg of no height": return Jpeg(100, 0);
            case "jpeg of 65535 by 65535": return Jpeg(65535, 65535);
            case "png cut": return Png()[..^10];
            case "png with another byte": return Changed(Png(), 20);
            case "png without picture": return [.. Png()[..33], .. Chunk("IEND", [])];
            case "png of a size that lies": return [.. Png()[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, .. new byte[20]];
            case "png of 100000 by 100000": return Png(100_000, 100_000);
            case "webp cut": return WebP(Lossless(10, 10))[..^3];
            case "webp that moves": return WebP(Canvas(10, 10, 0x02), ("ANIM", new byte[6]), ("ANMF", new byte[30]));
            case "webp of 16384 by 16384": return WebP(Lossless(16384, 16384));
            case "pdf cut": return [.. Pdf()[..60], .. new byte[2000]];
            case "pdf with password": return Pdf(" /Encrypt 5 0 R");
            case "zip": return Zip(("holiday.txt", "sun"u8.ToArray()));
            case "program in a zip": return Zip(("invoice.pdf.exe", "MZ"u8.ToArray()));
            case "docx with macros": return Docx(("word/vbaProject.bin", [1]));
            case "odt with macros": return Zip(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("Basic/Standard/Module1.xml", [1]));
            case "epub": return Zip(("mimetype", "application/epub+zip"u8.ToArray()));
            case "docx cut": return Docx()[..^30];
            case "docx with another byte":
                var bent = Docx(("word/media/photo.bin", [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i % 251))]));
                return Changed(bent, bent.AsSpan().IndexOf("word/media/photo.bin"u8) + 60);
            case "docx with password":
                var locked = Docx();
                locked[locked.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
                return locked;
            case "docx of 200 MB": return Docx(("word/media/a.bin", Zeros(100)), ("word/media/b.bin", Zeros(100)));
            case "docx of 60 MB of nothing": return Docx(("word/media/a.bin", Zeros(60)));
            case "docx that says it is small":
                var lying = Docx(("word/media/a.bin", Zeros(60)));
                var entry = lying.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
                BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(entry + 24), 1000);
                return lying;
            case "docx whose entries overlap":
                var shared = Docx(("word/media/a.bin", [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i % 251))]), ("word/media/b.bin", [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i % 251))]));
                var second = shared.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
                var first = shared.AsSpan(0, second).LastIndexOf("PK\u0001\u0002"u8);
                shared.AsSpan(first + 42, 4).CopyTo(shared.AsSpan(second + 42));
                return shared;
            case "docx of many entries": return Docx([.. Enumerable.Range(0, 6000).Select(i => ($"word/{i}", Array.Empty<byte>()))]);
            case "docx of archives in archives": return Docx(("a.zip", Zip(("b.zip", Zip(("c.zip", Zip(("d", [1]))))))));
            case "docx with a bomb in it": return Docx(("word/embeddings/table.xlsx", Zip(("a.bin", Zeros(60)))));
            default: throw new ArgumentException(kind);
        }
    }

    private static byte[] Changed(byte[] file, int at)
    {
        file[at] ^= 0x10;
        return file;
    }

    [Fact]
    public void A_file_other_than_the_announced_one_is_not_taken() =>
        Assert.Equal(EvidenceRefusal.DigestMismatch, EvidenceRules.Decide(Pdf(), Digest.Of(Png()), "application/pdf", out _));

    [Fact]
    public void What_is_not_a_photo_is_kept_as_it_came()
    {
        foreach (var file in new[] { Pdf(), Docx(), "text"u8.ToArray() }) Assert.Same(file, Taken(file).Content);
    }

    [Fact]
    public void A_table_within_a_document_is_no_bomb() => Taken(Docx(("word/embeddings/table.xlsx", Xlsx())));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_photo_is_kept_without_where_it_was_taken_and_by_what(bool little)
    {
        var xmp = Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS-50-38</x:xmpmeta>"u8]);
        var profile = Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 9, 9]);
        var file = Jpeg(segments: [Exif(little), xmp, profile, Segment(0xFE, "GPS-50-38"u8.ToArray()), Segment(0xED, "Photoshop 3.0\0GPS-50-38"u8.ToArray())]);
        byte[] withFilm = [.. file, .. "film GPS-50-38"u8];
        var kept = Taken(withFilm).Content;
        Assert.DoesNotContain("GPS-50-38", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("PHONE-X", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Contains("ICC_PROFILE", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Contains(EvidenceSamples.Taken, Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        // Which side is up: tag 0x0112, a short, once, 6.
        Assert.Contains("\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        // The picture itself, and nothing after it.
        Assert.Equal(file[^20..], kept[^20..]);
        Assert.Equal(kept, Taken(kept).Content);
    }

    [Theory]
    [InlineData((ushort)6, "<svg onload=alert>!")]
    [InlineData((ushort)60000, EvidenceSamples.Taken)]
    [InlineData((ushort)0, "")]
    public void Only_a_day_and_a_side_pass_for_such(ushort side, string taken)
    {
        var text = Encoding.Latin1.GetString(Taken(Jpeg(segments: [Exif(true, side, taken)])).Content);
        Assert.DoesNotContain("svg", text, StringComparison.Ordinal);
        Assert.Equal(side is >= 1 and <= 8 || taken == EvidenceSamples.Taken, text.Contains("Exif", StringComparison.Ordinal));
    }

    [Fact]
    public void Drawings_are_kept_without_what_they_tell_besides()
    {
        var png = Taken([.. Png(100, 100, Chunk("tEXt", "Comment\0GPS-50-38"u8.ToArray()), Chunk("eXIf", "GPS-50-38"u8.ToArray()), Chunk("gAMA", [0, 0, 1, 0])), .. "GPS-50-38"u8]).Content;
        Assert.Equal(Png(100, 100, Chunk("gAMA", [0, 0, 1, 0])), png);
        var webp = Taken([.. WebP(Canvas(10, 10, 0x0C), Lossless(10, 10), ("EXIF", "GPS-50-38"u8.ToArray()), ("XMP ", "GPS-50-38"u8.ToArray())), .. "GPS-50-38"u8]).Content;
        Assert.Equal(WebP(Canvas(10, 10, 0), Lossless(10, 10)), webp);
    }

    [Fact]
    public void No_file_breaks_the_rules_however_it_is_bent()
    {
        string[] kinds = ["jpeg", "png", "webp", "pdf", "odt", "docx"];
        var samples = kinds.Select(Sample).Append(Jpeg(segments: [Exif(true)])).Append(Docx(("word/embeddings/table.xlsx", Xlsx()))).ToArray();
        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Int[0, 2000], Gen.Select(Gen.Int[0, 2000], Gen.Byte).Array[0, 6]).Sample((which, cut, changes) =>
        {
            var file = samples[which].ToArray();
            foreach (var (at, value) in changes) file[at % file.Length] = value;
            if (cut < file.Length) file = file[..^(cut / 4)];
            var refusal = EvidenceRules.Decide(file, null, "", out var content);
            Assert.Equal(refusal is null, content is not null);
        }, iter: 20_000);
    }
}
