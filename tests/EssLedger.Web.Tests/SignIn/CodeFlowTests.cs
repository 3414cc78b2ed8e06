using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

public sealed partial class CodeFlowTests(CodeFlowTests.Place place) : IClassFixture<CodeFlowTests.Place>, IAsyncLifetime
{
    private const string Password = "un long mot de passe";
    private readonly string _email = $"{People.NewId()}@example.org";
    private readonly string _verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
    private readonly TestServer _server = place.Server;
    private readonly HttpClient _browser = place.Server.Browser();
    private Person _ana = null!;

    private static readonly ClockAhead Clock = new();

    public sealed class Place() : SharedServer(options: new()
    {
        Adjust = builder => builder.Services.AddSingleton<TimeProvider>(Clock),
        // Guessing is slowed down by address; these tests all come from one.
        Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000" },
    });

    public async ValueTask InitializeAsync() => _ana = await _server.People.Create("Ana", [Roles.Resident], _email, Password);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(_verifier)));

    private string AuthorizeUrl(params (string Name, string? Value)[] changed)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "wallet",
            ["redirect_uri"] = $"{_server.Url}wallet/",
            ["response_type"] = "code",
            ["scope"] = "openid offline_access",
            ["state"] = "abc",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changed) query[name] = value;
        return "/connect/authorize?" + string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}"));
    }

    private async Task<HttpResponseMessage> SignIn(string page, string password = Password)
    {
        var html = await _browser.GetStringAsync(page);
        var form = Form().Match(html).Value;
        Assert.NotEmpty(form);
        var action = WebUtility.HtmlDecode(Action().Match(form) is { Success: true } match ? match.Groups[1].Value : page);
        return await _browser.PostAsync(action, new FormUrlEncodedContent(
        [
            .. Hidden().Matches(form).Select(m => new KeyValuePair<string, string>(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))),
            new("email", _email), new("password", password),
        ]));
    }

    private async Task<string> Code()
    {
        var toSignIn = await _browser.GetAsync(AuthorizeUrl());
        Assert.Equal(HttpStatusCode.Redirect, toSignIn.StatusCode);
        Assert.StartsWith("/sign-in?", toSignIn.Headers.Location!.OriginalString);
        var back = await SignIn(toSignIn.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Contains("/connect/authorize?", back.Headers.Location!.OriginalString);
        var toWallet = await _browser.GetAsync(back.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, toWallet.StatusCode);
        Assert.StartsWith($"{_server.Url}wallet/?", toWallet.Headers.Location!.OriginalString);
        var query = HttpUtility.ParseQueryString(toWallet.Headers.Location.Query);
        Assert.Equal("abc", query["state"]);
        return query["code"]!;
    }

    private Task<HttpResponseMessage> Spend(string code, string? verifier = null) => Token(("grant_type", "authorization_code"), ("code", code),
        ("redirect_uri", $"{_server.Url}wallet/"), ("client_id", "wallet"), ("code_verifier", verifier ?? _verifier));

    private Task<HttpResponseMessage> Refresh(string token) => Token(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "wallet"));

    private Task<HttpResponseMessage> Token(params (string, string)[] form) =>
        _server.Http.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))));

    [Fact]
    public async Task Person_who_signs_in_gets_tokens_of_their_own()
    {
        var answer = await Spend(await Code());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var tokens = await answer.Json();
        var access = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        Assert.Equal(_ana.Id, access.Subject);
        Assert.Equal(_ana.Id, access.GetClaim("person").Value);
        Assert.Equal("Ana", access.GetClaim("name").Value);
        Assert.Equal("resident", access.GetClaim("role").Value);
        Assert.Equal("wallet", access.GetClaim("client_id").Value);
        var identity = new JsonWebToken(tokens.GetProperty("id_token").GetString());
        Assert.Equal(["wallet"], identity.Audiences);
        Assert.Equal(_ana.Id, identity.Subject);
    }

    [Fact]
    public async Task Refresh_tokens_end_with_the_proof_they_rest_on_however_often_they_were_renewed()
    {
        try
        {
            var tokens = await (await Spend(await Code())).Json();
            for (var days = 25; days <= 75; days += 25)
            {
                Clock.By = TimeSpan.FromDays(days);
                var renewed = await Refresh(tokens.GetProperty("refresh_token").GetString()!);
                Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
                tokens = await renewed.Json();
            }
            Clock.By = TimeSpan.FromDays(91);
            var late = await Refresh(tokens.GetProperty("refresh_token").GetString()!);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (late.StatusCode, (await late.Json()).GetProperty("error").GetString()));
        }
        finally { Clock.By = TimeSpan.Zero; }
    }

    [Fact]
    public async Task Code_is_spent_once_and_only_with_its_verifier()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await Spend(await Code(), verifier: new string('x', 43))).StatusCode);
        var browserSignedIn = await _browser.GetAsync(AuthorizeUrl());
        var code = HttpUtility.ParseQueryString(browserSignedIn.Headers.Location!.Query)["code"]!;
        Assert.Equal(HttpStatusCode.OK, (await Spend(code)).StatusCode);
        Assert.Equal("invalid_grant", (await (await Spend(code)).Json()).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("redirect_uri", "http://127.0.0.1:1/wallet/")]
    [InlineData("redirect_uri", "https://evil.example/wallet/")]
    [InlineData("client_id", "nobody")]
    [InlineData("response_type", "token")]
    public async Task Careless_or_strange_applications_get_no_code(string name, string? value)
    {
        await SignIn("/sign-in");
        var answer = await _browser.GetAsync(AuthorizeUrl((name, value)));
        var told = answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("code=", told, StringComparison.Ordinal);
        Assert.Contains("error", told, StringComparison.Ordinal);
        if (name is "redirect_uri" or "client_id") Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Application_may_ask_without_showing_a_page()
    {
        var refused = await _browser.GetAsync(AuthorizeUrl(("prompt", "none")));
        Assert.Contains("error=login_required", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await SignIn("/sign-in");
        Assert.Contains("code=", (await _browser.GetAsync(AuthorizeUrl(("prompt", "none")))).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_token_rolls_and_its_reuse_ends_the_family()
    {
        var first = (await (await Spend(await Code())).Json()).GetProperty("refresh_token").GetString()!;
        await _server.People.SetRoles(_ana.PersonId, [Roles.Merchant]);
        var renewed = await (await Refresh(first)).Json();
        var second = renewed.GetProperty("refresh_token").GetString()!;
        Assert.NotEqual(first, second);
        Assert.Equal("merchant", new JsonWebToken(renewed.GetProperty("access_token").GetString()).GetClaim("role").Value);

        var reused = await Refresh(first);
        Assert.Equal(HttpStatusCode.BadRequest, reused.StatusCode);
        Assert.Equal("invalid_grant", (await reused.Json()).GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await Refresh(second)).StatusCode);
    }

    [Fact]
    public async Task Revoked_refresh_token_is_dead()
    {
        var token = (await (await Spend(await Code())).Json()).GetProperty("refresh_token").GetString()!;
        var revoked = await _server.Http.PostAsync("/connect/revocation", new FormUrlEncodedContent([new("token", token), new("client_id", "wallet")]));
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Refresh(token)).StatusCode);
    }

    [Fact]
    public async Task Refresh_token_survives_a_rotation_of_every_key()
    {
        var token = (await (await Spend(await Code())).Json()).GetProperty("refresh_token").GetString()!;
        var keys = (Keys.KeyDirectory)_server.Services.GetService(typeof(Keys.KeyDirectory))!;
        var signer = keys.Rotate(Keys.Purposes.Token);
        keys.Rotate(Keys.Purposes.Session);
        var answer = await Refresh(token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(signer.Id.ToString(), new JsonWebToken((await answer.Json()).GetProperty("access_token").GetString()).Kid);
    }

    [Fact]
    public async Task After_five_errors_one_waits_and_nothing_tells_it_from_a_wrong_password()
    {
        string? page = null;
        for (var i = 0; i < 5; i++)
        {
            var wrong = await SignIn("/sign-in", "pas le bon");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
            page = await wrong.Content.ReadAsStringAsync();
            Assert.Contains("Adresse électronique ou mot de passe incorrects", page, StringComparison.Ordinal);
        }
        var right = await SignIn("/sign-in");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Contains("role=\"alert\"", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Sign_in_leads_to_our_own_pages_only(string returnUrl)
    {
        var answer = await SignIn($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("evil", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_sign_out()
    {
        var answer = await SignIn("/sign-in");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("essledger=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        await SignIn("/sign-out");
        Assert.StartsWith("/sign-in?", (await _browser.GetAsync(AuthorizeUrl())).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/sign-in", null, "lang=\"fr\"", "Mot de passe")]
    [InlineData("/sign-in", "en-GB,en;q=0.9", "lang=\"en\"", "Password")]
    [InlineData("/sign-in?lang=en", "fr-FR", "lang=\"en\"", "Password")]
    [InlineData("/sign-in", "de-DE", "lang=\"fr\"", "Mot de passe")]
    public async Task Page_speaks_french_first_and_english_second(string address, string? accepted, params string[] said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accepted is not null) request.Headers.Add("Accept-Language", accepted);
        var html = await (await _browser.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.All(said, words => Assert.Contains(words, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_without_its_antiforgery_token_is_refused()
    {
        var answer = await _browser.PostAsync("/sign-in", new FormUrlEncodedContent(
            [new("email", _email), new("password", Password)]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [GeneratedRegex("<form method=\"post\" action=\"/sign-(in|out)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
