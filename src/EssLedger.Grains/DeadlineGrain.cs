using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Grains;

/// <summary>Tells people what falls due. Telling twice does no harm: whoever delivers knows what it delivered.</summary>
public interface IDeadlinePost
{
    /// <summary>Tells those who act for the participant.</summary>
    /// <param name="deadline">What falls due.</param>
    /// <param name="daysLeft">How many days are left; below zero once it has passed.</param>
    Task Tell(Deadline deadline, int daysLeft);

    /// <summary>Tells people what falls due that stands in no register of the label.</summary>
    /// <param name="today">The day, in Europe/Paris.</param>
    /// <returns>How much was given to the post.</returns>
    Task<int> TellOthers(DateOnly today) => Task.FromResult(0);
}

/// <summary>Looks once a day at what falls due, and has people told; there is one (key <c>DEADLINES</c>).</summary>
public interface IDeadlineGrain : IGrainWithStringKey
{
    /// <summary>From now on it looks by itself, every day, on whichever server; again does nothing more.</summary>
    [SafeToRepeat]
    Task Begin();

    /// <summary>Looks now.</summary>
    /// <returns>How much was given to the post, what it had told before included.</returns>
    [SafeToRepeat]
    Task<int> Look();
}

/// <inheritdoc cref="IDeadlineGrain"/>
public sealed class DeadlineGrain(LabelRegister register, IDeadlinePost post, TimeProvider clock) : Grain, IDeadlineGrain, IRemindable
{
    /// <summary>The grain's key.</summary>
    public const string Key = "DEADLINES";

    private const string Daily = "daily";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>So many days ahead the first is told, a renewal; and so many days after it nobody is told any more of what has passed: the screens go on showing it.</summary>
    private const int DaysAhead = 90, DaysLate = 30;

    public Task Begin() => this.RegisterOrUpdateReminder(Daily, TimeSpan.FromMinutes(1), Day);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Look();

    public async Task<int> Look()
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var due = Deadlines.Of(await register.Read(), today, today.AddDays(DaysAhead)).Where(d => d.Day >= today.AddDays(-DaysLate)).ToList();
        foreach (var deadline in due) await post.Tell(deadline, deadline.Day.DayNumber - today.DayNumber);
        return due.Count + await post.TellOthers(today);
    }
}
