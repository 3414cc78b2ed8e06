using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Accounts;

/// <summary>What a device signs to prove that it holds the key it registers, or an active device to vouch for another.</summary>
/// <param name="Ledger">The ledger it is for.</param>
/// <param name="Account">The account that the key is to sign for.</param>
/// <param name="Challenge">The 32 bytes that the server gave.</param>
/// <param name="Key">The key to register.</param>
public sealed record DeviceProof(LedgerId Ledger, AccountId Account, ReadOnlyMemory<byte> Challenge, PublicKey Key)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.proof";

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static DeviceProof Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var proof = new DeviceProof(
            r.Named<LedgerId>(1, LedgerId.TryParse), r.Named<AccountId>(2, AccountId.TryParse), r.Bytes(3, 32),
            PublicKey.TryFromBytes(r.Bytes(4, PublicKey.Size).Span, out var key) ? key : throw new FormatException("The key is not a compressed one."));
        r.End();
        return proof;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(4);
        w.Write(1, Ledger.Value);
        w.Write(2, Account.Value);
        w.Write(3, Challenge.Span);
        w.Write(4, Key.Bytes);
        return w.ToArray();
    }
}

/// <summary>A proof as it was received.</summary>
/// <param name="Proof">What it says.</param>
/// <param name="Envelope">What was signed, and the signature.</param>
/// <param name="Bytes">All bytes as received.</param>
public sealed record SignedProof(DeviceProof Proof, SignedPayload Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The kid: the key that signed.</summary>
    public KeyId Key => Envelope.Key;

    /// <summary>SHA-256 of all bytes as received.</summary>
    public Digest Received { get; } = Digest.Of(Bytes.Span);

    /// <summary>Reads a proof, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedProof? proof, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var envelope = SignedPayload.Decode(bytes, DeviceProof.Type, SignedPayload.Es256k);
            return new SignedProof(DeviceProof.Decode(envelope.Payload), envelope, bytes);
        }, out proof, out why);
}
