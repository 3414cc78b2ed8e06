using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Census;
using EssLedger.Web.Areas;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.City;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages.Office;

/// <summary>The City's desk beside its count of labels, on the demonstration.</summary>
public sealed class CityDeskTests(LabelOffice office) : IClassFixture<LabelOffice>
{
    private readonly TestServer _server = office.Server;

    private static DateOnly Today => Core.Journal.ParisCalendar.DayOf(DateTimeOffset.UtcNow);

    private static readonly string[] Pages =
    [
        "/ville", "/ville/evolution", "/ville/evolution.csv", "/ville/comparer", "/ville/comparer.csv", "/ville/comparer-membres.csv", "/ville/cooperations", "/ville/cooperations.csv", "/ville/cooperations-liste.csv",
        "/ville/evenements", "/ville/evenements.csv", "/ville/evenements-liste.csv", "/ville/carte", "/ville/carte.csv", "/ville/carte.geojson", "/ville/contours.geojson", "/ville/zones", "/ville/zones/differences.csv", "/ville/zones/1.geojson",
    ];

    [Theory]
    [InlineData("office/city", HttpStatusCode.OK)]
    [InlineData("office/auditor", HttpStatusCode.OK)]
    [InlineData("office/label-committee", HttpStatusCode.Forbidden)]
    [InlineData("wallet", HttpStatusCode.Forbidden)]
    public async Task Who_may_count_may_look_everywhere_and_nobody_else(string door, HttpStatusCode status)
    {
        var someone = await Visitor.Enter(_server, door);
        foreach (var path in Pages)
        {
            var answer = await someone.Get(path);
            Assert.True(status == answer.StatusCode, $"{path}: {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html") Assert.DoesNotMatch("<script(?! type=\"module\" src)|<style|\\sstyle=|\\son[a-z]+=", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_start_page_leads_to_every_place_and_its_figures_are_those_of_the_census()
    {
        var home = await (await Visitor.Enter(_server, "office/city")).Read("/ville");
        foreach (var place in CityPlaces.All) Assert.Contains($"href=\"{place.Path}\"", home, StringComparison.Ordinal);
        var total = (await _server.Services.GetRequiredService<CensusDesk>().Full(new(Today, null, Perimeter.Everywhere, []))).Total;
        Assert.Contains($"<strong>{total}</strong>", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_course_ends_with_todays_count_and_two_days_differ_by_who_came_and_left()
    {
        var (city, desk) = (await Visitor.Enter(_server, "office/city"), _server.Services.GetRequiredService<CensusDesk>());
        var (from, by) = (Today.AddDays(-200), "filiere");
        var course = (await city.Read($"/ville/evolution.csv?from={from:yyyy-MM-dd}&by={by}")).Trim().Split("\r\n");
        var now = await desk.Full(new(Today, null, Perimeter.Everywhere, [Dimension.Filiere]));
        var then = await desk.Full(new(from, null, Perimeter.Everywhere, [Dimension.Filiere]));
        Assert.Contains($"{Today:yyyy-MM-dd},,{now.Total}", course);
        foreach (var row in now.Rows) Assert.Contains($"{Today:yyyy-MM-dd},{row.Values[0]},{row.Count}", course);

        var page = await city.Read($"/ville/comparer?from={from:yyyy-MM-dd}&by={by}");
        int Count(string id) => int.Parse(Regex.Match(page, $"<h2 id=\"{id}\">[^<]*<span class=\"count\">(\\d+)</span>").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.NotEqual(then.Total, now.Total);
        Assert.Equal(now.Total - then.Total, Count("came") - Count("left"));
        Assert.Contains("position", page, StringComparison.Ordinal);
        foreach (var wrong in new[] { "from=soon", $"from={Today.AddDays(1):yyyy-MM-dd}", "perimeter=paris" }) Assert.Equal(HttpStatusCode.BadRequest, (await city.Get($"/ville/comparer?{wrong}")).StatusCode);
    }

    [Fact]
    public async Task A_cooperation_counts_when_both_signed_and_opens_its_signatures()
    {
        var city = await Visitor.Enter(_server, "office/city");
        var list = (await city.Read("/ville/cooperations-liste.csv")).Trim().Split("\r\n");
        Assert.Equal(2, list.Length); // Of those of the demonstration one is signed by both.
        Assert.Contains(",supply,", list[1], StringComparison.Ordinal);
        Assert.Equal(3, list[1].Split(',')[^1].Split(';').Length);
        Assert.Contains("supply,1", await city.Read("/ville/cooperations.csv"), StringComparison.Ordinal);
        Assert.Matches("<article class=\"card\" aria-labelledby=\"c-", await city.Read("/ville/cooperations?by=commune&value=59350"));
        Assert.DoesNotMatch("<article class=\"card\" aria-labelledby=\"c-", await city.Read("/ville/cooperations?perimeter=59355"));
    }

    [Fact]
    public async Task Coordinates_answer_where_the_book_is_silent_and_a_difference_is_shown()
    {
        var city = await Visitor.Enter(_server, "office/city");
        var behind = await city.Read("/ville/label/membres?qpv=yes");
        Assert.Contains("DEMO-2", behind, StringComparison.Ordinal); // Nobody said it of the joiner's workshop: it lies there.
        Assert.Contains("les coordonnées disent", behind, StringComparison.Ordinal);
        Assert.Contains("Atelier Vélo de Fives", await city.Read("/ville/zones"), StringComparison.Ordinal);
        // Of 2015 the smaller perimeter counts.
        var members = _server.Services.GetRequiredService<RegisterMembers>();
        int Inside(IEnumerable<Core.Labels.Member> all) => all.Count(m => m.Whereabouts.Qpv?.Code is not null);
        Assert.True(Inside(await members.On(new(2023, 12, 31), null)) < Inside(await members.On(new(2024, 1, 1), null)));
        Assert.All(await members.On(new(2014, 12, 31), null), m => Assert.Null(m.Whereabouts.Qpv));
    }

    private static byte[] File(string ring) => Encoding.UTF8.GetBytes($$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"ZONE-1","nom":"Zone"},"geometry":{"type":"Polygon","coordinates":[{{{ring}}}]}}]}""");

    [Fact]
    public async Task Areas_come_by_form_and_by_call_once_and_a_wrong_file_says_what_is_wrong_with_which()
    {
        var city = await Visitor.Enter(_server, "office/city");
        Dictionary<string, string> fields() => new() { ["act"] = "import", ["kind"] = "other", ["year"] = "2019", ["source"] = "Source <exemple>", ["licence"] = "LO 2.0" };
        var crossing = await city.SendFile("/ville/zones", fields(), "z.geojson", "application/geo+json", File("[[3,50],[4,51],[4,50],[3,51],[3,50]]"));
        var said = WebUtility.HtmlDecode(await crossing.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true, true), (crossing.StatusCode, said.Contains("ZONE-1", StringComparison.Ordinal), said.Contains("value=\"2019\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await city.SendFile("/ville/zones", fields().Append(new("year", "19")).DistinctBy(f => f.Key).ToDictionary(), "z.geojson", "application/geo+json", [])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Send("/ville/zones", fields(), null)).StatusCode);

        var good = File("[[3,50],[4,50],[4,51],[3,50]]");
        Assert.Equal(HttpStatusCode.Redirect, (await city.SendFile("/ville/zones", fields(), "z.geojson", "application/geo+json", good)).StatusCode);
        Assert.Contains("Source &lt;exemple&gt;", await (await city.Get("/ville/zones")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var api = await _server.As(Roles.City);
        async Task<(HttpStatusCode, JsonElement)> Post(string query, byte[] file)
        {
            using var content = new ByteArrayContent(file);
            content.Headers.ContentType = new("application/geo+json");
            var answer = await api.PostAsync($"/v1/areas?source=S&licence=L&{query}", content);
            return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
        }
        var (again, known) = await Post("kind=other&year=2019", good);
        Assert.Equal((HttpStatusCode.OK, "Source <exemple>"), (again, known.GetProperty("source").GetString()));
        var (made, later) = await Post("kind=other&year=2019&validFrom=2020-02-01", good);
        Assert.Equal((HttpStatusCode.Created, "2020-02-01"), (made, later.GetProperty("validFrom").GetString()));
        Assert.Equal("area_not_a_commune", (await Post("kind=commune&year=2019", good)).Item2.GetProperty("code").GetString());
        Assert.Equal("invalid_field", (await Post("kind=region&year=2019", good)).Item2.GetProperty("code").GetString());
        using var auditor = await _server.As(Roles.Auditor);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("/v1/areas?source=S&licence=L&kind=other&year=2019", new ByteArrayContent(good))).StatusCode);
        Assert.Equal((await _server.Services.GetRequiredService<AreaDesk>().Sets()).Count, JsonDocument.Parse(await auditor.GetStringAsync("/v1/areas")).RootElement.GetProperty("items").GetArrayLength());
    }
}
