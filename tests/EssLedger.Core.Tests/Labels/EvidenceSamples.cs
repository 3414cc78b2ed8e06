using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EssLedger.Core.Labels;

/// <summary>Files as phones and offices write them, and as somebody with bad intentions would.</summary>
internal static class EvidenceSamples
{
    public const string Taken = "2026:11:25 10:30:00";

    /// <summary>A JPEG of this size; its picture is a few bytes that no decoder has to like.</summary>
    /// <param name="segments">What stands between its beginning and the frame.</param>
    public static byte[] Jpeg(int width = 4000, int height = 3000, params byte[][] segments) =>
    [
        0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. segments.SelectMany(s => s),
        .. Segment(0xDB, new byte[65]), .. Segment(0xC0, [8, .. Two(height), .. Two(width), 1, 1, 0x11, 0]), .. Segment(0xC4, new byte[30]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9,
    ];

    public static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, .. Two(body.Length + 2), .. body];

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)(value & 0xFF)];

    /// <summary>What a phone writes beside a photo: which side is up, its own make, when and where.</summary>
    public static byte[] Exif(bool little, ushort orientation = 6, string taken = Taken)
    {
        var tiff = new byte[400];
        (little ? "II*\0"u8 : "MM\0*"u8).CopyTo(tiff);
        Put4(4, 8);
        Directory(8, (0x010F, 2, 8, 100), (0x0112, 3, 1, little ? orientation : (uint)orientation << 16), (0x8769, 4, 1, 120), (0x8825, 4, 1, 200));
        "PHONE-X\0"u8.CopyTo(tiff.AsSpan(100));
        Directory(120, (0x9003, 2, 20, 160));
        Encoding.ASCII.GetBytes(taken + "\0").CopyTo(tiff, 160);
        Directory(200, (1, 2, 2, 0x4E000000), (2, 5, 3, 260));
        "GPS-50-38"u8.CopyTo(tiff.AsSpan(260));
        return Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]);

        void Directory(int at, params (ushort Tag, ushort Type, uint Count, uint Value)[] entries)
        {
            Put2(at, (ushort)entries.Length);
            foreach (var (i, (tag, type, count, value)) in entries.Index())
            {
                Put2(at + 2 + (12 * i), tag);
                Put2(at + 4 + (12 * i), type);
                Put4(at + 6 + (12 * i), count);
                Put4(at + 10 + (12 * i), value);
            }
        }

        void Put2(int at, ushort value)
        {
            if (little) BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
            else BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
        }

        void Put4(int at, uint value)
        {
            if (little) BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
            else BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value);
        }
    }

    public static byte[] Png(int width = 100, int height = 100, params byte[][] chunks) =>
    [
        0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR", [.. Four(width), .. Four(height), 8, 0, 0, 0, 0]), .. chunks.SelectMany(c => c), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []),
    ];

    public static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        return [.. Four(body.Length), .. named, .. Four(Crc(named))];
    }

    private static int Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var bit in bytes.SelectMany(b => Enumerable.Range(0, 8).Select(i => (uint)(b >> i) & 1))) crc = ((crc ^ bit) & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        return unchecked((int)~crc);
    }

    private static byte[] Four(int value) => [(byte)((value >> 24) & 0xFF), (byte)((value >> 16) & 0xFF), (byte)((value >> 8) & 0xFF), (byte)(value & 0xFF)];

    public static byte[] WebP(params (string Type, byte[] Body)[] chunks)
    {
        byte[] all = [.. "WEBP"u8, .. chunks.SelectMany(c => (byte[])[.. Encoding.ASCII.GetBytes(c.Type), .. BitConverter.GetBytes(c.Body.Length), .. c.Body, .. new byte[c.Body.Length % 2]])];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(all.Length), .. all];
    }

    /// <summary>The still picture of a WebP: a lossless one of this size.</summary>
    public static (string, byte[]) Lossless(int width, int height) => ("VP8L", [0x2F, .. BitConverter.GetBytes((width - 1) | ((height - 1) << 14)), 1, 2]);

    public static (string, byte[]) Canvas(int width, int height, byte flags) =>
        ("VP8X", [flags, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]]);

    public static byte[] Pdf(string trailer = "") => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R{trailer}>>\nstartxref\n9\n%%EOF\n");

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    public static byte[] Docx(params (string Name, byte[] Content)[] further) => Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w:document/>"u8.ToArray()), .. further]);

    public static byte[] Xlsx() => Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<workbook/>"u8.ToArray()));

    public static byte[] OpenDocument(string kind) =>
        Zip(("mimetype", Encoding.ASCII.GetBytes($"application/vnd.oasis.opendocument.{kind}")), ("content.xml", "<office:document-content/>"u8.ToArray()));

    /// <summary>Zeros pack to a thousandth.</summary>
    public static byte[] Zeros(int megabytes) => new byte[megabytes << 20];
}
