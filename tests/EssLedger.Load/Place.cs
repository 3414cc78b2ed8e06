using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Ours;
using EssLedger.Outside;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Load;

/// <summary>What is put under load.</summary>
/// <param name="Store"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Silos">How many servers.</param>
/// <param name="Members">How many residents with a telephone and money.</param>
internal sealed record Scene(string Store, int Silos, int Members, IReadOnlyList<(string Name, string Value)> Settings);

/// <summary>A resident and their telephone.</summary>
internal sealed record Resident(AccountId Account, Pen Phone);

/// <summary>A shop that takes payment by codes and looks at its account.</summary>
internal sealed record Shop(AccountId Account, AuthenticationToken Token);

/// <summary>What an application shows of itself; asked for again before it ends, since a soak is longer than its life.</summary>
internal sealed class AuthenticationToken(HttpClient server, JsonElement client)
{
    private readonly Dictionary<string, string> _form = new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = client.GetProperty("clientId").GetString()!,
        ["client_secret"] = client.GetProperty("clientSecret").GetString()!,
    };
    private volatile Held? _held;

    private sealed record Held(string Bearer, long Since, TimeSpan Good);

    public async Task<AuthenticationHeaderValue> Header()
    {
        // Of two who find it old both ask, and either answer is good.
        if (_held is not { } held || Stopwatch.GetElapsedTime(held.Since) > held.Good)
        {
            var since = Stopwatch.GetTimestamp();
            using var form = new FormUrlEncodedContent(_form);
            using var answer = await server.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
            var given = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            _held = held = new(given.GetProperty("access_token").GetString()!, since, TimeSpan.FromSeconds(given.GetProperty("expires_in").GetInt32()) / 2);
        }
        return new("Bearer", held.Bearer);
    }
}

/// <summary>Real servers, each a process, over a store of their own; and the people of a town, entered through the API as a bureau enters them: accounts, proofs of keys, money issued by two persons.</summary>
internal sealed class Place : IAsyncDisposable
{
    public const long Endowment = 4_500_00;

    /// <summary>As many as a reverse proxy would keep; whoever finds none waits for one, and that is counted.</summary>
    private const int MostConnections = 1500;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);

    private readonly string _data = Directory.CreateTempSubdirectory("essledger-load-").FullName;
    private PostgresServer? _postgres;
    private string _connection = "";
    private IReadOnlyList<string> _store = [];
    private readonly List<HttpClient> _clients = [];

    public IReadOnlyList<LedgerProcess> Servers { get; private set; } = [];
    public IReadOnlyList<Uri> Metrics { get; private set; } = [];

    /// <summary>One client for each server.</summary>
    public IReadOnlyList<HttpClient> Clients => _clients;
    public LedgerId Ledger { get; private set; }
    public Unit Unit { get; private set; }
    public IReadOnlyList<Resident> Residents { get; private set; } = [];
    public IReadOnlyList<Resident> LostPhones { get; private set; } = [];

    /// <summary>The first is the one that everybody runs to.</summary>
    public IReadOnlyList<Shop> Shops { get; private set; } = [];

    /// <summary>Shops of which only the account is known.</summary>
    public IReadOnlyList<AccountId> Payees { get; private set; } = [];
    public IReadOnlyList<string> Badges { get; private set; } = [];

    public static async Task<Place> Open(Scene scene)
    {
        var place = new Place();
        try
        {
            await place.Start(scene);
            await place.Settle(scene);
            return place;
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    private async Task Start(Scene scene)
    {
        if (scene.Store == "postgres")
        {
            _postgres = await PostgresServer.StartAsync("max_connections=400", "shared_buffers=256MB", "max_wal_size=4GB");
            _connection = await _postgres.CreateDatabaseAsync();
            _store = ["--store", "postgres", "--connection", _connection];
        }
        Metrics = [.. Enumerable.Range(0, scene.Silos).Select(_ => new Uri($"http://127.0.0.1:{FreePort()}"))];
        Servers = [.. Metrics.Select(metrics => new LedgerProcess(_data, ["--demo", .. _store],
            [("EssLedger__MedianAnswerMilliseconds", "100"), ("EssLedger__Metrics", metrics.GetLeftPart(UriPartial.Authority)), ("EssLedger__Ceilings__Resident__In30Days", "100000000"), ("Logging__LogLevel__Default", "Warning"), ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Warning"), .. scene.Settings]))];
        // The first one builds the town, for which the others would only wait.
        await Servers[0].Run();
        await Task.WhenAll(Servers.Skip(1).Select(s => s.Run()));
        foreach (var server in Servers)
            _clients.Add(new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(2), MaxConnectionsPerServer = MostConnections }) { BaseAddress = server.Url, Timeout = AnswerWithin });
    }

    // What is not meant for outsiders is asked here with what the demonstration wrote down for them.
    private async Task Settle(Scene scene)
    {
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "demo.json")));
        var demo = written.RootElement;
        (Ledger, Unit) = (LedgerId.Parse(demo.GetProperty("ledger").GetString()!), Unit.Parse(demo.GetProperty("unit").GetString()!));
        var staff = demo.GetProperty("clients");
        AuthenticationToken bureau = Of("bureau"), treasurer = Of("treasurer"), approver = Of("approver");

        var shops = new List<Shop>();
        foreach (var shop in demo.GetProperty("shops").EnumerateArray()) shops.Add(new(AccountId.Parse(shop.GetProperty("account").GetString()!), new(_clients[0], shop)));
        Shops = shops;
        var badges = new List<string>();
        foreach (var grant in demo.GetProperty("shops").EnumerateArray().Select(s => s.GetProperty("grant").GetString()).OfType<string>())
            badges.Add(await _clients[0].GetStringAsync(new Uri($"/v1/badges/{grant}/code", UriKind.Relative)));
        Badges = badges;

        var payees = new List<AccountId>();
        for (var i = 0; i < Math.Max(4, scene.Members / 10); i++) payees.Add(await OpenAccount("merchant"));
        Payees = payees;
        var (residents, lost) = (new ConcurrentBag<Resident>(), new ConcurrentBag<Resident>());
        await Parallel.ForEachAsync(Enumerable.Range(0, scene.Members + Math.Max(2, scene.Members / 50)), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var (account, phone) = (await OpenAccount("resident"), new Pen());
            var challenge = (await Ask(bureau, HttpMethod.Post, $"/v1/accounts/{account}/key-challenge", null)).GetProperty("challenge").GetString()!;
            using var proof = Cose(phone.Sign(DeviceProof.Type, new DeviceProof(Ledger, account, Base64Url.DecodeFromChars(challenge), phone.Key).Encode()));
            await Ask(bureau, HttpMethod.Post, $"/v1/accounts/{account}/keys", proof);
            using var proposal = JsonContent.Create(new { account = account.Value, amount = Endowment, unit = Unit.Code, source = new { kind = "bank_transfer", reference = $"CHARGE {account}", amount = Endowment } });
            var issuance = (await Ask(treasurer, HttpMethod.Post, "/v1/issuances", proposal)).GetProperty("issuance").GetString();
            await Ask(approver, HttpMethod.Post, $"/v1/issuances/{issuance}/approve", null);
            if (i < scene.Members)
            {
                residents.Add(new(account, phone));
                return;
            }
            await Ask(bureau, HttpMethod.Delete, $"/v1/accounts/{account}/keys/{phone.Key.Id}", null);
            lost.Add(new(account, phone));
        });
        (Residents, LostPhones) = ([.. residents], [.. lost]);

        AuthenticationToken Of(string role) => new(_clients[0], staff.GetProperty(role));

        async Task<AccountId> OpenAccount(string kind)
        {
            using var body = JsonContent.Create(new { kind, holder = new { name = "Charge Exemple" } });
            return AccountId.Parse((await Ask(bureau, HttpMethod.Post, "/v1/accounts", body)).GetProperty("account").GetString()!);
        }
    }

    public static ByteArrayContent Cose(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/cose") } };

    private async Task<JsonElement> Ask(AuthenticationToken who, HttpMethod method, string path, HttpContent? body)
    {
        var (bytes, type) = (body is null ? null : await body.ReadAsByteArrayAsync(), body?.Headers.ContentType);
        HttpStatusCode status;
        string text;
        // A server that has just started is soon busy, and says when to come again.
        for (var turn = 0; ; turn++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = bytes is null ? null : new ByteArrayContent(bytes) { Headers = { ContentType = type } }, Headers = { Authorization = await who.Header() } };
            using var answer = await _clients[Random.Shared.Next(_clients.Count)].SendAsync(request);
            (status, text) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            if (status is not HttpStatusCode.ServiceUnavailable || turn == 30) break;
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }
        if ((int)status is < 200 or > 299) throw new InvalidOperationException($"{method} {path}: {(int)status} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Stops all servers, as an operator does.</summary>
    public async Task Stop()
    {
        foreach (var server in Servers.Where(s => s.IsRunning))
        {
            await server.Signal("TERM");
            await server.End(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>The book, read past the servers.</summary>
    public async Task Read(Func<IJournalStore, Task> read)
    {
        if (_postgres is null)
        {
            using var sqlite = new SqliteJournalStore(new(Path.Combine(_data, "ledger.db")), "currency", TimeProvider.System);
            await read(sqlite);
            return;
        }
        await using var database = await PostgresDatabase.OpenAsync(_connection, TimeSpan.FromSeconds(10), null, default);
        using var postgres = new PostgresJournalStore(database, "currency");
        await read(postgres);
    }

    /// <summary>What <c>essledger verify</c> says of all books: null when it is clean.</summary>
    public async Task<string?> Verify()
    {
        await using var auditor = new LedgerProcess(_data, []);
        var (code, output) = await auditor.Verb(["verify", "--data", _data, .. _store]);
        return code == 0 ? null : output;
    }

    /// <summary>Bytes of the store: tables and indexes, and what PostgreSQL wrote to its log since it was made.</summary>
    public async Task<(long Tables, long Log)> Disk()
    {
        if (_postgres is null) return (Directory.EnumerateFiles(_data, "ledger.db*").Sum(f => new FileInfo(f).Length), 0);
        await using var source = Npgsql.NpgsqlDataSource.Create(_connection + ";Pooling=false");
        await using var command = source.CreateCommand("select pg_database_size(current_database()), (pg_current_wal_insert_lsn() - '0/0')::bigint");
        await using var sizes = await command.ExecuteReaderAsync();
        await sizes.ReadAsync();
        return (sizes.GetInt64(0), sizes.GetInt64(1));
    }

    /// <summary>How many connections the database has; 0 where there is none.</summary>
    public async Task<long> Connections()
    {
        if (_postgres is null) return 0;
        await using var source = Npgsql.NpgsqlDataSource.Create(_connection + ";Pooling=false");
        await using var command = source.CreateCommand("select count(*) from pg_stat_activity where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())! - 1;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var server in Servers) await server.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
