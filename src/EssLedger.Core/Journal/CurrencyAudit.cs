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
/// <param name="remembers">Whether it remembers every claim and every sale, so that its memory grows with the book. If not, it grows with the accounts only;
/// whoever asks must then give each refund's sale with the evidence, and show otherwise that no claim stands in the book twice.</param>
public sealed partial class CurrencyAudit(bool remembers = true)
{
    /// <summary>A server decides by its own clock, and the store dates the entry by its own: they are never further apart. What held by either is right.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private ChainAudit _chain = new();
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly HashSet<Claim> _claims = [];
    private readonly Dictionary<Sale, Act.Paid> _sales = [];
    private Act.BookOpened? _opening;
    private Loss? _loss;

    /// <summary>The last entry that was found right.</summary>
    public Head Head => _chain.Head;

    /// <summary>How many payments (refunds included) moved money.</summary>
    public long Payments { get; private set; }

    /// <summary>How many orders, proofs and references are no longer kept: their entries are checked without them.</summary>
    public long OriginalsErased { get; private set; }

    /// <summary>Units in circulation: what the issuance account stands below zero.</summary>
    public Amount InCirculation(Unit unit) => Amount.FromMinor(-(_accounts.TryGetValue(OfficeAccounts.Issuance.Value, out var known) ? known.Of(unit).Minor : 0));

    /// <summary>Every member's account with its status.</summary>
    public IReadOnlyDictionary<string, SubjectStatus> Statuses => _accounts.Values.Where(a => a.Kind is not null).ToDictionary(a => a.Id.Value, a => a.Status);

    /// <summary>Checks the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="originals">Finds the bytes behind a digest; null: erased.</param>
    /// <param name="signatures">Takes the signatures that remain to be checked.</param>
    /// <returns>Null when it is right so far as it goes without signatures.</returns>
    public Fault? Check(Entry entry, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures) =>
        Check(Evidence.Of(entry, Head.Hash, originals), signatures);

    /// <summary>Checks the next entry, examined before.</summary>
    /// <param name="evidence">What was found out about it.</param>
    /// <param name="signatures">Takes the signatures that remain to be checked.</param>
    /// <returns>Null when it is right so far as it goes without signatures.</returns>
    public Fault? Check(Evidence evidence, ICollection<SignatureCheck> signatures)
    {
        var entry = evidence.Entry;
        if (_chain.Check(entry, evidence.Hash) is { } broken) return broken;
        if (evidence.Flaw is { } flaw) return new(entry.Position, flaw);
        try
        {
            var act = evidence.Act!;
            if (Repeats(act) is { } repeated) return new(entry.Position, repeated);
            if ((Differs(act) ?? WhatIsWrong(entry.Position, act, evidence, signatures)) is { } wrong) return new(entry.Position, wrong);
            if (evidence.IsErased) OriginalsErased++;
            Remember(entry.Position, act);
            Count(entry, act);
            foreach (var subject in act.Subjects) _accounts[subject] = Known(subject).Apply(entry, act);
            if (IsOffice(act)) _treasury = _treasury.Apply(entry, act);
            if (Reconversion.BegunBy(act) is { } begun) _inProgress.Add(begun);
            return Backing(entry.Position, act) ?? Ends(entry.Position, act) ?? Notes(entry.Position, act) ?? Floors(entry.Position, act);
        }
        catch (Exception e) when (e is BrokenBookException or OverflowException)
        {
            return new(entry.Position, e.Message);
        }
    }

    private Account Known(string subject) => _accounts.TryGetValue(subject, out var known) ? known : new Account(AccountId.Parse(subject));

    private Account? Member(string subject) => _accounts.TryGetValue(subject, out var known) && known.Kind is not null ? known : null;

    private bool IsOpen(AccountId account) => Member(account.Value) is { Status: SubjectStatus.Open };

    private string? Repeats(Act act) => remembers && act.Claims.FirstOrDefault(c => !_claims.Add(c)) is { Key: { } key } claim ? $"{claim.Kind} {key} was claimed before." : null;

    private string? WhatIsWrong(Position position, Act act, Evidence evidence, ICollection<SignatureCheck> signatures)
    {
        switch (act)
        {
            case Act.BookOpened opening:
                _opening = opening;
                return position == Position.None.Next ? null : "Only the first entry opens the book.";
            case Act.AccountOpened opened:
                return Member(opened.Account.Value) is not null ? "The account was opened before."
                    : OfficeAccounts.Contains(opened.Account) ? "The name is that of an office account." : null;
            case Act.AccountApproved approved:
                return Member(approved.Decider.Subject) is { Status: SubjectStatus.Pending } ? null : "No such account is pending.";
            case Act.AccountClosed closed:
                return Member(closed.Decider.Subject) is null or { Status: SubjectStatus.Closed } ? "There is no such account, or it was closed before." : null;
            case Act.KeyAdded added:
                return Authority(evidence.Entry, added, evidence.Proof, signatures);
            case Act.KeyEntered entered:
                return Proven(position, entered, entered.Key, entered.Key, evidence.Proof, signatures);
            case Act.KeyConfirmed confirmed:
                return Member(confirmed.Decider.Subject)?.Entered.GetValueOrDefault(confirmed.Key) is not { } waiting ? "No such key waits to be confirmed."
                    : waiting.By == confirmed.By ? "Who entered the key also confirmed it." : null;
            case Act.KeyBlocked blocked:
                return Member(blocked.Decider.Subject) is { } holder && (holder.Keys.ContainsKey(blocked.Key) || holder.Entered.ContainsKey(blocked.Key)) ? null : "The account never had this key.";
            case Act.Paid paid:
                Payments++;
                if (IsOver(evidence.Entry)) return "The currency had ended.";
                return (paid.Means is Means.Device ? Authority(evidence.Entry, paid, evidence.Order, signatures) : Authority(evidence.Entry, paid, evidence.Instruction))
                    ?? (paid.Refunds is { } sold ? Refund(paid, sold, evidence.Sale) : Purses(evidence.Entry, paid) ?? Sells(paid, evidence.Order?.Order ?? evidence.Instruction?.Order));
            case Act.Refused refused:
                return Authority(position, refused, evidence.Order, signatures);
            case Act.RequestEnded:
                return null;
            case Act.CeilingsSet set:
                return Member(set.Decider.Subject) is null ? "There is no such account." : null;
            case Act.TermsSet set:
                return !IsOffice(set) ? "It is not an act of the treasury." : (set.From < evidence.Entry.CommittedAt - Skew ? "Terms do not change what has been." : null);
            case Act.ReconversionTermsSet set:
                return Terms(evidence.Entry, set);
            case Act.AgreementEnded ended:
                return Agreement(ended, inForce: true);
            case Act.AgreementRenewed renewed:
                return Agreement(renewed, inForce: false);
            case Act.CardEntered entered:
                return Member(entered.Decider.Subject) is not { Status: SubjectStatus.Open } own ? "The account is not open."
                    : own.Cards.ContainsKey(entered.Card) ? "The account has or had this card." : null;
            case Act.CardConfirmed confirmed:
                return Member(confirmed.Decider.Subject)?.Cards.GetValueOrDefault(confirmed.Card) is not { Confirmed: false, Blocked: false } unconfirmed ? "No such card waits to be confirmed."
                    : unconfirmed.EnteredBy == confirmed.By ? "Who entered the card also confirmed it." : null;
            case Act.CardBlocked blocked:
                return Member(blocked.Decider.Subject)?.Cards.ContainsKey(blocked.Card) is true ? null : "The account never had this card.";
            case Act.PinRefused refused:
                return Member(refused.Decider.Subject)?.Cards.GetValueOrDefault(refused.Card) is { IsLocked: false, Confirmed: true } ? null : "No such card could pay.";
            case Act.MandateGiven given:
                return Authority(evidence.Entry, given, evidence.Mandate, signatures);
            case Act.MandateRevoked revoked:
                return Member(revoked.Decider.Subject)?.Mandates.GetValueOrDefault(revoked.Mandate) is { Revoked: false } ? null : "The account gave no such mandate, or took it back before.";
            case Act.PeriodClosed closed:
                return !IsOffice(closed) ? "It is not an act of the treasury." : Closes(evidence.Entry, closed);
            case Act.TakingsClosed closed:
                return Closes(closed);
            case Act.MutualCreditProposed or Act.CreditDecided or Act.CreditLimitsProposed or Act.CreditEnded:
                return CreditAct(act);
            case Act.OnDebits debits:
                return WhatIsWrongWith(evidence.Entry, debits);
            case Act.OnPaper paper:
                return WhatIsWrongWith(evidence, paper, signatures);
            case Act.EntriesLost lost:
                if (lost.Loss.Flaw(_loss) is { } flaw) return flaw;
                _loss = lost.Loss;
                return null;
            default:
                return act is Act.AssociationChosen chosen ? Chosen(chosen) : OfficeAct(evidence.Entry, act);
        }
    }

    /// <summary>A payment debits the payer alone and credits the payee's ordinary money; with the order at hand, exactly the drawers that it names.</summary>
    private string? Sells(Act.Paid paid, PaymentOrder? order)
    {
        if (remembers) _sales[new(paid.Payer, paid.Order)] = paid;
        var debits = order switch
        {
            null => paid.Legs.Select(l => (l.FromPurse, l.Amount)),
            { Purses.Count: 0 } => [((PurseId?)null, order.Amount)],
            _ => order.Purses.Select(p => ((PurseId?)p.Purse, p.Part)),
        };
        return paid.Legs.SequenceEqual(debits.Select(d => new Transfer(paid.Payer, d.Item1, paid.Payee, null, d.Item2, paid.Unit)))
            ? null : "It moves money otherwise than the order says.";
    }

    /// <summary>A refund goes back to who paid, into the drawers that paid, in their order, each at most as far as it paid.</summary>
    private string? Refund(Act.Paid paid, OrderId sold, Act.Paid? sale)
    {
        sale ??= _sales.GetValueOrDefault(new(paid.Payee, sold));
        if (sale is null || sale.Payer != paid.Payee || sale.Order != sold || sale.Payee != paid.Payer || sale.Refunds is not null) return "It refunds a sale that is not in the book.";
        var returned = Known(paid.Payer.Value).Refunded.GetValueOrDefault(new(sale.Payer, sold)).Minor;
        if (returned > sale.Amount.Minor - paid.Amount.Minor) return "The refunds exceed the sale.";
        var legs = new List<Transfer>();
        var (from, to) = (0L, 0L);
        foreach (var leg in sale.Legs)
        {
            (from, to) = (to, to + leg.Amount.Minor);
            var part = Math.Min(to, returned + paid.Amount.Minor) - Math.Max(from, returned);
            if (part > 0) legs.Add(new(paid.Payer, null, sale.Payer, leg.FromPurse, Amount.FromMinor(part), sale.Unit));
        }
        return paid.Legs.SequenceEqual(legs) ? null : "It does not give back what the sale took.";
    }

    /// <summary>An order moves money by the signature of a key that was active in the payer's account; the entry must say what the order says.</summary>
    private string? Authority(Entry entry, Act.Paid paid, SignedOrder? signed, ICollection<SignatureCheck> signatures)
    {
        if (paid.Decider.Subject != paid.Payer.Value) return "Another than the payer decided it.";
        if (Member(paid.Payer.Value) is not { Status: SubjectStatus.Open } payer) return "The payer's account is not open.";
        if (paid.Reconverts)
        {
            if (Reconverts(entry, paid, payer) is { } unfit) return unfit;
        }
        else if (!IsOpen(paid.Payee)) return "The payee's account is not open.";
        else if (paid.Fee is not null) return "Only a reconversion has a fee.";
        if (!payer.Keys.TryGetValue(paid.Key, out var key) || !key.IsActive(entry.CommittedAt + Skew)) return "The key is not an active one of the payer's account.";
        if (key.RefundsUpTo is { } most && (paid.Refunds is null || paid.Amount > most)) return "The key is that of a till, which may not do this.";
        if (Counts(paid, payer) is { } uncounted) return uncounted;
        if (signed is null) return null;
        var order = signed.Order;
        if (signed.Key != paid.Key || signed.Payload != paid.Payload || order.Id != paid.Order || order.Payer != paid.Payer || order.Payee != paid.Payee
            || order.Amount != paid.Amount || order.Unit != paid.Unit || order.Refunds != paid.Refunds || order.Fee != paid.Fee
            // A printed code is not ended by who pays it, so an entry need not name what the order names.
            || (paid.Request is { } request && order.Request != request) || (_opening is { } ours && order.Ledger != ours.Ledger))
            return "It does not say what the order behind it says.";
        signatures.Add(new(entry.Position, key.Key, signed.Envelope));
        return null;
    }

    /// <summary>A card or a mandate moves money as far as it may; the entry must say what the instruction says.</summary>
    private string? Authority(Entry entry, Act.Paid paid, Instruction? instruction)
    {
        if (paid.Decider.Subject != paid.Payer.Value) return "Another than the payer decided it.";
        if (Member(paid.Payer.Value) is not { Status: SubjectStatus.Open } payer) return "The payer's account is not open.";
        if (!IsOpen(paid.Payee)) return "The payee's account is not open.";
        if (Counts(paid, payer) is { } uncounted) return uncounted;
        if (paid.Refunds is not null || paid.Fee is not null || paid.Credential is not { } credential || paid.Payload != paid.Received) return "Cards and mandates only pay.";
        if (paid.Means is Means.Card)
        {
            if (paid.By is null || payer.Cards.GetValueOrDefault(new(credential)) is not { Confirmed: true, IsLocked: false }) return "The card is not one that could pay.";
        }
        else
        {
            var days = Days(entry);
            if (payer.Mandates.GetValueOrDefault(new(credential)) is not { } mandate || !days.Any(mandate.HoldsOn)) return "The mandate is not one that holds.";
            if ((mandate.Terms.Payee is { } only && only != paid.Payee) || paid.Amount > mandate.Terms.PerPayment || paid.Amount > mandate.Terms.PerPeriod
                || days.All(day => mandate.PaidIn(day) > mandate.Terms.PerPeriod - paid.Amount)) return "The mandate does not allow so much, or not to this payee.";
        }
        if (instruction is null) return null;
        var order = instruction.Order;
        return instruction.Means != paid.Means || instruction.Credential != credential || instruction.By != paid.By || order.Id != paid.Order || order.Payer != paid.Payer || order.Payee != paid.Payee
            || order.Amount != paid.Amount || order.Unit != paid.Unit || order.Request != (paid.Request ?? paid.Printed) || (_opening is { } ours && order.Ledger != ours.Ledger)
            ? "It does not say what the instruction behind it says." : null;
    }

    /// <summary>A mandate is given by the signature of an active key of its payer's account.</summary>
    private string? Authority(Entry entry, Act.MandateGiven given, SignedMandate? signed, ICollection<SignatureCheck> signatures)
    {
        var mandate = given.Mandate;
        if (given.Decider.Subject != mandate.Payer.Value || Member(mandate.Payer.Value) is not { Status: SubjectStatus.Open } payer) return "The payer's account is not open, or another decided it.";
        if (!payer.Keys.TryGetValue(given.Key, out var key) || !key.IsActive(entry.CommittedAt + Skew) || key.RefundsUpTo is not null) return "The key is not an active one of the payer's account.";
        if (payer.Mandates.ContainsKey(mandate.Id)) return "The account gave this mandate before.";
        if (signed is null) return null;
        if (signed.Key != given.Key || signed.Mandate != mandate || (_opening is { } ours && mandate.Ledger != ours.Ledger)) return "It does not say what the mandate behind it says.";
        signatures.Add(new(entry.Position, key.Key, signed.Envelope));
        return null;
    }

    private string? Authority(Position position, Act.Refused refused, SignedOrder? signed, ICollection<SignatureCheck> signatures)
    {
        if (refused.Decider.Subject != refused.Payer.Value) return "Another than the payer decided it.";
        if (Member(refused.Payer.Value) is not { } payer || !payer.Keys.TryGetValue(refused.Key, out var key)) return "The key is not one of the payer's account.";
        if (signed is null) return null;
        if (signed.Key != refused.Key || signed.Payload != refused.Payload || signed.Order.Id != refused.Order || signed.Order.Payer != refused.Payer)
            return "It does not say what the order behind it says.";
        signatures.Add(new(position, key.Key, signed.Envelope));
        return null;
    }

    private string? Authority(Entry entry, Act.KeyAdded added, SignedProof? signed, ICollection<SignatureCheck> signatures)
    {
        var account = Member(added.Decider.Subject);
        var voucher = added.Voucher is { } id ? account?.Keys.GetValueOrDefault(id) : null;
        if (account is not null && (account.Keys.Count > 0 || added.Voucher is not null || added.RefundsUpTo is not null)
            && (voucher is not { RefundsUpTo: null } || !voucher.IsActive(entry.CommittedAt + Skew))) return "No active key vouched for it.";
        return Proven(entry.Position, added, added.Key, voucher?.Key ?? added.Key, signed, signatures);
    }

    /// <summary>A key is registered by a proof that the right key signed.</summary>
    private string? Proven(Position position, Act act, PublicKey key, PublicKey signer, SignedProof? signed, ICollection<SignatureCheck> signatures)
    {
        if (Member(act.Turn!.Value.Subject) is not { Status: not SubjectStatus.Closed } account) return "There is no such account, or it is closed.";
        if (account.Keys.ContainsKey(key.Id) || account.Entered.ContainsKey(key.Id)) return "The account has or had this key.";
        if (signed is null) return null;
        if (signed.Key != signer.Id || !signed.Proof.Key.Equals(key) || signed.Proof.Account != account.Id || (_opening is { } ours && signed.Proof.Ledger != ours.Ledger))
            return "It does not say what the proof behind it says.";
        signatures.Add(new(position, signer, signed.Envelope));
        return null;
    }

    private Fault? Floors(Position position, Act act)
    {
        foreach (var transfer in act.Transfers)
        {
            if (transfer.Unit == _treasury.Mutual.Unit)
            {
                if (Beyond(transfer, act) is { } beyond) return new(position, beyond);
                continue;
            }
            if (!OfficeAccounts.MayBeNegative(transfer.From) && _accounts[transfer.From.Value].In(new(transfer.Unit, transfer.FromPurse)) < Money.Balance.Zero)
                return new(position, $"{transfer.From} falls below zero.");
            if (!OfficeAccounts.MayBePositive(transfer.To) && _accounts[transfer.To.Value].In(new(transfer.Unit, transfer.ToPurse)) > Money.Balance.Zero)
                return new(position, $"{transfer.To} rises above zero.");
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
