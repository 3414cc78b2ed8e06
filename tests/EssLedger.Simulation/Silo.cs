using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace EssLedger.Simulation;

/// <summary>What all silos of a ledger share.</summary>
internal sealed record Premises(World World, Chaos Chaos, Network Network, StoreServer Store, Terms Terms, IEs256kVerifier Verifier, ServerKey ReceiptKey, NoteSigner LogKey)
{
    /// <summary>Which silo has the activation of a grain, as the grain directory knows it.</summary>
    public Dictionary<string, Silo> Directory { get; } = [];
}

/// <summary>What a client hears of an order.</summary>
/// <param name="Created">201 rather than 200.</param>
/// <param name="Outcome">The payment; null when refused.</param>
/// <param name="Receipt">Its receipt.</param>
/// <param name="Denial">Why card or mandate authorised nothing.</param>
internal sealed record PaymentReply(bool Created, Outcome? Outcome, Refusal? Refusal, Limit Limit, ReadOnlyMemory<byte> Receipt, Denial? Denial = null)
{
    public static PaymentReply Refused(Refusal refusal, Limit limit = Limit.None) => new(false, null, refusal, limit, default);
}

/// <summary>A town without a label: no purse asks for it.</summary>
internal sealed class NoLabel : IPayeeStandings
{
    public static NoLabel Instance { get; } = new();

    public Task<EssLedger.Core.Campaigns.PayeeStanding> Of(AccountId payee) => Task.FromResult(EssLedger.Core.Campaigns.PayeeStanding.None);
}

/// <summary>What a grain may ask of other grains: that the treasury records a closure.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "Its heirs are made while it runs.")]
internal class Grains : DispatchProxy
{
    private Silo _silo = null!;

    public static IGrainFactory Of(Silo silo)
    {
        var factory = Create<IGrainFactory, Grains>();
        ((Grains)(object)factory)._silo = silo;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod?.Name)
        {
            case nameof(IGrainFactory.GetGrain) when targetMethod.ReturnType == typeof(ITreasuryGrain):
                var treasury = Create<ITreasuryGrain, Grains>();
                ((Grains)(object)treasury)._silo = _silo;
                return treasury;
            case nameof(ITreasuryGrain.Close):
                return _silo.Treasury(async grain =>
                {
                    await grain.Close((Act.PeriodClosed)args![0]!);
                    return true;
                });
            default:
                throw new NotSupportedException($"No grain here asks for {targetMethod?.Name}.");
        }
    }
}

/// <summary>The grain said that it is busy: nothing was changed.</summary>
internal sealed class NothingDoneException(Exception inner) : Exception("Nothing was done.", inner);

/// <summary>One server: the real book, appender, caches, receipt desk and grains, on a machine of the simulation. The endpoints of the web are restated
/// here in a line each.</summary>
internal sealed class Silo : Machine
{
    // How long a silo waits for another one before it asks again.
    private long Patience => World.Dice.Between(100, 400) * World.Millisecond;

    private readonly Premises _premises;
    private readonly Dictionary<string, Activation> _activations = [];
    private readonly PaymentRequests _requests;
    private readonly TermsInForce _terms;
    private readonly CampaignsInForce _campaigns;
    private readonly MutualCreditInForce _mutual;
    private readonly ReceiptDesk _receipts;
    private readonly CurrencyBook _book;
    private readonly BookLog _log;
    private readonly Repeating _repeating;

    public Silo(Premises premises, int number) : base(premises.World, $"silo {number}")
    {
        _premises = premises;
        Clock = new(World, this);
        _book = new(premises.Store.LinkTo(this), new CommitFeed(), NullLogger<CurrencyBook>.Instance, Clock, this);
        _requests = new(_book, premises.Store.RequestsFor(this));
        _terms = new(_book, premises.Terms, Clock);
        _campaigns = new(_book, _requests, NoLabel.Instance, Clock);
        _mutual = new(_book, _requests);
        _receipts = new(_book, premises.Terms, () => premises.ReceiptKey, this);
        _log = new(Auditor.LogName, Auditor.LogOrigin, _book, premises.Store.LogFor(this), () => [premises.LogKey]);
        _repeating = new(Clock);
        Start(Seal);
        Start(CloseDays);
    }

    public Clock Clock { get; }

    /// <summary>Grains that this silo activates itself, whatever the directory says: it sees another cluster than the others do.</summary>
    public HashSet<string> OwnView { get; } = [];

    public IReadOnlyCollection<string> ActivationKeys => _activations.Keys;

    public async Task<PaymentReply> Pay(ReadOnlyMemory<byte> bytes)
    {
        if (!SignedOrder.TryDecode(bytes, out var order, out _)) return PaymentReply.Refused(Refusal.MalformedPayload);
        if (await _requests.StatusOf(order.Order.Payer, fresh: false) is null) return PaymentReply.Refused(Refusal.UnknownKey);
        PaymentAnswer answer;
        try
        {
            answer = await Account(order.Order.Payer, grain => grain.Pay(order));
        }
        catch (Exception e) when (e is BusyException or StoreUnavailableException)
        {
            throw new NothingDoneException(e);
        }
        return await Reply(answer);
    }

    /// <summary>A till that holds a card shows it, with its request and what was typed.</summary>
    public async Task<PaymentReply> PayByCard(AccountId payer, CardId card, RequestTerms request, bool pinHolds, PersonId cashier) =>
        await Reply(await Account(payer, grain => grain.PayByCard(card, request, pinHolds, cashier), safeToRepeat: false));

    /// <summary>A delegate, or the ledger's calendar, pays under a mandate.</summary>
    public async Task<PaymentReply> PayByMandate(AccountId payer, MandateId mandate, OrderId order, AccountId payee, Amount amount, AccountId? @delegate, PersonId? by) =>
        await Reply(await Account(payer, grain => grain.PayByMandate(mandate, order, payee, amount, null, @delegate, by)));

    private async Task<PaymentReply> Reply(PaymentAnswer answer) => answer.Outcome is { } outcome
        ? new(answer.First, outcome, null, Limit.None, await _receipts.For(outcome, answer.First))
        : new(false, null, answer.Refusal, answer.Limit, default, answer.Denial);

    public Task<T> Account<T>(AccountId account, Func<AccountGrain, Task<T>> call, bool safeToRepeat = true) => Ask(account.Value, call, safeToRepeat);

    /// <summary>The treasury. What no claim protects is never asked again by itself.</summary>
    public Task<T> Treasury<T>(Func<TreasuryGrain, Task<T>> call, bool safeToRepeat = true) => Ask(OfficeAccounts.Treasury.Value, call, safeToRepeat);

    /// <summary>Where a request that was kept stands.</summary>
    public async Task<RequestStanding> Request(RequestId request, Func<PaymentRequestGrain, Task<RequestStanding?>> call) =>
        await Ask(request.ToString(), call) ?? throw new Violation($"Request {request} was kept, and is not found.");

    public Task<StoredRequest> Keep(StoredRequest request) => _requests.Keep(request);

    /// <summary>Closes an account; no grain does that yet, so the office writes the act as one would. False: the account went on meanwhile.</summary>
    public async Task<bool> Close(Account account, PersonId by)
    {
        var act = new Act.AccountClosed(new(account.Id.Value, account.Acts + 1), by);
        return await _book.AppendAsync(act.ToDraft() with { Sets = (account.Id.Value, SubjectStatus.Closed) }) is Appended.Placed;
    }

    /// <summary>Puts an activation away, if it is here.</summary>
    public bool Collect(string key)
    {
        if (!_activations.TryGetValue(key, out var activation)) return false;
        _ = Start(activation.Leave);
        return true;
    }

    /// <summary>Wakes the sealer, as every silo does.</summary>
    private async Task Seal()
    {
        while (true)
        {
            await Delay(World.Dice.Between(700, 1_300) * World.Millisecond);
            try
            {
                while (await Ask<SealerGrain, bool>(Auditor.LogName, grain => grain.Seal(), safeToRepeat: false)) { }
            }
            catch (Exception e) when (e is not BrokenLogException)
            {
                // The next attempt begins from what is kept.
            }
            catch (BrokenLogException e)
            {
                World.Break($"The log is called broken: {e.Message}");
            }
        }
    }

    /// <summary>Looks whether a day is over, as every silo's reminder does.</summary>
    private async Task CloseDays()
    {
        while (true)
        {
            await Delay(World.Dice.Between(1_500, 4_500) * World.Millisecond);
            try
            {
                while (await Ask<ClosureGrain, bool>(ClosureGrain.Key, grain => grain.Look())) { }
            }
            catch (Exception e) when (e is TimeoutException or BusyException or StoreUnavailableException or OutcomeUnknownException)
            {
                // The next look finds it still to be closed.
            }
            catch (Exception e)
            {
                World.Break($"Days are no longer closed: {e}");
            }
        }
    }

    private async Task<T> Ask<TGrain, T>(string key, Func<TGrain, Task<T>> call, bool safeToRepeat = true) where TGrain : Grain
    {
        var answer = default(T);
        await _repeating.Invoke(new OutgoingCall(safeToRepeat, async () => answer = await AskOnce(key, call)));
        return answer!;
    }

    private async Task<T> AskOnce<TGrain, T>(string key, Func<TGrain, Task<T>> call) where TGrain : Grain
    {
        if (OwnView.Contains(key)) return await Activate(key).Call(call);
        if (!_premises.Directory.TryGetValue(key, out var owner)) _premises.Directory[key] = owner = this;
        return owner == this
            ? await Activate(key).Call(call)
            : await _premises.Network.Call(this, () => owner, silo => silo.Activate(key).Call(call), Patience, mayDouble: false);
    }

    private Activation Activate(string key)
    {
        if (_activations.TryGetValue(key, out var known)) return known;
        World.Trace($"{this} wakes {key}");
        return _activations[key] = new(this, key);
    }

    /// <summary>A call as <see cref="Repeating"/> sees it.</summary>
    private sealed class OutgoingCall(bool safeToRepeat, Func<Task> invoke) : IOutgoingGrainCallContext
    {
        private static readonly MethodInfo Safe = typeof(IAccountGrain).GetMethod(nameof(IAccountGrain.Pay))!, Unsafe = typeof(IAccountGrain).GetMethod(nameof(IAccountGrain.AddKey))!;

        public MethodInfo InterfaceMethod => safeToRepeat ? Safe : Unsafe;
        public Task Invoke() => invoke();

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

    /// <summary>One activation of one grain: calls wait for each other, as Orleans promises for a grain that is not reentrant.</summary>
    private sealed class Activation(Silo silo, string key) : IGrainContext, IGrainRuntime
    {
        private Task _last = Task.CompletedTask;
        private Grain? _grain;

        public async Task<T> Call<TGrain, T>(Func<TGrain, Task<T>> call) where TGrain : Grain
        {
            var (before, mine) = (_last, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _last = mine.Task;
            await before;
            try
            {
                return await call((TGrain)(_grain ?? await Wake(typeof(TGrain))));
            }
            finally
            {
                mine.SetResult();
            }
        }

        private async Task<Grain> Wake(Type type)
        {
            try
            {
                var premises = silo._premises;
                var snapshot = premises.Store.SnapshotFor(silo, key);
                if (type == typeof(AccountGrain)) await snapshot.ReadStateAsync();
                Grain grain = type == typeof(AccountGrain) ? new AccountGrain(silo._book, silo._requests, silo._terms, silo._campaigns, silo._mutual, premises.Verifier, silo.Clock, silo.World.Dice, snapshot)
                    : type == typeof(TreasuryGrain) ? new TreasuryGrain(silo._book, silo._requests, silo._terms, silo._campaigns, premises.Verifier, silo.Clock, silo.World.Dice)
                    : type == typeof(SealerGrain) ? new SealerGrain([silo._log], silo.Clock, NullLogger<SealerGrain>.Instance)
                    : type == typeof(ClosureGrain) ? new ClosureGrain(silo._book, premises.Terms, silo.Clock)
                    : new PaymentRequestGrain(silo._book, silo._requests, silo.Clock);
                SetContext(grain, this);
                RuntimeOf(grain) = this;
                await grain.OnActivateAsync(default);
                return _grain = grain;
            }
            catch
            {
                Remove();
                throw;
            }
        }

        /// <summary>New calls find a new activation; when the last of the old ones is answered, the grain is told that it ends.</summary>
        public async Task Leave()
        {
            Remove();
            var (before, mine) = (_last, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _last = mine.Task;
            await before;
            try
            {
                if (_grain is not null) await _grain.OnDeactivateAsync(new(DeactivationReasonCode.ActivationIdle, ""), default);
            }
            catch (Exception e)
            {
                // Orleans logs it and goes on; a snapshot only saves time.
                if (e is not StoreUnavailableException) silo.World.Break($"{key} cannot be put away: {e}");
            }
            mine.SetResult();
        }

        private void Remove()
        {
            if (silo._activations.GetValueOrDefault(key) == this) silo._activations.Remove(key);
        }

        // What a grain of ours asks of Orleans: its name, and to be put away.
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GrainContext")]
        private static extern void SetContext(Grain grain, IGrainContext context);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
        private static extern ref IGrainRuntime RuntimeOf(Grain grain);

        public GrainId GrainId { get; } = GrainId.Create("grain", key);
        public void DeactivateOnIdle(IGrainContext grainContext) => silo.Start(Leave);

        public GrainReference GrainReference => throw new NotSupportedException();
        public object? GrainInstance => _grain;
        public ActivationId ActivationId => throw new NotSupportedException();
        public GrainAddress Address => throw new NotSupportedException();
        public IServiceProvider ActivationServices => throw new NotSupportedException();
        public IGrainLifecycle ObservableLifecycle => throw new NotSupportedException();
        public IWorkItemScheduler Scheduler => throw new NotSupportedException();
        public Task Deactivated => throw new NotSupportedException();
        public void SetComponent<TComponent>(TComponent? value) where TComponent : class => throw new NotSupportedException();
        public void ReceiveMessage(object message) => throw new NotSupportedException();
        public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
        public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken) => throw new NotSupportedException();
        public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException();
        public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
        public object? GetTarget() => _grain;
        public object? GetComponent(Type componentType) => throw new NotSupportedException();
        public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
        public string SiloIdentity => throw new NotSupportedException();
        public SiloAddress SiloAddress => throw new NotSupportedException();
        public IGrainFactory GrainFactory => Grains.Of(silo);
        public ITimerRegistry TimerRegistry => throw new NotSupportedException();
        public IServiceProvider ServiceProvider => throw new NotSupportedException();
        public void DelayDeactivation(IGrainContext context, TimeSpan timeSpan) => throw new NotSupportedException();
        public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext context) => throw new NotSupportedException();
    }
}
