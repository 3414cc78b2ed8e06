using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Transparency;

/// <summary>The logs of a book: its first, and the next one after each loss that it records. All that is in this follows from the book, so everybody who has it
/// comes to the same names.</summary>
/// <param name="Id">The book's own id.</param>
/// <param name="Book"><c>currency</c> or <c>label</c>.</param>
/// <param name="Losses">What it records as lost, in book order.</param>
public sealed record LogHistory(LedgerId Id, string Book, IReadOnlyList<RecordedLoss> Losses)
{
    /// <summary>The number of the log that grows now.</summary>
    public int Current => Losses.Count == 0 ? 1 : Losses[^1].Loss.NextLog;

    /// <summary>The name of the log that grows now.</summary>
    public string Origin => OriginOf(Current);

    /// <summary>The name of one of its logs.</summary>
    public string OriginOf(int log) => Checkpoint.OriginOf(Id, Book, log);

    /// <summary>The number of the log whose checkpoints cover that many entries of this book.</summary>
    public int LogAt(long size) => Losses.LastOrDefault(l => l.Position.Value <= size)?.Loss.NextLog ?? 1;

    /// <summary>The number of the log of that name, or null when it is not one of this book.</summary>
    public int? LogOf(string origin) => Checkpoint.Split(origin) is var (first, number) && first == OriginOf(1) ? number : null;

    /// <summary>What the book says of a checkpoint of one of its logs.</summary>
    /// <param name="log">Of which.</param>
    /// <param name="size">How many entries it covers.</param>
    /// <param name="root">Its root.</param>
    /// <returns>The loss that accounts for it; or why none can; or neither: the book must begin with exactly these entries.</returns>
    public (RecordedLoss? Lost, string? Flaw) Of(int log, long size, Digest root)
    {
        var at = Losses.TakeWhile(l => l.Loss.Log < log).Count();
        if (at == Losses.Count)
            return log == Current ? default : (null, $"It is of log {log}, and this is only log {Current}: the book was restored from a copy of before log {log}, and does not say so.");
        var (position, loss) = Losses[at];
        var own = at == 0 ? 1 : Losses[at - 1].Loss.NextLog;
        // As it was restored, so it stands: what that log sealed of it must still be there.
        if (log == own && size < position.Value && (log, size, root) != (loss.Log, loss.Size, loss.Root)) return default;
        if (log < loss.Log || size < loss.Size || (size == loss.Size && root == loss.Root)) return (Losses[at], null);
        return (null, size == loss.Size
            ? $"At position {position} another checkpoint of {size} entries is recorded as the last one of log {log}."
            : $"Position {position} says that the last checkpoint of log {log} covered {loss.Size} entries.");
    }
}
