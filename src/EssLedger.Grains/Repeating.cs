using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using EssLedger.Store;
using Orleans.Runtime;

namespace EssLedger.Grains;

/// <summary>A call that may be made twice with the effect of one, because what it does has an id of its own in the book.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SafeToRepeatAttribute : Attribute;

/// <summary>Makes a call again, where that is safe, whose silo died or moved on meanwhile: the grain wakes elsewhere, reads the book and gives the right answer.
/// Orleans itself never resends, for it cannot know.</summary>
public sealed class Repeating(TimeProvider clock) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(12), Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<MethodInfo, bool> _safe = new();

    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod is { } method && _safe.GetOrAdd(method, static m => m.IsDefined(typeof(SafeToRepeatAttribute), inherit: false)) ? Repeat(context) : context.Invoke();

    private async Task Repeat(IOutgoingGrainCallContext context)
    {
        Exception? lost = null;
        for (var start = clock.GetTimestamp(); ; await Task.Delay(Pause, clock))
        {
            try
            {
                await context.Invoke();
                return;
            }
            // "Busy" says that nothing was done, and only of the try that says it: what became of the lost one is still unknown.
            catch (Exception e) when (e is SiloUnavailableException or OrleansMessageRejectionException or OperationCanceledException or TimeoutException
                || (lost is not null && e is BusyException or StoreUnavailableException))
            {
                lost ??= e;
                if (clock.GetElapsedTime(start) >= GiveUpAfter) ExceptionDispatchInfo.Throw(lost);
                // Asked again, wherever the grain is then.
            }
        }
    }
}
