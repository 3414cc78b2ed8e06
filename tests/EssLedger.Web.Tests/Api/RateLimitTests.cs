using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Two requests a second, twenty at once; one order a second, ten at once. A reverse proxy stands in 203.0.113.0/24.</summary>
public sealed class RateLimitTests(RateLimitTests.Strict town) : IClassFixture<RateLimitTests.Strict>
{
    private const string From = "X-Test-From";
    private static int _addresses;
    private readonly TestServer _server = town.Server;

    public sealed class Strict() : SharedServer(options: new()
    {
        Demo = true,
        Further = new Dictionary<string, string?> { ["EssLedger:RequestsPerSecond"] = "2", ["EssLedger:OrdersPerSecond"] = "1", ["EssLedger:ProofsPerSecond"] = "1", ["EssLedger:Proxies:0"] = "203.0.113.0/24" },
        Adjust = builder => builder.Services.AddSingleton<IStartupFilter, Everywhere>(),
    });

    /// <summary>Lets a call come from anywhere.</summary>
    private sealed class Everywhere : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[From], out var address)) context.Connection.RemoteIpAddress = address;
                return then(context);
            });
            next(app);
        };
    }

    private static string NewAddress() => $"198.18.{Interlocked.Increment(ref _addresses) / 250}.{(_addresses % 250) + 1}";

    private async Task<HttpResponseMessage> Ask(string from, string? forwarded = null, HttpClient? http = null, string address = "/v1/ledger", HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address) { Headers = { { From, from } }, Content = body };
        if (forwarded is not null) request.Headers.Add("X-Forwarded-For", forwarded);
        return await (http ?? _server.Http).SendAsync(request);
    }

    /// <summary>Asks sixty times, which takes less than the twenty seconds in which so many would be let in, and holds that some were turned away, or none.</summary>
    private static async Task Sixty(bool someTooMany, Func<int, Task<HttpResponseMessage>> ask)
    {
        var refused = new List<HttpResponseMessage>();
        for (var i = 0; i < 60; i++)
            if (await ask(i) is { StatusCode: HttpStatusCode.TooManyRequests } answer) refused.Add(answer);
        Assert.Equal(someTooMany, refused.Count > 0);
        foreach (var answer in refused)
        {
            await answer.Refused(HttpStatusCode.TooManyRequests, "rate_limited");
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
    }

    [Fact]
    public async Task Address_that_asks_too_often_is_told_when_to_come_again_and_others_are_not()
    {
        var one = NewAddress();
        await Sixty(someTooMany: true, _ => Ask(one));
        Assert.Equal(HttpStatusCode.OK, (await Ask(NewAddress())).StatusCode);
    }

    [Fact]
    public async Task Line_of_ipv6_is_one_caller_under_all_of_its_addresses()
    {
        await Sixty(someTooMany: true, i => Ask($"2001:db8:1:2::{i + 1:x}"));
        await Sixty(someTooMany: false, i => Ask($"2001:db8:2:{i + 1:x}::1"));
        var mapped = NewAddress();
        await Sixty(someTooMany: true, i => Ask(i % 2 == 0 ? mapped : $"::ffff:{mapped}"));
    }

    [Fact]
    public async Task Stranger_cannot_say_that_they_are_somebody_else()
    {
        var stranger = NewAddress();
        await Sixty(someTooMany: true, _ => Ask(stranger, forwarded: NewAddress()));
    }

    [Fact]
    public async Task Proxy_says_who_calls_and_whoever_calls_cannot_put_words_in_its_mouth()
    {
        await Sixty(someTooMany: false, _ => Ask("203.0.113.9", forwarded: NewAddress()));
        // Two proxies in a row.
        await Sixty(someTooMany: false, _ => Ask("203.0.113.9", forwarded: $"{NewAddress()}, 203.0.113.10"));
        // What stands before the caller's own address is only what the caller said.
        var caller = NewAddress();
        await Sixty(someTooMany: true, _ => Ask("203.0.113.9", forwarded: $"{NewAddress()}, {caller}"));
    }

    [Fact]
    public async Task Person_who_asks_too_often_is_the_same_person_everywhere()
    {
        using var person = await Person();
        using var other = await Person();
        await Sixty(someTooMany: true, _ => Ask(NewAddress(), http: person, address: "/v1/me"));
        Assert.Equal(HttpStatusCode.OK, (await Ask(NewAddress(), http: other, address: "/v1/me")).StatusCode);
    }

    [Fact]
    public async Task Whoever_guesses_secrets_is_soon_slowed()
    {
        var guesser = NewAddress();
        await Sixty(someTooMany: true, i => Ask(guesser, address: "/connect/token", body: new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "nobody"), new("client_secret", $"{i}")])));
    }

    [Fact]
    public async Task Device_that_orders_too_much_waits_and_nobody_else_can_make_it_wait()
    {
        var (resident, other) = (Resident(0), Resident(1));
        // Strangers in the resident's name, and an order that somebody sends again and again, use up nothing.
        for (var i = 0; i < 30; i++)
            await (await Send(Order(resident.Account, new(RandomNumberGenerator.GetBytes(32))))).Refused(HttpStatusCode.UnprocessableEntity, "unknown_key");
        var first = Order(resident.Account, resident.Device);
        Assert.Equal(HttpStatusCode.Created, (await Send(first)).StatusCode);
        for (var i = 0; i < 30; i++) Assert.Equal(HttpStatusCode.OK, (await Send(first)).StatusCode);

        byte[] tooMuch = [];
        await Sixty(someTooMany: true, async _ =>
        {
            var order = Order(resident.Account, resident.Device);
            var answer = await Send(order);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) tooMuch = order;
            return answer;
        });
        Assert.Equal(HttpStatusCode.Created, (await Send(Order(other.Account, other.Device))).StatusCode);
        // It was not refused for good: the same order pays when there is room again.
        for (var tries = 0; ; tries++)
        {
            var answer = await Send(tooMuch);
            if (answer.StatusCode == HttpStatusCode.Created) return;
            await answer.Refused(HttpStatusCode.TooManyRequests, "rate_limited");
            Assert.True(tries < 100);
            await Task.Delay(100);
        }
    }

    private async Task<HttpClient> Person()
    {
        var person = await _server.People.Create("Test", [Roles.Resident]);
        var (id, secret) = await _server.NewClient(person.PersonId);
        var answer = await Ask(NewAddress(), address: "/connect/token", body: new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]));
        var http = _server.Browser();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return http;
    }

    private (AccountId Account, DeviceSigner Device) Resident(int number)
    {
        var resident = JsonDocument.Parse(File.ReadAllText(Path.Combine(_server.Data, "demo.json"))).RootElement.GetProperty("residents")[number];
        return (AccountId.Parse(resident.GetProperty("account").GetString()!), new(Convert.FromHexString(resident.GetProperty("deviceKey").GetString()!)));
    }

    private byte[] Order(AccountId payer, DeviceSigner device)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        var payee = JsonDocument.Parse(File.ReadAllText(Path.Combine(_server.Data, "demo.json"))).RootElement.GetProperty("shops")[0].GetProperty("account").GetString()!;
        return device.Sign(PaymentOrder.Type, new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), payer, AccountId.Parse(payee), Amount.FromMinor(1), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds()).Encode());
    }

    private Task<HttpResponseMessage> Send(byte[] order) => Ask(NewAddress(), address: "/v1/payments", body: new ByteArrayContent(order) { Headers = { ContentType = new(Cose.MediaType) } });
}
