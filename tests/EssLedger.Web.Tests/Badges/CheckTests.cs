using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Core.Badges;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Badges;

/// <summary>A passer-by without an account has a badge checked: as JSON with its proof, and as a file or a text in the form of the public page.</summary>
public sealed class CheckTests(BadgeTests.Demonstration demonstration) : IClassFixture<BadgeTests.Demonstration>
{
    private const string Active = "LIL-2026-0001", Suspended = "LIL-2026-0002";
    private readonly TestServer _server = demonstration.Server;

    private KeyDirectory Keys => (KeyDirectory)_server.Services.GetService(typeof(KeyDirectory))!;

    private LabelOwner Owner => (LabelOwner)_server.Services.GetService(typeof(LabelOwner))!;

    [Fact]
    public async Task Json_with_its_proof_says_the_same_as_the_jwt()
    {
        foreach (var number in (string[])[Active, Suspended])
        {
            var (byJson, byJwt) = (await Check(await Json(number)), await Check(await _server.Http.GetStringAsync($"/v1/badges/{number}")));
            Assert.Equal(byJwt.ToJsonString(), byJson.ToJsonString());
        }
        Assert.Equal("suspended", await Reason(await Json(Suspended)));
    }

    [Fact]
    public async Task Json_may_be_written_differently_as_long_as_it_says_the_same()
    {
        var json = await Parsed(Active);
        var turned = new JsonObject(json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.True(await Valid(turned.ToJsonString(new() { WriteIndented = true })));
        json["credentialStatus"] = new JsonArray([.. json["credentialStatus"]!.AsArray().Reverse().Select(entry => entry!.DeepClone())]);
        Assert.True(await Valid($"\n {json.ToJsonString()}"));
    }

    [Fact]
    public async Task Whatever_is_changed_in_the_json_the_proof_no_longer_holds()
    {
        var whole = await Parsed(Active);
        var places = Places(whole).Where(path => path[0] is not "@context").ToList();
        Assert.True(places.Count > 40);
        foreach (var path in places)
        {
            var json = whole.DeepClone().AsObject();
            Changed(json, path);
            Assert.True(!await Valid(json.ToJsonString()), $"{string.Join('/', path)} may be changed");
        }
    }

    [Theory]
    [InlineData("evidence", "\"more\"", "bad_signature")]
    [InlineData("name", "[\"one\",\"two\"]", "bad_signature")]
    [InlineData("name", "{\"@value\":\"x\"}", "bad_signature")]
    [InlineData("@context", "[\"https://www.w3.org/ns/credentials/v2\"]", "bad_signature")]
    [InlineData("@context", "{\"@vocab\":\"https://elsewhere.example/\"}", "bad_signature")]
    [InlineData("proof", "null", "malformed")]
    [InlineData("proof", "[]", "malformed")]
    [InlineData("proof", "{\"type\":\"DataIntegrityProof\"}", "unknown_issuer")]
    [InlineData("issuer", "\"did:web:elsewhere.example\"", "unknown_issuer")]
    [InlineData("issuer", "{\"id\":7}", "unknown_issuer")]
    [InlineData("type", "\"Something\"", "malformed")]
    public async Task Other_json_is_not_believed(string member, string value, string reason)
    {
        var json = await Parsed(Active);
        json[member] = JsonNode.Parse(value);
        Assert.Equal(reason, await Reason(json.ToJsonString()));
    }

    [Theory]
    [InlineData("verificationMethod", "did:web:elsewhere.example#0123456789abcdef", "unknown_issuer")]
    [InlineData("verificationMethod", "{did}#0123456789abcdef", "unknown_issuer")]
    [InlineData("verificationMethod", "{did}#{badge}", "unknown_issuer")]
    [InlineData("cryptosuite", "eddsa-jcs-2022", "bad_signature")]
    [InlineData("proofPurpose", "authentication", "bad_signature")]
    [InlineData("created", "yesterday", "bad_signature")]
    [InlineData("proofValue", "z1", "bad_signature")]
    [InlineData("proofValue", "u0OIl", "bad_signature")]
    [InlineData("nonce", "7", "bad_signature")]
    public async Task Other_proof_is_not_believed(string member, string value, string reason)
    {
        var json = await Parsed(Active);
        json["proof"]![member] = value.Replace("{did}", Owner.Did, StringComparison.Ordinal).Replace("{badge}", Keys.Current(Purposes.Badge).Id.ToString(), StringComparison.Ordinal);
        Assert.Equal(reason, await Reason(json.ToJsonString()));
    }

    [Fact]
    public async Task No_text_that_is_almost_json_breaks_the_check()
    {
        var json = await Json(Active);
        foreach (var text in (string[])["{", "{}", "{\"type\":\"VerifiableCredential\",\"type\":1}", "{\"type\":\"\\ud800\"}", "{\"type\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", json[..^1], $"{json}x", json.Replace("\"name\"", "\"id\"", StringComparison.Ordinal)])
            Assert.Equal("malformed", await Reason(text));
        // A status list is signed by the same key, and is no badge.
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/status/revocation") { Headers = { { "Accept", "application/vc+ld+json" } } };
        Assert.Equal("malformed", await Reason(await (await _server.Http.SendAsync(asked)).Content.ReadAsStringAsync()));
        await (await _server.Http.PostAsJsonAsync("/v1/badges/verify", new { text = new string('{', Api.BadgeEndpoints.LongestText + 1) })).Refused(HttpStatusCode.BadRequest, "invalid_field");
    }

    [Fact]
    public async Task Retired_proof_key_speaks_for_its_own_time_only()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var keys = (KeyDirectory)server.Services.GetService(typeof(KeyDirectory))!;
        var owner = (LabelOwner)server.Services.GetService(typeof(LabelOwner))!;
        var desk = (Labels.LabelDesk)server.Services.GetService(typeof(Labels.LabelDesk))!;
        var credential = BadgeCredential.Of((await desk.Facts(Core.Identifiers.GrantNumber.Parse(Active)))!, owner);
        var then = Encoding.UTF8.GetString(owner.ToJson(credential, DateTimeOffset.UtcNow));
        var thief = Encoding.UTF8.GetString(owner.ToJson(credential, DateTimeOffset.UtcNow.AddHours(1)));
        keys.Rotate(Purposes.BadgeProof);
        Assert.True((await desk.Check(then)).Verdict.Valid);
        Assert.Equal([BadgeReason.UnknownIssuer], (await desk.Check(thief)).Verdict.Reasons);
        Assert.True((await desk.Check(Encoding.UTF8.GetString(owner.ToJson(credential, DateTimeOffset.UtcNow)))).Verdict.Valid);
    }

    [Theory]
    [InlineData("baked.png", "image/png")]
    [InlineData("baked.svg", "image/svg+xml")]
    [InlineData("", "application/vc+jwt")]
    public async Task File_of_every_form_is_checked(string form, string type)
    {
        foreach (var (number, words) in ((string, string)[])[(Active, "Badge valable"), (Suspended, "Label suspendu")])
        {
            var page = await Send(await _server.Http.GetByteArrayAsync($"/v1/badges/{number}/{form}".TrimEnd('/')), type);
            Assert.Contains($"<h1>{words}</h1>", page, StringComparison.Ordinal);
            Assert.Contains(number, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Json_file_and_the_text_of_a_code_are_checked_too()
    {
        var json = await Json(Active);
        Assert.Contains("<h1>Badge valable</h1>", await Send(Encoding.UTF8.GetBytes(json), "application/json"), StringComparison.Ordinal);
        var code = (await (await _server.Http.GetAsync($"/v1/badges/{Suspended}/code")).Json()).GetProperty("text").GetString()!;
        Assert.Contains("<h1>Label suspendu</h1>", await Send(Encoding.UTF8.GetBytes($"{code}\r\n"), "text/plain"), StringComparison.Ordinal);
        // One that is too long for an address is answered at once.
        var spread = JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true, IndentSize = 8 });
        Assert.True(spread.Length < Api.BadgeEndpoints.LongestText);
        Assert.Contains("<h1>Badge valable</h1>", await Send(Encoding.UTF8.GetBytes(spread), "application/json", HttpStatusCode.OK), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pasted_text_gets_an_address_that_can_be_read_in_the_other_language()
    {
        var jwt = await _server.Http.GetStringAsync($"/v1/badges/{Active}");
        var answer = await _server.Http.PostAsync("/B", new FormUrlEncodedContent([new("text", $" {jwt}\n")]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("<h1>Valid badge</h1>", await Read(await _server.Browser().GetAsync($"{answer.Headers.Location}&lang=en")), StringComparison.Ordinal);
        foreach (var text in (string[])["", "  "])
            Assert.Contains("Choisissez", await Read(await _server.Http.PostAsync("/B", new FormUrlEncodedContent([new("text", text)])), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("Ce n’est pas un badge", await Follow(await _server.Http.PostAsync("/B", new FormUrlEncodedContent([new("text", "<script>alert(1)</script>")]))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drawing_with_a_script_is_never_shown_again()
    {
        var badge = await _server.Http.GetStringAsync($"/v1/badges/{Active}/baked.svg");
        var hostile = badge.Replace("<openbadges:credential", "<script>alert('gotcha')</script><openbadges:credential", StringComparison.Ordinal);
        Assert.Contains("gotcha", hostile, StringComparison.Ordinal);
        var page = await Send(Encoding.UTF8.GetBytes(hostile), "image/svg+xml", name: "<img src=x onerror=gotcha>.svg");
        Assert.Contains("<h1>Badge valable</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("gotcha", page, StringComparison.Ordinal);
        page = await Send(Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert('gotcha')</script></svg>"), "image/svg+xml", HttpStatusCode.UnprocessableEntity, "gotcha.svg");
        Assert.Contains("ne contient pas de badge", page, StringComparison.Ordinal);
        Assert.DoesNotContain("gotcha", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_no_badge_is_answered_in_words()
    {
        Assert.Contains("C’est une photo", await Send([0xFF, 0xD8, 0xFF, .. new byte[3_000_000]], "image/jpeg", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("ne contient pas de badge", await Send(await _server.Http.GetByteArrayAsync($"/v1/badges/{Active}/qr.png"), "image/png", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("n’est pas un badge", await Send([0x50, 0x4B, 3, 4], "application/zip", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("dépasse 16", await Send(new byte[PublicPages.LargestFile + 1], "image/jpeg", HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
        Assert.Contains("Choisissez", await Read(await _server.Http.PostAsync("/B", new MultipartFormDataContent { { new StringContent("x"), "other" } }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        foreach (var type in (string[])["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "nonsense"])
        {
            var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data"u8.ToArray());
            Assert.True(broken.Headers.TryAddWithoutValidation("Content-Type", type));
            Assert.Contains("Choisissez", await Read(await _server.Http.PostAsync("/B", broken), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
        var cut = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\u0089PNG"u8.ToArray());
        Assert.True(cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x"));
        Assert.Contains("n’est pas un badge", await Read(await _server.Http.PostAsync("/B", cut), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_legal_mode_forbids_it_no_file_is_checked()
    {
        var jwt = await _server.Http.GetByteArrayAsync($"/v1/badges/{Active}");
        await using var hidden = await TestServer.Start(new() { Demo = true, Further = new Dictionary<string, string?> { ["EssLedger:LabelMode"] = "internal-charter" } });
        Assert.Contains("n’est pas affiché en public", await Read(await hidden.Http.PostAsync("/B", Form(jwt, "text/plain", "a")), HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    private async Task<string> Json(string number)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/v1/badges/{number}") { Headers = { { "Accept", "application/vc+ld+json" } } };
        return await (await _server.Http.SendAsync(asked)).Content.ReadAsStringAsync();
    }

    private async Task<JsonObject> Parsed(string number) => JsonNode.Parse(await Json(number))!.AsObject();

    private async Task<JsonObject> Check(string text) => (await (await _server.Http.PostAsJsonAsync("/v1/badges/verify", new { text })).Content.ReadFromJsonAsync<JsonObject>())!;

    private async Task<bool> Valid(string text) => (bool)(await Check(text))["valid"]!;

    private async Task<string?> Reason(string text)
    {
        var check = await Check(text);
        Assert.False((bool)check["valid"]!);
        return (string?)check["reasons"]!.AsArray().Single();
    }

    private static MultipartFormDataContent Form(byte[] file, string type, string name)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new(type);
        return new() { { part, "file", name } };
    }

    /// <summary>Sends a file as the form does, and reads the page that comes of it.</summary>
    private async Task<string> Send(byte[] file, string type, HttpStatusCode expected = HttpStatusCode.Redirect, string name = "badge")
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/B") { Content = Form(file, type, name) };
        asked.Headers.ExpectContinue = true;
        var answer = await _server.Http.SendAsync(asked);
        return expected is HttpStatusCode.Redirect ? await Follow(answer) : await Read(answer, expected);
    }

    private async Task<string> Follow(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await Read(await _server.Http.GetAsync(answer.Headers.Location));
    }

    private static async Task<string> Read(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        Assert.Equal(expected, answer.StatusCode);
        // The renderer writes characters beyond ASCII as references; readers see the characters.
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Every place of a document where a text or a number stands.</summary>
    private static IEnumerable<string[]> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value!).Select(path => (string[])[member.Key, .. path])),
        JsonArray items => items.SelectMany((item, i) => Places(item!).Select(path => (string[])[i.ToString(null, null), .. path])),
        _ => [[]],
    };

    private static void Changed(JsonNode json, string[] path)
    {
        var at = json;
        foreach (var step in path[..^1]) at = at is JsonArray items ? items[int.Parse(step, null)]! : at[step]!;
        if (at is JsonArray last) last[int.Parse(path[^1], null)] = $"{last[int.Parse(path[^1], null)]}x";
        else at[path[^1]] = $"{at[path[^1]]}x";
    }
}
