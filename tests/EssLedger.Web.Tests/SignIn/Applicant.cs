using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

/// <summary>An application that is not ours, with the browser of whom it acts for.</summary>
internal sealed class Applicant(TestServer server, string clientId, string? secret, string redirect) : IDisposable
{
    private readonly string _verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public HttpClient Browser { get; } = server.Browser();

    public static async Task<Applicant> Register(TestServer server, IReadOnlyList<string> scopes, bool hasSecret = true, string redirect = "https://app.example/back")
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (id, secret) = await scope.ServiceProvider.GetRequiredService<Clients>().CreateApplication("Carnet de comptes", [new(redirect)], scopes, hasSecret);
        return new(server, id, secret, redirect);
    }

    public string Url(string scope, params (string Name, string Value)[] further) => "/connect/authorize?" + string.Join('&', new (string Name, string Value)[]
    {
        ("client_id", clientId), ("redirect_uri", redirect), ("response_type", "code"), ("scope", scope), ("state", "abc"),
        ("code_challenge", Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)))), ("code_challenge_method", "S256"),
    }.Concat(further).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    public async Task SignIn(Person person, string password)
    {
        var answer = await new Visitor(Browser).Send("/sign-in", new() { ["email"] = person.Email!, ["password"] = password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Says yes or no on the page that asks, and gives the address to which the browser goes on.</summary>
    public async Task<string> Answer(string url, string answer)
    {
        var asked = await Browser.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        return OnwardOf(await new Visitor(Browser).Answer("/connect/consent", url, new() { ["returnUrl"] = url, ["answer"] = answer }));
    }

    public static string OnwardOf(string page) => WebUtility.HtmlDecode(page.Split("content=\"0;url=")[1].Split('"')[0]);

    /// <summary>What comes back in the address to which the browser is sent.</summary>
    public async Task<System.Collections.Specialized.NameValueCollection> Back(string url)
    {
        var answer = await Browser.GetAsync(url);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(redirect, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(answer.Headers.Location.Query);
    }

    public Task<HttpResponseMessage> Spend(string code) => Token(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", _verifier));

    public Task<HttpResponseMessage> Refresh(string token) => Token(("grant_type", "refresh_token"), ("refresh_token", token));

    private Task<HttpResponseMessage> Token(params (string Name, string Value)[] form) => server.Http.PostAsync("/connect/token",
        new FormUrlEncodedContent(form.Append(("client_id", clientId)).Concat(secret is null ? [] : [("client_secret", secret)]).Select(f => KeyValuePair.Create(f.Item1, f.Item2))));

    /// <summary>Calls the API with an access token.</summary>
    public async Task<HttpStatusCode> Call(HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new("Bearer", token) } };
        if (method == HttpMethod.Post) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        return (await server.Http.SendAsync(request)).StatusCode;
    }

    public void Dispose() => Browser.Dispose();
}
