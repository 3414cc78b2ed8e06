using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Verification;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>The mutual credit of firms as the outside sees it: opened and entered by two persons, paid in with signed orders, and apart from the currency.</summary>
[Collection(Association.Name)]
public sealed class MutualCreditTests(CardTests.Town town) : IAsyncLifetime
{
    private readonly TestServer _server = town.Server;
    private HttpClient _treasurer = null!, _approver = null!;

    public async ValueTask InitializeAsync() => (_treasurer, _approver) = (await town.As("treasurer"), await town.As("approver"));

    public ValueTask DisposeAsync()
    {
        _treasurer.Dispose();
        _approver.Dispose();
        return default;
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static long Number(JsonElement json, string member) => json.GetProperty(member).GetInt64();

    private JsonElement Shop(int number) => town.File.GetProperty("shops")[number];

    private string Account(int shop) => Text(Shop(shop), "account");

    private async Task<HttpClient> Owner(int shop)
    {
        var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(Text(Shop(shop), "clientId"), Text(Shop(shop), "clientSecret")));
        return http;
    }

    private PaymentOrder Order(int payer, string payee, long amount, string unit = "BARTER", RequestId? request = null, OrderId? refunds = null) => new(
        _server.Services.GetRequiredService<Terms>().Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Account(payer)), AccountId.Parse(payee),
        Amount.FromMinor(amount), Unit.Parse(unit), DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), request, Refunds: refunds);

    private Task<HttpResponseMessage> Pay(int payer, PaymentOrder order, HttpClient? by = null) => (by ?? _server.Http).PostAsync("/v1/payments",
        new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(Shop(payer), "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } });

    /// <summary>Opens the mutual credit, if no other test did.</summary>
    private async Task Open()
    {
        if (Text(await (await _treasurer.GetAsync("/v1/mutual-credit")).Json(), "state") == "open") return;
        await (await Pay(0, Order(0, Account(1), 5))).Refused(HttpStatusCode.UnprocessableEntity, "wrong_unit");
        await (await _treasurer.PostAsJsonAsync("/v1/mutual-credit", new { unit = "MLC" })).Refused(HttpStatusCode.UnprocessableEntity, "unit_taken");
        await (await _treasurer.PostAsJsonAsync($"/v1/mutual-credit/accounts/{Account(0)}", new { floor = 5, ceiling = 5 })).Refused(HttpStatusCode.Conflict, "credit_not_open");
        var asked = await _treasurer.PostAsJsonAsync("/v1/mutual-credit", new { unit = "BARTER" });
        Assert.Equal((HttpStatusCode.Accepted, "pending"), (asked.StatusCode, Text(await asked.Json(), "state")));
        await (await _treasurer.PostAsync("/v1/mutual-credit/approve", null)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(("open", "BARTER"), (Text(await (await _approver.PostAsync("/v1/mutual-credit/approve", null)).Json(), "state"), Text(await (await _server.Http.GetAsync("/v1/ledger")).Json(), "mutualCredit")));
    }

    private async Task Admit(int shop, long floor, long ceiling)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _treasurer.PostAsJsonAsync($"/v1/mutual-credit/accounts/{Account(shop)}", new { floor, ceiling })).StatusCode);
        var admitted = await (await _approver.PostAsync($"/v1/mutual-credit/accounts/{Account(shop)}/approve", null)).Json();
        Assert.Equal(("admitted", floor, ceiling), (Text(admitted, "state"), Number(admitted, "floor"), Number(admitted, "ceiling")));
    }

    /// <summary>In which the first shop asks for payment.</summary>
    private async Task<IEnumerable<string>> Units(HttpClient owner) =>
        (await (await owner.GetAsync("/v1/me")).Json()).GetProperty("shops").EnumerateArray().Single(s => Text(s, "account") == Account(0)).GetProperty("units").EnumerateArray().Select(u => u.GetString()!);

    [Fact]
    public async Task Firms_pay_each_other_below_zero_in_a_unit_that_touches_nothing_of_the_currency()
    {
        await Open();
        using var seller = await Owner(0);
        using var buyer = await Owner(1);
        await (await _treasurer.PostAsJsonAsync($"/v1/mutual-credit/accounts/{Text(town.Resident, "account")}", new { floor = 5, ceiling = 5 })).Refused(HttpStatusCode.UnprocessableEntity, "not_business");
        await (await seller.PostAsJsonAsync("/v1/payment-requests", new { payee = Account(0), amount = 300, unit = "BARTER" })).Refused(HttpStatusCode.UnprocessableEntity, "not_admitted");
        Assert.Equal(["MLC"], await Units(seller));
        await Admit(0, 0, 900);
        Assert.Equal(["MLC", "BARTER"], await Units(seller));
        await Admit(1, 500, 500);
        var (fund, takings, mine) = (await _treasurer.GetStringAsync("/v1/fund"), await seller.GetStringAsync($"/v1/merchants/{Text(Shop(0), "merchant")}/takings"), await (await buyer.GetAsync($"/v1/accounts/{Account(1)}")).Json());

        var request = await (await seller.PostAsJsonAsync("/v1/payment-requests", new { payee = Account(0), amount = 300, unit = "BARTER" })).Json();
        var order = Order(1, Account(0), 300, request: new(Uuid.TryParse(Text(request, "request"), out var id) ? id : default));
        var paid = await Pay(1, order);
        Assert.Equal(HttpStatusCode.Created, paid.StatusCode);
        var payment = await paid.Json();
        Assert.Equal(("BARTER", 300), (Text(payment, "unit"), Number(payment, "amount")));
        var receipt = Receipt.Decode(SignedPayload(payment).Payload);
        Assert.Equal((order.Id, Unit.Parse("BARTER"), 300), (receipt.Order, receipt.Unit, receipt.Amount.Minor));
        Assert.Equal("paid", Text(await (await _server.Http.GetAsync($"/v1/payment-requests/{Text(request, "request")}")).Json(), "state"));
        Assert.Equal(HttpStatusCode.Created, (await Pay(0, Order(0, Account(1), 100, refunds: order.Id))).StatusCode);

        await (await Pay(1, Order(1, Account(0), 301))).Refused(HttpStatusCode.UnprocessableEntity, "insufficient_funds");
        await Limited(await Pay(1, Order(1, Account(2), 5)), "not_admitted");
        await (await Pay(1, Order(1, "RECONVERSION", 5))).Refused(HttpStatusCode.UnprocessableEntity, "wrong_unit");
        await (await Pay(1, Order(1, Account(0), 301), by: seller)).Refused(HttpStatusCode.UnprocessableEntity, "declined");
        await Admit(0, 0, 250);
        await Limited(await Pay(1, Order(1, Account(0), 51)), "payee_balance");

        var account = await (await buyer.GetAsync($"/v1/accounts/{Account(1)}")).Json();
        Assert.Equal((Number(mine, "balance"), "MLC"), (Number(account, "balance"), Text(account, "unit")));
        var balances = account.GetProperty("balances");
        Assert.Equal(("MLC", Number(mine, "balance"), JsonValueKind.Null), (Text(balances[0], "unit"), Number(balances[0], "balance"), balances[0].GetProperty("floor").ValueKind));
        Assert.Equal(("BARTER", -200, 500, 500), (Text(balances[1], "unit"), Number(balances[1], "balance"), Number(balances[1], "floor"), Number(balances[1], "ceiling")));
        var entries = (await (await buyer.GetAsync($"/v1/accounts/{Account(1)}/entries?limit=2")).Json()).GetProperty("items");
        Assert.Equal(("refund", "credit", "BARTER", "payment", "debit"), (Text(entries[0], "kind"), Text(entries[0], "direction"), Text(entries[0], "unit"), Text(entries[1], "kind"), Text(entries[1], "direction")));
        var lines = (await buyer.GetStringAsync($"/v1/accounts/{Account(1)}/statement.csv")).TrimEnd().Split("\r\n");
        Assert.Contains(",debit,300,BARTER,-300,", lines[^2], StringComparison.Ordinal);
        Assert.Contains(",credit,100,BARTER,-200,", lines[^1], StringComparison.Ordinal);

        Assert.Equal(takings, await seller.GetStringAsync($"/v1/merchants/{Text(Shop(0), "merchant")}/takings"));
        Assert.Equal(Without(fund, "position"), Without(await _treasurer.GetStringAsync("/v1/fund"), "position"));
        var credit = await (await _treasurer.GetAsync("/v1/mutual-credit")).Json();
        Assert.Equal((0, 300), (Number(credit, "sum"), Number(credit, "paidIn12Months")));

        await (await _treasurer.PostAsJsonAsync($"/v1/mutual-credit/accounts/{Account(1)}/end", new { balance = 0, reason = "Cessation" })).Refused(HttpStatusCode.Conflict, "balance_mismatch");
        Assert.Equal("ended", Text(await (await _treasurer.PostAsJsonAsync($"/v1/mutual-credit/accounts/{Account(1)}/end", new { balance = -200, reason = "Cessation" })).Json(), "state"));
        await Limited(await Pay(0, Order(0, Account(1), 5)), "not_admitted");
        var books = _server.Services.GetRequiredService<Books>();
        Assert.Null((await new CurrencyVerification(books.Currency, books.Log("currency"), Es256kVerifiers.Best().Verifier, new CurrencyAudit(remembers: false), new TreeEdge()).RunAsync(TestContext.Current.CancellationToken)).Fault);
    }

    private static Core.Payloads.SignedPayload SignedPayload(JsonElement payment) =>
        Core.Payloads.SignedPayload.Decode(System.Buffers.Text.Base64Url.DecodeFromChars(Text(payment, "receipt")), Receipt.Type, Core.Payloads.SignedPayload.Es256);

    private static async Task Limited(HttpResponseMessage answer, string limit) =>
        Assert.Equal(limit, (await answer.Refused(HttpStatusCode.UnprocessableEntity, "limit_exceeded")).GetProperty("errors").GetProperty("limit")[0].GetString());

    private static string Without(string json, string member) => string.Join(',', JsonDocument.Parse(json).RootElement.EnumerateObject().Where(p => p.Name != member));

    [Fact]
    public async Task Two_volunteers_admit_a_firm_on_their_screen()
    {
        await Open();
        var (treasurer, _) = await Visitor.SignIn(_server, Roles.Treasurer);
        var (approver, _) = await Visitor.SignIn(_server, Roles.Approver);
        var shop = Shop(2);
        Assert.Contains(Text(shop, "name"), await treasurer.Read($"{MutualCreditPages.Path}?q={Uri.EscapeDataString(Text(shop, "name"))}"), StringComparison.Ordinal);
        Dictionary<string, string> Fields(string act, string floor = "") => new() { ["act"] = act, ["which"] = Text(shop, "account"), ["floor"] = floor, ["ceiling"] = "1 000,00" };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await treasurer.Send(MutualCreditPages.Path, Fields("limits", "cent"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await treasurer.Send(MutualCreditPages.Path, Fields("limits", "500"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await treasurer.Send(MutualCreditPages.Path, Fields("approve-limits"))).StatusCode);
        Assert.Contains("crédit mutuel", await approver.Read("/bureau"), StringComparison.Ordinal);
        Assert.Contains("−500,00", await approver.Read(MutualCreditPages.Path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await approver.Send(MutualCreditPages.Path, Fields("approve-limits"))).StatusCode);
        Assert.Contains("1\u202F000,00\u00A0BARTER", await treasurer.Read(MutualCreditPages.Path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await treasurer.Send(MutualCreditPages.Path, new() { ["act"] = "end", ["which"] = Text(shop, "account"), ["balance"] = "0", ["reason"] = "Essai terminé" })).StatusCode);
    }
}
