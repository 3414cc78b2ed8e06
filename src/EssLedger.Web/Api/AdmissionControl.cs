namespace EssLedger.Web.Api;

/// <summary>Lets in no more calls at once than are answered soon. However many come, whoever is let in waits about as long, and whoever is not is told so at once.</summary>
/// <remarks>A number that is right for one machine is a minute's queue on another, or on the same one beside a backup. So the number follows what is measured: while the median call takes longer than it
/// should, fewer are let in, in proportion; while it does not, more, up to the setting. The median, because calls that wait for a server that died say nothing of this one's pace; and only of calls
/// that came after the number was last lowered, for those before tell of the number before (the control of TCP, applied to a server's queue: https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease).</remarks>
/// <param name="most">The highest number, where it begins.</param>
/// <param name="soon">What the median call may take.</param>
/// <param name="clock">Measures how long calls take.</param>
public sealed class AdmissionControl(int most, TimeSpan soon, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>As many make full commits, so that fewer would not make anybody faster; and so many calls are enough to tell a median of.</summary>
    private const int Least = 64, Enough = 16;

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _took = [];
    private long _lowered = clock.GetTimestamp(), _looked = clock.GetTimestamp();
    private int _underWay;
    private double _limit = most;

    /// <summary>How many are let in at the moment.</summary>
    public int Limit => (int)Volatile.Read(ref _limit);

    /// <summary>Whether one more is let in.</summary>
    /// <param name="entered">To be given to <see cref="Leave"/>.</param>
    public bool TryEnter(out long entered)
    {
        entered = clock.GetTimestamp();
        if (Interlocked.Increment(ref _underWay) <= Limit) return true;
        Interlocked.Decrement(ref _underWay);
        return false;
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
