using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Keys;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EssLedger.Web.Badges;

/// <summary>A credential before it is signed: what it says, and since when and until when.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Says">All of it but the context and the proof.</param>
/// <param name="From">Its first instant, whole seconds.</param>
/// <param name="Until">Its last instant, whole seconds.</param>
/// <param name="Subject">The address of whom or what it is about.</param>
/// <param name="Badge">Whether it speaks the language of Open Badges besides that of credentials.</param>
public sealed record Credential(string Id, Thing Says, DateTimeOffset From, DateTimeOffset Until, string Subject, bool Badge)
{
    /// <summary>The contexts of its JSON.</summary>
    public JsonArray Contexts() => Badge ? [Vocabulary.CredentialsContext, Vocabulary.BadgesContext] : [Vocabulary.CredentialsContext];
}

/// <summary>The label's owner as the issuer of credentials: its names, the addresses of its keys, and its two ways to sign.</summary>
public sealed class LabelOwner(ServerKeys keys, KeyDirectory directory, Settings settings)
{
    public const string Cryptosuite = "eddsa-rdfc-2022";

    // Readable, and short; what is signed stands in no page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of the owner as people read it.</summary>
    public string Name => settings.Name;

    /// <summary>The start of every address that we print.</summary>
    public string Origin => settings.Origin;

    /// <summary>Its decentralized identifier (did:web), which stands for the server's public host.</summary>
    public string Did { get; } = DidOf(settings);

    /// <summary>did:web names a host as it is, with the colon before a port percent-encoded.</summary>
    public static string DidOf(Settings settings) => $"did:web:{settings.PublicUrl.Authority.Replace(":", "%3A", StringComparison.Ordinal)}";

    /// <summary>Where a key's JWK is served: the <c>kid</c> of a credential in the form of a JWT (Open Badges 3.0 §8.2).</summary>
    public string AddressOf(KeyId key) => $"{settings.Origin}/keys/{key}";

    /// <summary>A key as the DID document names it.</summary>
    public string MethodOf(KeyId key) => $"{Did}#{key}";

    /// <summary>The key whose address this is, current or retired, whatever it signs; null: none of ours.</summary>
    public KeyFile? KeyAt(string address)
    {
        var start = AddressOf(default)[..^16];
        return address.StartsWith(start, StringComparison.Ordinal) && KeyId.TryParse(address[start.Length..], out var id) ? directory.Find(id) : null;
    }

    /// <summary>The key that the DID document names so, current or retired, whatever it signs; null: none of ours.</summary>
    public KeyFile? KeyOf(string method) =>
        method.StartsWith($"{Did}#", StringComparison.Ordinal) && KeyId.TryParse(method[(Did.Length + 1)..], out var id) ? directory.Find(id) : null;

    /// <summary>Whether a P-256 key of ours signed a message (ES256, 64 bytes r‖s).</summary>
    public bool Signed(KeyFile key, byte[] message, byte[] signature) => keys.Find(key.Id)?.Verify(message, signature) is true;

    /// <summary>Whether an Ed25519 key of ours signed a message.</summary>
    public static bool SignedProof(KeyFile key, byte[] message, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, key.Ed25519PublicKey, 0, message, 0, message.Length);

    /// <summary>What an embedded proof signs: the digest of its options, then that of the document (vc-di-eddsa §3.2).</summary>
    internal static byte[] Message(Thing proof, Thing document) => [.. SHA256.HashData(proof.ToNQuads()), .. SHA256.HashData(document.ToNQuads())];

    /// <summary>The key that signs JWTs now.</summary>
    public KeyFile JwtKey => directory.Current(Purposes.Badge);

    /// <summary>The key that signs embedded proofs now.</summary>
    public KeyFile ProofKey => directory.Current(Purposes.BadgeProof);

    /// <summary>The credential as a JWT signed with ES256: the credential's members and the registered claims side by side (VC-JOSE-COSE, Open Badges 3.0 §8.2).</summary>
    /// <param name="credential">What is signed.</param>
    /// <param name="made">When it is, as the credential shall say; before the key's birth is taken for that birth, so that a key signs only in its time.</param>
    public string ToJwt(Credential credential, DateTimeOffset made)
    {
        var key = JwtKey;
        var claims = Whole(credential);
        claims["iss"] = Did;
        claims["sub"] = credential.Subject;
        claims["jti"] = credential.Id;
        claims["iat"] = Later(made, key).ToUnixTimeSeconds();
        claims["nbf"] = credential.From.ToUnixTimeSeconds();
        claims["exp"] = credential.Until.ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = AddressOf(key.Id), ["typ"] = "JWT" };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(keys.Find(key.Id)!.SignBytes(Encoding.ASCII.GetBytes(signed)))}";

        static string Encode(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part, Json));
    }

    /// <summary>The credential as JSON with an embedded proof (Data Integrity, <c>eddsa-rdfc-2022</c>). Ed25519 is deterministic: the same says the same to the byte.</summary>
    /// <inheritdoc cref="ToJwt"/>
    public byte[] ToJson(Credential credential, DateTimeOffset made)
    {
        var key = ProofKey;
        var method = MethodOf(key.Id);
        var proof = Thing.OfOne($"{credential.Id}#proof", Vocabulary.Proof)
            .With(Vocabulary.Created, Instant(Later(made, key)))
            .With(Vocabulary.Cryptosuite, Cryptosuite)
            .With(Vocabulary.ProofPurpose, Vocabulary.AssertionMethod, Vocabulary.AssertionMethodIri)
            .With(Vocabulary.VerificationMethod, method, method);
        var message = Message(proof, credential.Says);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(key.Seed.ToArray(), 0, message, 0, message.Length, signature, 0);

        var json = Whole(credential);
        var signed = proof.ToJson();
        signed["proofValue"] = Multibase.Base58(signature);
        json["proof"] = signed;
        return JsonSerializer.SerializeToUtf8Bytes(json, Json);
    }

    /// <summary>An instant as credentials write it: to the second.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantForm, CultureInfo.InvariantCulture);

    internal const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static JsonObject Whole(Credential credential)
    {
        var json = credential.Says.ToJson();
        json.Insert(0, "@context", credential.Contexts());
        return json;
    }

    private static DateTimeOffset Later(DateTimeOffset made, KeyFile key) => made > key.Created ? made : key.Created;
}

/// <summary>Bytes as text that names its own alphabet (W3C Controlled Identifiers §2.4).</summary>
public static class Multibase
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>base58-btc, after <c>z</c>.</summary>
    public static string Base58(ReadOnlySpan<byte> bytes)
    {
        var digits = new StringBuilder();
        for (var rest = new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true); rest > 0; rest /= Alphabet.Length)
            digits.Insert(0, Alphabet[(int)(rest % Alphabet.Length)]);
        // A number does not know its leading zeros.
        var zeros = bytes.IndexOfAnyExcept((byte)0) is >= 0 and var first ? first : bytes.Length;
        return $"z{new string(Alphabet[0], zeros)}{digits}";
    }

    /// <summary>Reads base58-btc after <c>z</c>, at most 100 characters.</summary>
    public static bool TryBase58(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is not { Length: >= 1 and <= 100 } || text[0] != 'z') return false;
        var number = System.Numerics.BigInteger.Zero;
        foreach (var letter in text.AsSpan(1))
        {
            if (Alphabet.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var digit)) return false;
            number = (number * Alphabet.Length) + digit;
        }
        var zeros = text.AsSpan(1).IndexOfAnyExcept(Alphabet[0]) is >= 0 and var first ? first : text.Length - 1;
        bytes = [.. new byte[zeros], .. number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true)];
        return true;
    }

    /// <summary>base64url without padding, after <c>u</c>.</summary>
    public static string Base64(ReadOnlySpan<byte> bytes) => "u" + Base64Url.EncodeToString(bytes);
}
