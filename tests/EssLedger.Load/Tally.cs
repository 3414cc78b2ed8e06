using System.Collections.Concurrent;
using System.Globalization;
using HdrHistogram;

namespace EssLedger.Load;

/// <summary>What became of what was asked, and how long it took since it was due.</summary>
internal sealed class Tally
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, HistogramBase> _times = new(StringComparer.Ordinal);

    /// <summary>How late calls were begun: the generator's own delay, which is in every time as well.</summary>
    private readonly LongConcurrentHistogram _late = New();

    private static LongConcurrentHistogram New() => new(1, (long)Longest.TotalMicroseconds, 3);

    public void Begun(TimeSpan late) => Record(_late, late);

    public void Ended(string what, TimeSpan took) => Record(_times.GetOrAdd(what, _ => New()), took);

    private static void Record(HistogramBase times, TimeSpan took) => times.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 1, (long)Longest.TotalMicroseconds));

    public long Count(string what) => _times.TryGetValue(what, out var times) ? times.TotalCount : 0;

    /// <summary>How many of those whose names begin so.</summary>
    public long CountAll(string prefix) => _times.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(t => t.Value.TotalCount);

    /// <summary>Milliseconds, of 0 … 100 percent; 0 where there was none.</summary>
    public double At(string what, double percent) => _times.TryGetValue(what, out var times) ? Ms(times, percent) : 0;

    public double LateP99 => Ms(_late, 99);

    private static double Ms(HistogramBase times, double percent) => times.TotalCount == 0 ? 0 : times.GetValueAtPercentile(percent) / 1000.0;

    public IEnumerable<string> Lines(TimeSpan time)
    {
        yield return $"{"",-44} {"number",9} {"a second",9} {"p50 ms",9} {"p90 ms",9} {"p99 ms",9} {"p99.9 ms",9} {"max ms",9}";
        foreach (var (what, t) in _times.OrderBy(t => t.Key, StringComparer.Ordinal))
            yield return string.Create(CultureInfo.InvariantCulture, $"{what,-44} {t.TotalCount,9} {t.TotalCount / time.TotalSeconds,9:0.0} {Ms(t, 50),9:0.0} {Ms(t, 90),9:0.0} {Ms(t, 99),9:0.0} {Ms(t, 99.9),9:0.0} {Ms(t, 100),9:0.0}");
        yield return string.Create(CultureInfo.InvariantCulture, $"begun late by (counted above): p99 {Ms(_late, 99):0.0} ms, at most {Ms(_late, 100):0.0} ms");
    }
}
