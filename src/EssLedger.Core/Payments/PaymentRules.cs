using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What holds for the whole ledger.</summary>
/// <param name="Ledger">Its id; an order for another ledger is refused.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="MaxAmount">The highest amount of one order, at most 2^53−1 (the largest integer every JSON reader keeps).</param>
/// <param name="PaymentsIn30Days">By kind of account, what may be paid in 30 days; a kind without a value has no such limit.</param>
public sealed record Terms(LedgerId Ledger, Unit Unit, Amount MaxAmount, IReadOnlyDictionary<AccountKind, Amount> PaymentsIn30Days)
{
    /// <summary>How far ahead an order's expiry may lie.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(600);
}

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
    /// <summary>Nothing is known.</summary>
    public static Facts None { get; } = new(null, null, false, null, null);
}

/// <summary>What is to be done with an order.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Pay: once the act is in the book.</summary>
    public sealed record Accept(Act.Paid Act) : Decision;

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
    /// <summary>Decides one order over the payer's account. Every reason to refuse stands here once, in the order in which reasons win.</summary>
    public static Decision Decide(Account payer, SignedOrder signed, Terms terms, Facts facts, DateTimeOffset now, IEs256kVerifier verifier)
    {
        var order = signed.Order;
        // A key that still waits for its day is none yet, and nothing is settled by it.
        if (!payer.Keys.TryGetValue(signed.Key, out var key) || key.From > now) return Refuse(Refusal.UnknownKey);
        if (!Es256k.Verify(verifier, key.Key, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span)) return Refuse(Refusal.BadSignature);

        if (facts.Earlier is { } earlier)
            return earlier.Payload == signed.Payload ? new Decision.Repeat(earlier) : Refuse(Refusal.OrderIdReused);

        if (order.Ledger != terms.Ledger) return Refuse(Refusal.WrongLedger);
        if (order.Unit != terms.Unit) return Refuse(Refusal.WrongUnit);

        if (order.NotAfter < (now - TimeSpan.FromMilliseconds(1)).ToUnixTimeSeconds() + 1) return Refuse(Refusal.OrderExpired);
        if (order.NotAfter > (now + Terms.LongestValidity).ToUnixTimeSeconds()) return Refuse(Refusal.ExpiryTooFar);

        if (key.Blocked) return Refuse(Refusal.KeyBlocked);
        if (payer.Status != SubjectStatus.Open) return Refuse(Refusal.PayerClosed);

        if (order.Payee == order.Payer) return Refuse(Refusal.SameAccount);
        if (facts.Payee is null) return Refuse(Refusal.PayeeUnknown);
        if (facts.Payee != SubjectStatus.Open) return Refuse(Refusal.PayeeClosed);

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

        if (order.Amount > terms.MaxAmount) return Refuse(Refusal.LimitExceeded, Limit.MaxAmount);
        if (key.RefundsUpTo is { } most && (order.Refunds is null || order.Amount > most)) return Refuse(Refusal.LimitExceeded, Limit.TillKey);
        if (order.Refunds is null && payer.Kind is { } kind && terms.PaymentsIn30Days.TryGetValue(kind, out var ceiling)
            && payer.PaidInWindow(now) + order.Amount > ceiling) return Refuse(Refusal.LimitExceeded, Limit.PaymentsIn30Days);

        if (order.Refunds is not null && order.Purses.Count > 0) return Refuse(Refusal.PurseNotAccepted);
        foreach (var part in order.Purses) if (!payer.Balances.ContainsKey(new(order.Unit, part.Purse))) return Refuse(Refusal.PurseNotAccepted);
        foreach (var part in order.Purses) if (!payer.In(new(order.Unit, part.Purse)).Covers(part.Part)) return Refuse(Refusal.InsufficientFunds);
        if (order.Purses.Count == 0 && !payer.In(new(order.Unit, null)).Covers(order.Amount)) return Refuse(Refusal.InsufficientFunds);

        // Past this line the payment must succeed.
        return new Decision.Accept(new Act.Paid(
            new(payer.Id.Value, payer.Acts + 1), order.Id, order.Payer, order.Payee,
            signed.Received, signed.Payload, signed.Key,
            facts.Request is { Standing: true } ? null : order.Request, order.Refunds,
            order.Refunds is { } sold ? Returned(payer, order, facts.Sale!.Paid, sold) : Debits(order)));

        static Decision Refuse(Refusal reason, Limit limit = Limit.None) => new Decision.Refuse(reason, limit);
    }

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
