using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

/// <summary>A signature that still has to be checked; that is slow, and can be done on all processors at once.</summary>
/// <param name="Position">The entry that rests on it.</param>
/// <param name="Key">Whose it must be.</param>
/// <param name="Envelope">What was signed.</param>
public sealed record SignatureCheck(Position Position, PublicKey Key, SignedPayload Envelope)
{
    /// <summary>Null when the signature is good.</summary>
    public Fault? Run(IEs256kVerifier verifier) => Es256k.Verify(verifier, Key, Envelope.ToBeSigned(), Envelope.Signature.Span)
        ? null
        : new(Position, "The signature on which it rests is not that of the key.");
}

/// <summary>Reads the currency book again from its first entry and asks of each whether it could stand there: chain, act numbers, sums, floors,
/// what may happen once, and by whose authority money moved. It shares no state with the rules that wrote the book, only their types.</summary>
public sealed class CurrencyAudit
{
    private readonly ChainAudit _chain = new();
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<Sale, Act.Paid> _sales = [];
    private readonly HashSet<string> _once = [];
    private readonly Dictionary<IssuanceId, Act.IssuanceProposed> _proposed = [];
    private long _officeActs;

    /// <summary>The last entry that was found right.</summary>
    public Head Head => _chain.Head;

    /// <summary>How many payments (refunds included) moved money.</summary>
    public long Payments { get; private set; }

    /// <summary>How many orders or proofs are no longer kept: their entries are checked without them.</summary>
    public long OriginalsErased { get; private set; }

    /// <summary>Units in circulation: what the issuance account stands below zero.</summary>
    public Amount InCirculation(Unit unit) => Amount.FromMinor(-Balance(OfficeAccounts.Issuance, unit));

    private long Balance(AccountId account, Unit unit) => _accounts.TryGetValue(account.Value, out var known) ? known.Of(unit).Minor : 0;

    /// <summary>Checks the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="originals">Finds the bytes behind a digest; null: erased.</param>
    /// <param name="signatures">Takes the signatures that remain to be checked.</param>
    /// <returns>Null when it is right so far as it goes without signatures.</returns>
    public Fault? Check(Entry entry, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        if (_chain.Check(entry) is { } broken) return broken;
        try
        {
            var act = Codec.Decode(entry.Body);
            if (WhatIsWrong(entry.Position, act, originals, signatures) is { } wrong) return new(entry.Position, wrong);
            foreach (var subject in act.Subjects) _accounts[subject] = Known(subject).Apply(entry, act);
            return Floors(entry.Position, act);
        }
        catch (Exception e) when (e is BrokenBookException or OverflowException)
        {
            return new(entry.Position, e.Message);
        }
    }

    private Account Known(string subject) => _accounts.TryGetValue(subject, out var known) ? known : new Account(AccountId.Parse(subject));

    private string? WhatIsWrong(Position position, Act act, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        switch (act)
        {
            case Act.BookOpened:
                return position == Position.None.Next ? null : "Only the first entry opens the book.";
            case Act.AccountOpened opened:
                return Once($"account {opened.Account}");
            case Act.AccountApproved or Act.AccountClosed:
                return Member(act.Turn!.Value.Subject) is null ? "There is no such account." : null;
            case Act.KeyAdded added:
                return Authority(position, added, originals, signatures);
            case Act.KeyBlocked blocked:
                return Member(blocked.Decider.Subject)?.Keys.ContainsKey(blocked.Key) is true ? null : "The account never had this key.";
            case Act.Paid paid:
                Payments++;
                return Once($"order {paid.Payer} {paid.Order}") ?? (paid.Request is { } request ? Once($"request {request}") : null)
                    ?? Authority(position, paid, originals, signatures) ?? Refund(paid);
            case Act.Refused refused:
                return Once($"order {refused.Payer} {refused.Order}") ?? Authority(position, refused, originals, signatures);
            case Act.RequestEnded ended:
                return Once($"request {ended.Request}");
            case Act.IssuanceProposed proposed:
                return Office(proposed) ?? (proposed.Amount > proposed.ReceiptAmount ? "More units than euro."
                    : _proposed.TryAdd(proposed.Issuance, proposed) ? null : "This issuance was proposed before.");
            case Act.IssuanceRejected rejected:
                return Office(rejected) ?? SecondPerson(rejected.Issuance, rejected.By) ?? Once($"issuance {rejected.Issuance}");
            case Act.Issued issued:
                return Office(issued) ?? SecondPerson(issued.Issuance, issued.ApprovedBy) ?? Once($"issuance {issued.Issuance}") ?? Once($"receipt {issued.Receipt}") ?? Backed(issued);
            default:
                return "This kind of act is not known to the audit.";
        }
    }

    private Account? Member(string subject) => _accounts.TryGetValue(subject, out var known) && known.Kind is not null ? known : null;

    private string? Once(string what) => _once.Add(what) ? null : $"The {what} stands in the book before.";

    private string? Office(Act act)
    {
        if (act.Turn is not { } turn || turn.Subject != OfficeAccounts.Treasury.Value || turn.Number != _officeActs + 1) return "It is not the next act of the treasury.";
        _officeActs++;
        return null;
    }

    private string? SecondPerson(IssuanceId issuance, PersonId by)
    {
        if (!_proposed.TryGetValue(issuance, out var proposed)) return "Nobody proposed this issuance.";
        return proposed.By == by ? "Who proposed the issuance also decided it." : null;
    }

    private string? Backed(Act.Issued issued)
    {
        var proposed = _proposed[issued.Issuance];
        var units = issued.Legs.Where(l => l.From == OfficeAccounts.Issuance).ToList();
        var euro = issued.Legs.Where(l => l.To == OfficeAccounts.Guarantee && l.Unit == Unit.Euro).Sum(l => l.Amount.Minor);
        return units is [var made] && made.To == proposed.Account && made.Amount == proposed.Amount && made.Unit == proposed.Unit
            && euro == made.Amount.Minor && issued.Receipt == proposed.Receipt && issued.ProposedBy == proposed.By
                ? null : "It is not what was proposed, or not backed by as many euro.";
    }

    private string? Refund(Act.Paid paid)
    {
        if (paid.Refunds is not { } sold)
        {
            _sales[new(paid.Payer, paid.Order)] = paid;
            return null;
        }
        if (!_sales.TryGetValue(new(paid.Payee, sold), out var sale) || sale.Payee != paid.Payer) return "It refunds a sale that is not in the book.";
        var returned = Known(paid.Payer.Value).Refunded.GetValueOrDefault(new(sale.Payer, sold));
        return returned + paid.Amount > sale.Amount ? "The refunds exceed the sale." : null;
    }

    /// <summary>An order moves money by the signature of a key that was active in the payer's account; the entry must say what the order says.</summary>
    private string? Authority(Position position, Act.Paid paid, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        if (Member(paid.Payer.Value) is not { Status: SubjectStatus.Open } payer) return "The payer's account is not open.";
        if (Member(paid.Payee.Value) is not { Status: SubjectStatus.Open }) return "The payee's account is not open.";
        if (!payer.Keys.TryGetValue(paid.Key, out var key) || key.Blocked) return "The key is not an active one of the payer's account.";
        if (Original(paid.Received, originals, out var bytes) is { } wrong) return wrong;
        if (bytes is null) return null;
        if (!SignedOrder.TryDecode(bytes.Value, out var signed, out _)) return "The order behind it is malformed.";
        var order = signed.Order;
        if (signed.Key != paid.Key || signed.Payload != paid.Payload || order.Id != paid.Order || order.Payer != paid.Payer || order.Payee != paid.Payee
            || order.Amount != paid.Amount || order.Unit != paid.Unit || order.Refunds != paid.Refunds)
            return "It does not say what the order behind it says.";
        signatures.Add(new(position, key.Key, signed.Envelope));
        return null;
    }

    private string? Authority(Position position, Act.Refused refused, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        if (Member(refused.Payer.Value) is not { } payer || !payer.Keys.TryGetValue(refused.Key, out var key)) return "The key is not one of the payer's account.";
        if (Original(refused.Received, originals, out var bytes) is { } wrong) return wrong;
        if (bytes is null) return null;
        if (!SignedOrder.TryDecode(bytes.Value, out var signed, out _) || signed.Order.Id != refused.Order || signed.Payload != refused.Payload) return "It does not say what the order behind it says.";
        signatures.Add(new(position, key.Key, signed.Envelope));
        return null;
    }

    private string? Authority(Position position, Act.KeyAdded added, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        if (Member(added.Decider.Subject) is not { } account) return "There is no such account.";
        if (account.Keys.ContainsKey(added.Key.Id)) return "The account has or had this key.";
        var voucher = added.Voucher is { } id ? account.Keys.GetValueOrDefault(id) : null;
        if (account.Keys.Count > 0 && voucher is not { Blocked: false }) return "No active key vouched for it.";
        if (Original(added.Proof, originals, out var bytes) is { } wrong) return wrong;
        if (bytes is null) return null;
        if (!SignedProof.TryDecode(bytes.Value, out var signed, out _) || !signed.Proof.Key.Equals(added.Key) || signed.Proof.Account != account.Id) return "It does not say what the proof behind it says.";
        signatures.Add(new(position, voucher?.Key ?? added.Key, signed.Envelope));
        return null;
    }

    private string? Original(Digest digest, Func<Digest, ReadOnlyMemory<byte>?> originals, out ReadOnlyMemory<byte>? bytes)
    {
        bytes = originals(digest);
        if (bytes is null) OriginalsErased++;
        return bytes is { } content && Digest.Of(content.Span) != digest ? "The bytes kept behind it are not those it was made of." : null;
    }

    private Fault? Floors(Position position, Act act)
    {
        foreach (var transfer in act.Transfers)
        {
            if (OfficeAccounts.MayBeNegative(transfer.From)) continue;
            if (_accounts[transfer.From.Value].In(new(transfer.Unit, transfer.FromPurse)) < Money.Balance.Zero) return new(position, $"{transfer.From} falls below zero.");
        }
        return null;
    }

    /// <summary>What remains to be asked at the end: every unit's accounts sum to zero.</summary>
    public Fault? Close()
    {
        var totals = _accounts.Values.SelectMany(a => a.Balances).GroupBy(b => b.Key.Unit).Select(g => (Unit: g.Key, Sum: g.Sum(b => b.Value.Minor)));
        return totals.FirstOrDefault(t => t.Sum != 0) is { Sum: not 0 } wrong ? new(Head.Position, $"The accounts of {wrong.Unit} sum to {wrong.Sum}, not to zero.") : null;
    }
}
