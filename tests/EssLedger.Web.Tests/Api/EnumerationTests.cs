using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>A town whose clock can be put on.</summary>
public sealed class TownThroughTime() : OutsideTests.Town(builder => builder.Services.AddSingleton<TimeProvider>(Clock))
{
    private static readonly ClockAhead Clock = new();

    public static TimeSpan Ahead { get => Clock.By; set => Clock.By = value; }
}

/// <summary>One town for the tests that only ask.</summary>
[CollectionDefinition(nameof(Defended))]
public sealed class Defended : ICollectionFixture<TownThroughTime>;

/// <summary>Whoever has no right to a thing cannot tell whether it exists: not by the answer, and not by how long it takes.</summary>
[Collection(nameof(Defended))]
public sealed class EnumerationTests(TownThroughTime town)
{
    private readonly TestServer _server = town.Server;

    /// <summary>A call about a thing, and the same about none.</summary>
    private sealed record Probe(string Method, string Existing, string Missing, string MediaType = "application/json", byte[]? Body = null, byte[]? MissingBody = null);

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static string NoId() => Base32.Encode(RandomNumberGenerator.GetBytes(13))[..20];

    private static string NoUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10)).ToString();

    [Fact]
    public async Task Outsider_learns_of_nothing_whether_it_exists()
    {
        var (resident, shop) = (town.File.GetProperty("residents")[2], town.File.GetProperty("shops")[1]);
        using var manager = await town.As(Roles.LabelManager);
        using var treasurer = await town.As(Roles.Treasurer);
        var (account, kid) = (Text(resident, "account"), Text(resident, "kid"));
        var paid = await Pay(resident, Text(shop, "account"));
        var file = Text((await (await manager.GetAsync("/v1/label/applications")).Json()).GetProperty("items")[0], "application");
        var evidence = Text(await (await manager.PostAsJsonAsync($"/v1/label/applications/{file}/evidence", new { name = "a.txt", mediaType = "text/plain", size = 5 })).Json(), "evidence");
        var cooperation = Text((await (await manager.GetAsync("/v1/label/cooperations")).Json()).GetProperty("items")[0], "cooperation");
        var complaint = Text(await (await manager.PostAsJsonAsync("/v1/label/complaints", new { grant = Text(shop, "grant"), reason = "?" })).Json(), "complaint");
        var issuance = Text(await (await treasurer.PostAsJsonAsync("/v1/issuances", new { account, amount = 1, unit = "MLC", source = new { kind = "cash", reference = NoId(), amount = 1 } })).Json(), "issuance");
        var participant = Text(town.File.GetProperty("participants")[1], "participant");
        var person = Text(await (await manager.GetAsync("/v1/me")).Json(), "person");
        var (none, noUuid) = (NoId(), NoUuid());

        List<Probe> probes = [];
        void About(string method, string address, string existing, string missing, string mediaType = "application/json", byte[]? body = null) =>
            probes.Add(new(method, string.Format(System.Globalization.CultureInfo.InvariantCulture, address, existing), string.Format(System.Globalization.CultureInfo.InvariantCulture, address, missing), mediaType, body));

        foreach (var path in (string[])["", "/entries", "/statement.csv", "/statement.pdf"]) About("GET", $"/v1/accounts/{{0}}{path}", account, none);
        About("POST", "/v1/accounts/{0}/key-challenge", account, none);
        About("POST", "/v1/accounts/{0}/approve", account, none);
        About("POST", "/v1/accounts/{0}/keys", account, none, Cose.MediaType, [1]);
        About("DELETE", "/v1/accounts/{0}/keys/" + kid, account, none);
        About("DELETE", $"/v1/accounts/{account}/keys/{{0}}", kid, "0123456789abcdef");
        foreach (var path in (string[])["", "/receipt", "/proof"]) About("GET", $"/v1/payments/{{0}}{path}", paid, noUuid);
        foreach (var path in (string[])["takings", "events"]) About("GET", $"/v1/merchants/{{0}}/{path}", Text(shop, "merchant"), none);
        foreach (var path in (string[])["approve", "reject"]) About("POST", $"/v1/issuances/{{0}}/{path}", issuance, noUuid);
        foreach (var path in (string[])["", "/evidence"]) About("GET", $"/v1/label/applications/{{0}}{path}", file, noUuid);
        About("POST", "/v1/label/applications/{0}/submit", file, noUuid, body: "{}"u8.ToArray());
        foreach (var method in (string[])["GET", "HEAD", "DELETE"]) About(method, $"/v1/label/applications/{file}/evidence/{{0}}", evidence, noUuid);
        About("GET", "/v1/label/cooperations/{0}", cooperation, noUuid);
        About("POST", "/v1/label/cooperations/{0}/end", cooperation, noUuid, body: "{}"u8.ToArray());
        About("POST", "/v1/label/complaints/{0}/close", complaint, noUuid, body: """{"outcome":"founded","reason":"?"}"""u8.ToArray());
        foreach (var path in (string[])["", "/directory"]) About("GET", $"/v1/label/participants/{{0}}{path}", participant, none);
        About("POST", "/v1/label/participants/{0}/key-challenge", participant, none);
        About("POST", $"/v1/label/participants/{participant}/representatives/{{0}}/end", person, none, body: "{}"u8.ToArray());
        About("GET", "/v1/accounts/{0}/mandates", account, none);
        About("POST", "/v1/accounts/{0}/mandates/" + noUuid + "/payments", account, none, body: JsonSerializer.SerializeToUtf8Bytes(new { @delegate = Text(resident, "account"), payee = Text(shop, "account"), amount = 1 }));
        About("DELETE", "/v1/accounts/{0}/cards/" + none, account, none);
        About("POST", "/v1/accounts/{0}/keys/enter", account, none, Cose.MediaType, [1]);
        // Orders in somebody's name, and of a purse that is none.
        probes.Add(new("POST", "/v1/payments", "/v1/payments", Cose.MediaType, Order(account, Text(shop, "account")), Order(none, Text(shop, "account"))));
        probes.Add(new("POST", "/v1/payment-requests", "/v1/payment-requests", "application/json", Asked(account), Asked(none)));

        using var stranger = await _server.As(Roles.Resident);
        using var trader = await _server.As(Roles.Merchant, Roles.Cashier, Roles.Participant);
        foreach (var outsider in (HttpClient[])[_server.Http, stranger, trader])
            foreach (var probe in probes)
                Assert.Equal(await Told(outsider, probe, existing: false), await Told(outsider, probe, existing: true));
    }

    [Fact]
    public async Task Payment_request_is_the_payees_business_an_hour_after_its_end()
    {
        var shop = town.File.GetProperty("shops")[0];
        using var till = await town.As(Roles.Cashier);
        using var other = await town.As(town.File.GetProperty("shops")[1]);
        var request = Text(await (await till.PostAsJsonAsync("/v1/payment-requests", new { payee = Text(shop, "account"), unit = "MLC", amount = 100 })).Json(), "request");
        await till.PostAsync($"/v1/payment-requests/{request}/cancel", null);
        List<Probe> probes = [.. ((string[])["", "/qr.svg", "/qr.png", "/events"]).Select(path => new Probe("GET", $"/v1/payment-requests/{request}{path}", $"/v1/payment-requests/{NoUuid()}{path}")),
            new("POST", $"/v1/payment-requests/{request}/cancel", $"/v1/payment-requests/{NoUuid()}/cancel")];
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync(probes[1].Existing)).StatusCode);
        TownThroughTime.Ahead = TimeSpan.FromMinutes(61);
        try
        {
            foreach (var outsider in (HttpClient[])[_server.Http, other])
                foreach (var probe in probes) Assert.Equal(await Told(outsider, probe, existing: false), await Told(outsider, probe, existing: true));
            Assert.Equal(HttpStatusCode.OK, (await till.GetAsync(probes[0].Existing)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await till.GetAsync(probes[1].Existing)).StatusCode);
        }
        finally
        {
            TownThroughTime.Ahead = TimeSpan.Zero;
        }
    }

    [Fact]
    public async Task Time_tells_an_outsider_no_more_than_the_answer()
    {
        var resident = town.File.GetProperty("residents")[2];
        var account = Text(resident, "account");
        var paid = await Pay(resident, Text(town.File.GetProperty("shops")[1], "account"));
        using var stranger = await _server.As(Roles.Resident);
        foreach (var (existing, none) in ((string, Func<string>)[])
            [($"/v1/accounts/{account}", () => $"/v1/accounts/{NoId()}"), ($"/v1/payments/{paid}", () => $"/v1/payments/{NoUuid()}"), ($"/v1/merchants/{Text(town.File.GetProperty("shops")[1], "merchant")}/takings", () => $"/v1/merchants/{NoId()}/takings")])
        {
            List<double> there = [], missing = [];
            // By turns, so that whatever else the machine does slows both alike.
            for (var i = 0; i < 120; i++)
            {
                var (address, times) = i % 2 == 0 ? (existing, there) : (none(), missing);
                var begun = Stopwatch.GetTimestamp();
                using var answer = await stranger.GetAsync(address);
                if (i >= 20) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            there.Sort();
            missing.Sort();
            var noise = Spread(there) + Spread(missing) + 1;
            Assert.True(Math.Abs(Median(there) - Median(missing)) <= noise, $"{existing}: {Median(there):0.00} ms where it is, {Median(missing):0.00} ms where it is not; noise {noise:0.00} ms");
        }

        static double Median(List<double> sorted) => sorted[sorted.Count / 2];
        static double Spread(List<double> sorted) => sorted[sorted.Count * 3 / 4] - sorted[sorted.Count / 4];
    }

    /// <summary>Everything that an answer says: status, headers, body.</summary>
    private static async Task<string> Told(HttpClient outsider, Probe probe, bool existing)
    {
        using var request = new HttpRequestMessage(new(probe.Method), existing ? probe.Existing : probe.Missing);
        if ((existing ? probe.Body : probe.MissingBody ?? probe.Body) is { } body) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new(probe.MediaType) } };
        using var answer = await outsider.SendAsync(request);
        // Otherwise nothing was probed.
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{(int)answer.StatusCode} to {request.Method} {request.RequestUri}");
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        return $"{probe.Method} {probe.Existing}\n{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync()}";
    }

    private static byte[] Asked(string payee) => JsonSerializer.SerializeToUtf8Bytes(new { payee, unit = "MLC", amount = 1 });

    /// <summary>An order that a stranger's device signed.</summary>
    private byte[] Order(string payer, string payee) => Order(payer, payee, new(RandomNumberGenerator.GetBytes(32))).Bytes;

    private (string Id, byte[] Bytes) Order(string payer, string payee, DeviceSigner device)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer), AccountId.Parse(payee), Amount.FromMinor(1), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds());
        return (order.Id.ToString(), device.Sign(PaymentOrder.Type, order.Encode()));
    }

    private async Task<string> Pay(JsonElement payer, string payee)
    {
        var (id, bytes) = Order(Text(payer, "account"), payee, new(Convert.FromHexString(Text(payer, "deviceKey"))));
        using var body = new ByteArrayContent(bytes) { Headers = { ContentType = new(Cose.MediaType) } };
        Assert.Equal(HttpStatusCode.Created, (await _server.Http.PostAsync("/v1/payments", body)).StatusCode);
        return id;
    }
}
