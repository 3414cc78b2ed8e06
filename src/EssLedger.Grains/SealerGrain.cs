using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EssLedger.Grains;

/// <summary>The transparency log of one book: what it is called, where it is kept, who signs.</summary>
/// <param name="name"><c>currency</c> or <c>label</c>.</param>
/// <param name="origin">The log's name for the world; the next one after a loss.</param>
/// <param name="book">The book.</param>
/// <param name="store">Checkpoints and tiles.</param>
/// <param name="signers">The keys that sign or signed the book's checkpoints, the one of the moment first.</param>
/// <param name="outside">Where the newest checkpoint is also kept; null for a book that lives no longer than its process.</param>
public sealed class BookLog(string name, string origin, Book book, ILogStore store, Func<IReadOnlyList<NoteSigner>> signers, CheckpointFile? outside = null)
{
    private readonly byte[] _firstLine = Encoding.UTF8.GetBytes($"{origin}\n");

    public string Name => name;
    public string Origin => origin;
    public Book Book => book;
    public TransparencyLog Log { get; } = new(book.Store.ReadLeavesAsync, store);
    public IEnumerable<NoteKey> Keys => signers().Select(signer => signer.Key);
    public CheckpointFile? Outside => outside;

    /// <summary>The newest checkpoint of this log; null before its first, though the store may have some of the log that ended before it.</summary>
    public async Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken) =>
        await store.LatestAsync(cancellationToken) is { } latest && latest.Note.Span.StartsWith(_firstLine) ? latest : null;

    /// <summary>The proof that an entry stands in the book that everybody sees; null: it is not sealed yet.</summary>
    /// <exception cref="BrokenLogException">It is not the one that was sealed. A proof that proves nothing is never handed out: it would be an accusation, and must be looked at here first.</exception>
    public async Task<EntryProof?> ProveAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (await LatestAsync(cancellationToken) is not { } latest || latest.Size < entry.Position.Value) return null;
        var leaf = (await book.Store.ReadLeavesAsync(new(entry.Position.Value - 1), 1, cancellationToken))[0];
        var path = await Log.InclusionAsync(leaf.Index, latest.Size, cancellationToken);
        return leaf.EntryHash == entry.Hash && MerkleTree.VerifyInclusion(leaf.Hash, leaf.Index, latest.Size, latest.Root, path)
            ? new(leaf, latest.Size, path, Encoding.UTF8.GetString(latest.Note.Span))
            : throw new BrokenLogException($"Entry {entry.Position} is not the one that was sealed.");
    }

    public SignedNote Sign(Checkpoint checkpoint) => signers()[0].Sign(checkpoint.ToString());
}

/// <summary>That an entry stands in the tree of a checkpoint.</summary>
/// <param name="Leaf">What the tree says of it.</param>
/// <param name="TreeSize">How many entries the checkpoint covers.</param>
/// <param name="Path">The hashes from the leaf up (RFC 9162 §2.1.3).</param>
/// <param name="Checkpoint">The whole signed note.</param>
public sealed record EntryProof(Leaf Leaf, long TreeSize, IReadOnlyList<Digest> Path, string Checkpoint);

/// <summary>Signs checkpoints of one book; the key is the book's name. Two sealers at once do no harm: the store keeps the checkpoint of one.</summary>
public interface ISealerGrain : IGrainWithStringKey
{
    /// <summary>Seals what is new, unless that was done a moment ago.</summary>
    /// <returns>Whether there is more: a long backlog is sealed in steps.</returns>
    /// <exception cref="BrokenLogException">The log and its book contradict each other: nothing is signed.</exception>
    Task<bool> Seal();
}

/// <inheritdoc cref="ISealerGrain"/>
public sealed partial class SealerGrain(IEnumerable<BookLog> logs, TimeProvider clock, ILogger<SealerGrain> logger) : Grain, ISealerGrain
{
    // A step is bounded in memory (its completed tiles, some 2 MB) and in time, so that a call ends before its caller gives up.
    private const int LargestStep = 65_536, PageSize = 4096;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private long? _sealedAt;

    private BookLog Book => field ??= logs.Single(log => log.Name == this.GetPrimaryKeyString());

    public async Task<bool> Seal()
    {
        if (_sealedAt is { } before && clock.GetElapsedTime(before) < Rest) return false;
        // In this order: a head read first could lie behind a checkpoint that another sealer keeps meanwhile.
        var signed = Book.Outside?.Read()?.Checkpoint is { } outside && outside.Origin == Book.Origin ? outside : null;
        var latest = await Book.Log.Store.LatestAsync(default);
        var head = (await Book.Book.Store.HeadAsync(default)).Position.Value;
        var size = latest?.Size ?? 0;
        if (head < size) throw new BrokenLogException($"The {Book.Name} book ends at {head}, and {size} entries were sealed: it was restored or cut. Nothing is signed.");
        if (head < signed?.Size) throw new BrokenLogException($"The {Book.Name} book ends at {head}, and {signed.Size} entries were sealed: it was restored under a server at work. Nothing is signed; start the server again.");
        if (head == size) return false;

        var edge = await Book.Log.EdgeAsync(size, default);
        if (signed?.Size < size && await Book.Log.RootAsync(signed.Size, default) != signed.Root) throw Contradicts(signed);
        if (signed?.Size == size && edge.Root != signed.Root) throw Contradicts(signed);
        if (latest is not null && edge.Root != latest.Root) throw new BrokenLogException($"The tree of the {Book.Name} book is not the one whose {size} entries were sealed. Nothing is signed.");
        var tiles = new List<Tile>();
        var end = Math.Min(head, size + LargestStep);
        while (edge.Size < end)
        {
            var page = await Book.Book.Store.ReadLeavesAsync(new(edge.Size), (int)Math.Min(PageSize, end - edge.Size), default);
            if (page.Count == 0 || page[0].Index != edge.Size || page[^1].Index != edge.Size + page.Count - 1)
                throw new BrokenLogException($"The {Book.Name} book has a gap after entry {edge.Size}. Nothing is signed.");
            foreach (var leaf in page)
            {
                edge.Add(leaf.Hash, tiles);
                if (signed?.Size == edge.Size && edge.Root != signed.Root) throw Contradicts(signed);
            }
        }
        var checkpoint = new Checkpoint(Book.Origin, edge.Size, edge.Root);
        var note = Book.Sign(checkpoint);
        // Outside first: what was served and is not there could be lost without anybody noticing.
        if (Book.Outside is not null) await Book.Outside.KeepAsync(note, checkpoint, default);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (!await Book.Log.Store.KeepAsync(new(edge.Size, edge.Root, Encoding.UTF8.GetBytes(note.ToString()), at), size, tiles, default))
        {
            LogOvertaken(logger, Book.Name, edge.Size);
            return false;
        }
        LogSealed(logger, Book.Name, edge.Size);
        if (edge.Size < head) return true;
        _sealedAt = clock.GetTimestamp();
        return false;
    }

    private BrokenLogException Contradicts(Checkpoint signed) =>
        new($"The {Book.Name} book is not the one whose {signed.Size} entries were sealed ({Book.Outside!.Path}). Nothing is signed.");

    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "The {Book} book is sealed up to entry {Size}.")]
    private static partial void LogSealed(ILogger logger, string book, long size);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "Another sealer of the {Book} book was faster at entry {Size}.")]
    private static partial void LogOvertaken(ILogger logger, string book, long size);
}

/// <summary>Wakes the sealers, on every silo: whichever dies, the others go on, and a sealer that died with it comes back elsewhere.</summary>
public sealed partial class Sealing(IGrainFactory grains, IEnumerable<BookLog> logs, TimeProvider clock, ILogger<Sealing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), PauseAfterFault = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(logs.Select(log => Run(log.Name, stoppingToken)));

    private async Task Run(string book, CancellationToken stop)
    {
        // Whoever starts this waits for its first step; the store may be slow.
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                while (await grains.GetGrain<ISealerGrain>(book).Seal() && !stop.IsCancellationRequested) { }
                Telemetry.IsWhole(book, clock.GetUtcNow());
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was (a store that is away, a silo that died), the next attempt begins from what is kept.
                if (e is BrokenLogException) LogBroken(logger, e, book);
                else LogFault(logger, e, book);
                pause = PauseAfterFault;
            }
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 203, Level = LogLevel.Critical, Message = "The log of the {Book} book is broken.")]
    private static partial void LogBroken(ILogger logger, Exception e, string book);

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "The {Book} book could not be sealed; trying again.")]
    private static partial void LogFault(ILogger logger, Exception e, string book);
}
