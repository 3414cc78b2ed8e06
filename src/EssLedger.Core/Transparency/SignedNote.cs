using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Transparency;

/// <summary>An Ed25519 key that signs notes (C2SP signed-note, signature type 0x01).</summary>
public sealed record NoteKey
{
    private const byte Ed25519 = 1;
    private const int KeySize = 32;
    private readonly byte[] _publicKey;

    /// <summary>A key and its name.</summary>
    /// <param name="name">Not empty, without spaces and plus signs.</param>
    /// <param name="publicKey">32 bytes (RFC 8032).</param>
    /// <exception cref="ArgumentException">The name or the key is none.</exception>
    public NoteKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name)) throw new ArgumentException($"\"{name}\" cannot name a note's key.", nameof(name));
        if (publicKey.Length != KeySize) throw new ArgumentException($"An Ed25519 key has {KeySize} bytes, not {publicKey.Length}.", nameof(publicKey));
        (Name, _publicKey) = (name, publicKey.ToArray());
        var hash = Digest.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey]);
        Id = BinaryPrimitives.ReadUInt32BigEndian(hash.ToBytes());
    }

    /// <summary>Its name; for a log, its origin.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key).</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Whether a signature names this key.</summary>
    public bool Made(NoteSignature signature) => signature.Name == Name && signature.KeyId == Id;

    /// <summary>The verifier key as text (vkey): name, key id and base64 of 0x01 ‖ key, with plus signs between.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. _publicKey])}";

    /// <summary>Reads a vkey of an Ed25519 key whose id is its own.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        // Base64 has plus signs too: the third part is all that follows the second.
        if (text?.Split('+', 3) is not [var name, _, var encoded] || !IsName(name)) return false;
        if (!NoteText.TryDecode(encoded, out var bytes) || bytes is not [Ed25519, .. { Length: KeySize } publicKey]) return false;
        key = new(name, publicKey);
        return key.ToString() == text;
    }

    /// <inheritdoc/>
    public bool Equals(NoteKey? other) => other is not null && other.Name == Name && other.PublicKey.SequenceEqual(PublicKey);
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    internal static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));
}

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Bytes">64 bytes where the key is an Ed25519 key.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>A text and who signed it (C2SP signed-note).</summary>
/// <param name="Text">The text; it ends with a newline.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const int MostSignatures = 64;

    /// <summary>What is signed.</summary>
    public byte[] SignedBytes => Encoding.UTF8.GetBytes(Text);

    /// <summary>The note as it is served.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            var bytes = new byte[4 + signature.Bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
            signature.Bytes.Span.CopyTo(bytes.AsSpan(4));
            note.Append("— ").Append(signature.Name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }
        return note.ToString();
    }

    /// <summary>Reads a note; whether its signatures hold is another question.</summary>
    /// <param name="text">The whole note.</param>
    /// <param name="note">What it is made of.</param>
    /// <param name="why">What is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignedNote? note, out string why)
    {
        (note, why) = (null, "");
        var end = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !text.EndsWith('\n')) why = "A signed note has an empty line before its signatures, and a newline at its end.";
        else if (text.Any(c => c < ' ' && c != '\n')) why = "A signed note has no control characters.";
        if (why != "") return false;

        var signatures = new List<NoteSignature>();
        foreach (var line in text[(end + 2)..].Split('\n')[..^1])
        {
            if (line.Split(' ') is not ["—", var name, var encoded] || !NoteKey.IsName(name) || !NoteText.TryDecode(encoded, out var bytes) || bytes.Length <= 4)
            {
                why = "A line after the empty one is no signature: em dash, name, base64.";
                return false;
            }
            signatures.Add(new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4)));
        }
        if (signatures.Count is 0 or > MostSignatures) why = $"A signed note has 1 to {MostSignatures} signatures.";
        else note = new(text[..(end + 1)], signatures);
        return note is not null;
    }
}

/// <summary>What a log was at one moment (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Which log; see <see cref="OriginOf"/>.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The root of the tree.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>The name of a book's log, which is also that of the key that signs its checkpoints: <c>essledger/BOOK ID/BOOK</c>, and from the second on the number
    /// of the log. It names the book and not the server's address: a log must outlive a change of address, and two demonstrations at one address are two logs.</summary>
    /// <param name="id">The book's own id.</param>
    /// <param name="book"><c>currency</c> or <c>label</c>.</param>
    /// <param name="number">1 for a book's first log; a restore that lost entries begins the next.</param>
    public static string OriginOf(LedgerId id, string book, int number = 1) =>
        $"essledger/{id.Value}/{book}" + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"/{number}"));

    /// <summary>An origin as the name of the book's first log, and the number of the log.</summary>
    public static (string First, int Number) Split(string origin) =>
        origin.LastIndexOf('/') is > 0 and var end && int.TryParse(origin.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 1 && origin.AsSpan(end + 1)[0] != '0' ? (origin[..end], number) : (origin, 1);

    /// <summary>The three lines that are signed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToBytes())}\n");

    /// <summary>Reads the text of a note; further lines (extensions) are passed over.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .., ""]) return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves) || leaves.ToString(CultureInfo.InvariantCulture) != size) return false;
        if (!NoteText.TryDecode(root, out var hash) || hash.Length != Digest.Size) return false;
        checkpoint = new(origin, leaves, Digest.FromBytes(hash));
        return true;
    }
}

/// <summary>The base64 of notes (RFC 4648 §4): one text for the same bytes.</summary>
internal static class NoteText
{
    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        try { bytes = Convert.FromBase64String(text); }
        catch (FormatException) { return false; }
        return Convert.ToBase64String(bytes) == text;
    }
}
