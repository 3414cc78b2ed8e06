using System.Data.Common;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresScheduledPaymentStore(PostgresDatabase database) : ScheduledPaymentStore
{
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
            throw new StoreUnavailableException("The tables of scheduled payments cannot be reached.", e);
        }
    }
}
