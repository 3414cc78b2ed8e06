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
