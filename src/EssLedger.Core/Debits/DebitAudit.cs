using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    /// <summary>Whether an act about direct debits could stand there: that two persons asked for it, that units were made once for each and not before their day, and that what
    /// came back was covered by the association's own. It asks the book, not the rules that wrote it.</summary>
    private string? WhatIsWrongWith(Entry entry, Act.OnDebits act)
    {
        if (!IsOffice(act)) return "It is not an act of the treasury.";
        var debits = _treasury.Debits;
        switch (act)
        {
            case Act.DebitsProposed a:
                return OfficeAccounts.KindOf(a.Into) is not OfficeAccountKind.Bank ? "It is not to be paid into a guarantee account."
                    : a.Items.Count == 0 || a.Items.Any(d => d.Total == Amount.Zero || Member(d.Account.Value) is null) ? "It asks for nothing, or nobody."
                    : a.Items.DistinctBy(d => d.Mandate).Count() < a.Items.Count || a.Items.Any(d => debits.Has(d.Mandate, a.Due)) ? "Something is debited twice in a month under one mandate."
                    : Days(entry).All(day => day > a.Due) ? "It was put together when its day was over." : null;
            case Act.DebitsDecided a:
                return debits.Batches.GetValueOrDefault(a.Batch) is not { } decided ? "There is no such batch of debits, or nothing of it waits."
                    : !a.Approved ? decided.ApprovedBy == a.By ? "Who approved the batch also cancelled it." : null
                    : decided.ApprovedBy is not null ? "The batch was approved before."
                    : decided.By == a.By ? "Who put the batch together also approved it." : null;
            case Act.DebitsCollected a:
                return debits.Batches.GetValueOrDefault(a.Batch) is not { ApprovedBy: not null } batch ? "Nobody approved these debits."
                    : a.Items.Count == 0 || a.Items.Distinct().Count() < a.Items.Count || a.Items.Any(d => !batch.Waiting.Contains(d)) ? "These debits do not wait in the batch."
                    : a.Due != batch.Due || Days(entry).All(day => day < batch.Due) ? "It was not their day yet."
                    : a.Items.Any(d => !IsOpen(d.Account)) ? "The account is not open."
                    : a.Units != (_opening?.Unit ?? a.Units) ? "The book does not count this unit."
                    : a.Parts.Count > 0 && (a.Parts.Any(p => p.Minor < 0) || LinePart.Received(a.Parts) != Debit.Sum(a.Items).Minor) ? "The bank showed another sum." : LinesWait(a.Parts);
            case Act.DebitReturned a:
                var collected = debits.Collected.GetValueOrDefault(a.Debit.Id);
                return a.Collected != (collected is not null) || (collected is null ? debits.BatchOf(a.Debit) is not { ApprovedBy: not null } : collected.Debit != a.Debit) ? "No such debit went to the bank."
                    : collected is null ? a.Parts.Count > 0 ? "The bank took back what it never gave." : null
                    : a.Parts.Any(p => p.Minor > 0) || (a.Parts.Count > 0 ? LinePart.PaidOut(a.Parts) != a.Debit.Total.Minor : !collected.BeforeBank) ? "The bank took back another sum."
                    : a.Debit.Total.Minor > _treasury.Spare ? "The association's own do not cover what came back." : LinesWait(a.Parts);
            case Act.DebitRepaid a:
                return !debits.Owed.TryGetValue(a.Debit, out var owed) || a.Amount == Amount.Zero || a.Amount > owed.Left ? "Nobody owes that."
                    : a.Bears is { } own ? a.Parts.Count > 0 || !OfficeAccounts.Own.Contains(own) ? "That account bears nothing." : owed.RecordedBy == a.By ? "Who recorded that it came back also let the association bear it." : null
                    : a.Parts.Any(p => p.Minor < 0) || LinePart.Received(a.Parts) != a.Amount.Minor ? "The bank showed another sum." : LinesWait(a.Parts);
            default:
                return "This kind of act is not known to the audit.";
        }
    }
}
