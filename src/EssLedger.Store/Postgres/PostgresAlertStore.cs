using System.Data.Common;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresAlertStore(PostgresDatabase database) : AlertStore
{
    private readonly PostgresTables _tables = new(database, "The alerts");

    private protected override Task<int> Execute(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => _tables.Transaction(async connection =>
    {
        var rows = 0;
        foreach (var statement in statements)
        {
            await using var command = PostgresTables.Command(connection, statement.Sql, statement.Values);
            rows += await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return rows;
    }, cancellationToken);

    private protected override Task<IReadOnlyList<T>> Query<T>(Statement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(statement.Sql, statement.Values, read, cancellationToken);
}
