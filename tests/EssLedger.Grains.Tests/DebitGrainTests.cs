using EssLedger.Core.Banking;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

/// <summary>Direct debits through the treasury.</summary>
public sealed class DebitGrainTests
{
    [Fact]
    public async Task Whoever_did_not_hear_that_debits_were_collected_asks_again_and_hears_the_same()
    {
        await using var ledger = await TestLedger.Start(new MemoryJournalStore(TimeProvider.System));
        var ana = await ledger.NewMember();
        var (batch, due) = (new DebitBatchId(TestLedger.NewUuid()), ParisCalendar.DayOf(DateTimeOffset.UtcNow));
        var debit = new Debit(new(TestLedger.NewUuid()), new(TestLedger.NewUuid()), ana.Account, Amount.FromMinor(2000), Amount.FromMinor(100), DebitSequence.Recurring);
        Assert.Null((await ledger.Treasury.ProposeDebits(new(Turn.OfTreasury, batch, due, OfficeAccounts.Guarantee, [debit], TestLedger.Treasurer), 0)).Refusal);
        Assert.Null((await ledger.Treasury.ApproveDebits(batch, 0, TestLedger.Approver)).Refusal);

        var collected = new Act.DebitsCollected(Turn.OfTreasury, batch, due, [debit], [], TestLedger.Treasurer);
        var first = await ledger.Treasury.CollectDebits(collected, onDueDate: true);

        Assert.Null(first.Refusal);
        Assert.Equal(first, await ledger.Treasury.CollectDebits(collected, onDueDate: true));
        Assert.Equal(TreasuryRefusal.DebitUnknown, (await ledger.Treasury.CollectDebits(collected with { By = TestLedger.Approver }, onDueDate: true)).Refusal);
        Assert.Equal(2000, await ledger.BalanceOf(ana));
        await ledger.AssertClean();
    }
}
