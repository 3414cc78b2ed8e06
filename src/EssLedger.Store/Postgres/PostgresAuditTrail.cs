namespace EssLedger.Store.Postgres;

/// <summary>The trail in the same database as the books, in a table of its own, to which a server can add and no more.</summary>
public sealed class PostgresAuditTrail(PostgresDatabase database) : IAuditTrail
{
    private readonly PostgresTables _tables = new(database, "The trail of privileged acts");

    public Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken) => _tables.Transaction(async connection =>
    {
        // Servers that add at once wait here, each for the end of the one before.
        await using (var turn = PostgresTables.Command(connection, "select pg_advisory_xact_lock(hashtext('essledger'), hashtext('audit_trail'))")) await turn.ExecuteNonQueryAsync(cancellationToken);
        await using var asked = PostgresTables.Command(connection, TrailRows.Last);
        var last = await PostgresTables.Read(asked, r => TrailRows.Read(r), cancellationToken);
        var row = TrailRow.After(last.Count == 0 ? null : last[0], at, entry);
        await using var insert = PostgresTables.Command(connection, TrailRows.Insert, TrailRows.Values(row));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return row;
    }, cancellationToken);

    public Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken) =>
        _tables.Query(TrailRows.Find(question.Among?.Count ?? 0), TrailRows.Values(question, before, limit), TrailRows.ReadAct, cancellationToken);

    public Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        _tables.Query(TrailRows.After, [after, limit], r => TrailRows.Read(r), cancellationToken);
}
