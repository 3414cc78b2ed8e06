using System.Globalization;

namespace EssLedger;

/// <summary>What a run cost, in seconds of processor time and in shares of the whole machine.</summary>
/// <param name="Own">This process: the contender's server, and its clients where they live in it.</param>
/// <param name="Postgres">All processes of PostgreSQL.</param>
/// <param name="Client">A client in a process of its own.</param>
/// <param name="Allocated">Bytes of managed memory, this process.</param>
/// <param name="Others">The share of the machine's processors that others took: other processes, and the hypervisor.</param>
/// <param name="Stolen">Of that, the hypervisor's.</param>
internal readonly record struct Usage(double Own, double Postgres, double Client, long Allocated, double Others, double Stolen);

/// <summary>Reads the kernel's accounts at the start and at the end of a run.</summary>
internal sealed class Meter(PostgresServer? postgres)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux
    private readonly int? _postmaster = postgres is null ? null : int.Parse(File.ReadLines(Path.Combine(postgres.Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
    private int? _client;
    private Reading _start;

    private readonly record struct Reading(double Own, double Postgres, double Client, long Allocated, double Total, double Busy, double Stolen);

    /// <param name="client">The process of the clients, where it is not this one.</param>
    public void Start(int? client = null)
    {
        _client = client;
        _start = Read();
    }

    public Usage Stop()
    {
        var end = Read();
        var total = end.Total - _start.Total;
        var (own, database, client) = (end.Own - _start.Own, end.Postgres - _start.Postgres, end.Client - _start.Client);
        var others = end.Busy - _start.Busy - own - database - client;
        return new(own, database, client, end.Allocated - _start.Allocated, Math.Max(0, others / total), (end.Stolen - _start.Stolen) / total);
    }

    private Reading Read()
    {
        // user nice system idle iowait irq softirq steal; guest time is in user's already.
        var cpu = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture) / TicksPerSecond).ToArray();
        return new(Environment.CpuUsage.TotalTime.TotalSeconds, Postgres(), _client is { } id ? Process(id)?.Own ?? _start.Client : 0, GC.GetTotalAllocatedBytes(),
            cpu.Sum(), cpu.Sum() - cpu[3] - cpu[4], cpu[7]);
    }

    /// <summary>The postmaster, its living children, and what it inherited from those that ended.</summary>
    private double Postgres()
    {
        if (_postmaster is not { } postmaster) return 0;
        var sum = 0.0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || Process(id) is not { } process) continue;
            if (id == postmaster) sum += process.Own + process.Inherited;
            else if (process.Parent == postmaster) sum += Nanoseconds(id) / 1e9;
        }
        return sum;
    }

    /// <summary>Of a process with one thread; two hundred that use less than a tick each would otherwise seem to use nothing.</summary>
    private static double Nanoseconds(int id)
    {
        try
        {
            return double.Parse(File.ReadAllText($"/proc/{id}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }

    private static (int Parent, double Own, double Inherited)? Process(int id)
    {
        try
        {
            // proc_pid_stat(5); the name in brackets may hold spaces, so count from behind it: state is the first.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));

            double Seconds(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }
}
