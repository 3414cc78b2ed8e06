using System.Diagnostics;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>How an application comes to a decision: brouillon → déposée → recevable → visite → avis → décision, and what follows.</summary>
public static class ApplicationRules
{
    /// <summary>How long before its last day a grant may be renewed, in days.</summary>
    public const int RenewalOpens = 180;

    /// <summary>What forbids an act on an application; null if it may be recorded.</summary>
    internal static LabelRefusal? Decide(Register register, RegisterFact fact, DateOnly today)
    {
        if (fact.Act is RegisterAct.Opened opened) return Open(opened, register, fact, today);
        if (register.Applications.GetValueOrDefault(fact.Application!.Value) is not { } application) return LabelRefusal.UnknownApplication;
        return fact.Act switch
        {
            RegisterAct.Committed act => Commit(act, application, register, fact, today),
            RegisterAct.EvidenceAdded act => AddEvidence(act, application, register, fact, today),
            RegisterAct.CommitmentSettled act => Settle(act, application, register, fact, today),
            RegisterAct.Submitted => Submit(application, register, fact, today),
            RegisterAct.Dropped => Step(fact, application, today) ?? (application.IsClosed ? LabelRefusal.WrongState : null),
            RegisterAct.Examined => Step(fact, application, today) ?? (application.State is ApplicationState.Submitted ? Conflicts.Of(register, fact.By, application, today) : LabelRefusal.WrongState),
            RegisterAct.VisitPlanned act => PlanVisit(act, application, register, fact),
            RegisterAct.Visited act => Visit(act, application, register, fact, today),
            RegisterAct.OpinionGiven act => GiveOpinion(act, application, register, fact, today),
            RegisterAct.Decided act => Decide(act, application, register, fact, today),
            RegisterAct.AppealLodged => Appeal(application, register, fact, today),
            RegisterAct.AppealDecided act => DecideAppeal(act, application, register, fact, today),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The mandatory criteria of its charter that a file does not answer yet: no commitment, or no evidence that is good on the day.</summary>
    public static IEnumerable<Criterion> Missing(Register register, Application application, DateOnly day) =>
        register.Charters[application.Opened.Charter].Adopted.Criteria.Where(criterion =>
            criterion.Kind is CriterionKind.Mandatory && criterion.For.Contains(application.Opened.Kind)
            && !(application.Commitments.Values.Any(c => c.Criterion == criterion.Number)
                && (!criterion.Evidence || application.Evidence.Any(e => e.Criterion == criterion.Number && !(e.Expires < day)))));

    private static LabelRefusal? Open(RegisterAct.Opened opened, Register register, RegisterFact fact, DateOnly today)
    {
        if (register.Applications.ContainsKey(opened.Application)) return LabelRefusal.ApplicationExists;
        if (register.Participants.GetValueOrDefault(opened.Applicant) is not { } applicant) return LabelRefusal.UnknownParticipant;
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (register.SchemeOn(fact.Effective) is not { } scheme) return LabelRefusal.SchemeMissing;
        if (register.CharterOn(fact.Effective)?.Adopted.Version != opened.Charter) return LabelRefusal.CharterMissing;
        var fits = opened.Kind switch
        {
            GrantKind.Shop => applicant.Kind is ParticipantKind.Merchant && opened.Event is null,
            GrantKind.EssActor => applicant.Kind is ParticipantKind.Ess && opened.Event is null,
            GrantKind.Event => opened.Event is { IsEvent: true },
            _ => throw new UnreachableException(),
        };
        if (!fits) return LabelRefusal.KindMismatch;
        if (opened.Kind is not GrantKind.Event && applicant.Applications.Select(id => register.Applications[id]).Any(a => a.Opened.Kind == opened.Kind && !a.IsClosed)) return LabelRefusal.AlreadyUnderWay;
        if (opened.Kind is GrantKind.Event && ReportIsMissing(register, applicant, scheme, today)) return LabelRefusal.ReportMissing;
        return opened.Renews is { } number ? Renewable(register, number, opened, scheme, fact.Effective) : null;
    }

    private static bool ReportIsMissing(Register register, ParticipantHistory organiser, RegisterAct.SchemeSet scheme, DateOnly today) => organiser.Grants.Any(number =>
        register.Grants[number] is { Kind: GrantKind.Event } grant && !register.Reports.ContainsKey(number)
        && grant.StateOn(today) is { Standing: not (Standing.Withdrawn or Standing.Renounced) } state && state.Until.AddDays(scheme.ReportDays) < today);

    private static LabelRefusal? Renewable(Register register, GrantNumber number, RegisterAct.Opened opened, RegisterAct.SchemeSet scheme, DateOnly day)
    {
        if (register.Grants.GetValueOrDefault(number) is not { } grant) return LabelRefusal.UnknownGrant;
        var state = grant.StateOn(day)!;
        var inTime = state.Until.AddDays(-RenewalOpens) <= day && day <= state.Until.AddDays(scheme.GraceDays);
        return grant.Kind == opened.Kind && state.Holder == opened.Applicant && inTime && state.Standing is Standing.Active or Standing.Suspended or Standing.Expired ? null : LabelRefusal.NotRenewable;
    }

    /// <summary>What every step has in common: it has happened, and not before the step that it follows.</summary>
    private static LabelRefusal? Step(RegisterFact fact, Application application, DateOnly today) =>
        fact.Effective > today ? LabelRefusal.InFuture : fact.Effective < application.LastDay ? LabelRefusal.OutOfOrder : null;

    private static LabelRefusal? Commit(RegisterAct.Committed act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (application.State is not (ApplicationState.Draft or ApplicationState.Adjourned)) return LabelRefusal.WrongState;
        return HasCriterion(register, application, act.Criterion) ? null : LabelRefusal.UnknownCriterion;
    }

    // Evidence may come until the end, and afterwards for commitments that fall due.
    private static LabelRefusal? AddEvidence(RegisterAct.EvidenceAdded act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (application.Evidence.Exists(e => e.Id == act.Evidence)) return LabelRefusal.EvidenceExists;
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (application.State is ApplicationState.Refused or ApplicationState.Inadmissible or ApplicationState.Dropped) return LabelRefusal.WrongState;
        return HasCriterion(register, application, act.Criterion) ? null : LabelRefusal.UnknownCriterion;
    }

    private static bool HasCriterion(Register register, Application application, int number) =>
        register.Charters[application.Opened.Charter].Adopted.Criteria.Any(c => c.Number == number && c.For.Contains(application.Opened.Kind));

    private static LabelRefusal? Settle(RegisterAct.CommitmentSettled act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (application.Commitments.GetValueOrDefault(act.Number) is not { } commitment) return LabelRefusal.UnknownCommitment;
        if (commitment.State is not CommitmentState.Open || act.State is CommitmentState.Open) return LabelRefusal.AlreadySettled;
        return Conflicts.Of(register, fact.By, application, today);
    }

    private static LabelRefusal? Submit(Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (Step(fact, application, today) is { } refusal) return refusal;
        if (application.State is not (ApplicationState.Draft or ApplicationState.Adjourned)) return LabelRefusal.WrongState;
        return Missing(register, application, fact.Effective).Any() ? LabelRefusal.CriteriaOpen : null;
    }

    private static LabelRefusal? PlanVisit(RegisterAct.VisitPlanned act, Application application, Register register, RegisterFact fact)
    {
        if (application.State is not (ApplicationState.Admissible or ApplicationState.Visited)) return LabelRefusal.WrongState;
        if (fact.Effective < application.LastDay) return LabelRefusal.OutOfOrder;
        return Conflicts.Of(register, act.Visitor, application, fact.Effective);
    }

    private static LabelRefusal? Visit(RegisterAct.Visited act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (Step(fact, application, today) is { } refusal) return refusal;
        if (application.State is not (ApplicationState.Admissible or ApplicationState.Visited)) return LabelRefusal.WrongState;
        if (!act.Deontology) return LabelRefusal.DeontologyMissing;
        return Conflicts.Of(register, fact.By, application, today);
    }

    private static LabelRefusal? GiveOpinion(RegisterAct.OpinionGiven act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (Step(fact, application, today) is { } refusal) return refusal;
        // An event is judged by its file: there is nothing to visit before it.
        var ready = application.State is ApplicationState.Visited or ApplicationState.Advised || (application is { State: ApplicationState.Admissible, Opened.Kind: GrantKind.Event });
        if (!ready) return LabelRefusal.WrongState;
        if (act.Vote is Vote.Recused) return null;
        return application.Visitors.Contains(fact.By) ? LabelRefusal.ConflictVisitor : Conflicts.Of(register, fact.By, application, today);
    }

    private static LabelRefusal? Decide(RegisterAct.Decided act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (application.State is not ApplicationState.Advised) return LabelRefusal.WrongState;
        // A renewal follows the term before it without a gap, however late it is decided.
        if (fact.Effective < application.LastDay && application.Opened.Renews is null) return LabelRefusal.OutOfOrder;
        if (application.Visitors.Contains(fact.By)) return LabelRefusal.ConflictVisitor;
        if (Conflicts.Of(register, fact.By, application, today) is { } conflict) return conflict;
        if (Conflicts.Quorum(register, application, today) < register.SchemeOn(today)!.Quorum) return LabelRefusal.QuorumMissing;
        if (act.Outcome is Outcome.Granted or Outcome.GrantedWithReserve)
            return act.Award is { } award ? MayAward(award, application, register, fact) : LabelRefusal.AwardMissing;
        if (act.Award is not null) return LabelRefusal.AwardUnexpected;
        return fact.Effective > today ? LabelRefusal.InFuture : null;
    }

    private static LabelRefusal? MayAward(Award award, Application application, Register register, RegisterFact fact)
    {
        if (award.Level > register.SchemeOn(fact.Effective)?.Levels) return LabelRefusal.LevelOutOfRange;
        var renews = application.Opened.Renews;
        if (renews is { } number && number != award.Number) return LabelRefusal.NotRenewable;
        GrantAct act = renews is null ? new GrantAct.Granted(application.Opened.Applicant, application.Opened.Kind, award.Level, award.Until) : new GrantAct.Renewed(award.Level, award.Until);
        return GrantRules.Decide(register.Grants.GetValueOrDefault(award.Number), new(award.Number, act, fact.Effective, fact.By, fact.Reason));
    }

    private static LabelRefusal? Appeal(Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (application.Appeal is not null) return LabelRefusal.AppealPending;
        if (Contested(application, register, today) is not { } decided) return LabelRefusal.NothingToAppeal;
        if (fact.Effective < decided) return LabelRefusal.OutOfOrder;
        return fact.Effective > decided.AddDays(register.SchemeOn(today)!.AppealDays) ? LabelRefusal.AppealTooLate : null;
    }

    /// <summary>The day on which what may be appealed was recorded: a decision that did not grant all, or a suspension or withdrawal of what was granted.</summary>
    private static DateOnly? Contested(Application application, Register register, DateOnly today)
    {
        if (application.Grant is { } number && register.Grants[number].StateOn(today)?.Standing is Standing.Suspended or Standing.Withdrawn)
            return register.Grants[application.Grant.Value].Facts.Where(f => f.Fact.Act is GrantAct.Suspended or GrantAct.Withdrawn).Max(f => f.Recorded);
        return application.State is ApplicationState.Refused or ApplicationState.Inadmissible or ApplicationState.Adjourned or ApplicationState.GrantedWithReserve ? application.Decision!.Recorded : null;
    }

    private static LabelRefusal? DecideAppeal(RegisterAct.AppealDecided act, Application application, Register register, RegisterFact fact, DateOnly today)
    {
        if (application.Appeal is not { } appeal) return LabelRefusal.NoAppeal;
        if (fact.Effective < appeal.Fact.Effective) return LabelRefusal.OutOfOrder;
        // What it grants may begin later; all else is so from the day of the decision.
        if (fact.Effective > today && act.Award is null) return LabelRefusal.InFuture;
        if (application.Panel.Contains(fact.By) || (application.Grant is { } number && register.Grants[number].Facts.Any(f => f.Fact.By == fact.By))) return LabelRefusal.ConflictPanel;
        if (application.Visitors.Contains(fact.By)) return LabelRefusal.ConflictVisitor;
        if (Conflicts.Of(register, fact.By, application, fact.Effective) is { } conflict) return conflict;
        if (!act.Allowed) return act.Award is null && act.Annuls is null ? null : LabelRefusal.AwardUnexpected;
        if (act.Award is { } award) return act.Annuls is not null || application.Grant is not null ? LabelRefusal.AwardUnexpected : MayAward(award, application, register, fact);
        // Without more, the office looks at the file again; where the label was granted under a reserve, that is lifted.
        if (act.Annuls is not { } annuls) return application.Grant is null || application.State is ApplicationState.GrantedWithReserve ? null : LabelRefusal.AwardMissing;
        var contested = annuls.Number == application.Grant ? register.Grants[annuls.Number].Facts.FirstOrDefault(f => f.Position == annuls.Position) : null;
        if (contested?.Fact.Act is not (GrantAct.Suspended or GrantAct.Withdrawn)) return LabelRefusal.NothingToAnnul;
        return register.Grants[annuls.Number].IsAnnulled(annuls.Position) ? LabelRefusal.AlreadyAnnulled : null;
    }
}
