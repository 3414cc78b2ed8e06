using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Grains;

public partial interface ITreasuryGrain
{
    /// <summary>Puts together what members' banks are to be asked for. The same id again gives the first answer.</summary>
    /// <param name="proposed">What is asked; its turn is given here.</param>
    /// <param name="noticeDays">How many days before the debit members are told.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> ProposeDebits(Act.DebitsProposed proposed, int noticeDays);

    /// <summary>Approves it, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ApproveDebits(DebitBatchId batch, int noticeDays, PersonId by);

    /// <summary>Cancels what of it waits.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> CancelDebits(DebitBatchId batch, PersonId by);

    /// <summary>Debits of a batch brought their euro.</summary>
    /// <param name="collected">Which, and the lines that show it; its turn, day and unit are given here.</param>
    /// <param name="onDueDate">Whether units are made on the day itself, before the bank shows the euro.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> CollectDebits(Act.DebitsCollected collected, bool onDueDate);

    /// <summary>A member's bank did not pay, or took it back.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ReturnDebit(Act.DebitReturned returned);

    /// <summary>A member paid what they owe, or the association bears it.</summary>
    Task<TreasuryAnswer> RepayDebit(Act.DebitRepaid repaid);

    /// <summary>What an account may still receive; null: any amount.</summary>
    [SafeToRepeat]
    Task<Amount?> Room(AccountId account);
}

public sealed partial class TreasuryGrain
{
    public Task<TreasuryAnswer> ProposeDebits(Act.DebitsProposed proposed, int noticeDays) =>
        Do(Claim.BeginningOf(proposed.Batch), act => act is Act.DebitsProposed known && known.By == proposed.By && known.Items.SequenceEqual(proposed.Items),
            () => Task.FromResult(DebitRules.Propose(_state, proposed, Today.AddDays(noticeDays))), draft => draft);

    public Task<TreasuryAnswer> ApproveDebits(DebitBatchId batch, int noticeDays, PersonId by) =>
        Do(Claim.DecisionOf(batch, approved: true), act => act is Act.DebitsDecided decided && decided.By == by, () => Task.FromResult(DebitRules.Approve(_state, batch, Today.AddDays(noticeDays), by)), draft => draft);

    public Task<TreasuryAnswer> CancelDebits(DebitBatchId batch, PersonId by) =>
        Do(Claim.DecisionOf(batch, approved: false), act => act is Act.DebitsDecided decided && decided.By == by, () => Task.FromResult(DebitRules.Cancel(_state, batch, by)), draft => draft);

    public async Task<TreasuryAnswer> CollectDebits(Act.DebitsCollected collected, bool onDueDate)
    {
        var asked = collected with { Units = terms.Basis.Unit };
        // The debits of one act stand or fall together, so the first tells of all. A batch that is collected waits no more: its day stands where it was proposed.
        var claim = asked.Items.Count > 0 && await book.Store.FindAsync(Claim.BeginningOf(asked.Batch), default) is { } entry && Codec.Decode(entry.Body) is Act.DebitsProposed batch
            ? Claim.CollectionOf(asked.Items[0].Mandate, batch.Due) : (Claim?)null;
        return await Do(claim, act => act is Act.DebitsCollected known && known.By == asked.By && known.Items.SequenceEqual(asked.Items) && known.Parts.SequenceEqual(asked.Parts), async () =>
        {
            var room = new Dictionary<AccountId, Amount?>();
            foreach (var account in asked.Items.Select(i => i.Account).Distinct()) room[account] = await RoomOf(account);
            return DebitRules.Collect(_state, asked, Today, onDueDate, account => room[account]);
        }, draft => draft with { MustBeOpen = [.. asked.Items.Select(i => i.Account.Value).Distinct()] });
    }

    public Task<TreasuryAnswer> ReturnDebit(Act.DebitReturned returned) =>
        Do(Claim.ReturnOf(returned.Debit.Id), act => act is Act.DebitReturned known && known.By == returned.By && known.Parts.SequenceEqual(returned.Parts), () => Task.FromResult(DebitRules.Return(_state, returned)), draft => draft);

    public Task<TreasuryAnswer> RepayDebit(Act.DebitRepaid repaid) => Do(null, _ => false, () => Task.FromResult(DebitRules.Repay(_state, repaid)), draft => draft);

    public Task<Amount?> Room(AccountId account) => RoomOf(account);
}
