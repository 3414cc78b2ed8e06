using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Issuance;

/// <summary>Why the treasury refuses, in the order in which reasons win.</summary>
public enum TreasuryRefusal
{
    /// <summary>The ledger has no such unit.</summary>
    WrongUnit = 1,
    /// <summary>The currency ends: no units are made any more.</summary>
    WindingDown,
    /// <summary>There is no such account.</summary>
    AccountUnknown,
    /// <summary>The account is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>This euro receipt backs another issuance, done or waiting.</summary>
    AlreadyIssued,
    /// <summary>More units than euro.</summary>
    ExceedsReceipt,
    /// <summary>There is no such issuance.</summary>
    IssuanceUnknown,
    /// <summary>The issuance was approved or rejected already.</summary>
    AlreadyDecided,
    /// <summary>Who asks never approves.</summary>
    SamePerson,
    /// <summary>The member would hold more than they may.</summary>
    LimitExceeded,
    /// <summary>The books and the bank differ: no units are made until that is cleared up.</summary>
    FundGap,
    /// <summary>This statement is in the book.</summary>
    StatementRecorded,
    /// <summary>A line of this statement is in the book, from another statement.</summary>
    LineRecorded,
    /// <summary>No such line waits to be explained.</summary>
    LineUnknown,
    /// <summary>More than is left of the line, or nothing.</summary>
    ExceedsLine,
    /// <summary>Lines of this direction have nothing to do with that account.</summary>
    AccountNotAllowed,
    /// <summary>What came in and what went out do not offset each other.</summary>
    NotOffset,
    /// <summary>More than the account has.</summary>
    ExceedsAccount,
    /// <summary>The association's own euro do not cover it, and the fund never does.</summary>
    NotCovered,
    /// <summary>There is no such explanation, or it was corrected.</summary>
    ExplanationUnknown,
    /// <summary>No such reconversion is in progress.</summary>
    ReconversionUnknown,
    /// <summary>Another remittance is to pay it.</summary>
    InRemittance,
    /// <summary>There is no such remittance, or nothing of it is left.</summary>
    RemittanceUnknown,
    /// <summary>There is no such debit or batch of debits, or nothing of it waits.</summary>
    DebitUnknown,
    /// <summary>Members could not be told in time.</summary>
    NoticeTooShort,
    /// <summary>A mandate of the batch was ended or suspended since.</summary>
    MandateNotActive,
    /// <summary>Something was debited in that month under that mandate, or is to be.</summary>
    AlreadyDebited,
    /// <summary>Nobody approved that it be paid.</summary>
    NotApproved,
    /// <summary>The day of these debits has not come.</summary>
    NotDue,
    /// <summary>The bank has not shown the euro.</summary>
    CreditNotSeen,
    /// <summary>The lines are not the euro that were to be paid.</summary>
    AmountMismatch,
    /// <summary>There is no such public mandate, or a line names several.</summary>
    PublicMandateUnknown,
    /// <summary>Another than who is to be credited gave the public mandate.</summary>
    PublicBeneficiaryMismatch,
    /// <summary>The public mandate was taken back.</summary>
    PublicMandateRevoked,
    /// <summary>The bank booked the euro on a day on which the public mandate did not hold.</summary>
    PublicMandateExpired,
    /// <summary>The euro came from another bank account than the public mandate names.</summary>
    PublicPayerMismatch,
    /// <summary>More than is left of the public mandate.</summary>
    PublicMandateExceeded,
    /// <summary>The euro have come: a public mandate can no longer be taken back.</summary>
    PublicPaymentArrived,
    /// <summary>Nothing can be paid under such a public mandate.</summary>
    PublicMandateUnsound,
    /// <summary>The issuance was undone, or that waits for a second person.</summary>
    AlreadyReversed,
    /// <summary>Nobody asked that this issuance be undone, or that is decided.</summary>
    ReversalUnknown,
    /// <summary>The member has no longer all of the units that would be destroyed.</summary>
    UnitsSpent,
    /// <summary>Members owe it since debits of theirs came back: what pays it says whose debt it is.</summary>
    OwedByMembers,
}

/// <summary>The answer of a treasury rule.</summary>
public abstract record TreasuryDecision
{
    private TreasuryDecision() { }
    /// <summary>Do it: once the act is in the book.</summary>
    public sealed record Accept(Act Act) : TreasuryDecision;
    /// <summary>Do not.</summary>
    public sealed record Refuse(TreasuryRefusal Reason) : TreasuryDecision;
}

/// <summary>The rules of making money: only against euro, once, by two persons.</summary>
public static class TreasuryRules
{
    /// <summary>May this be proposed?</summary>
    /// <param name="treasury">What is pending.</param>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="account">The account's status; null when there is none.</param>
    /// <param name="receiptIssued">Whether the receipt backs an issuance that is done.</param>
    /// <param name="room">What the account may still receive; null: any amount.</param>
    /// <param name="fromBody">Whether the euro came from where the public mandate says, if one is named.</param>
    public static TreasuryDecision Propose(TreasuryState treasury, Act.IssuanceProposed proposed, Unit unit, SubjectStatus? account, bool receiptIssued, Amount? room = null, bool fromBody = true)
    {
        if (proposed.Unit != unit) return Refuse(TreasuryRefusal.WrongUnit);
        if (treasury.Moving.WindDown is not null) return Refuse(TreasuryRefusal.WindingDown);
        if (account is null) return Refuse(TreasuryRefusal.AccountUnknown);
        if (account != SubjectStatus.Open) return Refuse(TreasuryRefusal.AccountClosed);
        if (receiptIssued || treasury.Pending.Values.Any(p => p.Receipt == proposed.Receipt) || treasury.Campaigns.Pending.Values.OfType<Act.FundingProposed>().Any(p => p.Receipt == proposed.Receipt)) return Refuse(TreasuryRefusal.AlreadyIssued);
        if (proposed.Source == OfficeAccounts.Suspense && treasury.Open.GetValueOrDefault(proposed.Receipt) is not { Minor: > 0 }) return Refuse(TreasuryRefusal.LineUnknown);
        if (proposed.Mandate is { } mandate && PublicPaymentRules.WhyNot(treasury, proposed, mandate, fromBody) is { } unfit) return Refuse(unfit);
        if (proposed.Amount > proposed.ReceiptAmount) return Refuse(TreasuryRefusal.ExceedsReceipt);
        if (proposed.Amount > room) return Refuse(TreasuryRefusal.LimitExceeded);
        if (proposed.Source == OfficeAccounts.Suspense && proposed.Amount.Minor > treasury.Open[proposed.Receipt].Minor - treasury.Reserved(proposed.Receipt)) return Refuse(TreasuryRefusal.ExceedsLine);
        return new TreasuryDecision.Accept(proposed with { Decider = treasury.NextTurn });
    }

    /// <summary>May this person approve it? Both legs stand in one act: euro become backing, units go to the member. Not while the books and the bank differ.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="issuance">Which.</param>
    /// <param name="decided">Whether it was decided.</param>
    /// <param name="by">Who approves.</param>
    /// <param name="room">What the account may still receive; null: any amount.</param>
    /// <param name="bonus">The transfers of a campaign's bonus that comes with it; null: none.</param>
    public static TreasuryDecision Approve(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by, Amount? room = null, IReadOnlyList<Transfer>? bonus = null)
    {
        if (Judge(treasury, issuance, decided, by) is { } refusal) return Refuse(refusal);
        if (treasury.Moving.WindDown is not null) return Refuse(TreasuryRefusal.WindingDown);
        var proposed = treasury.Pending[issuance];
        if (proposed.Amount > room) return Refuse(TreasuryRefusal.LimitExceeded);
        if (treasury.Gaps(proposed.Unit).Count > 0) return Refuse(TreasuryRefusal.FundGap);
        if (proposed.Source == OfficeAccounts.Suspense && !(treasury.Open.GetValueOrDefault(proposed.Receipt)?.Minor >= proposed.Amount.Minor)) return Refuse(TreasuryRefusal.ExceedsReceipt);
        return new TreasuryDecision.Accept(new Act.Issued(treasury.NextTurn, issuance, proposed.Receipt, proposed.By, by, [.. Legs(proposed), .. bonus ?? []]) { Mandate = proposed.Mandate });
    }

    /// <summary>What an issuance moves. Euro from a statement's line leave suspense; others are on their way from where they were paid, and what is beyond the
    /// units waits in suspense for an explanation.</summary>
    public static IReadOnlyList<Transfer> Legs(Act.IssuanceProposed proposed)
    {
        List<Transfer> legs = [new(OfficeAccounts.Backing, null, proposed.Source, null, proposed.Amount, Unit.Euro)];
        if (proposed.Source != OfficeAccounts.Suspense && proposed.ReceiptAmount > proposed.Amount)
            legs.Add(new(OfficeAccounts.Suspense, null, proposed.Source, null, proposed.ReceiptAmount - proposed.Amount, Unit.Euro));
        legs.Add(new(OfficeAccounts.Issuance, null, proposed.Account, null, proposed.Amount, proposed.Unit));
        return legs;
    }

    /// <summary>May this person reject it?</summary>
    public static TreasuryDecision Reject(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by) =>
        Judge(treasury, issuance, decided, by) is { } refusal
            ? Refuse(refusal)
            : new TreasuryDecision.Accept(new Act.IssuanceRejected(treasury.NextTurn, issuance, by));

    /// <summary>May it be asked that an issuance be undone?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="issued">What was made; null: there is no such issuance.</param>
    /// <param name="reversed">Whether it was undone before.</param>
    public static TreasuryDecision ProposeReversal(TreasuryState treasury, Act.ReversalProposed proposed, Act.Issued? issued, bool reversed)
    {
        if (issued is null) return Refuse(TreasuryRefusal.IssuanceUnknown);
        if (reversed || treasury.Reversals.ContainsKey(proposed.Issuance)) return Refuse(TreasuryRefusal.AlreadyReversed);
        return new TreasuryDecision.Accept(proposed with { Decider = treasury.NextTurn });
    }

    /// <summary>May this person agree? Only while the account has all that is to be destroyed: nobody's account falls below zero for a mistake of the office.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="issuance">Which.</param>
    /// <param name="issued">What was made.</param>
    /// <param name="holder">The account to which it went.</param>
    /// <param name="by">Who agrees.</param>
    public static TreasuryDecision ApproveReversal(TreasuryState treasury, IssuanceId issuance, Act.Issued issued, Accounts.Account holder, PersonId by)
    {
        if (JudgeReversal(treasury, issuance, by) is { } refusal) return Refuse(refusal);
        if (holder.Status != SubjectStatus.Open) return Refuse(TreasuryRefusal.AccountClosed);
        var (proposed, legs) = (treasury.Reversals[issuance], Act.IssuanceReversed.Undoing(issued));
        if (legs.Any(leg => leg.From == holder.Id && holder.In(new(leg.Unit, leg.FromPurse)).Minor < leg.Amount.Minor)) return Refuse(TreasuryRefusal.UnitsSpent);
        return new TreasuryDecision.Accept(new Act.IssuanceReversed(treasury.NextTurn, new(holder.Id.Value, holder.Acts + 1), issuance, proposed.Corrects, issued.Legs[0].To, proposed.By, by, legs));
    }

    /// <summary>May this person decide that the issuance stands?</summary>
    public static TreasuryDecision RejectReversal(TreasuryState treasury, IssuanceId issuance, PersonId by) =>
        JudgeReversal(treasury, issuance, by) is { } refusal ? Refuse(refusal) : new TreasuryDecision.Accept(new Act.ReversalRejected(treasury.NextTurn, issuance, by));

    /// <summary>May it be asked that a member's part of an act for many be undone?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="made">The act; null: there is none.</param>
    /// <param name="reversed">Whether the part was undone before.</param>
    public static TreasuryDecision ProposePartReversal(TreasuryState treasury, Act.PartReversalProposed proposed, Act? made, bool reversed)
    {
        if (Act.PartReversed.Undoing(made, proposed.Account) is null) return Refuse(TreasuryRefusal.IssuanceUnknown);
        if (reversed || treasury.PartReversals.ContainsKey(proposed.Line)) return Refuse(TreasuryRefusal.AlreadyReversed);
        return new TreasuryDecision.Accept(proposed with { Decider = treasury.NextTurn });
    }

    /// <summary>May this person agree? Only while the account has all that is to be destroyed, no debit of it came back, and the association has its dues still.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="corrects">Where the act for many stands.</param>
    /// <param name="made">That act.</param>
    /// <param name="holder">The account.</param>
    /// <param name="by">Who agrees.</param>
    public static TreasuryDecision ApprovePartReversal(TreasuryState treasury, Position corrects, Act? made, Accounts.Account holder, PersonId by)
    {
        if (Judge(treasury, corrects, holder.Id, by) is { } refusal) return Refuse(refusal);
        if (Act.PartReversed.Undoing(made, holder.Id) is not var (source, debits, legs)) return Refuse(TreasuryRefusal.IssuanceUnknown);
        if (holder.Status != SubjectStatus.Open) return Refuse(TreasuryRefusal.AccountClosed);
        if (debits.Any(id => !treasury.Debits.Collected.ContainsKey(id))) return Refuse(TreasuryRefusal.DebitUnknown);
        if (legs.Any(leg => leg.From == holder.Id && holder.In(new(leg.Unit, null)).Minor < leg.Amount.Minor)) return Refuse(TreasuryRefusal.UnitsSpent);
        var dues = legs.Where(leg => leg.To == OfficeAccounts.Dues).Sum(leg => leg.Amount.Minor);
        if (Exceeds(treasury, OfficeAccounts.Dues, dues) || (dues > 0 && dues > treasury.Spare)) return Refuse(TreasuryRefusal.NotCovered);
        return new TreasuryDecision.Accept(new Act.PartReversed(treasury.NextTurn, new(holder.Id.Value, holder.Acts + 1), corrects, source, debits, treasury.PartReversals[Act.PartReversed.LineOf(corrects, holder.Id)].By, by, legs));
    }

    /// <summary>May this person decide that the part stands?</summary>
    public static TreasuryDecision RejectPartReversal(TreasuryState treasury, Position corrects, AccountId account, PersonId by) =>
        Judge(treasury, corrects, account, by) is { } refusal ? Refuse(refusal) : new TreasuryDecision.Accept(new Act.PartReversalRejected(treasury.NextTurn, corrects, account, by));

    private static TreasuryRefusal? Judge(TreasuryState treasury, Position corrects, AccountId account, PersonId by) =>
        !treasury.PartReversals.TryGetValue(Act.PartReversed.LineOf(corrects, account), out var proposed) ? TreasuryRefusal.ReversalUnknown : proposed.By == by ? TreasuryRefusal.SamePerson : null;

    private static TreasuryRefusal? JudgeReversal(TreasuryState treasury, IssuanceId issuance, PersonId by) =>
        !treasury.Reversals.TryGetValue(issuance, out var proposed) ? TreasuryRefusal.ReversalUnknown : proposed.By == by ? TreasuryRefusal.SamePerson : null;

    private static TreasuryRefusal? Judge(TreasuryState treasury, IssuanceId issuance, bool decided, PersonId by)
    {
        if (decided) return TreasuryRefusal.AlreadyDecided;
        if (!treasury.Pending.TryGetValue(issuance, out var proposed)) return TreasuryRefusal.IssuanceUnknown;
        return proposed.By == by ? TreasuryRefusal.SamePerson : null;
    }

    private static TreasuryDecision.Refuse Refuse(TreasuryRefusal reason) => new(reason);

    /// <summary>May this statement be recorded? Its balances are the bank's word: when they do not fit, that shows as a gap and is never mended here.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="statement">What the bank says; its turn, and whether the account begins with it, are given here.</param>
    /// <param name="recorded">Whether this very statement is in the book. That none of its lines is, the book itself sees.</param>
    public static TreasuryDecision Record(TreasuryState treasury, Act.StatementRecorded statement, bool recorded)
    {
        if (recorded) return Refuse(TreasuryRefusal.StatementRecorded);
        return new TreasuryDecision.Accept(statement with { Decider = treasury.NextTurn, Begins = !treasury.Statements.ContainsKey(statement.Account) });
    }

    /// <summary>May these lines be explained so? What came in belongs to an account, or was on its way from there; what went out was spent by one; or both
    /// offset each other (between our own accounts, sent back to the sender).</summary>
    public static TreasuryDecision Explain(TreasuryState treasury, Act.LinesExplained explained)
    {
        if (explained.Parts.Count == 0) return Refuse(TreasuryRefusal.LineUnknown);
        if (WhyNot(treasury, explained.Parts) is { } refusal) return Refuse(refusal);
        var (received, paidOut) = (explained.Received, explained.PaidOut);
        if (explained.Against is not { } against)
        {
            if (received != paidOut) return Refuse(TreasuryRefusal.NotOffset);
        }
        else
        {
            if (received > 0 && paidOut > 0) return Refuse(TreasuryRefusal.NotOffset);
            if (!MayExplain(against, received > 0)) return Refuse(TreasuryRefusal.AccountNotAllowed);
            if ((explained.Announced is not null) != (against == OfficeAccounts.Announced)) return Refuse(TreasuryRefusal.AccountNotAllowed);
            if (explained.Announced is { } receipt && treasury.Announced.GetValueOrDefault(receipt).Minor < received) return Refuse(TreasuryRefusal.ExceedsAccount);
            if (Exceeds(treasury, against, paidOut - received)) return Refuse(TreasuryRefusal.ExceedsAccount);
            if (against == OfficeAccounts.Receivable && received > treasury.OwedOtherwise) return Refuse(TreasuryRefusal.OwedByMembers);
            if (paidOut > 0 && (OfficeAccounts.Own.Contains(against) || against == OfficeAccounts.Receivable ? paidOut : 0) > treasury.Spare) return Refuse(TreasuryRefusal.NotCovered);
        }
        return new TreasuryDecision.Accept(explained with { Decider = treasury.NextTurn });
    }

    /// <summary>May an explanation be taken back? Its lines wait again; the first entry stays, and this one names it.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="explained">What was explained; null: there is no such entry.</param>
    /// <param name="at">Where that stands.</param>
    /// <param name="corrected">Whether it was taken back before.</param>
    /// <param name="by">Who takes it back.</param>
    public static TreasuryDecision Correct(TreasuryState treasury, Act.LinesExplained? explained, Position at, bool corrected, PersonId by)
    {
        if (explained is null || corrected) return Refuse(TreasuryRefusal.ExplanationUnknown);
        if (explained.Against is { } against)
        {
            if (Exceeds(treasury, against, explained.Received - explained.PaidOut)) return Refuse(TreasuryRefusal.ExceedsAccount);
            if (against == OfficeAccounts.Receivable && explained.PaidOut > treasury.OwedOtherwise) return Refuse(TreasuryRefusal.OwedByMembers);
            // What came in and is not ours, or not what was owed, no longer covers what members owe.
            if (explained.Received > 0 && (OfficeAccounts.Own.Contains(against) || against == OfficeAccounts.Receivable)
                && explained.Received > treasury.Spare) return Refuse(TreasuryRefusal.NotCovered);
        }
        return new TreasuryDecision.Accept(new Act.ExplanationCorrected(treasury.NextTurn, at, explained.Parts, explained.Against, explained.Announced, by));
    }

    /// <summary>Which accounts explain what came in, and which what went out.</summary>
    public static bool MayExplain(AccountId against, bool received) =>
        OfficeAccounts.Own.Contains(against) || OfficeAccounts.IsCampaign(against) || against == OfficeAccounts.Receivable
        || (received && OfficeAccounts.KindOf(against) is OfficeAccountKind.InTransit);

    /// <summary>Whether a movement, in cents, would take from an account more than it has.</summary>
    private static bool Exceeds(TreasuryState treasury, AccountId account, long minor) =>
        treasury.Of(account, Unit.Euro).Minor + minor is var after && (OfficeAccounts.KindOf(account) is OfficeAccountKind.InTransit ? after < 0 : after > 0);

    /// <summary>Why some lines, or parts of them, cannot be used; null: they can.</summary>
    internal static TreasuryRefusal? WhyNot(TreasuryState treasury, IReadOnlyList<LinePart> parts)
    {
        if (parts.DistinctBy(p => p.Key).Count() < parts.Count) return TreasuryRefusal.LineUnknown;
        foreach (var part in parts)
        {
            if (!treasury.Open.TryGetValue(part.Key, out var line) || line.Account != part.Account || line.Day != part.Day) return TreasuryRefusal.LineUnknown;
            if (Math.Sign(part.Minor) != Math.Sign(line.Minor) || Math.Abs(part.Minor) > Math.Abs(line.Minor - treasury.Reserved(part.Key))) return TreasuryRefusal.ExceedsLine;
        }
        return null;
    }

    /// <summary>May these reconversions go to the bank together?</summary>
    public static TreasuryDecision ProposeRemittance(TreasuryState treasury, Reconversions reconversions, Act.RemittanceProposed proposed)
    {
        if (OfficeAccounts.KindOf(proposed.From) is not OfficeAccountKind.Bank) return Refuse(TreasuryRefusal.AccountUnknown);
        if (proposed.Items.Count == 0 || proposed.Items.Distinct().Count() < proposed.Items.Count) return Refuse(TreasuryRefusal.ReconversionUnknown);
        foreach (var item in proposed.Items)
        {
            if (!IsInProgress(reconversions, item) || item.Net == Amount.Zero) return Refuse(TreasuryRefusal.ReconversionUnknown);
            if (treasury.Paying(item) is not null) return Refuse(TreasuryRefusal.InRemittance);
        }
        return new TreasuryDecision.Accept(proposed with { Decider = treasury.NextTurn });
    }

    /// <summary>May this person approve it?</summary>
    public static TreasuryDecision ApproveRemittance(TreasuryState treasury, RemittanceId remittance, PersonId by)
    {
        if (!treasury.Remittances.TryGetValue(remittance, out var waiting)) return Refuse(TreasuryRefusal.RemittanceUnknown);
        if (waiting.ApprovedBy is not null) return Refuse(TreasuryRefusal.AlreadyDecided);
        if (waiting.By == by) return Refuse(TreasuryRefusal.SamePerson);
        return new TreasuryDecision.Accept(new Act.RemittanceApproved(treasury.NextTurn, remittance, by));
    }

    /// <summary>May this person cancel it? Once approved, another than the approver does: the file may have gone out.</summary>
    public static TreasuryDecision CancelRemittance(TreasuryState treasury, RemittanceId remittance, PersonId by)
    {
        if (!treasury.Remittances.TryGetValue(remittance, out var waiting)) return Refuse(TreasuryRefusal.RemittanceUnknown);
        if (waiting.ApprovedBy == by) return Refuse(TreasuryRefusal.SamePerson);
        return new TreasuryDecision.Accept(new Act.RemittanceCancelled(treasury.NextTurn, remittance, by));
    }

    /// <summary>Has the bank paid it? Only what two persons approved, and the very sum.</summary>
    public static TreasuryDecision Settle(TreasuryState treasury, Reconversions reconversions, Act.ReconversionSettled settled)
    {
        if (!IsInProgress(reconversions, settled.Reconversion)) return Refuse(TreasuryRefusal.ReconversionUnknown);
        if (treasury.Paying(settled.Reconversion) is not { ApprovedBy: not null }) return Refuse(TreasuryRefusal.NotApproved);
        if (WhyNot(treasury, settled.Parts) is { } refusal) return Refuse(refusal);
        if (settled.Parts.Any(p => p.Minor > 0) || LinePart.PaidOut(settled.Parts) != settled.Reconversion.Net.Minor) return Refuse(TreasuryRefusal.AmountMismatch);
        return new TreasuryDecision.Accept(settled with { Decider = treasury.NextTurn });
    }

    /// <summary>May it be given back? What the bank had paid only with the line that brought it back, and only while the fee was not spent.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="reconversions">What is in progress.</param>
    /// <param name="returned">What is asked; its turn is given here.</param>
    /// <param name="settled">The settlement, when it was paid.</param>
    /// <param name="before">Whether it was given back before.</param>
    /// <param name="payer">The payer's status.</param>
    public static TreasuryDecision Return(TreasuryState treasury, Reconversions reconversions, Act.ReconversionReturned returned, Act.ReconversionSettled? settled, bool before, SubjectStatus? payer)
    {
        if (payer != SubjectStatus.Open) return Refuse(TreasuryRefusal.AccountClosed);
        if (before || (returned.Settled ? settled?.Reconversion != returned.Reconversion : !IsInProgress(reconversions, returned.Reconversion))) return Refuse(TreasuryRefusal.ReconversionUnknown);
        if (WhyNot(treasury, returned.Parts) is { } refusal) return Refuse(refusal);
        if (returned.Parts.Any(p => p.Minor < 0) || LinePart.Received(returned.Parts) != (returned.Settled ? returned.Reconversion.Net.Minor : 0)) return Refuse(TreasuryRefusal.AmountMismatch);
        // The fee that goes back may be what covers a member's debt.
        if (returned.Settled && returned.Reconversion.Fee.Minor is > 0 and var fee
            && (Exceeds(treasury, OfficeAccounts.Commission, fee) || fee > treasury.Spare)) return Refuse(TreasuryRefusal.NotCovered);
        return new TreasuryDecision.Accept(returned with { Decider = treasury.NextTurn });
    }

    private static bool IsInProgress(Reconversions reconversions, Reconversion item) =>
        reconversions.InProgress.TryGetValue(new(item.Payer, item.Order), out var known) && known.Reconversion == item;
}
