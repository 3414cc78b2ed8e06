using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

/// <summary>What a book says where it goes on after a restore that lost entries: which checkpoint had been signed that it cannot keep. The log of that checkpoint
/// has ended, and the next one begins. Both books say it in the same way.</summary>
/// <param name="Number">1, 2, 3 …: which loss of this book it is.</param>
/// <param name="Log">The number of the log that ended. It may be one that this book never had, when an earlier loss was recorded in what is lost now.</param>
/// <param name="Size">How many entries the last checkpoint of that log covers: as far as one knows, the last position that is lost.</param>
/// <param name="Root">The root of that checkpoint.</param>
public sealed record Loss(int Number, int Log, long Size, Digest Root)
{
    internal const int Fields = 4;

    /// <summary>The number of the log that begins.</summary>
    public int NextLog => Log + 1;

    /// <summary>Losses follow one another: of servers that start together, one records it, and whoever asks finds them all.</summary>
    public Claim Claim => ClaimOf(Number);

    /// <summary>The claim of a book's loss of that number.</summary>
    public static Claim ClaimOf(int number) => new(ClaimKind.Beginning, $"loss {number}");

    /// <summary>Why it cannot follow the loss that the book recorded before, or null.</summary>
    /// <param name="before">The one before it; null for the first.</param>
    public string? Flaw(Loss? before) =>
        Number != (before?.Number ?? 0) + 1 ? $"It is said to be loss {Number} of the book, and is not."
            : Log < (before?.NextLog ?? 1) ? $"Log {Log} had ended before." : null;

    internal void Write(CborWriter w)
    {
        w.WriteInteger(Number);
        w.WriteInteger(Log);
        w.WriteInteger(Size);
        w.WriteBytes(Root.ToBytes());
    }

    internal static Loss Read(ref CborReader r)
    {
        var loss = new Loss(checked((int)r.ReadInteger()), checked((int)r.ReadInteger()), r.ReadInteger(), Digest.FromBytes(r.ReadBytes().Span));
        return loss is { Number: >= 1, Log: >= 1 and < int.MaxValue, Size: >= 1 } ? loss : throw new FormatException("Losses, logs and sizes are counted from 1.");
    }
}

/// <summary>A loss and the position at which it is recorded: the first one after the restored entries.</summary>
public sealed record RecordedLoss(Position Position, Loss Loss);
