using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>In the same file as the books.</summary>
public sealed class SqliteScheduledPaymentStore(SqliteDatabase database) : ScheduledPaymentStore
{
    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => Run(sql, values, command => command.ExecuteNonQuery());

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Run<IReadOnlyList<T>>(sql, values, command =>
    {
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    });

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
            throw new StoreUnavailableException("The tables of scheduled payments cannot be reached.", e);
        }
    }
}
