using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Paying without a telephone: by card and PIN, under a mandate, and within ceilings that the book keeps.</summary>
[Collection(Association.Name)]
public sealed class CardTests(CardTests.Town town)
{
    private readonly TestServer _server = town.Server;

    public sealed class Town() : SharedServer(options: new() { Demo = true, Adjust = CheapPasswords, Further = Banking.HelloAssoStandIn.Settings })
    {
        private JsonElement _file;
        private int _resident;

        public JsonElement File => _file.ValueKind == JsonValueKind.Object ? _file
            : _file = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Server.Data, "demo.json"))).RootElement;

        public string Shop => File.GetProperty("shops")[0].GetProperty("account").GetString()!;

        /// <summary>One resident after another.</summary>
        public JsonElement Resident => File.GetProperty("residents")[_resident++ % File.GetProperty("residents").GetArrayLength()];

        public async Task<HttpClient> As(string role)
        {
            var client = File.GetProperty("clients").GetProperty(role);
            var http = Server.Browser();
            http.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenFor(client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!));
            return http;
        }
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private async Task<(string Card, string Number)> NewCard(string account, string pin = "2580")
    {
        using var first = await town.As("bureau");
        using var second = await _server.As("bureau");
        var made = await (await first.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin })).Json();
        var card = Text(made, "card");
        await (await first.PostAsync($"/v1/accounts/{account}/cards/{card}/confirm", null)).Refused(HttpStatusCode.Forbidden, "same_person");
        Assert.Equal(HttpStatusCode.NoContent, (await second.PostAsync($"/v1/accounts/{account}/cards/{card}/confirm", null)).StatusCode);
        Assert.EndsWith("/C/" + Base32.Encode(Base64Url.DecodeFromChars(Text(made, "number"))), Text(made, "uri"), StringComparison.Ordinal);
        return (card, Text(made, "number"));
    }

    private async Task<string> Ask(HttpClient till, long amount) =>
        Text(await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = town.Shop, amount, unit = "MLC" })).Json(), "request");

    private static Task<HttpResponseMessage> Show(HttpClient till, string request, string card, string pin) => till.PostAsJsonAsync("/v1/card-payments", new { request, card, pin });

    [Fact]
    public async Task Card_and_PIN_pay_on_the_merchants_device_and_are_visible_as_such()
    {
        var account = Text(town.Resident, "account");
        using var till = await town.As("cashier");
        var (_, number) = await NewCard(account);
        var request = await Ask(till, 450);

        var paid = await Show(till, request, number, "2580");
        Assert.Equal(HttpStatusCode.Created, paid.StatusCode);
        var payment = await paid.Json();
        Assert.Equal((450, "card", account, town.Shop), (payment.GetProperty("amount").GetInt64(), Text(payment, "means"), Text(payment, "payer"), Text(payment, "payee")));
        var again = await Show(till, request, number, "2580");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(payment.GetRawText(), (await again.Json()).GetRawText());
        Assert.Equal("paid", Text(await (await till.GetAsync($"/v1/payment-requests/{request}")).Json(), "state"));

        // The PIN stands nowhere, and the card's number neither.
        var book = _server.Services.GetRequiredService<Grains.CurrencyBook>();
        var entry = await book.Store.FindAsync(Claim.BeginningOf(CardId.Of(Base64Url.DecodeFromChars(number))), default);
        Assert.DoesNotContain("2580", Convert.ToHexString(entry!.Body.Span), StringComparison.Ordinal);
        Assert.Equal(-1, entry.Body.Span.IndexOf(Base64Url.DecodeFromChars(number)));
    }

    [Fact]
    public async Task Guessing_stops_at_three_also_when_all_guesses_come_at_once()
    {
        var account = Text(town.Resident, "account");
        using var till = await town.As("cashier");
        var (_, number) = await NewCard(account);
        var request = await Ask(till, 450);

        // Twenty guesses at once: three are counted, and after them nothing pays.
        var guesses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Show(till, request, number, (1300 + i).ToString(CultureInfo.InvariantCulture))));
        var codes = await Task.WhenAll(guesses.Select(async g => Text(await g.Json(), "code")));
        Assert.Equal(3, codes.Count(c => c == "wrong_pin"));
        Assert.Equal(17, codes.Count(c => c == "card_blocked"));
        await (await Show(till, request, number, "2580")).Refused(HttpStatusCode.UnprocessableEntity, "card_blocked");

        // Two persons make another; the old one stays what it is.
        var (_, another) = await NewCard(account, "1470");
        Assert.Equal(HttpStatusCode.Created, (await Show(till, request, another, "1470")).StatusCode);
        await (await Show(till, await Ask(till, 100), number, "2580")).Refused(HttpStatusCode.UnprocessableEntity, "card_blocked");
    }

    [Fact]
    public async Task Till_learns_of_no_limit_and_nobody_else_may_use_a_card()
    {
        var account = Text(town.Resident, "account");
        using var till = await town.As("cashier");
        var (card, number) = await NewCard(account);
        var wrong = await (await Show(till, await Ask(till, 100), number, "9632")).Refused(HttpStatusCode.UnprocessableEntity, "wrong_pin");
        Assert.Equal("2", wrong.GetProperty("errors").GetProperty("pinsLeft")[0].GetString());
        await (await Show(till, await Ask(till, 3001), number, "2580")).Refused(HttpStatusCode.UnprocessableEntity, "declined");
        await (await Show(till, await Ask(till, 100), Base64Url.EncodeToString(new byte[16]), "2580")).Refused(HttpStatusCode.UnprocessableEntity, "card_unknown");
        await (await Show(till, await Ask(till, 100), Base64Url.EncodeToString(new byte[15]), "2580")).Refused(HttpStatusCode.BadRequest, "invalid_field");
        using var stranger = await _server.As("merchant");
        await (await Show(stranger, await Ask(till, 100), number, "2580")).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var resident = await _server.As("resident");
        await (await Show(resident, await Ask(till, 100), number, "2580")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await resident.DeleteAsync($"/v1/accounts/{account}/cards/{card}")).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var bureau = await town.As("bureau");
        foreach (var pin in new[] { "1111", "1234", "4321", "123", "1234567", "12a4", "" })
            await (await bureau.PostAsJsonAsync($"/v1/accounts/{account}/cards", new { pin })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.Equal(HttpStatusCode.NoContent, (await bureau.DeleteAsync($"/v1/accounts/{account}/cards/{card}")).StatusCode);
        await (await Show(till, await Ask(till, 100), number, "2580")).Refused(HttpStatusCode.UnprocessableEntity, "card_blocked");
    }

    [Fact]
    public async Task Delegate_pays_under_a_mandate_that_a_device_signed()
    {
        var (payer, carer) = (town.Resident, town.Resident);
        var account = Text(payer, "account");
        var holder = await HolderOf(account);
        var helper = await HolderOf(Text(carer, "account"));
        var terms = _server.Services.GetRequiredService<Terms>();
        var mandate = new Mandate(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(account), null,
            Amount.FromMinor(2000), terms.Unit, Amount.FromMinor(3000), 30, ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(90));
        Task<HttpResponseMessage> Give(HttpClient who) => who.PostAsync($"/v1/accounts/{account}/mandates?delegate={Text(carer, "account")}", Signed(payer, mandate));
        await (await Give(helper)).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.Created, (await Give(holder)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Give(holder)).StatusCode);

        Task<HttpResponseMessage> Pay(HttpClient who, long amount, string? key = null)
        {
            var asked = new HttpRequestMessage(HttpMethod.Post, $"/v1/accounts/{account}/mandates/{mandate.Id}/payments")
            {
                Content = JsonContent.Create(new { @delegate = Text(carer, "account"), payee = town.Shop, amount, note = "courses" }),
            };
            if (key is not null) asked.Headers.Add("Idempotency-Key", key);
            return who.SendAsync(asked);
        }
        await (await Pay(holder, 100)).Refused(HttpStatusCode.Forbidden, "forbidden");
        var first = await (await Pay(helper, 2000, "one")).Json();
        Assert.Equal("mandate", Text(first, "means"));
        Assert.Equal(first.GetRawText(), (await (await Pay(helper, 2000, "one")).Json()).GetRawText());
        await (await Pay(helper, 2001)).Refused(HttpStatusCode.UnprocessableEntity, "declined");
        await (await Pay(helper, 1001)).Refused(HttpStatusCode.UnprocessableEntity, "declined");
        Assert.Equal(2000, (await (await holder.GetAsync($"/v1/accounts/{account}/mandates")).Json()).GetProperty("items")[0].GetProperty("paidInPeriod").GetInt64());

        // The delegate finds what they were given, and nobody else does.
        var received = $"/v1/accounts/{Text(carer, "account")}/mandates/received";
        var found = Assert.Single((await (await helper.GetAsync(received)).Json()).GetProperty("items").EnumerateArray());
        Assert.Equal((Text(payer, "name"), $"{mandate.Id}", 2000), (Text(found.GetProperty("payer"), "name"), Text(found.GetProperty("mandate"), "mandate"), found.GetProperty("mandate").GetProperty("paidInPeriod").GetInt64()));
        await (await holder.GetAsync(received)).Refused(HttpStatusCode.Forbidden, "forbidden");
        // The payer is told who paid for them; who is paid is not told whom the payer trusts.
        var mine = (await (await holder.GetAsync($"/v1/accounts/{account}/entries?limit=1")).Json()).GetProperty("items")[0];
        Assert.Equal(("mandate", "courses", Text(carer, "name")), (Text(mine, "means"), Text(mine, "note"), Text(mine.GetProperty("delegate"), "name")));
        using var till = await town.As("merchant");
        var theirs = (await (await till.GetAsync($"/v1/accounts/{town.Shop}/entries?limit=1")).Json()).GetProperty("items")[0];
        Assert.Equal(("mandate", JsonValueKind.Null), (Text(theirs, "means"), theirs.GetProperty("delegate").ValueKind));

        // At a till: the request is answered, once, and by no other sum.
        using var cashier = await town.As("cashier");
        var request = await Ask(cashier, 300);
        Task<HttpResponseMessage> Answer(long amount) => helper.PostAsJsonAsync($"/v1/accounts/{account}/mandates/{mandate.Id}/payments", new { @delegate = Text(carer, "account"), payee = town.Shop, amount, request });
        await (await Answer(301)).Refused(HttpStatusCode.UnprocessableEntity, "request_mismatch");
        Assert.Equal(HttpStatusCode.Created, (await Answer(300)).StatusCode);
        Assert.Equal("paid", Text(await (await _server.Http.GetAsync($"/v1/payment-requests/{request}")).Json(), "state"));
        await (await Answer(300)).Refused(HttpStatusCode.UnprocessableEntity, "request_closed");

        Assert.Equal(HttpStatusCode.NoContent, (await holder.DeleteAsync($"/v1/accounts/{account}/mandates/{mandate.Id}")).StatusCode);
        await (await Pay(helper, 100)).Refused(HttpStatusCode.UnprocessableEntity, "mandate_ended");
    }

    private static ByteArrayContent Signed(JsonElement payer, Mandate mandate) =>
        new(new DeviceSigner(Convert.FromHexString(Text(payer, "deviceKey"))).Sign(Mandate.Type, mandate.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };

    private static Mandate NewMandate(Terms terms, JsonElement payer, string? payee, long most, int days = 400) => new(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))),
        AccountId.Parse(Text(payer, "account")), payee is null ? null : AccountId.Parse(payee), Amount.FromMinor(most), terms.Unit, Amount.FromMinor(most), 28, ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(days));

    [Fact]
    public async Task Scheduled_payment_is_made_by_itself_within_what_a_device_signed_and_told_to_its_holder()
    {
        var payer = town.Resident;
        var (account, terms, today) = (Text(payer, "account"), _server.Services.GetRequiredService<Terms>(), ParisCalendar.DayOf(DateTimeOffset.UtcNow));
        using var holder = await HolderOf(account);
        var (mandate, address) = (NewMandate(terms, payer, town.Shop, 700), $"/v1/accounts/{account}/scheduled-payments");
        Task<HttpResponseMessage> Make(long amount = 700, DateOnly? first = null, object? of = null, HttpClient? who = null) =>
            (who ?? holder).PostAsJsonAsync(address, new { mandate = of ?? mandate.Id.ToString(), amount, every = "month", firstDay = first ?? today, note = "panier" });
        async Task<JsonElement> Shown() => (await (await holder.GetAsync(address)).Json()).GetProperty("items").EnumerateArray().Single(s => Text(s, "mandate") == $"{mandate.Id}");

        await (await Make()).Refused(HttpStatusCode.UnprocessableEntity, "mandate_unknown");
        Assert.Equal(HttpStatusCode.Created, (await holder.PostAsync($"/v1/accounts/{account}/mandates", Signed(payer, mandate))).StatusCode);
        // Somebody who stole a session, or has one of somebody else's.
        using var stranger = await _server.As("resident");
        await (await Make(who: stranger)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await stranger.GetAsync(address)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await Make(701)).Refused(HttpStatusCode.UnprocessableEntity, "exceeds_mandate");
        await (await Make(first: today.AddDays(-1))).Refused(HttpStatusCode.UnprocessableEntity, "schedule_out_of_range");
        await (await Make(0)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var anybody = NewMandate(terms, payer, null, 700);
        await holder.PostAsync($"/v1/accounts/{account}/mandates", Signed(payer, anybody));
        await (await Make(of: anybody.Id.ToString())).Refused(HttpStatusCode.UnprocessableEntity, "payee_not_signed");
        var nobody = NewMandate(terms, payer, "NOBODY", 700);
        await holder.PostAsync($"/v1/accounts/{account}/mandates", Signed(payer, nobody));
        await (await Make(of: nobody.Id.ToString())).Refused(HttpStatusCode.UnprocessableEntity, "payee_unknown");

        foreach (var made in new[] { await (await Make()).Json(), await (await Make()).Json() })
            Assert.Equal(($"{mandate.Id}", "active", 700), (Text(made, "mandate"), Text(made, "state"), made.GetProperty("amount").GetInt64()));
        await (await Make(699)).Refused(HttpStatusCode.Conflict, "schedule_exists");

        var shown = await Tried(Shown);
        var run = Assert.Single(shown.GetProperty("runs").EnumerateArray());
        Assert.Equal(("paid", $"{today:yyyy-MM-dd}"), (Text(run, "state"), Text(run, "due")));
        Assert.True(DateOnly.Parse(Text(shown, "nextDay"), CultureInfo.InvariantCulture) >= today.AddDays(28));
        var movement = (await (await holder.GetAsync($"/v1/accounts/{account}/entries?limit=1")).Json()).GetProperty("items")[0];
        Assert.Equal((Text(run, "payment"), "mandate", "panier", JsonValueKind.Null), (Text(movement, "payment"), Text(movement, "means"), Text(movement, "note"), movement.GetProperty("delegate").ValueKind));
        using var zip = new System.IO.Compression.ZipArchive(await (await holder.GetAsync("/v1/me/data")).Content.ReadAsStreamAsync());
        using var data = new StreamReader(zip.GetEntry("data.json")!.Open());
        var kept = JsonDocument.Parse(await data.ReadToEndAsync()).RootElement.GetProperty("accounts")[0].GetProperty("scheduledPayments");
        // Another test may have scheduled something for the same resident.
        Assert.Contains("panier", kept.EnumerateArray().Select(p => p.GetProperty("note").GetString()));

        // Stopped for good: what was signed is taken back, and a session cannot begin it again.
        await (await stranger.DeleteAsync($"{address}/{mandate.Id}")).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await holder.DeleteAsync($"{address}/{anybody.Id}")).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(HttpStatusCode.NoContent, (await holder.DeleteAsync($"{address}/{mandate.Id}")).StatusCode);
        Assert.Equal(("stopped", JsonValueKind.Null), (Text(await (await Make()).Json(), "state"), (await Shown()).GetProperty("nextDay").ValueKind));
        await (await Make(500)).Refused(HttpStatusCode.Conflict, "schedule_exists");
    }

    /// <summary>A scheduled payment once its first due day, today, was tried: that is not waited for when it is arranged.</summary>
    private static async Task<JsonElement> Tried(Func<Task<JsonElement>> show)
    {
        for (var tries = 0; ; tries++)
        {
            var shown = await show();
            if (shown.GetProperty("runs").GetArrayLength() > 0) return shown;
            Assert.True(tries < 200, "nobody tried");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Refused_due_day_is_told_with_its_reason_and_the_day_of_the_next_try()
    {
        var payer = town.Resident;
        var (account, today) = (Text(payer, "account"), ParisCalendar.DayOf(DateTimeOffset.UtcNow));
        using var holder = await HolderOf(account);
        var mandate = NewMandate(_server.Services.GetRequiredService<Terms>(), payer, town.Shop, 90_000_000);
        await holder.PostAsync($"/v1/accounts/{account}/mandates", Signed(payer, mandate));
        Assert.Equal(HttpStatusCode.Created, (await holder.PostAsJsonAsync($"/v1/accounts/{account}/scheduled-payments", new { mandate = $"{mandate.Id}", amount = 90_000_000, every = "once", firstDay = today })).StatusCode);
        var shown = await Tried(async () => (await (await holder.GetAsync($"/v1/accounts/{account}/scheduled-payments")).Json()).GetProperty("items")[0]);
        var run = Assert.Single(shown.GetProperty("runs").EnumerateArray());
        Assert.Equal(("refused", "limit_exceeded", "max_amount", $"{today.AddDays(1):yyyy-MM-dd}"), (Text(run, "state"), Text(run, "reason"), Text(run, "limit"), Text(shown, "nextDay")));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("payment").ValueKind);
        // And written to those who hold the account, without a word of whom they pay.
        var holders = await _server.People.HoldersOf(AccountId.Parse(account));
        var mail = Assert.Single((await _server.Services.GetRequiredService<EssLedger.Store.IOutboxStore>().ReadAsync(holders[^1].Id, 10, default)), m => m.Occasion.Contains($"{mandate.Id}", StringComparison.Ordinal));
        Assert.Contains("900\u202f000,00\u00a0MLC", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Text(town.File.GetProperty("shops")[0], "name"), mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_of_an_account_is_compared_and_never_told()
    {
        using var resident = await _server.As("resident");
        async Task<string> Check(string account, string name) => (await (await resident.PostAsJsonAsync($"/v1/accounts/{account}/name-check", new { name })).Json()).GetRawText();
        var (payer, yes, no) = (town.Resident, """{"agrees":true}""", """{"agrees":false}""");
        var (account, words) = (Text(payer, "account"), Text(payer, "name").Split(' '));
        Assert.Equal(yes, await Check(account, Text(payer, "name")));
        Assert.Equal(yes, await Check(account, string.Join(", ", words.Reverse()).ToUpperInvariant()));
        Assert.Equal(no, await Check(account, words[0]));
        Assert.Equal(no, await Check("NOBODY", Text(payer, "name")));
        var pending = Text(await (await resident.PostAsJsonAsync("/v1/accounts", new { kind = "resident", holder = new { name = "Nouvelle" } })).Json(), "account");
        Assert.Equal(no, await Check(pending, "Nouvelle"));
        foreach (var name in new[] { "", new string('a', 201), "a\u202eb" }) await (await resident.PostAsJsonAsync($"/v1/accounts/{account}/name-check", new { name })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await _server.Http.PostAsJsonAsync($"/v1/accounts/{account}/name-check", new { name = "?" })).Refused(HttpStatusCode.Unauthorized, "token_required");
    }

    /// <summary>A client of a person who holds the account.</summary>
    private async Task<HttpClient> HolderOf(string account)
    {
        var id = AccountId.Parse(account);
        var person = await _server.People.Create("Holder", ["resident"]);
        await _server.People.Hold(person.PersonId, id);
        return await _server.As(person);
    }

    [Fact]
    public async Task Terms_are_set_ahead_with_a_reason_and_stay_in_the_book()
    {
        using var admin = await town.As("admin");
        using var resident = await _server.As("resident");
        var soon = DateTimeOffset.UtcNow.AddYears(1);
        object Terms(DateTimeOffset from, string reason) => new { from, reason, ceilings = new { resident = new { balance = 300_000, in30Days = 250_000 } }, forbidden = new[] { new { payer = "public", payee = "resident" } } };
        await (await resident.PostAsJsonAsync("/v1/terms", Terms(soon, "CA"))).Refused(HttpStatusCode.Forbidden, "forbidden");
        await (await admin.PostAsJsonAsync("/v1/terms", Terms(DateTimeOffset.UtcNow.AddSeconds(30), "CA"))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await admin.PostAsJsonAsync("/v1/terms", Terms(soon, " "))).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync("/v1/terms", Terms(soon, "Conseil d'administration du 12 mars"))).StatusCode);

        var shown = await (await _server.Http.GetAsync("/v1/terms")).Json();
        Assert.Equal(500_000, shown.GetProperty("ceilings").GetProperty("resident").GetProperty("in30Days").GetInt64());
        var change = shown.GetProperty("changes").EnumerateArray().Last();
        Assert.Equal((300_000, "public"), (change.GetProperty("ceilings").GetProperty("resident").GetProperty("balance").GetInt64(), Text(change.GetProperty("forbidden")[0], "payer")));
    }

    [Fact]
    public async Task Account_with_a_ceiling_of_its_own_is_held_to_it()
    {
        var payer = town.Resident;
        using var admin = await town.As("admin");
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/v1/accounts/{Text(payer, "account")}/ceilings", new { ceilings = new { payment = 100 }, reason = "Alerte du 3 mars" })).StatusCode);
        var terms = _server.Services.GetRequiredService<Terms>();
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Text(payer, "account")), AccountId.Parse(town.Shop),
            Amount.FromMinor(101), terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds());
        using var body = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(payer, "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        var refused = await (await _server.Http.PostAsync("/v1/payments", body)).Refused(HttpStatusCode.UnprocessableEntity, "limit_exceeded");
        Assert.Equal("payment", refused.GetProperty("errors").GetProperty("limit")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/v1/accounts/{Text(payer, "account")}/ceilings", new { ceilings = new { }, reason = "Levée" })).StatusCode);
    }
}
