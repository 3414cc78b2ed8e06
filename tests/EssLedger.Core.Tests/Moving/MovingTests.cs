using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Moving;

/// <summary>How members come from another currency, and how this one ends; every line goes through the audit and the fund check too.</summary>
public sealed class MovingTests
{
    [Fact]
    public void What_members_bring_is_made_against_the_euro_that_came_and_once() => OfficeBook.Play("""
        account ANA
        account BEN
        statement s1 GUARANTEE 2026-03-01 0 10000 fund:10000
        bring b1 ANA:6000,BEN:0 line fund = list_faulty
        bring b1 ANA:3000,ANA:3000 line fund = list_faulty
        bring b1 ANA:6000 line other = line_unknown
        bring b1 ANA:6000,BEN:4001 line fund = exceeds_line
        bring b1 ANA:6000 line fund = accepted
        bring b2 ANA:1 line fund = already_brought
        bring b2 BEN:4001 line fund = exceeds_line
        bring b2 BEN:4000 line fund = accepted
        explain fund:1 against DUES = exceeds_line
        decide b1 by TINA = same_person
        decide b1 by ALMA = accepted
        decide b1 by ALMA = already_decided
        decide b2 by ALMA = accepted
        bring b3 ANA:1 line fund = already_brought
        open =
        holds ANA = 6000
        balance ISSUANCE MLC = -10000
        balance BACKING EUR = -10000
        """);

    [Fact]
    public void What_balances_wait_for_no_issuance_takes() => OfficeBook.Play("""
        account ANA
        account BEN
        statement s1 GUARANTEE 2026-03-01 0 10000 fund:10000
        bring b1 ANA:6000 line fund = accepted
        propose i1 BEN 4001 line fund = exceeds_line
        propose i1 BEN 4000 line fund = accepted
        approve i1 by ALMA = accepted
        decide b1 by ALMA = accepted
        open =
        """);

    [Fact]
    public void What_waits_is_free_again_when_it_is_dropped() => OfficeBook.Play("""
        account ANA
        statement s1 GUARANTEE 2026-03-01 0 10000 fund:10000
        bring b1 ANA:6000 line fund = accepted
        drop b1 by TINA = accepted
        drop b1 by TINA = already_decided
        decide b1 by ALMA = already_decided
        explain fund against DUES = accepted
        """);

    [Fact]
    public void No_balance_is_brought_while_book_and_bank_differ() => OfficeBook.Play("""
        account ANA
        statement s1 GUARANTEE 2026-03-01 0 9999 fund:10000
        bring b1 ANA:6000 line fund = accepted
        decide b1 by ALMA = fund_gap
        """);

    [Fact]
    public void From_the_beginning_of_the_end_no_unit_is_made() => OfficeBook.Play("""
        account ANA
        statement s1 GUARANTEE 2026-03-01 0 10000 a:4000 b:6000
        propose i1 ANA 4000 line a = accepted
        propose i2 ANA 1000 line b = accepted
        bring b1 ANA:500 line b = accepted
        approve i1 by ALMA = accepted
        end e1 2026-03-15 = too_soon
        end e1 2026-06-30 = accepted
        end e2 2026-06-30 = already_decided
        decide e1 by TINA = same_person
        decide e1 by ALMA = accepted
        end e2 2026-06-30 = already_decided
        approve i2 by ALMA = winding_down
        propose i3 ANA 1000 line b = winding_down
        decide b1 by ALMA = winding_down
        bring b2 ANA:500 line b = winding_down
        drop b1 by TINA = accepted
        remainder r1 = too_soon
        """);

    [Fact]
    public void At_the_end_shops_reconvert_without_a_fee_and_what_nobody_brought_back_becomes_a_gift() => OfficeBook.Play("""
        account ANA
        shop BAKERY
        statement s1 GUARANTEE 2026-03-01 0 10000 a:6000 b:4000
        propose i1 ANA 6000 line a = accepted
        propose i2 BAKERY 4000 line b = accepted
        approve i1 by ALMA = accepted
        approve i2 by ALMA = accepted
        fee 500
        reconvert o1 BAKERY 1000 50
        end e1 2026-06-30 = accepted
        decide e1 by ALMA = accepted
        days 1
        reconvert o2 BAKERY 2000 0
        remit r1 o1,o2 by TINA = accepted
        approve-remittance r1 by ALMA = accepted
        statement s2 GUARANTEE 2026-03-04 10000 7050 p1:-950 p2:-2000
        settle o1 p1 = accepted
        settle o2 p2 = accepted
        take ANA:6000 = not_winding_down
        days 118
        remainder g1 = too_soon
        days 4
        remainder g1 = accepted
        remainder g2 = already_decided
        take ANA:6000 = not_winding_down
        decide g1 by TINA = same_person
        decide g1 by ALMA = accepted
        take ANA:6000,BAKERY:1000 = accepted
        holds ANA = 0
        balance ISSUANCE MLC = 0
        balance BACKING EUR = 0
        balance DONATIONS EUR = -7000
        statement s3 GUARANTEE 2026-07-05 7050 50 gift:-7000
        explain gift against DONATIONS = accepted
        balance GUARANTEE EUR = 50
        """);

    [Fact]
    public void Audit_asks_of_coming_and_going_what_the_rules_ask()
    {
        var (tina, alma, id) = (PersonId.Parse("TINA"), PersonId.Parse("ALMA"), new ProposalId(Uuid.Version7(DateTimeOffset.UnixEpoch, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
        var differs = OfficeBook.Play("""
            account ANA
            statement s1 GUARANTEE 2026-03-01 0 9999 fund:10000
            bring b1 ANA:6000 line fund = accepted
            propose i1 ANA 1000 line fund = accepted
            """);
        var (asked, issuance) = (differs.Treasury.Moving.Pending.Values.OfType<Act.BalancesProposed>().Single(), differs.Treasury.Pending.Values.Single());
        Act[] made = [new Act.BalancesBrought(differs.Treasury.NextTurn, asked.Proposal, asked.Line, tina, alma, MovingRules.Legs(asked, Unit.Parse("MLC"))), new Act.Issued(differs.Treasury.NextTurn, issuance.Issuance, issuance.Receipt, tina, alma, TreasuryRules.Legs(issuance))];
        Assert.All(made, act => Assert.Equal("Books and bank differed when it made units.", differs.Fault(act)));
        Assert.Equal("No line of a statement brought so many euro.", differs.Fault(new Act.BalancesProposed(differs.Treasury.NextTurn, id, asked.Line, [new(AccountId.Parse("ANA"), Amount.FromMinor(3001))], tina)));

        var ends = OfficeBook.Play("account ANA");
        Assert.Equal("People are not told in time.", ends.Fault(new Act.WindDownProposed(ends.Treasury.NextTurn, id, new(2026, 3, 31), false, Digest.Zero, tina)));
        var ending = OfficeBook.Play("""
            end e1 2026-04-30 = accepted
            """);
        Assert.Equal("The currency ends already, or that waits for a second person.", ending.Fault(new Act.WindDownProposed(ending.Treasury.NextTurn, id, new(2026, 6, 30), false, Digest.Zero, tina)));
        var proposal = ending.Treasury.Moving.Pending.Keys.Single();
        Assert.Equal("It ends before it begins.", ending.Fault(new Act.WindDownBegun(ending.Treasury.NextTurn, proposal, new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero), new(2026, 4, 30), false, tina, alma)));
        var ended = OfficeBook.Play("""
            end e1 2026-04-30 = accepted
            decide e1 by ALMA = accepted
            today 2026-05-02
            """);
        Assert.Equal("The currency has not ended long enough.", ended.Fault(new Act.RemainderProposed(ended.Treasury.NextTurn, id, Digest.Zero, tina)));
    }

    [Theory]
    [InlineData(AccountKind.Merchant, false, 0, null)]
    [InlineData(AccountKind.Merchant, false, 500, Refusal.FeeMismatch)]
    [InlineData(AccountKind.Resident, false, 0, Refusal.NotProfessional)]
    [InlineData(AccountKind.Resident, true, 0, null)]
    public void Who_may_reconvert_at_the_end_pays_no_fee(AccountKind kind, bool paysResidents, int fee, Refusal? refusal)
    {
        var (start, pen) = (LittleBook.Start, new Pen("ana"));
        var history = new TermsHistory(new LittleBook().Terms).Apply(new(new(1), start, Digest.Zero, default), new Act.WindDownBegun(new("TREASURY", 1), default, start, new(2030, 1, 1), paysResidents, PersonId.Parse("TINA"), PersonId.Parse("ALMA")));
        var payer = new Account(AccountId.Parse("ana")) { Kind = kind, Status = SubjectStatus.Open, Acts = 2 } with
        {
            Keys = System.Collections.Immutable.ImmutableDictionary<KeyId, DeviceKey>.Empty.Add(pen.Key.Id, new(pen.Key, Blocked: false)),
            Balances = System.Collections.Immutable.ImmutableDictionary<Drawer, Balance>.Empty.Add(new(LittleBook.Unit, null), new(10_000)),
        };
        var order = new PaymentOrder(LedgerId.Parse("LILLE"), new(Uuid.Version7(start, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])), payer.Id, OfficeAccounts.Reconversion, Amount.FromMinor(10_000), LittleBook.Unit, start.ToUnixTimeSeconds() + 60) { Fee = Amount.FromMinor(fee) };
        Assert.True(SignedOrder.TryDecode(pen.Bytes(order), out var signed, out _));
        var decision = PaymentRules.Decide(payer, signed, history.At(start), Facts.None, start, Pen.Verifier);
        Assert.Equal(refusal, (decision as Decision.Refuse)?.Reason);
        if (refusal is null) Assert.IsType<Decision.Accept>(decision);
    }
}
