using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EssLedger.Core.Payloads;
using EssLedger.Grains.Signatures;

namespace EssLedger.Verification;

/// <summary>Signs as a device does, by libsecp256k1 where it is installed: a million orders in a minute and not in half an hour.</summary>
public sealed unsafe class Pen(byte[] secret)
{
    private const uint SignAndVerify = 0x0301;
    private static readonly (nint Context, nint Sign, nint Serialize)? Native = Load();
    private readonly DeviceSigner _slow = new(secret);

    private static (nint, nint, nint)? Load()
    {
        if (!NativeLibrary.TryLoad("libsecp256k1.so.1", out var library) && !NativeLibrary.TryLoad("libsecp256k1.so.2", out library) && !NativeLibrary.TryLoad("libsecp256k1.so", out library)) return null;
        var create = (delegate* unmanaged[Cdecl]<uint, nint>)NativeLibrary.GetExport(library, "secp256k1_context_create");
        return (create(SignAndVerify), NativeLibrary.GetExport(library, "secp256k1_ecdsa_sign"), NativeLibrary.GetExport(library, "secp256k1_ecdsa_signature_serialize_compact"));
    }

    /// <summary>A whole signed message.</summary>
    public byte[] Sign(string type, byte[] payload) => SignedPayload.Sign(type, SignedPayload.Es256k, _slow.Key.Id, payload, SignMessage).Encode();

    private byte[] SignMessage(byte[] message)
    {
        if (Native is not { } native) return _slow.SignMessage(message);
        var sign = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, nint, int>)native.Sign;
        var serialize = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)native.Serialize;
        var (digest, signature) = (SHA256.HashData(message), new byte[Es256k.SignatureSize]);
        byte* opaque = stackalloc byte[64];
        fixed (byte* d = digest, s = secret, o = signature)
        {
            if (sign(native.Context, opaque, d, s, 0, 0) != 1 || serialize(native.Context, o, opaque) != 1) throw new CryptographicException("The library does not sign.");
        }
        return signature;
    }
}
