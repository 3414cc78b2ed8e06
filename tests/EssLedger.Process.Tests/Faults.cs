using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace EssLedger.Outside;

/// <summary>What can happen to a ledger of several servers while people pay.</summary>
public enum Fault
{
    /// <summary>A server is killed and started again.</summary>
    ServerKilled,
    /// <summary>All servers are killed and started again.</summary>
    AllServersKilled,
    /// <summary>A server sleeps long enough to be taken for dead, and wakes late.</summary>
    ServerPaused,
    /// <summary>The database stops as in a power cut and is started again.</summary>
    DatabaseStopped,
    /// <summary>Every connection to the database is cut, several times.</summary>
    ConnectionsCut,
    /// <summary>The database's disk is full for a while.</summary>
    DiskFull,
}

/// <summary>Clients pay through three servers on one PostgreSQL, and never give up an order before it is answered, while all this happens. At the end the
/// book says what the clients were told.</summary>
public sealed class Faults : IAsyncDisposable
{
    private const int Payers = 8, Purse = 300_000, BeyondPurse = 400_000;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3), GiveUpAfter = TimeSpan.FromSeconds(90), BetweenOrders = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an order may wait for its answer, from the first try on, when one server of three dies or sleeps.</summary>
    private static readonly TimeSpan AcceptedAgainWithin = TimeSpan.FromSeconds(10);

    private readonly SmallDiskTown _town;
    private readonly Random _dice;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentBag<(byte[] Order, HttpStatusCode Status, string Answer)> _answered = [];
    private readonly List<Member> _payers = [];
    private readonly long[] _settled = new long[Payers];
    private Member _payee = null!;
    private Task[] _clients = [];
    private TimeSpan _longest;

    private Faults(SmallDiskTown town, int seed) => (_town, _dice) = (town, new(seed));

    /// <summary>The kinds that this machine allows.</summary>
    public static IReadOnlyList<Fault> Kinds { get; } = [.. Enum.GetValues<Fault>().Where(f => f != Fault.DiskFull || PostgresServer.CanHaveSmallDisk)];

    /// <summary>How many orders were answered so far.</summary>
    public int Answered => _answered.Count;

    public static async Task<Faults> Start(int seed)
    {
        var town = new SmallDiskTown();
        await town.InitializeAsync();
        var faults = new Faults(town, seed);
        for (var i = 0; i < Payers; i++) faults._payers.Add(await town.NewMember(Purse));
        faults._payee = await town.NewMember(kind: "merchant");
        faults._clients = [.. Enumerable.Range(0, Payers).Select(i => Task.Run(() => faults.Client(i)))];
        return faults;
    }

    /// <summary>Lets one thing happen and pass, and says how long the unluckiest order waited for its answer.</summary>
    public async Task<TimeSpan> Cycle(Fault fault)
    {
        await Supervise();
        await EveryoneSettles();
        _longest = TimeSpan.Zero;
        await Task.Delay(_dice.Next(200, 800));
        var server = _town.Servers[_dice.Next(_town.Servers.Count)];
        switch (fault)
        {
            case Fault.ServerKilled:
                await server.Kill();
                // It is not there to help.
                await EveryoneSettles();
                break;
            case Fault.AllServersKilled:
                await Task.WhenAll(_town.Servers.Select(s => s.Kill()));
                break;
            case Fault.ServerPaused:
                await server.Signal("STOP");
                await Task.Delay(_dice.Next(10_000, 20_000));
                await server.Signal("CONT");
                await EveryoneSettles();
                // If it was taken for dead, it finds that out and ends.
                await Task.Delay(2_000);
                break;
            case Fault.DatabaseStopped:
                await _town.Postgres.KillAsync();
                await Task.Delay(_dice.Next(200, 4_000));
                await _town.Postgres.StartAgainAsync();
                break;
            case Fault.ConnectionsCut:
                for (var i = _dice.Next(1, 8); i > 0; i--)
                {
                    await PostgresServer.ExecuteAsync(_town.Connection, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'essledger'");
                    await Task.Delay(_dice.Next(10, 400));
                }
                break;
            case Fault.DiskFull:
                _town.Postgres.FillDisk();
                await Task.Delay(_dice.Next(2_000, 5_000));
                _town.Postgres.FreeDisk();
                if (!await _town.Postgres.IsRunningAsync()) await _town.Postgres.StartAgainAsync();
                break;
        }
        await EveryoneSettles();
        var longest = _longest;
        await Supervise();
        if (fault is Fault.ServerKilled or Fault.ServerPaused)
            Assert.True(longest <= AcceptedAgainWithin, $"{fault}: an order waited {longest.TotalSeconds:0.0} s for its answer. {Logs()}");
        return longest;
    }

    /// <summary>A supervisor starts again whatever ended, be it killed or told by the others that it is dead.</summary>
    private Task Supervise() => Task.WhenAll(_town.Servers.Where(s => !s.IsRunning).Select(s => s.Run()));

    /// <summary>Waits until every payer has been answered an order that was begun after now.</summary>
    private async Task EveryoneSettles()
    {
        var before = _settled.Select(s => s).ToArray();
        // The one under way may have been begun before.
        for (var waited = Stopwatch.StartNew(); _settled.Zip(before).Any(s => s.First < s.Second + 2); await Task.Delay(20))
        {
            if (_clients.FirstOrDefault(c => c.IsCompleted) is { } broken) await broken;
            // Servers that died all at once come back by their supervisor's hand.
            if (_town.Servers.All(s => !s.IsRunning)) await Supervise();
            Assert.True(waited.Elapsed < GiveUpAfter, $"Payments do not pass again: {string.Join(", ", _settled.Zip(before).Select(s => s.First - s.Second))}. {Logs()}");
        }
    }

    /// <summary>Keeps what the servers said, and says where.</summary>
    private string Logs()
    {
        var file = Path.Combine(Path.GetTempPath(), $"essledger-faults-{Environment.ProcessId}.log");
        System.IO.File.WriteAllLines(file, _town.Servers.Select(s => $"======== {s.Url}\n{s.Output}"));
        return $"The servers' logs: {file}";
    }

    private async Task Client(int index)
    {
        var (payer, dice) = (_payers[index], new Random(index));
        using var http = new HttpClient { Timeout = AnswerWithin };
        while (!_over.IsCancellationRequested)
        {
            // Now and then one that is refused for good.
            var order = payer.Sign(payer.Order(_payee.Account, dice.Next(10) == 0 ? BeyondPurse : 1));
            var took = Stopwatch.StartNew();
            _answered.Add(await Settle(http, order, dice.Next(_town.Servers.Count)));
            lock (_dice) if (took.Elapsed > _longest) _longest = took.Elapsed;
            _settled[index]++;
            await Task.Delay(BetweenOrders);
        }
    }

    /// <summary>Asks one server after the other until one knows the answer.</summary>
    private async Task<(byte[], HttpStatusCode, string)> Settle(HttpClient http, byte[] order, int first)
    {
        var took = Stopwatch.StartNew();
        for (var attempt = 0; ; attempt++)
        {
            var last = "no answer";
            try
            {
                using var answer = await http.PostCose(new Uri(_town.Servers[(first + attempt) % _town.Servers.Count].Url, "/v1/payments").ToString(), order);
                var said = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity) return (order, answer.StatusCode, said);
                last = $"{(int)answer.StatusCode} {said}";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                last = e.Message;
            }
            Assert.True(took.Elapsed < GiveUpAfter, $"An order is not answered: {last}");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends the paying, and holds that the book says what the clients were told.</summary>
    public async Task Close()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_clients);
        await Parallel.ForEachAsync(_answered, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (first, stop) =>
        {
            using var again = await _town.Pay(first.Order);
            Assert.Equal(first.Status is HttpStatusCode.UnprocessableEntity ? first.Status : HttpStatusCode.OK, again.StatusCode);
            var said = await again.Content.ReadAsStringAsync(stop);
            Assert.Equal(first.Answer, said);
            if (first.Status is HttpStatusCode.UnprocessableEntity) Assert.Contains("insufficient_funds", said, StringComparison.Ordinal);
        });
        var paid = _answered.Count(a => a.Status is not HttpStatusCode.UnprocessableEntity);
        Assert.Equal(paid, await _payee.Balance());
        var left = await Task.WhenAll(_payers.Select(p => p.Balance()));
        Assert.Equal((Payers * (long)Purse) - paid, left.Sum());
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_clients).ContinueWith(_ => { }, TaskScheduler.Default);
        await _town.DisposeAsync();
        _over.Dispose();
    }

    /// <summary>A town whose database has a small disk of its own, where this machine allows it.</summary>
    private sealed class SmallDiskTown : ClusterTown
    {
        protected override Task<PostgresServer> StartPostgres() => PostgresServer.StartAsync(
            PostgresServer.CanHaveSmallDisk ? 1200 : null, "max_connections=300", "min_wal_size=32MB", "max_wal_size=64MB");
    }
}

public sealed class FaultTests
{
    [Fact]
    public async Task Whatever_fails_nothing_acknowledged_is_lost_or_doubled_and_payments_go_on()
    {
        var seed = Environment.TickCount;
        var kinds = Faults.Kinds.ToArray();
        new Random(seed).Shuffle(kinds);
        await using var faults = await Faults.Start(seed);
        foreach (var kind in kinds)
        {
            var longest = await faults.Cycle(kind);
            TestContext.Current.SendDiagnosticMessage($"{kind}: the longest wait was {longest.TotalSeconds:0.0} s");
        }
        await faults.Close();
        Assert.True(faults.Answered > 500, $"Only {faults.Answered} orders were answered: nothing was put to the test.");
    }
}
