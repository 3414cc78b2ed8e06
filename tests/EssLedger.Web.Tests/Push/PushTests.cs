using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.Push;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Push;

/// <summary>A shop asks a resident for a payment in their wallet, and the resident's device is told of it and of money, through the whole server and a push service that only that device can read.</summary>
[Collection(Association.Name)]
public sealed class PushTests(CardTests.Town town)
{
    private readonly TestServer _server = town.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    // The client "resident" is of the first; the last pays nobody in other tests.
    private JsonElement Told => town.File.GetProperty("residents")[0];
    private JsonElement Other => town.File.GetProperty("residents")[town.File.GetProperty("residents").GetArrayLength() - 1];

    private async Task<HttpStatusCode> Pay(JsonElement payer, string payee, long amount, string? request = null)
    {
        var terms = _server.Services.GetRequiredService<Terms>();
        var order = new PaymentOrder(terms.Ledger, new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(Text(payer, "account")), AccountId.Parse(payee), Amount.FromMinor(amount), terms.Unit,
            DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), RequestId.TryParse(request, out var asked) ? asked : null, null);
        using var body = new ByteArrayContent(new DeviceSigner(Convert.FromHexString(Text(payer, "deviceKey"))).Sign(PaymentOrder.Type, order.Encode())) { Headers = { ContentType = new(Cose.MediaType) } };
        return (await _server.Http.PostAsync("/v1/payments", body, Stop)).StatusCode;
    }

    [Fact]
    public async Task A_device_alone_reads_what_it_is_told_without_names_until_its_push_service_gives_it_up()
    {
        using var resident = await town.As("resident");
        using var shop = await town.As("merchant");
        await using var service = new PushService();
        var account = Text(Told, "account");
        var key = await (await resident.GetAsync("/v1/push/key", Stop)).Json();
        object Device(string address, string[] kinds, byte[]? point = null) => new { address, key = Base64Url.EncodeToString(point ?? service.Key), secret = Base64Url.EncodeToString(service.Secret), expects = Text(key, "kid"), language = "en", kinds };
        await (await resident.PutAsJsonAsync("/v1/push/devices", Device("https://10.0.0.1/push", ["money"]), Stop)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await resident.PutAsJsonAsync("/v1/push/devices", Device(service.Address, ["money"], [4, .. new byte[64]]), Stop)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        await (await resident.PutAsJsonAsync("/v1/push/devices", Device(service.Address, []), Stop)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        var device = await (await resident.PutAsJsonAsync("/v1/push/devices", Device(service.Address, ["money", "asks"]), Stop)).Json();
        try
        {
            // Money of which it is told, by a payment of somebody's.
            Assert.Equal(HttpStatusCode.Created, await Pay(Other, account, 321));
            var first = await service.Next("3.21");
            Assert.Equal(("Money has come", $"#/at/{account}/history"), (Text(first.Said, "title"), Text(first.Said, "to")));
            Assert.DoesNotContain(Text(Other, "account"), first.Said.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(Text(Other, "name"), first.Said.GetRawText(), StringComparison.Ordinal);
            Assert.InRange(first.Life, 86_000, 86_400);
            Assert.True(service.Signed(first.Authorization, Text(key, "key")));
            Assert.InRange(first.Size, PushRules.Step, PushRules.Step + 103);

            // Somebody asks: it is told, waits, is paid by the code that came with it, and the asker sees it.
            var asked = new { payee = town.Shop, payer = account, payerName = Text(Told, "name").ToUpperInvariant(), amount = 250, note = "Two loaves" };
            var ask = await (await shop.PostAsJsonAsync("/v1/asks", asked, Stop)).Json();
            var second = await service.Next("2.50");
            Assert.Equal(("A request waits for you", first.Size), (Text(second.Said, "title"), second.Size));
            var waiting = Assert.Single((await (await resident.GetAsync($"/v1/accounts/{account}/asks?waiting=true", Stop)).Json()).GetProperty("items").EnumerateArray());
            Assert.Equal((Text(ask, "ask"), "Two loaves", 250), (Text(waiting, "ask"), Text(waiting, "note"), waiting.GetProperty("amount").GetInt32()));
            Assert.Contains("/R/", Text(waiting, "uri"), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Null, ask.GetProperty("uri").ValueKind);
            Assert.Equal(HttpStatusCode.Created, await Pay(Told, town.Shop, 250, Text(ask, "ask")));
            Assert.Equal("paid", await State(shop, town.Shop, Text(ask, "ask")));
            await (await resident.PostAsJsonAsync($"/v1/asks/{Text(ask, "ask")}/refuse", new { }, Stop)).Refused(HttpStatusCode.UnprocessableEntity, "request_closed");
            Assert.Equal("paid", await State(resident, account, Text(ask, "ask")));

            // Outside a demonstration the very same address is never connected to.
            using var sender = new PushSender(_server.Services.GetRequiredService<KeyDirectory>(), _server.Services.GetRequiredService<Settings>(), loopbackToo: false);
            var store = _server.Services.GetRequiredService<IPushStore>();
            var entered = (await store.FindAsync(Digest.FromBytes(Base64Url.DecodeFromChars(Text(device, "device"))), Stop))!;
            var before = service.Count;
            Assert.Equal((null, "not_public"), await sender.Send(entered, "{}", TimeSpan.FromHours(1), Stop));
            Assert.Equal(before, service.Count);

            // Its browser gave the device up: nothing is sent there any more.
            service.Status = 410;
            Assert.Equal(HttpStatusCode.Created, await Pay(Other, account, 322));
            for (var tries = 0; await store.FindAsync(entered.Id, Stop) is not null && tries < 300; tries++) await Task.Delay(25, Stop);
            Assert.Empty((await (await resident.GetAsync("/v1/push/devices", Stop)).Json()).GetProperty("items").EnumerateArray());
        }
        finally
        {
            await resident.DeleteAsync($"/v1/push/devices/{Text(device, "device")}", Stop);
        }
    }

    [Fact]
    public async Task Who_asks_must_know_whom_may_not_press_and_is_not_seen_by_who_wants_to_see_them_no_more()
    {
        using var resident = await town.As("resident");
        using var shop = await town.As("merchant");
        var account = Text(Told, "account");
        Task<HttpResponseMessage> Ask(string? payerName = null, string? payee = null) => shop.PostAsJsonAsync("/v1/asks", new { payee = payee ?? town.Shop, payer = account, payerName = payerName ?? Text(Told, "name"), amount = 100 }, Stop);
        async Task<int> Waiting() => (await (await resident.GetAsync($"/v1/accounts/{account}/asks?waiting=true", Stop)).Json()).GetProperty("items").GetArrayLength();

        await (await Ask("Somebody Else")).Refused(HttpStatusCode.UnprocessableEntity, "payer_unknown");
        await (await shop.PostAsJsonAsync("/v1/asks", new { payee = town.Shop, payer = account, amount = 100 }, Stop)).Refused(HttpStatusCode.UnprocessableEntity, "payer_unknown");
        await (await Ask(payee: account)).Refused(HttpStatusCode.Forbidden, "forbidden");
        var asks = new List<string>();
        for (var i = 0; i < AskRules.MostOpenToOne; i++) asks.Add(Text(await (await Ask()).Json(), "ask"));
        await (await Ask()).Refused(HttpStatusCode.UnprocessableEntity, "too_many_asks");
        Assert.Equal(AskRules.MostOpenToOne, await Waiting());

        // Each side ends it in its own way, and neither in the other's.
        await (await resident.PostAsync($"/v1/asks/{asks[0]}/withdraw", null, Stop)).Refused(HttpStatusCode.NotFound, "not_found");
        await (await shop.PostAsJsonAsync($"/v1/asks/{asks[0]}/refuse", new { }, Stop)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("withdrawn", Text(await (await shop.PostAsync($"/v1/asks/{asks[0]}/withdraw", null, Stop)).Json(), "state"));
        Assert.Equal("refused", Text(await (await resident.PostAsJsonAsync($"/v1/asks/{asks[1]}/refuse", new { block = true }, Stop)).Json(), "state"));
        Assert.Equal("refused", await State(shop, town.Shop, asks[1]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Pay(Told, town.Shop, 100, asks[1]));

        // Another may wait again, and the payer does not see it nor the asker that they do not.
        Assert.Equal(0, await Waiting());
        asks.Add(Text(await (await Ask()).Json(), "ask"));
        Assert.Equal((0, "asked"), (await Waiting(), await State(shop, town.Shop, asks[^1])));
        Assert.Equal(town.Shop, Text(Assert.Single((await (await resident.GetAsync($"/v1/accounts/{account}/blocked-askers", Stop)).Json()).GetProperty("items").EnumerateArray()), "account"));
        Assert.Equal(HttpStatusCode.NoContent, (await resident.DeleteAsync($"/v1/accounts/{account}/blocked-askers/{town.Shop}", Stop)).StatusCode);
        Assert.Equal(2, await Waiting());
        foreach (var ask in asks.Skip(2)) await resident.PostAsJsonAsync($"/v1/asks/{ask}/refuse", new { }, Stop);
    }

    private static async Task<string> State(HttpClient reader, string account, string ask) =>
        Text((await (await reader.GetAsync($"/v1/accounts/{account}/asks", Stop)).Json()).GetProperty("items").EnumerateArray().Single(a => Text(a, "ask") == ask), "state");

    /// <summary>What a device read of a message.</summary>
    private sealed record Message(JsonElement Said, int Size, int Life, string Authorization);

    /// <summary>A browser's push service and the one device behind it, which reads messages by RFC 8188 and RFC 8291 and knows nothing of how they were written.</summary>
    private sealed class PushService : IAsyncDisposable
    {
        private readonly ECDiffieHellman _device = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        private readonly StandIn _server;
        private readonly ConcurrentQueue<Message> _taken = new();

        public PushService() => _server = new($"push/{Guid.NewGuid()}/", Take);

        public string Address => _server.Address;
        public byte[] Key => Point(_device.ExportParameters(false).Q);
        public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(PushRules.SecretSize);
        public int Status { get; set; } = 201;
        public int Count => _taken.Count;

        public async Task<Message> Next(string saying)
        {
            for (var tries = 0; tries < 600; tries++)
            {
                while (_taken.TryDequeue(out var message))
                    if (Text(message.Said, "body").Contains(saying, StringComparison.Ordinal)) return message;
                await Task.Delay(25, Stop);
            }
            throw new TimeoutException("The device was not told.");
        }

        /// <summary>Whether a token of RFC 8292 is of the holder of that key, for this service, and for a day at most.</summary>
        public bool Signed(string authorization, string key)
        {
            var parts = authorization["vapid ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
            var token = parts["t"].Split('.');
            var point = Base64Url.DecodeFromChars(parts["k"]);
            using var known = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1]));
            var life = DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64()) - DateTimeOffset.UtcNow;
            return parts["k"] == key && known.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256)
                && new Uri(Address).Host == new Uri(Text(claims.RootElement, "aud")).Host && life > TimeSpan.Zero && life <= TimeSpan.FromDays(1);
        }

        private async Task Take(HttpListenerContext context)
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var headers = context.Request.Headers;
            if (headers["Content-Encoding"] == "aes128gcm") _taken.Enqueue(new(JsonDocument.Parse(Read(body.ToArray())).RootElement, (int)body.Length, int.Parse(headers["TTL"]!, System.Globalization.CultureInfo.InvariantCulture), headers["Authorization"]!));
            context.Response.StatusCode = Status;
            context.Response.Close();
        }

        // RFC 8188 §2.1: salt, size of a record, length of the key id, which in RFC 8291 is the sender's public key of this message.
        private byte[] Read(byte[] body)
        {
            var (salt, size, sender, sealed1) = (body[..16], BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(16)), body[21..(21 + body[20])], body[(21 + body[20])..]);
            Assert.True(sealed1.Length <= size, "It is one record.");
            using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = sender[1..33], Y = sender[33..] } });
            var shared = HKDF.Extract(HashAlgorithmName.SHA256, _device.DeriveRawSecretAgreement(theirs.PublicKey), Secret);
            var input = HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, [.. "WebPush: info\0"u8, .. Key, .. sender]);
            var secret = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
            using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, secret, 16, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
            var plain = new byte[sealed1.Length - 16];
            cipher.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, secret, 12, "Content-Encoding: nonce\0"u8.ToArray()), sealed1.AsSpan(0, plain.Length), sealed1.AsSpan(plain.Length), plain);
            // The last record ends with 2 and as many zeros as its writer liked.
            var end = Array.FindLastIndex(plain, b => b != 0);
            Assert.Equal(2, plain[end]);
            return plain[..end];
        }

        private static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _device.Dispose();
        }
    }
}
