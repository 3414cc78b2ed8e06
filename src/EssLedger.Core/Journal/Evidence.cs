using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

/// <summary>An entry of the currency book with all that can be found out about it without knowing the book so far. That is most of an audit's work, and
/// any number of entries can be examined at once.</summary>
/// <param name="Entry">The entry as it was read.</param>
/// <param name="Hash">The hash that it ought to have.</param>
public sealed record Evidence(Entry Entry, Digest Hash)
{
    /// <summary>What it says; null when its bytes say nothing.</summary>
    public Act? Act { get; private init; }

    /// <summary>What is wrong with it by itself, or null.</summary>
    public string? Flaw { get; private init; }

    /// <summary>The order on which it rests, when it rests on one that is still kept.</summary>
    public SignedOrder? Order { get; private init; }

    /// <summary>The instruction on which it rests, when a card or a mandate authorised it and it is still kept.</summary>
    public Instruction? Instruction { get; private init; }

    /// <summary>The mandate on which it rests, when it is one that is still kept.</summary>
    public SignedMandate? Mandate { get; private init; }

    /// <summary>The proof on which it rests, when it rests on one that is still kept.</summary>
    public SignedProof? Proof { get; private init; }

    /// <summary>The slip on which it rests, when it rests on one that is still kept.</summary>
    public SlipPair? Slips { get; private init; }

    /// <summary>Whether what it rests on is no longer kept.</summary>
    public bool IsErased { get; private init; }

    /// <summary>The sale that it gives back, for an audit that does not remember the sales itself.</summary>
    public Act.Paid? Sale { get; init; }

    /// <summary>Examines an entry.</summary>
    /// <param name="entry">The entry as it was read.</param>
    /// <param name="previous">The hash that the entry before it has.</param>
    /// <param name="originals">Finds the bytes behind a digest of this entry; null: erased.</param>
    public static Evidence Of(Entry entry, Digest previous, Func<Digest, ReadOnlyMemory<byte>?> originals)
    {
        var evidence = new Evidence(entry, Entry.HashOf(previous, entry.Position, entry.CommittedAt, entry.Body.Span));
        Act act;
        try
        {
            act = Codec.Decode(entry.Body);
        }
        catch (BrokenBookException e)
        {
            return evidence with { Flaw = e.Message };
        }
        if (act.RestsOn is not { } digest) return evidence with { Act = act };
        if (originals(digest) is not { } bytes) return evidence with { Act = act, IsErased = true };
        if (Digest.Of(bytes.Span) != digest) return evidence with { Act = act, Flaw = "The bytes kept behind it are not those it was made of." };
        return act switch
        {
            Act.Paid { Means: not Means.Device } => Instructed(evidence with { Act = act }, bytes),
            Act.MandateGiven => SignedMandate.TryDecode(bytes, out var mandate, out var why)
                ? evidence with { Act = act, Mandate = mandate } : evidence with { Act = act, Flaw = $"The mandate behind it is malformed: {why}" },
            Act.Paid or Act.Refused or Act.NotesWithdrawn => SignedOrder.TryDecode(bytes, out var order, out var why)
                ? evidence with { Act = act, Order = order } : evidence with { Act = act, Flaw = $"The order behind it is malformed: {why}" },
            Act.SlipRecorded => SlipPair.TryDecode(bytes, out var pair, out var why)
                ? evidence with { Act = act, Slips = pair } : evidence with { Act = act, Flaw = $"The slip behind it is malformed: {why}" },
            Act.KeyAdded or Act.KeyEntered or Act.SlipKeyEntered => SignedProof.TryDecode(bytes, out var proof, out var why)
                ? evidence with { Act = act, Proof = proof } : evidence with { Act = act, Flaw = $"The proof behind it is malformed: {why}" },
            _ => evidence with { Act = act },
        };
    }

    private static Evidence Instructed(Evidence evidence, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return evidence with { Instruction = Payments.Instruction.Decode(bytes) };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return evidence with { Flaw = $"The instruction behind it is malformed: {e.Message}" };
        }
    }
}
