using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.Keys;

public sealed class PublishedKeysTests
{
    [Fact]
    public async Task Payload_keys_are_published_with_purpose_and_period_and_token_keys_elsewhere()
    {
        await using var server = await TestServer.Start();
        var keys = (KeyDirectory)server.Services.GetService(typeof(KeyDirectory))!;
        keys.Rotate(Purposes.Receipt);

        var published = (await server.Http.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["badge", "badge-proof", "receipt", "receipt", "request"], published.Select(k => k.GetProperty("purpose").GetString()).Order());
        Assert.Single(published, k => k.TryGetProperty("exp", out _));
        foreach (var jwk in published)
        {
            Assert.False(jwk.TryGetProperty("d", out _));
            if (jwk.GetProperty("purpose").GetString() == Purposes.BadgeProof)
            {
                Assert.Equal(("OKP", "Ed25519", "EdDSA"), (jwk.GetProperty("kty").GetString(), jwk.GetProperty("crv").GetString(), jwk.GetProperty("alg").GetString()));
                Assert.False(jwk.TryGetProperty("y", out _));
                Assert.Equal(keys.Current(Purposes.BadgeProof).PublicKey[^32..], Base64UrlEncoder.DecodeBytes(jwk.GetProperty("x").GetString()));
                continue;
            }
            Assert.Equal("ES256", jwk.GetProperty("alg").GetString());
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("x").GetString()), Y = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("y").GetString()) },
            });
            Assert.Equal(KeyId.Of(key.ExportSubjectPublicKeyInfo()).ToString(), jwk.GetProperty("kid").GetString());
        }

        var ofTokens = (await server.Http.GetFromJsonAsync<JsonElement>("/connect/jwks")).GetProperty("keys").EnumerateArray();
        Assert.Equal([keys.Current(Purposes.Token).Id.ToString()], ofTokens.Select(k => k.GetProperty("kid").GetString()));
        var discovery = await server.Http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        Assert.EndsWith("/connect/jwks", discovery.GetProperty("jwks_uri").GetString(), StringComparison.Ordinal);
    }
}
