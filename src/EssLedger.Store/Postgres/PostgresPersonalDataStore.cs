using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresPersonalDataStore(PostgresDatabase database) : PersonalDataStore
{
    private readonly PostgresTables _tables = new(database, "The tables on personal data");

    /// <summary>Autovacuum does it in its time; the log that is archived (WAL) and copies keep what they have until they are dropped.</summary>
    public override Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>By a function: the server has no right to remove rows of a book's tables itself.</summary>
    private protected override async Task<int> EraseOriginals(string book, Position position, bool through, CancellationToken cancellationToken) =>
        (await Query($"select {book}_erase_originals{(through ? "_through" : "")}($1)", [position.Value], row => row.GetInt32(0), cancellationToken))[0];

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => _tables.Execute(sql, values, cancellationToken);

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => _tables.Query(sql, values, read, cancellationToken);
}
