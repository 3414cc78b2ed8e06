using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

public sealed class GrantTests
{
    [Fact]
    public void Grant_is_active_from_its_first_day_to_its_last() => GrantScript.Play("""
        2026-01-10 granted 2026-02-01 2029-01-31 = recorded
        on 2026-01-31 = none level 1 until 2029-01-31
        on 2026-02-01 = active level 1 until 2029-01-31
        on 2029-01-31 = active level 1 until 2029-01-31    // the last day is included
        on 2029-02-01 = expired level 1 until 2029-01-31
        """);

    [Fact]
    public void Suspension_rests_until_reinstated_and_ends_with_the_term() => GrantScript.Play("""
        2026-01-01 granted    2026-01-01 2026-12-31 = recorded
        2026-03-01 suspended  2026-03-10 = recorded
        2026-03-02 suspended  2026-04-01 = not_active
        2026-04-01 reinstated 2026-03-09 = not_suspended         // the day before, nothing rested
        2026-04-01 reinstated 2026-04-05 = recorded
        2026-11-01 suspended  2026-11-01 = recorded
        on 2026-03-09 = active level 1 until 2026-12-31
        on 2026-03-10 = suspended level 1 until 2026-12-31
        on 2026-04-04 = suspended level 1 until 2026-12-31
        on 2026-04-05 = active level 1 until 2026-12-31
        on 2026-12-31 = suspended level 1 until 2026-12-31
        on 2027-01-01 = expired level 1 until 2026-12-31
        history = granted 2026-01-01, suspended 2026-03-10, reinstated 2026-04-05, suspended 2026-11-01
        """);

    [Fact]
    public void Withdrawal_is_final() => GrantScript.Play("""
        2026-01-01 granted    2026-01-01 2026-12-31 = recorded
        2026-05-01 withdrawn  2026-06-01 = recorded
        2026-06-02 reinstated 2026-06-02 = already_withdrawn
        2026-06-02 suspended  2026-06-02 = already_withdrawn
        2026-06-02 withdrawn  2026-06-02 = already_withdrawn
        2026-06-02 renounced  2026-06-02 = already_withdrawn
        2026-06-02 renewed    2026-06-02 2028-12-31 = already_withdrawn
        2026-06-02 granted    2026-06-02 2028-12-31 = already_granted  // a new grant has a new number
        on 2026-05-31 = active level 1 until 2026-12-31
        on 2026-06-01 = withdrawn level 1 until 2026-12-31
        on 2027-06-01 = withdrawn level 1 until 2026-12-31             // not "expired"
        """);

    [Fact]
    public void Suspended_grant_may_be_withdrawn_and_a_holder_may_leave() => GrantScript.Play("""
        2026-01-01 granted   2026-01-01 2026-12-31 = recorded
        2026-02-01 suspended 2026-02-01 = recorded
        2026-03-01 renounced 2026-03-01 = recorded
        2026-03-02 withdrawn 2026-03-02 = already_renounced
        2026-03-02 withdrawn 2026-02-15 = recorded               // before the holder left
        on 2026-02-14 = suspended level 1 until 2026-12-31
        on 2026-02-15 = withdrawn level 1 until 2026-12-31
        on 2026-03-01 = withdrawn level 1 until 2026-12-31
        on 2026-03-01 known 2026-03-01 = renounced level 1 until 2026-12-31
        """);

    [Fact]
    public void Renewal_follows_without_a_gap_and_may_change_the_level() => GrantScript.Play("""
        2026-01-01 granted 2026-01-01 2026-12-31 1 = recorded
        2026-11-01 renewed 2027-01-02 2029-12-31 2 = grant_expired    // a day would be left out
        2026-11-01 renewed 2027-01-01 2026-12-31 2 = until_too_early
        2026-11-01 renewed 2027-01-01 2029-12-31 0 = level_out_of_range
        2026-11-01 renewed 2027-01-01 2029-12-31 2 = recorded
        on 2026-12-31 = active level 1 until 2026-12-31
        on 2027-01-01 = active level 2 until 2029-12-31
        on 2026-12-31 known 2026-10-31 = active level 1 until 2026-12-31
        on 2027-01-01 known 2026-10-31 = expired level 1 until 2026-12-31
        """);

    [Fact]
    public void Suspended_grant_is_reinstated_before_it_is_renewed() => GrantScript.Play("""
        2026-01-01 granted    2026-01-01 2026-12-31 = recorded
        2026-11-01 suspended  2026-11-01 = recorded
        2026-12-01 renewed    2027-01-01 2029-12-31 = not_active
        2026-12-01 reinstated 2026-12-15 = recorded
        2026-12-01 renewed    2027-01-01 2029-12-31 = recorded
        on 2027-06-01 = active level 1 until 2029-12-31
        """);

    [Fact]
    public void Nothing_happens_to_a_grant_before_it_begins_or_after_it_ended() => GrantScript.Play("""
        2026-01-01 suspended 2026-02-01 = unknown_grant
        2026-01-01 granted   2026-03-01 2026-02-28 = until_too_early
        2026-01-01 granted   2026-03-01 2026-12-31 10 = level_out_of_range
        2026-01-01 granted   2026-03-01 2026-12-31 = recorded
        2026-01-01 granted   2026-03-01 2026-12-31 = already_granted
        2026-01-02 withdrawn 2026-02-28 = effective_before_grant
        2027-02-01 suspended 2027-01-01 = grant_expired
        2027-02-01 withdrawn 2027-01-01 = grant_expired
        2027-02-01 withdrawn 2026-12-31 = recorded                   // decided late, effective in time
        on 2027-01-01 = withdrawn level 1 until 2026-12-31
        """);

    [Fact]
    public void Late_record_changes_the_past_only_for_those_who_ask_later() => GrantScript.Play("""
        2026-01-01 granted    2026-01-01 2026-12-31 = recorded
        2026-06-20 suspended  2026-06-01 = recorded                  // decided on the 20th, counted from the 1st
        2026-07-10 reinstated 2026-06-15 = recorded                  // and on appeal shortened
        on 2026-06-10 known 2025-12-31 = none
        on 2026-06-10 known 2026-06-19 = active level 1 until 2026-12-31
        on 2026-06-10 known 2026-06-20 = suspended level 1 until 2026-12-31
        on 2026-06-20 known 2026-06-20 = suspended level 1 until 2026-12-31
        on 2026-06-20 known 2026-07-10 = active level 1 until 2026-12-31
        on 2026-06-20 = active level 1 until 2026-12-31
        history known 2026-06-19 = granted 2026-01-01
        history = granted 2026-01-01, suspended 2026-06-01, reinstated 2026-06-15
        """);

    [Fact]
    public void Of_two_facts_for_one_day_the_later_recorded_has_the_last_word() => GrantScript.Play("""
        2026-01-01 granted    2026-01-01 2026-12-31 = recorded
        2026-05-01 suspended  2026-05-01 = recorded
        2026-05-01 reinstated 2026-05-01 = recorded
        on 2026-05-01 = active level 1 until 2026-12-31
        """);

    [Fact]
    public void Facts_of_two_grants_never_make_one()
    {
        var day = new DateOnly(2026, 1, 1);
        var granted = new RecordedFact(GrantScript.Fact(GrantScript.Granted(day), day), new(1), day);
        var other = granted with { Fact = GrantScript.Fact(new GrantAct.Suspended(), day) with { Number = GrantNumber.Parse("ANOTHER") }, Position = new(2) };

        Assert.Throws<ArgumentException>(() => Grant.Fold([granted, other]));
        Assert.Throws<ArgumentException>(() => Grant.Fold([granted, granted with { Position = new(2) }]));
        Assert.Throws<ArgumentException>(() => Grant.Fold([]));
    }

    [Fact]
    public void Last_day_of_the_calendar_is_no_trap() => GrantScript.Play("""
        2026-01-01 granted 0001-01-01 9999-12-31 = recorded
        2026-01-01 renewed 9999-12-31 9999-12-31 = until_too_early
        on 9999-12-31 = active level 1 until 9999-12-31
        """);
}
