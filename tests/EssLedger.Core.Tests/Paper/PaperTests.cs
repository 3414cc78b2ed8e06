using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Paper;

/// <summary>What becomes of notes, as the people who keep them would tell it.</summary>
public sealed class PaperTests
{
    private static readonly PersonId Thomas = PersonId.Parse("THOMAS"), Amina = PersonId.Parse("AMINA"), Bea = PersonId.Parse("BEA");
    private static readonly BureauId Market = BureauId.Parse("MARKETMARKET"), Library = BureauId.Parse("LIBRARYLIBRA");
    private static readonly Note One = new("A", Amount.FromMinor(100)), Five = new("A", Amount.FromMinor(500));
    private static readonly AccountId Bakery = AccountId.Parse("BAKERY");
    private static readonly AccountId Ana = AccountId.Parse("ANA");
    private static readonly Pen AnasPen = new("ana");
    private readonly LittleBook _book = new();
    private SignedOrder? _order;
    private int _slips;

    public PaperTests()
    {
        _book.Place(new Act.BookOpened(LedgerId.Parse("LILLE"), LittleBook.Unit));
        _book.Open(Bakery, AccountKind.Merchant, new Pen("bakery").Key);
        Done(new Act.BureauOpened(default, Slip(), Market, Thomas));
        Print(One, 1, 100);
        Print(Five, 1, 40);
        var sent = Notes.Of(One, 50) + Notes.Of(Five, 20);
        Arrive(Done(new Act.NotesSent(default, Slip(), NotePlaces.Vault, Market.Drawer, sent, Thomas)), Market.Drawer, sent, Bea);
    }

    private PaperState Paper => _book.Treasury.Paper;

    [Fact]
    public void Notes_reach_the_vault_and_a_bureau_by_two_persons_each_and_are_no_money_before_they_are_sold()
    {
        Assert.Equal((Notes.Of(One, 50) + Notes.Of(Five, 20), Notes.Of(One, 50) + Notes.Of(Five, 20)), (Paper.At(NotePlaces.Vault), Paper.At(Market.Drawer)));
        Assert.Equal(-300_00, Held(NotePlaces.Press, NotePlaces.Unit));
        Assert.Equal(0, Held(OfficeAccounts.Paper, LittleBook.Unit));

        var sent = Done(new Act.NotesSent(default, Slip(), Market.Drawer, NotePlaces.Vault, Notes.Of(One, 2), Bea));
        Assert.Equal(PaperRefusal.SamePerson, Refused(new Act.NotesReceived(default, Slip(), sent, NotePlaces.Vault, Notes.Of(One, 2), Bea)));
        Arrive(sent, Market.Drawer, Notes.Of(One, 2), Bea);
        Assert.Empty(Paper.OnTheWay);
    }

    [Fact]
    public void Sale_makes_as_many_units_as_there_is_cash_and_can_be_undone_on_its_day()
    {
        var sale = Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 3) + Notes.Of(One, 2), LittleBook.Unit, Bea));
        Assert.Equal((17_00, 17_00, 17_00, -17_00, -17_00), (Held(OfficeAccounts.Paper, LittleBook.Unit), Held(NotePlaces.Sold, NotePlaces.Unit), Held(Market.Till, Unit.Euro),
            Held(OfficeAccounts.Issuance, LittleBook.Unit), Held(OfficeAccounts.Backing, Unit.Euro)));

        Done(Undo(sale));
        Assert.Equal((0, 0, 0), (Held(OfficeAccounts.Paper, LittleBook.Unit), Held(NotePlaces.Sold, NotePlaces.Unit), Held(Market.Till, Unit.Euro)));
        Assert.Equal(PaperRefusal.SaleNotOpen, Refused(Undo(sale)));

        var late = Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 1), LittleBook.Unit, Bea));
        _book.Now += TimeSpan.FromDays(1);
        Assert.Equal(PaperRefusal.SaleNotOpen, Refused(Undo(late)));
    }

    [Fact]
    public void At_the_end_no_note_is_sold_and_those_that_nobody_brought_back_are_worth_nothing()
    {
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 3), LittleBook.Unit, Bea));
        var (end, gift) = (new ProposalId(Slip().Uuid), new ProposalId(Slip().Uuid));
        var today = ParisCalendar.DayOf(_book.Now);
        _book.Place(Moving.MovingRules.ProposeWindDown(_book.Treasury, new(default, end, today.AddDays(30), false, default, Thomas), today).Act!);
        _book.Place(Moving.MovingRules.Approve(_book.Treasury, end, false, false, LittleBook.Unit, _book.Now, Amina).Act!);
        Assert.Equal(PaperRefusal.WindingDown, Refused(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 1), LittleBook.Unit, Bea)));
        Done(new Act.NotesTakenBack(default, Slip(), Market, Notes.Of(Five, 1), LittleBook.Unit, Bakery, Bea), Facts(10_00));

        _book.Now += TimeSpan.FromDays(33);
        _book.Place(Moving.MovingRules.ProposeRemainder(_book.Treasury, new(default, gift, default, Thomas), ParisCalendar.DayOf(_book.Now)).Act!);
        _book.Place(Moving.MovingRules.Approve(_book.Treasury, gift, false, false, LittleBook.Unit, _book.Now, Amina).Act!);
        _book.Place(Moving.MovingRules.TakeNotes(_book.Treasury, Slip(), LittleBook.Unit, Thomas).Act!);
        Assert.Equal((0, -5_00, -10_00), (Held(OfficeAccounts.Paper, LittleBook.Unit), Held(OfficeAccounts.Issuance, LittleBook.Unit), Held(OfficeAccounts.Donations, Unit.Euro)));
        Assert.Equal(Moving.MovingRefusal.ListFaulty, Moving.MovingRules.TakeNotes(_book.Treasury, Slip(), LittleBook.Unit, Thomas).Refusal);
    }

    [Fact]
    public void Notes_brought_back_become_money_of_an_account_and_what_is_in_circulation_stays_the_same()
    {
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 3), LittleBook.Unit, Bea));
        Assert.Equal(PaperRefusal.LimitExceeded, Refused(Back(2), Facts(9_99)));
        Done(Back(2), Facts(10_00));
        Assert.Equal((5_00, 10_00, -15_00), (Held(OfficeAccounts.Paper, LittleBook.Unit), Held(Bakery, LittleBook.Unit), Held(OfficeAccounts.Issuance, LittleBook.Unit)));
        Assert.Equal(PaperRefusal.NotesNotInCirculation, Refused(Back(2)));
        Assert.Equal(PaperRefusal.CashNotThere, AfterDepositOf(15_00, Undo(Paper.Sales.Keys.Single()), back: 2));

        Act.NotesTakenBack Back(int count) => new(default, Slip(), Market, Notes.Of(Five, count), LittleBook.Unit, Bakery, Bea);
    }

    [Fact]
    public void Notes_for_digital_units_take_an_order_of_the_holder_and_leave_circulation_and_fund_as_they_were()
    {
        _book.Open(Ana, AccountKind.Resident, AnasPen.Key);
        _book.Give(Ana, 20_00);
        Assert.Equal(PaperRefusal.WithdrawalsForbidden, Refused(Withdrawal(2), OrderFor(10_00)));
        Done(new Act.NoteTermsSet(default, Slip(), true, Digest.Zero, Thomas));

        Assert.Equal(PaperRefusal.OrderUnfit, Refused(Withdrawal(2), null));
        Assert.Equal(PaperRefusal.OrderUnfit, Refused(Withdrawal(2), OrderFor(10_01)));
        Assert.Equal(PaperRefusal.OrderUnfit, Refused(Withdrawal(2), OrderFor(10_00, Bakery)));
        Assert.Equal(PaperRefusal.OrderRefused, Refused(Withdrawal(5), OrderFor(25_00)));
        Assert.Equal(PaperRefusal.NotesNotThere, Refused(Withdrawal(21), OrderFor(105_00)));
        Assert.Equal(PaperRefusal.OrderUsed, Refused(Withdrawal(2), OrderFor(10_00) with { OrderUsed = true }));
        var before = (Held(OfficeAccounts.Issuance, LittleBook.Unit), Held(OfficeAccounts.Backing, Unit.Euro), Held(Market.Till, Unit.Euro));
        Done(Withdrawal(2), OrderFor(10_00));

        Assert.Equal((10_00, 10_00, 10_00), (Held(Ana, LittleBook.Unit), Held(OfficeAccounts.Paper, LittleBook.Unit), Held(NotePlaces.Sold, NotePlaces.Unit)));
        Assert.Equal(before, (Held(OfficeAccounts.Issuance, LittleBook.Unit), Held(OfficeAccounts.Backing, Unit.Euro), Held(Market.Till, Unit.Euro)));
        Assert.Equal((18, Amount.FromMinor(10_00)), (Paper.At(Market.Drawer)[Five], _book[Ana].PaidOn(_book.Now).Paid));
        // The mirror: the same notes brought back are the same units again.
        Done(new Act.NotesTakenBack(default, Slip(), Market, Notes.Of(Five, 2), LittleBook.Unit, Ana, Bea));
        Assert.Equal((20_00, 0), (Held(Ana, LittleBook.Unit), Held(OfficeAccounts.Paper, LittleBook.Unit)));
        Done(new Act.NoteTermsSet(default, Slip(), false, Digest.Zero, Thomas));
        Assert.Equal(PaperRefusal.WithdrawalsForbidden, Refused(Withdrawal(2), OrderFor(10_00)));
    }

    [Fact]
    public void Notes_of_a_professional_are_stock_again_and_their_units_in_progress_with_the_fee_of_its_kind()
    {
        _book.Open(Ana, AccountKind.Resident, AnasPen.Key);
        _book.Terms = _book.Terms with { Reconversion = new Dictionary<AccountKind, ReconversionTerms> { [AccountKind.Merchant] = new(500, Amount.Zero, Amount.FromMinor(10_00)) }.ToImmutableSortedDictionary() };
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 4), LittleBook.Unit, Bea));
        Assert.Equal(PaperRefusal.AccountUnknown, Refused(Reconversion(2, 50), Of(AccountId.Parse("NOBODY"))));
        Assert.Equal(PaperRefusal.NotProfessional, Refused(Reconversion(2, 50), Of(Ana)));
        Assert.Equal(PaperRefusal.NotesNotInCirculation, Refused(Reconversion(5, 125), Of(Bakery)));
        Assert.Equal(PaperRefusal.BelowLeast, Refused(Reconversion(1, 25), Of(Bakery)));
        Assert.Equal(PaperRefusal.FeeMismatch, Refused(Reconversion(2, 0), Of(Bakery)));
        var slip = Done(Reconversion(2, 50), Of(Bakery));

        Assert.Equal((10_00, 10_00, -20_00, 18), (Held(OfficeAccounts.Paper, LittleBook.Unit), Held(OfficeAccounts.Reconversion, LittleBook.Unit), Held(OfficeAccounts.Issuance, LittleBook.Unit), Paper.At(Market.Drawer)[Five]));
        var begun = _book.Entries.Where(e => e.Act.Subjects.Contains(OfficeAccounts.Reconversion.Value)).Aggregate(new Reconversions(), (known, e) => known.Apply(e.Entry, e.Act));
        Assert.Equal([new Reconversion(new(slip.Uuid), Bakery, Amount.FromMinor(10_00), Amount.FromMinor(50))], begun.InProgress.Values.Select(p => p.Reconversion));
        _book.Place(new Act.AgreementEnded(_book.NextTurn(Bakery), Digest.Zero, Thomas));
        Assert.Equal(PaperRefusal.NoAgreement, Refused(Reconversion(2, 50), Of(Bakery)));
    }

    [Fact]
    public void Audit_sees_whatever_a_withdrawal_or_a_reconversion_of_notes_may_not_be()
    {
        _book.Open(Ana, AccountKind.Resident, AnasPen.Key);
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 4), LittleBook.Unit, Bea));
        Done(new Act.NotesTakenBack(default, Slip(), Market, Notes.Of(Five, 4), LittleBook.Unit, Ana, Bea));
        var facts = OrderFor(10_00);
        var withdrawn = new Act.NotesWithdrawn(_book.Treasury.NextTurn, _book.NextTurn(Ana), Slip(), Market, Notes.Of(Five, 2), LittleBook.Unit, Ana, facts.Payment!.Value.Order.Id, _order!.Received, AnasPen.Key.Id, Bea);
        Assert.Equal("The association had not allowed it.", Fault(withdrawn));
        Done(new Act.NoteTermsSet(default, Slip(), true, Digest.Zero, Thomas));
        withdrawn = withdrawn with { Decider = _book.Treasury.NextTurn };
        Assert.Null(Fault(withdrawn, _order.Bytes));
        Assert.Equal("It does not say what the order behind it says.", Fault(withdrawn with { Notes = Notes.Of(Five, 1) }, _order.Bytes));
        Assert.Equal("The key is not an active one of the account.", Fault(withdrawn with { Key = new(1) }));
        Assert.Equal("Another than the holder decided it.", Fault(withdrawn with { Holder = _book.NextTurn(Bakery) }));
        Assert.Equal("The signature on which it rests is not that of the key.", Fault(withdrawn with { Received = Forged(facts).Received }, Forged(facts).Bytes));

        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 4), LittleBook.Unit, Bea));
        var handed = new Act.NotesReconverted(_book.Treasury.NextTurn, Slip(), Market, Notes.Of(Five, 2), LittleBook.Unit, Bakery, Amount.Zero, Bea);
        Assert.Null(Fault(handed));
        Assert.Equal("Only professionals reconvert.", Fault(handed with { Account = Ana }));
        Assert.Equal("The fee is not the one that was due, or the amount is less than a reconversion may be.", Fault(handed with { Fee = Amount.FromMinor(1) }));
        Assert.Equal("SOLD does not hold these notes.", Fault(handed with { Notes = Notes.Of(Five, 5) }));
        _book.Place(new Act.AgreementEnded(_book.NextTurn(Bakery), Digest.Zero, Thomas));
        Assert.Equal("The account's agreement was ended.", Fault(handed));

        static SignedOrder Forged(PaperFacts facts)
        {
            var bytes = AnasPen.Bytes(facts.Payment!.Value.Order);
            bytes[^1] ^= 1;
            return Pen.Read(bytes);
        }
    }

    [Fact]
    public void What_arrives_short_stays_on_its_way_until_somebody_else_says_what_became_of_it()
    {
        var sent = Done(new Act.NotesSent(default, Slip(), NotePlaces.Vault, Market.Drawer, Notes.Of(One, 10), Thomas));
        Assert.Equal(PaperRefusal.NotCountedThere, Refused(new Act.NotesReceived(default, Slip(), sent, NotePlaces.Lost, Notes.Of(One, 10), Amina)));
        Assert.Equal(PaperRefusal.MoreThanSent, Refused(new Act.NotesReceived(default, Slip(), sent, Market.Drawer, Notes.Of(One, 11), Bea)));
        Arrive(sent, Market.Drawer, Notes.Of(One, 8), Bea);

        Assert.True(Paper.OnTheWay[sent].IsShort);
        Assert.Equal(PaperRefusal.SamePerson, Refused(new Act.NotesReceived(default, Slip(), sent, NotePlaces.Vault, Notes.Of(One, 2), Thomas)));
        Arrive(sent, NotePlaces.Vault, Notes.Of(One, 1), Amina);
        Arrive(sent, NotePlaces.Lost, Notes.Of(One, 1), Amina);
        Assert.Equal((Notes.Of(One, 1), 0), (Paper.At(NotePlaces.Lost), Paper.OnTheWay.Count));
        Assert.Equal(PaperRefusal.TransferUnknown, Refused(new Act.NotesReceived(default, Slip(), sent, NotePlaces.Lost, Notes.Of(One, 1), Amina)));
    }

    [Fact]
    public void Missing_notes_cost_nothing_and_missing_cash_is_paid_from_own_euro_and_never_from_the_fund()
    {
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, 4), LittleBook.Unit, Bea));
        var counted = Paper.At(Market.Drawer) - Notes.Of(One, 1);
        Assert.Equal(PaperRefusal.ReasonMissing, Refused(new Act.StockCounted(default, Slip(), Market.Drawer, counted, Amount.FromMinor(19_00), Amount.Zero, null, Bea)));
        var count = Done(new Act.StockCounted(default, Slip(), Market.Drawer, counted, Amount.FromMinor(19_00), Amount.Zero, Digest.Zero, Bea));
        Assert.Equal(PaperRefusal.SamePerson, Refused(Confirm(count, Bea)));
        Assert.Equal(PaperRefusal.NotCovered, Refused(Confirm(count, Thomas)));

        Give(OfficeAccounts.Commission, 5_00);
        // Of five euro 4.01 stand in for what a member owes, and one euro is missing.
        Move(OfficeAccounts.Announced, OfficeAccounts.Receivable, 4_01);
        Assert.Equal(PaperRefusal.NotCovered, Refused(Confirm(count, Thomas)));
        Move(OfficeAccounts.Receivable, OfficeAccounts.Announced, 1);
        Done(Confirm(count, Thomas));
        Assert.Equal((1_00, 19_00, -4_00, -20_00), (Held(NotePlaces.Lost, NotePlaces.Unit), Held(Market.Till, Unit.Euro), Held(OfficeAccounts.Commission, Unit.Euro), Held(OfficeAccounts.Backing, Unit.Euro)));
        Assert.Equal(PaperRefusal.CountUnknown, Refused(Confirm(count, Thomas)));
        Assert.Equal(new DateOnly(2026, 4, 2), Paper.CountDue(Market.Drawer));
    }

    [Fact]
    public void Worn_notes_are_destroyed_by_two_and_their_numbers_stay_taken()
    {
        var sent = Done(new Act.NotesSent(default, Slip(), NotePlaces.Vault, NotePlaces.Press, Notes.Of(One, 50), Thomas));
        Assert.Equal(PaperRefusal.SamePerson, Refused(new Act.NotesReceived(default, Slip(), sent, NotePlaces.Press, Notes.Of(One, 50), Thomas)));
        Arrive(sent, NotePlaces.Press, Notes.Of(One, 50), Amina);
        Assert.Equal(-250_00, Held(NotePlaces.Press, NotePlaces.Unit));
        Assert.Equal(PaperRefusal.NumbersTaken, Refused(new Act.NotesPrinted(default, Slip(), One, 100, 120, new(2026, 3, 1), Thomas)));
    }

    [Fact]
    public void Print_that_was_entered_by_mistake_is_taken_back_whole_and_its_numbers_are_free()
    {
        var print = Done(new Act.NotesPrinted(default, Slip(), One, 101, 200, new(2026, 3, 1), Thomas));
        Arrive(print, NotePlaces.Press, Notes.Of(One, 100), Thomas);
        Done(new Act.NotesPrinted(default, Slip(), One, 101, 150, new(2026, 3, 1), Thomas));
    }

    [Fact]
    public void What_no_history_comes_to_by_chance_is_refused_as_well()
    {
        Assert.Equal(PaperRefusal.NumbersUnfit, Refused(new Act.NotesPrinted(default, Slip(), One, 0, 5, new(2026, 3, 1), Thomas)));
        Assert.Equal(PaperRefusal.NumbersUnfit, Refused(new Act.NotesPrinted(default, Slip(), One, 1000, 1000 + PaperRules.MostPrinted, new(2026, 3, 1), Thomas)));
        Assert.Equal(PaperRefusal.CashUnfit, Refused(new Act.StockCounted(default, Slip(), NotePlaces.Vault, Paper.At(NotePlaces.Vault), Amount.FromMinor(1), Amount.Zero, null, Thomas)));
        Assert.Equal(PaperRefusal.BureauUnknown, Refused(new Act.NotesSold(default, Slip(), Library, Notes.Of(One, 1), LittleBook.Unit, Bea)));
        Assert.Equal(PaperRefusal.PlaceUnfit, Refused(new Act.NotesSent(default, Slip(), Market.Drawer, NotePlaces.Press, Notes.Of(One, 1), Bea)));
    }

    [Fact]
    public void No_note_is_sold_while_the_books_and_the_bank_differ()
    {
        _book.Place(new Act.StatementRecorded(_book.Treasury.NextTurn, OfficeAccounts.Guarantee, Digest.Zero, new(2026, 3, 2), new(0), new(1), [], Digest.Zero, Thomas) { Begins = false });
        Assert.Equal(PaperRefusal.FundGap, Refused(new Act.NotesSold(default, Slip(), Market, Notes.Of(One, 1), LittleBook.Unit, Bea)));
    }

    [Fact]
    public void Audit_sees_whatever_an_act_with_notes_may_not_be()
    {
        var sale = new Act.NotesSold(_book.Treasury.NextTurn, Slip(), Market, Notes.Of(Five, 3), LittleBook.Unit, Bea);
        Assert.Null(Fault(sale));
        Assert.Equal("DRAWER.MARKETMARKET does not hold these notes.", Fault(sale with { Notes = Notes.Of(Five, 21) }));
        Assert.Equal("The book does not count this unit.", Fault(sale with { Unit = Unit.Parse("ABC") }));
        Assert.Equal("It is not an act of the treasury.", Fault(sale with { Decider = new("BAKERY", 3) }));
        var sent = Done(new Act.NotesSent(default, Slip(), NotePlaces.Vault, Market.Drawer, Notes.Of(One, 10), Thomas));
        var received = new Act.NotesReceived(_book.Treasury.NextTurn, Slip(), sent, Market.Drawer, Notes.Of(One, 10), Bea);
        Assert.Null(Fault(received));
        Assert.Equal("Who sent the notes also received them.", Fault(received with { By = Thomas }));
        Assert.Equal("ONTHEWAY does not hold these notes.", Fault(received with { Notes = Notes.Of(One, 11) }));
        Assert.Equal("They were not sent there.", Fault(received with { To = Library.Drawer }));
        Assert.Equal("They were not sent there.", Fault(received with { To = NotePlaces.Lost }));
        var count = Done(new Act.StockCounted(default, Slip(), NotePlaces.Vault, Paper.At(NotePlaces.Vault) - Notes.Of(One, 1), Amount.Zero, Amount.Zero, Digest.Zero, Thomas));
        var confirmed = new Act.CountConfirmed(_book.Treasury.NextTurn, Slip(), count, NotePlaces.Vault, Notes.Of(One, 1), Notes.None, default, null, Amina);
        Assert.Null(Fault(confirmed));
        Assert.Equal("Who counted also confirmed it.", Fault(confirmed with { By = Thomas }));
        Assert.Equal("It is not what was counted.", Fault(confirmed with { Missing = Notes.Of(One, 2) }));
    }

    private Act.NotesWithdrawn Withdrawal(int fives) =>
        new(default, default, Slip(), Market, Notes.Of(Five, fives), LittleBook.Unit, Ana, _order?.Order.Id ?? default, _order?.Received ?? default, AnasPen.Key.Id, Bea);

    private Act.NotesReconverted Reconversion(int fives, long fee) => new(default, Slip(), Market, Notes.Of(Five, fives), LittleBook.Unit, Bakery, Amount.FromMinor(fee), Bea);

    /// <summary>An order of Ana's, and what the rule of payments says of it.</summary>
    private PaperFacts OrderFor(long minor, AccountId? payee = null)
    {
        var now = _book.Now;
        _order = AnasPen.Sign(new PaymentOrder(LedgerId.Parse("LILLE"), new(Uuid.Version7(now, [(byte)++_slips, 0, 0, 0, 0, 0, 0, 0, 0, 1])), Ana, payee ?? OfficeAccounts.Paper, Amount.FromMinor(minor), LittleBook.Unit, now.ToUnixTimeSeconds() + 60));
        var says = PaymentRules.Decide(_book[Ana], _order, _book.Terms, Core.Payments.Facts.None with { Payee = SubjectStatus.Open }, now, Pen.Verifier);
        return Facts() with { Payment = (_order.Order, says) };
    }

    private PaperFacts Of(AccountId professional) => Facts() with { Professional = _book.Accounts.GetValueOrDefault(professional), Terms = _book.Terms };

    private PaperFacts Facts(long? room = null) => new(ParisCalendar.DayOf(_book.Now), SubjectStatus.Open, room is { } most ? Amount.FromMinor(most) : null);

    private SlipId Slip() => new(new((UInt128)(++_slips)));

    private Act.SaleUndone Undo(SlipId sale) => new(default, Slip(), sale, default, Notes.None, LittleBook.Unit, Bea);

    private Act.CountConfirmed Confirm(SlipId count, PersonId by) => new(default, Slip(), count, default, Notes.None, Notes.None, default, null, by);

    private long Held(AccountId account, Unit unit) => _book[account].Of(unit).Minor;

    private void Print(Note note, long first, long last) =>
        Arrive(Done(new Act.NotesPrinted(default, Slip(), note, first, last, new(2026, 3, 1), Thomas)), NotePlaces.Vault, Notes.Of(note, last - first + 1), Amina);

    private void Arrive(SlipId sent, AccountId to, Notes notes, PersonId by) => Done(new Act.NotesReceived(default, Slip(), sent, to, notes, by));

    /// <summary>Euro of the association's own, out of nowhere.</summary>
    private void Give(AccountId own, long cents) => Move(own, OfficeAccounts.Announced, cents);

    private void Move(AccountId from, AccountId to, long cents) => _book.Place(new Act.Issued(_book.Treasury.NextTurn, new(new((UInt128)(++_slips))), Digest.Zero, Thomas, Amina,
        [new(from, null, to, null, Amount.FromMinor(cents), Unit.Euro)]));

    private PaperRefusal AfterDepositOf(long cents, Act.SaleUndone undo, int back)
    {
        // Enough notes are in circulation again, and the cash is at the bank.
        Done(new Act.NotesSold(default, Slip(), Market, Notes.Of(Five, back), LittleBook.Unit, Bea));
        _book.Place(new Act.Issued(_book.Treasury.NextTurn, new(new((UInt128)(++_slips))), Digest.Zero, Thomas, Amina, [new(Market.Till, null, OfficeAccounts.Suspense, null, Amount.FromMinor(cents), Unit.Euro)]));
        return Refused(undo);
    }

    private SlipId Done(Act.OnPaper asked, PaperFacts? facts = null)
    {
        var act = Assert.IsType<PaperDecision.Accept>(PaperRules.Decide(_book.Treasury, asked, facts ?? Facts())).Act;
        _book.Place(act);
        return act.Slip;
    }

    private PaperRefusal Refused(Act.OnPaper asked, PaperFacts? facts = null) => Assert.IsType<PaperDecision.Refuse>(PaperRules.Decide(_book.Treasury, asked, facts ?? Facts())).Reason;

    /// <summary>What the audit of the book says if an act stood next in it, with the bytes on which it rests where they are given; null: nothing.</summary>
    private string? Fault(Act act, ReadOnlyMemory<byte>? rests = null)
    {
        var audit = new CurrencyAudit();
        foreach (var (written, _) in _book.Entries) Assert.Null(audit.Check(written, _ => null, []));
        var (position, body, signatures) = (audit.Head.Position.Next, Codec.Encode(act), new List<SignatureCheck>());
        return audit.Check(new(position, _book.Now, Entry.HashOf(audit.Head.Hash, position, _book.Now, body), body), _ => rests, signatures)?.What
            ?? signatures.Select(s => s.Run(Pen.Verifier)?.What).FirstOrDefault(what => what is not null);
    }
}
