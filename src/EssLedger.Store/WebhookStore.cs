using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class WebhookStore : IWebhookStore
{
    private const string Addresses = "id, account, url, secret, from_position, made_at, former_secret, former_until, state";
    private const string Messages = "webhook, position, message, type, body, written_at, state, attempts, next_attempt";

    /// <summary>How a statement that takes rows passes over those that another transaction is taking; empty: there is no other.</summary>
    private protected abstract string PassOverLocked { get; }

    /// <inheritdoc/>
    public async Task AddAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await Execute("update webhook_follower set position = $1 where position < $1 and not exists (select 1 from webhook where state = 0)", [webhook.From.Value], cancellationToken);
        await Execute($"insert into webhook ({Addresses}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
            [webhook.Id.Uuid.ToBytes(), webhook.Shop.Value, webhook.Url, webhook.Secret, webhook.From.Value, webhook.MadeAt.ToUnixTimeMilliseconds(), Text(webhook.FormerSecret), Instant(webhook.FormerUntil), (int)webhook.State], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ChangeAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await Execute("update webhook_follower set position = $1 where position < $1 and not exists (select 1 from webhook where state = 0)", [webhook.From.Value], cancellationToken);
        await Execute("update webhook set secret = $2, former_secret = $3, former_until = $4, state = $5, from_position = $6 where id = $1",
            [webhook.Id.Uuid.ToBytes(), webhook.Secret, Text(webhook.FormerSecret), Instant(webhook.FormerUntil), (int)webhook.State, webhook.From.Value], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> FailAsync(WebhookId webhook, CancellationToken cancellationToken)
    {
        var failed = await Execute("update webhook set state = 2 where id = $1 and state = 0", [webhook.Uuid.ToBytes()], cancellationToken) == 1;
        await Execute("update webhook_delivery set state = 3, next_attempt = null where webhook = $1 and state = 1", [webhook.Uuid.ToBytes()], cancellationToken);
        return failed;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(WebhookId webhook, CancellationToken cancellationToken)
    {
        foreach (var sql in new[] { "delete from webhook where id = $1", "delete from webhook_attempt where webhook = $1", "delete from webhook_delivery where webhook = $1" })
            await Execute(sql, [webhook.Uuid.ToBytes()], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Webhook?> FindAsync(WebhookId webhook, CancellationToken cancellationToken) =>
        (await Query($"select {Addresses} from webhook where id = $1", [webhook.Uuid.ToBytes()], ReadAddress, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Webhook>> ListAsync(AccountId? shop, CancellationToken cancellationToken) =>
        Query($"select {Addresses} from webhook where {(shop is null ? "state = 0" : "account = $1")} order by made_at, id", shop is { } one ? [one.Value] : [], ReadAddress, cancellationToken);

    /// <inheritdoc/>
    public async Task<Position> FollowedAsync(CancellationToken cancellationToken) =>
        (await Query("select position from webhook_follower", [], row => new Position(row.GetInt64(0)), cancellationToken))[0];

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<WebhookDelivery> deliveries, Position through, CancellationToken cancellationToken)
    {
        // A server that dies between the two leaves messages that the next one finds written.
        foreach (var one in deliveries)
            await Execute($"insert into webhook_delivery ({Messages}) values ($1, $2, $3, $4, $5, $6, 1, 0, $6) on conflict do nothing",
                [one.Webhook.Uuid.ToBytes(), one.Position.Value, one.Message, one.Type, one.Body, one.WrittenAt.ToUnixTimeMilliseconds()], cancellationToken);
        await Execute("update webhook_follower set position = $1 where position < $1", [through.Value], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WebhookDelivery>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) => Query(
        $"""
        update webhook_delivery set attempts = attempts + 1, next_attempt = $2
        where (webhook, position) in (select webhook, position from webhook_delivery where state = 1 and next_attempt <= $1 order by next_attempt limit $3{PassOverLocked}) returning {Messages}
        """, [now.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds(), limit], ReadMessage, cancellationToken);

    /// <inheritdoc/>
    public async Task SettleAsync(WebhookDelivery delivery, WebhookAttempt attempt, CancellationToken cancellationToken)
    {
        await Execute("insert into webhook_attempt (webhook, position, at, status, milliseconds, answer, trouble) values ($1, $2, $3, $4, $5, $6, $7)",
            [
                attempt.Webhook.Uuid.ToBytes(), attempt.Position.Value, attempt.At.ToUnixTimeMilliseconds(), (object?)attempt.Status ?? DBNull.Value, attempt.Milliseconds, attempt.Answer, Text(attempt.Trouble),
            ], cancellationToken);
        await Execute("update webhook_delivery set state = $4, next_attempt = $5 where webhook = $1 and position = $2 and attempts = $3 and state = 1",
            [delivery.Webhook.Uuid.ToBytes(), delivery.Position.Value, delivery.Attempts, (int)delivery.State, Instant(delivery.NextAttempt)], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplayAsync(WebhookId webhook, Position position, DateTimeOffset now, CancellationToken cancellationToken) => await Execute(
        "update webhook_delivery set state = 1, written_at = $3, next_attempt = $3, attempts = 0 where webhook = $1 and position = $2 and state <> 1", [webhook.Uuid.ToBytes(), position.Value, now.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookId webhook, Position? before, int limit, CancellationToken cancellationToken) => Query(
        $"select {Messages} from webhook_delivery where webhook = $1 and position < $2 order by position desc limit $3", [webhook.Uuid.ToBytes(), before?.Value ?? long.MaxValue, limit], ReadMessage, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WebhookAttempt>> AttemptsAsync(WebhookId webhook, Position from, CancellationToken cancellationToken) => Query(
        "select webhook, position, at, status, milliseconds, answer, trouble from webhook_attempt where webhook = $1 and position >= $2 order by at desc limit 1000", [webhook.Uuid.ToBytes(), from.Value],
        row => new WebhookAttempt(IdAt(row), new(row.GetInt64(1)), At(row, 2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6)), cancellationToken);

    /// <inheritdoc/>
    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await Execute("delete from webhook_attempt where at < $1", [before.ToUnixTimeMilliseconds()], cancellationToken);
        await Execute("delete from webhook_delivery where written_at < $1 and state <> 1", [before.ToUnixTimeMilliseconds()], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static Webhook ReadAddress(DbDataReader row) => new(IdAt(row), AccountId.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), new(row.GetInt64(4)), At(row, 5))
    {
        FormerSecret = row.IsDBNull(6) ? null : row.GetString(6),
        FormerUntil = row.IsDBNull(7) ? null : At(row, 7),
        State = (WebhookState)row.GetInt32(8),
    };

    private static WebhookDelivery ReadMessage(DbDataReader row) => new(IdAt(row), new(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), At(row, 5))
    {
        State = (DeliveryState)row.GetInt32(6),
        Attempts = row.GetInt32(7),
        NextAttempt = row.IsDBNull(8) ? null : At(row, 8),
    };

    private static WebhookId IdAt(DbDataReader row) => new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0)));

    private static object Text(string? text) => (object?)text ?? DBNull.Value;

    private static object Instant(DateTimeOffset? at) => (object?)at?.ToUnixTimeMilliseconds() ?? DBNull.Value;

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
