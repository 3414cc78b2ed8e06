using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using EssLedger.Grains.Signatures;

namespace EssLedger.Ours;

/// <summary>A resident's device that signs fast: a run needs a hundred thousand orders, and libsecp256k1 signs ten times as many a second as BouncyCastle.</summary>
internal sealed unsafe class Pen
{
    private const uint SignContext = 0x0201; // SECP256K1_CONTEXT_SIGN
    private static readonly string[] Names = ["libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.5", "libsecp256k1.so.6", "libsecp256k1.so.0"];
    private static readonly nint Library = Names.Select(name => NativeLibrary.TryLoad(name, out var library) ? library : 0).FirstOrDefault(library => library != 0);
    private static readonly nint Context;
    private static readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, nint, int> EcdsaSign;
    private static readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> Serialize;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly DeviceSigner _device;

    static Pen()
    {
        if (Library == 0) return;
        Context = ((delegate* unmanaged[Cdecl]<uint, nint>)NativeLibrary.GetExport(Library, "secp256k1_context_create"))(SignContext);
        EcdsaSign = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, nint, int>)NativeLibrary.GetExport(Library, "secp256k1_ecdsa_sign");
        Serialize = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)NativeLibrary.GetExport(Library, "secp256k1_ecdsa_signature_serialize_compact");
    }

    public Pen() => _device = new(_secret);

    public PublicKey Key => _device.Key;

    /// <summary>A whole signed message.</summary>
    public byte[] Sign(string type, ReadOnlyMemory<byte> payload) =>
        SignedPayload.Sign(type, SignedPayload.Es256k, Key.Id, payload, Library == 0 ? _device.SignMessage : SignMessage).Encode();

    private byte[] SignMessage(byte[] message)
    {
        var signature = new byte[Es256k.SignatureSize];
        byte* opaque = stackalloc byte[Es256k.SignatureSize], digest = stackalloc byte[Digest.Size];
        SHA256.HashData(message, new Span<byte>(digest, Digest.Size));
        fixed (byte* secret = _secret, written = signature)
            if (EcdsaSign(Context, opaque, digest, secret, 0, 0) != 1 || Serialize(Context, written, opaque) != 1) throw new InvalidOperationException("libsecp256k1 did not sign.");
        return signature;
    }
}
