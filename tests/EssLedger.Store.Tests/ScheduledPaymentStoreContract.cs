using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of scheduled payments promises; each store is a short subclass.</summary>
public abstract class ScheduledPaymentStoreContract
{
    protected abstract IScheduledPaymentStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 26);

    // Tests share a database: each has accounts of its own.
    private readonly AccountId _account = NewAccount(), _delegate = NewAccount();

    private static AccountId NewAccount() => AccountId.FromRandom(Guid.NewGuid().ToByteArray());

    private ScheduledPayment Payment(DateOnly? first = null, string? note = "loyer", AccountId? account = null) => new(
        account ?? _account, new(Uuid.Version7(Noon, Guid.NewGuid().ToByteArray())), Amount.FromMinor(long.MaxValue), new(Rhythm.Month, first ?? Today, 26, new(2030, 1, 31)), note, Noon, PersonId.Parse("ANA"));

    private async Task<IReadOnlyList<KeptSchedule>> Due(DateOnly today)
    {
        var due = new List<KeptSchedule>();
        for (ScheduledPayment? after = null; ;)
        {
            var page = await Store.DueAsync(today, after, 3, Stop);
            due.AddRange(page);
            if (page.Count < 3) return [.. due.Where(d => d.Payment.Account == _account)];
            after = page[^1].Payment;
        }
    }

    private async Task<KeptSchedule> Kept() => Assert.Single(await Store.OfAsync(_account, Stop));

    [Fact]
    public async Task Scheduled_payment_comes_back_as_it_was_made_and_each_mandate_has_one()
    {
        var (payment, other) = (Payment(), Payment(note: null));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.AddAsync(payment, Stop))));
        Assert.Single(taken, t => t);
        Assert.False(await Store.AddAsync(payment with { Amount = Amount.FromMinor(1) }, Stop));
        Assert.True(await Store.AddAsync(other, Stop));
        var kept = await Store.OfAsync(_account, Stop);
        Assert.Equal(new[] { payment, other }.OrderByDescending(p => p.Mandate.Uuid), kept.Select(k => k.Payment));
        Assert.All(kept, k => Assert.True(k.Due == Today && k.Runs.Count == 0));
    }

    [Fact]
    public async Task What_is_due_comes_up_once_a_day_until_it_is_settled()
    {
        var payment = Payment();
        await Store.AddAsync(payment, Stop);
        await Store.AddAsync(Payment(Today.AddDays(1)), Stop);
        Assert.Equal(payment, Assert.Single(await Due(Today)).Payment);

        var refused = new ScheduledRun(Today, RunState.Refused, Today, Refusal.LimitExceeded, Limit.Day);
        await Store.SettleAsync(payment, refused, Today, Stop);
        Assert.Empty(await Due(Today));
        var tomorrow = await Due(Today.AddDays(1));
        Assert.Equal(2, tomorrow.Count);
        Assert.Equal([refused], tomorrow.Single(k => k.Payment == payment).Runs);

        var paid = new ScheduledRun(Today, RunState.Paid, Today.AddDays(1), null, Limit.None);
        await Store.SettleAsync(payment, paid, new(2026, 12, 26), Stop);
        Assert.DoesNotContain(await Due(Today.AddDays(2)), k => k.Payment == payment);
        var kept = (await Store.OfAsync(_account, Stop)).Single(k => k.Payment == payment);
        Assert.Equal((new DateOnly(2026, 12, 26), paid), (kept.Due, kept.Runs.Single()));
    }

    [Fact]
    public async Task Payment_that_is_known_is_never_recorded_as_refused_and_no_due_day_is_passed_over()
    {
        var payment = Payment();
        await Store.AddAsync(payment, Stop);
        var paid = new ScheduledRun(Today, RunState.Paid, Today, null, Limit.None);
        // Broken off after the first half: the day comes up again, though it was tried today.
        await Store.SettleAsync(payment, paid, Today, Stop);
        Assert.Equal([paid], Assert.Single(await Due(Today)).Runs);
        await Store.SettleAsync(payment, new(Today, RunState.GivenUp, Today, Refusal.InsufficientFunds, Limit.None), new(2026, 12, 26), Stop);
        Assert.Equal(paid, Assert.Single((await Kept()).Runs));
        // Who was slow settles what another settled before, and moves nothing on.
        await Store.SettleAsync(payment, paid, new(2027, 1, 26), Stop);
        Assert.Equal(new DateOnly(2026, 12, 26), (await Kept()).Due);

        await Store.SettleAsync(payment, paid with { Due = new(2026, 12, 26) }, null, Stop);
        Assert.Null((await Kept()).Due);
        Assert.Equal([new(2026, 12, 26), Today], (await Kept()).Runs.Select(r => r.Due));
    }

    [Fact]
    public async Task What_was_ended_is_due_no_more()
    {
        var payment = Payment();
        await Store.AddAsync(payment, Stop);
        await Store.EndAsync(_account, payment.Mandate, Stop);
        Assert.Empty(await Due(Today.AddYears(1)));
        Assert.Null((await Kept()).Due);
    }

    [Fact]
    public async Task Delegate_finds_what_was_given_to_them_and_an_erased_account_leaves_nothing()
    {
        var (first, second) = (Payment(), Payment());
        await Store.AddAsync(first, Stop);
        await Store.SettleAsync(first, new(Today, RunState.Refused, Today, Refusal.InsufficientFunds, Limit.None), Today, Stop);
        foreach (var mandate in new[] { first.Mandate, second.Mandate, first.Mandate }) await Store.GiveAsync(_delegate, _account, mandate, Stop);
        await Store.GiveAsync(_account, _delegate, second.Mandate, Stop);
        Assert.Equal(new[] { first.Mandate, second.Mandate }.OrderByDescending(m => m.Uuid).Select(m => (_account, m)), await Store.GivenToAsync(_delegate, Stop));

        await Store.EraseAsync(_account, Stop);
        Assert.Empty(await Store.OfAsync(_account, Stop));
        Assert.Empty(await Store.GivenToAsync(_delegate, Stop));
        Assert.Empty(await Store.GivenToAsync(_account, Stop));
        // A run that is on its way meanwhile finds nobody.
        await Store.SettleAsync(first, new(Today, RunState.Paid, Today, null, Limit.None), null, Stop);
        Assert.True(await Store.AddAsync(first, Stop));
        Assert.Empty((await Kept()).Runs);
    }
}

public sealed class SqliteScheduledPaymentStoreTests : ScheduledPaymentStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-scheduled-");

    public SqliteScheduledPaymentStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteScheduledPaymentStore(database);
    }

    protected override IScheduledPaymentStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresScheduledPaymentStoreTests(PostgresFixture postgres) : ScheduledPaymentStoreContract
{
    protected override IScheduledPaymentStore Store { get; } = new PostgresScheduledPaymentStore(postgres.Shared);
}
