using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Records;
using EssLedger.Core.Strategy;
using EssLedger.Store;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Strategy;

/// <summary>The strategy board on the demonstration: what everybody reads, and what the City keeps up by its forms.</summary>
public sealed partial class StrategyPagesTests(LabelOffice office) : IClassFixture<LabelOffice>
{
    private const string Root = "/ville/strategie";
    private readonly TestServer _server = office.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static DateOnly Today => ParisCalendar.DayOf(DateTimeOffset.UtcNow);
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private IRecordStore Store => _server.Services.GetRequiredService<IRecordStore>();

    private Task<Visitor> City() => Visitor.Enter(_server, "office/city");

    [Fact]
    public async Task Everybody_reads_the_strategy_and_nothing_of_bodies_that_meet_apart()
    {
        var page = await _server.Http.GetStringAsync("/strategie?lang=fr", Stop);
        Assert.DoesNotMatch("<script|<style|\\sstyle=|\\son[a-z]+=", page);
        Assert.Equal(20, Regex.Count(page, "href=\"/strategie/objectifs/"));
        foreach (var shown in new[] { "80 / 348 = 22,99", "36 + 6 + 30 + 70", "environ 122", "Comité de pilotage (COPIL)" }) Assert.Contains(shown, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        var objective = WebUtility.HtmlDecode(await _server.Http.GetStringAsync("/strategie/objectifs/4.2?lang=en", Stop));
        Assert.Contains("<td class=\"number\">52</td>", objective, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync("/strategie/objectifs/9.9", Stop)).StatusCode);

        // A meeting of a body that is not public is in the City's calendar alone.
        var board = await _server.Services.GetRequiredService<StrategyDesk>().Read();
        var (open, apart) = (board.Meetings.First(m => m.Time is not null && board.Bodies.Single(b => b.Id == m.Body).IsPublic), board.Meetings.First(m => !board.Bodies.Single(b => b.Id == m.Body).IsPublic));
        var calendar = await _server.Http.GetStringAsync("/strategie/reunions.ics", Stop);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains($"UID:meeting-{open.Id}@", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain(apart.Id, calendar, StringComparison.Ordinal);
        var whole = await (await City()).Read($"{Root}/reunions.ics");
        Assert.Contains($"UID:meeting-{apart.Id}@", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(apart.Id, await _server.Http.GetStringAsync("/v1/strategy/meetings", Stop), StringComparison.Ordinal);
        Assert.Contains("\"answerRate\":2299,\"attendances\":142,\"people\":122,\"isApproximate\":true", await _server.Http.GetStringAsync("/v1/strategy/surveys", Stop), StringComparison.Ordinal);
        Assert.Contains("\"year\":2025,\"value\":52,\"unit\":\"projets\",\"perimeter\":\"lille\"", await _server.Http.GetStringAsync("/v1/strategy/indicators?year=2025", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("office/city", HttpStatusCode.OK)]
    [InlineData("office/label-manager", HttpStatusCode.Forbidden)]
    [InlineData("wallet", HttpStatusCode.Forbidden)]
    public async Task City_keeps_it_up_and_nobody_else(string door, HttpStatusCode status)
    {
        var someone = await Visitor.Enter(_server, door);
        foreach (var path in new[] { Root, $"{Root}/reunions", $"{Root}/reunions/nouveau", $"{Root}/reunions.ics" }) Assert.Equal(status, (await someone.Get(path)).StatusCode);
        Assert.Equal(status is HttpStatusCode.OK ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden, (await someone.Send($"{Root}/nothing/nouveau", new() { ["act"] = "save" }, tokenFrom: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _server.Http.GetAsync(Root, Stop)).StatusCode);
    }

    [Fact]
    public async Task Refused_form_says_beside_each_field_why_and_loses_nothing()
    {
        var city = await City();
        var page = await city.Refused($"{Root}/enquetes/nouveau", new()
        {
            ["act"] = "save",
            ["version"] = "0",
            ["title"] = "Sondage d’été",
            ["day"] = "2026-02-30",
            ["sent"] = "10",
            ["answered"] = "11",
            ["sessions"] = "3 Un|4 Deux",
            ["people"] = "8",
            ["objectives"] = "3.1|4.1",
        }, (HttpStatusCode)422);
        foreach (var (field, why) in new[] { ("day", "Ce n’est pas une date"), ("answered", "Plus de réponses que d’envois"), ("people", "Plus de personnes que de présences"), ("source", "À remplir") })
            Assert.Matches($"id=\"f-{field}-error\">.*?{why}", page.ReplaceLineEndings(" "));
        foreach (var kept in new[] { "value=\"2026-02-30\"", "value=\"3 Un\"", "value=\"4 Deux\"", "value=\"8\"", "Sondage d’été" }) Assert.Contains(kept, page, StringComparison.Ordinal);
        Assert.Matches("value=\"4.1\" checked", page);
        Assert.DoesNotContain("Sondage", await city.Read($"{Root}/enquetes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_follows_version_and_whoever_comes_second_is_told()
    {
        var city = await City();
        var address = (await city.Record($"{Root}/evenements/nouveau", new() { ["act"] = "save", ["version"] = "0", ["title"] = "Marché", ["first"] = "2026-05-02", ["objectives"] = "4.1" })).Split('?')[0];
        await city.Record(address, new() { ["act"] = "save", ["version"] = "1", ["title"] = "Grand marché", ["first"] = "2026-05-02", ["objectives"] = "4.1" });
        var late = await city.Refused(address, new() { ["act"] = "save", ["version"] = "1", ["title"] = "Petit marché", ["first"] = "2026-05-02" }, (HttpStatusCode)422);
        Assert.Contains("changé cette fiche entre-temps", late, StringComparison.Ordinal);
        Assert.Contains("value=\"Petit marché\"", late, StringComparison.Ordinal);
        var page = await city.Read(address);
        Assert.Contains("avant\u00A0: Marché", page, StringComparison.Ordinal);
        Assert.Contains("Ville Exemple", page, StringComparison.Ordinal);

        await city.Record(address, new() { ["act"] = "withdraw", ["version"] = "2" });
        Assert.DoesNotContain(address, await city.Read($"{Root}/evenements"), StringComparison.Ordinal);
        await city.Record(address, new() { ["act"] = "save", ["version"] = "3", ["title"] = "Grand marché", ["first"] = "2026-05-02" });
        Assert.Equal([4, 3, 2, 1], (await Store.HistoryAsync(StrategyKind.Event.Name, address.Split('/')[^1], Stop)).Select(v => v.Version));

        // What another record names stays.
        var used = await city.Refused($"{Root}/axes/1", new() { ["act"] = "withdraw", ["version"] = "1" }, (HttpStatusCode)422);
        Assert.Contains("D’autres fiches la nomment", used, StringComparison.Ordinal);
        var trail = await _server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Action: "strategy.save", Subject: address.Split('/')[^1]), null, 10, Stop);
        Assert.Equal(3, trail.Count);
    }

    [Fact]
    public async Task Late_body_is_late_no_more_once_its_meeting_was_held()
    {
        var city = await City();
        var body = (await city.Record($"{Root}/instances/nouveau", new() { ["act"] = "save", ["version"] = "0", ["title"] = "Groupe du test", ["months"] = "1", ["first"] = "2021-01-01" })).Split('?')[0].Split('/')[^1];
        Assert.Contains("Groupe du test</a>", await city.Read(Root), StringComparison.Ordinal);
        var meeting = (await city.Record($"{Root}/reunions/nouveau", new() { ["act"] = "save", ["version"] = "0", ["body"] = body, ["state"] = "planned", ["day"] = Iso(Today) })).Split('?')[0];
        Assert.Matches($"instances/{body}\">.*?En retard", (await city.Read(Root)).ReplaceLineEndings(" "));
        await city.Record(meeting, new() { ["act"] = "save", ["version"] = "1", ["body"] = body, ["state"] = "held", ["day"] = Iso(Today), ["present"] = "Ville de Lille\nAPES", ["minutes"] = "Décidé." });
        Assert.DoesNotMatch($"instances/{body}\">[^/]*/a>\\s*<span class=\"chip waits\"", await city.Read(Root));

        // Names lie apart, without history; the file of minutes is a PDF or none.
        await city.Record(meeting, new() { ["act"] = "names", ["names"] = "Maud Élue" });
        Assert.Contains("Maud Élue", await city.Read(meeting), StringComparison.Ordinal);
        Assert.DoesNotContain("Maud", string.Concat((await Store.HistoryAsync(StrategyKind.Meeting.Name, meeting.Split('/')[^1], Stop)).Select(v => v.Body)), StringComparison.Ordinal);
        await city.Record(meeting, new() { ["act"] = "names", ["names"] = "" });
        Assert.DoesNotContain("Maud", await city.Read(meeting), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)422, (await city.SendFile(meeting, new() { ["act"] = "file" }, "minutes.pdf", "application/pdf", "<html>"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await city.SendFile(meeting, new() { ["act"] = "file" }, "minutes.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.7 test"))).StatusCode);
        var file = FileIn().Match(await city.Read(meeting)).Value;
        Assert.Equal("%PDF-1.7 test", await city.Read(file));
        await city.Record(meeting, new() { ["act"] = "unfile", ["file"] = file.Split('/')[^1] });
        Assert.Equal(HttpStatusCode.NotFound, (await city.Get(file)).StatusCode);
    }

    /// <summary>A hundred bodies over ten years, four meetings a year.</summary>
    [Fact]
    public void Four_thousand_meetings_are_read_and_judged_in_well_under_a_second()
    {
        FieldValues Of(StrategyKind kind, params (string Name, string Value)[] fields) => FieldForm.Read(kind.Fields, name => fields.Where(f => f.Name == name).Select(f => f.Value));
        var written = new List<(string Kind, string Id, string Body)>();
        for (var body = 0; body < 100; body++)
        {
            written.Add((StrategyKind.Body.Name, $"b{body}", StrategyDesk.Written(Of(StrategyKind.Body, ("title", $"Groupe {body}"), ("months", "3"), ("first", "2016-01-01")))));
            for (var meeting = 0; meeting < 40; meeting++)
                written.Add((StrategyKind.Meeting.Name, $"b{body}m{meeting}", StrategyDesk.Written(Of(StrategyKind.Meeting, ("body", $"b{body}"), ("state", "held"), ("day", Iso(new DateOnly(2016, 1, 1).AddMonths(3 * meeting))), ("agenda", new string('a', 400))))));
        }
        var clock = Stopwatch.StartNew();
        var board = new Board(written.Select(r => (r.Kind, r.Id, StrategyDesk.ValuesIn(r.Body))));
        var due = MeetingsDue.Of(board.Bodies, board.Meetings, new(2026, 11, 26));
        Assert.Equal((4000, 100), (board.Meetings.Count, due.Count(d => d.IsOverdue)));
        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
    }

    [GeneratedRegex("/ville/strategie/fichiers/[A-Z2-7]+")]
    private static partial Regex FileIn();
}
