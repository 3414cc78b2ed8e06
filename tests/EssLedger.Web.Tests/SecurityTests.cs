using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web;

/// <summary>Every page there is, opened by nobody and by those who have pages of their own, on a server as it stands behind a proxy with TLS.</summary>
public sealed partial class SecurityTests(SecurityTests.Place place) : IClassFixture<SecurityTests.Place>
{
    private readonly TestServer _server = place.Server;

    public sealed class Place() : SharedServer(options: new()
    {
        Demo = true,
        Further = new Dictionary<string, string?> { ["EssLedger:PublicUrl"] = "https://ledger.example", ["EssLedger:SecurityContact"] = "mailto:security@ledger.example" },
    });

    /// <summary>A browser that carries its cookies itself: the proxy, and not we, speaks TLS.</summary>
    private sealed class Visitor(HttpClient http)
    {
        private readonly Dictionary<string, string> _cookies = [];

        public List<string> CookiesSet { get; } = [];

        public async Task<HttpResponseMessage> Send(HttpMethod method, string address, HttpContent? body = null)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body, Headers = { { "X-Forwarded-Proto", "https" }, { "Accept", "text/html,*/*" } } };
            if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                CookiesSet.Add(cookie);
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }
            return answer;
        }
    }

    private async Task<List<Visitor>> Visitors()
    {
        List<Visitor> visitors = [];
        foreach (var door in (string?[])[null, $"/demo/office/{Roles.LabelManager}", $"/demo/participant/{Text(File.GetProperty("participants")[0], "participant")}"])
        {
            visitors.Add(new(new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _server.Url }));
            if (door is not null) Assert.Equal(HttpStatusCode.Redirect, (await visitors[^1].Send(HttpMethod.Get, door)).StatusCode);
        }
        return visitors;
    }

    private JsonElement File => JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(_server.Data, "demo.json"))).RootElement;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    /// <summary>All addresses of a method outside the described API, with things of the demonstration in them.</summary>
    private async Task<List<(string Address, RouteEndpoint Endpoint)>> Addresses(string method)
    {
        using var manager = await As(Roles.LabelManager);
        using var till = await As(Roles.Cashier);
        var (shop, participant) = (File.GetProperty("shops")[0], Text(File.GetProperty("participants")[0], "participant"));
        var file = (await (await manager.GetAsync($"/v1/label/participants/{participant}")).Json()).GetProperty("applications")[0].GetString()!;
        var request = Text(await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(shop, "account"), unit = "MLC", amount = 100 })).Json(), "uri");
        var badge = Text(await (await manager.GetAsync($"/v1/badges/{Text(shop, "grant")}/code")).Json(), "text");
        string Value(string path, string name) => name switch
        {
            "code" => (path.StartsWith("/B", StringComparison.OrdinalIgnoreCase) ? badge : request).Split('/')[^1],
            "number" => path.StartsWith("/sign-in/provider/", StringComparison.Ordinal) ? "0" : path.StartsWith("/bureau/alertes/", StringComparison.Ordinal) ? "1" : Text(shop, "grant"),
            "id" => file,
            "merchant" => Text(shop, "merchant"),
            "participant" => participant,
            "role" => Roles.LabelManager,
            "documentName" => "v1",
            "bureau" => "AAAAAAAAAAAA",
            _ => "x",
        };
        return
        [
            .. from endpoint in _server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
               where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) ?? true
               let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
               where !path.StartsWith("/v1/", StringComparison.Ordinal) && !path.StartsWith("/log/", StringComparison.Ordinal) && !path.Contains("{*", StringComparison.Ordinal)
               select (Parameters().Replace(path, p => Value(path, p.Groups[1].Value)), endpoint),
        ];
    }

    private async Task<HttpClient> As(string role)
    {
        var client = File.GetProperty("clients").GetProperty(role);
        var http = _server.Browser();
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", Text(client, "clientId")), new("client_secret", Text(client, "clientSecret"))]));
        http.DefaultRequestHeaders.Authorization = new("Bearer", Text(await answer.Json(), "access_token"));
        return http;
    }

    [Fact]
    public async Task Every_page_carries_every_header_and_nothing_inline()
    {
        var visitors = await Visitors();
        List<string> addresses = [.. (await Addresses("GET")).Select(a => a.Address), "/annuaire/carte?embed=1", "/annuaire/carte?embed=1&commune=lille", "/annuaire?embed=1", "/?lang=en", "/nowhere", "/wallet/", "/till/", "/essledger.css", "/v1/ledger", "/v1/me", "/v1/nowhere"];
        Assert.True(addresses.Count > 40, string.Join('\n', addresses));
        var pages = 0;
        foreach (var visitor in visitors)
            foreach (var address in addresses)
            {
                using var answer = await visitor.Send(HttpMethod.Get, address);
                Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} at {address}");
                Headers(address, answer);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                pages++;
                await Inline(address, answer);
            }
        Assert.True(pages > 50, $"Only {pages} pages were looked at.");

        // No script of ours and no other site needs any of them.
        foreach (var cookie in visitors.SelectMany(v => v.CookiesSet))
        {
            Assert.True(cookie.Contains("; secure", StringComparison.Ordinal) && cookie.Contains("; httponly", StringComparison.Ordinal) && SameSite().IsMatch(cookie), cookie);
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        }
    }

    private static void Headers(string address, HttpResponseMessage answer)
    {
        string One(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : $"no {name} at {address}";
        var embeddable = address.StartsWith("/annuaire/carte?embed=1", StringComparison.Ordinal);
        var policy = One("Content-Security-Policy").Split("; ").Select(d => d.Split(' ', 2)).ToDictionary(d => d[0], d => d.ElementAtOrDefault(1));
        Assert.True(policy.GetValueOrDefault("default-src") == "'none'", One("Content-Security-Policy"));
        // An evidence file or another download may lie in a sandbox of its own instead.
        if (!policy.ContainsKey("sandbox"))
        {
            Assert.Equal("'self' 'wasm-unsafe-eval'", policy["script-src"]);
            Assert.Equal("'self'", policy["style-src"]);
            Assert.Equal(("'none'", "'self'"), (policy["base-uri"], policy["form-action"]));
            Assert.Equal(embeddable ? "*" : "'none'", policy["frame-ancestors"]);
        }
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("no-referrer", One("Referrer-Policy"));
        Assert.StartsWith("camera=(self), microphone=(), geolocation=()", One("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
        Assert.Equal("max-age=31536000; includeSubDomains", One("Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"));
        // An address that leads nowhere says nothing of anybody.
        if (answer.StatusCode is not HttpStatusCode.NotFound && (address.StartsWith("/bureau", StringComparison.Ordinal) || address.StartsWith("/mon-label", StringComparison.Ordinal))) Assert.True(answer.Headers.CacheControl?.NoStore is true, address);
    }

    private static async Task Inline(string address, HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        foreach (Match script in Scripts().Matches(page)) Assert.Matches("src=\"/[^/]", script.Value);
        Assert.DoesNotMatch(InlineStyleOrHandler(), page);
        Assert.DoesNotContain("javascript:", page, StringComparison.OrdinalIgnoreCase);
        foreach (Match form in Forms().Matches(page))
            if (form.Groups[1].Value.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase) && !form.Groups[1].Value.Contains("action=\"/B\"", StringComparison.Ordinal))
                Assert.True(form.Value.Contains("__RequestVerificationToken", StringComparison.Ordinal), $"A form without a token at {address}: {form.Groups[1].Value}");
    }

    [Fact]
    public async Task Nothing_is_written_for_who_was_sent_here_by_another_site()
    {
        var signedIn = (await Visitors())[1..];
        var written = 0;
        foreach (var (address, endpoint) in await Addresses("POST"))
        {
            // The protocol's own endpoints take no cookie for a word; the check of a badge changes nothing.
            if (address.StartsWith("/connect/", StringComparison.Ordinal) || address is "/B") continue;
            if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is null && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is null) continue;
            written++;
            Assert.True(endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation is true, $"{address} takes a form without a token.");
            foreach (var visitor in signedIn)
            {
                using var form = await visitor.Send(HttpMethod.Post, address, new FormUrlEncodedContent([new("act", "x"), new("_handler", "x"), new("__RequestVerificationToken", "forged")]));
                // What a page's script sends is no form; another site's script could send it as text only.
                using var answer = form.StatusCode is HttpStatusCode.UnsupportedMediaType ? await visitor.Send(HttpMethod.Post, address, JsonContent.Create(new { deontology = true, reason = "?" })) : form;
                Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{(int)answer.StatusCode} at {address}");
            }
        }
        Assert.True(written > 5, $"Only {written} forms were sent.");

        // The API knows no cookie at all.
        using var api = await signedIn[0].Send(HttpMethod.Post, "/v1/label/complaints", JsonContent.Create(new { grant = "LIL-2026-0001", reason = "?" }));
        await api.Refused(HttpStatusCode.Unauthorized, "token_required");
    }

    [Fact]
    public async Task Who_found_a_weakness_is_told_where_to_tell()
    {
        var answer = await _server.Http.GetAsync("/.well-known/security.txt");
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var fields = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToDictionary(f => f[0], f => f[1]);
        Assert.Equal(["Contact", "Expires", "Preferred-Languages", "Canonical"], fields.Keys);
        Assert.Equal("mailto:security@ledger.example", fields["Contact"]);
        Assert.Equal("https://ledger.example/.well-known/security.txt", fields["Canonical"]);
        // Less than a year away (RFC 9116 §2.5.5).
        Assert.InRange(DateTimeOffset.Parse(fields["Expires"], CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddDays(30), DateTimeOffset.UtcNow.AddDays(365));
    }

    [Theory]
    [InlineData("security@ledger.example")]
    [InlineData("http://ledger.example/")]
    [InlineData("ftp://ledger.example/")]
    public void Contact_that_nobody_could_use_is_no_contact(string contact)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["EssLedger:SecurityContact"] = contact };
        Assert.Contains("SecurityContact", Assert.Throws<StartRefusedException>(() => Settings.From(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_asvs_names_only_tests_that_there_are()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var words = (await Task.WhenAll(sources.Select(file => System.IO.File.ReadAllTextAsync(file)))).SelectMany(text => Words().Matches(text).Select(m => m.Value)).ToHashSet();
        var named = NamedTests().Matches(await System.IO.File.ReadAllTextAsync(Path.Combine(Repository.Root, "ops", "asvs.md"))).Select(m => m.Value).Distinct().ToList();
        Assert.True(named.Count > 50);
        Assert.DoesNotContain(named, name => !words.Contains(name));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b([A-Z]\w+(Tests|Contract)|[A-Z][a-z]*(_\w+){2,})\b")]
    private static partial Regex NamedTests();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("<script[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"<style[\s>]|<[a-z][^>]*\s(style|on[a-z]+)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyleOrHandler();

    [GeneratedRegex("<form([^>]*)>.*?</form>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("; samesite=(lax|strict)", RegexOptions.IgnoreCase)]
    private static partial Regex SameSite();
}
