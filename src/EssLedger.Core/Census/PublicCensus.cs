using System.Collections.Frozen;
using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>A try to tell the public of what the directory does not: made once, kept for ever, never made again otherwise.</summary>
/// <param name="Day">The last day of a quarter (Europe/Paris), by what was known at its end.</param>
/// <param name="Counted">Who was counted: all who then stood in the public directory.</param>
/// <param name="Tables">By dimension, how many in each class: what is told.</param>
/// <param name="Withheld">By dimension of which nothing was told, the classes that forbade it; not for the public.</param>
public sealed record Release(
    DateOnly Day, IReadOnlySet<ParticipantId> Counted, IReadOnlyDictionary<Dimension, IReadOnlyDictionary<string, int>> Tables,
    IReadOnlyDictionary<Dimension, IReadOnlyList<string>> Withheld);

/// <summary>What the public may know of the census.</summary>
/// <remarks>
/// <para>
/// Commune, line of business, kind and level of whoever stands in the public directory are published there by name, for every day. A table by these alone counts the
/// directory, is whole, and tells nothing that the directory does not. Who does not stand in the directory is counted in no public number at all.
/// </para>
/// <para>
/// Family, QPV and IAE are not published of anyone. The one thing told of them is a <see cref="Release"/>: for one such dimension, uncrossed, for everybody in the
/// directory at once, how many fall into each of two or three classes fixed beforehand. All other public answers with such a dimension (crossed, in a perimeter,
/// on days between) are computed from the directory only: their numbers are withheld and their lines are those of the directory, so they tell nothing.
/// What must be shown is therefore that all releases together give away no withheld number.
/// </para>
/// <para>
/// Let T be the threshold (5). A release is tried only when the directory has reached 4T participants, and half as many again as at the last try; anyone can see that,
/// so the moment of a try tells nothing. Let R be how many are counted who had been counted in an earlier release of the dimension but not in its last. The dimension
/// is told only if each class holds at least T, and at least T + R more than in its last release; else the last one stands.
/// </para>
/// <para>
/// Claim: whatever group of fewer than T participants an attacker picks out of the directory, on whatever day, and whatever class: that all of the group belong to it, and that
/// none does, both agree with every release. So of a withheld number below T nothing is learned that its margin in the directory does not tell, and no
/// difference between tables or days narrows it. Proof, by release: in the first, each class and all others together hold at least T, so a group of fewer than T
/// fits in whole or stays out whole, and the rest can be filled up. In a later one, whoever was counted before keeps the class they were given. The newcomers, never counted
/// before, must make up the difference: the class's growth, plus those of it who left, less those of it who returned. That is at least T + R − R = T in each class, and
/// together it is all of the newcomers; so the group's part among them again fits in whole or stays out whole. (Who changes class without leaving
/// only adds to the attacker's doubt.) A group of T or more can always hold T of the class, so it is never bounded below T either.
/// </para>
/// <para>
/// A try that told nothing tells that some class was small, or had grown little. So that later numbers do not say how small, a class that forbade a try is told
/// only when the newcomers since the last try could, but for T of them, account for all of its growth since its last release (for all of it, if there is none): then
/// every number that would have forbidden the earlier try remains possible. A test lets an attacker who knows this rule, too, go through every
/// possible assignment of small populations.
/// </para>
/// </remarks>
public static class PublicCensus
{
    /// <summary>What the directory itself does not tell.</summary>
    public static FrozenSet<Dimension> Withheld { get; } = [Dimension.Family, Dimension.Qpv, Dimension.Iae];

    /// <summary>The classes in which the public is told of a dimension.</summary>
    public static IReadOnlyList<string> Classes(Dimension dimension) => dimension switch
    {
        Dimension.Family => ["association", "other_ess", "not_ess_or_unknown"],
        Dimension.Qpv or Dimension.Iae => ["yes", "no_or_unknown"],
        _ => throw new UnreachableException(),
    };

    /// <summary>The last day of the quarter that ended before a day.</summary>
    public static DateOnly LastQuarterEnd(DateOnly today) => new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddDays(-1);

    /// <summary>What a quarter's end brings: a further release, or null when it is not yet time for one.</summary>
    /// <param name="day">The quarter's last day.</param>
    /// <param name="listed">Grants as they stood on that day, by what was known then, of those in the public directory.</param>
    /// <param name="earlier">All earlier releases, the oldest first.</param>
    /// <param name="threshold">The smallest number that may be told, at least 2.</param>
    public static Release? Next(DateOnly day, IEnumerable<Member> listed, IReadOnlyList<Release> earlier, int threshold)
    {
        var members = listed.Where(m => m.Standing is Standing.Active).DistinctBy(m => m.Holder).ToList();
        if (earlier is [.., { } previous] && (previous.Day >= day || members.Count * 2 < previous.Counted.Count * 3)) return null;
        if (members.Count < 4 * threshold) return null;

        var counted = members.Select(m => m.Holder).ToHashSet();
        var newcomers = counted.Count(p => !earlier.Any(r => r.Counted.Contains(p)));
        var tables = new Dictionary<Dimension, IReadOnlyDictionary<string, int>>();
        var withheld = new Dictionary<Dimension, IReadOnlyList<string>>();
        foreach (var dimension in Withheld)
        {
            var told = earlier.Where(r => r.Tables.ContainsKey(dimension)).ToList();
            var last = told.LastOrDefault();
            var returned = last is null ? 0 : counted.Count(p => !last.Counted.Contains(p) && told.Any(r => r.Counted.Contains(p)));
            var left = last is null ? 0 : last.Counted.Count(p => !counted.Contains(p));
            var forbade = earlier.Where(r => last is null || r.Day > last.Day).SelectMany(r => r.Withheld[dimension]).ToHashSet();

            var table = Classes(dimension).ToDictionary(c => c, c => members.Count(m => Class(dimension, m) == c));
            var forbidding = Classes(dimension).Where(c =>
            {
                var before = last?.Tables[dimension][c];
                return table[c] < threshold + (before + returned ?? 0) || (forbade.Contains(c) && table[c] - (before ?? 0) + left > newcomers - threshold);
            }).ToList();
            if (forbidding.Count == 0) tables[dimension] = table;
            else withheld[dimension] = forbidding;
        }
        return new(day, counted, tables, withheld);
    }

    /// <summary>The answer to anyone.</summary>
    /// <param name="listed">Grants as they stand on the day, of those in the public directory.</param>
    /// <param name="by">The dimensions.</param>
    /// <param name="perimeter">Whom to count.</param>
    /// <param name="day">The day asked about.</param>
    /// <param name="known">The day by whose knowledge.</param>
    /// <param name="releases">All releases.</param>
    public static CensusTable Answer(IEnumerable<Member> listed, IReadOnlyList<Dimension> by, Perimeter perimeter, DateOnly day, DateOnly known, IReadOnlyList<Release> releases)
    {
        if (by is [{ } only] && Withheld.Contains(only) && perimeter is Perimeter.Everywhere
            && releases.LastOrDefault(r => r.Day <= day && r.Day <= known && r.Tables.ContainsKey(only)) is { } release)
        {
            var table = release.Tables[only];
            return new(by, [.. Classes(only).Select(c => new CensusRow([c], table[c]))], release.Counted.Count, release.Day);
        }
        var open = CensusTable.Of(listed, [.. by.Where(d => !Withheld.Contains(d))], perimeter, day);
        if (open.By.Count == by.Count) return open;

        // A line for each class beside each line of the directory, whether anybody stands in it or not.
        var rows = open.Rows.Select(r => new CensusRow(r.Values, null));
        for (var i = 0; i < by.Count; i++)
        {
            var (dimension, at) = (by[i], i);
            if (Withheld.Contains(dimension)) rows = rows.SelectMany(r => Classes(dimension), (r, c) => new CensusRow([.. r.Values.Take(at), c, .. r.Values.Skip(at)], null));
        }
        return new(by, [.. rows], open.Total, day);
    }

    private static string Class(Dimension dimension, Member member) => (dimension, dimension.Values(member)[0]) switch
    {
        (Dimension.Family, "association") => "association",
        (Dimension.Family, "not_ess" or DimensionWords.Unknown) => "not_ess_or_unknown",
        (Dimension.Family, _) => "other_ess",
        (_, "yes") => "yes",
        _ => "no_or_unknown",
    };
}
