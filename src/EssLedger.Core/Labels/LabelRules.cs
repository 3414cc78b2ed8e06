using System.Diagnostics;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>What may be recorded in the label book: one function for each act, its reasons to refuse in the order in which they win.</summary>
/// <remarks>What a role may do is the API's to check, for roles do not stand in the book; who may not judge whom is decided here.</remarks>
public static class LabelRules
{
    /// <summary>What forbids a fact; null if it may be recorded.</summary>
    /// <param name="register">All that the book says so far.</param>
    /// <param name="fact">What someone wants to record.</param>
    /// <param name="today">The day of recording (Europe/Paris).</param>
    public static LabelRefusal? Decide(Register register, DatedFact fact, DateOnly today) => Days(fact).Any(day => day < FirstDay || day > LastDay) ? LabelRefusal.DayOutOfRange : fact switch
    {
        GrantFact grant => OnGrant(register, grant),
        RegisterFact act => act.Act switch
        {
            RegisterAct.SchemeSet scheme => Set(scheme, register, act),
            RegisterAct.CharterAdopted charter => Adopt(charter, register, act),
            RegisterAct.ParticipantEntered entered => register.Participants.ContainsKey(entered.Participant) ? LabelRefusal.ParticipantExists : null,
            RegisterAct.ParticipantDescribed said => Describe(said, register),
            RegisterAct.RepresentativeNamed named => Name(named, register, act),
            RegisterAct.RepresentativeEnded ended => Dismiss(ended, register, act),
            RegisterAct.KeyAdded added => register.Participants.GetValueOrDefault(added.Participant) is not { } p ? LabelRefusal.UnknownParticipant : p.Keys.ContainsKey(added.Key.Id) ? LabelRefusal.KeyExists : null,
            RegisterAct.KeyBlocked blocked => Block(blocked, register),
            RegisterAct.DevicesReleased released => Release(released, register, act),
            RegisterAct.CooperationProposed proposed => CooperationRules.Propose(proposed, register, act),
            RegisterAct.CooperationConfirmed confirmed => CooperationRules.Confirm(confirmed, register, act, today),
            RegisterAct.CooperationEnded ended => CooperationRules.End(ended, register, act),
            RegisterAct.ComplaintReceived received => Receive(received, register, act, today),
            RegisterAct.ComplaintClosed closed => Close(closed, register, act, today),
            RegisterAct.EventReported report => Report(report, register, today),
            _ => ApplicationRules.Decide(register, act, today),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>The days of which a fact may speak: reckoning with others, years and weeks away from them, stays within the calendar.</summary>
    public static readonly DateOnly FirstDay = new(1970, 1, 1), LastDay = new(2199, 12, 31);

    private static IEnumerable<DateOnly> Days(DatedFact fact)
    {
        yield return fact.Effective;
        DateOnly? other = fact switch
        {
            GrantFact { Act: GrantAct.Granted act } => act.Until,
            GrantFact { Act: GrantAct.Renewed act } => act.Until,
            GrantFact { Act: GrantAct.Suspended act } => act.Through,
            RegisterFact { Act: RegisterAct.Decided act } => act.Award?.Until,
            RegisterFact { Act: RegisterAct.AppealDecided act } => act.Award?.Until,
            RegisterFact { Act: RegisterAct.Committed act } => act.Due,
            RegisterFact { Act: RegisterAct.EvidenceAdded act } => act.Expires,
            RegisterFact { Act: RegisterAct.CooperationProposed act } => act.End,
            _ => null,
        };
        if (other is { } day) yield return day;
    }

    private static LabelRefusal? OnGrant(Register register, GrantFact fact)
    {
        var grant = register.Grants.GetValueOrDefault(fact.Number);
        if (GrantRules.Decide(grant, fact) is { } refusal) return refusal;
        // The holder alone gives up; whoever else acts on a grant judges.
        if (grant is null || fact.Act is GrantAct.Renounced) return null;
        return Conflicts.OfHolder(register, fact.By, grant.StateOn(fact.Effective)!.Holder, fact.Effective);
    }

    private static LabelRefusal? Set(RegisterAct.SchemeSet scheme, Register register, RegisterFact fact)
    {
        if (scheme is not { Months: >= 1 and <= 120, GraceDays: >= 0 and <= 366, Quorum: >= 1 and <= 99, AppealDays: >= 1 and <= 366, ReportDays: >= 1 and <= 366, Levels: >= 1 and <= 9 }) return LabelRefusal.SchemeOutOfRange;
        return register.Schemes.Count > 0 && fact.Effective < register.Schemes[^1].From ? LabelRefusal.OutOfOrder : null;
    }

    private static LabelRefusal? Adopt(RegisterAct.CharterAdopted charter, Register register, RegisterFact fact)
    {
        if (register.SchemeOn(fact.Effective) is null) return LabelRefusal.SchemeMissing;
        var last = register.Charters.Count == 0 ? null : register.Charters.Values.Last();
        if (charter.Version != (last?.Adopted.Version ?? 0) + 1 || fact.Effective < last?.InForce) return LabelRefusal.WrongVersion;
        if (charter.Criteria.IsEmpty || charter.Criteria.Select(c => c.Number).Distinct().Count() != charter.Criteria.Length) return LabelRefusal.CriteriaOutOfRange;
        return charter.Criteria.Any(c => c.Number < 1 || c.For.IsEmpty || c.Points < 0) ? LabelRefusal.CriteriaOutOfRange : null;
    }

    private static LabelRefusal? Describe(RegisterAct.ParticipantDescribed said, Register register)
    {
        if (!register.Participants.ContainsKey(said.Participant)) return LabelRefusal.UnknownParticipant;
        return said.Profile == Profile.Unknown ? LabelRefusal.NothingSaid : null;
    }

    private static LabelRefusal? Name(RegisterAct.RepresentativeNamed named, Register register, RegisterFact fact)
    {
        if (register.Participants.GetValueOrDefault(named.Participant) is not { } participant) return LabelRefusal.UnknownParticipant;
        return participant.Representatives.Any(r => r.Person == named.Person && r.Until is null) ? LabelRefusal.AlreadyRepresentative : null;
    }

    private static LabelRefusal? Dismiss(RegisterAct.RepresentativeEnded ended, Register register, RegisterFact fact)
    {
        if (register.Participants.GetValueOrDefault(ended.Participant) is not { } participant) return LabelRefusal.UnknownParticipant;
        if (participant.Representatives.FirstOrDefault(r => r.Person == ended.Person && r.Until is null) is not { } representative) return LabelRefusal.NotRepresentative;
        return fact.Effective < representative.From ? LabelRefusal.OutOfOrder : null;
    }

    private static LabelRefusal? Block(RegisterAct.KeyBlocked blocked, Register register)
    {
        if (register.Participants.GetValueOrDefault(blocked.Participant) is not { } participant) return LabelRefusal.UnknownParticipant;
        if (participant.Keys.GetValueOrDefault(blocked.Key) is not { } key) return LabelRefusal.UnknownKey;
        return key.Blocked is null ? null : LabelRefusal.KeyBlocked;
    }

    /// <summary>Nobody releases whom they act for: a stolen session of a representative could otherwise do both halves.</summary>
    private static LabelRefusal? Release(RegisterAct.DevicesReleased released, Register register, RegisterFact fact)
    {
        if (register.Participants.GetValueOrDefault(released.Participant) is not { } participant) return LabelRefusal.UnknownParticipant;
        if (Conflicts.OfHolder(register, fact.By, participant.Id, fact.Effective) is { } conflict) return conflict;
        if (participant.Keys.IsEmpty) return LabelRefusal.UnknownKey;
        return participant.Keys.Values.Any(k => k.Blocked is null) ? LabelRefusal.DeviceSigns : null;
    }

    private static LabelRefusal? Receive(RegisterAct.ComplaintReceived received, Register register, RegisterFact fact, DateOnly today)
    {
        if (register.Complaints.ContainsKey(received.Complaint)) return LabelRefusal.ComplaintExists;
        if (!register.Grants.ContainsKey(received.Grant)) return LabelRefusal.UnknownGrant;
        return fact.Effective > today ? LabelRefusal.InFuture : null;
    }

    private static LabelRefusal? Close(RegisterAct.ComplaintClosed closed, Register register, RegisterFact fact, DateOnly today)
    {
        if (register.Complaints.GetValueOrDefault(closed.Complaint) is not { } complaint) return LabelRefusal.UnknownComplaint;
        if (complaint.Closed is not null) return LabelRefusal.ComplaintClosed;
        if (fact.Effective > today) return LabelRefusal.InFuture;
        if (fact.Effective < complaint.Received.Fact.Effective) return LabelRefusal.OutOfOrder;
        return register.Grants[complaint.Grant].StateOn(fact.Effective) is { } state ? Conflicts.OfHolder(register, fact.By, state.Holder, fact.Effective) : null;
    }

    private static LabelRefusal? Report(RegisterAct.EventReported report, Register register, DateOnly today)
    {
        if (register.Grants.GetValueOrDefault(report.Grant) is not { } grant) return LabelRefusal.UnknownGrant;
        if (grant.Kind is not GrantKind.Event) return LabelRefusal.NotAnEvent;
        if (today < grant.StateOn(today)!.Until) return LabelRefusal.EventNotOver;
        return register.Reports.ContainsKey(report.Grant) ? LabelRefusal.AlreadyReported : null;
    }
}
