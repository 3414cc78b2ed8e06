namespace EssLedger.Web.Demo;

/// <summary>The machine's clock, put on: a demonstration that was begun yesterday shows today what comes after a day's wait.</summary>
internal sealed class DemoClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
