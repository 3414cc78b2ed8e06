using System.Net;
using System.Security.Cryptography;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

public sealed class BearerTests(BearerTests.Place place) : IClassFixture<BearerTests.Place>
{
    private readonly TestServer _server = place.Server;

    public sealed class Place() : SharedServer(app =>
    {
        app.MapGet("/v1/test/me", (HttpContext context) => context.User.Person()!.Value.Value).RequireAuthorization();
        app.MapGet("/v1/test/treasury", () => "in").RequireAuthorization(new AuthorizeAttribute { Roles = Roles.Treasurer });
    });

    private KeyDirectory KeyDirectory => (KeyDirectory)_server.Services.GetService(typeof(KeyDirectory))!;

    private string Forge(Action<SecurityTokenDescriptor>? change = null, string type = "at+jwt")
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = _server.Url.AbsoluteUri,
            Audience = Server.Audience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            TokenType = type,
            Claims = new Dictionary<string, object> { ["sub"] = "X", ["person"] = "PERSON", ["role"] = "treasurer" },
            SigningCredentials = new(KeyDirectory.Current(Purposes.Token).SecurityKey, SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private Task<HttpResponseMessage> Ask(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return _server.Http.SendAsync(request);
    }

    private async Task Refused(string token)
    {
        var answer = await Ask("/v1/test/me", token);
        await answer.Refused(HttpStatusCode.Unauthorized, "invalid_token");
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_token_says_who_calls() => Assert.Equal(HttpStatusCode.OK, (await (await _server.As(Roles.Bureau)).GetAsync("/v1/test/me")).StatusCode);

    [Fact]
    public async Task The_forger_makes_good_tokens_when_nothing_is_wrong() =>
        Assert.Equal("PERSON", await (await Ask("/v1/test/me", Forge())).Content.ReadAsStringAsync());

    [Fact]
    public async Task No_token_no_entry() => await (await _server.Http.GetAsync("/v1/test/me")).Refused(HttpStatusCode.Unauthorized, "token_required");

    [Fact]
    public async Task Another_role_is_forbidden() => await (await (await _server.As(Roles.Bureau)).GetAsync("/v1/test/treasury")).Refused(HttpStatusCode.Forbidden, "forbidden");

    [Fact]
    public async Task Cookie_opens_no_api()
    {
        await using var demo = await TestServer.Start(new() { Demo = true }, app =>
        {
            app.MapPost("/test/sign-in", async (HttpContext context, People people) => await context.SignInAs(await people.FirstInRole(Roles.Treasurer)));
            app.MapGet("/v1/test/treasury", () => "in").RequireAuthorization();
        });
        using var browser = demo.Browser();
        Assert.True((await browser.PostAsync("/test/sign-in", null)).Headers.Contains("Set-Cookie"));
        await (await browser.GetAsync("/v1/test/treasury")).Refused(HttpStatusCode.Unauthorized, "token_required");
    }

    [Fact]
    public async Task Unsigned_token_is_refused()
    {
        var parts = Forge().Split('.');
        var head = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        await Refused($"{head}.{parts[1]}.");
        await Refused($"{head}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public async Task Token_of_another_key_is_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused(Forge(d => d.SigningCredentials = new(new ECDsaSecurityKey(stranger), SecurityAlgorithms.EcdsaSha256)));
        // The same, claiming our key's name; and our own keys of another purpose.
        await Refused(Forge(d => d.SigningCredentials = new(
            new ECDsaSecurityKey(stranger) { KeyId = KeyDirectory.Current(Purposes.Token).Id.ToString() }, SecurityAlgorithms.EcdsaSha256)));
        await Refused(Forge(d => d.SigningCredentials = new(KeyDirectory.Current(Purposes.Receipt).SecurityKey, SecurityAlgorithms.EcdsaSha256)));
    }

    [Fact]
    public async Task Symmetric_token_made_of_the_public_key_is_refused()
    {
        var known = KeyDirectory.Current(Purposes.Token);
        await Refused(Forge(d => d.SigningCredentials = new(
            new SymmetricSecurityKey(known.PublicKey) { KeyId = known.Id.ToString() }, SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task Token_for_somebody_else_is_refused()
    {
        await Refused(Forge(d => d.Audience = "another"));
        foreach (var issuer in (string?[])["https://another.example/", "http://another.example/", "http://127.0.0.1:1/another", "https://127.0.0.1:1/", "nonsense", null]) await Refused(Forge(d => d.Issuer = issuer));
        await Refused(Forge(type: "JWT"));
    }

    [Fact]
    public async Task Token_of_a_server_beside_us_is_good_as_long_as_we_all_stand_at_loopback_addresses()
    {
        Assert.Equal("PERSON", await (await Ask("/v1/test/me", Forge(d => d.Issuer = "http://127.0.0.1:1/"))).Content.ReadAsStringAsync());
        // Our keys, but not what they signed: that belongs to our book.
        var keys = Directory.CreateTempSubdirectory("essledger-keys-");
        foreach (var key in Directory.GetFiles(KeyDirectory.Path, "*.pem")) File.Copy(key, Path.Combine(keys.FullName, Path.GetFileName(key)));
        await using var known = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:PublicUrl"] = "https://ledger.example", ["EssLedger:Keys"] = keys.FullName } });
        using var http = known.Browser();
        async Task<HttpStatusCode> AskWith(string issuer)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", Forge(d => d.Issuer = issuer));
            return (await http.GetAsync("/v1/accounts/ABC")).StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await AskWith("https://ledger.example/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskWith("http://127.0.0.1:1/"));
        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task Token_out_of_its_time_is_refused()
    {
        await Refused(Forge(d => d.Expires = DateTime.UtcNow.AddMinutes(-2)));
        await Refused(Forge(d => d.NotBefore = DateTime.UtcNow.AddMinutes(2)));
        await Refused(Forge(d => d.Expires = null));
    }

    [Fact]
    public async Task Rubbish_is_refused()
    {
        await Refused("rubbish");
        await Refused(Forge()[..^4]);
        await Refused("a.b.c");
    }
}
