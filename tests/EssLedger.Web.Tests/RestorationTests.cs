using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Transparency;
using EssLedger.Store;
using EssLedger.Web.Keys;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace EssLedger.Web;

/// <summary>What a start says of a database that was put back from a copy. The books hold invented entries: here it matters how many there are, and which.</summary>
public sealed class RestorationTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-restore-");
    private Books _books = null!;
    private KeyDirectory _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _keys = KeyDirectory.Open(Path.Combine(_folder.FullName, "keys"), TimeProvider.System);
        await Reopen();
        await Begin("ABC234");
        await Grow("currency", 10);
        await Grow("label", 3);
    }

    public async ValueTask DisposeAsync()
    {
        await _books.DisposeAsync();
        _keys.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task Reopen() => _books = await Books.Open(Said(null), TimeProvider.System, default);

    private Settings Said(string? restoredFrom) => Settings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["EssLedger:Data"] = _folder.FullName, ["EssLedger:RestoredFrom"] = restoredFrom }).Build());

    private Task Start(string? restoredFrom = null) => Restoration.Settle(_books, Said(restoredFrom), _keys);

    private async Task<string> Refused(string? restoredFrom = null) => (await Assert.ThrowsAsync<StartRefusedException>(() => Start(restoredFrom))).Message;

    private async Task Begin(string id)
    {
        await _books.Currency.AppendAsync([new Act.BookOpened(LedgerId.Parse(id), Unit.Parse("MLC")).ToDraft()], default);
        await _books.Label.AppendAsync([new Draft(new LabelBookOpened(LedgerId.Parse(id)).Encode(), []) { Claims = [new(ClaimKind.Beginning, "book")] }], default);
    }

    private async Task Grow(string book, int through) =>
        await _books[book].AppendAsync([.. Enumerable.Range(0, through - (int)await End(book)).Select(_ => new Draft(Guid.NewGuid().ToByteArray(), []))], default);

    private async Task<long> End(string book) => (await _books[book].HeadAsync(default)).Position.Value;

    private async Task<LogHistory> Logs(string book) => (await _books[book].ReadLogHistoryAsync(book, default))!;

    private CheckpointFile FileOf(string book) => CheckpointFile.In(_keys.Path, book);

    /// <summary>Signs all that the book has, as its sealer does.</summary>
    private async Task<Checkpoint> Seal(string book)
    {
        var (logs, size) = (await Logs(book), await End(book));
        var checkpoint = new Checkpoint(logs.Origin, size, await new TransparencyLog(_books[book].ReadLeavesAsync, _books.Log(book)).RootAsync(size, default));
        await FileOf(book).KeepAsync(new ServerKeys(_keys).Checkpoints(logs)[0].Sign(checkpoint.ToString()), checkpoint, default);
        return checkpoint;
    }

    private void Copy(string name)
    {
        using var connection = new SqliteConnection($"Data Source={Books.FileIn(_folder.FullName)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "vacuum into $file";
        command.Parameters.AddWithValue("$file", Path.Combine(_folder.FullName, name));
        command.ExecuteNonQuery();
    }

    private async Task Restore(string? name)
    {
        await _books.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in _folder.GetFiles("ledger.db*")) file.Delete();
        if (name is not null) File.Copy(Path.Combine(_folder.FullName, name), Books.FileIn(_folder.FullName));
        await Reopen();
    }

    [Fact]
    public async Task Books_that_have_all_that_was_signed_start()
    {
        await Start();
        await Seal("currency");
        await Start();
        await Grow("currency", 12);
        await Start();
        Assert.Equal(12, await End("currency"));
        Assert.Contains("lacks nothing", await Refused("currency=12"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_behind_what_was_signed_is_refused_with_both_numbers_and_what_to_do()
    {
        Copy("copy");
        await Grow("currency", 25);
        await Seal("currency");
        await Restore("copy");
        var said = await Refused();
        Assert.Contains("currency book ends at position 10, and 25 entries of it were signed", said, StringComparison.Ordinal);
        Assert.Contains("--restored-from currency=10:", said, StringComparison.Ordinal);
        Assert.Contains("ops/restore.md", said, StringComparison.Ordinal);
        Assert.Equal(10, await End("currency"));
    }

    [Theory]
    [InlineData("currency=9")]
    [InlineData("currency=11")]
    [InlineData("currency=25")]
    [InlineData("label=3")]
    public async Task Who_names_another_position_or_another_book_is_refused(string said)
    {
        Copy("copy");
        await Grow("currency", 25);
        await Seal("currency");
        await Seal("label");
        await Restore("copy");
        Assert.Contains("--restored-from currency=10:", await Refused(said), StringComparison.Ordinal);
        Assert.Equal((10, 3), (await End("currency"), await End("label")));
    }

    [Fact]
    public async Task Both_books_behind_are_named_together_and_neither_goes_on_without_the_other()
    {
        Copy("copy");
        await Grow("currency", 25);
        await Grow("label", 4);
        var (currency, label) = (await Seal("currency"), await Seal("label"));
        await Restore("copy");
        foreach (var said in new[] { null, "currency=10", "label=3", "currency=10,label=4" }) Assert.Contains("--restored-from currency=10,label=3:", await Refused(said), StringComparison.Ordinal);
        Assert.Equal((10, 3), (await End("currency"), await End("label")));

        await Start("currency=10, label=3");
        Assert.Equal([new(new(11), new(1, 1, 25, currency.Root))], (await Logs("currency")).Losses);
        Assert.Equal([new(new(4), new(1, 1, 4, label.Root))], (await Logs("label")).Losses);
        Assert.Equal(("essledger/ABC234/currency/2", "essledger/ABC234/label/2"), ((await Logs("currency")).Origin, (await Logs("label")).Origin));
    }

    [Fact]
    public async Task What_is_recorded_once_is_not_asked_again_nor_recorded_again()
    {
        Copy("copy");
        await Grow("currency", 25);
        await Seal("currency");
        await Restore("copy");
        // Servers that start together, with the same words.
        await Task.WhenAll(Start("currency=10"), Start("currency=10"));
        // The new log has signed nothing yet: what lies beside the keys is still of the old one.
        await Start();
        await Start("currency=10");
        Assert.Equal(11, await End("currency"));
        Assert.Contains("lacks nothing", await Refused("currency=11"), StringComparison.Ordinal);
        await Grow("currency", 20);
        await Seal("currency");
        await Start();
        Assert.Equal(new Checkpoint("essledger/ABC234/currency/2", 20, FileOf("currency").Read()!.Value.Checkpoint.Root), FileOf("currency").Read()!.Value.Checkpoint);
    }

    [Fact]
    public async Task A_restore_that_loses_the_record_of_an_earlier_one_begins_a_log_that_never_was()
    {
        Copy("early");
        await Grow("currency", 15);
        Copy("late");
        await Grow("currency", 25);
        await Seal("currency");
        await Restore("late");
        await Start("currency=15");
        await Grow("currency", 18);
        await Seal("currency");
        await Restore("early");
        // More entries than it had then: longer than what was signed last, and still not the same.
        await Grow("currency", 40);
        Assert.Contains("essledger/ABC234/currency/2 were signed", await Refused(), StringComparison.Ordinal);
        await Start("currency=40");
        Assert.Equal("essledger/ABC234/currency/3", (await Logs("currency")).Origin);
        await Seal("currency");
        await Start();
    }

    [Fact]
    public async Task A_copy_that_grew_on_elsewhere_is_not_taken_for_the_book()
    {
        Copy("copy");
        await Grow("currency", 25);
        await Seal("currency");
        await Restore("copy");
        await Grow("currency", 30);
        Assert.Contains("ends at position 30, and its first 25 entries are not those that were signed", await Refused(), StringComparison.Ordinal);
        await Start("currency=30");
        Assert.Equal(new Position(31), Assert.Single((await Logs("currency")).Losses).Position);
        await Start();
    }

    [Fact]
    public async Task An_empty_or_foreign_database_is_refused_whatever_is_said()
    {
        await Seal("currency");
        await Restore(null);
        foreach (var said in new[] { null, "currency=0" }) Assert.Contains("is empty, and 10 entries of essledger/ABC234/currency were signed", await Refused(said), StringComparison.Ordinal);
        await Begin("OTHER2");
        Assert.Contains("the database holds essledger/OTHER2/currency", await Refused("currency=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_not_taken_for_a_loss()
    {
        var checkpoint = await Seal("currency");
        var text = await File.ReadAllTextAsync(FileOf("currency").Path);
        await File.WriteAllTextAsync(FileOf("currency").Path, text.Replace("\n10\n", "\n99\n", StringComparison.Ordinal));
        Assert.Contains("no key beside it signed it", await Refused("currency=10"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(FileOf("currency").Path, "");
        Assert.Contains("is no checkpoint", await Refused("currency=10"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(FileOf("currency").Path, text);
        Assert.Equal(checkpoint, FileOf("currency").Read()!.Value.Checkpoint);
        await Start();
    }

    [Theory]
    [InlineData("10")]
    [InlineData("currency")]
    [InlineData("currency=")]
    [InlineData("currency=-1")]
    [InlineData("currency=1,currency=2")]
    [InlineData("euro=1")]
    public void Words_that_name_no_book_and_position_are_refused(string said) =>
        Assert.Contains("currency=1234,label=56", Assert.Throws<StartRefusedException>(() => Said(said)).Message, StringComparison.Ordinal);
}
