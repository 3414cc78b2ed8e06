using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>A payment request as the rule needs it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Payee">Who is to be paid.</param>
/// <param name="Amount">What is asked, or null when the payer chooses (a printed code).</param>
/// <param name="Unit">In which unit.</param>
/// <param name="ExpiresAt">UTC, or null for a standing code, which many may pay.</param>
/// <param name="Standing">A printed code: many may pay it, until it is taken back.</param>
public sealed record RequestTerms(RequestId Id, AccountId Payee, Amount? Amount, Unit Unit, DateTimeOffset? ExpiresAt, bool Standing);

/// <summary>A payment that a refund names, as the rule needs it.</summary>
/// <param name="Paid">What was paid, and how.</param>
public sealed record SaleFacts(Act.Paid Paid);

/// <summary>The first outcome of an order id, as the rule needs it.</summary>
/// <param name="Entry">Where it stands.</param>
/// <param name="Act">A <see cref="Act.Paid"/> or a <see cref="Act.Refused"/>.</param>
public sealed record Outcome(Entry Entry, Act Act)
{
    /// <summary>The SHA-256 of the payload that had this outcome.</summary>
    /// <exception cref="BrokenBookException">An order id is claimed by something that is no outcome of an order.</exception>
    public Digest Payload => Act switch
    {
        Act.Paid paid => paid.Payload,
        Act.Refused refused => refused.Payload,
        // Nobody signed an order for notes that were handed in: whatever order has its id is another one.
        Act.NotesReconverted => Digest.Zero,
        _ => throw new BrokenBookException($"Entry {Entry.Position} is no outcome of an order."),
    };
}

/// <summary>What the rule must be told about the world beyond the payer's account.</summary>
/// <param name="Payee">The payee's status; null when there is no such account.</param>
/// <param name="Request">The request named by the order; null when it names none or there is none.</param>
/// <param name="RequestEnded">Whether that request is known to be paid, cancelled or expired. A standing one can only be cancelled.</param>
/// <param name="Sale">The sale named by the order; null when it names none or there is none.</param>
/// <param name="Earlier">What this order id led to, when that is known.</param>
public sealed record Facts(SubjectStatus? Payee, RequestTerms? Request, bool RequestEnded, SaleFacts? Sale, Outcome? Earlier)
{
    /// <summary>Who the payee is; null when no rule asks.</summary>
    public AccountKind? PayeeKind { get; init; }

    /// <summary>What the payee may still be paid before it holds too much; null: any amount, or no rule asks.</summary>
    public Amount? PayeeRoom { get; init; }

    /// <summary>The purses named by the order that do not pay this payee today, by the terms of whoever filled them.</summary>
    public ImmutableHashSet<PurseId> PursesNotHere { get; init; } = [];

    /// <summary>The mutual credit, for an order in another unit than the ledger's; null: there is none, or no rule asks.</summary>
    public CreditFacts? Credit { get; init; }

    /// <summary>Nothing is known.</summary>
    public static Facts None { get; } = new(null, null, false, null, null);
}

/// <summary>What the rule must be told of the mutual credit.</summary>
/// <param name="Unit">Its unit.</param>
/// <param name="Payee">The payee's account at the head of the book; null: no rule asks.</param>
public sealed record CreditFacts(Unit Unit, Account? Payee)
{
    internal Limit Passed(Account payer, Amount amount) =>
        payer.Credit is null || Payee?.Credit is not { } limits ? Limit.NotAdmitted
        : amount > limits.RoomOf(Payee.In(new(Unit, null))) ? Limit.PayeeBalance : Limit.None;
}

/// <summary>What is to be done with an order.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Pay: once the act is in the book.</summary>
    public sealed record Accept(Act.Paid Act) : Decision;

    /// <summary>The card or the mandate authorises nothing.</summary>
    public sealed record Deny(Denial Reason) : Decision;

    /// <summary>Say again what was said first.</summary>
    public sealed record Repeat(Outcome Earlier) : Decision;

    /// <summary>Do not pay.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Limit">Which limit, when it is one.</param>
    public sealed record Refuse(Refusal Reason, Limit Limit = Limit.None) : Decision
    {
        /// <summary>Whether the refusal settles the order id for ever, so that it must be in the book before it is answered.
        /// A stranger's bytes settle nothing; a reused id is settled already.</summary>
        public bool IsFinal => Reason > Refusal.OrderIdReused;
    }
}

/// <summary>The rule of payments: whether an order moves money.</summary>
public static class PaymentRules
{
    /// <summary>Decides one order over the payer's account. Reasons stand in the order in which they win; those from the ledger's name on are in <see cref="WhyNot"/>.</summary>
    public static Decision Decide(Account payer, SignedOrder signed, Terms terms, Facts facts, DateTimeOffset now, IEs256kVerifier verifier)
    {
        var order = signed.Order;
        // A key that still waits for its day is none yet, and nothing is settled by it.
        if (!payer.Keys.TryGetValue(signed.Key, out var key) || key.From > now) return new Decision.Refuse(Refusal.UnknownKey);
        if (!Es256k.Verify(verifier, key.Key, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span)) return new Decision.Refuse(Refusal.BadSignature);

        if (facts.Earlier is { } earlier)
            return earlier.Payload == signed.Payload ? new Decision.Repeat(earlier) : new Decision.Refuse(Refusal.OrderIdReused);

        if (WhyNot(payer, order, key, terms, facts, now) is { } refused) return refused;
        return new Decision.Accept(Paid(payer, order, facts) with { Received = signed.Received, Payload = signed.Payload, Key = signed.Key });
    }

    /// <summary>Decides what a card or a mandate is to pay. Nothing that is refused here is settled: the next try may succeed.</summary>
    /// <param name="payer">Whose card or mandate it is.</param>
    /// <param name="instruction">What is to be paid.</param>
    /// <param name="pinHolds">Whether the card's PIN was right.</param>
    /// <param name="delegates">Whether the caller holds the account that the mandate names, or is the ledger itself where it names none.</param>
    /// <param name="terms">Those of the ledger.</param>
    /// <param name="facts">The world beyond the payer's account.</param>
    /// <param name="now">UTC.</param>
    public static Decision Decide(Account payer, Instruction instruction, bool pinHolds, Func<GivenMandate, bool> delegates, Terms terms, Facts facts, DateTimeOffset now)
    {
        var order = instruction.Order;
        var day = ParisCalendar.DayOf(now);
        Limit narrower;
        if (instruction.Means is Means.Card)
        {
            if (!payer.Cards.TryGetValue(new(instruction.Credential), out var card) || !card.Confirmed) return new Decision.Deny(Denial.CardUnknown);
            if (Earlier(instruction, facts) is { } earlier) return earlier;
            if (card.IsLocked) return new Decision.Deny(Denial.CardBlocked);
            if (!pinHolds) return new Decision.Deny(Denial.WrongPin);
            var ceilings = terms.Of(payer);
            narrower = order.Amount > (ceilings.Card ?? Ceilings.UsualCard) ? Limit.Card
                : Passes(card.PaidOn(Account.DayOf(now)), order.Amount, ceilings.CardDay ?? Ceilings.UsualCardDay) ? Limit.CardDay : Limit.None;
        }
        else
        {
            if (!payer.Mandates.TryGetValue(new(instruction.Credential), out var mandate)) return new Decision.Deny(Denial.MandateUnknown);
            if (Earlier(instruction, facts) is { } earlier) return earlier;
            if (!mandate.HoldsOn(day)) return new Decision.Deny(Denial.MandateEnded);
            if ((mandate.Terms.Payee is { } only && only != order.Payee) || !delegates(mandate)) return new Decision.Deny(Denial.MandateMismatch);
            narrower = order.Amount > mandate.Terms.PerPayment ? Limit.MandatePayment
                : Passes(mandate.PaidIn(day), order.Amount, mandate.Terms.PerPeriod) ? Limit.MandatePeriod : Limit.None;
        }
        if (WhyNot(payer, order, null, terms, facts, now, narrower) is { } refused) return refused;
        var received = Digest.Of(instruction.Encode());
        return new Decision.Accept(Paid(payer, order, facts) with { Received = received, Payload = received, Means = instruction.Means, Credential = instruction.Credential, By = instruction.By });
    }

    /// <summary>The same payment by the same card or mandate is the first one told again.</summary>
    private static Decision? Earlier(Instruction instruction, Facts facts) => facts.Earlier switch
    {
        null => null,
        { Act: Act.Paid paid } earlier when paid.Credential == instruction.Credential && paid.Payee == instruction.Order.Payee && paid.Amount == instruction.Order.Amount => new Decision.Repeat(earlier),
        _ => new Decision.Refuse(Refusal.OrderIdReused),
    };

    /// <summary>Why an order that is authorised moves no money. Every reason stands here once, in the order in which reasons win; null: it must succeed.
    /// A limit of a card or a mandate that it would pass is found before (<c>narrower</c>).</summary>
    private static Decision.Refuse? WhyNot(Account payer, PaymentOrder order, DeviceKey? key, Terms terms, Facts facts, DateTimeOffset now, Limit narrower = Limit.None)
    {
        if (order.Ledger != terms.Ledger) return Refuse(Refusal.WrongLedger);
        // Mutual credit is paid by devices of firms to other firms; it is never exchanged.
        var credit = order.Unit != terms.Unit;
        if (credit && (order.Unit != facts.Credit?.Unit || key is null || order.Payee == OfficeAccounts.Reconversion)) return Refuse(Refusal.WrongUnit);
        if (terms.WindDown is { } end && ParisCalendar.DayOf(now) > end.Last) return Refuse(Refusal.CurrencyEnded);

        if (order.NotAfter < (now - TimeSpan.FromMilliseconds(1)).ToUnixTimeSeconds() + 1) return Refuse(Refusal.OrderExpired);
        if (order.NotAfter > (now + Terms.LongestValidity).ToUnixTimeSeconds()) return Refuse(Refusal.ExpiryTooFar);

        if (key is { Blocked: true }) return Refuse(Refusal.KeyBlocked);
        if (payer.Status != SubjectStatus.Open) return Refuse(Refusal.PayerClosed);

        if (order.Payee == order.Payer) return Refuse(Refusal.SameAccount);
        // The office's account for reconversions is always there.
        var reconverts = order.Payee == OfficeAccounts.Reconversion;
        if (!reconverts && facts.Payee is null) return Refuse(Refusal.PayeeUnknown);
        if (!reconverts && facts.Payee != SubjectStatus.Open) return Refuse(Refusal.PayeeClosed);

        if (order.Request is not null)
        {
            if (facts.Request is not { } request) return Refuse(Refusal.RequestUnknown);
            if (facts.RequestEnded || request.ExpiresAt <= now) return Refuse(Refusal.RequestClosed);
            if (request.Payee != order.Payee || request.Unit != order.Unit) return Refuse(Refusal.RequestMismatch);
            if (request.Amount is { } asked && asked != order.Amount) return Refuse(Refusal.RequestMismatch);
        }

        if (order.Refunds is { } refunded)
        {
            if (facts.Sale is not { Paid: { Refunds: null } sale }) return Refuse(Refusal.SaleUnknown);
            if (sale.Payer != order.Payee || sale.Payee != order.Payer || sale.Unit != order.Unit) return Refuse(Refusal.SaleUnknown);
            var returned = payer.Refunded.GetValueOrDefault(new(sale.Payer, refunded));
            if (order.Amount > sale.Amount - returned) return Refuse(Refusal.RefundExceedsSale);
        }

        if (reconverts)
        {
            if (!terms.MayReconvert(payer)) return Refuse(Refusal.NotProfessional);
            if (payer.AgreementEnded) return Refuse(Refusal.NoAgreement);
        }
        // What no device signed names no fee, so neither a card nor a mandate ever reconverts.
        if (order.Fee != (reconverts ? terms.ReconversionOf(payer.Kind!.Value).FeeOf(order.Amount) : (Amount?)null)) return Refuse(Refusal.FeeMismatch);

        if (order.Amount > terms.MaxAmount) return Refuse(Refusal.LimitExceeded, Limit.MaxAmount);
        if (key?.RefundsUpTo is { } most && (order.Refunds is null || order.Amount > most)) return Refuse(Refusal.LimitExceeded, Limit.TillKey);
        if (narrower is not Limit.None) return Refuse(Refusal.LimitExceeded, narrower);
        if (reconverts && order.Amount < terms.ReconversionOf(payer.Kind!.Value).LeastAmount) return Refuse(Refusal.LimitExceeded, Limit.LeastReconversion);
        // The floor and the ceiling of mutual credit hold for refunds too.
        if (credit && facts.Credit!.Passed(payer, order.Amount) is not Limit.None and var beyond) return Refuse(Refusal.LimitExceeded, beyond);
        // Ceilings are for what members pay each other.
        if (!credit && order.Refunds is null && !reconverts && Passed(payer, order.Amount, facts, terms, now) is not Limit.None and var passed) return Refuse(Refusal.LimitExceeded, passed);

        if ((order.Refunds is not null || reconverts) && order.Purses.Count > 0) return Refuse(Refusal.PurseNotAccepted);
        foreach (var part in order.Purses) if (!payer.Balances.ContainsKey(new(order.Unit, part.Purse)) || facts.PursesNotHere.Contains(part.Purse)) return Refuse(Refusal.PurseNotAccepted);
        foreach (var part in order.Purses) if (!payer.In(new(order.Unit, part.Purse)).Covers(part.Part)) return Refuse(Refusal.InsufficientFunds);
        var ordinary = payer.In(new(order.Unit, null));
        if (order.Purses.Count == 0 && (credit ? order.Amount > payer.Credit!.ReachOf(ordinary) : !ordinary.Covers(order.Amount))) return Refuse(Refusal.InsufficientFunds);
        return null;

        static Decision.Refuse Refuse(Refusal reason, Limit limit = Limit.None) => new(reason, limit);
    }

    /// <summary>Which limit of payer or payee a payment would pass, the first of them.</summary>
    private static Limit Passed(Account payer, Amount amount, Facts facts, Terms terms, DateTimeOffset now)
    {
        var ceilings = terms.Of(payer);
        if (payer.Kind is { } from && facts.PayeeKind is { } to && terms.Forbidden.Contains((from, to))) return Limit.Transfer;
        if (amount > ceilings.Payment) return Limit.Payment;
        if (Passes(payer.PaidOn(now).Paid, amount, ceilings.Day)) return Limit.Day;
        if (ceilings.In30Days is { } window && Passes(payer.PaidInWindow(now), amount, window)) return Limit.PaymentsIn30Days;
        if (facts.Request is { Standing: true } && Passes(payer.PaidOn(now).Printed, amount, ceilings.PrintedDay)) return Limit.PrintedDay;
        return amount > facts.PayeeRoom ? Limit.PayeeBalance : Limit.None;
    }

    /// <summary>Whether so much more would pass a ceiling; asked without a sum, which could overflow.</summary>
    private static bool Passes(Amount paid, Amount amount, Amount? ceiling) => ceiling is { } most && (amount > most || paid > most - amount);

    private static Act.Paid Paid(Account payer, PaymentOrder order, Facts facts) => new(
        new(payer.Id.Value, payer.Acts + 1), order.Id, order.Payer, order.Payee, default, default, default,
        facts.Request is { Standing: true } ? null : order.Request, order.Refunds,
        order.Refunds is { } sold ? Returned(payer, order, facts.Sale!.Paid, sold) : Debits(order))
    {
        Printed = facts.Request is { Standing: true } ? order.Request : null,
        Fee = order.Fee,
        PayeeTurn = facts.Credit is { Payee: { } payee } mutual && mutual.Unit == order.Unit ? new Turn(payee.Id.Value, payee.Acts + 1) : null,
    };

    private static Transfer[] Debits(PaymentOrder order) => order.Purses.Count == 0
        ? [new(order.Payer, null, order.Payee, null, order.Amount, order.Unit)]
        : [.. order.Purses.Select(part => new Transfer(order.Payer, part.Purse, order.Payee, null, part.Part, order.Unit))];

    /// <summary>A refund goes back into the drawers that paid, in the order in which they paid, each at most as far as it paid.</summary>
    private static Transfer[] Returned(Account merchant, PaymentOrder order, Act.Paid sale, OrderId sold)
    {
        var skip = merchant.Refunded.GetValueOrDefault(new Sale(sale.Payer, sold)).Minor;
        var left = order.Amount.Minor;
        var transfers = new List<Transfer>();
        foreach (var leg in sale.Transfers)
        {
            var already = Math.Min(skip, leg.Amount.Minor);
            skip -= already;
            var part = Math.Min(left, leg.Amount.Minor - already);
            if (part == 0) continue;
            left -= part;
            transfers.Add(new(order.Payer, null, leg.From, leg.FromPurse, Amount.FromMinor(part), order.Unit));
        }
        return [.. transfers];
    }
}
