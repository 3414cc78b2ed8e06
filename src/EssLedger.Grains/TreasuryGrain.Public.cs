using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.PublicPayments;
using EssLedger.Store;

namespace EssLedger.Grains;

public partial interface ITreasuryGrain
{
    /// <summary>Enters a member's public mandate. The same id again gives the first answer.</summary>
    /// <param name="asked">What is asked; its turn is given here.</param>
    /// <param name="words">The bytes of <see cref="MandateWords"/>, whose SHA-256 it names.</param>
    [SafeToRepeat]
    Task<TreasuryAnswer> EnterPublicMandate(Act.PublicMandateEntered asked, byte[] words);

    /// <summary>Takes a public mandate back, unless euro came under it that wait for their units.</summary>
    [SafeToRepeat]
    Task<TreasuryAnswer> RevokePublicMandate(PublicMandateId mandate, PersonId by);
}

public sealed partial class TreasuryGrain
{
    /// <summary>The lines of the statement that was read last: whoever works off lines asks for one after the other.</summary>
    private (Position Position, IReadOnlyDictionary<Digest, BankLine> Lines) _said;

    public Task<TreasuryAnswer> EnterPublicMandate(Act.PublicMandateEntered asked, byte[] words) =>
        Do(Claim.BeginningOf(asked.Mandate), act => act is Act.PublicMandateEntered known && known.By == asked.By && known.Terms == asked.Terms,
            async () => PublicPaymentRules.Enter(_state, asked, await requests.StatusOf(asked.Terms.Beneficiary, fresh: true)),
            draft => draft with { MustBeOpen = [asked.Terms.Beneficiary.Value], Originals = [new(asked.Words, words)] });

    public Task<TreasuryAnswer> RevokePublicMandate(PublicMandateId mandate, PersonId by) =>
        Do(Claim.RevocationOf(mandate), act => act is Act.PublicMandateRevoked known && known.By == by, async () => PublicPaymentRules.Revoke(_state, mandate, await HasArrived(mandate), by), draft => draft);

    /// <summary>Whether a line that waits names the mandate.</summary>
    private async Task<bool> HasArrived(PublicMandateId mandate)
    {
        // Line by line of one statement, then of the next: each is read once.
        var found = new List<(Position Statement, Digest Key)>();
        foreach (var (key, line) in _state.Open)
            if (line.Minor > 0 && await book.Store.FindAsync(Claim.OfLine(key), default) is { } entry) found.Add((entry.Position, key));
        foreach (var (_, key) in found.OrderBy(f => f.Statement))
            if (await Said(key) is { } said && PublicPaymentRules.NamedBy(said).Contains(mandate)) return true;
        return false;
    }

    /// <summary>The public mandate under which a line is to be credited to an account, and whether the euro came from where it says.</summary>
    private async Task<(PublicMandateId? Mandate, bool FromBody)> UnderMandate(Digest line, AccountId account)
    {
        if (_state.PublicMandates.All.IsEmpty || await Said(line) is not { } said || PublicPaymentRules.For(_state, said, account) is not { } mandate) return (null, true);
        var entered = _state.PublicMandates.All[mandate];
        var words = await book.Store.FindOriginalAsync(entered.Position, entered.Entered.Words, default);
        return (mandate, PublicPaymentRules.CameFrom(said, words is { } kept ? MandateWords.Of(kept.Span) : null));
    }

    /// <summary>What the bank said of a line; null: an opening balance, what is over of a receipt, or erased.</summary>
    private async Task<BankLine?> Said(Digest line)
    {
        if (await book.Store.FindLineAsync(line) is not { } found) return null;
        var position = found.Entry.Position;
        if (_said.Position != position)
            _said = (position, await book.Store.FindOriginalAsync(position, found.Statement.Details, default) is { } kept ? StatementBytes.Decode(kept).Lines.ToDictionary(l => l.Identity) : new());
        return _said.Lines.GetValueOrDefault(found.Line);
    }
}
