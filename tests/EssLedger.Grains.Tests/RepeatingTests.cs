using System.Reflection;
using EssLedger.Store;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace EssLedger.Grains;

public sealed class RepeatingTests
{
    private static readonly MethodInfo Pay = typeof(IAccountGrain).GetMethod(nameof(IAccountGrain.Pay))!, AddKey = typeof(IAccountGrain).GetMethod(nameof(IAccountGrain.AddKey))!;

    private readonly Repeating _repeating = new(TimeProvider.System);

    [Fact]
    public async Task After_a_lost_try_busy_is_no_answer()
    {
        var call = new Call(Pay, new TimeoutException(), new BusyException(), new StoreUnavailableException(), null);
        await _repeating.Invoke(call);
        Assert.Equal(4, call.Tries);
    }

    [Fact]
    public async Task Busy_is_said_at_once_where_nothing_was_lost()
    {
        var call = new Call(Pay, new BusyException(), null);
        await Assert.ThrowsAsync<BusyException>(() => _repeating.Invoke(call));
        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task What_is_not_safe_to_repeat_is_asked_once()
    {
        var call = new Call(AddKey, new SiloUnavailableException(), null);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => _repeating.Invoke(call));
        Assert.Equal(1, call.Tries);
    }

    /// <summary>A call whose tries end one after another as given; null: well.</summary>
    private sealed class Call(MethodInfo method, params Exception?[] ends) : IOutgoingGrainCallContext
    {
        public int Tries { get; private set; }
        public MethodInfo InterfaceMethod => method;
        public Task Invoke() => ends[Tries++] is { } e ? Task.FromException(e) : Task.CompletedTask;

        public IInvokable Request => throw new NotSupportedException();
        public object Grain => throw new NotSupportedException();
        public GrainId? SourceId => throw new NotSupportedException();
        public GrainId TargetId => throw new NotSupportedException();
        public GrainInterfaceType InterfaceType => throw new NotSupportedException();
        public string InterfaceName => throw new NotSupportedException();
        public string MethodName => throw new NotSupportedException();
        public object? Result { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public Response? Response { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public IGrainContext? SourceContext => throw new NotSupportedException();
    }
}
