using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Paper;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private MovingState Moving => _treasury.Moving;

    /// <summary>What is wrong with an act about coming or going; null: nothing.</summary>
    private string? MovingAct(Entry entry, Act act) => act switch
    {
        Act.BalancesProposed a => Moving.WindDown is not null ? "The currency ends."
            : a.Items.Count is 0 or > MovingRules.MostItems || a.Items.DistinctBy(i => i.Account).Count() < a.Items.Count || a.Items.Any(i => i.Amount == Amount.Zero) ? "An account stands in the list twice or with nothing, or none does."
            : a.Items.Any(i => !IsOpen(i.Account)) ? "An account on the list is not open."
            : _treasury.Open.GetValueOrDefault(a.Line) is { } line && OfficeAccounts.KindOf(line.Account) is OfficeAccountKind.Bank && line.Minor - _treasury.Reserved(a.Line) >= a.Total.Minor ? null : "No line of a statement brought so many euro.",
        Act.BalancesBrought a => Decided<Act.BalancesProposed>(a.Proposal, a.ProposedBy, a.ApprovedBy, p => p.By, out var asked) ?? Brought(a, asked!),
        Act.WindDownProposed a => Moving.WindDown is not null || Moving.Pending.Values.Any(p => p is Act.WindDownProposed) ? "The currency ends already, or that waits for a second person."
            : Days(entry).All(day => a.Last < day.AddDays(MovingRules.LeastDays)) ? "People are not told in time." : null,
        Act.WindDownBegun a => Decided<Act.WindDownProposed>(a.Proposal, a.ProposedBy, a.ApprovedBy, p => p.By, out var asked)
            ?? (a.Last != asked!.Last || a.PaysResidents != asked.PaysResidents ? "It is not what was proposed." : a.From < entry.CommittedAt - Skew ? "It does not change what has been."
                : a.Last < ParisCalendar.DayOf(a.From) ? "It ends before it begins." : null),
        Act.RemainderProposed => Moving.Remainder is not null || Moving.Pending.Values.Any(p => p is Act.RemainderProposed) ? "That is decided, or waits for a second person."
            : Moving.WindDown is { } end && Days(entry).Any(day => day > end.Last.AddDays(MovingRules.DaysBeforeRemainder)) ? null : "The currency has not ended long enough.",
        Act.RemainderApproved a => Decided<Act.RemainderProposed>(a.Proposal, a.ProposedBy, a.ApprovedBy, p => p.By, out _),
        Act.RemainderTaken a => Taken(a),
        Act.MovingDropped a => Moving.Pending.ContainsKey(a.Proposal) ? null : "No such proposal waits.",
        _ => "This kind of act is not known to the audit.",
    };

    private string? Decided<T>(ProposalId proposal, PersonId proposedBy, PersonId approvedBy, Func<T, PersonId> by, out T? asked) where T : Act
    {
        asked = Moving.Pending.GetValueOrDefault(proposal) as T;
        return asked is null ? "Nobody proposed this, or it was decided before." : by(asked) != proposedBy ? "Another proposed it." : proposedBy == approvedBy ? "Who proposed it also approved it." : null;
    }

    private string? Brought(Act.BalancesBrought brought, Act.BalancesProposed asked) =>
        brought.Line != asked.Line || !brought.Legs.SequenceEqual(MovingRules.Legs(asked, _opening?.Unit ?? brought.Legs[^1].Unit)) ? "It is not what was proposed, or not backed by as many euro."
            : asked.Items.Any(i => !IsOpen(i.Account)) ? "An account on the list is not open."
            : _treasury.Open.GetValueOrDefault(brought.Line)?.Minor >= brought.Total.Minor ? null : "The line that backs it was explained otherwise.";

    private string? Taken(Act.RemainderTaken taken)
    {
        if (Moving.Remainder is null) return "Nobody decided what becomes of the remainder.";
        var legs = taken.Legs.Skip(1).ToList();
        var unit = _opening?.Unit ?? taken.Legs[^1].Unit;
        return legs.Any(l => l.To != OfficeAccounts.Issuance || l.Unit != unit || l.FromPurse is not null || l.ToPurse is not null || Member(l.From.Value) is null) || legs.DistinctBy(l => l.From).Count() < legs.Count
            || taken.Legs[0] != new Transfer(OfficeAccounts.Donations, null, OfficeAccounts.Backing, null, legs.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount), Unit.Euro)
            ? "It takes something else than what is left in accounts." : null;
    }

    private string? Forfeited(Act.NotesForfeited forfeited) => Moving.Remainder is null ? "Nobody decided what becomes of the remainder."
        : !forfeited.Notes.Equals(Stock.At(NotePlaces.Sold)) ? "It is not all notes in circulation." : Counts(forfeited.Unit);

    /// <summary>While books and bank differ two persons make no units; what comes back because the bank did not pay, and notes for cash, are no issuance.</summary>
    private string? Differs(Act act) => act is Act.Issued or Act.BalancesBrought or Act.DebitsCollected or Act.AllotmentsMade && _opening is { } book && _treasury.Gaps(book.Unit).Count > 0 ? "Books and bank differed when it made units." : null;

    /// <summary>Once the currency ends no unit is made, but one that comes back because the bank did not pay.</summary>
    private Fault? Ends(Position position, Act act) => Moving.WindDown is not null && act is not Act.ReconversionReturned && act.Transfers.Any(t => t.From == OfficeAccounts.Issuance)
        ? new(position, "It makes units although the currency ends.") : null;

    /// <summary>Whether a payment came too late for the currency.</summary>
    private bool IsOver(Entry entry) => Moving.WindDown is { } end && Days(entry).All(day => day > end.Last);

    /// <summary>Whether the terms of the end hold by some clock, and whether they hold by every one.</summary>
    private (bool Some, bool All) EndHolds(Entry entry) => Moving.WindDown is { } end ? (entry.CommittedAt + Skew >= end.From, entry.CommittedAt - Skew >= end.From) : (false, false);
}
