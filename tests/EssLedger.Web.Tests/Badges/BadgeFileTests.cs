using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EssLedger.Web.Api;

namespace EssLedger.Web.Badges;

/// <summary>Files that strangers send to have them checked: honest ones, and such as are made to break what opens them.</summary>
public sealed class BadgeFileTests
{
    private const string Jwt = "eyJh.eyJi.c2ln";
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n"u8];

    [Fact]
    public async Task Picture_gives_up_its_badge_wherever_the_chunk_stands()
    {
        Assert.Equal(Jwt, await Text([.. Png, .. Header, .. Baked(Jwt), .. Chunk("IEND")]));
        Assert.Equal(Jwt, await Text([.. Png, .. Header, .. Chunk("iTXt", "Comment\0\0\0\0\0hello"u8), .. Chunk("IDAT", new byte[3_000_000]), .. Baked(Jwt), .. Chunk("IEND")]));
        // With a language and a translated keyword.
        Assert.Equal(Jwt, await Text([.. Png, .. Header, .. Chunk("iTXt", Encoding.UTF8.GetBytes($"openbadgecredential\0\0\0fr\0titre\0{Jwt}"))]));
    }

    [Fact]
    public async Task Picture_is_never_unpacked()
    {
        // 2^31 pixels square, whose lines would unpack to a hundred times what was sent: nobody looks.
        byte[] vast = [.. Png, .. Chunk("IHDR", [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 8, 6, 0, 0, 0]), .. Chunk("IDAT", Zipped(new byte[10_000_000])), .. Chunk("IEND")];
        Assert.Equal(BadgeFileKind.Empty, await Kind(vast));
        Assert.Equal(BadgeFileKind.Empty, await Kind([.. Png, .. Header, .. Chunk("zTXt", Zipped(new byte[10_000_000])), .. Chunk("IEND")]));
        byte[] compressed = [.. "openbadgecredential\0\u0001\0\0\0"u8, .. Zipped(Encoding.ASCII.GetBytes(Jwt))];
        Assert.Equal(BadgeFileKind.Empty, await Kind([.. Png, .. Header, .. Chunk("iTXt", compressed), .. Chunk("IEND")]));
    }

    [Fact]
    public async Task Picture_that_lies_about_its_chunks_is_none()
    {
        byte[] Long(uint length, string type)
        {
            var head = new byte[8];
            BinaryPrimitives.WriteUInt32BigEndian(head, length);
            Encoding.ASCII.GetBytes(type, head.AsSpan(4));
            return head;
        }
        foreach (var type in (string[])["iTXt", "IDAT"])
            foreach (var length in (uint[])[uint.MaxValue, int.MaxValue, (uint)int.MaxValue + 1, BadgeFile.LongestText, 100])
                Assert.Equal(BadgeFileKind.Other, await Kind([.. Png, .. Header, .. Long(length, type), .. "openbadgecredential\0"u8]));
        Assert.Equal(BadgeFileKind.Other, await Kind(Png));
        Assert.Equal(BadgeFileKind.Other, await Kind([.. Png, 0, 0, 0]));
        Assert.Equal(BadgeFileKind.Empty, await Kind([.. Png, .. Header, .. Chunk("iTXt", "openbadgecredential\0\0\0"u8), .. Chunk("iTXt", "openbadgecredential\0\0\0en\0"u8), .. Chunk("IEND")]));
        Assert.Equal(BadgeFileKind.Empty, await Kind([.. Png, .. Header, .. Baked(new string('x', BadgeEndpoints.LongestText + 1)), .. Chunk("IEND")]));
        Assert.Equal(BadgeFileKind.Empty, await Kind([.. Png, .. Header, .. Chunk("iTXt", [.. "openbadgecredential\0\0\0\0\0"u8, 0xFF, 0xFE]), .. Chunk("IEND")]));
    }

    [Fact]
    public async Task Drawing_gives_up_its_badge_and_nothing_else_of_it_is_looked_at()
    {
        const string start = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0">""";
        Assert.Equal(Jwt, await Text($"\uFEFF<?xml version=\"1.0\"?>\n{start}<script>alert(1)</script><ob:credential verify=\"{Jwt}\"/></svg>"));
        Assert.Equal("{\"a\":\"<b>\"}", await Text($"{start}<ob:credential><![CDATA[ {{\"a\":\"<b>\"}} ]]></ob:credential></svg>"));
        Assert.Equal(BadgeFileKind.Empty, await Kind($"{start}<script>alert(1)</script></svg>"));
        Assert.Equal(BadgeFileKind.Empty, await Kind($"{start}<ob:credential verify=\"\"/></svg>"));
        Assert.Equal(BadgeFileKind.Empty, await Kind($"{start}<credential verify=\"{Jwt}\"/></svg>"));
        Assert.Equal(BadgeFileKind.Empty, await Kind($"{start}<ob:credential verify=\"{new string('x', BadgeEndpoints.LongestText + 1)}\"/></svg>"));
        Assert.Equal(BadgeFileKind.Other, await Kind($"{start}<ob:credential><script/></ob:credential></svg>"));
        Assert.Equal(BadgeFileKind.Other, await Kind($"{start}<ob:credential>"));
        Assert.Equal(BadgeFileKind.Other, await Kind("<html><script>alert(1)</script></html>"));
    }

    [Theory]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg>&b;</svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg>&a;</svg>")]
    [InlineData("<!DOCTYPE svg SYSTEM \"http://127.0.0.1/dtd\"><svg/>")]
    public async Task Drawing_with_a_document_type_is_not_read(string svg) => Assert.Equal(BadgeFileKind.Other, await Kind(svg));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, BadgeFileKind.Photo)]
    [InlineData(new byte[] { 0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63 }, BadgeFileKind.Photo)]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50 }, BadgeFileKind.Photo)]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0xFF, 0xFF }, BadgeFileKind.Other)]
    [InlineData(new byte[] { }, BadgeFileKind.Other)]
    [InlineData(new byte[] { 0x20, 0x0A }, BadgeFileKind.Other)]
    [InlineData(new byte[] { 0x61, 0xFF }, BadgeFileKind.Other)]
    public async Task Other_files_are_told_apart(byte[] file, BadgeFileKind kind) => Assert.Equal(kind, await Kind(file));

    [Fact]
    public async Task Text_is_taken_as_it_is_unless_it_is_too_long_for_a_badge()
    {
        Assert.Equal(Jwt, await Text($" {Jwt}\n"));
        Assert.Equal(BadgeFileKind.Other, await Kind(new string('x', BadgeEndpoints.LongestText + 1)));
        Assert.Equal(BadgeFileKind.Other, await Kind(new string('x', BadgeFile.LongestText + 1)));
        // More than that is not even read.
        var endless = new Endless();
        Assert.Equal(BadgeFileKind.Other, (await BadgeFile.Read(endless, default)).Kind);
        Assert.InRange(endless.Given, BadgeFile.LongestText, BadgeFile.LongestText + 20_000);
    }

    private static byte[] Header => Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);

    private static byte[] Baked(string text) => Chunk("iTXt", Encoding.UTF8.GetBytes($"openbadgecredential\0\0\0\0\0{text}"));

    // The checksum is not looked at.
    private static byte[] Chunk(string type, ReadOnlySpan<byte> content = default)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Optimal)) zip.Write(bytes);
        return zipped.ToArray();
    }

    private static async Task<BadgeFileKind> Kind(byte[] file) => (await BadgeFile.Read(new Drip(file), default)).Kind;

    private static Task<BadgeFileKind> Kind(string file) => Kind(Encoding.UTF8.GetBytes(file));

    private static async Task<string?> Text(byte[] file) => (await BadgeFile.Read(new Drip(file), default)).Text;

    private static Task<string?> Text(string file) => Text(Encoding.UTF8.GetBytes(file));

    /// <summary>Gives what it has in small pieces of many sizes, as a network does.</summary>
    private sealed class Drip(byte[] file) : MemoryStream(file)
    {
        private int _piece;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _piece = Length > 100_000 ? 50_000 : (_piece % 7) + 1;
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, _piece)], cancellationToken);
        }
    }

    /// <summary>Never ends.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Given += buffer.Length;
            return new(buffer.Length);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
