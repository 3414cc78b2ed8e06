using System.Data.Common;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresPublicationStore(PostgresDatabase database) : PublicationStore
{
    private readonly PostgresTables _tables = new(database, "What was published");

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => _tables.Execute(sql, values, cancellationToken);

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(sql, values, read, cancellationToken);
}
