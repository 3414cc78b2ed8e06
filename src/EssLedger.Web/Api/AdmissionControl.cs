namespace EssLedger.Web.Api;

/// <summary>Lets in no more calls than are answered soon. However many come, whoever is let in waits about as long, and whoever is not is told so at once.</summary>
/// <remarks>
/// A number that is right for one machine is a minute's queue on another, or on the same one beside a backup. So how many are let in follows what is measured, twice.
/// Calls that wait for something, the disk above all, are under way together: while the median one takes longer than it should, fewer are let in at once, in proportion; while it does not, more, up to the
/// setting. The median, because calls that wait for a server that died say nothing of this one's pace; and only of calls that came after the number was last lowered, for those before tell of the number before.
/// (The control of TCP, applied to a server's queue: https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease.)
/// Calls that only need a processor are under way one after another, and those for which there is none wait before any number of them is seen here: while what is ready waits too long for a thread, nobody is
/// let in, and who waits is soon told so. (The wait tells, not how many wait: RFC 8289 §3.)
/// </remarks>
/// <param name="most">The highest number, where it begins.</param>
/// <param name="soon">What the median call may take.</param>
/// <param name="patience">How long what is ready may wait for a thread.</param>
/// <param name="clock">Measures how long calls take.</param>
public sealed class AdmissionControl(int most, TimeSpan soon, TimeSpan patience, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>As many make full commits, so that fewer would not make anybody faster; and so many calls are enough to tell a median of.</summary>
    private const int Least = 32, Enough = 16;

    /// <summary>Fewer in a second are not what keeps a server busy.</summary>
    private const double Many = 50;

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _took = [];
    private long _lowered = clock.GetTimestamp(), _looked = clock.GetTimestamp();
    private int _underWay;
    private double _limit = most;
    private int _late, _came;
    private double _lately;

    /// <summary>How many are let in at once at the moment.</summary>
    public int Limit => (int)Volatile.Read(ref _limit);

    /// <summary>Whether one more is let in.</summary>
    /// <param name="entered">To be given to <see cref="Leave"/>.</param>
    public bool TryEnter(out long entered)
    {
        entered = clock.GetTimestamp();
        // Late once may be a pause of the garbage collector, which is over before it is known; and while few come, as when a server has just started, it is not they who make it late.
        Interlocked.Increment(ref _came);
        if (Volatile.Read(ref _late) > 1 && Volatile.Read(ref _lately) > Many) return false;
        if (Interlocked.Increment(ref _underWay) <= Limit) return true;
        Interlocked.Decrement(ref _underWay);
        return false;
    }

    /// <summary>What was ready has waited so long for a thread, or has waited so long until now. To be told every ten milliseconds, which makes what came lately what came within a second or so.</summary>
    public void Waited(TimeSpan forThread)
    {
        Volatile.Write(ref _lately, (0.99 * _lately) + Interlocked.Exchange(ref _came, 0));
        Volatile.Write(ref _late, forThread > patience ? _late + 1 : 0);
    }

    /// <summary>One that was let in was answered.</summary>
    public void Leave(long entered)
    {
        var now = clock.GetTimestamp();
        var underWay = Interlocked.Decrement(ref _underWay) + 1;
        lock (_lock)
        {
            if (entered < _lowered) return;
            _took.Add(clock.GetElapsedTime(entered, now));
            if (_took.Count < Enough || clock.GetElapsedTime(_looked, now) < Look) return;
            _took.Sort();
            var median = _took[_took.Count / 2];
            var isLate = median > soon;
            // What nobody has used says nothing: from a high number one comes down to what was under way.
            var next = isLate ? Math.Min(_limit, underWay) * Math.Max(0.5, soon / median) : _limit * 1.25;
            Volatile.Write(ref _limit, Math.Clamp(next, Math.Min(Least, most), most));
            _looked = now;
            if (isLate) _lowered = now;
            _took.Clear();
        }
    }
}
