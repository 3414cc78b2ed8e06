using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Journal;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

public sealed class ClosureGrainTests
{
    /// <summary>A clock that can be set, and whose timers run as ever. It stays behind the true one, for a silo that began before the clock's time is held for dead.</summary>
    private sealed class Calendar : TimeProvider
    {
        private TimeSpan _ahead = new DateTimeOffset(2026, 1, 29, 12, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public void SetUtcNow(DateTimeOffset now) => _ahead = now - System.GetUtcNow();
    }

    [Fact]
    public async Task Every_missed_day_is_closed_in_order_once_whoever_looks_and_the_audit_agrees()
    {
        var clock = new Calendar();
        var store = new MemoryJournalStore(clock);
        await using var here = await TestLedger.Start(store, clock);
        await using var there = await TestLedger.Start(store, clock);
        await store.AppendAsync([new Act.BookOpened(TestLedger.Terms.Ledger, TestLedger.Terms.Unit).ToDraft()], default);
        await here.NewMember(50_00);
        var bakery = await here.NewMember(kind: AccountKind.Merchant);
        Assert.Equal(0, await Closed());

        // Ten minutes after midnight another server's clock, and the store's, are past it too.
        clock.SetUtcNow(ParisCalendar.StartOf(new(2026, 1, 30)).AddMinutes(9));
        Assert.Equal(0, await Closed());
        clock.SetUtcNow(ParisCalendar.StartOf(new(2026, 1, 30)).AddMinutes(11));
        Assert.Equal(1, await Closed());
        clock.SetUtcNow(ParisCalendar.StartOf(new(2026, 1, 31)).AddHours(12));
        await here.Issue(bakery.Account, 7_00);
        clock.SetUtcNow(ParisCalendar.StartOf(new(2026, 2, 2)).AddHours(12));
        Assert.Equal(5, await Closed());
        Assert.Equal(5, await Closed());

        var all = (await ClosureHistory.AllAsync(store, default)).Select(c => c.Closed).ToList();
        Assert.Equal(["2026-01-29", "2026-01-30", "2026-01-31", "2026-01", "2026-02-01"], all.Select(c => c.Period.ToString()));
        Assert.Equal([50_00, 0, 7_00, 57_00, 0], all.Select(c => c.Totals.Issued));
        Assert.Equal([50_00, 50_00, 57_00, 57_00, 57_00], all.Select(c => c.Perpetual.Issued));
        Assert.All(all, c => Assert.Equal(1, c.Stock.Acceptors));
        await here.AssertClean();

        // A server that starts now goes on from the last closures.
        await using var later = await TestLedger.Start(store, clock);
        var grain = later.Grains.GetGrain<IClosureGrain>(ClosureGrain.Key);
        Assert.False(await grain.Look());
        Assert.Equal(57_00, (await grain.Now()).InCirculation);

        async Task<int> Closed()
        {
            await Task.WhenAll(new[] { here, there }.Select(l => l.Grains.GetGrain<IClosureGrain>(ClosureGrain.Key).Look()));
            return (await ClosureHistory.AllAsync(store, default)).Count;
        }
    }

    [Fact]
    public async Task Shop_closes_its_takings_once_after_the_other()
    {
        var store = new MemoryJournalStore(TimeProvider.System);
        await using var ledger = await TestLedger.Start(store);
        await store.AppendAsync([new Act.BookOpened(TestLedger.Terms.Ledger, TestLedger.Terms.Unit).ToDraft()], default);
        var (ana, bakery) = (await ledger.NewMember(50_00), await ledger.NewMember(kind: AccountKind.Merchant));
        var grain = ledger.Account(bakery.Account);
        Assert.NotNull((await ledger.Account(ana.Account).Pay(ana.Order(bakery, 5_00))).Outcome);
        var first = await grain.CloseTakings(TestLedger.Bureau);
        Assert.NotNull((await ledger.Account(ana.Account).Pay(ana.Order(bakery, 2_50))).Outcome);
        var second = await grain.CloseTakings(TestLedger.Bureau);
        var third = await grain.CloseTakings(TestLedger.Bureau);
        Assert.Equal((1, new Takings(1, 5_00, 0, 0)), (first.Closed.Number, first.Closed.Perpetual));
        Assert.Equal((2, new Takings(1, 2_50, 0, 0), new Takings(2, 7_50, 0, 0)), (second.Closed.Number, second.Closed.Period, second.Closed.Perpetual));
        Assert.Equal((3, default, new Takings(2, 7_50, 0, 0)), (third.Closed.Number, third.Closed.Period, third.Closed.Perpetual));
        await ledger.AssertClean();
    }
}
