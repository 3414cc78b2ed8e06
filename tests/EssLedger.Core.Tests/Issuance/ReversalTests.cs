using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Issuance;

/// <summary>Units that were made by mistake, as a treasurer and an approver undo them. Every line goes through the audit too.</summary>
public sealed class ReversalTests
{
    [Fact]
    public void Issuance_to_the_wrong_member_is_undone_by_two_persons_and_its_euro_make_units_for_the_right_one() => OfficeBook.Play("""
        account ana
        account bob
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000    = accepted
        propose i1 ana 5000 line a                         = accepted
        reverse i1 by TINA                                 = issuance_unknown      // nothing is made yet
        approve i1 by BRUNO                                = accepted
        approve-reversal i1 by BRUNO                       = reversal_unknown
        reverse i1 by TINA                                 = accepted
        reverse i1 by BRUNO                                = already_reversed
        approve-reversal i1 by TINA                        = same_person
        approve-reversal i1 by BRUNO                       = accepted
        holds ana                                          = 0
        balance ISSUANCE MLC                               = 0
        balance BACKING EUR                                = 0
        balance SUSPENSE EUR                               = -6000
        open                                               = 1000 5000
        gaps                                               =
        reverse i1 by TINA                                 = already_reversed
        approve-reversal i1 by BRUNO                       = reversal_unknown
        propose i2 bob 5000 line a                         = already_issued        // the line backs what it backed; its euro have a name of their own now
        propose i2 bob 5000 line undone.i1                 = accepted
        approve i2 by BRUNO                                = accepted
        holds bob                                          = 5000
        open                                               = 1000
        reverse i2 by TINA                                 = accepted              // and once more
        approve-reversal i2 by BRUNO                       = accepted
        explain undone.i2 against DONATIONS                = accepted
        open                                               = 1000
        gaps                                               =
        """);

    [Fact]
    public void Member_who_has_not_all_of_the_units_any_more_keeps_what_there_is() => OfficeBook.Play("""
        shop bakery
        fee 0
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000    = accepted
        propose i1 bakery 6000 line a                      = accepted
        approve i1 by BRUNO                                = accepted
        reconvert o1 bakery 1 0
        reverse i1 by TINA                                 = accepted
        approve-reversal i1 by BRUNO                       = units_spent
        reject-reversal i1 by TINA                         = same_person
        reject-reversal i1 by BRUNO                        = accepted
        reject-reversal i1 by BRUNO                        = reversal_unknown
        reverse i1 by TINA                                 = accepted              // asked again later
        return o1
        approve-reversal i1 by BRUNO                       = accepted
        holds bakery                                       = 0
        """);

    [Fact]
    public void Receipt_that_never_was_is_struck_out_by_its_own_announcement() => OfficeBook.Play("""
        account ana
        statement s1 GUARANTEE 2026-03-01 0 0              = accepted
        propose i1 ana 5000 receipt R1 6000                = accepted
        approve i1 by BRUNO                                = accepted
        balance ANNOUNCED EUR                              = 6000
        reverse i1 by TINA                                 = accepted
        approve-reversal i1 by BRUNO                       = accepted
        balance ANNOUNCED EUR                              = 6000                  // said to be on its way, and nobody's
        open                                               = 1000 5000
        explain undone.i1 against ANNOUNCED receipt R1     = accepted
        balance ANNOUNCED EUR                              = 1000
        open                                               = 1000
        gaps                                               =
        """);

    [Fact]
    public void What_the_account_decides_meanwhile_and_the_reversal_have_one_order()
    {
        var book = OfficeBook.Play("""
            account ana
            statement s1 GUARANTEE 2026-03-02 0 6000 a:6000    = accepted
            propose i1 ana 6000 line a                         = accepted
            approve i1 by BRUNO                                = accepted
            reverse i1 by TINA                                 = accepted
            approve-reversal i1 by BRUNO                       = accepted
            """);
        var reversed = Assert.IsType<Act.IssuanceReversed>(book.Entries[^1].Act);
        Assert.Equal(new Turn("ana", 2), reversed.Holder);
        var rows = IndexRow.Of(new(9), reversed).Where(row => row.Table is IndexTable.Turn).Select(row => (row.Key, row.Number));
        Assert.Equal([("TREASURY", reversed.Decider.Number), ("ana", 2)], rows);
        Assert.Equal([reversed.Holder], [reversed.ToDraft().SecondTurn!.Value]);
    }

    [Fact]
    public void One_members_brought_balance_is_undone_and_the_others_keep_theirs() => OfficeBook.Play("""
        account ana
        account bob
        statement s1 GUARANTEE 2026-03-02 0 9000 a:9000    = accepted
        bring b1 ana:5000,bob:3000 line a                  = accepted
        decide b1 by BRUNO                                 = accepted
        undo carl of -1 by TINA                            = issuance_unknown      // carl got nothing of it
        approve-undoing ana by BRUNO                       = reversal_unknown
        undo ana of -1 by TINA                             = accepted
        undo ana of -2 by BRUNO                            = already_reversed
        approve-undoing ana by TINA                        = same_person
        approve-undoing ana by BRUNO                       = accepted
        undo ana of -3 by TINA                             = already_reversed
        holds ana                                          = 0
        holds bob                                          = 3000
        balance BACKING EUR                                = -3000
        open                                               = 1000 5000
        bring b2 ana:1000 line a                           = already_brought       // no account gets a balance so twice; by an ordinary issuance it can
        propose i1 ana 4000 line part.ana                  = accepted
        approve i1 by BRUNO                                = accepted
        holds ana                                          = 4000
        open                                               = 1000 1000
        undo bob of -5 by TINA                             = accepted
        reject-undoing bob by TINA                         = same_person
        reject-undoing bob by BRUNO                        = accepted
        holds bob                                          = 3000
        gaps                                               =
        """);

    private const string Collected = """
        shop ana
        account bob
        fee 0
        debits b1 2026-03-05 a:m1:ana:2000:100,b:m2:bob:3000:0 by TINA     = accepted
        approve-debits b1 by BRUNO                                         = accepted
        today 2026-03-05

        """;

    [Fact]
    public void Collected_debit_of_the_wrong_member_is_undone_with_its_dues_and_no_longer_comes_back_as_one() => OfficeBook.Play(Collected + """
        statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000             = accepted
        collect b1 a,b x,y                                                 = accepted
        reconvert o1 ana 1 0
        undo ana of -2 by TINA                                             = accepted
        approve-undoing ana by BRUNO                                       = units_spent
        return o1                                                          = accepted
        approve-undoing ana by BRUNO                                       = accepted
        holds ana                                                          = 0
        balance DUES EUR                                                   = 0
        open                                                               = 2100
        statement s2 GUARANTEE 2026-03-09 5100 3000 r:-2100                = accepted
        came-back a MD01 r                                                 = debit_unknown
        offset part.ana,r                                                  = accepted       // what the bank took is what waited
        open                                                               =
        owed                                                               =
        gaps                                                               =
        """);

    [Fact]
    public void Debit_that_came_back_or_whose_dues_are_gone_is_not_undone() => OfficeBook.Play(Collected + """
        statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000             = accepted
        collect b1 a,b x,y                                                 = accepted
        undo bob of -1 by TINA                                             = accepted
        undo ana of -2 by TINA                                             = accepted
        statement s2 GUARANTEE 2026-03-09 5100 8000 o:6000 r:-3000 d:-100  = accepted
        explain o against OWNFUNDS                                         = accepted
        came-back b MD01 r                                                 = accepted
        approve-undoing bob by BRUNO                                       = debit_unknown
        explain d against DUES                                             = accepted
        approve-undoing ana by BRUNO                                       = not_covered
        """);

    [Fact]
    public void Debit_that_was_trusted_on_its_day_waits_in_collection_when_it_is_undone() => OfficeBook.Play(Collected + """
        collect b1 a,b                                                     = accepted
        undo ana of -1 by TINA                                             = accepted
        approve-undoing ana by BRUNO                                       = accepted
        balance DEBITS EUR                                                 = 5100
        open                                                               = 2100
        statement s1 GUARANTEE 2026-03-06 0 2100 x:2100                    = accepted
        explain x against DEBITS                                           = accepted
        balance DEBITS EUR                                                 = 3000
        explain part.ana against OWNFUNDS                                  = accepted
        open                                                               =
        """, onDueDate: true);

    [Fact]
    public void Audit_sees_an_undoing_of_another_part_than_was_made()
    {
        var book = OfficeBook.Play(Collected + """
            statement s1 GUARANTEE 2026-03-05 0 5100 x:2100 y:3000         = accepted
            collect b1 a,b x,y                                             = accepted
            undo ana of -1 by TINA                                         = accepted
            approve-undoing ana by BRUNO                                   = accepted
            """);
        var right = (Act.PartReversed)book.Entries[^1].Act;
        Assert.Null(book.Audited(right));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Legs = [.. right.Legs.Where(leg => leg.To != OfficeAccounts.Dues)] }));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Debits = [] }));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Source = OfficeAccounts.Debits }));
        Assert.Equal("Who proposed the reversal also approved it.", book.Audited(right with { ApprovedBy = right.ProposedBy }));
        Assert.Equal("Nobody proposed this, or another did.", book.Audited(right with { Corrects = new(2) }));
        Assert.Equal("Nobody proposed this, or another did.", book.Audited(right with { Holder = new("bob", 2) }));
    }

    [Fact]
    public void Audit_sees_a_reversal_that_undoes_something_else()
    {
        var book = OfficeBook.Play("""
            account ana
            account bob
            statement s1 GUARANTEE 2026-03-02 0 6000 a:6000    = accepted
            propose i1 ana 5000 line a                         = accepted
            approve i1 by BRUNO                                = accepted
            reverse i1 by TINA                                 = accepted
            approve-reversal i1 by BRUNO                       = accepted
            """);
        var right = (Act.IssuanceReversed)book.Entries[^1].Act;
        Assert.Null(book.Audited(right));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Legs = [.. right.Legs.Select(leg => leg with { Amount = Amount.FromMinor(4000) })] }));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Source = OfficeAccounts.Announced }));
        Assert.Equal("It does not undo what was made.", book.Audited(right with { Corrects = new(1) }));
        Assert.Equal("Who proposed the reversal also approved it.", book.Audited(right with { ApprovedBy = right.ProposedBy }));
        Assert.Equal("Nobody proposed this, or another did.", book.Audited(right with { ProposedBy = PersonId.Parse("EVE") }));
        Assert.Equal("Another than the holder decided it.", book.Audited(right with { Holder = new("bob", 2) }));
        Assert.Equal("Act 3 of ana follows act 1.", book.Audited(right with { Holder = new("ana", 3) }));
    }
}
