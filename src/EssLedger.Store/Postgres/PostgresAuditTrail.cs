using System.Data.Common;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>The trail in the same database as the books, in a table of its own, to which a server can add and no more.</summary>
public sealed class PostgresAuditTrail(PostgresDatabase database) : IAuditTrail
{
    public Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken) => Run(async () =>
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Servers that add at once wait here, each for the end of the one before.
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('essledger'), hashtext('audit_trail'))", connection)) await turn.ExecuteNonQueryAsync(cancellationToken);
        var last = await Query(Command(new(TrailRows.Last, connection), []), r => TrailRows.Read(r), cancellationToken);
        var row = TrailRow.After(last.Count == 0 ? null : last[0], at, entry);
        await using (var insert = Command(new(TrailRows.Insert, connection), TrailRows.Values(row))) await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    });

    public Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken) => Run<IReadOnlyList<TrailAct>>(async () =>
        await Query(Command(Create(TrailRows.Find(question.Among?.Count ?? 0)), TrailRows.Values(question, before, limit)), TrailRows.ReadAct, cancellationToken));

    public Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => Run<IReadOnlyList<TrailRow>>(async () =>
        await Query(Command(Create(TrailRows.After), [after, limit]), r => TrailRows.Read(r), cancellationToken));

#pragma warning disable CA2100 // Our own text.
    private NpgsqlCommand Create(string sql) => database.Source.CreateCommand(sql);
#pragma warning restore CA2100

    private static NpgsqlCommand Command(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<List<T>> Query<T>(NpgsqlCommand asked, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = asked;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private static async Task<T> Run<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException("The trail of privileged acts cannot be reached.", e);
        }
    }
}
