using System.Net;
using System.Net.Sockets;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EssLedger.Web.Api;

public sealed record Thing(Amount Amount, Unit Unit, string? Note = null, AccountId? Account = null);

public sealed class ProblemTests(ProblemTests.Place place) : IClassFixture<ProblemTests.Place>
{
    private const string Good = """{"amount": 1250, "unit": "MLC"}""";
    private readonly TestServer _server = place.Server;

    public sealed class Place() : SharedServer(app =>
    {
        app.MapPost("/v1/test/things", (Thing thing) => TypedResults.Ok(thing));
        app.MapGet("/v1/test/list", (int limit) => limit);
        app.MapGet("/v1/test/broken", string () => throw new InvalidOperationException("a secret of the house"));
        app.MapGet("/v1/test/tagged", () => TypedResults.Bytes(new byte[1], entityTag: new("\"one\"")));
        app.MapGet("/v1/test/busy", string () => throw new ProblemException("busy", retryAfterSeconds: 3));
    });

    [Theory]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    public async Task Json_is_utf_8_and_nothing_else(string type, HttpStatusCode expected)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await _server.Http.PostAsync("/v1/test/things", body);
        if (expected is HttpStatusCode.OK) Assert.Equal(expected, answer.StatusCode);
        else await answer.Refused(expected, "unsupported_media_type");
    }

    [Fact]
    public async Task Condition_that_does_not_hold_is_told_in_words()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/test/tagged") { Headers = { { "If-Match", "\"another\"" } } };
        await (await _server.Http.SendAsync(asked)).Refused(HttpStatusCode.PreconditionFailed, "precondition_failed");
    }

    private Task<HttpResponseMessage> Post(string json) => _server.Http.PostAsync("/v1/test/things", json.JsonText());

    [Fact]
    public async Task Good_body_is_read()
    {
        var answer = await Post(Good);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1250, (await answer.Json()).GetProperty("amount").GetInt64());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("""{"amount": 1250, "unit": "MLC", "colour": "red"}""", "unknown_field", "colour")]
    [InlineData("""{"Amount": 1250, "unit": "MLC"}""", "unknown_field", "Amount")]
    [InlineData("""{"amount": "12,50", "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": "1250", "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 12.50, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 1250.0, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 1e3, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": -1, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 9007199254740992, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 99999999999999999999, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": null, "unit": "MLC"}""", "invalid_field", "amount")]
    [InlineData("""{"amount": 1250, "unit": "TOO LONG A UNIT"}""", "invalid_field", "unit")]
    [InlineData("""{"amount": 1250, "unit": "MLC", "note": 5}""", "invalid_field", "note")]
    [InlineData("""{"unit": "MLC"}""", "invalid_field", "amount")]
    public async Task Wrong_member_is_named(string json, string code, string field)
    {
        var problem = await (await Post(json)).Refused(HttpStatusCode.BadRequest, code);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("amount=1250")]
    [InlineData("""{"amount": 12,50, "unit": "MLC"}""")]
    [InlineData("""{"amount": 1250, "unit": "MLC",}""")]
    [InlineData("""{"amount": 1250, "amount": 1, "unit": "MLC"}""")]
    [InlineData("""{"amount": 1250, "unit": "MLC"} x""")]
    [InlineData("""{"amount": 1250, "unit": "MLC", "note": "\ud800"}""")]
    public async Task What_is_no_json_is_malformed(string body) => await (await Post(body)).Refused(HttpStatusCode.BadRequest, "malformed_json");

    [Fact]
    public async Task Invalid_utf8_is_malformed()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"amount": 1250, "unit": "MLC", "note": "a"""), 0xC3, 0x28, .. "\"}"u8];
        await (await _server.Http.PostAsync("/v1/test/things", body.JsonBytes())).Refused(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Fact]
    public async Task Huge_body_is_refused_whether_announced_or_not()
    {
        var huge = $$"""{"amount": 1250, "unit": "MLC", "note": "{{new string('x', 70_000)}}"}""";
        await (await Post(huge)).Refused(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        using var streamed = new HttpRequestMessage(HttpMethod.Post, "/v1/test/things") { Content = huge.JsonText(), Headers = { TransferEncodingChunked = true } };
        await (await _server.Http.SendAsync(streamed)).Refused(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    /// <summary>A proxy, and many a program, writes all that it has before it reads; a line that breaks meanwhile takes the answer with it.</summary>
    [Theory]
    [InlineData("content-length: 12000000")]
    [InlineData("transfer-encoding: chunked")]
    public async Task Who_sends_far_too_much_still_hears_why(string announced)
    {
        var body = Encoding.ASCII.GetBytes(new string(' ', 12_000_000));
        byte[] request = [
            .. Encoding.ASCII.GetBytes($"POST /v1/test/things HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{announced}\r\n\r\n"),
            .. announced.EndsWith("chunked", StringComparison.Ordinal) ? [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8] : body,
        ];
        for (var times = 0; times < 10; times++)
        {
            using var line = new TcpClient();
            await line.ConnectAsync(IPAddress.Loopback, _server.Url.Port);
            var stream = line.GetStream();
            await stream.WriteAsync(request);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
        }
    }

    [Fact]
    public async Task Other_media_types_methods_and_addresses_have_their_codes()
    {
        await (await _server.Http.PostAsync("/v1/test/things", new StringContent(Good, Encoding.UTF8, "text/plain"))).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await (await _server.Http.PutAsync("/v1/test/things", Good.JsonText())).Refused(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        await (await _server.Http.GetAsync("/v1/test/nothing")).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("/v1/test/list?limit=abc")]
    [InlineData("/v1/test/list")]
    public async Task Wrong_query_is_named(string address)
    {
        var problem = await (await _server.Http.GetAsync(address)).Refused(HttpStatusCode.BadRequest, "invalid_field");
        Assert.True(problem.GetProperty("errors").TryGetProperty("limit", out _));
    }

    [Fact]
    public async Task Fault_tells_nothing_of_the_house()
    {
        var problem = await (await _server.Http.GetAsync("/v1/test/broken")).Refused(HttpStatusCode.InternalServerError, "internal_error");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_says_when_to_come_back()
    {
        var answer = await _server.Http.GetAsync("/v1/test/busy");
        await answer.Refused(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.Equal(TimeSpan.FromSeconds(3), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Greedy_address_is_told_to_come_back_and_is_served_then()
    {
        await using var server = await TestServer.Start();
        // 100 a second in the long run, ten times as many at once.
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_400).Select(_ => server.Http.GetAsync("/.well-known/jwks.json")));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.True(answers.Count(a => a.StatusCode == HttpStatusCode.OK) >= 1_000);
        await refused[0].Refused(HttpStatusCode.TooManyRequests, "rate_limited");
        var wait = refused[0].Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/ready")).StatusCode);
        await Task.Delay(wait);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/.well-known/jwks.json")).StatusCode);
    }
}
