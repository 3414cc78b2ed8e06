using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Grains;

namespace EssLedger.Simulation;

/// <summary>The second opinion on the fund: whose euro are where, told from the bank's own word and from what each act says, not from the sums of the ledger.</summary>
internal sealed partial class Auditor
{
    private readonly List<(long Position, Act Act)> _office = [];
    private readonly Dictionary<(AccountId Account, Unit Unit), long> _held = [];

    // What of each line of the bank, or under each name that waits like one, nobody explained.
    private readonly Dictionary<Digest, long> _lines = [];
    private readonly HashSet<Digest> _linesEver = [];
    private readonly Dictionary<Digest, long> _announced = [];
    private readonly Dictionary<IssuanceId, Act.IssuanceProposed> _proposals = [];
    private readonly Dictionary<IssuanceId, Act.Issued> _made = [];
    private readonly Dictionary<long, Act.LinesExplained> _explanations = [];
    private readonly Dictionary<Sale, Reconversion> _inProgress = [], _paidOut = [];
    private readonly HashSet<Reconversion> _approvedToPay = [];
    private readonly Dictionary<RemittanceId, IReadOnlyList<Reconversion>> _remittances = [];
    private readonly List<(DateTimeOffset From, Act.ReconversionTermsSet Set)> _fees = [];
    private readonly Dictionary<SlipId, (Notes Left, AccountId To)> _journeys = [];
    private readonly Dictionary<SlipId, Act.NotesSold> _sales = [];
    private readonly Dictionary<CampaignId, KnownCampaign> _campaigns = [];
    private readonly Dictionary<ProposalId, Act> _asked = [];
    private readonly Dictionary<PurseId, (AccountId Holder, CampaignId Campaign)> _purses = [];
    private readonly HashSet<(DebitMandateId, int Year, int Month)> _debited = [];
    private readonly Dictionary<DebitBatchId, (Act.DebitsProposed Proposed, bool Approved)> _batches = [];
    private readonly Dictionary<DebitId, Debit> _collected = [];
    private readonly Dictionary<DebitId, long> _owed = [];

    // What passed up to each entry, and on which day it was committed.
    private readonly List<(DateOnly Day, Totals Totals)> _passed = [(DateOnly.MinValue, default)];
    private readonly Dictionary<PeriodKind, Period> _closedLast = [];

    private long _guarantee, _digital, _gapUntil;
    private Notes _sold = Notes.None;
    private (DateOnly Day, long Closing)? _lastStatement;

    /// <summary>The bank of the fund.</summary>
    public required Bank Bank { get; init; }

    private sealed class KnownCampaign(CampaignTerms terms, PersonId by)
    {
        public CampaignTerms Terms => terms;
        public PersonId By => by;
        public bool Approved { get; set; }
        public DateOnly? Ended { get; set; }
        public long Given { get; set; }
        public Dictionary<AccountId, long> Received { get; } = [];
        public DateOnly SpentUntil => (Ended is { } day && day < terms.Last ? day : terms.Last).AddDays(terms.Grace);
    }

    private long Held(AccountId account) => _held.GetValueOrDefault((account, Unit.Euro));

    /// <summary>What moves, and what each act says of lines, notes, purses and debits.</summary>
    private void Office(Entry entry, Act act)
    {
        if (act.Turn?.Subject == OfficeAccounts.Treasury.Value) _office.Add((Head, act));
        foreach (var leg in act.Transfers)
        {
            if (leg.Unit == terms.Unit)
            {
                if (IsMember(leg.From)) _digital -= leg.Amount.Minor;
                if (IsMember(leg.To)) _digital += leg.Amount.Minor;
                if (leg.FromPurse is { } from) Fill(leg.From, from, -leg.Amount.Minor);
                if (leg.ToPurse is { } to) Fill(leg.To, to, leg.Amount.Minor);
                continue;
            }
            Hold(leg.From, leg.Unit, -leg.Amount.Minor);
            Hold(leg.To, leg.Unit, leg.Amount.Minor);
        }
        switch (act)
        {
            case Act.StatementRecorded a:
                foreach (var line in a.AllLines)
                {
                    Demand(line.Key == a.Statement ? a.Begins && line.Minor == Bank.Before : Bank.Booked(line.Key) == line.Minor, $"Entry {Head} records a line that the bank never booked so.");
                    Wait(line.Key, line.Minor);
                    _guarantee += line.Minor;
                }
                if (_lastStatement is not { } last || last.Day <= a.Day) _lastStatement = (a.Day, a.Closing.Minor);
                break;
            case Act.LinesExplained a:
                _explanations.Add(Head, a);
                Explain(a.Parts);
                if (a.Announced is { } shown) Announce(shown, -a.Received);
                break;
            case Act.ExplanationCorrected a:
                Demand(_explanations.Remove(a.Corrects.Value, out var was) && was.Parts.SequenceEqual(a.Parts) && was.Against == a.Against && was.Announced == a.Announced, $"Entry {Head} corrects what was not explained so, or was corrected before.");
                foreach (var part in a.Parts) _lines[part.Key] = _lines.GetValueOrDefault(part.Key) + part.Minor;
                if (a.Announced is { } hidden) Announce(hidden, LinePart.Received(a.Parts));
                break;
            case Act.IssuanceProposed a:
                _proposals[a.Issuance] = a;
                break;
            case Act.Issued a:
                var proposed = _proposals[a.Issuance];
                Whole();
                Demand(a.ApprovedBy != proposed.By && a.Receipt == proposed.Receipt && a.Legs.Where(l => l.From == OfficeAccounts.Issuance && l.ToPurse is null).Sum(l => l.Amount.Minor) == proposed.Amount.Minor, $"Entry {Head} makes what another person did not propose so.");
                if (proposed.Source == OfficeAccounts.Suspense) Explain(proposed.Receipt, proposed.Amount.Minor);
                else
                {
                    if (proposed.Source == OfficeAccounts.Announced) Announce(proposed.Receipt, proposed.ReceiptAmount.Minor);
                    if (proposed.ReceiptAmount > proposed.Amount) Wait(proposed.Receipt, proposed.ReceiptAmount.Minor - proposed.Amount.Minor);
                }
                _made[a.Issuance] = a;
                Gave(a.Legs);
                break;
            case Act.IssuanceReversed a:
                Demand(_made.Remove(a.Issuance, out var made) && _issued[a.Issuance].Position == a.Corrects.Value && a.ProposedBy != a.ApprovedBy, $"Entry {Head} undoes what was not made, or was undone before.");
                Demand(made!.Legs.Where(l => l.From == OfficeAccounts.Issuance).All(l => a.Legs.Any(u => u.From == l.To && u.FromPurse == l.ToPurse && u.To == l.From && u.Amount == l.Amount)), $"Entry {Head} does not undo all that was made.");
                Wait(a.Line, made.Legs[0].Amount.Minor);
                foreach (var leg in a.Legs.Where(l => CampaignId.Of(l.From) is not null)) _campaigns[CampaignId.Of(leg.From)!.Value].Given -= leg.Amount.Minor;
                foreach (var leg in a.Legs.Where(l => l.FromPurse is not null)) _campaigns[_purses[leg.FromPurse!.Value].Campaign].Received[leg.From] -= leg.Amount.Minor;
                break;
            case Act.ReconversionTermsSet a:
                _fees.Add((a.From, a));
                break;
            case Act.RemittanceProposed a:
                Demand(a.Items.All(i => _inProgress.GetValueOrDefault(new(i.Payer, i.Order)) == i && !_approvedToPay.Contains(i)) && !_remittances.Values.Any(r => r.Any(a.Items.Contains)), $"Entry {Head} is to pay what is not in progress, or is paid already.");
                _remittances.Add(a.Remittance, a.Items);
                break;
            case Act.RemittanceApproved a:
                _approvedToPay.UnionWith(_remittances[a.Remittance].Where(i => _inProgress.ContainsKey(new(i.Payer, i.Order))));
                break;
            case Act.RemittanceCancelled a:
                _remittances.Remove(a.Remittance, out var dropped);
                _approvedToPay.ExceptWith(dropped!);
                break;
            case Act.ReconversionSettled a:
                Demand(_inProgress.Remove(a.Of, out var waiting) && waiting == a.Reconversion && _approvedToPay.Remove(waiting), $"Entry {Head} says paid what was not to be paid, or was paid before.");
                Demand(LinePart.PaidOut(a.Parts) == a.Reconversion.Net.Minor, $"Entry {Head}: the bank paid another sum.");
                _paidOut.Add(a.Of, a.Reconversion);
                Explain(a.Parts);
                Forget(a.Reconversion);
                break;
            case Act.ReconversionReturned a:
                Demand((a.Settled ? _paidOut : _inProgress).Remove(a.Of, out var given) && given == a.Reconversion && LinePart.Received(a.Parts) == (a.Settled ? given.Net.Minor : 0), $"Entry {Head} gives back what was not in progress, or was given back before.");
                Explain(a.Parts);
                Forget(a.Reconversion);
                break;
            case Act.OnPaper a:
                Paper(a);
                break;
            case Act.CampaignProposed a:
                _campaigns.Add(a.Campaign, new(a.Terms, a.By));
                break;
            case Act.CampaignApproved a:
                Demand(_campaigns[a.Campaign] is { Approved: false, Ended: null } open && open.By != a.By, $"Entry {Head} approves a campaign that did not wait for this person.");
                _campaigns[a.Campaign].Approved = true;
                break;
            case Act.CampaignEnded a:
                _campaigns[a.Campaign].Ended = a.Day;
                break;
            case Act.FundingProposed a:
                Demand(_receiptsInUse.Add(a.Receipt), $"Entry {Head}: one receipt backs two issuances, or a campaign beside one.");
                _receiptsEverUsed.Add(a.Receipt);
                _asked.Add(a.Proposal, a);
                break;
            case Act.AllotmentsProposed a:
                _asked.Add(a.Proposal, a);
                break;
            case Act.ProposalDropped a:
                if (_asked.Remove(a.Proposal, out var unwanted) && unwanted is Act.FundingProposed unfunded) _receiptsInUse.Remove(unfunded.Receipt);
                break;
            case Act.Funded a:
                Demand(_asked.Remove(a.Proposal, out var funding) && funding is Act.FundingProposed f && f.By != a.ApprovedBy && f.Receipt == a.Receipt && a.Legs is [{ Amount: var euro }] && euro == f.Amount, $"Entry {Head} funds what another person did not propose so.");
                Announce(a.Receipt, a.Legs[0].Amount.Minor);
                break;
            case Act.AllotmentsMade a:
                Whole();
                Demand(_asked.Remove(a.Proposal, out var list) && list is Act.AllotmentsProposed l && l.By != a.ApprovedBy && a.Legs.Skip(1).Select(leg => (leg.To, leg.Amount)).SequenceEqual(l.Allotments.Select(x => (x.Account, x.Amount))), $"Entry {Head} gives what another person did not propose so.");
                Gave(a.Legs);
                break;
            case Act.PursesReturned a:
                Demand(DaysAround().Any(at => ParisCalendar.DayOf(at) > _campaigns[a.Campaign].SpentUntil), $"Entry {Head} empties purses that can still be spent.");
                break;
            case Act.OnDebits a:
                Debited(entry, a);
                break;
            case Act.PeriodClosed a:
                Closes(a);
                break;
        }
        Count(entry, act);
        if (act.Transfers.Count > 0 || act is Act.StatementRecorded) Identity();
        if (_lastStatement is { } statement && statement.Closing != _guarantee) _gapUntil = Head;
    }

    private bool IsMember(AccountId account) => _pages.TryGetValue(account.Value, out var page) && page.Kind is not null;

    private void Hold(AccountId account, Unit unit, long minor)
    {
        var after = _held[(account, unit)] = _held.GetValueOrDefault((account, unit)) + minor;
        // What is owed stands below zero, what is there above; only a bank says of itself that it is overdrawn.
        if (unit == Unit.Euro && account != OfficeAccounts.Guarantee)
            Demand(account.Value is "BACKING" or "SUSPENSE" or "COMMISSION" or "DUES" or "DONATIONS" or "OWNFUNDS" || account.Value.StartsWith("CAMPAIGN.", StringComparison.Ordinal) ? after <= 0 : after >= 0, $"Entry {Head}: {account} stands at {after} cents.");
    }

    private void Fill(AccountId account, PurseId purse, long minor)
    {
        var history = Of(account).Purses;
        if (!history.TryGetValue(purse, out var lines)) history[purse] = lines = [(0, 0)];
        var after = lines[^1].Balance + minor;
        Demand(after >= 0, $"Entry {Head}: a purse of {account} falls below zero.");
        lines.Add((Head, after));
    }

    private void Wait(Digest key, long minor)
    {
        Demand(_linesEver.Add(key), $"Entry {Head}: what waits under {key} came before.");
        _lines[key] = minor;
    }

    private void Explain(IEnumerable<LinePart> parts)
    {
        foreach (var part in parts) Explain(part.Key, part.Minor);
    }

    private void Explain(Digest key, long minor)
    {
        var left = _lines.GetValueOrDefault(key);
        Demand(minor > 0 ? left >= minor : left <= minor, $"Entry {Head} explains {minor} of a line of which {left} are left.");
        if (left == minor) _lines.Remove(key);
        else _lines[key] = left - minor;
    }

    private void Announce(Digest receipt, long minor)
    {
        var left = _announced[receipt] = _announced.GetValueOrDefault(receipt) + minor;
        Demand(left >= 0, $"Entry {Head} shows more euro than the receipt announced.");
    }

    private void Forget(Reconversion item)
    {
        _approvedToPay.Remove(item);
        foreach (var (id, items) in _remittances.Where(r => r.Value.Contains(item)).ToList())
            if (items.All(i => i == item || !_inProgress.ContainsKey(new(i.Payer, i.Order)))) _remittances.Remove(id);
            else _remittances[id] = [.. items.Where(i => i != item)];
    }

    /// <summary>No units are made while book and bank differ.</summary>
    private void Whole() => Demand(_lastStatement is not { } last || last.Closing == _guarantee, $"Entry {Head} makes units, though the bank says that it holds {_lastStatement?.Closing} and the book {_guarantee}.");

    /// <summary>What a campaign gave: never more than its budget and its euros, nor more to one person than its terms say.</summary>
    private void Gave(IReadOnlyList<Transfer> legs)
    {
        if (legs.Select(l => l.Unit == Unit.Euro ? CampaignId.Of(l.To) : null).FirstOrDefault(id => id is not null) is not { } id) return;
        var campaign = _campaigns[id];
        campaign.Given += legs.Where(l => l.To == id.Account).Sum(l => l.Amount.Minor);
        Demand(campaign is { Approved: true, Ended: null } && campaign.Given <= campaign.Terms.Budget.Minor, $"Entry {Head}: a campaign gives {campaign.Given} of {campaign.Terms.Budget.Minor}, or does not give any more.");
        foreach (var leg in legs.Where(l => l.ToPurse is not null))
        {
            if (_purses.TryGetValue(leg.ToPurse!.Value, out var known)) Demand(known == (leg.To, id), $"Entry {Head} fills another's purse.");
            _purses[leg.ToPurse.Value] = (leg.To, id);
            var received = campaign.Received[leg.To] = campaign.Received.GetValueOrDefault(leg.To) + leg.Amount.Minor;
            Demand(received <= campaign.Terms.PerPerson.Minor, $"Entry {Head} gives {leg.To} more than one person may have.");
        }
    }

    private void Paper(Act.OnPaper act)
    {
        switch (act)
        {
            case Act.NotesPrinted a:
                _journeys.Add(a.Slip, (a.Notes, NotePlaces.Vault));
                break;
            case Act.NotesSent a:
                _journeys.Add(a.Slip, (a.Notes, a.To));
                break;
            case Act.NotesReceived a:
                var journey = _journeys[a.Sent];
                Demand(journey.Left.Covers(a.Notes) || journey.Left.Equals(a.Notes), $"Entry {Head} receives more notes than were sent.");
                _journeys[a.Sent] = journey with { Left = journey.Left - a.Notes };
                break;
            case Act.NotesSold a:
                Whole();
                _sales.Add(a.Slip, a);
                _sold += a.Notes;
                break;
            case Act.SaleUndone a:
                Demand(_sales.Remove(a.Sale, out var sale) && sale.Notes.Equals(a.Notes) && sale.Bureau == a.Bureau, $"Entry {Head} undoes a sale that was none, or again.");
                _sold -= a.Notes;
                break;
            case Act.NotesTakenBack a:
                _sold -= a.Notes;
                break;
        }
        Demand(_sold.IsNone || _sold.IsReal, $"Entry {Head} takes back notes that were never sold.");
        foreach (var move in act.NoteMoves) Demand(move.From == NotePlaces.Press || move.From == NotePlaces.Lost || _held[(move.From, NotePlaces.Unit)] >= 0, $"Entry {Head}: fewer notes than none at {move.From}.");
    }

    private void Debited(Entry entry, Act.OnDebits act)
    {
        switch (act)
        {
            case Act.DebitsProposed a:
                _batches.Add(a.Batch, (a, false));
                break;
            case Act.DebitsDecided a:
                Demand(!a.Approved || _batches[a.Batch].Proposed.By != a.By, $"Entry {Head}: who put debits together also approved them.");
                if (a.Approved) _batches[a.Batch] = _batches[a.Batch] with { Approved = true };
                break;
            case Act.DebitsCollected a:
                Whole();
                var batch = _batches[a.Batch];
                Demand(batch.Approved && a.Items.All(batch.Proposed.Items.Contains) && a.Due == batch.Proposed.Due, $"Entry {Head} collects what nobody approved.");
                Demand(DaysAround().Any(at => ParisCalendar.DayOf(at) >= a.Due), $"Entry {Head} collects before the day.");
                foreach (var item in a.Items)
                {
                    Demand(_debited.Add((item.Mandate, a.Due.Year, a.Due.Month)) && _collected.TryAdd(item.Id, item), $"Entry {Head} collects twice in a month.");
                }
                Explain(a.Parts);
                Demand(a.Parts.Count == 0 || LinePart.Received(a.Parts) == Debit.Sum(a.Items).Minor, $"Entry {Head}: the bank showed another sum.");
                break;
            case Act.DebitReturned a:
                Demand(a.Collected == _collected.Remove(a.Debit.Id), $"Entry {Head} returns what was not collected so.");
                Explain(a.Parts);
                if (a.Collected) _owed.Add(a.Debit.Id, a.Debit.Total.Minor);
                break;
            case Act.DebitRepaid a:
                Demand((_owed[a.Debit] = _owed.GetValueOrDefault(a.Debit) - a.Amount.Minor) >= 0, $"Entry {Head} pays more than was owed.");
                Explain(a.Parts);
                break;
        }
    }

    // ---- the identity ----

    /// <summary>Guarantee and in transit are paper, digital, reconversions in progress and what is unmatched, with what is campaigns', our own and owed to us: each side told by other things.</summary>
    private void Identity()
    {
        var transit = _held.Where(h => h.Key.Unit == Unit.Euro && (h.Key.Account == OfficeAccounts.Announced || h.Key.Account == OfficeAccounts.Cards || h.Key.Account == OfficeAccounts.Debits || h.Key.Account.Value.StartsWith("BUREAU.", StringComparison.Ordinal))).Sum(h => h.Value);
        var campaigns = -_held.Where(h => h.Key.Account.Value.StartsWith("CAMPAIGN.", StringComparison.Ordinal)).Sum(h => h.Value);
        var own = -(Held(OfficeAccounts.Commission) + Held(OfficeAccounts.Dues) + Held(OfficeAccounts.Donations) + Held(OfficeAccounts.OwnFunds));
        var receivable = Held(OfficeAccounts.Receivable);
        var inProgress = _inProgress.Values.Sum(r => r.Amount.Minor);
        var unmatched = _lines.Values.Sum();
        Demand(_guarantee + transit == _sold.Minor + _digital + inProgress + unmatched + campaigns + own - receivable,
            $"Entry {Head}: guarantee {_guarantee} and in transit {transit} are not paper {_sold.Minor}, digital {_digital}, in progress {inProgress}, unmatched {unmatched}, campaigns {campaigns} and own {own} less {receivable} owed.");
        Demand(BalanceOf(OfficeAccounts.Paper) == _sold.Minor && BalanceOf(OfficeAccounts.Reconversion) == inProgress && Held(OfficeAccounts.Guarantee) == _guarantee, $"Entry {Head}: paper, reconversions or the guarantee are not what the acts say.");
        Demand(receivable == _owed.Values.Sum() && Held(OfficeAccounts.Announced) >= 0 && own >= receivable, $"Entry {Head}: members owe {receivable}, of which the association's own {own} cover no more than that.");
        foreach (var unit in _held.GroupBy(h => h.Key.Unit)) Demand(unit.Sum(h => h.Value) == 0, $"Entry {Head}: {unit.Key} does not sum to zero.");
    }

    // ---- days ----

    private void Count(Entry entry, Act act)
    {
        var totals = _passed[^1].Totals;
        foreach (var leg in act.Transfers.Where(l => l.Unit == terms.Unit))
        {
            if (leg.From == OfficeAccounts.Issuance) totals = totals with { Issued = totals.Issued + leg.Amount.Minor };
            if (leg.To == OfficeAccounts.Issuance) totals = totals with { Destroyed = totals.Destroyed + leg.Amount.Minor };
        }
        if (act is Act.Paid { Reconverts: false } paid)
            totals = paid.Refunds is null
                ? totals with { Payments = totals.Payments + 1, Paid = totals.Paid + paid.Amount.Minor }
                : totals with { Refunds = totals.Refunds + 1, Refunded = totals.Refunded + paid.Amount.Minor };
        _passed.Add((ParisCalendar.DayOf(entry.CommittedAt), totals));
    }

    private void Closes(Act.PeriodClosed closed)
    {
        var kind = closed.Period.Kind;
        Demand(!_closedLast.TryGetValue(kind, out var before) || before.Next == closed.Period, $"Entry {Head} closes {closed.Period} after {before}.");
        _closedLast[kind] = closed.Period;
        Demand(ParisCalendar.DayOf(_committedAt) > closed.Period.Last, $"Entry {Head} closes {closed.Period} before it is over.");
        var last = (int)closed.Last.Value;
        Demand(_passed[last].Day <= closed.Period.Last && (last + 1 >= _passed.Count || _passed[last + 1].Day > closed.Period.Last), $"Entry {Head} closes {closed.Period} with {closed.Last}, which was not its last entry.");
        var said = closed.Perpetual with { ToProfessionals = 0, ByProfessionals = 0, BetweenProfessionals = 0 };
        Demand(said == _passed[last].Totals, $"Entry {Head} closes {closed.Period} with other totals than passed.");
    }

    /// <summary>Whether every day is closed that was over a good while ago.</summary>
    public bool DaysAreClosed => _closedLast.TryGetValue(PeriodKind.Day, out var day) && day.Last >= ParisCalendar.DayOf(world.UtcNow - CurrencyAudit.Skew - TimeSpan.FromMinutes(5)).AddDays(-1);

    // ---- what the office hears ----

    /// <summary>Somebody of the office hears how it ended.</summary>
    /// <param name="what">What was asked, for people.</param>
    /// <param name="refusal">Why not; null: it was done.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="isThis">Whether an act is what was asked here.</param>
    /// <param name="headThen">The head when it was first asked.</param>
    /// <param name="repeatable">Whether the same question has the same answer each time: then nobody hears of what they did themselves that it cannot be done again.</param>
    public void Told(string what, Enum? refusal, Position position, Func<Act, bool> isThis, long headThen, bool repeatable = true)
    {
        Answers++;
        world.Trace($"told {refusal} {what}");
        if (refusal is null) Demand(_office.Exists(o => o.Position == position.Value && isThis(o.Act)), $"{what}: it is said to stand at {position}, and does not.");
        else if (repeatable && SaysDone(refusal)) Demand(!_office.Exists(o => isThis(o.Act)), $"{what}: it was refused ({refusal}), and stands in the book.");
        if (refusal is TreasuryRefusal.FundGap or PaperRefusal.FundGap or CampaignRefusal.FundGap) Demand(_gapUntil >= headThen, $"{what}: it was refused because of a gap, and there was none.");
    }

    /// <summary>Whether a refusal comes of what was done before. Others come and go with what there is: that a sale is not open is also said of yesterday's, and two servers may not agree when it is midnight.</summary>
    private static bool SaysDone(Enum refusal) => refusal is TreasuryRefusal.AlreadyIssued or TreasuryRefusal.AlreadyDecided or TreasuryRefusal.AlreadyReversed or TreasuryRefusal.AlreadyDebited or TreasuryRefusal.InRemittance
        or TreasuryRefusal.IssuanceUnknown or TreasuryRefusal.DebitUnknown or TreasuryRefusal.ReconversionUnknown or TreasuryRefusal.RemittanceUnknown or TreasuryRefusal.ReversalUnknown or TreasuryRefusal.ExplanationUnknown
        or PaperRefusal.TransferUnknown or PaperRefusal.CountUnknown or PaperRefusal.MoreThanSent or PaperRefusal.BureauOpen or PaperRefusal.NumbersTaken
        or CampaignRefusal.AlreadyDecided or CampaignRefusal.AlreadyIssued or CampaignRefusal.ProposalUnknown;

    /// <summary>Somebody of the office reads what the treasury knows.</summary>
    public void Read(TreasuryView view, long headThen)
    {
        var page = Of(OfficeAccounts.Treasury);
        Demand(view.Treasury.Position.Value >= page.Lines.FindLast(l => l.Position <= headThen).Position, $"The treasury is read at {view.Treasury.Position}, without entries that were committed before.");
        var fund = Core.Issuance.Fund.Of(view.Treasury, view.InProgress.Select(r => r.Reconversion), terms.Unit);
        Demand(fund.There == fund.Needed, $"The fund is shown with {fund.There.Minor}, and should have {fund.Needed.Minor}.");
        if (view.Treasury.Position.Value != page.Lines[^1].Position) return;
        Demand(fund.Paper.Minor == _sold.Minor && fund.Guarantees.Sum(g => g.Balance.Minor) == _guarantee && fund.IsWhole == (_lastStatement is not { } last || last.Closing == _guarantee), "The fund is shown otherwise than the book says.");
        Demand(view.Treasury.Open.Count == _lines.Count && view.Treasury.Open.All(l => _lines.GetValueOrDefault(l.Key) == l.Value.Minor), "Other lines are shown than wait.");
        Demand(view.Treasury.Announced.All(a => _announced.GetValueOrDefault(a.Key) == a.Value.Minor), "Other receipts are shown than were announced.");
    }

    /// <summary>Whoever brought a statement hears what became of it.</summary>
    public void Recorded(Act.StatementRecorded statement, StatementAnswer answer)
    {
        Answers++;
        world.Trace($"told {answer.Refusal} statement, {answer.New} of {statement.Lines.Count} lines are new");
        var stands = _office.Select(o => o.Act).OfType<Act.StatementRecorded>().FirstOrDefault(s => s.Statement == statement.Statement);
        Demand(stands is not null, "A statement was taken, and is not in the book.");
        Demand(answer.Refusal is not null || answer.Position.Value == _office.Find(o => ReferenceEquals(o.Act, stands)).Position && answer.New == stands!.Lines.Count && answer.New + answer.Known == statement.Lines.Count, "A statement is said to have brought other lines than it did.");
        Demand(statement.Lines.All(l => _linesEver.Contains(l.Key)), "A statement was taken, and not all of its lines are in the book.");
    }

    // ---- what people know of the book, because it was told them ----

    public bool WasMade(IssuanceId issuance) => _issued.ContainsKey(issuance);

    public bool WasFunded(ProposalId proposal) => _office.Exists(o => o.Act is Act.Funded f && f.Proposal == proposal);

    public bool IsCollected(DebitId debit) => _collected.ContainsKey(debit);

    public bool IsOwed(DebitId debit) => _owed.GetValueOrDefault(debit) > 0;

    /// <summary>A campaign that is approved and was not ended.</summary>
    public bool Gives(CampaignId campaign) => _campaigns.TryGetValue(campaign, out var known) && known is { Approved: true, Ended: null };

    /// <summary>The purses of an account, and what is in them.</summary>
    public IReadOnlyList<(PurseId Purse, long Holds)> PursesOf(AccountId account) => [.. Of(account).Purses.Select(p => (p.Key, p.Value[^1].Balance))];

    /// <summary>The fee that is due now.</summary>
    public Amount FeeOf(AccountKind kind, Amount amount) => FeesAround(kind).Last().FeeOf(amount);

    private IEnumerable<ReconversionTerms> FeesAround(AccountKind kind)
    {
        var (first, last) = (world.UtcNow - Skew - TermsHistory.Notice, world.UtcNow + Skew);
        yield return At(first);
        // The first ones hold at once.
        foreach (var (from, _) in _fees) if (from > first && from <= last) yield return At(from);
        yield return At(world.UtcNow);

        ReconversionTerms At(DateTimeOffset at) => _fees.Where(f => f.From <= at).Aggregate((From: DateTimeOffset.MinValue, Set: (Act.ReconversionTermsSet?)null), (holds, f) => f.From >= holds.From ? f : holds).Set is { } set
            ? set.Kinds.GetValueOrDefault(kind, ReconversionTerms.Free) : ReconversionTerms.Free;
    }

    // ---- what members pay with purses, and for euro ----

    private void Reconverted(Act.Paid paid, PaymentOrder order)
    {
        Demand(Of(paid.Payer).Kind is AccountKind.Merchant or AccountKind.Ess or AccountKind.Public && paid.Means is Means.Device && paid.Fee == order.Fee && FeesAround(Of(paid.Payer).Kind!.Value).Any(t => t.FeeOf(paid.Amount) == order.Fee && paid.Amount >= t.LeastAmount), $"Entry {Head} is a reconversion that cannot be, or with another fee.");
        _inProgress.Add(new(paid.Payer, paid.Order), Reconversion.BegunBy(paid)!);
    }

    /// <summary>The drawers that a payment debits are those that were ordered, and each purse may pay there today.</summary>
    private void FromPurses(Act.Paid paid, PaymentOrder order)
    {
        Demand(order.Purses.Count == 0
            ? paid.Legs is [{ FromPurse: null, ToPurse: null }]
            : paid.Legs.Select(l => (l.FromPurse, l.ToPurse, l.Amount)).SequenceEqual(order.Purses.Select(p => ((PurseId?)p.Purse, (PurseId?)null, p.Part))), $"Entry {Head} takes from other drawers than was ordered.");
        foreach (var part in order.Purses)
        {
            Demand(_purses.TryGetValue(part.Purse, out var purse) && purse.Holder == paid.Payer, $"Entry {Head} pays from another's purse.");
            Demand(DaysAround().Any(at => Accepts(purse.Campaign, paid.Payee, at)), $"Entry {Head} pays from a purse where or when it may not.");
        }
    }

    private bool Accepts(CampaignId id, AccountId payee, DateTimeOffset at) =>
        _campaigns[id] is var campaign && ParisCalendar.DayOf(at) <= campaign.SpentUntil && Of(payee).Kind is { } kind && campaign.Terms.Acceptors.InBook(payee, kind);

    /// <summary>What is given back goes into the drawers that paid, those that paid first before the others.</summary>
    private void IntoPurses(Act.Paid paid, Act.Paid sale, long alreadyReturned)
    {
        var (skip, left) = (alreadyReturned, paid.Amount.Minor);
        List<(PurseId?, long)> right = [];
        foreach (var leg in sale.Legs)
        {
            var gone = Math.Min(skip, leg.Amount.Minor);
            skip -= gone;
            var part = Math.Min(left, leg.Amount.Minor - gone);
            if (part > 0) right.Add((leg.FromPurse, part));
            left -= part;
        }
        Demand(paid.Legs.Select(l => (l.ToPurse, l.Amount.Minor)).SequenceEqual(right), $"Entry {Head} gives back into other drawers than those that paid.");
    }

    private bool PurseCouldBeRefused(PaymentOrder order, long since) => order.Purses.Any(p =>
        !Of(order.Payer).Purses.TryGetValue(p.Purse, out var lines) || lines[1].Position > since || DaysAround().Any(at => !Accepts(_purses[p.Purse].Campaign, order.Payee, at)));

    /// <summary>Whether a drawer that an order names held too little at some moment.</summary>
    private bool WasShort(PaymentOrder order, long since, long until)
    {
        var payer = Of(order.Payer);
        return order.Purses.Count == 0
            ? payer.Between(since, until).Any(l => l.Balance - InPurses(l.Position) < order.Amount.Minor)
            : order.Purses.Any(p => !payer.Purses.TryGetValue(p.Purse, out var lines) || lines.Skip(Math.Max(0, lines.FindLastIndex(l => l.Position <= since))).TakeWhile(l => l.Position <= until).Any(l => l.Balance < p.Part.Minor));

        long InPurses(long position) => payer.Purses.Values.Sum(lines => lines.FindLast(l => l.Position <= position).Balance);
    }
}
