using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;

namespace EssLedger.Web.Api;

/// <summary>Makes calls from an OpenAPI document, right ones and broken ones, each the same for the same seed and number.</summary>
/// <param name="document">Of the server that is called.</param>
/// <param name="things">What there is on the server, by the names that parameters and members have: with nothing but rubbish one would never get past the first check.</param>
/// <param name="wallet">Who signs orders.</param>
internal sealed class Fuzzer(ApiDocument document, IReadOnlyDictionary<string, IReadOnlyList<string>> things, Fuzzer.Wallet wallet)
{
    // Drawing costs a hundred times as much as anything else here; what it does with its input is soon known.
    private static readonly string[] Costly = [".pdf", ".png", ".svg"];

    private static readonly string[] Texts =
    [
        "", " ", "text", "Épicerie « du Canal »", "a\0b", "\0", "\u202Eevil\u202C", "\u200F", "👩‍👩‍👧‍👦", "\uFEFF", "e\u0301", "ﷺ", "\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "'; DROP TABLE \"Users\"; --", "%s%n", "{{7*7}}",
        "../../etc/passwd", "=1+1", "12,50", "12.50", "0x10", "1e3", "-1", "NaN", "null", "true", "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "-2026-01-01", "01/02/2026", "2026-01-01T00:00:00Z", "1970-01-01", "2199-12-31",
        "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "https://evil.example/", "javascript:alert(1)", "a@b", "a@[127.0.0.1]", "\"a b\"@exemple.fr", new('x', 300), new('é', 5_000), string.Concat(Enumerable.Repeat("🦊", 2_500)),
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "500", "501", "32767", "2147483647", "2147483648", "-2147483648", "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e3", "1E400", "-0", "0.1", "12,50", "1.0",
        "00", "+1", "0x1", "NaN", "Infinity", "99999999999999999999999999999999999999", "1e-400",
    ];

    private static readonly string[] Types =
    [
        "application/json; charset=utf-16", "application/json; charset=nonsense", "text/json", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/cose", "application/cose; cose-type=\"cose-sign1\"",
        "application/cbor", "application/octet-stream", "application/problem+json", "application/merge-patch+json", "nonsense", "*/*", "application/json, application/json", "application/json;;", ";",
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["*/*", "text/html", "application/xml", "application/vc+ld+json", "application/vc+jwt;q=0", "nonsense", "a/b;q=x", ",,,", "application/json;q=1.0000000001"]),
        ("Accept-Language", ["fr", "en", "de", "*", "fr;q=", "x-klingon", "fr-FR-u-ca-gregory", "zz-ZZ-zz-ZZ-zz", "../..", ",,;q=1"]),
        ("Accept-Encoding", ["gzip", "br;q=1.0, *;q=0", "nonsense", "identity;q=0"]),
        ("If-Match", ["*", "\"x\"", "W/\"x\"", "x", "\"", "\"a\", \"b\""]),
        ("If-None-Match", ["*", "\"x\"", "W/\"x\"", "x", "\"\"", ",,"]),
        ("If-Modified-Since", ["Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Thu, 99 Foo 2026 00:00:00 GMT"]),
        ("If-Unmodified-Since", ["Thu, 01 Jan 1970 00:00:00 GMT", "x"]),
        ("If-Range", ["\"x\"", "x"]),
        ("Range", ["bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-0,2-3", "bytes=99999999999999999999-", "lines=1-2", "bytes="]),
        ("Last-Event-ID", ["0", "1", "-1", "99999999999999999999", "x", "9223372036854775807", ""]),
        ("Idempotency-Key", ["a", "b", "c", "", "x y", "\t", new('k', 255), new('k', 256)]),
        ("Upload-Offset", ["0", "1", "-1", "9223372036854775807", "9223372036854775808", "x", ""]),
        ("Tus-Resumable", ["1.0.0", "0.1"]),
        ("X-Forwarded-For", ["203.0.113.9", "nonsense", "127.0.0.1, ::1", "[::1]:99999"]),
        ("X-Forwarded-Proto", ["https", "http", "gopher"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("Origin", ["https://evil.example", "null"]),
        ("Cookie", ["essledger=x", "=", "essledger-lang=c%3Dxx", "a=b; a=c"]),
        ("Content-Language", ["xx"]),
        ("Expect", ["nonsense"]),
    ];

    /// <summary>A call as it goes onto the wire.</summary>
    /// <param name="Operation">Of which the answer must be one; null: of none, only a refusal fits.</param>
    /// <param name="Body">Null: none.</param>
    public sealed record Call(ApiDocument.Operation? Operation, string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? ContentType, byte[]? Body)
    {
        public HttpRequestMessage ToRequest()
        {
            var request = new HttpRequestMessage(new(Method), Address);
            foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
            if (Body is null) return request;
            request.Content = new ByteArrayContent(Body);
            if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            foreach (var (name, value) in Headers.Where(h => h.Name.StartsWith("Content-", StringComparison.Ordinal))) request.Content.Headers.TryAddWithoutValidation(name, value);
            return request;
        }

        public override string ToString() => $"{Method} {Address}\n{string.Join('\n', Headers.Select(h => $"  {h.Name}: {h.Value}"))}\n  Content-Type: {ContentType}\n  body: {(Body is null ? "none" : $"{Body.Length} bytes, base64 {Convert.ToBase64String(Body.AsSpan(0, Math.Min(Body.Length, 3_000)))}")}";
    }

    /// <summary>A resident's device, and where it may pay.</summary>
    public sealed record Wallet(LedgerId Ledger, Unit Unit, IReadOnlyList<(AccountId Account, DeviceSigner Device)> Payers, IReadOnlyList<AccountId> Payees);

    public Call Make(Random dice)
    {
        var operation = Pick(dice, document.Operations);
        while ((Costly.Any(ending => operation.Path.EndsWith(ending, StringComparison.Ordinal)) || operation.Method == "DELETE") && dice.Next(12) > 0) operation = Pick(dice, document.Operations);

        var address = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Escaped(dice, Named(dice, part.Trim('{', '}'))) : part));
        var query = new List<string>();
        foreach (var parameter in operation.Parameters.Where(p => p.In == "query"))
            for (var more = parameter.Required || dice.Next(3) == 0; more; more = dice.Next(10) == 0)
                query.Add($"{parameter.Name}={Escaped(dice, dice.Next(3) == 0 ? Rubbish(dice) : Text(Valid(dice, parameter.Schema, parameter.Name)))}");
        if (dice.Next(20) == 0) query.Add(Pick(dice, ["lang=en", "lang=xx", "unknown=1", "=", "%FF=%FF", "limit", "limit=1&limit=2", "_method=DELETE"]));
        if (query.Count > 0) address += $"?{string.Join('&', query)}";

        var headers = new List<(string, string)>();
        foreach (var parameter in operation.Parameters.Where(p => p.In == "header" && (p.Required || dice.Next(10) == 0)))
            headers.Add((parameter.Name, dice.Next(4) == 0 || Headers.All(h => h.Name != parameter.Name) ? Text(Valid(dice, parameter.Schema, parameter.Name)) : Pick(dice, Headers.Single(h => h.Name == parameter.Name).Values)));
        for (var more = dice.Next(3) == 0; more; more = dice.Next(2) == 0)
        {
            var (name, values) = Pick(dice, Headers);
            headers.Add((name, Pick(dice, values)));
        }

        // HTTP's heads are ASCII here (RFC 9110 §5.5).
        headers.RemoveAll(h => h.Item2.Any(c => c is < ' ' or > '~'));

        var (type, body) = BodyOf(dice, operation);
        if (body is not null && dice.Next(40) == 0) type = dice.Next(6) == 0 ? null : Pick(dice, Types);
        if (body is not null && dice.Next(60) == 0)
        {
            headers.Add(("Content-Encoding", Pick(dice, ["gzip", "br", "deflate", "nonsense", "gzip, gzip"])));
            body = Bomb;
        }
        // A body that nobody asked for, and a method that nobody has.
        if (body is null && operation.Method != "HEAD" && dice.Next(40) == 0) (type, body) = ("application/json", "{}"u8.ToArray());
        return dice.Next(60) == 0
            ? new(null, Pick(dice, ["OPTIONS", "TRACE", "PROPFIND", "LINK", "NONSENSE"]), address, headers, type, body)
            : new(operation, operation.Method, address, headers, type, body);
    }

    private (string? Type, byte[]? Body) BodyOf(Random dice, ApiDocument.Operation operation) => operation.MediaType switch
    {
        null => (null, null),
        "application/json" => (operation.MediaType, Json(dice, operation.Body!.Value)),
        Cose.MediaType => (operation.MediaType, Signed(dice)),
        var type => (type, Bytes(dice, dice.Next(64))),
    };

    private byte[] Json(Random dice, JsonElement schema)
    {
        var text = Valid(dice, schema, "");
        for (var breaks = dice.Next(5) < 2 ? 0 : 1 + dice.Next(2); breaks > 0; breaks--) text = Broken(dice, text);
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (dice.Next(60))
        {
            case 0: return bytes[..dice.Next(bytes.Length + 1)];
            case 1: return [0xEF, 0xBB, 0xBF, .. bytes];
            case 2: return Encoding.Unicode.GetBytes(text);
            case 3 when bytes.Length > 0: bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256); return bytes;
            case 4: return [.. bytes, .. bytes];
            case 5: return Encoding.UTF8.GetBytes(new string('[', 2_000) + new string(']', dice.Next(2) * 2_000));
            case 6: return Encoding.UTF8.GetBytes(text.PadLeft(70_000));
            default: return bytes;
        }
    }

    /// <summary>Changes one thing in a JSON text, at a member if there is one.</summary>
    private static string Broken(Random dice, string text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false });
            _ = node?.ToJsonString();
        }
        // Broken so far that nothing more can be changed in it.
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return text; }
        var at = node as JsonObject;
        while (at is { Count: > 0 } && at.Where(m => m.Value is JsonObject).Select(m => (JsonObject)m.Value!).FirstOrDefault() is { } inner && dice.Next(2) == 0) at = inner;
        if (at is not { Count: > 0 }) return Pick(dice, ["null", "[]", "1", "\"\"", "", "{", "{}", "{\"a\":1}"]);
        var name = Pick(dice, [.. at.Select(m => m.Key)]);
        switch (dice.Next(8))
        {
            case 0: at.Remove(name); break;
            case 1: at[Pick(dice, ["unknown", "__proto__", "$type", "$ref", "", name.ToUpperInvariant()])] = 1; break;
            case 2: at[name] = null; break;
            case 3: at[name] = Pick(dice, Texts); break;
            case 4: at[name] = new JsonArray(1, "a", null, new JsonArray()); break;
            case 5: at[name] = new JsonObject { [name] = true }; break;
            case 6:
                at[name] = "\u0001number\u0001";
                return Written(node!).Replace("\"\\u0001number\\u0001\"", Pick(dice, Numbers), StringComparison.Ordinal);
            default:
                var whole = Written(node!);
                return dice.Next(2) == 0 ? whole.Replace("{", $"{{\"{name}\":1,", StringComparison.Ordinal) : whole.Replace(":", Pick(dice, [":\"\\ud800\",\"x\":", "::", ":/*c*/", ":\n", ":'a',"]), StringComparison.Ordinal);
        }
        return Written(node!);
    }

    private static string Written(JsonNode node) => node.ToJsonString();

    /// <summary>A JSON text that the schema allows, as far as it says.</summary>
    private string Valid(Random dice, JsonElement schema, string name)
    {
        schema = document.Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices)) return Valid(dice, choices[dice.Next(choices.GetArrayLength())], name);
        if (schema.TryGetProperty("enum", out var words)) return words[dice.Next(words.GetArrayLength())].GetRawText();
        var types = ApiDocument.TypesOf(schema);
        if (types.Contains("null") && dice.Next(4) == 0) return "null";
        switch (types.LastOrDefault(type => type != "null"))
        {
            case "object":
                var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet() : [];
                if (!schema.TryGetProperty("properties", out var properties)) return "{}";
                return $"{{{string.Join(',', properties.EnumerateObject().Where(p => required.Contains(p.Name) || dice.Next(3) > 0).Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Valid(dice, p.Value, p.Name)}"))}}}";
            case "array":
                return $"[{string.Join(',', Enumerable.Range(0, dice.Next(4)).Select(_ => schema.TryGetProperty("items", out var items) ? Valid(dice, items, name) : "1"))}]";
            case "boolean":
                return dice.Next(2) == 0 ? "true" : "false";
            case "integer":
                return dice.Next(3) > 0 ? dice.Next(1, 20).ToString(CultureInfo.InvariantCulture) : Pick(dice, Numbers[..13]);
            case "number":
                return (dice.NextDouble() * 200 - 100).ToString(CultureInfo.InvariantCulture);
            default:
                if (schema.TryGetProperty("format", out var format) && format.GetString() == "date")
                    return $"\"{(dice.Next(6) == 0 ? Pick(dice, ["0001-01-01", "9999-12-31", "1969-12-31", "2199-12-31", "2200-01-01", "2024-02-29"]) : DateTime.UtcNow.AddDays(dice.Next(-900, 90)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}\"";
                return JsonSerializer.Serialize(things.ContainsKey(name) && dice.Next(8) > 0 ? Named(dice, name) : Rubbish(dice));
        }
    }

    /// <summary>A thing of this name that exists, mostly.</summary>
    private string Named(Random dice, string name)
    {
        if (!things.TryGetValue(name, out var those) || dice.Next(6) == 0) return Rubbish(dice) is { Length: > 0 } text ? text : "x";
        return Pick(dice, those);
    }

    private string Rubbish(Random dice) => dice.Next(5) switch
    {
        0 => Pick(dice, Numbers),
        1 => Pick(dice, things.Values.ElementAt(dice.Next(things.Count))),
        2 => Convert.ToHexStringLower(Bytes(dice, dice.Next(1, 16))),
        _ => Pick(dice, Texts),
    };

    /// <summary>An order: good, or signed with one value that cannot be, or damaged on the way; or bytes that only look like it.</summary>
    private byte[] Signed(Random dice)
    {
        var (account, device) = Pick(dice, wallet.Payers);
        var now = DateTimeOffset.UtcNow;
        var order = new PaymentOrder(
            dice.Next(20) == 0 ? LedgerId.Parse("XXXXXX") : wallet.Ledger, new(Uuid.Version7(now, Bytes(dice, 10))), account, dice.Next(20) == 0 ? account : Pick(dice, wallet.Payees),
            Amount.FromMinor(dice.Next(20) == 0 ? long.MaxValue : dice.Next(1, 50)), wallet.Unit, (now + TimeSpan.FromSeconds(dice.Next(20) == 0 ? dice.Next(-1_000, 100_000) : 300)).ToUnixTimeSeconds(),
            dice.Next(6) == 0 && things.TryGetValue("request", out var requests) && Uuid.TryParse(Pick(dice, requests), out var request) ? new RequestId(request) : null, dice.Next(4) == 0 ? "merci 🥖" : null);
        var bytes = device.Sign(PaymentOrder.Type, order.Encode());
        switch (dice.Next(8))
        {
            case 0: bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8)); return bytes;
            case 1: return bytes[..dice.Next(bytes.Length)];
            case 2: return [.. bytes, (byte)dice.Next(256)];
            case 3: return Bytes(dice, dice.Next(200));
            // Lengths that nothing follows, and arrays within arrays (CBOR, RFC 8949 §3).
            case 4: return [0xD2, 0x84, 0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
            case 5: return Enumerable.Repeat((byte)(dice.Next(2) == 0 ? 0x81 : 0x9F), dice.Next(1, 60_000)).ToArray();
            default: return bytes;
        }
    }

    private static readonly byte[] Bomb = Gzip(10_000_000);

    private static byte[] Gzip(int zeros)
    {
        using var kept = new MemoryStream();
        using (var gzip = new GZipStream(kept, CompressionLevel.SmallestSize)) gzip.Write(new byte[zeros]);
        return kept.ToArray();
    }

    private static byte[] Bytes(Random dice, int length)
    {
        var bytes = new byte[length];
        dice.NextBytes(bytes);
        return bytes;
    }

    /// <summary>As a part of an address, which mostly is not longer than HTTP itself takes.</summary>
    private static string Escaped(Random dice, string value) => Uri.EscapeDataString(value.Length > 300 && dice.Next(20) > 0 ? value[..300] : value);

    private static string Text(string json)
    {
        try { return json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json)! : json; }
        catch (JsonException) { return json; }
    }

    private static T Pick<T>(Random dice, IReadOnlyList<T> of) => of[dice.Next(of.Count)];
}
