using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>In the same file as the books.</summary>
public sealed class SqliteAlertStore(SqliteDatabase database) : AlertStore
{
    private protected override Task<int> Execute(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => Run(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var rows = 0;
        foreach (var statement in statements)
        {
            using var command = Command(connection, statement);
            rows += command.ExecuteNonQuery();
        }
        transaction.Commit();
        return rows;
    });

    private protected override Task<IReadOnlyList<T>> Query<T>(Statement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Run<IReadOnlyList<T>>(connection =>
    {
        using var command = Command(connection, statement);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    });

    private static SqliteCommand Command(SqliteConnection connection, Statement statement)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        foreach (var (i, value) in statement.Values.Index()) command.Parameters.AddWithValue($"${i + 1}", value);
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
            throw new StoreUnavailableException("The alerts cannot be reached.", e);
        }
    }
}
