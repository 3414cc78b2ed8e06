using System.Data;
using System.Data.Common;

namespace EssLedger.Outside;

/// <summary>What a database of either kind is asked by who looks at it from outside.</summary>
internal static class Rows
{
    /// <summary>All rows of an answer; a connection that is not open yet is opened.</summary>
    public static async Task<List<T>> Read<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row)
    {
        if (connection.State is ConnectionState.Closed) await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The one value of an answer.</summary>
    public static async Task<T> Value<T>(this DbConnection connection, string sql) => (await connection.Read(sql, row => row.GetFieldValue<T>(0))).Single();
}
