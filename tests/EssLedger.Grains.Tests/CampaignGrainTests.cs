using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

/// <summary>Campaigns through the treasury, and purses through members' accounts.</summary>
public sealed class CampaignGrainTests
{
    private const int Many = 200;
    private static readonly PersonId Treasurer = TestLedger.Treasurer, Approver = TestLedger.Approver;

    /// <summary>A clock whose days can be turned without any timer's noticing.</summary>
    private sealed class Calendar : TimeProvider
    {
        public TimeSpan Ahead { get; set; }
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    private static ProposalId NewProposal() => new(TestLedger.NewUuid());

    private static async Task<CampaignId> Open(TestLedger ledger, CampaignTerms terms, long euros)
    {
        var id = CampaignId.FromRandom(RandomNumberGenerator.GetBytes(8));
        Assert.Null((await ledger.Treasury.ProposeCampaign(new(new("TREASURY", 0), id, terms, Digest.Zero, Treasurer), "Repas", "Ville")).Refusal);
        Assert.Equal(CampaignRefusal.SamePerson, (await ledger.Treasury.ApproveCampaign(id, Treasurer)).Refusal);
        Assert.Null((await ledger.Treasury.ApproveCampaign(id, Approver)).Refusal);
        var funding = NewProposal();
        Assert.Null((await ledger.Treasury.ProposeFunding(funding, id, new("transfer", id.Value, Amount.FromMinor(euros)), Treasurer)).Refusal);
        Assert.Null((await ledger.Treasury.ApproveProposal(funding, Approver)).Refusal);
        return id;
    }

    private static async Task<PurseId> PurseOf(TestLedger ledger, Member member) => (await ledger.Account(member.Account).Read()).Balances.Keys.Single(d => d.Purse is not null).Purse!.Value;

    private static SignedOrder Order(Member payer, Member payee, long amount, PurseId purse, DateTimeOffset now)
    {
        var order = new PaymentOrder(TestLedger.Terms.Ledger, new(TestLedger.NewUuid()), payer.Account, payee.Account, Amount.FromMinor(amount), TestLedger.Terms.Unit, now.ToUnixTimeSeconds() + 60, Purses: [new(purse, Amount.FromMinor(amount))]);
        Assert.True(SignedOrder.TryDecode(payer.Device.Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why), why);
        return signed;
    }

    [Fact]
    public async Task Many_receive_in_one_entry_or_nobody_does_and_what_is_not_spent_in_time_goes_back()
    {
        var clock = new Calendar();
        await using var ledger = await TestLedger.Start(new MemoryJournalStore(clock), clock);
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var campaign = await Open(ledger, new(CampaignKind.Aid, Amount.FromMinor(1_000_000), 0, Amount.FromMinor(5_000), today, today.AddDays(30), 5, Acceptors.Of(labelled: true, [], [], [])), 500_000);
        var (ana, bakery, garage) = (await ledger.NewMember(), await ledger.NewMember(kind: AccountKind.Merchant), await ledger.NewMember(kind: AccountKind.Merchant));
        TestLedger.Labelled.Set(bakery.Account, active: true);
        var accounts = Enumerable.Range(0, Many).Select(_ => AccountId.FromRandom(RandomNumberGenerator.GetBytes(13))).ToList();
        await Task.WhenAll(accounts.Select(account => ledger.Account(account).Open(AccountKind.Resident, SubjectStatus.Open, TestLedger.Bureau)));

        var before = (await ledger.Book.Store.HeadAsync(default)).Position;
        List<AllotmentLine> lines = [.. accounts.Append(ana.Account).Select(account => new AllotmentLine(account, Amount.FromMinor(2_000)))];
        var (wrong, right) = (NewProposal(), NewProposal());
        var tried = await ledger.Treasury.ProposeAllotments(wrong, campaign, [.. lines, new(garage.Account, Amount.FromMinor(1))], onlyTry: false, Treasurer);
        Assert.Equal((CampaignRefusal.ListFaulty, LineFault.NotAResident, Many + 1), (tried.Answer.Refusal, tried.Faults[^1], tried.Faults.Count(f => f is null)));
        Assert.Equal(before, (await ledger.Book.Store.HeadAsync(default)).Position);
        Assert.Null((await ledger.Treasury.ProposeAllotments(right, campaign, lines, onlyTry: true, Treasurer)).Answer.Refusal);
        var proposed = await ledger.Treasury.ProposeAllotments(right, campaign, lines, onlyTry: false, Treasurer);
        var approved = await ledger.Treasury.ApproveProposal(right, Approver);
        // Asked again, the same answer; by another, a refusal.
        Assert.Equal(approved, await ledger.Treasury.ApproveProposal(right, Approver));
        Assert.Equal(CampaignRefusal.AlreadyDecided, (await ledger.Treasury.ApproveProposal(right, PersonId.Parse("OTHER"))).Refusal);
        Assert.Equal((before.Value + 1, before.Value + 2), (proposed.Answer.Position.Value, approved.Position.Value));
        Assert.Equal(2_000, (await ledger.Account(accounts[^1]).Read()).Of(TestLedger.Terms.Unit).Minor);

        var purse = await PurseOf(ledger, ana);
        Assert.Null((await ledger.Account(ana.Account).Pay(Order(ana, bakery, 500, purse, clock.GetUtcNow()))).Refusal);
        Assert.Equal(Refusal.PurseNotAccepted, (await ledger.Account(ana.Account).Pay(Order(ana, garage, 500, purse, clock.GetUtcNow()))).Refusal);
        TestLedger.Labelled.Set(bakery.Account, active: false);
        Assert.Equal(Refusal.PurseNotAccepted, (await ledger.Account(ana.Account).Pay(Order(ana, bakery, 500, purse, clock.GetUtcNow()))).Refusal);
        TestLedger.Labelled.Set(bakery.Account, active: true);

        clock.Ahead = TimeSpan.FromDays(35);
        Assert.Equal(CampaignRefusal.PursesStillOpen, (await ledger.Treasury.ReturnPurses(campaign, Treasurer)).Refusal);
        clock.Ahead = TimeSpan.FromDays(36);
        Assert.Equal(Refusal.PurseNotAccepted, (await ledger.Account(ana.Account).Pay(Order(ana, bakery, 500, purse, clock.GetUtcNow()))).Refusal);
        clock.Ahead = TimeSpan.FromDays(37);
        Assert.Null((await ledger.Treasury.ReturnPurses(campaign, Treasurer)).Refusal);
        var left = (await ledger.Treasury.Campaigns(campaign)).Single();
        Assert.Equal((Many + 1) * 2_000L - 500, left.Returned.Minor);
        Assert.Equal((500_000L - 500, 0L), (left.Euros, left.InPurses?.Minor));
        Assert.Equal(0, (await ledger.Account(ana.Account).Read()).Of(TestLedger.Terms.Unit).Minor);
        await ledger.AssertClean();
    }
}
