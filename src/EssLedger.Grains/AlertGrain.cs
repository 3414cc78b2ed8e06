using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EssLedger.Grains;

/// <summary>Who holds which account: the books do not know.</summary>
public interface IHolders
{
    /// <summary>Whether somebody holds both.</summary>
    Task<bool> Share(AccountId one, AccountId other);

    /// <summary>The accounts of everybody who holds more than one.</summary>
    Task<IReadOnlyList<IReadOnlyList<AccountId>>> Several();
}

/// <summary>Looks through the currency book for what is worth a look; there is one (key <c>ALERTS</c>). Two at once do no harm: each alert is kept once.</summary>
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>Looks at what was committed since the last look.</summary>
    /// <param name="holdersToo">Whether to look now at who holds several accounts; else that is done once a minute.</param>
    /// <returns>Whether there is more: a long backlog is looked at in steps.</returns>
    Task<bool> Look(bool holdersToo);
}

/// <inheritdoc cref="IAlertGrain"/>
/// <remarks>What was looked at and what was found there are kept in one transaction, so a crash loses nothing and finds nothing twice. What moved of late is
/// in memory, and read again from the book by whoever goes on.</remarks>
public sealed class AlertGrain(CurrencyBook book, IAlertStore store, IHolders holders, PaymentRequests requests, TimeProvider clock) : Grain, IAlertGrain
{
    /// <summary>The grain's key.</summary>
    public const string Key = "ALERTS";

    // Bounded in time, so that a call ends before its caller gives up.
    private const int LargestStep = 20_000, PageSize = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(AlertTerms.MostHours), Sweep = TimeSpan.FromMinutes(1), Rest = TimeSpan.FromHours(1);

    private MovementWindows _windows = new();
    private Projected? _reached;
    private DateTimeOffset _forgotten;
    private long? _swept;
    private AlertTermsHistory _terms = new([]);
    private (Position Statement, Dictionary<Digest, string> Ibans)? _payers;

    public async Task<bool> Look(bool holdersToo)
    {
        var at = await store.AtAsync(default);
        if (at != _reached) at = await Wake(at);
        _reached = null;
        // Terms hold from an instant after they were set, so that all that is committed from then on is judged by them.
        _terms = await store.TermsAsync(default);
        var (to, looked) = (at, 0);
        await foreach (var entry in book.Store.ReadAsync(at.Position, default))
        {
            to = new(entry.Position, entry.Hash);
            await Take(entry, to);
            if (++looked == LargestStep) break;
        }
        if (to != at) await store.RecordAsync(to, [], [], default);
        _reached = to;
        if (looked == LargestStep) return true;
        if (holdersToo || _swept is not { } before || clock.GetElapsedTime(before) >= Sweep)
        {
            await LookAtHolders(to);
            _swept = clock.GetTimestamp();
        }
        return false;
    }

    /// <summary>Learns what moved before the place from which to go on; where the book is another than the one that was looked through, that is its beginning.</summary>
    private async Task<Projected> Wake(Projected at)
    {
        _windows = new();
        _forgotten = default;
        if (at.Position == Position.None) return at;
        if (await book.Store.FindAsync(at.Position, default) is not { } last || last.Hash != at.Hash)
        {
            await store.ClearAsync(default);
            return Projected.Nothing;
        }
        var since = last.CommittedAt - Longest;
        var found = (await store.FoundAsync(AlertRule.FastInOut, null, since, default)).ToLookup(a => a.Account, a => a.At);
        await foreach (var entry in book.Store.ReadAsync(await Before(since, at.Position), default))
        {
            if (entry.Position > at.Position) break;
            foreach (var (account, came, amount) in MovementsOf(Codec.Decode(entry.Body)))
            {
                // What stands behind an alert counts for no other.
                foreach (var alerted in found[account].Where(t => t < entry.CommittedAt)) _windows.Forget(account, alerted);
                _windows.Add(account, entry.CommittedAt, came, amount);
            }
        }
        foreach (var alerts in found)
            foreach (var alerted in alerts) _windows.Forget(alerts.Key, alerted);
        return at;
    }

    /// <summary>A position such that every entry after an instant comes after it: times never go back in a book.</summary>
    private async Task<Position> Before(DateTimeOffset since, Position through)
    {
        var (low, high) = (0L, through.Value);
        while (low + 1 < high)
        {
            var middle = low + (high - low) / 2;
            if ((await book.Store.FindAsync(new Position(middle), default))!.CommittedAt <= since) low = middle;
            else high = middle;
        }
        return new(low);
    }

    private async Task Take(Entry entry, Projected to)
    {
        var act = Codec.Decode(entry.Body);
        foreach (var (account, came, amount) in MovementsOf(act)) _windows.Add(account, entry.CommittedAt, came, amount);
        switch (act)
        {
            case Act.Paid { Refunds: null, InMutualCredit: false } paid:
                if (await PassedOn(entry, paid.Payer) is { } fast) await store.RecordAsync(to, [], [fast], default);
                break;
            case Act.Issued issued:
                await Take(await LoadsOf(entry, issued));
                break;
            case Act.KeyAdded or Act.KeyEntered:
                var key = act is Act.KeyAdded added ? added.Key : ((Act.KeyEntered)act).Key;
                await Take([new(SightingKind.Device, key.Id.ToString(), AccountId.Parse(act.Turn!.Value.Subject), entry.Position, entry.CommittedAt, Amount.Zero)]);
                break;
        }
        if (entry.CommittedAt - _forgotten >= Rest)
        {
            _windows.Forget(entry.CommittedAt - Longest);
            _forgotten = entry.CommittedAt;
        }

        async Task Take(IReadOnlyList<Sighting> seen)
        {
            if (seen.Count == 0) return;
            var found = new List<Alert>();
            foreach (var sighting in seen)
                if ((sighting.Kind is SightingKind.Cash ? await SplitCash(entry, sighting) : await SameMeans(sighting)) is { } alert) found.Add(alert);
            await store.RecordAsync(to, seen, found, default);
        }
    }

    /// <summary>What moves, and on whose account it counts: money given back is no movement, and the offices are nobody's.</summary>
    private static IEnumerable<(AccountId Account, bool Came, Amount Amount)> MovementsOf(Act act) => act switch
    {
        // What firms owe each other is no money that somebody brought or carries away.
        Act.Paid { InMutualCredit: true } => [],
        Act.Paid { Reconverts: true } paid => [(paid.Payer, false, paid.Amount)],
        Act.Paid { Refunds: null } paid => [(paid.Payer, false, paid.Amount), (paid.Payee, true, paid.Amount)],
        Act.NotesWithdrawn withdrawn => [(withdrawn.Account, false, withdrawn.Notes.Value)],
        Act.Issued issued => issued.Legs.Where(leg => !OfficeAccounts.Contains(leg.To)).Select(leg => (leg.To, true, leg.Amount)),
        Act.DebitsCollected collected => collected.Items.Where(debit => debit.Exchange > Amount.Zero).Select(debit => (debit.Account, true, debit.Exchange)),
        _ => [],
    };

    private async Task<Alert?> PassedOn(Entry entry, AccountId account)
    {
        var terms = _terms.At(entry.CommittedAt);
        var since = entry.CommittedAt.AddHours(-terms.InOutHours);
        if (_windows.After(account, since, terms) is not { } movements) return null;
        var (came, passed, payments) = AlertRules.PassedOn(movements);
        if (!AlertRules.FastInOut(came, passed, await requests.KindOf(account), terms)) return null;
        var behind = new List<Behind>();
        await foreach (var moved in Back(account, entry.Position))
        {
            if (moved.CommittedAt < movements[0].At || behind.Count == Alert.MostBehind) break;
            if (MovementsOf(Codec.Decode(moved.Body)).Any(m => m.Account == account)) behind.Add(new(account, moved.Position));
        }
        _windows.Forget(account, entry.CommittedAt);
        return new($"inout {account} {entry.Hash}", AlertRule.FastInOut, account, entry.CommittedAt, passed, came, payments, behind);
    }

    private async IAsyncEnumerable<Entry> Back(AccountId account, Position from)
    {
        Position? before = from.Next;
        while (true)
        {
            var page = await book.Store.ReadSubjectBackAsync(account.Value, before, PageSize, default);
            foreach (var entry in page) yield return entry;
            if (page.Count < PageSize) yield break;
            before = page[^1].Position;
        }
    }

    /// <summary>What an issuance tells: its receipt's kind and reference are kept with the entry in which it was asked for, who paid with the bank's statement.</summary>
    private async Task<IReadOnlyList<Sighting>> LoadsOf(Entry entry, Act.Issued issued)
    {
        var (cash, iban) = await ReceiptOf(issued);
        return [.. issued.Legs.Where(leg => !OfficeAccounts.Contains(leg.To) && (cash || iban is not null)).Select(leg => cash
            ? new Sighting(SightingKind.Cash, leg.To.Value, leg.To, entry.Position, entry.CommittedAt, leg.Amount)
            : new Sighting(SightingKind.Iban, Sighting.SubjectOf(iban!), leg.To, entry.Position, entry.CommittedAt, leg.Amount))];
    }

    private async Task<(bool Cash, string? Iban)> ReceiptOf(Act.Issued issued)
    {
        if (await book.Store.FindAsync(Claim.OfLine(issued.Receipt), default) is { } waited)
        {
            // Euro that waited again after an issuance was undone are those of its receipt.
            var brought = Codec.Decode(waited.Body);
            if (brought is Act.PartReversed) return await book.Store.FindLineAsync(issued.Receipt) is { } first ? (false, await PayerOf(first.Entry, first.Line)) : default;
            return brought is Act.IssuanceReversed reversed
                ? await ReceiptOf(await book.Store.FindUndoneAsync(reversed)) : (false, await PayerOf(waited, issued.Receipt));
        }
        if (await book.Store.FindAsync(Claim.BeginningOf(issued.Issuance), default) is not { } asked || await book.Store.FindOriginalAsync(asked.Position, issued.Receipt, default) is not { } receipt) return default;
        return EuroReceipt.LinesOf(receipt.Span) is not (var kind, var reference) ? default : (kind == EuroReceipt.Cash, Iban.TryFind(reference, out var iban) ? iban : null);
    }

    /// <summary>The bank account from which a line of a statement was paid; null: the bank does not say, or it was erased.</summary>
    private async Task<string?> PayerOf(Entry recorded, Digest line)
    {
        // The lines of one statement are issued one after the other, and it may have very many.
        if (_payers?.Statement != recorded.Position)
        {
            var kept = await book.Store.FindOriginalAsync(recorded.Position, ((Act.StatementRecorded)Codec.Decode(recorded.Body)).Details, default);
            _payers = (recorded.Position, kept is { } bytes ? StatementBytes.Decode(bytes).Lines.Where(l => l.CounterpartyIban is not null).ToDictionary(l => l.Identity, l => l.CounterpartyIban!) : []);
        }
        return _payers.Value.Ibans.TryGetValue(line, out var written) && Iban.TryParse(written, out var iban) ? iban : null;
    }

    private async Task<Alert?> SplitCash(Entry entry, Sighting now)
    {
        var terms = _terms.At(now.At);
        var since = now.At.AddDays(-terms.CashDays);
        var seen = (await store.SeenAsync(SightingKind.Cash, now.Subject, since, default)).Where(s => s.Position < now.Position).Append(now).ToList();
        var before = (await store.FoundAsync(AlertRule.SplitCash, now.Account, since, default)).Where(a => a.At < now.At).Select(a => (DateTimeOffset?)a.At).LastOrDefault();
        return AlertRules.SplitCash(seen, before, terms) is not { } loads ? null
            : new($"cash {now.Account} {entry.Hash}", AlertRule.SplitCash, now.Account, now.At, loads.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount), terms.CashBelow, loads.Count,
                [.. loads.TakeLast(Alert.MostBehind).Select(l => new Behind(l.Account, l.Position))]);
    }

    private async Task<Alert?> SameMeans(Sighting now)
    {
        var seen = (await store.SeenAsync(now.Kind, now.Subject, DateTimeOffset.UnixEpoch, default)).Where(s => s.Position < now.Position).ToList();
        var others = new List<Sighting>();
        foreach (var other in AlertRules.Others(seen, now))
            if (!await holders.Share(now.Account, other.Account)) others.Add(other);
        return others.Count == 0 ? null
            : new($"means {(int)now.Kind} {now.Subject} {now.Account}", AlertRule.SameMeans, now.Account, now.At, Amount.Zero, Amount.Zero, others.Count + 1,
                [.. others.Append(now).TakeLast(Alert.MostBehind).Select(s => new Behind(s.Account, s.Position))]);
    }

    private async Task LookAtHolders(Projected to)
    {
        foreach (var accounts in await holders.Several())
        {
            var open = new List<(Entry Opened, AccountId Account, bool Individual)>();
            foreach (var account in accounts)
            {
                if (await book.Store.StatusAsync(account.Value, default) is null or SubjectStatus.Closed) continue;
                if (await book.Store.FindAsync(Claim.BeginningOf(account), default) is { } opened && await requests.KindOf(account) is { } kind) open.Add((opened, account, kind is AccountKind.Resident));
            }
            foreach (var sort in open.GroupBy(a => a.Individual))
            {
                var (all, most) = (sort.OrderBy(a => a.Opened.Position).ToList(), _terms.At(clock.GetUtcNow()).AccountsOf(sort.Key));
                if (all.Count <= most) continue;
                foreach (var (i, a) in all.Index().Skip(most))
                {
                    if ((await store.FoundAsync(AlertRule.SeveralAccounts, a.Account, DateTimeOffset.UnixEpoch, default)).Count > 0) continue;
                    await store.RecordAsync(to, [], [new($"several {a.Account}", AlertRule.SeveralAccounts, a.Account, a.Opened.CommittedAt, Amount.Zero, Amount.Zero, i + 1,
                        [.. all.Take(i + 1).TakeLast(Alert.MostBehind).Select(b => new Behind(b.Account, b.Opened.Position))])], default);
                }
            }
        }
    }
}

/// <summary>Wakes the grain that looks for what is worth a look, on every silo: whichever dies, the others go on.</summary>
public sealed partial class Watching(IGrainFactory grains, TimeProvider clock, ILogger<Watching> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3), PauseAfterFault = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whoever starts this waits for its first step; the store may be slow.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                while (await grains.GetGrain<IAlertGrain>(AlertGrain.Key).Look(holdersToo: false) && !stoppingToken.IsCancellationRequested) { }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the next look begins from what is kept.
                LogFault(logger, e);
                pause = PauseAfterFault;
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "The currency book could not be looked through for alerts; trying again.")]
    private static partial void LogFault(ILogger logger, Exception e);
}
