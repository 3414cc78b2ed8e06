using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Labels;

/// <summary>What a participant's device signs to confirm a cooperation: both sides sign the same text, each with its own key.</summary>
/// <param name="Book">The label book's own name.</param>
/// <param name="Cooperation">Which cooperation.</param>
/// <param name="Text">SHA-256 of the text (UTF-8) as it was given.</param>
/// <param name="Participant">Who confirms.</param>
/// <param name="Day">The day of signing (Europe/Paris).</param>
public sealed record CooperationConfirmation(LedgerId Book, CooperationId Cooperation, Digest Text, ParticipantId Participant, DateOnly Day)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.cooperation";

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static CooperationConfirmation Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var confirmation = new CooperationConfirmation(
            r.Named<LedgerId>(1, LedgerId.TryParse), new(Uuid.FromBytes(r.Bytes(2, Uuid.Size).Span)), Digest.FromBytes(r.Bytes(3, Digest.Size).Span),
            r.Named<ParticipantId>(4, ParticipantId.TryParse), r.Day(5));
        r.End();
        return confirmation;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(5);
        w.Write(1, Book.Value);
        w.Write(2, Cooperation.Uuid.ToBytes());
        w.Write(3, Text.ToBytes());
        w.Write(4, Participant.Value);
        w.Write(5, PayloadDays.ToNumber(Day));
        return w.ToArray();
    }
}

/// <summary>A confirmation as it was received.</summary>
/// <param name="Confirmation">What it says.</param>
/// <param name="Envelope">What was signed, and the signature.</param>
/// <param name="Bytes">All bytes as received.</param>
public sealed record SignedConfirmation(CooperationConfirmation Confirmation, SignedPayload Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The kid: the key that signed.</summary>
    public KeyId Key => Envelope.Key;

    /// <summary>SHA-256 of all bytes as received.</summary>
    public Digest Received { get; } = Digest.Of(Bytes.Span);

    /// <summary>Reads a confirmation, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedConfirmation? confirmation, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var envelope = SignedPayload.Decode(bytes, CooperationConfirmation.Type, SignedPayload.Es256k);
            return new SignedConfirmation(CooperationConfirmation.Decode(envelope.Payload), envelope, bytes);
        }, out confirmation, out why);
}
