using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Grains;
using EssLedger.Web;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EssLedger.Year;

/// <summary>A clock that the year moves from morning to morning; in between it goes on as the machine's does.</summary>
internal sealed class YearClock : TimeProvider
{
    private long _setAt;
    private DateTimeOffset _set;

    /// <summary>Puts the clock on; it never goes back.</summary>
    public void Set(DateTimeOffset to)
    {
        if (to < _set) throw new ArgumentOutOfRangeException(nameof(to), to, "A clock does not go back.");
        (_set, _setAt) = (to, GetTimestamp());
    }

    public override DateTimeOffset GetUtcNow() => _set + GetElapsedTime(_setAt);
}

/// <summary>The real server (Kestrel, silo, SQLite) on a port of its own, and everybody who calls it over HTTP.</summary>
internal sealed partial class RealServer(string data, YearClock clock) : IAsyncDisposable
{
    /// <summary>The guarantee account at the bank.</summary>
    public const string Iban = "FR1420041010050500013M02606";

    private WebApplication? _app;
    private readonly Dictionary<string, string> _tokens = [];

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    public IServiceProvider Services => _app!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Whoever needs no token: an order is signed.</summary>
    public HttpClient Anybody { get; private set; } = null!;

    public async Task Start()
    {
        _app = Web.Server.Build(new()
        {
            Data = data,
            Urls = Url.GetLeftPart(UriPartial.Authority),
            Clock = clock,
            Further = new Dictionary<string, string?>
            {
                ["EssLedger:RequestsPerSecond"] = "100000",
                ["EssLedger:OrdersPerSecond"] = "100000",
                ["EssLedger:ProofsPerSecond"] = "1000",
                ["EssLedger:MedianAnswerMilliseconds"] = "60000",
                ["EssLedger:Siren"] = Reports.Siren,
                ["EssLedger:GuaranteeAccounts:0:Iban"] = Iban,
                ["EssLedger:GuaranteeAccounts:0:Holder"] = "Monnaie locale",
            },
            Adjust = builder => builder.Logging
                .AddFilter<ConsoleLoggerProvider>("EssLedger.Web.SignIn.SecurityEvents", LogLevel.None).AddFilter<ConsoleLoggerProvider>("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                // That a day passed in a second is told of every timer.
                .AddFilter<ConsoleLoggerProvider>("Orleans", LogLevel.Error),
        });
        await _app.StartAsync();
        Anybody = Client();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private HttpClient Client(bool cookies = false) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, CookieContainer = new() }) { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>A new person of these roles, who calls with an access token.</summary>
    public async Task<Caller> As(params string[] roles) => await As(await Services.GetRequiredService<People>().Create($"Année {string.Join(' ', roles)}", roles));

    public async Task<Caller> As(Person person)
    {
        await using var scope = Services.CreateAsyncScope();
        var (id, secret) = await scope.ServiceProvider.GetRequiredService<Clients>().CreateClient(person.PersonId, "Année");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret });
        var answer = await Anybody.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        var http = Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return new(http);
    }

    /// <summary>A person of these roles who signed in with a browser, and with an authenticator app where their role asks for one.</summary>
    public async Task<HttpClient> Browser(params string[] roles)
    {
        const string password = "un très long mot de passe";
        var email = $"{People.NewId()}@example.org";
        await Services.GetRequiredService<People>().Create($"Année {string.Join(' ', roles)}", roles, email, password);
        var http = Client(cookies: true);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var answer = await Send("/sign-in", new() { ["email"] = email, ["password"] = password });
        if (answer.Headers.Location?.OriginalString.StartsWith("/mon-compte/securite", StringComparison.Ordinal) == true)
        {
            var key = AppKey().Match(await http.GetStringAsync(new Uri("/mon-compte/securite", UriKind.Relative))).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
            answer = await Send("/mon-compte/securite", new() { ["act"] = "app", ["code"] = CodeOf(key) });
        }
        return http;

        async Task<HttpResponseMessage> Send(string page, Dictionary<string, string> fields)
        {
            fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(FormToken().Match(await http.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value);
            using var form = new FormUrlEncodedContent(fields);
            return await http.PostAsync(new Uri(page, UriKind.Relative), form);
        }
    }

    /// <summary>RFC 6238, by the machine's clock as the sign-in goes by it.</summary>
    private static string CodeOf(string key)
    {
        if (!Base32.TryDecode(key, out var secret)) throw new InvalidOperationException("The security page shows no key for an app.");
        var counter = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The algorithm of every authenticator app.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        return ((System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<code[^>]*>([A-Z2-7 ]{16,})</code>")]
    private static partial Regex AppKey();
}

/// <summary>Somebody with an access token; what is not answered as expected ends the year.</summary>
internal sealed class Caller(HttpClient http)
{
    public Task<JsonElement> Get(string path) => Answered(http.GetAsync(new Uri(path, UriKind.Relative)), path);

    public Task<JsonElement> Post(string path, object? body = null) => Answered(http.PostAsJsonAsync(path, body), path);

    public Task<JsonElement> Put(string path, object body) => Answered(http.PutAsJsonAsync(path, body), path);

    public async Task<JsonElement> PostBytes(string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        return await Answered(http.PostAsync(new Uri(path, UriKind.Relative), content), path);
    }

    public Task<string> Text(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>The code with which it is refused; null: it is done.</summary>
    public async Task<string?> Refusal(string path, object? body = null)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private static async Task<JsonElement> Answered(Task<HttpResponseMessage> asked, string path)
    {
        using var answer = await asked;
        return answer.IsSuccessStatusCode
            ? answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
