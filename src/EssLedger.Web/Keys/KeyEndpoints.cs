using System.Security.Cryptography;
using System.Text.Json.Serialization;
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

    public static void MapKeys(this WebApplication app) =>
        app.MapGet("/.well-known/jwks.json", Published).WithTags("Keys").WithSummary("The keys that sign payloads, retired ones too");

    private static Ok<PublishedKeys> Published(KeyDirectory keys, HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new PublishedKeys([.. keys.All.Where(k => Purposes.IsPublished(k.Purpose)).Select(PublishedKey.Of)]));
    }
}

/// <summary>A JWK set (RFC 7517).</summary>
public sealed record PublishedKeys(IReadOnlyList<PublishedKey> Keys);

/// <summary>A public key: a JWK with its purpose, and the period in which it signs in Unix seconds.</summary>
public sealed record PublishedKey(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg, string Purpose, long Nbf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Exp)
{
    // A server that shares the directory signs with the old key until it has seen the new one.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    public static PublishedKey Of(KeyFile key)
    {
        var point = key.Key.ExportParameters(includePrivateParameters: false).Q;
        return new("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), key.Id.ToString(), "sig", "ES256",
            key.Purpose, key.Created.ToUnixTimeSeconds(), (key.Retired + Overlap)?.ToUnixTimeSeconds());
    }
}
