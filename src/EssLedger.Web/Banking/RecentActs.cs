using System.Text;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;

namespace EssLedger.Web.Banking;

/// <summary>An explanation that can be taken back.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="At">When it was given (UTC).</param>
/// <param name="Act">What it says.</param>
/// <param name="Said">What the bank said of its first line; null: nothing, or erased.</param>
public sealed record RecentExplanation(Position Position, DateTimeOffset At, Act.LinesExplained Act, BankLine? Said);

/// <summary>An issuance that can be undone.</summary>
/// <param name="Issuance">Its id.</param>
/// <param name="At">When it was made (UTC).</param>
/// <param name="Account">To whom.</param>
/// <param name="Amount">How much, without the bonus that came with it.</param>
/// <param name="ApprovedBy">Who agreed.</param>
/// <param name="Said">What the bank said of its line; null: there was none, or it is erased.</param>
public sealed record RecentIssuance(IssuanceId Issuance, DateTimeOffset At, AccountId Account, Amount Amount, PersonId ApprovedBy, BankLine? Said);

/// <summary>An issuance that somebody asked to undo.</summary>
/// <param name="Made">What is to be undone.</param>
/// <param name="By">Who asked.</param>
/// <param name="Reason">Their words; null: erased.</param>
public sealed record WaitingReversal(RecentIssuance Made, PersonId By, string? Reason);

/// <summary>An act that gave units to many members at once.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="At">When (UTC).</param>
/// <param name="AreDebits">Whether debits were collected; otherwise balances were brought.</param>
/// <param name="Accounts">To whom.</param>
public sealed record RecentForMany(Position Position, DateTimeOffset At, bool AreDebits, IReadOnlyList<AccountId> Accounts);

/// <summary>A member's part of such an act that somebody asked to undo.</summary>
/// <param name="Proposed">What is asked.</param>
/// <param name="At">When it was made (UTC).</param>
/// <param name="Amount">How many euro would wait again, in cents.</param>
/// <param name="Reason">The words; null: erased.</param>
public sealed record WaitingPart(Act.PartReversalProposed Proposed, DateTimeOffset At, Amount Amount, string? Reason);

/// <summary>What the office did of late and may have done wrongly, the newest first: read backwards from the treasury's own history.</summary>
public sealed class RecentActs(CurrencyBook book, LineDesk lines)
{
    private const int PageSize = 200, LookedAt = 2_000;

    /// <summary>The explanations that nobody took back.</summary>
    public async Task<IReadOnlyList<RecentExplanation>> Explanations(int most)
    {
        var found = new List<RecentExplanation>();
        await foreach (var (entry, act) in Back())
            if (act is Act.LinesExplained explained && await Stands(entry.Position))
            {
                found.Add(new(entry.Position, entry.CommittedAt, explained, await lines.Said(explained.Parts[0].Key)));
                if (found.Count == most) break;
            }
        return found;
    }

    /// <summary>The issuances that nobody undid or asked to undo.</summary>
    public async Task<IReadOnlyList<RecentIssuance>> Issuances(TreasuryState treasury, int most)
    {
        var found = new List<RecentIssuance>();
        await foreach (var (entry, act) in Back())
            if (act is Act.Issued issued && !treasury.Reversals.ContainsKey(issued.Issuance) && await Stands(entry.Position))
            {
                found.Add(await Of(entry, issued));
                if (found.Count == most) break;
            }
        return found;
    }

    /// <summary>What waits for a second person to be undone, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingReversal>> Reversals(TreasuryState treasury)
    {
        var words = new Dictionary<IssuanceId, string>();
        if (!treasury.Reversals.IsEmpty)
        {
            await foreach (var (entry, act) in Back())
                if (act is Act.ReversalProposed proposed && treasury.Reversals.GetValueOrDefault(proposed.Issuance) == proposed && await book.Store.FindOriginalAsync(entry.Position, proposed.Reason, default) is { } kept)
                    words[proposed.Issuance] = Encoding.UTF8.GetString(kept.Span[TreasuryGrain.SaltSize..]);
        }
        var waiting = new List<WaitingReversal>();
        foreach (var proposed in treasury.Reversals.Values.OrderBy(r => r.Decider.Number))
        {
            var made = (await book.Store.FindAsync(proposed.Corrects, default))!;
            waiting.Add(new(await Of(made, (Act.Issued)Codec.Decode(made.Body)), proposed.By, words.GetValueOrDefault(proposed.Issuance)));
        }
        return waiting;
    }

    /// <summary>What gave units to many at once.</summary>
    public async Task<IReadOnlyList<RecentForMany>> ForMany(int most)
    {
        var found = new List<RecentForMany>();
        await foreach (var (entry, act) in Back())
        {
            if (act is Act.DebitsCollected collected) found.Add(new(entry.Position, entry.CommittedAt, true, [.. collected.Items.Select(d => d.Account).Distinct()]));
            if (act is Act.BalancesBrought brought) found.Add(new(entry.Position, entry.CommittedAt, false, [.. brought.Legs.Skip(1).Select(leg => leg.To)]));
            if (found.Count == most) break;
        }
        return found;
    }

    /// <summary>The parts of such acts that wait for a second person to be undone, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingPart>> Parts(TreasuryState treasury)
    {
        var words = new Dictionary<Digest, string>();
        if (!treasury.PartReversals.IsEmpty)
        {
            await foreach (var (entry, act) in Back())
                if (act is Act.PartReversalProposed proposed && treasury.PartReversals.GetValueOrDefault(proposed.Line) == proposed && await book.Store.FindOriginalAsync(entry.Position, proposed.Reason, default) is { } kept)
                    words[proposed.Line] = Encoding.UTF8.GetString(kept.Span[TreasuryGrain.SaltSize..]);
        }
        var waiting = new List<WaitingPart>();
        foreach (var proposed in treasury.PartReversals.Values.OrderBy(r => r.Decider.Number))
        {
            var made = (await book.Store.FindAsync(proposed.Corrects, default))!;
            var euro = Act.PartReversed.Undoing(Codec.Decode(made.Body), proposed.Account)!.Value.Legs.Where(leg => leg.Unit == Unit.Euro).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Amount);
            waiting.Add(new(proposed, made.CommittedAt, euro, words.GetValueOrDefault(proposed.Line)));
        }
        return waiting;
    }

    private async Task<RecentIssuance> Of(Entry entry, Act.Issued issued)
    {
        var made = issued.Legs.First(leg => leg.From == OfficeAccounts.Issuance);
        return new(issued.Issuance, entry.CommittedAt, made.To, made.Amount, issued.ApprovedBy, await lines.Said(issued.Receipt));
    }

    private async Task<bool> Stands(Position position) => await book.Store.FindAsync(Claim.CorrectionOf(position), default) is null;

    private async IAsyncEnumerable<(Entry Entry, Act Act)> Back()
    {
        Position? before = null;
        for (var looked = 0; looked < LookedAt; looked += PageSize)
        {
            var page = await book.Store.ReadSubjectBackAsync(OfficeAccounts.Treasury.Value, before, PageSize, default);
            foreach (var entry in page) yield return (entry, Codec.Decode(entry.Body));
            if (page.Count < PageSize) yield break;
            before = page[^1].Position;
        }
    }
}
