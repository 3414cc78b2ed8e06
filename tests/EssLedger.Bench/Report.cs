using System.Globalization;

namespace EssLedger;

/// <summary>The figures of one run.</summary>
/// <param name="Contender">Who ran.</param>
/// <param name="Hot">Whether all paid one merchant.</param>
/// <param name="Clients">How many asked at once; in an open loop, at most.</param>
/// <param name="Asked">Payments asked for a second in an open loop; 0: a closed one.</param>
/// <param name="PerSecond">Payments made a second.</param>
/// <param name="P50">Of the calls that paid, milliseconds; likewise the next three.</param>
/// <param name="Refused">Calls that were refused or given up.</param>
/// <param name="RefusedP99">Of those, milliseconds.</param>
/// <param name="Cpu">Processor time of this process for each payment, microseconds.</param>
/// <param name="CpuPostgres">Likewise of PostgreSQL.</param>
/// <param name="CpuClient">Likewise of a client in a process of its own.</param>
/// <param name="Allocated">Managed bytes allocated for each payment, this process.</param>
/// <param name="TableBytes">Growth of tables and indexes for each payment.</param>
/// <param name="LogBytes">Write-ahead log for each payment.</param>
/// <param name="Others">The share of the machine that others took, 0 … 1.</param>
/// <param name="Stolen">Of that, the hypervisor's.</param>
internal sealed record Figures(
    string Contender, bool Hot, int Clients, int Asked, double PerSecond, double P50, double P99, double P999, double Max, int Refused, double RefusedP99,
    double Cpu, double CpuPostgres, double CpuClient, double Allocated, double TableBytes, double LogBytes, double Others, double Stolen)
{
    public static Figures Of(string contender, Load load, Run run, double tableBytes, double logBytes)
    {
        var payments = Math.Max(1, run.Payments);
        return new(contender, load.Hot, load.Clients, load.PerSecond, run.Payments / run.Elapsed.TotalSeconds,
            At(run.Latencies, 0.5), At(run.Latencies, 0.99), At(run.Latencies, 0.999), At(run.Latencies, 1), run.Refusals.Length, At(run.Refusals, 0.99),
            run.Usage.Own * 1e6 / payments, run.Usage.Postgres * 1e6 / payments, run.Usage.Client * 1e6 / payments, (double)run.Usage.Allocated / payments,
            tableBytes, logBytes, run.Usage.Others, run.Usage.Stolen);

        static double At(long[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))] / 1000.0;
    }

    public const string Header =
        "                                                      clients  payments/s    p50 ms    p99 ms  p99.9 ms    max ms  refused   CPU µs   PG µs client µs   alloc B   table B   log B  others %";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Contender,-38} {(Hot ? "hot" : "spread"),-6} {(Asked > 0 ? $"{Asked}/s" : ""),7} {Clients,7} {PerSecond,11:0} {P50,9:0.00} {P99,9:0.00} {P999,9:0.00} {Max,9:0.00} {Refused,8} {Cpu,8:0} {CpuPostgres,7:0} {CpuClient,9:0} {Allocated,9:0} {TableBytes,9:0} {LogBytes,7:0} {Others * 100,9:0.0}");
}

/// <summary>Whether a promise of the project is kept.</summary>
/// <param name="What">The promise.</param>
/// <param name="Measured">What was measured; null: this run did not measure it.</param>
/// <param name="Wanted">What is wanted.</param>
/// <param name="AtLeast">Whether more is better.</param>
internal sealed record Goal(string What, double? Measured, double Wanted, bool AtLeast = true)
{
    public bool? IsMet => Measured is { } measured ? AtLeast ? measured >= Wanted : measured <= Wanted : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsMet switch { true => "met", false => "MISSED", null => "not measured" }),-13} {What}: {(Measured is { } measured ? measured.ToString("0.00", CultureInfo.InvariantCulture) : "–")} (wanted {(AtLeast ? "≥" : "≤")} {Wanted:0.##})");
}

/// <summary>All figures of all rounds, compared.</summary>
internal sealed class Report(IReadOnlyList<Figures> figures, double verificationMs)
{
    private const string OneCall = "SQL, one call", Batched = "SQL, 100 calls a commit", Transactions = "Orleans.Transactions", Sqlite = "SQLite, 256 a commit";
    private static readonly string[] Stores = ["postgres", "sqlite"];

    private static string Grains(string store) => $"EssLedger, {store}, grains";
    private static string Signed(string store) => $"EssLedger, {store}, grains and signatures";
    private static string Http(string store) => $"EssLedger, {store}, HTTP";

    /// <summary>The median over the rounds of one figure; null when there was no such run.</summary>
    private double? Median(string contender, bool hot, int clients, Func<Figures, double> of, bool open = false)
    {
        var values = figures.Where(f => f.Contender == contender && f.Hot == hot && f.Clients == clients && f.Asked > 0 == open).Select(of).Order().ToArray();
        return values.Length == 0 ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private double? PerSecond(string contender, bool hot, int clients) => Median(contender, hot, clients, f => f.PerSecond);

    /// <summary>Payments a second at the best number of clients.</summary>
    private double? Best(string contender, bool hot) =>
        figures.Where(f => f.Contender == contender && f.Hot == hot && f.Asked == 0).Select(f => f.Clients).Distinct().Select(clients => PerSecond(contender, hot, clients)).Max();

    /// <summary>How many times each peer's best we make, by number of clients.</summary>
    public IEnumerable<string> Ratios()
    {
        var ours = figures.Where(f => f.Contender.StartsWith("EssLedger", StringComparison.Ordinal) && f.Asked == 0).Select(f => (f.Contender, f.Hot, f.Clients)).Distinct().ToList();
        var peers = figures.Select(f => f.Contender).Where(c => !c.StartsWith("EssLedger", StringComparison.Ordinal)).Distinct().ToList();
        if (ours.Count == 0 || peers.Count == 0) yield break;
        yield return $"{"",-46} clients " + string.Concat(peers.Select(p => $"{p,22}"));
        foreach (var (contender, hot, clients) in ours)
            yield return $"{contender,-39} {(hot ? "hot" : "spread"),-6} {clients,7} " + string.Concat(peers.Select(p => string.Create(CultureInfo.InvariantCulture, $"{PerSecond(contender, hot, clients) / Best(p, hot),20:0.00} ×")));
    }

    public IEnumerable<Goal> Goals()
    {
        foreach (var store in Stores.Where(s => figures.Any(f => f.Contender.StartsWith($"EssLedger, {s},", StringComparison.Ordinal))))
        {
            string grains = Grains(store), signed = Signed(store), http = Http(store);
            var (half, triple) = OpenLoops(http);
            yield return new($"{store}, gate: hot merchant / our own spread case, grains, 256 clients", PerSecond(grains, true, 256) / PerSecond(grains, false, 256), 0.9);
            yield return new($"{store}, gate: hot merchant / our own spread case, grains and signatures, 256 clients", PerSecond(signed, true, 256) / PerSecond(signed, false, 256), 0.9);
            if (store == "sqlite")
            {
                yield return new("sqlite: grains, 256 clients / the hand-written batching loop", PerSecond(grains, false, 256) / Best(Sqlite, false), 0.8);
                continue;
            }
            yield return new("gate: grains and signatures / one-call SQL, both at 256 clients", PerSecond(signed, false, 256) / PerSecond(OneCall, false, 256), 1.5);
            yield return new("grains, 256 clients / the best one-call SQL", PerSecond(grains, false, 256) / Best(OneCall, false), 4);
            yield return new("grains, 256 clients / the ceiling of batching", PerSecond(grains, false, 256) / Best(Batched, false), 0.75);
            yield return new("grains and signatures, 256 clients / the best one-call SQL", PerSecond(signed, false, 256) / Best(OneCall, false), 2);
            yield return new("grains and signatures, 256 clients / Orleans.Transactions", PerSecond(signed, false, 256) / Best(Transactions, false), 18);
            yield return new("grains and signatures: p99 in ms at half of the maximum", OpenLoops(signed).Half?.P99, 25, AtLeast: false);
            yield return new("hot merchant, grains and signatures / hot one-call SQL, both at 256 clients", PerSecond(signed, true, 256) / PerSecond(OneCall, true, 256), 5);
            yield return new("HTTP at its best / the best one-call SQL", Best(http, false) / Best(OneCall, false), 1);
            yield return new("HTTP at 3 × capacity: p99 of refusals in ms", triple is { Refused: > 0 } ? triple.RefusedP99 : null, 100, AtLeast: false);
            yield return new("HTTP at 3 × capacity: p99 of the accepted / p99 at half of capacity", triple?.P99 / half?.P99, 2, AtLeast: false);
            yield return new("one client alone, grains and signatures: p50 / (1.5 × one-call SQL's + one verification)",
                Median(signed, false, 1, f => f.P50) / (1.5 * Median(OneCall, false, 1, f => f.P50) + verificationMs), 1, AtLeast: false);
        }
    }

    private (Figures? Half, Figures? Triple) OpenLoops(string contender)
    {
        var open = figures.Where(f => f.Contender == contender && f.Asked > 0).ToList();
        var halves = open.Where(f => f.Asked < Best(contender, false)).OrderBy(f => f.P99).ToList();
        var triples = open.Where(f => f.Asked > Best(contender, false)).OrderBy(f => f.P99).ToList();
        return (halves.ElementAtOrDefault(halves.Count / 2), triples.ElementAtOrDefault(triples.Count / 2));
    }
}
