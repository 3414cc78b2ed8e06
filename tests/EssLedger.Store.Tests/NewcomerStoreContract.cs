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

    [Fact]
    public async Task What_members_paid_before_is_kept_once_told_newest_first_and_goes_with_them()
    {
        var (ana, ben) = (Coming("ana", 0), Coming("ben", 0));
        await Store.BeginAsync([ana, ben], Stop);
        FormerPayment Paid(Newcomer who, string reference, int day, long minor) => new(_source, who.Account, reference, new(2020, 5, day), minor, "Boulangerie", "Pain");
        var (first, second, bens) = (Paid(ana, "1", 3, -250), Paid(ana, "2", 4, 900), Paid(ben, "1", 3, 250));
        Assert.Equal(3, await Store.RememberAsync([first, second, bens], Stop));
        Assert.Equal(0, await Store.RememberAsync([first with { Minor = 7 }], Stop));
        Assert.Equal(0, await Store.RememberAsync([], Stop));
        Assert.Equal([second, first], await Store.FormerAsync(ana.Account, 10, Stop));
        Assert.Equal([second], await Store.FormerAsync(ana.Account, 1, Stop));
        Assert.Equal(3, (await Store.RememberedAsync(_source, Stop)).Count);
        await Store.EraseAsync(ana.Person, Stop);
        Assert.Empty(await Store.FormerAsync(ana.Account, 10, Stop));
        Assert.Equal([bens], await Store.FormerAsync(ben.Account, 10, Stop));
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
