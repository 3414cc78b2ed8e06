using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace EssLedger.Grains.Signatures;

/// <summary>Signs as a device does: ES256K, deterministic (RFC 6979), low-S. For the demonstration, tests and the command line; members' keys never come here.</summary>
public sealed class DeviceSigner
{
    private readonly ECPrivateKeyParameters _key;

    /// <param name="secret">32 bytes, a number from 1 to the order of the curve minus 1.</param>
    public DeviceSigner(ReadOnlySpan<byte> secret)
    {
        var number = new BigInteger(1, secret.ToArray());
        if (secret.Length != 32 || number.SignValue == 0 || number.CompareTo(BouncyCastleVerifier.Curve.N) >= 0) throw new ArgumentException("No secret key of the curve.", nameof(secret));
        _key = new(number, BouncyCastleVerifier.Curve);
        Key = PublicKey.TryFromBytes(BouncyCastleVerifier.Curve.G.Multiply(number).GetEncoded(compressed: true), out var key) ? key : throw new InvalidOperationException();
    }

    public PublicKey Key { get; }

    /// <summary>A whole signed message.</summary>
    public byte[] Sign(string type, ReadOnlyMemory<byte> payload) => SignedPayload.Sign(type, SignedPayload.Es256k, Key.Id, payload, SignMessage).Encode();

    /// <summary>The 64 bytes r‖s over SHA-256 of a message.</summary>
    public byte[] SignMessage(byte[] message)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, _key);
        var pair = signer.GenerateSignature(Digest.Of(message).ToBytes());
        var (r, s) = (pair[0], pair[1]);
        var n = BouncyCastleVerifier.Curve.N;
        if (s.CompareTo(n.ShiftRight(1)) > 0) s = n.Subtract(s);
        var signature = new byte[Es256k.SignatureSize];
        Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(r, signature.AsSpan(0, 32));
        Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(s, signature.AsSpan(32, 32));
        return signature;
    }
}
