using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Pages.Office;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>A lost phone, a till, and who may give an account another device.</summary>
public sealed class DeviceTests(DeviceTests.Place place) : IClassFixture<DeviceTests.Place>
{
    public sealed class Place() : SharedServer;

    private readonly TestServer _server = place.Server;

    private sealed record Member(string Account, HttpClient Http, DeviceSigner Phone, string Person);

    /// <summary>A resident whose account a bureau approved, with a first device.</summary>
    private async Task<Member> Join(HttpClient bureau)
    {
        var person = await _server.People.Create("Ana", ["resident"], $"{Guid.NewGuid():N}@example.org");
        var http = await _server.As(person);
        var account = (await (await http.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = "Ana" } })).Json()).GetProperty("account").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await bureau.PostAsync($"/v1/accounts/{account}/approve", null)).StatusCode);
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(HttpStatusCode.Created, (await Prove(http, account, "keys", phone, phone)).StatusCode);
        return new(account, http, phone, person.Id);
    }

    private async Task<HttpResponseMessage> Prove(HttpClient caller, string account, string where, DeviceSigner device, DeviceSigner signer)
    {
        var challenge = (await (await caller.PostAsync($"/v1/accounts/{account}/key-challenge", null)).Json()).GetProperty("challenge").GetString()!;
        var proof = new DeviceProof(_server.Services.GetRequiredService<Terms>().Ledger, AccountId.Parse(account), Base64Url.DecodeFromChars(challenge), device.Key);
        using var body = new ByteArrayContent(signer.Sign(DeviceProof.Type, proof.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        return await caller.PostAsync($"/v1/accounts/{account}/{where}", body);
    }

    private static JsonElement KeyIn(JsonElement account, DeviceSigner device) => account.GetProperty("keys").EnumerateArray().Single(k => k.GetProperty("kid").GetString() == device.Key.Id.ToString());

    [Fact]
    public async Task Lost_phone_is_replaced_by_two_persons_of_a_bureau_and_its_holder_is_told()
    {
        using var bureau = await _server.As("bureau");
        using var second = await _server.As("bureau");
        var ana = await Join(bureau);
        Assert.Equal(HttpStatusCode.NoContent, (await ana.Http.DeleteAsync($"/v1/accounts/{ana.Account}/keys/{ana.Phone.Key.Id}")).StatusCode);
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));

        // Neither the holder's session nor one member of staff is enough.
        await (await Prove(ana.Http, ana.Account, "keys", phone, phone)).Refused(HttpStatusCode.UnprocessableEntity, "endorsement_required");
        await (await Prove(bureau, ana.Account, "keys", phone, phone)).Refused(HttpStatusCode.UnprocessableEntity, "endorsement_required");
        await (await Prove(ana.Http, ana.Account, "keys/enter", phone, phone)).Refused(HttpStatusCode.Forbidden, "forbidden");

        var entered = await Prove(bureau, ana.Account, "keys/enter", phone, phone);
        Assert.Equal(HttpStatusCode.Accepted, entered.StatusCode);
        var from = (await entered.Json()).GetProperty("activeFrom").GetDateTimeOffset();
        Assert.InRange(from - DateTimeOffset.UtcNow, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        var mail = Assert.Single(await _server.Services.GetRequiredService<IOutboxStore>().ReadAsync(ana.Person, 10, default), m => m.Occasion.StartsWith("key-entered:", StringComparison.Ordinal));
        Assert.Contains(SigningPages.Short(phone.Key.Id), mail.Text, StringComparison.Ordinal);

        var confirm = $"/v1/accounts/{ana.Account}/keys/{phone.Key.Id}/confirm";
        await (await ana.Http.PostAsync(confirm, null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await bureau.PostAsync(confirm, null)).Refused(HttpStatusCode.Forbidden, "same_person");
        Assert.Equal(HttpStatusCode.OK, (await second.PostAsync(confirm, null)).StatusCode);
        await (await second.PostAsync(confirm, null)).Refused(HttpStatusCode.UnprocessableEntity, "key_not_entered");
        var key = KeyIn(await (await ana.Http.GetAsync($"/v1/accounts/{ana.Account}")).Json(), phone);
        Assert.Equal((from, false), (key.GetProperty("activeFrom").GetDateTimeOffset(), key.GetProperty("toConfirm").GetBoolean()));

        // It cannot vouch for another before its day either.
        await (await Prove(ana.Http, ana.Account, "keys", new DeviceSigner(RandomNumberGenerator.GetBytes(32)), phone)).Refused(HttpStatusCode.UnprocessableEntity, "endorsement_required");
    }

    [Fact]
    public async Task New_phone_shows_its_code_at_a_bureau_which_notes_how_it_knew_its_visitor_and_a_second_person_confirms()
    {
        var (bureau, clerk) = await Visitor.SignIn(_server, "bureau");
        var (second, _) = await Visitor.SignIn(_server, "bureau");
        using var machine = await _server.As("bureau");
        var ana = await Join(machine);
        var phone = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        var place = $"/bureau/membres/comptes/{ana.Account}/appareil";
        var page = $"{place}/{Base32.Encode(phone.Key.Bytes)}";
        Dictionary<string, string> Enter(string identity = "Passport", string mark = "yes") => new() { ["act"] = "enter-key", ["which"] = $"{phone.Key.Id}", ["identity"] = identity, ["person"] = "yes", ["mark"] = mark };

        // Whoever types the code is led to the device's page; what is no code is said to be none.
        Assert.Contains("Ce n’est pas le code d’un appareil", (await bureau.Open($"{place}?code=BONJOUR")).Page, StringComparison.Ordinal);
        var typed = string.Join(' ', Base32.Encode(phone.Key.Bytes).Chunk(4).Select(c => new string(c)));
        Assert.Equal(page, (await bureau.Get($"{place}?code={Uri.EscapeDataString(typed)}")).Headers.Location?.OriginalString);
        Assert.Equal(page, (await bureau.Get($"{place}?code={Uri.EscapeDataString($"HTTP://127.0.0.1/D/{Base32.Encode(phone.Key.Bytes)}")}")).Headers.Location?.OriginalString);
        Assert.Contains(SigningPages.Short(phone.Key.Id), await bureau.Read(page), StringComparison.Ordinal);

        // A device that did not ask for this account is not entered, and none without a look at papers and marks.
        await bureau.Refused(page, Enter(), HttpStatusCode.UnprocessableEntity);
        await (await Prove(ana.Http, ana.Account, "keys", phone, phone)).Refused(HttpStatusCode.UnprocessableEntity, "endorsement_required");
        await bureau.Refused(page, Enter(identity: ""), HttpStatusCode.UnprocessableEntity);
        await bureau.Refused(page, Enter(mark: ""), HttpStatusCode.UnprocessableEntity);
        await bureau.Record(page, Enter());
        Assert.Contains("déjà cet appareil", await bureau.Refused(page, Enter(), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        var waiting = await second.Read(page);
        foreach (var said in (string[])[clerk.DisplayName, "Passeport", "24 heures", "Un nouvel appareil a été demandé pour votre compte"]) Assert.Contains(said, waiting, StringComparison.Ordinal);
        Assert.Single(await _server.Services.GetRequiredService<IOutboxStore>().ReadAsync(ana.Person, 10, default), m => m.Occasion.StartsWith("key-entered:", StringComparison.Ordinal));
        var asked = Assert.Single(await _server.Services.GetRequiredService<IAuditTrail>().FindAsync(new(Action: "account.key_enter", Person: clerk.Id), null, 10, default), act => act.End!.Entry.Stage is TrailStage.Done);
        Assert.Contains("\"identity\":\"Passport\"", asked.Row.Entry.Details, StringComparison.Ordinal);
        Assert.Contains($"\"key {phone.Key.Id}\":[null,\"entered\"]", asked.End!.Entry.Details, StringComparison.Ordinal);

        Assert.Contains("Une autre personne", await bureau.Refused(page, new() { ["act"] = "confirm-key", ["which"] = $"{phone.Key.Id}" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await second.Record(page, new() { ["act"] = "confirm-key", ["which"] = $"{phone.Key.Id}" });
        Assert.Contains("Confirmé par une deuxième personne", await second.Read(page), StringComparison.Ordinal);
        Assert.False(KeyIn(await (await ana.Http.GetAsync($"/v1/accounts/{ana.Account}")).Json(), phone).GetProperty("toConfirm").GetBoolean());
    }

    [Fact]
    public async Task Device_that_the_holder_refuses_is_never_confirmed()
    {
        using var bureau = await _server.As("bureau");
        using var second = await _server.As("bureau");
        var ana = await Join(bureau);
        var thief = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(HttpStatusCode.Accepted, (await Prove(bureau, ana.Account, "keys/enter", thief, thief)).StatusCode);
        Assert.True(KeyIn(await (await ana.Http.GetAsync($"/v1/accounts/{ana.Account}")).Json(), thief).GetProperty("toConfirm").GetBoolean());

        Assert.Equal(HttpStatusCode.NoContent, (await ana.Http.DeleteAsync($"/v1/accounts/{ana.Account}/keys/{thief.Key.Id}")).StatusCode);

        await (await second.PostAsync($"/v1/accounts/{ana.Account}/keys/{thief.Key.Id}/confirm", null)).Refused(HttpStatusCode.UnprocessableEntity, "key_not_entered");
        await (await Prove(bureau, ana.Account, "keys/enter", thief, thief)).Refused(HttpStatusCode.Conflict, "key_exists");
    }

    [Fact]
    public async Task Nobody_of_a_bureau_enters_or_confirms_a_device_of_their_own()
    {
        using var bureau = await _server.As("bureau");
        var person = await _server.People.Create("Bruno", ["bureau"]);
        var bruno = await _server.As(person);
        var account = (await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = "Bruno" } })).Json()).GetProperty("account").GetString()!;
        await _server.People.Hold(person.PersonId, AccountId.Parse(account));
        var device = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        await (await Prove(bruno, account, "keys/enter", device, device)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.Accepted, (await Prove(bureau, account, "keys/enter", device, device)).StatusCode);
        await (await bruno.PostAsync($"/v1/accounts/{account}/keys/{device.Key.Id}/confirm", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Till_is_given_a_ceiling_by_a_device_of_its_merchant()
    {
        using var bureau = await _server.As("bureau");
        var ana = await Join(bureau);
        var till = new DeviceSigner(RandomNumberGenerator.GetBytes(32));
        await (await Prove(ana.Http, ana.Account, "keys?refundsUpTo=0", till, ana.Phone)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var added = await Prove(ana.Http, ana.Account, "keys?refundsUpTo=2000", till, ana.Phone);
        Assert.Equal(2000, (await added.Json()).GetProperty("refundsUpTo").GetInt64());
        await (await Prove(ana.Http, ana.Account, "keys", new DeviceSigner(RandomNumberGenerator.GetBytes(32)), till)).Refused(HttpStatusCode.UnprocessableEntity, "endorsement_required");
    }
}
