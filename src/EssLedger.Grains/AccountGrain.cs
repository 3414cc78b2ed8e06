using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What the sender of an order is told: what it led to, or why it led to nothing.</summary>
/// <param name="Outcome">Where the payment stands; null when refused.</param>
/// <param name="First">Whether this call made it (false: it was made before).</param>
/// <param name="Refusal">Why not; null when paid.</param>
/// <param name="Limit">Which limit, when it is one.</param>
public sealed record PaymentAnswer(Outcome? Outcome, bool First, Refusal? Refusal, Limit Limit);

/// <summary>What the registrar of a key is told.</summary>
public sealed record KeyAnswer(KeyId? Key, KeyRefusal? Refusal);

/// <summary>A member's account as the ledger knows it: the one place where its debits are decided.</summary>
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Opens the account, once; the same call again gives the same answer.</summary>
    [SafeToRepeat]
    Task<Account> Open(AccountKind kind, SubjectStatus status, PersonId by);

    /// <summary>Makes a pending account usable.</summary>
    [SafeToRepeat]
    Task<Account> Approve(PersonId by);

    /// <summary>The account at the committed head: whatever was acknowledged before the call is in it.</summary>
    [SafeToRepeat]
    Task<Account> Read();

    /// <summary>32 random bytes that this caller may sign for within five minutes, once.</summary>
    [SafeToRepeat]
    Task<byte[]> Challenge(PersonId caller);

    /// <summary>Registers a key by a signed proof; with <paramref name="refundsUpTo"/> a till's, which can only give back.</summary>
    Task<KeyAnswer> AddKey(SignedProof proof, PersonId by, Amount? refundsUpTo = null);

    /// <summary>A bureau enters a key for a holder without a device; another person confirms it.</summary>
    Task<KeyAnswer> EnterKey(SignedProof proof, PersonId by);

    /// <summary>Another person of the bureau confirms an entered key.</summary>
    Task<KeyAnswer> ConfirmKey(KeyId key, PersonId by);

    /// <summary>Blocks a key; after the answer no server honours it. False: the account never had it.</summary>
    [SafeToRepeat]
    Task<bool> BlockKey(KeyId key, PersonId by);

    /// <summary>Pays, or says why not. Both answers are in the book before they are given, wherever they are final.</summary>
    [SafeToRepeat]
    Task<PaymentAnswer> Pay(SignedOrder order);
}

/// <inheritdoc cref="IAccountGrain"/>
public sealed class AccountGrain(
    CurrencyBook book, PaymentRequests requests, Terms terms, IEs256kVerifier verifier, TimeProvider clock, RandomNumberGenerator dice,
    [PersistentState("account", "snapshots")] IPersistentState<AccountSnapshot> snapshot) : Grain, IAccountGrain
{
    private const int PageSize = 2000, SnapshotEvery = 1000, SnapshotOnTheWay = 50_000, WorthASnapshot = 100, Remembered = 256, Attempts = 64;

    private readonly Dictionary<OrderId, Outcome> _recent = [];
    private readonly Queue<OrderId> _recentOrder = new();
    private readonly Dictionary<string, (PersonId Caller, DateTimeOffset Until)> _challenges = [];

    /// <summary>Folded from every entry of the account up to its position, without a gap.</summary>
    private Account _settled = null!;

    /// <summary>The same, with the account's own later acts; credits committed among those may be missing until the next look at the book.</summary>
    private Account _account = null!;

    private int _sinceSnapshot;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Forget();
        await CatchUp();
        // A wake that had to read so much need not be so long again.
        if (_sinceSnapshot >= SnapshotEvery) await KeepSnapshot();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _sinceSnapshot > WorthASnapshot ? KeepSnapshot() : Task.CompletedTask;

    public async Task<Account> Open(AccountKind kind, SubjectStatus status, PersonId by)
    {
        var id = AccountId.Parse(this.GetPrimaryKeyString());
        if (_account.Kind is null)
        {
            await Place(new Act.AccountOpened(id, kind, status, by));
        }
        return _account;
    }

    public async Task<Account> Approve(PersonId by)
    {
        if (_account is { Kind: not null, Status: SubjectStatus.Pending })
        {
            await Place(new Act.AccountApproved(NextTurn, by));
        }
        return _account;
    }

    public async Task<Account> Read()
    {
        await CatchUp();
        if (_sinceSnapshot >= SnapshotEvery) await KeepSnapshot();
        return _account;
    }

    public Task<byte[]> Challenge(PersonId caller)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _challenges.Where(c => c.Value.Until < now).ToList()) _challenges.Remove(old);
        var challenge = new byte[32];
        dice.GetBytes(challenge);
        _challenges[Convert.ToHexString(challenge)] = (caller, now + KeyRules.ChallengeLifetime);
        return Task.FromResult(challenge);
    }

    public Task<KeyAnswer> AddKey(SignedProof proof, PersonId by, Amount? refundsUpTo = null)
    {
        var holds = Redeem(proof, by);
        return Register(proof, () => KeyRules.Add(_account, proof, terms.Ledger, holds, by, clock.GetUtcNow(), verifier, refundsUpTo), act => act.Key.Id);
    }

    public Task<KeyAnswer> EnterKey(SignedProof proof, PersonId by)
    {
        var holds = Redeem(proof, by);
        return Register(proof, () => KeyRules.Enter(_account, proof, terms.Ledger, holds, by, verifier), act => act.Key.Id);
    }

    public Task<KeyAnswer> ConfirmKey(KeyId key, PersonId by) => Register(null, () => KeyRules.Confirm(_account, key, by), act => act.Key);

    /// <summary>Whether the proof's challenge is one that this caller may answer now; it is used up by being asked.</summary>
    private bool Redeem(SignedProof proof, PersonId by) =>
        _challenges.Remove(Convert.ToHexString(proof.Proof.Challenge.Span), out var given) && given.Caller == by && clock.GetUtcNow() <= given.Until;

    private async Task<KeyAnswer> Register<T>(SignedProof? proof, Func<(T? Act, KeyRefusal? Refusal)> decide, Func<T, KeyId> keyOf) where T : Act
    {
        await CatchUp();
        while (true)
        {
            var (act, refusal) = decide();
            if (act is null) return new(null, refusal);
            var draft = act.ToDraft();
            if (await TryPlace(act, proof is null ? draft : draft with { Originals = [new(proof.Received, proof.Bytes)] }) is Appended.Placed) return new(keyOf(act), null);
        }
    }

    public async Task<bool> BlockKey(KeyId key, PersonId by)
    {
        await CatchUp();
        while (_account.Keys.ContainsKey(key) || _account.Entered.ContainsKey(key))
        {
            if (_account.Keys.TryGetValue(key, out var known) && known.Blocked) return true;
            var act = new Act.KeyBlocked(NextTurn, key, by);
            if (await TryPlace(act, act.ToDraft()) is Appended.Placed) return true;
        }
        return false;
    }

    public async Task<PaymentAnswer> Pay(SignedOrder order)
    {
        var facts = await Gather(order, Facts.None with { Earlier = _recent.GetValueOrDefault(order.Order.Id) }, thorough: false);
        var thorough = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            switch (PaymentRules.Decide(_account, order, terms, facts, clock.GetUtcNow(), verifier))
            {
                case Decision.Repeat repeat:
                    return Answer(repeat.Earlier, first: false);

                case Decision.Refuse { Reason: not Refusal.BadSignature } when !thorough:
                    // What this grain has not seen yet may turn a refusal round: credits, a key, the end of a request, a closed payee.
                    thorough = true;
                    await CatchUp();
                    facts = await Gather(order, facts, thorough);
                    continue;

                case Decision.Refuse { IsFinal: false } refuse:
                    return new(null, First: false, refuse.Reason, refuse.Limit);

                case Decision.Refuse refuse:
                    var refused = new Act.Refused(NextTurn, order.Order.Id, _account.Id, order.Received, order.Payload, order.Key, refuse.Reason, refuse.Limit);
                    if (await Settle(refused, refused.ToDraft() with { Originals = [new(order.Received, order.Bytes)] }) is { } answer) return answer;
                    break;

                case Decision.Accept { Act: var paid }:
                    if (await Settle(paid, paid.ToDraft() with
                    {
                        MustBeOpen = [paid.Payee.Value],
                        Originals = [new(order.Received, order.Bytes)],
                    }) is { } done) return done;
                    break;
            }
            // The book knew better than this grain. Read, and decide again.
            thorough = true;
            facts = await Gather(order, facts, thorough);
        }
        // Another activation is always a step ahead. Nothing is decided; whoever asks again will find only one of the two.
        throw new BusyException("Another server decides for this account.");
    }

    /// <summary>Commits an outcome and remembers it; null when the book did not take it.</summary>
    private async Task<PaymentAnswer?> Settle(Act act, Draft draft)
    {
        if (await TryPlace(act, draft) is not Appended.Placed { Entry: var entry } placed) return null;
        // Another activation that knew as little as this one may have placed the very same.
        return Answer(Remember(new(entry, act)), first: !placed.Again);
    }

    private static PaymentAnswer Answer(Outcome outcome, bool first) => outcome.Act is Act.Refused refused
        ? new(null, first, refused.Reason, refused.Limit)
        : new(outcome, first, null, Limit.None);

    /// <summary>What the rule must know beyond this account. The quick look reads only what the payment cannot do without; the thorough one,
    /// before a refusal, reads everything anew.</summary>
    private async Task<Facts> Gather(SignedOrder signed, Facts known, bool thorough)
    {
        // Strangers' bytes are not worth a read.
        if (!_account.Keys.ContainsKey(signed.Key)) return known;
        var order = signed.Order;
        var payee = await requests.StatusOf(order.Payee, fresh: thorough);
        var request = order.Request is { } id ? known.Request ?? await requests.Find(id) : null;
        // A payment claims the end of its request, so the store itself sees that only one does; a printed code is never claimed, one must look.
        var ended = known.RequestEnded || (request is not null && (thorough || request.Standing) && await book.Store.FindAsync(Claim.EndOf(request.Id), default) is not null);
        var sale = order.Refunds is { } sold && await FindOutcome(order.Payee, sold) is { Act: Act.Paid paid } ? new SaleFacts(paid) : null;
        var earlier = known.Earlier ?? (thorough ? await FindOutcome(order.Payer, order.Id) : null);
        return new(payee, request, ended, sale, earlier is null ? null : Remember(earlier));
    }

    private async Task<Outcome?> FindOutcome(AccountId payer, OrderId order) =>
        await book.Store.FindAsync(Claim.OutcomeOf(payer, order), default) is { } entry ? new(entry, Codec.Decode(entry.Body)) : null;

    private Turn NextTurn => new(_account.Id.Value, _account.Acts + 1);

    /// <summary>Durable first, then visible. On any other answer the grain's memory was behind, and it reads the book again.</summary>
    private async Task<Appended> TryPlace(Act act, Draft draft)
    {
        Appended appended;
        try
        {
            appended = await book.AppendAsync(draft);
        }
        catch (OutcomeUnknownException)
        {
            DeactivateOnIdle();
            throw;
        }
        if (appended is Appended.Placed { Entry: var entry } && entry.Position > _account.Position) _account = _account.Apply(entry, act);
        else await CatchUp();
        return appended;
    }

    private async Task Place(Act act)
    {
        if (await TryPlace(act, act.ToDraft()) is Appended.Placed) return;
        // Another activation was first; what it did is known now.
    }

    /// <summary>Reads the account's own entries to the committed head.</summary>
    private async Task CatchUp()
    {
        while (true)
        {
            var page = await book.Store.ReadSubjectAsync(_settled.Id.Value, _settled.Position, PageSize, default);
            foreach (var entry in page) _settled = _settled.Apply(entry, Codec.Decode(entry.Body));
            _sinceSnapshot += page.Count;
            if (page.Count < PageSize) break;
            // Whoever has so far to go may be given up on before arriving: the next activation goes on from here.
            if (_sinceSnapshot >= SnapshotOnTheWay) await KeepSnapshot();
        }
        _account = _settled;
    }

    /// <summary>Begins again from a snapshot that the book confirms, or from nothing.</summary>
    private async Task Forget()
    {
        _settled = new Account(AccountId.Parse(this.GetPrimaryKeyString()));
        if (snapshot.RecordExists && snapshot.State.Read() is { } kept && kept.Account.Id == _settled.Id
            && await book.Store.FindAsync(kept.Account.Position, default) is { } entry && entry.Hash == kept.Hash)
        {
            _settled = kept.Account;
        }
        _account = _settled;
    }

    private async Task KeepSnapshot()
    {
        if (await book.Store.FindAsync(_settled.Position, default) is not { } entry) return;
        snapshot.State = AccountSnapshot.Of(_settled, entry.Hash);
        try
        {
            await snapshot.WriteStateAsync();
            _sinceSnapshot = 0;
        }
        catch (Exception e) when (e is not BrokenBookException)
        {
            // A snapshot only saves time. Another activation may have written one; the next wake reads whichever the book confirms.
        }
    }

    private Outcome Remember(Outcome outcome)
    {
        var id = outcome.Act switch { Act.Paid paid => paid.Order, Act.Refused refused => refused.Order, _ => default };
        if (_recent.TryAdd(id, outcome)) _recentOrder.Enqueue(id);
        if (_recentOrder.Count > Remembered) _recent.Remove(_recentOrder.Dequeue());
        return outcome;
    }
}
