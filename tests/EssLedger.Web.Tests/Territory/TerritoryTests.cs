using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Territory;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Territory;

/// <summary>The territory's pages and their desk, in a town of the demonstration.</summary>
[Collection(nameof(Defended))]
public sealed partial class TerritoryTests(TownThroughTime town)
{
    private readonly TestServer _server = town.Server;

    private T Get<T>() where T : notnull => _server.Services.GetRequiredService<T>();

    private static string Iso(int days) => ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(days).Iso();

    [Fact]
    public async Task Anyone_reads_what_is_kept_up_by_stage_and_need_and_takes_it_along()
    {
        var visitor = new Visitor(_server.Browser());
        foreach (var path in new[] { "", "/laureats", "/lieux", "/soutiens", "/achats", "/rencontres", "/groupes", "/labels" }) await visitor.Read("/territoire" + path);
        Assert.Contains("Maison de l’ESS", await visitor.Read("/territoire/lieux"), StringComparison.Ordinal);
        var loans = await visitor.Read("/territoire/soutiens?stage=scale_up&need=loan&role=funder");
        Assert.Contains("Nef", loans, StringComparison.Ordinal);
        Assert.DoesNotContain("Fondation de Lille", loans, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Open("/territoire/soutiens?stage=later")).Status);

        // The register has the integration by work, bears out the family, and contradicts the cooperative.
        var buyers = await visitor.Read("/territoire/achats?reserved=iae");
        Assert.Contains("Ressourcerie du Canal", buyers, StringComparison.Ordinal);
        Assert.Contains("IAE\u00A0: inscrit au registre du label", buyers, StringComparison.Ordinal);
        Assert.DoesNotContain("Menuiserie", buyers, StringComparison.Ordinal);
        Assert.DoesNotContain("Ferme des Weppes", await visitor.Read("/territoire/achats?cae=yes"), StringComparison.Ordinal);

        var laureates = JsonDocument.Parse(await visitor.Http.GetStringAsync("/v1/territory/laureate?stage=scale_up")).RootElement.GetProperty("items");
        Assert.All(laureates.EnumerateArray(), one => Assert.Equal("scale_up", one.GetProperty("values").GetProperty("stage").GetString()));
        Assert.Equal(6_000_000, laureates.EnumerateArray().Single(l => l.GetProperty("values").TryGetProperty("sum", out _)).GetProperty("values").GetProperty("sum").GetInt64());
        Assert.StartsWith("id,changedAt,name,uses,", await visitor.Http.GetStringAsync("/v1/territory/place.csv"), StringComparison.Ordinal);
        Assert.Contains("\"coordinates\":[3.0", await visitor.Http.GetStringAsync("/v1/territory/place.geojson"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/v1/territory/castle")).StatusCode);
        Assert.Contains("Lauréat AAP 2022", await visitor.Read("/annuaire?commune=59350&filiere=cycling"), StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Rencontre filière vélo", await visitor.Http.GetStringAsync("/territoire/rencontres.ics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_City_writes_a_partner_proposes_and_the_history_tells_who()
    {
        var (city, clerk) = await Visitor.SignIn(_server, Roles.City);
        const string desk = "/ville/territoire";
        Dictionary<string, string> Place(string name) => new() { ["act"] = "save", ["name"] = name, ["uses"] = "event_venue|advice", ["commune"] = "59355" };

        // A wrong field is named, and nothing typed is lost.
        var wrong = Place("Halle d’essai");
        wrong["latitude"] = "50,6";
        var answer = await city.Send($"{desk}/place/nouveau", wrong);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Matches("id=\"f-longitude\"[^>]*aria-invalid=\"true\"", page);
        Assert.Contains("Halle d’essai", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Send($"{desk}/place/nouveau", Place("Sans jeton"), null)).StatusCode);

        // Somebody who acts for a participant proposes; it is shown when the City has published it, and then they keep it up.
        var participant = ParticipantId.Parse(town.File.GetProperty("participants")[0].GetProperty("participant").GetString()!);
        var partner = await Visitor.Enter(_server, $"participant/{participant}");
        var proposed = Place("Cour d’essai");
        Assert.Equal(HttpStatusCode.Forbidden, (await partner.Send($"{desk}/place/nouveau", new(proposed))).StatusCode);
        proposed["participant"] = participant.Value;
        Assert.Equal(HttpStatusCode.NotFound, (await partner.Open($"{desk}/laureate/nouveau")).Status);
        var place = (await partner.Send($"{desk}/place/nouveau", proposed)).Headers.Location!.OriginalString.Split('?')[0];
        var visitor = new Visitor(_server.Browser());
        Assert.DoesNotContain("Cour d’essai", await visitor.Read("/territoire/lieux"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await city.Send(place, new() { ["act"] = "publish" })).StatusCode);
        Assert.Contains("Cour d’essai", await visitor.Read("/territoire/lieux"), StringComparison.Ordinal);
        proposed["hours"] = "le samedi";
        // They had it open before it was published.
        proposed["version"] = "1";
        Assert.Equal(HttpStatusCode.Conflict, (await partner.Send(place, new(proposed))).StatusCode);
        proposed["version"] = "2";
        Assert.Equal(HttpStatusCode.Redirect, (await partner.Send(place, new(proposed))).StatusCode);
        var history = await city.Read(place);
        Assert.Contains("a proposé la fiche", history, StringComparison.Ordinal);
        Assert.Matches($"{Regex.Escape(clerk.DisplayName)}[^–]*a publié la fiche", history);
        Assert.Contains("Horaires : – → le samedi", history, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await Visitor.Enter(_server, "participant")).Open(place)).Status);

        Assert.Equal(HttpStatusCode.Redirect, (await partner.Send(place, new() { ["act"] = "withdraw" })).StatusCode);
        Assert.DoesNotContain("Cour d’essai", await visitor.Read("/territoire/lieux"), StringComparison.Ordinal);
        Assert.Equal(3, (await Get<IAuditTrail>().FindAsync(new(Person: clerk.Id), null, 10, default)).Count(a => a.Row.Entry.Action.StartsWith("territory.", StringComparison.Ordinal)) + 1);
    }

    [Fact]
    public async Task Somebody_registers_gets_a_mail_and_takes_it_back_and_structures_of_integration_are_invited_by_themselves()
    {
        var (city, clerk) = await Visitor.SignIn(_server, Roles.City);
        const string desk = "/ville/territoire";
        var announced = (await city.Send($"{desk}/meeting/nouveau", new()
        {
            ["act"] = "save",
            ["name"] = "Essai",
            ["day"] = Iso(5),
            ["start"] = "18:00",
            ["minutes"] = "60",
            ["venue"] = "LM5",
            ["capacity"] = "1",
            ["audiences"] = "",
        })).Headers.Location!.OriginalString;
        var id = announced.Split('/')[^1].Split('?')[0];
        var meeting = $"/territoire/rencontres/{id}";
        var visitor = new Visitor(_server.Browser());
        Dictionary<string, string> Form(string name, string agreed = "yes") => new() { ["name"] = name, ["email"] = $"{name.ToLowerInvariant()}@example.org", ["side"] = "shop", ["agreed"] = agreed };
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(meeting, Form("Zoe"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(meeting, Form("Zoe", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(meeting, Form("Zoe"))).StatusCode);
        // Whose address has the seat is told nothing else, whoever else is told that there is none.
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(meeting, Form("ZOE"), "/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.Send(meeting, Form("Max"), "/sign-in")).StatusCode);
        var registered = Assert.Single(await Get<IRegistrationStore>().OfAsync(id, default));
        var mail = Assert.Single(await Get<IOutboxStore>().ReadAsync(registered.Id, 10, default));

        // Nobody chose an audience; they are on the list, and the daily round invites them where the City has not.
        var guests = await city.Read($"{desk}/rencontres/{id}");
        Assert.Contains("Zoe", guests, StringComparison.Ordinal);
        Assert.Matches("Ressourcerie du Canal[^\n]*toujours invitée", guests);
        Assert.DoesNotContain("Menuiserie", guests, StringComparison.Ordinal);
        var written = await Get<MeetingDesk>().InviteAlways(ParisCalendar.DayOf(DateTimeOffset.UtcNow));
        Assert.True(written >= 1);
        Assert.Equal(0, await Get<MeetingDesk>().InviteAlways(ParisCalendar.DayOf(DateTimeOffset.UtcNow)));
        Assert.All(await Get<MeetingDesk>().Guests((await Get<TerritoryBook>().Find(SheetKind.Meeting, id))!), g => Assert.True(g.Always && g.Invited));
        Assert.Contains((await Get<IAuditTrail>().FindAsync(new(Person: clerk.Id), null, 10, default)), a => a.Row.Entry.Action == "meeting.list");

        // The link in the mail is sealed where it lies, and erases both.
        Assert.DoesNotContain("/territoire/inscription/", mail.Text, StringComparison.Ordinal);
        var link = LinkIn().Match(Get<SealedWords>().Open(mail.Text)).Value;
        Assert.Contains("Zoe", await visitor.Read(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(link, [])).StatusCode);
        Assert.Empty(await Get<IRegistrationStore>().OfAsync(id, default));
        Assert.Empty(await Get<IOutboxStore>().ReadAsync(registered.Id, 10, default));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(link)).Status);

        Assert.Matches(@"(?s)DTSTART;TZID=Europe/Paris:\d{8}T180000.*SUMMARY:Essai", await visitor.Http.GetStringAsync(meeting + ".ics"));
    }

    [GeneratedRegex("/territoire/inscription/[0-9a-f]+")]
    private static partial Regex LinkIn();
}
