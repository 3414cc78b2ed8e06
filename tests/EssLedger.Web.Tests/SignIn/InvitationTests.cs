using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Pages.Office;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.SignIn;

public sealed partial class InvitationTests(InvitationTests.Place place) : IClassFixture<InvitationTests.Place>
{
    private const string Office = "/bureau/invitations", Password = "un long mot de passe";
    private readonly TestServer _server = place.Server;
    private readonly string _email = $"{People.NewId()}@example.org";

    public sealed class Place() : SharedServer(options: new() { Further = new Dictionary<string, string?> { ["EssLedger:ProofsPerSecond"] = "1000" }, Adjust = CheapPasswords });

    private async Task<string> Invite(Visitor office, params string[] roles) => Secret(await office.Send(Office, Form(roles)));

    private Dictionary<string, string> Form(params string[] roles) =>
        new(roles.Select(role => KeyValuePair.Create($"role-{role}", "yes"))) { ["act"] = "invite", ["name"] = "Zoé Nouvelle", ["email"] = _email };

    private static string Secret(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Link().Match(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()).Groups[1].Value;
    }

    private static async Task Refused(HttpResponseMessage answer, string words)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AcceptByPasskey(Visitor visitor, string link, Authenticator device)
    {
        var options = JsonDocument.Parse(await (await visitor.Send($"{link}/passkey/options", [], link)).Content.ReadAsStringAsync()).RootElement;
        // What is kept meanwhile for the passkey is not taken for a password that was right.
        Assert.Equal("/sign-in", (await visitor.Get("/sign-in/code")).Headers.Location!.OriginalString);
        return await visitor.Send(link, new() { ["act"] = "passkey", ["credential"] = device.Create(options) });
    }

    private Authenticator Device => new(_server.Url.GetLeftPart(UriPartial.Authority));

    private Visitor Somebody => new(_server.Browser());

    [Fact]
    public async Task Who_is_invited_enters_with_a_passkey_and_the_link_is_good_once()
    {
        var (office, bureau) = await Visitor.SignIn(_server, Roles.Bureau);
        var link = $"/invitation/{await Invite(office, Roles.Resident)}";
        Assert.Contains(_email, await office.Read(Office), StringComparison.Ordinal);
        using var device = Device;
        var zoe = Somebody;
        Assert.Contains("Bonjour Zoé Nouvelle", await zoe.Read(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await AcceptByPasskey(zoe, link, device)).StatusCode);
        Assert.Contains("clé d’accès · vu le", await zoe.Read("/mon-compte/securite"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Somebody.Open(link)).Status);

        var entered = Assert.Single(await _server.People.InRole(Roles.Resident), p => p.Email == _email);
        Assert.Null(entered.PasswordHash);
        Assert.Contains($"par {bureau.DisplayName}", await office.Read(Office), StringComparison.Ordinal);
        await Refused(await office.Send(Office, Form(Roles.Resident)), "a déjà cette adresse");
    }

    [Fact]
    public async Task Staff_who_choose_a_password_are_led_to_an_app_before_anything_else()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Admin);
        var link = $"/invitation/{await Invite(office, Roles.Auditor)}";
        var zoe = Somebody;
        await Refused(await zoe.Send(link, new() { ["act"] = "password", ["chosen"] = "court" }), "au moins 12 caractères");
        Assert.Equal(HttpStatusCode.Redirect, (await zoe.Send(link, new() { ["act"] = "password", ["chosen"] = Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await zoe.Get("/bureau/label")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await zoe.Send("/mon-compte/securite", new() { ["act"] = "app", ["code"] = Authenticator.CodeOf(await zoe.AppKey()) })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await zoe.Get("/bureau/label")).StatusCode);
    }

    [Fact]
    public async Task A_bureau_gives_roles_of_members_and_others_give_none()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        await Refused(await office.Send(Office, Form(Roles.Resident, Roles.Treasurer)), "que vous pouvez donner");
        await Refused(await office.Send(Office, Form()), "que vous pouvez donner");
        await Refused(await office.Send(Office, new(Form(Roles.Resident)) { ["email"] = "nonsense" }), "pas une adresse");
        var (treasurer, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        Assert.Equal(HttpStatusCode.Forbidden, (await treasurer.Open(Office)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await Somebody.Get(Office)).StatusCode);
    }

    [Fact]
    public async Task A_link_that_was_withdrawn_or_is_too_old_is_worth_nothing()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (first, second) = (await Invite(office, Roles.Resident), await Invite(office, Roles.Resident));
        var contexts = _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>();
        await using var db = await contexts.CreateDbContextAsync();
        var rows = await db.Invitations.Where(i => i.Email == _email).OrderBy(i => i.Written).ToListAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await office.Send(Office, new() { ["act"] = "revoke", ["which"] = rows[0].Id })).StatusCode);
        rows[1].Expires = DateTimeOffset.UtcNow;
        await db.SaveChangesAsync();
        foreach (var secret in (string[])[first, second, "NONSENSE"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Somebody.Open($"/invitation/{secret}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await Somebody.Send($"/invitation/{secret}", new() { ["act"] = "password", ["chosen"] = Password }, "/sign-in")).StatusCode);
        }
    }

    [Fact]
    public async Task Two_who_come_at_once_with_one_link_are_one_person()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var link = $"/invitation/{await Invite(office, Roles.Resident)}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Somebody.Send(link, new() { ["act"] = "password", ["chosen"] = Password })));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Redirect);
        Assert.Single(await _server.People.InRole(Roles.Resident), p => p.Email == _email);
    }

    [Fact]
    public async Task The_secret_of_a_link_lies_neither_in_the_tables_nor_in_the_outbox()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var secret = await Invite(office, Roles.Resident);
        await using var db = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync();
        var row = await db.Invitations.SingleAsync(i => i.Email == _email);
        Assert.DoesNotContain(secret, $"{row} {row.Digest}", StringComparison.Ordinal);
        var mail = Assert.Single(await _server.Services.GetRequiredService<IOutboxStore>().ReadAsync(row.Person.Value, 10, default));
        Assert.DoesNotContain(secret, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/invitation/{secret}\n", _server.Services.GetRequiredService<Papers.SealedWords>().Open(mail.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_lost_everything_gets_a_link_by_one_person_who_saw_them()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (ana, lost) = await Visitor.SignIn(_server, Roles.Resident);
        await Refused(await office.Send(Office, new() { ["act"] = "recover", ["email"] = "nobody@example.org", ["seen"] = "yes" }), "Personne n’a cette adresse");
        await Refused(await office.Send(Office, new() { ["act"] = "recover", ["email"] = lost.Email! }), "plus ouverte");
        var link = $"/invitation/{Secret(await office.Send(Office, new() { ["act"] = "recover", ["email"] = lost.Email!, ["seen"] = "yes" }))}";
        // Until the link is used everything is as it was.
        Assert.Equal(HttpStatusCode.OK, (await ana.Get("/mon-compte/securite")).StatusCode);
        using var device = Device;
        var again = Somebody;
        Assert.Equal(HttpStatusCode.Redirect, (await AcceptByPasskey(again, link, device)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ana.Get("/mon-compte/securite")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Somebody.Send("/sign-in", new() { ["email"] = lost.Email!, ["password"] = "a very long password" })).StatusCode);
        Assert.Equal(lost.Id, Assert.Single(await _server.People.InRole(Roles.Resident), p => p.Email == lost.Email).Id);
    }

    [Fact]
    public async Task Staff_who_lost_everything_need_two_persons_who_are_not_they()
    {
        var (first, _) = await Visitor.SignIn(_server, Roles.Admin);
        var (second, confirming) = await Visitor.SignIn(_server, Roles.Bureau);
        var (victim, lost) = await Visitor.SignIn(_server, Roles.Bureau);
        Assert.Equal(HttpStatusCode.Redirect, (await first.Send(Office, new() { ["act"] = "recover", ["email"] = lost.Email!, ["seen"] = "yes" })).StatusCode);
        await using var db = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync();
        var row = await db.Invitations.AsNoTracking().SingleAsync(i => i.Email == lost.Email);
        Assert.Equal(row.Id, row.Digest);
        Assert.Equal(HttpStatusCode.NotFound, (await Somebody.Open($"/invitation/{row.Id}")).Status);
        await Refused(await first.Send(Office, new() { ["act"] = "confirm", ["which"] = row.Id }), "une seconde personne");
        await Refused(await victim.Send(Office, new() { ["act"] = "confirm", ["which"] = row.Id }), "garant de soi-même");
        await Refused(await victim.Send(Office, new() { ["act"] = "recover", ["email"] = lost.Email!, ["seen"] = "yes" }), "garant de soi-même");
        var link = $"/invitation/{Secret(await second.Send(Office, new() { ["act"] = "confirm", ["which"] = row.Id }))}";
        Assert.Equal(HttpStatusCode.Redirect, (await Somebody.Send(link, new() { ["act"] = "password", ["chosen"] = Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await victim.Get("/mon-compte/securite")).StatusCode);
        Assert.Contains($"confirmée par {confirming.DisplayName}", await first.Read(Office), StringComparison.Ordinal);
    }

    [GeneratedRegex("/invitation/([A-Z2-7]{32})")]
    private static partial Regex Link();
}
