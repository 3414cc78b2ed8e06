namespace EssLedger.Core.Labels;

/// <summary>Days over which the same held, for whoever goes by what was recorded up to a day out of other days. All four are included; the calendar's first day
/// stands for "ever before", its last for "until further notice".</summary>
/// <param name="Value">What held.</param>
/// <param name="First">The first day on which it held.</param>
/// <param name="Last">The last day on which it held.</param>
/// <param name="KnownFrom">The day since which it is known.</param>
/// <param name="KnownUntil">The last day on which one went by it.</param>
public sealed record Stretch<T>(T Value, DateOnly First, DateOnly Last, DateOnly KnownFrom, DateOnly KnownUntil)
    where T : class;

/// <summary>Cuts an answer that depends on two days into stretches: what a list outside this process needs, which cannot compute.</summary>
internal static class Stretches
{
    /// <param name="recorded">The days on which something was recorded.</param>
    /// <param name="turns">The days on which the answer may change; some on which it does not do no harm.</param>
    /// <param name="answer">The answer for a day, as known on a day; null: there is none.</param>
    public static IReadOnlyList<Stretch<T>> Of<T>(IEnumerable<DateOnly> recorded, IEnumerable<DateOnly> turns, Func<DateOnly, DateOnly, T?> answer)
        where T : class
    {
        DateOnly[] days = [.. turns.Prepend(DateOnly.MinValue).Distinct().Order()];
        var past = new List<Stretch<T>>();
        var current = new List<Stretch<T>>();
        foreach (var known in recorded.Distinct().Order())
        {
            var next = new List<Stretch<T>>();
            for (var i = 0; i < days.Length; i++)
            {
                if (answer(days[i], known) is not { } value) continue;
                var last = i + 1 < days.Length ? days[i + 1].AddDays(-1) : DateOnly.MaxValue;
                if (next.Count > 0 && next[^1].Value == value && next[^1].Last.AddDays(1) == days[i]) next[^1] = next[^1] with { Last = last };
                else next.Add(new(value, days[i], last, known, DateOnly.MaxValue));
            }
            foreach (var old in current)
            {
                var same = next.FindIndex(s => (s.First, s.Last) == (old.First, old.Last) && s.Value == old.Value);
                if (same < 0) past.Add(old with { KnownUntil = known.AddDays(-1) });
                else next[same] = old;
            }
            current = next;
        }
        return [.. past, .. current];
    }

    /// <summary>The day after, unless the calendar ends there.</summary>
    public static IEnumerable<DateOnly> After(DateOnly? day) => day is { } last && last < DateOnly.MaxValue ? [last.AddDays(1)] : [];
}
