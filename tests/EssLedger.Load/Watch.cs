using System.Globalization;
using EssLedger.Outside;

namespace EssLedger.Load;

/// <summary>What the servers say of themselves, and what the kernel says of them.</summary>
internal sealed class Watch(Place place)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>All measures of all servers that answer, summed; the text is Prometheus' own (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
    public async Task<IReadOnlyDictionary<string, double>> Measures()
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var address in place.Metrics)
        {
            try
            {
                foreach (var line in (await Http.GetStringAsync(new Uri(address, "/metrics"))).Split('\n'))
                {
                    if (line.Length == 0 || line[0] == '#') continue;
                    // name{labels} value [timestamp]
                    var end = line.IndexOf('}', StringComparison.Ordinal) is var brace and > 0 ? brace + 1 : line.IndexOf(' ', StringComparison.Ordinal);
                    if (double.TryParse(line[end..].Trim().Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) sums[Bare(line[..end])] = sums.GetValueOrDefault(Bare(line[..end])) + value;
                }
            }
            catch (HttpRequestException)
            {
                // It is stopped just now.
            }
        }
        return sums;
    }

    // The library's own label, the same everywhere.
    private static string Bare(string name) => System.Text.RegularExpressions.Regex.Replace(name, "otel_scope_[a-z_]+=\"[^\"]*\",?", "").Replace(",}", "}", StringComparison.Ordinal);

    /// <summary>What was counted between two readings, in words.</summary>
    public static IEnumerable<string> Told(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after)
    {
        double Grown(string name) => after.GetValueOrDefault(name) - before.GetValueOrDefault(name);
        foreach (var name in after.Keys.Where(n => n.StartsWith("essledger_payments_total", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (Grown(name) > 0) yield return $"{name} {Grown(name):0}";
        var (drafts, commits) = (Grown(Named("essledger_commit_batch", "_sum")), Grown(Named("essledger_commit_batch", "_count")));
        if (commits > 0) yield return string.Create(CultureInfo.InvariantCulture, $"commits {commits:0}, drafts in one {drafts / commits:0.0}");
        if (Within("essledger_commit_duration_seconds_bucket", "book=\"currency\"", "outcome=\"known\"") is { } commit) yield return $"99 of 100 commits within {commit} s";
        foreach (var status in (string[])["201", "503"])
            if (Within("http_server_request_duration_seconds_bucket", "http_route=\"/v1/payments\"", $"status_code=\"{status}\"") is { } served) yield return $"99 of 100 answers {status} to orders within {served} s, as the web server measures";

        double? Within(string name, params string[] labels)
        {
            var all = after.Keys.Where(n => n.StartsWith(name, StringComparison.Ordinal) && labels.All(l => n.Contains(l, StringComparison.Ordinal))).GroupBy(Bound).Select(g => (Most: g.Key, Count: g.Sum(Grown))).OrderBy(b => b.Most).ToList();
            return all is [.., (_, > 0) last] ? all.First(b => b.Count >= 0.99 * last.Count).Most : null;
        }

        string Named(string start, string end) => after.Keys.FirstOrDefault(n => n.StartsWith(start, StringComparison.Ordinal) && n.Contains(end, StringComparison.Ordinal) && n.Contains("currency", StringComparison.Ordinal)) ?? "";
        static double Bound(string name) => name[(name.IndexOf("le=\"", StringComparison.Ordinal) + 4)..].Split('"')[0] is var text && text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>What the servers hold at a moment, of all of them together.</summary>
    public async Task<Holding> Now(TimeSpan at)
    {
        var (resident, handles, threads, cpu) = (0L, 0L, 0L, 0.0);
        foreach (var server in place.Servers)
        {
            if (server.Id is not { } id) continue;
            try
            {
                var status = File.ReadLines($"/proc/{id}/status").Select(l => l.Split(':', 2)).Where(l => l.Length == 2).ToDictionary(l => l[0], l => l[1].Trim());
                resident += long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) << 10;
                threads += long.Parse(status["Threads"], CultureInfo.InvariantCulture);
                handles += Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count();
                cpu += CpuOf(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeyNotFoundException)
            {
                // It ended meanwhile.
            }
        }
        var heap = (await Measures()).Where(m => m.Key.StartsWith("dotnet_gc_last_collection_heap_size_bytes", StringComparison.Ordinal)).Sum(m => m.Value);
        return new(at, resident, (long)heap, handles, threads, await place.Connections(), cpu);
    }

    // proc_pid_stat(5): user and system time in hundredths of a second; the name in brackets may hold spaces, so count from behind it.
    private static double CpuOf(int id)
    {
        var text = File.ReadAllText($"/proc/{id}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>The load of the machine: how many processes wanted a processor in the last minute.</summary>
    public static string MachineLoad() => $"{Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";
}

/// <param name="Resident">Bytes of memory.</param>
/// <param name="Heap">Bytes that the last collection left.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Connections">Of the database.</param>
/// <param name="Cpu">Seconds of processor time so far.</param>
internal sealed record Holding(TimeSpan At, long Resident, long Heap, long Handles, long Threads, long Connections, double Cpu)
{
    /// <summary>What is not flat: whose straight line through the later two thirds (Theil and Sen: the median of all slopes, which a collector's sawtooth does not move) grows over that time by more than a tenth of its median, and by more than counts.</summary>
    public static IEnumerable<(string What, double Median, double Growth, bool IsFlat)> Flatness(IReadOnlyList<Holding> samples)
    {
        var late = samples.Skip(samples.Count / 3).ToList();
        (string What, Func<Holding, double> Of, double Counts)[] all =
        [
            ("memory, MB", h => h.Resident / 1048576.0, 48), ("managed heap after a collection, MB", h => h.Heap / 1048576.0, 24), ("open files and sockets", h => h.Handles, 20), ("threads", h => h.Threads, 10), ("connections of the database", h => h.Connections, 5),
        ];
        foreach (var (what, of, counts) in all)
        {
            var slopes = (from a in late from b in late where b.At > a.At select (of(b) - of(a)) / (b.At - a.At).TotalSeconds).Order().ToList();
            if (slopes.Count == 0) continue;
            var (median, growth) = (late.Select(of).Order().ElementAt(late.Count / 2), slopes[slopes.Count / 2] * (late[^1].At - late[0].At).TotalSeconds);
            yield return (what, median, growth, growth <= Math.Max(counts, median / 10));
        }
    }
}
