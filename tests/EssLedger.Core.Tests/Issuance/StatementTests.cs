namespace EssLedger.Core.Issuance;

/// <summary>What the bank says, and what the office makes of it, as a treasurer reads it.</summary>
public sealed class StatementTests
{
    [Fact]
    public void Units_are_made_against_a_line_of_a_statement() => OfficeBook.Play("""
        account ana
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000    = accepted
        open                                               = 6000
        balance SUSPENSE EUR                               = -6000
        propose i1 ana 5000 line a                         = accepted
        explain a:1001 against DUES                        = exceeds_line        // 5000 of it are spoken for
        explain a:1000 against DUES                        = accepted
        approve i1 by TINA                                 = same_person
        approve i1 by BRUNO                                = accepted
        open                                               =
        balance BACKING EUR                                = -5000
        balance ISSUANCE MLC                               = -5000
        balance SUSPENSE EUR                               = 0
        balance DUES EUR                                   = -1000
        gaps                                               =
        propose i2 ana 1 line a                            = already_issued
        """);

    [Fact]
    public void Statement_and_each_of_its_lines_are_recorded_once() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000              = accepted
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000              = statement_recorded
        statement s2 GUARANTEE 2026-03-31 0 7000 a:6000 b:1000       = line_recorded         // the month's statement repeats the day's
        statement s2 GUARANTEE 2026-03-31 0 7000 b:1000              = accepted
        gaps                                                         =
        """);

    [Fact]
    public void What_a_payment_by_card_has_over_waits_for_an_explanation_as_well() => OfficeBook.Play("""
        account ana
        propose i1 ana 5000 card R1 6000                             = accepted
        approve i1 by BRUNO                                          = accepted
        balance CARDS EUR                                            = 6000
        balance SUSPENSE EUR                                         = -1000
        open                                                         = 1000
        explain receipt.R1 against DONATIONS                         = accepted
        balance SUSPENSE EUR                                         = 0
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000              = accepted
        explain a against CARDS                                      = accepted
        open                                                         =
        gaps                                                         =
        """);

    [Fact]
    public void Balance_that_the_lines_do_not_explain_is_a_gap_with_an_owner_and_stops_issuance() => OfficeBook.Play("""
        account ana
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000     = accepted
        propose i1 ana 6000 line a                          = accepted
        statement s3 GUARANTEE 2026-03-04 6500 6501 c:1     = accepted              // the 3rd is missing
        gaps                                                = GUARANTEE:500:TINA
        approve i1 by BRUNO                                 = fund_gap
        statement s2 GUARANTEE 2026-03-03 6000 6500 b:500   = accepted
        gaps                                                =
        approve i1 by BRUNO                                 = accepted
        """);

    [Fact]
    public void What_stood_there_before_the_first_statement_is_explained_like_a_line() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 2500 2400 a:-100   = accepted
        open                                                 = -100 2500
        gaps                                                 =
        explain s1 against OWNFUNDS                          = accepted
        explain a against OWNFUNDS                           = accepted
        balance OWNFUNDS EUR                                 = -2400
        open                                                 =
        """);

    [Fact]
    public void Receipt_entered_by_hand_is_on_its_way_until_a_line_shows_it() => OfficeBook.Play("""
        account ana
        propose i1 ana 5000 receipt R1 6000                          = accepted
        approve i1 by BRUNO                                          = accepted
        balance ANNOUNCED EUR                                        = 6000
        open                                                         = 1000                  // received beyond what was issued
        statement s1 GUARANTEE 2026-03-03 0 6000 a:6000              = accepted
        explain a against ANNOUNCED                                  = account_not_allowed   // which receipt?
        explain a against ANNOUNCED receipt R2                       = exceeds_account
        explain a against ANNOUNCED receipt R1                       = accepted
        explain R1 against DONATIONS                                 = line_unknown
        balance ANNOUNCED EUR                                        = 0
        balance SUSPENSE EUR                                         = -1000
        gaps                                                         =
        """);

    [Fact]
    public void Own_euro_are_spent_and_the_fund_never_is() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 0 900 a:1000 f:-100     = accepted
        explain f against COMMISSION                              = exceeds_account        // there is none yet
        explain a against BACKING                                 = account_not_allowed    // backing comes with units, and only so
        explain a against GUARANTEE.2                             = account_not_allowed
        explain a against DONATIONS                               = accepted
        explain f against DUES                                    = exceeds_account
        explain f against DONATIONS                               = accepted
        balance DONATIONS EUR                                     = -900
        statement s2 GUARANTEE 2026-03-03 900 -50 g:-950          = accepted
        explain g:-901 against RECEIVABLE                         = not_covered             // a returned debit: covered from what is our own
        explain g:-900 against RECEIVABLE                         = accepted
        explain g against RECEIVABLE                              = not_covered
        open                                                      = -50
        statement s3 GUARANTEE 2026-03-04 -50 850 h:900           = accepted
        explain h against RECEIVABLE                              = accepted                // the member paid it after all
        explain g against DONATIONS                               = accepted
        gaps                                                      =
        """);

    [Fact]
    public void Money_between_our_own_accounts_offsets_itself() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 0 600 a:1000 b:-400     = accepted
        statement t1 GUARANTEE.2 2026-03-02 0 400 c:400           = accepted
        offset b,c:399                                            = not_offset
        offset b,c                                                = accepted
        open                                                      = 1000
        balance UNEXPLAINED EUR                                   = 0
        """);

    [Fact]
    public void Explanation_is_taken_back_once_and_its_lines_wait_again() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 0 1000 a:1000     = accepted
        explain a:300 against DUES                          = accepted
        explain a:700 against DONATIONS                     = accepted
        correct -2                                          = accepted
        open                                                = 300
        balance DUES EUR                                    = 0
        correct 2                                           = explanation_unknown
        correct 1                                           = explanation_unknown    // that is the statement
        statement s2 GUARANTEE 2026-03-03 1000 400 b:-600   = accepted
        explain b against DONATIONS                         = accepted
        correct 3                                           = exceeds_account        // the gift is spent
        """);

    [Fact]
    public void First_reason_wins() => OfficeBook.Play("""
        statement s1 GUARANTEE 2026-03-02 0 900 a:1000 b:-100    = accepted
        explain z,a:2000 against BACKING                         = line_unknown
        explain a,a against BACKING                              = line_unknown          // a line is named once
        explain a:2000 against BACKING                           = exceeds_line
        explain a:-1 against BACKING                             = exceeds_line          // it came in
        explain a:100,b against BACKING                          = not_offset            // against an account: one direction
        """);
}
