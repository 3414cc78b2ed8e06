using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>A line of a census.</summary>
/// <param name="Values">One value of each dimension, in the order of the table's.</param>
/// <param name="Count">How many participants; null: not told.</param>
public sealed record CensusRow(IReadOnlyList<string> Values, int? Count)
{
    /// <summary>Whether the number is withheld.</summary>
    public bool Suppressed => Count is null;
}

/// <summary>A census: how many labelled participants there are, broken down.</summary>
/// <param name="By">The dimensions.</param>
/// <param name="Rows">The lines, sorted by their values. A participant with several values of a dimension (lines of business) stands in several lines, so lines
/// need not add up to the total.</param>
/// <param name="Total">How many participants there are in all, each counted once.</param>
/// <param name="CountedOn">The day (Europe/Paris) whose standings were counted.</param>
public sealed record CensusTable(IReadOnlyList<Dimension> By, IReadOnlyList<CensusRow> Rows, int Total, DateOnly CountedOn)
{
    /// <summary>Counts participants with an active grant; a participant with several counts once, and once in each line in which one of the grants puts it.</summary>
    /// <param name="members">Grants as they stand on the day.</param>
    /// <param name="by">The dimensions; none gives one line, the total.</param>
    /// <param name="perimeter">Whom to count, by the commune known of them.</param>
    /// <param name="day">The day.</param>
    public static CensusTable Of(IEnumerable<Member> members, IReadOnlyList<Dimension> by, Perimeter perimeter, DateOnly day)
    {
        var lines = new Dictionary<string, (IReadOnlyList<string> Values, HashSet<ParticipantId> Holders)>();
        var all = new HashSet<ParticipantId>();
        foreach (var member in members.Where(m => IsCounted(m, perimeter)))
        {
            all.Add(member.Holder);
            foreach (var values in Lines(member, by))
            {
                var key = string.Join('\n', values);
                if (!lines.TryGetValue(key, out var line)) lines[key] = line = (values, []);
                line.Holders.Add(member.Holder);
            }
        }
        if (by.Count == 0 && lines.Count == 0) lines[""] = ([], []);
        return new(by, [.. lines.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new CensusRow(l.Value.Values, l.Value.Holders.Count))], all.Count, day);
    }

    /// <summary>Whether a member counts: the grant is active, and its holder lies in the perimeter.</summary>
    public static bool IsCounted(Member member, Perimeter perimeter) => member.Standing is Standing.Active && perimeter.Contains(member.Commune);

    // Every combination of a member's values.
    private static IEnumerable<IReadOnlyList<string>> Lines(Member member, IReadOnlyList<Dimension> by)
    {
        IEnumerable<IReadOnlyList<string>> lines = [[]];
        foreach (var dimension in by)
        {
            var values = dimension.Values(member);
            lines = lines.SelectMany(line => values, (line, value) => (IReadOnlyList<string>)[.. line, value]);
        }
        return lines;
    }
}
