using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EssLedger.Simulation;

/// <summary>Everything that is random in a run comes from here: SplitMix64 (Steele, Lea, Flood 2014), the same on every machine and runtime.</summary>
internal sealed class Dice(ulong seed) : RandomNumberGenerator
{
    private ulong _state = seed;

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 … below − 1.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public override void GetBytes(byte[] data)
    {
        for (var i = 0; i < data.Length; i++) data[i] = (byte)(Next() & 0xFF);
    }

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        GetBytes(bytes);
        return bytes;
    }
}

/// <summary>Something that a correct ledger never does.</summary>
internal sealed class Violation(string what) : Exception(what);

/// <summary>One thread, one clock, one die and a list of what is to happen next. Every step of every machine is an event in that list, a few random
/// microseconds after what caused it: whoever has the seed sees the same steps in the same order.</summary>
internal sealed class World(ulong seed)
{
    public const long Millisecond = 1_000, Second = 1_000_000;
    private const int Remembered = 48;

    // A month is over after some runs' first night, a year or half of one after others'. Every other run lives through midnight, in UTC (limits) or in Paris (days).
    private DateTimeOffset _start = new DateTimeOffset(((seed / 4) % 4) switch { 0 => new(2026, 3, 2), 1 => new(2026, 1, 30), 2 => new(2026, 12, 30), _ => new DateTime(2026, 6, 29) }, TimeSpan.Zero)
        .AddSeconds((8 * 3600) + (seed % 4) switch { 0 => (16 * 3600) - 12, 1 => ((seed / 4) % 4 == 3 ? 14 : 15) * 3600 - 12, _ => 0 });

    private readonly PriorityQueue<(Machine Machine, object Work), (long Time, long Order)> _events = new();
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _trace = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    public Dice Dice { get; } = new(seed);

    /// <summary>Microseconds since the start.</summary>
    public long Now { get; private set; }

    public DateTimeOffset UtcNow => _start.AddMicroseconds(Now);

    /// <summary>How many events have happened.</summary>
    public long Steps { get; private set; }

    /// <summary>The first thing that went wrong.</summary>
    public string? Broken { get; private set; }

    /// <summary>Every line of the trace, hashed: two runs with one digest were the same run.</summary>
    public string TraceDigest => Convert.ToHexStringLower(_digest.GetCurrentHash());

    /// <summary>The last lines of the trace.</summary>
    public IReadOnlyCollection<string> LastLines => _trace;

    public void At(long time, Machine machine, Action step) => Enqueue(time, machine, step);

    public void After(long delay, Machine machine, Action step) => Enqueue(Now + delay, machine, step);

    internal void Enqueue(long time, Machine machine, object work)
    {
        // A task that comes from elsewhere was started behind our back, and no seed would bring it again.
        if (Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("A step left the one thread of the simulation.");
        _events.Enqueue((machine, work), (time, _order++));
    }

    /// <summary>Lets the next thing happen; false: nothing is left to happen.</summary>
    public bool Step()
    {
        if (!_events.TryDequeue(out var next, out var when)) return false;
        Now = when.Time;
        Steps++;
        if (!next.Machine.Alive) return true;
        if (next.Machine.AsleepUntil > Now)
        {
            // A machine that was stopped finds everything at once when it goes on, in some order.
            Enqueue(next.Machine.AsleepUntil + Dice.Below(500), next.Machine, next.Work);
            return true;
        }
        next.Machine.Execute(next.Work);
        return true;
    }

    /// <summary>All clocks go on by so much at once, while nothing happens.</summary>
    public void Pass(TimeSpan quiet)
    {
        _start += quiet;
        Trace($"{quiet.TotalHours:0} hours pass");
    }

    public void Break(string what)
    {
        if (Broken is not null) return;
        Broken = what;
        Trace($"VIOLATION {what}");
    }

    public void Trace(FormattableString line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Steps,8} {Now / 1000,8}.{Now % 1000:000} ms  ") + line.ToString(CultureInfo.InvariantCulture);
        _digest.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        if (_trace.Count == Remembered) _trace.Dequeue();
        _trace.Enqueue(text);
    }
}

/// <summary>Where steps happen: tasks started on it stay on it. A dead machine does nothing any more; what it had in memory is gone.</summary>
internal class Machine(World world, string name) : TaskScheduler
{
    protected World World { get; } = world;

    public bool Alive { get; private set; } = true;

    public long AsleepUntil { get; set; }

    public void Die() => Alive = false;

    public Task<T> Start<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task Start(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task Delay(long microseconds)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        World.After(microseconds, this, done.SetResult);
        return done.Task;
    }

    internal void Execute(object work)
    {
        if (work is Task task) TryExecuteTask(task);
        else ((Action)work)();
    }

    protected override void QueueTask(Task task) => World.Enqueue(World.Now + World.Dice.Below(30), this, task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    public override int MaximumConcurrencyLevel => 1;

    public override string ToString() => name;
}

/// <summary>A machine's clock: it may be wrong, its timers are not.</summary>
internal sealed class Clock(World world, Machine machine) : TimeProvider
{
    /// <summary>How much it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => world.UtcNow + Ahead;

    public override long GetTimestamp() => world.Now;

    public override long TimestampFrequency => World.Second;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(world, machine, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(World world, Machine machine, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = ++_version;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            world.After((long)dueTime.TotalMicroseconds, machine, () =>
            {
                if (version != _version) return;
                callback(state);
                if (version == _version && period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero) Change(period, period);
            });
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
