using System.Net;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EssLedger.Web.SignIn;

public sealed class SecurityEventsTests(SecurityEventsTests.Place place) : IClassFixture<SecurityEventsTests.Place>
{
    private static readonly ClockAhead Clock = new();
    private static readonly KeptLog Log = new();

    public sealed class Place() : SharedServer(options: new()
    {
        Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000" },
        Adjust = builder =>
        {
            CheapPasswords(builder);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Logging.AddProvider(Log).AddFilter<KeptLog>("EssLedger", LogLevel.Information);
        },
    });

    private const string Password = "un long mot de passe";
    private readonly TestServer _server = place.Server;
    private readonly string _email = $"{People.NewId()}@example.org";

    private async Task<Visitor> Enter(string password)
    {
        var visitor = new Visitor(_server.Browser());
        await visitor.Send("/sign-in", new() { ["email"] = _email, ["password"] = password });
        return visitor;
    }

    /// <summary>The one line of this kind; who is answered may know it a moment before it is written.</summary>
    private static async Task<string> Only(int id, Func<string, bool> about)
    {
        bool Fits((int Id, string Text) line) => line.Id == id && about(line.Text);
        for (var tries = 0; tries < 500 && !Log.Lines.Any(Fits); tries++) await Task.Delay(20);
        return Assert.Single(Log.Lines, Fits).Text;
    }

    [Fact]
    public async Task What_happens_at_the_doors_is_in_the_log_without_a_name_or_a_secret()
    {
        var ana = await _server.People.Create("Ana Particulière", [Roles.Resident], _email, Password);
        bool OfAna(string text) => text.Contains(ana.Id, StringComparison.Ordinal);
        await Enter("a wrong password");
        Assert.Contains("by Password", await Only(442, text => OfAna(text) && text.Contains("wrong password", StringComparison.Ordinal)), StringComparison.Ordinal);
        await Enter(Password);
        Assert.Contains("127.0.0.0/24", await Only(441, OfAna), StringComparison.Ordinal);
        for (var errors = 0; errors < Guesses.AtOnePlace + 1; errors++) await Enter("a wrong password");
        await Only(442, text => OfAna(text) && text.Contains("nothing is compared", StringComparison.Ordinal));

        using var machine = await _server.As(ana);
        Assert.Contains("client_credentials", await Only(444, OfAna), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await machine.GetAsync("/v1/issuances")).StatusCode);
        Assert.Contains("/v1/issuances", await Only(445, text => OfAna(text) && text.StartsWith("403", StringComparison.Ordinal)), StringComparison.Ordinal);
        await _server.Http.GetAsync("/v1/issuances?after=17");
        await Only(445, text => text.StartsWith("401 for nobody", StringComparison.Ordinal) && text.Contains("issuances", StringComparison.Ordinal));
        await _server.Http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "wallet", ["client_secret"] = "a secret" }));
        await Only(445, text => text.Contains("/connect/token", StringComparison.Ordinal));

        var text = string.Join('\n', Log.Lines.Select(line => line.Text));
        foreach (var secret in (string[])[_email, "Particulière", Password, "a wrong password", "a secret", "after=17", machine.DefaultRequestHeaders.Authorization!.Parameter!]) Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_ends_a_day_after_its_proof_however_much_it_is_used()
    {
        await _server.People.Create("Ana", [Roles.Resident], _email, Password);
        try
        {
            var visitor = await Enter(Password);
            for (var hours = 6; hours <= 18; hours += 6)
            {
                Clock.By = TimeSpan.FromHours(hours);
                await visitor.Read("/mon-compte/securite");
            }
            Clock.By = TimeSpan.FromHours(24.1);
            var late = await visitor.Http.GetAsync("/mon-compte/securite");
            Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
            Assert.Contains("/sign-in", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
        finally { Clock.By = TimeSpan.Zero; }
    }
}
