using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Push;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class PushStore : IPushStore
{
    private const string Devices = "person, address, p256dh, auth, vapid_key, language, kinds, made_at";
    private const string Messages = "device, occasion, account, event, amount, unit, written_at, attempts";
    private const int Chunk = 200;

    /// <summary>How a statement that takes rows passes over those that another transaction is taking; empty: there is no other.</summary>
    private protected abstract string PassOverLocked { get; }

    /// <inheritdoc/>
    public async Task PutAsync(PushDevice device, Position head, CancellationToken cancellationToken)
    {
        await Execute("update push_follower set position = $1 where position < $1 and not exists (select 1 from push_device)", [head.Value], cancellationToken);
        await Execute(
            $"""
            insert into push_device (id, {Devices}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do update set
            person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth, vapid_key = excluded.vapid_key, language = excluded.language, kinds = excluded.kinds,
            made_at = case when push_device.person = excluded.person then push_device.made_at else excluded.made_at end
            """,
            [device.Id.ToBytes(), device.Person.Value, device.Address, device.Key.ToArray(), device.Secret.ToArray(), device.Expects.ToString(), device.Language, (int)device.Kinds, device.MadeAt.ToUnixTimeMilliseconds()], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(Digest device, CancellationToken cancellationToken)
    {
        await Execute("delete from push_device where id = $1", [device.ToBytes()], cancellationToken);
        await Execute("delete from push_message where device = $1", [device.ToBytes()], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PushDevice?> FindAsync(Digest device, CancellationToken cancellationToken) =>
        (await Query($"select {Devices} from push_device where id = $1", [device.ToBytes()], ReadDevice, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PushDevice>> OfAsync(IReadOnlyCollection<PersonId> people, CancellationToken cancellationToken)
    {
        var found = new List<PushDevice>();
        foreach (var chunk in people.Distinct().Chunk(Chunk))
            found.AddRange(await Query($"select {Devices} from push_device where person in ({string.Join(", ", chunk.Select((_, i) => $"${i + 1}"))}) order by made_at, id", [.. chunk.Select(p => p.Value)], ReadDevice, cancellationToken));
        return found;
    }

    /// <inheritdoc/>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await Query("select 1 from push_device limit 1", [], _ => true, cancellationToken)).Count > 0;

    /// <inheritdoc/>
    public async Task<Position> FollowedAsync(CancellationToken cancellationToken) =>
        (await Query("select position from push_follower", [], row => new Position(row.GetInt64(0)), cancellationToken))[0];

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<PushMessage> messages, Position? through, CancellationToken cancellationToken)
    {
        // A server that dies between the two leaves messages that the next one finds written.
        foreach (var one in messages)
            await Execute($"insert into push_message ({Messages}, state, next_attempt) values ($1, $2, $3, $4, $5, $6, $7, 0, 1, $7) on conflict do nothing",
                [
                    one.Device.ToBytes(), one.Occasion, one.Account.Value, (int)one.What, (object?)one.Amount?.Minor ?? DBNull.Value, (object?)one.Unit?.Code ?? DBNull.Value, one.WrittenAt.ToUnixTimeMilliseconds(),
                ], cancellationToken);
        if (through is { } position) await Execute("update push_follower set position = $1 where position < $1", [position.Value], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PushMessage>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) => Query(
        $"""
        update push_message set attempts = attempts + 1, next_attempt = $2
        where (device, occasion) in (select device, occasion from push_message where state = 1 and next_attempt <= $1 order by next_attempt limit $3{PassOverLocked}) returning {Messages}
        """, [now.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds(), limit],
        row => new PushMessage(Digest.FromBytes(row.GetFieldValue<byte[]>(0)), row.GetString(1), AccountId.Parse(row.GetString(2)), (NewsEvent)row.GetInt32(3),
            row.IsDBNull(4) ? null : Amount.FromMinor(row.GetInt64(4)), row.IsDBNull(5) ? null : Unit.Parse(row.GetString(5)), At(row, 6))
        { Attempts = row.GetInt32(7) }, cancellationToken);

    /// <inheritdoc/>
    public Task SettleAsync(PushMessage message, DateTimeOffset? next, CancellationToken cancellationToken) => Execute(
        "update push_message set state = $4, next_attempt = $5 where device = $1 and occasion = $2 and attempts = $3 and state = 1",
        [message.Device.ToBytes(), message.Occasion, message.Attempts, next is null ? 2 : 1, (object?)next?.ToUnixTimeMilliseconds() ?? DBNull.Value], cancellationToken);

    /// <inheritdoc/>
    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Execute("delete from push_message where written_at < $1 and state = 2", [before.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public async Task EraseAsync(PersonId person, CancellationToken cancellationToken)
    {
        await Execute("delete from push_message where device in (select id from push_device where person = $1)", [person.Value], cancellationToken);
        await Execute("delete from push_device where person = $1", [person.Value], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static PushDevice ReadDevice(DbDataReader row) => new(PersonId.Parse(row.GetString(0)), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3),
        KeyId.TryParse(row.GetString(4), out var key) ? key : default, row.GetString(5), (NewsKinds)row.GetInt32(6), At(row, 7));

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
