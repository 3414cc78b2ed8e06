using System.Text;
using EssLedger.Core.Alerts;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Banking;

/// <summary>A line that waits for its explanation.</summary>
/// <param name="Key">Its identity.</param>
/// <param name="Open">What is left of it.</param>
/// <param name="Said">What the bank said of it; null: an opening balance, what is over of a receipt, or erased.</param>
/// <param name="Suggestion">Whom it may concern.</param>
/// <param name="Name">In whose name that account stands.</param>
/// <param name="Others">In whose names the other accounts stand to which something in the line points.</param>
/// <param name="Pays">The reconversion that it may be the payment of.</param>
/// <param name="Reserved">What waiting issuances will take of it, in cents.</param>
/// <param name="Undone">Whether units had been made against it and were undone.</param>
public sealed record WaitingLine(Digest Key, OpenLine Open, BankLine? Said, MatchSuggestion Suggestion, string? Name, IReadOnlyList<string> Others, Reconversion? Pays, long Reserved, bool Undone)
{
    /// <summary>Whether units can be made against it: what is over of a receipt belongs to one that backs others.</summary>
    public bool MayIssue => Undone || OfficeAccounts.KindOf(Open.Account) is OfficeAccountKind.Bank;
}

/// <summary>A receipt that somebody entered by hand and no statement has shown yet.</summary>
/// <param name="Receipt">Its identity.</param>
/// <param name="Kind">How the euro came, as kept.</param>
/// <param name="Reference">Its reference, as kept; empty when erased.</param>
/// <param name="Amount">In cents.</param>
/// <param name="Since">When the units were made (UTC).</param>
public sealed record AnnouncedReceipt(Digest Receipt, string Kind, string Reference, Amount Amount, DateTimeOffset Since);

/// <summary>What the bank showed and nobody explained, with all that helps to say what it was. It suggests; people decide.</summary>
public sealed class LineDesk(CurrencyBook book, People people, IAlertStore alerts, IPayoutStore payouts)
{
    private static readonly MatchSuggestion Nobody = new(MatchReason.None, null, null, []);
    // A statement may have a hundred thousand lines: it is read once for all of them that are shown together.
    private readonly Dictionary<Digest, BankLine> _read = [];
    private readonly HashSet<Position> _statements = [];

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
            var others = new List<string>();
            foreach (var other in suggestion.Others)
                if (await people.HolderOf(other) is { } holder) others.Add(holder.Name);
            waiting.Add(new(key, open, said, suggestion, account is { } whose ? (await people.HolderOf(whose))?.Name : null, others, pays, known.Treasury.Reserved(key), await IsUndone(key)));
        }
        return waiting;
    }

    /// <summary>The receipts that no statement has shown, the oldest first.</summary>
    public async Task<IReadOnlyList<AnnouncedReceipt>> Announced(TreasuryState treasury, int most)
    {
        var made = new List<(Entry Entry, Act.Issued Issued, Amount Amount)>();
        foreach (var (receipt, amount) in treasury.Announced)
            if (await book.Store.FindAsync(Claim.Backing(receipt), default) is { } entry && Codec.Decode(entry.Body) is Act.Issued issued) made.Add((entry, issued, amount));
        var receipts = new List<AnnouncedReceipt>();
        foreach (var (entry, issued, amount) in made.OrderBy(m => m.Entry.Position).Take(most))
        {
            var asked = await book.Store.FindAsync(Claim.BeginningOf(issued.Issuance), default);
            var kept = asked is null ? null : await book.Store.FindOriginalAsync(asked.Position, issued.Receipt, default);
            var (kind, reference) = kept is { } bytes && EuroReceipt.LinesOf(bytes.Span) is { } lines ? lines : ("", "");
            receipts.Add(new(issued.Receipt, kind, reference, amount, entry.CommittedAt));
        }
        return receipts;
    }

    private async Task<bool> IsUndone(Digest key) =>
        !_read.ContainsKey(key) && await book.Store.FindAsync(Claim.OfLine(key), default) is { } entry && Codec.Decode(entry.Body) is Act.IssuanceReversed or Act.PartReversed;

    /// <summary>What the bank said of a line; null: it is none of a statement, or what was kept of it is erased.</summary>
    public async Task<BankLine?> Said(Digest key)
    {
        if (_read.TryGetValue(key, out var said)) return said;
        if (await book.Store.FindLineAsync(key) is not { } found) return null;
        if (_statements.Add(found.Entry.Position) && await book.Store.FindOriginalAsync(found.Entry.Position, found.Statement.Details, default) is { } kept)
            foreach (var line in StatementBytes.Decode(kept).Lines) _read.TryAdd(line.Identity, line);
        return _read.GetValueOrDefault(found.Line);
    }

    private async Task<MatchSuggestion> Suggest(BankLine line, TreasuryState treasury, Dictionary<string, Reconversion> byEndToEnd, Dictionary<string, AccountId> debits)
    {
        // The matching asks at once, the tables answer later: what it may ask is looked up before.
        var named = new HashSet<AccountId>();
        foreach (var account in Matching.NamedIn(line))
            if (await people.HolderOf(account) is not null) named.Add(account);
        var known = line.CounterpartyIban is { } written && Iban.TryParse(written, out var iban) ? await KnownBy(iban) : [];
        // A member is known by the account's id: it is the number that the wallet shows.
        return Matching.Suggest(line, new(named.Contains, _ => null,
            id => byEndToEnd.TryGetValue(id, out var reconversion) ? new(id, Collects: false, reconversion.Payer) : debits.TryGetValue(id, out var debited) ? new(id, Collects: true, debited) : null, _ => known)
        {
            ByPublicMandate = mandate => treasury.PublicMandates.All.GetValueOrDefault(mandate)?.Terms.Beneficiary,
        });
    }

    /// <summary>The accounts that were topped up from a bank account before, or whose euro go there because two persons checked that it is theirs.</summary>
    private async Task<IReadOnlyCollection<AccountId>> KnownBy(string iban)
    {
        var known = new HashSet<AccountId>(await payouts.AccountsOfAsync(iban, default));
        foreach (var seen in await alerts.SeenAsync(SightingKind.Iban, Sighting.SubjectOf(iban), DateTimeOffset.UnixEpoch, default))
            // An issuance that was undone says nothing of whose bank account it is.
            if (await book.Store.FindAsync(Claim.CorrectionOf(seen.Position), default) is null) known.Add(seen.Account);
        return known;
    }
}
