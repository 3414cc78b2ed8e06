using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private PaperState Stock => _treasury.Paper;

    /// <summary>How many of each kind are at each place.</summary>
    public IReadOnlyDictionary<AccountId, Paper.Notes> Held => Stock.Held;

    /// <summary>Whether an act with notes could stand there: by whom, of what, and that two persons did what takes two. It asks the book, not the rules that wrote it.</summary>
    private string? WhatIsWrongWith(Evidence evidence, Act.OnPaper act, ICollection<SignatureCheck> signatures)
    {
        if (!IsOffice(act)) return "It is not an act of the treasury.";
        if (act.NoteMoves.Any(m => m.Notes.IsNone || !m.Notes.IsReal)) return "It moves no notes, or fewer than none.";
        if (act.NoteMoves.FirstOrDefault(m => !NotePlaces.MayBeNegative(m.From) && !Stock.At(m.From).Covers(m.Notes)) is { } missing) return $"{missing.From} does not hold these notes.";
        return act switch
        {
            Act.BureauOpened a => Stock.Bureaux.Contains(a.Bureau) ? "The bureau was open." : null,
            Act.BureauClosed a => !Stock.Bureaux.Contains(a.Bureau) ? "The bureau was not open."
                : !Stock.At(a.Bureau.Drawer).IsNone || Holds(a.Bureau.Till, Unit.Euro) != 0 ? "There are notes or cash at the bureau." : null,
            Act.NotesPrinted a => a.First < 1 || a.Last < a.First ? "These are no numbers of a print."
                : Stock.Prints.Any(p => p.Note == a.Note && p.First <= a.Last && a.First <= p.Last) ? "These numbers were printed before." : null,
            Act.NotesSent a => !Stock.IsOpen(a.From) || a.From == a.To || !(Stock.IsOpen(a.To) || (a.From == NotePlaces.Vault && a.To == NotePlaces.Press)) ? "Notes do not go from there to there." : null,
            Act.NotesReceived a => Arrival(a),
            Act.NotesSold a => !Stock.Bureaux.Contains(a.Bureau) ? "The bureau was not open." : Counts(a.Unit),
            Act.SaleUndone a => !Stock.Sales.TryGetValue(a.Sale, out var sale) ? "No such sale could be undone."
                : sale.Act.Bureau != a.Bureau || !sale.Act.Notes.Equals(a.Notes) || sale.Act.Unit != a.Unit ? "It is not what was sold." : null,
            Act.NotesTakenBack a => !Stock.Bureaux.Contains(a.Bureau) ? "The bureau was not open." : !IsOpen(a.Account) ? "The account is not open." : Counts(a.Unit),
            Act.NotesWithdrawn a => !Stock.Bureaux.Contains(a.Bureau) ? "The bureau was not open." : !Stock.Withdrawals ? "The association had not allowed it." : Counts(a.Unit) ?? Authority(evidence, a, signatures),
            Act.NotesReconverted a => !Stock.Bureaux.Contains(a.Bureau) ? "The bureau was not open." : Counts(a.Unit) ?? Reconverts(evidence.Entry, a),
            Act.NoteTermsSet => null,
            Act.SlipKeyEntered a => Enters(evidence, a, signatures),
            Act.SlipKeyConfirmed a => Stock.Keys.GetValueOrDefault(a.Key) is not { Confirmed: false, BlockedAt: null } waiting ? "No such key waits to be confirmed." : waiting.Person == a.By ? "Whose key it is also confirmed it." : null,
            Act.SlipKeyBlocked a => Stock.Keys.GetValueOrDefault(a.Key) is { BlockedAt: null } ? null : "There is no such key, or it was blocked before.",
            Act.SlipRecorded a => Handed(evidence, a, signatures),
            Act.SlipSettled a => !Stock.Cases.TryGetValue(a.Of, out var open) ? "No such slip waited."
                : open.Act.From != a.From || open.Act.To != a.To || !(a.Notes.IsNone || a.Notes.Equals(open.Act.Notes)) ? "It is not what was handed over."
                : a.By == open.Act.By || a.By == open.Act.SentBy ? "Who signed the slip also settled it." : null,
            Act.StockCounted a => !Stock.IsOpen(a.Place) || a.Notes.Counts.Values.Any(n => n < 0) ? "Nobody counts there, or so many."
                : a.CashKnown.Minor != (NotePlaces.BureauOf(a.Place) is { } bureau ? Holds(bureau.Till, Unit.Euro) : 0) ? "The book said otherwise how much cash there was."
                : a.Reason is null && (!a.Notes.Equals(Stock.At(a.Place)) || a.Cash != a.CashKnown) ? "What differs has no words." : null,
            Act.CountConfirmed a => Settled(a),
            Act.NotesForfeited a => Forfeited(a),
            _ => "This kind of act is not known to the audit.",
        };
    }

    private string? Arrival(Act.NotesReceived a) =>
        !Stock.OnTheWay.TryGetValue(a.Sent, out var journey) || !journey.Left.Covers(a.Notes) ? "These notes were not on their way."
            : a.To != journey.To && a.To != journey.From && !(a.To == NotePlaces.Lost && journey.IsShort) ? "They were not sent there."
            : journey.By == a.By && (a.To != journey.From || journey.IsShort) ? "Who sent the notes also received them." : null;

    private string? Settled(Act.CountConfirmed a) =>
        !Stock.Counts.TryGetValue(a.Place, out var count) || count.Act.Slip != a.Count ? "No such count waited."
            : count.Act.By == a.By ? "Who counted also confirmed it."
            : !(a.Missing, a.Found, a.Cash).Equals(PaperRules.Settlement(count)) || (a.Cash != Balance.Zero) != (a.Bears is not null) ? "It is not what was counted."
            : a.Bears is { } bears && bears != PaperRules.Bearer(a.Cash, _treasury.Spare, account => Holds(account, Unit.Euro)) ? "Another account bears the difference." : null;

    /// <summary>Notes are handed out for an order of the account itself, by the signature of a key that was active in it.</summary>
    private string? Authority(Evidence evidence, Act.NotesWithdrawn a, ICollection<SignatureCheck> signatures)
    {
        if (IsOver(evidence.Entry) || Moving.WindDown is not null) return "The currency ends.";
        if (a.Holder.Subject != a.Account.Value) return "Another than the holder decided it.";
        if (Member(a.Account.Value) is not { Status: SubjectStatus.Open } payer) return "The account is not open.";
        if (!payer.Keys.TryGetValue(a.Key, out var key) || !key.IsActive(evidence.Entry.CommittedAt + Skew) || key.RefundsUpTo is not null) return "The key is not an active one of the account.";
        if (evidence.Order is not { } signed) return null;
        var order = signed.Order;
        if (signed.Key != a.Key || signed.Received != a.Received || order.Id != a.Order || order.Payer != a.Account || order.Payee != OfficeAccounts.Paper || order.Amount != a.Notes.Value
            || order.Unit != a.Unit || order.Refunds is not null || order.Fee is not null || order.Purses.Count > 0 || (_opening is { } ours && order.Ledger != ours.Ledger))
            return "It does not say what the order behind it says.";
        signatures.Add(new(evidence.Entry.Position, key.Key, signed.Envelope));
        return null;
    }

    private string? Enters(Evidence evidence, Act.SlipKeyEntered a, ICollection<SignatureCheck> signatures)
    {
        if (Stock.Keys.ContainsKey(a.Key.Id)) return "The key was entered before.";
        if (evidence.Proof is not { } signed) return null;
        if (signed.Key != a.Key.Id || !signed.Proof.Key.Equals(a.Key) || signed.Proof.Account.Value != a.By.Value || (_opening is { } ours && signed.Proof.Ledger != ours.Ledger)) return "It does not say what the proof behind it says.";
        signatures.Add(new(evidence.Entry.Position, a.Key, signed.Envelope));
        return null;
    }

    /// <summary>Two persons signed it, each with a phone that another person had confirmed; only what leaves no doubt moves notes.</summary>
    private string? Handed(Evidence evidence, Act.SlipRecorded a, ICollection<SignatureCheck> signatures)
    {
        if (Stock.Keys.GetValueOrDefault(a.SentKey) is not { Confirmed: true } sender || Stock.Keys.GetValueOrDefault(a.Key) is not { Confirmed: true } receiver) return "A phone that nobody confirmed signed it.";
        if (sender.Person != a.SentBy || receiver.Person != a.By) return "It was signed by the phone of another.";
        if (a.SentBy == a.By) return "Who sent the notes also received them.";
        if (a.From == a.To || !NotePlaces.IsKept(a.From) || !NotePlaces.IsKept(a.To)) return "Notes do not go from there to there.";
        if (a.Doubt is null && (sender.BlockedAt is not null || receiver.BlockedAt is not null)) return "A phone that was blocked signed it.";
        if (a.Doubt is null && !(Stock.IsOpen(a.From) && Stock.IsOpen(a.To))) return "Notes do not go from there to there.";
        if (a.Doubt is SlipDoubt.NotesNotThere && Stock.At(a.From).Covers(a.Notes)) return "The notes were there.";
        if (evidence.Slips is not { } pair) return null;
        var slip = pair.Sent.Slip;
        if (!pair.Fits || slip.Id != a.Slip || slip.From != a.From || slip.To != a.To || !slip.Notes.Equals(a.Notes) || pair.Sent.Key != a.SentKey || pair.Received.Key != a.Key || pair.Content != a.Content
            || (_opening is { } ours && slip.Ledger != ours.Ledger)) return "It does not say what the slip behind it says.";
        signatures.Add(new(evidence.Entry.Position, sender.Key, pair.Sent.Envelope));
        signatures.Add(new(evidence.Entry.Position, receiver.Key, pair.Received.Envelope));
        return null;
    }

    private string? Counts(Unit unit) => _opening is { } book && unit != book.Unit ? "The book does not count this unit." : null;

    private long Holds(AccountId account, Unit unit) => Known(account.Value).Of(unit).Minor;

    /// <summary>What an act with notes leaves behind: as much at each place as its notes are worth, and as much money as notes in circulation.</summary>
    private Fault? Notes(Position position, Act act)
    {
        foreach (var place in act.NoteMoves.SelectMany(m => (AccountId[])[m.From, m.To]))
            if (Holds(place, NotePlaces.Unit) != Stock.At(place).Minor) return new(position, $"{place} holds otherwise than its notes are worth.");
        return _opening is { } book && act.Transfers.Any(t => t.From == OfficeAccounts.Paper || t.To == OfficeAccounts.Paper || t.From == NotePlaces.Sold || t.To == NotePlaces.Sold)
            && Holds(OfficeAccounts.Paper, book.Unit) != Stock.At(NotePlaces.Sold).Minor ? new(position, "The notes in circulation are not as much as the books say.") : null;
    }
}
