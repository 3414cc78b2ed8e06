using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of mandates promises; each store is a short subclass.</summary>
public abstract class DebitMandateStoreContract
{
    protected abstract IDebitMandateStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);

    // Tests share a database: each has an account of its own.
    private readonly AccountId _account = AccountId.FromRandom(Guid.NewGuid().ToByteArray());

    private DebitMandate Mandate(int number) => new(new(Uuid.FromBytes(Guid.NewGuid().ToByteArray())), $"{_account}-{number}", _account, "Ana Ługo", "FR7630006000011234567890189", null, new(2026, 1, 10),
        new(Amount.FromMinor(2000), Amount.FromMinor(100), 12, 5), OnPaper: true, PersonId.Parse("CLERK"), Noon);

    [Fact]
    public async Task Mandate_is_read_as_it_was_entered_and_its_reference_is_its_own()
    {
        var first = Mandate(1);
        var second = Mandate(2) with { Bic = "AGRIFRPP", OnPaper = false, Plan = new(Amount.FromMinor(1), Amount.Zero, 1, 28, Once: true, new(2027, 1, 1)) };
        Assert.True(await Store.EnterAsync(first, Stop));
        Assert.True(await Store.EnterAsync(second, Stop));
        Assert.False(await Store.EnterAsync(first, Stop));
        Assert.False(await Store.EnterAsync(Mandate(1), Stop));
        Assert.Equal([first, second], await Store.ListAsync(_account, Stop));
        Assert.Equal(second, await Store.FindAsync(second.Id, Stop));
        Assert.Contains(first, await Store.ListAsync(null, Stop));
        Assert.Null(await Store.FindAsync(Mandate(3).Id, Stop));
    }

    [Fact]
    public async Task Mandate_is_suspended_and_used_again_until_it_is_ended()
    {
        var mandate = Mandate(1);
        await Store.EnterAsync(mandate, Stop);
        Assert.True(await Store.SetAsync(mandate.Id, DebitMandateState.Suspended, "MD01", Noon, Stop));
        Assert.Equal(mandate with { State = DebitMandateState.Suspended, Why = "MD01", Since = Noon }, await Store.FindAsync(mandate.Id, Stop));
        Assert.True(await Store.SetAsync(mandate.Id, DebitMandateState.Active, null, Noon.AddDays(1), Stop));
        Assert.Equal(mandate with { Since = Noon.AddDays(1) }, await Store.FindAsync(mandate.Id, Stop));
        Assert.True(await Store.SetAsync(mandate.Id, DebitMandateState.Ended, null, Noon, Stop));
        Assert.False(await Store.SetAsync(mandate.Id, DebitMandateState.Active, null, Noon, Stop));
        Assert.False(await Store.SetAsync(Mandate(2).Id, DebitMandateState.Active, null, Noon, Stop));
    }

    [Fact]
    public async Task First_and_last_use_are_kept_whatever_the_order_and_an_erased_account_leaves_nothing()
    {
        var mandate = Mandate(1);
        await Store.EnterAsync(mandate, Stop);
        await Store.UseAsync([mandate.Id], new(2026, 3, 5), Stop);
        await Store.UseAsync([mandate.Id, Mandate(2).Id], new(2026, 4, 5), Stop);
        await Store.UseAsync([mandate.Id], new(2026, 3, 5), Stop);
        var used = await Store.FindAsync(mandate.Id, Stop);
        Assert.Equal((new DateOnly(2026, 3, 5), new DateOnly(2026, 4, 5)), (used!.FirstUsed!.Value, used.LastUsed!.Value));
        await Store.EraseAsync(_account, Stop);
        Assert.Empty(await Store.ListAsync(_account, Stop));
    }
}

public sealed class SqliteDebitMandateStoreTests : DebitMandateStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-debits-");

    public SqliteDebitMandateStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteDebitMandateStore(database);
    }

    protected override IDebitMandateStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresDebitMandateStoreTests(PostgresFixture postgres) : DebitMandateStoreContract
{
    protected override IDebitMandateStore Store { get; } = new PostgresDebitMandateStore(postgres.Shared);
}
