using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Labels;

/// <summary>What falls due.</summary>
public enum DeadlineKind
{
    /// <summary>A commitment is to be kept by then.</summary>
    CommitmentDue = 1,
    /// <summary>A piece of evidence is good until then.</summary>
    EvidenceExpires,
    /// <summary>The grant's last day: a renewal is to be applied for before.</summary>
    RenewalDue,
    /// <summary>The suspension's last day.</summary>
    SuspensionEnds,
    /// <summary>The event's report is due.</summary>
    ReportDue,
    /// <summary>A visit is agreed for that day.</summary>
    VisitPlanned,
}

/// <summary>Something that falls due for a participant.</summary>
/// <param name="Kind">What.</param>
/// <param name="Participant">For whom.</param>
/// <param name="About">The grant's number, or the application and the number of the commitment, or the evidence: with the kind and the day it names the deadline for good.</param>
/// <param name="Day">The day (Europe/Paris).</param>
public sealed record Deadline(DeadlineKind Kind, ParticipantId Participant, string About, DateOnly Day);

/// <summary>Finds what falls due.</summary>
public static class Deadlines
{
    /// <summary>Everything that falls due up to a day, overdue or to come, the earliest first.</summary>
    /// <param name="register">The register.</param>
    /// <param name="today">The day on which one asks (Europe/Paris).</param>
    /// <param name="through">The last day to look at, included.</param>
    public static IReadOnlyList<Deadline> Of(Register register, DateOnly today, DateOnly through) =>
        [.. register.Applications.Values.SelectMany(a => OfFile(register, a, today)).Concat(register.Grants.Values.SelectMany(g => OfGrant(register, g, today)))
            .Where(d => d.Day <= through).OrderBy(d => d.Day).ThenBy(d => d.About, StringComparer.Ordinal)];

    private static IEnumerable<Deadline> OfFile(Register register, Application file, DateOnly today)
    {
        foreach (var visit in file.Planned) yield return new(DeadlineKind.VisitPlanned, file.Opened.Applicant, file.Id.ToString(), visit.Day);
        // Commitments and evidence count while what was granted on them runs.
        if (file.Grant is not { } number || !(register.Grants[number].On(today) is Standing.Active or Standing.Suspended)) yield break;
        foreach (var c in file.Commitments.Values)
            if (c is { State: CommitmentState.Open, Due: { } due }) yield return new(DeadlineKind.CommitmentDue, file.Opened.Applicant, $"{file.Id}/{c.Number}", due);
        foreach (var e in file.Evidence)
            // A newer piece for the same criterion takes the place of the one that runs out.
            if (e.Expires is { } day && !file.Evidence.Any(other => other.Criterion == e.Criterion && (other.Expires is null || other.Expires > day))) yield return new(DeadlineKind.EvidenceExpires, file.Opened.Applicant, e.Id.ToString(), day);
    }

    private static IEnumerable<Deadline> OfGrant(Register register, Grant grant, DateOnly today)
    {
        if (grant.StateOn(today) is not { } state || state.Standing is Standing.Withdrawn or Standing.Renounced) yield break;
        if (grant.Kind is GrantKind.Event)
        {
            if (!register.Reports.ContainsKey(grant.Number) && register.SchemeOn(today) is { } scheme) yield return new(DeadlineKind.ReportDue, state.Holder, grant.Number.Value, state.Until.AddDays(scheme.ReportDays));
            yield break;
        }
        if (state.Standing is Standing.Expired) yield break;
        yield return new(DeadlineKind.RenewalDue, state.Holder, grant.Number.Value, state.Until);
        if (state.SuspendedThrough is { } last) yield return new(DeadlineKind.SuspensionEnds, state.Holder, grant.Number.Value, last);
    }
}
