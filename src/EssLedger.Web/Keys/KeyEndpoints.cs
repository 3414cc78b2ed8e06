using System.Text.Json.Serialization;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Badges;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.Keys;

/// <summary>Joins the key directory to the server and shows its public half.</summary>
public static class KeyEndpoints
{
    public static KeyDirectory AddKeys(this WebApplicationBuilder builder, Settings settings)
    {
        var keys = KeyDirectory.Open(settings.Keys, TimeProvider.System);
        builder.Services.AddSingleton(_ => keys);
        builder.Services.AddDataProtection().SetApplicationName("essledger")
            .PersistKeysToFileSystem(new(keys.Folder("data-protection")));
        return keys;
    }

    public static void MapKeys(this WebApplication app)
    {
        var keys = app.MapGroup("").WithTags("Keys").AddEndpointFilter(ForAnyone);
        keys.MapGet("/.well-known/jwks.json", Published).WithSummary("The keys that sign payloads and credentials, retired ones too");
        keys.MapGet("/.well-known/did.json", Controller).WithSummary("The label's owner as a did:web controller document");
        keys.MapGet("/keys/{kid}", One).WithSummary("One of these keys as a JWK: the kid of a credential in the form of a JWT is such an address");
    }

    /// <summary>Public keys are read by other sites' verifiers too, and may be kept for a while.</summary>
    private static ValueTask<object?> ForAnyone(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        Security.OpenToOtherSites(invocation.HttpContext);
        return next(invocation);
    }

    private static Ok<PublishedKeys> Published(KeyDirectory keys) => TypedResults.Ok(new PublishedKeys([.. Those(keys).Select(PublishedKey.Of)]));

    private static Results<Ok<PublishedKey>, ProblemHttpResult> One(KeyId kid, KeyDirectory keys) =>
        Those(keys).FirstOrDefault(key => key.Id == kid) is { } key ? TypedResults.Ok(PublishedKey.Of(key)) : Problems.For("not_found");

    private static Ok<ControllerDocument> Controller(KeyDirectory keys, LabelOwner owner)
    {
        var methods = Those(keys).Where(key => Purposes.IsOfLabelOwner(key.Purpose)).Select(key => VerificationMethod.Of(key, owner)).ToList();
        return TypedResults.Ok(new ControllerDocument(ControllerDocument.Contexts, owner.Did, methods, [.. methods.Select(method => method.Id)]));
    }

    private static IEnumerable<KeyFile> Those(KeyDirectory keys) => keys.All.Where(key => Purposes.IsPublished(key.Purpose));
}

/// <summary>A JWK set (RFC 7517).</summary>
public sealed record PublishedKeys(IReadOnlyList<PublishedKey> Keys);

/// <summary>A public key: a JWK with its purpose, and the period in which it signs in Unix seconds.</summary>
/// <param name="Y">The second coordinate; an Ed25519 key has none.</param>
public sealed record PublishedKey(string Kty, string Crv, string X, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Y,
    string Kid, string Use, string Alg, string Purpose, long Nbf, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Exp)
{
    public static PublishedKey Of(KeyFile key)
    {
        var (kty, crv, alg, x, y) = Purposes.AlgorithmOf(key.Purpose) == KeyAlgorithm.Ed25519 ? ("OKP", "Ed25519", "EdDSA", key.Ed25519PublicKey, null) : EllipticCurve(key);
        return new(kty, crv, Base64UrlEncoder.Encode(x), y is null ? null : Base64UrlEncoder.Encode(y), key.Id.ToString(), "sig", alg,
            key.Purpose, key.Created.ToUnixTimeSeconds(), key.Ends?.ToUnixTimeSeconds());
    }

    private static (string, string, string, byte[], byte[]?) EllipticCurve(KeyFile key)
    {
        var point = key.Key.ExportParameters(includePrivateParameters: false).Q;
        return ("EC", "P-256", "ES256", point.X!, point.Y);
    }
}

/// <summary>Whose keys these are, and what they may say (W3C Controlled Identifiers 1.0, DID Core 1.0). Retired keys stay: they speak for their time.</summary>
/// <param name="AssertionMethod">The ids of those that sign credentials: all.</param>
public sealed record ControllerDocument(
    [property: JsonPropertyName("@context")] IReadOnlyList<string> Context, string Id, IReadOnlyList<VerificationMethod> VerificationMethod, IReadOnlyList<string> AssertionMethod)
{
    internal static readonly IReadOnlyList<string> Contexts = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1", "https://w3id.org/security/multikey/v1"];
}

/// <summary>A key in the form that its verifiers want: <c>JsonWebKey</c> for JWTs, <c>Multikey</c> for embedded proofs.</summary>
public sealed record VerificationMethod(
    string Id, string Type, string Controller,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PublishedKey? PublicKeyJwk,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PublicKeyMultibase)
{
    // The multicodec of an Ed25519 public key, before its 32 bytes.
    private static readonly byte[] Ed25519Codec = [0xED, 0x01];

    public static VerificationMethod Of(KeyFile key, LabelOwner owner) => Purposes.AlgorithmOf(key.Purpose) == KeyAlgorithm.Ed25519
        ? new(owner.MethodOf(key.Id), "Multikey", owner.Did, null, Multibase.Base58([.. Ed25519Codec, .. key.Ed25519PublicKey]))
        : new(owner.MethodOf(key.Id), "JsonWebKey", owner.Did, PublishedKey.Of(key), null);
}
