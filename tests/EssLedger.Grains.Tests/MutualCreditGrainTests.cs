using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

/// <summary>Mutual credit where several servers decide at once: what one firm may still receive is counted on by many.</summary>
public sealed class MutualCreditGrainTests : IAsyncLifetime
{
    private static readonly Unit Barter = Unit.Parse("BARTER");
    private readonly MemoryJournalStore _store = new(TimeProvider.System);
    private readonly MemoryPaymentRequestStore _requests = new();
    private TestLedger _ledger = null!, _other = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await TestLedger.Start(_store, requests: _requests);
        _other = await TestLedger.Start(_store, requests: _requests);
        Assert.Null(await _ledger.Treasury.ProposeMutualCredit(Barter, TestLedger.Treasurer));
        Assert.Equal(CreditRefusal.SamePerson, await _other.Treasury.DecideMutualCredit(true, TestLedger.Treasurer));
        Assert.Null(await _other.Treasury.DecideMutualCredit(true, TestLedger.Approver));
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    private async Task<Member> Firm(long floor, long ceiling)
    {
        var firm = await _ledger.NewMember(kind: AccountKind.Merchant);
        Assert.Null(await _ledger.Account(firm.Account).ProposeCredit(new(Amount.FromMinor(floor), Amount.FromMinor(ceiling)), TestLedger.Treasurer));
        Assert.Null(await _other.Account(firm.Account).DecideCredit(true, TestLedger.Approver));
        return firm;
    }

    private static SignedOrder Order(Member payer, Member payee, long amount)
    {
        var order = payer.Order(payee, amount).Order with { Unit = Barter };
        Assert.True(SignedOrder.TryDecode(payer.Device.Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why), why);
        return signed;
    }

    private async Task<long> Holds(Member firm) => (await _ledger.Account(firm.Account).Read()).In(new(Barter, null)).Minor;

    [Fact]
    public async Task Many_who_pay_one_firm_at_once_on_two_servers_fill_it_to_its_ceiling_and_not_beyond()
    {
        var mill = await Firm(0, 55);
        var payers = new List<Member>();
        for (var i = 0; i < 8; i++) payers.Add(await Firm(100, 0));
        var orders = payers.SelectMany(p => new[] { Order(p, mill, 10), Order(p, mill, 10) }).ToList();

        var answers = await Task.WhenAll(orders.Select((order, i) => (i % 3 == 0 ? _other : _ledger).Account(order.Order.Payer).Pay(order)));

        Assert.Equal(5, answers.Count(a => a.Outcome is not null));
        Assert.All(answers.Where(a => a.Outcome is null), a => Assert.Equal((Refusal.LimitExceeded, Limit.PayeeBalance), (a.Refusal, a.Limit)));
        Assert.Equal(50, await Holds(mill));
        // Whoever asks again, elsewhere, hears the same.
        var again = await Task.WhenAll(orders.Select((order, i) => (i % 3 == 0 ? _ledger : _other).Account(order.Order.Payer).Pay(order)));
        Assert.Equal(answers.Select(a => (a.Outcome?.Entry.Position, a.Refusal)), again.Select(a => (a.Outcome?.Entry.Position, a.Refusal)));
        await _ledger.AssertClean();
    }

    [Fact]
    public async Task Two_firms_that_pay_each_other_at_once_wait_for_nobody()
    {
        var (mill, bakery) = (await Firm(1000, 1000), await Firm(1000, 1000));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0
            ? (i % 4 == 0 ? _ledger : _other).Account(mill.Account).Pay(Order(mill, bakery, 3)) : (i % 4 == 1 ? _ledger : _other).Account(bakery.Account).Pay(Order(bakery, mill, 1))));
        Assert.All(answers, a => Assert.NotNull(a.Outcome));
        Assert.Equal((-10, 10), (await Holds(mill), await Holds(bakery)));
        Assert.Equal(0, await _ledger.BalanceOf(mill));
        await _ledger.AssertClean();
    }

    [Fact]
    public async Task Admission_ends_at_what_stands_and_only_so()
    {
        var (mill, bakery) = (await Firm(100, 100), await Firm(100, 100));
        Assert.NotNull((await _ledger.Account(mill.Account).Pay(Order(mill, bakery, 30))).Outcome);
        Assert.Equal(CreditRefusal.BalanceMismatch, await _ledger.Account(mill.Account).EndCredit(Balance.Zero, [1], TestLedger.Treasurer));
        Assert.Null(await _ledger.Account(mill.Account).EndCredit(new(-30), [1], TestLedger.Treasurer));
        Assert.Equal(Limit.NotAdmitted, (await _other.Account(bakery.Account).Pay(Order(bakery, mill, 30))).Limit);
        await _ledger.AssertClean();
    }
}
