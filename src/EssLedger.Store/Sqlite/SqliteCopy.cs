using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>Copies SQLite files while servers write to them.</summary>
public static class SqliteCopy
{
    private const int PatienceSeconds = 30;

    /// <summary>Copies files as all of them stood at one moment; when this returns, the copies are whole and on the disk.</summary>
    /// <param name="files">Which, and where to; nothing may be there yet.</param>
    /// <exception cref="StoreUnavailableException">A file cannot be read or written, or a writer kept its lock for half a minute.</exception>
    public static void Take(IReadOnlyList<(string From, string To)> files)
    {
        var open = new List<SqliteConnection>();
        try
        {
            // Nobody can write to the others while the last is looked at, so all are looked at in the same moment; readers never wait, and writers not longer than that.
            var held = files.SkipLast(1).Select(file => Open(file.From, SqliteOpenMode.ReadWrite)).ToList();
            foreach (var connection in held) Execute(connection, "begin immediate");
            var seen = files.Select(file => Open(file.From, SqliteOpenMode.ReadWrite)).ToList();
            foreach (var connection in seen) Execute(connection, "begin; select count(*) from sqlite_schema");
            foreach (var connection in held) Execute(connection, "rollback");

            foreach (var (connection, (_, to)) in seen.Zip(files))
            {
                if (File.Exists(to)) throw new StoreUnavailableException($"{to} is there already.", new IOException(to));
                using (var copy = Open(to, SqliteOpenMode.ReadWriteCreate))
                {
                    connection.BackupDatabase(copy);
                    Check(copy, to);
                }
                using var disk = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
                disk.Flush(flushToDisk: true);
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The copy cannot be made: {e.Message}", e);
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }

        SqliteConnection Open(string path, SqliteOpenMode mode)
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = PatienceSeconds }.ToString());
            open.Add(connection);
            connection.Open();
            return connection;
        }
    }

    private static void Check(SqliteConnection copy, string path)
    {
        using var command = copy.CreateCommand();
        command.CommandText = "pragma integrity_check";
        if (command.ExecuteScalar() is not "ok" and var wrong) throw new StoreUnavailableException($"The copy {path} is not whole: {wrong}", new IOException(path));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
