using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Payloads;

/// <summary>Checks one ECDSA signature over secp256k1; the one place where a library for it is behind.</summary>
public interface IEs256kVerifier
{
    /// <summary>Whether a canonical signature is that of a key over a SHA-256 digest. A key that is no point of the curve signs nothing.</summary>
    /// <param name="key">The public key.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">64 bytes r‖s that <see cref="Es256k.IsCanonical"/> found good.</param>
    bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}

/// <summary>ES256K (RFC 8812) with the one canonical form of a signature: 64 bytes, 1 ≤ r &lt; n, 1 ≤ s ≤ n/2. Libraries differ in what they accept;
/// these checks stand before all of them, so that the same bytes are good or bad on every machine.</summary>
public static class Es256k
{
    /// <summary>How many bytes a signature has.</summary>
    public const int SignatureSize = 64;

    // SEC 2 §2.4.1.
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");
    private static readonly byte[] HalfOrder = Convert.FromHexString("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0");

    /// <summary>Whether the bytes have the one form that a signature may have.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> signature) => Flaw(signature) is null;

    /// <summary>What keeps the bytes from having the one form that a signature may have; null: nothing does.</summary>
    public static string? Flaw(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize) return "The signature is not 64 bytes r‖s.";
        ReadOnlySpan<byte> r = signature[..32], s = signature[32..];
        return !r.ContainsAnyExcept((byte)0) ? "r is zero."
            : r.SequenceCompareTo(Order) >= 0 ? "r is not below the order of the curve."
            : !s.ContainsAnyExcept((byte)0) ? "s is zero."
            : s.SequenceCompareTo(Order) >= 0 ? "s is not below the order of the curve."
            : s.SequenceCompareTo(HalfOrder) > 0 ? "s is high: only the lower of s and n − s is accepted."
            : null;
    }

    /// <summary>Whether a signature is canonical and that of a key over a message.</summary>
    public static bool Verify(IEs256kVerifier verifier, PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsCanonical(signature)) return false;
        Span<byte> digest = stackalloc byte[Digest.Size];
        System.Security.Cryptography.SHA256.HashData(message, digest);
        return verifier.Verify(key, digest, signature);
    }
}
