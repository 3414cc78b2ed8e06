using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;

namespace EssLedger.Web.Api;

/// <summary>Notes of the demonstration's market stall, through the API.</summary>
[Collection(Association.Name)]
public sealed class PaperTests(CardTests.Town town)
{
    private static object Fives(long count) => new { notes = new[] { new { series = "A", denomination = 500, count } } };

    private static async Task<JsonElement> Paper(HttpClient http) => await (await http.GetAsync("/v1/paper")).Json();

    private static JsonElement Stall(JsonElement paper) => paper.GetProperty("places").EnumerateArray().Single(p => p.GetProperty("name").ValueKind is JsonValueKind.String);

    [Fact]
    public async Task Stall_sells_notes_once_for_cash_undoes_a_sale_and_credits_who_brings_notes_back()
    {
        using var bureau = await town.As("bureau");
        using var treasurer = await town.As("treasurer");
        var before = await Paper(bureau);
        var (stall, circulating) = (Stall(before), before.GetProperty("inCirculation").GetInt64());
        var place = $"/v1/paper/bureaux/{stall.GetProperty("bureau").GetString()}";

        async Task<HttpResponseMessage> Sell(long count, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{place}/sales") { Content = JsonContent.Create(Fives(count)), Headers = { { "Idempotency-Key", key } } };
            return await bureau.SendAsync(request);
        }

        var sale = (await (await Sell(2, "one sale")).Json()).GetProperty("slip").GetString();
        Assert.Equal(sale, (await (await Sell(2, "one sale")).Json()).GetProperty("slip").GetString());
        await (await Sell(1000, "too many")).Refused(HttpStatusCode.UnprocessableEntity, "notes_not_there");
        await (await treasurer.PostAsJsonAsync($"{place}/sales", Fives(1))).Refused(HttpStatusCode.Forbidden, "forbidden");
        var sold = await Paper(bureau);
        Assert.Equal((circulating + 10_00, stall.GetProperty("cash").GetInt64() + 10_00), (sold.GetProperty("inCirculation").GetInt64(), Stall(sold).GetProperty("cash").GetInt64()));

        Assert.Equal(HttpStatusCode.OK, (await bureau.PostAsync($"/v1/paper/sales/{sale}/undo", null)).StatusCode);
        await (await bureau.PostAsync($"/v1/paper/sales/{sale}/undo", null)).Refused(HttpStatusCode.Conflict, "sale_not_open");
        await (await bureau.PostAsJsonAsync($"{place}/takings", new { account = "NOBODY", notes = new[] { new { series = "A", denomination = 500, count = 1 } } })).Refused(HttpStatusCode.UnprocessableEntity, "account_unknown");
        Assert.Equal(HttpStatusCode.OK, (await bureau.PostAsJsonAsync($"{place}/takings", new { account = town.Shop, notes = new[] { new { series = "A", denomination = 500, count = 1 } } })).StatusCode);
        Assert.Equal(circulating - 5_00, (await Paper(bureau)).GetProperty("inCirculation").GetInt64());
    }

    [Fact]
    public async Task Holders_order_takes_notes_out_and_a_professional_gives_them_for_euro_once_each()
    {
        using var bureau = await town.As("bureau");
        var before = await Paper(bureau);
        var place = $"/v1/paper/bureaux/{Stall(before).GetProperty("bureau").GetString()}";
        var payer = town.Resident;
        var now = DateTimeOffset.UtcNow;
        var order = new PaymentOrder(LedgerId.Parse(town.File.GetProperty("ledger").GetString()!), new(Uuid.Version7(now, System.Security.Cryptography.RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer.GetProperty("account").GetString()!), OfficeAccounts.Paper,
            Amount.FromMinor(10_00), Unit.Parse("MLC"), now.ToUnixTimeSeconds() + 60);
        var signed = System.Buffers.Text.Base64Url.EncodeToString(new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode()));
        object Asked(long count) => new { order = signed, notes = new[] { new { series = "A", denomination = 500, count } } };

        await (await bureau.PostAsJsonAsync($"{place}/withdrawals", Asked(3))).Refused(HttpStatusCode.UnprocessableEntity, "order_unfit");
        Assert.Equal(HttpStatusCode.OK, (await bureau.PostAsJsonAsync($"{place}/withdrawals", Asked(2))).StatusCode);
        await (await bureau.PostAsJsonAsync($"{place}/withdrawals", Asked(2))).Refused(HttpStatusCode.Conflict, "order_used");
        Assert.Equal(before.GetProperty("inCirculation").GetInt64() + 10_00, (await Paper(bureau)).GetProperty("inCirculation").GetInt64());

        object Handed(long fee) => new { account = town.Shop, fee, notes = new[] { new { series = "A", denomination = 500, count = 2 } } };
        await (await bureau.PostAsJsonAsync($"{place}/reconversions", Handed(999_99))).Refused(HttpStatusCode.UnprocessableEntity, "fee_mismatch");
        var slip = (await (await bureau.PostAsJsonAsync($"{place}/reconversions", Handed(20))).Json()).GetProperty("slip").GetString();
        using var treasurer = await town.As("treasurer");
        var standing = await (await treasurer.GetAsync($"/v1/reconversions/{slip}")).Json();
        Assert.Equal(("in_progress", 10_00, town.Shop), (standing.GetProperty("state").GetString(), standing.GetProperty("amount").GetInt64(), standing.GetProperty("payer").GetString()));
    }

    [Fact]
    public async Task Slip_of_phones_that_nobody_confirmed_is_refused_without_a_token()
    {
        var slip = new TransferSlip(LedgerId.Parse(town.File.GetProperty("ledger").GetString()!), new(Uuid.Version7(DateTimeOffset.UtcNow, new byte[10])), NotePlaces.Vault, BureauId.Parse("MARKETMARKET").Drawer, Notes.Of(new("A", Amount.FromMinor(500)), 1), 1_767_225_600);
        var signed = System.Buffers.Text.Base64Url.EncodeToString(new DeviceSigner(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)).Sign(TransferSlip.Type, slip.Encode()));
        await (await town.Server.Http.PostAsJsonAsync("/v1/paper/slips", new { sent = signed, received = signed })).Refused(HttpStatusCode.UnprocessableEntity, "unknown_key");
        await (await town.Server.Http.PostAsJsonAsync("/v1/paper/slips", new { sent = signed, received = signed[..40] })).Refused(HttpStatusCode.BadRequest, "malformed_payload");
    }

    [Fact]
    public async Task Delivery_enters_the_vault_and_a_count_is_closed_by_a_second_person_only()
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        var notes = new[] { new { series = "T", denomination = 200, count = 50 } };
        var print = (await (await treasurer.PostAsJsonAsync("/v1/paper/prints", new { series = "T", denomination = 200, first = 1, last = 50, printed = "2026-01-05" })).Json()).GetProperty("slip").GetString();
        await (await treasurer.PostAsJsonAsync($"/v1/paper/transfers/{print}/receive", new { how = "arrived", notes })).Refused(HttpStatusCode.Forbidden, "same_person");
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsJsonAsync($"/v1/paper/transfers/{print}/receive", new { how = "arrived", notes })).StatusCode);

        var vault = (await Paper(treasurer)).GetProperty("places").EnumerateArray().Single(p => p.GetProperty("place").GetString() == NotePlaces.Vault.Value).GetProperty("notes");
        var counted = vault.EnumerateArray().Select(n => new { series = n.GetProperty("series").GetString(), denomination = n.GetProperty("denomination").GetInt64(), count = n.GetProperty("count").GetInt64() - (n.GetProperty("series").GetString() == "T" ? 1 : 0) }).ToList();
        await (await treasurer.PostAsJsonAsync("/v1/paper/counts", new { place = "VAULT", notes = counted, cash = 0 })).Refused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        var count = (await (await treasurer.PostAsJsonAsync("/v1/paper/counts", new { place = "VAULT", notes = counted, cash = 0, reason = "One is missing from the bundle." })).Json()).GetProperty("slip").GetString();
        await (await treasurer.PostAsync($"/v1/paper/counts/{count}/confirm", null)).Refused(HttpStatusCode.Forbidden, "same_person");
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/paper/counts/{count}/confirm", null)).StatusCode);
        await (await approver.PostAsync($"/v1/paper/counts/{count}/confirm", null)).Refused(HttpStatusCode.NotFound, "count_unknown");
    }
}
