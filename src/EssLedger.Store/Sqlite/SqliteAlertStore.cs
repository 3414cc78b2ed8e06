using System.Data.Common;

namespace EssLedger.Store.Sqlite;

/// <summary>In the same file as the books.</summary>
public sealed class SqliteAlertStore(SqliteDatabase database) : AlertStore
{
    private readonly SqliteTables _tables = new(database, "The alerts");

    private protected override Task<int> Execute(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => _tables.Run(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var rows = 0;
        foreach (var statement in statements)
        {
            using var command = SqliteTables.Command(connection, statement.Sql, statement.Values);
            rows += command.ExecuteNonQuery();
        }
        transaction.Commit();
        return rows;
    });

    private protected override Task<IReadOnlyList<T>> Query<T>(Statement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(statement.Sql, statement.Values, read);
}
