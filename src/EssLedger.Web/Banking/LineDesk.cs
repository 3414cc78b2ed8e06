using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Banking;

/// <summary>A line that waits for its explanation.</summary>
/// <param name="Key">Its identity.</param>
/// <param name="Open">What is left of it.</param>
/// <param name="Said">What the bank said of it; null: an opening balance, what is over of a receipt, or erased.</param>
/// <param name="Suggestion">Whom it may concern.</param>
/// <param name="Name">In whose name that account stands.</param>
/// <param name="Pays">The reconversion that it may be the payment of.</param>
/// <param name="Reserved">What waiting issuances will take of it, in cents.</param>
public sealed record WaitingLine(Digest Key, OpenLine Open, BankLine? Said, MatchSuggestion Suggestion, string? Name, Reconversion? Pays, long Reserved);

/// <summary>A receipt that somebody entered by hand and no statement has shown yet.</summary>
/// <param name="Receipt">Its identity.</param>
/// <param name="Kind">How the euro came, as kept.</param>
/// <param name="Reference">Its reference, as kept; empty when erased.</param>
/// <param name="Amount">In cents.</param>
/// <param name="Since">When the units were made (UTC).</param>
public sealed record AnnouncedReceipt(Digest Receipt, string Kind, string Reference, Amount Amount, DateTimeOffset Since);

/// <summary>What the bank showed and nobody explained, with all that helps to say what it was. It suggests; people decide.</summary>
public sealed class LineDesk(CurrencyBook book, People people)
{
    private static readonly MatchSuggestion Nobody = new(MatchReason.None, null, null, []);
    private readonly Dictionary<Position, Dictionary<Digest, BankLine>> _read = [];

    /// <summary>The lines that have waited longest.</summary>
    public async Task<IReadOnlyList<WaitingLine>> Waiting(TreasuryView known, int most)
    {
        var byEndToEnd = known.InProgress.GroupBy(r => r.Reconversion.EndToEndId).ToDictionary(g => g.Key, g => g.First().Reconversion);
        var debits = known.Treasury.Debits.Batches.Values.SelectMany(b => b.Waiting).Concat(known.Treasury.Debits.Collected.Values.Select(c => c.Debit)).ToDictionary(d => d.EndToEndId, d => d.Account);
        var waiting = new List<WaitingLine>();
        foreach (var (key, open) in known.Treasury.Open.OrderBy(l => l.Value.Day).ThenBy(l => l.Key.ToString(), StringComparer.Ordinal).Take(most))
        {
            var said = await Said(key);
            var suggestion = said is null ? Nobody : await Suggest(said, known.Treasury, byEndToEnd, debits);
            var pays = said is { Cents: < 0, EndToEndId: { } id } && byEndToEnd.TryGetValue(id, out var reconversion) ? reconversion
                : open.Minor < 0 && known.InProgress.Where(r => r.Reconversion.Net.Minor == -open.Minor && known.Treasury.Paying(r.Reconversion) is { ApprovedBy: not null }).ToList() is [var one] ? one.Reconversion : null;
            var account = suggestion.Account ?? pays?.Payer;
            waiting.Add(new(key, open, said, suggestion, account is { } whose ? (await people.HolderOf(whose))?.Name : null, pays, known.Treasury.Reserved(key)));
        }
        return waiting;
    }

    /// <summary>The receipts that no statement has shown, the oldest first.</summary>
    public async Task<IReadOnlyList<AnnouncedReceipt>> Announced(TreasuryState treasury, int most)
    {
        var receipts = new List<AnnouncedReceipt>();
        foreach (var (receipt, amount) in treasury.Announced)
        {
            if (await book.Store.FindAsync(Claim.Backing(receipt), default) is not { } made || Codec.Decode(made.Body) is not Act.Issued issued) continue;
            var asked = await book.Store.FindAsync(Claim.BeginningOf(issued.Issuance), default);
            var kept = asked is null ? null : await book.Store.FindOriginalAsync(asked.Position, receipt, default);
            var (kind, reference) = kept is { } bytes && EuroReceipt.LinesOf(bytes.Span) is { } lines ? lines : ("", "");
            receipts.Add(new(receipt, kind, reference, amount, made.CommittedAt));
            if (receipts.Count == most) break;
        }
        return [.. receipts.OrderBy(r => r.Since)];
    }

    /// <summary>What the bank said of a line; null: an opening balance, what is over of a receipt, or erased.</summary>
    public async Task<BankLine?> Said(Digest key)
    {
        if (await book.Store.FindAsync(Claim.OfLine(key), default) is not { } entry) return null;
        if (!_read.TryGetValue(entry.Position, out var lines))
        {
            var details = ((Act.StatementRecorded)Codec.Decode(entry.Body)).Details;
            lines = await book.Store.FindOriginalAsync(entry.Position, details, default) is { } kept ? StatementBytes.Decode(kept).Lines.ToDictionary(l => l.Identity) : [];
            _read.Add(entry.Position, lines);
        }
        return lines.GetValueOrDefault(key);
    }

    private async Task<MatchSuggestion> Suggest(BankLine line, TreasuryState treasury, Dictionary<string, Reconversion> byEndToEnd, Dictionary<string, AccountId> debits)
    {
        var named = new Dictionary<AccountId, bool>();
        // The matching asks at once, the tables answer later: what it may ask is looked up before.
        foreach (var text in new[] { line.StructuredReference, line.Remittance, line.EndToEndId }.OfType<string>())
            foreach (var account in CreditorReference.FindAccounts(text)) named[account] = await people.HolderOf(account) is not null;
        return Matching.Suggest(line, new(account => named.GetValueOrDefault(account), _ => null,
            id => byEndToEnd.TryGetValue(id, out var reconversion) ? new(id, Collects: false, reconversion.Payer) : debits.TryGetValue(id, out var debited) ? new(id, Collects: true, debited) : null, _ => [])
        {
            ByPublicMandate = mandate => treasury.PublicMandates.All.GetValueOrDefault(mandate)?.Terms.Beneficiary,
        });
    }
}
