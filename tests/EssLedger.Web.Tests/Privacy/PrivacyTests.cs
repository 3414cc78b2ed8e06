using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Privacy;

[Collection(TrailCollection.Name)]
public sealed class PrivacyTests(TrailServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestServer Server => shared.Server;

    private IPersonalDataStore Store => Server.Services.GetRequiredService<IPersonalDataStore>();

    /// <summary>Walks every address that can be read, in every other role and as nobody, with the ids of the purchase in it.</summary>
    [Fact]
    public async Task A_purchase_is_seen_by_the_member_the_payee_and_the_auditor_and_by_nobody_else()
    {
        using var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Server.Data, "demo.json"), Stop));
        var (payer, shop) = (town.RootElement.GetProperty("residents")[0], town.RootElement.GetProperty("shops")[0]);
        var (account, payee) = (payer.GetProperty("account").GetString()!, shop.GetProperty("account").GetString()!);
        var terms = Server.Services.GetRequiredService<Terms>();
        var id = new OrderId(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10)));
        var order = new PaymentOrder(terms.Ledger, id, AccountId.Parse(account), AccountId.Parse(payee), Amount.FromMinor(137), terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), null, "trois pains au levain");
        using var signed = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        Assert.Equal(HttpStatusCode.Created, (await Server.Http.PostAsync("/v1/payments", signed, Stop)).StatusCode);

        // Of the purchase one would know: its id, its note, whose it is.
        string[] secrets = [$"{id}", "trois pains au levain", account, payer.GetProperty("name").GetString()!];
        var ids = new Dictionary<string, string> { ["account"] = account, ["payment"] = $"{id}", ["merchant"] = shop.GetProperty("merchant").GetString()!, ["book"] = "currency" };
        var paths = Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true && !e.RoutePattern.RawText!.StartsWith("/demo", StringComparison.Ordinal))
            .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart named => ids.GetValueOrDefault(named.Name, "1"),
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart text => text.Content,
                _ => "",
            }))))).Distinct().ToList();
        Assert.True(paths.Count > 60);
        Assert.Contains($"/v1/payments/{id}", paths);

        string[] seeing = [Roles.Resident, Roles.Merchant, Roles.Cashier, Roles.Auditor];
        var readers = new List<(string Who, HttpClient Client)> { ("nobody", Server.Browser()) };
        // Another resident, another merchant, and everybody who works for the issuer or the label.
        foreach (var role in Roles.All.Where(r => r is not Roles.Auditor)) readers.Add((role, await Server.As(role)));
        foreach (var role in Roles.All.Where(r => r is not Roles.Auditor)) readers.Add(($"{role} by a page", (await Visitor.SignIn(Server, role)).Visitor.Http));
        var seen = new List<string>();
        await Parallel.ForEachAsync(readers.SelectMany(r => paths.Select(p => (r.Who, r.Client, Path: p))), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (asked, stop) =>
        {
            // A bureau knows its members and their accounts, who gives rights knows people, the treasury whose euro came in and whom it pays when a currency ends, and the trail names accounts that staff touched;
            // what members buy none of them knows.
            var hidden = new[] { EssLedger.Web.Pages.Treasury.TreasuryPages.Root, "/v1/wind-down/reimbursements.csv", MemberPages.Members, RightsPages.Root, "/bureau/journal", "/v1/audit-trail" }.Any(known => asked.Path.StartsWith(known, StringComparison.Ordinal)) ? secrets[..2] : secrets;
            if (hidden.FirstOrDefault((await Read(asked.Client, asked.Path, stop)).Contains) is { } secret) lock (seen) seen.Add($"{asked.Who} at {asked.Path}: {secret}");
        });
        Assert.Empty(seen);

        // Who may see it does.
        foreach (var role in seeing)
        {
            var client = town.RootElement.GetProperty("clients").GetProperty(role);
            using var theirs = Server.Browser();
            theirs.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenFor(client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!));
            Assert.Contains($"{id}", await Read(theirs, $"/v1/payments/{id}", Stop), StringComparison.Ordinal);
        }
    }

    // What came within half a second: some answers are streams without an end.
    private static async Task<string> Read(HttpClient client, string path, CancellationToken stop)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode) return "";
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (answer.Content.Headers.ContentType?.MediaType is "text/event-stream") enough.CancelAfter(500);
        var text = new StringBuilder();
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(enough.Token);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await body.ReadAsync(buffer, enough.Token)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
        // A page repeats what stands in its own address.
        return text.ToString().Replace(path, "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dpo_sets_how_long_things_are_kept_never_below_what_the_law_says_and_everybody_can_read_it()
    {
        var (dpo, person) = await Visitor.SignIn(Server, Roles.Dpo);
        Dictionary<string, string> Rule(string kind, int days, string? from = null) => new() { ["act"] = "retain", ["kind"] = kind, ["days"] = $"{days}", ["reason"] = "Le conseil l’a voulu", ["effective"] = from ?? Today.Iso() };
        await dpo.Record("/bureau/donnees", Rule("mail", 41));
        await dpo.Record("/bureau/donnees", Rule("mail", 99, Today.AddDays(10).Iso()));
        Assert.Contains("plus de jours", await dpo.Refused("/bureau/donnees", Rule("signed_order", 100), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await dpo.Refused("/bureau/donnees", Rule("mail", 50, "2020-01-01"), HttpStatusCode.UnprocessableEntity);

        var page = await new Visitor(Server.Browser()).Read("/confidentialite");
        Assert.Contains("41 jours", page, StringComparison.Ordinal);
        Assert.DoesNotContain("99 jours", page, StringComparison.Ordinal);
        Assert.Contains("41 days", await new Visitor(Server.Browser()).Read("/confidentialite?lang=en"), StringComparison.Ordinal);
        Assert.Equal(99, Retention.On(Today.AddDays(10), await Store.RulesAsync(Stop))["mail"]);
        var acts = await Server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Person: person.Id), null, 10, Stop);
        Assert.Equal([TrailStage.Refused, TrailStage.Refused, TrailStage.Done, TrailStage.Done], acts.Select(a => a.End!.Entry.Stage));
        Assert.All(acts, a => Assert.Equal("retention.set", a.Row.Entry.Action));
    }

    [Fact]
    public async Task What_the_controllers_share_is_recorded_and_shown_in_both_languages_and_an_end_replaces_nothing()
    {
        var (dpo, _) = await Visitor.SignIn(Server, Roles.Dpo);
        Dictionary<string, string> Agreement(string? id = null, string? until = null) => new()
        {
            ["act"] = "agree",
            ["id"] = id ?? "",
            ["giver"] = "L’émetteur",
            ["receiver"] = "La Ville",
            ["from"] = "2026-01-01",
            ["until"] = until ?? "",
            ["what-fr"] = "Le SIRET des commerces",
            ["purpose-fr"] = "Montrer le label avant de payer",
            ["basis-fr"] = "Mission d’intérêt public",
            ["what-en"] = "The SIRET of shops",
            ["purpose-en"] = "To show the label before paying",
            ["basis-en"] = "Task in the public interest",
        };
        await dpo.Record("/bureau/donnees", Agreement());
        await dpo.Refused("/bureau/donnees", new(Agreement()) { ["what-en"] = "" }, HttpStatusCode.UnprocessableEntity);
        var agreed = (await Store.AgreementsAsync(Stop)).Single(a => a.Giver == "L’émetteur");
        await dpo.Record("/bureau/donnees", Agreement($"{agreed.Id}", "2026-12-31"));
        Assert.Equal([null, new DateOnly(2026, 12, 31)], (await Store.AgreementsAsync(Stop)).Where(a => a.Id == agreed.Id).Select(a => a.Until));
        Assert.Contains("Montrer le label avant de payer", await new Visitor(Server.Browser()).Read("/confidentialite"), StringComparison.Ordinal);
        var english = await new Visitor(Server.Browser()).Read("/confidentialite?lang=en");
        Assert.Contains("To show the label before paying", english, StringComparison.Ordinal);
        Assert.Contains("31 December 2026", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_long_enough_is_removed_by_the_daily_job_which_says_so()
    {
        var outbox = Server.Services.GetRequiredService<IOutboxStore>();
        Mail Written(int days) => new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10)), $"{days}", "KEPTLONG", "Nom", "", "fr", "Objet", "Texte", DateTimeOffset.UtcNow.AddDays(-days));
        foreach (var days in (int[])[4000, 1]) await outbox.PostAsync(Written(days), Stop);
        var retention = Server.Services.GetRequiredService<IGrainFactory>().GetGrain<IRetentionGrain>(RetentionGrain.Key);
        Assert.Equal(1, await retention.Apply());
        Assert.Equal(0, await retention.Apply());
        Assert.Equal(["1"], (await outbox.ReadAsync("KEPTLONG", 10, Stop)).Select(m => m.Occasion));
        var told = Assert.Single(await Server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Action: "retention.apply"), null, 10, Stop));
        Assert.Equal(("daily-job", """{"changed":{"mail":1}}"""), (told.Row.Entry.Client, told.Row.Entry.Details));
    }

    [Fact]
    public async Task Who_still_holds_money_is_not_forgotten_and_who_is_refused_is_told_why()
    {
        using var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Server.Data, "demo.json"), Stop));
        var rich = AccountId.Parse(town.RootElement.GetProperty("residents")[0].GetProperty("account").GetString()!);
        var resident = Assert.Single(await Server.People.HoldersOf(rich)).PersonId;
        var (dpo, officer) = await Visitor.SignIn(Server, Roles.Dpo);
        var desk = Server.Services.GetRequiredService<ErasureDesk>();
        Assert.True(await desk.Ask(resident, null));
        Assert.False(await desk.Ask(resident, "encore"));
        var request = (await Store.RequestsAsync(resident, Stop)).Single(r => r.Decision is null);
        Dictionary<string, string> Decide(ErasureGround ground) => new() { ["act"] = "decide", ["which"] = $"{request.Id}", ["person"] = resident.Value, ["ground"] = $"{ground}", ["reason"] = "Un contrat court encore" };
        await dpo.Refused("/bureau/donnees", Decide(ErasureGround.Objection), HttpStatusCode.Conflict);
        Assert.NotNull(await Server.People.Find(resident));
        await dpo.Record("/bureau/donnees", Decide(ErasureGround.LegalClaims));
        Assert.Equal((false, "legal_claims", "Un contrat court encore"), (await Store.RequestsAsync(resident, Stop)).Select(r => (r.Decision!.Granted, r.Decision.Ground, r.Decision.Reasons)).Single());

        // Nobody decides for themselves.
        Assert.True(await desk.Ask(officer.PersonId, null));
        var own = Assert.Single(await Store.RequestsAsync(officer.PersonId, Stop));
        Assert.Equal(HttpStatusCode.Forbidden, (await dpo.Send("/bureau/donnees", new() { ["act"] = "decide", ["which"] = $"{own.Id}", ["person"] = officer.Id, ["ground"] = "Objection", ["reason"] = "moi" })).StatusCode);
        Assert.NotNull(await Server.People.Find(officer.PersonId));
    }

    private static DateOnly Today => ParisCalendar.DayOf(DateTimeOffset.UtcNow);
}
