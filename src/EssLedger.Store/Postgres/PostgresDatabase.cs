using DbUp;
using DbUp.Engine;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>One PostgreSQL database that holds both books and the registers beside them, for any number of servers.</summary>
/// <remarks>Servers run with the rights of the role <c>essledger_server</c>, which can add to books and read them, and cannot change or remove what stands
/// there; only migrations use all the rights of the login.</remarks>
public sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>What the server may do is granted to this role.</summary>
    public const string ServerRole = "essledger_server";

    /// <summary>Any number; servers that start together migrate one after the other.</summary>
    private const long MigrationTurn = 4_203_111_120;

    private readonly string _login;
    private readonly bool _mayChange, _asServer;

    /// <summary>Connections with the server's rights.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>For libraries that connect by themselves, with the server's rights.</summary>
    public string ConnectionString { get; }

    private PostgresDatabase(string connectionString, bool mayChange, bool asServer)
    {
        (_login, _mayChange, _asServer) = (With(connectionString, null), mayChange, asServer);
        ConnectionString = With(connectionString, asServer ? ServerRole : "none");
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Connects, brings the database to this version's schema where the login may, and gives up the rights that a server does not need.</summary>
    /// <param name="connectionString">As of Npgsql.</param>
    /// <param name="patience">How long to wait for a server that does not answer yet.</param>
    /// <param name="waiting">Told of each failed attempt.</param>
    /// <exception cref="StoreUnavailableException">It did not answer in time; the message says why.</exception>
    /// <exception cref="WrongSchemaException">See <see cref="Migration"/>.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connectionString, TimeSpan patience, Action<string>? waiting, CancellationToken cancellationToken)
    {
        var login = With(connectionString, null);
        await using var connection = await Connect(login, patience, waiting, cancellationToken);
        await Execute(connection, $"select pg_advisory_lock({MigrationTurn})", cancellationToken);
        var mayChange = (bool)(await Scalar(connection, "select has_schema_privilege('public', 'create')", cancellationToken))!;
        var engine = DeployChanges.To.PostgresqlDatabase(login).WithScripts(Scripts()).WithVariablesDisabled().WithTransactionPerScript().LogToNowhere().Build();
        Migration.Run(engine, mayChange);
        if (mayChange) await Grant(connection, cancellationToken);
        var asServer = await Scalar(connection, $"select pg_has_role(r.oid, 'member') from pg_roles r where r.rolname = '{ServerRole}'", cancellationToken) is true;
        return new(connectionString, mayChange, asServer);
    }

    /// <summary>Brings what else lives in this database, in a schema of its own, up to date with all the rights of the login, one server after the other, and lets
    /// running servers read and write it.</summary>
    /// <param name="schema">Its name.</param>
    /// <param name="migrate">Given a connection string of the owner.</param>
    /// <param name="furnish">Enters what must be there from the beginning, with the server's rights; still one server after the other.</param>
    public async Task MigrateSchemaAsync(string schema, Func<string, Task> migrate, Func<Task> furnish, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_login);
        await connection.OpenAsync(cancellationToken);
        await Execute(connection, $"select pg_advisory_lock({MigrationTurn})", cancellationToken);
        if (_mayChange)
        {
            await Execute(connection, $"create schema if not exists {schema}", cancellationToken);
            await migrate(_login);
            if (_asServer) await Execute(connection, $"grant usage on schema {schema} to {ServerRole}; grant select, insert, update, delete on all tables in schema {schema} to {ServerRole}; grant usage on all sequences in schema {schema} to {ServerRole}", cancellationToken);
        }
        await furnish();
    }

    /// <param name="connectionString">As it was given.</param>
    /// <param name="role">Whose rights to use; <c>none</c>: the login's; null: the login's, and not for long.</param>
    private static string With(string connectionString, string? role)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // The login's own rights are used once, at start; its locks go with its connection.
        if (role is null) builder.Pooling = false;
        builder.ApplicationName ??= "essledger";
        if (builder.MaxAutoPrepare == 0) builder.MaxAutoPrepare = 100;
        if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase)) (builder.Timeout, builder.CommandTimeout) = (5, 20);
        // A client that vanished without a word is given up within seconds, so that it cannot hold a lock for long.
        builder.Options = $"{builder.Options} -c tcp_user_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=10000"
            + (role is null ? "" : $" -c role={role}");
        return builder.ConnectionString;
    }

    private static async Task<NpgsqlConnection> Connect(string login, TimeSpan patience, Action<string>? waiting, CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.UtcNow + patience;
        while (true)
        {
            var connection = new NpgsqlConnection(login);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                await connection.DisposeAsync();
                var why = e.InnerException?.Message ?? e.Message;
                // Who is not let in will not be let in later.
                var hopeless = e is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName };
                if (hopeless || DateTimeOffset.UtcNow >= until) throw new StoreUnavailableException($"PostgreSQL does not let us in: {why}", e);
                waiting?.Invoke(why);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    private static IEnumerable<SqlScript> Scripts()
    {
        foreach (var (name, text) in Embedded().Where(s => !s.Name.StartsWith("grants", StringComparison.Ordinal)).OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            if (!text.Contains("$book$", StringComparison.Ordinal)) yield return new(name, text);
            else foreach (var book in new[] { "currency", "label" }) yield return new(name.Replace("book", book, StringComparison.Ordinal), text.Replace("$book$", book, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string Name, string Text)> Embedded()
    {
        const string folder = "EssLedger.Store.Postgres.";
        var assembly = typeof(PostgresDatabase).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[folder.Length..], reader.ReadToEnd());
        }
    }

    private static async Task Grant(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await Execute(connection, Embedded().Single(s => s.Name == "grants.sql").Text, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // The login may not make roles. Whoever runs the database makes it once, or the server keeps its login's rights.
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Our own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Our own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
