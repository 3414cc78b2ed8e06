using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>A closure and where it stands in the book.</summary>
public sealed record RecordedClosure(Position Position, DateTimeOffset At, Act.PeriodClosed Closed);

/// <summary>The closures of the book, in its order.</summary>
public static class ClosureHistory
{
    private const int PageSize = 500;

    /// <summary>All closures, oldest first.</summary>
    public static Task<IReadOnlyList<RecordedClosure>> AllAsync(IJournalStore store, CancellationToken cancellationToken) => AfterAsync(store, Position.None, cancellationToken);

    /// <summary>The closures that stand after a position, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordedClosure>> AfterAsync(IJournalStore store, Position after, CancellationToken cancellationToken)
    {
        var all = new List<RecordedClosure>();
        await foreach (var entry in store.ReadWholeSubjectAsync(Closings.Subject, after, PageSize, cancellationToken))
            all.Add(new(entry.Position, entry.CommittedAt, (Act.PeriodClosed)Codec.Decode(entry.Body)));
        return all;
    }

    /// <summary>What is closed, read backwards as far as one must know it: to the last closed year.</summary>
    public static async Task<Closings> LastAsync(IJournalStore store, CancellationToken cancellationToken)
    {
        var closures = new List<Act.PeriodClosed>();
        for (Position? before = null; ;)
        {
            var page = await store.ReadSubjectBackAsync(Closings.Subject, before, PageSize, cancellationToken);
            closures.AddRange(page.Select(e => (Act.PeriodClosed)Codec.Decode(e.Body)));
            if (page.Count < PageSize || closures.Exists(c => c.Period.Kind is PeriodKind.Year)) break;
            before = page[^1].Position;
        }
        closures.Reverse();
        return closures.Aggregate(new Closings((DateOnly?)null), (all, closed) => all.Apply(closed));
    }
}
