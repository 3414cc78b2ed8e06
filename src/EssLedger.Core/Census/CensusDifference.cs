using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>A line of a comparison.</summary>
/// <param name="Values">One value of each dimension.</param>
/// <param name="Before">How many participants on the first day.</param>
/// <param name="After">How many on the second.</param>
public sealed record DifferenceRow(IReadOnlyList<string> Values, int Before, int After);

/// <summary>A census on two days, and who makes the difference.</summary>
/// <param name="Before">On the first day.</param>
/// <param name="After">On the second.</param>
/// <param name="Rows">Every line that stands in either.</param>
/// <param name="Came">Who counts on the second day and not on the first, as they stand on the second.</param>
/// <param name="Left">Who counts on the first day and not on the second, as they stood on the first.</param>
/// <param name="Moved">Who counts on both, but in other lines, as they stand on the second.</param>
public sealed record CensusDifference(CensusTable Before, CensusTable After, IReadOnlyList<DifferenceRow> Rows, IReadOnlyList<Member> Came, IReadOnlyList<Member> Left, IReadOnlyList<Member> Moved)
{
    /// <summary>Compares two days.</summary>
    /// <param name="before">Grants as they stand on the first day.</param>
    /// <param name="after">Grants as they stand on the second.</param>
    /// <param name="by">The dimensions.</param>
    /// <param name="perimeter">Whom to count.</param>
    /// <param name="first">The first day.</param>
    /// <param name="second">The second day, not before it.</param>
    public static CensusDifference Of(IEnumerable<Member> before, IEnumerable<Member> after, IReadOnlyList<Dimension> by, Perimeter perimeter, DateOnly first, DateOnly second)
    {
        var (then, now) = (Counted(before, perimeter), Counted(after, perimeter));
        var (one, other) = (CensusTable.Of(then.SelectMany(g => g), by, perimeter, first), CensusTable.Of(now.SelectMany(g => g), by, perimeter, second));
        var counts = one.Rows.Select(r => (r.Values, Before: r.Count!.Value, After: 0)).Concat(other.Rows.Select(r => (r.Values, Before: 0, After: r.Count!.Value)))
            .GroupBy(r => string.Join('\n', r.Values)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new DifferenceRow(g.First().Values, g.Sum(r => r.Before), g.Sum(r => r.After)));
        return new(one, other, [.. counts],
            [.. now.Where(g => !then.Contains(g.Key)).Select(g => g.First())],
            [.. then.Where(g => !now.Contains(g.Key)).Select(g => g.First())],
            [.. now.Where(g => then.Contains(g.Key) && !Lines(g, by).SetEquals(Lines(then[g.Key], by))).Select(g => g.First())]);
    }

    private static ILookup<ParticipantId, Member> Counted(IEnumerable<Member> members, Perimeter perimeter) =>
        members.Where(m => CensusTable.IsCounted(m, perimeter)).OrderBy(m => m.Number.Value, StringComparer.Ordinal).ToLookup(m => m.Holder);

    private static HashSet<string> Lines(IEnumerable<Member> members, IReadOnlyList<Dimension> by) =>
        [.. CensusTable.Of(members, by, Perimeter.Everywhere, default).Rows.Select(r => string.Join('\n', r.Values))];
}

/// <summary>How far apart the days of an evolution lie.</summary>
public enum Step
{
    /// <summary>The last day of each month.</summary>
    Month,
    /// <summary>The last day of each quarter.</summary>
    Quarter,
    /// <summary>The last day of each year.</summary>
    Year,
}

/// <summary>The days of an evolution.</summary>
public static class Steps
{
    /// <summary>The most days of one evolution: ten years by month.</summary>
    public const int Most = 120;

    /// <summary>The last day of each step from the one in which the first day lies; of the last step the day until which is asked.</summary>
    /// <param name="step">How far apart.</param>
    /// <param name="from">A day of the first step.</param>
    /// <param name="until">The last day, included.</param>
    /// <returns>In order, at most <see cref="Most"/>: of more, the last ones. Empty where the first day lies after the last.</returns>
    public static IReadOnlyList<DateOnly> Days(this Step step, DateOnly from, DateOnly until)
    {
        var (months, days) = (step switch { Step.Month => 1, Step.Quarter => 3, _ => 12 }, new List<DateOnly>());
        for (var start = new DateOnly(from.Year, ((from.Month - 1) / months * months) + 1, 1); start <= until; start = start.AddMonths(months))
        {
            var end = start.AddMonths(months).AddDays(-1);
            days.Add(end < until ? end : until);
        }
        return days.Count > Most ? days[^Most..] : days;
    }
}
