using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>A whole ledger in a few lists: one book, every account folded live, and the rules. Nothing is lost, nobody is concurrent.</summary>
internal sealed class LittleBook
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly Unit Unit = Unit.Parse("MLC");
    public static readonly PersonId Clerk = PersonId.Parse("CLERK");
    private readonly List<(Entry Entry, Act Act)> _entries = [];
    private readonly Dictionary<AccountId, Account> _accounts = [];
    private readonly Dictionary<(AccountId Payer, OrderId Order), Outcome> _outcomes = [];
    private readonly HashSet<Digest> _receipts = [];
    private readonly HashSet<IssuanceId> _decided = [];
    private readonly HashSet<RequestId> _ended = [];

    public LittleBook(Terms? terms = null) => Terms = terms ?? new(LedgerId.Parse("LILLE"), Unit, Amount.FromMinor(100_000), new Dictionary<AccountKind, Ceilings>());

    public Terms Terms { get; set; }
    public DateTimeOffset Now { get; set; } = Start;
    public Dictionary<RequestId, RequestTerms> Requests { get; } = [];
    public System.Collections.Immutable.ImmutableHashSet<PurseId> PursesNotHere { get; set; } = [];
    public TreasuryState Treasury { get; private set; } = new();
    public MutualCredit.MutualCreditState Credit { get; private set; } = new();
    public IReadOnlyList<(Entry Entry, Act Act)> Entries => _entries;
    public IReadOnlyDictionary<AccountId, Account> Accounts => _accounts;

    public Account this[AccountId id] => _accounts.GetValueOrDefault(id) ?? new(id);

    public Turn NextTurn(AccountId id) => new(id.Value, (id == OfficeAccounts.Treasury ? Treasury.Acts : this[id].Acts) + 1);

    /// <summary>Puts an act into the book: chained, and applied to every account in whose history it stands.</summary>
    public Outcome Place(Act act)
    {
        var last = _entries.Count > 0 ? _entries[^1].Entry : new(Position.None, DateTimeOffset.UnixEpoch, Digest.Zero, default);
        var body = Codec.Encode(act);
        var entry = new Entry(last.Position.Next, Now, Entry.HashOf(last.Hash, last.Position.Next, Now, body), body);
        _entries.Add((entry, act));
        foreach (var subject in act.Subjects)
        {
            if (subject == OfficeAccounts.Treasury.Value) Treasury = Treasury.Apply(entry, act);
            else if (subject == MutualCredit.MutualCreditState.Subject) Credit = Credit.Apply(entry, act);
            else if (subject != Campaigns.CampaignsState.Subject) _accounts[AccountId.Parse(subject)] = this[AccountId.Parse(subject)].Apply(entry, act);
        }
        if (act is Act.Paid { Request: { } request }) _ended.Add(request);
        if (act is Act.RequestEnded ended) _ended.Add(ended.Request);
        if (act is Act.Issued issued) _receipts.Add(issued.Receipt);
        if (act is Act.Issued or Act.IssuanceRejected) _decided.Add(act is Act.Issued i ? i.Issuance : ((Act.IssuanceRejected)act).Issuance);
        return new(entry, act);
    }

    public void Open(AccountId account, AccountKind kind, PublicKey key, SubjectStatus status = SubjectStatus.Open)
    {
        Place(new Act.AccountOpened(account, kind, status, Clerk));
        Place(new Act.KeyAdded(NextTurn(account), key, null, Digest.Zero, Clerk));
    }

    /// <summary>Units against a receipt that nobody saw, for the beginning of a story.</summary>
    public void Give(AccountId account, long minor, PurseId? purse = null) =>
        Place(new Act.Issued(NextTurn(OfficeAccounts.Treasury), new(new((UInt128)_entries.Count)), Digest.Zero, Clerk, Clerk,
            [
                new(OfficeAccounts.Backing, null, OfficeAccounts.Announced, null, Amount.FromMinor(minor), EssLedger.Core.Money.Unit.Euro),
                new(OfficeAccounts.Issuance, null, account, purse, Amount.FromMinor(minor), Unit),
            ]));

    /// <summary>An order as the server takes it: decided over all that is known; what is final is put into the book.</summary>
    public Decision Pay(SignedOrder signed)
    {
        var decision = Decide(signed);
        var order = signed.Order;
        switch (decision)
        {
            case Decision.Accept accept:
                _outcomes.Add((order.Payer, order.Id), Place(accept.Act));
                break;
            case Decision.Refuse { IsFinal: true } refuse:
                _outcomes.Add((order.Payer, order.Id), Place(new Act.Refused(
                    NextTurn(order.Payer), order.Id, order.Payer, signed.Received, signed.Payload, signed.Key, refuse.Reason, refuse.Limit)));
                break;
        }
        return decision;
    }

    public Decision Decide(SignedOrder signed)
    {
        var order = signed.Order;
        return PaymentRules.Decide(this[order.Payer], signed, Terms, FactsOf(order), Now, Pen.Verifier);
    }

    /// <summary>What a card or a mandate is to pay, as the server decides it; a wrong PIN is put into the book.</summary>
    public Decision Pay(Instruction instruction, bool pinHolds, AccountId? @delegate)
    {
        var order = instruction.Order;
        var decision = PaymentRules.Decide(this[order.Payer], instruction, pinHolds, mandate => mandate.Delegate == @delegate, Terms, FactsOf(order), Now);
        if (decision is Decision.Accept accept) _outcomes.Add((order.Payer, order.Id), Place(accept.Act));
        if (decision is Decision.Deny { Reason: Denial.WrongPin }) Place(new Act.PinRefused(NextTurn(order.Payer), new(instruction.Credential), order.Request!.Value, instruction.By!.Value));
        return decision;
    }

    private Facts FactsOf(PaymentOrder order)
    {
        var payee = _accounts.TryGetValue(order.Payee, out var known) && known.Kind is not null ? known : null;
        return new(
            payee?.Status,
            order.Request is { } request ? Requests.GetValueOrDefault(request) : null,
            order.Request is { } ended && _ended.Contains(ended),
            order.Refunds is { } sold && _outcomes.GetValueOrDefault((order.Payee, sold))?.Act is Act.Paid paid ? new(paid) : null,
            _outcomes.GetValueOrDefault((order.Payer, order.Id)))
        {
            PayeeKind = payee?.Kind,
            PayeeRoom = payee is null ? null : Terms.RoomOf(payee),
            PursesNotHere = PursesNotHere,
            Credit = order.Unit != Terms.Unit && Credit.Scheme.Unit is { } unit ? new(unit, payee) : null,
        };
    }

    public TreasuryDecision Propose(IssuanceId issuance, AccountId account, long amount, Unit unit, EuroReceipt receipt, PersonId by) =>
        Do(TreasuryRules.Propose(Treasury, new(default, issuance, account, Amount.FromMinor(amount), unit, receipt.Identity, receipt.Amount, by),
            Unit, _accounts.TryGetValue(account, out var known) ? known.Status : null, _receipts.Contains(receipt.Identity)));

    public TreasuryDecision Approve(IssuanceId issuance, PersonId by) => Do(TreasuryRules.Approve(Treasury, issuance, _decided.Contains(issuance), by));

    public TreasuryDecision Reject(IssuanceId issuance, PersonId by) => Do(TreasuryRules.Reject(Treasury, issuance, _decided.Contains(issuance), by));

    private TreasuryDecision Do(TreasuryDecision decision)
    {
        if (decision is TreasuryDecision.Accept accept) Place(accept.Act);
        return decision;
    }

    /// <summary>The answer as an app would read it: <c>accepted</c>, <c>repeated …</c>, or the word of the refusal.</summary>
    public static string Word(Decision decision) => decision switch
    {
        Decision.Accept => "accepted",
        Decision.Repeat { Earlier.Act: Act.Refused refused } => $"repeated {Word(refused.Reason)}",
        Decision.Repeat => "repeated",
        Decision.Refuse { Limit: not Limit.None } refuse => $"{Word(refuse.Reason)} {Word(refuse.Limit)}",
        Decision.Refuse refuse => Word(refuse.Reason),
        Decision.Deny deny => Word(deny.Reason),
        _ => throw new ArgumentException(decision.ToString()),
    };

    public static string Word(TreasuryDecision decision) => decision is TreasuryDecision.Refuse refuse ? Word(refuse.Reason) : "accepted";

    public static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
