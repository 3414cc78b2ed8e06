using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EssLedger;

/// <summary>A real PostgreSQL of our own: a new cluster in a folder of its own, on a free port of the loopback address. It can be stopped without
/// mercy and started again on the same data.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string SuperUser = "postgres";
    private readonly DirectoryInfo _folder;
    private readonly string _settings;

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>A folder of its user's, in which its data lie.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Everything that it keeps.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    private bool _onDiskOfItsOwn;

    private PostgresServer(DirectoryInfo folder, int port, IEnumerable<string> settings)
    {
        (_folder, Port) = (folder, port);
        _settings = string.Join(' ', settings.Select(s => $"-c {s}"));
    }

    /// <summary>Makes a cluster and starts it. Durable as in production: <c>fsync</c> stays on unless a setting says otherwise.</summary>
    /// <param name="settings">As in postgresql.conf, for instance <c>max_connections=300</c>.</param>
    public static Task<PostgresServer> StartAsync(params string[] settings) => StartAsync(diskMegabytes: null, settings);

    /// <param name="diskMegabytes">Puts it on a small disk of its own (in memory), which can be filled; only root can have one.</param>
    /// <param name="settings">As above.</param>
    public static async Task<PostgresServer> StartAsync(int? diskMegabytes, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("essledger-pg-");
        var server = new PostgresServer(folder, FreePort(), settings) { _onDiskOfItsOwn = diskMegabytes is not null };
        if (diskMegabytes is not null) await Run("mount", $"-t tmpfs -o size={diskMegabytes}m tmpfs {folder.FullName}");
        // The server refuses to run as root; its folder must be its own user's.
        if (IsRoot) await Run("chown", $"{SuperUser}: {folder.FullName}");
        await server.RunAsOwner("initdb", $"--pgdata={server.Data} --username={SuperUser} --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-instructions");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on what it has; returns when it answers.</summary>
    public Task StartAgainAsync() =>
        RunAsOwner("pg_ctl", $"start --pgdata={Data} --wait --timeout=60 --silent --log={_folder.FullName}/log --options=\"-p {Port} -c listen_addresses=127.0.0.1 -k {_folder.FullName} {_settings}\"");

    /// <summary>Stops it as a power cut would: no checkpoint, no word to its clients.</summary>
    public Task KillAsync() => RunAsOwner("pg_ctl", $"stop --pgdata={Data} --mode=immediate --wait --silent");

    public async Task<bool> IsRunningAsync()
    {
        try
        {
            await RunAsOwner("pg_ctl", $"status --pgdata={Data}");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private string Filler => Path.Combine(_folder.FullName, "filler");

    /// <summary>Leaves no room on its small disk.</summary>
    public void FillDisk()
    {
        using var file = File.Create(Filler, bufferSize: 1);
        var chunk = new byte[1 << 20];
        foreach (var size in (int[])[chunk.Length, 4096])
        {
            try
            {
                while (true) file.Write(chunk, 0, size);
            }
            catch (IOException)
            {
                // Full.
            }
        }
    }

    public void FreeDisk() => File.Delete(Filler);

    /// <summary>Whether this machine lets us make a small disk: a container's root may not mount.</summary>
    public static bool CanHaveSmallDisk { get; } = IsRoot && TryMount();

    private static bool TryMount()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-disk-").FullName;
        try
        {
            Run("mount", $"-t tmpfs -o size=1m tmpfs {folder}").GetAwaiter().GetResult();
            Run("umount", folder).GetAwaiter().GetResult();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>A connection string of the superuser.</summary>
    public string ConnectionString(string database = "postgres") => $"Host=127.0.0.1;Port={Port};Username={SuperUser};Database={database}";

    /// <summary>A new empty database; returns its superuser's connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= $"ledger_{Guid.NewGuid():N}";
        await ExecuteAsync(ConnectionString(), $"create database {name}");
        return ConnectionString(name);
    }

    /// <summary>Runs SQL as whoever the connection string names.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Tests write their own SQL.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped already.
        }
        if (_onDiskOfItsOwn) await Run("umount", $"--lazy {_folder.FullName}");
        _folder.Delete(recursive: true);
    }

    /// <summary>Where PostgreSQL's programs are: Debian keeps them out of the path.</summary>
    public static string Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max() ?? ""
            : "";

    /// <summary>Runs one of PostgreSQL's programs, or any by its path, as the user whose server it is.</summary>
    public Task RunAsOwner(string program, string arguments)
    {
        program = Path.Combine(Programs, program);
        return IsRoot ? Run("runuser", $"-u {SuperUser} -- {program} {arguments}", _folder.FullName) : Run(program, arguments, _folder.FullName);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static async Task Run(string program, string arguments, string? folder = null)
    {
        // What it starts must not keep our pipes open for ever, hence files and not pipes.
        var log = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec {program} {arguments} >{log} 2>&1 </dev/null"]) { WorkingDirectory = folder ?? "/" })!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
