using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

/// <summary>A device with a passkey, and a telephone with an authenticator app, as the standards have them.</summary>
internal sealed class Authenticator(string origin) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string? _user;
    private uint _count;

    /// <summary>The code of an app now (RFC 6238: HMAC-SHA-1, 30 seconds, six digits).</summary>
    /// <param name="key">In base32.</param>
    /// <param name="steps">How many steps of 30 seconds ahead.</param>
    public static string CodeOf(string key, int steps = 0)
    {
        Assert.True(Base32.TryDecode(key, out var secret));
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + steps);
#pragma warning disable CA5350 // The algorithm of every authenticator app.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Makes a passkey (WebAuthn §6.3.2), without an attestation.</summary>
    public string Create(JsonElement options)
    {
        _user = options.GetProperty("user").GetProperty("id").GetString();
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in (ReadOnlySpan<(int, int)>)[(1, 2), (3, -7), (-1, 1)])
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }
        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        byte[] length = [0, (byte)_id.Length];
        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Data(options.GetProperty("rp").GetProperty("id").GetString()!, 0x45), .. new byte[16], .. length, .. _id, .. cose.Encode()]);
        attestation.WriteEndMap();
        return Credential(new { clientDataJSON = Encoded(Client("webauthn.create", options)), attestationObject = Encoded(attestation.Encode()), transports = new[] { "internal" } });
    }

    /// <summary>Proves that it has the passkey (WebAuthn §6.3.3).</summary>
    /// <param name="options">What the server asks.</param>
    /// <param name="from">The origin at which somebody is; null: the right one.</param>
    public string Get(JsonElement options, string? from = null)
    {
        var client = Client("webauthn.get", options, from);
        var data = Data(options.GetProperty("rpId").GetString()!, 0x05);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Encoded(client), authenticatorData = Encoded(data), signature = Encoded(signature), userHandle = _user });
    }

    public void Dispose() => _key.Dispose();

    private string Credential(object response) =>
        JsonSerializer.Serialize(new { id = Encoded(_id), rawId = Encoded(_id), type = "public-key", authenticatorAttachment = "platform", clientExtensionResults = new { }, response });

    private byte[] Client(string type, JsonElement options, string? from = null) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge = options.GetProperty("challenge").GetString(), origin = from ?? origin, crossOrigin = false }));

    // Flags: user present, user verified, and with a new credential its data.
    private byte[] Data(string rp, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rp)), flags, .. count];
    }

    private static string Encoded(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
}
