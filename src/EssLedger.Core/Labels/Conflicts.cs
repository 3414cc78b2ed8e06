using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>Who may not judge: the applicant's people, its partners' people, and whoever has another part in the same file
/// (public procurement code R.2111-14: nobody whom the applicant can influence decides on a label).</summary>
public static class Conflicts
{
    /// <summary>What keeps a person from judging an application; null: nothing.</summary>
    public static LabelRefusal? Of(Register register, PersonId person, Application application, DateOnly day) =>
        application.ActedForApplicant.Contains(person) ? LabelRefusal.ConflictApplicant : OfHolder(register, person, application.Opened.Applicant, day);

    /// <summary>What keeps a person from judging a participant on a day; null: nothing.</summary>
    public static LabelRefusal? OfHolder(Register register, PersonId person, ParticipantId holder, DateOnly day)
    {
        if (!register.Represented.TryGetValue(person, out var represented)) return null;
        if (represented.Contains(holder)) return LabelRefusal.ConflictApplicant;
        return register.Participants.TryGetValue(holder, out var history)
            && history.Cooperations.Select(id => register.Cooperations[id]).Any(c => c.Ties(day) && represented.Contains(c.Other(holder)))
            ? LabelRefusal.ConflictPartner : null;
    }

    /// <summary>The opinions that count for the quorum: of members who did not step back, did not visit, and are in no conflict now.</summary>
    public static int Quorum(Register register, Application application, DateOnly day) => application.Opinions.Count(opinion =>
        opinion.Value is not Vote.Recused && PersonId.Parse(opinion.Key) is var person && !application.Visitors.Contains(person) && Of(register, person, application, day) is null);
}
