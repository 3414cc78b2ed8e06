using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Euro for a professional's units: what it costs is told before, and what became of it afterwards.</summary>
[Collection(Association.Name)]
public sealed class ReconversionTests(CardTests.Town town)
{
    private const string Iban = "FR76 3000 6000 0112 3456 7890 189", OtherIban = "DE89370400440532013000";
    private readonly TestServer _server = town.Server;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private JsonElement Shop(int number) => town.File.GetProperty("shops")[number];

    private ITreasuryGrain Treasury => _server.Services.GetRequiredService<IGrainFactory>().Treasury();

    private async Task<HttpClient> Owner(JsonElement shop)
    {
        var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(Text(shop, "clientId"), Text(shop, "clientSecret")));
        return http;
    }

    private async Task Fund(string account, long amount)
    {
        using var treasurer = await town.As("treasurer");
        using var approver = await town.As("approver");
        var asked = await (await treasurer.PostAsJsonAsync("/v1/issuances", new { account, amount, unit = "MLC", source = new { kind = "bank_transfer", reference = $"{People.NewId()}", amount } })).Json();
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"/v1/issuances/{Text(asked, "issuance")}/approve", null)).StatusCode);
    }

    private async Task<HttpResponseMessage> Order(JsonElement payer, string payee, long amount, long fee)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Text(payer, "account")), AccountId.Parse(payee),
            Amount.FromMinor(amount), terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), Fee: Amount.FromMinor(fee));
        return await _server.Http.PostAsync("/v1/payments", new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(payer, "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } });
    }

    [Fact]
    public async Task Merchant_is_told_the_fee_orders_and_follows_what_becomes_of_it()
    {
        var shop = Shop(0);
        var account = Text(shop, "account");
        await Fund(account, 5000);
        using var merchant = await town.As("merchant");
        using var treasurer = await town.As("treasurer");
        using var resident = await town.As("resident");

        var quote = await (await merchant.GetAsync("/v1/reconversions/quote?amount=1025")).Json();
        Assert.Equal(("RECONVERSION", account, "nearest_half_up"), (Text(quote, "account"), Text(quote, "payer"), Text(quote, "rounding")));
        // 2 % of 10.25 are 20.5 hundredths.
        Assert.Equal((1025, 21, 1004, 200), (quote.GetProperty("amount").GetInt64(), quote.GetProperty("fee").GetInt64(), quote.GetProperty("net").GetInt64(), quote.GetProperty("rate").GetInt32()));
        Assert.True(quote.GetProperty("until").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        await (await merchant.GetAsync("/v1/reconversions/quote?amount=0")).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await merchant.GetAsync($"/v1/reconversions/quote?amount=1&account={Text(Shop(1), "account")}")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await resident.GetAsync("/v1/reconversions/quote?amount=1025")).Refused(HttpStatusCode.UnprocessableEntity, "not_professional");
        await (await Order(town.Resident, "RECONVERSION", 100, 2)).Refused(HttpStatusCode.UnprocessableEntity, "not_professional");
        await (await Order(shop, "RECONVERSION", 1025, 20)).Refused(HttpStatusCode.UnprocessableEntity, "fee_mismatch");

        var answer = await Order(shop, "RECONVERSION", 1025, 21);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var payment = Text(await answer.Json(), "payment");
        var address = $"/v1/reconversions/{payment}";
        foreach (var reader in (HttpClient[])[merchant, treasurer])
        {
            var seen = await (await reader.GetAsync(address)).Json();
            Assert.Equal(("in_progress", 1025, 21, 1004, JsonValueKind.Null), (Text(seen, "state"), seen.GetProperty("amount").GetInt64(), seen.GetProperty("fee").GetInt64(), seen.GetProperty("net").GetInt64(), seen.GetProperty("since").ValueKind));
            Assert.Equal(payment, Text((await (await reader.GetAsync("/v1/reconversions?limit=1")).Json()).GetProperty("items")[0], "payment"));
        }
        await (await resident.GetAsync(address)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(0, (await (await resident.GetAsync("/v1/reconversions")).Json()).GetProperty("items").GetArrayLength());
        await (await merchant.GetAsync($"/v1/reconversions?account={Text(Shop(1), "account")}")).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("reconversion", Text((await (await merchant.GetAsync($"/v1/accounts/{account}/entries?limit=1")).Json()).GetProperty("items")[0], "kind"));

        var open = (await Treasury.Read()).InProgress.Single(r => r.Reconversion.Order.ToString() == payment).Reconversion;
        var remittance = new RemittanceId(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10)));
        Assert.Null((await Treasury.ProposeRemittance(remittance, OfficeAccounts.Guarantee, [open], PersonId.Parse("TREASURER"))).Refusal);
        Assert.Equal("in_progress", Text(await (await merchant.GetAsync(address)).Json(), "state"));
        Assert.Null((await Treasury.ApproveRemittance(remittance, PersonId.Parse("APPROVER"))).Refusal);
        var approved = await (await merchant.GetAsync(address)).Json();
        Assert.Equal("approved", Text(approved, "state"));
        Assert.NotEqual(JsonValueKind.Null, approved.GetProperty("sinceDay").ValueKind);
        Assert.Null((await Treasury.CancelRemittance(remittance, PersonId.Parse("TREASURER"))).Refusal);
        Assert.Null((await Treasury.Return(open, [], PersonId.Parse("TREASURER"))).Refusal);
        Assert.Equal("returned", Text(await (await merchant.GetAsync(address)).Json(), "state"));
        Assert.Equal("reconversion_returned", Text((await (await merchant.GetAsync($"/v1/accounts/{account}/entries?limit=1")).Json()).GetProperty("items")[0], "kind"));
    }

    [Fact]
    public async Task Agreement_is_ended_and_renewed_with_a_reason_by_somebody_else()
    {
        var account = Text(Shop(2), "account");
        using var owner = await Owner(Shop(2));
        using var bureau = await town.As("bureau");
        await (await owner.PostAsJsonAsync($"/v1/accounts/{account}/agreement/end", new { reason = "moi" })).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await bureau.PostAsJsonAsync($"/v1/accounts/{account}/agreement/end", new { reason = " " })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.Equal("in_force", Text(await (await owner.GetAsync($"/v1/accounts/{account}")).Json(), "agreement"));

        Assert.Equal(HttpStatusCode.NoContent, (await bureau.PostAsJsonAsync($"/v1/accounts/{account}/agreement/end", new { reason = "Cessation d'activité" })).StatusCode);
        Assert.Equal("ended", Text(await (await owner.GetAsync($"/v1/accounts/{account}")).Json(), "agreement"));
        await (await owner.GetAsync("/v1/reconversions/quote?amount=100")).Refused(HttpStatusCode.UnprocessableEntity, "no_agreement");
        await (await Order(Shop(2), "RECONVERSION", 100, 2)).Refused(HttpStatusCode.UnprocessableEntity, "no_agreement");
        using var treasurer = await town.As("treasurer");
        Assert.Equal(HttpStatusCode.NoContent, (await treasurer.PostAsJsonAsync($"/v1/accounts/{account}/agreement/renew", new { reason = "Reprise" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/v1/reconversions/quote?amount=100")).StatusCode);
    }

    [Fact]
    public async Task Bank_account_is_used_once_a_second_person_confirmed_it_and_every_change_leaves_a_trail()
    {
        var account = Text(Shop(1), "account");
        var (payouts, desk) = ($"/v1/accounts/{account}/iban", _server.Services.GetRequiredService<Members.PayoutDesk>());
        using var owner = await Owner(Shop(1));
        using var bureau = await town.As("bureau");
        var (other, _) = await Visitor.SignIn(_server, Roles.Bureau);
        await (await owner.PutAsJsonAsync(payouts, new { iban = "FR76 3000 6000 0112 3456 7890 188" })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await owner.PutAsJsonAsync(payouts, new { iban = $"{Iban}1" })).Refused(HttpStatusCode.BadRequest, "invalid_field");

        // The holder's own: a person of a bureau confirms it, and the holder cannot.
        var entered = await (await owner.PutAsJsonAsync(payouts, new { iban = Iban })).Json();
        Assert.Equal(JsonValueKind.Null, entered.GetProperty("inUse").ValueKind);
        var entry = entered.GetProperty("waiting").GetProperty("entry").GetInt64();
        await (await owner.PostAsync($"{payouts}/{entry}/confirm", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await bureau.PostAsync($"{payouts}/{entry + 1}/confirm", null)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("FR7630006000011234567890189", Text((await (await bureau.PostAsync($"{payouts}/{entry}/confirm", null)).Json()).GetProperty("inUse"), "iban"));

        // A bureau's: another person of it confirms, on the screen.
        entry = (await (await bureau.PutAsJsonAsync(payouts, new { iban = OtherIban })).Json()).GetProperty("waiting").GetProperty("entry").GetInt64();
        await (await bureau.PostAsync($"{payouts}/{entry}/confirm", null)).Refused(HttpStatusCode.Forbidden, "same_person");
        Assert.Equal("FR7630006000011234567890189", (await desk.Of(AccountId.Parse(account))).InUse?.Iban);
        var screen = $"/bureau/professionnels/{account}";
        Assert.Contains(account, await other.Read("/bureau/professionnels"), StringComparison.Ordinal);
        await other.Record(screen, new() { ["act"] = "confirm-iban", ["which"] = $"{entry}" });
        Assert.Equal(OtherIban, (await desk.Of(AccountId.Parse(account))).InUse?.Iban);
        Assert.DoesNotContain(account, await other.Read("/bureau/professionnels"), StringComparison.Ordinal);

        using var auditor = await town.As("auditor");
        var trail = await (await auditor.GetAsync("/v1/audit-trail.csv")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // Tries that were refused are in it as well.
        Assert.Equal(4, trail.Split('\n').Count(line => line.Contains("account.iban_enter", StringComparison.Ordinal) && line.Contains(account, StringComparison.Ordinal)));
        Assert.Contains("account.iban_confirm", trail, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherIban, trail, StringComparison.Ordinal);
        await _server.Services.GetRequiredService<IPayoutStore>().EraseAsync(AccountId.Parse(account), default);
    }

    [Fact]
    public async Task Treasurer_sets_what_reconversion_costs_on_a_screen_and_anybody_may_read_it()
    {
        const string screen = "/bureau/professionnels";
        var (treasurer, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        var (bureau, _) = await Visitor.SignIn(_server, Roles.Bureau);
        Dictionary<string, string> Form(string rate) => new()
        {
            ["act"] = "set",
            ["reason"] = "Assemblée générale (invention)",
            ["effective"] = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["Merchant.Rate"] = rate,
            ["Merchant.LeastFee"] = "0,50",
            ["Merchant.LeastAmount"] = "20",
            ["Ess.Rate"] = "",
            ["Public.Rate"] = "0",
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.Send(screen, Form("5"), "/bureau/membres")).StatusCode);
        var refused = await treasurer.Send(screen, Form("25,01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("25\u00A0% au plus", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        await treasurer.Record(screen, Form("4,5"));
        Assert.Contains("4,50\u00A0%", await bureau.Read(screen), StringComparison.Ordinal);

        var terms = await (await _server.Http.GetAsync("/v1/terms/reconversion")).Json();
        var last = terms.GetProperty("changes").EnumerateArray().Last().GetProperty("kinds").GetProperty("merchant");
        Assert.Equal((450, 50, 2000), (last.GetProperty("rate").GetInt32(), last.GetProperty("leastFee").GetInt64(), last.GetProperty("leastAmount").GetInt64()));
        // Until then the terms of the demonstration hold.
        Assert.Equal(200, terms.GetProperty("kinds").GetProperty("merchant").GetProperty("rate").GetInt32());
    }
}
