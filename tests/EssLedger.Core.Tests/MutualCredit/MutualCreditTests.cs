using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;

namespace EssLedger.Core.MutualCredit;

/// <summary>Firms that owe each other, in a unit that nothing backs: who may, how far, and that it touches nothing else.</summary>
public sealed class MutualCreditTests
{
    private static readonly Unit Barter = Unit.Parse("BARTER"), Mlc = LittleBook.Unit;
    private static readonly AccountId Bakery = AccountId.Parse("bakery"), Mill = AccountId.Parse("mill"), Farm = AccountId.Parse("farm"), Ana = AccountId.Parse("ana");
    private static readonly PersonId Clerk = LittleBook.Clerk, Other = PersonId.Parse("OTHER");
    private static readonly CreditLimits Limits = new(Amount.FromMinor(500), Amount.FromMinor(800));

    private const string Firms = """
        mutual BARTER
        account bakery merchant
        account mill   merchant
        account farm   ess
        account ana    resident
        firm bakery 500 1000
        firm mill   0 400
        """;

    private static LittleBook Play(string story) => PaymentScript.Play($"{Firms}\n{story}");

    [Fact]
    public void Firm_pays_below_zero_to_its_floor_and_is_paid_to_its_ceiling() => Play("""
        pay p1 bakery mill 300 unit:BARTER              = accepted
        pay p1 bakery mill 300 unit:BARTER again        = repeated
        balance bakery BARTER                           = -300
        balance mill BARTER                             = 300
        pay p2 bakery mill 101 unit:BARTER              = limit_exceeded payee_balance
        pay p3 bakery mill 100 unit:BARTER              = accepted
        pay p4 mill bakery 401 unit:BARTER              = insufficient_funds       // its floor is zero
        firm mill 0 2000
        pay p5 bakery mill 101 unit:BARTER              = insufficient_funds
        pay p6 bakery mill 100 unit:BARTER              = accepted
        balance bakery BARTER                           = -500
        balance bakery                                  = 0                        // the currency's drawer is another
        firm bakery 200 1000                                                       // raised above what stands: it only sells now
        pay p7 bakery mill 1 unit:BARTER                = insufficient_funds
        pay p8 mill bakery 350 unit:BARTER              = accepted
        pay p9 bakery mill 50 unit:BARTER               = accepted
        """);

    [Fact]
    public void Every_refusal_has_its_reason() => Play("""
        ask till mill 50 BARTER
        pay a1 bakery mill 50 unit:TROC                       = wrong_unit
        pay a2 bakery farm 50 unit:BARTER                     = limit_exceeded not_admitted
        pay a3 farm bakery 50 unit:BARTER                     = limit_exceeded not_admitted
        pay a4 ana bakery 50 unit:BARTER                      = limit_exceeded not_admitted
        pay a5 bakery OFFICE 50 unit:BARTER                   = wrong_unit                    // never exchanged
        pay a6 bakery OFFICE 50 unit:BARTER fee:0             = wrong_unit
        pay a7 bakery nobody 50 unit:BARTER                   = payee_unknown
        pay a8 bakery bakery 50 unit:BARTER                   = same_account
        pay a9 bakery mill 50 unit:BARTER from:food:50        = purse_not_accepted
        pay b1 bakery mill 50 request:till                    = request_mismatch              // asked in mutual credit, paid in the currency
        pay b2 bakery mill 50 unit:BARTER request:till        = accepted
        pay b3 bakery mill 50 unit:BARTER request:till        = request_closed
        pay b4 bakery mill 100001 unit:BARTER                 = limit_exceeded max_amount
        pay b5 bakery mill 50 unit:BARTER fee:0               = fee_mismatch
        """);

    [Fact]
    public void Without_a_mutual_credit_there_is_no_such_unit() => PaymentScript.Play("""
        account bakery merchant
        account mill   merchant
        pay a1 bakery mill 50 unit:BARTER                     = wrong_unit
        """);

    [Fact]
    public void Refund_goes_back_in_the_unit_within_floor_and_ceiling() => Play("""
        till mill counter 50
        pay p1 bakery mill 300 unit:BARTER                           = accepted
        pay r1 mill bakery 301 unit:BARTER refunds:p1                = refund_exceeds_sale
        pay r2 mill bakery 50 refunds:p1                             = sale_unknown            // not in the currency
        pay r3 mill bakery 50 unit:BARTER refunds:p1 key:counter     = accepted
        firm bakery 500 0
        firm mill 400 400
        pay p2 mill bakery 200 unit:BARTER                           = accepted
        balance bakery BARTER                                        = -50
        pay r4 mill bakery 51 unit:BARTER refunds:p1                 = limit_exceeded payee_balance
        pay r5 mill bakery 50 unit:BARTER refunds:p1                 = accepted
        """);

    [Fact]
    public void Who_left_neither_pays_nor_is_paid_and_what_stands_remains() => Play("""
        pay p1 bakery mill 300 unit:BARTER              = accepted
        leave bakery -300
        pay p2 bakery mill 1 unit:BARTER                = limit_exceeded not_admitted
        pay p3 mill bakery 1 unit:BARTER                = limit_exceeded not_admitted
        balance bakery BARTER                           = -300
        """);

    [Fact]
    public void Card_and_mandate_never_pay_in_it()
    {
        var book = Play("card bakery plastic");
        var order = new PaymentOrder(book.Terms.Ledger, new(Uuid.Version7(book.Now, new byte[10])), Bakery, Mill, Amount.FromMinor(5), Barter, book.Now.ToUnixTimeSeconds() + 60);
        var card = book[Bakery].Cards.Keys.Single();
        Assert.Equal("wrong_unit", LittleBook.Word(book.Pay(new Instruction(order, Means.Card, card.Uuid, Clerk), pinHolds: true, null)));
    }

    [Fact]
    public void It_counts_among_nothing_of_the_currency()
    {
        var book = Play("""
            pay p1 bakery mill 300 unit:BARTER              = accepted
            pay r1 mill bakery 100 unit:BARTER refunds:p1   = accepted
            """);
        var acts = book.Entries.Select(e => e.Act).ToList();
        Assert.Empty(book[Bakery].PaidByDay);
        Assert.Equal(default, acts.Aggregate(default(Tally), (tally, act) => tally.Apply(act, Mlc, _ => new(AccountKind.Merchant, true))).Totals);
        Assert.Equal(default, acts.Aggregate(default(Takings), (takings, act) => takings.With(act, Mill)));
        Assert.Empty(book.Treasury.Balances);
        Assert.Empty(book.Treasury.Gaps(Mlc));
        var fund = Fund.Of(book.Treasury, [], Mlc);
        Assert.True(fund.IsWhole);
        Assert.Equal((0, 0), (fund.There.Minor, fund.Needed.Minor));
    }

    [Fact]
    public void State_of_the_office_is_the_fold_of_its_own_subject()
    {
        var book = Play("""
            pay p1 bakery mill 300 unit:BARTER              = accepted
            pay r1 mill bakery 100 unit:BARTER refunds:p1   = accepted
            wait 200d
            pay p2 bakery mill 50 unit:BARTER               = accepted
            wait 200d
            pay p3 bakery mill 5 unit:BARTER                = accepted
            leave mill 255
            """);
        var credit = book.Credit;
        Assert.Equal((Barter, 0), (credit.Scheme.Unit, credit.Sum));
        Assert.Equal(55, credit.PaidInYear(ParisCalendar.DayOf(book.Now)).Minor);
        Assert.Equal((new CreditLimits(Amount.FromMinor(500), Amount.FromMinor(1000)), -255), (credit.Accounts[Bakery].Limits, credit.Accounts[Bakery].Balance.Minor));
        Assert.Equal((null, 255), (credit.Accounts[Mill].Limits, credit.Accounts[Mill].Balance.Minor));
    }

    [Fact]
    public void Account_and_treasury_are_the_same_after_their_bytes()
    {
        var book = Play("");
        var asked = book[Bakery] with { CreditAsked = new(book.NextTurn(Bakery), Limits, Clerk) };
        var read = AccountBytes.Decode(AccountBytes.Encode(asked));
        Assert.Equal((asked.Credit, asked.CreditAsked), (read.Credit, read.CreditAsked));
        var treasury = book.Treasury with { Mutual = new() { Asked = new(book.Treasury.NextTurn, Barter, Clerk) } };
        Assert.Equal(book.Treasury.Mutual, TreasuryBytes.Decode(TreasuryBytes.Encode(book.Treasury)).Mutual);
        Assert.Equal(treasury.Mutual, TreasuryBytes.Decode(TreasuryBytes.Encode(treasury)).Mutual);
    }

    [Fact]
    public void Unit_is_chosen_once_by_two_persons_and_counts_nothing_else()
    {
        var treasury = new TreasuryState();
        foreach (var taken in new[] { "MLC", "EUR", "NOTE" }) Assert.Equal(CreditRefusal.UnitTaken, MutualCreditRules.Propose(treasury, Unit.Parse(taken), Mlc, Clerk).Refusal);
        Assert.Equal(CreditRefusal.ProposalUnknown, MutualCreditRules.Decide(treasury, true, Other).Refusal);
        var asked = treasury with { Mutual = treasury.Mutual.Apply(MutualCreditRules.Propose(treasury, Barter, Mlc, Clerk).Act!) };
        Assert.Equal(CreditRefusal.ProposalWaits, MutualCreditRules.Propose(asked, Barter, Mlc, Other).Refusal);
        Assert.Equal(CreditRefusal.SamePerson, MutualCreditRules.Decide(asked, true, Clerk).Refusal);
        Assert.Null(asked.Mutual.Apply(MutualCreditRules.Decide(asked, false, Clerk).Act!).Asked);
        var open = asked with { Mutual = asked.Mutual.Apply(MutualCreditRules.Decide(asked, true, Other).Act!) };
        Assert.Equal((Barter, null), (open.Mutual.Unit, open.Mutual.Asked));
        Assert.Equal(CreditRefusal.CreditOpen, MutualCreditRules.Propose(open, Unit.Parse("TROC"), Mlc, Clerk).Refusal);
    }

    [Fact]
    public void Two_persons_admit_a_firm_and_one_ends_it_at_what_stands()
    {
        var book = Play("pay p1 bakery mill 300 unit:BARTER = accepted");
        var (bakery, farm) = (book[Bakery], book[Farm]);
        Assert.Equal(CreditRefusal.CreditNotOpen, MutualCreditRules.Propose(farm, Limits, null, Clerk).Refusal);
        Assert.Equal(CreditRefusal.AccountUnknown, MutualCreditRules.Propose(new(Ana), Limits, Barter, Clerk).Refusal);
        Assert.Equal(CreditRefusal.AccountClosed, MutualCreditRules.Propose(farm with { Status = SubjectStatus.Closed }, Limits, Barter, Clerk).Refusal);
        Assert.Equal(CreditRefusal.NotBusiness, MutualCreditRules.Propose(book[Ana], Limits, Barter, Clerk).Refusal);
        Assert.Equal(CreditRefusal.NotBusiness, MutualCreditRules.Propose(farm with { Kind = AccountKind.Public }, Limits, Barter, Clerk).Refusal);
        Assert.Equal(CreditRefusal.LimitsUnsound, MutualCreditRules.Propose(farm, new(Amount.Zero, Amount.Zero), Barter, Clerk).Refusal);
        Assert.Equal(CreditRefusal.LimitsUnsound, MutualCreditRules.Propose(farm, new(Amount.FromMinor(1L << 53), Amount.Zero), Barter, Clerk).Refusal);
        var asked = farm with { CreditAsked = MutualCreditRules.Propose(farm, Limits, Barter, Clerk).Act };
        Assert.Equal(CreditRefusal.ProposalWaits, MutualCreditRules.Propose(asked, Limits, Barter, Other).Refusal);
        Assert.Equal(CreditRefusal.SamePerson, MutualCreditRules.Decide(asked, true, Clerk).Refusal);
        Assert.NotNull(MutualCreditRules.Decide(asked, false, Clerk).Act);
        Assert.NotNull(MutualCreditRules.Decide(asked, true, Other).Act);
        Assert.Equal(CreditRefusal.NotAdmitted, MutualCreditRules.End(farm, Balance.Zero, Barter, default, Clerk).Refusal);
        Assert.Equal(CreditRefusal.BalanceMismatch, MutualCreditRules.End(bakery, Balance.Zero, Barter, default, Clerk).Refusal);
        Assert.Equal(-300, MutualCreditRules.End(bakery, new(-300), Barter, default, Clerk).Act!.Left.Minor);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "below", "falls below its floor" },
        { "above", "rises above its ceiling" },
        { "stranger", "not admitted" },
        { "other unit", "No mutual credit counts this unit" },
        { "one turn", "does not count this unit" },
        { "purse", "only paid from one firm's device" },
        { "reconversion", "A reconversion" },
        { "other act", "Only payments move" },
        { "payee's number", "follows act" },
        { "one person", "also approved" },
        { "nobody asked", "Nobody proposed limits" },
        { "resident", "no open account of a firm" },
        { "no limits", "Nothing can be paid" },
        { "second credit", "already" },
        { "other balance", "Another balance stands" },
        { "not in it", "not admitted" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Audit_finds_what_could_not_be(string what, string wrong)
    {
        var book = Play("pay p1 bakery mill 300 unit:BARTER = accepted");
        var paid = (Act.Paid)book.Entries[^1].Act with { Decider = book.NextTurn(Bakery), Order = new(Uuid.Version7(book.Now, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9])), PayeeTurn = book.NextTurn(Mill) };
        Transfer Leg(long minor) => paid.Legs[0] with { Amount = Amount.FromMinor(minor) };
        Act act = what switch
        {
            "above" => paid with { Legs = [Leg(101)] },
            "stranger" => paid with { Legs = [Leg(1) with { To = Ana }], Payee = Ana, PayeeTurn = book.NextTurn(Ana) },
            "other unit" => paid with { Legs = [Leg(1) with { Unit = Unit.Parse("TROC") }] },
            "one turn" => paid with { Legs = [Leg(1)], PayeeTurn = null },
            "purse" => paid with { Legs = [Leg(1) with { FromPurse = new(new(7)) }] },
            "reconversion" => paid with { Legs = [Leg(1) with { To = OfficeAccounts.Reconversion }], Payee = OfficeAccounts.Reconversion, PayeeTurn = new(OfficeAccounts.Reconversion.Value, 1) },
            "other act" => new Act.Issued(new(OfficeAccounts.Treasury.Value, book.Treasury.Acts + 2), new(new(7)), Digest.Zero, Clerk, Other,
                [new(OfficeAccounts.Backing, null, OfficeAccounts.Announced, null, Amount.FromMinor(5), Unit.Euro), Leg(5) with { From = OfficeAccounts.Issuance, To = Bakery }]),
            "payee's number" => paid with { Legs = [Leg(1)], PayeeTurn = new(Mill.Value, 99) },
            "one person" or "nobody asked" => new Act.CreditDecided(book.NextTurn(Bakery), Approved: true, Clerk),
            "resident" => new Act.CreditLimitsProposed(book.NextTurn(Ana), Limits, Clerk),
            "no limits" => new Act.CreditLimitsProposed(book.NextTurn(Bakery), new(Amount.Zero, Amount.Zero), Clerk),
            "second credit" => new Act.MutualCreditProposed(book.Treasury.NextTurn, Unit.Parse("TROC"), Clerk),
            "other balance" => new Act.CreditEnded(book.NextTurn(Bakery), Balance.Zero, Digest.Zero, Clerk),
            _ => new Act.CreditEnded(book.NextTurn(Ana), Balance.Zero, Digest.Zero, Clerk),
        };
        if (what is "below")
        {
            book.Place(new Act.CreditLimitsProposed(book.NextTurn(Farm), Limits, Clerk));
            book.Place(new Act.CreditDecided(book.NextTurn(Farm), Approved: true, Other));
            act = paid with { Legs = [Leg(201) with { To = Farm }], Payee = Farm, PayeeTurn = book.NextTurn(Farm) };
        }
        if (what is "other act") book.Place(new Act.IssuanceProposed(book.Treasury.NextTurn, new(new(7)), Bakery, Amount.FromMinor(5), Barter, Digest.Zero, Amount.FromMinor(5), Clerk));
        if (what is "one person")
        {
            book.Place(new Act.CreditLimitsProposed(book.NextTurn(Bakery), Limits, Clerk));
            act = new Act.CreditDecided(book.NextTurn(Bakery), Approved: true, Clerk);
        }
        Assert.Contains(wrong, Audited(book, act, opened: what is not "other act"), StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_goes_on_from_its_saved_state_and_finds_the_sum_zero()
    {
        var book = Play("""
            pay p1 bakery mill 300 unit:BARTER              = accepted
            pay r1 mill bakery 100 unit:BARTER refunds:p1   = accepted
            leave mill 200
            """);
        var (audit, tree) = (new CurrencyAudit(), new TreeEdge());
        foreach (var (entry, act) in book.Entries)
        {
            // A refund's sale comes with the evidence where an audit does not remember it.
            var evidence = Evidence.Of(entry, audit.Head.Hash, _ => null);
            if (act is Act.Paid { Refunds: not null }) evidence = evidence with { Sale = (Act.Paid)book.Entries.Select(e => e.Act).First(a => a is Act.Paid) };
            Assert.Null(audit.Check(evidence, []));
            tree.Add(entry.Hash, []);
            (audit, tree) = CurrencyAudit.Load(audit.Save(tree));
        }
        Assert.Null(audit.Close());
        Assert.Equal(0, audit.InCirculation(Barter).Minor);
        Assert.Equal(Barter, audit.Treasury.Mutual.Unit);
    }

    /// <param name="opened">Whether the book says in its first entry what it counts: where it does not, what makes units makes any.</param>
    private static string Audited(LittleBook book, Act act, bool opened)
    {
        var audit = new CurrencyAudit();
        if (opened) Assert.Null(audit.Check(Next(audit, book, new Act.BookOpened(book.Terms.Ledger, Mlc)), _ => null, []));
        foreach (var (_, placed) in book.Entries) Assert.Null(audit.Check(Next(audit, book, placed), _ => null, [])?.What);
        return audit.Check(Next(audit, book, act), _ => null, [])?.What ?? "nothing";
    }

    private static Entry Next(CurrencyAudit audit, LittleBook book, Act act)
    {
        var body = Codec.Encode(act);
        return new(audit.Head.Position.Next, book.Now, Entry.HashOf(audit.Head.Hash, audit.Head.Position.Next, book.Now, body), body);
    }
}
