using System.Data.Common;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>In the same database as the books.</summary>
public sealed class PostgresAlertStore(PostgresDatabase database) : AlertStore
{
    private protected override Task<int> Execute(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) => Run(async () =>
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = 0;
        foreach (var statement in statements)
        {
#pragma warning disable CA2100 // Our own text.
            await using var command = Filled(new(statement.Sql, connection), statement);
#pragma warning restore CA2100
            rows += await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return rows;
    });

    private protected override Task<IReadOnlyList<T>> Query<T>(Statement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Run<IReadOnlyList<T>>(async () =>
    {
#pragma warning disable CA2100 // Our own text.
        await using var command = Filled(database.Source.CreateCommand(statement.Sql), statement);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    });

    private static NpgsqlCommand Filled(NpgsqlCommand command, Statement statement)
    {
        foreach (var value in statement.Values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<T> Run<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException("The alerts cannot be reached.", e);
        }
    }
}
