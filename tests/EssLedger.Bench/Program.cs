// Payments per second and their latencies at 1, 32 and 256 clients, all paying one shop, in process and over HTTP on SQLite;
// beside them, measured in the same run, what can bound them. Orders are signed before the clock starts.

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Web;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// The limiter protects a server from strangers; here nobody is one.
Environment.SetEnvironmentVariable("EssLedger__RequestsPerSecond", "1000000");
var folder = Directory.CreateTempSubdirectory("essledger-bench-");
try
{
    await using var app = Server.Build(new()
    {
        Data = folder.FullName,
        Urls = "http://127.0.0.1:0",
        Adjust = builder => builder.Logging.ClearProviders(),
    });
    await app.StartAsync();
    Console.WriteLine($"{Environment.ProcessorCount} processors, {(app.Services.GetRequiredService<IEs256kVerifier>() is Libsecp256k1Verifier ? "libsecp256k1" : "BouncyCastle")}, SQLite WAL synchronous=FULL");
    using var town = await Town.Settle(app, payers: 256);

    Console.WriteLine();
    Console.WriteLine("payments of many residents to one shop   clients   payments/s    p50 ms    p99 ms");
    foreach (var (clients, count) in new[] { (1, 3_000), (32, 16_000), (256, 24_000) })
    {
        Show("in process", clients, await town.Run(clients, count, town.PayInProcess));
        Show("HTTP, client and server in one process", clients, await town.Run(clients, count, town.PayOverHttp));
    }

    Console.WriteLine();
    Console.WriteLine("what can bound them                      per second");
    References(app.Services, folder.FullName);
    await app.StopAsync();
}
finally
{
    folder.Delete(recursive: true);
}

static void Show(string how, int clients, (double PerSecond, double P50, double P99) figures) =>
    Console.WriteLine($"{how,-40} {clients,7} {figures.PerSecond,12:0} {figures.P50,9:0.00} {figures.P99,9:0.00}");

static void References(IServiceProvider services, string folder)
{
    using (var file = new FileStream(Path.Combine(folder, "sync"), FileMode.Create))
    {
        var block = new byte[4096];
        Rate("fsync of 4 kB", 2, () =>
        {
            file.Position = 0;
            file.Write(block);
            file.Flush(flushToDisk: true);
        });
    }
    using (var database = new SqliteConnection($"Data Source={Path.Combine(folder, "one.db")};Pooling=False"))
    {
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "pragma journal_mode=wal; pragma synchronous=full; create table t (n integer)";
        command.ExecuteNonQuery();
        command.CommandText = "insert into t values (1)";
        Rate("SQLite commits of one row", 2, () => command.ExecuteNonQuery());
    }
    var signer = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
    var message = RandomNumberGenerator.GetBytes(200);
    var signature = signer.SignMessage(message);
    if (Libsecp256k1Verifier.TryLoad() is { } native) Rate("orders verified, libsecp256k1", 1, () => Good(Es256k.Verify(native, signer.Key, message, signature)));
    var managed = new BouncyCastleVerifier();
    Rate("orders verified, BouncyCastle", 1, () => Good(Es256k.Verify(managed, signer.Key, message, signature)));
    var key = services.GetRequiredService<ServerKeys>().Receipt;
    Rate("receipts signed, P-256", 1, () => key.Sign(Receipt.Type, message));

    static void Good(bool good)
    {
        if (!good) throw new InvalidOperationException("A good signature was refused.");
    }

    static void Rate(string what, int seconds, Action act)
    {
        for (var i = 0; i < 50; i++) act();
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; watch.Elapsed.TotalSeconds < seconds; done++) act();
        Console.WriteLine($"{what,-40} {done / watch.Elapsed.TotalSeconds,10:0}");
    }
}

/// <summary>Residents with money and a shop, made by the rules like everyone.</summary>
internal sealed class Town(WebApplication app, Terms terms, AccountId shop, IReadOnlyList<(AccountId Account, DeviceSigner Device)> payers) : IDisposable
{
    private readonly IGrainFactory _grains = app.Services.GetRequiredService<IGrainFactory>();
    private readonly ReceiptDesk _receipts = app.Services.GetRequiredService<ReceiptDesk>();
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new(app.Urls.First()), DefaultRequestVersion = HttpVersion.Version11 };

    public static async Task<Town> Settle(WebApplication app, int payers)
    {
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        var terms = app.Services.GetRequiredService<Terms>();
        PersonId bureau = PersonId.Parse("BUREAU"), treasurer = PersonId.Parse("TREASURER"), approver = PersonId.Parse("APPROVER");
        var shop = NewAccount();
        await grains.GetGrain<IAccountGrain>(shop.Value).Open(AccountKind.Merchant, SubjectStatus.Open, bureau);
        var treasury = grains.GetGrain<ITreasuryGrain>(OfficeAccounts.Treasury.Value);
        var settled = new List<(AccountId, DeviceSigner)>();
        for (var i = 0; i < payers; i++)
        {
            var account = NewAccount();
            var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
            var grain = grains.GetGrain<IAccountGrain>(account.Value);
            await grain.Open(AccountKind.Resident, SubjectStatus.Open, bureau);
            var proof = new DeviceProof(terms.Ledger, account, await grain.Challenge(bureau), device.Key);
            if (!SignedProof.TryDecode(device.Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why)) throw new InvalidOperationException(why);
            await grain.AddKey(signed, bureau);
            var issuance = new IssuanceId(NewUuid());
            await treasury.Propose(issuance, account, Amount.FromMinor(1_000_000), terms.Unit, new("bench", $"receipt {i}", Amount.FromMinor(1_000_000)), treasurer);
            await treasury.Approve(issuance, approver);
            settled.Add((account, device));
        }
        return new(app, terms, shop, settled);
    }

    /// <summary>So many payments by so many clients, each with an account of its own and one payment under way at a time.</summary>
    public async Task<(double PerSecond, double P50, double P99)> Run(int clients, int count, Func<byte[], Task> pay)
    {
        var orders = new byte[count][];
        var notAfter = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 590;
        Parallel.For(0, count, i =>
        {
            var (account, device) = payers[i % clients];
            orders[i] = device.Sign(PaymentOrder.Type, new PaymentOrder(terms.Ledger, new(NewUuid()), account, shop, Amount.FromMinor(1), terms.Unit, notAfter).Encode());
        });
        var latencies = new double[count];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = client; i < count; i += clients)
            {
                var start = Stopwatch.GetTimestamp();
                await pay(orders[i]);
                latencies[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(latencies);
        return (count / seconds, latencies[count / 2], latencies[(int)(count * 0.99)]);
    }

    public async Task PayInProcess(byte[] bytes)
    {
        if (!SignedOrder.TryDecode(bytes, out var order, out var why)) throw new InvalidOperationException(why);
        var answer = await _grains.GetGrain<IAccountGrain>(order.Order.Payer.Value).Pay(order);
        if (answer is not { Outcome: { } outcome, First: true }) throw new InvalidOperationException($"Refused: {answer.Refusal}");
        await _receipts.For(outcome, isNew: true);
    }

    public async Task PayOverHttp(byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cose");
        using var answer = await _http.PostAsync(new Uri("/v1/payments", UriKind.Relative), content);
        if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => _http.Dispose();

    private static AccountId NewAccount() => AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));

    private static Uuid NewUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));
}
