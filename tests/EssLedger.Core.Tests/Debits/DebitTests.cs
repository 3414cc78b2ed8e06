using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Debits;

/// <summary>How members' banks are asked for what they exchange each month, and what becomes of what does not come; as a treasurer reads it.</summary>
public sealed class DebitTests
{
    private const string Approved = """
        account ana
        account bob
        debits b1 2026-03-05 a:m1:ana:2000:100,b:m2:bob:3000:0 by TINA   = accepted
        approve-debits b1 by BRUNO                                       = accepted
        today 2026-03-05

        """;

    [Fact]
    public void Units_are_made_once_when_the_bank_shows_the_euro_of_debits_that_two_persons_asked_for() => OfficeBook.Play("""
        account ana
        account bob
        debits b1 2026-03-03 a:m1:ana:2000:100 by TINA                   = notice_too_short     // members are told before
        debits b1 2026-03-05 a:m1:ana:0:0 by TINA                        = debit_unknown        // nothing to ask for
        debits b1 2026-03-05 a:m1:ana:2000:100,b:m2:bob:3000:0 by TINA   = accepted
        debits b2 2026-03-28 a2:m1:ana:2000:0 by TINA                    = already_debited      // in this month
        approve-debits b1 by TINA                                        = same_person
        statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000           = accepted
        collect b1 a x                                                   = not_approved
        approve-debits b1 by BRUNO                                       = accepted
        approve-debits b1 by CARLA                                       = already_decided
        collect b1 a x                                                   = not_due
        today 2026-03-05
        collect b1 a                                                     = credit_not_seen
        collect b1 a y                                                   = amount_mismatch
        collect b1 a,b x                                                 = amount_mismatch
        collect b1 a x                                                   = accepted
        collect b1 a y                                                   = debit_unknown
        collect b1 b y                                                   = accepted
        approve-debits b1 by BRUNO                                       = debit_unknown        // nothing of it is left
        holds ana                                                        = 2000
        holds bob                                                        = 3000
        balance BACKING EUR                                              = -5000
        balance DUES EUR                                                 = -100
        balance SUSPENSE EUR                                             = 0
        debits b2 2026-03-28 a2:m1:ana:2000:0 by TINA                    = already_debited
        debits b2 2026-04-05 a2:m1:ana:2000:0 by TINA                    = accepted
        gaps                                                             =
        """);

    [Fact]
    public void Currency_that_ends_asks_no_bank_for_what_would_become_units() => OfficeBook.Play(Approved + """
        statement s1 GUARANTEE 2026-03-05 0 5100 x:5100                  = accepted
        end e1 2026-06-30                                                = accepted
        decide e1 by BRUNO                                               = accepted
        collect b1 a,b x                                                 = winding_down
        debits b2 2026-04-05 c:m1:ana:2000:0 by TINA                     = winding_down
        debits b2 2026-04-05 c:m1:ana:0:100 by TINA                      = accepted
        gaps                                                             =
        """);

    [Fact]
    public void Batch_that_waits_when_the_currency_ends_is_not_approved_but_for_dues() => OfficeBook.Play("""
        account ana
        debits b1 2026-05-05 a:m1:ana:2000:0 by TINA                     = accepted
        debits b2 2026-05-05 b:m2:ana:0:100 by TINA                      = accepted
        end e1 2026-06-30                                                = accepted
        decide e1 by BRUNO                                               = accepted
        approve-debits b1 by BRUNO                                       = winding_down
        cancel-debits b1 by BRUNO                                        = accepted
        approve-debits b2 by BRUNO                                       = accepted
        """);

    [Fact]
    public void What_the_bank_shows_late_does_not_let_a_later_month_be_debited_twice() => OfficeBook.Play("""
        account ana
        debits b1 2026-03-28 a:m1:ana:2000:0 by TINA                     = accepted
        approve-debits b1 by BRUNO                                       = accepted
        debits b2 2026-04-05 b:m1:ana:2000:0 by TINA                     = accepted
        approve-debits b2 by BRUNO                                       = accepted
        today 2026-04-05
        statement s1 GUARANTEE 2026-04-05 0 4000 x:2000 y:2000           = accepted
        collect b2 b y                                                   = accepted
        collect b1 a x                                                   = accepted
        debits b3 2026-04-28 c:m1:ana:2000:0 by TINA                     = already_debited
        """);

    [Fact]
    public void What_covers_a_debit_that_came_back_is_not_taken_back_nor_spent_behind_the_rules()
    {
        var book = OfficeBook.Play(Approved + """
            statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000           = accepted
            collect b1 a,b x,y                                               = accepted
            statement s2 GUARANTEE 2026-03-09 5100 8100 o:6000 r:-3000       = accepted
            explain o against OWNFUNDS                                       = accepted
            came-back b MD01 r                                               = accepted
            correct -2                                                       = not_covered          // o was ours, and is what covers r
            statement s4 GUARANTEE 2026-03-11 8100 2100 q:-6000              = accepted
            explain q:-5900 against OWNFUNDS                                 = not_covered
            """);
        Assert.Contains("do not cover", book.Fault(new Act.LinesExplained(book.Treasury.NextTurn, [new(OfficeBook.Key("q"), OfficeAccounts.Guarantee, Day(2026, 3, 11), -5900)], OfficeAccounts.OwnFunds, null, PersonId.Parse("TINA")))!, StringComparison.Ordinal);
    }

    [Fact]
    public void Debt_of_a_debit_is_paid_by_its_name_and_what_is_owed_otherwise_by_hand() => OfficeBook.Play(Approved + """
        statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000           = accepted
        collect b1 a,b x,y                                               = accepted
        statement s2 GUARANTEE 2026-03-09 5100 11100 o:9000 r:-3000      = accepted
        explain o against OWNFUNDS                                       = accepted
        came-back b MD01 r                                               = accepted
        statement s3 GUARANTEE 2026-03-10 11100 13700 p:3000 m:-400      = accepted
        explain p against RECEIVABLE                                     = owed_by_members      // whose debt is it?
        explain m against RECEIVABLE                                     = accepted             // lent to somebody, say
        explain p:401 against RECEIVABLE                                 = owed_by_members
        explain p:400 against RECEIVABLE                                 = accepted
        correct -2                                                       = owed_by_members      // what was lent was paid back
        repay b 2600 p:2600                                              = accepted
        owed                                                             = bob:400:MD01
        balance RECEIVABLE EUR                                           = 400
        correct -2                                                       = accepted
        correct -4                                                       = accepted
        open                                                             = -400 400
        balance RECEIVABLE EUR                                           = 400
        """);

    [Fact]
    public void One_line_of_the_bank_can_show_many_and_what_is_beyond_them_waits() => OfficeBook.Play(Approved + """
        statement s1 GUARANTEE 2026-03-05 0 6000 x:6000                  = accepted
        collect b1 a,b x:5100                                            = accepted
        open                                                             = 900
        """);

    [Fact]
    public void Nothing_is_made_while_books_and_bank_differ_nor_beyond_what_a_member_may_hold() => OfficeBook.Play("""
        account full
        account bob
        debits b1 2026-03-05 a:m1:full:2000:0,b:m2:bob:3000:0 by TINA    = accepted
        approve-debits b1 by BRUNO                                       = accepted
        today 2026-03-05
        statement s1 GUARANTEE 2026-03-05 0 5001 x:2000 y:3000           = accepted
        collect b1 a x                                                   = limit_exceeded
        collect b1 b y                                                   = fund_gap
        statement s2 GUARANTEE 2026-03-06 5001 5000                      = accepted
        collect b1 b y                                                   = accepted
        explain x against OWNFUNDS                                       = accepted             // to be sent back to who may not hold it
        """);

    [Fact]
    public void Who_trusts_the_day_makes_units_on_it_and_the_bank_explains_what_is_in_collection_later() => OfficeBook.Play(Approved + """
        collect b1 a,b                                                   = accepted
        holds ana                                                        = 2000
        balance DEBITS EUR                                               = 5100
        statement s1 GUARANTEE 2026-03-06 0 3000 y:3000                  = accepted
        explain y against DEBITS                                         = accepted
        came-back a AM04                                                 = not_covered          // 21.00 are missing, and the dues are the only own
        statement s2 GUARANTEE 2026-03-07 3000 8000 o:5000               = accepted
        explain o against OWNFUNDS                                       = accepted
        came-back a AM04                                                 = accepted             // it never came
        balance DEBITS EUR                                               = 0
        balance RECEIVABLE EUR                                           = 2100
        owed                                                             = ana:2100:AM04
        """, onDueDate: true);

    [Fact]
    public void What_comes_back_is_owed_by_the_member_and_covered_by_the_associations_own_never_by_the_fund() => OfficeBook.Play(Approved + """
        statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000           = accepted
        collect b1 a,b x,y                                               = accepted
        statement s2 GUARANTEE 2026-03-09 5100 2095 r:-3005              = accepted             // with 5 cents of the bank's
        came-back b MD01                                                 = amount_mismatch      // without its line
        came-back b MD01 r                                               = amount_mismatch
        came-back b MD01 r:-3000                                         = not_covered          // the line waits, and is to be done
        balance UNEXPLAINED EUR                                          = 3005
        statement s3 GUARANTEE 2026-03-10 2095 5000 g:2905               = accepted             // what was missing, from the association's other account
        explain g against OWNFUNDS                                       = accepted
        came-back b MD01 r:-3000                                         = accepted
        came-back b MD01 r:-5                                            = debit_unknown
        owed                                                             = bob:3000:MD01
        holds bob                                                        = 3000                 // the units stay
        balance BACKING EUR                                              = -5000
        explain r against OWNFUNDS                                       = accepted             // the bank's charge
        open                                                             =
        statement s4 GUARANTEE 2026-03-12 5000 6000 p:1000               = accepted             // bob pays a part
        repay b 3001 p                                                   = amount_mismatch
        repay b 900 p                                                    = amount_mismatch
        repay b 1000 p                                                   = accepted
        owed                                                             = bob:2000:MD01
        bear b 2000 OWNFUNDS by TINA                                     = same_person
        bear b 2000 BACKING by BRUNO                                     = account_not_allowed
        bear b 2000 DUES by BRUNO                                        = exceeds_account
        bear b 2000 OWNFUNDS by BRUNO                                    = accepted
        owed                                                             =
        balance RECEIVABLE EUR                                           = 0
        gaps                                                             =
        """);

    [Fact]
    public void What_a_bank_rejects_before_its_day_moves_nothing_and_can_be_asked_for_again() => OfficeBook.Play("""
        account ana
        debits b1 2026-03-05 a:m1:ana:2000:0,c:m3:ana:500:0 by TINA      = accepted
        came-back a AC01                                                 = debit_unknown        // it did not go to the bank
        approve-debits b1 by BRUNO                                       = accepted
        came-back a AC01                                                 = accepted
        came-back a AC01                                                 = debit_unknown
        today 2026-03-05
        statement s1 GUARANTEE 2026-03-05 0 2500 x:2500                  = accepted
        collect b1 a,c x                                                 = debit_unknown
        owed                                                             =
        debits b2 2026-03-25 a2:m1:ana:2000:0 by TINA                    = accepted
        cancel-debits b1 by BRUNO                                        = same_person
        cancel-debits b1 by CARLA                                        = accepted
        debits b3 2026-03-26 c2:m3:ana:500:0 by TINA                     = accepted
        """);

    [Fact]
    public void Only_reasons_that_would_come_back_again_stop_a_mandate()
    {
        Assert.All(["MD01", "AC04", "AC01", "MD07"], reason => Assert.True(ReturnReasons.Suspends(reason)));
        Assert.All(["AM04", "MS02", "MS03", "MD06", ReturnReasons.None], reason => Assert.False(ReturnReasons.Suspends(reason)));
        Assert.Equal(("AC04", ReturnReasons.None, ReturnReasons.None), (ReturnReasons.Of("AC04"), ReturnReasons.Of("provision"), ReturnReasons.Of(null)));
    }

    private static readonly DebitMandate Mandate = new(new(new(1)), "ANA-1", AccountId.Parse("ANA"), "Ana", "FR7630006000011234567890189", null, new(2026, 1, 10), new(Amount.FromMinor(2000), Amount.FromMinor(1200), 12, 5),
        OnPaper: true, PersonId.Parse("TINA"), DateTimeOffset.UnixEpoch);

    private static DateOnly Day(int year, int month, int day = 5) => new(year, month, day);

    [Fact]
    public void Mandate_is_due_each_month_with_dues_once_a_year()
    {
        Assert.Equal(Day(2026, 2), Mandate.NextFrom(Day(2026, 1, 15), _ => false));
        Assert.Equal(Day(2026, 3), Mandate.NextFrom(Day(2026, 1, 15), day => day.Month == 2));
        Assert.Equal((2000, 1200), Minor(Mandate.DueOn(Day(2026, 2))));
        var used = Mandate with { FirstUsed = Day(2026, 2), LastUsed = Day(2026, 2) };
        Assert.Equal((2000, 0), Minor(used.DueOn(Day(2026, 3))));
        Assert.Equal((2000, 1200), Minor(used.DueOn(Day(2027, 2))));
        var duesAlone = used with { Plan = used.Plan with { Exchange = Amount.Zero } };
        Assert.Equal(Day(2027, 2), duesAlone.NextFrom(Day(2026, 3, 1), _ => false));

        static (long, long) Minor((Amount Exchange, Amount Dues) due) => (due.Exchange.Minor, due.Dues.Minor);
    }

    [Fact]
    public void Mandate_says_of_each_debit_where_in_its_life_it_stands()
    {
        DebitSequence On(DebitPlan plan, DateOnly day) => (Mandate with { Plan = plan }).DebitOn(day, new(new(7))).Sequence;
        Assert.Equal(DebitSequence.Recurring, On(Mandate.Plan, Day(2026, 2)));
        Assert.Equal(DebitSequence.OneOff, On(Mandate.Plan with { Once = true }, Day(2026, 2)));
        Assert.Equal(DebitSequence.Recurring, On(Mandate.Plan with { Until = Day(2026, 3) }, Day(2026, 2)));
        Assert.Equal(DebitSequence.Final, On(Mandate.Plan with { Until = Day(2026, 3) }, Day(2026, 3)));
        Assert.Null((Mandate with { Plan = Mandate.Plan with { Once = true }, LastUsed = Day(2026, 2) }).NextFrom(Day(2026, 3), _ => false));
        Assert.Null((Mandate with { Plan = Mandate.Plan with { Until = Day(2026, 3) } }).NextFrom(Day(2026, 4), _ => false));
    }

    [Fact]
    public void Currency_that_ended_leaves_of_a_mandate_its_dues()
    {
        var dues = (Mandate with { FirstUsed = Day(2026, 2), LastUsed = Day(2026, 6) }).DuesAlone!;
        var next = dues.NextFrom(Day(2026, 7, 1), _ => false);
        Assert.Equal(Day(2027, 2), next);
        Assert.Equal((0, 1200), (dues.DebitOn(next!.Value, new(new(7))).Exchange.Minor, dues.DebitOn(next.Value, new(new(7))).Dues.Minor));
        Assert.Null((Mandate with { Plan = Mandate.Plan with { Dues = Amount.Zero } }).DuesAlone);
    }

    [Fact]
    public void Mandate_is_void_after_36_months_without_use_and_while_it_is_suspended_or_ended()
    {
        Assert.True(Mandate.IsUsable(Day(2029, 1, 10)));
        Assert.False(Mandate.IsUsable(Day(2029, 1, 11)));
        Assert.True((Mandate with { LastUsed = Day(2028, 6) }).IsUsable(Day(2031, 6)));
        Assert.All([DebitMandateState.Suspended, DebitMandateState.Ended], state => Assert.False((Mandate with { State = state }).IsUsable(Day(2026, 2))));
        Assert.False(Mandate.IsUsable(Day(2026, 1, 9)));
        Assert.All([new DebitPlan(Amount.Zero, Amount.Zero, 1, 5), new(Amount.FromMinor(1), Amount.Zero, 1, 29), new(Amount.FromMinor(1), Amount.Zero, 3, 5)], plan => Assert.False(plan.IsSound));
    }

    [Fact]
    public void Audit_finds_debits_that_one_person_asked_for_or_that_the_fund_would_have_to_bear()
    {
        var book = OfficeBook.Play(Approved + """
            statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000           = accepted
            collect b1 a x                                                   = accepted
            statement s2 GUARANTEE 2026-03-09 5100 3000 r:-2100              = accepted
            """);
        var proposed = (Act.DebitsProposed)book.Entries.Single(e => e.Act is Act.DebitsProposed).Act;
        string Fault(Act.OnDebits act) => book.Fault(act)!;
        var turn = book.Treasury.NextTurn;
        var line = new LinePart(OfficeBook.Key("r"), OfficeAccounts.Guarantee, Day(2026, 3, 9), -2100);
        Assert.Contains("do not cover", Fault(new Act.DebitReturned(turn, proposed.Items[0], true, "AM04", [line], PersonId.Parse("TINA"))), StringComparison.Ordinal);
        Assert.Contains("twice in a month", Fault(proposed with { Decider = turn, Batch = new(new(3)), Items = [proposed.Items[0] with { Id = new(new(4)) }], Due = Day(2026, 3, 30) }), StringComparison.Ordinal);
        Assert.Contains("another sum", Fault(new Act.DebitsCollected(turn, proposed.Batch, proposed.Due, [proposed.Items[1]], [new(OfficeBook.Key("y"), OfficeAccounts.Guarantee, Day(2026, 3, 5), 2999)], PersonId.Parse("TINA")) { Units = Unit.Parse("MLC") }), StringComparison.Ordinal);
        Assert.Contains("also cancelled", Fault(new Act.DebitsDecided(turn, proposed.Batch, false, PersonId.Parse("BRUNO"))), StringComparison.Ordinal);
        Assert.Contains("approved before", Fault(new Act.DebitsDecided(turn, proposed.Batch, true, PersonId.Parse("CARLA"))), StringComparison.Ordinal);
        Assert.Contains("owes", Fault(new Act.DebitRepaid(turn, proposed.Items[0].Id, Amount.FromMinor(1), [], OfficeAccounts.Dues, PersonId.Parse("CARLA"))), StringComparison.Ordinal);
    }
}
