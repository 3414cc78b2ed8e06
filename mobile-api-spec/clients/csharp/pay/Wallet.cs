using System.Formats.Cbor;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace EssLedger.Examples;

/// <summary>What an order says (mobile-api-spec/payloads/order.md).</summary>
/// <param name="Ledger">Of <c>GET /v1/ledger</c>.</param>
/// <param name="Id">A UUID of version 7, made here; the same order again keeps it.</param>
/// <param name="Payer">Whose device signs.</param>
/// <param name="Payee">Who is paid.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Unit">Of the ledger.</param>
/// <param name="NotAfter">Accepted until then, and not more than ten minutes ahead.</param>
/// <param name="Request">The payment request that is paid; null: none.</param>
public sealed record Order(string Ledger, Guid Id, string Payer, string Payee, long Amount, string Unit, DateTimeOffset NotAfter, Guid? Request);

/// <summary>One device's key, and the one form in which it signs orders: COSE_Sign1 (RFC 9052) over deterministic CBOR (RFC 8949 §4.2), ES256K with low s.</summary>
public sealed class Wallet
{
    private const int Algorithm = 1, Key = 4, Type = 16, Es256K = -47, Half = 32;
    private static readonly ECDomainParameters Curve = new(SecNamedCurves.GetByName("secp256k1"));
    private readonly ECPrivateKeyParameters _secret;
    private readonly byte[] _kid;

    /// <summary>Takes the device's secret, 32 bytes.</summary>
    public Wallet(ReadOnlySpan<byte> secret)
    {
        _secret = new(new BigInteger(1, secret.ToArray()), Curve);
        _kid = SHA256.HashData(Curve.G.Multiply(_secret.D).GetEncoded(compressed: true))[..8];
    }

    /// <summary>The bytes to send to <c>POST /v1/payments</c>, and to keep: the same bytes again get the same answer.</summary>
    public byte[] Sign(Order order)
    {
        var header = Encoded(w =>
        {
            w.WriteStartMap(3);
            w.WriteInt32(Algorithm);
            w.WriteInt32(Es256K);
            w.WriteInt32(Key);
            w.WriteByteString(_kid);
            w.WriteInt32(Type);
            w.WriteTextString("vnd.essledger.order");
            w.WriteEndMap();
        });
        var payload = Encoded(w => Write(w, order));
        var signature = Sign(Encoded(w =>
        {
            w.WriteStartArray(4);
            w.WriteTextString("Signature1");
            w.WriteByteString(header);
            w.WriteByteString([]);
            w.WriteByteString(payload);
            w.WriteEndArray();
        }));
        return Encoded(w =>
        {
            w.WriteTag((CborTag)18);
            w.WriteStartArray(4);
            w.WriteByteString(header);
            w.WriteStartMap(0);
            w.WriteEndMap();
            w.WriteByteString(payload);
            w.WriteByteString(signature);
            w.WriteEndArray();
        });
    }

    private static void Write(CborWriter w, Order order)
    {
        w.WriteStartMap(order.Request is null ? 7 : 8);
        w.WriteInt32(1);
        w.WriteTextString(order.Ledger);
        w.WriteInt32(2);
        w.WriteByteString(order.Id.ToByteArray(bigEndian: true));
        w.WriteInt32(3);
        w.WriteTextString(order.Payer);
        w.WriteInt32(4);
        w.WriteTextString(order.Payee);
        w.WriteInt32(5);
        w.WriteInt64(order.Amount);
        w.WriteInt32(6);
        w.WriteTextString(order.Unit);
        w.WriteInt32(7);
        w.WriteInt64(order.NotAfter.ToUnixTimeSeconds());
        if (order.Request is { } request)
        {
            w.WriteInt32(8);
            w.WriteByteString(request.ToByteArray(bigEndian: true));
        }
        w.WriteEndMap();
    }

    private byte[] Sign(byte[] message)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, _secret);
        var parts = signer.GenerateSignature(SHA256.HashData(message));
        // Of s and n − s the lower: the ledger refuses the other.
        var s = parts[1].CompareTo(Curve.N.ShiftRight(1)) > 0 ? Curve.N.Subtract(parts[1]) : parts[1];
        return [.. BigIntegers.AsUnsignedByteArray(Half, parts[0]), .. BigIntegers.AsUnsignedByteArray(Half, s)];
    }

    private static byte[] Encoded(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        write(writer);
        return writer.Encode();
    }
}
