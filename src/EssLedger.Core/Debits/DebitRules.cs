using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Debits;

/// <summary>The rules of direct debits: two persons ask the banks, units are made once for each debit, and what comes back is owed by the member and never by the fund.</summary>
public static class DebitRules
{
    /// <summary>How many debits a batch has at most.</summary>
    public const int MostItems = 2000;

    /// <summary>May members' banks be asked for these?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="earliest">The first day for which members can still be told in time.</param>
    public static TreasuryDecision Propose(TreasuryState treasury, Act.DebitsProposed proposed, DateOnly earliest)
    {
        if (MakesNone(treasury, proposed.Items)) return Refuse(TreasuryRefusal.WindingDown);
        if (OfficeAccounts.KindOf(proposed.Into) is not OfficeAccountKind.Bank) return Refuse(TreasuryRefusal.AccountUnknown);
        if (proposed.Items.Count is 0 or > MostItems || proposed.Items.Any(d => d.Total == Amount.Zero) || proposed.Items.DistinctBy(d => d.Mandate).Count() < proposed.Items.Count) return Refuse(TreasuryRefusal.DebitUnknown);
        if (proposed.Due < earliest) return Refuse(TreasuryRefusal.NoticeTooShort);
        if (proposed.Items.Any(d => treasury.Debits.Has(d.Mandate, proposed.Due))) return Refuse(TreasuryRefusal.AlreadyDebited);
        return new TreasuryDecision.Accept(proposed with { Decider = treasury.NextTurn });
    }

    /// <summary>May this person approve it? Whoever put it together never does, and members must still be told in time.</summary>
    public static TreasuryDecision Approve(TreasuryState treasury, DebitBatchId batch, DateOnly earliest, PersonId by)
    {
        if (!treasury.Debits.Batches.TryGetValue(batch, out var waiting)) return Refuse(TreasuryRefusal.DebitUnknown);
        if (waiting.ApprovedBy is not null) return Refuse(TreasuryRefusal.AlreadyDecided);
        if (waiting.By == by) return Refuse(TreasuryRefusal.SamePerson);
        if (MakesNone(treasury, waiting.Waiting)) return Refuse(TreasuryRefusal.WindingDown);
        if (waiting.Due < earliest) return Refuse(TreasuryRefusal.NoticeTooShort);
        return new TreasuryDecision.Accept(new Act.DebitsDecided(treasury.NextTurn, batch, Approved: true, by));
    }

    /// <summary>May this person cancel what of it waits? Once approved, another than the approver does: the file may have gone out.</summary>
    public static TreasuryDecision Cancel(TreasuryState treasury, DebitBatchId batch, PersonId by)
    {
        if (!treasury.Debits.Batches.TryGetValue(batch, out var waiting)) return Refuse(TreasuryRefusal.DebitUnknown);
        if (waiting.ApprovedBy == by) return Refuse(TreasuryRefusal.SamePerson);
        return new TreasuryDecision.Accept(new Act.DebitsDecided(treasury.NextTurn, batch, Approved: false, by));
    }

    /// <summary>Did these debits bring their euro? Not before their day, not while books and bank differ; without a line of the bank only where the association chose to trust the day.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="collected">What is asked; its turn, and the batch's day, are given here.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="onDueDate">Whether units are made on the day itself.</param>
    /// <param name="room">What an account may still receive; null: any amount.</param>
    public static TreasuryDecision Collect(TreasuryState treasury, Act.DebitsCollected collected, DateOnly today, bool onDueDate, Func<AccountId, Amount?> room)
    {
        if (!treasury.Debits.Batches.TryGetValue(collected.Batch, out var batch)) return Refuse(TreasuryRefusal.DebitUnknown);
        if (batch.ApprovedBy is null) return Refuse(TreasuryRefusal.NotApproved);
        if (collected.Items.Count == 0 || collected.Items.Distinct().Count() < collected.Items.Count || collected.Items.Any(d => !batch.Waiting.Contains(d))) return Refuse(TreasuryRefusal.DebitUnknown);
        if (MakesNone(treasury, collected.Items)) return Refuse(TreasuryRefusal.WindingDown);
        if (today < batch.Due) return Refuse(TreasuryRefusal.NotDue);
        if (collected.Parts.Count == 0 && !onDueDate) return Refuse(TreasuryRefusal.CreditNotSeen);
        if (TreasuryRules.WhyNot(treasury, collected.Parts) is { } refusal) return Refuse(refusal);
        if (collected.Parts.Count > 0 && (collected.Parts.Any(p => p.Minor < 0) || LinePart.Received(collected.Parts) != Debit.Sum(collected.Items).Minor)) return Refuse(TreasuryRefusal.AmountMismatch);
        if (collected.Items.GroupBy(d => d.Account).Any(g => g.Aggregate(Amount.Zero, (sum, d) => sum + d.Exchange) > room(g.Key))) return Refuse(TreasuryRefusal.LimitExceeded);
        if (treasury.Gaps(collected.Units).Count > 0) return Refuse(TreasuryRefusal.FundGap);
        return new TreasuryDecision.Accept(collected with { Decider = treasury.NextTurn, Due = batch.Due });
    }

    /// <summary>Did the member's bank not pay, or take it back? What was collected is owed from now on, as far as the association's own euro cover it; as long as they do not, the line waits.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="returned">What is asked; its turn, and whether it had been collected, are given here.</param>
    public static TreasuryDecision Return(TreasuryState treasury, Act.DebitReturned returned)
    {
        var collected = treasury.Debits.Collected.GetValueOrDefault(returned.Debit.Id);
        if (collected is null ? treasury.Debits.BatchOf(returned.Debit) is not { ApprovedBy: not null } : collected.Debit != returned.Debit) return Refuse(TreasuryRefusal.DebitUnknown);
        if (TreasuryRules.WhyNot(treasury, returned.Parts) is { } refusal) return Refuse(refusal);
        if (returned.Parts.Any(p => p.Minor > 0)) return Refuse(TreasuryRefusal.AmountMismatch);
        if (collected is null)
        {
            // Nothing came, so nothing can have gone: a line that takes it back says that it was paid before.
            if (returned.Parts.Count > 0) return Refuse(TreasuryRefusal.AmountMismatch);
        }
        else
        {
            if (returned.Parts.Count > 0 ? LinePart.PaidOut(returned.Parts) != returned.Debit.Total.Minor : !collected.BeforeBank) return Refuse(TreasuryRefusal.AmountMismatch);
            if (returned.Parts.Count == 0 && treasury.Of(OfficeAccounts.Debits, Unit.Euro).Minor < returned.Debit.Total.Minor) return Refuse(TreasuryRefusal.ExceedsAccount);
            if (returned.Debit.Total.Minor > treasury.Spare) return Refuse(TreasuryRefusal.NotCovered);
        }
        return new TreasuryDecision.Accept(returned with { Decider = treasury.NextTurn, Collected = collected is not null });
    }

    /// <summary>Is this what the member owes, or a part of it? Whoever recorded that the debit came back never lets the association bear it.</summary>
    public static TreasuryDecision Repay(TreasuryState treasury, Act.DebitRepaid repaid)
    {
        if (!treasury.Debits.Owed.TryGetValue(repaid.Debit, out var owed)) return Refuse(TreasuryRefusal.DebitUnknown);
        if (TreasuryRules.WhyNot(treasury, repaid.Parts) is { } refusal) return Refuse(refusal);
        if (repaid.Amount == Amount.Zero || repaid.Amount > owed.Left) return Refuse(TreasuryRefusal.AmountMismatch);
        if (repaid.Amount.Minor > treasury.Of(OfficeAccounts.Receivable, Unit.Euro).Minor) return Refuse(TreasuryRefusal.ExceedsAccount);
        if (repaid.Bears is { } own)
        {
            if (repaid.Parts.Count > 0 || !OfficeAccounts.Own.Contains(own)) return Refuse(TreasuryRefusal.AccountNotAllowed);
            if (owed.RecordedBy == repaid.By) return Refuse(TreasuryRefusal.SamePerson);
            if (treasury.Of(own, Unit.Euro).Minor + repaid.Amount.Minor > 0) return Refuse(TreasuryRefusal.ExceedsAccount);
        }
        else if (repaid.Parts.Count == 0 || repaid.Parts.Any(p => p.Minor < 0) || LinePart.Received(repaid.Parts) != repaid.Amount.Minor) return Refuse(TreasuryRefusal.AmountMismatch);
        return new TreasuryDecision.Accept(repaid with { Decider = treasury.NextTurn });
    }

    /// <summary>A currency that ends makes no units; dues can still be asked for.</summary>
    private static bool MakesNone(TreasuryState treasury, IReadOnlyList<Debit> items) => treasury.Moving.WindDown is not null && items.Any(d => d.Exchange > Amount.Zero);

    private static TreasuryDecision.Refuse Refuse(TreasuryRefusal reason) => new(reason);
}
