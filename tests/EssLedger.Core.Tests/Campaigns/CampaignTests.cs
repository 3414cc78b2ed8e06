using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Campaigns;

/// <summary>Campaigns from proposal to return, over a whole little book; an auditor reads after every story.</summary>
public sealed class CampaignTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bob = AccountId.Parse("BOB"), Bakery = AccountId.Parse("BAKERY"), Garage = AccountId.Parse("GARAGE"), Choir = AccountId.Parse("CHOIR");
    private static readonly PersonId Tess = PersonId.Parse("TESS"), Abel = PersonId.Parse("ABEL");
    private static readonly CampaignId Aid = CampaignId.Parse("AAAAAAAAAAAA"), Extra = CampaignId.Parse("BBBBBBBBBBBB");
    private static readonly CampaignTerms Meals = new(CampaignKind.Aid, Amount.FromMinor(10_000), 0, Amount.FromMinor(4_000), new(2026, 3, 1), new(2026, 3, 31), 10,
        Acceptors.Of(labelled: true, [AccountKind.Merchant], [], []));

    private readonly LittleBook _book = new();
    private readonly HashSet<AccountId> _labelled = [Bakery];
    private int _drawn;

    public CampaignTests()
    {
        _book.Place(new Act.BookOpened(LedgerId.Parse("LILLE"), LittleBook.Unit));
        foreach (var (account, kind) in ((AccountId, AccountKind)[])[(Ana, AccountKind.Resident), (Bob, AccountKind.Resident), (Bakery, AccountKind.Merchant), (Garage, AccountKind.Merchant), (Choir, AccountKind.Ess)])
            _book.Open(account, kind, new Pen(account.Value).Key);
    }

    private DateOnly Today => ParisCalendar.DayOf(_book.Now);

    private PurseId Draw() => new(new((UInt128)(100 + ++_drawn)));

    private static ProposalId Proposal(int number) => new(new((UInt128)number));

    private CampaignRefusal? Do((Act? Act, CampaignRefusal? Refusal) decision)
    {
        if (decision.Act is { } act) _book.Place(act);
        return decision.Refusal;
    }

    private CampaignRefusal? Propose(CampaignId id, CampaignTerms terms) => Do(CampaignRules.Propose(_book.Treasury, new(default, id, terms, Digest.Zero, Tess), Today));

    private void Open(CampaignId id, CampaignTerms terms, long euros, int proposal = 1)
    {
        Assert.Null(Propose(id, terms));
        Assert.Null(Do(CampaignRules.Approve(_book.Treasury, id, Abel)));
        Assert.Null(Do(CampaignRules.Fund(_book.Treasury, new(default, Proposal(proposal), id, Digest.Of([(byte)proposal]), Amount.FromMinor(euros), Tess), receiptUsed: false)));
        Assert.Null(Decide(proposal, Abel));
    }

    private CampaignRefusal? Decide(int proposal, PersonId by, bool decided = false) =>
        Do(CampaignRules.Decide(_book.Treasury, Proposal(proposal), decided, FaultsOf(proposal), LittleBook.Unit, Today, by));

    private IReadOnlyList<LineFault?> FaultsOf(int proposal) => _book.Treasury.Campaigns.Pending.GetValueOrDefault(Proposal(proposal)) is Act.AllotmentsProposed { Period: null } asked
        ? CampaignRules.Faults(_book.Treasury.Campaigns.All[Aid], [.. asked.Allotments.Select(a => new AllotmentLine(a.Account, a.Amount))], Known) : [];

    private Recipient Known(AccountId account) => _book.Accounts.TryGetValue(account, out var known) && known.Kind is { } kind ? new(known.Status, kind, null) : new(null, null, null);

    private CampaignRefusal? Allot(int proposal, params (AccountId Account, long Minor)[] lines)
    {
        var list = lines.Select(l => new AllotmentLine(l.Account, Amount.FromMinor(l.Minor))).ToList();
        return Do(CampaignRules.Allot(_book.Treasury, Aid, Proposal(proposal), list, CampaignRules.Faults(_book.Treasury.Campaigns.All[Aid], list, Known), Draw, Today, Tess));
    }

    private PurseId PurseOf(AccountId account, CampaignId? of = null) => _book.Treasury.Campaigns.All[of ?? Aid].Purses[account].Id;

    private string Pay(AccountId payer, AccountId payee, long amount, PurseId purse, byte number)
    {
        var order = new PaymentOrder(LedgerId.Parse("LILLE"), new(Uuid.Version7(_book.Now, [number, 0, 0, 0, 0, 0, 0, 0, 0, 0])), payer, payee, Amount.FromMinor(amount), LittleBook.Unit, _book.Now.ToUnixTimeSeconds() + 60,
            Purses: [new(purse, Amount.FromMinor(amount))]);
        var campaign = _book.Treasury.Campaigns.Of(purse)!;
        _book.PursesNotHere = campaign.PaysOn(Today, payee, _book[payee].Kind!.Value, new(_labelled.Contains(payee), [])) ? [] : [purse];
        return LittleBook.Word(_book.Pay(new Pen(payer.Value).Sign(order)));
    }

    private long Euros(CampaignId campaign) => -_book.Treasury.Of(campaign.Account, Unit.Euro).Minor;

    private static string? Audit(IEnumerable<(Entry Entry, Act Act)> entries)
    {
        var audit = new CurrencyAudit();
        foreach (var (entry, _) in entries)
            if (audit.Check(entry, _ => null, []) is { } fault) return fault.What;
        return audit.Close()?.What;
    }

    /// <summary>What an auditor says when the last act of the story is another one.</summary>
    private string? AuditWith(Act last)
    {
        var head = _book.Entries[^1].Entry;
        var body = Codec.Encode(last);
        return Audit([.. _book.Entries, (new(head.Position.Next, _book.Now, Entry.HashOf(head.Hash, head.Position.Next, _book.Now, body), body), last)]);
    }

    private Turn NextTurn => _book.NextTurn(OfficeAccounts.Treasury);

    [Fact]
    public void Purse_of_a_campaign_pays_where_its_terms_say_until_its_grace_is_over_and_the_rest_goes_back()
    {
        Open(Aid, Meals, 6_000);
        Assert.Null(Allot(2, (Ana, 3_000), (Bob, 2_000)));
        Assert.Null(Decide(2, Abel));
        Assert.Equal((1_000, 5_000, 1_000), (Euros(Aid), _book.Treasury.Campaigns.All[Aid].Given.Minor, CampaignRules.FreeEuros(_book.Treasury, Aid.Account).Minor));
        Assert.NotEqual(PurseOf(Ana), PurseOf(Bob));

        Assert.Equal("accepted", Pay(Ana, Bakery, 500, PurseOf(Ana), 1));
        Assert.Equal("purse_not_accepted", Pay(Ana, Garage, 500, PurseOf(Ana), 2));
        Assert.Equal("purse_not_accepted", Pay(Ana, Bob, 500, PurseOf(Ana), 3));
        Assert.Equal("purse_not_accepted", Pay(Bob, Bakery, 500, PurseOf(Ana), 4));
        Assert.Equal("insufficient_funds", Pay(Bob, Bakery, 2_001, PurseOf(Bob), 5));
        _labelled.Clear();
        Assert.Equal("purse_not_accepted", Pay(Ana, Bakery, 500, PurseOf(Ana), 6));
        _labelled.Add(Bakery);

        // 31 March and ten days.
        _book.Now = new(2026, 4, 10, 20, 0, 0, TimeSpan.Zero);
        Assert.Equal("accepted", Pay(Ana, Bakery, 500, PurseOf(Ana), 7));
        _book.Now = new(2026, 4, 10, 22, 30, 0, TimeSpan.Zero);
        Assert.Equal("purse_not_accepted", Pay(Ana, Bakery, 500, PurseOf(Ana), 8));

        CampaignRefusal? Return() => Do(CampaignRules.Return(_book.Treasury, Aid, new[] { Ana, Bob }.ToDictionary(a => a, a => Amount.FromMinor(_book[a].In(new(LittleBook.Unit, PurseOf(a))).Minor)), LittleBook.Unit, Today, Tess));
        Assert.Equal(CampaignRefusal.PursesStillOpen, Return());
        _book.Now = _book.Now.AddDays(2);
        Assert.Null(Return());
        Assert.Equal((5_000, 4_000), (Euros(Aid), _book.Treasury.Campaigns.All[Aid].Returned.Minor));
        Assert.Equal((0, 0, 1_000), (_book[Ana].Of(LittleBook.Unit).Minor, _book[Bob].Of(LittleBook.Unit).Minor, _book[Bakery].Of(LittleBook.Unit).Minor));
        Assert.Equal(CampaignRefusal.NothingToGive, Return());
        Assert.Null(Audit(_book.Entries));
    }

    [Fact]
    public void List_is_given_as_one_or_not_at_all_and_every_line_says_why()
    {
        Open(Aid, Meals, 6_000);
        _book.Open(AccountId.Parse("PENDING"), AccountKind.Resident, new Pen("pending").Key, SubjectStatus.Pending);
        AllotmentLine Line(AccountId account, long minor) => new(account, Amount.FromMinor(minor));
        Assert.Equal([LineFault.AccountUnknown, LineFault.AccountClosed, LineFault.NotAResident, null, LineFault.Twice, LineFault.Nothing],
            CampaignRules.Faults(_book.Treasury.Campaigns.All[Aid], [Line(AccountId.Parse("NOBODY"), 1), Line(AccountId.Parse("PENDING"), 1), Line(Bakery, 1), Line(Ana, 4_000), Line(Ana, 1), Line(Bob, 0)], Known));
        Assert.Equal([LineFault.AbovePersonCap, LineFault.LimitExceeded],
            CampaignRules.Faults(_book.Treasury.Campaigns.All[Aid], [Line(Ana, 4_001), Line(Bob, 11)], a => Known(a) with { Room = Amount.FromMinor(10) }));
        Assert.Equal(CampaignRefusal.ListFaulty, Allot(2, (Ana, 100), (Bakery, 100)));
        Assert.Equal(CampaignRefusal.NothingToGive, Allot(2));

        // What waits is counted.
        Assert.Null(Allot(2, (Ana, 3_000)));
        Assert.Equal(CampaignRefusal.FundsMissing, Allot(3, (Bob, 3_001)));
        Assert.Null(Allot(3, (Ana, 2_000)));
        Assert.Equal(CampaignRefusal.SamePerson, Decide(2, Tess));
        Assert.Null(Decide(2, Abel));
        // By now it would be too much for Ana.
        Assert.Equal(CampaignRefusal.ListFaulty, Decide(3, Abel));
        Assert.Null(Do(CampaignRules.Drop(_book.Treasury, Proposal(3), decided: false, Tess)));
        Assert.Equal(CampaignRefusal.ProposalUnknown, Decide(3, Abel));
        Assert.Equal(CampaignRefusal.AlreadyDecided, Decide(2, Abel, decided: true));
        // The same purse again.
        Assert.Null(Allot(4, (Ana, 1_000), (Bob, 1_000)));
        var first = PurseOf(Ana);
        Assert.Null(Decide(4, Abel));
        Assert.Equal((first, 4_000), (PurseOf(Ana), _book[Ana].In(new(LittleBook.Unit, first)).Minor));
        Assert.Null(Audit(_book.Entries));
    }

    [Fact]
    public void Campaign_is_made_by_two_persons_and_gives_within_its_days_and_its_budget()
    {
        Assert.Equal(CampaignRefusal.TermsUnsound, Propose(Aid, Meals with { Rate = 1 }));
        Assert.Equal(CampaignRefusal.TermsUnsound, Propose(Aid, Meals with { First = new(2026, 2, 1), Last = new(2026, 3, 1) }));
        Assert.Null(Propose(Aid, Meals with { First = new(2026, 3, 5) }));
        Assert.Equal(CampaignRefusal.SamePerson, Do(CampaignRules.Approve(_book.Treasury, Aid, Tess)));
        Assert.Equal(CampaignRefusal.CampaignNotOpen, Do(CampaignRules.Fund(_book.Treasury, new(default, Proposal(1), Aid, Digest.Zero, Amount.FromMinor(1), Tess), receiptUsed: false)));
        Assert.Null(Do(CampaignRules.Approve(_book.Treasury, Aid, Abel)));
        Assert.Equal(CampaignRefusal.AlreadyDecided, Do(CampaignRules.Approve(_book.Treasury, Aid, Abel)));
        Assert.Equal(CampaignRefusal.AlreadyIssued, Do(CampaignRules.Fund(_book.Treasury, new(default, Proposal(1), Aid, Digest.Zero, Amount.FromMinor(1), Tess), receiptUsed: true)));
        Assert.Null(Do(CampaignRules.Fund(_book.Treasury, new(default, Proposal(1), Aid, Digest.Zero, Amount.FromMinor(20_000), Tess), receiptUsed: false)));
        Assert.Equal(CampaignRefusal.AlreadyIssued, Do(CampaignRules.Fund(_book.Treasury, new(default, Proposal(2), Aid, Digest.Zero, Amount.FromMinor(1), Tess), receiptUsed: false)));
        Assert.Null(Decide(1, Abel));
        Assert.Equal(CampaignRefusal.CampaignNotOpen, Allot(3, (Ana, 1)));
        _book.Now = new(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
        var many = Enumerable.Range(0, 3).Select(i => AccountId.Parse($"MANY{i}")).ToArray();
        foreach (var one in many) _book.Open(one, AccountKind.Resident, new Pen(one.Value).Key);
        Assert.Equal(CampaignRefusal.BudgetExceeded, Allot(3, [.. many.Select(one => (one, 3_334L))]));
        Assert.Null(Allot(3, [.. many.Select(one => (one, 3_333L))]));

        Assert.Null(Do(CampaignRules.End(_book.Treasury, Aid, Today, Tess)));
        Assert.Equal(CampaignRefusal.AlreadyDecided, Do(CampaignRules.End(_book.Treasury, Aid, Today, Tess)));
        Assert.Equal(CampaignRefusal.CampaignNotOpen, Decide(3, Abel));
        Assert.Equal(new DateOnly(2026, 3, 15), _book.Treasury.Campaigns.All[Aid].SpentUntil);
        Assert.Null(Audit(_book.Entries));
    }

    [Fact]
    public void Bonus_on_an_exchange_is_rounded_down_and_never_more_than_caps_and_euros_leave()
    {
        Open(Extra, new(CampaignKind.Bonus, Amount.FromMinor(1_000), 2_000, Amount.FromMinor(500), new(2026, 3, 1), new(2026, 3, 31), 60, Acceptors.Anybody), 900);
        Bonus? On(long exchanged, AccountKind kind = AccountKind.Resident, long? room = null) =>
            CampaignRules.BonusOn(_book.Treasury, Ana, kind, Amount.FromMinor(exchanged), Today, room is { } most ? Amount.FromMinor(most) : null);
        Assert.Equal(new(Extra, null, Amount.FromMinor(200)), On(1_004));
        Assert.Equal(500, On(100_000)!.Amount.Minor);
        Assert.Equal(7, On(100_000, room: 7)!.Amount.Minor);
        Assert.Null(On(4));
        Assert.Null(On(1_000, AccountKind.Merchant));

        // It comes with the exchange, in one act, and the next one goes into the same purse.
        Act Exchanged(byte number, long minor)
        {
            var proposed = new Act.IssuanceProposed(default, new(new((UInt128)(1_000 + number))), Ana, Amount.FromMinor(minor), LittleBook.Unit, Digest.Of([200, number]), Amount.FromMinor(minor), Tess);
            _book.Place(((TreasuryDecision.Accept)TreasuryRules.Propose(_book.Treasury, proposed, LittleBook.Unit, SubjectStatus.Open, receiptIssued: false)).Act);
            var bonus = On(minor);
            return ((TreasuryDecision.Accept)TreasuryRules.Approve(_book.Treasury, proposed.Issuance, decided: false, Abel, bonus: bonus?.Legs(Ana, bonus.Purse ?? Draw(), LittleBook.Unit))).Act;
        }
        _book.Place(Exchanged(1, 1_004));
        _book.Place(Exchanged(2, 1_000));
        Assert.Equal((400, 500), (_book[Ana].In(new(LittleBook.Unit, PurseOf(Ana, Extra))).Minor, Euros(Extra)));
        var third = (Act.Issued)Exchanged(3, 1_000);
        Assert.Equal(100, third.Legs[^1].Amount.Minor);
        Transfer[] More(long minor, CampaignId? id = null, PurseId? purse = null) =>
            [third.Legs[0], third.Legs[1], new(OfficeAccounts.Backing, null, (id ?? Extra).Account, null, Amount.FromMinor(minor), Unit.Euro), new(OfficeAccounts.Issuance, null, Ana, purse ?? PurseOf(Ana, Extra), Amount.FromMinor(minor), LittleBook.Unit)];
        Assert.Null(AuditWith(third));
        Assert.Contains("more than it may", AuditWith(third with { Legs = More(101) }), StringComparison.Ordinal);
        Assert.Contains("more than the campaign gives", AuditWith(third with { Legs = More(201) }), StringComparison.Ordinal);
        Assert.Contains("No campaign", AuditWith(third with { Legs = More(100, Aid) }), StringComparison.Ordinal);
        Assert.Contains("does not go where", AuditWith(third with { Legs = More(100, purse: Draw()) }), StringComparison.Ordinal);
        Assert.Null(Audit(_book.Entries));
        _book.Now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.Null(On(1_000));
    }

    [Fact]
    public void State_is_the_same_after_it_was_bytes()
    {
        Open(Aid, Meals, 6_000);
        Assert.Null(Allot(2, (Ana, 1_000)));
        Assert.Null(Decide(2, Abel));
        Assert.Null(Allot(3, (Bob, 1_000)));
        Assert.Null(Do(CampaignRules.End(_book.Treasury, Aid, Today, Tess)));
        var bytes = TreasuryBytes.Encode(_book.Treasury);
        var read = TreasuryBytes.Decode(bytes);
        Assert.Equal(bytes, TreasuryBytes.Encode(read));
        Assert.Equal((_book.Treasury.Campaigns.Of(PurseOf(Ana))!.SpentUntil, 1), (read.Campaigns.Of(PurseOf(Ana))!.SpentUntil, read.Campaigns.Pending.Count));
    }

    [Fact]
    public void Associations_that_members_chose_receive_their_share_of_a_half_year_once()
    {
        _book.Now = new(2026, 7, 2, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(CampaignRefusal.NoAssociation, Do(CampaignRules.Choose(_book[Ana], Bakery, Known(Bakery), Tess)));
        Assert.Null(Do(CampaignRules.Choose(_book[Ana], Choir, Known(Choir), Tess)));
        var terms = Meals with { Kind = CampaignKind.Share, Rate = 300, PerPerson = Amount.FromMinor(5_000), First = new(2026, 7, 1), Last = new(2026, 7, 31), Acceptors = Acceptors.Anybody };
        Open(Aid, terms, 10_000);
        var exchanged = new Dictionary<AccountId, Amount> { [Choir] = Amount.FromMinor(100_050) };
        CampaignRefusal? Share(int proposal, HalfYear half, bool paid = false, CampaignId? from = null) => Do(((Act?, CampaignRefusal?))CampaignRules.Share(_book.Treasury, from, 300, half, exchanged, paid, Proposal(proposal), Today, Tess));
        Assert.Equal(CampaignRefusal.HalfYearNotOver, Share(2, new(2026, 2), from: Aid));
        Assert.Equal(CampaignRefusal.FundsMissing, Share(2, new(2026, 1)));
        Assert.Null(Share(2, new(2026, 1), from: Aid));
        Assert.Equal(CampaignRefusal.ShareAlreadyPaid, Share(3, new(2026, 1), from: Aid));
        Assert.Null(Decide(2, Abel));
        Assert.Equal(CampaignRefusal.ShareAlreadyPaid, Share(3, new(2026, 1), paid: true, from: Aid));
        Assert.Equal((3_001, 6_999), (_book[Choir].In(new(LittleBook.Unit, null)).Minor, Euros(Aid)));
        Assert.Null(Audit(_book.Entries));
    }

    [Fact]
    public void Auditor_sees_who_gives_too_much_to_whom_and_when()
    {
        Open(Aid, Meals, 5_000);
        Assert.Null(Allot(2, (Ana, 3_000)));
        Transfer Euro(long minor) => new(OfficeAccounts.Backing, null, Aid.Account, null, Amount.FromMinor(minor), Unit.Euro);
        Transfer Purse(AccountId account, long minor, PurseId purse) => new(OfficeAccounts.Issuance, null, account, purse, Amount.FromMinor(minor), LittleBook.Unit);
        var purse = ((Act.AllotmentsProposed)_book.Treasury.Campaigns.Pending[Proposal(2)]).Allotments[0].Purse!.Value;
        Assert.Contains("also approved", AuditWith(new Act.AllotmentsMade(NextTurn, Proposal(2), null, Tess, Tess, [Euro(3_000), Purse(Ana, 3_000, purse)])), StringComparison.Ordinal);
        Assert.Contains("not what was proposed", AuditWith(new Act.AllotmentsMade(NextTurn, Proposal(2), null, Tess, Abel, [Euro(3_000), Purse(Ana, 3_001, purse)])), StringComparison.Ordinal);
        Assert.Contains("not what was proposed", AuditWith(new Act.AllotmentsMade(NextTurn, Proposal(2), null, Tess, Abel, [Euro(2_999), Purse(Ana, 3_000, purse)])), StringComparison.Ordinal);
        Assert.Contains("it is another", AuditWith(new Act.AllotmentsMade(NextTurn, Proposal(2), null, Tess, Abel, [Euro(3_000), Purse(Ana, 3_000, Draw())])), StringComparison.Ordinal);
        Assert.Null(Decide(2, Abel));
        Assert.Contains("can still be spent", AuditWith(new Act.PursesReturned(NextTurn, Aid, Tess, [new(Aid.Account, null, OfficeAccounts.Backing, null, Amount.FromMinor(1), Unit.Euro), new(Ana, purse, OfficeAccounts.Issuance, null, Amount.FromMinor(1), LittleBook.Unit)])), StringComparison.Ordinal);
        Act.Paid Spent(AccountId payee) => new(_book.NextTurn(Ana), new(new(5)), Ana, payee, default, default, new Pen(Ana.Value).Key.Id, null, null, [new(Ana, purse, payee, null, Amount.FromMinor(1), LittleBook.Unit)]);
        Assert.Null(AuditWith(Spent(Bakery)));
        Assert.Contains("does not pay this payee", AuditWith(Spent(Bob)), StringComparison.Ordinal);
        _book.Now = new(2026, 4, 12, 9, 0, 0, TimeSpan.Zero);
        Assert.Contains("was over", AuditWith(Spent(Bakery)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-1", "2026-01-01", "2026-06-30")]
    [InlineData("2026-2", "2026-07-01", "2026-12-31")]
    public void Half_years_are_those_of_the_calendar(string text, string first, string last)
    {
        Assert.True(HalfYear.TryParse(text, out var half));
        Assert.Equal((DateOnly.Parse(first, CultureInfo.InvariantCulture), DateOnly.Parse(last, CultureInfo.InvariantCulture), text), (half.First, half.Last, half.ToString()));
        Assert.Equal(half, HalfYear.Of(half.Last));
        Assert.False(HalfYear.TryParse(text + "0", out _) || HalfYear.TryParse("2026-3", out _) || HalfYear.TryParse("0000-1", out _));
    }
}
