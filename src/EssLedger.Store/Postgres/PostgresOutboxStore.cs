using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>Mail in the same database as the books, in a table of its own.</summary>
public sealed class PostgresOutboxStore(PostgresDatabase database) : IOutboxStore
{
    public Task<bool> PostAsync(Mail mail, CancellationToken cancellationToken) => Run(
        $"insert into outbox ({OutboxRows.All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing", OutboxRows.Values(mail),
        async c => await c.ExecuteNonQueryAsync(cancellationToken) == 1);

    public Task<IReadOnlyList<Mail>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) => Run($"""
        update outbox set attempts = attempts + 1, next_attempt = $2
        where id in (select id from outbox where state = 1 and next_attempt <= $1 order by next_attempt limit $3 for update skip locked) returning {OutboxRows.All}
        """, [now.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds(), limit], c => Read(c, cancellationToken));

    public Task SettleAsync(Mail mail, CancellationToken cancellationToken) => Run(
        "update outbox set state = $3, next_attempt = $4, sent_at = $5, trouble = $6 where id = $1 and state = 1 and attempts = $2",
        [mail.Id.ToBytes(), mail.Attempts, (int)mail.State, OutboxRows.Instant(mail.NextAttempt), OutboxRows.Instant(mail.SentAt), (object?)mail.Trouble ?? DBNull.Value],
        c => c.ExecuteNonQueryAsync(cancellationToken));

    public Task<IReadOnlyList<Mail>> ReadAsync(string? addressee, int limit, CancellationToken cancellationToken) => Run(
        $"select {OutboxRows.All} from outbox where $1::text is null or addressee = $1 order by id desc limit $2", [(object?)addressee ?? DBNull.Value, limit], c => Read(c, cancellationToken));

    public Task EraseAsync(string addressee, CancellationToken cancellationToken) =>
        Run("delete from outbox where addressee = $1", [addressee], c => c.ExecuteNonQueryAsync(cancellationToken));

    private static async Task<IReadOnlyList<Mail>> Read(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var mails = new List<Mail>();
        while (await reader.ReadAsync(cancellationToken)) mails.Add(OutboxRows.Read(reader));
        return mails;
    }

    private async Task<T> Run<T>(string sql, object[] values, Func<NpgsqlCommand, Task<T>> work)
    {
        try
        {
#pragma warning disable CA2100 // Our own text.
            await using var command = database.Source.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return await work(command);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException("The outbox cannot be reached.", e);
        }
    }
}
