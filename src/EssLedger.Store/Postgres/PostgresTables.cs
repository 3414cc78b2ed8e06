using System.Data.Common;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>How the stores beside the books run their statements: values take the places $1, $2 … in the text.</summary>
/// <param name="database">Where.</param>
/// <param name="name">What cannot be reached when the database cannot, as the beginning of a sentence.</param>
internal sealed class PostgresTables(PostgresDatabase database, string name)
{
    /// <summary>How many rows it changed.</summary>
    public Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) => Run(async () =>
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    });

    /// <summary>The rows it finds.</summary>
    public Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Run<IReadOnlyList<T>>(async () =>
    {
        await using var command = Command(sql, values);
        return await Read(command, read, cancellationToken);
    });

    public static async Task<List<T>> Read<T>(NpgsqlCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

#pragma warning disable CA2100 // Our own text.
    private NpgsqlCommand Command(string sql, object[] values) => Filled(database.Source.CreateCommand(sql), values);

    /// <summary>A statement within what the connection is at.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values) => Filled(new(sql, connection), values);
#pragma warning restore CA2100

    private static NpgsqlCommand Filled(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>One transaction: all of it or nothing.</summary>
    public Task<T> Transaction<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => Run(async () =>
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var done = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return done;
    });

    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    private async Task<T> Run<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException($"{name} cannot be reached.", e);
        }
    }
}
