using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EssLedger.Outside;

/// <summary>The server as an operator runs it: a process of its own on a port and a directory of its own.</summary>
public sealed class LedgerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string> _environment;
    private readonly bool _demo;
    private Process? _process;

    private LedgerProcess(string data, int port, bool demo, Dictionary<string, string> environment) =>
        (Data, Url, _demo, _environment) = (data, new($"http://127.0.0.1:{port}"), demo, environment);

    public string Data { get; }

    /// <summary>Where it listens; the same after every restart, because tokens name their issuer.</summary>
    public Uri Url { get; }

    /// <summary>What it wrote to its standard streams.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts a demonstration in an empty directory and waits until it is ready.</summary>
    public static async Task<LedgerProcess> Start(params (string Name, string Value)[] environment)
    {
        var server = new LedgerProcess(Directory.CreateTempSubdirectory("essledger-process-").FullName, FreePort(), demo: true, environment.ToDictionary(e => e.Name, e => e.Value));
        await server.Run();
        return server;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task Run()
    {
        _process = Spawn(["serve", .. _demo ? ["--demo"] : Array.Empty<string>(), "--data", Data, "--urls", Url.GetLeftPart(UriPartial.Authority)]);
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartsWithin; await Task.Delay(25))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Output}");
            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { }
        }
        throw new InvalidOperationException($"The server is not ready after {StartsWithin}:\n{Output}");
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

    /// <summary>Runs another verb of the same executable to its end.</summary>
    public async Task<(int Code, string Output)> Verb(params string[] arguments)
    {
        using var process = Spawn(arguments);
        await process.WaitForExitAsync();
        return (process.ExitCode, Output);
    }

    private Process Spawn(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServerFile(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Data };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
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
    private static string ServerFile()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (here.Name, here.Parent!.Name);
        var root = here;
        while (!File.Exists(Path.Combine(root.FullName, "EssLedger.sln"))) root = root.Parent ?? throw new InvalidOperationException("The test does not run inside the repository.");
        return Path.Combine(root.FullName, "src", "EssLedger.Web", "bin", configuration, framework, "essledger.dll");
    }

    // Below the range from which the system gives out ports, so that none of its own takes ours between two starts.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) { }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Directory.Delete(Data, recursive: true);
    }
}
