using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace EssLedger.Peers;

/// <summary>PostgreSQL's own benchmark, by its own client: three updates, a read and an insert, each a round trip, in one transaction.
/// Spread is fifty branches, as its manual advises for so many clients; hot is one branch, which everybody updates.</summary>
internal sealed partial class TpcB(PostgresServer server, int branches) : Contender
{
    private readonly Dictionary<bool, string> _databases = [];

    public override string Name => "pgbench TPC-B";

    public override async Task Start()
    {
        foreach (var (hot, scale) in new[] { (false, branches), (true, 1) })
        {
            _databases[hot] = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()).Database!;
            await Pgbench(hot, "-i", "-q", "-s", $"{scale}");
        }
    }

    public override async Task<Run> Measure(Load load, Meter meter)
    {
        await Once(load.WarmUp, () => { }, _ => { });
        Usage usage = default;
        var (made, elapsed, latencies) = await Once(load.Time, () => usage = meter.Stop(), meter.Start);
        return new(made, elapsed, latencies, [], usage);

        async Task<(long, TimeSpan, long[])> Once(TimeSpan time, Action ended, Action<int?> started)
        {
            var folder = Directory.CreateTempSubdirectory("essledger-pgbench-");
            try
            {
                var said = await Pgbench(load.Hot, started, "-n", "-M", "prepared", "-c", $"{load.Clients}", "-j", $"{Math.Min(load.Clients, Environment.ProcessorCount)}",
                    "-T", $"{Math.Max(1, Math.Round(time.TotalSeconds))}", "--log", $"--log-prefix={folder.FullName}/log");
                ended();
                var transactions = long.Parse(Transactions().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
                var perSecond = double.Parse(PerSecond().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
                Made += transactions;
                // A line a transaction: client, number, microseconds…
                var times = folder.EnumerateFiles().SelectMany(f => File.ReadLines(f.FullName)).Select(line => long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)).ToArray();
                Array.Sort(times);
                return (transactions, TimeSpan.FromSeconds(transactions / perSecond), times);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private Task<string> Pgbench(bool hot, params string[] arguments) => Pgbench(hot, _ => { }, arguments);

    private async Task<string> Pgbench(bool hot, Action<int?> started, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(PostgresServer.Programs, "pgbench"), [.. arguments, "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", _databases[hot]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started(process.Id);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {await complained}");
    }

    [GeneratedRegex(@"transactions actually processed: (\d+)")]
    private static partial Regex Transactions();

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex PerSecond();

    protected override Task<Answer> Pay(int client) => throw new NotSupportedException("pgbench is its own client.");

    public override async Task Check()
    {
        var rows = 0L;
        foreach (var hot in new[] { false, true })
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString(_databases[hot]) + ";Pooling=false");
            await using var command = source.CreateCommand(
                "select (select sum(abalance) from pgbench_accounts), (select sum(tbalance) from pgbench_tellers), (select sum(bbalance) from pgbench_branches), coalesce(sum(delta), 0)::bigint, count(*) from pgbench_history");
            await using var sums = await command.ExecuteReaderAsync();
            await sums.ReadAsync();
            for (var i = 0; i < 3; i++) Same($"{Name}: sum of table {i}", sums.GetInt64(i), sums.GetInt64(3));
            rows += sums.GetInt64(4);
        }
        Same($"{Name}: rows of the history", rows, Made);
    }

    public override async Task<Disk> Disk()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand("select sum(pg_database_size(d))::bigint, (pg_current_wal_insert_lsn() - '0/0')::bigint from unnest($1) d");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. _databases.Values] });
        await using var sizes = await command.ExecuteReaderAsync();
        await sizes.ReadAsync();
        return new(sizes.GetInt64(0), sizes.GetInt64(1));
    }
}
