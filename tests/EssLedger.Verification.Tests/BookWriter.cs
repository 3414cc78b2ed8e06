using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;

namespace EssLedger.Verification;

/// <summary>Writes real books straight through the rules and a store, without a server: what it writes differs from a server's in nothing but speed.</summary>
/// <param name="currency">Where the currency book goes.</param>
/// <param name="label">Where the label book goes.</param>
/// <param name="keys">Sign receipts, badges and checkpoints.</param>
public sealed class BookWriter(IJournalStore currency, IJournalStore label, ServerSide keys)
{
    public static readonly LedgerId Ledger = LedgerId.Parse("VERIFY"), Label = LedgerId.Parse("LABELS");
    public static readonly Unit Unit = Unit.Parse("MLC");
    private static readonly PersonId Bureau = PersonId.Parse("BUREAU"), Treasurer = PersonId.Parse("TREASURER"), Approver = PersonId.Parse("APPROVER");
    private static readonly ImmutableSortedDictionary<AccountKind, ReconversionTerms> Reconversion = ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Merchant, new(200, Amount.Zero, Amount.Zero));
    private static readonly Terms Terms = new(Ledger, Unit, Amount.FromMinor(1_000_000), new Dictionary<AccountKind, Ceilings>()) { Reconversion = Reconversion };

    private readonly Dictionary<AccountId, Account> _accounts = [];
    private readonly Dictionary<OrderId, Act.Paid> _paid = [];
    private TreasuryState _treasury = new();
    private int _receipts;

    public sealed record Member(AccountId Account, DeviceSigner Device, Pen Pen);

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;
    private static Uuid NewId() => Uuid.Version7(Now, RandomNumberGenerator.GetBytes(10));
    private Account Known(AccountId account) => _accounts.GetValueOrDefault(account) ?? new(account);
    private Turn Next(AccountId account) => new(account.Value, Known(account).Acts + 1);

    public async Task Open()
    {
        await Place(new Act.BookOpened(Ledger, Unit).ToDraft());
        await label.AppendAsync([new Draft(new LabelBookOpened(Label).Encode(), []) { Claims = [new(ClaimKind.Beginning, "book")] }], default);
    }

    private Task<Entry> Place(Act act, params Original[] originals) => Place(act.ToDraft() with { Originals = originals }, act);

    private async Task<Entry> Place(Draft draft, Act? act = null)
    {
        var entry = ((Appended.Placed)(await currency.AppendAsync([draft], default))[0]).Entry;
        if (act is not null) Apply(entry, act);
        return entry;
    }

    private void Apply(Entry entry, Act act)
    {
        foreach (var subject in act.Subjects)
        {
            if (subject == OfficeAccounts.Treasury.Value) _treasury = _treasury.Apply(entry, act);
            else _accounts[AccountId.Parse(subject)] = Known(AccountId.Parse(subject)).Apply(entry, act);
        }
    }

    /// <summary>A member with a key and, if so wished, money.</summary>
    public async Task<Member> Join(AccountKind kind, long funds = 0, SubjectStatus status = SubjectStatus.Open)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var member = new Member(AccountId.FromRandom(RandomNumberGenerator.GetBytes(13)), new(secret), new(secret));
        await Place(new Act.AccountOpened(member.Account, kind, status, Bureau));
        await AddKey(member, member.Device, member.Device);
        if (status == SubjectStatus.Pending) await Place(new Act.AccountApproved(Next(member.Account), Bureau));
        if (funds > 0) await Issue(member, funds);
        return member;
    }

    public Task AddKey(Member member, DeviceSigner key, DeviceSigner signer)
    {
        var proof = new DeviceProof(Ledger, member.Account, RandomNumberGenerator.GetBytes(32), key.Key);
        if (!SignedProof.TryDecode(signer.Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why)) throw new InvalidOperationException(why);
        var (act, refusal) = KeyRules.Add(Known(member.Account), signed, Ledger, challengeHolds: true, Bureau, DateTimeOffset.UtcNow, new BouncyCastleVerifier());
        return act is null ? throw new InvalidOperationException(refusal.ToString()) : Place(act, new Original(signed.Received, signed.Bytes));
    }

    public Task BlockKey(Member member, DeviceSigner key) => Place(new Act.KeyBlocked(Next(member.Account), key.Key.Id, Bureau));

    public async Task<IssuanceId> Propose(Member member, long amount, long euro)
    {
        var issuance = new IssuanceId(NewId());
        var receipt = new EuroReceipt("bank_transfer", $"Virement {issuance}", Amount.FromMinor(euro));
        var proposed = new Act.IssuanceProposed(default, issuance, member.Account, Amount.FromMinor(amount), Unit, receipt.Identity, receipt.Amount, Treasurer);
        await Place(((TreasuryDecision.Accept)TreasuryRules.Propose(_treasury, proposed, Unit, SubjectStatus.Open, receiptIssued: false)).Act, new Original(receipt.Identity, receipt.ToBytes()));
        return issuance;
    }

    public async Task Issue(Member member, long amount)
    {
        var issuance = await Propose(member, amount, amount + 100);
        await Place(((TreasuryDecision.Accept)TreasuryRules.Approve(_treasury, issuance, decided: false, Approver)).Act);
    }

    public Task Reject(IssuanceId issuance) => Place(((TreasuryDecision.Accept)TreasuryRules.Reject(_treasury, issuance, decided: false, Approver)).Act);

    public Task Cancel(RequestId request) => Place(new Act.RequestEnded(request, Cancelled: true));

    /// <summary>What a server records when a copy was put back that ended here.</summary>
    public Task RecordLoss(Loss loss) => Place(new Act.EntriesLost(loss).ToDraft());

    /// <summary>Two percent of every merchant, from now on.</summary>
    public Task SetReconversionTerms()
    {
        var words = "Assemblée"u8.ToArray();
        var set = new Act.ReconversionTermsSet(_treasury.NextTurn, DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds()), Reconversion, Digest.Of(words), Treasurer);
        return Place(set, new Original(set.Reason, words));
    }

    /// <summary>A professional gives units for euro.</summary>
    public async Task Reconvert(Member payer, long amount)
    {
        var signed = Sign(payer, payer with { Account = OfficeAccounts.Reconversion }, amount, null, null, Reconversion[AccountKind.Merchant].FeeOf(Amount.FromMinor(amount)));
        await Place(Decide(signed, out var act) with { MustBeOpen = [] }, act);
    }

    private static SignedOrder Sign(Member payer, Member payee, long amount, RequestId? request, OrderId? refunds, Amount? fee = null)
    {
        var order = new PaymentOrder(Ledger, new(NewId()), payer.Account, payee.Account, Amount.FromMinor(amount), Unit, Now.ToUnixTimeSeconds() + 300, request, Refunds: refunds, Fee: fee);
        return SignedOrder.TryDecode(payer.Pen.Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why) ? signed : throw new InvalidOperationException(why);
    }

    private Draft Decide(SignedOrder signed, out Act act)
    {
        var order = signed.Order;
        var facts = new Facts(Known(order.Payee).Status,
            order.Request is { } request ? new(request, order.Payee, null, Unit, null, Standing: false) : null, false,
            order.Refunds is { } sold && _paid.TryGetValue(sold, out var sale) ? new(sale) : null, null);
        act = PaymentRules.Decide(Known(order.Payer), signed, Terms, facts, Now, JustSigned.Verifier) switch
        {
            Decision.Accept accept => accept.Act,
            Decision.Refuse { IsFinal: true } no => new Act.Refused(Next(order.Payer), order.Id, order.Payer, signed.Received, signed.Payload, signed.Key, no.Reason, no.Limit),
            var other => throw new InvalidOperationException(other.ToString()),
        };
        return act.ToDraft() with { MustBeOpen = [order.Payee.Value], Originals = [new(signed.Received, signed.Bytes)] };
    }

    /// <summary>One payment, with its receipt; or a final refusal.</summary>
    public async Task<OrderId> Pay(Member payer, Member payee, long amount, RequestId? request = null, OrderId? refunds = null)
    {
        var signed = Sign(payer, payee, amount, request, refunds);
        var entry = await Place(Decide(signed, out var act), act);
        if (act is Act.Paid paid)
        {
            _paid[paid.Order] = paid;
            await currency.KeepReceiptsAsync([(entry.Position, keys.SignReceipt(entry, paid))], default);
            _receipts++;
        }
        return signed.Order.Id;
    }

    /// <summary>Many payments of many to a few, in large commits: each payer once in each.</summary>
    public async Task PayMany(IReadOnlyList<Member> payers, IReadOnlyList<Member> payees, int count, bool receipts, Action<int>? progress = null)
    {
        for (var done = 0; done < count;)
        {
            var size = Math.Min(payers.Count, count - done);
            var orders = new SignedOrder[size];
            var first = done;
            Parallel.For(0, size, i => orders[i] = Sign(payers[i], payees[(first + i) % payees.Count], 1, null, null));
            var acts = new Act[size];
            var drafts = new Draft[size];
            for (var i = 0; i < size; i++) drafts[i] = Decide(orders[i], out acts[i]);
            var answers = await currency.AppendAsync(drafts, default);
            for (var i = 0; i < size; i++) Apply(((Appended.Placed)answers[i]).Entry, acts[i]);
            if (receipts)
            {
                var signed = new (Position, ReadOnlyMemory<byte>)[size];
                Parallel.For(0, size, i => signed[i] = (((Appended.Placed)answers[i]).Entry.Position, keys.SignReceipt(((Appended.Placed)answers[i]).Entry, (Act.Paid)acts[i])));
                await currency.KeepReceiptsAsync(signed, default);
            }
            done += size;
            progress?.Invoke(done);
        }
    }

    private long _labelFacts;

    /// <summary>A grant of the label with a history, and its badge.</summary>
    public async Task Grant(string number)
    {
        var holder = ParticipantId.Parse($"HOLDER{number[^1]}");
        var facts = new List<RecordedFact>();
        var day = DateOnly.FromDateTime(DateTime.UtcNow);
        foreach (var act in new GrantAct[] { new GrantAct.Granted(holder, GrantKind.Shop, 1, day.AddYears(2)), new GrantAct.Suspended(), new GrantAct.Reinstated() })
        {
            var reason = Encoding.UTF8.GetBytes($"{RandomNumberGenerator.GetHexString(32)}Parce que.");
            var fact = new GrantFact(GrantNumber.Parse(number), act, day, Bureau, Digest.Of(reason));
            var entry = ((Appended.Placed)(await label.AppendAsync([fact.ToDraft(++_labelFacts) with { Originals = [new(fact.Reason, reason)] }], default))[0]).Entry;
            facts.Add(new(fact, entry.Position, day));
        }
        var badge = new Badge(Label, GrantNumber.Parse(number), "Boulangerie", "73282932000074", 1, day, day.AddYears(2), 0, "59350", (int)GrantKind.Shop);
        await label.KeepReceiptsAsync([(facts[^1].Position, keys.Badge.Sign(Badge.Type, badge.Encode()))], default);
    }

    /// <summary>Seals what is new in a book, as its sealer does.</summary>
    public static async Task Seal(IJournalStore book, ILogStore log, NoteSigner signer)
    {
        var size = (await log.LatestAsync(default))?.Size ?? 0;
        var edge = await new TransparencyLog(book.ReadLeavesAsync, log).EdgeAsync(size, default);
        var tiles = new List<Tile>();
        while (await book.ReadLeavesAsync(new(edge.Size), 4096, default) is { Count: > 0 } page)
            foreach (var leaf in page) edge.Add(leaf.Hash, tiles);
        var note = signer.Sign(new Checkpoint(signer.Key.Name, edge.Size, edge.Root).ToString());
        await log.KeepAsync(new(edge.Size, edge.Root, Encoding.UTF8.GetBytes(note.ToString()), Now), size, tiles, default);
    }

    // What was signed a moment ago need not be verified before it is placed.
    private sealed class JustSigned : IEs256kVerifier
    {
        public static readonly JustSigned Verifier = new();
        public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => true;
    }
}

/// <summary>The keys of a server.</summary>
public sealed class ServerSide : IDisposable
{
    private readonly ECDsa _receipt = ECDsa.Create(ECCurve.NamedCurves.nistP256), _badge = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ThreadLocal<ServerKey> _signers;

    public ServerSide()
    {
        var secret = _receipt.ExportPkcs8PrivateKey();
        _signers = new(() =>
        {
            var own = ECDsa.Create();
            own.ImportPkcs8PrivateKey(secret, out _);
            return new(own, "receipt");
        });
        Badge = new(_badge, "badge");
    }

    public ServerKey Badge { get; }
    public NoteSigner Currency { get; } = new(Checkpoint.OriginOf(BookWriter.Ledger, "currency"), RandomNumberGenerator.GetBytes(32));
    public NoteSigner Labels { get; } = new(Checkpoint.OriginOf(BookWriter.Label, "label"), RandomNumberGenerator.GetBytes(32));

    /// <summary>A key for each thread: one key signs and verifies one thing after the other.</summary>
    public ServerKey Receipt => _signers.Value!;

    public byte[] SignReceipt(Entry entry, Act.Paid paid) => Receipt.Sign(Core.Payments.Receipt.Type,
        new Receipt(BookWriter.Ledger, paid.Order, entry.Position, entry.Hash, paid.Received, paid.Amount, paid.Unit, paid.Payer, paid.Payee, entry.CommittedAt).Encode());

    public void Dispose()
    {
        _receipt.Dispose();
        _badge.Dispose();
        _signers.Dispose();
    }
}
