using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EssLedger.Web.Trail;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages;

/// <summary>The statement of accessibility says what was measured, of the screens that there are, and no better word than the law lets it.</summary>
[Collection(TrailCollection.Name)]
public sealed partial class AccessibilityTests(TrailServer shared)
{
    /// <summary>Addresses that are read and are no screens: what machines read, doors that lead on, and files.</summary>
    private static readonly string[] NoScreens =
    [
        "/v1/", "/log/", "/demo/", "/connect/", "/openapi/", "/health/", "/.well-known/", "/keys/", "/_framework/", "/N/", "/sign-in/provider/", "/label",
        "/bureau/label/dossiers/{}/pieces/", "/mon-label/dossiers/{}/pieces/", "/bureau/factures/{}", "/ma-boutique/factures/{}", "/donnees/{}", "/ville/bilan/{}/{}/{}", "/bilans/{}/{}", "/ma-boutique/caisses/codes/", "/ville/strategie/fichiers/{}", "/territoire/comptes-rendus/{}",
    ];

    /// <summary>Screens that the demonstration never shows, so the walk could not: the choice between several tills of notes, the code of who comes with a password, and the bar of a report that takes longer than two seconds.</summary>
    private static readonly string[] NotWalked = ["/bureau/caisse", "/sign-in/code", "/ville/bilan/{}"];

    [Fact]
    public async Task The_statement_shows_what_the_walk_measured()
    {
        var (walk, french) = (AccessibilityWalk.Last, CultureInfo.GetCultureInfo("fr-FR"));
        var page = await Read("/accessibilite?lang=fr");

        Assert.Contains($"{walk.Screens.Length.ToString("N0", french)} écrans dans {walk.States.ToString("N0", french)} états, avec {walk.Browser} et axe-core {walk.Axe}", page, StringComparison.Ordinal);
        Assert.Contains(new Reader("fr").Day(walk.On), page, StringComparison.Ordinal);
        Assert.All(walk.Checks, check => Assert.Contains(
            $"{new Reader("fr")[$"accessibility.check.{check.Key}"]}</th><td class=\"number\">{check.Value.States.ToString("N0", french)}</td><td class=\"number\">{check.Value.Failed.ToString("N0", french)}</td>", page, StringComparison.Ordinal));
        Assert.All(walk.Failures, fault => Assert.Contains($"<code>{fault.Screen}</code>", page, StringComparison.Ordinal));
        // Nobody audited the demonstration, and its every page says so.
        Assert.Contains("Audit RGAA par une personne ou par un tiers\u00A0: non réalisé", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/accessibilite\">Accessibilité\u00A0: non conforme</a>", await Read("/?lang=fr"), StringComparison.Ordinal);
    }

    /// <summary>A screen that is new since the walk fails here: then <c>ops/accessibility</c> walks anew.</summary>
    [Fact]
    public void No_screen_is_missing_from_the_walk()
    {
        var screens = shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(e => Parameter().Replace("/" + e.RoutePattern.RawText!.Trim('/'), "{}"))
            .Where(path => !NoScreens.Any(no => no.EndsWith('/') ? path.StartsWith(no, StringComparison.Ordinal) : path == no) && !path.Contains('.', StringComparison.Ordinal))
            .Distinct().ToList();
        Assert.True(screens.Count > 50);
        // What the walk writes down with a word, a route may have as any word; unless that word has a route of its own.
        var walked = AccessibilityWalk.Last.Screens.Select(screen => screens.Find(route => IsOf(route, screen, word: false)) ?? screens.Find(route => IsOf(route, screen, word: true))).ToHashSet();
        var missing = screens.Except(NotWalked).Where(route => !walked.Contains(route)).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));

        static bool IsOf(string route, string screen, bool word) => route.Split('/') is var asked && screen.Split('/') is var seen && asked.Length == seen.Length
            && asked.Zip(seen).All(part => part.First.Equals(part.Second, StringComparison.OrdinalIgnoreCase) || (word && part.First == "{}"));
    }

    [Theory]
    [InlineData(null, 0, Conformity.None)]
    [InlineData("2026-06-01", 49, Conformity.None)]
    [InlineData("2026-06-01", 50, Conformity.Partial)]
    [InlineData("2026-06-01", 100, Conformity.Total)]
    [InlineData("2023-06-15", 100, Conformity.None)]
    [InlineData("2023-06-16", 99, Conformity.Partial)]
    [InlineData("2026-06-16", 99, Conformity.None)]
    public void Conformity_takes_an_audit_of_the_last_three_years(string? audited, int rate, Conformity state)
    {
        var statement = new AccessibilityStatement(null, null, audited is null ? null : new(DateOnly.Parse(audited, CultureInfo.InvariantCulture), "Audits SARL", rate));
        Assert.Equal(state, statement.On(new(2026, 6, 15), AccessibilityWalk.Last with { Failures = [] }));
    }

    [Fact]
    public void Nothing_is_total_while_a_program_finds_a_fault() =>
        Assert.Equal(Conformity.Partial, new AccessibilityStatement(null, null, new(new(2026, 6, 1), "Audits SARL", 100)).On(new(2026, 6, 15), AccessibilityWalk.Last with { Failures = [new("/", "visitor", "axe", "image-alt")] }));

    [Theory]
    [InlineData("Contact", "nobody")]
    [InlineData("Plan", "http://example.org/plan")]
    [InlineData("AuditOn", "2026-06-01")]
    [InlineData("Rate", "80")]
    public void Half_a_statement_is_refused_at_the_start(string name, string value) =>
        Assert.Contains("EssLedger:Accessibility", Assert.Throws<StartRefusedException>(() => Settings.From(new ConfigurationManager { [$"EssLedger:Accessibility:{name}"] = value })).Message, StringComparison.Ordinal);

    private async Task<string> Read(string path) => WebUtility.HtmlDecode(await shared.Server.Http.GetStringAsync(path, TestContext.Current.CancellationToken));

    [GeneratedRegex(@"\{[^{}]*(\{[^{}]*\})?[^{}]*\}")]
    private static partial Regex Parameter();
}
