using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Store;
using EssLedger.Store.Memory;
using EssLedger.Store.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Grains;

public sealed class PaymentCalendarGrainTests : IAsyncLifetime
{
    private static readonly DateOnly First = new(2026, 1, 31);
    private readonly Calendar _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-calendar-");
    private readonly MemoryJournalStore _store;
    private readonly SqliteScheduledPaymentStore _schedules;
    private readonly Post _post = new();
    private TestLedger _ledger = null!;
    private Member _ana = null!, _landlord = null!;

    public PaymentCalendarGrainTests()
    {
        _store = new(_clock);
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        _schedules = new(database);
    }

    /// <summary>A clock that can be set, and whose timers run as ever: a silo has too many of them to live through a month. It stays behind the true one, for a silo that
    /// began an hour before the clock's time is held for dead.</summary>
    private sealed class Calendar : TimeProvider
    {
        private TimeSpan _ahead = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public void SetUtcNow(DateTimeOffset now) => _ahead = now - System.GetUtcNow();
    }

    private sealed class Post : ISchedulePost
    {
        public System.Collections.Concurrent.ConcurrentQueue<ScheduledRun> Told { get; } = [];

        public Task Tell(ScheduledPayment payment, ScheduledRun run)
        {
            Told.Enqueue(run);
            return Task.CompletedTask;
        }
    }

    private Task<TestLedger> Start(TimeProvider? clock = null) =>
        TestLedger.Start(_store, clock ?? _clock, adjust: services => services.AddSingleton<IScheduledPaymentStore>(_schedules).AddSingleton<ISchedulePost>(_post));

    public async ValueTask InitializeAsync()
    {
        _ledger = await Start();
        (_ana, _landlord) = (await _ledger.NewMember(10_000), await _ledger.NewMember(kind: AccountKind.Merchant));
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.AssertClean();
        await _ledger.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>A rent that falls due on the last day of each month.</summary>
    private async Task<ScheduledPayment> Arrange(long amount = 3000, AccountId? payee = null, int days = 365, Rhythm every = Rhythm.Month)
    {
        var mandate = new Mandate(TestLedger.Terms.Ledger, new(TestLedger.NewUuid()), _ana.Account, payee ?? _landlord.Account, Amount.FromMinor(amount), TestLedger.Terms.Unit, Amount.FromMinor(amount),
            every is Rhythm.Week ? 7 : 28, First.AddDays(days + ScheduledPayment.DaysToTry));
        Assert.True(SignedMandate.TryDecode(_ana.Device.Sign(Mandate.Type, mandate.Encode()), out var signed, out _));
        Assert.Null(await _ledger.Account(_ana.Account).GiveMandate(signed, null, TestLedger.Bureau));
        var payment = new ScheduledPayment(_ana.Account, mandate.Id, mandate.PerPayment, new(every, First, 31, First.AddDays(days)), "loyer", _clock.GetUtcNow(), TestLedger.Bureau);
        Assert.True(await _schedules.AddAsync(payment, default));
        return payment;
    }

    private Task<int> LookOn(DateOnly day, TestLedger? ledger = null)
    {
        _clock.SetUtcNow(ParisCalendar.StartOf(day).AddHours(6));
        return (ledger ?? _ledger).Grains.GetGrain<IPaymentCalendarGrain>(PaymentCalendarGrain.Key).Look();
    }

    private async Task<KeptSchedule> Kept(ScheduledPayment of) => (await _schedules.OfAsync(_ana.Account, default)).Single(k => k.Payment.Mandate == of.Mandate);

    private async Task<IReadOnlyList<Act.Paid>> Payments() => [.. (await _ledger.Acts()).OfType<Act.Paid>()];

    private static void Is(ScheduledRun run, DateOnly due, RunState state, DateOnly on, Refusal? reason = null, Limit limit = Limit.None) => Assert.Equal(new(due, state, on, reason, limit), run);

    [Fact]
    public async Task Each_due_day_is_paid_once_under_the_mandate_however_often_one_looks()
    {
        var rent = await Arrange();
        Assert.Equal(0, await LookOn(First.AddDays(-1)));
        Assert.Equal(1, await LookOn(First));
        for (var again = 0; again < 3; again++) Assert.Equal(0, await LookOn(First));
        Is((await Kept(rent)).Runs.Single(), First, RunState.Paid, First);
        Assert.Equal(new(2026, 2, 28), (await Kept(rent)).Due);
        Assert.Equal(1, await LookOn(new(2026, 2, 28)));

        var paid = await Payments();
        Assert.Equal(2, paid.Count);
        Assert.All(paid, p => Assert.True(p is { Means: Means.Mandate, By: null } && p.Credential == rent.Mandate.Uuid && p.Payee == _landlord.Account));
        Assert.Equal([rent.OrderOf(First), rent.OrderOf(new(2026, 2, 28))], paid.Select(p => p.Order));
        Assert.Equal(4000, await _ledger.BalanceOf(_ana));
    }

    [Fact]
    public async Task Server_killed_between_payment_and_record_finds_its_payment_on_the_next_look_also_long_after()
    {
        var (rent, school) = (await Arrange(), await Arrange(2000));
        _clock.SetUtcNow(ParisCalendar.StartOf(First).AddHours(6));
        // What the killed server still did: the book has it, and the table does not.
        foreach (var payment in new[] { rent, school })
            Assert.True((await _ledger.Account(_ana.Account).PayByMandate(payment.Mandate, payment.OrderOf(First), _landlord.Account, payment.Amount, payment.Note, null, null)).First);
        await LookOn(First.AddDays(1));
        Is((await Kept(rent)).Runs.Single(), First, RunState.Paid, First);
        Assert.Equal(5000, await _ledger.BalanceOf(_ana));

        var late = await Arrange(1000);
        _clock.SetUtcNow(ParisCalendar.StartOf(First).AddDays(5).AddHours(6));
        Assert.True((await _ledger.Account(_ana.Account).PayByMandate(late.Mandate, late.OrderOf(First), _landlord.Account, late.Amount, late.Note, null, null)).First);
        await LookOn(First.AddDays(20));
        Is((await Kept(late)).Runs.Single(), First, RunState.Paid, First.AddDays(5));
        Assert.Equal(3, (await Payments()).Count);
    }

    [Fact]
    public async Task Two_servers_that_do_not_know_of_each_other_pay_once()
    {
        var all = new List<ScheduledPayment>();
        for (var i = 0; i < 20; i++) all.Add(await Arrange(100));
        await using var other = await Start();
        await Task.WhenAll(LookOn(First), LookOn(First, other));
        Assert.Equal(20, (await Payments()).Count);
        Assert.Equal(8000, await _ledger.BalanceOf(_ana));
        foreach (var payment in all) Is((await Kept(payment)).Runs.Single(), First, RunState.Paid, First);
    }

    [Fact]
    public async Task Lack_of_funds_is_recorded_and_tried_once_a_day_until_the_money_is_there()
    {
        var rent = await Arrange(10_001);
        Assert.Equal(1, await LookOn(First));
        Is((await Kept(rent)).Runs.Single(), First, RunState.Refused, First, Refusal.InsufficientFunds);
        await _ledger.Issue(_ana.Account, 1);
        Assert.Equal(0, await LookOn(First));
        Assert.Equal(1, await LookOn(First.AddDays(1)));
        Is((await Kept(rent)).Runs.Single(), First, RunState.Paid, First.AddDays(1));
        Assert.Equal((0, 10_001), (await _ledger.BalanceOf(_ana), await _ledger.BalanceOf(_landlord)));
    }

    [Fact]
    public async Task What_is_refused_to_the_last_is_given_up_and_the_next_due_day_comes_all_the_same()
    {
        var rent = await Arrange(10_001);
        for (var late = 0; late <= 7; late++) await LookOn(First.AddDays(late));
        var kept = await Kept(rent);
        Is(kept.Runs.Single(), First, RunState.GivenUp, First.AddDays(5), Refusal.InsufficientFunds);
        Assert.Equal(new(2026, 2, 28), kept.Due);
        Assert.Equal([.. Enumerable.Repeat(RunState.Refused, 5), RunState.GivenUp], _post.Told.Select(r => r.State));
        await _ledger.Issue(_ana.Account, 1);
        await LookOn(new(2026, 2, 28));
        Assert.Equal([RunState.Paid, RunState.GivenUp], (await Kept(rent)).Runs.Select(r => r.State));
        Assert.Single(await Payments());
    }

    [Fact]
    public async Task After_a_standstill_only_what_is_not_older_than_five_days_is_made_up()
    {
        var milk = await Arrange(100, every: Rhythm.Week, days: 60);
        var rent = await Arrange();
        await LookOn(First.AddDays(26));
        var kept = await Kept(milk);
        Assert.Equal([(First.AddDays(21), RunState.Paid), (First.AddDays(14), RunState.Missed), (First.AddDays(7), RunState.Missed), (First, RunState.Missed)], kept.Runs.Select(r => (r.Due, r.State)));
        Assert.Equal(First.AddDays(28), kept.Due);
        Is((await Kept(rent)).Runs.Single(), First, RunState.Missed, First.AddDays(26));
        Assert.Equal([First, First, First.AddDays(7), First.AddDays(14)], _post.Told.Where(r => r.State is RunState.Missed).Select(r => r.Due).Order());
        Assert.Equal(100, Assert.Single(await Payments()).Amount.Minor);
    }

    [Fact]
    public async Task Nothing_is_paid_under_a_mandate_that_was_taken_back_or_is_over()
    {
        var (rent, gym) = (await Arrange(), await Arrange(100, days: 0));
        await _ledger.Account(_ana.Account).RevokeMandate(rent.Mandate, TestLedger.Bureau);
        await LookOn(First.AddDays(1));
        Assert.Equal((null, 0), ((await Kept(rent)).Due, (await Kept(rent)).Runs.Count));
        Assert.Equal((null, RunState.Paid), ((await Kept(gym)).Due, (await Kept(gym)).Runs.Single().State));
        Assert.Equal(0, await LookOn(First.AddDays(200)));
        Assert.Single(await Payments());
    }

    [Fact]
    public async Task Payee_who_waits_for_admission_is_paid_once_admitted()
    {
        var newcomer = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        await _ledger.Account(newcomer).Open(AccountKind.Resident, SubjectStatus.Pending, TestLedger.Bureau);
        var gift = await Arrange(500, newcomer);
        await LookOn(First);
        Is((await Kept(gift)).Runs.Single(), First, RunState.Refused, First, Refusal.PayeeClosed);
        await _ledger.Account(newcomer).Approve(TestLedger.Bureau);
        await LookOn(First.AddDays(1));
        Is((await Kept(gift)).Runs.Single(), First, RunState.Paid, First.AddDays(1));
        Assert.Equal(500, (await _ledger.Account(newcomer).Read()).Of(TestLedger.Terms.Unit).Minor);
    }

    [Fact]
    public async Task Reminder_wakes_the_calendar_by_itself()
    {
        var rent = await Arrange();
        var clock = new FakeTimeProvider(ParisCalendar.StartOf(First).AddSeconds(-30));
        await using var other = await Start(clock);
        await other.Grains.GetGrain<IPaymentCalendarGrain>(PaymentCalendarGrain.Key).Begin();
        for (var tries = 0; (await Kept(rent)).Runs.Count == 0 && tries < 600; tries++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20);
        }
        Is((await Kept(rent)).Runs.Single(), First, RunState.Paid, ParisCalendar.DayOf(_clock.GetUtcNow()));
    }
}
