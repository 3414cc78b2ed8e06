using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using EssLedger.Core.Badges;
using EssLedger.Store;
using EssLedger.Web.Keys;

namespace EssLedger.Web.Badges;

/// <summary>Badges of the demonstration town as a stranger sees them; what other people's verifiers say of them is in mobile-api-spec/examples/check-badges.mjs.</summary>
public sealed class BadgeTests(BadgeTests.Demonstration demonstration) : IClassFixture<BadgeTests.Demonstration>
{
    private const string Active = "LIL-2026-0001", Suspended = "LIL-2026-0002", Third = "LIL-2026-0003";
    private readonly TestServer _server = demonstration.Server;

    public sealed class Demonstration() : SharedServer(options: new() { Demo = true });

    private KeyDirectory Keys => (KeyDirectory)_server.Services.GetService(typeof(KeyDirectory))!;

    private string Did => $"did:web:127.0.0.1%3A{_server.Url.Port}";

    [Fact]
    public async Task Badge_is_a_jwt_by_the_owner_of_this_host_unless_json_is_asked_for()
    {
        var answer = await _server.Http.GetAsync($"/v1/badges/{Active}");
        Assert.Equal(("application/vc+jwt", "Accept"), (answer.Content.Headers.ContentType?.ToString(), answer.Headers.Vary.Single()));
        var (header, claims) = Parts(await answer.Content.ReadAsStringAsync());
        var key = Keys.Current(Purposes.Badge);
        Assert.Equal(["alg", "kid", "typ"], header.Select(member => member.Key).Order());
        Assert.Equal(("ES256", "JWT", $"{_server.Url.GetLeftPart(UriPartial.Authority)}/keys/{key.Id}"), ((string?)header["alg"], (string?)header["typ"], (string?)header["kid"]));
        Assert.Equal(Did, (string?)claims["iss"]);
        Assert.Equal(Active, (string?)claims["credentialSubject"]!["licenseNumber"]);
        // Days in Paris are from midnight to midnight, and the last one counts.
        Assert.Equal(DateTimeOffset.Parse((string)claims["validFrom"]!, null).ToUnixTimeSeconds(), (long)claims["nbf"]!);
        var until = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds((long)claims["exp"]!), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.Equal(new(23, 59, 59), TimeOnly.FromDateTime(until.DateTime));

        Assert.Equal("application/vc+jwt", await TypeFor("*/*"));
        Assert.Equal("application/vc+jwt", await TypeFor("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        Assert.Equal("application/vc+jwt", await TypeFor("application/json;q=0.5, application/vc+jwt"));
        Assert.Equal("application/vc+ld+json", await TypeFor("application/vc+ld+json"));
        Assert.Equal("application/json", await TypeFor("application/json, application/vc+jwt;q=0.5"));
    }

    [Theory]
    [InlineData("application/vc+jwt")]
    [InlineData("application/vc+ld+json")]
    public async Task Who_has_a_badge_still_is_told_so(string form)
    {
        foreach (var path in (string[])[$"/v1/badges/{Active}", "/v1/status/revocation"])
        {
            var first = await Ask(path, form);
            Assert.Equal("public, max-age=300", first.Headers.CacheControl?.ToString());
            Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
            var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", form }, { "If-None-Match", first.Headers.ETag!.ToString() } } };
            Assert.Equal(HttpStatusCode.NotModified, (await _server.Http.SendAsync(again)).StatusCode);
        }
        Assert.NotEqual((await Ask($"/v1/badges/{Active}", form)).Headers.ETag, (await Ask($"/v1/badges/{Suspended}", form)).Headers.ETag);
    }

    [Fact]
    public async Task Status_lists_have_a_bit_for_every_grant_at_the_place_that_its_code_names()
    {
        Assert.Equal((false, false), await StatusOf(Active));
        Assert.Equal((false, true), await StatusOf(Suspended));
        var places = new List<int>();
        foreach (var grant in (string[])[Active, Suspended, Third])
        {
            var (_, claims) = Parts(await _server.Http.GetStringAsync($"/v1/badges/{grant}"));
            var place = int.Parse((string)claims["credentialStatus"]![0]!["statusListIndex"]!, null);
            Assert.Equal(place, Says(await CodeOf(grant)).StatusIndex);
            places.Add(place);
        }
        Assert.Equal([0, 1, 2], places);
        await (await _server.Http.GetAsync("/v1/status/nothing")).Refused(HttpStatusCode.NotFound, "not_found");
        await (await _server.Http.GetAsync("/v1/badges/LIL-9")).Refused(HttpStatusCode.NotFound, "unknown_grant");
    }

    [Fact]
    public async Task Code_is_the_same_to_the_byte_while_it_says_the_same_and_says_what_is_so_now()
    {
        var before = await CodeOf(Third);
        Assert.Equal(before, await CodeOf(Third));
        var participants = (IParticipantStore)_server.Services.GetService(typeof(IParticipantStore))!;
        Assert.True(Core.Identifiers.HolderId.TryParse(Says(before).HolderId, out var holder));
        var shop = (await participants.FindAsync(holder, default))!;
        await participants.KeepAsync(shop with { Name = "Librairie Neuve (exemple)" }, default);
        var after = await CodeOf(Third);
        Assert.Equal("Librairie Neuve (exemple)", Says(after).Holder);
        Assert.True(await Valid(before));
        Assert.True(await Valid(after));
        await participants.KeepAsync(shop, default);
        Assert.Equal(before, await CodeOf(Third));
    }

    [Fact]
    public async Task Keys_rotate_and_a_retired_one_speaks_for_its_own_time_only()
    {
        var old = Keys.Current(Purposes.Badge);
        var before = await _server.Http.GetStringAsync($"/v1/badges/{Active}");
        Keys.Rotate(Purposes.Badge);
        Keys.Rotate(Purposes.BadgeProof);
        Assert.True(await Valid(before));
        var after = await _server.Http.GetStringAsync($"/v1/badges/{Active}");
        Assert.EndsWith(Keys.Current(Purposes.Badge).Id.ToString(), (string?)Parts(after).Header["kid"], StringComparison.Ordinal);
        Assert.True(await Valid(after));

        // Whoever stole the old key signs as of now, or as of then: only the latter cannot be told from the owner.
        var (header, claims) = Parts(before);
        claims["iat"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        Assert.Equal("unknown_issuer", await Reason(Signed(header, claims, old.Key)));

        var document = await _server.Http.GetFromJsonAsync<JsonElement>("/.well-known/did.json");
        Assert.Equal(Keys.All.Count(key => key.Purpose is Purposes.Badge or Purposes.BadgeProof), document.GetProperty("assertionMethod").GetArrayLength());
        Assert.Equal(old.Id.ToString(), (await _server.Http.GetFromJsonAsync<JsonElement>($"/keys/{old.Id}")).GetProperty("kid").GetString());
        await (await _server.Http.GetAsync("/keys/0123456789abcdef")).Refused(HttpStatusCode.NotFound, "not_found");
        await (await _server.Http.GetAsync($"/keys/{Keys.Current(Purposes.Token).Id}")).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Owner_is_a_did_of_this_host_and_port_with_one_method_a_key()
    {
        var document = await _server.Http.GetFromJsonAsync<JsonElement>("/.well-known/did.json");
        Assert.Equal(Did, document.GetProperty("id").GetString());
        var methods = document.GetProperty("verificationMethod").EnumerateArray().ToList();
        Assert.Equal(methods.Select(m => m.GetProperty("id").GetString()), document.GetProperty("assertionMethod").EnumerateArray().Select(m => m.GetString()));
        Assert.All(methods, m => Assert.Equal(Did, m.GetProperty("controller").GetString()));
        var multikey = methods.First(m => m.GetProperty("type").GetString() == "Multikey");
        Assert.StartsWith("z6Mk", multikey.GetProperty("publicKeyMultibase").GetString(), StringComparison.Ordinal);
        Assert.False(multikey.TryGetProperty("publicKeyJwk", out _));
        Assert.DoesNotContain("\"d\"", document.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", null, "bad_signature")]
    [InlineData("HS256", null, "bad_signature")]
    [InlineData("ES256", "jwk", "unknown_issuer")]
    [InlineData("ES256", "jku", "unknown_issuer")]
    [InlineData("ES256", "x5c", "unknown_issuer")]
    [InlineData("ES256", "crit", "malformed")]
    [InlineData("ES256", null, "bad_signature")]
    public async Task Forged_token_is_never_valid(string alg, string? further, string reason)
    {
        var (header, claims) = Parts(await _server.Http.GetStringAsync($"/v1/badges/{Active}"));
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        header["alg"] = alg;
        if (further is not null) header[further] = new JsonObject { ["kty"] = "EC" };
        Assert.Equal(reason, await Reason(Signed(header, claims, own)));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("credentialSubject.name=Somebody else", "bad_signature")]
    [InlineData("validUntil=2099-01-01T00:00:00Z", "bad_signature")]
    [InlineData("credentialSubject.achievement.humanCode=shop-9", "bad_signature")]
    [InlineData("credentialSubject.nonsense=more", "bad_signature")]
    [InlineData("@context=https://www.w3.org/ns/credentials/v2", "bad_signature")]
    [InlineData("proof.created=2030-01-01T00:00:00Z", "bad_signature")]
    [InlineData("proof.proofValue=z1", "bad_signature")]
    [InlineData("proof.cryptosuite=eddsa-jcs-2022", "bad_signature")]
    [InlineData("proof.verificationMethod=did:web:elsewhere.example#0123456789abcdef", "unknown_issuer")]
    [InlineData("issuer.id=did:web:elsewhere.example", "unknown_issuer")]
    [InlineData("type=VerifiableCredential", "malformed")]
    [InlineData("proof=none", "malformed")]
    public async Task Badge_as_json_is_checked_like_one_in_a_code(string change, string? reason)
    {
        var json = JsonNode.Parse(await (await Ask($"/v1/badges/{Active}", "application/vc+ld+json")).Content.ReadAsStringAsync())!.AsObject();
        if (change.Split('=', 2) is [var path, var value])
        {
            var names = path.Split('.');
            names[..^1].Aggregate((JsonNode)json, (node, name) => node[name]!)[names[^1]] = value;
        }
        if (reason is null) Assert.True(await Valid(json.ToJsonString()));
        else Assert.Equal(reason, await Reason(json.ToJsonString()));
    }

    [Fact]
    public async Task Embedded_proof_of_a_retired_key_still_holds()
    {
        var before = await (await Ask($"/v1/badges/{Active}", "application/vc+ld+json")).Content.ReadAsStringAsync();
        Keys.Rotate(Purposes.BadgeProof);
        var after = await (await Ask($"/v1/badges/{Active}", "application/vc+ld+json")).Content.ReadAsStringAsync();
        Assert.NotEqual((string?)JsonNode.Parse(before)!["proof"]!["verificationMethod"], (string?)JsonNode.Parse(after)!["proof"]!["verificationMethod"]);
        Assert.True(await Valid(before) && await Valid(after));
    }

    [Theory]
    [InlineData("kid", "http://elsewhere.example/keys/0123456789abcdef", "unknown_issuer")]
    [InlineData("kid", "0123456789abcdef", "unknown_issuer")]
    [InlineData("typ", "at+jwt", "malformed")]
    public async Task Token_with_another_header_is_not_believed(string member, string value, string reason)
    {
        var (header, claims) = Parts(await _server.Http.GetStringAsync($"/v1/badges/{Active}"));
        header[member] = value;
        Assert.Equal(reason, await Reason(Signed(header, claims, Keys.Current(Purposes.Badge).Key)));
    }

    [Fact]
    public async Task Token_by_a_key_for_something_else_is_not_believed()
    {
        var (header, claims) = Parts(await _server.Http.GetStringAsync($"/v1/badges/{Active}"));
        foreach (var purpose in (string[])[Purposes.Receipt, Purposes.Token])
        {
            header["kid"] = $"{_server.Url.GetLeftPart(UriPartial.Authority)}/keys/{Keys.Current(purpose).Id}";
            Assert.Equal("unknown_issuer", await Reason(Signed(header, claims, Keys.Current(purpose).Key)));
        }
        Assert.Equal("malformed", await Reason(await _server.Http.GetStringAsync("/v1/status/revocation")));
        foreach (var nonsense in (string[])["eyJ.eyJ.eyJ", "eyJhIjoxfQ.W10.", "eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.e30.", "eyJhbGciOiJcdWQ4MDAifQ.e30."])
            Assert.Equal("malformed", await Reason(nonsense));
    }

    [Fact]
    public async Task Pictures_carry_the_badge()
    {
        var svg = XDocument.Parse(await _server.Http.GetStringAsync($"/v1/badges/{Active}/baked.svg?lang=en"));
        XNamespace openBadges = "https://purl.imsglobal.org/ob/v3p0";
        var first = svg.Root!.Elements().First();
        Assert.Equal(openBadges + "credential", first.Name);
        Assert.True(await Valid(first.Attribute("verify")!.Value));
        Assert.Contains("Valid until", svg.Root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "style" or "foreignObject");

        var png = await _server.Http.GetByteArrayAsync($"/v1/badges/{Active}/baked.png");
        Assert.Equal("iTXt", Encoding.ASCII.GetString(png, 37, 4));
        var length = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(33));
        Assert.True(await Valid(Encoding.ASCII.GetString(png, 41 + 24, length - 24)));
        // The picture that credentials name is there for all.
        var named = (string)Parts(await _server.Http.GetStringAsync($"/v1/badges/{Active}")).Claims["credentialSubject"]!["achievement"]!["image"]!["id"]!;
        Assert.Equal("cross-origin", (await _server.Http.GetAsync(named)).Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Theory]
    [InlineData("sticker", 80, 120)]
    [InlineData("poster", 210, 297)]
    public async Task Papers_have_their_size(string paper, double width, double height)
    {
        var answer = await _server.Http.GetAsync($"/v1/badges/{Active}/{paper}.pdf");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        using var pdf = PdfSharp.Pdf.IO.PdfReader.Open(await answer.Content.ReadAsStreamAsync());
        Assert.Equal((width, height), (Math.Round(pdf.Pages[0].Width.Millimeter, 1), Math.Round(pdf.Pages[0].Height.Millimeter, 1)));
        Assert.Equal("/None", pdf.Internals.Catalog.Elements.GetDictionary("/ViewerPreferences")!.Elements.GetName("/PrintScaling"));
    }

    [Fact]
    public async Task Where_the_legal_mode_forbids_it_strangers_get_no_badge_in_any_form()
    {
        await using var hidden = await TestServer.Start(new() { Demo = true });
        var rules = new { mode = "internal_charter", months = 36, graceDays = 90, quorum = 1, appealDays = 60, reportDays = 30, levels = 3, reason = "The owner is an association" };
        Assert.Equal(HttpStatusCode.OK, (await (await hidden.As("label-manager")).PostAsJsonAsync("/v1/label/scheme", rules)).StatusCode);
        var insider = await hidden.As("resident");
        foreach (var path in (string[])["", "/code", "/qr.svg", "/qr.png", "/baked.svg", "/baked.png", "/sticker.pdf", "/poster.pdf"])
        {
            await (await hidden.Http.GetAsync($"/v1/badges/{Active}{path}")).Refused(HttpStatusCode.Forbidden, "label_not_public");
            await (await hidden.Http.GetAsync($"/v1/badges/LIL-9{path}")).Refused(HttpStatusCode.Forbidden, "label_not_public");
            var seen = await insider.GetAsync($"/v1/badges/{Active}{path}");
            Assert.Equal((HttpStatusCode.OK, "no-store"), (seen.StatusCode, seen.Headers.CacheControl?.ToString()));
        }
        await (await hidden.Http.GetAsync("/v1/status/revocation")).Refused(HttpStatusCode.Forbidden, "label_not_public");
        await (await hidden.Http.PostAsJsonAsync("/v1/badges/verify", new { text = "eyJ.eyJ.eyJ" })).Refused(HttpStatusCode.Forbidden, "label_not_public");
    }

    private async Task<string> CodeOf(string grant) => (await (await _server.Http.GetAsync($"/v1/badges/{grant}/code")).Json()).GetProperty("text").GetString()!;

    private static Badge Says(string code) =>
        Core.Identifiers.Base32.TryDecode(code.Split('/')[^1], out var bytes) && Badge.TryDecode(bytes, out var badge, out _, out _) ? badge : throw new FormatException(code);

    private async Task<(bool Revoked, bool Suspended)> StatusOf(string grant)
    {
        var (_, claims) = Parts(await _server.Http.GetStringAsync($"/v1/badges/{grant}"));
        var found = new Dictionary<string, bool>();
        foreach (var entry in claims["credentialStatus"]!.AsArray())
        {
            Assert.Equal("BitstringStatusListEntry", (string?)entry!["type"]);
            var (_, list) = Parts(await _server.Http.GetStringAsync((string)entry["statusListCredential"]!));
            Assert.Equal((string?)entry["statusPurpose"], (string?)list["credentialSubject"]!["statusPurpose"]);
            using var zipped = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(((string)list["credentialSubject"]!["encodedList"]!).AsSpan(1))), CompressionMode.Decompress);
            using var bits = new MemoryStream();
            await zipped.CopyToAsync(bits);
            Assert.Equal(131_072 / 8, bits.Length);
            var index = int.Parse((string)entry["statusListIndex"]!, null);
            found[(string)entry["statusPurpose"]!] = (bits.ToArray()[index / 8] & (0x80 >> (index % 8))) != 0;
        }
        return (found["revocation"], found["suspension"]);
    }

    private async Task<HttpResponseMessage> Ask(string path, string form) =>
        await _server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", form } } });

    private async Task<string?> TypeFor(string accept) => (await Ask($"/v1/badges/{Active}", accept)).Content.Headers.ContentType?.ToString();

    private async Task<JsonElement> Check(string text) => await (await _server.Http.PostAsJsonAsync("/v1/badges/verify", new { text })).Json();

    private async Task<bool> Valid(string text) => (await Check(text)).GetProperty("valid").GetBoolean();

    private async Task<string?> Reason(string text)
    {
        var check = await Check(text);
        Assert.False(check.GetProperty("valid").GetBoolean());
        return check.GetProperty("reasons").EnumerateArray().Single().GetString();
    }

    private static (JsonObject Header, JsonObject Claims) Parts(string jwt)
    {
        var parts = jwt.Split('.').Select(part => Base64Url.DecodeFromChars(part)).ToList();
        return (JsonNode.Parse(parts[0])!.AsObject(), JsonNode.Parse(parts[1])!.AsObject());
    }

    private static string Signed(JsonObject header, JsonObject claims, ECDsa key)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
