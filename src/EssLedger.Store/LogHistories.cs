using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Transparency;

namespace EssLedger.Store;

/// <summary>Reads of a book what its log is called.</summary>
public static class LogHistories
{
    /// <summary>The logs of a book; null while it is empty.</summary>
    /// <param name="store">The book.</param>
    /// <param name="book"><c>currency</c> or <c>label</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BrokenBookException">An entry does not say what it must say.</exception>
    public static async Task<LogHistory?> ReadLogHistoryAsync(this IJournalStore store, string book, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Position.None.Next, cancellationToken) is not { } first) return null;
        var id = book == "currency" ? (Codec.Decode(first.Body) as Act.BookOpened)?.Ledger : (LabelFact.Decode(first.Body) as LabelBookOpened)?.Issuer;
        if (id is not { } known) throw new BrokenBookException($"The first entry of the {book} book does not open it.");
        var losses = new List<RecordedLoss>();
        while (await store.FindAsync(Loss.ClaimOf(losses.Count + 1), cancellationToken) is { } entry)
        {
            var loss = book == "currency" ? (Codec.Decode(entry.Body) as Act.EntriesLost)?.Loss : (LabelFact.Decode(entry.Body) as LabelEntriesLost)?.Loss;
            losses.Add(new(entry.Position, loss ?? throw new BrokenBookException($"Entry {entry.Position} of the {book} book records no loss.")));
        }
        return new(known, book, losses);
    }
}
