using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using Microsoft.Extensions.Hosting;

namespace EssLedger.Grains;

/// <summary>Closes every day that is over, every month after its last day, every year after its last month; there is one (key <c>CLOSURES</c>).
/// Were there two for a moment, the book would take each closure once all the same.</summary>
public interface IClosureGrain : IGrainWithStringKey
{
    /// <summary>From now on it looks by itself, several times an hour, on whichever server; again does nothing more.</summary>
    [SafeToRepeat]
    Task Begin();

    /// <summary>Closes what is over and is not closed yet, in order; after a standstill, every day that was missed.</summary>
    /// <returns>Whether there is more: a long backlog is closed in steps.</returns>
    [SafeToRepeat]
    Task<bool> Look();

    /// <summary>All that ever passed and what stands now, up to the head of the book.</summary>
    [SafeToRepeat]
    Task<Tally> Now();
}

/// <inheritdoc cref="IClosureGrain"/>
public sealed class ClosureGrain(CurrencyBook book, Terms terms, TimeProvider clock) : Grain, IClosureGrain, IRemindable
{
    /// <summary>The grain's key.</summary>
    public const string Key = "CLOSURES";

    private const string Often = "often";

    // Bounded in time, so that a call ends before its caller gives up.
    private const int LargestStep = 50_000, MostClosures = 100, PageSize = 500;

    private readonly Dictionary<AccountId, Party> _parties = [];
    private Daybook _daybook = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _daybook = new(terms.Unit, await ClosureHistory.LastAsync(book.Store, cancellationToken));

    public Task Begin() => this.RegisterOrUpdateReminder(Often, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        while (await Look()) { }
    }

    public async Task<bool> Look()
    {
        for (var closures = 0; closures < MostClosures; closures++)
        {
            if (!await CatchUp()) return true;
            // Its own clock and that of the store are never further apart: so long after midnight the store, too, dates every entry in the next day.
            if (_daybook.Next(ParisCalendar.DayOf(clock.GetUtcNow() - CurrencyAudit.Skew)) is not { } due) return false;
            await GrainFactory.Treasury().Close(due);
        }
        return true;
    }

    public async Task<Tally> Now()
    {
        while (!await CatchUp()) { }
        return _daybook.Tally;
    }

    /// <summary>Reads the book to its head; false: there is more.</summary>
    private async Task<bool> CatchUp()
    {
        var read = 0;
        await foreach (var entry in book.Store.ReadAsync(_daybook.Position, default))
        {
            var act = Codec.Decode(entry.Body);
            await Meet(entry, act);
            _daybook.Take(entry, act, account => _parties.TryGetValue(account, out var party) ? party : null);
            Follow(act);
            if (++read == LargestStep) return false;
        }
        return true;
    }

    /// <summary>Learns of accounts that the act concerns, as they stood before it. A kind never changes.</summary>
    private async Task Meet(Entry entry, Act act)
    {
        AccountId[] concerned = act switch
        {
            Act.Paid paid => [paid.Payer, paid.Payee],
            Act.AccountApproved or Act.AccountClosed => [AccountId.Parse(act.Turn!.Value.Subject)],
            _ => [],
        };
        foreach (var account in concerned)
        {
            if (_parties.ContainsKey(account)) continue;
            if (await book.Store.FindAsync(Claim.BeginningOf(account), default) is not { } first || Codec.Decode(first.Body) is not Act.AccountOpened opened) continue;
            _parties[account] = new(opened.Kind, opened.Status == SubjectStatus.Open || act is Act.Paid || await WasApproved(account, entry.Position));
        }
    }

    private async Task<bool> WasApproved(AccountId account, Position before)
    {
        for (var after = Position.None; ;)
        {
            var page = await book.Store.ReadSubjectAsync(account.Value, after, PageSize, default);
            if (page.Any(e => e.Position < before && Codec.Decode(e.Body) is Act.AccountApproved)) return true;
            if (page.Count < PageSize || page[^1].Position >= before) return false;
            after = page[^1].Position;
        }
    }

    private void Follow(Act act)
    {
        if (act is Act.AccountOpened opened) _parties[opened.Account] = new(opened.Kind, opened.Status == SubjectStatus.Open);
        if (act is Act.AccountApproved && AccountId.Parse(act.Turn!.Value.Subject) is var approved && _parties.TryGetValue(approved, out var party)) _parties[approved] = party with { IsOpen = true };
    }
}

/// <summary>Has the periods closed, on whichever server.</summary>
public sealed class Closing(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => grains.GetGrain<IClosureGrain>(ClosureGrain.Key).Begin();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
