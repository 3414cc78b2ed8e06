using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Members;

/// <summary>The association looks after its members: on its screens, by the rules of the API.</summary>
[Collection(Association.Name)]
public sealed class MemberTests(Api.CardTests.Town town)
{
    private const string Office = "/bureau/membres";
    private readonly TestServer _server = town.Server;

    private Terms Terms => _server.Services.GetRequiredService<Terms>();

    private IOutboxStore Outbox => _server.Services.GetRequiredService<IOutboxStore>();

    private sealed record Applicant(Person Person, HttpClient Http, AccountId Account)
    {
        public string Path => $"{Office}/{Person.Id}";
    }

    /// <summary>Somebody who asks for an account.</summary>
    private async Task<Applicant> Apply(string name, params string[] roles)
    {
        var person = await _server.People.Create(name, [Roles.Resident, .. roles], $"{People.NewId()}@example.org");
        var http = await _server.As(person);
        var opened = await (await http.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name } })).Json();
        Assert.Equal("pending", opened.GetProperty("state").GetString());
        return new(person, http, AccountId.Parse(opened.GetProperty("account").GetString()!));
    }

    private static string NewName() => $"Zoé {People.NewId()}";

    private Task<EssLedger.Core.Accounts.Account> InBook(AccountId account) => _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IAccountGrain>(account.Value).Read();

    private static async Task<string> Page(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static ByteArrayContent CoseBody(byte[] bytes) => new(bytes) { Headers = { ContentType = new(Cose.MediaType) } };

    private static Uuid NewUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));

    private Task<HttpResponseMessage> Pay(HttpClient http, DeviceSigner device, AccountId payer, AccountId payee)
    {
        var order = new PaymentOrder(Terms.Ledger, new(NewUuid()), payer, payee, Amount.FromMinor(100), Terms.Unit, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);
        return http.PostAsync("/v1/payments", CoseBody(device.Sign(PaymentOrder.Type, order.Encode())));
    }

    private async Task<HttpResponseMessage> AddKey(Applicant who, DeviceSigner device)
    {
        var challenge = (await (await who.Http.PostAsync($"/v1/accounts/{who.Account}/key-challenge", null)).Json()).GetProperty("challenge").GetString()!;
        return await who.Http.PostAsync($"/v1/accounts/{who.Account}/keys", CoseBody(device.Sign(DeviceProof.Type, new DeviceProof(Terms.Ledger, who.Account, Base64Url.DecodeFromChars(challenge), device.Key).Encode())));
    }

    [Fact]
    public async Task A_pending_account_neither_pays_nor_is_paid_nor_stands_in_a_request()
    {
        var zoe = await Apply(NewName(), Roles.Merchant);
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(HttpStatusCode.Created, (await AddKey(zoe, phone)).StatusCode);
        var (resident, bureau, treasurer) = (town.Resident, await town.As("bureau"), await town.As("treasurer"));
        var (payer, device) = (AccountId.Parse(resident.GetProperty("account").GetString()!), new DeviceSigner(Convert.FromHexString(resident.GetProperty("deviceKey").GetString()!)));

        await (await Pay(zoe.Http, phone, zoe.Account, AccountId.Parse(town.Shop))).Refused(HttpStatusCode.UnprocessableEntity, "payer_closed");
        await (await Pay(zoe.Http, device, payer, zoe.Account)).Refused(HttpStatusCode.UnprocessableEntity, "payee_closed");
        await (await zoe.Http.PostAsJsonAsync("/v1/payment-requests", new { payee = zoe.Account.Value, amount = 100, unit = "MLC" })).Refused(HttpStatusCode.UnprocessableEntity, "payee_closed");
        await (await zoe.Http.PostAsJsonAsync("/v1/payment-requests", new { payee = zoe.Account.Value, unit = "MLC", standing = true })).Refused(HttpStatusCode.UnprocessableEntity, "payee_closed");
        var issuance = await treasurer.PostAsJsonAsync("/v1/issuances", new { account = zoe.Account.Value, amount = 500, unit = "MLC", source = new { kind = "cash", reference = People.NewId(), amount = 500 } });
        await issuance.Refused(HttpStatusCode.UnprocessableEntity, "account_closed");
        await (await bureau.PostAsJsonAsync($"/v1/accounts/{zoe.Account}/cards", new { pin = "2580" })).Refused(HttpStatusCode.UnprocessableEntity, "account_closed");
        var mandate = new Mandate(Terms.Ledger, new(NewUuid()), zoe.Account, null, Amount.FromMinor(100), Terms.Unit, Amount.FromMinor(100), 30, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30));
        await (await zoe.Http.PostAsync($"/v1/accounts/{zoe.Account}/mandates", CoseBody(phone.Sign(Mandate.Type, mandate.Encode())))).Refused(HttpStatusCode.UnprocessableEntity, "payer_closed");

        var now = await InBook(zoe.Account);
        Assert.Equal((EssLedger.Core.Journal.SubjectStatus.Pending, 0L, 0), (now.Status, now.Of(Terms.Unit).Minor, now.Cards.Count + now.Mandates.Count));
        // Once it is approved the same person asks and is paid.
        Assert.Equal(HttpStatusCode.OK, (await bureau.PostAsync($"/v1/accounts/{zoe.Account}/approve", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Pay(zoe.Http, device, payer, zoe.Account)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await zoe.Http.PostAsJsonAsync("/v1/payment-requests", new { payee = zoe.Account.Value, amount = 100, unit = "MLC" })).StatusCode);
    }

    [Fact]
    public async Task An_application_is_approved_on_the_screen_or_refused_with_a_reason_that_the_applicant_reads()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (first, second) = (await Apply(NewName()), await Apply(NewName()));
        var list = await office.Read(Office);
        Assert.True(list.IndexOf(first.Person.DisplayName, StringComparison.Ordinal) is > 0 and var at && at < list.IndexOf(second.Person.DisplayName, StringComparison.Ordinal));

        await office.Record(first.Path, new() { ["act"] = "approve", ["which"] = first.Account.Value });
        Assert.Equal(EssLedger.Core.Journal.SubjectStatus.Open, (await InBook(first.Account)).Status);
        Assert.Contains("acceptée", Assert.Single(await Outbox.ReadAsync(first.Person.Id, 10, default)).Text, StringComparison.Ordinal);
        Assert.Contains("n’attend plus", await office.Refused(first.Path, new() { ["act"] = "refuse", ["which"] = first.Account.Value, ["reason"] = "Trop tard." }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        Assert.Contains("Dites pourquoi", await office.Refused(second.Path, new() { ["act"] = "refuse", ["which"] = second.Account.Value, ["reason"] = " " }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await office.Record(second.Path, new() { ["act"] = "refuse", ["which"] = second.Account.Value, ["reason"] = "Hors du territoire." });
        Assert.Equal(EssLedger.Core.Journal.SubjectStatus.Closed, (await InBook(second.Account)).Status);
        Assert.Contains("Hors du territoire.", Assert.Single(await Outbox.ReadAsync(second.Person.Id, 10, default)).Text, StringComparison.Ordinal);
        Assert.Contains("n’attend plus", await office.Refused(second.Path, new() { ["act"] = "approve", ["which"] = second.Account.Value }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        using var api = await town.As("bureau");
        await (await api.PostAsync($"/v1/accounts/{second.Account}/approve", null)).Refused(HttpStatusCode.UnprocessableEntity, "account_closed");
    }

    [Fact]
    public async Task Nobody_of_a_bureau_acts_for_themselves_and_others_see_no_member()
    {
        var (office, bruno) = await Visitor.SignIn(_server, Roles.Bureau);
        var other = await Apply(NewName());
        var account = AccountId.FromRandom(RandomNumberGenerator.GetBytes(13));
        await _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IAccountGrain>(account.Value).Open(AccountKind.Resident, EssLedger.Core.Journal.SubjectStatus.Pending, bruno.PersonId);
        await _server.People.OpenAccount(new(account, "Bruno", "resident", null), bruno.PersonId, waits: true);
        var mine = $"{Office}/{bruno.Id}";
        foreach (var act in (string[])["approve", "refuse", "correct", "card", "confirm-card", "confirm-key", "open", "link", "merge", "place", "signout"])
        {
            var which = act switch { "confirm-card" => $"{account}/{NewUuid()}", "confirm-key" => $"{account}/{new DeviceSigner(RandomNumberGenerator.GetBytes(32)).Key.Id}", "merge" => other.Person.Id, _ => account.Value };
            // The page of one's own record has no form: whoever sends one made it themselves.
            var answer = await office.Send(mine, new() { ["act"] = act, ["which"] = which, ["reason"] = "x", ["name"] = "Bruno", ["kind"] = "resident", ["pin"] = "2580", ["again"] = "2580", ["account"] = other.Account.Value, ["seen"] = "yes" }, Office);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("pas fait.</a> Personne n’agit pour soi-même", await Page(answer), StringComparison.Ordinal);
        }
        Assert.Equal(EssLedger.Core.Journal.SubjectStatus.Pending, (await InBook(account)).Status);
        // An act on an account that is not of this page is none.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.Send(other.Path, new() { ["act"] = "approve", ["which"] = town.Shop })).StatusCode);

        var (treasurer, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        Assert.Equal(HttpStatusCode.Forbidden, (await treasurer.Open(Office)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await treasurer.Open(other.Path)).Status);
        var (admin, _) = await Visitor.SignIn(_server, Roles.Admin);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.Send(other.Path, new() { ["act"] = "card", ["which"] = other.Account.Value, ["pin"] = "2580", ["again"] = "2580" })).StatusCode);
    }

    [Fact]
    public async Task A_shop_without_a_telephone_is_entered_with_a_checked_name_and_its_double_is_noticed()
    {
        var (office, bureau) = await Visitor.SignIn(_server, Roles.Bureau);
        var name = $"Cordonnerie {People.NewId()}";
        Dictionary<string, string> Form(string siret) => new() { ["act"] = "enter", ["kind"] = "merchant", ["name"] = name, ["siret"] = siret, ["contact"] = NewName() };
        Assert.Contains("14 chiffres, dont", await office.Refused(Office, Form("999 100 308 00018"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("Il faut le SIRET", await office.Refused(Office, Form(""), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var page = (await office.Record(Office, Form("999 100 308 00017"))).Split('?')[0];
        Assert.Contains($"par {bureau.DisplayName}", await office.Read(page), StringComparison.Ordinal);
        var person = PersonId.Parse(page.Split('/')[^1]);
        Assert.Equal("99910030800017", Assert.Single(await _server.People.ShopsOf(person)).Siret);

        Assert.Contains("déjà inscrit", await office.Refused(Office, Form("99910030800017"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains(page, await office.Refused(Office, Form("99910030800017"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var twin = (await office.Record(Office, new(Form("99910030800017")) { ["another"] = "yes" })).Split('?')[0];
        Assert.Contains("même SIRET", await office.Read(twin), StringComparison.Ordinal);
        Assert.Contains(page, await office.Read($"{Office}?q=99910030800017"), StringComparison.Ordinal);

        var account = (await _server.People.AccountsOf(person))[0];
        var (second, checkedBy) = await Visitor.SignIn(_server, Roles.Admin);
        await second.Record(page, new() { ["act"] = "correct", ["which"] = account.Value, ["name"] = $"{name} et fils", ["siret"] = "99910030800017" });
        Assert.Equal($"{name} et fils", Assert.Single(await _server.People.ShopsOf(person)).Name);
        Assert.Equal(checkedBy.PersonId, (await _server.People.HolderOf(account))!.VerifiedBy);
    }

    [Fact]
    public async Task A_card_is_printed_by_one_person_and_confirmed_by_another()
    {
        var (first, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (second, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var page = (await first.Record(Office, new() { ["act"] = "enter", ["kind"] = "resident", ["name"] = NewName() })).Split('?')[0];
        var account = (await _server.People.AccountsOf(PersonId.Parse(page.Split('/')[^1])))[0];
        Dictionary<string, string> Form(string pin, string again) => new() { ["act"] = "card", ["which"] = account.Value, ["pin"] = pin, ["again"] = again };
        Assert.Contains("4 à 6 chiffres", await first.Refused(page, Form("1234", "1234"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var differ = await first.Refused(page, Form("2580", "2581"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("pas les mêmes", differ, StringComparison.Ordinal);
        Assert.DoesNotContain("2580", differ, StringComparison.Ordinal);

        var printed = await first.Send(page, Form("2580", "2580"));
        Assert.Equal(("application/pdf", "no-store"), (printed.Content.Headers.ContentType?.MediaType, printed.Headers.CacheControl?.NoStore is true ? "no-store" : ""));
        Assert.StartsWith("%PDF", await printed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var card = Assert.Single((await InBook(account)).Cards.Keys);
        var which = $"{account}/{card}";
        Assert.Contains("Une autre personne", await first.Refused(page, new() { ["act"] = "confirm-card", ["which"] = which }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await second.Record(page, new() { ["act"] = "confirm-card", ["which"] = which });
        Assert.Contains("utilisable", await first.Read(page), StringComparison.Ordinal);
        await first.Record(page, new() { ["act"] = "block-card", ["which"] = which });
        Assert.True((await InBook(account)).Cards[card].Blocked);
    }

    [Fact]
    public async Task A_device_that_a_bureau_entered_is_confirmed_on_the_screen_by_another_person()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var zoe = await Apply(NewName());
        using var bureau = await town.As("bureau");
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var challenge = (await (await bureau.PostAsync($"/v1/accounts/{zoe.Account}/key-challenge", null)).Json()).GetProperty("challenge").GetString()!;
        var proof = new DeviceProof(Terms.Ledger, zoe.Account, Base64Url.DecodeFromChars(challenge), phone.Key);
        Assert.Equal(HttpStatusCode.Accepted, (await bureau.PostAsync($"/v1/accounts/{zoe.Account}/keys/enter", CoseBody(phone.Sign(DeviceProof.Type, proof.Encode())))).StatusCode);
        Assert.Contains("pourrait signer à partir du", await office.Read(zoe.Path), StringComparison.Ordinal);
        await office.Record(zoe.Path, new() { ["act"] = "confirm-key", ["which"] = $"{zoe.Account}/{phone.Key.Id}" });
        Assert.Contains(phone.Key.Id, (await InBook(zoe.Account)).Keys.Keys);
        await office.Record(zoe.Path, new() { ["act"] = "block-key", ["which"] = $"{zoe.Account}/{phone.Key.Id}" });
        Assert.True((await InBook(zoe.Account)).Keys[phone.Key.Id].Blocked);
    }

    [Fact]
    public async Task An_account_is_linked_to_a_sign_in_but_never_that_of_another_resident()
    {
        var (office, _) = await Visitor.SignIn(_server, Roles.Bureau);
        var (zoe, other) = (await Apply(NewName()), await Apply(NewName()));
        using var bureau = await town.As("bureau");
        var works = (await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "public", holder = new { name = $"Mairie {People.NewId()}" } })).Json()).GetProperty("account").GetString()!;
        Assert.Contains(works, await office.Read($"{Office}/comptes/{works}"), StringComparison.Ordinal);
        Dictionary<string, string> Form(string account) => new() { ["act"] = "link", ["account"] = account, ["seen"] = "yes" };
        Assert.Contains("autre particulier", await office.Refused(zoe.Path, Form(other.Account.Value), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("cochez la case", await office.Refused(zoe.Path, new(Form(works)) { ["seen"] = "" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // It is tied to nobody yet: that takes two.
        Assert.Contains("une autre personne décidera", await office.Refused(zoe.Path, Form(works), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await _server.People.Hold(other.Person.PersonId, AccountId.Parse(works));
        await office.Record(zoe.Path, Form(works));
        Assert.Contains(AccountId.Parse(works), await _server.People.AccountsOf(zoe.Person.PersonId));
        Assert.Contains("déjà rattaché", await office.Refused(zoe.Path, Form(works), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // A cashier of that shop does not become its merchant this way.
        var cashier = await Apply(NewName());
        await _server.People.Assign(cashier.Person.PersonId, Roles.Cashier, town.Shop);
        Assert.Contains("a une fonction", await office.Refused(cashier.Path, Form(town.Shop), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    private const string Desk = $"{Office}/demandes";

    private async Task<Proposal> Waiting(PersonId person)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<Proposals>().Waiting(), p => p.Person == person);
    }

    [Fact]
    public async Task Two_records_of_one_person_become_one_by_two_persons_and_two_again_and_the_book_stays_as_it_was()
    {
        var ((first, _), (second, deciding)) = (await Visitor.SignIn(_server, Roles.Bureau), await Visitor.SignIn(_server, Roles.Admin));
        var name = NewName();
        var (kept, gone) = (await Apply(name), await Apply(name.ToUpperInvariant()));
        await _server.People.Assign(gone.Person.PersonId, Roles.Cashier, town.Shop);
        Assert.Contains("même nom", await first.Read(kept.Path), StringComparison.Ordinal);
        var before = (await InBook(gone.Account)).Position;
        Dictionary<string, string> Form(string which) => new() { ["act"] = "merge", ["which"] = which, ["seen"] = "yes", ["reason"] = "Deux inscriptions le même jour." };
        Assert.Contains("Dites pourquoi", await first.Refused(kept.Path, new(Form(gone.Person.Id)) { ["reason"] = "" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await first.Record(kept.Path, Form(gone.Person.Id));
        Assert.Contains("déjà demandé", await first.Refused(gone.Path, Form(kept.Person.Id), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // Asked is not done, and who asked does not decide.
        Assert.DoesNotContain(gone.Account, await _server.People.AccountsOf(kept.Person.PersonId));
        var waiting = await Waiting(kept.Person.PersonId);
        var sides = await second.Read(Desk);
        foreach (var said in (string[])[kept.Person.Email!, gone.Person.Email!, kept.Account.Value, gone.Account.Value, "Deux inscriptions le même jour."]) Assert.Contains(said, sides, StringComparison.Ordinal);
        Assert.Contains("Une autre personne", await first.Refused(Desk, new() { ["act"] = "grant", ["which"] = waiting.Id }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await second.Record(Desk, new() { ["act"] = "grant", ["which"] = waiting.Id });
        Assert.Contains("Rien n’attend", await second.Refused(Desk, new() { ["act"] = "grant", ["which"] = waiting.Id }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        Assert.Equal([.. new[] { kept.Account.Value, gone.Account.Value }.Order(StringComparer.Ordinal)], (await _server.People.AccountsOf(kept.Person.PersonId)).Select(a => a.Value).Order(StringComparer.Ordinal));
        Assert.True(await _server.People.WorksAt(kept.Person.PersonId, AccountId.Parse(town.Shop), Roles.Cashier));
        Assert.Empty(await _server.People.RolesOf(gone.Person.PersonId));
        Assert.Equal(before, (await InBook(gone.Account)).Position);
        Assert.EndsWith(kept.Path, (await first.Get(gone.Path)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await kept.Http.GetAsync($"/v1/accounts/{gone.Account}")).StatusCode);
        await (await gone.Http.GetAsync($"/v1/accounts/{gone.Account}")).Refused(HttpStatusCode.Unauthorized, "invalid_token");
        Assert.True((await _server.People.Find(gone.Person.PersonId))!.IsBarred);
        // What was asked with the second record is decided on the first.
        await first.Record(kept.Path, new() { ["act"] = "approve", ["which"] = gone.Account.Value });
        var trail = (await _server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Subject: waiting.Id), null, 10, default)).First(a => a.Row.Entry.Action == "proposal.grant" && a.Row.Entry.Person == deciding.Id && a.End!.Entry.Stage is TrailStage.Done);
        Assert.Contains($"\"person.account {gone.Account}\":[null,\"held\"]", trail.End!.Entry.Details, StringComparison.Ordinal);

        await second.Record(Desk, new() { ["act"] = "part", ["which"] = gone.Person.Id, ["reason"] = "Deux sœurs." });
        await first.Record(Desk, new() { ["act"] = "grant", ["which"] = (await Waiting(kept.Person.PersonId)).Id });
        Assert.Equal([kept.Account], await _server.People.AccountsOf(kept.Person.PersonId));
        Assert.Equal([gone.Account], await _server.People.AccountsOf(gone.Person.PersonId));
        Assert.False((await _server.People.Find(gone.Person.PersonId))!.IsBarred);
        Assert.Equal([Roles.Cashier, Roles.Resident], await _server.People.RolesOf(gone.Person.PersonId));
        Assert.Equal([Roles.Resident], await _server.People.RolesOf(kept.Person.PersonId));
        Assert.Contains("approuvée", await first.Read(gone.Path), StringComparison.Ordinal);

        var auditor = await Apply(name, Roles.Auditor);
        Assert.Contains("a une fonction", await first.Refused(kept.Path, Form(auditor.Person.Id), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_went_into_another_is_forgotten_with_it_and_otherwise_after_its_time()
    {
        var (name, by) = (NewName(), (await Apply(NewName())).Person.PersonId);
        var (kept, gone, late) = (await Apply(name), await Apply(name), await Apply(name));
        var doubles = _server.Services.GetRequiredService<Doubles>();
        foreach (var second in (Applicant[])[gone, late]) await doubles.Merge(kept.Person.PersonId, second.Person.PersonId, by, by);
        await using (var db = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync())
            await db.Mergers.Where(m => m.Gone == gone.Person.PersonId).ExecuteUpdateAsync(row => row.SetProperty(m => m.At, DateTimeOffset.UtcNow - Merger.Kept - TimeSpan.FromMinutes(1)));
        await doubles.Forget();
        Assert.Null(await _server.People.Find(gone.Person.PersonId));
        Assert.NotNull(await _server.People.Find(late.Person.PersonId));
        // Who was barred meanwhile stays so when they are two again, and is not let in as long as they are one.
        await _server.People.Bar(new(late.Person.PersonId, "x", by, DateTimeOffset.UtcNow));
        await doubles.Part(kept.Person.PersonId, late.Person.PersonId);
        Assert.True((await _server.People.Find(late.Person.PersonId))!.IsBarred);
        await doubles.Merge(kept.Person.PersonId, late.Person.PersonId, by, by);
        await _server.People.LetIn(late.Person.PersonId);
        Assert.True((await _server.People.Find(late.Person.PersonId))!.IsBarred);
        await _server.Services.GetRequiredService<Privacy.ErasureDesk>().Erase(kept.Person.PersonId, []);
        Assert.Null(await _server.People.Find(late.Person.PersonId));
    }

    [Fact]
    public async Task An_account_that_is_tied_to_nobody_is_listed_and_tied_to_its_member_by_two_persons_so_that_its_name_is_erased_with_them()
    {
        var ((first, _), (second, _)) = (await Visitor.SignIn(_server, Roles.Bureau), await Visitor.SignIn(_server, Roles.Bureau));
        using var bureau = await town.As("bureau");
        var name = NewName();
        var account = AccountId.Parse((await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name } })).Json()).GetProperty("account").GetString()!);
        Assert.Contains(name, await first.Read($"{Office}?sorte=nobody&q={Uri.EscapeDataString(name)}"), StringComparison.Ordinal);
        var zoe = await _server.People.Create(name, [], $"{People.NewId()}@example.org");
        await _server.People.Assign(zoe.PersonId, Roles.Resident);
        var page = $"{Office}/comptes/{account}";
        Assert.Contains(zoe.Email!, await first.Read(page), StringComparison.Ordinal);
        await first.Record(page, new() { ["act"] = "tie", ["which"] = account.Value, ["person"] = zoe.Id, ["seen"] = "yes", ["reason"] = "Même pièce d’identité." });
        var waiting = await Waiting(zoe.PersonId);
        Assert.Contains("Une autre personne", await first.Refused(Desk, new() { ["act"] = "grant", ["which"] = waiting.Id }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await second.Record(Desk, new() { ["act"] = "grant", ["which"] = waiting.Id });
        Assert.Equal([account], await _server.People.AccountsOf(zoe.PersonId));
        Assert.DoesNotContain(name, await first.Read($"{Office}?sorte=nobody&q={Uri.EscapeDataString(name)}").ContinueWith(p => Regex.Replace(p.Result, "value=\"[^\"]*\"|<title>.*?</title>", "")), StringComparison.Ordinal);
        await _server.People.Erase(zoe.PersonId);
        Assert.Null(await _server.People.HolderOf(account));
        // Taken back by whoever asked.
        var other = AccountId.Parse((await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name } })).Json()).GetProperty("account").GetString()!);
        var ana = await Apply(NewName());
        await first.Record($"{Office}/comptes/{other}", new() { ["act"] = "tie", ["which"] = other.Value, ["person"] = ana.Person.Id, ["seen"] = "yes", ["reason"] = "x" });
        await first.Record(Desk, new() { ["act"] = "decline", ["which"] = (await Waiting(ana.Person.PersonId)).Id });
        Assert.Empty(await _server.People.HoldersOf(other));
    }

    [Fact]
    public async Task A_membership_is_paid_by_the_price_list_and_its_end_is_written_about_once()
    {
        var (office, bureau) = await Visitor.SignIn(_server, Roles.Bureau);
        var desk = _server.Services.GetRequiredService<MembershipDesk>();
        var zoe = await Apply(NewName());
        var (year, today) = (desk.Today.Year, desk.Today);
        const string list = $"{Office}/adhesions";
        await office.Record(list, new() { ["act"] = "fee", ["year"] = $"{year}", ["kind"] = "resident", ["euros"] = "12,50", ["free"] = "yes", ["rolling"] = "yes" });
        Dictionary<string, string> Form(string euros, DateOnly day, string kind = "resident") =>
            new() { ["act"] = "paid", ["fee"] = $"{year}-{kind}", ["euros"] = euros, ["paid"] = day.Iso(), ["reference"] = "VIR =1" };
        Assert.Contains("moins que le minimum", await office.Refused(zoe.Path, Form("12,49", today), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("pas de tarif", await office.Refused(zoe.Path, Form("12,50", today, "public"), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("aujourd’hui au plus tard", await office.Refused(zoe.Path, Form("12,50", today.AddDays(1)), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        // Paid so long ago that it ends in ten days.
        var paid = today.AddDays(11).AddYears(-1);
        await office.Record(zoe.Path, Form("20", paid));
        var last = paid.AddYears(1).AddDays(-1);
        Assert.Equal((2000L, last), (await desk.Of(zoe.Person.PersonId)) is [var one] ? (one.Cents, one.Last) : default);
        Assert.Contains("à payer", await office.Read(zoe.Path), StringComparison.Ordinal);
        Assert.Contains("payer", await office.Read($"{list}?etat=Due"), StringComparison.Ordinal);
        var csv = await (await office.Get($"{list}.csv")).Content.ReadAsStringAsync();
        Assert.Contains($"{zoe.Person.DisplayName},{zoe.Person.Email},resident,due,{paid.Iso()},{last.Iso()},2000,{paid.Iso()},VIR =1\r\n", csv, StringComparison.Ordinal);

        var deadlines = _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IDeadlineGrain>(DeadlineGrain.Key);
        for (var day = 0; day < 2; day++) await deadlines.Look();
        Assert.Contains("se termine le", Assert.Single(await Outbox.ReadAsync(zoe.Person.Id, 10, default)).Subject, StringComparison.Ordinal);

        // Renewed before its end it goes on from there, once.
        await office.Record(zoe.Path, Form("12,50", today));
        Assert.Equal(last.AddDays(1), (await desk.Of(zoe.Person.PersonId))[0].First);
        Assert.Contains("à jour", await office.Read(zoe.Path), StringComparison.Ordinal);
    }
}
