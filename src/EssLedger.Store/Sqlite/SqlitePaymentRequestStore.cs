using System.Data.Common;

namespace EssLedger.Store.Sqlite;

/// <summary>Payment requests in the same file as the books.</summary>
public sealed class SqlitePaymentRequestStore(SqliteDatabase database) : PaymentRequestStore
{
    private readonly SqliteTables _tables = new(database, "The table of payment requests");

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => _tables.Execute(sql, values);

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(sql, values, read);
}
