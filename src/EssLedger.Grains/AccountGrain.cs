using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What the sender of an order is told: what it led to, or why it led to nothing.</summary>
/// <param name="Outcome">Where the payment stands; null when refused.</param>
/// <param name="First">Whether this call made it (false: it was made before).</param>
/// <param name="Refusal">Why not; null when paid.</param>
/// <param name="Limit">Which limit, when it is one.</param>
/// <param name="Denial">Why the card or the mandate authorised nothing.</param>
/// <param name="PinsLeft">After a wrong PIN: how many more a card bears.</param>
public sealed record PaymentAnswer(Outcome? Outcome, bool First, Refusal? Refusal, Limit Limit, Denial? Denial = null, int PinsLeft = 0);

/// <summary>Where a closure of takings stands, and what it says.</summary>
public sealed record TakingsClosure(Position Position, DateTimeOffset At, Act.TakingsClosed Closed)
{
    /// <summary>An account's closure of that number, or null.</summary>
    public static async Task<TakingsClosure?> FindAsync(IJournalStore store, AccountId account, long number, CancellationToken cancellationToken) =>
        await store.FindAsync(Claim.ClosureOf(account, number), cancellationToken) is { } entry ? new(entry.Position, entry.CommittedAt, (Act.TakingsClosed)Codec.Decode(entry.Body)) : null;

    /// <summary>The number of an account's last closure; 0: it has none. Numbers have no gap, so it is found by halving.</summary>
    public static async Task<long> LastNumberAsync(IJournalStore store, AccountId account, CancellationToken cancellationToken)
    {
        var (low, high) = (0L, 1L);
        while (await FindAsync(store, account, high, cancellationToken) is not null) (low, high) = (high, high * 2);
        while (low + 1 < high)
        {
            var middle = low + (high - low) / 2;
            if (await FindAsync(store, account, middle, cancellationToken) is not null) low = middle;
            else high = middle;
        }
        return low;
    }
}

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

    /// <summary>Closes a pending account. False: it is not pending.</summary>
    [SafeToRepeat]
    Task<bool> TurnDown(PersonId by);

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

    /// <summary>The same for a key whose device asked for it a moment ago in its holder's session, was told that another must vouch, and now shows its code at a bureau:
    /// the proof that it sent then is the one that is entered.</summary>
    Task<KeyAnswer> EnterShownKey(PublicKey key, PersonId by);

    /// <summary>Another person of the bureau confirms an entered key.</summary>
    Task<KeyAnswer> ConfirmKey(KeyId key, PersonId by);

    /// <summary>Blocks a key; after the answer no server honours it. False: the account never had it.</summary>
    [SafeToRepeat]
    Task<bool> BlockKey(KeyId key, PersonId by);

    /// <summary>A bureau enters a printed card; another person confirms it.</summary>
    /// <param name="card">Which card.</param>
    /// <param name="pin">The salted slow hash of its PIN.</param>
    /// <param name="by">Who enters it.</param>
    Task<CardRefusal?> EnterCard(CardId card, byte[] pin, PersonId by);

    /// <summary>Another person of the bureau confirms an entered card, and the account's other cards pay no more.</summary>
    Task<CardRefusal?> ConfirmCard(CardId card, PersonId by);

    /// <summary>Takes a card out of use. False: the account never had it.</summary>
    [SafeToRepeat]
    Task<bool> BlockCard(CardId card, PersonId by);

    /// <summary>Pays a payment request by card. A wrong PIN is in the book before it is answered, whichever server asks.</summary>
    /// <param name="card">Which card.</param>
    /// <param name="request">What is to be paid, with its amount.</param>
    /// <param name="pinHolds">Whether the PIN was right.</param>
    /// <param name="by">In whose session: the cashier's.</param>
    Task<PaymentAnswer> PayByCard(CardId card, RequestTerms request, bool pinHolds, PersonId by);

    /// <summary>Takes a signed mandate; the very same again gives the same answer.</summary>
    /// <param name="mandate">As received.</param>
    /// <param name="delegate">The account whose holders may use it; null: the ledger alone.</param>
    /// <param name="by">Whose session it is.</param>
    Task<MandateRefusal?> GiveMandate(SignedMandate mandate, AccountId? @delegate, PersonId by);

    /// <summary>Takes a mandate back. False: the account never gave it.</summary>
    [SafeToRepeat]
    Task<bool> RevokeMandate(MandateId mandate, PersonId by);

    /// <summary>Pays under a mandate. The same order id again gives the first answer.</summary>
    /// <param name="mandate">Which mandate.</param>
    /// <param name="order">The id of what is paid.</param>
    /// <param name="payee">Who is paid.</param>
    /// <param name="amount">How much.</param>
    /// <param name="note">In the payer's words, or null.</param>
    /// <param name="delegate">The account in whose name it is used; null: by the ledger itself.</param>
    /// <param name="by">In whose session; null: by the ledger itself.</param>
    /// <param name="request">The payment request that it answers, or null.</param>
    [SafeToRepeat]
    Task<PaymentAnswer> PayByMandate(MandateId mandate, OrderId order, AccountId payee, Amount amount, string? note, AccountId? @delegate, PersonId? by, RequestId? request = null);

    /// <summary>Gives the account ceilings of its own.</summary>
    /// <param name="ceilings">Where they say nothing, those of its kind hold.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who decided.</param>
    Task<Account> SetCeilings(Ceilings ceilings, byte[] reason, PersonId by);

    /// <summary>Ends the agreement under which the account reconverts; where none is in force, nothing changes.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who decided.</param>
    [SafeToRepeat]
    Task<Account> EndAgreement(byte[] reason, PersonId by);

    /// <summary>Puts the agreement in force again; where it is, nothing changes.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who decided.</param>
    [SafeToRepeat]
    Task<Account> RenewAgreement(byte[] reason, PersonId by);

    /// <summary>Asks that the account be admitted to the mutual credit, or get other limits there.</summary>
    Task<CreditRefusal?> ProposeCredit(CreditLimits limits, PersonId by);

    /// <summary>Gives it the limits that wait, by another person; or drops them.</summary>
    Task<CreditRefusal?> DecideCredit(bool approve, PersonId by);

    /// <summary>Ends its admission.</summary>
    /// <param name="left">What stands in the account and remains; said by whoever ends it, so that nobody overlooks it.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who decided.</param>
    Task<CreditRefusal?> EndCredit(Balance left, byte[] reason, PersonId by);

    /// <summary>Closes the takings since the account closed them last.</summary>
    Task<TakingsClosure> CloseTakings(PersonId by);

    /// <summary>Chooses the association that is to have a share of what the account exchanges; null: none any more.</summary>
    [SafeToRepeat]
    Task<CampaignRefusal?> ChooseAssociation(AccountId? association, PersonId by);

    /// <summary>Pays, or says why not. Both answers are in the book before they are given, wherever they are final.</summary>
    [SafeToRepeat]
    Task<PaymentAnswer> Pay(SignedOrder order);
}

/// <inheritdoc cref="IAccountGrain"/>
public sealed class AccountGrain(
    CurrencyBook book, PaymentRequests requests, TermsInForce terms, CampaignsInForce campaigns, MutualCreditInForce mutual, IEs256kVerifier verifier, TimeProvider clock, RandomNumberGenerator dice,
    [PersistentState("account", "snapshots")] IPersistentState<AccountSnapshot> snapshot) : Grain, IAccountGrain
{
    private const int PageSize = 2000, SnapshotEvery = 1000, SnapshotOnTheWay = 50_000, WorthASnapshot = 100, Remembered = 256, Attempts = 64, MostShown = 8;

    private readonly Dictionary<OrderId, Outcome> _recent = [];
    private readonly Queue<OrderId> _recentOrder = new();
    private readonly Dictionary<string, (PersonId Caller, DateTimeOffset Until)> _challenges = [];

    /// <summary>What devices sent that nobody vouched for yet, the newest last. Forgotten with the activation: they ask again as long as they show their code.</summary>
    private readonly List<(SignedProof Proof, DateTimeOffset Until)> _shown = [];

    /// <summary>Folded from every entry of the account up to its position, without a gap.</summary>
    private Account _settled = null!;

    /// <summary>The same, with the account's own later acts; credits committed among those may be missing until the next look at the book.</summary>
    private Account _account = null!;

    private int _sinceSnapshot;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Forget();
        await CatchUp();
        Telemetry.Woke(_sinceSnapshot);
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

    public async Task<bool> TurnDown(PersonId by)
    {
        await CatchUp();
        while (_account is { Kind: not null, Status: SubjectStatus.Pending })
        {
            var act = new Act.AccountClosed(NextTurn, by);
            if (await TryPlace(act, act.ToDraft()) is Appended.Placed) return true;
        }
        return false;
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

    public async Task<KeyAnswer> AddKey(SignedProof proof, PersonId by, Amount? refundsUpTo = null)
    {
        var holds = Redeem(proof, by);
        var answer = await Register(proof, () => KeyRules.Add(_account, proof, terms.Basis.Ledger, holds, by, clock.GetUtcNow(), verifier, refundsUpTo));
        if (answer.Refusal is KeyRefusal.EndorsementRequired && KeyRules.Enter(_account, proof, terms.Basis.Ledger, holds, by, verifier).Refusal is null)
        {
            _shown.RemoveAll(s => s.Proof.Proof.Key.Equals(proof.Proof.Key));
            if (_shown.Count == MostShown) _shown.RemoveAt(0);
            _shown.Add((proof, clock.GetUtcNow() + KeyRules.ShownFor));
        }
        return answer;
    }

    public async Task<KeyAnswer> EnterShownKey(PublicKey key, PersonId by)
    {
        if (_shown.FirstOrDefault(s => s.Proof.Proof.Key.Equals(key)) is not { Proof: { } proof, Until: var until }) return new(null, KeyRefusal.ChallengeUnknown);
        return await Register(proof, () => KeyRules.Enter(_account, proof, terms.Basis.Ledger, clock.GetUtcNow() <= until, by, verifier));
    }

    public Task<KeyAnswer> EnterKey(SignedProof proof, PersonId by)
    {
        var holds = Redeem(proof, by);
        return Register(proof, () => KeyRules.Enter(_account, proof, terms.Basis.Ledger, holds, by, verifier));
    }

    public async Task<KeyAnswer> ConfirmKey(KeyId key, PersonId by) => AnswerFor(key, await Do(() => KeyRules.Confirm(_account, key, by)));

    /// <summary>Whether the proof's challenge is one that this caller may answer now; it is used up by being asked.</summary>
    private bool Redeem(SignedProof proof, PersonId by) =>
        _challenges.Remove(Convert.ToHexString(proof.Proof.Challenge.Span), out var given) && given.Caller == by && clock.GetUtcNow() <= given.Until;

    private async Task<KeyAnswer> Register<T>(SignedProof proof, Func<(T? Act, KeyRefusal? Refusal)> decide) where T : Act =>
        AnswerFor(proof.Proof.Key.Id, await Do(decide, new Original(proof.Received, proof.Bytes)));

    private static KeyAnswer AnswerFor(KeyId key, KeyRefusal? refusal) => refusal is null ? new(key, null) : new(null, refusal);

    public async Task<bool> BlockKey(KeyId key, PersonId by)
    {
        await Do<Act, KeyRefusal>(() => (_account.Keys.GetValueOrDefault(key) is { Blocked: false } || _account.Entered.ContainsKey(key) ? new Act.KeyBlocked(NextTurn, key, by) : null, null));
        return _account.Keys.ContainsKey(key);
    }

    public Task<CardRefusal?> EnterCard(CardId card, byte[] pin, PersonId by)
    {
        var digest = Digest.Of(pin);
        return Do(() => CardRules.Enter(_account, card, digest, by), new Original(digest, pin));
    }

    public Task<CardRefusal?> ConfirmCard(CardId card, PersonId by) => Do(() => CardRules.Confirm(_account, card, by));

    public async Task<bool> BlockCard(CardId card, PersonId by)
    {
        await Do<Act, CardRefusal>(() => (_account.Cards.GetValueOrDefault(card) is { Blocked: false } ? new Act.CardBlocked(NextTurn, card, by) : null, null));
        return _account.Cards.ContainsKey(card);
    }

    public async Task<MandateRefusal?> GiveMandate(SignedMandate mandate, AccountId? @delegate, PersonId by)
    {
        var now = await terms.Now();
        return await Do(() => MandateRules.Give(_account, mandate, @delegate, now, by, clock.GetUtcNow(), verifier), new Original(mandate.Received, mandate.Bytes));
    }

    public async Task<bool> RevokeMandate(MandateId mandate, PersonId by)
    {
        await Do<Act, MandateRefusal>(() => (_account.Mandates.GetValueOrDefault(mandate) is { Revoked: false } ? new Act.MandateRevoked(NextTurn, mandate, by) : null, null));
        return _account.Mandates.ContainsKey(mandate);
    }

    public async Task<Account> SetCeilings(Ceilings ceilings, byte[] reason, PersonId by)
    {
        var digest = Digest.Of(reason);
        await Do<Act, CardRefusal>(() => (_account.Ceilings == ceilings ? null : new Act.CeilingsSet(NextTurn, ceilings, digest, by), null), new Original(digest, reason));
        return _account;
    }

    public Task<Account> EndAgreement(byte[] reason, PersonId by) => Agree(reason, digest => _account.AgreementEnded ? null : new Act.AgreementEnded(NextTurn, digest, by));

    public Task<Account> RenewAgreement(byte[] reason, PersonId by) => Agree(reason, digest => _account.AgreementEnded ? new Act.AgreementRenewed(NextTurn, digest, by) : null);

    private async Task<Account> Agree(byte[] reason, Func<Digest, Act?> decide)
    {
        var digest = Digest.Of(reason);
        await Do<Act, CardRefusal>(() => (_account.IsProfessional ? decide(digest) : null, null), new Original(digest, reason));
        return _account;
    }

    public async Task<CreditRefusal?> ProposeCredit(CreditLimits limits, PersonId by)
    {
        var unit = await mutual.Unit();
        return await Do(() => MutualCreditRules.Propose(_account, limits, unit, by));
    }

    public Task<CreditRefusal?> DecideCredit(bool approve, PersonId by) => Do(() => MutualCreditRules.Decide(_account, approve, by));

    public async Task<CreditRefusal?> EndCredit(Balance left, byte[] reason, PersonId by)
    {
        var (unit, digest) = (await mutual.Unit(), Digest.Of(reason));
        return await Do(() => MutualCreditRules.End(_account, left, unit, digest, by), new Original(digest, reason));
    }

    public async Task<TakingsClosure> CloseTakings(PersonId by)
    {
        await CatchUp();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (since, before, last) = await SinceClosure();
            var act = TakingsRules.Close(_account, since, before, last, by);
            if (await TryPlace(act, act.ToDraft()) is Appended.Placed { Entry: var entry }) return new(entry.Position, entry.CommittedAt, act);
        }
        throw new BusyException("Another server decides for this account.");
    }

    /// <summary>Reads the account's history backwards to what its last closure covers.</summary>
    private async Task<(IReadOnlyList<Act> Since, Act.TakingsClosed? Before, Position Last)> SinceClosure()
    {
        var entries = new List<(Position Position, Act Act)>();
        Act.TakingsClosed? before = null;
        for (Position? from = null; ;)
        {
            var page = await book.Store.ReadSubjectBackAsync(_account.Id.Value, from, PageSize, default);
            foreach (var entry in page)
            {
                var act = Codec.Decode(entry.Body);
                before ??= act as Act.TakingsClosed;
                entries.Add((entry.Position, act));
            }
            if (page.Count < PageSize || page[^1].Position <= before?.Last) break;
            from = page[^1].Position;
        }
        return ([.. entries.Where(e => before is null || e.Position > before.Last).Select(e => e.Act)], before, entries[0].Position);
    }

    public async Task<CampaignRefusal?> ChooseAssociation(AccountId? association, PersonId by)
    {
        // The same choice again is the first one told again.
        if ((await campaigns.Read()).Choices.TryGetValue(_account.Id, out var chosen) ? chosen == association : association is null) return null;
        var of = association is { } named ? new Recipient(await requests.StatusOf(named, fresh: true), await requests.KindOf(named), null) : new(null, null, null);
        return await Do(() => CampaignRules.Choose(_account, association, of, by));
    }

    /// <summary>Decides over all that is committed, and again until the act stands; nothing to do is no refusal.</summary>
    private async Task<TRefusal?> Do<TAct, TRefusal>(Func<(TAct? Act, TRefusal? Refusal)> decide, Original? original = null) where TAct : Act where TRefusal : struct
    {
        await CatchUp();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (act, refusal) = decide();
            if (act is null) return refusal;
            if (await TryPlace(act, original is null ? act.ToDraft() : act.ToDraft() with { Originals = [original] }) is Appended.Placed) return null;
        }
        throw new BusyException("Another server decides for this account.");
    }

    public async Task<PaymentAnswer> PayByCard(CardId card, RequestTerms request, bool pinHolds, PersonId by)
    {
        if (request.Amount is not { } amount || request.Standing) return new(null, First: false, Refusal.RequestMismatch, Limit.None);
        var order = new PaymentOrder(terms.Basis.Ledger, new(Uuid.Version7(clock.GetUtcNow(), Random(10))), _account.Id, request.Payee, amount, request.Unit, Soon, request.Id);
        return await PayUnsigned(new(order, Means.Card, card.Uuid, by), pinHolds, null,
            async () => await book.Store.FindAsync(Claim.EndOf(request.Id), default) is { } entry && Codec.Decode(entry.Body) is Act.Paid { Means: Means.Card } paid && paid.Payer == _account.Id && paid.Credential == card.Uuid
                ? new Outcome(entry, paid) : null);
    }

    public Task<PaymentAnswer> PayByMandate(MandateId mandate, OrderId order, AccountId payee, Amount amount, string? note, AccountId? @delegate, PersonId? by, RequestId? request = null) =>
        PayUnsigned(new(new(terms.Basis.Ledger, order, _account.Id, payee, amount, terms.Basis.Unit, Soon, request, note), Means.Mandate, mandate.Uuid, by), pinHolds: false, @delegate);

    /// <summary>When what the server itself orders must have been decided.</summary>
    private long Soon => (clock.GetUtcNow() + Terms.LongestValidity / 2).ToUnixTimeSeconds();

    private byte[] Random(int count)
    {
        var bytes = new byte[count];
        dice.GetBytes(bytes);
        return bytes;
    }

    /// <summary>Pays what no device signs for. What is refused settles nothing, but for a wrong PIN, which is counted in the book.</summary>
    private async Task<PaymentAnswer> PayUnsigned(Instruction instruction, bool pinHolds, AccountId? @delegate, Func<Task<Outcome?>>? earlier = null)
    {
        var answer = await DecideUnsigned(instruction, pinHolds, @delegate, earlier);
        Telemetry.Answered(instruction.Means, answer);
        return answer;
    }

    private async Task<PaymentAnswer> DecideUnsigned(Instruction instruction, bool pinHolds, AccountId? @delegate, Func<Task<Outcome?>>? earlier)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var facts = await Gather(instruction.Order, Facts.None, thorough: true, earlier);
            switch (PaymentRules.Decide(_account, instruction, pinHolds, mandate => mandate.Delegate == @delegate, await terms.Now(), facts, clock.GetUtcNow()))
            {
                case Decision.Repeat repeat:
                    return Answer(repeat.Earlier, first: false);
                case Decision.Refuse { Reason: var reason, Limit: var limit }:
                    return new(null, First: false, reason, limit);
                case Decision.Deny { Reason: Denial.WrongPin }:
                    var wrong = new Act.PinRefused(NextTurn, new(instruction.Credential), instruction.Order.Request!.Value, instruction.By!.Value);
                    if (await TryPlace(wrong, wrong.ToDraft()) is not Appended.Placed) break;
                    return new(null, First: false, null, Limit.None, Denial.WrongPin, Math.Max(0, Card.MostWrongPins - _account.Cards[wrong.Card].WrongPins));
                case Decision.Deny deny:
                    return new(null, First: false, null, Limit.None, deny.Reason);
                case Decision.Accept { Act: var paid }:
                    if (await Settle(paid, paid.ToDraft() with { MustBeOpen = [paid.Payee.Value], Originals = [new(paid.Received, instruction.Encode())] }) is { } done) return done;
                    break;
            }
        }
        throw new BusyException("Another server decides for this account.");
    }

    public async Task<PaymentAnswer> Pay(SignedOrder order)
    {
        var answer = await Decide(order);
        Telemetry.Answered(Means.Device, answer);
        return answer;
    }

    private async Task<PaymentAnswer> Decide(SignedOrder order)
    {
        // Strangers' bytes are not worth a read.
        Task<Facts> Look(Facts known, bool all) => _account.Keys.ContainsKey(order.Key) ? Gather(order.Order, known, all) : Task.FromResult(known);
        var facts = await Look(Facts.None with { Earlier = _recent.GetValueOrDefault(order.Order.Id) }, all: false);
        var thorough = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            switch (PaymentRules.Decide(_account, order, await terms.Now(), facts, clock.GetUtcNow(), verifier))
            {
                case Decision.Repeat repeat:
                    return Answer(repeat.Earlier, first: false);

                case Decision.Refuse { Reason: not Refusal.BadSignature } when !thorough:
                    // What this grain has not seen yet may turn a refusal round: credits, a key, the end of a request, a closed payee.
                    thorough = true;
                    await CatchUp();
                    facts = await Look(facts, thorough);
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
                        MustBeOpen = paid.Reconverts ? [] : [paid.Payee.Value],
                        Originals = [new(order.Received, order.Bytes)],
                    }) is { } done) return done;
                    break;
            }
            // The book knew better than this grain. Read, and decide again.
            thorough = true;
            facts = await Look(facts, thorough);
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
    /// <param name="order">What is to be paid.</param>
    /// <param name="known">What is known of it already.</param>
    /// <param name="thorough">Whether to read everything anew.</param>
    /// <param name="find">Finds what it led to before, where its id does not say so.</param>
    private async Task<Facts> Gather(PaymentOrder order, Facts known, bool thorough, Func<Task<Outcome?>>? find = null)
    {
        var payee = await requests.StatusOf(order.Payee, fresh: thorough);
        var request = order.Request is { } id ? known.Request ?? await requests.Find(id) : null;
        // A payment claims the end of its request, so the store itself sees that only one does; a printed code is never claimed, one must look.
        var ended = known.RequestEnded || (request is not null && (thorough || request.Standing) && await book.Store.FindAsync(Claim.EndOf(request.Id), default) is not null);
        var sale = order.Refunds is { } sold && await FindOutcome(order.Payee, sold) is { Act: Act.Paid paid } ? new SaleFacts(paid) : null;
        // Looked for last: whoever finds the request ended must find by what.
        var earlier = known.Earlier ?? (!thorough ? null : find is not null ? await find() : await FindOutcome(order.Payer, order.Id));
        var facts = new Facts(payee, request, ended, sale, earlier is null ? null : Remember(earlier)) { PursesNotHere = order.Refunds is null ? await campaigns.NotHere(order.Purses, order.Payee) : [] };
        var now = await terms.Now();
        if (order.Unit != now.Unit) return facts with { Credit = await mutual.For(order.Payee) };
        if (order.Refunds is not null || payee is null || !now.AskOfPayee || await requests.KindOf(order.Payee) is not { } kind) return facts;
        return facts with { PayeeKind = kind, PayeeRoom = now.Of(kind).Balance is null ? null : now.RoomOf(await requests.Holding(order.Payee)) };
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
