using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EssLedger.Core.Labels;

/// <summary>Office files as evidence (OpenDocument, Office Open XML): ZIP archives (APPNOTE 6.3). Nothing is unpacked; what would come out is counted, and only as far as it may go.</summary>
internal static class OfficeFile
{
    private const int MostEntries = 5_000, DeepestNesting = 2;
    private const long MostBytes = 100 << 20;

    /// <summary>Text shrinks to a tenth, an empty table to a hundredth. Small files may be as dense as they like.</summary>
    private const long HighestRatio = 150, RatioCountsFrom = 10 << 20;

    private readonly record struct Entry(string Name, bool Stored, uint Crc, int Start, int Packed, long Size);

    /// <summary>What forbids the file; null if it may be kept.</summary>
    /// <param name="file">All of its bytes.</param>
    /// <param name="type">Which kind of office file it is.</param>
    public static EvidenceRefusal? Decide(byte[] file, out string type)
    {
        type = EvidenceRules.Text;
        if (Read(file, out var entries) is { } unreadable) return unreadable;
        if (entries.Exists(e => e.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.Name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || e.Name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)))
            return EvidenceRefusal.Type;
        if (TypeOf(file, entries) is not { } known) return EvidenceRefusal.Type;
        type = known;
        var left = MostBytes;
        return Count(file, entries, ref left, nesting: 0);
    }

    private static string? TypeOf(byte[] file, List<Entry> entries)
    {
        if (entries is [{ Name: "mimetype", Stored: true, Size: < 100 } first, ..])
            return Encoding.ASCII.GetString(file, first.Start, first.Packed) is var said && said is EvidenceRules.Odt or EvidenceRules.Ods ? said : null;
        if (!entries.Exists(e => e.Name == "[Content_Types].xml")) return null;
        return entries.Exists(e => e.Name == "word/document.xml") ? EvidenceRules.Docx : entries.Exists(e => e.Name == "xl/workbook.xml") ? EvidenceRules.Xlsx : null;
    }

    /// <summary>Reads the directory at the archive's end and holds that the entries lie side by side, each once, and promise no more than may come out.</summary>
    private static EvidenceRefusal? Read(ReadOnlySpan<byte> file, out List<Entry> entries)
    {
        const int endLength = 22, directoryLength = 46, localLength = 30;
        entries = [];
        var end = file.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + endLength > file.Length || end + endLength + UInt16(file, end + 20) != file.Length) return EvidenceRefusal.Damaged;
        int count = UInt16(file, end + 10);
        var directory = UInt32(file, end + 16);
        // Also the mark of archives so large that these fields cannot hold it.
        if (count > MostEntries) return EvidenceRefusal.TooLargeWhenOpened;
        if (UInt16(file, end + 4) != 0 || UInt16(file, end + 8) != count || directory > (uint)end) return EvidenceRefusal.Damaged;

        var at = (int)directory;
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            if (at + directoryLength > end || UInt32(file, at) != 0x02014B50) return EvidenceRefusal.Damaged;
            var (flags, method, packed, size, local) = (UInt16(file, at + 8), UInt16(file, at + 10), UInt32(file, at + 20), UInt32(file, at + 24), UInt32(file, at + 42));
            var nameLength = UInt16(file, at + 28);
            var next = at + directoryLength + nameLength + UInt16(file, at + 30) + UInt16(file, at + 32);
            if (next > end) return EvidenceRefusal.Damaged;
            if ((flags & 1) != 0) return EvidenceRefusal.Encrypted;
            if (method is not (0 or 8) || local > directory || directory - local < localLength || UInt32(file, (int)local) != 0x04034B50) return EvidenceRefusal.Damaged;
            var start = (long)local + localLength + UInt16(file, (int)local + 26) + UInt16(file, (int)local + 28);
            if (start + packed > directory || (method == 0 && packed != size)) return EvidenceRefusal.Damaged;
            total += size;
            entries.Add(new(Encoding.UTF8.GetString(file.Slice(at + directoryLength, nameLength)), method == 0, UInt32(file, at + 16), (int)start, (int)packed, size));
            at = next;
        }
        if (total > MostBytes || (total > RatioCountsFrom && total > file.Length * HighestRatio)) return EvidenceRefusal.TooLargeWhenOpened;
        // Entries that share their bytes are how much is made of little.
        var taken = 0;
        foreach (var entry in entries.OrderBy(e => e.Start))
        {
            if (entry.Start < taken) return EvidenceRefusal.TooLargeWhenOpened;
            taken = entry.Start + entry.Packed;
        }
        return null;
    }

    /// <summary>Lets everything run out into nothing, to see whether it is as much as was promised; archives within it alike.</summary>
    private static EvidenceRefusal? Count(byte[] file, List<Entry> entries, ref long left, int nesting)
    {
        var buffer = new byte[64 * 1024];
        foreach (var entry in entries)
        {
            left -= entry.Size;
            if (left < 0) return EvidenceRefusal.TooLargeWhenOpened;
            using var packed = new MemoryStream(file, entry.Start, entry.Packed, writable: false);
            using var stream = entry.Stored ? (Stream)packed : new DeflateStream(packed, CompressionMode.Decompress);
            using var within = new MemoryStream();
            var (size, crc, isArchive) = (0L, uint.MaxValue, false);
            try
            {
                while (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and var read)
                {
                    var piece = buffer.AsSpan(0, read);
                    if (size == 0) isArchive = piece.StartsWith("PK\u0003\u0004"u8);
                    if ((size += read) > entry.Size) return EvidenceRefusal.TooLargeWhenOpened;
                    crc = Crc32.Add(crc, piece);
                    if (isArchive) within.Write(piece);
                }
            }
            catch (InvalidDataException)
            {
                return EvidenceRefusal.Damaged;
            }
            if (size != entry.Size || ~crc != entry.Crc) return EvidenceRefusal.Damaged;
            if (!isArchive) continue;
            if (nesting == DeepestNesting) return EvidenceRefusal.TooLargeWhenOpened;
            var inner = within.ToArray();
            if ((Read(inner, out var further) ?? Count(inner, further, ref left, nesting + 1)) is { } refusal) return refusal;
        }
        return null;
    }

    private static ushort UInt16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint UInt32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
