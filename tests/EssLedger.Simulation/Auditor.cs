using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;

namespace EssLedger.Simulation;

/// <summary>An order as its sender knows it.</summary>
internal sealed class Ticket(SignedOrder order, ReadOnlyMemory<byte> bytes, bool spoiled)
{
    public SignedOrder Signed => order;
    public PaymentOrder Order => order.Order;
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Its signature is wrong: it must lead to nothing.</summary>
    public bool Spoiled => spoiled;

    /// <summary>The committed head when it was first sent; null: never sent.</summary>
    public long? FirstSent { get; set; }

    /// <summary>Its sender knows how it ended.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The sender was told that nothing was done and gave up.</summary>
    public bool GivenUp { get; set; }

    public override string ToString() => $"{Order.Id.Uuid.Bits & 0xFFFFFF:x6} of {Order.Payer} to {Order.Payee} over {Order.Amount.Minor}";
}

/// <summary>A payment by card or mandate as whoever asks for it knows it. The id of a card's payment is the server's; its request stands for it.</summary>
internal sealed record Use(PaymentOrder Order, Means Means, Uuid Credential, bool PinHolds = true)
{
    /// <summary>The committed head when it was first asked; null: never asked.</summary>
    public long? FirstSent { get; set; }

    /// <summary>How often it was asked with a wrong PIN.</summary>
    public int WrongTries { get; set; }

    public override string ToString() => $"{Means} {Credential} of {Order.Payer} to {Order.Payee} over {Order.Amount.Minor}";
}

/// <summary>A plain second opinion. It reads each entry the moment it is committed and each answer the moment a client hears it, and says when one of
/// them cannot be. It knows nothing of grains, caches or batches: only what the protocol promises.</summary>
internal sealed partial class Auditor(World world, IJournalStore journal, Terms terms, IEs256kVerifier verifier)
{
    /// <summary>No two clocks of the simulation are further apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(4);

    private readonly CurrencyAudit _audit = new();
    private readonly List<SignatureCheck> _signatures = [];
    private readonly Dictionary<string, Page> _pages = [];
    private readonly Dictionary<(AccountId Payer, OrderId Id), Fate> _fates = [];
    private readonly Dictionary<RequestId, StoredRequest> _requests = [];
    private readonly Dictionary<RequestId, (long Position, Act Act)> _ends = [];
    private readonly Dictionary<IssuanceId, (long Position, PersonId By)> _proposed = [], _issued = [], _rejected = [];
    private readonly Dictionary<IssuanceId, Digest> _receiptOf = [];
    private readonly Dictionary<IssuanceId, (AccountId Account, long Amount)> _asks = [];
    private readonly HashSet<Digest> _receiptsInUse = [], _receiptsEverUsed = [];

    private readonly Dictionary<(CardId Card, RequestId Request), List<Use>> _cardUses = [];
    private readonly Dictionary<(CardId Card, RequestId Request), int> _wrongPins = [];
    private readonly List<(DateTimeOffset From, Terms Terms)> _termsSet = [];

    // The tree over the sealed entries: the roots of its full subtrees, the largest first.
    private readonly List<(int Height, byte[] Hash)> _peaks = [];
    private KeptCheckpoint? _sealed;
    private DateTimeOffset _committedAt;

    /// <summary>The last committed position.</summary>
    public long Head { get; private set; }

    public long Payments { get; private set; }
    public long Refusals { get; private set; }
    public long Answers { get; private set; }

    /// <summary>How many acts of each kind stand in the book.</summary>
    public SortedDictionary<string, int> Acts { get; } = new(StringComparer.Ordinal);

    /// <summary>One account in the book: its state after each entry that touches it.</summary>
    private sealed class Page
    {
        public List<(long Position, long Balance, long Spent, SubjectStatus? Status, long Acts)> Lines { get; } = [(0, 0, 0, null, 0)];
        public Dictionary<KeyId, KnownKey> Keys { get; } = [];
        public Dictionary<KeyId, (PublicKey Key, PersonId By, DateTimeOffset At)> Entered { get; } = [];
        public Dictionary<CardId, KnownCard> Cards { get; } = [];
        public Dictionary<MandateId, KnownMandate> Mandates { get; } = [];
        public Dictionary<long, (long Paid, long Printed)> Days { get; } = [];
        public Ceilings Ceilings { get; set; } = Ceilings.None;
        public Dictionary<(AccountId, OrderId), long> Refunded { get; } = [];
        public Dictionary<PurseId, List<(long Position, long Balance)>> Purses { get; } = [];
        public AccountKind? Kind { get; set; }

        public IEnumerable<(long Position, long Balance, long Spent, SubjectStatus? Status, long Acts)> Between(long first, long last)
        {
            var at = Lines.FindLastIndex(l => l.Position <= first);
            for (; at < Lines.Count && Lines[at].Position <= last; at++) yield return Lines[at];
        }
    }

    private readonly record struct KnownKey(long Added, long Blocked = long.MaxValue, DateTimeOffset From = default, long? RefundsUpTo = null);

    private sealed class KnownCard(PersonId enteredBy)
    {
        public PersonId EnteredBy => enteredBy;
        public long Confirmed { get; set; } = long.MaxValue;
        public long Locked { get; set; } = long.MaxValue;
        public int WrongPins { get; set; }
        public Dictionary<long, long> Days { get; } = [];
    }

    private sealed class KnownMandate(Mandate terms, AccountId? @delegate, DateOnly firstDay)
    {
        public Mandate Terms => terms;
        public AccountId? Delegate => @delegate;
        public long Revoked { get; set; } = long.MaxValue;
        public Dictionary<int, long> Periods { get; } = [];
        public int PeriodOf(DateOnly day) => (day.DayNumber - firstDay.DayNumber) / terms.PeriodDays;
    }

    /// <summary>What became of (payer, order id).</summary>
    private sealed class Fate
    {
        public List<Ticket> Tickets { get; } = [];
        public List<Use> Uses { get; } = [];
        public long Position { get; set; }
        public Act? Act { get; set; }
        public ReadOnlyMemory<byte> Receipt { get; set; }
        public long HeardAt { get; set; } = long.MaxValue;
    }

    private Page Of(AccountId account) => Of(account.Value);

    private Page Of(string account) => _pages.TryGetValue(account, out var page) ? page : _pages[account] = new();

    public long BalanceOf(AccountId account) => Of(account).Lines[^1].Balance;

    public long EntriesOf(string subject) => Of(subject).Lines.Count;

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new Violation(otherwise);
    }

    // ---- the book ----

    /// <summary>Reads what a commit added, whatever it answers.</summary>
    public void Committed()
    {
        while (journal.FindAsync(new Position(Head + 1), default).GetAwaiter().GetResult() is { } entry) Read(entry);
    }

    private void Read(Entry entry)
    {
        (Head, _committedAt) = (entry.Position.Value, entry.CommittedAt);
        var act = Codec.Decode(entry.Body);
        var kind = act switch
        {
            Act.Paid { Reconverts: true } => "Reconverted",
            Act.Paid { Refunds: not null } back => back.Legs.Any(l => l.ToPurse is not null) ? "RefundedIntoPurse" : "Refunded",
            Act.Paid paid when paid.Legs.Any(l => l.FromPurse is not null) => "PaidFromPurse",
            _ => act.GetType().Name,
        };
        Acts[kind] = Acts.GetValueOrDefault(kind) + 1;
        world.Trace($"entry {Head} {entry.Hash} {kind} {act.Turn?.Subject} {act.Turn?.Number}");
        if (_audit.Check(entry, digest => journal.FindOriginalAsync(entry.Position, digest, default).GetAwaiter().GetResult(), _signatures) is { } fault)
            throw new Violation($"Entry {fault.Position}: {fault.What}");
        Demand(_audit.OriginalsErased == 0, $"Entry {Head}: the order behind it is not kept.");

        foreach (var turn in new[] { act.Turn, act.SecondTurn }.OfType<Turn>())
        {
            Demand(turn.Number == Of(turn.Subject).Lines[^1].Acts + 1, $"Entry {Head} is act {turn.Number} of {turn.Subject}, which is not the next.");
            Append(turn.Subject, acts: 1);
        }
        if (act.AlsoIn is { } also) Append(also);
        foreach (var leg in act.Transfers.Where(t => t.Unit == terms.Unit))
        {
            Append(leg.From.Value, balance: -leg.Amount.Minor);
            Append(leg.To.Value, balance: leg.Amount.Minor);
            Demand(leg.From == OfficeAccounts.Issuance || BalanceOf(leg.From) >= 0, $"Entry {Head}: {leg.From} falls below zero.");
        }
        switch (act)
        {
            case Act.AccountOpened opened:
                Of(opened.Account).Kind = opened.Kind;
                Append(opened.Account.Value, status: opened.Status);
                break;
            case Act.AccountApproved approved:
                Append(approved.Decider.Subject, status: SubjectStatus.Open);
                break;
            case Act.AccountClosed closed:
                Append(closed.Decider.Subject, status: SubjectStatus.Closed);
                break;
            case Act.KeyAdded added:
                Demand(Of(added.Decider.Subject).Keys.TryAdd(added.Key.Id, new(Head, RefundsUpTo: added.RefundsUpTo?.Minor)), $"Entry {Head} adds a key that is there.");
                break;
            case Act.KeyEntered entered:
                Demand(!Of(entered.Decider.Subject).Keys.ContainsKey(entered.Key.Id) && Of(entered.Decider.Subject).Entered.TryAdd(entered.Key.Id, (entered.Key, entered.By, entry.CommittedAt)), $"Entry {Head} enters a key that is there.");
                break;
            case Act.KeyConfirmed confirmed:
                Demand(Of(confirmed.Decider.Subject).Entered.Remove(confirmed.Key, out var waiting) && waiting.By != confirmed.By, $"Entry {Head} confirms a key that did not wait for this person.");
                Of(confirmed.Decider.Subject).Keys.Add(confirmed.Key, new(Head, From: waiting.At + KeyRules.Wait));
                break;
            case Act.KeyBlocked blocked:
                var page = Of(blocked.Decider.Subject);
                page.Keys[blocked.Key] = page.Entered.Remove(blocked.Key) ? new(Head, Head) : page.Keys[blocked.Key] with { Blocked = Head };
                break;
            case Act.CardEntered entered:
                Demand(Of(entered.Decider.Subject).Cards.TryAdd(entered.Card, new(entered.By)), $"Entry {Head} enters a card that is there.");
                break;
            case Act.CardConfirmed confirmed:
                foreach (var (id, card) in Of(confirmed.Decider.Subject).Cards)
                {
                    if (id == confirmed.Card)
                    {
                        Demand(card.EnteredBy != confirmed.By && card is { Confirmed: long.MaxValue, Locked: long.MaxValue }, $"Entry {Head} confirms a card that did not wait for this person.");
                        card.Confirmed = Head;
                    }
                    else card.Locked = Math.Min(card.Locked, Head);
                }
                break;
            case Act.CardBlocked blocked:
                var lost = Of(blocked.Decider.Subject).Cards[blocked.Card];
                lost.Locked = Math.Min(lost.Locked, Head);
                break;
            case Act.PinRefused refused:
                var tried = Of(refused.Decider.Subject).Cards[refused.Card];
                Demand(tried.Locked == long.MaxValue && tried.Confirmed < Head, $"Entry {Head} counts a PIN of a card that cannot pay.");
                if (++tried.WrongPins == Card.MostWrongPins) tried.Locked = Head;
                var wrong = _wrongPins[(refused.Card, refused.Request)] = _wrongPins.GetValueOrDefault((refused.Card, refused.Request)) + 1;
                Demand(wrong <= _cardUses.GetValueOrDefault((refused.Card, refused.Request), []).Sum(u => u.WrongTries), $"Entry {Head} counts a wrong PIN that nobody typed.");
                break;
            case Act.MandateGiven given:
                Demand(Of(given.Decider.Subject).Mandates.TryAdd(given.Mandate.Id, new(given.Mandate, given.Delegate, ParisCalendar.DayOf(entry.CommittedAt))), $"Entry {Head} gives a mandate again.");
                break;
            case Act.MandateRevoked revoked:
                Of(revoked.Decider.Subject).Mandates[revoked.Mandate].Revoked = Head;
                break;
            case Act.CeilingsSet set:
                Of(set.Decider.Subject).Ceilings = set.Ceilings;
                break;
            case Act.TermsSet set:
                _termsSet.Add((set.From, terms with { Ceilings = set.Ceilings, Forbidden = set.Forbidden }));
                break;
            case Act.Paid paid:
                Paid(paid);
                break;
            case Act.Refused refused:
                Refused(refused);
                break;
            case Act.RequestEnded ended:
                End(ended.Request, ended);
                break;
            case Act.IssuanceProposed proposed:
                Demand(_proposed.TryAdd(proposed.Issuance, (Head, proposed.By)), $"Entry {Head} proposes an issuance again.");
                Demand(_receiptsInUse.Add(proposed.Receipt), $"Entry {Head}: one receipt backs two issuances, done or waiting.");
                _asks[proposed.Issuance] = (proposed.Account, proposed.Amount.Minor);
                _receiptsEverUsed.Add(_receiptOf[proposed.Issuance] = proposed.Receipt);
                break;
            case Act.IssuanceRejected rejected:
                Demand(_rejected.TryAdd(rejected.Issuance, (Head, rejected.By)) && !_issued.ContainsKey(rejected.Issuance), $"Entry {Head} rejects an issuance again.");
                _receiptsInUse.Remove(_receiptOf[rejected.Issuance]);
                break;
            case Act.Issued issued:
                Demand(_issued.TryAdd(issued.Issuance, (Head, issued.ApprovedBy)) && !_rejected.ContainsKey(issued.Issuance), $"Entry {Head} decides an issuance again.");
                break;
        }
        Office(entry, act);

        void Append(string subject, long balance = 0, long acts = 0, SubjectStatus? status = null)
        {
            var lines = Of(subject).Lines;
            var last = lines[^1];
            var next = (Head, last.Balance + balance, last.Spent, status ?? last.Status, last.Acts + acts);
            if (last.Position == Head) lines[^1] = next;
            else lines.Add(next);
        }
    }

    private (Fate Fate, Ticket Ticket) Sent(AccountId payer, OrderId id, Digest payload)
    {
        var fate = _fates.GetValueOrDefault((payer, id)) ?? throw new Violation($"Entry {Head} is about an order that nobody sent.");
        var ticket = fate.Tickets.Find(t => t.Signed.Payload == payload && !t.Spoiled) ?? throw new Violation($"Entry {Head} is about an order that nobody sent so.");
        Demand(ticket.FirstSent is not null, $"Entry {Head} is about an order that was not sent yet.");
        Demand(!ticket.GivenUp, $"Entry {Head} settles {ticket}: its sender was told that nothing was done, and gave up.");
        Demand(fate.Act is null, $"Entry {Head} settles {ticket} again.");
        return (fate, ticket);
    }

    private void Paid(Act.Paid paid)
    {
        Payments++;
        var (payer, payee) = (Of(paid.Payer), Of(paid.Payee));
        var (order, sent) = paid.Means is Means.Device ? BySignature(paid, payer) : ByOther(paid, payer);
        Demand(order.Payee == paid.Payee && order.Amount == paid.Amount && order.Unit == paid.Unit && order.Refunds == paid.Refunds, $"Entry {Head} is not what was ordered.");
        Demand(payer.Lines[^1].Status == SubjectStatus.Open && (paid.Reconverts || payee.Lines[^1].Status == SubjectStatus.Open), $"Entry {Head}: payer or payee is not open.");
        if (order.Request is { } id)
        {
            var request = _requests[id];
            Demand(request.Terms.Payee == order.Payee && (request.Terms.Amount is null || request.Terms.Amount == order.Amount), $"Entry {Head} pays a request that asks for something else.");
            Demand(paid.Printed == (request.Terms.Standing ? id : null) && paid.Request == (request.Terms.Standing ? null : id), $"Entry {Head} pays a request otherwise than it asks.");
            if (!request.Terms.Standing) End(id, paid);
            else Demand(!_ends.TryGetValue(id, out var end) || end.Position > sent, $"Entry {Head}: its printed code was taken back before the order was sent.");
        }
        if (paid.Reconverts)
        {
            Reconverted(paid, order);
            return;
        }
        if (paid.Refunds is { } sold)
        {
            if (_fates.GetValueOrDefault((paid.Payee, sold)) is { Act: Act.Paid first }) IntoPurses(paid, first, payer.Refunded.GetValueOrDefault((paid.Payee, sold)));
            Demand(_fates.GetValueOrDefault((paid.Payee, sold)) is { Act: Act.Paid { Refunds: null } sale } && sale.Payee == paid.Payer
                && (payer.Refunded[(paid.Payee, sold)] = payer.Refunded.GetValueOrDefault((paid.Payee, sold)) + paid.Amount.Minor) <= sale.Amount.Minor, $"Entry {Head} gives back more than was paid.");
            return;
        }
        FromPurses(paid, order);
        var passed = Around().SelectMany(_ => DaysAround(), (t, at) => Enum.GetValues<Limit>().FirstOrDefault(limit => Passes(limit, order, paid.Means, paid.Credential, t, at))).ToList();
        Demand(passed.Contains(Limit.None), $"Entry {Head} passes a limit: {string.Join(" or ", passed)}.");
        var last = payer.Lines[^1];
        payer.Lines[^1] = last with { Spent = last.Spent + paid.Amount.Minor };
        var today = payer.Days.GetValueOrDefault(Today);
        payer.Days[Today] = (today.Paid + paid.Amount.Minor, today.Printed + (paid.Printed is null ? 0 : paid.Amount.Minor));
        if (paid.Means is Means.Card && payer.Cards[new(paid.Credential!.Value)].Days is var days) days[Today] = days.GetValueOrDefault(Today) + paid.Amount.Minor;
        if (paid.Means is Means.Mandate && payer.Mandates[new(paid.Credential!.Value)] is var mandate && mandate.PeriodOf(ParisCalendar.DayOf(_committedAt)) is var period)
            mandate.Periods[period] = mandate.Periods.GetValueOrDefault(period) + paid.Amount.Minor;
    }

    private (PaymentOrder Order, long Sent) BySignature(Act.Paid paid, Page payer)
    {
        var (fate, ticket) = Sent(paid.Payer, paid.Order, paid.Payload);
        (fate.Position, fate.Act) = (Head, paid);
        Demand(payer.Keys.TryGetValue(paid.Key, out var key) && key.Blocked == long.MaxValue, $"Entry {Head} pays {ticket} with a key that is blocked or was never there.");
        Demand(key.From <= world.UtcNow + Skew, $"Entry {Head} pays {ticket} with a key that still waits for its day.");
        Demand(key.RefundsUpTo is not { } most || (paid.Refunds is not null && paid.Amount.Minor <= most), $"Entry {Head} pays {ticket} with the key of a till.");
        Demand(ticket.Order.NotAfter + Skew.TotalSeconds >= world.UtcNow.ToUnixTimeSeconds(), $"Entry {Head} pays {ticket} long after its time.");
        return (ticket.Order, ticket.FirstSent!.Value);
    }

    private (PaymentOrder Order, long Sent) ByOther(Act.Paid paid, Page payer)
    {
        var credential = paid.Credential!.Value;
        var fate = _fates.GetValueOrDefault((paid.Payer, paid.Order));
        var use = (paid.Means is Means.Card ? _cardUses.GetValueOrDefault((new(credential), paid.Request!.Value)) : fate?.Uses)?
            .Find(u => u.Means == paid.Means && u.Credential == credential && u.Order.Payer == paid.Payer && u.Order.Payee == paid.Payee && u.Order.Amount == paid.Amount && u.PinHolds && u.FirstSent is not null)
            ?? throw new Violation($"Entry {Head} is a payment by {paid.Means} that nobody asked for, or with a wrong PIN.");
        Demand(fate?.Act is null, $"Entry {Head} settles {use} again.");
        if (fate is null) _fates[(paid.Payer, paid.Order)] = fate = new();
        (fate.Position, fate.Act) = (Head, paid);
        if (paid.Means is Means.Card)
        {
            var card = payer.Cards.GetValueOrDefault(new(credential));
            Demand(card is { Locked: long.MaxValue } && card.Confirmed < Head, $"Entry {Head} pays {use} with a card that cannot.");
            card!.WrongPins = 0;
        }
        else
        {
            var mandate = payer.Mandates.GetValueOrDefault(new(credential));
            Demand(mandate is { Revoked: long.MaxValue } && (mandate.Terms.Payee is null || mandate.Terms.Payee == paid.Payee), $"Entry {Head} pays {use} under a mandate that does not hold for it.");
        }
        return (use.Order, use.FirstSent!.Value);
    }

    /// <summary>The day (UTC) on which the book counts what is paid now.</summary>
    private long Today => Account.DayOf(_committedAt);

    /// <summary>The terms that one server or another may go by now: their clocks differ, and they look into the book every ten seconds.</summary>
    private IEnumerable<Terms> Around()
    {
        var (first, last) = (world.UtcNow - Skew - TermsHistory.Notice, world.UtcNow + Skew);
        yield return _termsSet.Where(t => t.From <= first).Aggregate((From: DateTimeOffset.MinValue, Terms: terms), (holds, set) => set.From >= holds.From ? set : holds).Terms;
        foreach (var set in _termsSet) if (set.From > first && set.From <= last) yield return set.Terms;
    }

    /// <summary>Which day it may be for one server or another.</summary>
    private IEnumerable<DateTimeOffset> DaysAround() =>
        new[] { world.UtcNow, world.UtcNow - Skew, world.UtcNow + Skew }.DistinctBy(at => (Account.DayOf(at), ParisCalendar.DayOf(at)));

    /// <summary>Whether a payment passes a limit, by these terms at this instant.</summary>
    private bool Passes(Limit limit, PaymentOrder order, Means means, Uuid? credential, Terms then, DateTimeOffset at, long? room = null)
    {
        var (payer, payee, amount) = (Of(order.Payer), Of(order.Payee), order.Amount.Minor);
        var (ceilings, day) = (payer.Ceilings.Over(then.Of(payer.Kind)), payer.Days.GetValueOrDefault(Account.DayOf(at)));
        var card = means is Means.Card ? payer.Cards.GetValueOrDefault(new(credential!.Value)) : null;
        var mandate = means is Means.Mandate ? payer.Mandates.GetValueOrDefault(new(credential!.Value)) : null;
        return limit switch
        {
            Limit.MaxAmount => amount > terms.MaxAmount.Minor,
            Limit.Transfer => payer.Kind is { } from && payee.Kind is { } to && then.Forbidden.Contains((from, to)),
            Limit.Payment => amount > ceilings.Payment?.Minor,
            Limit.Day => day.Paid + amount > ceilings.Day?.Minor,
            Limit.PrintedDay => order.Request is { } id && _requests.GetValueOrDefault(id) is { Terms.Standing: true } && day.Printed + amount > ceilings.PrintedDay?.Minor,
            // The nights of a run are few.
            Limit.PaymentsIn30Days => payer.Lines[^1].Spent + amount > ceilings.In30Days?.Minor,
            // Two payments that meet may pass it: only a refusal must have been right.
            Limit.PayeeBalance => room is { } held && held + amount > payee.Ceilings.Over(then.Of(payee.Kind)).Balance?.Minor,
            Limit.Card => card is not null && amount > (ceilings.Card ?? Ceilings.UsualCard).Minor,
            Limit.CardDay => card is not null && card.Days.GetValueOrDefault(Account.DayOf(at)) + amount > (ceilings.CardDay ?? Ceilings.UsualCardDay).Minor,
            Limit.MandatePayment => amount > mandate?.Terms.PerPayment.Minor,
            Limit.MandatePeriod => mandate is not null && mandate.Periods.GetValueOrDefault(mandate.PeriodOf(ParisCalendar.DayOf(at))) + amount > mandate.Terms.PerPeriod.Minor,
            _ => false,
        };
    }

    private void End(RequestId request, Act act) => Demand(_ends.TryAdd(request, (Head, act)), $"Entry {Head} ends request {request} again.");

    /// <summary>A refusal must have been true at some moment after the order was first sent and before the refusal was committed.</summary>
    private void Refused(Act.Refused refused)
    {
        Refusals++;
        var (fate, ticket) = Sent(refused.Payer, refused.Order, refused.Payload);
        (fate.Position, fate.Act) = (Head, refused);
        var order = ticket.Order;
        Demand(refused.Reason switch
        {
            Refusal.OrderExpired => order.NotAfter <= (world.UtcNow + Skew).ToUnixTimeSeconds(),
            Refusal.ExpiryTooFar => order.NotAfter >= (world.UtcNow - Skew + Terms.LongestValidity).ToUnixTimeSeconds() - 60,
            Refusal.KeyBlocked => Of(refused.Payer).Keys[refused.Key].Blocked < Head,
            Refusal.LimitExceeded when refused.Limit is Limit.TillKey => Of(refused.Payer).Keys[refused.Key].RefundsUpTo is { } most && (order.Refunds is null || order.Amount.Minor > most),
            _ => CouldBe(refused.Reason, refused.Limit, order, Means.Device, null, ticket.FirstSent!.Value, Head - 1),
        }, $"Entry {Head} refuses {ticket}: {refused.Reason} {refused.Limit} was never true since it was sent.");
    }

    /// <summary>Whether a reason that has nothing to do with keys was true at some moment.</summary>
    private bool CouldBe(Refusal reason, Limit limit, PaymentOrder order, Means means, Uuid? credential, long since, long until)
    {
        var (payer, payee) = (Of(order.Payer), Of(order.Payee));
        var request = order.Request is { } id ? _requests.GetValueOrDefault(id) : null;
        var sale = order.Refunds is { } sold ? _fates.GetValueOrDefault((order.Payee, sold)) : null;
        return reason switch
        {
            Refusal.WrongLedger => order.Ledger != terms.Ledger,
            Refusal.WrongUnit => order.Unit != terms.Unit,
            Refusal.PayerClosed => payer.Between(since, until).Any(l => l.Status != SubjectStatus.Open),
            Refusal.SameAccount => order.Payee == order.Payer,
            Refusal.PayeeUnknown => payee.Between(since, until).Any(l => l.Status is null),
            Refusal.PayeeClosed => payee.Between(since, until).Any(l => l.Status is SubjectStatus.Pending or SubjectStatus.Closed),
            Refusal.RequestUnknown => request is null,
            Refusal.RequestClosed => order.Request is { } asked && _ends.ContainsKey(asked) || request?.Terms.ExpiresAt <= world.UtcNow + Skew,
            Refusal.RequestMismatch => request is not null && (request.Terms.Payee != order.Payee || request.Terms.Amount is { } asks && asks != order.Amount || means is Means.Card && (request.Terms.Standing || request.Terms.Amount is null)),
            Refusal.SaleUnknown => sale is not { Act: Act.Paid { Refunds: null } paid } || sale.Position > since || paid.Payee != order.Payer,
            Refusal.RefundExceedsSale => sale is { Act: Act.Paid paid } && payer.Refunded.GetValueOrDefault((order.Payee, order.Refunds!.Value)) + order.Amount.Minor > paid.Amount.Minor,
            Refusal.LimitExceeded when limit is Limit.LeastReconversion => order.Payee == OfficeAccounts.Reconversion && FeesAround(payer.Kind!.Value).Any(t => order.Amount < t.LeastAmount),
            Refusal.LimitExceeded => Around().Any(t => DaysAround().Any(at => Passes(limit, order, means, credential, t, at, payee.Between(since, until).Max(l => l.Balance)))),
            Refusal.NotProfessional => order.Payee == OfficeAccounts.Reconversion && payer.Kind is AccountKind.Resident,
            Refusal.FeeMismatch => order.Payee == OfficeAccounts.Reconversion ? FeesAround(payer.Kind!.Value).Any(t => order.Fee != t.FeeOf(order.Amount)) : order.Fee is not null,
            Refusal.PurseNotAccepted => PurseCouldBeRefused(order, since),
            Refusal.InsufficientFunds => WasShort(order, since, until),
            _ => false,
        };
    }

    // ---- what clients send and hear ----

    public void Asked(StoredRequest request) => _requests.TryAdd(request.Terms.Id, request);

    public void Made(Ticket ticket)
    {
        var key = (ticket.Order.Payer, ticket.Order.Id);
        if (!_fates.TryGetValue(key, out var fate)) _fates[key] = fate = new();
        fate.Tickets.Add(ticket);
    }

    /// <summary>A payment by card or mandate is asked, perhaps again.</summary>
    public void Asked(Use use)
    {
        use.FirstSent ??= Head;
        if (!use.PinHolds) use.WrongTries++;
        List<Use> uses;
        if (use.Means is Means.Card)
        {
            var key = (new CardId(use.Credential), use.Order.Request!.Value);
            if (!_cardUses.TryGetValue(key, out uses!)) _cardUses[key] = uses = [];
        }
        else
        {
            var key = (use.Order.Payer, use.Order.Id);
            if (!_fates.TryGetValue(key, out var fate)) _fates[key] = fate = new();
            uses = fate.Uses;
        }
        if (!uses.Any(u => ReferenceEquals(u, use))) uses.Add(use);
    }

    /// <summary>Whoever asked for a payment by card or mandate hears the answer.</summary>
    public void Heard(Use use, PaymentReply reply, long headThen)
    {
        Answers++;
        world.Trace($"heard {(reply.Denial is { } no ? no : reply.Refusal is { } why ? why : reply.Created ? "201" : "200")} {use}");
        var payer = Of(use.Order.Payer);
        var (card, mandate) = (payer.Cards.GetValueOrDefault(new(use.Credential)), payer.Mandates.GetValueOrDefault(new(use.Credential)));
        switch (reply)
        {
            case { Denial: Denial.CardUnknown }:
                Demand(card is null || card.Confirmed > headThen, $"{use}: the card is unknown, though it was confirmed at {card?.Confirmed}.");
                break;
            case { Denial: Denial.CardBlocked }:
                Demand(card?.Locked < long.MaxValue, $"{use}: the card is called blocked, and is not.");
                break;
            case { Denial: Denial.WrongPin }:
                Demand(!use.PinHolds && _wrongPins.ContainsKey((new(use.Credential), use.Order.Request!.Value)), $"{use}: the PIN is called wrong, and the book does not count it.");
                break;
            case { Denial: Denial.MandateUnknown }:
                Demand(mandate is null, $"{use}: the mandate is unknown, though the book has it.");
                break;
            case { Denial: Denial.MandateEnded }:
                Demand(mandate is not null && (mandate.Revoked < long.MaxValue || mandate.Terms.LastDay <= ParisCalendar.DayOf(world.UtcNow + Skew)), $"{use}: the mandate is said to have ended, and holds.");
                break;
            case { Denial: Denial.MandateMismatch }:
                Demand(mandate is not null && mandate.Terms.Payee is { } only && only != use.Order.Payee, $"{use}: the mandate is called another's.");
                break;
            case { Refusal: Refusal.OrderIdReused }:
                Demand(_fates.GetValueOrDefault((use.Order.Payer, use.Order.Id)) is { Act: not null } other && !(other.Act is Act.Paid paid && Is(paid, use)), $"{use}: nothing else stands in the book under its id.");
                break;
            case { Refusal: Refusal.RequestClosed } when _ends.GetValueOrDefault(use.Order.Request ?? default).Act is Act.Paid ended && Is(ended, use):
                throw new Violation($"{use} is told that its request is closed; it was this card that paid it.");
            case { Refusal: { } refusal }:
                Demand(CouldBe(refusal, reply.Limit, use.Order, use.Means, use.Credential, headThen, Head), $"{use} hears {refusal} {reply.Limit}, which was never true since it was asked.");
                break;
            default:
                Demand(reply.Outcome is { Act: Act.Paid told } && Is(told, use) && _fates.GetValueOrDefault((told.Payer, told.Order)) is { } fate && fate.Act!.Equals(told) && fate.Position == reply.Outcome!.Entry.Position.Value
                    && (use.Means is Means.Card || told.Order == use.Order.Id), $"{use} was acknowledged, and is not in the book.");
                Demand(reply.Receipt.Length > 0, $"{use} was acknowledged without a receipt.");
                break;
        }

        static bool Is(Act.Paid paid, Use use) => paid.Means == use.Means && paid.Credential == use.Credential && paid.Payer == use.Order.Payer && paid.Payee == use.Order.Payee && paid.Amount == use.Order.Amount && paid.Request == use.Order.Request;
    }

    public void MandateTaken(Mandate mandate) => Demand(Of(mandate.Payer).Mandates.ContainsKey(mandate.Id), $"Mandate {mandate.Id} was acknowledged, and is not in the book.");

    public void MandateTakenBack(AccountId payer, MandateId mandate) => Demand(Of(payer).Mandates[mandate].Revoked < long.MaxValue, $"Mandate {mandate} was taken back, and the book does not say so.");

    public void CardConfirmed(AccountId account, CardId card) => Demand(Of(account).Cards[card].Confirmed < long.MaxValue, $"Card {card} was acknowledged, and is not in the book.");

    public void CardTakenBack(AccountId account, CardId card) => Demand(Of(account).Cards[card].Locked < long.MaxValue, $"Card {card} was taken back, and the book does not say so.");

    public void CeilingsAre(AccountId account, Ceilings read, long headThen) => Demand(Of(account).Lines.Any(l => l.Position >= headThen) || read == Of(account).Ceilings, $"{account} has other ceilings than the book says.");

    /// <summary>A client hears the answer to an order.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="sentAt">When this try was sent.</param>
    /// <param name="headThen">The head then.</param>
    public void Heard(Ticket ticket, PaymentReply reply, long sentAt, long headThen)
    {
        Answers++;
        var fate = _fates[(ticket.Order.Payer, ticket.Order.Id)];
        world.Trace($"heard {(reply.Refusal is { } why ? why : reply.Created ? "201" : "200")} {ticket}");
        switch (reply.Refusal)
        {
            case null:
                Demand(!ticket.Spoiled, $"{ticket} was paid by a wrong signature.");
                Demand(fate.Act is Act.Paid, $"{ticket} was acknowledged, and is not in the book.");
                var (paid, entry) = ((Act.Paid)fate.Act!, reply.Outcome!.Entry);
                Demand(fate.Position == entry.Position.Value && reply.Outcome.Act is Act.Paid told && told.Equals(paid), $"{ticket} was acknowledged at {entry.Position} and stands at {fate.Position}.");
                Demand(paid.Payload == ticket.Signed.Payload, $"{ticket} was acknowledged for other content under its id.");
                Demand(!reply.Created || fate.HeardAt >= sentAt, $"{ticket} was new (201) after it had been acknowledged.");
                CheckReceipt(ticket, fate, entry, reply.Receipt);
                fate.HeardAt = Math.Min(fate.HeardAt, world.Now);
                break;
            case Refusal.UnknownKey:
                var since = Of(ticket.Order.Payer).Keys.GetValueOrDefault(ticket.Signed.Key, new(long.MaxValue));
                Demand(since.Added > headThen || since.From >= world.UtcNow - Skew, $"{ticket}: its key is unknown, though it was added at {since.Added}.");
                break;
            case Refusal.BadSignature:
                Demand(ticket.Spoiled, $"{ticket} was signed well and heard {reply.Refusal}.");
                break;
            case Refusal.OrderIdReused:
                Demand(Settled(fate) is { } holder && holder != ticket.Signed.Payload, $"{ticket}: nothing else stands in the book under its id.");
                break;
            case Refusal.MalformedPayload:
                throw new Violation($"{ticket} was sent well and called malformed.");
            default:
                Demand(!ticket.Spoiled, $"{ticket} was settled by a wrong signature.");
                Demand(fate.Act is Act.Refused, $"{ticket} was refused for good ({reply.Refusal}), and that is not in the book.");
                var refused = (Act.Refused)fate.Act!;
                Demand(refused.Reason == reply.Refusal && refused.Limit == reply.Limit && refused.Payload == ticket.Signed.Payload, $"{ticket} was refused for {reply.Refusal}; the book refuses {(refused.Payload == ticket.Signed.Payload ? "it" : "other content")} for {refused.Reason}.");
                break;
        }
    }

    private static Digest? Settled(Fate fate) => fate.Act switch { Act.Paid paid => paid.Payload, Act.Refused refused => refused.Payload, _ => null };

    private void CheckReceipt(Ticket ticket, Fate fate, Entry entry, ReadOnlyMemory<byte> bytes)
    {
        if (fate.Receipt.Length > 0)
        {
            Demand(fate.Receipt.Span.SequenceEqual(bytes.Span), $"{ticket} has two receipts.");
            return;
        }
        fate.Receipt = bytes;
        var receipt = Receipt.Decode(SignedPayload.Decode(bytes).Payload);
        var paid = (Act.Paid)fate.Act!;
        var stands = journal.FindAsync(entry.Position, default).GetAwaiter().GetResult()!;
        Demand(receipt == new Receipt(terms.Ledger, paid.Order, stands.Position, stands.Hash, ticket.Signed.Received, paid.Amount, paid.Unit, paid.Payer, paid.Payee, stands.CommittedAt)
            || receipt.Received == paid.Received && receipt.EntryHash == stands.Hash && receipt.Position == stands.Position && receipt.Amount == paid.Amount, $"The receipt of {ticket} says something else than the book.");
    }

    public void GaveUp(Ticket ticket)
    {
        world.Trace($"given up {ticket}");
        var fate = _fates[(ticket.Order.Payer, ticket.Order.Id)];
        Demand(Settled(fate) != ticket.Signed.Payload, $"{ticket} stands at {fate.Position}; its sender was told that nothing was done.");
        ticket.GivenUp = true;
    }

    /// <summary>A client reads an account.</summary>
    public void Read(Account account, long headThen)
    {
        var page = Of(account.Id);
        var line = page.Lines.FindLast(l => l.Position <= account.Position.Value);
        Demand(line.Position == account.Position.Value, $"{account.Id} is read at {account.Position}, which is none of its entries.");
        Demand(page.Lines.FindLast(l => l.Position <= headThen).Position <= line.Position, $"{account.Id} is read at {account.Position}, without entries that were committed before it was asked for.");
        Demand(account.Of(terms.Unit).Minor == line.Balance, $"{account.Id} is read with {account.Of(terms.Unit).Minor} at {account.Position}; it holds {line.Balance}.");
        Demand(account.Acts == line.Acts && (account.Kind is null || account.Status == line.Status), $"{account.Id} is read at {account.Position} with another state than it has.");
        foreach (var (id, known) in page.Keys.Where(k => k.Value.Added <= line.Position))
            Demand(account.Keys.TryGetValue(id, out var key) && key.Blocked == known.Blocked <= line.Position && key.From == known.From, $"{account.Id} is read at {account.Position} with other keys than it has.");
        Demand(account.Keys.Keys.All(page.Keys.ContainsKey), $"{account.Id} is read with a key that it never had.");
        foreach (var (id, card) in account.Cards)
            Demand(page.Cards.TryGetValue(id, out var known) && card.Confirmed == known.Confirmed <= line.Position && card.IsLocked == known.Locked <= line.Position, $"{account.Id} is read at {account.Position} with other cards than it has.");
        foreach (var (id, mandate) in account.Mandates)
            Demand(page.Mandates.TryGetValue(id, out var known) && mandate.Revoked == known.Revoked <= line.Position, $"{account.Id} is read at {account.Position} with other mandates than it has.");
    }

    public void KeyAdded(AccountId account, KeyId key) =>
        Demand(Of(account).Keys.ContainsKey(key), $"{account}: key {key} was acknowledged, and is not in the book.");

    public void KeyRefused(AccountId account, KeyId key, KeyRefusal refusal) =>
        Demand(refusal != KeyRefusal.KeyExists || Of(account).Keys.ContainsKey(key), $"{account}: key {key} is said to exist, and is not in the book.");

    /// <summary>The only call that could have added this key hears that it is refused.</summary>
    public void KeyRefusedAtOnce(AccountId account, KeyId key, KeyRefusal refusal) =>
        Demand(!Of(account).Keys.ContainsKey(key), $"{account}: key {key} was refused ({refusal}) by the very call that added it.");

    public void KeyBlocked(AccountId account, KeyId key, bool found)
    {
        var known = Of(account).Keys.GetValueOrDefault(key, new(0, 0));
        Demand(found ? known.Blocked < long.MaxValue : known.Added == 0, $"{account}: the block of key {key} was acknowledged ({found}), and is not in the book.");
    }

    public bool Exists(AccountId account) => Of(account).Kind is not null;

    public void Opened(Account account) => Demand(account.Kind is not null && Exists(account.Id), $"{account.Id} was acknowledged, and is not in the book.");

    /// <summary>A client is told where a request stands.</summary>
    public void Shown(RequestId request, RequestStanding standing, long headThen)
    {
        world.Trace($"shown request {request} {standing.State}");
        var ended = _ends.TryGetValue(request, out var end);
        Demand(standing.State switch
        {
            RequestState.Open => !ended || end.Position > headThen,
            RequestState.Paid => ended && end.Act is Act.Paid,
            RequestState.Cancelled => ended && end.Act is Act.RequestEnded { Cancelled: true },
            _ => ended && end.Act is Act.RequestEnded { Cancelled: false },
        }, $"Request {request} is shown {standing.State}; the book says {(ended ? end.Act.GetType().Name : "nothing")}.");
    }

    public void Proposed(IssuanceId issuance, Digest receipt, TreasuryAnswer answer)
    {
        if (answer.Refusal is null) Demand(_proposed.GetValueOrDefault(issuance).Position == answer.Position.Value, $"Issuance {issuance} was taken, and is not in the book.");
        else Demand(!_proposed.ContainsKey(issuance), $"Issuance {issuance} was refused ({answer.Refusal}), and stands in the book.");
        Demand(answer.Refusal != TreasuryRefusal.AlreadyIssued || _receiptsEverUsed.Contains(receipt), $"Issuance {issuance} was refused for a receipt that backs no other.");
    }

    public void Decided(IssuanceId issuance, bool approved, PersonId by, TreasuryAnswer answer, long headThen)
    {
        var decided = _issued.ContainsKey(issuance) || _rejected.ContainsKey(issuance);
        Demand(answer.Refusal switch
        {
            null => (approved ? _issued : _rejected).GetValueOrDefault(issuance) == (answer.Position.Value, by),
            TreasuryRefusal.AlreadyDecided => decided && (approved ? _issued : _rejected).GetValueOrDefault(issuance).By != by,
            TreasuryRefusal.SamePerson => _proposed[issuance].By == by,
            TreasuryRefusal.AccountClosed => approved,
            TreasuryRefusal.FundGap => approved && _gapUntil >= headThen,
            // The line that backs it was explained otherwise.
            TreasuryRefusal.ExceedsReceipt => approved && _proposals[issuance].Source == OfficeAccounts.Suspense,
            TreasuryRefusal.LimitExceeded => approved && _asks[issuance] is var asks && Of(asks.Account) is var page
                && Around().Any(t => page.Lines.Any(l => l.Balance + asks.Amount > page.Ceilings.Over(t.Of(page.Kind)).Balance?.Minor)),
            _ => false,
        }, $"Whoever decides issuance {issuance} hears {answer}; that is not what the book says.");
    }

    // ---- the log ----

    public const string LogName = "currency", LogOrigin = "simulation/currency";

    public static readonly NoteSigner LogKey = new(LogOrigin, new byte[32]);

    /// <summary>A checkpoint is kept: it must be the tree over the entries that stand in the book, hashed here once more after RFC 9162.</summary>
    public void Sealed(KeptCheckpoint checkpoint)
    {
        var from = _sealed?.Size ?? 0;
        world.Trace($"sealed {checkpoint.Size} {checkpoint.Root}");
        Demand(checkpoint.Size > from && checkpoint.Size <= Head, $"{checkpoint.Size} entries are sealed after {from}; {Head} stand in the book.");
        foreach (var leaf in journal.ReadLeavesAsync(new(from), (int)(checkpoint.Size - from), default).GetAwaiter().GetResult())
        {
            var (height, hash) = (0, SHA256.HashData([0, .. HMACSHA256.HashData(leaf.Salt.Span, leaf.EntryHash.ToBytes())]));
            for (; _peaks.Count > 0 && _peaks[^1].Height == height; _peaks.RemoveAt(_peaks.Count - 1)) (height, hash) = (height + 1, Node(_peaks[^1].Hash, hash));
            _peaks.Add((height, hash));
        }
        var root = _peaks[^1].Hash;
        for (var i = _peaks.Count - 2; i >= 0; i--) root = Node(_peaks[i].Hash, root);
        Demand(checkpoint.Root.ToBytes().AsSpan().SequenceEqual(root), $"The root that is sealed over {checkpoint.Size} entries is not theirs.");
        Demand(SignedNote.TryParse(Encoding.UTF8.GetString(checkpoint.Note.Span), out var note, out _) && NoteSigner.Verify(LogKey.Key, note)
            && Checkpoint.TryParse(note.Text, out var says) && says == new Checkpoint(LogOrigin, checkpoint.Size, checkpoint.Root), $"The note over {checkpoint.Size} entries does not say so.");
        _sealed = checkpoint;

        static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
    }

    // ---- the end ----

    /// <summary>What can only be asked of a whole book: signatures, sums, and that the store still says what it said when it committed.</summary>
    public void Close()
    {
        foreach (var check in _signatures)
            if (check.Run(verifier) is { } forged) throw new Violation($"Entry {forged.Position}: {forged.What}");
        if (_audit.Close() is { } unbalanced) throw new Violation(unbalanced.What);
        Demand(_pages.Values.Sum(p => p.Lines[^1].Balance) == 0, "The accounts do not sum to zero.");
        var chain = new ChainAudit();
        for (var position = 1L; position <= Head; position++)
        {
            var entry = journal.FindAsync(new Position(position), default).GetAwaiter().GetResult();
            Demand(entry is not null, $"Entry {position} is gone.");
            if (chain.Check(entry!) is { } broken) throw new Violation($"Entry {broken.Position}: {broken.What}");
        }
        Demand(chain.Head.Hash == _audit.Head.Hash, "The book is not the one that was written.");
        Demand(_sealed is not null, "Nothing was ever sealed.");
        foreach (var (_, fate) in _fates.Where(f => f.Value.Receipt.Length > 0))
        {
            var kept = journal.FindReceiptAsync(new Position(fate.Position), default).GetAwaiter().GetResult();
            Demand(kept is { } bytes && bytes.Span.SequenceEqual(fate.Receipt.Span), $"The receipt that was given for entry {fate.Position} is not the one that is kept.");
        }
    }
}
