using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of payouts promises; each store is a short subclass.</summary>
public abstract class PayoutStoreContract
{
    protected abstract IPayoutStore Store { get; }

    private const string First = "FR7630006000011234567890189", Second = "DE89370400440532013000";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly PersonId Maud = PersonId.Parse("MAUD"), Clerk = PersonId.Parse("CLERK");

    // Tests share a database: each has an account of its own.
    private readonly AccountId _account = AccountId.FromRandom(Guid.NewGuid().ToByteArray());

    [Fact]
    public async Task What_was_entered_is_used_once_somebody_confirmed_it_and_until_another_one_is()
    {
        var first = await Store.EnterAsync(_account, First, Maud, Noon, Stop);
        var waiting = Assert.Single(await Store.OfAsync(_account, Stop));
        Assert.Equal(new PayoutIban(first, _account, First, Maud, Noon), waiting);
        Assert.Equal(waiting, Assert.Single(await Store.WaitingAsync(Stop), p => p.Account == _account));
        Assert.Null(PayoutIban.InUse([waiting]));
        Assert.DoesNotContain(_account, await Store.AccountsOfAsync(First, Stop));

        Assert.True(await Store.DecideAsync(_account, first, confirmed: true, Clerk, Noon.AddDays(1), Stop));
        Assert.False(await Store.DecideAsync(_account, first, confirmed: false, Clerk, Noon.AddDays(1), Stop));
        var second = await Store.EnterAsync(_account, Second, Maud, Noon.AddDays(2), Stop);
        var all = await Store.OfAsync(_account, Stop);
        Assert.Equal(waiting with { Confirmed = true, DecidedBy = Clerk, DecidedAt = Noon.AddDays(1) }, PayoutIban.InUse(all));
        Assert.Equal(second, PayoutIban.Waiting(all)?.Number);

        Assert.True(await Store.DecideAsync(_account, second, confirmed: false, Clerk, Noon.AddDays(3), Stop));
        all = await Store.OfAsync(_account, Stop);
        Assert.Equal(first, PayoutIban.InUse(all)?.Number);
        Assert.Null(PayoutIban.Waiting(all));
        Assert.Contains(_account, await Store.AccountsOfAsync(First, Stop));
        Assert.DoesNotContain(_account, await Store.AccountsOfAsync(Second, Stop));
    }

    [Fact]
    public async Task Of_several_entered_at_once_one_waits()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.EnterAsync(_account, First, Maud, Noon, Stop))));
        Assert.Equal(8, numbers.Distinct().Count());
        var all = await Store.OfAsync(_account, Stop);
        Assert.Single(all, p => p.DecidedAt is null);
        // What another one took the place of can no longer be confirmed.
        foreach (var gone in all.Where(p => p.DecidedAt is not null)) Assert.False(await Store.DecideAsync(_account, gone.Number, confirmed: true, Clerk, Noon, Stop));
    }

    [Fact]
    public async Task Number_is_confirmed_for_its_account_only_and_an_erased_account_leaves_nothing()
    {
        var number = await Store.EnterAsync(_account, First, Maud, Noon, Stop);
        Assert.False(await Store.DecideAsync(AccountId.FromRandom(Guid.NewGuid().ToByteArray()), number, confirmed: true, Clerk, Noon, Stop));
        await Store.EraseAsync(_account, Stop);
        Assert.Empty(await Store.OfAsync(_account, Stop));
        Assert.False(await Store.DecideAsync(_account, number, confirmed: true, Clerk, Noon, Stop));
    }
}

public sealed class SqlitePayoutStoreTests : PayoutStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-payout-");

    public SqlitePayoutStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqlitePayoutStore(database);
    }

    protected override IPayoutStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresPayoutStoreTests(PostgresFixture postgres) : PayoutStoreContract
{
    protected override IPayoutStore Store { get; } = new PostgresPayoutStore(postgres.Shared);
}
