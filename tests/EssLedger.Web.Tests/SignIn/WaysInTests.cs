using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages.Office;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.SignIn;

public sealed partial class WaysInTests(WaysInTests.Place place, PostgresFixture postgres) : IClassFixture<WaysInTests.Place>
{
    private const string Password = "un long mot de passe", Security = "/mon-compte/securite";
    private readonly TestServer _server = place.Server;
    private readonly string _email = $"{People.NewId()}@example.org";

    /// <summary>A password that the operator knows to have leaked.</summary>
    internal const string Leaked = "le chat de la voisine ronfle";

    private static string LeakedFile()
    {
        var file = Path.GetTempFileName();
#pragma warning disable CA5350 // As the list is made.
        File.WriteAllText(file, Convert.ToHexString(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(Leaked))) + ":3\n");
#pragma warning restore CA5350
        return file;
    }

    public sealed class Place() : SharedServer(options: new()
    {
        Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000", ["EssLedger:Proxies:0"] = "127.0.0.0/8", ["EssLedger:BreachedPasswords"] = LeakedFile() },
        Adjust = CheapPasswords,
    });

    private string Origin => _server.Url.GetLeftPart(UriPartial.Authority);

    private Task<Person> Enter(params string[] roles) => _server.People.Create("Ana", roles, _email, Password);

    private Visitor Somebody(string? address = null)
    {
        var browser = _server.Browser();
        if (address is not null) browser.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return new(browser);
    }

    private Task<HttpResponseMessage> ByPassword(Visitor visitor, string password = Password, string? email = null) =>
        visitor.Send("/sign-in", new() { ["email"] = email ?? _email, ["password"] = password });

    private static async Task<JsonElement> Options(Visitor visitor, string page, string options) =>
        JsonDocument.Parse(await (await visitor.Send(options, [], page)).Content.ReadAsStringAsync()).RootElement;

    private static async Task AddPasskey(Visitor visitor, Authenticator device, string name = "Téléphone")
    {
        var made = device.Create(await Options(visitor, Security, $"{Security}/passkey/options"));
        Leads(await visitor.Send(Security, new() { ["act"] = "passkey", ["credential"] = made, ["name"] = name }), Security);
    }

    private static async Task<HttpResponseMessage> ByPasskey(Visitor visitor, Authenticator device, string? from = null) =>
        await visitor.Send("/sign-in/passkey", new() { ["credential"] = device.Get(await Options(visitor, "/sign-in", "/sign-in/passkey/options"), from) }, "/sign-in");

    private static void Leads(HttpResponseMessage answer, string path)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(path, new Uri(new("http://here"), answer.Headers.Location!).AbsolutePath);
    }

    private static async Task Refused(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<List<string>> AddApp(Visitor visitor)
    {
        var answer = await visitor.Send(Security, new() { ["act"] = "app", ["code"] = Authenticator.CodeOf(await visitor.AppKey()) });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. Recovery().Matches(await answer.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value)];
    }

    [Fact]
    public async Task Passkey_is_added_used_and_removed()
    {
        await Enter(Roles.Resident);
        using var device = new Authenticator(Origin);
        var visitor = Somebody();
        await ByPassword(visitor);
        await AddPasskey(visitor, device, "Mon <téléphone>");
        Assert.Contains("Mon &lt;téléphone&gt;", await visitor.Read(Security), StringComparison.Ordinal);

        var again = Somebody();
        Leads(await ByPasskey(again, device), "/");
        var page = await again.Read(Security);
        Assert.Contains("utilisée le", page, StringComparison.Ordinal);
        Assert.Contains("clé d’accès · vu le", page, StringComparison.Ordinal);

        var id = Which().Match(page[page.IndexOf("unpasskey", StringComparison.Ordinal)..]).Groups[1].Value;
        Leads(await again.Send(Security, new() { ["act"] = "unpasskey", ["which"] = id }), Security);
        await Refused(await ByPasskey(Somebody(), device));
    }

    [Fact]
    public async Task Passkey_of_another_site_or_of_an_old_question_lets_nobody_in()
    {
        await Enter(Roles.Resident);
        using var device = new Authenticator(Origin);
        var visitor = Somebody();
        await ByPassword(visitor);
        await AddPasskey(visitor, device);
        await Refused(await ByPasskey(Somebody(), device, "https://evil.example"));

        var (victim, thief) = (Somebody(), Somebody());
        var answer = device.Get(await Options(victim, "/sign-in", "/sign-in/passkey/options"));
        Leads(await victim.Send("/sign-in/passkey", new() { ["credential"] = answer }, "/sign-in"), "/");
        await Refused(await thief.Send("/sign-in/passkey", new() { ["credential"] = answer }, "/sign-in"));
        await Refused(await Somebody().Send("/sign-in/passkey", new() { ["credential"] = "nonsense" }, "/sign-in"));
    }

    [Fact]
    public async Task Passkey_made_for_one_person_is_not_taken_for_another()
    {
        await Enter(Roles.Resident);
        using var device = new Authenticator(Origin);
        var visitor = Somebody();
        await ByPassword(visitor);
        var made = device.Create(await Options(visitor, Security, $"{Security}/passkey/options"));
        var (other, _) = await Visitor.SignIn(_server, Roles.Resident);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.Send(Security, new() { ["act"] = "passkey", ["credential"] = made })).StatusCode);
    }

    [Fact]
    public async Task Staff_with_a_password_alone_come_no_further_than_their_security_page()
    {
        await Enter(Roles.LabelManager);
        var visitor = Somebody();
        Leads(await ByPassword(visitor), Security);
        Leads(await visitor.Get("/bureau/label"), Security);
        Leads(await visitor.Get("/connect/authorize?client_id=wallet&response_type=code&scope=openid&state=a&code_challenge=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&code_challenge_method=S256&redirect_uri=" + Uri.EscapeDataString($"{Origin}/wallet/")), Security);
        Assert.Contains("votre rôle demande plus qu’un mot de passe", await visitor.Read(Security), StringComparison.Ordinal);
        Assert.Equal(10, (await AddApp(visitor)).Count);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/bureau/label")).StatusCode);
    }

    [Fact]
    public async Task Staff_with_a_passkey_do_not_enter_by_password_alone_and_cannot_lose_their_last_strong_way()
    {
        await Enter(Roles.Treasurer);
        using var device = new Authenticator(Origin);
        var visitor = Somebody();
        await ByPassword(visitor);
        await AddPasskey(visitor, device);
        await Refused(await ByPassword(Somebody()));
        var id = Which().Match((await visitor.Read(Security)) is var page ? page[page.IndexOf("unpasskey", StringComparison.Ordinal)..] : "").Groups[1].Value;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(Security, new() { ["act"] = "unpasskey", ["which"] = id })).StatusCode);
    }

    [Fact]
    public async Task After_the_password_the_app_is_asked_and_each_code_is_good_once()
    {
        var ana = await Enter(Roles.Bureau);
        var visitor = Somebody();
        await ByPassword(visitor);
        var key = await visitor.AppKey();
        var recovery = await AddApp(visitor);

        var again = Somebody();
        Leads(await ByPassword(again), "/sign-in/code");
        await Refused(await again.Send("/sign-in/code", new() { ["code"] = "000000" }));
        // The one with which the app was set up is spent; its neighbours are good for clocks that go wrong.
        await Refused(await again.Send("/sign-in/code", new() { ["code"] = Authenticator.CodeOf(key) }));
        var next = Authenticator.CodeOf(key, 1);
        Leads(await again.Send("/sign-in/code", new() { ["code"] = next }), "/");

        var third = Somebody();
        await ByPassword(third);
        await Refused(await third.Send("/sign-in/code", new() { ["code"] = next }));
        Leads(await third.Send("/sign-in/code", new() { ["code"] = recovery[0].ToLowerInvariant() }), "/");
        Assert.Contains("Il vous reste 9 codes de secours", await third.Read(Security), StringComparison.Ordinal);
        var fourth = Somebody();
        await ByPassword(fourth);
        await Refused(await fourth.Send("/sign-in/code", new() { ["code"] = recovery[0] }));

        // Whoever reads the tables finds neither the key nor the codes.
        await using var scope = _server.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<PeopleContext>().UserTokens.Where(t => t.UserId == ana.Id).Select(t => t.Value).ToListAsync();
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, value => value!.Contains(key, StringComparison.Ordinal) || recovery.Any(code => value.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ways_in_are_changed_only_soon_after_a_proof()
    {
        var ana = await Enter(Roles.Resident);
        var visitor = Somebody();
        await ByPassword(visitor);
        var contexts = _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            var who = ana.PersonId;
            var before = DateTimeOffset.UtcNow - Sessions.Fresh - TimeSpan.FromSeconds(1);
            await db.Sessions.Where(s => s.Person == who).ExecuteUpdateAsync(row => row.SetProperty(s => s.Proved, before));
        }
        Assert.Contains("prouvez d’abord de nouveau", await visitor.Read(Security), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(Security, new() { ["act"] = "password", ["current"] = Password, ["chosen"] = "un autre mot de passe" })).StatusCode);
        await (await visitor.Send($"{Security}/passkey/options", [], Security)).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task One_session_or_all_of_them_are_ended_with_their_tokens()
    {
        await Enter(Roles.Resident);
        var (here, there) = (Somebody("192.0.2.17"), Somebody("198.51.100.7"));
        await ByPassword(here);
        await ByPassword(there);
        var page = await here.Read(Security);
        Assert.Contains("198.51.100.0/24", page, StringComparison.Ordinal);
        var id = Which().Match(page[page.IndexOf("value=\"session\"", StringComparison.Ordinal)..]).Groups[1].Value;
        Leads(await here.Send(Security, new() { ["act"] = "session", ["which"] = id }), Security);
        Leads(await there.Get(Security), "/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await here.Get(Security)).StatusCode);

        var third = Somebody();
        await ByPassword(third);
        Leads(await here.Send(Security, new() { ["act"] = "everywhere" }), "/sign-in");
        Leads(await here.Get(Security), "/sign-in");
        Leads(await third.Get(Security), "/sign-in");
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        await Enter(Roles.Resident);
        var ana = Somebody();
        await ByPassword(ana);
        var (bob, bobs) = await Visitor.SignIn(_server, Roles.Resident);
        var session = Assert.Single(await _server.Services.GetRequiredService<Sessions>().Of(bobs.PersonId));
        Leads(await ana.Send(Security, new() { ["act"] = "session", ["which"] = session.Id }), Security);
        Assert.Equal(HttpStatusCode.OK, (await bob.Get(Security)).StatusCode);
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions_and_a_poor_one_is_refused()
    {
        await Enter(Roles.Resident);
        var (here, there) = (Somebody(), Somebody());
        await ByPassword(here);
        await ByPassword(there);
        foreach (var (current, chosen) in ((string, string)[])[("pas le bon", "un autre mot de passe"), (Password, "court"), (Password, "aaaaaaaaaaaaaa"), (Password, _email), (Password, Leaked)])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.Send(Security, new() { ["act"] = "password", ["current"] = current, ["chosen"] = chosen })).StatusCode);
        Leads(await here.Send(Security, new() { ["act"] = "password", ["current"] = Password, ["chosen"] = "un autre mot de passe" }), Security);
        Assert.Equal(HttpStatusCode.OK, (await here.Get(Security)).StatusCode);
        Leads(await there.Get(Security), "/sign-in");
        await Refused(await ByPassword(Somebody()));
        Leads(await ByPassword(Somebody(), "un autre mot de passe"), "/");
    }

    [Fact]
    public async Task A_strangers_errors_lock_neither_a_known_browser_nor_a_passkey_nor_another_address()
    {
        await Enter(Roles.Resident);
        using var device = new Authenticator(Origin);
        var known = Somebody("192.0.2.1");
        Leads(await ByPassword(known), "/");
        await AddPasskey(known, device);
        var stranger = Somebody("203.0.113.9");
        for (var i = 0; i < Guesses.AtOnePlace; i++) await Refused(await ByPassword(stranger, "pas le bon"));
        await Refused(await ByPassword(stranger));
        // At the very address of the stranger.
        known = new(WithAddress(known, "203.0.113.9"));
        Leads(await ByPassword(known), "/");
        Leads(await ByPasskey(Somebody("203.0.113.9"), device), "/");
        Leads(await ByPassword(Somebody("203.0.113.10")), "/");
    }

    [Fact]
    public async Task Guesses_from_everywhere_come_to_an_end_and_known_browsers_still_enter()
    {
        await Enter(Roles.Resident);
        var known = Somebody("192.0.2.1");
        await ByPassword(known);
        var guesses = _server.Services.GetRequiredService<Guesses>();
        for (var i = 0; i < Guesses.AtUnknownPlaces; i++)
        {
            var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
            context.Connection.RemoteIpAddress = new IPAddress([198, 18, (byte)(i / 250), (byte)(i % 250 + 1)]);
            await guesses.Take(context, _email, null);
        }
        await Refused(await ByPassword(Somebody("203.0.113.77")));
        Leads(await ByPassword(known), "/");
    }

    [Fact]
    public async Task Whether_somebody_is_known_is_told_neither_by_the_answer_nor_by_its_cookies()
    {
        await Enter(Roles.Resident);
        var known = await ByPassword(Somebody(), "pas le bon");
        var unknown = await ByPassword(Somebody(), "pas le bon", $"x{_email[1..]}");
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.Equal(Names(known), Names(unknown));
        Assert.Equal(Plain(await known.Content.ReadAsStringAsync(), _email), Plain(await unknown.Content.ReadAsStringAsync(), $"x{_email[1..]}"));

        static IEnumerable<string> Names(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(c => c.Split('=')[0]).Order() : [];
        static string Plain(string page, string email) => Token().Replace(page, "").Replace(email, "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_PostgreSQL_it_is_the_same()
    {
        var data = Directory.CreateTempSubdirectory("essledger-test-").FullName;
        await using (var server = await TestServer.Start((await postgres.NewLedger()) with { Data = data }))
        {
            var (visitor, person) = await Visitor.SignIn(server, Roles.Auditor);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/bureau/label")).StatusCode);
            var wrong = new Visitor(server.Browser());
            for (var i = 0; i <= Guesses.AtOnePlace; i++) await Refused(await ByPassword(wrong, "pas le bon", person.Email));
            await Refused(await ByPassword(wrong, "a very long password", person.Email));
            Leads(await visitor.Send(Security, new() { ["act"] = "everywhere" }), "/sign-in");
            Leads(await visitor.Get(Security), "/sign-in");
        }
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge · Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "Safari · iPhone")]
    [InlineData("curl/8.5.0", "")]
    public void Browsers_are_told_in_two_words(string userAgent, string words) => Assert.Equal(words, DeviceWords.Of(userAgent));

    [Theory]
    [InlineData("192.0.2.17", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.17", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::/48")]
    public void Where_somebody_is_is_told_roughly(string address, string network) => Assert.Equal(network, Sessions.NetworkOf(IPAddress.Parse(address)));

    // The same cookie jar at another address.
    private static HttpClient WithAddress(Visitor visitor, string address)
    {
        visitor.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return visitor.Http;
    }

    [GeneratedRegex("name=\"which\" value=\"([^\"]+)\"")]
    private static partial Regex Which();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"")]
    private static partial Regex Token();
}
