using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Push;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Push;

/// <summary>
/// Writes what devices are to be told of the book, and tells them. Every server does both, as with messages to web shops: one about an entry is kept once whoever writes it, and one
/// that is to be told has one server that tries, until it is taken or its sender is held for dead.
/// </summary>
public sealed partial class PushRound(IPushStore store, IAskStore asks, PushDesk desk, PushSender sender, People people, CurrencyBook book, TimeProvider clock, ILogger<PushRound> logger) : BackgroundService
{
    private const int LargestStep = 2_000, Batch = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Trouble = TimeSpan.FromSeconds(10), PruneEvery = TimeSpan.FromHours(1);

    /// <summary>Longer than a batch can take.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    private DateTimeOffset _pruned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await store.AnyAsync(stoppingToken))
                {
                    await Follow(stoppingToken);
                    while (await Send(stoppingToken) == Batch) { }
                }
                await Prune(stoppingToken);
                await desk.Wait(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The next round finds everything as it was: what is written and what is told stands in the store.
                Waits(e);
                await Task.Delay(Trouble, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Writes a message for everything that happened since, up to the head of the book.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        var (at, head) = (await store.FollowedAsync(cancellationToken), (await book.Store.HeadAsync(cancellationToken)).Position);
        if (at >= head) return;
        var (found, read) = (new List<(Entry Entry, News News)>(), 0);
        await foreach (var entry in book.Store.ReadAsync(at, cancellationToken))
        {
            at = entry.Position;
            found.AddRange(News.Of(Codec.Decode(entry.Body)).Select(news => (entry, news)));
            if (++read % LargestStep != 0) continue;
            await Write(found, at, cancellationToken);
            found.Clear();
        }
        if (read % LargestStep != 0) await Write(found, at, cancellationToken);
    }

    private async Task Write(List<(Entry Entry, News News)> found, Position through, CancellationToken cancellationToken)
    {
        // What happened while no server ran is old by now.
        var since = clock.GetUtcNow() - PushRules.GivesUpAfter;
        found.RemoveAll(f => f.Entry.CommittedAt < since);
        var devices = await desk.Of([.. found.Select(f => f.News.Account).Distinct()]);
        var messages = new List<PushMessage>();
        foreach (var (entry, news) in found.Where(f => devices.Contains(f.News.Account)))
        {
            // Who made a request at a till sees there that it is paid; who sent one to somebody's wallet is told.
            if (news.Request is { } request && await asks.FindAsync(request, cancellationToken) is null) continue;
            // With a piece of its hash: in a book that was restored another entry may stand at the position.
            var occasion = $"{entry.Position}_{entry.Hash.ToString()[..8]}_{news.Account}";
            messages.AddRange(devices[news.Account].Where(d => d.Kinds.HasFlag(News.KindOf(news.What)) && d.MadeAt <= entry.CommittedAt)
                .Select(d => new PushMessage(d.Id, occasion, news.Account, news.What, news.Amount, news.Unit, entry.CommittedAt)));
        }
        await store.WriteAsync(messages, through, cancellationToken);
    }

    /// <summary>Tells one batch of what is due.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> Send(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.TakeAsync(now, now + Hold, Batch, cancellationToken);
        await Task.WhenAll(due.Select(one => Send(one, cancellationToken)));
        return due.Count;
    }

    private async Task Send(PushMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var life = message.WrittenAt + PushRules.GivesUpAfter - now;
        // Who is barred, or gone, is told nothing.
        if (life <= TimeSpan.Zero || await store.FindAsync(message.Device, cancellationToken) is not { } device || await people.Find(device.Person) is not { IsBarred: false })
        {
            await store.SettleAsync(message, null, CancellationToken.None);
            return;
        }
        var (status, trouble) = await sender.Send(device, PushDesk.Text(device, message), life, cancellationToken);
        Told(message.Attempts, status, trouble);
        switch (status)
        {
            // Its browser gave it up (RFC 8030 §7.3).
            case StatusCodes.Status404NotFound or StatusCodes.Status410Gone:
                await store.RemoveAsync(message.Device, CancellationToken.None);
                break;
            case StatusCodes.Status429TooManyRequests or >= 500 or null when trouble is not "key":
                await store.SettleAsync(message, PushRules.Next(message.Attempts, message.WrittenAt, clock.GetUtcNow(), Random.Shared.NextDouble()), CancellationToken.None);
                break;
            // Taken, or never to be.
            default:
                await store.SettleAsync(message, null, CancellationToken.None);
                break;
        }
    }

    private async Task Prune(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _pruned < PruneEvery) return;
        _pruned = now;
        await store.PruneAsync(now - PushRules.LogIsKept, cancellationToken);
        await asks.PruneAsync(now - Core.Payments.AskRules.IsKept, cancellationToken);
    }

    [LoggerMessage(EventId = 451, Level = LogLevel.Information, Message = "A device is told, attempt {Attempt}: {Status} {Trouble}")]
    private partial void Told(int attempt, int? status, string? trouble);

    [LoggerMessage(EventId = 452, Level = LogLevel.Warning, Message = "No device is told anything for the moment.")]
    private partial void Waits(Exception e);
}
