namespace EssLedger.Store.Sqlite;

/// <summary>The trail in the same file as the books, in a table of its own.</summary>
public sealed class SqliteAuditTrail(SqliteDatabase database) : IAuditTrail
{
    private readonly SqliteTables _tables = new(database, "The trail of privileged acts");

    public Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken) => _tables.Run(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var last = SqliteTables.Query(connection, TrailRows.Last, [], r => TrailRows.Read(r));
        var row = TrailRow.After(last.Count == 0 ? null : last[0], at, entry);
        using var insert = SqliteTables.Command(connection, TrailRows.Insert, TrailRows.Values(row));
        insert.ExecuteNonQuery();
        transaction.Commit();
        return row;
    });

    public Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken) =>
        _tables.Query(TrailRows.Find(question.Among?.Count ?? 0), TrailRows.Values(question, before, limit), TrailRows.ReadAct);

    public Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => _tables.Query(TrailRows.After, [after, limit], r => TrailRows.Read(r));
}
