using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Journal;

/// <summary>The book is wrong at a position.</summary>
/// <param name="Position">The first position that is wrong.</param>
/// <param name="What">What is wrong, in a sentence.</param>
public sealed record Fault(Position Position, string What);

/// <summary>Reads a book again and checks what holds for every book: no gap, no step back in time, every hash.</summary>
public sealed class ChainAudit
{
    /// <summary>The last entry that was found right.</summary>
    public Head Head { get; private set; } = Head.Empty;

    /// <summary>Begins after an entry that is known to be right.</summary>
    public static ChainAudit After(Head head) => new() { Head = head };

    /// <summary>Checks the next entry; null when it is right.</summary>
    public Fault? Check(Entry entry) => Check(entry, Entry.HashOf(Head.Hash, entry.Position, entry.CommittedAt, entry.Body.Span));

    /// <summary>Checks the next entry when its hash was computed beforehand; null when it is right.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="hash">The hash over the one that was read before it and its own content.</param>
    public Fault? Check(Entry entry, Digest hash)
    {
        if (entry.Position != Head.Position.Next) return new(Head.Position.Next, $"Position {Head.Position.Next} is missing.");
        if (entry.CommittedAt < Head.CommittedAt) return new(entry.Position, "It was committed before the entry that it follows.");
        if (entry.Hash != hash) return new(entry.Position, "Its hash is not that of its content and of the entry before.");
        Head = new(entry.Position, entry.CommittedAt, entry.Hash);
        return null;
    }
}
