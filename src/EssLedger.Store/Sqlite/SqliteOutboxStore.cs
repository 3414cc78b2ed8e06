using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>Mail in the same file as the books, in a table of its own.</summary>
public sealed class SqliteOutboxStore(SqliteDatabase database) : IOutboxStore
{
    public Task<bool> PostAsync(Mail mail, CancellationToken cancellationToken) => Run(
        $"insert into outbox ({OutboxRows.All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing", OutboxRows.Values(mail), c => c.ExecuteNonQuery() == 1);

    public Task<IReadOnlyList<Mail>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) => Run($"""
        update outbox set attempts = attempts + 1, next_attempt = $2
        where id in (select id from outbox where state = 1 and next_attempt <= $1 order by next_attempt limit $3) returning {OutboxRows.All}
        """, [now.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds(), limit], Read);

    public Task SettleAsync(Mail mail, CancellationToken cancellationToken) => Run(
        "update outbox set state = $3, next_attempt = $4, sent_at = $5, trouble = $6 where id = $1 and state = 1 and attempts = $2",
        [mail.Id.ToBytes(), mail.Attempts, (int)mail.State, OutboxRows.Instant(mail.NextAttempt), OutboxRows.Instant(mail.SentAt), (object?)mail.Trouble ?? DBNull.Value], c => c.ExecuteNonQuery());

    public Task<IReadOnlyList<Mail>> ReadAsync(string? addressee, int limit, CancellationToken cancellationToken) => Run(
        $"select {OutboxRows.All} from outbox where $1 is null or addressee = $1 order by id desc limit $2", [(object?)addressee ?? DBNull.Value, limit], Read);

    public Task EraseAsync(string addressee, CancellationToken cancellationToken) => Run("delete from outbox where addressee = $1", [addressee], c => c.ExecuteNonQuery());

    private static IReadOnlyList<Mail> Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var mails = new List<Mail>();
        while (reader.Read()) mails.Add(OutboxRows.Read(reader));
        return mails;
    }

    private Task<T> Run<T>(string sql, object[] values, Func<SqliteCommand, T> work)
    {
        try
        {
            using var connection = database.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (i, value) in values.Index()) command.Parameters.AddWithValue($"${i + 1}", value);
            return Task.FromResult(work(command));
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("The outbox cannot be reached.", e);
        }
    }
}
