namespace EssLedger.Core.Accounts;

/// <summary>The wrong tries of a short code since the last right one. A try is counted before it is looked at, so that many at once are no more than one.</summary>
/// <param name="Failed">How many.</param>
/// <param name="LockedUntil">Before when none is looked at, UTC; null: the next one is.</param>
public readonly record struct CodeTries(int Failed, DateTimeOffset? LockedUntil)
{
    /// <summary>So many may fail before there is a wait.</summary>
    public const int Free = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30), Longest = TimeSpan.FromHours(1);

    /// <summary>How long nothing is looked at; zero: the next try is.</summary>
    public TimeSpan WaitAt(DateTimeOffset now) => LockedUntil > now ? LockedUntil.Value - now : TimeSpan.Zero;

    /// <summary>With one more, as if it were wrong: from the third on each doubles the wait, from half a minute up to an hour.</summary>
    public CodeTries With(DateTimeOffset now)
    {
        var failed = Failed + 1;
        return new(failed, failed < Free ? null : now + TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failed - Free, 10))));
    }
}
