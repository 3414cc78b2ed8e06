using System.Data.Common;

namespace EssLedger.Store.Sqlite;

/// <summary>In the same file as the books.</summary>
public sealed class SqlitePublicationStore(SqliteDatabase database) : PublicationStore
{
    private readonly SqliteTables _tables = new(database, "What was published");

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => _tables.Execute(sql, values);

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(sql, values, read);
}
