using EssLedger.Core.Transparency;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EssLedger.Grains.Signatures;

/// <summary>An Ed25519 key of the server that signs notes (C2SP signed-note). Ed25519 is deterministic: the same text gets the same signature.</summary>
public sealed class NoteSigner
{
    private readonly byte[] _seed;

    /// <param name="name">Under which name it signs.</param>
    /// <param name="seed">The 32 bytes of the private key (RFC 8032).</param>
    public NoteSigner(string name, ReadOnlySpan<byte> seed)
    {
        _seed = seed.ToArray();
        Key = new(name, new Ed25519PrivateKeyParameters(_seed).GeneratePublicKey().GetEncoded());
    }

    /// <summary>The public half.</summary>
    public NoteKey Key { get; }

    /// <summary>The text with our signature.</summary>
    public SignedNote Sign(string text)
    {
        var note = new SignedNote(text, []);
        var (message, signature) = (note.SignedBytes, new byte[Ed25519.SignatureSize]);
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return note with { Signatures = [new(Key.Name, Key.Id, signature)] };
    }

    /// <summary>Whether a key signed a note: there is a signature that names it, and every such one holds.</summary>
    public static bool Verify(NoteKey key, SignedNote note)
    {
        var (message, publicKey) = (note.SignedBytes, key.PublicKey.ToArray());
        var own = note.Signatures.Where(key.Made).ToList();
        return own.Count > 0 && own.TrueForAll(s => s.Bytes.Length == Ed25519.SignatureSize && Ed25519.Verify(s.Bytes.ToArray(), 0, publicKey, 0, message, 0, message.Length));
    }
}
