using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace EssLedger.Ours;

/// <summary>The whole way: an order's bytes over a socket to Kestrel, its answer with the signed receipt back. The clients are a process of their own.</summary>
internal sealed class HttpPath(LedgerUnderTest ledger) : Contender
{
    private const int MostPerSecond = 9_000;

    public override string Name => $"EssLedger, {ledger.Store}, HTTP";

    public override Task Start() => ledger.Start();

    public override async Task<Run> Measure(Load load, Meter meter)
    {
        var folder = Directory.CreateTempSubdirectory("essledger-http-");
        try
        {
            var file = Path.Combine(folder.FullName, "orders");
            var warm = (int)(MostPerSecond * load.WarmUp.TotalSeconds) + load.Clients;
            var calls = load.PerSecond > 0 ? (int)(load.PerSecond * load.Time.TotalSeconds) : (int)(MostPerSecond * load.Time.TotalSeconds);
            Generator.WriteOrders(file, ledger.Sign(load, warm + calls));
            GC.Collect();

            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            [
                // Started as `dotnet EssLedger.Bench.dll`, or as an executable of its own.
                .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(HttpPath).Assembly.Location] : Array.Empty<string>(),
                "generate", "--url", ledger.App.Urls.First(), "--orders", file, "--clients", $"{load.Clients}", "--rate", $"{load.PerSecond}", "--warm-up", $"{warm}",
                "--warm-seconds", load.WarmUp.TotalSeconds.ToString(CultureInfo.InvariantCulture), "--seconds", load.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ])
            { RedirectStandardOutput = true })!;
            await Expect(process, Generator.Begins);
            meter.Start(process.Id);
            await Expect(process, Generator.Ends);
            var usage = meter.Stop();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"The generator ended with {process.ExitCode}.");
            var (warmed, seen) = Generator.ReadSeen(file + ".seen");
            Made += warmed + seen.Payments;
            ledger.Acknowledged += warmed + seen.Payments;
            return new(seen.Payments, seen.Elapsed, seen.Latencies, seen.Refusals, usage);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static async Task Expect(Process process, string word)
        {
            if (await process.StandardOutput.ReadLineAsync() != word) throw new InvalidOperationException("The generator failed; see above.");
        }
    }

    protected override Task<Answer> Pay(int client) => throw new NotSupportedException("The generator pays.");

    public override Task Check() => ledger.Check();

    public override Task<Disk> Disk() => ledger.Disk();
}
