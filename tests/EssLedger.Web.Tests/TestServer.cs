using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(EssLedger.Web.PostgresFixture))]
[assembly: AssemblyFixture(typeof(EssLedger.Web.TownFixture))]

namespace EssLedger.Web;

/// <summary>The whole server on a port and in a directory of its own, as a user would start it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsData;

    private TestServer(WebApplication app, Uri url, string data, bool ownsData)
    {
        (_app, Url, Data, _ownsData) = (app, url, data, ownsData);
        Http = Browser();
    }

    public Uri Url { get; }

    /// <summary>The data directory.</summary>
    public string Data { get; }

    /// <summary>A client that follows no redirect.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public People People => Services.GetRequiredService<People>();

    /// <summary>Starts a server.</summary>
    /// <param name="options">What the command line would say; address and directory are filled in.</param>
    /// <param name="map">Adds addresses that only the test needs.</param>
    public static async Task<TestServer> Start(ServeOptions? options = null, Action<WebApplication>? map = null)
    {
        options ??= new();
        var ownsData = options.Data is null;
        var data = options.Data ?? Directory.CreateTempSubdirectory("essledger-test-").FullName;
        if (ownsData && options is { Demo: true, Store: null } && !options.Further.ContainsKey("EssLedger:LabelMode")) await TownFixture.CopyTo(data);
        var url = options.Urls ?? $"http://127.0.0.1:{FreePort()}";
        var app = Server.Build(options with
        {
            Data = data,
            Urls = url,
            // Many servers share this process and its threads, and none is to turn a test away for what the others do.
            Further = new Dictionary<string, string?>(options.Further.Append(new("EssLedger:MedianAnswerMilliseconds", "60000")).DistinctBy(f => f.Key)),
            Adjust = builder =>
            {
                builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>("EssLedger.Web.SignIn.SecurityEvents", LogLevel.None);
                builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
                options.Adjust?.Invoke(builder);
            },
        });
        map?.Invoke(app);
        await app.StartAsync();
        return new(app, new(url), data, ownsData);
    }

    /// <summary>A client with a cookie jar of its own that follows no redirect.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Url };

    /// <summary>A machine's client for a new person of these roles, with its access token set.</summary>
    public async Task<HttpClient> As(params string[] roles) => await As(await People.Create($"Test {string.Join(' ', roles)}", roles));

    /// <summary>A machine's client for this person, with its access token set.</summary>
    public async Task<HttpClient> As(Person person)
    {
        var (id, secret) = await NewClient(person.PersonId);
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenFor(id, secret));
        return client;
    }

    public async Task<(string Id, string Secret)> NewClient(PersonId person)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Clients>().CreateClient(person, "Test");
    }

    /// <summary>An access token by client credentials.</summary>
    public async Task<string> TokenFor(string clientId, string secret)
    {
        var answer = await Http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_ownsData) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Data, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A clock that can be put on.</summary>
public sealed class ClockAhead : TimeProvider
{
    public TimeSpan By { get; set; }
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}

/// <summary>What a server wrote to its log, a line each.</summary>
public sealed class KeptLog : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(int Id, string Text)> _lines = new();

    public IReadOnlyList<(int Id, string Text)> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Category(_lines);

    public void Dispose() { }

    private sealed class Category(System.Collections.Concurrent.ConcurrentQueue<(int, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}

/// <summary>One PostgreSQL for all tests of this assembly that need two servers on one ledger: an SQLite file has one.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;
    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync("fsync=off", "max_connections=200");
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>What the command line would say to servers on a new database.</summary>
    public async Task<ServeOptions> NewLedger() => new() { Store = "postgres", Connection = await Server.CreateDatabaseAsync() };
}

/// <summary>The demonstration's town, built once: a server that plays in one gets a copy of its own, as it would find it when it is started again. Building it takes ten times as long as starting.</summary>
public sealed class TownFixture : IAsyncLifetime
{
    private static readonly string Built = Directory.CreateTempSubdirectory("essledger-test-town-").FullName;
    private static readonly Lazy<Task> Building = new(async () => await (await TestServer.Start(new() { Demo = true, Data = Built })).DisposeAsync());

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Built, recursive: true);
        return default;
    }

    internal static async Task CopyTo(string data)
    {
        await Building.Value;
        foreach (var folder in Directory.EnumerateDirectories(Built, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(data, Path.GetRelativePath(Built, folder)), File.GetUnixFileMode(folder));
        foreach (var file in Directory.EnumerateFiles(Built, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(data, Path.GetRelativePath(Built, file)));
    }
}

/// <summary>One server for all tests of a class (a class fixture).</summary>
/// <param name="map">Adds addresses that only these tests need.</param>
/// <param name="options">What the command line would say.</param>
public abstract class SharedServer(Action<WebApplication>? map = null, ServeOptions? options = null) : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    /// <summary>Passwords that nobody wants to guess need no slow hash.</summary>
    public static void CheapPasswords(WebApplicationBuilder builder) => builder.Services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);

    public async ValueTask InitializeAsync() => Server = await TestServer.Start(options, map);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The association and its people in a demonstration's town: one server for all who test it.</summary>
[CollectionDefinition(Name)]
public sealed class Association : ICollectionFixture<Api.CardTests.Town>
{
    public const string Name = "Association";
}

/// <summary>What tests ask of an answer.</summary>
public static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Holds that the answer is a problem of this status and code, and gives its body.</summary>
    public static async Task<JsonElement> Refused(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public static ByteArrayContent JsonBytes(this byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public static StringContent JsonText(this string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
