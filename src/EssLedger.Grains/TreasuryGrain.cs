using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Grains;

/// <summary>What became of an issuance.</summary>
/// <param name="Refusal">Why not; null when done.</param>
/// <param name="Position">Where the act stands.</param>
public sealed record TreasuryAnswer(TreasuryRefusal? Refusal, Position Position);

/// <summary>Decides every office account, under one sequence of acts: there is one treasury (key <c>TREASURY</c>).</summary>
public interface ITreasuryGrain : IGrainWithStringKey
{
    /// <summary>Asks for units against a euro receipt. The same issuance id again gives the first answer.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Propose(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by);

    /// <summary>Makes the units, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Approve(IssuanceId issuance, PersonId by);

    /// <summary>Frees the receipt, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> Reject(IssuanceId issuance, PersonId by);

    /// <summary>The issuances that wait for a second person, oldest first.</summary>
    [SafeToRepeat]
    Task<IReadOnlyList<Act.IssuanceProposed>> Pending();
}

/// <inheritdoc cref="ITreasuryGrain"/>
public sealed class TreasuryGrain(CurrencyBook book, PaymentRequests requests, Terms terms) : Grain, ITreasuryGrain
{
    private const int PageSize = 500, Attempts = 64;
    private TreasuryState _state = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => CatchUp();

    public async Task<TreasuryAnswer> Propose(IssuanceId issuance, AccountId account, Amount amount, Unit unit, EuroReceipt receipt, PersonId by)
    {
        // Asked again with the same id (a lost answer): what stands already is the answer.
        if (await Beginning(issuance) is { } earlier) return new(null, earlier.Position);
        var reference = new Original(receipt.Identity, receipt.ToBytes());
        var proposed = new Act.IssuanceProposed(default, issuance, account, amount, unit, receipt.Identity, receipt.Amount, by);
        return await Do(async () => TreasuryRules.Propose(_state, proposed, terms.Unit, await requests.StatusOf(account, fresh: true),
                receiptIssued: await book.Store.FindAsync(Claim.Backing(receipt.Identity), default) is not null),
            draft => draft with { MustBeOpen = [account.Value], Originals = [reference] });
    }

    public async Task<TreasuryAnswer> Approve(IssuanceId issuance, PersonId by)
    {
        var end = Claim.EndOf(issuance);
        if (await book.Store.FindAsync(end, default) is { } entry && Codec.Decode(entry.Body) is Act.Issued done && done.ApprovedBy == by) return new(null, entry.Position);
        return await Do(async () => TreasuryRules.Approve(_state, issuance, await book.Store.FindAsync(end, default) is not null, by),
            draft => draft with { MustBeOpen = [_state.Pending[issuance].Account.Value] });
    }

    public async Task<TreasuryAnswer> Reject(IssuanceId issuance, PersonId by)
    {
        var end = Claim.EndOf(issuance);
        if (await book.Store.FindAsync(end, default) is { } entry && Codec.Decode(entry.Body) is Act.IssuanceRejected done && done.By == by) return new(null, entry.Position);
        return await Do(async () => TreasuryRules.Reject(_state, issuance, await book.Store.FindAsync(end, default) is not null, by),
            draft => draft);
    }

    public async Task<IReadOnlyList<Act.IssuanceProposed>> Pending()
    {
        await CatchUp();
        return [.. _state.Pending.Values.OrderBy(p => p.Decider.Number)];
    }

    private async Task<TreasuryAnswer> Do(Func<Task<TreasuryDecision>> decide, Func<Draft, Draft> with)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var decision = await decide();
            if (decision is TreasuryDecision.Refuse refuse) return new(refuse.Reason, Position.None);
            var act = ((TreasuryDecision.Accept)decision).Act;
            switch (await book.AppendAsync(with(act.ToDraft())))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return new(null, placed.Entry.Position);
                case Appended.NotOpen:
                    return new(TreasuryRefusal.AccountClosed, Position.None);
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }

    private async Task<Entry?> Beginning(IssuanceId issuance) => await book.Store.FindAsync(Claim.BeginningOf(issuance), default);

    private async Task CatchUp()
    {
        while (true)
        {
            var page = await book.Store.ReadSubjectAsync(OfficeAccounts.Treasury.Value, _state.Position, PageSize, default);
            foreach (var entry in page) _state = _state.Apply(entry, Codec.Decode(entry.Body));
            if (page.Count < PageSize) return;
        }
    }
}
