using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private TreasuryState _treasury = new();

    /// <summary>What the treasury knew at the last entry.</summary>
    public TreasuryState Treasury => _treasury;

    private static bool IsOffice(Act act) => act.Turn?.Subject == OfficeAccounts.Treasury.Value;

    /// <summary>What only the treasury does. That its number is the next one is seen where the act is applied to the treasury.</summary>
    private string? OfficeAct(Entry entry, Act act)
    {
        var position = entry.Position;
        if (!IsOffice(act)) return "It is not an act of the treasury, or of no kind that the audit knows.";
        switch (act)
        {
            case Act.IssuanceProposed proposed:
                return proposed.Amount > proposed.ReceiptAmount ? "More units than euro."
                    : !IsOpen(proposed.Account) ? "The account is not open."
                    : _opening is { } book && proposed.Unit != book.Unit ? "The book does not count this unit."
                    : _treasury.Pending.Values.Any(p => p.Receipt == proposed.Receipt) ? "Its receipt backs another issuance."
                    : UnderMandate(proposed) is { } unfit ? unfit
                    : proposed.Source == OfficeAccounts.Suspense ? _treasury.Open.GetValueOrDefault(proposed.Receipt)?.Minor >= proposed.ReceiptAmount.Minor ? null : "No line of a statement brought so many euro."
                    : proposed.Source == OfficeAccounts.Announced || proposed.Source == OfficeAccounts.Cards || proposed.Source == OfficeAccounts.Debits ? null : "Its euro come from nowhere.";
            case Act.IssuanceRejected rejected:
                return SecondPerson(rejected.Issuance, rejected.By, out _);
            case Act.Issued issued:
                if ((SecondPerson(issued.Issuance, issued.ApprovedBy, out var asked) ?? Backed(entry, issued, asked!)) is { } unbacked) return unbacked;
                _issued.Add(issued.Issuance, Undone(position, issued.Issuance, asked!.Source, Act.IssuanceReversed.Undoing(issued)));
                return null;
            case Act.ReversalProposed proposed:
                return !_issued.ContainsKey(proposed.Issuance) ? "No such issuance was made, or it was undone before."
                    : _treasury.Reversals.ContainsKey(proposed.Issuance) ? "This was proposed before." : null;
            case Act.ReversalRejected rejected:
                return _treasury.Reversals.GetValueOrDefault(rejected.Issuance) is not { } unwanted ? "Nobody proposed this, or it was decided before."
                    : unwanted.By == rejected.By ? "Who proposed the reversal also decided it." : null;
            case Act.IssuanceReversed reversed:
                return _treasury.Reversals.GetValueOrDefault(reversed.Issuance) is not { } wanted || wanted.By != reversed.ProposedBy ? "Nobody proposed this, or another did."
                    : wanted.By == reversed.ApprovedBy ? "Who proposed the reversal also approved it."
                    : !_issued.Remove(reversed.Issuance, out var made) || made != Undone(reversed.Corrects, reversed.Issuance, reversed.Source, reversed.Legs) ? "It does not undo what was made."
                    : reversed.Legs.Where(leg => !OfficeAccounts.Contains(leg.From)).Any(leg => leg.From.Value != reversed.Holder.Subject) || wanted.Account.Value != reversed.Holder.Subject ? "Another than the holder decided it."
                    : !IsOpen(AccountId.Parse(reversed.Holder.Subject)) ? "The account is not open." : null;
            case Act.PartReversalProposed proposed:
                return !_parts.ContainsKey((proposed.Corrects, proposed.Account)) ? "No such part was made, or it was undone before."
                    : _treasury.PartReversals.ContainsKey(proposed.Line) ? "This was proposed before." : null;
            case Act.PartReversalRejected rejected:
                return _treasury.PartReversals.GetValueOrDefault(rejected.Line) is not { } unwantedPart ? "Nobody proposed this, or it was decided before."
                    : unwantedPart.By == rejected.By ? "Who proposed the reversal also decided it." : null;
            case Act.PartReversed reversed:
                return _treasury.PartReversals.GetValueOrDefault(reversed.Line) is not { } wantedPart || wantedPart.By != reversed.ProposedBy ? "Nobody proposed this, or another did."
                    : wantedPart.By == reversed.ApprovedBy ? "Who proposed the reversal also approved it."
                    : !_parts.Remove((reversed.Corrects, reversed.Account), out var part) || part != Undone(reversed.Corrects, reversed.Account, reversed.Source, reversed.Debits, reversed.Legs) ? "It does not undo what was made."
                    : reversed.Debits.Any(id => !_treasury.Debits.Collected.ContainsKey(id)) ? "A debit of it came back."
                    : reversed.Legs.Any(leg => leg.To == OfficeAccounts.Dues && leg.Amount.Minor > _treasury.Spare) ? "The association's own do not cover it."
                    : !IsOpen(reversed.Account) ? "The account is not open." : null;
            case Act.StatementRecorded recorded:
                return OfficeAccounts.KindOf(recorded.Account) is not OfficeAccountKind.Bank ? "It is not the statement of a guarantee account."
                    : recorded.Begins == _treasury.Statements.ContainsKey(recorded.Account) ? "The account's first statement, and no other, begins it."
                    : recorded.Lines.DistinctBy(line => line.Key).Count() < recorded.Lines.Count || recorded.AllLines.Any(line => _treasury.Open.ContainsKey(line.Key)) ? "It brings a line twice." : null;
            case Act.LinesExplained explained:
                return Explained(position, explained);
            case Act.ExplanationCorrected corrected:
                return corrected.Corrects >= position || !_explained.Remove(corrected.Corrects, out var was) ? "There is no such explanation, or it was corrected before."
                    : was != Explanation(corrected.Parts, corrected.Against, corrected.Announced) ? "It is not what it corrects." : null;
            case Act.PublicMandateEntered or Act.PublicMandateRevoked:
                return PublicAct(act);
            case Act.RemittanceProposed proposed:
                return OfficeAccounts.KindOf(proposed.From) is not OfficeAccountKind.Bank ? "It is not to be paid from a guarantee account."
                    : proposed.Items.Count == 0 || proposed.Items.Any(item => !_inProgress.Contains(item) || _treasury.Paying(item) is not null) ? "It is to pay what nobody asked for, or what another pays." : null;
            case Act.RemittanceApproved approved:
                return _treasury.Remittances.GetValueOrDefault(approved.Remittance) is not { ApprovedBy: null } waiting ? "There is no such remittance, or it was approved before."
                    : waiting.By == approved.By ? "Who put the remittance together also approved it." : null;
            case Act.RemittanceCancelled cancelled:
                return _treasury.Remittances.GetValueOrDefault(cancelled.Remittance) is not { } open ? "There is no such remittance."
                    : open.ApprovedBy == cancelled.By ? "Who approved the remittance also cancelled it." : null;
            case Act.ReconversionSettled settled:
                return _treasury.Paying(settled.Reconversion) is not { ApprovedBy: not null } ? "Nobody approved that it be paid."
                    : !_inProgress.Remove(settled.Reconversion) ? "No such reconversion is in progress."
                    : settled.Units != _opening?.Unit || LinePart.PaidOut(settled.Parts) != settled.Reconversion.Net.Minor ? "The bank paid another sum."
                    : LinesWait(settled.Parts) ?? (_settled.Add(settled.Reconversion) ? null : "It was settled before.");
            case Act.ReconversionReturned returned:
                return returned.Settled && returned.Reconversion.Fee.Minor is > 0 and var fee && fee > _treasury.Spare ? "The association's own do not cover it."
                    : !(returned.Settled ? _settled : _inProgress).Remove(returned.Reconversion) ? "No such reconversion is in progress, or was settled."
                    : !IsOpen(returned.Reconversion.Payer) ? "The payer's account is not open."
                    : returned.Units != _opening?.Unit || LinePart.Received(returned.Parts) != (returned.Settled ? returned.Reconversion.Net.Minor : 0) ? "Another sum came back." : LinesWait(returned.Parts);
            default:
                return act is Act.BalancesProposed or Act.BalancesBrought or Act.WindDownProposed or Act.WindDownBegun or Act.RemainderProposed or Act.RemainderApproved or Act.RemainderTaken or Act.MovingDropped
                    ? MovingAct(entry, act) : CampaignAct(entry, act);
        }
    }

    /// <summary>What professionals asked euro for, as long as they have neither euro nor units.</summary>
    private readonly HashSet<Reconversion> _inProgress = [];

    /// <summary>Those that the bank paid.</summary>
    private readonly HashSet<Reconversion> _settled = [];

    /// <summary>An issuance is decided once, by another than who asked.</summary>
    private string? SecondPerson(IssuanceId issuance, PersonId by, out Act.IssuanceProposed? proposed) =>
        !_treasury.Pending.TryGetValue(issuance, out proposed) ? "Nobody proposed this issuance, or it was decided before."
            : proposed.By == by ? "Who proposed the issuance also decided it." : null;

    private string? Backed(Entry entry, Act.Issued issued, Act.IssuanceProposed proposed)
    {
        List<Transfer> legs = [new(OfficeAccounts.Backing, null, proposed.Source, null, proposed.Amount, Unit.Euro)];
        if (proposed.Source != OfficeAccounts.Suspense && proposed.ReceiptAmount > proposed.Amount)
            legs.Add(new(OfficeAccounts.Suspense, null, proposed.Source, null, proposed.ReceiptAmount - proposed.Amount, Unit.Euro));
        legs.Add(new(OfficeAccounts.Issuance, null, proposed.Account, null, proposed.Amount, proposed.Unit));
        return !issued.Legs.Take(legs.Count).SequenceEqual(legs) || issued.Receipt != proposed.Receipt || issued.ProposedBy != proposed.By || issued.Mandate != proposed.Mandate ? "It is not what was proposed, or not backed by as many euro."
            : !IsOpen(proposed.Account) ? "The account is not open."
            : proposed.Source == OfficeAccounts.Suspense && !(_treasury.Open.GetValueOrDefault(proposed.Receipt)?.Minor >= proposed.Amount.Minor) ? "The line that backs it was explained otherwise."
            : BonusIn(entry, proposed.Account, proposed.Amount, [.. issued.Legs.Skip(legs.Count)]);
    }

    private string? Explained(Position position, Act.LinesExplained explained)
    {
        if (explained.Parts.Count == 0) return "It explains nothing.";
        if (LinesWait(explained.Parts) is { } wrong) return wrong;
        if (explained.Against is { } against
            ? (explained.Received > 0 && explained.PaidOut > 0) || !TreasuryRules.MayExplain(against, explained.Received > 0)
            : explained.Received != explained.PaidOut) return "The account has nothing to do with these lines, or they do not offset each other.";
        if ((explained.Announced is not null) != (explained.Against == OfficeAccounts.Announced)
            || (explained.Announced is { } receipt && _treasury.Announced.GetValueOrDefault(receipt).Minor < explained.Received)) return "No such receipt was announced.";
        if (explained is { PaidOut: > 0 and var spent, Against: { } by }
            && (OfficeAccounts.Own.Contains(by) || by == OfficeAccounts.Receivable ? spent : 0) > _treasury.Spare) return "The association's own do not cover it.";
        _explained.Add(position, Explanation(explained.Parts, explained.Against, explained.Announced));
        return null;
    }

    private string? LinesWait(IReadOnlyList<LinePart> parts)
    {
        if (parts.DistinctBy(part => part.Key).Count() < parts.Count) return "It names a line twice.";
        foreach (var part in parts)
        {
            if (!_treasury.Open.TryGetValue(part.Key, out var line) || line.Account != part.Account || line.Day != part.Day) return "It explains a line that does not wait for it.";
            if (Math.Sign(line.Minor) != Math.Sign(part.Minor) || Math.Abs(part.Minor) > Math.Abs(line.Minor)) return "It explains more than there is.";
        }
        return null;
    }

    /// <summary>Issuances that nobody undid, each by a digest of what would.</summary>
    private readonly Dictionary<IssuanceId, Digest> _issued = [];

    /// <summary>What members got of acts for many and nobody undid, each by a digest of what would.</summary>
    private readonly Dictionary<(Position At, AccountId Account), Digest> _parts = [];

    /// <summary>Remembers each member's part of an act for many.</summary>
    private void Remember(Position at, Act act)
    {
        foreach (var account in act is Act.BalancesBrought brought ? brought.Legs.Skip(1).Select(leg => leg.To) : act is Act.DebitsCollected collected ? collected.Items.Select(d => d.Account).Distinct() : [])
            if (Act.PartReversed.Undoing(act, account) is var (source, debits, legs)) _parts.Add((at, account), Undone(at, account, source, debits, legs));
    }

    private static Digest Undone(Position made, AccountId account, AccountId source, IReadOnlyList<Debits.DebitId> debits, IReadOnlyList<Transfer> legs) =>
        Digest.Of(Codec.Encode(new Act.PartReversed(new(OfficeAccounts.Treasury.Value, 1), new(account.Value, 1), made, source, debits, Anybody, Anybody, legs)));

    private static Digest Undone(Position made, IssuanceId issuance, AccountId source, IReadOnlyList<Transfer> legs) =>
        Digest.Of(Codec.Encode(new Act.IssuanceReversed(new(OfficeAccounts.Treasury.Value, 1), new(OfficeAccounts.Treasury.Value, 1), issuance, made, source, Anybody, Anybody, legs)));

    /// <summary>Explanations that nobody corrected, each by a digest of what it says.</summary>
    private readonly Dictionary<Position, Digest> _explained = [];

    private static readonly PersonId Anybody = PersonId.Parse("ANYBODY");

    private static Digest Explanation(IReadOnlyList<LinePart> parts, AccountId? against, Digest? announced) =>
        Digest.Of(Codec.Encode(new Act.LinesExplained(new(OfficeAccounts.Treasury.Value, 1), parts, against, announced, Anybody)));

    /// <summary>There are as many euro behind units as there are units, after every act that makes or destroys some.</summary>
    private static Fault? Backing(Position position, Act act)
    {
        long units = 0, euro = 0;
        foreach (var transfer in act.Transfers)
        {
            if (transfer.From == OfficeAccounts.Issuance) units += transfer.Amount.Minor;
            if (transfer.To == OfficeAccounts.Issuance) units -= transfer.Amount.Minor;
            if (transfer.From == OfficeAccounts.Backing) euro += transfer.Amount.Minor;
            if (transfer.To == OfficeAccounts.Backing) euro -= transfer.Amount.Minor;
        }
        return units == euro ? null : new(position, $"It makes {units} units and puts {euro} cents behind them.");
    }
}
