using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Reads the label book again from its first entry and asks of each fact whether the rules allowed it then.</summary>
public sealed class LabelAudit
{
    private readonly ChainAudit _chain = new();
    private Register _register = Register.Empty;
    private readonly Dictionary<CooperationId, Digest> _texts = [];
    private LedgerId? _book;
    private Loss? _loss;

    /// <summary>The last entry that was found right.</summary>
    public Head Head => _chain.Head;

    /// <summary>How many grants there are.</summary>
    public int Grants => _register.Grants.Count;

    /// <summary>How many reasons and other originals are no longer kept.</summary>
    public long OriginalsErased { get; private set; }

    /// <summary>Checks the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="originals">Finds the bytes behind a digest; null: erased.</param>
    /// <param name="signatures">Takes the signatures that remain to be checked.</param>
    /// <param name="rows">The rows that belong beside it.</param>
    /// <returns>Null when it is right so far as it goes without signatures.</returns>
    public Fault? Check(Entry entry, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures, out IEnumerable<IndexRow> rows)
    {
        rows = [];
        if (_chain.Check(entry) is { } broken) return broken;
        try
        {
            switch (LabelFact.Decode(entry.Body))
            {
                case LabelBookOpened opened:
                    _book ??= opened.Issuer;
                    rows = IndexRow.Of(entry.Position, [], null, [new(ClaimKind.Beginning, "book")]);
                    return entry.Position == Position.None.Next ? null : new(entry.Position, "Only the first entry opens the book.");
                case DatedFact fact:
                    var day = ParisCalendar.DayOf(entry.CommittedAt);
                    if (LabelRules.Decide(_register, fact, day) is { } refusal) return new(entry.Position, $"The act was not allowed: {refusal.Word()}.");
                    if (Originals(entry.Position, fact, originals, signatures) is { } flaw) return new(entry.Position, flaw);
                    var draft = fact.ToDraft(_register.Facts + 1);
                    _register = _register.With(fact, entry.Position, day);
                    rows = IndexRow.Of(entry.Position, draft.Subjects, draft.Turn, draft.Claims);
                    return null;
                case LabelEntriesLost { Loss: var loss }:
                    if (loss.Flaw(_loss) is { } wrong) return new(entry.Position, wrong);
                    _loss = loss;
                    rows = IndexRow.Of(entry.Position, [], null, [loss.Claim]);
                    return null;
                default:
                    return new(entry.Position, "This kind of fact is not known to the audit.");
            }
        }
        catch (Exception e) when (e is BrokenBookException or ArgumentException or OverflowException)
        {
            return new(entry.Position, e.Message);
        }
    }

    private string? Originals(Position position, DatedFact fact, Func<Digest, ReadOnlyMemory<byte>?> originals, ICollection<SignatureCheck> signatures)
    {
        foreach (var digest in DigestsOf(fact))
        {
            if (originals(digest) is not { } bytes)
            {
                OriginalsErased++;
                continue;
            }
            if (Digest.Of(bytes.Span) != digest) return "The words kept behind it are not those it was made of.";
            var flaw = (fact as RegisterFact)?.Act switch
            {
                RegisterAct.CooperationProposed act when bytes.Length >= DatedFact.SaltSize => Remember(act.Cooperation, bytes[DatedFact.SaltSize..]),
                RegisterAct.KeyAdded act when digest == act.Proof => Proves(position, act, bytes, signatures),
                RegisterAct.CooperationConfirmed act when digest == act.Received => Confirms(position, act, fact.Effective, bytes, signatures),
                _ => null,
            };
            if (flaw is not null) return flaw;
        }
        return null;
    }

    // Both sides sign the text's own digest; the book has only the salted one.
    private string? Remember(CooperationId cooperation, ReadOnlyMemory<byte> text)
    {
        _texts[cooperation] = Digest.Of(text.Span);
        return null;
    }

    private string? Proves(Position position, RegisterAct.KeyAdded added, ReadOnlyMemory<byte> bytes, ICollection<SignatureCheck> signatures)
    {
        if (!SignedProof.TryDecode(bytes, out var signed, out var why)) return $"The proof behind it is malformed: {why}";
        if (!signed.Proof.Key.Equals(added.Key)) return "It does not say what the proof behind it says.";
        if (!ParticipantKeyRules.TryFindSigner(_register.Participants[added.Participant], signed, _book ?? signed.Proof.Ledger, challengeHolds: true, out var signer, out var refusal)) return $"The proof behind it was not allowed: {refusal}.";
        signatures.Add(new(position, signer, signed.Envelope));
        return null;
    }

    private string? Confirms(Position position, RegisterAct.CooperationConfirmed confirmed, DateOnly day, ReadOnlyMemory<byte> bytes, ICollection<SignatureCheck> signatures)
    {
        if (!SignedConfirmation.TryDecode(bytes, out var signed, out var why)) return $"The confirmation behind it is malformed: {why}";
        var said = signed.Confirmation;
        if (said != new CooperationConfirmation(_book ?? said.Book, confirmed.Cooperation, _texts.GetValueOrDefault(confirmed.Cooperation, said.Text), confirmed.Participant, day) || signed.Key != confirmed.Key)
            return "It does not say what the confirmation behind it says.";
        signatures.Add(new(position, _register.Participants[confirmed.Participant].Keys[confirmed.Key].Key, signed.Envelope));
        return null;
    }

    private static IEnumerable<Digest> DigestsOf(DatedFact fact) => (fact as RegisterFact)?.Act switch
    {
        RegisterAct.CharterAdopted act => [fact.Reason, act.Text],
        RegisterAct.KeyAdded act => [fact.Reason, act.Proof],
        RegisterAct.CooperationConfirmed act => [fact.Reason, act.Received],
        _ => [fact.Reason],
    };
}
