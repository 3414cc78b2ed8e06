using EssLedger.Core.Journal;

namespace EssLedger.Core.Issuance;

/// <summary>How units become euro again, as a treasurer reads it.</summary>
public sealed class RemittanceTests
{
    private const string Beginning = """
        fee 500
        shop bakery
        statement s0 GUARANTEE 2026-03-01 0 20000 a:20000     = accepted
        propose i1 bakery 20000 line a                        = accepted
        approve i1 by BRUNO                                   = accepted
        reconvert r1 bakery 10000 500
        reconvert r2 bakery 3000 150

        """;

    [Fact]
    public void Units_are_destroyed_when_the_bank_has_paid_and_the_fee_is_the_associations() => OfficeBook.Play(Beginning + """
        holds RECONVERSION                                        = 13000
        remit m1 r1,r2 by TINA                                    = accepted
        statement s1 GUARANTEE 2026-03-02 20000 7650 b:-9500 c:-2850 = accepted
        settle r1 b                                               = not_approved
        approve-remittance m1 by TINA                             = same_person
        approve-remittance m1 by BRUNO                            = accepted
        settle r1 c                                               = amount_mismatch
        settle r1 b                                               = accepted
        settle r1 b                                               = reconversion_unknown
        settle r2 c                                               = accepted
        approve-remittance m1 by BRUNO                            = remittance_unknown     // nothing of it is left
        holds RECONVERSION                                        = 0
        holds ISSUANCE                                            = -7000
        balance BACKING EUR                                       = -7000
        balance COMMISSION EUR                                    = -650
        balance GUARANTEE EUR                                     = 7650                   // what backs, and the fees
        balance UNEXPLAINED EUR                                   = 0
        gaps                                                      =
        """);

    [Fact]
    public void What_the_office_does_not_pay_goes_back_whole() => OfficeBook.Play(Beginning + """
        remit m1 r1 by TINA            = accepted
        return r1                      = accepted
        return r1                      = reconversion_unknown
        return r2                      = accepted
        holds bakery                   = 20000
        holds RECONVERSION             = 0
        approve-remittance m1 by BRUNO = remittance_unknown
        """);

    [Fact]
    public void What_the_bank_paid_and_got_back_is_made_again_with_its_fee() => OfficeBook.Play(Beginning + """
        remit m1 r1 by TINA                                  = accepted
        approve-remittance m1 by BRUNO                       = accepted
        statement s1 GUARANTEE 2026-03-02 20000 10500 b:-9500 = accepted
        settle r1 b                                          = accepted
        statement s2 GUARANTEE 2026-03-03 10500 20000 c:9500 = accepted
        return r1                                            = reconversion_unknown   // paid, so only against the line that brought it back
        return r1 c:9499                                     = amount_mismatch
        return r1 c                                          = accepted
        return r1 c                                          = reconversion_unknown
        holds bakery                                         = 17000
        holds ISSUANCE                                       = -20000
        balance BACKING EUR                                  = -20000
        balance COMMISSION EUR                               = 0
        gaps                                                 =
        """);

    [Fact]
    public void Fee_that_covers_a_debit_which_came_back_is_not_given_back_before_others_do()
    {
        var book = OfficeBook.Play(Beginning + """
            account ana
            debits d1 2026-03-05 d:m1:ana:500:0 by TINA                = accepted
            approve-debits d1 by BRUNO                                 = accepted
            remit m1 r1 by TINA                                        = accepted
            approve-remittance m1 by BRUNO                             = accepted
            statement s1 GUARANTEE 2026-03-02 20000 10500 b:-9500      = accepted
            settle r1 b                                                = accepted
            today 2026-03-05
            statement s2 GUARANTEE 2026-03-05 10500 11000 x:500        = accepted
            collect d1 d x                                             = accepted
            statement s3 GUARANTEE 2026-03-06 11000 10500 k:-500       = accepted
            came-back d MD01 k                                         = accepted      // the fee of r1 covers it
            statement s4 GUARANTEE 2026-03-07 10500 20000 c:9500       = accepted
            return r1 c                                                = not_covered
            """);
        var settled = book.Entries.Select(e => e.Act).OfType<Act.ReconversionSettled>().Single();
        Assert.Equal("The association's own do not cover it.", book.Fault(new Act.ReconversionReturned(book.Treasury.NextTurn, settled.Reconversion, true,
            [new(OfficeBook.Key("c"), OfficeAccounts.Guarantee, new(2026, 3, 7), 9500)], settled.By)
        { Units = settled.Units }));
    }

    [Fact]
    public void Fee_that_was_spent_must_be_found_elsewhere_first() => OfficeBook.Play(Beginning + """
        remit m1 r1 by TINA                                        = accepted
        approve-remittance m1 by BRUNO                             = accepted
        statement s1 GUARANTEE 2026-03-02 20000 10000 b:-9500 f:-500 = accepted
        settle r1 b                                                = accepted
        explain f against COMMISSION                               = accepted      // paid over to the association's other account
        statement s2 GUARANTEE 2026-03-03 10000 19500 c:9500       = accepted
        return r1 c                                                = not_covered
        statement s3 GUARANTEE 2026-03-04 19500 20000 g:500        = accepted
        explain g against COMMISSION                               = accepted
        return r1 c                                                = accepted
        """);

    [Fact]
    public void A_reconversion_is_in_one_remittance_and_waits_again_when_that_is_cancelled() => OfficeBook.Play(Beginning + """
        remit m1 r1,r1 by TINA                = reconversion_unknown
        remit m1 r1 by TINA                   = accepted
        remit m2 r2,r1 by TINA                = in_remittance
        approve-remittance m1 by BRUNO        = accepted
        approve-remittance m1 by CARLA        = already_decided
        cancel-remittance m1 by BRUNO         = same_person                           // the file may have gone out: another looks
        cancel-remittance m1 by TINA          = accepted
        remit m2 r2,r1 by TINA                = accepted
        """);
}
