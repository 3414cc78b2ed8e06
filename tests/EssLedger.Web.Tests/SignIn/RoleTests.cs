using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.SignIn;

/// <summary>Who may do what, and for what: given, taken back at once, never two duties that collide.</summary>
[Collection(Association.Name)]
public sealed partial class RoleTests(CardTests.Town town)
{
    private const string Office = "/bureau/droits", Team = "/ma-boutique/equipe", Members = "/bureau/membres";
    private readonly TestServer _server = town.Server;

    private People People => _server.People;

    private Rights Rights => _server.Services.GetRequiredService<Rights>();

    private Task<Person> Enter(params string[] roles) => People.Create($"Zoé {People.NewId()}", roles, $"{People.NewId()}@example.org", "a very long password");

    private async Task<TrailAct> LastOf(string subject, string action) =>
        (await _server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Subject: subject), null, 100, default)).First(a => a.Row.Entry.Action == action);

    private JsonElement Shop(int number) => town.File.GetProperty("shops")[number];

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static Task<HttpResponseMessage> Ask(HttpClient http, string payee) => http.PostAsJsonAsync("/v1/payment-requests", new { payee, amount = 100, unit = "MLC" });

    public static TheoryData<string, string> Pairs => new(
        ("treasurer", "approver"), ("admin", "treasurer"), ("admin", "approver"),
        ("label-visitor", "label-manager"), ("label-visitor", "label-committee"), ("label-visitor", "appeal"), ("label-committee", "appeal"), ("label-manager", "appeal"),
        ("auditor", "bureau"), ("auditor", "treasurer"), ("auditor", "approver"), ("auditor", "label-manager"), ("auditor", "label-visitor"), ("auditor", "label-committee"), ("auditor", "appeal"), ("auditor", "dpo"), ("auditor", "admin"),
        ("dpo", "bureau"), ("dpo", "label-manager"), ("dpo", "admin"), ("merchant", "cashier"));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_duties_that_collide_are_refused_in_either_order_and_never_invited_together(string one, string other)
    {
        var admin = (await Enter(Roles.Admin)).PersonId;
        var at = one == Roles.Merchant ? Text(Shop(0), "account") : "";
        foreach (var (first, second) in ((string, string)[])[(one, other), (other, one)])
        {
            var person = (await Enter(Roles.Resident)).PersonId;
            Assert.Null((await Rights.Give(person, first, at, admin)).Refusal);
            var (refusal, collisions) = await Rights.Give(person, second, at, admin);
            Assert.Equal((RightRefusal.IncompatibleDuties, "incompatible_duties"), (refusal, Rights.Word(refusal!.Value)));
            Assert.Equal((one, other), (Assert.Single(collisions).One, collisions[0].Other));
            Assert.DoesNotContain(second, await People.RolesOf(person));
        }
        if (at.Length > 0) return;
        await using var scope = _server.Services.CreateAsyncScope();
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        Assert.Equal(InvitationRefusal.IncompatibleDuties, (await invitations.Invite((await People.Find(admin))!, "Zoé", $"{People.NewId()}@example.org", [one, other])).Refusal);
    }

    [Fact]
    public void The_table_of_colliding_duties_is_this_one() =>
        Assert.Equal(Pairs.Select(p => (p.Data.Item1, p.Data.Item2)).Order(), IncompatibleDuties.All.Select(c => (c.One, c.Other)).Order());

    [Fact]
    public async Task What_is_held_for_two_things_does_not_collide_and_two_who_give_at_once_give_one()
    {
        var admin = (await Enter(Roles.Admin)).PersonId;
        var (here, there) = (Text(Shop(0), "account"), Text(Shop(1), "account"));
        var person = (await Enter()).PersonId;
        Assert.Null((await Rights.Give(person, Roles.Merchant, here, admin)).Refusal);
        Assert.Null((await Rights.Give(person, Roles.Cashier, there, admin)).Refusal);
        Assert.Equal(RightRefusal.Held, (await Rights.Give(person, Roles.Cashier, there, admin)).Refusal);

        var twice = (await Enter()).PersonId;
        var answers = await Task.WhenAll(Rights.Give(twice, Roles.Treasurer, "", admin), Rights.Give(twice, Roles.Approver, "", admin));
        Assert.Single(answers, a => a.Refusal is null);
        Assert.Single(await People.RolesOf(twice));
    }

    [Fact]
    public async Task A_role_is_given_for_what_it_is_for_and_by_whom_it_is_theirs_to_give()
    {
        var (admin, person) = ((await Enter(Roles.Admin)).PersonId, (await Enter()).PersonId);
        var shop = Text(Shop(0), "account");
        async Task<RightRefusal?> Give(PersonId to, string role, string scope, PersonId by) => (await Rights.Give(to, role, scope, by)).Refusal;
        Assert.Equal(RightRefusal.Unknown, await Give(PersonId.Parse("NOBODY"), Roles.Bureau, "", admin));
        Assert.Equal(RightRefusal.Unknown, await Give(person, "king", "", admin));
        Assert.Equal(RightRefusal.Own, await Give(admin, Roles.City, "", admin));
        Assert.Equal(RightRefusal.ScopeMissing, await Give(person, Roles.Cashier, "", admin));
        Assert.Equal(RightRefusal.ScopeUnfit, await Give(person, Roles.Cashier, "NOWHERE", admin));
        Assert.Equal(RightRefusal.ScopeUnfit, await Give(person, Roles.Treasurer, shop, admin));
        Assert.Equal(RightRefusal.ScopeUnfit, await Give(person, Roles.Bureau, shop, admin));
        foreach (var role in Roles.Staff.Where(r => r != Roles.Admin).Append(Roles.Merchant))
        {
            var other = (await Enter(role)).PersonId;
            Assert.Equal(RightRefusal.NotYours, await Give(person, Roles.Cashier, shop, other));
            Assert.Equal(RightRefusal.NotYours, await Rights.Take(person, Roles.Resident, "", other));
        }
        Assert.Equal(RightRefusal.Own, await Rights.Take(admin, Roles.Admin, "", admin));
        Assert.Equal(RightRefusal.NotHeld, await Rights.Take(person, Roles.Bureau, "", admin));
    }

    [Fact]
    public async Task A_cashier_takes_payment_at_their_shop_and_does_nothing_else_there_until_it_is_taken_back_at_once()
    {
        var admin = (await Enter(Roles.Admin)).PersonId;
        var person = await Enter();
        var (here, there) = (Text(Shop(0), "account"), Text(Shop(1), "account"));
        Assert.Null((await Rights.Give(person.PersonId, Roles.Cashier, here, admin)).Refusal);
        var (id, secret) = await _server.NewClient(person.PersonId);
        using var till = _server.Browser();
        till.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(id, secret));

        var asked = await (await Ask(till, here)).Json();
        await (await Ask(till, there)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal([here], (await (await till.GetAsync("/v1/me")).Json()).GetProperty("shops").EnumerateArray().Select(s => Text(s, "account")));
        await (await till.GetAsync($"/v1/merchants/{Text(Shop(0), "merchant")}/takings")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await till.GetAsync($"/v1/merchants/{Text(Shop(1), "merchant")}/events")).Refused(HttpStatusCode.Forbidden, "forbidden");
        foreach (var (method, path) in ((string, string)[])[("GET", ""), ("GET", "/entries"), ("GET", "/statement.csv"), ("POST", "/key-challenge"), ("GET", "/mandates")])
        {
            using var request = new HttpRequestMessage(new(method), $"/v1/accounts/{here}{path}");
            await (await till.SendAsync(request)).Refused(HttpStatusCode.Forbidden, "forbidden");
        }
        await (await till.PostAsJsonAsync($"/v1/label/grants/{Text(Shop(0), "grant")}/renounce", new { reason = "x" })).Refused(HttpStatusCode.Forbidden, "forbidden");

        Assert.Null(await Rights.Take(person.PersonId, Roles.Cashier, here, admin));
        await (await Ask(till, here)).Refused(HttpStatusCode.Unauthorized, "invalid_token");
        // The time of issue is in whole seconds.
        await Task.Delay(1100);
        till.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(id, secret));
        await (await Ask(till, here)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await till.PostAsync($"/v1/payment-requests/{Text(asked, "request")}/cancel", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_merchant_of_one_shop_sees_the_takings_of_that_one()
    {
        var (admin, person) = ((await Enter(Roles.Admin)).PersonId, await Enter());
        var first = Text(Shop(0), "account");
        var second = new Shop(AccountId.Parse(People.NewId()), MerchantId.Parse(Text(Shop(0), "merchant")), "Annexe", null);
        await People.CreateShop(second);
        await Rights.Give(person.PersonId, Roles.Merchant, second.Account.Value, admin);
        using var http = await _server.As(person);
        async Task<string[]> Shops() => [.. (await (await http.GetAsync($"/v1/merchants/{second.Merchant}/takings")).Json()).GetProperty("shops").EnumerateArray().Select(s => Text(s, "account"))];
        Assert.Equal([second.Account.Value], await Shops());
        await Rights.Give(person.PersonId, Roles.Merchant, first, admin);
        Assert.Equal([.. new[] { first, second.Account.Value }.Order(StringComparer.Ordinal)], (await Shops()).Order(StringComparer.Ordinal));
        await Rights.Take(person.PersonId, Roles.Merchant, second.Account.Value, admin);
    }

    [Fact]
    public async Task Whoever_works_for_one_bureau_looks_after_its_members_and_no_others()
    {
        var (admin, _) = await Visitor.SignIn(_server, Roles.Admin);
        var (one, other) = ($"Bureau {People.NewId()}", $"Bureau {People.NewId()}");
        foreach (var name in (string[])[one, other]) await admin.Record(Office, new() { ["act"] = "bureau", ["name"] = name });
        await admin.Refused(Office, new() { ["act"] = "bureau", ["name"] = one.ToUpperInvariant() }, HttpStatusCode.UnprocessableEntity);
        var bureaux = (await Rights.Bureaux()).ToDictionary(b => b.Name, b => b.Id);
        var (counter, clerk) = await Visitor.SignIn(_server, Roles.Bureau);
        await Narrow(clerk, bureaux[one]);
        var (elsewhere, stranger) = await Visitor.SignIn(_server, Roles.Bureau);
        await Narrow(stranger, bureaux[other]);
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);

        // What a bureau opens is its own.
        var page = (await counter.Record(Members, new() { ["act"] = "enter", ["kind"] = "resident", ["name"] = $"Zoé {People.NewId()}" })).Split('?')[0];
        var member = PersonId.Parse(page.Split('/')[^1]);
        var account = (await People.AccountsOf(member))[0];
        Assert.Contains(one, await counter.Read(Members), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await counter.Open(page)).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.Open(page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Open(page)).Status);
        Assert.DoesNotContain(page, await elsewhere.Read($"{Members}?q={account}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Send(page, new() { ["act"] = "correct", ["which"] = account.Value, ["name"] = "X" }, Members)).StatusCode);
        foreach (var path in (string[])["/adhesions", "/adhesions.csv", "/demandes", $"/comptes/{account}"])
            Assert.Equal(HttpStatusCode.Forbidden, (await counter.Open(Members + path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await counter.Send(page, new() { ["act"] = "link", ["account"] = account.Value, ["seen"] = "yes" })).StatusCode);

        // By the API as on the screen.
        using var theirs = await _server.As(stranger);
        using var own = await _server.As(clerk);
        foreach (var (path, body) in ((string, object?)[])[("/cards", new { pin = "2580" }), ("/key-challenge", null), ("/approve", null)])
            await (await theirs.PostAsJsonAsync($"/v1/accounts/{account}{path}", body)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.Created, (await own.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin = "2580" })).StatusCode);

        // Who asked for an account themselves is anybody's until a bureau has said yes; then it is that one's.
        var applicant = await Enter(Roles.Resident);
        using var applying = await _server.As(applicant);
        var asked = Text(await (await applying.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = applicant.DisplayName } })).Json(), "account");
        Assert.Contains(applicant.DisplayName, await elsewhere.Read(Members), StringComparison.Ordinal);
        await counter.Record($"{Members}/{applicant.Id}", new() { ["act"] = "approve", ["which"] = asked });
        Assert.DoesNotContain(applicant.DisplayName, await elsewhere.Read(Members), StringComparison.Ordinal);
        // The office moves it.
        await office.Record($"{Members}/{applicant.Id}", new() { ["act"] = "place", ["which"] = asked, ["bureau"] = bureaux[other] });
        Assert.Contains(applicant.DisplayName, await elsewhere.Read(Members), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await counter.Open($"{Members}/{applicant.Id}")).Status);
        Assert.Contains($"\"account {asked}\":[\"held at {bureaux[one]}\",\"held at {bureaux[other]}\"]", (await LastOf(applicant.Id, "account.place")).End!.Entry.Details, StringComparison.Ordinal);
    }

    private async Task Narrow(Person person, string scope)
    {
        var role = Assert.Single(await People.RolesOf(person.PersonId));
        await People.SetRoles(person.PersonId, []);
        await People.Assign(person.PersonId, role, scope);
    }

    [Fact]
    public async Task A_committee_sees_and_judges_the_files_that_it_hears()
    {
        var (admin, _) = await Visitor.SignIn(_server, Roles.Admin);
        var name = $"Commission {People.NewId()}";
        await admin.Refused(Office, new() { ["act"] = "committee", ["name"] = name }, HttpStatusCode.UnprocessableEntity);
        await admin.Record(Office, new() { ["act"] = "committee", ["name"] = name, ["hears-EssActor"] = "yes" });
        var committee = (await Rights.Committees()).Single(c => c.Name == name).Id;
        var (visitor, member) = await Visitor.SignIn(_server, Roles.LabelCommittee);
        await Narrow(member, committee);
        using var http = await _server.As(member);
        using var manager = await town.As(Roles.LabelManager);
        var all = (await (await manager.GetAsync("/v1/label/applications?limit=500")).Json()).GetProperty("items").EnumerateArray().ToList();
        var (shop, ess) = (all.First(a => Text(a, "kind") == "shop"), all.First(a => Text(a, "kind") == "ess"));
        Assert.All((await (await http.GetAsync("/v1/label/applications?limit=500")).Json()).GetProperty("items").EnumerateArray(), a => Assert.Equal("ess", Text(a, "kind")));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/v1/label/applications/{Text(ess, "application")}")).StatusCode);
        await (await http.GetAsync($"/v1/label/applications/{Text(shop, "application")}")).Refused(HttpStatusCode.NotFound, "unknown_application");
        await (await http.PostAsJsonAsync($"/v1/label/applications/{Text(shop, "application")}/opinions", new { vote = "for", reason = "x" })).Refused(HttpStatusCode.NotFound, "unknown_application");
        await (await http.PostAsJsonAsync($"/v1/label/grants/{Text(Shop(0), "grant")}/suspend", new { reason = "x" })).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open($"/bureau/label/dossiers/{Text(ess, "application")}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open($"/bureau/label/dossiers/{Text(shop, "application")}")).Status);
        Assert.DoesNotContain(Text(shop, "application"), await visitor.Read("/bureau/label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_gives_and_takes_on_the_screen_and_each_page_knows_it_at_once()
    {
        var (admin, by) = await Visitor.SignIn(_server, Roles.Admin);
        var (auditor, person) = await Visitor.SignIn(_server, Roles.City);
        var page = $"{Office}/{person.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open("/bureau/label")).Status);
        await admin.Record(page, new() { ["act"] = "give", ["role"] = Roles.Auditor });
        Assert.Equal(HttpStatusCode.OK, (await auditor.Open("/bureau/label")).Status);
        var refused = await admin.Refused(page, new() { ["act"] = "give", ["role"] = Roles.LabelManager }, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("incompatible_duties", refused, StringComparison.Ordinal);
        Assert.Contains("contrôle + gestion du label", refused, StringComparison.Ordinal);
        Assert.Contains("Qui contrôle n’agit pas", refused, StringComparison.Ordinal);
        Assert.Equal("incompatible_duties", (await LastOf(person.Id, "right.give")).End!.Entry.Refusal);
        Assert.Contains($"par {by.DisplayName}", await admin.Read(page), StringComparison.Ordinal);

        // What collided before the table had it is shown as such.
        await People.Assign(person.PersonId, Roles.LabelManager);
        Assert.Contains("Fonctions incompatibles", await admin.Read(page), StringComparison.Ordinal);
        Assert.Contains("contrôle + gestion du label", await admin.Read($"{Office}?q={person.Email}"), StringComparison.Ordinal);

        await admin.Record(page, new() { ["act"] = "take", ["which"] = $"{Roles.LabelManager}@" });
        await admin.Record(page, new() { ["act"] = "take", ["which"] = $"{Roles.Auditor}@" });
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open("/bureau/label")).Status);
        Assert.Equal("""{"changed":{"role auditor":["held",null]}}""", (await LastOf(person.Id, "right.take")).End!.Entry.Details);
        Assert.Contains("Personne ne se donne", await admin.Refused($"{Office}/{by.Id}", new() { ["act"] = "give", ["role"] = Roles.City }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var (bureau, _) = await Visitor.SignIn(_server, Roles.Bureau);
        foreach (var path in (string[])[Office, page, $"{Office}/applications"]) Assert.Equal(HttpStatusCode.Forbidden, (await bureau.Open(path)).Status);
    }

    [Fact]
    public async Task A_merchant_lets_a_cashier_in_by_a_link_and_takes_it_back()
    {
        var (admin, shop) = ((await Enter(Roles.Admin)).PersonId, Text(Shop(1), "account"));
        var (merchant, owner) = await Visitor.SignIn(_server, Roles.Resident);
        await Rights.Give(owner.PersonId, Roles.Merchant, shop, admin);
        Dictionary<string, string> Form(string email, string at) => new() { ["act"] = "invite", ["shop"] = at, ["name"] = "Zoé Caisse", ["email"] = email };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await merchant.Send(Team, Form($"{People.NewId()}@example.org", Text(Shop(0), "account")))).StatusCode);

        // Somebody new, and somebody who signs in here already: the merchant sees no difference.
        var (known, cashier) = await Visitor.SignIn(_server, Roles.Resident);
        var links = new List<string>();
        foreach (var email in (string[])[$"{People.NewId()}@example.org", cashier.Email!])
        {
            var answer = await merchant.Send(Team, Form(email, shop));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            links.Add(Link().Match(await answer.Content.ReadAsStringAsync()).Value);
        }
        var newcomer = new Visitor(_server.Browser());
        Assert.Equal(HttpStatusCode.Redirect, (await newcomer.Send(links[0], new() { ["act"] = "password", ["chosen"] = "un long mot de passe" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await new Visitor(_server.Browser()).Send(links[1], [], "/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await known.Send(links[1], [])).StatusCode);
        Assert.True(await People.WorksAt(cashier.PersonId, shop: AccountId.Parse(shop), Roles.Cashier));
        Assert.Equal(HttpStatusCode.NotFound, (await known.Open(links[1])).Status);
        var team = await merchant.Read(Team);
        Assert.Contains(cashier.DisplayName, team, StringComparison.Ordinal);
        Assert.Contains("Zoé Caisse", team, StringComparison.Ordinal);

        await merchant.Record(Team, new() { ["act"] = "take", ["person"] = cashier.Id, ["shop"] = shop });
        Assert.False(await People.WorksAt(cashier.PersonId, AccountId.Parse(shop), Roles.Cashier));
        Assert.Equal(owner.Id, (await LastOf(cashier.Id, "right.take")).Row.Entry.Person);
        // Not at another's shop, and not the merchant's role.
        var other = Text(Shop(0), "account");
        await Rights.Give(cashier.PersonId, Roles.Cashier, other, admin);
        Assert.Contains("pas à vous", await merchant.Refused(Team, new() { ["act"] = "take", ["person"] = cashier.Id, ["shop"] = other }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await known.Open(Team)).Status);
    }

    [Fact]
    public async Task Who_is_barred_is_out_at_once_keeps_their_account_and_is_let_in_again_by_two()
    {
        var (first, one) = await Visitor.SignIn(_server, Roles.Admin);
        var (second, two) = await Visitor.SignIn(_server, Roles.Admin);
        var (visitor, person) = await Visitor.SignIn(_server, Roles.Resident);
        using var http = await _server.As(person);
        var account = Text(await (await http.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = person.DisplayName } })).Json(), "account");
        var page = $"{Office}/{person.Id}";
        Assert.Contains("Dites pourquoi", await first.Refused(page, new() { ["act"] = "bar" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("Personne ne se donne", await first.Refused($"{Office}/{one.Id}", new() { ["act"] = "bar", ["reason"] = "x" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await first.Record(page, new() { ["act"] = "bar", ["reason"] = "Compte piraté." });

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/mon-compte/securite")).StatusCode);
        await (await http.GetAsync("/v1/me")).Refused(HttpStatusCode.Unauthorized, "invalid_token");
        Dictionary<string, string> Password() => new() { ["email"] = person.Email!, ["password"] = "a very long password" };
        Assert.Equal(HttpStatusCode.OK, (await new Visitor(_server.Browser()).Send("/sign-in", Password())).StatusCode);
        Assert.True(await People.Holds(person.PersonId, AccountId.Parse(account)));
        Assert.Equal(person.DisplayName, (await People.HolderOf(AccountId.Parse(account)))!.Name);

        await first.Record(page, new() { ["act"] = "letin", ["reason"] = "Vérifié." });
        var waiting = await Proposed(person.PersonId);
        var (bureau, _) = await Visitor.SignIn(_server, Roles.Bureau);
        const string desk = $"{Members}/demandes";
        Assert.Contains("Une autre personne", await first.Refused(desk, new() { ["act"] = "grant", ["which"] = waiting }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.Send(desk, new() { ["act"] = "grant", ["which"] = waiting })).StatusCode);
        await second.Record(desk, new() { ["act"] = "grant", ["which"] = waiting });
        Assert.Equal(HttpStatusCode.Redirect, (await new Visitor(_server.Browser()).Send("/sign-in", Password())).StatusCode);
        Assert.Contains("\"person.access\":[\"barred\",null]", (await LastOf(waiting, "proposal.grant")).End!.Entry.Details, StringComparison.Ordinal);
        Assert.Equal(two.Id, (await LastOf(waiting, "proposal.grant")).Row.Entry.Person);
    }

    private async Task<string> Proposed(PersonId person)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<Members.Proposals>().Waiting(), p => p.Person == person).Id;
    }

    [Fact]
    public async Task Somebody_elses_sessions_are_ended_by_an_administrator_and_of_members_by_a_bureau()
    {
        var (admin, _) = await Visitor.SignIn(_server, Roles.Admin);
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (member, zoe) = await Visitor.SignIn(_server, Roles.Resident);
        var (clerk, staff) = await Visitor.SignIn(_server, Roles.Bureau);
        await office.Record($"{Members}/{zoe.Id}", new() { ["act"] = "signout", ["which"] = zoe.Id });
        Assert.Equal(HttpStatusCode.Redirect, (await member.Get("/mon-compte/securite")).StatusCode);
        await People.Assign(staff.PersonId, Roles.Resident);
        Assert.Contains("a une fonction", await office.Refused($"{Members}/{staff.Id}", new() { ["act"] = "signout", ["which"] = staff.Id }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var session = Assert.Single(await _server.Services.GetRequiredService<Sessions>().Of(staff.PersonId));
        Assert.Contains("Sessions", await admin.Read($"{Office}/{staff.Id}"), StringComparison.OrdinalIgnoreCase);
        await admin.Record($"{Office}/{staff.Id}", new() { ["act"] = "session", ["which"] = session.Id });
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.Get("/mon-compte/securite")).StatusCode);
    }

    [Fact]
    public async Task Applications_are_listed_with_what_they_may_and_ended_with_their_tokens()
    {
        var (admin, _) = await Visitor.SignIn(_server, Roles.Admin);
        await using var scope = _server.Services.CreateAsyncScope();
        var name = $"Carnet {People.NewId()}";
        var (id, _) = await scope.ServiceProvider.GetRequiredService<Clients>().CreateApplication(name, [new("https://app.example/back")], [Tokens.ReadScope], hasSecret: false);
        var person = await Enter(Roles.Resident);
        var (machine, secret) = await _server.NewClient(person.PersonId);
        using var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(machine, secret));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/me")).StatusCode);
        var page = await admin.Read($"{Office}/applications");
        foreach (var said in (string[])[name, "https://app.example/back", "lire vos soldes", machine, person.DisplayName]) Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("EssLedger wallet", page, StringComparison.Ordinal);

        foreach (var client in (string[])[machine, id]) await admin.Record($"{Office}/applications", new() { ["act"] = "remove", ["which"] = client });
        await (await http.GetAsync("/v1/me")).Refused(HttpStatusCode.Unauthorized, "invalid_token");
        page = await admin.Read($"{Office}/applications");
        Assert.DoesNotContain(name, page, StringComparison.Ordinal);
        Assert.DoesNotContain(machine, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.Send($"{Office}/applications", new() { ["act"] = "remove", ["which"] = "wallet" })).StatusCode);
    }

    [GeneratedRegex("/invitation/[A-Z2-7]{32}")]
    private static partial Regex Link();
}
