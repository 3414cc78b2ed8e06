using System.Runtime.InteropServices;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Grains.Signatures;

/// <summary>ES256K by the system's libsecp256k1, where it is installed. Its verification context is read-only, so all threads share it.</summary>
public sealed unsafe class Libsecp256k1Verifier : IEs256kVerifier
{
    // The number changes with the binary interface; the four functions used here have been the same in all of these.
    private static readonly string[] Names =
        ["libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.5", "libsecp256k1.so.6", "libsecp256k1.so.0", "libsecp256k1.so", "libsecp256k1.dylib", "secp256k1.dll", "libsecp256k1.dll"];

    private const uint VerifyContext = 0x0101; // SECP256K1_CONTEXT_VERIFY; newer versions ignore which flags are given
    private const int OpaqueSize = 64;

    private readonly nint _context;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, nuint, int> _parseKey;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> _parseSignature;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int> _verify;

    private Libsecp256k1Verifier(nint library)
    {
        var create = (delegate* unmanaged[Cdecl]<uint, nint>)NativeLibrary.GetExport(library, "secp256k1_context_create");
        _parseKey = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nuint, int>)NativeLibrary.GetExport(library, "secp256k1_ec_pubkey_parse");
        _parseSignature = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)NativeLibrary.GetExport(library, "secp256k1_ecdsa_signature_parse_compact");
        _verify = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)NativeLibrary.GetExport(library, "secp256k1_ecdsa_verify");
        _context = create(VerifyContext);
    }

    /// <summary>The library, if there is one and it passes its self-test; a library that answers wrongly is not used.</summary>
    public static Libsecp256k1Verifier? TryLoad()
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            try
            {
                var verifier = new Libsecp256k1Verifier(library);
                if (verifier._context != 0 && SelfTest.Passes(verifier)) return verifier;
            }
            catch (EntryPointNotFoundException)
            {
                // Some other library of that name.
            }
        }
        return null;
    }

    public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (digest.Length != Digest.Size || signature.Length != Es256k.SignatureSize) return false;
        byte* parsedKey = stackalloc byte[OpaqueSize], parsedSignature = stackalloc byte[OpaqueSize];
        fixed (byte* keyBytes = key.Bytes, digestBytes = digest, signatureBytes = signature)
        {
            return _parseKey(_context, parsedKey, keyBytes, PublicKey.Size) == 1
                && _parseSignature(_context, parsedSignature, signatureBytes) == 1
                && _verify(_context, parsedSignature, digestBytes, parsedKey) == 1;
        }
    }
}

/// <summary>Chooses how signatures of devices are checked on this machine.</summary>
public static class Es256kVerifiers
{
    /// <summary>The fastest that works here, and its name for the log.</summary>
    public static (IEs256kVerifier Verifier, string Name) Best() =>
        Libsecp256k1Verifier.TryLoad() is { } native ? (native, "libsecp256k1") : (new BouncyCastleVerifier(), "BouncyCastle");
}

/// <summary>A signature made elsewhere, and five ways of spoiling it.</summary>
internal static class SelfTest
{
    // Secret key 1 over SHA-256 of the empty string, RFC 6979, low-S.
    private static readonly byte[] Key = Convert.FromHexString("0279BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798");
    private static readonly byte[] DigestOfNothing = Convert.FromHexString("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    private static readonly byte[] Signature = Convert.FromHexString("77C8D336572F6F466055B5F70F433851F8F535F6C4FC71133A6CFD71079D03B70ED9F5EB8AA5B266ABAC35D416C3207E7A538BF5F37649727D7A9823B1069577");

    // The same with n − s: as true for ECDSA, and refused by us.
    private static readonly byte[] HighSignature = Convert.FromHexString("77C8D336572F6F466055B5F70F433851F8F535F6C4FC71133A6CFD71079D03B7F1260A14755A4D995453CA2BE93CDF80405B50F0BBD256C94257C6691F2FABCA");

    // SEC 2 §2.4.1 has no point with x = 5: 5³ + 7 is no square.
    private static readonly byte[] NoPoint = Convert.FromHexString("020000000000000000000000000000000000000000000000000000000000000005");

    public static bool Passes(IEs256kVerifier verifier)
    {
        if (!PublicKey.TryFromBytes(Key, out var key) || !verifier.Verify(key, DigestOfNothing, Signature)) return false;
        byte[] otherDigest = [.. DigestOfNothing], otherSignature = [.. Signature], otherKey = [.. Key];
        otherDigest[31] ^= 1;
        otherSignature[63] ^= 1;
        otherKey[0] ^= 1;
        return !verifier.Verify(key, otherDigest, Signature) && !verifier.Verify(key, DigestOfNothing, otherSignature)
            && PublicKey.TryFromBytes(otherKey, out var mirrored) && !verifier.Verify(mirrored, DigestOfNothing, Signature)
            && PublicKey.TryFromBytes(NoPoint, out var nowhere) && !verifier.Verify(nowhere, DigestOfNothing, Signature)
            && !verifier.Verify(key, DigestOfNothing, HighSignature);
    }
}
