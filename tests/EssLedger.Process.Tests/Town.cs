using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;

namespace EssLedger.Outside;

/// <summary>A demonstration that runs, and the people in it.</summary>
public abstract class Town : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<HttpClient>> _clients = new();

    /// <summary>The servers that share the book.</summary>
    public IReadOnlyList<LedgerProcess> Servers { get; private set; } = [];
    public LedgerProcess Server => Servers[0];
    public DemoFile File { get; private set; } = null!;
    public LedgerId Ledger { get; private set; }
    public Unit Unit { get; private set; }

    /// <summary>A client without token.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    /// <summary>The directory of the servers' files.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("essledger-process-").FullName;

    /// <summary>The options that name the store, for any verb.</summary>
    public IReadOnlyList<string> Store { get; private set; } = [];

    /// <summary>Prepares the store and says which options name it.</summary>
    protected abstract Task<IReadOnlyList<string>> PrepareStore();

    protected virtual int Size => 1;

    protected virtual (string, string)[] Environment => [];

    public virtual async ValueTask InitializeAsync()
    {
        Store = await PrepareStore();
        Servers = [.. Enumerable.Range(0, Size).Select(_ => NewServer())];
        await Task.WhenAll(Servers.Select(s => s.Run()));
        File = JsonSerializer.Deserialize<DemoFile>(await System.IO.File.ReadAllTextAsync(Path.Combine(Data, "demo.json")), JsonSerializerOptions.Web)!;
        (Ledger, Unit) = (LedgerId.Parse(File.Ledger), Unit.Parse(File.Unit));
        Anyone = NewClient();
    }

    /// <summary>One more server of this town, not started yet.</summary>
    public LedgerProcess NewServer(params (string, string)[] environment) => new(Data, ["--demo", .. Store], [.. Environment, .. environment]) { Program = Program };

    /// <summary>The program that its servers run at first.</summary>
    protected virtual string Program => LedgerProcess.ServerFile();

    /// <summary>Whatever was done here, an auditor of the whole book finds nothing wrong.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var server in Servers) await server.DisposeAsync();
        await AssertClean();
        Directory.Delete(Data, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Holds that an auditor of the whole book finds nothing wrong.</summary>
    public async Task AssertClean()
    {
        await using var auditor = NewServer();
        auditor.Program = LedgerProcess.ServerFile();
        var (code, output) = await auditor.Verb(["verify", "--data", Data, .. Store]);
        Assert.True(code == 0, output);
    }

    /// <summary>The client of a role of the demonstration.</summary>
    public Task<HttpClient> As(string role) => As(File.Clients[role].ClientId, File.Clients[role].ClientSecret);

    public Task<HttpClient> As(DemoShop shop) => As(shop.ClientId, shop.ClientSecret);

    private Task<HttpClient> As(string id, string secret) => _clients.GetOrAdd(id, async _ =>
    {
        var client = NewClient();
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = secret,
        }));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Json()).GetProperty("access_token").GetString());
        return client;
    });

    /// <summary>A client that asks one server after the other, as behind a load balancer.</summary>
    public HttpClient NewClient() => new(new InTurn(Servers)) { BaseAddress = Server.Url, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The same caller, at one server only.</summary>
    public static HttpClient At(LedgerProcess server, HttpClient? caller = null)
    {
        var client = new HttpClient(new InTurn([server])) { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = caller?.DefaultRequestHeaders.Authorization;
        return client;
    }

    private sealed class InTurn(IReadOnlyList<LedgerProcess> servers) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        private uint _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var server = servers[(int)(Interlocked.Increment(ref _next) % (uint)servers.Count)];
            request.RequestUri = new(server.Url, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>An account of the demonstration with its device.</summary>
    public Member Resident(int index) => new(this, AccountId.Parse(File.Residents[index].Account), new(Convert.FromHexString(File.Residents[index].DeviceKey)));

    public Member Shop(int index) => new(this, AccountId.Parse(File.Shops[index].Account), new(Convert.FromHexString(File.Shops[index].DeviceKey)));

    /// <summary>Opens an account at the bureau, enrols a device, and has money issued to it by two persons.</summary>
    public async Task<Member> NewMember(long amount = 0, string kind = "resident")
    {
        var account = await OpenAccount(kind);
        var member = new Member(this, account, NewDevice());
        var bureau = await As("bureau");
        using (var enrolled = await Enrol(bureau, account, member.Device))
            await enrolled.Is(201);
        if (amount > 0) await Issue(account, amount);
        return member;
    }

    public async Task<AccountId> OpenAccount(string kind = "resident")
    {
        using var opened = await (await As("bureau")).PostJson("/v1/accounts", new { kind, holder = new { name = "Essai Exemple" } });
        return AccountId.Parse((await opened.Is(201)).GetProperty("account").GetString()!);
    }

    /// <summary>Registers a key: signs a fresh challenge with it, or with an active key that vouches for it.</summary>
    public async Task<HttpResponseMessage> Enrol(HttpClient caller, AccountId account, DeviceSigner device, DeviceSigner? voucher = null) =>
        await caller.PostCose($"/v1/accounts/{account}/keys", Proof(account, await Challenge(caller, account), device, voucher));

    public byte[] Proof(AccountId account, byte[] challenge, DeviceSigner device, DeviceSigner? voucher = null, LedgerId? ledger = null) =>
        (voucher ?? device).Sign(DeviceProof.Type, new DeviceProof(ledger ?? Ledger, account, challenge, device.Key).Encode());

    public static async Task<byte[]> Challenge(HttpClient caller, AccountId account)
    {
        using var answer = await caller.PostAsync($"/v1/accounts/{account}/key-challenge", null);
        return (await answer.Is(200)).GetProperty("challenge").GetBytes();
    }

    public async Task Issue(AccountId account, long amount)
    {
        using var proposed = await Propose(account, amount, Any.Reference());
        var issuance = (await proposed.Is(202)).GetProperty("issuance").GetString();
        using var approved = await (await As("approver")).PostAsync($"/v1/issuances/{issuance}/approve", null);
        Assert.Equal("done", (await approved.Is(200)).GetProperty("state").GetString());
    }

    public async Task<HttpResponseMessage> Propose(AccountId account, long amount, string reference, long? receipt = null, string kind = "bank_transfer") =>
        await (await As("treasurer")).PostJson("/v1/issuances", new { account = account.Value, amount, unit = Unit.Code, source = new { kind, reference, amount = receipt ?? amount } });

    /// <summary>What an account holds, by the auditor's eyes.</summary>
    public async Task<long> Balance(AccountId account)
    {
        using var answer = await (await As("auditor")).GetAsync($"/v1/accounts/{account}");
        return (await answer.Is(200)).GetProperty("balance").GetInt64();
    }

    /// <summary>A request of a shop to be paid.</summary>
    public async Task<(RequestId Id, string Uri)> Request(int shop, long? amount, int? seconds = null, bool standing = false, string? reference = null)
    {
        using var made = await (await As(File.Shops[shop])).PostJson("/v1/payment-requests",
            new { payee = File.Shops[shop].Account, amount, unit = Unit.Code, expiresInSeconds = seconds, standing, reference });
        var json = await made.Is(201);
        Assert.True(RequestId.TryParse(json.GetProperty("request").GetString(), out var id));
        return (id, json.GetProperty("uri").GetString()!);
    }

    public Task<HttpResponseMessage> Pay(byte[] order) => Anyone.PostCose("/v1/payments", order);

    /// <summary>The same until the answer is one that a wallet keeps.</summary>
    public virtual Task<HttpResponseMessage> PayUntilAnswered(byte[] order) => Pay(order);

    private static DeviceSigner NewDevice() => Any.Device();

    public sealed record DemoFile(string BaseUrl, string Ledger, string Unit, Dictionary<string, DemoClient> Clients, DemoShop[] Shops, DemoResident[] Residents);
    public sealed record DemoClient(string ClientId, string ClientSecret);
    public sealed record DemoShop(string Merchant, string Account, string Name, string? Grant, string Standing, string ClientId, string ClientSecret, string DeviceKey);
    public sealed record DemoResident(string Account, string Name, string DeviceKey, long Balance);
}

/// <summary>One server over its own file.</summary>
public class SqliteTown : Town
{
    /// <summary>One town for all tests that do it no harm.</summary>
    [CollectionDefinition]
    public sealed class Shared : ICollectionFixture<SqliteTown>;

    protected override Task<IReadOnlyList<string>> PrepareStore() => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>Three servers over a PostgreSQL of their own; every request enters at another of them.</summary>
public class ClusterTown : Town
{
    /// <inheritdoc cref="SqliteTown.Shared"/>
    [CollectionDefinition]
    public sealed class Shared : ICollectionFixture<ClusterTown>;

    protected override int Size => 3;

    private readonly Lazy<Task<LedgerProcess>> _stranger;

    public ClusterTown() => _stranger = new(async () =>
    {
        var stranger = NewServer(("EssLedger__Cluster", "stranger"));
        await stranger.Run();
        return stranger;
    });

    /// <summary>Three servers and their database on two cores may need longer than one waits for another: then the outcome is unknown (500) or the account is decided for elsewhere (503), and a wallet sends the same order again.</summary>
    public override async Task<HttpResponseMessage> PayUntilAnswered(byte[] order)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            var answer = await Pay(order);
            if ((int)answer.StatusCode is not (500 or 503) || waited.Elapsed > TimeSpan.FromMinutes(1)) return answer;
            answer.Dispose();
        }
    }

    /// <summary>A server over the same book that does not know of the others, nor they of it: every account can be awake twice.</summary>
    public Task<LedgerProcess> Stranger => _stranger.Value;

    public PostgresServer Postgres { get; private set; } = null!;

    public string Connection { get; private set; } = "";

    /// <summary>The database of the town; says how the superuser reaches it.</summary>
    protected virtual Task<string> CreateDatabase(PostgresServer server) => server.CreateDatabaseAsync();

    protected virtual Task<PostgresServer> StartPostgres() => PostgresServer.StartAsync("max_connections=300");

    protected override async Task<IReadOnlyList<string>> PrepareStore()
    {
        Postgres = await StartPostgres();
        Connection = await CreateDatabase(Postgres);
        return ["--store", "postgres", "--connection", Connection];
    }

    public override async ValueTask DisposeAsync()
    {
        if (_stranger.IsValueCreated) await (await Stranger).DisposeAsync();
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            if (Postgres is not null) await Postgres.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}

/// <summary>An account and a device of it.</summary>
public sealed record Member(Town Town, AccountId Account, DeviceSigner Device)
{
    /// <summary>An order of this account; give <c>with</c> to spoil it.</summary>
    public PaymentOrder Order(AccountId payee, long amount) => new(
        Town.Ledger, Any.OrderId(), Account, payee, Amount.FromMinor(amount), Town.Unit, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);

    public byte[] Sign(PaymentOrder order) => Device.Sign(PaymentOrder.Type, order.Encode());

    public Task<HttpResponseMessage> Pay(PaymentOrder order) => Town.Pay(Sign(order));

    public Task<HttpResponseMessage> Pay(Member payee, long amount) => Pay(Order(payee.Account, amount));

    public Task<long> Balance() => Town.Balance(Account);
}
