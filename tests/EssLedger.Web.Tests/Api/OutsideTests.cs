using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EssLedger.Web.Api;

/// <summary>What somebody who only has the protocol found out about a server with its demonstration town.</summary>
public sealed class OutsideTests(OutsideTests.Town town) : IClassFixture<OutsideTests.Town>
{
    private readonly TestServer _server = town.Server;

    public class Town : SharedServer
    {
        public Town() : this(null) { }

        protected Town(Action<WebApplicationBuilder>? adjust) : base(options: new() { Demo = true, Adjust = adjust }) { }

        private JsonElement _file;

        public JsonElement File => _file.ValueKind == JsonValueKind.Object ? _file
            : _file = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Server.Data, "demo.json"))).RootElement;

        public JsonElement Shop => File.GetProperty("shops")[0];

        public async Task<HttpClient> As(string role) => await As(File.GetProperty("clients").GetProperty(role));

        public async Task<HttpClient> As(JsonElement client)
        {
            var http = Server.Browser();
            http.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenFor(client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!));
            return http;
        }
    }

    private string Account => town.Shop.GetProperty("account").GetString()!;

    private async Task<string> NewRequest(HttpClient till) =>
        (await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = Account, amount = 100, unit = "MLC" })).Json()).GetProperty("request").GetString()!;

    /// <summary>Pays by signed order and gives the answer.</summary>
    private async Task<JsonElement> Pay(JsonElement payer, string payee, long amount, string? request = null, string? note = null)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        RequestId? asked = request is null ? null : new(Uuid.TryParse(request, out var id) ? id : default);
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer.GetProperty("account").GetString()!),
            AccountId.Parse(payee), Amount.FromMinor(amount), terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), asked, note);
        using var body = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode()))
        {
            Headers = { ContentType = new(Cose.MediaType) },
        };
        var answer = await _server.Http.PostAsync("/v1/payments", body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Json();
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    [Fact]
    public async Task Merchants_stream_brings_each_credit_once_and_goes_on_after_the_last_one_seen()
    {
        using var till = await town.As("cashier");
        var (address, resident) = ($"/v1/merchants/{Text(town.Shop, "merchant")}/events", town.File.GetProperty("residents")[2]);
        string last;
        using (var stream = await Stream(till, address, null))
        {
            Assert.Equal("state", (await stream.Next()).Event);
            var first = await Pay(resident, Account, 101);
            await Pay(resident, Text(town.File.GetProperty("shops")[1], "account"), 102);
            var second = await Pay(resident, Account, 103);
            foreach (var paid in new[] { first, second })
            {
                var (name, id, data) = await stream.Next();
                Assert.Equal(("credit", paid.GetProperty("position").GetRawText()), (name, id));
                Assert.Equal((Text(paid, "payment"), paid.GetProperty("amount").GetInt64()), (Text(data, "payment"), data.GetProperty("amount").GetInt64()));
                Assert.False(data.TryGetProperty("payer", out _));
            }
            last = first.GetProperty("position").GetRawText();
        }

        var missed = await Pay(resident, Account, 104);
        using var again = await Stream(till, address, last);
        var state = await again.Next();
        Assert.Equal(("state", last), (state.Event, state.Id));
        Assert.Equal(103, (await again.Next()).Data.GetProperty("amount").GetInt64());
        Assert.Equal(Text(missed, "payment"), Text((await again.Next()).Data, "payment"));
    }

    [Fact]
    public async Task Merchants_stream_is_for_those_who_work_there()
    {
        var address = $"/v1/merchants/{Text(town.Shop, "merchant")}/events";
        await (await _server.Http.GetAsync(address)).Refused(HttpStatusCode.Unauthorized, "token_required");
        using var other = await town.As(town.File.GetProperty("shops")[1]);
        await (await other.GetAsync(address)).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var resident = await town.As("resident");
        await (await resident.GetAsync(address)).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var till = await town.As("merchant");
        using var asked = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Last-Event-ID", "the last one" } } };
        await (await till.SendAsync(asked)).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public async Task Statement_ends_at_the_balance_and_runs_no_formula()
    {
        var resident = town.File.GetProperty("residents")[0];
        await Pay(resident, Account, 105, note: "=HYPERLINK(\"x\"), \"y\"");
        using var holder = await town.As("resident");
        var account = $"/v1/accounts/{Text(resident, "account")}";
        var answer = await holder.GetAsync($"{account}/statement.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        Assert.StartsWith("day,committedAt,position,kind,direction,amount,unit,balance,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=HYPERLINK(\"\"x\"\"), \"\"y\"\"\",device,", lines[^1], StringComparison.Ordinal);
        var balance = (await (await holder.GetAsync(account)).Json()).GetProperty("balance").GetRawText();
        Assert.Equal(["105", "MLC", balance], lines[^1].Split(',')[5..8]);

        Assert.Single((await (await holder.GetAsync($"{account}/statement.csv?to=2020-01-01")).Content.ReadAsStringAsync()).TrimEnd().Split("\r\n"));
        Assert.Equal(string.Join('\n', lines), string.Join('\n', (await (await holder.GetAsync($"{account}/statement.csv?from=2020-01-01")).Content.ReadAsStringAsync()).TrimEnd().Split("\r\n")));
        await (await holder.GetAsync($"{account}/statement.csv?from=2026-02-01&to=2026-01-01")).Refused(HttpStatusCode.BadRequest, "invalid_field");
        using var stranger = await town.As("bureau");
        await (await stranger.GetAsync($"{account}/statement.csv")).Refused(HttpStatusCode.Forbidden, "forbidden");

        var paper = await holder.GetAsync($"{account}/statement.pdf?from=2020-01-01&language=en");
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(await paper.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        await (await holder.GetAsync($"{account}/statement.pdf?language=de")).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await stranger.GetAsync($"{account}/statement.pdf")).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Professionals_are_found_by_name_and_individuals_by_nobody()
    {
        using var resident = await town.As("resident");
        var name = Text(town.Shop, "name");
        var first = name.Split(' ')[0];
        var found = (await (await resident.GetAsync($"/v1/payees?q={Uri.EscapeDataString(first.ToUpperInvariant())}")).Json()).GetProperty("items").EnumerateArray().ToList();
        var shop = Assert.Single(found, f => Text(f, "account") == Account);
        Assert.Equal((name, "active"), (Text(shop, "name"), Text(shop.GetProperty("label"), "standing")));
        Assert.Empty((await (await resident.GetAsync($"/v1/payees?q={Uri.EscapeDataString($"{first} nowhere")}")).Json()).GetProperty("items").EnumerateArray());
        Assert.Equal(shop.GetRawText(), Assert.Single((await (await resident.GetAsync($"/v1/payees?account={Account}")).Json()).GetProperty("items").EnumerateArray()).GetRawText());

        var person = town.File.GetProperty("residents")[1];
        Assert.Empty((await (await resident.GetAsync($"/v1/payees?q={Uri.EscapeDataString(Text(person, "name"))}")).Json()).GetProperty("items").EnumerateArray());
        Assert.Empty((await (await resident.GetAsync($"/v1/payees?account={Text(person, "account")}")).Json()).GetProperty("items").EnumerateArray());
        await (await _server.Http.GetAsync("/v1/payees")).Refused(HttpStatusCode.Unauthorized, "token_required");
    }

    private static async Task<Listener> Stream(HttpClient client, string address, string? lastSeen)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastSeen is not null) asked.Headers.Add("Last-Event-ID", lastSeen);
        var answer = await client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed record Listener(HttpResponseMessage Answer, IAsyncEnumerator<SseItem<string>> Events) : IDisposable
    {
        public async Task<(string Event, string? Id, JsonElement Data)> Next()
        {
            Assert.True(await Events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            return (Events.Current.EventType, Events.Current.EventId, JsonDocument.Parse(Events.Current.Data).RootElement);
        }

        public void Dispose() => Answer.Dispose();
    }

    [Fact]
    public async Task Server_that_stops_waits_for_no_stream()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "demo.json"))).RootElement;
        var (shop, http) = (file.GetProperty("shops")[0], server.Browser());
        http.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenFor(Text(shop, "clientId"), Text(shop, "clientSecret")));
        var made = await (await http.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(shop, "account"), amount = 100, unit = "MLC" })).Json();
        using var ofRequest = await http.GetAsync($"/v1/payment-requests/{Text(made, "request")}/events", HttpCompletionOption.ResponseHeadersRead);
        using var ofMerchant = await http.GetAsync($"/v1/merchants/{Text(shop, "merchant")}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ofRequest.StatusCode, ofMerchant.StatusCode));
        var stopping = server.Services.GetRequiredService<IHostApplicationLifetime>();
        stopping.StopApplication();
        // Whole answers, and not broken-off ones: the server ends them itself.
        await Task.WhenAll(ofRequest.Content.ReadAsStringAsync(), ofMerchant.Content.ReadAsStringAsync()).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Fourth_stream_of_a_request_is_told_when_to_come_back()
    {
        using var till = await town.As("cashier");
        var address = $"/v1/payment-requests/{await NewRequest(till)}/events";
        var open = new List<HttpResponseMessage>();
        try
        {
            for (var i = 0; i < 3; i++) open.Add(await _server.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead));
            Assert.All(open, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
            var refused = await _server.Http.GetAsync(address);
            await refused.Refused(HttpStatusCode.TooManyRequests, "rate_limited");
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        }
        finally { open.ForEach(stream => stream.Dispose()); }
    }

    [Fact]
    public async Task Stream_tells_the_state_first_and_then_that_it_was_paid_and_nothing_else()
    {
        using var till = await town.As("cashier");
        var request = await NewRequest(till);
        using var stream = await _server.Http.GetAsync($"/v1/payment-requests/{request}/events", HttpCompletionOption.ResponseHeadersRead);
        await Pay(town.File.GetProperty("residents")[1], Account, 100, request);

        var events = (await stream.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal));
        Assert.Equal(["event: state", "event: paid"], events);
    }

    [Fact]
    public async Task Inspection_knows_the_servers_own_access_tokens()
    {
        using var clerk = await town.As("bureau");
        var found = JsonNode.Parse(Inspection.Inspect(clerk.DefaultRequestHeaders.Authorization!.Parameter!, Es256kVerifiers.Best().Verifier, _server.Services.GetRequiredService<ServerKeys>().FindAny))!;
        Assert.Equal((true, "token"), ((bool)found["valid"]!, (string?)found["says"]!["purpose"]));
    }

    [Theory]
    [InlineData("2026-11-25", HttpStatusCode.OK)]
    [InlineData("0001-01-01", HttpStatusCode.OK)]
    [InlineData("9999-12-31", HttpStatusCode.OK)]
    [InlineData("01/02/2026", HttpStatusCode.BadRequest)]
    [InlineData("2026-1-1", HttpStatusCode.BadRequest)]
    [InlineData("25 November 2026", HttpStatusCode.BadRequest)]
    [InlineData("2026-11-25%20", HttpStatusCode.BadRequest)]
    [InlineData("2026-02-30", HttpStatusCode.BadRequest)]
    public async Task Day_has_one_form_and_any_day_may_be_asked_for(string day, HttpStatusCode status)
    {
        using var merchant = await town.As("merchant");
        var grant = town.Shop.GetProperty("grant").GetString();
        foreach (var address in (string[])[$"/v1/label/grants/{grant}?on={day}", $"/v1/label/grants/{grant}?asKnownOn={day}", $"/v1/merchants/{town.Shop.GetProperty("merchant").GetString()}/takings?day={day}"])
        {
            var answer = await merchant.GetAsync(address);
            if (status == HttpStatusCode.OK) Assert.Equal(status, answer.StatusCode);
            else await answer.Refused(status, "invalid_field");
        }
    }

    [Theory]
    [InlineData("Anna\u202Eeirengnaluob")]
    [InlineData("Anna\nPayee verified")]
    [InlineData("Anna\u0000")]
    public async Task Name_that_would_show_another_text_than_it_holds_is_refused(string name)
    {
        using var bureau = await town.As("bureau");
        var refused = await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "merchant", holder = new { name } })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.True(refused.GetProperty("errors").TryGetProperty("holder.name", out _));
    }

    [Fact]
    public async Task Account_ids_do_not_follow_from_what_the_caller_knows_and_stay_when_asked_again()
    {
        using var bureau = await town.As("bureau");
        var (before, ids) = (DateTimeOffset.UtcNow, new List<string>());
        for (var i = 0; i < 2; i++)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/v1/accounts")
            {
                Content = """{"kind":"resident","holder":{"name":"Anna"}}""".JsonText(),
                Headers = { { "Idempotency-Key", "known to the caller" } },
            };
            ids.Add(Text(await (await bureau.SendAsync(asked)).Json(), "account"));
        }
        Assert.Equal(ids[0], ids[1]);

        await using var people = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync();
        var request = await people.IdempotentRequests.AsNoTracking().SingleAsync(r => r.Key == "known to the caller");
        Assert.InRange(request.FirstSeen, before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
        foreach (var what in (string[])["", "account"])
            Assert.NotEqual(AccountId.FromRandom(SHA256.HashData(request.Id(what).ToBytes())).Value, ids[0]);
    }

    [Fact]
    public async Task Missing_member_of_a_member_is_named_by_its_whole_path()
    {
        using var bureau = await town.As("bureau");
        var refused = await (await bureau.PostAsJsonAsync("/v1/accounts", new { kind = "merchant", holder = new { } })).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.True(refused.GetProperty("errors").TryGetProperty("holder.name", out _), refused.ToString());
    }

    [Fact]
    public async Task Waiting_issuances_come_page_by_page_and_none_twice()
    {
        using var treasurer = await town.As("treasurer");
        var made = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var proposed = await treasurer.PostAsJsonAsync("/v1/issuances", new { account = Account, amount = 100, unit = "MLC", source = new { kind = "cash", reference = $"page {i}", amount = 100 } });
            made.Add((await proposed.Json()).GetProperty("issuance").GetString()!);
        }
        var seen = new List<string>();
        for (var after = ""; ;)
        {
            var page = await (await treasurer.GetAsync($"/v1/issuances?limit=2{after}")).Json();
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("issuance").GetString()!));
            if (page.GetProperty("next").GetString() is not { } next) break;
            after = $"&after={next}";
        }
        Assert.Equal(made, seen);
        foreach (var asked in (string[])["limit=0", "limit=501", "after=x"])
            await (await treasurer.GetAsync($"/v1/issuances?{asked}")).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public void Body_that_comes_too_slowly_is_no_refusal() =>
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Problems.Of(new BadHttpRequestException("Too slow.", StatusCodes.Status408RequestTimeout))!.StatusCode);

    [Fact]
    public async Task Files_with_names_are_for_the_server_alone_in_a_folder_that_others_may_enter()
    {
        if (OperatingSystem.IsWindows()) return;
        var open = Directory.CreateTempSubdirectory("essledger-test-").FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b111_101_101);
        try
        {
            await using (await TestServer.Start(new() { Data = open }))
            {
                var files = Directory.GetFiles(open, "*.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
                Assert.True(files.Count >= 4, string.Join(' ', files));
                Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(open, recursive: true);
        }
    }
}
