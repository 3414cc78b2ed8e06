using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EssLedger.Web;

/// <summary>What <c>essledger inspect</c> says of every frozen vector, and of the texts that are not among them.</summary>
public sealed class InspectionTests
{
    private static readonly IEs256kVerifier Verifier = Es256kVerifiers.Best().Verifier;
    private static readonly JsonNode TestKeys = Vectors("keys");
    private static readonly Dictionary<KeyId, ServerKey> ServerKeys = TestKeys["server"]!.AsArray().Select(Server).ToDictionary(k => k.Id);

    // The stranger is known to nobody.
    private static readonly Dictionary<string, string> DeviceKeys = TestKeys["devices"]!.AsObject().Where(d => d.Key != "stranger")
        .ToDictionary(d => (string)d.Value!["kid"]!, d => (string)d.Value!["publicKey"]!);

    private static readonly DeviceSigner Device = new(Convert.FromHexString((string)TestKeys["devices"]!["device-1"]!["secret"]!));
    private static readonly ServerKey BadgeKey = ServerKeys.Values.Single(k => k.Purpose == "badge");

    private static JsonNode Look(string line) => JsonNode.Parse(Inspection.Inspect(line, Verifier, id => ServerKeys.GetValueOrDefault(id)))!;

    private static JsonNode Look(JsonObject line) => Look(line.ToJsonString());

    [Theory]
    [InlineData("order"), InlineData("proof"), InlineData("mandate"), InlineData("cooperation"), InlineData("slip"), InlineData("request"), InlineData("receipt"), InlineData("badge")]
    public void Every_frozen_payload_is_judged_as_it_was_frozen(string name)
    {
        var vectors = Vectors(name);
        foreach (var vector in vectors["valid"]!.AsArray())
        {
            var found = Look(AsItem(vector!));
            Assert.True((bool?)found["valid"], $"{vector!["name"]}: {found["why"]}");
            Assert.Equal(name, (string?)found["is"]);
            Assert.True(JsonNode.DeepEquals(WithInstants(vector["says"]!.AsObject()), found["says"]), $"{vector["name"]}: {found["says"]}");
        }
        foreach (var vector in vectors["invalid"]!.AsArray())
        {
            var found = Look(AsItem(vector!));
            Assert.False((bool?)found["valid"] ?? true, (string?)vector!["name"]);
            Assert.True((string?)vector["code"] == (string?)found["code"], $"{vector["name"]}: {found["code"]}, {found["why"]}");
            Assert.NotEmpty((string?)found["why"] ?? "");
        }
    }

    [Fact]
    public void Every_frozen_signature_is_judged_as_it_was_frozen()
    {
        foreach (var vector in Vectors("signatures")["signatures"]!.AsArray())
        {
            var found = Look(vector!.AsObject());
            Assert.True((bool)vector["valid"]! == (bool)found["valid"]!, $"{vector["name"]}: {found["why"]}");
            Assert.Equal((bool)found["valid"]!, found["why"] is null);
        }
    }

    [Fact]
    public void Every_frozen_code_is_read_as_it_was_frozen()
    {
        foreach (var vector in Vectors("codes")["valid"]!.AsArray())
        {
            var found = Look((string)vector!["text"]!);
            Assert.Equal((string?)vector["kind"], (string?)found["qr"]);
            // Two of them show how bytes are written, and carry no payload.
            if (found["envelope"] is null) Assert.Equal("malformed_payload", (string?)found["code"]);
            else Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Convert.FromHexString((string)vector["message"]!))), (string?)found["envelope"]!["sha256"]);
            Assert.Equal(found["envelope"] is null, ((string)vector["message"]!).Length < 20);
        }
        foreach (var vector in Vectors("codes")["invalid"]!.AsArray())
            Assert.False((bool?)Look((string)vector!["text"]!)["valid"] ?? true, (string?)vector["name"]);
    }

    [Fact]
    public void Order_without_its_key_is_neither_valid_nor_invalid()
    {
        var found = Look(Base64Url.EncodeToString(Signed(Order())));
        Assert.Null(found["valid"]);
        Assert.Contains("key", (string?)found["why"], StringComparison.Ordinal);
        Assert.Equal(1250, (long)found["says"]!["amount"]!);
    }

    [Fact]
    public void High_s_is_refused_without_any_key()
    {
        var envelope = SignedPayload.Decode(Signed(Order()));
        var signature = envelope.Signature.ToArray();
        var order = Org.BouncyCastle.Asn1.Sec.SecNamedCurves.GetByName("secp256k1").N;
        var high = order.Subtract(new(1, signature[32..])).ToByteArrayUnsigned();
        high.CopyTo(signature, 64 - high.Length);
        var found = Look(Base64Url.EncodeToString((envelope with { Signature = signature }).Encode()));
        Assert.False((bool)found["valid"]!);
        Assert.Equal("bad_signature", (string?)found["code"]);
        Assert.StartsWith("s is high", (string?)found["why"], StringComparison.Ordinal);
    }

    [Fact]
    public void Key_of_somebody_else_is_unknown_before_the_signature_is_looked_at()
    {
        var broken = (SignedPayload.Decode(Signed(Order())) with { Signature = new byte[70] }).Encode();
        var found = Look(new JsonObject { ["key"] = DeviceKeys.Values.Last(), ["payload"] = Base64Url.EncodeToString(broken) });
        Assert.Equal("unknown_key", (string?)found["code"]);
    }

    [Fact]
    public void Order_in_a_code_has_no_note()
    {
        Assert.Null(Look(Code('P', Signed(Order())))["code"]);
        var found = Look(Code('P', Signed(Order() with { Note = "for you" })));
        Assert.Equal("malformed_payload", (string?)found["code"]);
        Assert.Equal("malformed_payload", (string?)Look(Code('B', Signed(Order())))["code"]);
    }

    [Fact]
    public void Payload_signed_by_a_key_of_another_purpose_is_not_valid()
    {
        var message = SignedPayload.Decode(Convert.FromHexString((string)Vectors("receipt")["valid"]![0]!["message"]!));
        var found = Look(Base64Url.EncodeToString(BadgeKey.Sign(Receipt.Type, message.Payload.Span)));
        Assert.False((bool)found["valid"]!);
        Assert.Equal("unknown_key", (string?)found["code"]);
    }

    [Fact]
    public void Token_is_valid_only_by_a_known_key()
    {
        var good = Jwt("ES256", $"https://monnaie.example/keys#{BadgeKey.Id}");
        Assert.True((bool)Look(good)["valid"]!);
        Assert.Equal("grant-1", (string?)Look(good)["says"]!["claims"]!["sub"]);
        var parts = good.Split('.');
        Assert.Equal("bad_signature", (string?)Look($"{parts[0]}.{Url("""{"sub":"grant-2"}""")}.{parts[2]}")["code"]);
        Assert.Equal("unknown_key", (string?)Look(Jwt("ES256", "https://monnaie.example/keys#0123456789abcdef"))["code"]);
        Assert.False((bool)Look(Jwt("none", BadgeKey.Id.ToString()))["valid"]!);
        Assert.False((bool)Look($"{Url("""{"alg":"none"}""")}.{Url("{}")}.")["valid"]!);
    }

    [Fact]
    public void Badge_as_a_token_is_called_so_and_brings_no_key_along()
    {
        string Credential(string header, string type = "OpenBadgeCredential", ServerKey? by = null)
        {
            var signed = $"{Url(header)}.{Url($$"""{"type":["VerifiableCredential","{{type}}"]}""")}";
            return $"{signed}.{Base64Url.EncodeToString((by ?? BadgeKey).SignBytes(Encoding.ASCII.GetBytes(signed)))}";
        }

        var kid = $"https://monnaie.example/keys/{BadgeKey.Id}";
        var good = Look(Credential($$"""{"alg":"ES256","kid":"{{kid}}","typ":"JWT"}"""));
        Assert.Equal(("badge", true, "badge"), ((string?)good["is"], (bool)good["valid"]!, (string?)good["says"]!["purpose"]));
        Assert.Equal("status_list", (string?)Look(Credential($$"""{"alg":"ES256","kid":"{{kid}}"}""", "BitstringStatusListCredential"))["is"]);
        var receipts = ServerKeys.Values.First(k => k.Purpose == "receipt");
        Assert.Equal("unknown_key", (string?)Look(Credential($$"""{"alg":"ES256","kid":"{{receipts.Id}}"}""", by: receipts))["code"]);
        foreach (var header in (string[])[$$"""{"alg":"ES256","kid":"{{kid}}","jwk":"mine"}""", $$"""{"alg":"none","kid":"{{kid}}"}""", $$"""{"alg":"ES256","kid":"{{kid}}","typ":"at+jwt"}"""])
        {
            var found = Look(Credential(header));
            Assert.Equal(("badge", false), ((string?)found["is"], (bool)found["valid"]!));
            Assert.NotEmpty((string?)found["why"] ?? "");
        }
    }

    [Fact]
    public void Signed_note_is_read_as_a_json_string_or_in_base64_and_checked_by_its_verifier_key()
    {
        const string text = "monnaie.example/log\n42\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        byte[] secret = SHA256.HashData("a test"u8), key = new byte[32], signature = new byte[64];
        Ed25519.GeneratePublicKey(secret, 0, key, 0);
        var message = Encoding.UTF8.GetBytes(text);
        Ed25519.Sign(secret, 0, message, 0, message.Length, signature, 0);
        byte[] typed = [1, .. key];
        var hash = SHA256.HashData([.. "monnaie.example/log\n"u8, .. typed])[..4];
        var note = $"{text}\n\u2014 monnaie.example/log {Convert.ToBase64String([.. hash, .. signature])}\n";
        var vkey = $"monnaie.example/log+{Convert.ToHexStringLower(hash)}+{Convert.ToBase64String(typed)}";

        foreach (var line in new[] { JsonValue.Create(note).ToJsonString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(note)), Url(note) })
        {
            var found = Look(line);
            Assert.Equal("note", (string?)found["is"]);
            Assert.Null(found["valid"]);
            Assert.Equal(42, (long)found["says"]!["treeSize"]!);
        }
        // Whatever its length, and so with and without what base64 would have padded.
        foreach (var size in (string[])["421", "4211", "42111"])
            Assert.Equal("note", (string?)Look(Url(note.Replace("\n42\n", $"\n{size}\n", StringComparison.Ordinal)))["is"]);
        Assert.True((bool)Look(new JsonObject { ["note"] = note, ["vkey"] = vkey })["valid"]!);
        Assert.Equal("bad_signature", (string?)Look(new JsonObject { ["note"] = note.Replace("\n42\n", "\n43\n", StringComparison.Ordinal), ["vkey"] = vkey })["code"]);
        Assert.False((bool)Look(new JsonObject { ["note"] = note, ["vkey"] = vkey.Replace("monnaie", "other", StringComparison.Ordinal) })["valid"]!);
        Assert.False((bool)Look(new JsonObject { ["note"] = "no signature\n", ["vkey"] = vkey })["valid"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"key\":1,\"message\":\"\",\"signature\":\"\"}")]
    [InlineData("{\"key\":\"zz\",\"message\":\"\",\"signature\":\"\"}")]
    [InlineData("{\"key\":\"00\",\"key\":\"01\",\"message\":\"\",\"signature\":\"\"}")]
    [InlineData("\"\"")]
    [InlineData("\"\\\"x\\\"\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("https://monnaie.example/")]
    [InlineData("2oRYI6A=")]
    public void Nonsense_is_not_valid_and_says_why(string line)
    {
        var found = Look(line);
        Assert.False((bool)found["valid"]!);
        Assert.NotEmpty((string?)found["why"] ?? "");
    }

    [Fact]
    public void Random_lines_and_broken_payloads_are_always_answered_on_one_line()
    {
        var dice = new Random(20260214);
        var good = Signed(Order());
        for (var i = 0; i < 4000; i++)
        {
            var bytes = good.ToArray();
            for (var change = dice.Next(1, 4); change > 0; change--) bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            var line = dice.Next(4) switch
            {
                0 => Base64Url.EncodeToString(bytes),
                1 => Code("RPB"[dice.Next(3)], bytes),
                2 => Encoding.Latin1.GetString(bytes),
                _ => $"{{\"key\":\"{DeviceKeys.Values.First()}\",\"payload\":\"{Base64Url.EncodeToString(bytes)}\"}}",
            };
            var answer = Inspection.Inspect(line, Verifier, _ => null);
            Assert.DoesNotContain('\n', answer);
            Assert.NotNull(JsonNode.Parse(answer)!["is"]);
        }
    }

    [Fact]
    public void What_a_stranger_wrote_cannot_steer_the_terminal()
    {
        var badge = Vectors("badge")["valid"]![0]!;
        var says = Core.Badges.Badge.Decode(SignedPayload.Decode(Convert.FromHexString((string)badge["message"]!)).Payload);
        var answer = Inspection.Inspect(Jwt("ES256", "\u001b[31m\u009b\u202e"), Verifier, _ => null);
        Assert.DoesNotContain(answer, c => char.IsControl(c) || c == '\u202e');
        Assert.Contains(says.Holder, Inspection.Inspect(Base64Url.EncodeToString(Convert.FromHexString((string)badge["message"]!)), Verifier, _ => null), StringComparison.Ordinal);
    }

    private static JsonObject AsItem(JsonNode vector)
    {
        var bytes = Convert.FromHexString((string)vector["message"]!);
        var item = new JsonObject { ["payload"] = Base64Url.EncodeToString(bytes) };
        // The server looks a kid up among the keys that it knows; here they are the two devices of the vectors.
        var kid = DeviceKeys.Keys.FirstOrDefault(k => Convert.ToHexStringLower(bytes).Contains("0448" + k, StringComparison.Ordinal)) ?? DeviceKeys.Keys.First();
        item["key"] = DeviceKeys[kid];
        return item;
    }

    /// <summary>The vectors have instants as the bytes have them; JSON has them as RFC 3339 says.</summary>
    private static JsonObject WithInstants(JsonObject says)
    {
        var json = says.DeepClone().AsObject();
        foreach (var name in new[] { "notAfter", "expiresAt" })
            if (json[name] is { } seconds && (long)seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
                json[name] = DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (json["committedAt"] is { } milliseconds)
            json["committedAt"] = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return json;
    }

    private static PaymentOrder Order() => new(
        LedgerId.Parse("TESTLEDGER"), new(Uuid.Version7(DateTimeOffset.UnixEpoch.AddYears(56), RandomNumberGenerator.GetBytes(10))), AccountId.Parse("PPBSXLYYIXD7ZDQJGJVG"),
        AccountId.Parse("QK2NFHNL6GJBQII4T4NE"), Amount.FromMinor(1250), Unit.Parse("MLC"), 1767225600);

    private static byte[] Signed(PaymentOrder order) => Device.Sign(PaymentOrder.Type, order.Encode());

    private static string Code(char letter, byte[] payload) => $"HTTPS://MONNAIE.EXAMPLE/{letter}/{Base32.Encode(payload)}";

    private static string Url(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Jwt(string algorithm, string kid)
    {
        using var key = ECDsa.Create(Parameters(TestKeys["server"]!.AsArray().Single(k => (string?)k!["purpose"] == "badge")!));
        var signed = $"{Url(new JsonObject { ["alg"] = algorithm, ["kid"] = kid, ["typ"] = "JWT" }.ToJsonString())}.{Url("""{"sub":"grant-1"}""")}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static ServerKey Server(JsonNode? jwk) => new(ECDsa.Create(Parameters(jwk!)), (string)jwk!["purpose"]!);

    private static ECParameters Parameters(JsonNode jwk) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        D = Base64Url.DecodeFromChars((string)jwk["d"]!),
    };

    private static JsonNode Vectors(string name, [CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../mobile-api-spec/vectors", name + ".json")))!;
}
