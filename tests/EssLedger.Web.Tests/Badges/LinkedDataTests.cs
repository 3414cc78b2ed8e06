using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Web.Badges;

/// <summary>What we sign is what others compute: our N-Quads beside those of the <c>jsonld</c> library, byte for byte.</summary>
public sealed class LinkedDataTests
{
    [Fact]
    public async Task What_is_signed_is_byte_for_byte_what_jsonld_makes_of_the_same_json()
    {
        await using var server = await TestServer.Start();
        var owner = (LabelOwner)server.Services.GetService(typeof(LabelOwner))!;
        string[] names = ["Boulangerie du Beffroi", "Épicerie « L’Œuf » & fils", "\"Quotes\" and \\back\\slashes\\", "tab\tline\nreturn\rbell\u0007delete\u007F", "日本 🥐 \u202Eenglish", "<script>", ""];
        var credentials = names.SelectMany(name => Enum.GetValues<GrantKind>().Select(kind => BadgeCredential.Of(Badge(name, kind), owner))).ToList();

        var quads = await Jsonld([.. credentials.Select(credential => WithContexts(credential.Says.ToJson(), credential.Contexts()))]);
        foreach (var (credential, theirs) in credentials.Zip(quads)) Assert.Equal(theirs, Encoding.UTF8.GetString(credential.Says.ToNQuads()));
        Assert.All(quads, theirs => Assert.DoesNotContain("_:", theirs, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Proof_and_status_list_of_a_running_server_say_under_their_contexts_what_was_signed()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var owner = (LabelOwner)server.Services.GetService(typeof(LabelOwner))!;
        server.Http.DefaultRequestHeaders.Accept.ParseAdd("application/vc+ld+json");
        foreach (var path in (string[])["/v1/badges/LIL-2026-0001", "/v1/status/suspension"])
        {
            var json = JsonNode.Parse(await server.Http.GetStringAsync(path))!.AsObject();
            var contexts = json["@context"]!.AsArray();
            var proof = json["proof"]!.DeepClone().AsObject();
            var signature = (string)proof["proofValue"]!;
            proof.Remove("proofValue");
            json.Remove("proof");
            var quads = await Jsonld([WithContexts(proof, (JsonArray)contexts.DeepClone()), json]);
            byte[] message = [.. Digest.Of(Encoding.UTF8.GetBytes(quads[0])).ToBytes(), .. Digest.Of(Encoding.UTF8.GetBytes(quads[1])).ToBytes()];
            var signed = new byte[64];
            Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Sign(owner.ProofKey.Seed.ToArray(), 0, message, 0, message.Length, signed, 0);
            Assert.Equal(Multibase.Base58(signed), signature);
        }
    }

    [Theory]
    [InlineData("Hello World!", "z2NEpo7TZRRrLZSi2U")]
    [InlineData("\0\0(\u007F\u00B4\u00CD", "z11233QC4")]
    [InlineData("\0", "z1")]
    [InlineData("", "z")]
    public void Base58_is_that_of_its_specification(string bytes, string text)
    {
        Assert.Equal(text, Multibase.Base58(Encoding.Latin1.GetBytes(bytes)));
        Assert.True(Multibase.TryBase58(text, out var read));
        Assert.Equal(bytes, Encoding.Latin1.GetString(read));
    }

    [Theory]
    [InlineData(""), InlineData("2NEpo7TZRRrLZSi2U"), InlineData("z0"), InlineData("zl"), InlineData("zé"), InlineData(null)]
    public void Other_text_is_no_base58(string? text) => Assert.False(Multibase.TryBase58(text, out _));

    [Fact]
    public async Task What_our_json_says_is_read_back_as_it_was_said()
    {
        await using var server = await TestServer.Start();
        var owner = (LabelOwner)server.Services.GetService(typeof(LabelOwner))!;
        var credential = BadgeCredential.Of(Badge("Épicerie « L’Œuf » & \"fils\"", GrantKind.Shop), owner);
        using var json = JsonDocument.Parse(credential.Says.ToJson().ToJsonString());
        Assert.Equal(credential.Says.ToNQuads(), Thing.Read(json.RootElement).ToNQuads());
        foreach (var spoilt in (string[])["""{"id":"a> <b> <c> .\n<a"}""", """{"id":"a","nonsense":"b"}""", """{"type":"Profile"}""", """{"id":"a","name":1}""", """{"id":"a","criteria":{"id":"b","@context":"c"}}"""])
        {
            using var other = JsonDocument.Parse(spoilt);
            Assert.Throws<FormatException>(() => Thing.Read(other.RootElement));
        }
    }

    private static BadgeFacts Badge(string holder, GrantKind kind) => new(
        GrantNumber.Parse("LIL-2026-0042"), kind, holder, HolderId.Of(Siret.Parse("73282932000074")), "59350", 2, new(2026, 3, 1), new(2029, 2, 28), 3, 131_071, new(7),
        new(2026, 2, 27, 9, 30, 0, TimeSpan.Zero));

    private static JsonObject WithContexts(JsonObject json, JsonArray contexts)
    {
        json.Insert(0, "@context", contexts);
        return json;
    }

    private static async Task<IReadOnlyList<string>> Jsonld(IReadOnlyList<JsonObject> documents)
    {
        var script = Path.Combine(Repository.Root, "mobile-api-spec", "examples", "canonize.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", script) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = node.StandardError.ReadToEndAsync();
        var answers = node.StandardOutput.ReadToEndAsync();
        foreach (var document in documents) await node.StandardInput.WriteLineAsync(document.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await complaints);
        return [.. (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string>(line)!)];
    }
}
