using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>Signs as a device does, but without elliptic curves: the rules only ask whether a signature is good, and the core has no library that
/// could tell. A signature is SHA-256 of key and digest, and a 1 in the place of s.</summary>
internal sealed class Pen : IEs256kVerifier
{
    public static readonly Pen Verifier = new("nobody");

    public Pen(string name)
    {
        byte[] bytes = [2, .. SHA256.HashData(Encoding.UTF8.GetBytes(name))];
        Key = PublicKey.TryFromBytes(bytes, out var key) ? key : throw new FormatException(name);
    }

    public PublicKey Key { get; }

    public SignedOrder Sign(PaymentOrder order) => Read(Bytes(order));

    public byte[] Bytes(PaymentOrder order) => Sign(PaymentOrder.Type, order.Encode());

    public SignedProof Sign(DeviceProof proof) =>
        SignedProof.TryDecode(Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why) ? signed : throw new FormatException(why);

    public Paper.SignedSlip Sign(Paper.TransferSlip slip) =>
        Paper.SignedSlip.TryDecode(Sign(Paper.TransferSlip.Type, slip.Encode()), out var signed, out var why) ? signed : throw new FormatException(why);

    public static SignedOrder Read(byte[] bytes) => SignedOrder.TryDecode(bytes, out var signed, out var why) ? signed : throw new FormatException(why);

    private byte[] Sign(string type, byte[] payload) =>
        SignedPayload.Sign(type, SignedPayload.Es256k, Key.Id, payload, message => Signature(Key, SHA256.HashData(message))).Encode();

    private static byte[] Signature(PublicKey key, ReadOnlySpan<byte> digest)
    {
        var signature = new byte[Es256k.SignatureSize];
        SHA256.HashData([.. key.Bytes, .. digest], signature);
        signature[^1] = 1;
        return signature;
    }

    public bool Verify(PublicKey key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => signature.SequenceEqual(Signature(key, digest));
}
