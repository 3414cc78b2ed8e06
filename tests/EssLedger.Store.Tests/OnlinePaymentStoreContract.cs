using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of online payments promises; each store is a short subclass.</summary>
public abstract class OnlinePaymentStoreContract
{
    protected abstract IOnlinePaymentStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly PersonId Tina = PersonId.Parse("TINA"), Bruno = PersonId.Parse("BRUNO");

    // Tests share a database: each has payments of its own.
    private static long s_last = Random.Shared.NextInt64(1, 1L << 40);
    private readonly OnlinePayment _paid = new(Interlocked.Increment(ref s_last), 7, Amount.FromMinor(1_000), "Authorized", Noon, "Checkout default", "Jeanne", "jeanne@example.org", Noon);
    private readonly AccountId _account = AccountId.FromRandom(Guid.NewGuid().ToByteArray());

    private async Task<KeptOnlinePayment> Kept() => (await Store.FindAsync(_paid.Number, Stop))!;

    [Fact]
    public async Task Newer_word_replaces_the_older_and_what_the_office_made_of_it_stays()
    {
        Assert.Null(await Store.FindAsync(_paid.Number, Stop));
        await Store.KeepAsync(_paid, Stop);
        Assert.Equal(new KeptOnlinePayment(_paid, null, PayerGround.None, null), await Kept());
        await Store.AssignAsync(_paid.Number, _account, PayerGround.Person, Stop);
        await Store.AssignAsync(_paid.Number, AccountId.FromRandom(new byte[13]), PayerGround.Email, Stop);
        var issuance = new IssuanceId(Uuid.Version7(Noon, new byte[10]));
        await Store.IssueAsync(_paid.Number, issuance, Stop);
        await Store.KeepAsync(_paid with { State = "Pending", ReadAt = Noon.AddMilliseconds(-1) }, Stop);
        await Store.KeepAsync(_paid with { Amount = Amount.FromMinor(900), ReadAt = Noon.AddHours(1) }, Stop);
        Assert.Equal(new KeptOnlinePayment(_paid with { Amount = Amount.FromMinor(900), ReadAt = Noon.AddHours(1) }, _account, PayerGround.Person, issuance), await Kept());
    }

    [Fact]
    public async Task What_came_back_is_a_case_until_its_owner_closes_it_and_again_only_when_something_new_happens()
    {
        await Store.KeepAsync(_paid, Stop);
        var contested = _paid with { State = "Contested", ReadAt = Noon.AddHours(1) };
        await Store.KeepAsync(contested, Stop);
        Assert.True((await Kept()).IsCase);
        Assert.Contains(await Store.ListAsync(1_000, Stop), p => p.Payment.Number == _paid.Number && p.IsCase);
        Assert.False(await Store.CloseAsync(_paid.Number, Tina, "nobody took it", Stop));
        await Store.TakeAsync(_paid.Number, Tina, Stop);
        Assert.Equal(Tina, (await Kept()).Owner);
        Assert.False(await Store.CloseAsync(_paid.Number, Bruno, "another's", Stop));
        Assert.True(await Store.CloseAsync(_paid.Number, Tina, "settled", Stop));
        await Store.KeepAsync(contested with { ReadAt = Noon.AddHours(2) }, Stop);
        Assert.Equal((false, "settled"), ((await Kept()).IsCase, (await Kept()).Words));
        await Store.KeepAsync(contested with { State = "Refunded", ReadAt = Noon.AddHours(3) }, Stop);
        Assert.Equal((true, (PersonId?)null), ((await Kept()).IsCase, (await Kept()).Owner));
    }

    [Fact]
    public async Task Who_paid_for_nobody_known_is_forgotten_after_a_time_unless_it_is_a_case()
    {
        // Long before what other tests of the same database paid.
        var (old, theirs, contested) = (_paid with { PaidAt = Noon.AddYears(-9) }, _paid with { Number = Interlocked.Increment(ref s_last), PaidAt = Noon.AddYears(-9) }, _paid with { Number = Interlocked.Increment(ref s_last), PaidAt = Noon.AddYears(-9) });
        foreach (var one in (OnlinePayment[])[old, theirs, contested]) await Store.KeepAsync(one, Stop);
        await Store.AssignAsync(theirs.Number, _account, PayerGround.Person, Stop);
        await Store.KeepAsync(contested with { State = "Contested", ReadAt = Noon.AddHours(1) }, Stop);
        Assert.Equal(1, await Store.ForgetNobodysAsync(Noon.AddYears(-8), Stop));
        Assert.Equal(0, await Store.ForgetNobodysAsync(Noon.AddYears(-8), Stop));
        Assert.Equal(("", ""), ((await Kept()).Payment.PayerName, (await Kept()).Payment.PayerEmail));
        foreach (var one in (OnlinePayment[])[theirs, contested]) Assert.Equal("Jeanne", (await Store.FindAsync(one.Number, Stop))!.Payment.PayerName);
    }

    [Fact]
    public async Task Who_paid_is_forgotten_with_the_account()
    {
        await Store.KeepAsync(_paid, Stop);
        await Store.AssignAsync(_paid.Number, _account, PayerGround.Reference, Stop);
        await Store.EraseAsync(_account, Stop);
        Assert.Equal(_paid with { PayerName = "", PayerEmail = "" }, Assert.Single(await Store.OfAsync(_account, Stop)).Payment);
    }
}

public sealed class SqliteOnlinePaymentStoreTests : OnlinePaymentStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-online-");

    public SqliteOnlinePaymentStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteOnlinePaymentStore(database);
    }

    protected override IOnlinePaymentStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresOnlinePaymentStoreTests(PostgresFixture postgres) : OnlinePaymentStoreContract
{
    protected override IOnlinePaymentStore Store { get; } = new PostgresOnlinePaymentStore(postgres.Shared);
}
