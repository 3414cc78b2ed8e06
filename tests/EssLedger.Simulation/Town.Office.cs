using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Banking;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Grains;

namespace EssLedger.Simulation;

/// <summary>The treasury's evenings: what the bank booked is recorded and explained, shops get euro, notes go about, funders give, members are debited.</summary>
internal sealed partial class Town
{
    private static readonly BureauId[] Bureaux = [BureauId.Parse("BUREAUAAAAAA"), BureauId.Parse("BUREAUBBBBBB")];
    private static readonly Note[] Kinds = [new("A", Amount.FromMinor(100)), new("A", Amount.FromMinor(500)), new("B", Amount.FromMinor(1_000))];
    private const int Tries = 8;

    // What the bank booked for a reason that somebody here knows; each says whether it is done with.
    private readonly List<(LinePart Line, Func<LinePart, Task<bool>> Explain, int Tries)> _reasons = [], _untold = [];
    private readonly HashSet<Digest> _spokenFor = [];
    private readonly List<(Act.StatementRecorded Statement, byte[] Details)> _late = [];
    private readonly List<(IssuanceId Issuance, PersonId By)> _madeHere = [];
    private readonly List<(SlipId Slip, BureauId Bureau)> _soldHere = [];
    private readonly List<Act.DebitsProposed> _batches = [];
    private readonly List<Debit> _collectedHere = [];
    private readonly List<CampaignId> _campaigns = [];
    private bool _atTheBank, _began;

    private void BeginOffice()
    {
        Live(() => Evenings(Treasurer, Approver));
        Live(() => Evenings(Approver, Treasurer));
        Live(Notes);
        Live(Campaigns);
        Live(Debits);
    }

    private async Task Evenings(PersonId me, PersonId other)
    {
        while (!Closing)
        {
            await Pause(160);
            await (_dice.Below(100) switch
            {
                < 12 => Statement(me),
                < 45 => ExplainNext(),
                < 54 => MembersTransfer(me, other),
                < 60 => Receive(me),
                < 76 => PayProfessionals(me, other),
                < 79 => GiveBack(me),
                < 87 => Reverse(me, other),
                < 96 => ExplainWhatIsLeft(me),
                _ => ReadTreasury(),
            });
        }
    }

    // ---- calls ----

    private SlipId NewSlip() => new(NewUuid());

    /// <summary>Asks the treasury until it answers, and sees that the answer is true.</summary>
    private async Task<(TreasuryRefusal? Refusal, Position Position)> Office(string what, Func<TreasuryGrain, Task<TreasuryAnswer>> ask, Func<Act, bool> isThis)
    {
        var head = _auditor.Head;
        var answer = await Insist(s => s.Treasury(ask), mayDouble: true);
        _auditor.Told(what, answer.Refusal, answer.Position, isThis, head);
        return (answer.Refusal, answer.Position);
    }

    /// <summary>Asks it once what has no name to be known by again; null: nobody knows.</summary>
    private async Task<TreasuryAnswer?> Once(string what, Func<TreasuryGrain, Task<TreasuryAnswer>> ask, Func<Act, bool> isThis)
    {
        var head = _auditor.Head;
        var (answer, _) = await Try(s => s.Treasury(ask, safeToRepeat: false), patience: LongPatience);
        if (answer is not null) _auditor.Told(what, answer.Refusal, answer.Position, isThis, head, repeatable: false);
        return answer;
    }

    private async Task<TreasuryView> ReadTreasury()
    {
        var head = _auditor.Head;
        var view = await Insist(s => s.Treasury(g => g.Read()));
        _auditor.Read(view, head);
        return view;
    }

    // ---- the bank ----

    /// <summary>The bank books something, and somebody here knows why.</summary>
    private void Booked(long minor, Func<LinePart, Task<bool>> explain)
    {
        var line = _bank.Book(minor);
        _spokenFor.Add(line.Key);
        _untold.Add((line, explain, Tries));
    }

    /// <summary>Somebody fetches the file and brings it, now and then twice; sometimes one is forgotten, and found after the next.</summary>
    private async Task Statement(PersonId me)
    {
        if (_atTheBank || (!_bank.HasNews && _late.Count == 0 && _began)) return;
        _atTheBank = true;
        var told = _untold.ToList();
        _untold.Clear();
        var next = _bank.Tell(whole: _began && _dice.Chance(0.1), me);
        if (_began && _late.Count == 0 && _dice.Chance(0.05))
        {
            _late.Add(next);
            _reasons.AddRange(told);
            _atTheBank = false;
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.2) ? 2 : 1).Select(_ => Record(next)));
        foreach (var late in _late.ToList()) await Record(late);
        _late.Clear();
        _began = true;
        _reasons.AddRange(told);
        _atTheBank = false;

        async Task Record((Act.StatementRecorded Statement, byte[] Details) file)
        {
            var answer = await Insist(s => s.Treasury(g => g.Record(file.Statement, file.Details)), mayDouble: true);
            if (answer.Refusal is not (null or TreasuryRefusal.StatementRecorded)) throw new Violation($"A statement was brought, and hears {answer.Refusal}.");
            _auditor.Recorded(file.Statement, answer);
        }
    }

    private async Task ExplainNext()
    {
        if (_reasons.Count == 0) return;
        var at = _dice.Below(_reasons.Count);
        var (line, explain, tries) = _reasons[at];
        _reasons.RemoveAt(at);
        if (await explain(line)) return;
        if (tries > 0) _reasons.Add((line, explain, tries - 1));
        else _spokenFor.Remove(line.Key);
    }

    /// <summary>Says what a line was. Nobody knows it by a name of its own: whoever hears nothing looks whether it waits still.</summary>
    private async Task<bool> Explain(IReadOnlyList<LinePart> parts, AccountId? against, PersonId by, Digest? announced = null)
    {
        var explained = new Act.LinesExplained(default, parts, against, announced, by);
        var answer = await Once($"explain {parts[0].Minor} by {against}", g => g.Explain(explained), act => act is Act.LinesExplained e && e.Parts.SequenceEqual(parts) && e.Against == against && e.By == by);
        if (answer is null) return !(await ReadTreasury()).Treasury.Open.ContainsKey(parts[0].Key);
        if (answer.Refusal is not null) return false;
        if (!_dice.Chance(0.12)) return true;
        // It was something else: one takes it back, or two do at once, and it is explained anew.
        await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ => Correct(_dice.Pick([Treasurer, Approver]))));
        return false;

        Task Correct(PersonId who) => Office($"correct {answer.Position}", g => g.Correct(answer.Position, who), act => act is Act.ExplanationCorrected c && c.Corrects == answer.Position && c.By == who);
    }

    /// <summary>Dues and gifts come in, fees go out, somebody pays by mistake and is paid back.</summary>
    private Task Receive(PersonId me)
    {
        switch (_dice.Below(10))
        {
            case < 4:
                Booked(_dice.Between(500, 3_000), line => Explain([line], OfficeAccounts.Dues, me));
                break;
            case < 6:
                Booked(_dice.Between(500, 8_000), line => Explain([Part(line)], _dice.Pick([OfficeAccounts.Donations, OfficeAccounts.OwnFunds]), me));
                break;
            case < 8:
                Booked(-_dice.Between(10, 900), line => Explain([line], _dice.Pick([OfficeAccounts.OwnFunds, OfficeAccounts.Donations, OfficeAccounts.Commission]), me));
                break;
            default:
                var sum = _dice.Between(100, 5_000);
                var wrong = _bank.Book(sum);
                _spokenFor.Add(wrong.Key);
                Booked(-sum, back => Explain([wrong, back], null, me));
                break;
        }
        return Task.CompletedTask;

        // Half of it now: the rest waits, and is left to be explained.
        LinePart Part(LinePart line) => _dice.Chance(0.3) ? line with { Minor = line.Minor / 2 } : line;
    }

    /// <summary>A member's transfer becomes units.</summary>
    private Task MembersTransfer(PersonId me, PersonId other)
    {
        if (_residents.Count == 0) return Task.CompletedTask;
        var who = _dice.Pick(_residents).Account;
        Booked(_dice.Between(1_000, 12_000), line => Make(line, who, Amount.FromMinor(_dice.Chance(0.8) ? line.Minor : line.Minor / 2), me, other));
        return Task.CompletedTask;
    }

    private async Task<bool> Make(LinePart line, AccountId account, Amount amount, PersonId me, PersonId other)
    {
        var issuance = new IssuanceId(NewUuid());
        var (refusal, _) = await Office($"propose issuance {issuance}", g => g.ProposeLine(issuance, account, amount, Terms.Unit, line.Key, me), act => act is Act.IssuanceProposed p && p.Issuance == issuance);
        if (refusal is not null) return refusal is TreasuryRefusal.AlreadyIssued or TreasuryRefusal.LineUnknown;
        var approves = _dice.Chance(0.85);
        List<Task> all = [Decide(issuance, approves, other)];
        if (_dice.Chance(0.3)) all.Add(Decide(issuance, approves, other));
        if (_dice.Chance(0.15)) all.Add(Decide(issuance, !approves, other));
        if (_dice.Chance(0.15)) all.Add(Decide(issuance, true, me));
        // What was meant otherwise meanwhile.
        if (_dice.Chance(0.15)) all.Add(Explain([line], OfficeAccounts.Donations, me));
        await Task.WhenAll(all);
        if (!_auditor.WasMade(issuance))
        {
            await Decide(issuance, false, other);
            return false;
        }
        _madeHere.Add((issuance, me));
        _spokenFor.Remove(line.Key);
        return true;
    }

    /// <summary>What waits without anybody's knowing why: rests, and what issuances that were undone had brought.</summary>
    private async Task ExplainWhatIsLeft(PersonId me)
    {
        var view = await ReadTreasury();
        var left = view.Treasury.Open.Where(l => !_spokenFor.Contains(l.Key)).OrderBy(l => l.Key.ToString(), StringComparer.Ordinal).ToList();
        if (left.Count == 0) return;
        var (key, line) = _dice.Pick(left);
        var part = new LinePart(key, line.Account, line.Day, line.Minor);
        if (line.Minor > 0 && _residents.Count > 0 && _dice.Chance(0.4)) await Make(part, _dice.Pick(_residents).Account, Amount.FromMinor(line.Minor), me, me == Treasurer ? Approver : Treasurer);
        else await Explain([part], _dice.Pick([OfficeAccounts.Donations, OfficeAccounts.OwnFunds]), me);
    }

    /// <summary>The bank shows a receipt that somebody had entered by hand, or a processor's payout.</summary>
    private void Shows(EuroReceipt receipt, bool card) => Booked(receipt.Amount.Minor, line => card
        ? Explain([line], OfficeAccounts.Cards, Treasurer)
        : Explain([line], OfficeAccounts.Announced, Treasurer, receipt.Identity));

    /// <summary>An issuance was wrong; its units may be spent by now.</summary>
    private async Task Reverse(PersonId me, PersonId other)
    {
        if (_madeHere.Count == 0) return;
        var (issuance, _) = _madeHere[Math.Max(0, _madeHere.Count - 1 - _dice.Below(10))];
        var words = _dice.Bytes(6);
        await Once($"propose the reversal of {issuance}", g => g.ProposeReversal(issuance, words, me), act => act is Act.ReversalProposed p && p.Issuance == issuance);
        if (_dice.Chance(0.15))
        {
            await Once($"keep {issuance}", g => g.RejectReversal(issuance, other), act => act is Act.ReversalRejected r && r.Issuance == issuance);
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.4) ? 2 : 1).Select(_ => Agree(other)).Append(_dice.Chance(0.1) ? Agree(me) : Task.CompletedTask));

        Task Agree(PersonId by) => Office($"reverse {issuance}", g => g.ApproveReversal(issuance, by), act => act is Act.IssuanceReversed r && r.Issuance == issuance && r.ApprovedBy == by);
    }

    // ---- euro for professionals ----

    /// <summary>The office pays what shops asked for: together, once another person approved it, and the bank does as it is told.</summary>
    private async Task PayProfessionals(PersonId me, PersonId other)
    {
        var view = await ReadTreasury();
        var waiting = Unpaid(view).Where(r => r.Net > Amount.Zero).Take(_dice.Between(1, 4)).ToList();
        if (waiting.Count == 0) return;
        var id = new RemittanceId(NewUuid());
        var (refusal, _) = await Office($"propose remittance {id}", g => g.ProposeRemittance(id, OfficeAccounts.Guarantee, waiting, me), act => act is Act.RemittanceProposed p && p.Remittance == id);
        if (refusal is not null) return;
        if (_dice.Chance(0.2)) await Approve(me);
        if (_dice.Chance(0.15))
        {
            // Nobody approves it, and somebody pays one by hand all the same.
            Booked(-waiting[0].Net.Minor, line => Settle(waiting[0], line, me));
            return;
        }
        if (_dice.Chance(0.1))
        {
            await Task.WhenAll(Cancel(me), _dice.Chance(0.5) ? Approve(other) : Task.CompletedTask);
            return;
        }
        var approved = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ => Approve(other)));
        if (approved[0].Refusal is not null) return;
        foreach (var item in waiting) Booked(-item.Net.Minor, line => Settle(item, line, me));

        Task<(TreasuryRefusal? Refusal, Position)> Approve(PersonId by) => Office($"approve remittance {id}", g => g.ApproveRemittance(id, by), act => act is Act.RemittanceApproved a && a.Remittance == id && a.By == by);
        Task Cancel(PersonId by) => Office($"cancel remittance {id}", g => g.CancelRemittance(id, by), act => act is Act.RemittanceCancelled c && c.Remittance == id && c.By == by);
    }

    // In an order that each run has, whatever the hashes.
    private static IEnumerable<Reconversion> Unpaid(TreasuryView view) =>
        view.InProgress.Where(r => view.Treasury.Paying(r.Reconversion) is null).OrderBy(r => r.Since).ThenBy(r => r.Reconversion.Order.ToString(), StringComparer.Ordinal).Select(r => r.Reconversion);

    private async Task<bool> Settle(Reconversion item, LinePart line, PersonId me)
    {
        var told = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ =>
            Office($"settle {item.Order}", g => g.Settle(item, [line], me), act => act is Act.ReconversionSettled s && s.Reconversion == item && s.By == me && s.Parts.SequenceEqual([line]))));
        if (told[0].Refusal is not null) return false;
        // The account is closed, the name is wrong: it comes back.
        if (_dice.Chance(0.15)) Booked(item.Net.Minor, back => Return(item, [back], me));
        return true;
    }

    /// <summary>The office does not pay: units go back, perhaps while another pays.</summary>
    private async Task GiveBack(PersonId me)
    {
        var view = await ReadTreasury();
        var waiting = Unpaid(view).ToList();
        if (waiting.Count > 0 && _dice.Chance(0.3)) await Return(_dice.Pick(waiting), [], me);
    }

    private async Task<bool> Return(Reconversion item, IReadOnlyList<LinePart> lines, PersonId me) =>
        (await Office($"return {item.Order}", g => g.Return(item, lines, me), act => act is Act.ReconversionReturned r && r.Reconversion == item && r.By == me && r.Parts.SequenceEqual(lines))).Refusal is null;

    private async Task SetFees()
    {
        var terms = new Act.ReconversionTermsSet(default, _world.UtcNow.AddMinutes(_dice.Pick([7, 20, 600])), ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty
            .Add(AccountKind.Merchant, _dice.Pick<ReconversionTerms>([new(200, Amount.Zero, Amount.Zero), new(500, Amount.FromMinor(20), Amount.FromMinor(200)), ReconversionTerms.Free])), Digest.Of("why"u8), Treasurer);
        await Try(async s => await s.Treasury(g => g.SetReconversionTerms(terms, "why"u8.ToArray()), safeToRepeat: false) ?? throw new Violation("Terms for later were called too early."));
    }

    // ---- notes ----

    private async Task<bool> Slip(string what, Func<TreasuryGrain, SlipId, Task<PaperAnswer>> ask, SlipId? known = null)
    {
        var (slip, head) = (known ?? NewSlip(), _auditor.Head);
        var answers = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.15) ? 2 : 1).Select(_ => Insist(s => s.Treasury(g => ask(g, slip)), mayDouble: true)));
        foreach (var answer in answers) _auditor.Told($"{what} {slip}", answer.Refusal, answer.Position, act => act is Act.OnPaper p && p.Slip == slip, head);
        return answers[0].Refusal is null;
    }

    private async Task Notes()
    {
        foreach (var bureau in Bureaux) await Slip("open", (g, slip) => g.OpenBureau(slip, bureau, Bureau));
        foreach (var kind in Kinds)
        {
            var print = NewSlip();
            await Slip("print", (g, slip) => g.Print(slip, kind, 1, 400, ParisCalendar.DayOf(_world.UtcNow), Treasurer), print);
            await Slip("receive", (g, slip) => g.Receive(slip, print, NotePlaces.Vault, Core.Paper.Notes.Of(kind, 400), Approver));
            foreach (var bureau in Bureaux) await Carry(NotePlaces.Vault, bureau.Drawer, Core.Paper.Notes.Of(kind, _dice.Between(30, 90)), complete: true);
        }
        while (!Closing)
        {
            await Pause(170);
            var bureau = _dice.Pick(Bureaux);
            await (_dice.Below(100) switch
            {
                < 45 => Sell(bureau),
                < 55 => Undo(),
                < 72 => TakeBack(bureau),
                < 80 => Carry(_dice.Chance(0.5) ? NotePlaces.Vault : Bureaux[0].Drawer, Bureaux[1].Drawer, Some(4), complete: false),
                < 90 => CountNotes(bureau),
                _ => BankCash(bureau),
            });
        }
    }

    private Notes Some(int most) => Core.Paper.Notes.Of(Enumerable.Range(0, _dice.Between(1, 2)).Select(_ => KeyValuePair.Create(_dice.Pick(Kinds), (long)_dice.Between(1, most))));

    private async Task Sell(BureauId bureau)
    {
        var (sale, notes) = (NewSlip(), Some(3));
        if (await Slip("sell", (g, slip) => g.Sell(slip, bureau, notes, Cashier), sale)) _soldHere.Add((sale, bureau));
    }

    private async Task Undo()
    {
        if (_soldHere.Count == 0) return;
        var (sale, _) = _soldHere[Math.Max(0, _soldHere.Count - 1 - _dice.Below(5))];
        await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ => Slip("undo", (g, slip) => g.Undo(slip, sale, Cashier))));
    }

    private async Task TakeBack(BureauId bureau)
    {
        if (_residents.Count == 0) return;
        var (who, notes) = (_dice.Chance(0.3) && _shops.Count > 0 ? _dice.Pick(_shops) : _dice.Pick(_residents), Some(2));
        await Slip("take back", (g, slip) => g.TakeBack(slip, bureau, notes, who.Account, Cashier));
    }

    /// <summary>Notes go from one place to another; sometimes fewer arrive.</summary>
    private async Task Carry(AccountId from, AccountId to, Notes notes, bool complete)
    {
        var sent = NewSlip();
        if (!await Slip("send", (g, slip) => g.Send(slip, from, to, notes, Cashier), sent)) return;
        if (!complete && _dice.Chance(0.2))
        {
            var one = Core.Paper.Notes.Of(notes.Counts.Keys.First(), 1);
            if (!one.Equals(notes)) await Slip("receive", (g, slip) => g.Receive(slip, sent, to, notes - one, Bureau));
            var end = _dice.Chance(0.5) ? NotePlaces.Lost : from;
            await Slip("write off", (g, slip) => g.Receive(slip, sent, end, one, Bureau));
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, !complete && _dice.Chance(0.2) ? 2 : 1).Select(_ => Slip("receive", (g, slip) => g.Receive(slip, sent, to, notes, Bureau))));
    }

    private async Task CountNotes(BureauId bureau)
    {
        var stock = await Insist(s => s.Treasury(g => g.Stock()));
        var place = _dice.Chance(0.2) ? NotePlaces.Vault : bureau.Drawer;
        var (notes, cash) = (stock.Paper.At(place), place == NotePlaces.Vault ? Amount.Zero : stock.Cash.FirstOrDefault(c => c.Bureau == bureau)?.Cash ?? Amount.Zero);
        var differs = _dice.Chance(0.3);
        if (differs && !notes.IsNone) notes += Core.Paper.Notes.Of(notes.Counts.Keys.First(), _dice.Pick([-1, -1, 1]));
        if (differs && cash.Minor > 100) cash = Amount.FromMinor(cash.Minor + _dice.Pick([-50, 0, 20]));
        var (count, words) = (NewSlip(), _dice.Bytes(8));
        if (!await Slip("count", (g, slip) => g.Count(slip, place, notes, cash, words, Bureau), count)) return;
        var second = _dice.Chance(0.1) ? Bureau : OtherBureau;
        await Slip("confirm", (g, slip) => g.Confirm(slip, count, second));
    }

    /// <summary>A bureau brings its cash to the bank.</summary>
    private async Task BankCash(BureauId bureau)
    {
        var stock = await Insist(s => s.Treasury(g => g.Stock()));
        if (stock.Cash.FirstOrDefault(c => c.Bureau == bureau)?.Cash is { Minor: > 1_000 and var cash }) Booked(_dice.Between(500, (int)cash), line => Explain([line], bureau.Till, Treasurer));
    }

    // ---- campaigns ----

    private async Task<CampaignRefusal?> Campaign(string what, Func<TreasuryGrain, Task<CampaignAnswer>> ask, Func<Act, bool> isThis, bool repeatable = true)
    {
        var head = _auditor.Head;
        var answer = repeatable ? await Insist(s => s.Treasury(ask), mayDouble: true) : (await Try(s => s.Treasury(ask, safeToRepeat: false), patience: LongPatience)).Answer;
        if (answer is not null) _auditor.Told(what, answer.Refusal, answer.Position, isThis, head, repeatable);
        return answer?.Refusal;
    }

    private async Task Campaigns()
    {
        while (!Closing)
        {
            await Pause(220);
            if (_residents.Count < 3 || _shops.Count == 0) continue;
            if (_campaigns.Count < 2 || (_campaigns.Count < 8 && _dice.Chance(0.04))) await NewCampaign();
            var campaign = _dice.Pick(_campaigns);
            await (_dice.Below(100) switch
            {
                < 15 => Fund(campaign),
                < 80 => Allot(campaign),
                < 83 => Campaign($"end {campaign}", g => g.EndCampaign(campaign, Treasurer), act => act is Act.CampaignEnded e && e.Campaign == campaign, repeatable: false),
                _ => Campaign($"empty {campaign}", g => g.ReturnPurses(campaign, Treasurer), act => act is Act.PursesReturned r && r.Campaign == campaign, repeatable: false),
            });
        }
    }

    private async Task NewCampaign()
    {
        var (id, today) = (CampaignId.FromRandom(_dice.Bytes(8)), ParisCalendar.DayOf(_world.UtcNow));
        var bonus = _campaigns.Count % 3 == 1;
        var acceptors = _dice.Chance(0.5) ? Acceptors.Of(false, [AccountKind.Merchant], [], []) : Acceptors.Of(false, [], _shops.Take(2).Select(s => s.Account), []);
        var terms = new CampaignTerms(bonus ? CampaignKind.Bonus : CampaignKind.Aid, Amount.FromMinor(_dice.Between(4_000, 20_000)), bonus ? 1_000 : 0, Amount.FromMinor(_dice.Between(1_000, 4_000)), today, today.AddDays(_dice.Pick([0, 0, 30])), _dice.Pick([0, 0, 1, 20]), acceptors);
        await Campaign($"propose {id}", g => g.ProposeCampaign(new(default, id, terms, default, Treasurer), "Aide", "Ville"), act => act is Act.CampaignProposed p && p.Campaign == id);
        _campaigns.Add(id);
        for (var tries = 0; tries < Tries && !_auditor.Gives(id); tries++)
        {
            var second = _dice.Chance(0.1) ? Treasurer : Approver;
            await Campaign($"approve {id}", g => g.ApproveCampaign(id, second), act => act is Act.CampaignApproved a && a.Campaign == id, repeatable: false);
        }
        await Fund(id);
        await Fund(id);
    }

    private async Task Fund(CampaignId campaign)
    {
        var proposal = new ProposalId(NewUuid());
        // Some receipts are those of members, typed in twice.
        var receipt = new EuroReceipt("cash", $"R{(_dice.Chance(0.8) ? ++_euroReceipts : _euroReceipts)}", Amount.FromMinor(_dice.Between(1_000, 8_000)));
        if (await Campaign($"propose funding {proposal}", g => g.ProposeFunding(proposal, campaign, receipt, Treasurer), act => act is Act.FundingProposed p && p.Proposal == proposal) is not null) return;
        await DecideProposal(proposal, _dice.Chance(0.9));
        if (_auditor.WasFunded(proposal)) Shows(receipt, card: false);
    }

    private async Task Allot(CampaignId campaign)
    {
        if (_residents.Count == 0) return;
        var proposal = new ProposalId(NewUuid());
        var lines = Enumerable.Range(0, _dice.Between(1, 3)).Select(_ => _dice.Pick(_residents).Account).Distinct().Select(a => new AllotmentLine(a, Amount.FromMinor(_dice.Between(100, 1_400)))).ToList();
        var head = _auditor.Head;
        var (list, _) = await Try(s => s.Treasury(g => g.ProposeAllotments(proposal, campaign, lines, false, Treasurer), safeToRepeat: false), patience: LongPatience);
        if (list is null) return;
        _auditor.Told($"propose a list {proposal}", list.Answer.Refusal, list.Answer.Position, act => act is Act.AllotmentsProposed p && p.Proposal == proposal, head);
        if (list.Answer.Refusal is null) await DecideProposal(proposal, _dice.Chance(0.9));
    }

    private async Task DecideProposal(ProposalId proposal, bool approves)
    {
        List<Task> all = [Decide(approves, Approver)];
        if (_dice.Chance(0.3)) all.Add(Decide(approves, Approver));
        if (_dice.Chance(0.1)) all.Add(Decide(!approves, Approver));
        if (_dice.Chance(0.1)) all.Add(Decide(true, Treasurer));
        await Task.WhenAll(all);

        Task Decide(bool yes, PersonId by) => yes
            ? Campaign($"approve {proposal}", g => g.ApproveProposal(proposal, by), act => act is Act.Funded f && f.Proposal == proposal && f.ApprovedBy == by || act is Act.AllotmentsMade m && m.Proposal == proposal && m.ApprovedBy == by)
            : Campaign($"drop {proposal}", g => g.DropProposal(proposal, by), act => act is Act.ProposalDropped d && d.Proposal == proposal && d.By == by);
    }

    // ---- direct debits ----

    private async Task Debits()
    {
        while (!Closing)
        {
            await Pause(300);
            if (_residents.Count < 3) continue;
            await (_dice.Below(100) switch
            {
                < 35 => ProposeDebits(),
                < 75 => CollectDebits(),
                _ => DebitComesBack(),
            });
        }
    }

    private async Task ProposeDebits()
    {
        var batch = new DebitBatchId(NewUuid());
        var due = ParisCalendar.DayOf(_world.UtcNow).AddDays(_dice.Pick([0, 0, 1]));
        var items = Enumerable.Range(0, _dice.Between(1, 4)).Select(_ => _dice.Pick(_residents)).Distinct()
            .Select(r => new Debit(new(NewUuid()), _dice.Chance(0.5) ? r.DebitMandate ??= new(NewUuid()) : new(NewUuid()), r.Account, Amount.FromMinor(_dice.Between(100, 2_500)), Amount.FromMinor(_dice.Pick([0, 300, 500])), DebitSequence.Recurring)).ToList();
        var proposed = new Act.DebitsProposed(default, batch, due, OfficeAccounts.Guarantee, items, Treasurer);
        if ((await Office($"propose debits {batch}", g => g.ProposeDebits(proposed, 0), act => act is Act.DebitsProposed p && p.Batch == batch)).Refusal is not null) return;
        if (_dice.Chance(0.1)) await Approve(Treasurer);
        if (_dice.Chance(0.1))
        {
            await Office($"cancel debits {batch}", g => g.CancelDebits(batch, Approver), act => act is Act.DebitsDecided d && d.Batch == batch && !d.Approved && d.By == Approver);
            return;
        }
        var approved = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ => Approve(Approver)));
        if (approved[0].Refusal is null) _batches.Add(proposed);

        Task<(TreasuryRefusal? Refusal, Position)> Approve(PersonId by) => Office($"approve debits {batch}", g => g.ApproveDebits(batch, 0, by), act => act is Act.DebitsDecided d && d.Batch == batch && d.Approved && d.By == by);
    }

    /// <summary>The day of some debits has come, here at least: the bank shows them, or the association trusts the day; some bounce.</summary>
    private async Task CollectDebits()
    {
        if (_batches.Find(b => b.Due <= ParisCalendar.DayOf(_world.UtcNow)) is not { } batch) return;
        _batches.RemoveAll(b => b.Batch == batch.Batch);
        var paid = batch.Items.ToList();
        if (_dice.Chance(0.3))
        {
            var bounced = _dice.Pick(paid);
            paid.Remove(bounced);
            await ReturnDebit(bounced, []);
        }
        if (paid.Count == 0) return;
        if (_dice.Chance(0.3))
        {
            // Before the bank shows them.
            if (await Collect(batch, paid, []))
            {
                Booked(Debit.Sum(paid).Minor, line => Explain([line], OfficeAccounts.Debits, Treasurer));
                return;
            }
        }
        Booked(Debit.Sum(paid).Minor, line => Collect(batch, paid, [line]));
    }

    private async Task<bool> Collect(Act.DebitsProposed batch, IReadOnlyList<Debit> paid, IReadOnlyList<LinePart> lines)
    {
        var collected = new Act.DebitsCollected(default, batch.Batch, batch.Due, paid, lines, Approver);
        var told = await Task.WhenAll(Enumerable.Range(0, _dice.Chance(0.3) ? 2 : 1).Select(_ =>
            Office($"collect {batch.Batch}", g => g.CollectDebits(collected, onDueDate: lines.Count == 0), act => act is Act.DebitsCollected c && c.Batch == batch.Batch && c.Items.SequenceEqual(paid) && c.Parts.SequenceEqual(lines))));
        if (told[0].Refusal is not null) return false;
        _collectedHere.AddRange(paid);
        return true;
    }

    private Task DebitComesBack()
    {
        var able = _collectedHere.Where(d => _auditor.IsCollected(d.Id)).ToList();
        if (able.Count == 0) return Task.CompletedTask;
        var debit = _dice.Pick(able);
        _collectedHere.Remove(debit);
        Booked(-debit.Total.Minor, line => ReturnDebit(debit, [line]));
        return Task.CompletedTask;
    }

    private async Task<bool> ReturnDebit(Debit debit, IReadOnlyList<LinePart> lines)
    {
        var returned = new Act.DebitReturned(default, debit, false, _dice.Pick(["AM04", "MD01"]), lines, Treasurer);
        if ((await Office($"return debit {debit.Id}", g => g.ReturnDebit(returned), act => act is Act.DebitReturned r && r.Debit == debit && r.By == Treasurer && r.Parts.SequenceEqual(lines))).Refusal is not null) return false;
        if (lines.Count == 0) return true;
        // The member pays it, or the association bears it.
        if (_dice.Chance(0.6)) Booked(debit.Total.Minor, line => Repay(new(default, debit.Id, debit.Total, [line], null, Approver)));
        else await Repay(new(default, debit.Id, debit.Total, [], _dice.Pick([OfficeAccounts.OwnFunds, OfficeAccounts.Dues]), _dice.Chance(0.2) ? Treasurer : Approver));
        return true;

        async Task<bool> Repay(Act.DebitRepaid repaid) =>
            await Once($"repay {debit.Id}", g => g.RepayDebit(repaid), act => act is Act.DebitRepaid r && r.Debit == debit.Id) is { Refusal: null } || !_auditor.IsOwed(debit.Id);
    }
}
