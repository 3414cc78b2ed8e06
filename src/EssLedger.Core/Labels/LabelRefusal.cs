using System.Diagnostics;

namespace EssLedger.Core.Labels;

/// <summary>Why something is not recorded in the label book.</summary>
public enum LabelRefusal
{
    /// <summary>No grant has this number.</summary>
    UnknownGrant,
    /// <summary>The number has been given out.</summary>
    AlreadyGranted,
    /// <summary>The act would take effect before the grant does.</summary>
    EffectiveBeforeGrant,
    /// <summary>The label was withdrawn by that day; that is final.</summary>
    AlreadyWithdrawn,
    /// <summary>The holder had given the label up by that day; that is final.</summary>
    AlreadyRenounced,
    /// <summary>The last day had passed by then; a renewal leaves no gap.</summary>
    GrantExpired,
    /// <summary>The grant is not active on that day.</summary>
    NotActive,
    /// <summary>The grant is not suspended on that day.</summary>
    NotSuspended,
    /// <summary>The last day lies before the first, or a renewal does not move it forward.</summary>
    UntilTooEarly,
    /// <summary>A level is 1 … 9.</summary>
    LevelOutOfRange,
    /// <summary>They hold it already.</summary>
    SameHolder,
    /// <summary>There is no such act on this grant that one can annul.</summary>
    NothingToAnnul,
    /// <summary>The act was annulled before.</summary>
    AlreadyAnnulled,
    /// <summary>An annulment counts from the day of the act that it annuls.</summary>
    WrongDay,
    /// <summary>The legal rules of the label are not set yet.</summary>
    SchemeMissing,
    /// <summary>A number of the scheme is out of range.</summary>
    SchemeOutOfRange,
    /// <summary>There is no charter in force on that day.</summary>
    CharterMissing,
    /// <summary>The versions of a charter follow one another, and none comes into force before the one before it.</summary>
    WrongVersion,
    /// <summary>A charter has at least one criterion, and each number once, for somebody.</summary>
    CriteriaOutOfRange,
    /// <summary>There is no such participant.</summary>
    UnknownParticipant,
    /// <summary>The participant is in the register.</summary>
    ParticipantExists,
    /// <summary>Nothing is said of the participant.</summary>
    NothingSaid,
    /// <summary>The person acts for the participant already.</summary>
    AlreadyRepresentative,
    /// <summary>The person does not act for the participant.</summary>
    NotRepresentative,
    /// <summary>There is no such application.</summary>
    UnknownApplication,
    /// <summary>The application exists.</summary>
    ApplicationExists,
    /// <summary>A shop applies as a shop, an ESS actor as one; events have an event id and others none.</summary>
    KindMismatch,
    /// <summary>The applicant has another application of this kind under way.</summary>
    AlreadyUnderWay,
    /// <summary>The grant is not the applicant's to renew, or its time to be renewed has not come or is over.</summary>
    NotRenewable,
    /// <summary>The report of the last event is missing.</summary>
    ReportMissing,
    /// <summary>The charter has no such criterion for this kind.</summary>
    UnknownCriterion,
    /// <summary>The file has no such commitment.</summary>
    UnknownCommitment,
    /// <summary>The application has this piece of evidence.</summary>
    EvidenceExists,
    /// <summary>The commitment is settled.</summary>
    AlreadySettled,
    /// <summary>The day is to come: what is recorded here has happened.</summary>
    InFuture,
    /// <summary>A step is not dated before the step that it follows.</summary>
    OutOfOrder,
    /// <summary>The application is not at the step that this follows.</summary>
    WrongState,
    /// <summary>A mandatory criterion has no commitment, or no evidence that is still good.</summary>
    CriteriaOpen,
    /// <summary>The visitor did not declare to have no interest in the outcome.</summary>
    DeontologyMissing,
    /// <summary>Who acts for the applicant is no judge of it.</summary>
    ConflictApplicant,
    /// <summary>Who acts for a partner of the applicant is no judge of it.</summary>
    ConflictPartner,
    /// <summary>Who visited does not judge.</summary>
    ConflictVisitor,
    /// <summary>An appeal is heard by others than those who decided.</summary>
    ConflictPanel,
    /// <summary>Fewer opinions than the quorum, without those in conflict.</summary>
    QuorumMissing,
    /// <summary>What is granted is missing.</summary>
    AwardMissing,
    /// <summary>Nothing is granted by such a decision.</summary>
    AwardUnexpected,
    /// <summary>Nothing was decided that one can appeal.</summary>
    NothingToAppeal,
    /// <summary>The time to appeal is over.</summary>
    AppealTooLate,
    /// <summary>An appeal waits to be heard.</summary>
    AppealPending,
    /// <summary>No appeal waits to be heard.</summary>
    NoAppeal,
    /// <summary>There is no such complaint.</summary>
    UnknownComplaint,
    /// <summary>The complaint exists.</summary>
    ComplaintExists,
    /// <summary>The complaint is closed.</summary>
    ComplaintClosed,
    /// <summary>There is no such cooperation.</summary>
    UnknownCooperation,
    /// <summary>The cooperation exists.</summary>
    CooperationExists,
    /// <summary>A cooperation joins two participants.</summary>
    SameParticipant,
    /// <summary>A cooperation joins an ESS actor and an engaged merchant.</summary>
    KindsMismatch,
    /// <summary>The cooperation has ended.</summary>
    CooperationEnded,
    /// <summary>This side has signed.</summary>
    AlreadyConfirmed,
    /// <summary>The confirmation is not for this cooperation, its text or this side.</summary>
    CooperationMismatch,
    /// <summary>The payload is for another book.</summary>
    WrongLedger,
    /// <summary>No such key signs for the participant.</summary>
    UnknownKey,
    /// <summary>The key was blocked.</summary>
    KeyBlocked,
    /// <summary>A device still signs for the participant: it vouches for the others, or is blocked first.</summary>
    DeviceSigns,
    /// <summary>The participant has or had this key.</summary>
    KeyExists,
    /// <summary>The signature is not that key's over these bytes.</summary>
    BadSignature,
    /// <summary>The grant is not that of an event.</summary>
    NotAnEvent,
    /// <summary>The event is not over.</summary>
    EventNotOver,
    /// <summary>The event was reported.</summary>
    AlreadyReported,
    /// <summary>A day lies before 1970 or after 2199.</summary>
    DayOutOfRange,
}

/// <summary>The stable words of these refusals.</summary>
public static class LabelRefusalWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this LabelRefusal refusal) => refusal switch
    {
        LabelRefusal.UnknownGrant => "unknown_grant",
        LabelRefusal.AlreadyGranted => "already_granted",
        LabelRefusal.EffectiveBeforeGrant => "effective_before_grant",
        LabelRefusal.AlreadyWithdrawn => "already_withdrawn",
        LabelRefusal.AlreadyRenounced => "already_renounced",
        LabelRefusal.GrantExpired => "grant_expired",
        LabelRefusal.NotActive => "not_active",
        LabelRefusal.NotSuspended => "not_suspended",
        LabelRefusal.UntilTooEarly => "until_too_early",
        LabelRefusal.LevelOutOfRange => "level_out_of_range",
        LabelRefusal.SameHolder => "same_holder",
        LabelRefusal.NothingToAnnul => "nothing_to_annul",
        LabelRefusal.AlreadyAnnulled => "already_annulled",
        LabelRefusal.WrongDay => "wrong_day",
        LabelRefusal.SchemeMissing => "scheme_missing",
        LabelRefusal.SchemeOutOfRange => "scheme_out_of_range",
        LabelRefusal.CharterMissing => "charter_missing",
        LabelRefusal.WrongVersion => "wrong_version",
        LabelRefusal.CriteriaOutOfRange => "criteria_out_of_range",
        LabelRefusal.UnknownParticipant => "unknown_participant",
        LabelRefusal.ParticipantExists => "participant_exists",
        LabelRefusal.NothingSaid => "nothing_said",
        LabelRefusal.AlreadyRepresentative => "already_representative",
        LabelRefusal.NotRepresentative => "not_representative",
        LabelRefusal.UnknownApplication => "unknown_application",
        LabelRefusal.ApplicationExists => "application_exists",
        LabelRefusal.KindMismatch => "kind_mismatch",
        LabelRefusal.AlreadyUnderWay => "already_under_way",
        LabelRefusal.NotRenewable => "not_renewable",
        LabelRefusal.ReportMissing => "report_missing",
        LabelRefusal.UnknownCriterion => "unknown_criterion",
        LabelRefusal.UnknownCommitment => "unknown_commitment",
        LabelRefusal.EvidenceExists => "evidence_exists",
        LabelRefusal.AlreadySettled => "already_settled",
        LabelRefusal.InFuture => "in_future",
        LabelRefusal.OutOfOrder => "out_of_order",
        LabelRefusal.WrongState => "wrong_state",
        LabelRefusal.CriteriaOpen => "criteria_open",
        LabelRefusal.DeontologyMissing => "deontology_missing",
        LabelRefusal.ConflictApplicant => "conflict_applicant",
        LabelRefusal.ConflictPartner => "conflict_partner",
        LabelRefusal.ConflictVisitor => "conflict_visitor",
        LabelRefusal.ConflictPanel => "conflict_panel",
        LabelRefusal.QuorumMissing => "quorum_missing",
        LabelRefusal.AwardMissing => "award_missing",
        LabelRefusal.AwardUnexpected => "award_unexpected",
        LabelRefusal.NothingToAppeal => "nothing_to_appeal",
        LabelRefusal.AppealTooLate => "appeal_too_late",
        LabelRefusal.AppealPending => "appeal_pending",
        LabelRefusal.NoAppeal => "no_appeal",
        LabelRefusal.UnknownComplaint => "unknown_complaint",
        LabelRefusal.ComplaintExists => "complaint_exists",
        LabelRefusal.ComplaintClosed => "complaint_closed",
        LabelRefusal.UnknownCooperation => "unknown_cooperation",
        LabelRefusal.CooperationExists => "cooperation_exists",
        LabelRefusal.SameParticipant => "same_participant",
        LabelRefusal.KindsMismatch => "kinds_mismatch",
        LabelRefusal.CooperationEnded => "cooperation_ended",
        LabelRefusal.AlreadyConfirmed => "already_confirmed",
        LabelRefusal.CooperationMismatch => "cooperation_mismatch",
        LabelRefusal.WrongLedger => "wrong_ledger",
        LabelRefusal.UnknownKey => "unknown_key",
        LabelRefusal.KeyBlocked => "key_blocked",
        LabelRefusal.DeviceSigns => "device_signs",
        LabelRefusal.KeyExists => "key_exists",
        LabelRefusal.BadSignature => "bad_signature",
        LabelRefusal.NotAnEvent => "not_an_event",
        LabelRefusal.EventNotOver => "event_not_over",
        LabelRefusal.AlreadyReported => "already_reported",
        LabelRefusal.DayOutOfRange => "day_out_of_range",
        _ => throw new UnreachableException(),
    };
}
