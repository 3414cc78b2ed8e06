using DbUp;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>One file that holds both books: WAL, <c>synchronous=FULL</c> (a commit that was answered survives a power cut).</summary>
public sealed class SqliteDatabase
{
    private readonly string _settings;

    /// <summary>For libraries that open the file themselves.</summary>
    public string ConnectionString { get; }

    /// <param name="file">Its path.</param>
    /// <param name="settings">Further pragmas for every connection, for instance a ceiling on the file's size.</param>
    public SqliteDatabase(string file, string settings = "")
    {
        // SQLite's own wait is in the order of a millisecond; the driver's, which it replaces, sleeps 150.
        // What is erased is overwritten in the file, not only let go.
        _settings = $"pragma busy_timeout=10000; pragma synchronous=full; pragma foreign_keys=on; pragma secure_delete=on; {settings}";
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    /// <summary>Brings the file to this version's schema.</summary>
    /// <exception cref="StoreUnavailableException">A script failed; the message names it.</exception>
    /// <exception cref="WrongSchemaException">A newer program made it.</exception>
    public void Migrate()
    {
        // One process at a time; the lock goes with the process that holds it.
        using var turn = Turn(new SqliteConnectionStringBuilder(ConnectionString).DataSource + ".lock");
        using (var connection = Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "pragma journal_mode=wal";
            command.ExecuteNonQuery();
        }
        Migration.Run(Engine(), mayChange: true);
    }

    /// <summary>Whether the file has this version's schema; nothing is changed.</summary>
    public bool IsCurrent() => Migration.IsCurrent(Engine());

    private DbUp.Engine.UpgradeEngine Engine() => DeployChanges.To.SqliteDatabase(ConnectionString)
        .WithScriptsEmbeddedInAssembly(typeof(SqliteDatabase).Assembly, name => name.Contains(".Sqlite.", StringComparison.Ordinal))
        .WithTransactionPerScript().LogToNowhere().Build();

    private static FileStream Turn(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600)
            {
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>A connection with our settings; dispose it soon, it goes back to the pool.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The settings are the program's own.
        command.CommandText = _settings;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return connection;
    }
}
