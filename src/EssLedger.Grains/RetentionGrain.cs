namespace EssLedger.Grains;

/// <summary>Removes what has been kept for as long as it may. Done twice it does no harm.</summary>
public interface IRetention
{
    /// <summary>Removes what is due today.</summary>
    /// <returns>How much.</returns>
    Task<int> Apply();
}

/// <summary>Has the rules on how long data is kept applied once a day; there is one (key <c>RETENTION</c>).</summary>
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>From now on it does so by itself, every day, on whichever server; again does nothing more.</summary>
    [SafeToRepeat]
    Task Begin();

    /// <summary>Does so now.</summary>
    /// <returns>How much was removed.</returns>
    [SafeToRepeat]
    Task<int> Apply();
}

/// <inheritdoc cref="IRetentionGrain"/>
public sealed class RetentionGrain(IRetention retention) : Grain, IRetentionGrain, IRemindable
{
    /// <summary>The grain's key.</summary>
    public const string Key = "RETENTION";

    private const string Daily = "daily";

    public Task Begin() => this.RegisterOrUpdateReminder(Daily, TimeSpan.FromMinutes(2), TimeSpan.FromDays(1));

    public Task ReceiveReminder(string reminderName, TickStatus status) => Apply();

    public Task<int> Apply() => retention.Apply();
}
