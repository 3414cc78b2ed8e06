using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Webhooks;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EssLedger.Web.Webhooks;

/// <summary>
/// Writes messages about what the book says, and sends them. Every server does both: a message about an entry is kept once whoever writes it, and one that is to be sent has
/// one server that tries, until it is taken or its sender is held for dead. So each is sent at least once, and twice only where an answer was lost.
/// </summary>
public sealed partial class WebhookRound(
    IWebhookStore store, IPaymentRequestStore asked, PaymentRequests requests, WebhookSender sender, WebhookPost post, CurrencyBook book, CommitFeed feed, Core.Payments.Terms terms, IGrainFactory grains, IOptions<JsonOptions> json, TimeProvider clock, ILogger<WebhookRound> logger)
    : BackgroundService
{
    private const int LargestStep = 2_000, Batch = 16, MostEnding = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Trouble = TimeSpan.FromSeconds(10), PruneEvery = TimeSpan.FromHours(1);

    /// <summary>Longer than a batch can take.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    /// <summary>So far back a server looks at its start for requests whose end nobody has noticed.</summary>
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(1);

    private DateTimeOffset _endedThrough, _pruned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            IReadOnlyList<Webhook> watched = [];
            try
            {
                watched = await store.ListAsync(null, stoppingToken);
                using var subscription = feed.Listen([.. watched.Select(w => w.Shop.Value).Distinct()]);
                if (watched.Count > 0)
                {
                    await NoticeEnds(watched, stoppingToken);
                    await Follow(watched, stoppingToken);
                }
                while (await Send(stoppingToken) == Batch) { }
                await Prune(stoppingToken);
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                wait.CancelAfter(Pause);
                await ((Task)subscription.Hints.ReadAsync(wait.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The next round finds everything as it was: what is written and what is sent stands in the store.
                Waits(e);
                await Task.Delay(Trouble, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Nobody commits an expiry unless somebody looks.
    private async Task NoticeEnds(IReadOnlyList<Webhook> watched, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_endedThrough == default) _endedThrough = now - LooksBack;
        var through = now;
        foreach (var shop in watched.Select(w => w.Shop).Distinct())
        {
            var ending = await asked.EndingAsync(shop, _endedThrough, now, MostEnding, cancellationToken);
            foreach (var request in ending) await grains.GetGrain<IPaymentRequestGrain>(request.Terms.Id.ToString()).Read();
            // There are more: of this shop all up to the last of these are noticed, and the others are looked at again.
            if (ending.Count == MostEnding && ending[^1].Terms.ExpiresAt is { } last && last < through) through = last - TimeSpan.FromMilliseconds(1);
        }
        _endedThrough = through > _endedThrough ? through : _endedThrough + TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Writes a message for everything that happened since, up to the head of the book.</summary>
    public async Task Follow(IReadOnlyList<Webhook> watched, CancellationToken cancellationToken)
    {
        var at = await store.FollowedAsync(cancellationToken);
        var byShop = watched.ToLookup(w => w.Shop);
        var (found, read) = (new List<WebhookDelivery>(), 0);
        await foreach (var entry in book.Store.ReadAsync(at, cancellationToken))
        {
            at = entry.Position;
            if (await Message(entry) is var (shop, type, body))
                found.AddRange(byShop[shop].Where(w => w.From < entry.Position).Select(w => new WebhookDelivery(w.Id, entry.Position, IdOf(entry), type, body, clock.GetUtcNow())));
            if (++read % LargestStep != 0) continue;
            await store.WriteAsync(found, at, cancellationToken);
            found.Clear();
        }
        if (read % LargestStep != 0) await store.WriteAsync(found, at, cancellationToken);

        async Task<(AccountId Shop, string Type, string Body)?> Message(Entry entry)
        {
            switch (Codec.Decode(entry.Body))
            {
                case Act.Paid { Refunds: null } paid when byShop.Contains(paid.Payee):
                    return await Of(paid.Payee, "payment.received", paid);
                case Act.Paid { Refunds: not null } paid when byShop.Contains(paid.Payer):
                    return await Of(paid.Payer, "payment.refunded", paid);
                case Act.RequestEnded ended when await requests.FindStored(ended.Request) is { } stored && byShop.Contains(stored.Terms.Payee):
                    var type = ended.Cancelled ? "request.cancelled" : "request.expired";
                    return (stored.Terms.Payee, type, Written(new(type, entry.CommittedAt, new(stored.Terms.Payee, entry.Position, ended.Request, stored.Reference, null, null, stored.Terms.Amount, stored.Terms.Unit))));
                default:
                    return null;
            }

            async Task<(AccountId, string, string)> Of(AccountId shop, string type, Act.Paid paid)
            {
                var reference = paid.Request is { } request ? (await requests.FindStored(request))?.Reference : null;
                return (shop, type, Written(new(type, entry.CommittedAt, new(shop, entry.Position, paid.Request ?? paid.Printed, reference, paid.Order, paid.Refunds, paid.Amount, paid.Unit))));
            }
        }
    }

    // With a piece of its hash: in a book that was restored another entry may stand at the position.
    private string IdOf(Entry entry) => $"msg_{terms.Ledger}_{entry.Position}_{entry.Hash.ToString()[..8]}";

    private string Written(WebhookMessage message) => JsonSerializer.Serialize(message, json.Value.SerializerOptions);

    /// <summary>Sends one batch of what is due.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> Send(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.TakeAsync(now, now + Hold, Batch, cancellationToken);
        await Task.WhenAll(due.Select(one => Send(one, cancellationToken)));
        return due.Count;
    }

    private async Task Send(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(delivery.Webhook, cancellationToken) is not { State: WebhookState.On } webhook)
        {
            // Switched off meanwhile: what waited is not sent, and can be sent again by hand once it is on.
            await store.SettleAsync(delivery with { State = DeliveryState.GivenUp, NextAttempt = null }, new(delivery.Webhook, delivery.Position, clock.GetUtcNow(), null, 0, "", "off"), CancellationToken.None);
            return;
        }
        var attempt = await sender.Send(webhook, delivery, cancellationToken);
        var taken = attempt.Status is >= 200 and < 300;
        DateTimeOffset? next = taken || attempt.Status == StatusCodes.Status410Gone ? null : WebhookRules.Next(delivery.Attempts, delivery.WrittenAt, clock.GetUtcNow(), Random.Shared.NextDouble());
        await store.SettleAsync(delivery with { State = taken ? DeliveryState.Delivered : next is null ? DeliveryState.GivenUp : DeliveryState.Waiting, NextAttempt = next }, attempt, CancellationToken.None);
        Sent(delivery.Webhook, delivery.Position, delivery.Attempts, attempt.Status, attempt.Trouble);
        if (!taken && next is null && await store.FailAsync(webhook.Id, CancellationToken.None)) await post.Tell(webhook, delivery, attempt);
    }

    private async Task Prune(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _pruned < PruneEvery) return;
        _pruned = now;
        await store.PruneAsync(now - WebhookRules.LogIsKept, cancellationToken);
    }

    [LoggerMessage(EventId = 431, Level = LogLevel.Information, Message = "Message {Webhook}/{Position}, attempt {Attempt}: {Status} {Trouble}")]
    private partial void Sent(WebhookId webhook, Position position, int attempt, int? status, string? trouble);

    [LoggerMessage(EventId = 432, Level = LogLevel.Warning, Message = "No messages to web shops for the moment.")]
    private partial void Waits(Exception e);

    /// <summary>What a web shop is told, in the form of the Standard Webhooks specification: what happened, when, and about what.</summary>
    private sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, WebhookData Data);

    /// <summary>Of a payment or a request: whose shop, which entry of the book, which request with the shop's own reference, and how much. Nothing of who paid.</summary>
    private sealed record WebhookData(
        AccountId Payee, Position Position, RequestId? Request, string? Reference, Core.Identifiers.OrderId? Payment, Core.Identifiers.OrderId? Refunds, Core.Money.Amount? Amount, Core.Money.Unit Unit);
}
