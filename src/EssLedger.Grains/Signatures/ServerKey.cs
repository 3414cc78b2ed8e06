using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Grains.Signatures;

/// <summary>A P-256 key of the server that signs payloads (ES256, COSE_Sign1). Safe to use from several threads.</summary>
/// <param name="key">The key.</param>
/// <param name="purpose">What it signs; one word, published with the key.</param>
public sealed class ServerKey(ECDsa key, string purpose)
{
    // RFC 9596: the typ header.
    private static readonly CoseHeaderLabel Typ = new(16);
    private readonly Lock _lock = new();

    /// <summary>The first 8 bytes of SHA-256 of the DER SubjectPublicKeyInfo.</summary>
    public KeyId Id { get; } = KeyId.Of(key.ExportSubjectPublicKeyInfo());

    public string Purpose => purpose;

    /// <summary>A whole signed message.</summary>
    public byte[] Sign(string type, ReadOnlySpan<byte> payload)
    {
        // The framework sorts nothing: the headers are added in the order that deterministic CBOR asks for, alg being put first by it.
        var headers = new CoseHeaderMap { { CoseHeaderLabel.KeyIdentifier, Id.ToBytes() }, { Typ, type } };
        lock (_lock) return CoseSign1Message.SignEmbedded(payload, new(key, HashAlgorithmName.SHA256, headers));
    }

    /// <summary>The signature of a message that is no COSE (a JWT): ECDSA with SHA-256, 64 bytes r‖s.</summary>
    public byte[] SignBytes(ReadOnlySpan<byte> message)
    {
        lock (_lock) return key.SignData(message, HashAlgorithmName.SHA256);
    }

    /// <summary>Whether this key signed a message that decoded.</summary>
    public bool Verify(SignedPayload payload) =>
        payload.Key == Id && payload.Algorithm == SignedPayload.Es256 && Verify(payload.ToBeSigned(), payload.Signature.Span);

    /// <summary>Whether this key signed a message that is no COSE (a JWT): ECDSA with SHA-256, 64 bytes r‖s.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        lock (_lock) return key.VerifyData(message, signature, HashAlgorithmName.SHA256);
    }
}
