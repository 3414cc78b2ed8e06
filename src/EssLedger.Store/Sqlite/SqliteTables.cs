using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>How the stores beside the books run their statements: values take the places $1, $2 … in the text.</summary>
/// <param name="database">Where.</param>
/// <param name="name">What cannot be reached when the file cannot, as the beginning of a sentence.</param>
internal sealed class SqliteTables(SqliteDatabase database, string name)
{
    /// <summary>How many rows it changed.</summary>
    public Task<int> Execute(string sql, params object[] values) => Run(connection =>
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    });

    /// <summary>The rows it finds.</summary>
    public Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read) => Run<IReadOnlyList<T>>(connection => Query(connection, sql, values, read));

    /// <summary>The rows it finds, within what the connection is at.</summary>
    public static List<T> Query<T>(SqliteConnection connection, string sql, object[] values, Func<DbDataReader, T> read)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (i, value) in values.Index()) command.Parameters.AddWithValue($"${i + 1}", value);
        return command;
    }

    /// <exception cref="StoreUnavailableException">The file cannot be reached.</exception>
    public Task<T> Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = database.Open();
            return Task.FromResult(work(connection));
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"{name} cannot be reached.", e);
        }
    }
}
