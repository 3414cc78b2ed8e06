using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Publishing;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages.Office;

/// <summary>The City's reports and what anybody may take away.</summary>
public sealed class ReportPagesTests(LabelOffice office) : IClassFixture<LabelOffice>
{
    private const string Page = "/ville/bilan";
    private readonly TestServer _server = office.Server;

    private static DateOnly Today => Core.Journal.ParisCalendar.DayOf(DateTimeOffset.UtcNow);

    private static async Task<string> Establish(Visitor city, string period)
    {
        Assert.Equal($"{Page}/{period}", (await city.Send($"{Page}/{period}", new() { ["act"] = "establish" }, Page)).Headers.Location!.OriginalString);
        for (var tries = 0; ; tries++)
        {
            var answer = await city.Get($"{Page}/{period}");
            if (answer.StatusCode is HttpStatusCode.Redirect) return answer.Headers.Location!.OriginalString;
            Assert.True(tries < 100, "The report is never done.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_report_is_established_in_one_click_is_the_same_to_the_byte_and_stays_as_it_was()
    {
        var city = await Visitor.Enter(_server, "office/city");
        var period = $"{Today.Year}";
        var first = await Establish(city, period);
        Assert.Equal($"{Page}/{period}/1", first);
        var content = await (await city.Get($"{first}/bilan.json")).Content.ReadAsByteArrayAsync();
        var desk = _server.Services.GetRequiredService<ReportDesk>();
        var at = new Position(JsonDocument.Parse(content).RootElement.GetProperty("heads").GetProperty("label").GetProperty("position").GetInt64());
        var page = await city.Read(first);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content)), page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<style|\\sstyle=|\\son[a-z]+=", page);
        Assert.Contains("101", page, StringComparison.Ordinal);
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(await (await city.Get($"{first}/bilan.pdf")).Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.StartsWith("section,table,line,column,value\r\n", await (await city.Get($"{first}/bilan.csv")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // What says the same is not established twice.
        Assert.Equal(first, await Establish(city, period));

        // A decision that counts from before today.
        var committee = await _server.People.FirstInRole(Roles.LabelCommittee);
        var fact = new GrantFact(GrantNumber.Parse("LIL-2026-0003"), new GrantAct.Suspended(), Today.AddDays(-3), committee, Digest.Zero);
        Assert.Null((await _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegisterGrain>(Register.Decider).Record(fact, "Engagement non tenu (essai).", [])).Refusal);
        var second = await Establish(city, period);
        Assert.Equal($"{Page}/{period}/2", second);
        var later = await city.Read(second);
        Assert.Contains("id=\"differences\"", later, StringComparison.Ordinal);
        Assert.Contains($"href=\"{first}\"", later, StringComparison.Ordinal);
        Assert.Equal(content, await (await city.Get($"{first}/bilan.json")).Content.ReadAsByteArrayAsync());
        var differences = ReportData.Read(Encoding.UTF8.GetString(content)).DifferencesTo(ReportData.Read(await (await city.Get($"{second}/bilan.json")).Content.ReadAsStringAsync()));
        Assert.Contains(differences, d => d.Table.Name == "participants" && d.Column.Name == "active_last" && (long)d.Before! - (long)d.After! == 1);
        // Made anew from the books as far as the first one knew them, it is the same to the byte.
        Assert.Equal(content, Encoding.UTF8.GetBytes((await desk.Make(period, Today, at, TestContext.Current.CancellationToken)).ToJson()));

        // Nobody else reads it before the City publishes it, and then as it was.
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync($"/bilans/{period}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await city.Send($"{Page}/{period}", new() { ["act"] = "publish", ["number"] = "1" }, Page)).StatusCode);
        Assert.Contains($"href=\"/bilans/{period}\"", await _server.Http.GetStringAsync("/bilans"), StringComparison.Ordinal);
        Assert.Equal(content, await _server.Http.GetByteArrayAsync($"/bilans/{period}/bilan.json"));
        Assert.DoesNotContain("Ville Exemple", await _server.Http.GetStringAsync($"/bilans/{period}"), StringComparison.Ordinal);

        Assert.Equal($"{Page}/2021-2026/1", await Establish(city, "2021-2026"));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Get($"{Page}/1999")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await city.Get("/ville/monnaie")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await city.Get("/ville/monnaie/circulation.csv")).StatusCode);
    }

    [Fact]
    public async Task Only_the_city_establishes_and_publishes()
    {
        var auditor = await Visitor.Enter(_server, "office/auditor");
        Assert.Equal(HttpStatusCode.OK, (await auditor.Get(Page)).StatusCode);
        Assert.DoesNotContain("value=\"establish\"", await auditor.Read(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Visitor.Enter(_server, "office/label-committee")).Get(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _server.Http.GetAsync("/ville/monnaie")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Http.PostAsync($"{Page}/2025", new FormUrlEncodedContent([new("act", "establish")]))).StatusCode);
    }

    [Fact]
    public async Task Open_data_have_strong_validators_and_are_open_to_any_page()
    {
        foreach (var name in new[] { "datapackage.json", "catalogue.ttl", "participants-labellises.csv", "participants-labellises.geojson", "evenements.ics", "series-de-reference.schema.json" })
        {
            var answer = await _server.Http.GetAsync($"/donnees/{name}");
            Assert.Equal((HttpStatusCode.OK, "*"), (answer.StatusCode, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
            Assert.NotNull(answer.Content.Headers.LastModified);
            using var again = new HttpRequestMessage(HttpMethod.Get, $"/donnees/{name}");
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            Assert.Equal((false, HttpStatusCode.NotModified), (answer.Headers.ETag!.IsWeak, (await _server.Http.SendAsync(again)).StatusCode));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync("/donnees/nothing.csv")).StatusCode);
        foreach (var page in new[] { "/donnees", "/donnees/methodes", "/bilans" })
            foreach (var language in Reader.Languages)
                Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync($"{page}?lang={language}")).StatusCode);
    }
}
