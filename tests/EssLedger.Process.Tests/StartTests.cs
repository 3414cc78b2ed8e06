using System.Diagnostics;
using System.Net;

namespace EssLedger.Outside;

/// <summary>What keeps a server from starting, or from serving, is said in words, and harms nothing.</summary>
public sealed class StartTests(StartTests.Database database) : IClassFixture<StartTests.Database>, IDisposable
{
    /// <summary>A PostgreSQL that may be stopped.</summary>
    public sealed class Database : IAsyncLifetime
    {
        public PostgresServer Postgres { get; private set; } = null!;
        public async ValueTask InitializeAsync() => Postgres = await PostgresServer.StartAsync("max_connections=300");
        public ValueTask DisposeAsync() => Postgres.DisposeAsync();
    }

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly string _data = Directory.CreateTempSubdirectory("essledger-process-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private LedgerProcess OnPostgres(string connection, params (string, string)[] environment) => new(_data, ["--store", "postgres", "--connection", connection], environment);

    /// <summary>Holds that a server does not start but ends with 1, in a few words without a trace of the program.</summary>
    private static async Task<string> AssertRefused(LedgerProcess server)
    {
        server.Begin();
        var (code, output) = await server.End(Soon);
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return output;
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_at_start_and_while_serving()
    {
        var connection = await database.Postgres.CreateDatabaseAsync();
        await database.Postgres.KillAsync();
        await using var server = OnPostgres(connection);
        server.Begin();
        for (var waited = Stopwatch.StartNew(); !server.Output.Contains("does not answer yet", StringComparison.Ordinal); await Task.Delay(50)) Assert.True(waited.Elapsed < Soon, server.Output);
        Assert.False(await server.IsReady());
        await Task.Delay(1500);
        Assert.True(server.IsRunning, server.Output);

        await database.Postgres.StartAgainAsync();
        for (var waited = Stopwatch.StartNew(); !await server.IsReady(); await Task.Delay(50)) Assert.True(waited.Elapsed < Soon && server.IsRunning, server.Output);

        // Away once more: not ready and not gone.
        await database.Postgres.KillAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        using (var ready = await http.GetAsync("/health/ready")) Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using (var live = await http.GetAsync("/health/live")) Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await database.Postgres.StartAgainAsync();
        for (var waited = Stopwatch.StartNew(); !await server.IsReady(); await Task.Delay(50)) Assert.True(waited.Elapsed < Soon && server.IsRunning, server.Output);
    }

    [Fact]
    public async Task Patience_with_a_database_has_an_end()
    {
        await using var nobody = OnPostgres("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", ("EssLedger__StorePatienceSeconds", "2"));
        Assert.Contains("PostgreSQL does not let us in", await AssertRefused(nobody), StringComparison.Ordinal);
        // Whoever is not let in now is not let in later.
        await using var unknown = OnPostgres(database.Postgres.ConnectionString("no_such_database"));
        Assert.Contains("no_such_database", await AssertRefused(unknown), StringComparison.Ordinal);
        await using var nonsense = OnPostgres("nonsense");
        Assert.Contains("connection string", await AssertRefused(nonsense), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_version_is_refused_with_what_was_found()
    {
        var connection = await database.Postgres.CreateDatabaseAsync();
        await using var server = OnPostgres(connection);
        await server.Run();
        await server.Kill();
        await PostgresServer.ExecuteAsync(connection, "insert into schemaversions (scriptname, applied) values ('9999_from_the_future.sql', now())");
        Assert.Contains("9999_from_the_future.sql", await AssertRefused(server), StringComparison.Ordinal);

        await PostgresServer.ExecuteAsync(connection, "delete from schemaversions where scriptname like '9999%' or scriptname like '0003%'; create role clerk login in role essledger_server; grant select on schemaversions to clerk");
        await using var clerk = OnPostgres(connection.Replace("Username=postgres", "Username=clerk", StringComparison.Ordinal));
        Assert.Contains("older than this program", await AssertRefused(clerk), StringComparison.Ordinal);
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task An_SQLite_file_has_one_server_and_keys_have_one_reader()
    {
        await using var first = new LedgerProcess(_data, []);
        await first.Run();
        await using var second = new LedgerProcess(_data, []);
        Assert.Contains("Another server is at work", await AssertRefused(second), StringComparison.Ordinal);
        Assert.True(await first.IsReady());

        await first.Kill();
        var key = Directory.GetFiles(Path.Combine(_data, "keys"), "receipt.*.pem").Single();
        System.IO.File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains($"chmod 600 {key}", await AssertRefused(first), StringComparison.Ordinal);
        System.IO.File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await first.Run();
    }
}

/// <summary>A store that takes nothing for a while: "busy" within seconds, and nothing half-done.</summary>
[Collection<ClusterTown.Shared>]
public sealed class BusyTests(ClusterTown town)
{
    [Fact]
    public async Task Whoever_finds_the_book_taken_is_told_to_come_back_and_is_paid_once_when_he_does()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var order = payer.Sign(payer.Order(payee.Account, 40));
        await using (var connection = new Npgsql.NpgsqlConnection(town.Connection + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(hashtext('essledger'), hashtext('currency'))", connection);
            await hold.ExecuteNonQueryAsync();
            var took = Stopwatch.StartNew();
            await town.Pay(order).Refused(503, "busy");
            Assert.True(took.Elapsed < TimeSpan.FromSeconds(12), $"{took.Elapsed}");
        }
        await town.Pay(order).Is(201);
        await town.Pay(order).Is(200);
        Assert.Equal((60, 40), (await payer.Balance(), await payee.Balance()));
    }
}
