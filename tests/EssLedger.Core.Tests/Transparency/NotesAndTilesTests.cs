using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

public sealed class NotesAndTilesTests
{
    // The examples of C2SP signed-note and tlog-checkpoint, word for word.
    private const string Quasimodo =
        "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n" +
        "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    private const string Sofa =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    [Theory]
    [InlineData(Quasimodo)]
    [InlineData(Sofa)]
    public void The_notes_of_the_specification_are_read_and_written_again(string text)
    {
        Assert.True(SignedNote.TryParse(text, out var note, out var why), why);
        Assert.Equal(text, note.ToString());
        Assert.Equal(64, Assert.Single(note.Signatures).Bytes.Length);
    }

    [Fact]
    public void The_checkpoint_of_the_specification_says_what_it_says()
    {
        Assert.True(SignedNote.TryParse(Sofa, out var note, out _));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        Assert.Equal(("example.com/behind-the-sofa", 20852163), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(note.Text, checkpoint.ToString());
    }

    [Theory]
    [InlineData("text\n— name AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("text\n\n— name  AAAAAAA=\n")]
    [InlineData("te\txt\n\n— name AAAAAAA=\n")]
    [InlineData("text\r\n\n— name AAAAAAA=\n")]
    public void What_is_no_signed_note_is_refused_with_a_reason(string text)
    {
        Assert.False(SignedNote.TryParse(text, out _, out var why));
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", true)]
    [InlineData("o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n", true)]
    [InlineData("o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", false)]
    [InlineData("o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", false)]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", false)]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", false)]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", false)]
    public void A_checkpoint_has_one_form(string text, bool good) => Assert.Equal(good, Checkpoint.TryParse(text, out _));

    [Fact]
    public void A_verifier_key_is_the_one_of_go_sumdb()
    {
        // The best known key of this form: that of the Go checksum database.
        const string Text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
        Assert.True(NoteKey.TryParse(Text, out var key));
        Assert.Equal(("sum.golang.org", 0x033de0aeu), (key.Name, key.Id));
        Assert.Equal(Text, key.ToString());
        Assert.False(NoteKey.TryParse(Text.Replace("033de0ae", "033de0af", StringComparison.Ordinal), out _));
        Assert.False(NoteKey.TryParse(Text[..^4], out _));
        Assert.False(NoteKey.TryParse("sum.golang.org", out _));
    }

    [Fact]
    public void A_restored_book_has_another_origin()
    {
        var id = LedgerId.Parse("ABC234");
        Assert.Equal("essledger/ABC234/currency", Checkpoint.OriginOf(id, "currency"));
        Assert.Equal("essledger/ABC234/currency/2", Checkpoint.OriginOf(id, "currency", 2));
        for (var log = 1; log < 30; log++) Assert.Equal(("essledger/ABC234/currency", log), Checkpoint.Split(Checkpoint.OriginOf(id, "currency", log)));
        foreach (var first in new[] { "essledger/ABC234/currency/1", "essledger/ABC234/currency/02", "essledger/ABC234/currency/", "a", "essledger/234" })
            Assert.Equal((first == "essledger/234" ? "essledger" : first, first == "essledger/234" ? 234 : 1), Checkpoint.Split(first));
    }

    [Theory]
    [InlineData("0/000", 0, 0, 256)]
    [InlineData("0/273.p/112", 0, 273, 112)]
    [InlineData("1/x001/x234/067", 1, 1234067, 256)]
    [InlineData("2/x001/000.p/1", 2, 1000, 1)]
    [InlineData("63/000", 63, 0, 256)]
    public void A_tile_has_one_address(string path, int level, long index, int count)
    {
        Assert.True(PublishedTile.TryParse(path, out var tile));
        Assert.Equal(new(level, index, count), tile);
        Assert.Equal(path, tile.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0/")]
    [InlineData("0/0")]
    [InlineData("0/0000")]
    [InlineData("00/000")]
    [InlineData("64/000")]
    [InlineData("-1/000")]
    [InlineData("0/x000/001")]
    [InlineData("0/001/000")]
    [InlineData("0/x001/x000")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/256")]
    [InlineData("0/000.p/01")]
    [InlineData("0/000.p")]
    [InlineData("0/000/")]
    [InlineData("entries/000")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Nothing_else_is_the_address_of_a_tile(string? path) => Assert.False(PublishedTile.TryParse(path, out _));

    [Fact]
    public void The_tiles_of_the_specifications_example_are_there_and_no_others()
    {
        // "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112, one full level 1 tile, …"
        const long Size = 70_000;
        string[] there = ["0/000", "0/272", "0/273.p/112", "0/273.p/1", "1/000", "1/001.p/17", "2/000.p/1"];
        string[] missing = ["0/273", "0/273.p/113", "0/274.p/1", "1/001", "1/001.p/18", "2/000", "2/000.p/2", "3/000.p/1", "8/000.p/1", "63/000"];
        Assert.All(there, path => Assert.True(PublishedTile.TryParse(path, out var tile) && tile.IsWithin(Size), path));
        Assert.All(missing, path => Assert.True(PublishedTile.TryParse(path, out var tile) && !tile.IsWithin(Size), path));
    }
}
