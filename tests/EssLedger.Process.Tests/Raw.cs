using System.Buffers.Binary;
using System.Text;
using EssLedger.Core.Payloads;
using EssLedger.Grains.Signatures;

namespace EssLedger.Outside;

/// <summary>CBOR put together by hand, also where no honest encoder would write it so; signed properly all the same.</summary>
public static class Raw
{
    public static byte[] Int(long value) => value >= 0 ? Head(0, (ulong)value) : Head(1, (ulong)(-1 - value));
    public static byte[] Bytes(byte[] value) => [.. Head(2, (ulong)value.Length), .. value];
    public static byte[] Text(string value) => [.. Head(3, (ulong)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];
    public static byte[] Array(params byte[][] items) => [.. Head(4, (ulong)items.Length), .. items.SelectMany(i => i)];
    public static byte[] Map(params (byte[] Key, byte[] Value)[] pairs) => [.. Head(5, (ulong)pairs.Length), .. pairs.SelectMany(p => (byte[])[.. p.Key, .. p.Value])];

    /// <summary>The head of an item, in its shortest form.</summary>
    public static byte[] Head(int major, ulong value)
    {
        var kind = (byte)(major << 5);
        var wide = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        return value switch
        {
            < 24 => [(byte)(kind | (int)value)],
            <= byte.MaxValue => [(byte)(kind | 24), wide[7]],
            <= ushort.MaxValue => [(byte)(kind | 25), .. wide[6..]],
            <= uint.MaxValue => [(byte)(kind | 26), .. wide[4..]],
            _ => [(byte)(kind | 27), .. wide],
        };
    }

    /// <summary>An envelope around any bytes with a good signature over just these bytes.</summary>
    public static byte[] Sign(DeviceSigner device, byte[] payload, byte[]? header = null, byte[]? unprotected = null, Func<byte[], byte[]>? spoil = null)
    {
        header ??= SignedPayload.Header(Core.Payments.PaymentOrder.Type, SignedPayload.Es256k, device.Key.Id);
        var signature = device.SignMessage(SignedPayload.ToBeSigned(header, payload));
        return [0xD2, .. Array(Bytes(header), unprotected ?? Map(), Bytes(payload), Bytes(spoil?.Invoke(signature) ?? signature))];
    }

    /// <summary>The same signature with n − s: as true for ECDSA, and not the one form.</summary>
    public static byte[] HighS(byte[] signature)
    {
        var n = System.Numerics.BigInteger.Parse("00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", System.Globalization.NumberStyles.HexNumber, null);
        var s = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var high = (n - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature[..32], .. new byte[32 - high.Length], .. high];
    }

    /// <summary>The same signature as ASN.1, which is how many libraries give it.</summary>
    public static byte[] Der(byte[] signature)
    {
        byte[] body = [.. Number(signature[..32]), .. Number(signature[32..])];
        return [0x30, (byte)body.Length, .. body];

        static byte[] Number(byte[] value)
        {
            byte[] trimmed = [.. value.SkipWhile(b => b == 0)];
            if (trimmed[0] >= 0x80) trimmed = [0, .. trimmed];
            return [0x02, (byte)trimmed.Length, .. trimmed];
        }
    }
}
