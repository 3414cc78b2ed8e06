using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Api;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Banking;

/// <summary>What is paid by card at HelloAsso, from the notification to the units, and back.</summary>
[Collection(Association.Name)]
public sealed class HelloAssoTests(CardTests.Town town)
{
    private static readonly PersonId Tina = PersonId.Parse("TINA"), Bruno = PersonId.Parse("BRUNO");
    private readonly TestServer _server = town.Server;
    private OnlinePaymentDesk Desk => _server.Services.GetRequiredService<OnlinePaymentDesk>();
    private ITreasuryGrain Treasury => _server.Services.GetRequiredService<IGrainFactory>().Treasury();

    private async Task<SeenOnlinePayment?> Seen(long number) => (await Desk.All()).SingleOrDefault(p => p.Kept.Payment.Number == number);

    /// <summary>Tells the server what a stranger could tell it as well.</summary>
    private Task<HttpResponseMessage> Tell(JsonNode data, string kind = "Payment") => _server.Http.PostAsync("/v1/helloasso/notifications", JsonContent.Create(new JsonObject { ["data"] = data.DeepClone(), ["eventType"] = kind, ["metadata"] = new JsonObject { ["id"] = 75698555 } }));

    [Fact]
    public async Task Payment_becomes_units_once_by_two_persons_and_a_refund_is_somebodys_case()
    {
        var account = AccountId.Parse(town.Shop);
        const long Number = 15_222;
        var paid = HelloAssoStandIn.Payment(Number, 3_000);
        HelloAssoStandIn.Payments[Number] = paid;
        HelloAssoStandIn.Metadata[Number + 7] = $"Change {account}";

        // What is pushed says a thousand times as much: it is not believed. Told twice, it is there once.
        var lie = paid.DeepClone();
        lie["amount"] = 3_000_000;
        foreach (var _ in (int[])[1, 2]) Assert.Equal(HttpStatusCode.NoContent, (await Tell(lie)).StatusCode);
        var seen = await Seen(Number);
        Assert.Equal((3_000, account, PayerGround.Reference, OnlinePaymentState.Ready), (seen!.Kept.Payment.Amount.Minor, seen.Kept.Account, seen.Kept.Ground, seen.State));

        var cards = (await Treasury.Read()).Treasury.Of(OfficeAccounts.Cards, Unit.Euro).Minor;
        Assert.Null(await Desk.Propose(Number, Tina, default));
        Assert.Equal(TreasuryRefusal.AlreadyIssued, await Desk.Propose(Number, Tina, default));
        seen = await Seen(Number);
        Assert.Equal(OnlinePaymentState.Proposed, seen!.State);
        Assert.Equal(TreasuryRefusal.SamePerson, (await Treasury.Approve(seen.Kept.Issuance!.Value, Tina)).Refusal);
        Assert.Null((await Treasury.Approve(seen.Kept.Issuance!.Value, Bruno)).Refusal);
        Assert.Equal(cards + 3_000, (await Treasury.Read()).Treasury.Of(OfficeAccounts.Cards, Unit.Euro).Minor);
        Assert.Equal(TreasuryRefusal.AlreadyIssued, await Desk.Propose(Number, Tina, default));

        // Refunded there: a case, which one person takes and closes, told as often as may be.
        paid["state"] = "Refunded";
        foreach (var _ in (int[])[1, 2]) await Tell(paid);
        seen = await Seen(Number);
        Assert.True(seen!.Kept.IsCase);
        Assert.Equal(OnlinePaymentState.Issued, seen.State);
        Assert.False(await Desk.Close(Number, Tina, "Too early"));
        await Desk.Take(Number, Tina);
        Assert.Null((await Treasury.ProposeReversal(seen.Kept.Issuance!.Value, "refunded"u8.ToArray(), Tina)).Refusal);
        Assert.Null((await Treasury.ApproveReversal(seen.Kept.Issuance!.Value, Bruno)).Refusal);
        Assert.Equal(OnlinePaymentState.Undone, (await Seen(Number))!.State);
        var (line, open) = (await Treasury.Read()).Treasury.Open.Single(l => l.Value.Account == OfficeAccounts.Cards && l.Value.Minor == 3_000);
        Assert.Null((await Treasury.Explain(new(Core.Journal.Turn.OfTreasury, [new(line, open.Account, open.Day, open.Minor)], OfficeAccounts.Cards, null, Tina))).Refusal);
        Assert.Equal(cards, (await Treasury.Read()).Treasury.Of(OfficeAccounts.Cards, Unit.Euro).Minor);
        Assert.False(await Desk.Close(Number, Bruno, "Not mine"));
        Assert.True(await Desk.Close(Number, Tina, "Units taken back"));
        await Tell(paid);
        Assert.False((await Seen(Number))!.Kept.IsCase);
    }

    [Fact]
    public async Task Who_paid_is_known_by_what_they_named_or_by_their_address_or_waits_for_somebody()
    {
        var resident = town.Resident;
        var account = AccountId.Parse(resident.GetProperty("account").GetString()!);
        var person = (await _server.People.HoldersOf(account))[0];
        HelloAssoStandIn.Payments[31] = HelloAssoStandIn.Payment(31, 1_000);
        HelloAssoStandIn.Answers[38] = CreditorReference.Of(account).Grouped;
        HelloAssoStandIn.Payments[32] = HelloAssoStandIn.Payment(32, 1_100, person.Email ?? "x");
        HelloAssoStandIn.Payments[33] = HelloAssoStandIn.Payment(33, 1_200);
        HelloAssoStandIn.Payments[34] = HelloAssoStandIn.Payment(34, 1_300, state: "WaitingBankValidation");
        HelloAssoStandIn.Payments[35] = HelloAssoStandIn.Payment(35, 1_400, organisation: "others");

        // An order tells of its payments; of what is not there, or another association's, nothing is kept.
        await Tell(new JsonObject { ["id"] = 38, ["payments"] = new JsonArray(new JsonObject { ["id"] = 31 }, new JsonObject { ["id"] = 35 }, new JsonObject { ["id"] = 999_999 }, "x") }, "Order");
        Assert.Equal((account, PayerGround.Reference), ((await Seen(31))!.Kept.Account, (await Seen(31))!.Kept.Ground));
        Assert.Null(await Seen(35));
        Assert.Null(await Seen(999_999));

        // What no notification told is found by asking; a token that ended is asked for again.
        HelloAssoStandIn.Tokens.Clear();
        await Desk.ReadRecent(default);
        if (person.Email is not null) Assert.Equal((account, PayerGround.Email), ((await Seen(32))!.Kept.Account, (await Seen(32))!.Kept.Ground));
        Assert.Equal(OnlinePaymentState.Unknown, (await Seen(33))!.State);
        Assert.True(await Desk.Assign(33, account));
        Assert.Equal((OnlinePaymentState.Ready, PayerGround.Person), ((await Seen(33))!.State, (await Seen(33))!.Kept.Ground));
        Assert.False(await Desk.Assign(33, AccountId.FromRandom(new byte[13])));
        Assert.Equal(OnlinePaymentState.NotPaid, (await Seen(34))!.State);
        await Desk.Assign(34, account);
        Assert.Equal(TreasuryRefusal.LineUnknown, await Desk.Propose(34, Tina, default));

        // Out of order there, nothing is kept and it is told to come again; what is no notification is nothing.
        HelloAssoStandIn.Down = true;
        await (await Tell(HelloAssoStandIn.Payments[33])).Refused(HttpStatusCode.ServiceUnavailable, "busy");
        await Assert.ThrowsAsync<HelloAssoUnavailableException>(() => Desk.Propose(33, Tina, default));
        HelloAssoStandIn.Down = false;
        Assert.Equal(HttpStatusCode.NoContent, (await Tell(new JsonArray(), "Form")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Tell("text")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Http.PostAsync("/v1/helloasso/notifications", new StringContent("{", Encoding.UTF8, "application/json"))).StatusCode);
    }
}
