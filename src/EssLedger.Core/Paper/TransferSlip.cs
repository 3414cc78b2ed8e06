using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Paper;

/// <summary>What two phones sign when notes go from hand to hand: first that of who hands them over, then, over the same and the first one's bytes, that of who counted them.</summary>
/// <param name="Ledger">The ledger it is for.</param>
/// <param name="Id">Made on the first phone (UUIDv7).</param>
/// <param name="From">The vault or a drawer.</param>
/// <param name="To">The vault or a drawer.</param>
/// <param name="Notes">At least one, in the order of a drawer; 1 … <see cref="MostKinds"/> kinds.</param>
/// <param name="At">When it was signed, by that phone's clock (Unix seconds).</param>
/// <param name="First">SHA-256 of the first one's bytes; null: it is the first one.</param>
public sealed record TransferSlip(LedgerId Ledger, SlipId Id, AccountId From, AccountId To, Notes Notes, long At, Digest? First = null)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.slip";

    /// <summary>So many kinds of note a code still shows legibly.</summary>
    public const int MostKinds = 12;

    // To the end of the year 9999.
    private const long Last = 253_402_300_799;

    /// <summary>When it was signed, by that phone's clock (UTC).</summary>
    public DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(At);

    /// <summary>Whether both say the same of the notes.</summary>
    public bool IsOfTheSame(TransferSlip other) => Ledger == other.Ledger && Id == other.Id && From == other.From && To == other.To && Notes.Equals(other.Notes);

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static TransferSlip Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var (ledger, id) = (r.Named<LedgerId>(1, LedgerId.TryParse), r.Version7(2));
        var (from, to) = (Place(ref r, 3), Place(ref r, 4));
        if (!r.Has(5) || r.Array() is not (>= 1 and <= MostKinds and var kinds)) throw new FormatException($"A slip names 1 to {MostKinds} kinds of notes.");
        var notes = new List<KeyValuePair<Note, long>>();
        for (; kinds > 0; kinds--)
        {
            if (r.Array() != 3 || !Note.TryMake(r.UpTo(Note.LongestSeries), Amount.FromMinor(r.InRange(1, Note.MostDenomination)), out var note)) throw new FormatException("A kind of note has a series, a denomination and a count.");
            if (notes.Count > 0 && notes[^1].Key >= note) throw new FormatException("Kinds of notes stand in their order.");
            notes.Add(new(note, r.InRange(1, PaperRules.MostPrinted)));
        }
        var slip = new TransferSlip(ledger, new(id), from, to, Notes.Of(notes), r.Integer(6, 0, Last), r.OptionalBytes(7, Digest.Size) is { } first ? Digest.FromBytes(first.Span) : null);
        r.End();
        return slip;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(First is null ? 6 : 7);
        w.Write(1, Ledger.Value);
        w.Write(2, Id.Uuid.ToBytes());
        w.Write(3, From.Value);
        w.Write(4, To.Value);
        w.WriteInteger(5);
        Notes.Write(w);
        w.Write(6, At);
        if (First is { } first) w.Write(7, first.ToBytes());
        return w.ToArray();
    }

    private static AccountId Place(ref PayloadReader r, int key) => r.Named<AccountId>(key, AccountId.TryParse) is var place && NotePlaces.IsKept(place) ? place : throw new FormatException("Nobody keeps notes there.");
}

/// <summary>A slip as it was received.</summary>
/// <param name="Slip">What it says.</param>
/// <param name="Envelope">What was signed, and the signature.</param>
/// <param name="Bytes">All bytes as received.</param>
public sealed record SignedSlip(TransferSlip Slip, SignedPayload Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The kid: the key that signed.</summary>
    public KeyId Key => Envelope.Key;

    /// <summary>SHA-256 of all bytes as received.</summary>
    public Digest Received { get; } = Digest.Of(Bytes.Span);

    /// <summary>Reads a slip, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedSlip? slip, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var envelope = SignedPayload.Decode(bytes, TransferSlip.Type, SignedPayload.Es256k);
            return new SignedSlip(TransferSlip.Decode(envelope.Payload), envelope, bytes);
        }, out slip, out why);
}

/// <summary>A slip with both signatures: what the ledger records.</summary>
/// <param name="Sent">By who handed the notes over.</param>
/// <param name="Received">By who counted them.</param>
public sealed record SlipPair(SignedSlip Sent, SignedSlip Received)
{
    /// <summary>Whether the second is of the first.</summary>
    public bool Fits => Sent.Slip.First is null && Received.Slip.First == Sent.Received && Received.Slip.IsOfTheSame(Sent.Slip);

    /// <summary>What makes a slip that comes again the same: SHA-256 of the first one's payload.</summary>
    public Digest Content => Digest.Of(Sent.Envelope.Payload.Span);

    /// <summary>Both as they are kept: an array of the two messages.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteArray(2);
        w.WriteBytes(Sent.Bytes.Span);
        w.WriteBytes(Received.Bytes.Span);
        return w.ToArray();
    }

    /// <summary>Reads both, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SlipPair? pair, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var r = new CborReader(bytes);
            if (r.ReadArray() != 2) throw new FormatException("A slip has two signatures.");
            var (first, second) = (r.ReadBytes(), r.ReadBytes());
            r.ReadEnd();
            return SignedSlip.TryDecode(first, out var sent, out var unfit) && SignedSlip.TryDecode(second, out var received, out unfit) ? new SlipPair(sent, received) : throw new FormatException(unfit);
        }, out pair, out why);
}

/// <summary>Why a slip that both signed moved nothing, and waits for the treasurer.</summary>
public enum SlipDoubt
{
    /// <summary>A key was blocked before the slip came, though after it says that it was signed.</summary>
    KeyBlocked = 1,
    /// <summary>Who handed over or who received does not keep that place.</summary>
    NotTheirPlace,
    /// <summary>One of the places holds no notes: it was closed.</summary>
    PlaceClosed,
    /// <summary>A series and denomination of it was never printed.</summary>
    NeverPrinted,
    /// <summary>There were not so many notes at the place that they left.</summary>
    NotesNotThere,
}

/// <summary>A phone's key for slips.</summary>
/// <param name="Key">The key.</param>
/// <param name="Person">Whose phone it is.</param>
/// <param name="EnteredAt">When (UTC).</param>
/// <param name="Confirmed">Whether another person said that it is theirs; before, it signs nothing.</param>
/// <param name="BlockedAt">Since when (UTC) it signs no more; null: it may.</param>
public sealed record SlipKey(PublicKey Key, PersonId Person, DateTimeOffset EnteredAt, bool Confirmed, DateTimeOffset? BlockedAt);

/// <summary>A slip that waits for the treasurer.</summary>
/// <param name="Act">What both signed, and why nothing moved.</param>
/// <param name="At">When it came (UTC).</param>
public sealed record SlipCase(Journal.Act.SlipRecorded Act, DateTimeOffset At);
