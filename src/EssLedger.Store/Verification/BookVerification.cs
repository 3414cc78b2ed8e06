using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Core.Transparency;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Verification;

/// <summary>What was found of one book.</summary>
/// <param name="Book"><c>currency</c> or <c>label</c>.</param>
/// <param name="From">After which position it was read: zero unless an earlier verification was trusted.</param>
/// <param name="Head">The last entry that was read and found right.</param>
/// <param name="Fault">The first thing that is wrong; null: nothing. Its position is zero where no entry can be named.</param>
/// <param name="Counts">How much of what was checked, by name.</param>
public sealed record Verdict(string Book, Position From, Head Head, Fault? Fault, IReadOnlyList<(string What, long Count)> Counts);

/// <summary>A tree that the book must still begin with.</summary>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The RFC 9162 root over their leaves; null when only the hash is known.</param>
/// <param name="Hash">The hash of the last of these entries; null when only the root is known.</param>
public sealed record Witness(long Size, Digest? Root, Digest? Hash);

/// <summary>Reads one book in a store again and compares with it all that is kept beside: originals, receipts, the rows that say what may not happen again, and the
/// transparency log. Reading, examining and checking of signatures go on at the same time, on all processors; only what each entry says about the
/// state of the book is followed one by one.</summary>
/// <remarks>Memory: a few pages of entries, the state of the accounts, and 16 bytes for each page. What happens once is not remembered: that the rows beside
/// the book are those of its entries is shown by sums over random-looking numbers (<see cref="IndexRow.Summand"/>), and that none of its claims stands twice by their order.</remarks>
public abstract class BookVerification(string book, IJournalStore store, ILogStore log)
{
    private const int PageSize = 1000;
    private static readonly int PagesAhead = Environment.ProcessorCount + 1;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly List<UInt128> _sums = [];
    private readonly List<Witness> _witnesses = [];
    private long _checkpoints, _receipts, _sealed;

    /// <summary>Is told now and then how far it came: the position, and the last one.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>What the book must still begin with, besides the checkpoints in the store itself.</summary>
    public IReadOnlyList<Witness> Witnesses { get; init; } = [];

    /// <summary>Whether a note is signed by a key of the log; null: such keys are not at hand.</summary>
    public Func<SignedNote, bool>? IsSignedByLog { get; init; }

    /// <summary>The signatures of receipts; null: the server's keys are not at hand.</summary>
    public Func<SignedPayload, bool>? IsSignedByServer { get; init; }

    /// <summary>The last entry that an earlier verification found right: reading begins after it.</summary>
    protected Head Begin { get; init; } = Head.Empty;

    /// <summary>The tree over the leaves of the entries that were found right.</summary>
    public TreeEdge Tree { get; init; } = new();

    /// <summary>The store that is read.</summary>
    protected IJournalStore Store => store;

    /// <summary>An entry that was looked at by itself.</summary>
    /// <param name="Entry">The entry.</param>
    protected record Examined(Entry Entry)
    {
        /// <summary>What is wrong with what is kept beside it, or null.</summary>
        public string? Flaw { get; init; }

        /// <summary>The sum of its rows.</summary>
        public UInt128 Rows { get; set; }
    }

    /// <summary>Looks at an entry by itself; called for many at once.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="previous">The hash of the one that was read before it.</param>
    /// <param name="originals">What is kept of it.</param>
    /// <param name="receipt">Its receipt, or null.</param>
    /// <param name="stop">Gives up.</param>
    protected abstract ValueTask<Examined> Examine(Entry entry, Digest previous, ReadOnlyMemory<KeptOriginal> originals, KeptReceipt? receipt, CancellationToken stop);

    /// <summary>Follows what an entry does to the book; called for one after the other.</summary>
    protected abstract Fault? Follow(Examined examined, List<SignatureCheck> signatures);

    /// <summary>Checks signatures; called for several pages at once.</summary>
    protected abstract Fault? Check(IReadOnlyList<SignatureCheck> signatures);

    /// <summary>What remains to be asked when every entry was followed.</summary>
    protected abstract Fault? Close();

    /// <summary>The last entry that was followed.</summary>
    protected abstract Head Followed { get; }

    /// <summary>The rows that belong beside an entry that was followed.</summary>
    protected abstract IEnumerable<IndexRow> RowsOf(Entry entry);

    /// <summary>The status that every subject ought to have.</summary>
    protected abstract IReadOnlyDictionary<string, SubjectStatus> Statuses { get; }

    /// <summary>Whether an entry sets the status of a subject.</summary>
    protected abstract bool Sets(Entry entry, string subject);

    /// <summary>How much was checked, for the report.</summary>
    protected abstract IEnumerable<(string What, long Count)> Counts { get; }

    /// <summary>The sum of the rows of an entry.</summary>
    protected UInt128 Sum(IEnumerable<IndexRow> rows) => rows.Aggregate(UInt128.Zero, (sum, row) => unchecked(sum + row.Summand(_key)));

    /// <summary>Verifies the book as it is when the call begins; whatever is added meanwhile is left to the next time.</summary>
    /// <exception cref="DbException">The store cannot be read now; that says nothing about the book.</exception>
    public async Task<Verdict> RunAsync(CancellationToken cancellationToken)
    {
        var end = await EndAsync(cancellationToken);
        // The rows are read while the entries are: at the end of the day one processor would have nothing else to do.
        var rows = Task.Run(() => ReadRowsAsync(end, cancellationToken), cancellationToken);
        var fault = First(await WitnessesAsync(end, cancellationToken), await WalkAsync(end, cancellationToken));
        fault ??= Close();
        fault = First(fault, await CompareRowsAsync(await rows, fault, cancellationToken));
        fault ??= await BeyondAsync(cancellationToken) ?? await CompareStatusesAsync(end, cancellationToken);
        return new(book, Begin.Position, Followed, fault,
            [("entries", Followed.Position.Value - Begin.Position.Value), .. Counts, ("receipts", Interlocked.Read(ref _receipts)), ("checkpoints", _checkpoints)]);
    }

    private static Fault? First(Fault? one, Fault? other) => one is null || (other is not null && other.Position < one.Position) ? other : one;

    /// <summary>Whether an exception means that what is stored is no longer what was stored (and not that it cannot be had at the moment).</summary>
    protected static bool IsDamage(Exception e) => e switch
    {
        // Busy, locked, no memory, read-only, interrupted, I/O, full, cannot open, protocol, authorisation: the surroundings. All else: the file.
        SqliteException sqlite => sqlite.SqliteErrorCode is not (3 or 5 or 6 or 7 or 8 or 9 or 10 or 13 or 14 or 15 or 23),
        StoreUnavailableException { InnerException: { } inner } => IsDamage(inner),
        DbException other => other.SqlState?.StartsWith("XX", StringComparison.Ordinal) is true,
        _ => e is FormatException or ArgumentException or OverflowException or InvalidCastException or BrokenBookException or BrokenLogException,
    };

    private async Task<Position> EndAsync(CancellationToken stop)
    {
        try
        {
            return (await store.HeadAsync(stop)).Position;
        }
        catch (Exception e) when (IsDamage(e))
        {
            // Reading one by one will tell where.
            return new(long.MaxValue);
        }
    }

    // ---- The trees that the book must begin with ----

    /// <summary>Gathers them, the smallest first.</summary>
    private async Task<Fault?> WitnessesAsync(Position end, CancellationToken stop)
    {
        Fault? fault = null;
        try
        {
            for (var after = Begin.Position.Value; ;)
            {
                var page = await log.ReadCheckpointsAsync(after, PageSize, stop);
                foreach (var kept in page)
                {
                    _checkpoints++;
                    _sealed = kept.Size;
                    _witnesses.Add(new(kept.Size, kept.Root, null));
                    if (WhatIsWrong(kept) is { } wrong) fault ??= new(new(kept.Size), wrong);
                    if (kept.Size > end.Value) fault ??= new(end.Next, $"The log covers {kept.Size} entries: the end of the book is missing.");
                }
                if (page.Count < PageSize) break;
                after = page[^1].Size;
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            fault ??= new(Position.None, $"The checkpoints in the store cannot be read: {e.Message}");
        }
        foreach (var witness in Witnesses)
        {
            if (witness.Size > end.Value) fault = First(fault, new(end.Next, $"There were {witness.Size} entries: the end of the book is missing."));
            else if (witness.Size < Begin.Position.Value) fault ??= new(Position.None, $"What was verified before cannot be compared with the smaller tree of {witness.Size} entries: verify the whole book.");
        }
        _witnesses.AddRange(Witnesses);
        _witnesses.Sort((a, b) => a.Size.CompareTo(b.Size));
        return fault;
    }

    private string? WhatIsWrong(KeptCheckpoint kept)
    {
        var text = System.Text.Encoding.UTF8.GetString(kept.Note.Span);
        if (!SignedNote.TryParse(text, out var note, out var why)) return $"The checkpoint kept of {kept.Size} entries is no signed note: {why}";
        if (!Checkpoint.TryParse(note.Text, out var said) || said.Size != kept.Size || said.Root != kept.Root) return $"The checkpoint kept of {kept.Size} entries says something else than what is kept beside it.";
        return IsSignedByLog?.Invoke(note) is false ? $"The checkpoint kept of {kept.Size} entries is not signed by a key of the log." : null;
    }

    // ---- Entries: read, examine, follow, check signatures ----

    private sealed record Page(IReadOnlyList<Examined> Entries, IReadOnlyList<Leaf> Leaves, IReadOnlyList<Digest> Hashes, IReadOnlyList<Tile> Tiles, Fault? Fault);

    private async Task<Fault?> WalkAsync(Position end, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<Task<Page>>(PagesAhead);
        var reading = Task.Run(() => ReadAsync(pages.Writer, end, enough.Token), cancellationToken);
        var checks = new Queue<Task<Fault?>>();
        Fault? fault = null, signature = null;
        try
        {
            await foreach (var coming in pages.Reader.ReadAllAsync(cancellationToken))
            {
                var page = await coming;
                var signatures = new List<SignatureCheck>(page.Entries.Count);
                fault = FollowPage(page, signatures);
                checks.Enqueue(Task.Run(() => Check(signatures), cancellationToken));
                while (signature is null && checks.Count > PagesAhead) signature = await checks.Dequeue();
                if (fault is not null || signature is not null) break;
                Progress?.Invoke(Followed.Position.Value, end.Value);
            }
        }
        finally
        {
            await enough.CancelAsync();
        }
        // A bad signature before the fault is the first thing that is wrong.
        while (signature is null && checks.TryDequeue(out var check)) signature = await check;
        await Task.WhenAll(checks);
        try { fault = First(fault, await reading); }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { }
        if (fault is null && Followed.Position < end && signature is null) fault = new(Followed.Position.Next, $"Position {Followed.Position.Next} is missing.");
        return First(fault, signature);
    }

    /// <summary>Reads the book page by page and has each examined. Answers where it could not go on.</summary>
    private async Task<Fault?> ReadAsync(ChannelWriter<Task<Page>> pages, Position end, CancellationToken stop)
    {
        var last = Begin;
        var entries = new List<Entry>(PageSize);
        try
        {
            try
            {
                await foreach (var entry in store.ReadAsync(Begin.Position, stop))
                {
                    if (entry.Position > end) break;
                    entries.Add(entry);
                    if (entries.Count == PageSize) await Hand();
                }
            }
            catch (Exception e) when (IsDamage(e))
            {
                // Some entry of a whole page cannot be read: one by one it shows which.
                while (await store.FindAsync(Last().Next, stop) is { } entry) entries.Add(entry);
            }
            await Hand();
            return null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            var position = Last().Next;
            await Hand();
            return new(position, $"The entry cannot be read: {e.Message}");
        }
        finally
        {
            pages.Complete();
        }

        Position Last() => entries.Count > 0 ? entries[^1].Position : last.Position;

        async Task Hand()
        {
            if (entries.Count == 0) return;
            var (page, before) = (entries, last);
            (entries, last) = (new(PageSize), new(page[^1].Position, page[^1].CommittedAt, page[^1].Hash));
            await pages.WriteAsync(Task.Run(() => ExamineAsync(page, before, stop), stop), stop);
        }
    }

    private async Task<Page> ExamineAsync(List<Entry> entries, Head before, CancellationToken stop)
    {
        var (after, through) = (before.Position == Position.None ? new(long.MinValue) : before.Position, entries[^1].Position);
        IReadOnlyList<KeptOriginal> originals = [];
        IReadOnlyList<KeptReceipt> receipts = [];
        IReadOnlyList<Leaf> leaves = [];
        IReadOnlyList<Tile> tiles = [];
        Fault? fault = null;
        try
        {
            originals = await store.ReadOriginalsAsync(after, through, stop);
            receipts = await store.ReadReceiptsAsync(after, through, stop);
            leaves = await store.ReadLeavesAsync(before.Position, entries.Count, stop);
            tiles = await log.ReadTilesAsync([.. TilesBetween(before.Position.Value, Math.Min(_sealed, through.Value))], stop);
        }
        catch (Exception e) when (IsDamage(e))
        {
            fault = new(before.Position.Next, $"What is kept of one of the entries {before.Position.Next} to {through} cannot be read: {e.Message}");
        }

        var kept = originals as KeptOriginal[] ?? [.. originals];
        var (o, r) = (0, 0);
        var examined = new List<Examined>(entries.Count);
        var previous = before.Hash;
        foreach (var entry in entries)
        {
            if (o < kept.Length && kept[o].Position < entry.Position) fault ??= new(entry.Position, $"Something is kept of position {kept[o].Position}, which is none.");
            if (r < receipts.Count && receipts[r].Position < entry.Position) fault ??= new(entry.Position, $"There is a receipt of position {receipts[r].Position}, which is none.");
            while (o < kept.Length && kept[o].Position < entry.Position) o++;
            while (r < receipts.Count && receipts[r].Position < entry.Position) r++;
            var from = o;
            while (o < kept.Length && kept[o].Position == entry.Position) o++;
            KeptReceipt? receipt = r < receipts.Count && receipts[r].Position == entry.Position ? receipts[r++] : null;
            if (receipt is not null) Interlocked.Increment(ref _receipts);
            examined.Add(await Examine(entry, previous, kept.AsMemory(from..o), receipt, stop));
            previous = entry.Hash;
        }
        return new(examined, leaves, [.. leaves.Select(l => l.Hash)], tiles, fault);
    }

    /// <summary>The tiles that become full while a tree grows from one size to another.</summary>
    private static IEnumerable<TileId> TilesBetween(long from, long to)
    {
        for (var (level, leaves) = (0, (long)Tile.Width); leaves <= to; level++, leaves *= Tile.Width)
            for (var index = from / leaves; index < to / leaves; index++)
                yield return new(level, index);
    }

    private Fault? FollowPage(Page page, List<SignatureCheck> signatures)
    {
        var rows = UInt128.Zero;
        try
        {
            for (var i = 0; i < page.Entries.Count; i++)
            {
                var examined = page.Entries[i];
                if (Follow(examined, signatures) is { } wrong) return First(page.Fault, wrong);
                if (examined.Flaw is { } flaw) return First(page.Fault, new(examined.Entry.Position, flaw));
                unchecked { rows += examined.Rows; }
                if (page.Fault?.Position == examined.Entry.Position) return page.Fault;
                if (i >= page.Leaves.Count || page.Leaves[i].EntryHash != examined.Entry.Hash) return new(examined.Entry.Position, "It was changed while it was read.");
                if (Grow(examined.Entry, page.Hashes[i], page.Tiles) is { } other) return other;
            }
            return page.Fault;
        }
        finally
        {
            _sums.Add(rows);
        }
    }

    private int _witness;
    private readonly List<Tile> _completed = [];

    /// <summary>Adds a leaf to the tree and compares the tree with the log and with the witnesses of its size.</summary>
    private Fault? Grow(Entry entry, Digest leaf, IReadOnlyList<Tile> tiles)
    {
        _completed.Clear();
        Tree.Add(leaf, _completed);
        foreach (var tile in _completed)
        {
            if (tiles.FirstOrDefault(t => t.Id == tile.Id) is not { } kept) continue;
            for (var i = 0; i < Tile.Width; i++)
                if (kept.Hashes[i] != tile.Hashes[i]) return new(new((((tile.Id.Index * Tile.Width) + i) << (tile.Id.Level * Tile.Height)) + 1), "The transparency log has another hash here: of another entry, or of this one with another salt.");
        }
        for (; _witness < _witnesses.Count && _witnesses[_witness].Size <= Tree.Size; _witness++)
        {
            var witness = _witnesses[_witness];
            if (witness.Size < Tree.Size) continue;
            if (witness.Hash is { } hash && hash != entry.Hash) return new(entry.Position, "It is not the entry that stood there when its hash was taken down: it, or one before it, was replaced.");
            if (witness.Root is { } root && root != Tree.Root)
            {
                var from = _witness == 0 ? 1 : _witnesses[_witness - 1].Size + 1;
                return new(new(from), $"One of the entries {from} to {witness.Size}, or its salt, is not what the checkpoint of {witness.Size} entries was made of.");
            }
        }
        return null;
    }

    // ---- What is kept beside the entries ----

    private sealed record Rows(List<UInt128> Sums, Position Farthest, Fault? Fault);

    private int PageOf(Position position) => (int)((position.Value - Begin.Position.Value - 1) / PageSize);

    private async Task<Rows> ReadRowsAsync(Position end, CancellationToken stop)
    {
        var sums = new List<UInt128>();
        var farthest = Position.None;
        Fault? fault = null;
        try
        {
            IndexRow? before = null;
            await foreach (var row in store.ReadIndexAsync(Begin.Position == Position.None ? new(long.MinValue) : Begin.Position, stop))
            {
                if (row.Position <= Position.None) fault ??= new(Position.None, $"A row beside the book ({row.Table} {row.Key}) belongs to position {row.Position}, which is none.");
                else if (row.Position > end) farthest = row.Position > farthest ? row.Position : farthest;
                else
                {
                    var page = PageOf(row.Position);
                    while (sums.Count <= page) sums.Add(0);
                    unchecked { sums[page] += row.Summand(_key); }
                }
                if (row.Table != IndexTable.Claim) continue;
                if (before is { } other && (other.Number, row.Number) is var (left, right) && (left > right || (left == right && string.CompareOrdinal(other.Key, row.Key) >= 0)))
                    fault = First(fault, new(other.Position < row.Position ? row.Position : other.Position, $"{(ClaimKind)row.Number} {row.Key} was claimed before."));
                before = row;
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            fault ??= new(Position.None, $"The rows beside the book cannot be read: {e.Message}");
        }
        return new(sums, farthest, fault);
    }

    /// <summary>Finds the first entry whose rows are not those kept, as far as entries were followed.</summary>
    private async Task<Fault?> CompareRowsAsync(Rows rows, Fault? found, CancellationToken stop)
    {
        var pages = _sums.Count;
        for (var page = 0; page < pages; page++)
        {
            // The last page was left where the fault is, so its sum says nothing.
            var isPartial = found is not null && page == pages - 1;
            if (!isPartial && _sums[page] == (page < rows.Sums.Count ? rows.Sums[page] : 0)) continue;
            var (after, through) = (new Position(Begin.Position.Value + ((long)page * PageSize)), new Position(Begin.Position.Value + ((page + 1L) * PageSize)));
            if (Followed.Position < through) through = Followed.Position;
            if (await LocateAsync(after, through, stop) is { } fault) return fault;
        }
        return rows.Fault;
    }

    private async Task<Fault?> LocateAsync(Position after, Position through, CancellationToken stop)
    {
        var expected = new HashSet<IndexRow>();
        // One by one: the entry after these may be one that cannot be read.
        for (var position = after.Next; position <= through; position = position.Next)
            if (await store.FindAsync(position, stop) is { } entry) expected.UnionWith(RowsOf(entry));
        Fault? fault = null;
        try
        {
            await foreach (var row in store.ReadIndexAsync(after, stop))
                if (row.Position <= through && !expected.Remove(row)) fault = First(fault, new(row.Position, $"A row beside it does not follow from it: {Word(row)}."));
        }
        catch (Exception e) when (IsDamage(e))
        {
            fault = new(after.Next, $"The rows beside the book cannot be read: {e.Message}");
        }
        foreach (var row in expected) fault = First(fault, new(row.Position, $"A row beside it is missing: {Word(row)}."));
        return fault;

        static string Word(IndexRow row) => row.Table switch
        {
            IndexTable.Subject => $"in the history of {row.Key}",
            IndexTable.Turn => $"act {row.Number} of {row.Key}",
            _ => $"the claim {(ClaimKind)row.Number} {row.Key}",
        };
    }

    /// <summary>Nothing may be kept of entries that are not there: the end of a book that was cut off.</summary>
    private async Task<Fault?> BeyondAsync(CancellationToken stop)
    {
        try
        {
            // Asked after the head, so that what a server adds meanwhile is not taken for a remnant.
            var last = new Position(long.MaxValue);
            var originals = await store.ReadOriginalsAsync(Followed.Position, last, stop);
            var receipts = await store.ReadReceiptsAsync(Followed.Position, last, stop);
            var farthest = new[] { originals.Select(o => o.Position).Max(), receipts.Select(r => r.Position).Max() }.Max();
            await foreach (var row in store.ReadIndexAsync(Followed.Position, stop))
                if (row.Position > farthest) farthest = row.Position;
            var head = (await store.HeadAsync(stop)).Position;
            return farthest > head ? new(head.Next, $"Something is kept of position {farthest}: the end of the book is missing.") : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            return new(Position.None, $"What is kept after the last entry cannot be read: {e.Message}");
        }
    }

    private async Task<Fault?> CompareStatusesAsync(Position end, CancellationToken stop)
    {
        var expected = Statuses.ToDictionary();
        var wrong = new List<(string Subject, string What)>();
        try
        {
            await foreach (var (subject, status) in store.ReadStatusesAsync(stop))
            {
                if (!expected.Remove(subject, out var right)) wrong.Add((subject, $"The store gives {subject} a status, the book does not."));
                else if (status != right) wrong.Add((subject, $"The store does not give {subject} the status that it has here."));
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            return new(Position.None, $"The statuses cannot be read: {e.Message}");
        }
        wrong.AddRange(expected.Keys.Select(subject => (subject, $"The store does not give {subject} the status that it has here.")));
        Fault? fault = null;
        foreach (var (subject, what) in wrong)
        {
            // What was set while we read is left to the next time.
            if ((await store.ReadSubjectAsync(subject, end, PageSize, stop)).Any(e => Sets(e, subject))) continue;
            var setter = (await store.ReadSubjectAsync(subject, Position.None, int.MaxValue, stop)).LastOrDefault(e => Sets(e, subject));
            var here = new Fault(setter?.Position ?? Position.None, what);
            fault = fault is null || fault.Position == Position.None ? here : here.Position == Position.None ? fault : First(fault, here);
        }
        return fault;
    }
}

file static class Positions
{
    /// <summary>The last of some positions; none: before the first.</summary>
    public static Position Max(this IEnumerable<Position> positions) => positions.Aggregate(Position.None, (max, p) => p > max ? p : max);
}
