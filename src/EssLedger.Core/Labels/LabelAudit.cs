using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Reads the label book again from its first entry and asks of each fact whether the rules allowed it then.</summary>
public sealed class LabelAudit
{
    private readonly ChainAudit _chain = new();
    private Register _register = Register.Empty;
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
    /// <param name="rows">The rows that belong beside it.</param>
    /// <returns>Null when it is right.</returns>
    public Fault? Check(Entry entry, Func<Digest, ReadOnlyMemory<byte>?> originals, out IEnumerable<IndexRow> rows)
    {
        rows = [];
        if (_chain.Check(entry) is { } broken) return broken;
        try
        {
            switch (LabelFact.Decode(entry.Body))
            {
                case LabelBookOpened:
                    rows = IndexRow.Of(entry.Position, [], null, [new(ClaimKind.Beginning, "book")]);
                    return entry.Position == Position.None.Next ? null : new(entry.Position, "Only the first entry opens the book.");
                case DatedFact fact:
                    var day = ParisCalendar.DayOf(entry.CommittedAt);
                    if (LabelRules.Decide(_register, fact, day) is { } refusal) return new(entry.Position, $"The act was not allowed: {refusal.Word()}.");
                    if (Originals(fact, originals) is { } flaw) return new(entry.Position, flaw);
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

    private string? Originals(DatedFact fact, Func<Digest, ReadOnlyMemory<byte>?> originals)
    {
        foreach (var digest in DigestsOf(fact))
        {
            var bytes = originals(digest);
            if (bytes is null) OriginalsErased++;
            else if (Digest.Of(bytes.Value.Span) != digest) return "The words kept behind it are not those it was made of.";
        }
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
