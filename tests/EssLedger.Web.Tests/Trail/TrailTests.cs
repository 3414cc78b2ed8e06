using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Store;
using EssLedger.Store.Verification;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Trail;

/// <summary>A trail that can be told to fail.</summary>
internal sealed class FragileTrail(IAuditTrail trail) : IAuditTrail
{
    /// <summary>The stage that cannot be written.</summary>
    public static TrailStage? Broken { get; set; }

    public Task<TrailRow> AppendAsync(DateTimeOffset at, TrailEntry entry, CancellationToken cancellationToken) =>
        entry.Stage == Broken ? throw new StoreUnavailableException("told to fail") : trail.AppendAsync(at, entry, cancellationToken);

    public Task<IReadOnlyList<TrailAct>> FindAsync(TrailQuestion question, long? before, int limit, CancellationToken cancellationToken) => trail.FindAsync(question, before, limit, cancellationToken);

    public Task<IReadOnlyList<TrailRow>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => trail.ReadAsync(after, limit, cancellationToken);
}

public sealed class TrailServer() : SharedServer(map: null, new() { Demo = true, Adjust = builder => builder.Services.AddSingleton<IAuditTrail>(s => new FragileTrail(s.GetRequiredService<Books>().Trail)) });

[CollectionDefinition(Name)]
public sealed class TrailCollection : ICollectionFixture<TrailServer>
{
    public const string Name = "trail";
}

[Collection(TrailCollection.Name)]
public sealed class TrailTests(TrailServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestServer Server => shared.Server;

    private IAuditTrail Trail => Server.Services.GetRequiredService<IAuditTrail>();

    private async Task<IReadOnlyList<TrailAct>> Of(Person person) => await Trail.FindAsync(new(Person: person.Id), null, 100, Stop);

    private async Task<(HttpClient Client, Person Person)> Clerk(params string[] roles)
    {
        var person = await Server.People.Create("Zéphirine Quenouille", roles);
        return (await Server.As(person), person);
    }

    private static async Task<string> Open(HttpClient client, string name) =>
        (await (await client.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name } }, Stop)).Json()).GetProperty("account").GetString()!;

    [Fact]
    public async Task Who_did_what_from_where_to_which_thing_and_what_it_changed_is_written_down_and_no_name_is()
    {
        var (resident, _) = await Clerk(Roles.Resident);
        var pending = await Open(resident, "Hippolyte Grandchamp");
        var (bureau, person) = await Clerk(Roles.Bureau);
        var opened = await Open(bureau, "Léonie Castelnau");
        await bureau.PostAsync($"/v1/accounts/{pending}/approve", null, Stop);

        var acts = await Of(person);
        Assert.Equal([("account.approve", pending), ("account.open", opened)], acts.Select(a => (a.Row.Entry.Action, a.Subject)));
        var entry = acts[0].Row.Entry;
        Assert.Equal(("bureau", "account", "127.0.0.0/24"), (entry.Roles, entry.Kind, entry.Network));
        Assert.StartsWith("client-", entry.Client, StringComparison.Ordinal);
        Assert.Equal("""{"changed":{"status":["pending","open"]}}""", acts[0].End!.Entry.Details);
        // Of a name it is told that one was given.
        Assert.Equal("""{"asked":{"kind":"resident","holder.name":null}}""", acts[1].Row.Entry.Details);
        Assert.All(await All(), row => Assert.DoesNotContain("Castelnau", $"{row}", StringComparison.OrdinalIgnoreCase));
        Assert.All(await All(), row => Assert.DoesNotContain("Zéphirine", $"{row}", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_was_not_taken_is_written_down_with_the_reason()
    {
        var (bureau, person) = await Clerk(Roles.Bureau, Roles.Resident);
        await bureau.PostAsync("/v1/accounts/NOBODYSACCOUNT222222/approve", null, Stop);
        await (await bureau.PostAsJsonAsync("/v1/issuances", new { account = "NOBODYSACCOUNT222222", amount = 1, unit = "MLC", source = new { kind = "cash", reference = "r", amount = 1 } }, Stop)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal([(TrailStage.Refused, "forbidden"), (TrailStage.Refused, "not_found")], (await Of(person)).Select(a => (a.End!.Entry.Stage, a.End.Entry.Refusal)));
    }

    [Fact]
    public async Task Nothing_is_done_that_cannot_be_written_down_and_nothing_shown()
    {
        var (resident, _) = await Clerk(Roles.Resident);
        var pending = await Open(resident, "Waiting");
        var (bureau, clerk) = await Clerk(Roles.Bureau, Roles.Auditor);
        using (new Break(TrailStage.Begun)) await (await bureau.PostAsync($"/v1/accounts/{pending}/approve", null, Stop)).Refused(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.Equal("pending", (await (await bureau.GetAsync($"/v1/accounts/{pending}", Stop)).Json()).GetProperty("state").GetString());
        using (new Break(TrailStage.Read)) await (await bureau.GetAsync($"/v1/accounts/{pending}", Stop)).Refused(HttpStatusCode.ServiceUnavailable, "busy");

        // The end could not be written: the caller does not hear that it is done, and asking again does nothing twice.
        using (new Break(TrailStage.Done))
        {
            using var first = new HttpRequestMessage(HttpMethod.Post, $"/v1/accounts/{pending}/approve") { Headers = { { "Idempotency-Key", "once" } } };
            await (await bureau.SendAsync(first, Stop)).Refused(HttpStatusCode.ServiceUnavailable, "busy");
        }
        using var again = new HttpRequestMessage(HttpMethod.Post, $"/v1/accounts/{pending}/approve") { Headers = { { "Idempotency-Key", "once" } } };
        Assert.Equal(HttpStatusCode.OK, (await bureau.SendAsync(again, Stop)).StatusCode);
        var tries = (await Of(clerk)).Where(a => a.Row.Entry.Action == "account.approve").ToList();
        Assert.Equal([TrailStage.Done, null], tries.Select(a => a.End?.Entry.Stage));
        Assert.Null((await TrailVerification.RunAsync(Trail, Stop)).Fault);
    }

    [Fact]
    public async Task What_an_auditor_reads_of_others_is_written_down_and_what_is_their_own_is_not()
    {
        var (resident, member) = await Clerk(Roles.Resident);
        var account = await Open(resident, "Read by others");
        await resident.GetAsync($"/v1/accounts/{account}", Stop);
        Assert.Empty(await Of(member));

        var (auditor, person) = await Clerk(Roles.Auditor);
        await auditor.GetAsync($"/v1/accounts/{account}", Stop);
        await auditor.GetAsync($"/v1/accounts/{account}/statement.csv?from=2026-01-01", Stop);
        await auditor.GetAsync("/v1/accounts/NOBODYSACCOUNT222222", Stop);
        var (read, own) = (await Of(person), await Open(auditor, "Their own"));
        Assert.Equal([("account.export", account, """{"asked":{"from":"2026-01-01"}}"""), ("account.read", account, "{}")], read.Select(a => (a.Row.Entry.Action, a.Subject, a.Row.Entry.Details)));
        await auditor.GetAsync($"/v1/accounts/{own}", Stop);
        Assert.Equal(["account.open", "account.export", "account.read"], (await Of(person)).Select(a => a.Row.Entry.Action));
    }

    [Fact]
    public async Task Trail_is_read_for_any_days_there_are()
    {
        var (auditor, _) = await Clerk(Roles.Auditor);
        // So that there is something to read, whichever test is the first.
        await auditor.GetAsync("/v1/accounts/NOBODYSACCOUNT222222", Stop);
        await Open(auditor, "Somebody");
        var whole = (await (await auditor.GetAsync("/v1/audit-trail?from=0001-01-01&to=9999-12-31&limit=1", Stop)).Json()).GetProperty("items");
        Assert.Equal(1, whole.GetArrayLength());
        Assert.Equal(0, (await (await auditor.GetAsync("/v1/audit-trail?to=0001-01-01", Stop)).Json()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_forms_of_the_office_are_acts_like_any_other_and_their_words_stay_out_of_it()
    {
        var (office, person) = await Visitor.SignIn(Server, Roles.LabelManager);
        var number = (await Server.Services.GetRequiredService<Grains.LabelRegister>().Read(Stop)).GrantsInOrder[0].Value;
        await office.Record($"/bureau/label/titulaires/{number}", new() { ["act"] = "suspend", ["reason"] = "Madame Castelnau ne répond plus", ["through"] = "2199-12-31" });
        await office.Refused($"/bureau/label/titulaires/{number}", new() { ["act"] = "suspend", ["reason"] = "" }, HttpStatusCode.BadRequest);

        var acts = await Of(person);
        Assert.Equal([("grant.suspend", number, TrailStage.Refused), ("grant.suspend", number, TrailStage.Done)], acts.Select(a => (a.Row.Entry.Action, a.Subject, a.End!.Entry.Stage)));
        using var asked = JsonDocument.Parse(acts[1].Row.Entry.Details);
        Assert.Equal("""{"act":"suspend","reason":null,"through":"2199-12-31"}""", asked.RootElement.GetProperty("asked").GetRawText());
        Assert.Contains("\"standing\":[\"active\",\"suspended\"]", acts[1].End!.Entry.Details, StringComparison.Ordinal);
        Assert.Equal("", acts[0].Row.Entry.Client);
        await office.Record($"/bureau/label/titulaires/{number}", new() { ["act"] = "reinstate", ["reason"] = "Tout est clair" });
    }

    [Fact]
    public async Task The_trail_is_searched_by_whom_what_and_when_page_by_page_and_exported()
    {
        var (bureau, person) = await Clerk(Roles.Bureau);
        string[] accounts = [await Open(bureau, "One"), await Open(bureau, "Two"), await Open(bureau, "Three")];
        var (auditor, watcher) = await Clerk(Roles.Auditor);
        var first = await (await auditor.GetAsync($"/v1/audit-trail?person={person.Id}&action=account.open&limit=2", Stop)).Json();
        Assert.Equal([accounts[2], accounts[1]], first.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("subject").GetString()!));
        var last = await (await auditor.GetAsync($"/v1/audit-trail?person={person.Id}&limit=2&after={first.GetProperty("next").GetString()}", Stop)).Json();
        Assert.Equal(accounts[0], Assert.Single(last.GetProperty("items").EnumerateArray()).GetProperty("subject").GetString());
        Assert.Single((await (await auditor.GetAsync($"/v1/audit-trail?subject={accounts[1]}", Stop)).Json()).GetProperty("items").EnumerateArray());
        Assert.Empty((await (await auditor.GetAsync($"/v1/audit-trail?person={person.Id}&to=2026-01-01", Stop)).Json()).GetProperty("items").EnumerateArray());

        var table = (await auditor.GetStringAsync($"/v1/audit-trail.csv?person={person.Id}", Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, table.Length);
        Assert.Equal("trail.export", Assert.Single(await Of(watcher)).Row.Entry.Action);
    }

    [Fact]
    public async Task The_dpo_sees_what_concerns_personal_data_and_staff_who_do_not_watch_see_nothing()
    {
        var (treasurer, proposer) = await Clerk(Roles.Treasurer, Roles.Bureau);
        var account = await Open(treasurer, "Personal");
        await treasurer.PostAsJsonAsync("/v1/issuances", new { account, amount = 100, unit = "MLC", source = new { kind = "cash", reference = "slip 1", amount = 100 } }, Stop);
        var (dpo, _) = await Clerk(Roles.Dpo);
        async Task<IEnumerable<string?>> Seen(HttpClient client) =>
            (await (await client.GetAsync($"/v1/audit-trail?person={proposer.Id}", Stop)).Json()).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("action").GetString());
        Assert.Equal(["account.open"], await Seen(dpo));
        Assert.Equal(["issuance.propose", "account.open"], await Seen((await Clerk(Roles.Admin)).Client));
        foreach (var path in (string[])["/v1/audit-trail", "/v1/audit-trail.csv"]) await (await treasurer.GetAsync(path, Stop)).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task The_screen_names_who_acted_says_what_and_lets_export_it()
    {
        var (bureau, person) = await Clerk(Roles.Bureau);
        var account = await Open(bureau, "Shown");
        var (auditor, watcher) = await Visitor.SignIn(Server, Roles.Auditor);
        var page = await auditor.Read($"/bureau/journal?qui={person.Id}");
        Assert.Contains("Zéphirine Quenouille", page, StringComparison.Ordinal);
        Assert.Contains("Ouvrir un compte", page, StringComparison.Ordinal);
        Assert.Contains(account, page, StringComparison.Ordinal);
        Assert.DoesNotContain(account, await auditor.Read($"/bureau/journal?qui={person.Id}&quoi=grant.suspend"), StringComparison.Ordinal);
        Assert.Contains(account, await (await auditor.Get($"/bureau/journal.csv?qui={person.Id}")).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("trail.export", Assert.Single(await Of(watcher)).Row.Entry.Action);
        var (resident, _) = await Visitor.SignIn(Server, Roles.Resident);
        Assert.Equal(HttpStatusCode.Forbidden, (await resident.Get("/bureau/journal")).StatusCode);
    }

    /// <summary>A new state-changing address fails here until it is said which privileged act it is, or why it is none.</summary>
    [Fact]
    public void Every_address_that_changes_something_says_which_act_it_is_or_why_it_is_none()
    {
        var changing = Addresses().Where(a => a.Method is not ("GET" or "HEAD" or "OPTIONS")).ToList();
        Assert.True(changing.Count > 40);
        Assert.Empty(changing.Where(a => (Privileges.Of(a.Method, a.Pattern) is not null) == Privileges.Unprivileged.ContainsKey(Privileges.Key(a.Method, a.Pattern))).Select(a => Privileges.Key(a.Method, a.Pattern)));
        // What is declared is also written down, and nothing is declared that is not there.
        Assert.Empty(Addresses().Where(a => Privileges.Of(a.Method, a.Pattern) is not null && a.Endpoint.Metadata.GetMetadata<OnTrail>() is null).Select(a => a.Pattern));
        Assert.Empty(Privileges.Declared.Except(Addresses().Select(a => Privileges.Key(a.Method, a.Pattern))));
    }

    private IEnumerable<(RouteEndpoint Endpoint, string Method, string Pattern)> Addresses() =>
        from endpoint in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (endpoint, method, endpoint.RoutePattern.RawText!);

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1234:5678::1", "2001:db8:1234::/48")]
    [InlineData(null, "")]
    public void Where_somebody_acts_from_is_a_network_and_not_an_address(string? address, string network) =>
        Assert.Equal(network, TrailFilter.NetworkOf(address is null ? null : IPAddress.Parse(address)));

    private async Task<IReadOnlyList<TrailRow>> All() => await Trail.ReadAsync(0, 10_000, Stop);

    private sealed class Break : IDisposable
    {
        public Break(TrailStage stage) => FragileTrail.Broken = stage;
        public void Dispose() => FragileTrail.Broken = null;
    }
}
