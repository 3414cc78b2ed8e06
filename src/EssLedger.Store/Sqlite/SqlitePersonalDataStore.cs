using System.Data.Common;

namespace EssLedger.Store.Sqlite;

/// <summary>In the same file as the books.</summary>
public sealed class SqlitePersonalDataStore(SqliteDatabase database) : PersonalDataStore
{
    private readonly SqliteTables _tables = new(database, "The tables on personal data");

    /// <summary>What is deleted is overwritten in the file (<c>secure_delete</c>); what the write-ahead log has of it goes when that is emptied.</summary>
    public override Task ScrubAsync(CancellationToken cancellationToken) => Execute("pragma wal_checkpoint(truncate)", [], cancellationToken);

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => _tables.Execute(sql, values);

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(sql, values, read);
}
