using System.Formats.Cbor;
using System.Text;
using CsCheck;

namespace EssLedger.Core.Payloads;

/// <summary>Our reader and writer against the framework's in canonical mode. The two never see each other's code.</summary>
public sealed class CborTests
{
    private const int Many = 50_000;

    /// <summary>What is written, and what a reader then asks for.</summary>
    private abstract record Item
    {
        public sealed record Integer(long Value) : Item;
        public sealed record Bytes(byte[] Value) : Item;
        public sealed record Text(string Value) : Item;
        public sealed record Array(Item[] Items) : Item;
        public sealed record Map(SortedDictionary<int, Item> Pairs) : Item;
        public sealed record Tagged(Item Inner) : Item;
        public sealed record Yes : Item;
    }

    private static readonly Gen<long> Integers = Gen.OneOf(
        Gen.Long, Gen.Long[-30, 30], Gen.Int.Select(i => (long)i), Gen.Int[0, 62].Select(bits => 1L << bits), Gen.Int[0, 62].Select(bits => (1L << bits) - 1), Gen.Int[0, 62].Select(bits => -(1L << bits)), Gen.Const(long.MinValue));

    private static readonly Gen<Item> Leaves = Gen.OneOf(
        Integers.Select(i => (Item)new Item.Integer(i)),
        Gen.Byte.Array[0, 300].Select(b => (Item)new Item.Bytes(b)),
        Gen.OneOf(Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Array[0, 20].Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32))), Gen.String[Gen.Char["aé€\u0301ﷺ☕"], 0, 30]).Select(t => (Item)new Item.Text(t)),
        Gen.Const((Item)new Item.Yes()));

    private static Gen<Item> Items(int depth) => depth == 0 ? Leaves : Gen.Frequency(
        (3, Leaves),
        (1, Items(depth - 1).Array[0, 30].Select(items => (Item)new Item.Array(items))),
        (1, Gen.Select(Gen.Int[1, 255], Items(depth - 1)).Array[0, 30].Select(pairs => (Item)new Item.Map(new(pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2))))),
        (1, Items(depth - 1).Select(inner => (Item)new Item.Tagged(inner))));

    [Fact]
    public void Both_write_the_same_bytes_and_both_read_them()
    {
        Items(2).Sample(item =>
        {
            var bytes = Written(item);
            var w = new System.Formats.Cbor.CborWriter(CborConformanceMode.Canonical);
            Write(w, item);
            Assert.Equal(w.Encode(), bytes);
            Assert.Equal((null, null), (Ours(item, bytes), Theirs(item, bytes)));
        }, iter: 5_000);
    }

    [Fact]
    public void Both_refuse_the_same_spoiled_bytes()
    {
        var (accepted, refused) = (0, 0);
        Gen.Select(Items(2), Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 4]).Sample((item, where, value, how) =>
        {
            var bytes = Spoil(Written(item), where, value, how);
            var (ours, theirs) = (Ours(item, bytes), Theirs(item, bytes));
            Assert.True(ours is null == theirs is null, $"{Convert.ToHexString(bytes)}: ours {ours ?? "accepts"}, theirs {theirs ?? "accepts"}");
            if (ours is null) Interlocked.Increment(ref accepted);
            else Interlocked.Increment(ref refused);
        }, iter: Many);
        Assert.True(refused > Many / 2, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void Both_read_the_same_from_noise()
    {
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 12]).Sample((first, rest) =>
        {
            byte[] bytes = [first, .. rest];
            Assert.Equal(Try(() => { var r = new CborReader(bytes); return r.ReadInteger(); }), Framework(bytes, r => r.ReadInt64()));
            Assert.Equal(Try(() => { var r = new CborReader(bytes); return Convert.ToHexString(r.ReadBytes().Span); }), Framework(bytes, r => Convert.ToHexString(r.ReadByteString())));
            Assert.Equal(Try(() => { var r = new CborReader(bytes); return r.ReadText(); }), Framework(bytes, r => r.ReadTextString()));
        }, iter: Many);
    }

    [Theory]
    [InlineData("1817"), InlineData("190017"), InlineData("1900FF"), InlineData("1A0000FFFF"), InlineData("1B00000000FFFFFFFF"), InlineData("3817")]
    [InlineData("1B8000000000000000"), InlineData("3B8000000000000000"), InlineData("1C"), InlineData("1F"), InlineData(""), InlineData("19FF"), InlineData("40")]
    public void An_integer_has_one_form(string hex) => Assert.Throws<FormatException>(() =>
    {
        var r = new CborReader(Convert.FromHexString(hex));
        r.ReadInteger();
    });

    [Fact]
    public void Half_a_surrogate_pair_is_not_written() => Assert.ThrowsAny<ArgumentException>(() => new CborWriter().WriteText("a\ud800b"));

    private static byte[] Written(Item item)
    {
        var w = new CborWriter();
        Write(w, item);
        return w.ToArray();
    }

    private static byte[] Spoil(byte[] bytes, int where, byte value, int how)
    {
        var at = where % bytes.Length;
        return how switch
        {
            0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], value, .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes[(at + 1)..]],
            3 => bytes[..at],
            _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value % 8))), .. bytes[(at + 1)..]],
        };
    }

    private static void Write(CborWriter w, Item item)
    {
        switch (item)
        {
            case Item.Integer i: w.WriteInteger(i.Value); break;
            case Item.Bytes b: w.WriteBytes(b.Value); break;
            case Item.Text t: w.WriteText(t.Value); break;
            case Item.Yes: w.WriteTrue(); break;
            case Item.Tagged t:
                w.WriteTag(18);
                Write(w, t.Inner);
                break;
            case Item.Array a:
                w.WriteArray(a.Items.Length);
                foreach (var inner in a.Items) Write(w, inner);
                break;
            case Item.Map m:
                w.WriteMap(m.Pairs.Count);
                foreach (var (key, value) in m.Pairs)
                {
                    w.WriteInteger(key);
                    Write(w, value);
                }
                break;
        }
    }

    private static void Write(System.Formats.Cbor.CborWriter w, Item item)
    {
        switch (item)
        {
            case Item.Integer i: w.WriteInt64(i.Value); break;
            case Item.Bytes b: w.WriteByteString(b.Value); break;
            case Item.Text t: w.WriteTextString(t.Value); break;
            case Item.Yes: w.WriteBoolean(true); break;
            case Item.Tagged t:
                w.WriteTag((CborTag)18);
                Write(w, t.Inner);
                break;
            case Item.Array a:
                w.WriteStartArray(a.Items.Length);
                foreach (var inner in a.Items) Write(w, inner);
                w.WriteEndArray();
                break;
            case Item.Map m:
                w.WriteStartMap(m.Pairs.Count);
                foreach (var (key, value) in m.Pairs.Reverse())
                {
                    w.WriteInt32(key);
                    Write(w, value);
                }
                w.WriteEndMap();
                break;
        }
    }

    /// <summary>Asks our reader for an item of this shape, whatever its values: null when the bytes have it, else why not.</summary>
    private static string? Ours(Item item, byte[] bytes)
    {
        try
        {
            var r = new CborReader(bytes);
            Ask(ref r, item);
            r.ReadEnd();
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static void Ask(ref CborReader r, Item item)
    {
        switch (item)
        {
            case Item.Integer: r.ReadInteger(); break;
            case Item.Bytes: r.ReadBytes(); break;
            case Item.Text: r.ReadText(); break;
            case Item.Yes: r.ReadTrue(); break;
            case Item.Tagged t:
                r.ReadTag(18);
                Ask(ref r, t.Inner);
                break;
            case Item.Array a:
                if (r.ReadArray() != a.Items.Length) throw new FormatException("count");
                foreach (var inner in a.Items) Ask(ref r, inner);
                break;
            case Item.Map m:
                if (r.ReadMap() != m.Pairs.Count) throw new FormatException("count");
                var previous = 0;
                foreach (var value in m.Pairs.Values)
                {
                    previous = r.ReadKey(previous);
                    Ask(ref r, value);
                }
                break;
        }
    }

    private static string? Theirs(Item item, byte[] bytes)
    {
        try
        {
            var r = new System.Formats.Cbor.CborReader(bytes, CborConformanceMode.Canonical);
            Ask(r, item);
            return r.BytesRemaining == 0 ? null : "bytes follow";
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return e.Message;
        }
    }

    private static void Ask(System.Formats.Cbor.CborReader r, Item item)
    {
        switch (item)
        {
            case Item.Integer: r.ReadInt64(); break;
            case Item.Bytes: r.ReadByteString(); break;
            case Item.Text: r.ReadTextString(); break;
            case Item.Yes:
                if (!r.ReadBoolean()) throw new FormatException("false");
                break;
            case Item.Tagged t:
                if ((int)r.ReadTag() != 18) throw new FormatException("tag");
                Ask(r, t.Inner);
                break;
            case Item.Array a:
                if (r.ReadStartArray() != a.Items.Length) throw new FormatException("count");
                foreach (var inner in a.Items) Ask(r, inner);
                r.ReadEndArray();
                break;
            case Item.Map m:
                if (r.ReadStartMap() != m.Pairs.Count) throw new FormatException("count");
                foreach (var value in m.Pairs.Values)
                {
                    // The keys of our payloads; the framework takes any.
                    if (r.ReadInt32() is < 1 or > 255) throw new FormatException("key");
                    Ask(r, value);
                }
                r.ReadEndMap();
                break;
        }
    }

    private static object? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static object? Framework<T>(byte[] bytes, Func<System.Formats.Cbor.CborReader, T> read)
    {
        try
        {
            return read(new(bytes, CborConformanceMode.Canonical, allowMultipleRootLevelValues: true));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
