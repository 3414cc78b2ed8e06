using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Store.Memory;
using EssLedger.Store.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Grains;

public sealed class AlertGrainTests : IDisposable
{
    private const string Iban = "FR14 2004 1010 0505 0001 3M02 606";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-alerts-");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private readonly Together _holders = new();
    private readonly MemoryJournalStore _book;

    public AlertGrainTests() => _book = new(_clock);

    /// <summary>Who holds what, as the test says.</summary>
    private sealed class Together : IHolders
    {
        public List<AccountId[]> Held { get; } = [];
        public Task<bool> Share(AccountId one, AccountId other) => Task.FromResult(Held.Any(h => h.Contains(one) && h.Contains(other)));
        public Task<IReadOnlyList<IReadOnlyList<AccountId>>> Several() => Task.FromResult<IReadOnlyList<IReadOnlyList<AccountId>>>(Held);
    }

    /// <summary>A store that breaks after so many records.</summary>
    private sealed class Breaking(AlertStore inner) : IAlertStore
    {
        public int Left { get; set; } = int.MaxValue;
        public Task<Projected> AtAsync(CancellationToken cancellationToken) => inner.AtAsync(cancellationToken);
        public Task RecordAsync(Projected to, IReadOnlyList<Sighting> seen, IReadOnlyList<Alert> found, CancellationToken cancellationToken) =>
            Left-- > 0 ? inner.RecordAsync(to, seen, found, cancellationToken) : throw new StoreUnavailableException("broken");
        public Task ClearAsync(CancellationToken cancellationToken) => inner.ClearAsync(cancellationToken);
        public Task<IReadOnlyList<Sighting>> SeenAsync(SightingKind kind, string subject, DateTimeOffset after, CancellationToken cancellationToken) => inner.SeenAsync(kind, subject, after, cancellationToken);
        public Task<IReadOnlyList<(AccountId Account, DateTimeOffset At)>> FoundAsync(AlertRule rule, AccountId? account, DateTimeOffset after, CancellationToken cancellationToken) => inner.FoundAsync(rule, account, after, cancellationToken);
        public Task<IReadOnlyList<KeptAlert>> ListAsync(AlertQuestion question, long? before, int limit, CancellationToken cancellationToken) => inner.ListAsync(question, before, limit, cancellationToken);
        public Task<KeptAlert?> FindAsync(long number, CancellationToken cancellationToken) => inner.FindAsync(number, cancellationToken);
        public Task<IReadOnlyList<AlertStep>> LogAsync(long number, CancellationToken cancellationToken) => inner.LogAsync(number, cancellationToken);
        public Task<bool> LogAsync(long number, AlertStep step, CancellationToken cancellationToken) => inner.LogAsync(number, step, cancellationToken);
        public Task ForgetWordsAsync(AccountId account, CancellationToken cancellationToken) => inner.ForgetWordsAsync(account, cancellationToken);
        public Task SetAsync(AlertTermsSet set, CancellationToken cancellationToken) => inner.SetAsync(set, cancellationToken);
        public Task<AlertTermsHistory> TermsAsync(CancellationToken cancellationToken) => inner.TermsAsync(cancellationToken);
    }

    private Breaking NewStore(string name)
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, name + ".db"));
        database.Migrate();
        return new(new SqliteAlertStore(database));
    }

    private Task<TestLedger> Start(IAlertStore alerts) => TestLedger.Start(_book, _clock, adjust: services => services.AddSingleton(alerts).AddSingleton<IHolders>(_holders));

    private static async Task Look(TestLedger ledger)
    {
        while (await ledger.Grains.GetGrain<IAlertGrain>(AlertGrain.Key).Look(holdersToo: true)) { }
    }

    private static async Task<List<KeptAlert>> Found(IAlertStore store)
    {
        var all = new List<KeptAlert>();
        foreach (var kept in await store.ListAsync(new(), null, 100, default)) all.Add((await store.FindAsync(kept.Number, default))!);
        all.Reverse();
        return all;
    }

    private static async Task Transfer(TestLedger ledger, Member to, long amount, string reference)
    {
        var issuance = TestLedger.NewIssuance();
        Assert.Null((await ledger.Treasury.Propose(issuance, to.Account, Amount.FromMinor(amount), TestLedger.Terms.Unit, new("bank_transfer", reference, Amount.FromMinor(amount)), TestLedger.Treasurer)).Refusal);
        Assert.Null((await ledger.Treasury.Approve(issuance, TestLedger.Approver)).Refusal);
    }

    /// <summary>A transfer as the bank's own statement shows it: who paid stands in what is kept apart.</summary>
    private static async Task FromStatement(TestLedger ledger, Member to, long amount)
    {
        var day = new DateOnly(2026, 11, 24);
        var statement = BankStatement.Of("DE89370400440532013000", "S1", 1, Unit.Euro, new(day, 0), new(day, amount), [new() { Booked = day, Cents = amount, CounterpartyIban = Iban }]);
        var line = statement.Lines[0];
        var details = StatementBytes.Encode(statement);
        Assert.Null((await ledger.Treasury.Record(new(Turn.OfTreasury, OfficeAccounts.Guarantee, statement.Identity, line.Booked, new(0), new(amount), [new(line.Identity, line.Booked, amount)], Digest.Of(details), TestLedger.Treasurer), details)).Refusal);
        var issuance = TestLedger.NewIssuance();
        Assert.Null((await ledger.Treasury.ProposeLine(issuance, to.Account, Amount.FromMinor(amount), TestLedger.Terms.Unit, line.Identity, TestLedger.Treasurer)).Refusal);
        Assert.Null((await ledger.Treasury.Approve(issuance, TestLedger.Approver)).Refusal);
    }

    private async Task<OrderId> Pay(TestLedger ledger, Member payer, Member payee, long amount, OrderId? refunds = null)
    {
        var order = payer.Order(payee, amount, refunds: refunds, validity: _clock.GetUtcNow() - DateTimeOffset.UtcNow + TimeSpan.FromMinutes(5));
        Assert.IsType<Act.Paid>((await ledger.Account(payer.Account).Pay(order)).Outcome?.Act);
        return order.Order.Id;
    }

    /// <summary>Some days in a town.</summary>
    private async Task Live(TestLedger ledger, Func<Task> now)
    {
        var (zoe, max, shop) = (await ledger.NewMember(), await ledger.NewMember(), await ledger.NewMember(kind: AccountKind.Merchant));
        // Each just below what one load may be; the third makes it, and the fourth to sixth again.
        for (var load = 0; load < 7; load++)
        {
            await ledger.Issue(zoe.Account, 149_99);
            _clock.Advance(TimeSpan.FromDays(3));
            await now();
        }
        await FromStatement(ledger, zoe, 20_00);
        await Transfer(ledger, max, 600_00, $"de {Iban}");
        await now();
        var first = await Pay(ledger, max, shop, 300_00);
        await now();
        await Pay(ledger, shop, max, 300_00, refunds: first);
        _clock.Advance(TimeSpan.FromHours(1));
        await now();
        // 300 and 180 of the 600: money that came back is no new money.
        await Pay(ledger, max, shop, 179_00);
        await now();
        await Pay(ledger, max, shop, 1_00);
        await Pay(ledger, max, shop, 50_00);
        await now();
        // One telephone with two members' accounts; then with two of one member's.
        await Enrol(ledger, max, zoe);
        await now();
        _holders.Held.Add([zoe.Account, shop.Account]);
        await Enrol(ledger, shop, zoe);
        await now();
    }

    private static async Task Enrol(TestLedger ledger, Member on, Member whose)
    {
        var grain = ledger.Account(on.Account);
        Assert.Null((await grain.AddKey(on.Prove(await grain.Challenge(TestLedger.Bureau), whose.Device.Key), TestLedger.Bureau)).Refusal);
    }

    private static IEnumerable<(string, AlertRule, long, long, int, int)> Told(IEnumerable<KeptAlert> alerts) =>
        alerts.Select(a => (a.Alert.Key, a.Alert.Rule, a.Alert.Amount.Minor, a.Alert.Whole.Minor, a.Alert.Count, a.Alert.Behind.Count));

    [Fact]
    public async Task What_is_worth_a_look_is_found_once_whoever_looks_and_whenever()
    {
        var alive = NewStore("alive");
        await using var ledger = await Start(alive);
        await Live(ledger, () => Look(ledger));
        var found = await Found(alive);
        Assert.Equal(
        [
            (AlertRule.SplitCash, 449_97, 150_00, 3, 3), (AlertRule.SplitCash, 449_97, 150_00, 3, 3), (AlertRule.SameMeans, 0, 0, 2, 2),
            (AlertRule.FastInOut, 480_00, 600_00, 3, 4), (AlertRule.SameMeans, 0, 0, 2, 2), (AlertRule.SameMeans, 0, 0, 2, 2),
        ], found.Select(a => (a.Alert.Rule, a.Alert.Amount.Minor, a.Alert.Whole.Minor, a.Alert.Count, a.Alert.Behind.Count)));

        // Who looks for the first time when all is over finds the same.
        var late = NewStore("late");
        await using (var second = await Start(late))
        {
            await Look(second);
            Assert.Equal(Told(found), Told(await Found(late)));
        }

        // And who is stopped again and again, before what was found is kept, too.
        var stopped = NewStore("stopped");
        await using var third = await Start(stopped);
        var stops = 0;
        for (var ended = false; !ended && stops < 200;)
        {
            stopped.Left = 2;
            try
            {
                await Look(third);
                ended = true;
            }
            catch (StoreUnavailableException)
            {
                // The next look goes on.
                stops++;
            }
        }
        Assert.InRange(stops, 3, 100);
        stopped.Left = int.MaxValue;
        Assert.Equal(Told(found), Told(await Found(stopped)));
    }

    [Fact]
    public async Task Another_book_is_looked_through_from_its_beginning_and_what_was_found_stays()
    {
        var store = NewStore("other");
        await store.RecordAsync(new(new(3), Digest.Of([1])), [new(SightingKind.Cash, "ZOE", AccountId.Parse("ZOE"), new(2), _clock.GetUtcNow(), Amount.FromMinor(1))],
            [new("one", AlertRule.SplitCash, AccountId.Parse("ZOE"), _clock.GetUtcNow(), Amount.Zero, Amount.Zero, 3, [])], default);
        await using var ledger = await Start(store);
        var zoe = await ledger.NewMember(funds: 10_00);
        await Look(ledger);
        Assert.Equal((await ledger.Book.Store.HeadAsync(default)).Position, (await store.AtAsync(default)).Position);
        Assert.Empty(await store.SeenAsync(SightingKind.Cash, "ZOE", DateTimeOffset.UnixEpoch, default));
        Assert.Single(await store.SeenAsync(SightingKind.Cash, zoe.Account.Value, DateTimeOffset.UnixEpoch, default));
        Assert.Equal("one", Assert.Single(await Found(store)).Alert.Key);
    }

    [Fact]
    public async Task More_accounts_of_one_person_than_the_terms_allow_are_worth_a_look_and_closed_ones_do_not_count()
    {
        var store = NewStore("several");
        await using var ledger = await Start(store);
        AccountId[] own = [(await ledger.NewMember()).Account, (await ledger.NewMember()).Account, (await ledger.NewMember(kind: AccountKind.Merchant)).Account];
        var turnedDown = AccountId.Parse("GONE");
        await ledger.Account(turnedDown).Open(AccountKind.Resident, SubjectStatus.Pending, TestLedger.Bureau);
        Assert.True(await ledger.Account(turnedDown).TurnDown(TestLedger.Bureau));
        _holders.Held.Add([.. own, turnedDown]);
        for (var looks = 0; looks < 2; looks++) await Look(ledger);
        var found = Assert.Single(await Found(store)).Alert;
        Assert.Equal((AlertRule.SeveralAccounts, own[1], 2), (found.Rule, found.Account, found.Count));
        Assert.Equal(own[..2].Order(Comparer<AccountId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), found.Behind.Select(b => b.Account).Order(Comparer<AccountId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }

    [Fact]
    public async Task Terms_that_are_set_hold_for_what_is_committed_from_their_instant_on()
    {
        var store = NewStore("terms");
        await using var ledger = await Start(store);
        var zoe = await ledger.NewMember(funds: 100_00);
        await ledger.Issue(zoe.Account, 100_00);
        var now = _clock.GetUtcNow();
        await store.SetAsync(new(now.AddMinutes(1), AlertTerms.Usual with { CashLoads = 2 }, TestLedger.Bureau, now, "so"), default);
        await Look(ledger);
        Assert.Empty(await Found(store));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await ledger.Issue(zoe.Account, 10_00);
        await Look(ledger);
        Assert.Equal(3, Assert.Single(await Found(store)).Alert.Count);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
