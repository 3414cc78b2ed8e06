using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Webhooks;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Webhooks;

/// <summary>A web shop with a key of its own asks for a payment, is paid and is told, through the whole server; and the merchant reads the day.</summary>
[Collection(Association.Name)]
public sealed class WebShopTests(CardTests.Town town)
{
    private readonly TestServer _server = town.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private JsonElement ShopAt(int number) => town.File.GetProperty("shops")[number];

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private AccountId Shop => AccountId.Parse(town.Shop);

    private async Task<PersonId> Keeper() => (await _server.People.KeeperOf(MerchantId.Parse(Text(ShopAt(0), "merchant"))))!.Value;

    private T Service<T>() where T : notnull => _server.Services.GetRequiredService<T>();

    private async Task<HttpClient> WithKey(string id, string secret)
    {
        var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(id, secret));
        return http;
    }

    private async Task Pay(string request, long amount)
    {
        var (payer, terms) = (town.Resident, Service<Terms>());
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Text(payer, "account")), Shop, Amount.FromMinor(amount), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), RequestId.TryParse(request, out var asked) ? asked : null, null);
        using var body = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(payer, "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        Assert.Equal(HttpStatusCode.Created, (await _server.Http.PostAsync("/v1/payments", body, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_web_shops_key_asks_for_payments_of_its_shop_and_opens_nothing_else_until_it_is_ended()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<ShopKeys>();
        var (id, secret) = await keys.Make(Shop, "Le site", await Keeper());
        using var http = await WithKey(id, secret);
        var made = await (await http.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount = 100, unit = "MLC", reference = "order 1" }, Stop)).Json();
        Assert.Equal("open", Text(await (await http.GetAsync($"/v1/payment-requests/{Text(made, "request")}", Stop)).Json(), "state"));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/webhooks", Stop)).StatusCode);
        await (await http.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(ShopAt(1), "account"), amount = 100, unit = "MLC" }, Stop)).Refused(HttpStatusCode.Forbidden, "forbidden");
        foreach (var address in new[] { "/v1/me", $"/v1/accounts/{town.Shop}", $"/v1/accounts/{town.Shop}/entries", $"/v1/merchants/{Text(ShopAt(0), "merchant")}/takings", $"/v1/merchants/{Text(ShopAt(0), "merchant")}/tills", "/v1/reconversions" })
            await (await http.GetAsync(address, Stop)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await http.PostAsJsonAsync("/v1/card-payments", new { request = Text(made, "request"), card = "x", pin = "2580" }, Stop)).Refused(HttpStatusCode.Forbidden, "forbidden");

        Assert.Equal(id, Assert.Single(await keys.Of(Shop), k => k.ClientId == id).ClientId);
        Assert.Null(await keys.Renew(AccountId.Parse(Text(ShopAt(1), "account")), id));
        Assert.False(await keys.End(AccountId.Parse(Text(ShopAt(1), "account")), id));
        var renewed = (await keys.Renew(Shop, id))!;
        await (await http.GetAsync("/v1/webhooks", Stop)).Refused(HttpStatusCode.Unauthorized, "invalid_token");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret });
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.Http.PostAsync("/connect/token", form, Stop)).StatusCode);
        Assert.NotEmpty(await _server.TokenFor(id, renewed));
        Assert.True(await keys.End(Shop, id));
        Assert.DoesNotContain(await keys.Of(Shop), k => k.ClientId == id);
    }

    [Fact]
    public async Task What_the_book_says_is_told_signed_and_again_until_it_is_taken_and_never_who_paid()
    {
        await using var site = new Site();
        var (desk, store) = (Service<WebhookDesk>(), Service<IWebhookStore>());
        var (webhook, secret, refusal) = await desk.Add(Shop, site.Address);
        Assert.Null(refusal);
        try
        {
            site.Status = 503;
            using var till = await town.As("cashier");
            var request = Text(await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount = 250, unit = "MLC", reference = "order 2" }, Stop)).Json(), "request");
            var cancelled = Text(await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount = 100, unit = "MLC" }, Stop)).Json(), "request");
            await Pay(request, 250);
            Assert.Equal(HttpStatusCode.OK, (await till.PostAsync($"/v1/payment-requests/{cancelled}/cancel", null, Stop)).StatusCode);
            var first = await site.Next(m => m.Body.Contains(request, StringComparison.Ordinal));
            site.Status = 204;
            var second = await site.Next(m => m.Id == first.Id);
            Assert.Equal(first.Body, second.Body);
            Assert.Contains("request.cancelled", (await site.Next(m => m.Body.Contains(cancelled, StringComparison.Ordinal))).Body, StringComparison.Ordinal);

            var key = Convert.FromBase64String(secret![WebhookSignature.SecretPrefix.Length..]);
            Assert.Equal(WebhookSignature.Sign(second.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(second.Timestamp, CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(second.Body), [key]), second.Signature);
            using var said = JsonDocument.Parse(second.Body);
            var data = said.RootElement.GetProperty("data");
            Assert.Equal(("payment.received", "order 2", 250), (Text(said.RootElement, "type"), Text(data, "reference"), data.GetProperty("amount").GetInt32()));
            var entry = (Act.Paid)Codec.Decode((await Service<CurrencyBook>().Store.FindAsync(new Position(data.GetProperty("position").GetInt64()), Stop))!.Body);
            Assert.DoesNotContain(entry.Payer.Value, second.Body, StringComparison.Ordinal);

            // The log has both attempts, and a message is sent again on demand.
            await using var scope = _server.Services.CreateAsyncScope();
            var (client, password) = await scope.ServiceProvider.GetRequiredService<ShopKeys>().Make(Shop, "Le site", await Keeper());
            using var http = await WithKey(client, password);
            async Task<JsonElement> Delivery() => (await (await http.GetAsync($"/v1/webhooks/{webhook!.Id}/deliveries", Stop)).Json()).GetProperty("items").EnumerateArray().Single(d => Text(d, "id") == second.Id);
            for (var tries = 0; Text(await Delivery(), "state") != "delivered" && tries < 100; tries++) await Task.Delay(50, Stop);
            var log = await Delivery();
            Assert.Equal((string[])["204", "503"], log.GetProperty("attempts").EnumerateArray().Select(a => $"{a.GetProperty("status")}"));
            Assert.Equal("busy", Text(log.GetProperty("attempts")[1], "answer"));
            // Both secrets sign for a day.
            var renewed = await desk.Renew((await store.FindAsync(webhook!.Id, Stop))!);
            Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync($"/v1/webhooks/{webhook.Id}/deliveries/{data.GetProperty("position")}/replay", null, Stop)).StatusCode);
            var replayed = await site.Next(m => m.Id == second.Id);
            Assert.Equal(WebhookSignature.Sign(replayed.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(replayed.Timestamp, CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(replayed.Body),
                [Convert.FromBase64String(renewed[WebhookSignature.SecretPrefix.Length..]), key]), replayed.Signature);
            await scope.ServiceProvider.GetRequiredService<ShopKeys>().End(Shop, client);

            // Outside a demonstration the very same address is never connected to.
            using var sender = new WebhookSender(desk, loopbackToo: false, TimeProvider.System);
            var before = site.Count;
            Assert.Equal("not_public", (await sender.Send((await store.FindAsync(webhook.Id, Stop))!, (await store.DeliveriesAsync(webhook.Id, null, 1, Stop))[0], Stop)).Trouble);
            Assert.Equal(before, site.Count);

            // Whose address is gone is not asked again.
            site.Status = 410;
            await store.ReplayAsync(webhook.Id, new(data.GetProperty("position").GetInt64()), DateTimeOffset.UtcNow, Stop);
            await site.Next(m => m.Id == second.Id);
            for (var tries = 0; (await store.FindAsync(webhook.Id, Stop))!.State is WebhookState.On && tries < 100; tries++) await Task.Delay(50, Stop);
            Assert.Equal(WebhookState.Failed, (await store.FindAsync(webhook.Id, Stop))!.State);
        }
        finally
        {
            await store.RemoveAsync(webhook!.Id, Stop);
        }
    }

    [Fact]
    public async Task Takings_are_told_apart_by_till_and_cashier_and_are_those_of_the_book()
    {
        var (merchant, keeper) = (_server.Browser(), await Keeper());
        Assert.Equal(HttpStatusCode.Redirect, (await merchant.GetAsync($"/demo/till/{Text(ShopAt(0), "merchant")}", Stop)).StatusCode);
        var till = new Till(new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), Shop, $"Marché {Random.Shared.Next()}", DateTimeOffset.UtcNow, null);
        await Service<IShopStore>().AddTillAsync(till, Stop);
        using var cashier = await town.As("cashier");
        Assert.Contains((await (await cashier.GetAsync($"/v1/merchants/{Text(ShopAt(0), "merchant")}/tills", Stop)).Json()).GetProperty("items").EnumerateArray(), t => Text(t, "name") == till.Name);
        await (await cashier.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount = 321, unit = "MLC", till = Uuid.Version7(DateTimeOffset.UtcNow, new byte[10]).ToString() }, Stop)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await Pay(Text(await (await cashier.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount = 321, unit = "MLC", till = till.Id.ToString() }, Stop)).Json(), "request"), 321);

        var today = ParisCalendar.DayOf(DateTimeOffset.UtcNow);
        var lines = await Service<TakingsDesk>().Of(Shop, today, today);
        Assert.Equal(new Takings(1, 321, 0, 0), Taking.Sum(lines.Where(t => t.Till == till.Id)));
        Assert.NotNull(Assert.Single(lines, t => t.Till == till.Id).Cashier);
        var entries = new List<Act>();
        await foreach (var entry in Service<CurrencyBook>().Store.ReadWholeSubjectAsync(town.Shop, Position.None, 500, Stop))
            if (ParisCalendar.DayOf(entry.CommittedAt) == today) entries.Add(Codec.Decode(entry.Body));
        Assert.Equal(entries.Aggregate(default(Takings), (sum, act) => sum.With(act, Shop)), Taking.Sum(lines));

        var page = await merchant.GetStringAsync(ShopPages.Takings, Stop);
        Assert.Contains(till.Name, page, StringComparison.Ordinal);
        var csv = await merchant.GetStringAsync($"{ShopPages.Takings}.csv", Stop);
        Assert.Equal((Taking.Sum(lines).Sold - Taking.Sum(lines).Returned) / 100m, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(line => decimal.Parse(line.Split(',')[^2], CultureInfo.InvariantCulture)));
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await merchant.GetByteArrayAsync($"{ShopPages.Takings}.pdf", Stop)).AsSpan(0, 4)));

        // A code to print: its files are those of its own merchant.
        var code = await Service<RequestDesk>().Make(new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), Shop, Service<Terms>().Unit, null, null, null, keeper, till.Id);
        foreach (var (file, _) in ShopPages.Files) Assert.NotEmpty(await merchant.GetByteArrayAsync($"{ShopPages.Codes}/{code.Terms.Id}/{file}", Stop));
        var other = _server.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync($"/demo/till/{Text(ShopAt(1), "merchant")}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{ShopPages.Codes}/{code.Terms.Id}/code.svg", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{ShopPages.Takings}?boutique={town.Shop}", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_merchant_says_whether_the_public_finds_their_shop_and_what_it_reads_there()
    {
        var (shop, name) = (Text(ShopAt(1), "account"), Text(ShopAt(1), "name"));
        var visitor = await Visitor.Enter(_server, $"till/{Text(ShopAt(1), "merchant")}");
        Dictionary<string, string> Entry(bool shown, string latitude = "50,6442") => new()
        {
            ["act"] = "entry",
            ["shop"] = shop,
            ["address"] = "5 rue <b>Inventée</b>",
            ["postcode"] = "59800",
            ["commune"] = "59350",
            ["filieres"] = "Cycling",
            ["latitude"] = latitude,
            ["longitude"] = "3,0512",
            [shown ? "shown" : "hidden"] = "yes",
        };
        async Task<JsonElement[]> Found() => [.. (await _server.Http.GetFromJsonAsync<JsonElement>($"/v1/acceptors?q=deule&commune=lille&filiere=cycling", Stop)).GetProperty("items").EnumerateArray()];

        // Its label is suspended, so that the label's directory does not have it.
        Assert.Empty(await Found());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(EntryPages.Path, Entry(shown: true, latitude: "somewhere"))).StatusCode);
        Assert.Empty(await Found());
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(EntryPages.Path, Entry(shown: true))).StatusCode);
        var one = Assert.Single(await Found());
        Assert.Equal((shop, "unlabelled", "Lille", 50.6442), (Text(one, "account"), Text(one, "kind"), Text(one, "communeName"), one.GetProperty("latitude").GetDouble()));
        var page = await _server.Http.GetStringAsync(AcceptorPages.Of(shop), Stop);
        Assert.Contains("5 rue &lt;b&gt;Inventée&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains(shop, await _server.Http.GetStringAsync("/v1/acceptors.geojson", Stop), StringComparison.Ordinal);
        // The bakery said nothing itself; the label's directory says that it takes the currency.
        Assert.Equal("labelled", Text((await _server.Http.GetFromJsonAsync<JsonElement>($"/v1/acceptors?account={town.Shop}", Stop)).GetProperty("items")[0], "kind"));

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Send(EntryPages.Path, new() { ["act"] = "entry", ["shop"] = town.Shop, ["shown"] = "yes" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(EntryPages.Path, Entry(shown: false))).StatusCode);
        Assert.Empty(await Found());
        Assert.DoesNotContain(name, await _server.Http.GetStringAsync(AcceptorPages.Path, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_till_acts_in_the_name_of_whoever_gives_their_code_and_never_beyond_its_session()
    {
        var (shops, desk, merchant, now) = (Service<IShopStore>(), Service<CashierDesk>(), Text(ShopAt(0), "merchant"), DateTimeOffset.UtcNow);
        Till New(string name) => new(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10))), Shop, $"{name} {Random.Shared.Next()}", now, null);
        var (till, other) = (New("Partagée"), New("Autre"));
        foreach (var one in new[] { till, other }) await shops.AddTillAsync(one, Stop);
        var zoe = (await _server.People.Create("Zoé Caisse", [], $"{People.NewId()}@example.org")).PersonId;
        Assert.Equal("right.unknown", await desk.Set(Shop, zoe, "2580", "2580"));
        await _server.People.Assign(zoe, Roles.Cashier, town.Shop);
        Assert.Equal("codeOf.unfit", await desk.Set(Shop, zoe, "1234", "1234"));
        Assert.Equal("codeOf.differs", await desk.Set(Shop, zoe, "2580", "2581"));
        Assert.Null(await desk.Set(Shop, zoe, "2580", "2580"));
        Assert.DoesNotContain("2580", Encoding.UTF8.GetString((await shops.CodesAsync(Shop, Stop)).Single(c => c.Person == zoe).Hash.Span), StringComparison.Ordinal);

        using var counter = await WithKey(Text(ShopAt(0), "clientId"), Text(ShopAt(0), "clientSecret"));
        var address = $"/v1/merchants/{merchant}/tills/{till.Id}";
        var seen = await (await counter.GetAsync($"{address}/cashiers", Stop)).Json();
        Assert.Equal(CashierDesk.DefaultMinutes, seen.GetProperty("locksAfterMinutes").GetInt32());
        Assert.Contains(seen.GetProperty("cashiers").EnumerateArray(), c => Text(c, "cashier") == zoe.Value && Text(c, "name") == "Zoé Caisse");
        Task<HttpResponseMessage> Try(string code) => counter.PostAsJsonAsync($"{address}/turns", new { cashier = zoe.Value, code }, Stop);
        var begun = await (await Try("2580")).Json();
        Assert.False(begun.GetProperty("refunds").GetBoolean());
        Assert.False(begun.GetProperty("keeps").GetBoolean());

        async Task<HttpResponseMessage> Send(HttpClient http, HttpMethod method, string path, object? body = null)
        {
            using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            message.Headers.Add(CashierDesk.Header, Text(begun, "turn"));
            return await http.SendAsync(message, Stop);
        }
        Task<HttpResponseMessage> Ask(HttpClient http, Till at) => Send(http, HttpMethod.Post, "/v1/payment-requests", new { payee = town.Shop, amount = 432, unit = "MLC", till = at.Id.ToString() });
        await Pay(Text(await (await Ask(counter, till)).Json(), "request"), 432);
        var taken = (await Service<TakingsDesk>().Of(Shop, ParisCalendar.DayOf(now), ParisCalendar.DayOf(now))).Where(t => t.Cashier == zoe).ToList();
        Assert.Equal((till.Id, new Takings(1, 432, 0, 0)), (taken.Single().Till!.Value, Taking.Sum(taken)));

        // The session may see and close the takings, whose turn it is may not; and the turn is one at this till, in this session.
        Assert.Equal(HttpStatusCode.OK, (await counter.GetAsync($"/v1/merchants/{merchant}/takings", Stop)).StatusCode);
        await (await Send(counter, HttpMethod.Get, $"/v1/merchants/{merchant}/takings")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await Send(counter, HttpMethod.Post, $"/v1/merchants/{merchant}/closures", new { })).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await Ask(counter, other)).Refused(HttpStatusCode.Forbidden, "turn_over");
        using var another = await town.As("cashier");
        await (await Ask(another, till)).Refused(HttpStatusCode.Forbidden, "turn_over");

        // Guessed at: three times, and then the right one is of no use either for a while.
        await (await Try("9517")).Refused(HttpStatusCode.UnprocessableEntity, "wrong_code");
        await (await Try("9518")).Refused(HttpStatusCode.UnprocessableEntity, "wrong_code");
        await (await Try("9519")).Refused(HttpStatusCode.TooManyRequests, "code_locked");
        using var locked = await Try("2580");
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);

        // A code that is set anew ends the turn, and the wait; so does leaving the shop.
        Assert.Null(await desk.Set(Shop, zoe, "2581", "2581"));
        await (await Ask(counter, till)).Refused(HttpStatusCode.Forbidden, "turn_over");
        begun = await (await Try("2581")).Json();
        Assert.Equal(HttpStatusCode.Created, (await Ask(counter, till)).StatusCode);
        await Service<Rights>().Take(zoe, Roles.Cashier, town.Shop, await Keeper());
        await (await Ask(counter, till)).Refused(HttpStatusCode.Forbidden, "turn_over");
        await (await Try("2581")).Refused(HttpStatusCode.UnprocessableEntity, "wrong_code");
    }

    [Fact]
    public async Task Who_wants_the_takings_by_mail_gets_them_once_a_day_whoever_looks_and_how_often()
    {
        var (shops, people, keeper) = (Service<IShopStore>(), _server.People, await _server.People.Create("Zoé", [], $"{People.NewId()}@example.org"));
        await people.Assign(keeper.PersonId, Roles.Merchant, town.Shop);
        // Asked for the day before yesterday: whatever the hour is now, one day has come due.
        await shops.WantMailAsync(new(Shop, keeper.PersonId, 0, "en", DateTimeOffset.UtcNow.AddDays(-2), null), Stop);
        var post = Service<ITakingsPost>();
        await Task.WhenAll(post.Look(), post.Look());
        await shops.StopMailAsync(Shop, keeper.PersonId, Stop);
        await shops.WantMailAsync(new(Shop, keeper.PersonId, 0, "en", DateTimeOffset.UtcNow.AddDays(-2), null), Stop);
        await post.Look();
        await shops.StopMailAsync(Shop, keeper.PersonId, Stop);
        // Whoever keeps the shop may hear of other things meanwhile: of an address that takes no messages, for instance.
        var mail = Assert.Single(await Service<IOutboxStore>().ReadAsync(keeper.Id, 10, Stop), m => m.Occasion.StartsWith("takings:", StringComparison.Ordinal));
        Assert.Contains(ShopPages.Takings, mail.Text, StringComparison.Ordinal);
    }

    private sealed record Message(string Id, string Timestamp, string Signature, string Body);

    /// <summary>The site of a web shop: it takes what comes, and answers what it is told to.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly StandIn _server;
        private readonly ConcurrentQueue<Message> _taken = new();

        public Site() => _server = new("hook/", Take);

        public string Address => _server.Address;
        public int Status { get; set; } = 204;
        public int Count => _taken.Count;

        public async Task<Message> Next(Func<Message, bool> which)
        {
            for (var tries = 0; tries < 600; tries++)
            {
                for (var left = _taken.Count; left > 0 && _taken.TryDequeue(out var message); left--)
                    if (which(message)) return message;
                    else _taken.Enqueue(message);
                await Task.Delay(25, Stop);
            }
            throw new TimeoutException("The site was not told.");
        }

        private async Task Take(HttpListenerContext context)
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            context.Response.StatusCode = Status;
            if (Status == 503) context.Response.OutputStream.Write("busy"u8);
            context.Response.Close();
            _taken.Enqueue(new(context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!, context.Request.Headers["webhook-signature"]!, body));
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
