namespace EssLedger.Store.Sqlite;

/// <summary>Mail in the same file as the books, in a table of its own.</summary>
public sealed class SqliteOutboxStore(SqliteDatabase database) : IOutboxStore
{
    private readonly SqliteTables _tables = new(database, "The outbox");

    public async Task<bool> PostAsync(Mail mail, CancellationToken cancellationToken) => await _tables.Execute(
        $"insert into outbox ({OutboxRows.All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing", OutboxRows.Values(mail)) == 1;

    public Task<IReadOnlyList<Mail>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken) => _tables.Query($"""
        update outbox set attempts = attempts + 1, next_attempt = $2
        where id in (select id from outbox where state = 1 and next_attempt <= $1 order by next_attempt limit $3) returning {OutboxRows.All}
        """, [now.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds(), limit], OutboxRows.Read);

    public Task SettleAsync(Mail mail, CancellationToken cancellationToken) => _tables.Execute(
        "update outbox set state = $3, next_attempt = $4, sent_at = $5, trouble = $6 where id = $1 and state = 1 and attempts = $2",
        [mail.Id.ToBytes(), mail.Attempts, (int)mail.State, OutboxRows.Instant(mail.NextAttempt), OutboxRows.Instant(mail.SentAt), (object?)mail.Trouble ?? DBNull.Value]);

    public Task<IReadOnlyList<Mail>> ReadAsync(string? addressee, int limit, CancellationToken cancellationToken) => _tables.Query(
        $"select {OutboxRows.All} from outbox where $1 is null or addressee = $1 order by id desc limit $2", [(object?)addressee ?? DBNull.Value, limit], OutboxRows.Read);

    public Task EraseAsync(string addressee, CancellationToken cancellationToken) => _tables.Execute("delete from outbox where addressee = $1", [addressee]);
}
