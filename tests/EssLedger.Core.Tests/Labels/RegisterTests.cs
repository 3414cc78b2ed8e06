namespace EssLedger.Core.Labels;

public sealed class RegisterTests
{
    private const string Town = """
        2026-01-05 noemie enter BAKERY merchant       = recorded
        2026-01-05 noemie represent BAKERY paul       = recorded
        2026-01-05 noemie enter FARM ess              = recorded
        2026-01-05 noemie represent FARM farida       = recorded
        """;

    private const string Advised = Town + """

        2026-02-01 paul   open A1 BAKERY shop         = recorded
        2026-02-01 paul   commit A1 1 1               = recorded
        2026-02-01 paul   commit A1 2 2 due 2026-09-30 = recorded
        2026-02-02 paul   prove A1 2                  = recorded
        2026-02-03 paul   submit A1                   = recorded
        2026-02-10 noemie admit A1                    = recorded
        2026-02-20 victor visit A1                    = recorded
        2026-03-01 claire vote A1 for                 = recorded
        2026-03-02 didier vote A1 abstain             = recorded
        """;

    private const string Granted = Advised + """

        2026-03-10 claire grant A1 G-1 until 2029-03-09 = recorded
        """;

    /// <summary>Books to try other rules on.</summary>
    internal static IEnumerable<string> Stories => [Town, Advised, Granted];

    [Fact]
    public void A_file_goes_from_the_draft_to_the_grant_step_by_step() => RegisterScript.Play(Town + """

        2026-02-01 paul   open A1 BAKERY ess          = kind_mismatch
        2026-02-01 paul   open A1 NOBODY shop         = unknown_participant
        2026-02-01 paul   open A1 BAKERY shop from 2026-02-02 = in_future
        2024-12-01 paul   open A1 BAKERY shop         = scheme_missing
        2026-02-01 paul   open A1 BAKERY shop         = recorded
        2026-02-01 paul   open A1 BAKERY shop         = application_exists
        2026-02-01 paul   open A2 BAKERY shop         = already_under_way
        state A1                                      = draft
        2026-02-01 paul   submit A1                   = criteria_open
        missing A1 2026-02-01                         = 1,2
        2026-02-01 paul   commit A1 1 9               = unknown_criterion
        2026-02-01 paul   commit A1 1 3               = unknown_criterion      // that one is for events
        2026-02-01 paul   commit A1 1 1               = recorded
        2026-02-01 paul   commit A1 2 2               = recorded
        2026-02-01 paul   submit A1                   = criteria_open          // the second needs evidence
        2026-02-01 paul   prove A1 2 until 2026-01-31 = recorded
        2026-02-02 paul   submit A1                   = criteria_open          // which is still good
        2026-02-02 paul   prove A1 2                  = recorded
        2026-02-02 noemie admit A1                    = wrong_state
        2026-02-03 paul   submit A1 from 2026-01-31   = out_of_order
        2026-02-03 paul   submit A1                   = recorded
        2026-02-03 paul   commit A1 3 1               = wrong_state
        2026-02-10 noemie admit A1                    = recorded
        2026-02-11 claire vote A1 for                 = wrong_state            // nobody was there yet
        2026-02-12 victor plan A1 from 2026-02-20     = recorded
        2026-02-20 victor visit A1 undeclared         = deontology_missing
        2026-02-20 victor visit A1                    = recorded
        state A1                                      = visited
        2026-03-01 claire vote A1 for                 = recorded
        2026-03-01 claire grant A1 G-1 until 2029-02-28 = quorum_missing
        2026-03-02 didier vote A1 against             = recorded
        state A1                                      = advised
        2026-03-10 claire grant A1                    = award_missing
        2026-03-10 claire refuse A1 with G-1          = award_unexpected
        2026-03-10 claire grant A1 G-1 level 4 until 2029-03-09 = level_out_of_range
        2026-03-10 claire grant A1 G-1 until 2026-03-09 = until_too_early
        2026-03-10 claire grant A1 G-1 until 2029-03-09 from 2026-03-15 = recorded
        state A1                                      = granted
        standing G-1 2026-03-14                       = none
        standing G-1 2026-03-15                       = active
        standing G-1 2029-03-10                       = expired
        """);

    [Fact]
    public void Nobody_judges_where_they_have_a_part() => RegisterScript.Play(Advised.Replace("didier vote A1 abstain", "farida vote A1 abstain", StringComparison.Ordinal) + """

        2026-03-03 paul   vote A1 for                 = conflict_applicant
        2026-03-03 paul   vote A1 recused             = recorded               // stepping back is always allowed
        2026-03-03 victor vote A1 for                 = conflict_visitor
        quorum A1 2026-03-03                          = 2
        2026-03-04 noemie key BAKERY                  = recorded
        2026-03-04 farida propose C1 FARM BAKERY      = recorded
        quorum A1 2026-03-04                          = 1                      // Farida's opinion no longer counts
        2026-03-04 farida vote A1 for                 = conflict_partner
        2026-03-04 farida grant A1 G-1 until 2029-03-03 = conflict_partner
        2026-03-04 claire grant A1 G-1 until 2029-03-03 = quorum_missing
        2026-03-05 didier vote A1 for                 = recorded
        2026-03-05 victor grant A1 G-1 until 2029-03-04 = conflict_visitor
        2026-03-05 paul   grant A1 G-1 until 2029-03-04 = conflict_applicant
        2026-03-05 claire grant A1 G-1 until 2029-03-04 = recorded
        2026-04-01 farida suspend G-1                 = conflict_partner
        2026-04-01 paul   withdraw G-1                = conflict_applicant
        2026-04-01 noemie suspend G-1                 = recorded
        """);

    [Fact]
    public void The_office_releases_a_participant_without_devices_and_nobody_releases_their_own() => RegisterScript.Play(Town + """

        2026-02-01 noemie release BAKERY              = unknown_key
        2026-02-01 paul   key BAKERY                  = recorded
        2026-02-01 noemie release BAKERY              = device_signs
        2026-02-02 paul   block BAKERY                = recorded
        2026-02-02 paul   release BAKERY              = conflict_applicant
        2026-02-02 noemie release NOBODY              = unknown_participant
        2026-02-02 noemie release BAKERY              = recorded
        """);

    [Fact]
    public void A_cooperation_counts_once_both_have_signed() => RegisterScript.Play(Town + """

        2026-01-06 noemie enter GROCER merchant       = recorded
        2026-02-01 farida propose C1 FARM FARM        = same_participant
        2026-02-01 paul   propose C1 BAKERY GROCER    = kinds_mismatch
        2026-02-01 farida propose C1 FARM BAKERY until 2026-01-31 = until_too_early
        2026-02-01 farida propose C1 FARM BAKERY until 2026-12-31 = recorded
        2026-02-01 farida confirm C1 FARM             = unknown_key
        2026-02-01 farida key FARM                    = recorded
        2026-02-01 paul   key BAKERY                  = recorded
        2026-02-01 noemie key GROCER                  = recorded
        2026-02-02 farida confirm C1 FARM             = recorded
        2026-02-02 farida confirm C1 FARM             = already_confirmed
        2026-02-02 noemie confirm C1 GROCER           = cooperation_mismatch
        cooperation C1 2026-02-02                     = proposed
        2026-02-03 paul   block BAKERY                = recorded
        2026-02-03 paul   confirm C1 BAKERY           = key_blocked
        2026-02-04 farida propose C2 FARM GROCER from 2026-03-01 = recorded
        2026-02-04 farida confirm C2 FARM             = recorded
        2026-02-04 noemie confirm C2 GROCER           = recorded
        cooperation C2 2026-02-28                     = proposed
        cooperation C2 2026-03-01                     = in_force
        2026-05-01 farida end C2 from 2026-04-30      = recorded
        2026-05-01 farida end C2                      = cooperation_ended
        cooperation C2 2026-04-30                     = in_force
        cooperation C2 2026-05-01                     = ended
        cooperation C1 2027-01-01                     = ended
        """);

    [Fact]
    public void An_appeal_is_heard_by_others_and_undoes_what_was_wrong() => RegisterScript.Play(Advised + """

        2026-03-10 claire refuse A1                   = recorded
        2026-05-10 paul   appeal A1                   = appeal_too_late
        2026-05-09 paul   appeal A1                   = recorded
        2026-05-09 paul   appeal A1                   = appeal_pending
        2026-05-20 claire allow A1                    = conflict_panel
        2026-05-20 didier allow A1                    = conflict_panel
        2026-05-20 victor allow A1                    = conflict_visitor
        2026-05-20 paul   allow A1                    = conflict_applicant
        2026-05-20 rachid allow A1 grant G-1 until 2029-05-19 = recorded
        state A1                                      = granted
        2026-06-01 noemie withdraw G-1                = recorded
        standing G-1 2026-06-02                       = withdrawn
        2026-06-05 paul   appeal A1                   = recorded
        2026-06-20 noemie allow A1 annul G-1 withdrawn = conflict_panel
        2026-06-20 olga   allow A1 annul G-1 withdrawn = recorded
        standing G-1 2026-06-02                       = active
        standing G-1 2026-06-02 known 2026-06-19      = withdrawn              // what the page showed then
        2026-06-21 paul   appeal A1                   = nothing_to_appeal
        """);

    [Fact]
    public void What_comes_to_a_file_has_happened() => RegisterScript.Play(Town + """

        2026-02-01 paul   open A1 BAKERY shop         = recorded
        2026-02-01 paul   commit A1 1 1 from 2126-02-01 = in_future            // it would bar every later step
        2026-02-01 paul   prove A1 2 from 2026-02-02  = in_future
        2026-02-01 paul   prove A1 2 until 2200-01-01 = day_out_of_range
        2026-02-01 paul   commit A1 1 1 due 1969-12-31 = day_out_of_range
        """);

    [Fact]
    public void An_appeal_lifts_a_reserve() => RegisterScript.Play(Advised + """

        2026-03-10 claire reserve A1 G-1 until 2029-03-09 = recorded
        state A1                                      = granted_with_reserve
        2026-03-11 paul   appeal A1                   = recorded
        2026-03-20 rachid allow A1 from 2026-03-21    = in_future
        2026-03-20 rachid allow A1                    = recorded
        state A1                                      = granted
        2026-03-21 paul   appeal A1                   = nothing_to_appeal
        """);

    [Fact]
    public void A_file_that_comes_back_on_appeal_is_advised_anew() => RegisterScript.Play(Advised + """

        2026-03-10 claire refuse A1                   = recorded
        2026-03-11 paul   appeal A1                   = recorded
        2026-03-20 rachid allow A1                    = recorded
        state A1                                      = submitted
        2026-03-21 noemie admit A1                    = recorded
        2026-03-22 victor visit A1                    = recorded
        2026-03-23 claire vote A1 for                 = recorded
        2026-03-23 claire grant A1 G-1 until 2029-03-22 = quorum_missing       // what was thought of it before counts no more
        2026-03-24 didier vote A1 for                 = recorded
        2026-03-24 claire grant A1 G-1 until 2029-03-23 = recorded
        """);

    [Fact]
    public void Whoever_goes_on_with_a_file_or_drops_it_takes_the_appeal_back() => RegisterScript.Play(Advised + """

        2026-03-10 claire adjourn A1                  = recorded
        2026-03-11 paul   appeal A1                   = recorded
        2026-03-12 paul   submit A1                   = recorded
        2026-03-13 rachid allow A1 grant G-1 until 2029-03-12 = no_appeal
        2026-03-14 noemie reject A1                   = recorded
        2026-03-15 paul   appeal A1                   = recorded
        2026-03-16 rachid dismiss A1                  = recorded
        2026-03-16 paul   open A2 BAKERY shop         = recorded
        2026-03-16 paul   drop A2                     = recorded
        2026-03-16 paul   appeal A2                   = nothing_to_appeal
        """);

    [Fact]
    public void What_was_annulled_is_not_annulled_again_on_appeal() => RegisterScript.Play(Granted + """

        2026-06-01 noemie suspend G-1                 = recorded
        2026-06-02 noemie annul G-1 suspended from 2026-06-01 = recorded
        2026-06-03 noemie withdraw G-1                = recorded
        2026-06-05 paul   appeal A1                   = recorded
        2026-06-20 olga   allow A1 annul G-1 suspended = already_annulled
        2026-06-20 olga   allow A1 annul G-1 withdrawn = recorded
        standing G-1 2026-06-20                       = active
        """);

    [Fact]
    public void A_dismissed_appeal_changes_nothing() => RegisterScript.Play(Advised + """

        2026-03-10 claire refuse A1                   = recorded
        2026-03-11 rachid dismiss A1                  = no_appeal
        2026-03-11 paul   appeal A1                   = recorded
        2026-03-20 rachid dismiss A1                  = recorded
        state A1                                      = refused
        2026-03-21 paul   open A2 BAKERY shop         = recorded
        """);

    [Fact]
    public void An_adjourned_file_is_completed_and_advised_anew() => RegisterScript.Play(Advised + """

        2026-03-10 claire adjourn A1                  = recorded
        2026-03-11 paul   commit A1 3 1               = recorded
        2026-03-12 paul   submit A1                   = recorded
        2026-03-13 noemie admit A1                    = recorded
        2026-03-14 victor visit A1                    = recorded
        2026-03-15 claire vote A1 for                 = recorded
        2026-03-15 claire grant A1 G-1 until 2029-03-14 = quorum_missing       // the old opinions were about the old file
        """);

    [Fact]
    public void Suspensions_overlap_end_by_themselves_and_can_be_annulled() => RegisterScript.Play(Granted + """

        2026-06-01 noemie suspend G-1 through 2026-06-30 = recorded
        2026-06-10 noemie suspend G-1 through 2026-07-31 = not_active
        2026-06-10 noemie suspend G-1 through 2026-06-15 from 2026-05-20 = recorded // retroactive, overlapping
        standing G-1 2026-05-19                       = active
        standing G-1 2026-05-25                       = suspended
        standing G-1 2026-05-25 known 2026-06-09      = active
        standing G-1 2026-06-20                       = suspended              // the longer one counts
        standing G-1 2026-07-01                       = active
        due 2026-06-20 2026-06-30                     = SuspensionEnds:2026-06-30
        2026-07-05 noemie annul G-1 suspended from 2026-06-02 = wrong_day
        2026-07-05 noemie annul G-1 suspended from 2026-06-01 = recorded
        2026-07-05 noemie annul G-1 suspended from 2026-06-01 = already_annulled
        standing G-1 2026-06-20                       = active
        """);

    [Fact]
    public void A_grant_of_leap_day_and_its_renewal_leave_no_gap() => RegisterScript.Play(Advised.Replace("2026-", "2028-", StringComparison.Ordinal).Replace("2028-01-05", "2026-01-05", StringComparison.Ordinal) + """

        2028-03-10 claire grant A1 G-1 until 2032-02-29 = recorded
        standing G-1 2032-02-29                       = active
        standing G-1 2032-03-01                       = expired
        2031-07-01 paul   open A2 BAKERY shop renewing G-1 = not_renewable     // too early
        2032-01-10 paul   open A2 BAKERY shop renewing G-1 = recorded
        2032-01-10 paul   commit A2 1 1               = recorded
        2032-01-10 paul   commit A2 2 2               = recorded
        2032-01-10 paul   prove A2 2                  = recorded
        2032-01-11 paul   submit A2                   = recorded
        2032-01-12 noemie admit A2                    = recorded
        2032-01-20 victor visit A2                    = recorded
        2032-03-05 claire vote A2 for                 = recorded
        2032-03-06 didier vote A2 for                 = recorded
        2032-03-10 claire grant A2 G-2 until 2036-02-29 from 2032-03-01 = not_renewable
        2032-03-10 claire grant A2 G-1 until 2036-02-29 from 2032-03-02 = grant_expired
        2032-03-10 claire grant A2 G-1 until 2036-02-29 from 2032-03-01 = recorded
        standing G-1 2032-03-01                       = active
        standing G-1 2032-03-01 known 2032-03-09      = expired
        """);

    [Fact]
    public void An_event_needs_the_report_of_the_one_before() => RegisterScript.Play(Town + """

        2026-02-01 farida open E1 FARM event          = recorded
        2026-02-01 farida submit E1                   = criteria_open
        2026-02-01 farida commit E1 1 3               = recorded
        2026-02-01 farida submit E1                   = recorded
        2026-02-02 noemie admit E1                    = recorded
        2026-02-03 claire vote E1 for                 = recorded
        2026-02-03 didier vote E1 for                 = recorded
        2026-02-04 claire grant E1 EV-1 until 2026-03-02 from 2026-03-01 = recorded
        2026-02-20 farida report EV-1                 = event_not_over
        2026-03-01 farida report EV-1                 = event_not_over         // it lasts until the morrow
        due 2026-03-05 2026-04-30                     = ReportDue:2026-04-01
        2026-04-01 farida open E2 FARM event          = recorded               // the report may still come
        2026-04-02 farida open E3 FARM event          = report_missing
        2026-04-02 farida report EV-1                 = recorded
        2026-04-02 farida report EV-1                 = already_reported
        2026-04-02 farida open E3 FARM event          = recorded
        """);

    [Fact]
    public void A_transfer_changes_the_holder_from_its_day_on() => RegisterScript.Play(Granted + """

        2026-05-01 noemie enter GROCER merchant       = recorded
        2026-05-02 noemie transfer G-1 BAKERY         = same_holder
        2026-05-02 noemie transfer G-1 GROCER from 2026-05-10 = recorded
        holder G-1 2026-05-09                         = BAKERY
        holder G-1 2026-05-10                         = GROCER
        """);

    [Fact]
    public void What_falls_due_is_found_until_it_is_done() => RegisterScript.Play(Granted + """

        due 2026-09-01 2026-12-31                     = CommitmentDue:2026-09-30
        2026-10-01 victor plan A1                     = wrong_state
        2026-10-01 paul   settle A1 2 kept            = conflict_applicant
        2026-10-01 noemie settle A1 9 kept            = unknown_commitment
        2026-10-01 noemie settle A1 2 kept            = recorded
        2026-10-01 noemie settle A1 2 missed          = already_settled
        due 2026-10-01 2026-12-31                     =
        due 2028-12-01 2029-03-31                     = RenewalDue:2029-03-09
        """);

    [Fact]
    public void Complaints_are_looked_into_by_somebody_without_a_part() => RegisterScript.Play(Granted + """

        2026-05-01 zoe    complain K1 G-9             = unknown_grant
        2026-05-01 zoe    complain K1 G-1             = recorded
        2026-05-01 zoe    complain K1 G-1             = complaint_exists
        2026-05-02 paul   close K1                    = conflict_applicant
        2026-05-02 noemie close K1                    = recorded
        2026-05-02 noemie close K1                    = complaint_closed
        2026-05-02 noemie close K2                    = unknown_complaint
        """);

    [Fact]
    public void A_profile_weighs_its_sources_and_knows_what_was_known_when()
    {
        var script = RegisterScript.Play(Town);
        var register = script.Register;
        var bakery = Identifiers.ParticipantId.Parse("BAKERY");
        void Say(Source source, Profile profile, DateOnly effective, DateOnly recorded) => register = register.With(
            new RegisterFact(new RegisterAct.ParticipantDescribed(bakery, source, profile), effective, Identifiers.PersonId.Parse("PAUL"), Identifiers.Digest.Zero), register.Position.Next, recorded);
        Say(Source.Declared, new() { Commune = "59350", Filieres = Filieres.Food, AcceptsCurrency = true }, new(2026, 2, 1), new(2026, 2, 1));
        Say(Source.Verified, new() { Commune = "59355" }, new(2026, 3, 1), new(2026, 4, 1));
        Say(Source.Declared, new() { Commune = "59298" }, new(2026, 5, 1), new(2026, 5, 1));

        var history = register.Participants[bakery];
        Assert.Equal("59350", history.ProfileOn(new(2026, 2, 28)).Commune);
        Assert.Equal("59355", history.ProfileOn(new(2026, 3, 1)).Commune);
        Assert.Equal("59350", history.ProfileOn(new(2026, 3, 1), asKnownOn: new(2026, 3, 31)).Commune);
        Assert.Equal("59355", history.ProfileOn(new(2026, 6, 1)).Commune);
        Assert.Equal(Filieres.Food, history.ProfileOn(new(2026, 6, 1)).Filieres);
        Assert.Null(history.ProfileOn(new(2026, 6, 1)).Qpv);
    }
}
