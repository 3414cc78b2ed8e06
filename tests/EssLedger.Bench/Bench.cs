using System.Globalization;
using System.Text.Json;
using EssLedger.Ours;
using EssLedger.Peers;

namespace EssLedger;

/// <summary>What a run was asked for.</summary>
internal sealed record Plan
{
    public required TimeSpan Time { get; init; }
    public required TimeSpan SoakTime { get; init; }
    public required IReadOnlyList<int> Clients { get; init; }
    public required IReadOnlyList<string> Stores { get; init; }
    public required IReadOnlyList<string> Only { get; init; }
    public required int Rounds { get; init; }
    public required int Patience { get; init; }
    public required int Branches { get; init; }
    public required int Entries { get; init; }
    public required int Facts { get; init; }
    public string? Json { get; init; }
}

/// <summary>Runs everyone in turn, prints what it sees as it goes, and compares at the end.</summary>
internal sealed class Bench(Plan plan)
{
    // Everything that is not said here is PostgreSQL's default: fsync, synchronous_commit and full_page_writes on, autovacuum on. Checkpoints are so
    // rare that no run is charged for whole pages that another made dirty.
    private static readonly string[] PostgresSettings = ["max_connections=600", "shared_buffers=512MB", "min_wal_size=4GB", "max_wal_size=8GB", "checkpoint_timeout=15min"];

    private const int SoakPerSecond = 1_000, OpenClients = 256, OverloadClients = 4_096;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Figures> _figures = [];
    private readonly TextWriter _out = plan.Json == "-" ? Console.Error : Console.Out;

    public async Task Run()
    {
        var references = References.Measure().ToList();
        var machine = $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC, .NET {Environment.Version}";
        await _out.WriteLineAsync(machine);
        await _out.WriteLineAsync($"PostgreSQL: {string.Join(' ', PostgresSettings)}, all else by default (durable); SQLite: WAL, synchronous=FULL");
        foreach (var (what, perSecond) in references) await _out.WriteLineAsync($"{what,-38} {perSecond,10:0} a second");
        await _out.WriteLineAsync();

        await using var postgres = await PostgresServer.StartAsync(PostgresSettings);
        if (plan.Only.Contains("label")) await new LabelFigures(plan.Facts, plan.Time, _out).Run(postgres);
        if (plan.Only is ["label"]) return;
        await Age(postgres);
        var meter = new Meter(postgres);
        var ledgers = plan.Stores.Select(store => new LedgerUnderTest(store, postgres)).ToList();
        List<Contender> peers = [.. Chosen(("onecall", new OneCall(postgres)), ("batch", new HundredCalls(postgres)), ("batch", new HundredAsASet(postgres)), ("tpcb", new TpcB(postgres, plan.Branches)),
            ("placing", new Placing(postgres, copies: false)), ("placing", new Placing(postgres, copies: true)),
            ("orleans", new OrleansTransactions(postgres)), ("sqlite", new HandWrittenSqlite(1)), ("sqlite", new HandWrittenSqlite(256)))];
        List<Contender> ours = [.. ledgers.SelectMany(ledger => Chosen(("grains", new GrainPath(ledger, verifies: false)), ("signatures", new GrainPath(ledger, verifies: true)), ("http", new HttpPath(ledger))))];
        try
        {
            foreach (var contender in peers.Concat(ours)) await contender.Start();
            await _out.WriteLineAsync(Figures.Header);
            for (var round = 0; round < plan.Rounds; round++)
            {
                await Turn(peers, meter);
                await Turn(ours, meter);
            }
            if (ours.Count > 0) await Turn(peers, meter);
            foreach (var ledger in ledgers)
            {
                if (plan.Only.Contains("soak")) await Soak(ledger, meter);
                if (plan.Only.Contains("growth")) await Growth(ledger, meter);
            }
        }
        finally
        {
            foreach (var contender in peers) await contender.DisposeAsync();
            foreach (var ledger in ledgers) await ledger.DisposeAsync();
        }

        var report = new Report(_figures, 1000 / references.First(r => r.What.StartsWith("orders", StringComparison.Ordinal)).PerSecond);
        await _out.WriteLineAsync("\nOur payments a second, as multiples of a peer's at its best number of clients");
        foreach (var line in report.Ratios()) await _out.WriteLineAsync(line);
        await _out.WriteLineAsync("\nGates and goals");
        foreach (var goal in report.Goals()) await _out.WriteLineAsync(goal.ToString());
        if (plan.Json is { } path)
        {
            await using var file = path == "-" ? Console.OpenStandardOutput() : File.Create(path);
            await JsonSerializer.SerializeAsync(file, new
            {
                machine,
                postgres = PostgresSettings,
                references = references.ToDictionary(r => r.What, r => r.PerSecond),
                figures = _figures,
                goals = report.Goals(),
            }, Readable);
        }
    }

    /// <summary>A server that has run for a while writes into old segments of its log; a new one would make, fill and sync a new one several times a second,
    /// each a pause for everybody.</summary>
    private static Task Age(PostgresServer postgres) => PostgresServer.ExecuteAsync(postgres.ConnectionString(),
        string.Concat(Enumerable.Repeat("select pg_logical_emit_message(false, 'bench', 'a new segment'); select pg_switch_wal(); ", 250)) + "checkpoint; checkpoint;");

    private IEnumerable<Contender> Chosen(params (string Name, Contender Contender)[] all) => all.Where(c => plan.Only.Contains(c.Name)).Select(c => c.Contender);

    private async Task Turn(IEnumerable<Contender> contenders, Meter meter)
    {
        foreach (var contender in contenders)
        {
            var best = 0.0;
            foreach (var hot in new[] { false, true })
            {
                foreach (var clients in contender.Clients(plan.Clients))
                {
                    var figures = await Measure(contender, new(clients, hot, plan.Time), meter);
                    if (!hot) best = Math.Max(best, figures.PerSecond);
                }
            }
            if (contender is not (HttpPath or GrainPath { Verifies: true })) continue;
            await Measure(contender, new(OpenClients, Hot: false, plan.Time, (int)(best / 2)), meter);
            if (contender is HttpPath) await Measure(contender, new(OverloadClients, Hot: false, plan.Time, (int)(best * 3)), meter);
        }
    }

    private async Task<Figures> Measure(Contender contender, Load load, Meter meter)
    {
        Figures? calmest = null;
        for (var tries = 0; tries <= plan.Patience && calmest is not { Others: <= 0.1 }; tries++)
        {
            var (made, disk) = (contender.Made, await contender.Disk());
            var run = await contender.Measure(load, meter);
            var (payments, grown) = (Math.Max(1.0, contender.Made - made), await contender.Disk());
            var figures = Figures.Of(contender.Name, load, run, (grown.Tables - disk.Tables) / payments, (grown.Log - disk.Log) / payments);
            await contender.Check();
            if (calmest is null || figures.Others < calmest.Others) calmest = figures;
        }
        _figures.Add(calmest!);
        await _out.WriteLineAsync(calmest!.ToString());
        return calmest;
    }

    /// <summary>A steady pace for long.</summary>
    private async Task Soak(LedgerUnderTest ledger, Meter meter)
    {
        var http = new HttpPath(ledger);
        await http.Start();
        await Measure(http, new(OpenClients, Hot: false, plan.SoakTime, SoakPerSecond), meter);
    }

    /// <summary>The same runs on an empty book and on a long one.</summary>
    private async Task Growth(LedgerUnderTest ledger, Meter meter)
    {
        var grains = new GrainPath(ledger, verifies: true);
        await grains.Start();
        var town = new OldTown(ledger);
        await town.Settle();
        await Thrice();
        await town.Fill(plan.Entries, _out);
        await Thrice();

        async Task Thrice()
        {
            for (var i = 0; i < 3; i++) await Measure(grains, new(256, Hot: false, plan.Time), meter);
            GC.Collect();
            await _out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{ledger.Store}: {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB of managed memory in use"));
        }
    }
}
