using System.Net;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Grains;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Web.Pages;

/// <summary>The public pages as a camera, a visitor or a checker of links meets them.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private readonly Town _town = new();
    private readonly FakeTimeProvider _clock = new(new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.AddPages(Settings.From(builder.Configuration));
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IPublicLabel>(_town).AddSingleton<IPaymentCodes>(_town).AddSingleton<IBadges>(_town).AddSingleton<IDemonstration>(_town);
        _app = builder.Build();
        _app.UseRequestLocalization();
        _app.MapPublicPages();
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Payment_page_shows_who_how_much_and_which_label_and_pays_nothing()
    {
        var page = await Get("/R/OPEN");

        Assert.Contains("Boulangerie &amp; fils", page, StringComparison.Ordinal);
        Assert.Contains("12,50\u00A0MLC", page, StringComparison.Ordinal);
        Assert.Contains("Label suspendu", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/wallet/#/r/OPEN\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_in_lower_case_is_the_same_code() => Assert.Contains("/wallet/#/r/OPEN", await Get("/r/open"), StringComparison.Ordinal);

    [Theory]
    [InlineData("PAID", "Déjà payé")]
    [InlineData("EXPIRED", "Périmé")]
    [InlineData("CANCELLED", "Annulé")]
    public async Task Request_that_ended_offers_no_payment(string code, string word)
    {
        var page = await Get($"/R/{code}");
        Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.DoesNotContain("/wallet/", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/R/FORGED")]
    [InlineData("/R/%3Cscript%3E")]
    public async Task Code_that_this_ledger_did_not_sign_says_do_not_pay(string path)
    {
        var page = await Get(path, HttpStatusCode.NotFound);
        Assert.Contains("ne payez pas", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/wallet/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overlong_code_is_not_even_looked_at()
    {
        await Get($"/R/{new string('A', 1001)}", HttpStatusCode.NotFound);
        Assert.Contains("<h1>Ce n’est pas un badge</h1>", await Get($"/B/{new string('A', 1001)}"), StringComparison.Ordinal);
        Assert.Equal(0, _town.Asked);
    }

    [Fact]
    public async Task Payer_shown_code_is_explained_without_being_read()
    {
        Assert.Contains("ne paie rien", await Get("/p/whatever"), StringComparison.Ordinal);
        Assert.Equal(0, _town.Asked);
    }

    [Fact]
    public async Task Valid_badge_says_so_first_and_shows_holder_history_and_limits()
    {
        var page = await Get("/b/good");

        Assert.Contains("<h1>Badge valable</h1>", page, StringComparison.Ordinal);
        Assert.Contains("732\u00A0829\u00A0320\u00A000009", page, StringComparison.Ordinal);
        Assert.Contains("1er mars 2026", page, StringComparison.Ordinal);
        Assert.Contains("ne prouve pas", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Badge_that_is_not_valid_says_why(BadgeReason reason)
    {
        _town.Verdict = new([reason]);
        var page = await Get("/B/ANY");

        var (tone, french) = (reason.Word(), new Reader("fr"));
        Assert.Contains($"<h1>{french[$"verdict.{tone}"]}</h1>", page, StringComparison.Ordinal);
        Assert.Contains(french[$"reason.{tone}"], page, StringComparison.Ordinal);
        Assert.Contains($"class=\"verdict {tone}\"", page, StringComparison.Ordinal);
        Assert.Contains("Vérifié le 15 juin 2026 à 12:00", page, StringComparison.Ordinal);
        // What nobody we know signed is not repeated under our name.
        Assert.Equal(_town.Verdict.Authentic, page.Contains("Boulangerie", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_two_verdicts_look_alike()
    {
        var (drawings, titles) = (new HashSet<string>(), new HashSet<string>());
        foreach (var verdict in Enum.GetValues<BadgeReason>().Select(reason => new BadgeVerdict([reason])).Append(new([])))
        {
            _town.Verdict = verdict;
            foreach (var language in Reader.Languages)
            {
                var page = await Get($"/B/ANY?lang={language}");
                var drawing = System.Text.RegularExpressions.Regex.Match(page, "<section class=\"verdict [a-z_]+\">\\s*<svg[^>]*><path d=\"([^\"]+)\"").Groups[1].Value;
                var title = System.Text.RegularExpressions.Regex.Match(page, "<h1>([^<]+)</h1>").Groups[1].Value;
                Assert.NotEqual("", drawing);
                Assert.Equal(language == "fr", drawings.Add(drawing));
                Assert.True(titles.Add(title), title);
            }
        }
    }

    [Fact]
    public async Task What_the_badge_and_the_register_say_differently_is_named()
    {
        Assert.Contains("disent la même chose", await Get("/B/GOOD"), StringComparison.Ordinal);
        _town.Says = _town.Says with { Level = 1, Until = new(2027, 2, 28), HolderId = "E-OTHER" };
        var page = await Get("/B/GOOD");
        Assert.Contains("Le badge dit niveau 1, le registre dit niveau 2", page, StringComparison.Ordinal);
        Assert.Contains("28 février 2027", page, StringComparison.Ordinal);
        Assert.Contains("ne nomment pas le même titulaire", page, StringComparison.Ordinal);
    }

    public static TheoryData<BadgeReason> Reasons => [.. Enum.GetValues<BadgeReason>()];

    [Fact]
    public async Task Text_that_a_camera_read_can_be_pasted() =>
        Assert.Contains("<h1>Badge valable</h1>", await Get("/B?text=%20https%3A%2F%2Fledger.example%2Fb%2Fgood%0A"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "Label suspendu")]
    [InlineData("?on=2026-05-31", "Label actif")]
    [InlineData("?on=2026-06-01", "Label suspendu")]
    [InlineData("?on=2026-06-01&asKnownOn=2026-06-09", "Label actif")]
    [InlineData("?on=2026-02-28", "Label pas encore en vigueur")]
    [InlineData("?on=2030-01-01", "Label expiré")]
    [InlineData("?on=2026-06-01&asKnownOn=2025-01-01", "Label pas encore en vigueur")]
    public async Task Grant_page_tells_the_standing_on_a_chosen_day(string query, string standing) =>
        Assert.Contains($"<h1>{standing}</h1>", await Get($"/label/lil-1{query}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("?on=2026-02-30")]
    [InlineData("?on=01/06/2026")]
    [InlineData("?on=2026-06-01&asKnownOn=soon")]
    public async Task Day_that_cannot_be_read_is_said_to_be_so(string query) =>
        Assert.Contains("n’existe pas", await Get($"/label/LIL-1{query}", HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("/label/LIL-9")]
    [InlineData("/label/not%20a%20number")]
    public async Task Unknown_number_is_not_found(string path) =>
        Assert.Contains("Aucun label ne porte ce numéro", await Get(path, HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task Typed_number_leads_to_its_page()
    {
        var answer = await _app.GetTestClient().GetAsync("/label?number=%20LIL-1");
        Assert.Equal((HttpStatusCode.Found, "/label/LIL-1"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Day_changes_at_midnight_in_Paris()
    {
        _clock.SetUtcNow(new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero));
        Assert.Contains("1er janvier 2027", await Get("/label/LIL-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/B/GOOD")]
    [InlineData("/label/LIL-1")]
    public async Task Label_that_may_not_be_shown_is_not(string path)
    {
        _town.Public = false;
        var page = await Get(path, HttpStatusCode.Forbidden);
        Assert.Contains("n’est pas affiché en public", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Boulangerie", page, StringComparison.Ordinal);
        Assert.Equal(0, _town.Asked);
    }

    [Fact]
    public async Task Newcomer_is_led_to_a_wallet_and_a_till_only_in_a_demonstration()
    {
        var demonstration = await Get("/");
        Assert.Contains("href=\"/demo/wallet\"", demonstration, StringComparison.Ordinal);
        Assert.Contains("href=\"/demo/till/BAKERY\"", demonstration, StringComparison.Ordinal);
        Assert.Contains("href=\"/demo/office/label-manager\"", demonstration, StringComparison.Ordinal);
        Assert.Contains("href=\"/demo/participant/BAKERY\"", demonstration, StringComparison.Ordinal);

        _town.Demonstration = null;
        var real = await Get("/");
        Assert.DoesNotContain("/demo/", real, StringComparison.Ordinal);
        Assert.Contains("href=\"/wallet/\"", real, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_language_is_remembered()
    {
        var client = _app.GetTestClient();
        var english = await client.GetAsync("/R/OPEN?lang=en");
        Assert.Contains("Pay with my wallet", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        client.DefaultRequestHeaders.Add("Cookie", english.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Contains("<html lang=\"en\">", await client.GetStringAsync("/R/OPEN"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\">", await Get("/R/OPEN?lang=xx"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/R/OPEN")]
    [InlineData("/P/X")]
    [InlineData("/B")]
    [InlineData("/B/GOOD")]
    [InlineData("/label/LIL-1")]
    public async Task Pages_hold_no_script_no_inline_style_and_are_never_kept(string path)
    {
        var answer = await _app.GetTestClient().GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        // The page that opens the camera has one file of script, and works without it.
        if (path == "/B") page = page.Replace("<script type=\"module\" src=\"/check/check.js\"></script>", "", StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:", page);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, (await _app.GetTestClient().SendAsync(head)).StatusCode);
    }

    private async Task<string> Get(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await _app.GetTestClient().GetAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        // The renderer writes characters beyond ASCII as references; readers see the characters.
        return Readable(await answer.Content.ReadAsStringAsync());
    }

    private static string Readable(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "&#x[0-9A-Fa-f]+;", reference => WebUtility.HtmlDecode(reference.Value));

    /// <summary>One shop, one label, one code of each kind.</summary>
    private sealed class Town : IPublicLabel, IPaymentCodes, IBadges, IDemonstration
    {
        private static readonly GrantNumber Number = GrantNumber.Parse("LIL-1");

        public bool Public { get; set; } = true;
        public int Asked { get; private set; }
        public BadgeVerdict Verdict { get; set; } = BadgeVerdict.Malformed;
        public BadgeView Says { get; set; } = new(Number, "Boulangerie & fils", "73282932000009", 2, new(2026, 3, 1), new(2029, 2, 28));
        public IReadOnlyList<DemoShop>? Demonstration { get; set; } = [new("BAKERY", "Boulangerie & fils", Standing.Active)];

        private static readonly Grant Grant = Grant.Fold(
        [
            Fact(1, new GrantAct.Granted(ParticipantId.Parse("BAKERY"), GrantKind.Shop, 2, new(2029, 2, 28)), new(2026, 3, 1), new(2026, 3, 1)),
            Fact(2, new GrantAct.Suspended(), new(2026, 6, 1), new(2026, 6, 10)),
        ]);

        private static RecordedFact Fact(long position, GrantAct act, DateOnly effective, DateOnly recorded) =>
            new(new(Number, act, effective, PersonId.Parse("NOEMIE"), Digest.Zero), new(position), recorded);

        public Task<bool> MayBeShown() => Task.FromResult(Public);

        public Task<GrantView?> Find(GrantNumber number, DateOnly on, DateOnly? asKnownOn) => Counted(number == Number ? View(on, asKnownOn) : null);

        public Task<RequestView?> Open(string base32) => Counted(base32 switch
        {
            "OPEN" => Request(RequestState.Open),
            "PAID" => Request(RequestState.Paid),
            "EXPIRED" => Request(RequestState.Expired),
            "CANCELLED" => Request(RequestState.Cancelled),
            _ => null,
        });

        public Task<BadgeCheck> Check(string text)
        {
            var verdict = text.ToUpperInvariant() is "GOOD" or "HTTPS://LEDGER.EXAMPLE/B/GOOD" ? new([]) : Verdict;
            return Counted(new BadgeCheck(verdict, Says, verdict.Authentic ? View(new(2026, 4, 1), null) : null));
        }

        public Task<IReadOnlyList<DemoShop>?> Shops() => Task.FromResult(Demonstration);

        public Task<IReadOnlyList<DemoParticipant>> Participants() => Task.FromResult<IReadOnlyList<DemoParticipant>>([new(ParticipantId.Parse("BAKERY"), "Boulangerie & fils", Standing.Active)]);

        private static GrantView View(DateOnly on, DateOnly? asKnownOn) => GrantView.Of(Grant, "Boulangerie & fils", "73282932000009", on, asKnownOn);

        private static RequestView Request(RequestState state) =>
            new("Boulangerie & fils", Amount.FromMinor(1250), Unit.Parse("MLC"), null, state, new(Standing.Suspended, Number));

        private Task<T> Counted<T>(T answer)
        {
            Asked++;
            return Task.FromResult(answer);
        }
    }
}
