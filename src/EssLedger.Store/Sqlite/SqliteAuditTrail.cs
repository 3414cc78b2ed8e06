using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>The trail in the same file as the books, in a table of its own.</summary>
public sealed class SqliteAuditTrail(SqliteDatabase database) : IAuditTrail
{
    public Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken) => Run(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var last = Query(connection, TrailRows.Last, [], r => TrailRows.Read(r));
        var row = TrailRow.After(last.Count == 0 ? null : last[0], at, entry);
        using var insert = Command(connection, TrailRows.Insert, TrailRows.Values(row));
        insert.ExecuteNonQuery();
        transaction.Commit();
        return row;
    });

    public Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<TrailAct>>(connection => Query(connection, TrailRows.Find(question.Among?.Count ?? 0), TrailRows.Values(question, before, limit), TrailRows.ReadAct));

    public Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<TrailRow>>(connection => Query(connection, TrailRows.After, [after, limit], r => TrailRows.Read(r)));

    private static List<T> Query<T>(SqliteConnection connection, string sql, object[] values, Func<SqliteDataReader, T> read)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (i, value) in values.Index()) command.Parameters.AddWithValue($"${i + 1}", value);
        return command;
    }

    private Task<T> Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = database.Open();
            return Task.FromResult(work(connection));
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("The trail of privileged acts cannot be reached.", e);
        }
    }
}
