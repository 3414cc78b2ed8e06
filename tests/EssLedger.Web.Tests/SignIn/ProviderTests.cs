using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace EssLedger.Web.SignIn;

public sealed class ProviderTests(ProviderTests.Place place) : IClassFixture<ProviderTests.Place>
{
    private const string Password = "un long mot de passe";

    /// <summary>Two servers: one is the provider, which says of people what ProConnect says; the other one lets them in by it.</summary>
    public sealed class Place : IAsyncLifetime
    {
        public TestServer Provider { get; private set; } = null!;
        public TestServer Server { get; private set; } = null!;
        public string Acr { get; set; } = "eidas1";

        public async ValueTask InitializeAsync()
        {
            Provider = await TestServer.Start(new()
            {
                Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000" },
                Adjust = builder =>
                {
                    SharedServer.CheapPasswords(builder);
                    builder.Services.AddOpenIddict().AddServer(server => server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(handler => handler.SetOrder(int.MinValue + 10_000).UseInlineHandler(context =>
                    {
                        var identity = (ClaimsIdentity)context.Principal!.Identity!;
                        foreach (var (claim, value) in (ReadOnlySpan<(string, string)>)[("given_name", "Zoé"), ("usual_name", "Exemple"), ("siret", "99910010000018"), ("acr", Acr)])
                        {
                            identity.SetClaim(claim, value);
                            identity.FindFirst(claim)!.SetDestinations(OpenIddictConstants.Destinations.IdentityToken);
                        }
                        return default;
                    })));
                },
            });
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
            listener.Stop();
            await using var scope = Provider.Services.CreateAsyncScope();
            var (id, secret) = await scope.ServiceProvider.GetRequiredService<Clients>().CreateApplication("L’autre", [new($"{url}/sign-in/provider/0/back")], [], hasSecret: true);
            var file = Path.Combine(Provider.Data, "secret");
            await File.WriteAllTextAsync(file, secret + "\n");
            Server = await TestServer.Start(new()
            {
                Urls = url,
                Adjust = SharedServer.CheapPasswords,
                Further = new Dictionary<string, string?>
                {
                    ["EssLedger:ProofsPerSecond"] = "1000",
                    ["EssLedger:Providers:0:Authority"] = Provider.Url.AbsoluteUri,
                    ["EssLedger:Providers:0:ClientId"] = id,
                    ["EssLedger:Providers:0:ClientSecretFile"] = file,
                    ["EssLedger:Providers:0:Name"] = "AutreConnect",
                    ["EssLedger:Providers:0:Scopes:0"] = "openid",
                    ["EssLedger:Providers:0:Scopes:1"] = "email",
                },
            });
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }

    /// <summary>Goes with a browser from our link through the provider's pages and back, to where ours then leads.</summary>
    private async Task<HttpResponseMessage> Through(HttpClient browser, Person there, string link)
    {
        var left = await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        using var away = place.Provider.Browser();
        var asked = await away.GetAsync(left.Headers.Location);
        Assert.True(asked.StatusCode is HttpStatusCode.Redirect, await asked.Content.ReadAsStringAsync());
        var signIn = asked.Headers.Location!.OriginalString;
        var back = System.Web.HttpUtility.ParseQueryString(new Uri(place.Provider.Url, signIn).Query)["returnUrl"]!;
        var visitor = new Visitor(away);
        var onward = Applicant.OnwardOf(await visitor.Answer("/sign-in", signIn, new() { ["email"] = there.Email!, ["password"] = Password, ["returnUrl"] = back }));
        var returning = await away.GetAsync(onward);
        if (returning.StatusCode is HttpStatusCode.OK)
            returning = await away.GetAsync(Applicant.OnwardOf(await visitor.Answer("/connect/consent", onward, new() { ["returnUrl"] = onward, ["answer"] = "yes" })));
        Assert.Equal(HttpStatusCode.Redirect, returning.StatusCode);
        var arrived = await browser.GetAsync(returning.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, arrived.StatusCode);
        return await browser.GetAsync(arrived.Headers.Location);
    }

    private static async Task<Person> At(TestServer server, string email, params string[] roles) => await server.People.Create("Zoé", roles, email, Password);

    private static string NewEmail() => $"{People.NewId()}@example.org";

    private static async Task Join(HttpClient browser, string words)
    {
        var answer = await new Visitor(browser).Send("/sign-in/provider/0/done", []);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{words}: {answer.StatusCode}");
    }

    [Fact]
    public async Task Whom_a_provider_knows_enters_after_saying_here_that_it_is_them_and_never_by_e_mail_alone()
    {
        var email = NewEmail();
        var there = await At(place.Provider, email, Roles.Resident);
        var here = await At(place.Server, email, Roles.Resident);
        using var browser = place.Server.Browser();
        var stranger = await Through(browser, there, "/sign-in/provider/0");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Contains("Aucun compte d’ici n’est lié", await stranger.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/mon-compte/securite")).StatusCode);

        await new Visitor(browser).Send("/sign-in", new() { ["email"] = email, ["password"] = Password });
        var confirm = await Through(browser, there, "/sign-in/provider/0?purpose=link");
        var page = await confirm.Content.ReadAsStringAsync();
        Assert.Contains("AutreConnect dit que vous êtes Zoé Exemple", page, StringComparison.Ordinal);
        Assert.Contains("999\u00A0100\u00A0100\u00A000018", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        await Join(browser, "linked");

        using var again = place.Server.Browser();
        Assert.Equal("/annuaire", (await Through(again, there, "/sign-in/provider/0?returnUrl=/annuaire")).Headers.Location!.OriginalString);
        Assert.Contains("autre fournisseur · vu le", await new Visitor(again).Read("/mon-compte/securite"), StringComparison.Ordinal);
        Assert.Single(await place.Server.Services.GetRequiredService<Sessions>().Of(here.PersonId), s => s.Proof is Proof.Provider);
    }

    [Fact]
    public async Task Staff_enter_by_a_provider_that_asked_for_two_factors_and_else_are_asked_for_more()
    {
        var (email, wasAt) = (NewEmail(), place.Acr);
        var there = await At(place.Provider, email, Roles.Resident);
        var here = await At(place.Server, NewEmail(), Roles.Auditor);
        await place.Server.People.Link(here.PersonId, place.Provider.Url.AbsoluteUri, there.Id);
        using var weak = place.Server.Browser();
        Assert.StartsWith("/mon-compte/securite", (await Through(weak, there, "/sign-in/provider/0")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        place.Acr = "eidas2";
        using var strong = place.Server.Browser();
        Assert.Equal("/", (await Through(strong, there, "/sign-in/provider/0")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await strong.GetAsync("/bureau/label")).StatusCode);
        place.Acr = wasAt;
    }

    [Fact]
    public async Task Who_is_invited_may_come_by_a_provider()
    {
        var there = await At(place.Provider, NewEmail(), Roles.Resident);
        var (office, _) = await Visitor.SignIn(place.Server, Roles.Bureau);
        var answer = await office.Send("/bureau/invitations", new() { ["act"] = "invite", ["name"] = "Zoé", ["email"] = NewEmail(), ["role-resident"] = "yes" });
        var secret = (await answer.Content.ReadAsStringAsync()).Split("/invitation/")[1][..32];
        using var browser = place.Server.Browser();
        Assert.Equal(HttpStatusCode.OK, (await Through(browser, there, $"/sign-in/provider/0?purpose=invitation&invitation={secret}")).StatusCode);
        await Join(browser, "entered");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/mon-compte/securite")).StatusCode);
        using var again = place.Server.Browser();
        Assert.Equal("/", (await Through(again, there, "/sign-in/provider/0")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_code_or_a_state_that_was_not_asked_for_lets_nobody_in()
    {
        using var browser = place.Server.Browser();
        foreach (var forged in (string[])["?code=abc&state=abc", "?error=access_denied&state=abc", ""])
            Assert.Equal("/sign-in?provider=failed", (await browser.GetAsync("/sign-in/provider/0/back" + forged)).Headers.Location!.OriginalString);
        Assert.Equal("/sign-in?provider=failed", (await browser.GetAsync("/sign-in/provider/0/done")).Headers.Location!.OriginalString);
        Assert.Contains("n’a pas confirmé", await browser.GetStringAsync("/sign-in?provider=failed"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sign-in/provider/1")).StatusCode);
    }

    [Theory]
    [InlineData("http://provider.example", null)]
    [InlineData("https://provider.example", "/nowhere/secret")]
    public async Task A_server_does_not_start_with_a_provider_that_would_betray_secrets(string authority, string? file)
    {
        var further = new Dictionary<string, string?> { ["EssLedger:Providers:0:Authority"] = authority, ["EssLedger:Providers:0:ClientId"] = "x", ["EssLedger:Providers:0:Name"] = "x", ["EssLedger:Providers:0:ClientSecretFile"] = file ?? Environment.ProcessPath };
        await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.Start(new() { Further = further }));
    }
}
