using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;

namespace EssLedger.Web;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_payment_is_one_trace_and_a_measure_and_neither_says_who_paid()
    {
        var told = new ConcurrentQueue<(string Path, byte[] Body)>();
        await using var collector = new StandIn("", async call =>
        {
            using var body = new MemoryStream();
            await call.Request.InputStream.CopyToAsync(body);
            told.Enqueue((call.Request.Url!.AbsolutePath, body.ToArray()));
            call.Response.Close();
        });
        var own = new Uri($"http://127.0.0.1:{TestServer.FreePort()}");
        await using var server = await TestServer.Start(new()
        {
            Demo = true,
            Further = new Dictionary<string, string?>
            {
                ["EssLedger:Metrics"] = own.AbsoluteUri,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            },
        });
        var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "demo.json"))).RootElement;
        var (payer, payee) = (town.GetProperty("residents")[0].GetProperty("account").GetString()!, town.GetProperty("shops")[0].GetProperty("account").GetString()!);
        var signer = new DeviceSigner(Convert.FromHexString(town.GetProperty("residents")[0].GetProperty("deviceKey").GetString()!));
        PaymentOrder Order(long minor) => new(LedgerId.Parse(town.GetProperty("ledger").GetString()!), new(Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10))), AccountId.Parse(payer), AccountId.Parse(payee),
            Amount.FromMinor(minor), Unit.Parse("MLC"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);
        var trace = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        async Task<HttpStatusCode> Pay(byte[] order)
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "/v1/payments") { Content = new ByteArrayContent(order) { Headers = { ContentType = new MediaTypeHeaderValue("application/cose") } } };
            call.Headers.Add("traceparent", $"00-{trace}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}-01");
            return (await server.Http.SendAsync(call)).StatusCode;
        }

        var (good, much) = (Order(10), Order(9_999_999));
        var bytes = signer.Sign(PaymentOrder.Type, good.Encode());
        Assert.Equal(HttpStatusCode.Created, await Pay(bytes));
        Assert.Equal(HttpStatusCode.OK, await Pay(bytes));
        Assert.NotEqual(HttpStatusCode.Created, await Pay(signer.Sign(PaymentOrder.Type, much.Encode())));

        // What is measured, at its own address and nowhere else.
        using var http = new HttpClient();
        var measures = await http.GetStringAsync(new Uri(own, Telemetry.Path));
        foreach (var answer in new[] { "done", "repeated" })
            Assert.Matches($"""essledger_payments_total\{"{"}[^\n]*answer="{answer}",means="device"|essledger_payments_total\{"{"}[^\n]*means="device",answer="{answer}" """.Trim(), measures);
        Assert.Contains("essledger_commit_duration_seconds_bucket", measures, StringComparison.Ordinal);
        Assert.Contains("essledger_seal_whole_seconds", measures, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(own, "/v1/ledger"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(Telemetry.Path)).StatusCode);

        // The trace that the payer's device began reaches the commit.
        var id = Convert.FromHexString(trace);
        bool Has(string word) => told.Any(t => t.Path == "/v1/traces" && t.Body.AsSpan().IndexOf(id) >= 0 && t.Body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word)) >= 0);
        for (var i = 0; i < 100 && !(Has("commit") && Has("/v1/payments")); i++) await Task.Delay(50);
        Assert.True(Has("commit"));
        Assert.True(Has("/v1/payments"));

        foreach (var name in new[] { payer, payee, good.Id.ToString() })
        {
            Assert.DoesNotContain(name, measures, StringComparison.Ordinal);
            Assert.All(told, t => Assert.True(t.Body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name)) < 0, $"{t.Path} tells {name}"));
        }
    }
}
