using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Reads the label book again from its first entry and asks of each fact whether the rules allowed it then.</summary>
public sealed class LabelAudit
{
    private readonly ChainAudit _chain = new();
    private readonly Dictionary<GrantNumber, List<RecordedFact>> _facts = [];

    private Loss? _loss;

    /// <summary>The last entry that was found right.</summary>
    public Head Head => _chain.Head;

    /// <summary>How many grants there are.</summary>
    public int Grants => _facts.Count;

    /// <summary>How many reasons are no longer kept.</summary>
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
                case GrantFact fact:
                    if (!_facts.TryGetValue(fact.Number, out var known)) _facts[fact.Number] = known = [];
                    if (GrantRules.Decide(known.Count == 0 ? null : Grant.Fold(known), fact) is { } refusal) return new(entry.Position, $"The act on {fact.Number} was not allowed: {refusal.Word()}.");
                    var bytes = originals(fact.Reason);
                    if (bytes is null) OriginalsErased++;
                    else if (Digest.Of(bytes.Value.Span) != fact.Reason) return new(entry.Position, "The reasons kept behind it are not those it was made of.");
                    known.Add(new(fact, entry.Position, ParisCalendar.DayOf(entry.CommittedAt)));
                    var draft = fact.ToDraft(known.Count);
                    rows = IndexRow.Of(entry.Position, draft.Subjects, draft.Turn, draft.Claims);
                    return null;
                case LabelEntriesLost { Loss: var loss }:
                    if (loss.Flaw(_loss) is { } flaw) return new(entry.Position, flaw);
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
}
