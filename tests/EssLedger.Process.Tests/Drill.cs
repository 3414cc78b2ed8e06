using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EssLedger.Outside;

/// <summary>What an operator rehearses: people pay, a server is killed, the program is replaced, a backup is made, everything is destroyed and put back from what lay apart, and
/// what was acknowledged before the backup's moment must all be there. Steps that differ between the stores are the subclasses'.</summary>
public abstract class Drill
{
    private const int Payers = 4, Purse = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    protected abstract Town Town { get; }

    /// <summary>A folder on what stands for another machine.</summary>
    protected DirectoryInfo Apart { get; } = Directory.CreateTempSubdirectory("essledger-apart-");

    /// <summary>Prepares backups, before anything happens.</summary>
    protected abstract Task Prepare();

    /// <summary>Makes a point to which one can return, while people pay; all that was acknowledged before the call is before the point.</summary>
    protected abstract Task MakePoint();

    /// <summary>Sees to it that what a return to the point needs lies apart.</summary>
    protected abstract Task Bring();

    /// <summary>Destroys the database, and puts it back as it was at the point.</summary>
    protected abstract Task PutBack();

    /// <summary>A second copy of what was put back, from which one payment is taken.</summary>
    /// <returns>The options that name it.</returns>
    protected abstract Task<string[]> Plant(long position);

    /// <summary>The database that options name.</summary>
    protected abstract DbConnection Database(string[] store);

    /// <summary>The options that name what was put back.</summary>
    protected abstract string[] Store { get; }

    private sealed record Paid(byte[] Order, string Answer, long Position, byte[] Receipt);

    /// <param name="payments">How many are paid between one step and the next, at least.</param>
    /// <param name="brief">One server is replaced and not all.</param>
    public async Task Run(int payments, bool brief)
    {
        Exception? failed = null;
        try
        {
            await Steps(payments, brief);
        }
        catch (Exception e)
        {
            failed = e;
        }
        try
        {
            await Town.DisposeAsync();
        }
        catch (Exception) when (failed is not null)
        {
            // What went wrong first is said.
        }
        Apart.Delete(recursive: true);
        if (failed is not null) ExceptionDispatchInfo.Throw(failed);
    }

    private async Task Steps(int payments, bool brief)
    {
        await Town.InitializeAsync();
        Say($"{Town.Servers.Count} server(s) at work");
        await Prepare();
        var keys = Path.Combine(Town.Data, "keys");
        Copy(keys, Path.Combine(Apart.FullName, "keys"));

        await using var stream = await Stream.Begin(Town);
        await stream.Passes(payments);
        var killed = Town.Servers[^1];
        await killed.Kill();
        if (Town.Servers.Count > 1) await stream.Passes(payments);
        await killed.Run();
        await stream.Passes(payments);
        Say($"kill -9 of a server and its return; {stream.Acknowledged.Count} payments acknowledged so far");

        foreach (var server in Town.Servers.Take(brief ? 1 : Town.Servers.Count))
        {
            await server.Signal("TERM");
            var (code, said) = await server.End(Patience);
            Assert.True(code == 0, said);
            var old = server.Program;
            server.Program = LedgerProcess.ServerFile();
            await server.Run();
            await stream.Passes(payments);
            if (old != server.Program) Say($"{old} replaced; old and new pay side by side");
        }
        Say($"{(brief ? "a server" : "one server after the other")} stopped and started again, {stream.Retried} calls asked again at another server or later");

        Paid[] before = [.. stream.Acknowledged];
        await MakePoint();
        await stream.Passes(payments);
        var (sealedText, signed) = await Sealed(stream.Acknowledged.Max(p => p.Position));
        await Bring();
        await stream.DisposeAsync();
        Paid[] after = [.. stream.Acknowledged.Except(before)];
        Say($"the point is made: {before.Length} payments acknowledged before it, {after.Length} since; the City keeps a checkpoint of {signed} entries");

        var down = Stopwatch.StartNew();
        foreach (var server in Town.Servers) await server.Kill();
        Directory.Delete(keys, recursive: true);
        await PutBack();
        Copy(Path.Combine(Apart.FullName, "keys"), keys);
        Say($"database and keys destroyed and put back, {down.Elapsed.TotalSeconds:0.0} s");

        var there = await Receipts(Store);
        var missing = Missing(before, there);
        Assert.True(missing.Count == 0, $"LOST: {missing.Count} payments that were acknowledged before the point, the first at position {(missing.Count > 0 ? missing[0].Position : 0)}.");
        var lost = Missing(after, there);
        // Nothing that was not lost is missed.
        Assert.NotEmpty(lost);

        // A drill that sees no loss would say the same of a good backup.
        var planted = before[before.Length / 2];
        var spoiled = await Plant(planted.Position);
        Assert.Equal([planted], Missing(before, await Receipts(spoiled)));
        var (wrong, complaint) = await Verb(["verify", .. spoiled]);
        Assert.True(wrong == 1 && complaint.Contains($"WRONG at position {planted.Position}", StringComparison.Ordinal), complaint);
        Say($"a payment taken from a second copy (position {planted.Position}) is missed by this drill and by verify");

        // What others kept tells that the book was put back, even where the keys' folder is as old as the copy.
        var kept = Path.Combine(Apart.FullName, "kept-by-the-city");
        await System.IO.File.WriteAllTextAsync(kept, sealedText);
        (wrong, complaint) = await Verb(["verify", "--checkpoint", kept, .. Store]);
        Assert.True(wrong == 1 && complaint.Contains("currency: WRONG", StringComparison.Ordinal), complaint);
        System.IO.File.Copy(kept, Path.Combine(keys, "currency.checkpoint"), overwrite: true);
        (wrong, complaint) = await Verb(["serve", "--demo", "--data", Town.Data, "--urls", Town.Server.Url.GetLeftPart(UriPartial.Authority), .. Town.Store]);
        var ends = System.Text.RegularExpressions.Regex.Match(complaint, "--restored-from (currency=[0-9]+)").Groups[1].Value;
        Assert.True(wrong == 1 && ends.Length > 0, complaint);
        await Town.Server.Run("--restored-from", ends);
        await Task.WhenAll(Town.Servers.Skip(1).Select(s => s.Run()));
        var (clean, verdict) = await Verb(["verify", "--checkpoint", kept, .. Store]);
        Assert.True(clean == 0 && verdict.Contains("records a loss", StringComparison.Ordinal), verdict);
        Say($"with the City's checkpoint the server refused to start until it was told {ends}; the loss stands in the book, and verify is clean; {down.Elapsed.TotalSeconds:0.0} s since the disaster");

        await Parallel.ForEachAsync(before, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (paid, stop) =>
        {
            using var again = await Town.Pay(paid.Order);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(paid.Answer, await again.Content.ReadAsStringAsync(stop));
        });
        using (var again = await Town.Pay(lost[^1].Order)) await again.Is(201);
        Say($"nothing acknowledged before the point is lost: all {before.Length} orders answered as the first time");
        Say($"lost, of {after.Length} acknowledged after it: {lost.Count}, at positions {lost[0].Position} to {lost[^1].Position}; an order of them pays anew");
    }

    /// <summary>The receipts that a book has, by position.</summary>
    private async Task<Dictionary<long, byte[]>> Receipts(string[] store)
    {
        await using var connection = Database(store);
        return (await connection.Read("select r.position, r.content from currency_receipt r join currency_entry e on e.position = r.position", row => KeyValuePair.Create(row.GetInt64(0), row.GetFieldValue<byte[]>(1)))).ToDictionary();
    }

    private static List<Paid> Missing(IEnumerable<Paid> told, Dictionary<long, byte[]> there) =>
        [.. told.Where(p => !there.TryGetValue(p.Position, out var receipt) || !receipt.AsSpan().SequenceEqual(p.Receipt)).OrderBy(p => p.Position)];

    /// <summary>The public checkpoint, once it covers a position.</summary>
    private async Task<(string Text, long Size)> Sealed(long position)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(100))
        {
            var text = await Town.Anyone.GetStringAsync(new Uri("/log/currency/checkpoint", UriKind.Relative));
            if (SignedNote.TryParse(text, out var note, out _) && Checkpoint.TryParse(note.Text, out var checkpoint) && checkpoint.Size >= position) return (text, checkpoint.Size);
        }
        throw new InvalidOperationException("Nothing is sealed.");
    }

    /// <summary>Runs a verb of this program, and gives what it alone said.</summary>
    protected async Task<(int Code, string Said)> Verb(params string[] arguments)
    {
        await using var process = Town.NewServer();
        process.Program = LedgerProcess.ServerFile();
        return await process.Verb(arguments);
    }

    private void Say(string what) => Console.WriteLine($"{_watch.Elapsed.TotalSeconds,6:0.0} s  {what}");

    /// <summary>A folder with its modes.</summary>
    protected static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["--archive", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    public sealed class OnSqlite : Drill
    {
        private string Backups => Path.Combine(Apart.FullName, "backups");
        private string Backup => Directory.GetDirectories(Backups).Max()!;

        protected override Town Town { get; } = new SqliteTown();
        protected override string[] Store => ["--data", Town.Data];
        protected override Task Prepare() => Task.CompletedTask;
        protected override Task Bring() => Task.CompletedTask;

        protected override async Task MakePoint()
        {
            var (code, said) = await Verb("backup", Backups, "--data", Town.Data, "--keep", "2");
            Assert.True(code == 0, said);
        }

        protected override Task PutBack()
        {
            foreach (var pattern in new[] { "ledger.db*", "people.db*" })
                foreach (var file in Directory.GetFiles(Town.Data, pattern)) System.IO.File.Delete(file);
            foreach (var name in new[] { "ledger.db", "people.db" }) System.IO.File.Copy(Path.Combine(Backup, name), Path.Combine(Town.Data, name));
            return Task.CompletedTask;
        }

        protected override async Task<string[]> Plant(long position)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Apart.FullName, "planted")).FullName;
            System.IO.File.Copy(Path.Combine(Backup, "ledger.db"), Path.Combine(folder, "ledger.db"));
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ledger.db")};Pooling=false");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "drop trigger currency_entry_no_delete; delete from currency_entry where position = $at; delete from currency_receipt where position = $at";
            command.Parameters.AddWithValue("$at", position);
            await command.ExecuteNonQueryAsync();
            return ["--data", folder];
        }

        protected override DbConnection Database(string[] store) => new SqliteConnection($"Data Source={Path.Combine(store[^1], "ledger.db")};Pooling=false");
    }

    /// <param name="old">The program with which the servers begin; null: this one.</param>
    public sealed class OnPostgres(string? old) : Drill
    {
        private string _point = "";

        protected override Town Town { get; } = new ArchivingTown(old);
        private ArchivingTown Cluster => (ArchivingTown)Town;
        protected override string[] Store => ["--data", Cluster.Data, .. Cluster.Store];

        // Where the database's user can reach them, as on a machine of its own.
        private string Script => Path.Combine(Cluster.Postgres.Folder, "postgres-backup");
        private string Archive => Path.Combine(Cluster.Postgres.Folder, "archive");
        private string Bases => Path.Combine(Cluster.Postgres.Folder, "bases");

        protected override async Task Prepare()
        {
            System.IO.File.Copy(Path.Combine(Repository.Root, "ops", "postgres-backup"), Script);
            if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(Script, (UnixFileMode)0b111_101_101);
            await Cluster.Postgres.RunAsOwner("/bin/mkdir", $"-p {Archive}");
            await PostgresServer.ExecuteAsync(Cluster.Postgres.ConnectionString(), $"alter system set archive_command = '{Script} archive %p %f {Archive}'");
            await PostgresServer.ExecuteAsync(Cluster.Postgres.ConnectionString(), "select pg_reload_conf()");
            await Cluster.Postgres.RunAsOwner(Script, $"base {Bases} \"host=127.0.0.1 port={Cluster.Postgres.Port} user=postgres\"");
        }

        protected override async Task MakePoint() => _point = await Ask<string>("select clock_timestamp()::text");

        protected override async Task Bring()
        {
            var piece = await Ask<string>("select pg_walfile_name(pg_switch_wal())");
            for (var waited = Stopwatch.StartNew(); !System.IO.File.Exists(Path.Combine(Archive, piece)); await Task.Delay(100)) Assert.True(waited.Elapsed < Patience, $"{piece} is not archived.");
        }

        protected override async Task PutBack()
        {
            await Cluster.Postgres.KillAsync();
            Directory.Delete(Cluster.Postgres.Data, recursive: true);
            NpgsqlConnection.ClearAllPools();
            await Cluster.Postgres.RunAsOwner(Script, $"restore {Directory.GetDirectories(Bases).Max()} {Archive} {Cluster.Postgres.Data} \"{_point}\"");
            await Cluster.Postgres.StartAgainAsync();
            // It answers before it has read to the end.
            for (var waited = Stopwatch.StartNew(); await Ask<bool>("select pg_is_in_recovery()"); await Task.Delay(100)) Assert.True(waited.Elapsed < Patience, "The recovery does not end.");
        }

        protected override async Task<string[]> Plant(long position)
        {
            NpgsqlConnection.ClearAllPools();
            await PostgresServer.ExecuteAsync(Cluster.Postgres.ConnectionString(), $"create database planted template {new NpgsqlConnectionStringBuilder(Cluster.Connection).Database}");
            var planted = Cluster.Postgres.ConnectionString("planted");
            await PostgresServer.ExecuteAsync(planted, string.Create(CultureInfo.InvariantCulture,
                $"alter table currency_entry_0 disable trigger all; delete from currency_entry_0 where position = {position}; alter table currency_entry_0 enable trigger all; delete from currency_receipt where position = {position}"));
            return ["--data", Cluster.Data, "--store", "postgres", "--connection", planted];
        }

        protected override DbConnection Database(string[] store) => new NpgsqlConnection(store[^1] + ";Pooling=false");

        private async Task<T> Ask<T>(string sql)
        {
            await using var connection = Database([Cluster.Connection]);
            return await connection.Value<T>(sql);
        }

        private sealed class ArchivingTown(string? old) : ClusterTown
        {
            protected override string Program => old ?? base.Program;
            protected override Task<PostgresServer> StartPostgres() => PostgresServer.StartAsync("max_connections=300", "archive_mode=on");
        }
    }

    /// <summary>People who pay one after the other and never give up an order before it is answered.</summary>
    private sealed class Stream : IAsyncDisposable
    {
        private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5), BetweenOrders = TimeSpan.FromMilliseconds(20);
        private readonly CancellationTokenSource _over = new();
        private Task[] _clients = [];
        private int _retried;

        public ConcurrentQueue<Paid> Acknowledged { get; } = new();

        /// <summary>How many calls were not answered, or with "busy".</summary>
        public int Retried => _retried;

        public static async Task<Stream> Begin(Town town)
        {
            var stream = new Stream();
            var shop = await town.NewMember(kind: "merchant");
            var payers = new List<Member>();
            for (var i = 0; i < Payers; i++) payers.Add(await town.NewMember(Purse));
            stream._clients = [.. payers.Select((payer, i) => Task.Run(() => stream.Pay(town, payer, shop, i)))];
            return stream;
        }

        private async Task Pay(Town town, Member payer, Member shop, int at)
        {
            using var http = new HttpClient { Timeout = AnswerWithin };
            while (!_over.IsCancellationRequested)
            {
                var order = payer.Sign(payer.Order(shop.Account, 1));
                var last = "no answer";
                for (var took = Stopwatch.StartNew(); ; at++)
                {
                    try
                    {
                        using var answer = await http.PostCose(new Uri(town.Servers[at % town.Servers.Count].Url, "/v1/payments").ToString(), order);
                        var said = await answer.Content.ReadAsStringAsync();
                        if (answer.IsSuccessStatusCode)
                        {
                            var json = JsonDocument.Parse(said).RootElement;
                            Acknowledged.Enqueue(new(order, said, json.GetProperty("position").GetInt64(), json.GetProperty("receipt").GetBytes()));
                            break;
                        }
                        last = $"{(int)answer.StatusCode} {said}";
                    }
                    catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                    {
                        last = e.Message;
                    }
                    Assert.True(took.Elapsed < Patience, $"An order is not answered: {last}");
                    // What is without an answer when everything ends was acknowledged to nobody.
                    if (_over.IsCancellationRequested) return;
                    Interlocked.Increment(ref _retried);
                    await Task.Delay(50);
                }
                await Task.Delay(BetweenOrders);
            }
        }

        /// <summary>Waits until so many more were paid.</summary>
        public async Task Passes(int more)
        {
            var until = Acknowledged.Count + more;
            for (var waited = Stopwatch.StartNew(); Acknowledged.Count < until; await Task.Delay(20))
            {
                if (_clients.FirstOrDefault(c => c.IsCompleted) is { } broken) await broken;
                Assert.True(waited.Elapsed < Patience, "Payments do not pass.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (!_over.IsCancellationRequested) await _over.CancelAsync();
            // Whoever waits for payments was told what went wrong.
            await Task.WhenAll(_clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
