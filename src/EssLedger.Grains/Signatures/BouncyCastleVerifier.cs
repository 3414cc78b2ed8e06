using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace EssLedger.Grains.Signatures;

/// <summary>ES256K by BouncyCastle: everywhere, and some four times slower than libsecp256k1.</summary>
public sealed class BouncyCastleVerifier : IEs256kVerifier
{
    internal static readonly ECDomainParameters Curve = new(Org.BouncyCastle.Crypto.EC.CustomNamedCurves.GetByName("secp256k1"));

    public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        // BouncyCastle would take a high s, which the other library refuses.
        if (digest.Length != Digest.Size || !Es256k.IsCanonical(signature)) return false;
        Org.BouncyCastle.Math.EC.ECPoint point;
        try
        {
            point = Curve.Curve.DecodePoint(key.Bytes.ToArray());
        }
        catch (ArgumentException)
        {
            return false;
        }
        var signer = new ECDsaSigner();
        signer.Init(false, new ECPublicKeyParameters(point, Curve));
        return signer.VerifySignature(digest.ToArray(), new BigInteger(1, signature[..32].ToArray()), new BigInteger(1, signature[32..].ToArray()));
    }
}
