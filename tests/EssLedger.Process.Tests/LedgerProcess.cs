using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EssLedger.Outside;

/// <summary>The server as an operator runs it: a process of its own, on a port of its own.</summary>
/// <param name="data">Its directory; servers of one cluster share it.</param>
/// <param name="options">Further options of <c>serve</c>.</param>
/// <param name="environment">Further settings.</param>
public sealed class LedgerProcess(string data, IReadOnlyList<string> options, params (string Name, string Value)[] environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(180);
    private readonly StringBuilder _output = new();
    private Process? _process;

    public string Data => data;

    /// <summary>The program that the next start runs: this one, or an older or newer one.</summary>
    public string Program { get; set; } = ServerFile();

    /// <summary>Where it listens; the same after every restart, because tokens name their issuer.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>What it wrote to its standard streams.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The process's number; null: it does not run.</summary>
    public int? Id => IsRunning ? _process!.Id : null;

    /// <summary>Starts it, or starts it again where it was, and waits until it is ready.</summary>
    /// <param name="further">Options of this start only.</param>
    public async Task Run(params string[] further)
    {
        Begin(further);
        var waited = Stopwatch.StartNew();
        while (!await IsReady())
        {
            if (!IsRunning) throw new InvalidOperationException($"The server ended with {_process!.ExitCode}:\n{Output}");
            if (waited.Elapsed > StartsWithin) throw new InvalidOperationException($"The server is not ready after {StartsWithin}:\n{Output}");
            await Task.Delay(25);
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Begin(params string[] further) => _process = Spawn(["serve", .. options, "--data", Data, "--urls", Url.GetLeftPart(UriPartial.Authority), .. further]);

    public async Task<bool> IsReady()
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until it ends by itself, and says how.</summary>
    public async Task<(int Code, string Output)> End(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await _process!.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, Output);
    }

    /// <summary><c>kill -9</c>: it gets no chance to write anything.</summary>
    public async Task Kill()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends it a signal by its name: <c>TERM</c>, <c>STOP</c>, <c>CONT</c>.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Runs another verb of the same executable to its end.</summary>
    public async Task<(int Code, string Output)> Verb(params string[] arguments)
    {
        using var process = Spawn(arguments);
        await process.WaitForExitAsync();
        return (process.ExitCode, Output);
    }

    private Process Spawn(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Data };
        // A server that lives for a minute is not measured before it is optimised; to start is most of what it does here.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is not null) lock (_output) _output.AppendLine(line);
    }

    /// <summary>The server's own build output, of the configuration in which this test was built.</summary>
    public static string ServerFile()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "src", "EssLedger.Web", "bin", here.Parent!.Name, here.Name, "essledger.dll");
    }

    // Below the range from which the system gives out ports, as is the one beside it that the server takes, so that nobody has them between two starts.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 22_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) { }
        }
    }

    public async ValueTask DisposeAsync() => await Kill();
}
