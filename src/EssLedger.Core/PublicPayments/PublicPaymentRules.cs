using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.PublicPayments;

/// <summary>The rules of public payments: a body pays euro, the association credits whoever asked for it in writing, and nobody else.</summary>
public static class PublicPaymentRules
{
    /// <summary>The public mandates to which a line that came in refers: one, as a rule. What came back is no payment of anybody's.</summary>
    public static IReadOnlyList<PublicMandateId> NamedBy(BankLine line) => line is { Cents: > 0, Reversal: false, ReturnReason: null }
        ? [.. line.Texts.SelectMany(PublicMandateId.FindIn).Distinct()] : [];

    /// <summary>The public mandate under which a line is to be credited to an account: of those that it names and that there are the account's, else the first, which then says why not. Null: it names none.</summary>
    public static PublicMandateId? For(TreasuryState treasury, BankLine line, AccountId account) => NamedBy(line).Where(treasury.PublicMandates.All.ContainsKey)
        .OrderBy(m => treasury.PublicMandates.All[m].Terms.Beneficiary == account ? 0 : 1).Select(m => (PublicMandateId?)m).FirstOrDefault();

    /// <summary>Whether a line came from where the mandate says. A mandate that names no bank account leaves that to the two persons who see the payer's name; so does one whose words were erased.</summary>
    public static bool CameFrom(BankLine line, MandateWords? words) => words?.PaysFrom is not { } iban || (Iban.TryParse(line.CounterpartyIban, out var from) && from == iban);

    /// <summary>May this mandate be entered?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="entered">What is asked; its turn is given here.</param>
    /// <param name="beneficiary">The member's status; null: there is no such account.</param>
    public static TreasuryDecision Enter(TreasuryState treasury, Act.PublicMandateEntered entered, SubjectStatus? beneficiary) =>
        beneficiary is null ? Refuse(TreasuryRefusal.AccountUnknown)
        : beneficiary is not SubjectStatus.Open ? Refuse(TreasuryRefusal.AccountClosed)
        : !entered.Terms.AreSound ? Refuse(TreasuryRefusal.PublicMandateUnsound)
        : new TreasuryDecision.Accept(entered with { Decider = treasury.NextTurn });

    /// <summary>May it be taken back? Not once the euro have come: then they are credited, or sent back to the body.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="mandate">Which.</param>
    /// <param name="arrived">Whether a line under it waits to be explained.</param>
    /// <param name="by">Who enters that.</param>
    public static TreasuryDecision Revoke(TreasuryState treasury, PublicMandateId mandate, bool arrived, PersonId by)
    {
        if (!treasury.PublicMandates.All.TryGetValue(mandate, out var known)) return Refuse(TreasuryRefusal.PublicMandateUnknown);
        if (known.Revoked is not null) return Refuse(TreasuryRefusal.PublicMandateRevoked);
        if (arrived || Reserved(treasury, mandate) > 0) return Refuse(TreasuryRefusal.PublicPaymentArrived);
        return new TreasuryDecision.Accept(new Act.PublicMandateRevoked(treasury.NextTurn, mandate, by));
    }

    /// <summary>Why units cannot be made under a mandate, in the order in which reasons win; null: they can.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposed">What is asked.</param>
    /// <param name="mandate">The mandate that the line names.</param>
    /// <param name="fromBody">Whether the euro came from where the mandate says.</param>
    public static TreasuryRefusal? WhyNot(TreasuryState treasury, Act.IssuanceProposed proposed, PublicMandateId mandate, bool fromBody)
    {
        if (!treasury.PublicMandates.All.TryGetValue(mandate, out var known) || !treasury.Open.TryGetValue(proposed.Receipt, out var line)) return TreasuryRefusal.PublicMandateUnknown;
        if (known.Terms.Beneficiary != proposed.Account) return TreasuryRefusal.PublicBeneficiaryMismatch;
        if (known.Revoked is not null) return TreasuryRefusal.PublicMandateRevoked;
        if (!known.Covers(line)) return TreasuryRefusal.PublicMandateExpired;
        if (!fromBody) return TreasuryRefusal.PublicPayerMismatch;
        return proposed.Amount.Minor > Left(treasury, known) ? TreasuryRefusal.PublicMandateExceeded : null;
    }

    /// <summary>What may still be paid under a mandate, in cents: what waits for a second person is taken off.</summary>
    public static long Left(TreasuryState treasury, PublicMandate mandate) => mandate.Terms.Most.Minor - mandate.Paid.Minor - Reserved(treasury, mandate.Id);

    private static long Reserved(TreasuryState treasury, PublicMandateId mandate) => treasury.Pending.Values.Where(p => p.Mandate == mandate).Sum(p => p.Amount.Minor);

    private static TreasuryDecision.Refuse Refuse(TreasuryRefusal reason) => new(reason);
}
