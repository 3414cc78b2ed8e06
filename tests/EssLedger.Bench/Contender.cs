namespace EssLedger;

/// <summary>So many clients, each with one call under way at a time; they all pay one merchant (hot) or one another (spread).</summary>
/// <param name="Clients">How many.</param>
/// <param name="Hot">Whether all pay the same merchant.</param>
/// <param name="Time">How long is measured.</param>
/// <param name="PerSecond">Payments asked for a second whether or not those before are answered (open loop); 0: each client asks when it is answered.</param>
internal sealed record Load(int Clients, bool Hot, TimeSpan Time, int PerSecond = 0)
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Runs before the clock starts, and is not counted. However long a run is, nothing is warmer after ten seconds; and the orders for it are
    /// signed beforehand, and must not expire too far ahead.</summary>
    public TimeSpan WarmUp => Time / 4 < LongestWarmUp ? Time / 4 : LongestWarmUp;
}

/// <summary>What a call came to.</summary>
/// <param name="Payments">How many it made; 0: it was refused or given up, and none was made.</param>
/// <param name="IsLast">There is no further work for this client.</param>
internal readonly record struct Answer(int Payments, bool IsLast = false);

/// <summary>One measured run.</summary>
/// <param name="Payments">Made.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
/// <param name="Latencies">Of the calls that paid, microseconds, ascending.</param>
/// <param name="Refusals">Of the calls that did not, likewise.</param>
/// <param name="Usage">What it cost.</param>
internal sealed record Run(long Payments, TimeSpan Elapsed, long[] Latencies, long[] Refusals, Usage Usage);

/// <summary>Bytes that grew while payments were made.</summary>
/// <param name="Tables">Tables and indexes.</param>
/// <param name="Log">Write-ahead log.</param>
internal readonly record struct Disk(long Tables, long Log);

/// <summary>A way of moving money that is measured.</summary>
internal abstract class Contender : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>How many clients it is measured with.</summary>
    public virtual IEnumerable<int> Clients(IEnumerable<int> asked) => asked;

    /// <summary>Made since the start, those of the warm-up included.</summary>
    public long Made { get; protected set; }

    /// <summary>Makes its tables and accounts; called once.</summary>
    public abstract Task Start();

    /// <summary>Connects its clients.</summary>
    protected virtual Task Begin(Load load) => Task.CompletedTask;

    /// <summary>Makes what must be ready before the clock starts, enough for so many calls.</summary>
    protected virtual void Prepare(Load load, int calls) { }

    /// <summary>One call by one of the clients.</summary>
    protected abstract Task<Answer> Pay(int client);

    protected virtual Task End() => Task.CompletedTask;

    /// <summary>Whether the books add up: no money was made or lost, and there are as many payments as were answered.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public abstract Task Check();

    public abstract Task<Disk> Disk();

    /// <summary>Warms up, then measures.</summary>
    public virtual async Task<Run> Measure(Load load, Meter meter)
    {
        await Begin(load);
        try
        {
            Prepare(load, (int)Math.Max(1000, 30_000 * load.WarmUp.TotalSeconds));
            var warm = await Loops.Closed(load.Clients, load.WarmUp, Pay);
            Made += warm.Payments;
            Prepare(load, (int)(1.5 * load.Time.TotalSeconds * warm.Calls / warm.Elapsed.TotalSeconds) + 10 * load.Clients);
            GC.Collect();
            meter.Start();
            var run = await Loops.Closed(load.Clients, load.Time, Pay);
            var usage = meter.Stop();
            Made += run.Payments;
            return new(run.Payments, run.Elapsed, run.Latencies, run.Refusals, usage);
        }
        finally
        {
            await End();
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static void Same(string what, long found, long expected)
    {
        if (found != expected) throw new InvalidOperationException($"{what}: {found}, not {expected}.");
    }
}
