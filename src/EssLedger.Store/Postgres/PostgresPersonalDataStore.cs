using System.Data.Common;
using EssLedger.Core.Identifiers;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresPersonalDataStore(PostgresDatabase database) : PersonalDataStore
{
    /// <summary>Autovacuum does it in its time; the log that is archived (WAL) and copies keep what they have until they are dropped.</summary>
    public override Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>By a function: the server has no right to remove rows of a book's tables itself.</summary>
    private protected override async Task<int> EraseOriginals(string book, Position position, bool through, CancellationToken cancellationToken) =>
        (await Query($"select {book}_erase_originals{(through ? "_through" : "")}($1)", [position.Value], row => row.GetInt32(0), cancellationToken))[0];

    private protected override Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => Run(sql, values, command => command.ExecuteNonQueryAsync(cancellationToken));

    private protected override Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Run<IReadOnlyList<T>>(sql, values, async command =>
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    });

    private async Task<T> Run<T>(string sql, object[] values, Func<NpgsqlCommand, Task<T>> work)
    {
        try
        {
#pragma warning disable CA2100 // Our own text.
            await using var command = database.Source.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return await work(command);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException("The tables on personal data cannot be reached.", e);
        }
    }
}
