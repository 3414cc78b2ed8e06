using System.Net;
using System.Text.Json;
using EssLedger.Web.Pages.Office;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EssLedger.Web.SignIn;

public sealed class ApplicationTests(ApplicationTests.Place place) : IClassFixture<ApplicationTests.Place>
{
    private const string Password = "un long mot de passe";
    private readonly TestServer _server = place.Server;

    public sealed class Place() : SharedServer(options: new() { Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000" }, Adjust = CheapPasswords });

    private async Task<(Applicant Application, Person Person)> SignedIn(IReadOnlyList<string> scopes, bool hasSecret = true, params string[] roles)
    {
        var person = await _server.People.Create("Ana", roles.Length == 0 ? [Roles.Resident] : roles, $"{People.NewId()}@example.org", Password);
        var application = await Applicant.Register(_server, scopes, hasSecret);
        await application.SignIn(person, Password);
        return (application, person);
    }

    private static async Task<JsonElement> Tokens(Applicant application, string url) => await (await application.Spend((await application.Back(await application.Answer(url, "yes")))["code"]!)).Json();

    [Fact]
    public async Task What_is_offered_is_no_more_than_what_OAuth_2_1_has()
    {
        var offered = await (await _server.Http.GetAsync("/.well-known/openid-configuration")).Json();
        string[] Of(string name) => [.. offered.GetProperty(name).EnumerateArray().Select(v => v.GetString()!).Order()];
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"], Of("grant_types_supported"));
        Assert.Equal(["code"], Of("response_types_supported"));
        Assert.Equal(["S256"], Of("code_challenge_methods_supported"));
        Assert.Equal(["ES256"], Of("id_token_signing_alg_values_supported"));
        Assert.Equal(["client_secret_basic", "client_secret_post"], Of("token_endpoint_auth_methods_supported"));
        Assert.Equal(["email", "ledger.pay", "ledger.read", "offline_access", "openid", "profile"], Of("scopes_supported"));
        foreach (var endpoint in (string[])["authorization", "token", "revocation", "end_session"]) Assert.StartsWith(_server.Url.AbsoluteUri, offered.GetProperty($"{endpoint}_endpoint").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_application_that_is_not_ours_acts_when_its_person_allowed_it_and_only_so_far(bool hasSecret)
    {
        var (application, ana) = await SignedIn([SignIn.Tokens.ReadScope], hasSecret, Roles.Resident, Roles.Merchant);
        using var _ = application;
        var url = application.Url("openid offline_access ledger.read");
        Assert.Contains("Carnet de comptes demande votre accord", await application.Browser.GetStringAsync(url), StringComparison.Ordinal);
        Assert.Equal("consent_required", (await application.Back(url + "&prompt=none"))["error"]);
        Assert.Equal("access_denied", (await application.Back(await application.Answer(url, "no")))["error"]);
        var tokens = await Tokens(application, url);
        var access = tokens.GetProperty("access_token").GetString()!;
        Assert.Equal(Server.Audience, Assert.Single(new JsonWebToken(access).Audiences));
        Assert.False(new JsonWebToken(tokens.GetProperty("id_token").GetString()).TryGetClaim("name", out var name), $"{name}");
        Assert.True(new JsonWebToken(tokens.GetProperty("id_token").GetString()).TryGetClaim("auth_time", out var _));
        // To read is allowed, though not what is somebody else's; to act is not.
        Assert.Equal(HttpStatusCode.OK, await application.Call(HttpMethod.Get, "/v1/me", access));
        Assert.Equal(HttpStatusCode.Forbidden, await application.Call(HttpMethod.Post, "/v1/payments", access));
        Assert.Equal(HttpStatusCode.Forbidden, await application.Call(HttpMethod.Post, "/v1/payment-requests", access));

        // Allowed once, it is not asked again for the same or less; for more it is.
        Assert.NotNull((await application.Back(application.Url("openid ledger.read")))["code"]);
        Assert.Contains("demande votre accord", await application.Browser.GetStringAsync(application.Url("openid ledger.read email")), StringComparison.Ordinal);

        // Taken back on the person's own page, nothing of it is good any more.
        var visitor = new Visitor(application.Browser);
        var page = await visitor.Read("/mon-compte/securite");
        var grant = page.Split("value=\"application\"")[1].Split("name=\"which\" value=\"")[1].Split('"')[0];
        await Task.Delay(1000);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send("/mon-compte/securite", new() { ["act"] = "application", ["which"] = grant })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await application.Refresh(tokens.GetProperty("refresh_token").GetString()!)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await application.Call(HttpMethod.Get, "/v1/accounts/ABC", access));
        Assert.Contains("demande votre accord", await application.Browser.GetStringAsync(url), StringComparison.Ordinal);
        Assert.NotNull(ana);
    }

    [Fact]
    public async Task Who_allows_only_to_be_known_opens_nothing_and_staff_lend_nobody_their_role()
    {
        var (application, _) = await SignedIn([SignIn.Tokens.ReadScope, SignIn.Tokens.PayScope]);
        using var known = application;
        var bare = (await Tokens(application, application.Url("openid profile"))).GetProperty("access_token").GetString()!;
        Assert.DoesNotContain(Server.Audience, new JsonWebToken(bare).Audiences);
        Assert.Equal(HttpStatusCode.Unauthorized, await application.Call(HttpMethod.Get, "/v1/accounts/ABC", bare));

        var (staff, treasurer) = await SignedIn([SignIn.Tokens.ReadScope], true, Roles.Resident);
        using var borrowed = staff;
        var url = staff.Url("openid offline_access ledger.read");
        var tokens = await Tokens(staff, url);
        await _server.People.SetRoles(treasurer.PersonId, [Roles.Resident, Roles.Treasurer]);
        var renewed = new JsonWebToken((await (await staff.Refresh(tokens.GetProperty("refresh_token").GetString()!)).Json()).GetProperty("access_token").GetString());
        Assert.Equal([Roles.Resident], renewed.Claims.Where(c => c.Type == "role").Select(c => c.Value));
        Assert.Contains("ledger.read", renewed.GetClaim("scope").Value, StringComparison.Ordinal);
        Assert.Equal(Server.Audience, Assert.Single(renewed.Audiences));
    }

    [Fact]
    public async Task What_was_not_registered_is_refused()
    {
        var (application, _) = await SignedIn([SignIn.Tokens.ReadScope]);
        using var _1 = application;
        Assert.Equal(HttpStatusCode.BadRequest, (await application.Browser.GetAsync(application.Url("openid ledger.pay"))).StatusCode);
        foreach (var redirect in (string[])["https://app.example/back/", "https://app.example/back?x=1", "https://app.example/BACK", "http://app.example/back"])
            Assert.Equal(HttpStatusCode.BadRequest, (await application.Browser.GetAsync(application.Url("openid").Replace(Uri.EscapeDataString("https://app.example/back"), Uri.EscapeDataString(redirect), StringComparison.Ordinal))).StatusCode);
        foreach (var redirect in (string[])["http://app.example/back", "app:/back", "https://app.example/back#x"]) await Assert.ThrowsAsync<ArgumentException>(() => Applicant.Register(_server, [], redirect: redirect));
        await Assert.ThrowsAsync<ArgumentException>(() => Applicant.Register(_server, ["ledger"]));
    }

    [Fact]
    public async Task Everywhere_is_also_in_every_application()
    {
        var (application, _) = await SignedIn([SignIn.Tokens.ReadScope]);
        using var _1 = application;
        var tokens = await Tokens(application, application.Url("openid offline_access ledger.read"));
        var access = tokens.GetProperty("access_token").GetString()!;
        Assert.NotEqual(HttpStatusCode.Unauthorized, await application.Call(HttpMethod.Get, "/v1/accounts/ABC", access));
        await Task.Delay(1000);
        await new Visitor(application.Browser).Send("/mon-compte/securite", new() { ["act"] = "everywhere" });
        Assert.Equal(HttpStatusCode.Unauthorized, await application.Call(HttpMethod.Get, "/v1/accounts/ABC", access));
        Assert.Equal(HttpStatusCode.BadRequest, (await application.Refresh(tokens.GetProperty("refresh_token").GetString()!)).StatusCode);
    }

    [Fact]
    public async Task An_application_ends_a_session_when_it_proves_whose_and_else_the_person_is_asked()
    {
        var (application, _) = await SignedIn([]);
        using var _1 = application;
        var hint = (await Tokens(application, application.Url("openid"))).GetProperty("id_token").GetString()!;
        Assert.EndsWith("/sign-out", (await application.Browser.GetAsync("/connect/end-session")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await application.Browser.GetAsync("/mon-compte/securite")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await application.Browser.GetAsync($"/connect/end-session?id_token_hint={hint}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await application.Browser.GetAsync("/mon-compte/securite")).StatusCode);
        // Where nobody registered it, nobody is sent.
        Assert.Equal(HttpStatusCode.BadRequest, (await application.Browser.GetAsync($"/connect/end-session?id_token_hint={hint}&post_logout_redirect_uri={Uri.EscapeDataString("https://evil.example/")}")).StatusCode);
    }
}
