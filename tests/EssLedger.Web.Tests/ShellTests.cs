using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Web.Api;

namespace EssLedger.Web;

public sealed class ShellTests(ShellTests.Place place, PostgresFixture postgres) : IClassFixture<ShellTests.Place>
{
    public sealed class Place() : SharedServer;

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        foreach (var address in (string[])["/sign-in", "/essledger.css", "/v1/nothing", "/health/ready"])
        {
            var headers = (await place.Server.Http.GetAsync(address)).Headers;
            Assert.Contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("camera=(self)", headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.False(headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Server_is_ready_when_it_listens()
    {
        Assert.Equal(HttpStatusCode.OK, (await place.Server.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await place.Server.Http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Servers_that_start_together_on_an_empty_directory_agree()
    {
        var data = Directory.CreateTempSubdirectory("essledger-test-").FullName;
        var options = (await postgres.NewLedger()) with { Data = data };
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TestServer.Start(options))));
        Assert.Single((await Task.WhenAll(servers.Select(s => s.Http.GetStringAsync("/.well-known/jwks.json")))).Distinct());
        foreach (var server in servers) await server.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Behind_a_proxy_everything_is_https()
    {
        await using var server = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:PublicUrl"] = "https://ledger.example" } });
        var plain = await server.Http.PostAsync("/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials")]));
        Assert.Contains("HTTPS", (await plain.Json()).GetProperty("error_description").GetString(), StringComparison.Ordinal);

        server.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var page = await server.Http.GetAsync("/sign-in");
        Assert.StartsWith("max-age=", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Contains("secure", page.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        var discovery = await server.Http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        Assert.Equal("https://ledger.example/", discovery.GetProperty("issuer").GetString());
        Assert.Equal("https://ledger.example/connect/token", discovery.GetProperty("token_endpoint").GetString());
    }

    [Theory]
    [InlineData("text/html", null, "text/html", "Page introuvable")]
    [InlineData("text/html", "en", "text/html", "Page not found")]
    [InlineData("application/json", null, "application/problem+json", "not_found")]
    public async Task Missing_page_is_told_to_people_in_words_and_to_machines_in_codes(string accept, string? language, string type, string said)
    {
        using var caller = place.Server.Browser();
        caller.DefaultRequestHeaders.Add("Accept", accept);
        if (language is not null) caller.DefaultRequestHeaders.Add("Accept-Language", language);
        var answer = await caller.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_takes_any_language_costs_no_exception()
    {
        var thrown = 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            using var caller = place.Server.Browser();
            foreach (var (accepted, said) in (IEnumerable<(string, string)>)[("*", "Page introuvable"), ("*;q=0.5, en;q=0.4", "Page not found"), ("fr-FR, *;q=0.1", "Page introuvable")])
            {
                using var asked = new HttpRequestMessage(HttpMethod.Get, "/nowhere") { Headers = { { "Accept", "text/html" }, { "Accept-Language", accepted } } };
                Assert.Contains(said, await (await caller.SendAsync(asked)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }
        Assert.Equal(0, thrown);

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
        {
            if (e.Exception is System.Globalization.CultureNotFoundException { InvalidCultureName: "*" }) Interlocked.Increment(ref thrown);
        }
    }

    [Theory]
    [InlineData("http://ledger.example")]
    [InlineData("http://192.0.2.7:5080")]
    [InlineData("https://ledger.example/below")]
    [InlineData("ledger.example")]
    public async Task Server_does_not_start_on_an_address_that_would_betray_secrets(string address)
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.Start(new() { Urls = address }));
    }

    [Fact]
    public async Task Api_describes_itself_in_openapi_3_1()
    {
        var document = await place.Server.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var codes = document.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("code").GetProperty("enum");
        Assert.Equal(Problems.Codes, codes.EnumerateArray().Select(c => c.GetString()));
        var names = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("openapi: '3.1", await place.Server.Http.GetStringAsync("/openapi/v1.yaml"), StringComparison.Ordinal);
    }
}
