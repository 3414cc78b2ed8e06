using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Store;

/// <summary>A line of a bank statement in the book.</summary>
/// <param name="Entry">The entry of its statement.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Line">The line's own identity.</param>
public sealed record RecordedLine(Entry Entry, Act.StatementRecorded Statement, Digest Line);

/// <summary>Finds what brought euro that wait.</summary>
public static class LineReading
{
    /// <summary>The statement's line behind a name under which euro wait. Euro that wait again after an issuance was undone are still those of the line that brought them.</summary>
    /// <returns>Null: no statement brought them.</returns>
    public static async Task<RecordedLine?> FindLineAsync(this IJournalStore store, Digest line, CancellationToken cancellationToken = default)
    {
        while (await store.FindAsync(Claim.OfLine(line), cancellationToken) is { } entry)
        {
            var act = Codec.Decode(entry.Body);
            switch (act)
            {
                case Act.IssuanceReversed reversed:
                    line = (await store.FindUndoneAsync(reversed, cancellationToken)).Receipt;
                    break;
                case Act.PartReversed reversed:
                    if (LineOf(Codec.Decode((await store.FindAsync(reversed.Corrects, cancellationToken))!.Body), reversed) is not { } brought) return null;
                    line = brought;
                    break;
                default:
                    return new(entry, (Act.StatementRecorded)act, line);
            }
        }
        return null;
    }

    /// <summary>The line that brought a member's part of an act for many; null: none of its own did.</summary>
    private static Digest? LineOf(Act made, Act.PartReversed reversed) => made switch
    {
        Act.BalancesBrought brought => brought.Line,
        Act.DebitsCollected { Parts: [var whole] } => whole.Key,
        // Lines that were found by their end-to-end ids stand in the order of their debits.
        Act.DebitsCollected collected when collected.Parts.Count == collected.Items.Count => collected.Parts[collected.Items.Index().First(d => d.Item.Id == reversed.Debits[0]).Index].Key,
        _ => null,
    };

    /// <summary>The issuance that a reversal undid.</summary>
    public static async Task<Act.Issued> FindUndoneAsync(this IJournalStore store, Act.IssuanceReversed reversed, CancellationToken cancellationToken = default) =>
        (Act.Issued)Codec.Decode((await store.FindAsync(reversed.Corrects, cancellationToken))!.Body);
}
