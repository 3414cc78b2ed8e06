using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Store;

namespace EssLedger.Grains;

public partial interface ITreasuryGrain
{
    /// <summary>Says that an issuance was wrong and is to be undone.</summary>
    /// <param name="issuance">Which.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who says so.</param>
    Task<TreasuryAnswer> ProposeReversal(IssuanceId issuance, byte[] reason, PersonId by);

    /// <summary>Undoes it, by another person: the units are destroyed and the euro wait for an explanation again.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ApproveReversal(IssuanceId issuance, PersonId by);

    /// <summary>Lets it stand, by another person.</summary>
    Task<TreasuryAnswer> RejectReversal(IssuanceId issuance, PersonId by);

    /// <summary>Says that what one member got of an act for many was wrong and is to be undone.</summary>
    /// <param name="corrects">Where that act stands: balances brought, or debits collected.</param>
    /// <param name="account">Whose part.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="by">Who says so.</param>
    Task<TreasuryAnswer> ProposePartReversal(Position corrects, AccountId account, byte[] reason, PersonId by);

    /// <summary>Undoes it, by another person.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> ApprovePartReversal(Position corrects, AccountId account, PersonId by);

    /// <summary>Lets it stand, by another person.</summary>
    Task<TreasuryAnswer> RejectPartReversal(Position corrects, AccountId account, PersonId by);
}

public sealed partial class TreasuryGrain
{
    public async Task<TreasuryAnswer> ProposeReversal(IssuanceId issuance, byte[] reason, PersonId by)
    {
        var (at, issued) = await Made(issuance);
        byte[] salted = [.. RandomBytes(SaltSize), .. reason];
        var words = Digest.Of(salted);
        var account = issued is null ? OfficeAccounts.Treasury : HolderOf(issued);
        return await Do(null, _ => false, async () => TreasuryRules.ProposeReversal(_state, new(default, issuance, account, at, words, by), issued, await book.Store.FindAsync(Claim.CorrectionOf(at), default) is not null),
            draft => draft with { Originals = [new(words, salted)] });
    }

    public async Task<TreasuryAnswer> ApproveReversal(IssuanceId issuance, PersonId by)
    {
        var (at, made) = await Made(issuance);
        if (made is not { } issued) return new(TreasuryRefusal.ReversalUnknown, Position.None);
        var account = HolderOf(issued);
        // Both decide in one commit: whatever the account paid meanwhile took its number, and then this is decided anew.
        return await Do(Claim.CorrectionOf(at), act => act is Act.IssuanceReversed reversed && reversed.ApprovedBy == by,
            async () => TreasuryRules.ApproveReversal(_state, issuance, issued, await requests.Holding(account), by), draft => draft with { MustBeOpen = [account.Value] });
    }

    public Task<TreasuryAnswer> RejectReversal(IssuanceId issuance, PersonId by) => Do(null, _ => false, () => Task.FromResult(TreasuryRules.RejectReversal(_state, issuance, by)), draft => draft);

    public async Task<TreasuryAnswer> ProposePartReversal(Position corrects, AccountId account, byte[] reason, PersonId by)
    {
        var made = await ActAt(corrects);
        byte[] salted = [.. RandomBytes(SaltSize), .. reason];
        var proposed = new Act.PartReversalProposed(Turn.OfTreasury, corrects, account, Digest.Of(salted), by);
        return await Do(null, _ => false, async () => TreasuryRules.ProposePartReversal(_state, proposed, made, await book.Store.FindAsync(Claim.OfLine(proposed.Line), default) is not null),
            draft => draft with { Originals = [new(proposed.Reason, salted)] });
    }

    public async Task<TreasuryAnswer> ApprovePartReversal(Position corrects, AccountId account, PersonId by)
    {
        var made = await ActAt(corrects);
        return await Do(Claim.OfLine(Act.PartReversed.LineOf(corrects, account)), act => act is Act.PartReversed reversed && reversed.ApprovedBy == by,
            async () => TreasuryRules.ApprovePartReversal(_state, corrects, made, await requests.Holding(account), by), draft => draft with { MustBeOpen = [account.Value] });
    }

    public Task<TreasuryAnswer> RejectPartReversal(Position corrects, AccountId account, PersonId by) =>
        Do(null, _ => false, () => Task.FromResult(TreasuryRules.RejectPartReversal(_state, corrects, account, by)), draft => draft);

    private async Task<Act?> ActAt(Position position) => await book.Store.FindAsync(position, default) is { } entry ? Codec.Decode(entry.Body) : null;

    private static AccountId HolderOf(Act.Issued issued) => issued.Legs.First(leg => leg.From == OfficeAccounts.Issuance).To;

    private async Task<(Position At, Act.Issued? Issued)> Made(IssuanceId issuance) =>
        await book.Store.FindAsync(Claim.EndOf(issuance), default) is { } entry ? (entry.Position, Codec.Decode(entry.Body) as Act.Issued) : (Position.None, null);
}
