using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EssLedger.Core.Labels;

/// <summary>Photos as evidence: whether they are whole and of a size that one can open, and their bytes without what they tell besides the picture. Of all that a phone
/// writes beside it, only which side is up and when it was taken are kept: where somebody was and with which device is nobody's business here.</summary>
internal static class Photo
{
    /// <summary>Four bytes a pixel when opened: 200 MB.</summary>
    private const long MostPixels = 50_000_000;

    public static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];
    public static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static EvidenceRefusal? Size(long width, long height) =>
        width == 0 || height == 0 ? EvidenceRefusal.Damaged : width * height > MostPixels ? EvidenceRefusal.TooLargeWhenOpened : null;

    /// <summary>JPEG (ISO/IEC 10918-1): segments up to the end of the picture. What follows it (a video, further pictures) goes.</summary>
    public static EvidenceRefusal? OfJpeg(ReadOnlySpan<byte> file, out byte[] kept)
    {
        kept = [];
        var output = new ArrayBufferWriter<byte>(file.Length);
        output.Write(file[..2]);
        var (sized, scanned) = (false, false);
        for (var at = 2; ;)
        {
            if (at >= file.Length || file[at] != 0xFF) return EvidenceRefusal.Damaged;
            while (at + 1 < file.Length && file[at + 1] == 0xFF) at++;
            if (at + 1 >= file.Length) return EvidenceRefusal.Damaged;
            var marker = file[at + 1];
            if (marker == 0xD9)
            {
                if (!sized || !scanned) return EvidenceRefusal.Damaged;
                output.Write(file.Slice(at, 2));
                kept = output.WrittenSpan.ToArray();
                return null;
            }
            if (at + 4 > file.Length) return EvidenceRefusal.Damaged;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length) return EvidenceRefusal.Damaged;
            var segment = file.Slice(at, 2 + length);
            var body = segment[4..];
            at += segment.Length;

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (body.Length < 6) return EvidenceRefusal.Damaged;
                if (Size(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..])) is { } refusal) return refusal;
                sized = true;
            }
            if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8)) output.Write(Exif.Spare(body[6..]));
            if (IsKept(marker, body)) output.Write(segment);
            if (marker != 0xDA) continue;

            scanned = true;
            var scan = at;
            while (true)
            {
                var next = file[at..].IndexOf((byte)0xFF);
                if (next < 0 || at + next + 1 >= file.Length) return EvidenceRefusal.Damaged;
                at += next;
                // 00 stands for a byte FF of the picture itself, D0 … D7 for a fresh start within it.
                if (file[at + 1] is not (0x00 or >= 0xD0 and <= 0xD7)) break;
                at += 2;
            }
            output.Write(file[scan..at]);
        }
    }

    /// <summary>Of the applications' own segments, those by which colours are right.</summary>
    private static bool IsKept(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xE0 or 0xEE => true,
        0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
        >= 0xE1 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    /// <summary>PNG (ISO/IEC 15948): its first picture; chunks of text, of metadata and of films go, and a profile that could swell.</summary>
    public static EvidenceRefusal? OfPng(ReadOnlySpan<byte> file, out byte[] kept)
    {
        kept = [];
        var output = new ArrayBufferWriter<byte>(file.Length);
        output.Write(file[..8]);
        var drawn = false;
        for (var at = 8; ;)
        {
            if (at + 12 > file.Length) return EvidenceRefusal.Damaged;
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12)) return EvidenceRefusal.Damaged;
            var chunk = file.Slice(at, 12 + (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) != Crc32.Of(chunk[4..^4])) return EvidenceRefusal.Damaged;
            var type = Encoding.ASCII.GetString(chunk[4..8]);
            if (at == 8)
            {
                if (type != "IHDR" || length != 13) return EvidenceRefusal.Damaged;
                if (Size(BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..])) is { } refusal) return refusal;
            }
            at += chunk.Length;
            drawn |= type == "IDAT";
            if (type is "IHDR" or "PLTE" or "IDAT" or "IEND" or "tRNS" or "gAMA" or "cHRM" or "sRGB" or "sBIT" or "pHYs" or "bKGD" or "cICP") output.Write(chunk);
            else if (char.IsAsciiLetterUpper(type[0])) return EvidenceRefusal.Damaged;
            if (type != "IEND") continue;
            if (!drawn) return EvidenceRefusal.Damaged;
            kept = output.WrittenSpan.ToArray();
            return null;
        }
    }

    /// <summary>WebP (RFC 9649), one that does not move.</summary>
    public static EvidenceRefusal? OfWebP(ReadOnlySpan<byte> file, out byte[] kept)
    {
        const byte animation = 0x02, exif = 0x08, xmp = 0x04;
        kept = [];
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (size < 4 || size > (uint)(file.Length - 8)) return EvidenceRefusal.Damaged;
        var end = 8 + (int)size;
        var output = new ArrayBufferWriter<byte>(file.Length);
        output.Write(file[..12]);
        var drawn = false;
        for (var at = 12; at < end;)
        {
            if (at + 8 > end) return EvidenceRefusal.Damaged;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > (uint)(end - at - 8)) return EvidenceRefusal.Damaged;
            // Padded to an even length, which the last chunk of some writers lacks.
            var chunk = file.Slice(at, (int)Math.Min(8 + length + (length & 1), (uint)(end - at)));
            var body = chunk.Slice(8, (int)length);
            at += chunk.Length;
            var (type, refusal) = (Encoding.ASCII.GetString(chunk[..4]), (EvidenceRefusal?)null);
            switch (type)
            {
                case "VP8X" when body.Length >= 10:
                    if ((body[0] & animation) != 0) return EvidenceRefusal.Type;
                    refusal = Size(1 + UInt24(body[4..]), 1 + UInt24(body[7..]));
                    var header = chunk.ToArray();
                    header[8] &= unchecked((byte)~(exif | xmp));
                    output.Write(header);
                    break;
                case "VP8 " when body.Length >= 10 && body[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]):
                    refusal = Size(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
                    drawn = true;
                    output.Write(chunk);
                    break;
                case "VP8L" when body.Length >= 5 && body[0] == 0x2F:
                    var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
                    refusal = Size(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
                    drawn = true;
                    output.Write(chunk);
                    break;
                case "ALPH" or "ICCP":
                    output.Write(chunk);
                    break;
                case "VP8X" or "VP8 " or "VP8L":
                    return EvidenceRefusal.Damaged;
            }
            if (refusal is not null) return refusal;
        }
        if (!drawn) return EvidenceRefusal.Damaged;
        kept = output.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(kept.AsSpan(4), (uint)(kept.Length - 8));
        return null;

        static int UInt24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
    }

    /// <summary>What cameras write beside a picture (CIPA DC-008, in the form of TIFF 6.0).</summary>
    private static class Exif
    {
        private const ushort Orientation = 0x0112, DateTime = 0x0132, More = 0x8769, DateTimeOriginal = 0x9003;
        private const int DayLength = 20;

        /// <summary>A segment with which side is up and when it was taken, if the given one tells; else nothing.</summary>
        public static byte[] Spare(ReadOnlySpan<byte> tiff)
        {
            if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8))) return [];
            var little = tiff[0] == 'I';
            var first = UInt32(tiff, 4, little);
            var up = Find(tiff, first, Orientation, little) is { } o && UInt16(tiff, o + 8, little) is >= 1 and <= 8 and var side ? (ushort)side : (ushort)0;
            // When it was taken; in what was spared before, and of simple cameras, the only day there is.
            var day = (Find(tiff, first, More, little) is { } more ? Find(tiff, UInt32(tiff, more + 8, little), DateTimeOriginal, little) : null) ?? Find(tiff, first, DateTime, little);
            var taken = day is { } d ? Day(tiff, UInt32(tiff, d + 8, little)) : default;
            return up == 0 && taken.IsEmpty ? [] : Write(up, taken);
        }

        /// <summary>Where the entry of a tag stands in a directory, if it does.</summary>
        private static int? Find(ReadOnlySpan<byte> tiff, uint directory, ushort tag, bool little)
        {
            if (directory > (uint)tiff.Length || tiff.Length - (int)directory < 2) return null;
            var count = UInt16(tiff, (int)directory, little);
            for (var (i, at) = (0, (int)directory + 2); i < count && at + 12 <= tiff.Length; (i, at) = (i + 1, at + 12))
                if (UInt16(tiff, at, little) == tag) return at;
            return null;
        }

        /// <summary>As <c>2026:11:25 10:30:00</c> and a zero; anything else is none.</summary>
        private static ReadOnlySpan<byte> Day(ReadOnlySpan<byte> tiff, uint at)
        {
            if (at > (uint)tiff.Length || tiff.Length - (int)at < DayLength) return default;
            var day = tiff.Slice((int)at, DayLength);
            for (var i = 0; i < DayLength - 1; i++)
                if (i switch { 4 or 7 or 13 or 16 => day[i] != ':', 10 => day[i] != ' ', _ => !char.IsAsciiDigit((char)day[i]) }) return default;
            return day[^1] == 0 ? day : default;
        }

        private static byte[] Write(ushort up, ReadOnlySpan<byte> taken)
        {
            const int head = 4 + 6, directory = 8;
            var count = (up == 0 ? 0 : 1) + (taken.IsEmpty ? 0 : 1);
            var values = directory + 2 + (12 * count) + 4;
            var segment = new byte[head + values + taken.Length];
            BinaryPrimitives.WriteUInt16BigEndian(segment, 0xFFE1);
            BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
            "Exif\0\0MM\0*"u8.CopyTo(segment.AsSpan(4));
            var tiff = segment.AsSpan(head);
            BinaryPrimitives.WriteUInt32BigEndian(tiff[4..], directory);
            BinaryPrimitives.WriteUInt16BigEndian(tiff[directory..], (ushort)count);
            var entry = tiff[(directory + 2)..];
            if (up != 0)
            {
                Enter(entry, Orientation, type: 3, count: 1, value: (uint)up << 16);
                entry = entry[12..];
            }
            if (!taken.IsEmpty)
            {
                Enter(entry, DateTime, type: 2, count: DayLength, value: (uint)values);
                taken.CopyTo(tiff[values..]);
            }
            return segment;
        }

        private static void Enter(Span<byte> entry, ushort tag, ushort type, uint count, uint value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
            BinaryPrimitives.WriteUInt16BigEndian(entry[2..], type);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], count);
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], value);
        }

        private static ushort UInt16(ReadOnlySpan<byte> tiff, int at, bool little) =>
            little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);

        private static uint UInt32(ReadOnlySpan<byte> tiff, int at, bool little) =>
            little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]);
    }
}

/// <summary>The checksum of PNG and ZIP (ISO/IEC 15948 annex D); it finds accidents, not forgers.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++) c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(uint.MaxValue, bytes);

    /// <summary>Goes on with more bytes; begins with all bits set, and the last result is inverted.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }
}
