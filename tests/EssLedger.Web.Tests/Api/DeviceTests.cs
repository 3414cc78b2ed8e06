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
        Assert.Contains(phone.Key.Id.ToString(), mail.Text, StringComparison.Ordinal);

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
