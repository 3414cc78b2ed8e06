using System.Diagnostics;
using System.Net;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Store.Postgres;
using EssLedger.Verification;
using Npgsql;

namespace EssLedger.Outside;

/// <summary>A ledger with a past: one shop that was paid very often. What servers read when they wake is counted by the database itself.</summary>
public sealed class OldLedger : IAsyncDisposable
{
    private const int Residents = 100;
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(120);

    private readonly string _data = Directory.CreateTempSubdirectory("essledger-process-").FullName;
    private readonly List<BookWriter.Member> _residents = [];
    private PostgresServer _postgres = null!;
    private string _connection = "";
    private BookWriter.Member _shop = null!;
    private IReadOnlyList<LedgerProcess> _servers = [];

    /// <summary>What the shop holds.</summary>
    public long Takings { get; private set; }

    /// <summary>Writes the past straight into the store, then starts servers over it.</summary>
    public static async Task<OldLedger> Write(int payments, int servers, Action<int>? progress = null)
    {
        var old = new OldLedger { _postgres = await PostgresServer.StartAsync("max_connections=300", "shared_preload_libraries=pg_stat_statements", "max_wal_size=4GB") };
        old._connection = await old._postgres.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(old._connection, "create extension pg_stat_statements");
        await using (var database = await PostgresDatabase.OpenAsync(old._connection, TimeSpan.FromSeconds(10), null, default))
        {
            using var currency = new PostgresJournalStore(database, "currency");
            using var label = new PostgresJournalStore(database, "label");
            using var keys = new ServerSide();
            var writer = new BookWriter(currency, label, keys);
            await writer.Open();
            old._shop = await writer.Join(AccountKind.Merchant);
            for (var i = 0; i < Residents; i++) old._residents.Add(await writer.Join(AccountKind.Resident, 1_000_000));
            await writer.PayMany(old._residents, [old._shop], payments, receipts: false, progress);
            old.Takings = payments;
        }
        old._servers = [.. Enumerable.Range(0, servers).Select(_ => new LedgerProcess(old._data, ["--store", "postgres", "--connection", old._connection], ("EssLedger__MaxAmount", "100000000"), ("EssLedger__MedianAnswerMilliseconds", "60000")))];
        await old.Restart();
        return old;
    }

    /// <summary>Kills all servers and starts them again. Says how long it took until a resident could pay.</summary>
    public async Task<TimeSpan> Restart()
    {
        foreach (var server in _servers) await server.Kill();
        var took = Stopwatch.StartNew();
        foreach (var server in _servers) server.Begin();
        await ResidentPays();
        return took.Elapsed;
    }

    /// <summary>A resident pays the shop 1.</summary>
    public async Task ResidentPays()
    {
        await Paid(Order(_residents[Random.Shared.Next(Residents)], _shop, 1));
        Takings++;
    }

    /// <summary>Restarts the servers and lets the shop, which nobody has woken yet, pay 1. Says how long that took and how many entries were read for it.</summary>
    public async Task<(TimeSpan Took, long Entries)> WakeShop()
    {
        await Restart();
        await PostgresServer.ExecuteAsync(_connection, "select pg_stat_statements_reset()");
        var took = Stopwatch.StartNew();
        await Paid(Order(_shop, _residents[0], 1));
        var elapsed = took.Elapsed;
        Takings--;
        return (elapsed, await Count("select coalesce(sum(rows), 0)::bigint from pg_stat_statements where query like 'select%currency_subject_entry%'"));
    }

    public Task<long> Snapshots() => Count("select count(*) from grain_snapshot where payload is not null");

    public Task ForgetSnapshots() => PostgresServer.ExecuteAsync(_connection, "delete from grain_snapshot");

    /// <summary>The status with which a payment of the shop is answered.</summary>
    public async Task<HttpStatusCode> ShopPays(long amount)
    {
        using var http = new HttpClient { BaseAddress = _servers[0].Url };
        using var answer = await http.PostCose("/v1/payments", Order(_shop, _residents[0], amount));
        if (answer.IsSuccessStatusCode) Takings -= amount;
        return answer.StatusCode;
    }

    private static byte[] Order(BookWriter.Member payer, BookWriter.Member payee, long amount) => payer.Pen.Sign(PaymentOrder.Type, new PaymentOrder(
        BookWriter.Ledger, Any.OrderId(), payer.Account, payee.Account, Amount.FromMinor(amount), BookWriter.Unit, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 500).Encode());

    /// <summary>Sends an order to one server after the other until it is paid.</summary>
    private async Task Paid(byte[] order)
    {
        var took = Stopwatch.StartNew();
        for (var attempt = 0; ; attempt++)
        {
            using var http = new HttpClient { BaseAddress = _servers[attempt % _servers.Count].Url, Timeout = TimeSpan.FromSeconds(30) };
            var last = "";
            try
            {
                using var answer = await http.PostCose("/v1/payments", order);
                if (answer.IsSuccessStatusCode) return;
                last = $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                Assert.False(answer.StatusCode is HttpStatusCode.UnprocessableEntity, last);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                last = e.Message;
            }
            Assert.True(took.Elapsed < GiveUpAfter, $"A payment does not pass: {last}\n{_servers[0].Output}");
            await Task.Delay(20);
        }
    }

    private async Task<long> Count(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        return await connection.Value<long>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

public sealed class SnapshotTests
{
    [Fact]
    public async Task Waking_reads_a_snapshot_and_a_tail_and_without_snapshots_nothing_is_lost()
    {
        const int past = 20_000, tail = 30;
        await using var old = await OldLedger.Write(past, servers: 1);

        Assert.True((await old.WakeShop()).Entries > past, "The first wake reads everything.");
        Assert.Equal(1, await old.Snapshots());
        for (var i = 0; i < tail; i++) await old.ResidentPays();
        Assert.InRange((await old.WakeShop()).Entries, tail, tail + 100);

        await old.ForgetSnapshots();
        Assert.True((await old.WakeShop()).Entries > past, "Without a snapshot a wake reads everything.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await old.ShopPays(old.Takings + 1));
        Assert.Equal(HttpStatusCode.Created, await old.ShopPays(old.Takings));
    }
}
