namespace EssLedger.Core.Strategy;

/// <summary>A body whose next meeting is late, or will be due soon.</summary>
/// <param name="Body">Which.</param>
/// <param name="LastHeld">When it last met (Europe/Paris); null: never.</param>
/// <param name="Due">The last day on which the next meeting is in time.</param>
/// <param name="Planned">The next meeting that is planned, today or later; null: none is.</param>
/// <param name="IsOverdue">Whether that day is over.</param>
public sealed record MeetingDue(Body Body, DateOnly? LastHeld, DateOnly Due, Meeting? Planned, bool IsOverdue)
{
    /// <summary>How many days late it is, or how many are left.</summary>
    public int Days(DateOnly today) => Math.Abs(today.DayNumber - Due.DayNumber);
}

/// <summary>Which meetings are late.</summary>
public static class MeetingsDue
{
    /// <summary>The bodies that are late, the latest of all first, then those whose next meeting is due soon. A meeting is due as many months after the last one held as the body's frequency says, after the body began
    /// where none was; only held meetings count, so one that is planned makes nobody punctual.</summary>
    /// <param name="bodies">Those that ended are left out, those that have not begun too.</param>
    /// <param name="meetings">All that are known.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="soon">Within how many days something is due soon.</param>
    public static IReadOnlyList<MeetingDue> Of(IReadOnlyList<Body> bodies, IReadOnlyList<Meeting> meetings, DateOnly today, int soon = 60)
    {
        var of = meetings.ToLookup(m => m.Body);
        var due = new List<MeetingDue>();
        foreach (var body in bodies.Where(b => b.First <= today && !(b.Last < today)))
        {
            var last = of[body.Id].Where(m => m.State is MeetingState.Held && m.Day <= today).Select(m => (DateOnly?)m.Day).Max();
            var by = (last ?? body.First).AddMonths(body.Months);
            if (by >= today.AddDays(soon)) continue;
            due.Add(new(body, last, by, of[body.Id].Where(m => m.State is MeetingState.Planned && m.Day >= today).MinBy(m => m.Day), by < today));
        }
        return [.. due.OrderBy(d => d.Due).ThenBy(d => d.Body.Title, StringComparer.Ordinal)];
    }

    /// <summary>Meetings that were planned for a day that is over, and of which nobody said whether they were held.</summary>
    public static IReadOnlyList<Meeting> Unsettled(IReadOnlyList<Meeting> meetings, DateOnly today) => [.. meetings.Where(m => m.State is MeetingState.Planned && m.Day < today).OrderBy(m => m.Day)];
}
