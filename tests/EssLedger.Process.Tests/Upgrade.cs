using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text.Json;
using EssLedger.Core.Payments;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EssLedger.Outside;

/// <summary>Today's program on a ledger of the first schema from which there is a way (tests/released), and back. Members, payments and label acts of that time are read, asked for and built upon.</summary>
public static class Upgrade
{
    private const string First = "0016";

    private static string Left(string store, string name) => Path.Combine(Repository.Root, "tests", "released", First, store, name);

    /// <param name="old">The program of that time, if it was built: it then takes its ledger back from the backup.</param>
    /// <param name="brief">On SQLite only.</param>
    public static async Task Run(string? old, bool brief)
    {
        await Run(new SqliteTownOfThen(), old);
        if (!brief) await Run(new ClusterTownOfThen(), old);
    }

    private static async Task Run<T>(T town, string? old) where T : Town, IOfThen
    {
        var before = await town.Before();
        try
        {
            await town.InitializeAsync();
            var checkpoint = Path.Combine(town.Data, "checkpoint");
            var seen = await Verify(town, LedgerProcess.ServerFile(), "--checkpoint", checkpoint);
            Assert.Contains("10 grants", seen, StringComparison.Ordinal);

            // Every payment of that time: the same order gets the receipt of that time.
            var told = 0;
            foreach (var (order, receipt) in before.Orders)
            {
                if (!SignedOrder.TryDecode(order, out _, out _)) continue;
                var again = await (await town.Pay(order)).Is(200);
                Assert.Equal(receipt, again.GetProperty("receipt").GetBytes());
                told++;
            }
            Assert.Equal(before.Receipts, told);

            // Devices of then pay now, and so do new ones; old clients still have their roles.
            var (payer, shop) = (town.Resident(0), town.Shop(0));
            await (await payer.Pay(shop, 1)).Is(201);
            var member = await town.NewMember(500);
            await (await member.Pay(shop, 500)).Is(201);
            using (var refused = await member.Pay(shop, 1)) await refused.Refused(422, "insufficient_funds");
            await Verify(town, LedgerProcess.ServerFile(), "--checkpoint", checkpoint);
            Console.WriteLine($"{town.What}: migrated from {First}; verify is clean, {told} payments of then asked again, devices of then and now paid");

            if (old is null) return;
            // Back: the newest keys stay, so what was paid in between is named as lost.
            await town.Server.Kill();
            await town.PutBack();
            town.Server.Program = old;
            await town.Server.Run("--restored-from", $"currency={before.End}");
            await (await payer.Pay(shop, 1)).Is(201);
            await Verify(town, old);
            Console.WriteLine($"{town.What}: put back, and the program of then pays on it");
            await town.Server.Kill();
            // Forward once more, so that what closes this town is today's.
            town.Server.Program = LedgerProcess.ServerFile();
            await town.Server.Run();
        }
        finally
        {
            await town.DisposeAsync();
        }
    }

    private static async Task<string> Verify(Town town, string program, params string[] further)
    {
        await using var auditor = town.NewServer();
        auditor.Program = program;
        var (code, said) = await auditor.Verb(["verify", "--data", town.Data, .. town.Store, .. further]);
        Assert.True(code == 0, said);
        return said;
    }

    /// <summary>What stood in the book of then.</summary>
    /// <param name="Orders">Originals of entries that have a receipt, with it; some are no orders.</param>
    /// <param name="Receipts">How many receipts there are.</param>
    /// <param name="End">The currency book's last position.</param>
    private sealed record Book(IReadOnlyList<(byte[] Original, byte[] Receipt)> Orders, int Receipts, long End)
    {
        public static async Task<Book> Read(DbConnection connection)
        {
            var rows = await connection.Read("select o.content, r.content, r.position from currency_original o join currency_receipt r on r.position = o.position",
                row => (Order: row.GetFieldValue<byte[]>(0), Receipt: row.GetFieldValue<byte[]>(1), Position: row.GetInt64(2)));
            return new([.. rows.Select(r => (r.Order, r.Receipt))], rows.DistinctBy(r => r.Position).Count(), await connection.Value<long>("select max(position) from currency_entry"));
        }
    }

    private interface IOfThen
    {
        string What { get; }

        /// <summary>Puts everything where it was, and reads it.</summary>
        Task<Book> Before();

        /// <summary>Puts the database back as it was.</summary>
        Task PutBack();
    }

    /// <summary>The files beside the database, with the modes that keys must have.</summary>
    private static void Furnish(string store, string data)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        foreach (var file in Directory.GetFiles(Left(store, ""), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var target = Path.Combine(data, Path.GetRelativePath(Left(store, ""), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!, (UnixFileMode)0b111_000_000);
            File.Copy(file, target);
            File.SetUnixFileMode(target, (UnixFileMode)0b110_000_000);
        }
    }

    private sealed class SqliteTownOfThen : SqliteTown, IOfThen
    {
        public string What => "SQLite";

        public async Task<Book> Before()
        {
            Furnish("sqlite", Data);
            await PutBack();
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "ledger.db")};Pooling=false");
            return await Book.Read(connection);
        }

        public async Task PutBack()
        {
            foreach (var name in new[] { "ledger", "people" })
            {
                foreach (var file in Directory.GetFiles(Data, $"{name}.db*")) System.IO.File.Delete(file);
                await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, $"{name}.db")};Pooling=false");
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = await System.IO.File.ReadAllTextAsync(Left("sqlite", $"{name}.sql"));
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private sealed class ClusterTownOfThen : ClusterTown, IOfThen
    {
        private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync("max_connections=300"));

        public string What => "PostgreSQL";

        protected override int Size => 1;

        protected override Task<PostgresServer> StartPostgres() => _server.Value;

        protected override Task<string> CreateDatabase(PostgresServer server) => Task.FromResult(server.ConnectionString("ledger"));

        public async Task<Book> Before()
        {
            Furnish("postgres", Data);
            await PutBack();
            await using var connection = new NpgsqlConnection((await _server.Value).ConnectionString("ledger") + ";Pooling=false");
            return await Book.Read(connection);
        }

        public async Task PutBack()
        {
            var server = await _server.Value;
            await PostgresServer.ExecuteAsync(server.ConnectionString(), "drop database if exists ledger with (force)");
            await PostgresServer.ExecuteAsync(server.ConnectionString(), "do $$ begin if not exists (select from pg_roles where rolname = 'essledger_server') then create role essledger_server nologin; end if; end $$");
            await server.CreateDatabaseAsync("ledger");
            await PostgresServer.ExecuteAsync(server.ConnectionString("ledger"), await System.IO.File.ReadAllTextAsync(Left("postgres", "ledger.sql")));
        }
    }
}
