using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Payloads;

/// <summary>A COSE_Sign1 message (RFC 9052 §4.2) in the one form that we accept: tag 18; protected header exactly alg (1), kid (4, 8 bytes) and typ (16);
/// unprotected header the empty map; empty external data.</summary>
/// <param name="Type">The typ header, without <c>application/</c>.</param>
/// <param name="Algorithm">The COSE algorithm: −47 (ES256K) or −7 (ES256).</param>
/// <param name="Key">The kid header.</param>
/// <param name="ProtectedHeader">The bytes of the protected header.</param>
/// <param name="Payload">The bytes of the payload.</param>
/// <param name="Signature">The bytes of the signature, as they came; whether they can be one is the verifier's to say.</param>
public sealed record SignedPayload(
    string Type, int Algorithm, KeyId Key, ReadOnlyMemory<byte> ProtectedHeader, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature)
{
    /// <summary>ECDSA with secp256k1 and SHA-256 (RFC 8812).</summary>
    public const int Es256k = -47;

    /// <summary>ECDSA with P-256 and SHA-256 (RFC 9053).</summary>
    public const int Es256 = -7;

    /// <summary>Reads the envelope, strictly.</summary>
    /// <param name="bytes">The whole message.</param>
    /// <param name="type">The typ that must stand in it.</param>
    /// <param name="algorithm">The algorithm that must stand in it.</param>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static SignedPayload Decode(ReadOnlyMemory<byte> bytes, string type, int algorithm)
    {
        var envelope = Decode(bytes);
        if (envelope.Type != type) throw new FormatException($"The typ is not {type}.");
        if (envelope.Algorithm != algorithm) throw new FormatException($"The algorithm is not {algorithm}.");
        return envelope;
    }

    /// <summary>Reads the envelope of whatever type.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static SignedPayload Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        r.ReadTag(18);
        if (r.ReadArray() != 4) throw new FormatException("A COSE_Sign1 has four parts.");
        var protectedHeader = r.ReadBytes();
        if (r.ReadMap() != 0) throw new FormatException("The unprotected header is not empty.");
        var payload = r.ReadBytes();
        var signature = r.ReadBytes();
        r.ReadEnd();

        var h = new CborReader(protectedHeader);
        if (h.ReadMap() != 3 || h.ReadKey(0) != 1) throw new FormatException("The protected header is not exactly alg, kid and typ.");
        var algorithm = h.ReadInteger();
        if (algorithm is not (Es256k or Es256)) throw new FormatException("The algorithm is neither ES256K nor ES256.");
        if (h.ReadKey(1) != 4) throw new FormatException("The protected header is not exactly alg, kid and typ.");
        var key = h.ReadBytes();
        if (key.Length != KeyId.Size) throw new FormatException("A kid has 8 bytes.");
        if (h.ReadKey(4) != 16) throw new FormatException("The protected header is not exactly alg, kid and typ.");
        var type = h.ReadText();
        h.ReadEnd();
        return new(type, (int)algorithm, KeyId.FromBytes(key.Span), protectedHeader, payload, signature);
    }

    /// <summary>The bytes of the protected header.</summary>
    public static byte[] Header(string type, int algorithm, KeyId key)
    {
        var w = new CborWriter();
        w.WriteMap(3);
        w.WriteInteger(1);
        w.WriteInteger(algorithm);
        w.WriteInteger(4);
        w.WriteBytes(key.ToBytes());
        w.WriteInteger(16);
        w.WriteText(type);
        return w.ToArray();
    }

    /// <summary>The Sig_structure of RFC 9052 §4.4: what is signed.</summary>
    public byte[] ToBeSigned() => ToBeSigned(ProtectedHeader.Span, Payload.Span);

    /// <summary>The Sig_structure of RFC 9052 §4.4: what is signed.</summary>
    public static byte[] ToBeSigned(ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> payload)
    {
        var w = new CborWriter();
        w.WriteArray(4);
        w.WriteText("Signature1");
        w.WriteBytes(protectedHeader);
        w.WriteBytes([]);
        w.WriteBytes(payload);
        return w.ToArray();
    }

    /// <summary>The whole message.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteTag(18);
        w.WriteArray(4);
        w.WriteBytes(ProtectedHeader.Span);
        w.WriteMap(0);
        w.WriteBytes(Payload.Span);
        w.WriteBytes(Signature.Span);
        return w.ToArray();
    }

    /// <summary>Makes a message: builds the header, asks for the signature over the Sig_structure, joins them.</summary>
    public static SignedPayload Sign(string type, int algorithm, KeyId key, ReadOnlyMemory<byte> payload, Func<byte[], byte[]> sign)
    {
        var header = Header(type, algorithm, key);
        return new(type, algorithm, key, header, payload, sign(ToBeSigned(header, payload.Span)));
    }

    /// <summary>Runs a decoder and turns its exception into a verdict: bytes of strangers are bad every day.</summary>
    internal static bool Try<T>(Func<T> decode, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? why) where T : class
    {
        try
        {
            (value, why) = (decode(), null);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            (value, why) = (null, e.Message);
            return false;
        }
    }
}
