using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What became of an issuance.</summary>
/// <param name="Refusal">Why not; null when done.</param>
/// <param name="Position">Where the act stands.</param>
public sealed record TreasuryAnswer(TreasuryRefusal? Refusal, Position Position);

/// <summary>All that the treasury knows.</summary>
/// <param name="Treasury">From its own acts.</param>
/// <param name="InProgress">The reconversions that have neither euro nor units back, the oldest first.</param>
public sealed record TreasuryView(TreasuryState Treasury, IReadOnlyList<OpenReconversion> InProgress);

/// <summary>A reconversion in progress.</summary>
/// <param name="Reconversion">What it is.</param>
/// <param name="Since">When it was asked for (UTC).</param>
public sealed record OpenReconversion(Reconversion Reconversion, DateTimeOffset Since);

/// <summary>What became of a statement.</summary>
/// <param name="Refusal">Why not; null when it stands in the book.</param>
/// <param name="Position">Where the act stands.</param>
/// <param name="New">How many of its lines it brought.</param>
/// <param name="Known">How many stood there before, from another statement.</param>
public sealed record StatementAnswer(TreasuryRefusal? Refusal, Position Position, int New, int Known);

/// <summary>Decides every office account, under one sequence of acts: there is one treasury (key <c>TREASURY</c>).</summary>
public partial interface ITreasuryGrain : IGrainWithStringKey
{
    /// <summary>Asks for units against a euro receipt. The same issuance id again gives the first answer.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Propose(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by);

    /// <summary>The same against a payment by card that the processor has and will pass on.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ProposeCard(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by);

    /// <summary>The same against a line of a bank statement, as far as it is still unexplained.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ProposeLine(IssuanceId issuance, AccountId account, Amount amount, Unit unit, Digest line, PersonId by);

    /// <summary>Makes the units, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Approve(IssuanceId issuance, PersonId by);

    /// <summary>Frees the receipt, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Reject(IssuanceId issuance, PersonId by);

    /// <summary>Records what every kind of account may hold and pay from an instant on; its turn is given here.</summary>
    /// <param name="terms">What is to hold.</param>
    /// <param name="reason">The decision's words, whose SHA-256 it names.</param>
    /// <returns>What was recorded; null when it would take effect too soon.</returns>
    Task<Act.TermsSet?> SetTerms(Act.TermsSet terms, byte[] reason);

    /// <summary>Records on which terms every kind of professional reconverts from an instant on; its turn is given here.</summary>
    /// <param name="set">What is to hold.</param>
    /// <param name="reason">The decision's words, whose SHA-256 it names.</param>
    /// <returns>What was recorded; null when it would take effect too soon.</returns>
    Task<Act.ReconversionTermsSet?> SetReconversionTerms(Act.ReconversionTermsSet set, byte[] reason);

    /// <summary>Records that a period is closed; its turn is given here. Once it stands, asking again changes nothing.</summary>
    /// <param name="closed">What the closure says.</param>
    [SafeToRepeat]
    Task Close(Act.PeriodClosed closed);

    /// <summary>The issuances that wait for a second person, oldest first.</summary>
    [SafeToRepeat]
    Task<IReadOnlyList<Act.IssuanceProposed>> Pending();

    /// <summary>Takes a bank statement into the book: all of its lines that no other brought, or nothing.</summary>
    /// <param name="statement">What the bank says; its turn is given here.</param>
    /// <param name="details">What is kept apart of it, whose SHA-256 it names.</param>
    [SafeToRepeat]
    Task<StatementAnswer> Record(Act.StatementRecorded statement, byte[] details);

    /// <summary>Says what lines of statements were; the turn is given here.</summary>
    Task<TreasuryAnswer> Explain(Act.LinesExplained explained);

    /// <summary>Takes an explanation back; its lines wait again.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Correct(Position explanation, PersonId by);

    /// <summary>Puts together which reconversions the bank is to pay. The same id again gives the first answer.</summary>
    /// <param name="remittance">Its id.</param>
    /// <param name="from">The guarantee account that is to pay.</param>
    /// <param name="items">Which; each in progress, and to be paid by no other remittance.</param>
    /// <param name="by">Who puts it together.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> ProposeRemittance(RemittanceId remittance, AccountId from, IReadOnlyList<Reconversion> items, PersonId by);

    /// <summary>Approves it, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ApproveRemittance(RemittanceId remittance, PersonId by);

    /// <summary>Cancels it; what it was to pay waits again.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> CancelRemittance(RemittanceId remittance, PersonId by);

    /// <summary>The bank has paid a reconversion.</summary>
    /// <param name="reconversion">Which.</param>
    /// <param name="lines">The lines that show it.</param>
    /// <param name="by">Who says so.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> Settle(Reconversion reconversion, IReadOnlyList<LinePart> lines, PersonId by);

    /// <summary>Gives a reconversion back: before it was paid, or because the payment came back.</summary>
    /// <param name="reconversion">Which.</param>
    /// <param name="lines">The lines that brought the euro back; none when it had not been paid.</param>
    /// <param name="by">Who says so.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> Return(Reconversion reconversion, IReadOnlyList<LinePart> lines, PersonId by);

    /// <summary>All that the treasury knows, at the committed head.</summary>
    [SafeToRepeat]
    Task<TreasuryView> Read();
}

/// <summary>The way to the one treasury.</summary>
public static class TreasuryAddress
{
    /// <summary>The treasury's grain.</summary>
    public static ITreasuryGrain Treasury(this IGrainFactory grains) => grains.GetGrain<ITreasuryGrain>(OfficeAccounts.Treasury.Value);
}

/// <inheritdoc cref="ITreasuryGrain"/>
public sealed partial class TreasuryGrain(CurrencyBook book, PaymentRequests requests, TermsInForce terms, CampaignsInForce campaigns, IEs256kVerifier verifier, TimeProvider clock, RandomNumberGenerator dice) : Grain, ITreasuryGrain
{
    private const int PageSize = 500, Attempts = 64;
    private TreasuryState _state = new();
    private Reconversions _reconversions = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => CatchUp();

    public Task<TreasuryAnswer> Propose(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by) =>
        Propose(() => new(default, issuance, account, amount, unit, receipt.Identity, receipt.Amount, by), issuance, [new(receipt.Identity, receipt.ToBytes())]);

    public Task<TreasuryAnswer> ProposeCard(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by) =>
        Propose(() => new(default, issuance, account, amount, unit, receipt.Identity, receipt.Amount, by) { Source = OfficeAccounts.Cards }, issuance, [new(receipt.Identity, receipt.ToBytes())]);

    public async Task<TreasuryAnswer> ProposeLine(IssuanceId issuance, AccountId account, Amount amount, Unit unit, Digest line, PersonId by)
    {
        await CatchUp();
        // What the bank said of a line never changes, nor whom a mandate names: both are read once, before the rule asks as often as it must.
        var (mandate, fromBody) = await UnderMandate(line, account);
        return await Propose(() => new(default, issuance, account, amount, unit, line, Amount.FromMinor(Math.Max(_state.Open.GetValueOrDefault(line)?.Minor ?? 0, 0)), by) { Source = OfficeAccounts.Suspense, Mandate = mandate },
            issuance, [], fromBody);
    }

    private Task<TreasuryAnswer> Propose(Func<Act.IssuanceProposed> ask, IssuanceId issuance, IReadOnlyList<Original> originals, bool fromBody = true)
    {
        var account = ask().Account;
        return Do(Claim.BeginningOf(issuance), act => act is Act.IssuanceProposed,
            async () => TreasuryRules.Propose(_state, ask(), terms.Basis.Unit, await requests.StatusOf(account, fresh: true),
                receiptIssued: await book.Store.FindAsync(Claim.Backing(ask().Receipt), default) is not null, await RoomOf(account), fromBody),
            draft => draft with { MustBeOpen = [account.Value], Originals = originals });
    }

    public Task<TreasuryAnswer> Approve(IssuanceId issuance, PersonId by)
    {
        var end = Claim.EndOf(issuance);
        return Do(end, act => act is Act.Issued issued && issued.ApprovedBy == by,
            async () => TreasuryRules.Approve(_state, issuance, await book.Store.FindAsync(end, default) is not null, by,
                _state.Pending.TryGetValue(issuance, out var pending) ? await RoomOf(pending.Account) : null, pending is null ? null : await BonusWith(pending)),
            draft => draft with { MustBeOpen = [_state.Pending[issuance].Account.Value] });
    }

    public Task<TreasuryAnswer> Reject(IssuanceId issuance, PersonId by)
    {
        var end = Claim.EndOf(issuance);
        return Do(end, act => act is Act.IssuanceRejected rejected && rejected.By == by,
            async () => TreasuryRules.Reject(_state, issuance, await book.Store.FindAsync(end, default) is not null, by),
            draft => draft);
    }

    public async Task<IReadOnlyList<Act.IssuanceProposed>> Pending()
    {
        await CatchUp();
        return [.. _state.Pending.Values.OrderBy(p => p.Decider.Number)];
    }

    public async Task<StatementAnswer> Record(Act.StatementRecorded statement, byte[] details)
    {
        var whole = statement.Lines.Count;
        var answer = await Once();
        if (answer.Refusal is not TreasuryRefusal.LineRecorded) return new(answer.Refusal, answer.Position, answer.Refusal is null ? whole : 0, 0);
        // Statements of a day and of its month bring the same lines. That is rare, so it is asked line by line only now.
        List<StatementLine> unknown = [];
        foreach (var line in statement.Lines)
            if (await book.Store.FindAsync(Claim.OfLine(line.Key), default) is null) unknown.Add(line);
        statement = statement with { Lines = unknown };
        answer = await Once();
        return new(answer.Refusal, answer.Position, answer.Refusal is null ? unknown.Count : 0, whole - unknown.Count);

        Task<TreasuryAnswer> Once() => Do(Claim.OfStatement(statement.Statement), act => false,
            async () => TreasuryRules.Record(_state, statement, recorded: await book.Store.FindAsync(Claim.OfStatement(statement.Statement), default) is not null),
            draft => draft with { Originals = [new(statement.Details, details)] }, _ => TreasuryRefusal.LineRecorded);
    }

    public Task<TreasuryAnswer> Explain(Act.LinesExplained explained) => Do(null, _ => false, () => Task.FromResult(TreasuryRules.Explain(_state, explained)), draft => draft);

    public Task<TreasuryAnswer> Correct(Position explanation, PersonId by)
    {
        var claim = Claim.CorrectionOf(explanation);
        return Do(claim, act => act is Act.ExplanationCorrected corrected && corrected.By == by, async () =>
        {
            var entry = await book.Store.FindAsync(explanation, default);
            return TreasuryRules.Correct(_state, entry is null ? null : Codec.Decode(entry.Body) as Act.LinesExplained, explanation, await book.Store.FindAsync(claim, default) is not null, by);
        }, draft => draft);
    }

    public Task<TreasuryAnswer> ProposeRemittance(RemittanceId remittance, AccountId from, IReadOnlyList<Reconversion> items, PersonId by)
    {
        var proposed = new Act.RemittanceProposed(default, remittance, from, items, by);
        return Do(Claim.BeginningOf(remittance), act => act is Act.RemittanceProposed known && known.By == by && known.Items.SequenceEqual(items),
            () => Task.FromResult(TreasuryRules.ProposeRemittance(_state, _reconversions, proposed)), draft => draft);
    }

    public Task<TreasuryAnswer> ApproveRemittance(RemittanceId remittance, PersonId by) =>
        Do(Claim.ApprovalOf(remittance), act => act is Act.RemittanceApproved approved && approved.By == by, () => Task.FromResult(TreasuryRules.ApproveRemittance(_state, remittance, by)), draft => draft);

    public Task<TreasuryAnswer> CancelRemittance(RemittanceId remittance, PersonId by) =>
        Do(Claim.EndOf(remittance), act => act is Act.RemittanceCancelled cancelled && cancelled.By == by, () => Task.FromResult(TreasuryRules.CancelRemittance(_state, remittance, by)), draft => draft);

    public Task<TreasuryAnswer> Settle(Reconversion reconversion, IReadOnlyList<LinePart> lines, PersonId by)
    {
        var settled = new Act.ReconversionSettled(default, reconversion, lines, by) { Units = terms.Basis.Unit };
        return Do(Claim.SettlementOf(settled.Of), act => act is Act.ReconversionSettled known && known.By == by && known.Parts.SequenceEqual(lines),
            () => Task.FromResult(TreasuryRules.Settle(_state, _reconversions, settled)), draft => draft);
    }

    public Task<TreasuryAnswer> Return(Reconversion reconversion, IReadOnlyList<LinePart> lines, PersonId by)
    {
        var returned = new Act.ReconversionReturned(default, reconversion, Settled: lines.Count > 0, lines, by) { Units = terms.Basis.Unit };
        var claim = Claim.ReturnOf(returned.Of);
        return Do(claim, act => act is Act.ReconversionReturned known && known.By == by && known.Parts.SequenceEqual(lines),
            async () => TreasuryRules.Return(_state, _reconversions, returned,
                await book.Store.FindAsync(Claim.SettlementOf(returned.Of), default) is { } paid ? Codec.Decode(paid.Body) as Act.ReconversionSettled : null,
                before: await book.Store.FindAsync(claim, default) is not null, await requests.StatusOf(reconversion.Payer, fresh: true)),
            draft => draft with { MustBeOpen = [reconversion.Payer.Value] });
    }

    public async Task<TreasuryView> Read()
    {
        await CatchUp();
        return new(_state, [.. _reconversions.InProgress.Values.OrderBy(r => r.Since).Select(r => new OpenReconversion(r.Reconversion, r.Since))]);
    }

    public Task<Act.TermsSet?> SetTerms(Act.TermsSet terms, byte[] reason) => Set(() => Task.FromResult(TermsHistory.Set(_state, terms, clock.GetUtcNow())), reason);

    public async Task<Act.ReconversionTermsSet?> SetReconversionTerms(Act.ReconversionTermsSet set, byte[] reason)
    {
        var placed = await Set(async () => (await terms.Read()).Reconversion.Set(_state, set, clock.GetUtcNow()), reason);
        // The first ones may hold already.
        if (placed is not null) await terms.Read();
        return placed;
    }

    /// <summary>Places terms that the rule allows, with the decision's words.</summary>
    private async Task<T?> Set<T>(Func<Task<T?>> decide, byte[] reason) where T : Act
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            if (await decide() is not { } act) return null;
            if (await book.AppendAsync(act.ToDraft() with { Originals = [new(act.RestsOn!.Value, reason)] }) is not Appended.Placed placed) continue;
            _state = _state.Apply(placed.Entry, act);
            return act;
        }
        throw new BusyException("Another server decides at the same time.");
    }

    public async Task Close(Act.PeriodClosed closed)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var act = closed with { Decider = _state.NextTurn };
            switch (await book.AppendAsync(act.ToDraft()))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return;
                case Appended.Taken:
                    return;
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }

    /// <summary>What the account may still receive; null: any amount.</summary>
    private async Task<Amount?> RoomOf(AccountId account)
    {
        var now = await terms.Now();
        return now.Of(await requests.KindOf(account)).Balance is null ? null : now.RoomOf(await requests.Holding(account));
    }

    /// <param name="claim">What the act claims; null: it may be done again and again.</param>
    /// <param name="isThis">Whether the act that holds the claim is what is asked here.</param>
    /// <param name="decide">The rule.</param>
    /// <param name="with">Adds to the draft what the act does not know.</param>
    /// <param name="taken">What to say when something else that the act claims is taken; null: decide again.</param>
    private async Task<TreasuryAnswer> Do(Claim? claim, Func<Act, bool> isThis, Func<Task<TreasuryDecision>> decide, Func<Draft, Draft> with, Func<Claim, TreasuryRefusal>? taken = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var decision = await decide();
            // Asked again (a lost answer, or another activation that is doing it just now): what stands already is the answer, and the rule, which sees
            // it too, refuses it as a second one. So this is read after all that the rule went by.
            if (claim is { } own && await book.Store.FindAsync(own, default) is { } entry && isThis(Codec.Decode(entry.Body))) return new(null, entry.Position);
            if (decision is TreasuryDecision.Refuse refuse) return new(refuse.Reason, Position.None);
            var act = ((TreasuryDecision.Accept)decision).Act;
            switch (await book.AppendAsync(with(act.ToDraft())))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return new(null, placed.Entry.Position);
                case Appended.NotOpen:
                    return new(TreasuryRefusal.AccountClosed, Position.None);
                case Appended.Taken other when taken is not null && other.Claim != claim:
                    return new(taken(other.Claim), Position.None);
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }

    private async Task CatchUp()
    {
        // First the treasury, whose turn the next act takes: whatever another activation does meanwhile to what members gave takes that turn, and this act is decided again. The other way round its
        // turn would be known and what it did would not, and what it has just given back would go to the bank as well.
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Treasury.Value, _state.Position, PageSize)) _state = _state.Apply(entry, Codec.Decode(entry.Body));
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Reconversion.Value, _reconversions.Position, PageSize)) _reconversions = _reconversions.Apply(entry, Codec.Decode(entry.Body));
        Telemetry.FundDiffers(_state.Gaps(terms.Basis.Unit).Sum(gap => Math.Abs(gap.Minor)));
    }
}
