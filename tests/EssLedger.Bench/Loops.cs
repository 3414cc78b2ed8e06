using System.Diagnostics;
using System.Threading.Channels;

namespace EssLedger;

/// <summary>What a loop saw.</summary>
/// <param name="Payments">Made.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
/// <param name="Latencies">Of the calls that paid, microseconds, ascending.</param>
/// <param name="Refusals">Of the calls that did not, likewise.</param>
internal sealed record Seen(long Payments, TimeSpan Elapsed, long[] Latencies, long[] Refusals)
{
    public int Calls => Latencies.Length + Refusals.Length;
}

/// <summary>The two ways of asking: whoever was answered asks again, or the world asks at its own pace.</summary>
internal static class Loops
{
    /// <summary>Each client asks again as soon as it is answered, until the time is over or there is no work left.</summary>
    public static async Task<Seen> Closed(int clients, TimeSpan time, Func<int, Task<Answer>> pay)
    {
        var tallies = Tallies(clients);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(tallies.Select((tally, client) => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                var asked = Stopwatch.GetTimestamp();
                var answer = await pay(client);
                if (answer.IsLast) return;
                tally.Add(answer, Stopwatch.GetElapsedTime(asked));
            }
        })));
        return Sum(tallies, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Calls fall due at fixed instants, whatever became of those before, and latencies count from the instant at which a call was due:
    /// a server that stalls is charged for all who would have come meanwhile. At most <paramref name="clients"/> are under way at once.</summary>
    public static async Task<Seen> Open(int clients, int perSecond, int calls, Func<int, int, Task<Answer>> pay)
    {
        var tallies = Tallies(clients);
        var due = Channel.CreateUnbounded<int>(new() { SingleWriter = true });
        var start = Stopwatch.GetTimestamp();
        var workers = tallies.Select((tally, client) => Task.Run(async () =>
        {
            while (await Next() is { } call)
            {
                var answer = await pay(client, call);
                tally.Add(answer, Stopwatch.GetElapsedTime(start) - DueAt(call));
            }
        })).ToArray();
        var pace = new Thread(() =>
        {
            // The kernel wakes a sleeper within a tenth of a millisecond, so a call is late by about 1 ms at most, and that is counted.
            for (var call = 0; call < calls; Thread.Sleep(1))
                for (var now = Stopwatch.GetElapsedTime(start); call < calls && DueAt(call) <= now; call++) due.Writer.TryWrite(call);
            due.Writer.Complete();
        })
        { Priority = ThreadPriority.Highest };
        pace.Start();
        await Task.WhenAll(workers);
        return Sum(tallies, Stopwatch.GetElapsedTime(start));

        TimeSpan DueAt(int call) => TimeSpan.FromSeconds((double)call / perSecond);

        async ValueTask<int?> Next()
        {
            try { return await due.Reader.ReadAsync(); }
            catch (ChannelClosedException) { return null; }
        }
    }

    private static Tally[] Tallies(int clients) => [.. Enumerable.Range(0, clients).Select(_ => new Tally())];

    private static Seen Sum(Tally[] tallies, TimeSpan elapsed) =>
        new(tallies.Sum(t => t.Payments), elapsed, Sorted(tallies.SelectMany(t => t.Latencies)), Sorted(tallies.SelectMany(t => t.Refusals)));

    private static long[] Sorted(IEnumerable<long> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>One client's own: no client waits for another to write down what it saw.</summary>
    private sealed class Tally
    {
        public long Payments { get; private set; }
        public List<long> Latencies { get; } = new(4096);
        public List<long> Refusals { get; } = [];

        public void Add(Answer answer, TimeSpan latency)
        {
            Payments += answer.Payments;
            (answer.Payments > 0 ? Latencies : Refusals).Add((long)latency.TotalMicroseconds);
        }
    }
}
