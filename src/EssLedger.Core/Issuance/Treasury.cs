using System.Collections.Immutable;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Paper;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Issuance;

/// <summary>What one office account holds of one unit.</summary>
public readonly record struct Holding(AccountId Account, Unit Unit);

/// <summary>What a bank statement brought, or a receipt that no statement showed has over, as long as it is not wholly explained.</summary>
/// <param name="Account">The guarantee account on which it stands, or where the receipt's euro are on their way from (<c>ANNOUNCED</c>, <c>CARDS</c>); after an issuance was undone, where its euro had come from (<c>SUSPENSE</c>: from a line).</param>
/// <param name="Day">The bank's booking day.</param>
/// <param name="Minor">What is left to explain, in cents: received above zero, paid out below.</param>
public sealed record OpenLine(AccountId Account, DateOnly Day, long Minor);

/// <summary>The newest statement of a guarantee account.</summary>
/// <param name="Day">The day of its closing balance.</param>
/// <param name="Closing">That balance, in cents.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Position">Where it stands in the book.</param>
public sealed record LastStatement(DateOnly Day, Balance Closing, PersonId By, Position Position);

/// <summary>A difference that no act explains.</summary>
/// <param name="Account">Where: a guarantee account, or <c>BACKING</c> when units and their euro differ.</param>
/// <param name="Minor">In cents: the bank, or the euro that back, have so much more than the book, or than there are units.</param>
/// <param name="Owner">Who recorded the statement that shows it, and so clears it up; null: a fault of ours.</param>
/// <param name="Since">The entry that shows it.</param>
public sealed record FundGap(AccountId Account, long Minor, PersonId? Owner, Position Since);

/// <summary>All that the treasury's rules need to know, folded from its own acts.</summary>
public sealed record TreasuryState
{
    /// <summary>The last entry that this state knows of.</summary>
    public Position Position { get; init; }

    /// <summary>The number of the last office act.</summary>
    public long Acts { get; init; }

    /// <summary>The issuances that nobody decided yet.</summary>
    public ImmutableDictionary<IssuanceId, Act.IssuanceProposed> Pending { get; init; } = ImmutableDictionary<IssuanceId, Act.IssuanceProposed>.Empty;

    /// <summary>The issuances that are to be undone, if another person agrees.</summary>
    public ImmutableDictionary<IssuanceId, Act.ReversalProposed> Reversals { get; init; } = ImmutableDictionary<IssuanceId, Act.ReversalProposed>.Empty;

    /// <summary>Parts of acts for many that are to be undone, if another person agrees, by the name under which their euro would wait.</summary>
    public ImmutableDictionary<Digest, Act.PartReversalProposed> PartReversals { get; init; } = ImmutableDictionary<Digest, Act.PartReversalProposed>.Empty;

    /// <summary>What the treasury's acts moved, office account by office account. What members pay into one (a reconversion) is not in it.</summary>
    public ImmutableDictionary<Holding, Balance> Balances { get; init; } = ImmutableDictionary<Holding, Balance>.Empty;

    /// <summary>What the bank showed and nobody explained, by the line's identity.</summary>
    public ImmutableDictionary<Digest, OpenLine> Open { get; init; } = ImmutableDictionary<Digest, OpenLine>.Empty;

    /// <summary>Receipts entered by hand that no statement has shown yet, with their euro.</summary>
    public ImmutableDictionary<Digest, Amount> Announced { get; init; } = ImmutableDictionary<Digest, Amount>.Empty;

    /// <summary>The newest statement of each guarantee account.</summary>
    public ImmutableDictionary<AccountId, LastStatement> Statements { get; init; } = ImmutableDictionary<AccountId, LastStatement>.Empty;

    /// <summary>The remittances of which something is neither paid nor given back.</summary>
    public ImmutableDictionary<RemittanceId, Remittance> Remittances { get; init; } = ImmutableDictionary<RemittanceId, Remittance>.Empty;

    /// <summary>Notes of paper.</summary>
    public PaperState Paper { get; init; } = new();

    /// <summary>What members asked public bodies to pay by way of the association.</summary>
    public PublicMandates PublicMandates { get; init; } = new();
    /// <summary>Direct debits.</summary>
    public DebitsState Debits { get; init; } = new();
    /// <summary>What members brought from a currency before, and how this one ends.</summary>
    public MovingState Moving { get; init; } = new();
    /// <summary>Whether firms have a mutual credit beside the currency, and in which unit. What they owe each other is no business of the treasury's.</summary>
    public MutualScheme Mutual { get; init; } = new();

    /// <summary>What an office account holds of one unit, as far as the treasury moved it.</summary>
    public Balance Of(AccountId account, Unit unit) => Balances.GetValueOrDefault(new(account, unit));

    /// <summary>The association's own euro among those that it keeps.</summary>
    public Amount Own => Amount.FromMinor(-OfficeAccounts.Own.Sum(account => Of(account, Unit.Euro).Minor));

    /// <summary>How much of its own the association may spend, in cents: the rest covers what members owe, for which units are in circulation.</summary>
    public long Spare => Own.Minor - Of(OfficeAccounts.Receivable, Unit.Euro).Minor;

    /// <summary>What is owed to the association, in cents, and is not a member's debit that came back.</summary>
    public long OwedOtherwise => Of(OfficeAccounts.Receivable, Unit.Euro).Minor - Debits.Owed.Values.Sum(o => o.Left.Minor);

    /// <summary>What waiting issuances will take of a line, in cents.</summary>
    public long Reserved(Digest line) => Pending.Values.Where(p => p.Receipt == line && p.Source == OfficeAccounts.Suspense).Sum(p => p.Amount.Minor) + Moving.Reserved(line);

    /// <summary>The remittance that is to pay a reconversion; null: none.</summary>
    public Remittance? Paying(Reconversion reconversion) => Remittances.Values.FirstOrDefault(r => r.Items.Contains(reconversion));

    /// <summary>Where the book and the bank differ, or the euro that back units and the units. Empty: all is well.</summary>
    /// <param name="unit">The ledger's unit.</param>
    public IReadOnlyList<FundGap> Gaps(Unit unit)
    {
        List<FundGap> gaps = [];
        foreach (var (account, last) in Statements.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
            if (last.Closing.Minor - Of(account, Unit.Euro).Minor is not 0 and var difference) gaps.Add(new(account, difference, last.By, last.Position));
        if (Of(OfficeAccounts.Issuance, unit).Minor - Of(OfficeAccounts.Backing, Unit.Euro).Minor is not 0 and var unbacked) gaps.Add(new(OfficeAccounts.Backing, unbacked, null, Position));
        return gaps;
    }

    /// <summary>The number under which the next office act is decided.</summary>
    public Turn NextTurn => new(OfficeAccounts.Treasury.Value, Acts + 1);

    /// <summary>All campaigns, and what waits for a second person about them. What holders chose is not in it.</summary>
    public CampaignsState Campaigns { get; init; } = new();

    /// <summary>The only way in which the state changes; refuses nothing.</summary>
    public TreasuryState Apply(Entry entry, Act act)
    {
        if (entry.Position <= Position) throw new BrokenBookException($"Entry {entry.Position} is older than what the treasury knows ({Position}).");
        var next = this with { Position = entry.Position, Campaigns = Campaigns.Apply(entry.Position, act), PublicMandates = PublicMandates.Apply(entry.Position, act), Moving = Moving.Apply(act), Mutual = Mutual.Apply(act) };
        if (act.Turn is { } turn && turn.Subject == OfficeAccounts.Treasury.Value)
        {
            if (turn.Number != Acts + 1) throw new BrokenBookException($"Office act {turn.Number} follows {Acts}.");
            next = next with { Acts = turn.Number };
        }
        foreach (var transfer in act.Transfers) next = next.Move(transfer.From, transfer.Unit, -transfer.Amount.Minor).Move(transfer.To, transfer.Unit, transfer.Amount.Minor);
        return act switch
        {
            Act.IssuanceProposed proposed => next with { Pending = next.Pending.Add(proposed.Issuance, proposed) },
            Act.IssuanceRejected rejected => next with { Pending = next.Pending.Remove(rejected.Issuance) },
            // A receipt that no statement has shown yet, as with an issuance.
            Act.Funded funded => next with { Announced = next.Announced.Add(funded.Receipt, funded.Legs[0].Amount) },
            Act.Issued issued => next.Issue(issued, ParisCalendar.DayOf(entry.CommittedAt)),
            Act.ReversalProposed reversal => next with { Reversals = next.Reversals.Add(reversal.Issuance, reversal) },
            Act.ReversalRejected reversal => next with { Reversals = next.Reversals.Remove(reversal.Issuance) },
            Act.IssuanceReversed reversed => next with
            {
                Reversals = next.Reversals.Remove(reversed.Issuance),
                Open = next.Open.Add(reversed.Line, new(reversed.Source, ParisCalendar.DayOf(entry.CommittedAt), reversed.Legs[0].Amount.Minor)),
            },
            Act.PartReversalProposed reversal => next with { PartReversals = next.PartReversals.Add(reversal.Line, reversal) },
            Act.PartReversalRejected reversal => next with { PartReversals = next.PartReversals.Remove(reversal.Line) },
            Act.PartReversed reversed => next with
            {
                PartReversals = next.PartReversals.Remove(reversed.Line),
                Open = next.Open.Add(reversed.Line, new(reversed.Source, ParisCalendar.DayOf(entry.CommittedAt), reversed.Euro.Minor)),
                Debits = Debits with { Collected = Debits.Collected.RemoveRange(reversed.Debits) },
            },
            Act.BalancesBrought brought => next.Take(brought.Line, brought.Total.Minor),
            Act.StatementRecorded recorded => next.Record(recorded, entry.Position),
            Act.LinesExplained explained => next.Explain(explained.Parts, explained.Announced, corrects: false),
            Act.OnDebits debits => (debits switch
            {
                Act.DebitsCollected collected => next.Explain(collected.Parts, null, corrects: false),
                Act.DebitReturned came => next.Explain(came.Parts, null, corrects: false),
                Act.DebitRepaid repaid => next.Explain(repaid.Parts, null, corrects: false),
                _ => next,
            }) with
            { Debits = Debits.Apply(entry, debits) },
            Act.OnPaper notes => next with { Paper = Paper.Apply(entry, notes) },
            Act.ExplanationCorrected corrected => next.Explain(corrected.Parts, corrected.Announced, corrects: true),
            Act.RemittanceProposed proposed => next with { Remittances = next.Remittances.Add(proposed.Remittance, new(proposed.From, [.. proposed.Items], proposed.By, null)) },
            Act.RemittanceApproved approved => next with { Remittances = next.Remittances.SetItem(approved.Remittance, next.Remittances[approved.Remittance] with { ApprovedBy = approved.By }) },
            Act.RemittanceCancelled cancelled => next with { Remittances = next.Remittances.Remove(cancelled.Remittance) },
            Act.ReconversionSettled settled => next.Explain(settled.Parts, null, corrects: false).Done(settled.Reconversion),
            Act.ReconversionReturned returned => next.Explain(returned.Parts, null, corrects: false).Done(returned.Reconversion),
            _ => next,
        };
    }

    private TreasuryState Done(Reconversion reconversion)
    {
        var (id, remittance) = Remittances.FirstOrDefault(r => r.Value.Items.Contains(reconversion));
        if (remittance is null) return this;
        var left = remittance.Items.Remove(reconversion);
        return this with { Remittances = left.IsEmpty ? Remittances.Remove(id) : Remittances.SetItem(id, remittance with { Items = left }) };
    }

    private TreasuryState Move(AccountId account, Unit unit, long minor)
    {
        if (!OfficeAccounts.Contains(account)) return this;
        var holding = new Holding(account, unit);
        return this with { Balances = Balances.SetItem(holding, new(Balances.GetValueOrDefault(holding).Minor + minor)) };
    }

    private TreasuryState Issue(Act.Issued issued, DateOnly day)
    {
        if (!Pending.TryGetValue(issued.Issuance, out var proposed)) return this;
        var next = this with { Pending = Pending.Remove(issued.Issuance) };
        if (proposed.Source == OfficeAccounts.Suspense) return next.Take(proposed.Receipt, proposed.Amount.Minor);
        var beyond = proposed.ReceiptAmount - proposed.Amount;
        if (proposed.Source == OfficeAccounts.Announced) next = next with { Announced = next.Announced.Add(proposed.Receipt, proposed.ReceiptAmount) };
        // Wherever they are on their way from, they wait in suspense.
        return beyond == Amount.Zero ? next : next with { Open = next.Open.Add(proposed.Receipt, new(proposed.Source, day, beyond.Minor)) };
    }

    private TreasuryState Record(Act.StatementRecorded recorded, Position position)
    {
        var open = Open.ToBuilder();
        foreach (var line in recorded.AllLines) open.Add(line.Key, new(recorded.Account, line.Day, line.Minor));
        var newest = !Statements.TryGetValue(recorded.Account, out var last) || last.Day <= recorded.Day;
        return this with
        {
            Open = open.ToImmutable(),
            Statements = newest ? Statements.SetItem(recorded.Account, new(recorded.Day, recorded.Closing, recorded.By, position)) : Statements,
        };
    }

    private TreasuryState Explain(IReadOnlyList<LinePart> parts, Digest? announced, bool corrects)
    {
        var next = this;
        foreach (var part in parts) next = corrects ? next.Give(part) : next.Take(part.Key, part.Minor);
        if (announced is not { } receipt) return next;
        var euro = LinePart.Received(parts);
        var left = Announced.GetValueOrDefault(receipt).Minor + (corrects ? euro : -euro);
        return next with { Announced = left == 0 ? next.Announced.Remove(receipt) : next.Announced.SetItem(receipt, Amount.FromMinor(left)) };
    }

    private TreasuryState Take(Digest key, long minor)
    {
        var line = Open[key];
        var left = line.Minor - minor;
        return this with { Open = left == 0 ? Open.Remove(key) : Open.SetItem(key, line with { Minor = left }) };
    }

    private TreasuryState Give(LinePart part) => this with
    {
        Open = Open.SetItem(part.Key, new(part.Account, part.Day, Open.TryGetValue(part.Key, out var line) ? line.Minor + part.Minor : part.Minor)),
    };
}
