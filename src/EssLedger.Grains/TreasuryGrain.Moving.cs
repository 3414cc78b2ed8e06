using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Paper;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What became of an act about coming or going.</summary>
/// <param name="Refusal">Why not; null when done.</param>
/// <param name="Position">Where the act stands; none after a refusal.</param>
public sealed record MovingAnswer(MovingRefusal? Refusal, Position Position);

public partial interface ITreasuryGrain
{
    /// <summary>Asks to give members what they had in a currency before, against a statement's line. The same id again gives the first answer.</summary>
    [SafeToRepeat]
    Task<MovingAnswer> ProposeBalances(ProposalId proposal, Digest line, List<BroughtBalance> items, PersonId by);

    /// <summary>Asks that the currency end.</summary>
    /// <param name="proposal">Its id.</param>
    /// <param name="last">The last day on which units are spent or given back.</param>
    /// <param name="paysResidents">Whether residents get euro for their units too.</param>
    /// <param name="reason">The decision's words.</param>
    /// <param name="by">Who asks.</param>
    [SafeToRepeat]
    Task<MovingAnswer> ProposeWindDown(ProposalId proposal, DateOnly last, bool paysResidents, byte[] reason, PersonId by);

    /// <summary>Asks that what nobody brought back become a gift.</summary>
    /// <param name="proposal">Its id.</param>
    /// <param name="body">Who is to have it, and by which decision.</param>
    /// <param name="by">Who asks.</param>
    [SafeToRepeat]
    Task<MovingAnswer> ProposeRemainder(ProposalId proposal, byte[] body, PersonId by);

    /// <summary>Approves one of these, by another person.</summary>
    [SafeToRepeat]
    Task<MovingAnswer> ApproveMoving(ProposalId proposal, PersonId by);

    /// <summary>Drops it.</summary>
    [SafeToRepeat]
    Task<MovingAnswer> DropMoving(ProposalId proposal, PersonId by);

    /// <summary>Takes what is left in some accounts, once that is decided; of those that are empty nothing.</summary>
    /// <param name="accounts">At most <see cref="MovingRules.MostItems"/>.</param>
    /// <param name="by">Who has it done.</param>
    /// <returns>The sum that was taken.</returns>
    [SafeToRepeat]
    Task<Amount> TakeRemainder(List<AccountId> accounts, PersonId by);

    /// <summary>The same of notes that nobody brought back.</summary>
    [SafeToRepeat]
    Task<MovingAnswer> ForfeitNotes(SlipId slip, PersonId by);
}

public sealed partial class TreasuryGrain
{
    public Task<MovingAnswer> ProposeBalances(ProposalId proposal, Digest line, List<BroughtBalance> items, PersonId by) => Do(Claim.BeginningOf(proposal), act => act is Act.BalancesProposed known && known.By == by, async () =>
        MovingRules.Bring(_state, new(default, proposal, line, items, by), await AnyBrought(items), await AllOpen(items)));

    public Task<MovingAnswer> ProposeWindDown(ProposalId proposal, DateOnly last, bool paysResidents, byte[] reason, PersonId by) => Do(Claim.BeginningOf(proposal), act => act is Act.WindDownProposed known && known.By == by,
        () => Task.FromResult(MovingRules.ProposeWindDown(_state, new(default, proposal, last, paysResidents, Digest.Of(reason), by), Today)), draft => draft with { Originals = [new(Digest.Of(reason), reason)] });

    public Task<MovingAnswer> ProposeRemainder(ProposalId proposal, byte[] body, PersonId by) => Do(Claim.BeginningOf(proposal), act => act is Act.RemainderProposed known && known.By == by,
        () => Task.FromResult(MovingRules.ProposeRemainder(_state, new(default, proposal, Digest.Of(body), by), Today)), draft => draft with { Originals = [new(Digest.Of(body), body)] });

    public Task<MovingAnswer> ApproveMoving(ProposalId proposal, PersonId by)
    {
        var end = Claim.EndOf(proposal);
        return Do(end, act => act is Act.BalancesBrought { ApprovedBy: var one } && one == by || act is Act.WindDownBegun { ApprovedBy: var two } && two == by || act is Act.RemainderApproved { ApprovedBy: var three } && three == by, async () =>
        {
            var brought = _state.Moving.Pending.GetValueOrDefault(proposal) is Act.BalancesProposed asked && await AnyBrought(asked.Items);
            return MovingRules.Approve(_state, proposal, await book.Store.FindAsync(end, default) is not null, brought, terms.Basis.Unit, clock.GetUtcNow(), by);
        }, draft => _state.Moving.Pending.GetValueOrDefault(proposal) is Act.BalancesProposed asked ? draft with { MustBeOpen = [.. asked.Items.Select(i => i.Account.Value)] } : draft);
    }

    public Task<MovingAnswer> DropMoving(ProposalId proposal, PersonId by)
    {
        var end = Claim.EndOf(proposal);
        return Do(end, act => act is Act.MovingDropped dropped && dropped.By == by, async () => MovingRules.Drop(_state, proposal, await book.Store.FindAsync(end, default) is not null, by));
    }

    public async Task<Amount> TakeRemainder(List<AccountId> accounts, PersonId by)
    {
        var sum = Amount.Zero;
        await Do(null, _ => false, async () =>
        {
            var left = new List<BroughtBalance>();
            foreach (var account in accounts)
                if ((await requests.Holding(account)).In(new(terms.Basis.Unit, null)).Minor is > 0 and var minor) left.Add(new(account, Amount.FromMinor(minor)));
            sum = left.Aggregate(Amount.Zero, (all, l) => all + l.Amount);
            return left.Count == 0 ? (null, null) : MovingRules.Take(_state, left, terms.Basis.Unit, by);
        });
        return sum;
    }

    public Task<MovingAnswer> ForfeitNotes(SlipId slip, PersonId by) => Do(Claim.BeginningOf(slip), act => act is Act.NotesForfeited known && known.By == by, () => Task.FromResult(MovingRules.TakeNotes(_state, slip, terms.Basis.Unit, by)));

    private async Task<bool> AnyBrought(IReadOnlyList<BroughtBalance> items)
    {
        foreach (var item in items)
            if (await book.Store.FindAsync(Claim.BroughtBalanceOf(item.Account), default) is not null) return true;
        return false;
    }

    private async Task<bool> AllOpen(IReadOnlyList<BroughtBalance> items)
    {
        foreach (var item in items)
            if (await requests.StatusOf(item.Account, fresh: true) is not SubjectStatus.Open) return false;
        return true;
    }

    private async Task<MovingAnswer> Do(Claim? claim, Func<Act, bool> isThis, Func<Task<(Act? Act, MovingRefusal? Refusal)>> decide, Func<Draft, Draft>? with = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var (act, refusal) = await decide();
            // As with issuances: read after all that the rule went by.
            if (claim is { } held && await book.Store.FindAsync(held, default) is { } entry && isThis(Codec.Decode(entry.Body))) return new(null, entry.Position);
            if (act is null) return new(refusal, Position.None);
            switch (await book.AppendAsync(with is null ? act.ToDraft() : with(act.ToDraft())))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return new(null, placed.Entry.Position);
                case Appended.NotOpen:
                    return new(MovingRefusal.AccountClosed, Position.None);
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }
}
