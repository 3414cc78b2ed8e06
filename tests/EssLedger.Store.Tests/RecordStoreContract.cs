using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of records promises; each store is a short subclass.</summary>
public abstract class RecordStoreContract
{
    protected abstract IRecordStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly PersonId Maud = PersonId.Parse("MAUD"), Clerk = PersonId.Parse("CLERK");

    // Tests share a database: each has a kind of its own.
    private readonly string _kind = $"test.{Guid.NewGuid():N}";

    private KeptRecord First(string id) => new(_kind, id, 1, """{"title":"Été"}""", Maud, Noon);

    [Fact]
    public async Task Versions_follow_each_other_without_a_gap_and_all_of_them_stay()
    {
        var first = First("b");
        Assert.True(await Store.PutAsync(first, Stop));
        Assert.False(await Store.PutAsync(first with { By = Clerk }, Stop));
        Assert.False(await Store.PutAsync(first with { Version = 3 }, Stop));
        Assert.False(await Store.PutAsync(First("unknown") with { Version = 2 }, Stop));
        var second = first with { Version = 2, Body = """{"title":"Hiver"}""", By = Clerk, At = Noon.AddDays(1) };
        Assert.True(await Store.PutAsync(second, Stop));
        Assert.True(await Store.PutAsync(First("a"), Stop));
        Assert.Equal([First("a"), second], await Store.ListAsync(_kind, Stop));
        Assert.Equal(second, await Store.FindAsync(_kind, "b", Stop));
        Assert.Equal([second, first], await Store.HistoryAsync(_kind, "b", Stop));

        // Taken back, it is listed no more, and can be brought back.
        Assert.True(await Store.PutAsync(second with { Version = 3, Body = null }, Stop));
        Assert.Equal([First("a")], await Store.ListAsync(_kind, Stop));
        Assert.Null((await Store.FindAsync(_kind, "b", Stop))?.Body);
        Assert.True(await Store.PutAsync(second with { Version = 4 }, Stop));
        Assert.Equal(4, (await Store.ListAsync(_kind, Stop))[1].Version);
        Assert.Equal(4, (await Store.HistoryAsync(_kind, "b", Stop)).Count);
    }

    [Fact]
    public async Task Of_several_who_write_the_same_version_one_does()
    {
        await Store.PutAsync(First("a"), Stop);
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.PutAsync(First("a") with { Version = 2, Body = $"{i}" }, Stop))));
        Assert.Single(written, w => w);
        Assert.Equal($"{Array.IndexOf(written, true)}", (await Store.FindAsync(_kind, "a", Stop))?.Body);
    }

    [Fact]
    public async Task Who_is_named_and_what_is_attached_can_be_erased_and_the_record_stays()
    {
        var person = PersonId.Parse(Base32.Encode(Guid.NewGuid().ToByteArray())[..20]);
        await Store.PutAsync(First("a"), Stop);
        var (chair, guest) = (new RecordPerson(_kind, "a", "chair", "Maud Élue", person, Noon), new RecordPerson(_kind, "a", "guest", "Paul", null, Noon));
        foreach (var named in new[] { guest, chair with { Words = "Mod Elue" }, chair, guest with { Id = "b" } }) await Store.NameAsync(named, Stop);
        Assert.Equal([chair, guest], await Store.PersonsAsync(_kind, "a", Stop));
        Assert.Equal([chair, guest, guest with { Id = "b" }], await Store.PersonsAsync(_kind, null, Stop));
        Assert.Equal([chair], await Store.NamingAsync(person, Stop));
        await Store.EraseAsync(person, Stop);
        Assert.Equal([guest], await Store.PersonsAsync(_kind, "a", Stop));
        await Store.NameAsync(chair, Stop);
        await Store.ForgetAsync(_kind, "a", "guest", Stop);
        Assert.Equal([chair], await Store.PersonsAsync(_kind, "a", Stop));
        await Store.ForgetAsync(_kind, "a", null, Stop);
        Assert.Equal([guest with { Id = "b" }], await Store.PersonsAsync(_kind, null, Stop));

        var file = new RecordFile($"{Guid.NewGuid():N}", _kind, "a", "Compte rendu.pdf", "application/pdf", Clerk, Noon);
        await Store.AttachAsync(file, [1, 2, 3], Stop);
        Assert.Equal([file], await Store.FilesAsync(_kind, "a", Stop));
        var read = await Store.ReadAsync(file.File, Stop);
        Assert.Equal(file, read?.File);
        Assert.Equal([1, 2, 3], read!.Value.Content);
        await Store.DetachAsync(file.File, Stop);
        Assert.Null(await Store.ReadAsync(file.File, Stop));
        Assert.Empty(await Store.FilesAsync(_kind, "a", Stop));
        Assert.Single(await Store.HistoryAsync(_kind, "a", Stop));
    }
}

public sealed class SqliteRecordStoreTests : RecordStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-record-");

    public SqliteRecordStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteRecordStore(database);
    }

    protected override IRecordStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresRecordStoreTests(PostgresFixture postgres) : RecordStoreContract
{
    protected override IRecordStore Store { get; } = new PostgresRecordStore(postgres.Shared);
}
