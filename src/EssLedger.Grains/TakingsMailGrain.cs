namespace EssLedger.Grains;

/// <summary>Writes to those who want a shop's takings by mail. Telling twice does no harm: whoever delivers knows what it delivered.</summary>
public interface ITakingsPost
{
    /// <summary>Writes what is due now and was not written.</summary>
    /// <returns>How many mails were given to the post.</returns>
    Task<int> Look();
}

/// <summary>Has takings written about at the hours that merchants chose; there is one (key <c>TAKINGS</c>).</summary>
public interface ITakingsMailGrain : IGrainWithStringKey
{
    /// <summary>From now on it looks by itself, several times an hour, on whichever server; again does nothing more.</summary>
    [SafeToRepeat]
    Task Begin();

    /// <summary>Looks now.</summary>
    [SafeToRepeat]
    Task<int> Look();
}

/// <inheritdoc cref="ITakingsMailGrain"/>
public sealed class TakingsMailGrain(ITakingsPost post) : Grain, ITakingsMailGrain, IRemindable
{
    /// <summary>The grain's key.</summary>
    public const string Key = "TAKINGS";

    private const string Often = "often";

    public Task Begin() => this.RegisterOrUpdateReminder(Often, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

    public Task ReceiveReminder(string reminderName, TickStatus status) => Look();

    public Task<int> Look() => post.Look();
}
