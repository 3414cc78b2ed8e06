using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of newcomers promises; each store is a short subclass.</summary>
public abstract class NewcomerStoreContract
{
    protected abstract INewcomerStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Tests share a database: each has a source of its own.
    private readonly string _source = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Who_began_to_arrive_keeps_their_account_until_they_are_here_and_after()
    {
        var (ana, ben) = (Coming("ana", 1250), Coming("ben", 0));
        await Store.BeginAsync([ana, ben], Stop);
        await Store.BeginAsync([Coming("ana", 99)], Stop);
        await Store.BeginAsync([], Stop);
        Assert.Equal([ana, ben], (await Store.AllAsync(_source, Stop)).OrderBy(a => a.Reference));

        await Store.DoneAsync([ana.Account], Stop);
        await Store.DoneAsync([], Stop);
        Assert.Equal([ana with { Done = true }, ben], (await Store.AllAsync(_source, Stop)).OrderBy(a => a.Reference));
        Assert.Contains(ben, await Store.AllAsync(null, Stop));

        await Store.EraseAsync(ana.Person, Stop);
        Assert.Equal([ben], await Store.AllAsync(_source, Stop));
    }

    private Newcomer Coming(string reference, long minor) => new(_source, reference, PersonId.Parse(AccountId.FromRandom(Guid.NewGuid().ToByteArray()).Value[..20]), AccountId.FromRandom(Guid.NewGuid().ToByteArray()), minor, Done: false);
}

public sealed class SqliteNewcomerStoreTests : NewcomerStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-newcomer-");

    public SqliteNewcomerStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteNewcomerStore(database);
    }

    protected override INewcomerStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresNewcomerStoreTests(PostgresFixture postgres) : NewcomerStoreContract
{
    protected override INewcomerStore Store { get; } = new PostgresNewcomerStore(postgres.Shared);
}
