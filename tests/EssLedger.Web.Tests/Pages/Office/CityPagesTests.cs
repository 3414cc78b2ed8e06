using System.Net;
using System.Text.RegularExpressions;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages.Office;

/// <summary>The City's count, beside the census of the API from which every number on it comes.</summary>
public sealed class CityPagesTests(LabelOffice office) : IClassFixture<LabelOffice>
{
    private const string City = "office/city", Page = "/ville/label";
    private readonly TestServer _server = office.Server;

    private static DateOnly Today => Core.Journal.ParisCalendar.DayOf(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData("office/city", HttpStatusCode.OK)]
    [InlineData("office/auditor", HttpStatusCode.OK)]
    [InlineData("office/label-manager", HttpStatusCode.OK)]
    [InlineData("office/label-committee", HttpStatusCode.Forbidden)]
    [InlineData("office/label-visitor", HttpStatusCode.Forbidden)]
    [InlineData("participant", HttpStatusCode.Forbidden)]
    [InlineData("wallet", HttpStatusCode.Forbidden)]
    public async Task Who_may_ask_the_api_for_every_number_may_look_here_and_nobody_else(string door, HttpStatusCode status)
    {
        var someone = await Visitor.Enter(_server, door);
        foreach (var path in new[] { Page, $"{Page}/compte.csv", $"{Page}/membres", $"{Page}/membres.csv" }) Assert.Equal(status, (await someone.Get(path)).StatusCode);
        Assert.Equal(status is HttpStatusCode.OK, (await someone.Read("/chiffres")).Contains("href=\"/ville\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await _server.Http.GetAsync(Page)).StatusCode);
    }

    public static TheoryData<Dimension> Dimensions() => new(Enum.GetValues<Dimension>());

    [Theory, MemberData(nameof(Dimensions))]
    public async Task Each_number_is_that_of_the_census_and_opens_as_many_participants(Dimension by)
    {
        var city = await Visitor.Enter(_server, City);
        var table = await _server.Services.GetRequiredService<CensusDesk>().Full(new(Today, null, Perimeter.Everywhere, [by]));
        var page = await city.Read($"{Page}?by={by.Word()}");
        Assert.DoesNotMatch("<script|<style|\\sstyle=|\\son[a-z]+=", page);
        foreach (var row in table.Rows)
        {
            var address = $"{Page}/membres?on={Today:yyyy-MM-dd}&{by.Word()}={row.Values[0]}";
            Assert.Matches($"href=\"{Regex.Escape(address.Replace("&", "&amp;", StringComparison.Ordinal))}\"[^>]*>{row.Count}</a>", page);
            var behind = await city.Read(address);
            Assert.Equal(row.Count, Regex.Matches(behind, "<h2 id=\"m-[^\"]*\">([^<]+)</h2>").Select(m => m.Groups[1].Value).Distinct().Count());
        }
        Assert.Contains($"Total</th><td class=\"number\"><a href=\"{Page}/membres?on={Today:yyyy-MM-dd}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_dimensions_cross_a_perimeter_narrows_and_both_languages_say_it()
    {
        var city = await Visitor.Enter(_server, City);
        var question = new CensusQuestion(Today, null, Perimeter.Lille, [Dimension.Filiere, Dimension.Commune]);
        var page = await city.Read($"{Page}?by=filiere&and=commune&perimeter=lille&lang=en");
        foreach (var row in (await _server.Services.GetRequiredService<CensusDesk>().Full(question)).Rows)
            Assert.Contains($"perimeter=lille&amp;filiere={row.Values[0]}&amp;commune={row.Values[1]}\"", page, StringComparison.Ordinal);
        Assert.Contains("Lille, without Hellemmes or Lomme", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Get($"{Page}?on=yesterday")).StatusCode);
    }

    [Fact]
    public async Task Grant_suspended_since_then_is_counted_on_the_days_before_with_its_decisions_and_not_before_it_was_recorded()
    {
        var city = await Visitor.Enter(_server, City);
        var before = $"on={Today.AddDays(-11):yyyy-MM-dd}";
        const string heading = "id=\"m-LIL-2026-0002\"";
        Assert.DoesNotContain(heading, await city.Read($"{Page}/membres"), StringComparison.Ordinal);
        var behind = await city.Read($"{Page}/membres?{before}");
        var grant = behind[behind.IndexOf(heading, StringComparison.Ordinal)..];
        grant = grant[..grant.IndexOf("</section>", StringComparison.Ordinal)];
        Assert.Contains("attribué", grant, StringComparison.Ordinal);
        Assert.Contains("suspendu", grant, StringComparison.Ordinal);
        Assert.Contains("position", grant, StringComparison.Ordinal);
        Assert.DoesNotContain("invent", grant, StringComparison.Ordinal); // The reasons are the office's.
        // The demonstration recorded all of it today.
        Assert.DoesNotContain(heading, await city.Read($"{Page}/membres?{before}&asKnownOn={Today.AddDays(-1):yyyy-MM-dd}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_seen_can_be_kept_as_a_table()
    {
        var city = await Visitor.Enter(_server, City);
        var numbers = await city.Get($"{Page}/compte.csv?by=kind");
        Assert.Equal(("text/csv", $"label-{Today:yyyy-MM-dd}.csv"), (numbers.Content.Headers.ContentType?.MediaType, numbers.Content.Headers.ContentDisposition?.FileName));
        var api = await _server.As(Roles.City);
        Assert.Equal(await api.GetStringAsync("/v1/census.csv?by=kind"), await numbers.Content.ReadAsStringAsync());
        var members = (await city.Read($"{Page}/membres.csv?kind=shop")).Trim().Split("\r\n");
        Assert.StartsWith("number,name,holderId,kind,level,from,until,commune,", members[0], StringComparison.Ordinal);
        Assert.All(members[1..], line => Assert.Contains(",shop,", line, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Get($"{Page}/compte.csv?on=31.2.")).StatusCode);
    }
}
