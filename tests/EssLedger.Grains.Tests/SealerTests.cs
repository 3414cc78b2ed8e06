using System.Collections.Concurrent;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

public sealed class SealerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-sealer-");
    private readonly SteppingClock _clock = new();
    private readonly MemoryJournalStore _book = new(TimeProvider.System);
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Delete(recursive: true);

    private CheckpointFile Outside => CheckpointFile.In(_folder.FullName, "currency");

    private Task<TestLedger> Start(IJournalStore? book = null, ILogStore? log = null) => TestLedger.Start(book ?? _book, _clock, log: log ?? _log, outside: Outside);

    private async Task Append(int count) =>
        await _book.AppendAsync([.. Enumerable.Range(0, count).Select(_ => new Draft(Guid.NewGuid().ToByteArray(), []))], default);

    [Fact]
    public async Task A_checkpoint_covers_the_whole_book_and_our_key_signs_it()
    {
        await using var silo = await Start();
        Assert.False(await silo.Sealer.Seal());
        Assert.Empty(_log.Kept);
        await Append(300);
        Assert.False(await silo.Sealer.Seal());
        var kept = Assert.Single(_log.Kept);
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetString(kept.Note.Span), out var note, out var why), why);
        Assert.True(NoteSigner.Verify(TestLedger.LogKey.Key, note));
        Assert.False(NoteSigner.Verify(new NoteSigner("test/currency", [.. Enumerable.Repeat((byte)1, 32)]).Key, note));
        Assert.False(NoteSigner.Verify(TestLedger.LogKey.Key, note with { Text = note.Text.Replace("300", "301", StringComparison.Ordinal) }));
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
        Assert.Equal(new("test/currency", 300, await Root()), checkpoint);
        Assert.Equal((kept.Size, kept.Root), (checkpoint.Size, checkpoint.Root));
    }

    [Fact]
    public async Task Nothing_is_signed_when_nothing_is_new_nor_twice_within_two_seconds()
    {
        await using var silo = await Start();
        await Append(1);
        await silo.Sealer.Seal();
        await Append(1);
        _clock.Step(TimeSpan.FromSeconds(1.9));
        await silo.Sealer.Seal();
        Assert.Equal([1], _log.Kept.Select(c => c.Size));
        _clock.Step(TimeSpan.FromSeconds(0.2));
        await silo.Sealer.Seal();
        _clock.Step(TimeSpan.FromMinutes(1));
        await silo.Sealer.Seal();
        Assert.Equal([1, 2], _log.Kept.Select(c => c.Size));
    }

    [Fact]
    public async Task Two_sealers_of_one_book_do_no_harm()
    {
        // Two silos that do not know of each other: two activations of the one sealer.
        await using var one = await Start();
        await using var other = await Start();
        var over = false;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await Append(Random.Shared.Next(1, 9));
                await Task.Delay(1);
            }
            over = true;
        });
        await Task.WhenAll(new[] { one, other, one, other }.Select(silo => Task.Run(async () =>
        {
            while (!Volatile.Read(ref over))
            {
                _clock.Step(TimeSpan.FromSeconds(3));
                await silo.Sealer.Seal();
            }
        })));
        await writing;
        _clock.Step(TimeSpan.FromSeconds(3));
        await one.Sealer.Seal();

        var kept = _log.Kept.OrderBy(c => c.Size).ToList();
        Assert.True(kept.Count > 5);
        Assert.True(_log.Refused > 0, "The two never met: the test shows nothing.");
        Assert.Equal((await _book.HeadAsync(default)).Position.Value, kept[^1].Size);
        Assert.Equal(await Root(), kept[^1].Root);
        Assert.Equal((kept[^1].Size, kept[^1].Root), (Outside.Read()!.Value.Checkpoint.Size, Outside.Read()!.Value.Checkpoint.Root));
        var log = new TransparencyLog(_book.ReadLeavesAsync, _log);
        foreach (var (earlier, later) in kept.Zip(kept.Skip(1)))
        {
            Assert.True(earlier.Size < later.Size);
            Assert.True(MerkleTree.VerifyConsistency(earlier.Size, earlier.Root, later.Size, later.Root, await log.ConsistencyAsync(earlier.Size, later.Size, kept[^1].Size, default)));
        }
    }

    [Fact]
    public async Task A_book_that_ends_before_its_last_checkpoint_is_not_signed()
    {
        await using (var silo = await Start())
        {
            await Append(50);
            await silo.Sealer.Seal();
        }
        var restored = new MemoryJournalStore(TimeProvider.System);
        await restored.AppendAsync([.. Enumerable.Range(0, 49).Select(_ => new Draft(Guid.NewGuid().ToByteArray(), []))], default);
        await using var after = await Start(restored);
        Assert.Contains("restored", (await Assert.ThrowsAsync<BrokenLogException>(() => after.Sealer.Seal())).Message, StringComparison.Ordinal);
        Assert.Single(_log.Kept);
    }

    [Fact]
    public async Task A_rewritten_book_is_not_signed_however_long_it_is()
    {
        await using (var silo = await Start())
        {
            await Append(50);
            await silo.Sealer.Seal();
        }
        var rewritten = new MemoryJournalStore(TimeProvider.System);
        await rewritten.AppendAsync([.. Enumerable.Range(0, 80).Select(_ => new Draft(Guid.NewGuid().ToByteArray(), []))], default);
        await using var after = await Start(rewritten);
        await Assert.ThrowsAsync<BrokenLogException>(() => after.Sealer.Seal());
        Assert.Single(_log.Kept);
    }

    [Fact]
    public async Task A_long_backlog_is_sealed_in_steps_of_bounded_size()
    {
        const int Entries = 200_000;
        for (var i = 0; i < Entries / 10_000; i++) await Append(10_000);
        var pages = new Paged(_book);
        await using var silo = await Start(pages);
        while (await silo.Sealer.Seal()) { }
        Assert.Equal([65_536, 131_072, 196_608, Entries], _log.Kept.Select(c => c.Size));
        Assert.Equal(await Root(), _log.Kept[^1].Root);
        Assert.InRange(pages.Largest, 1, 4096);
        Assert.InRange(_log.MostTiles, 1, 65_536 / 15);
    }

    /// <summary>A book that is not ours.</summary>
    private static async Task<MemoryJournalStore> Other(int entries)
    {
        var other = new MemoryJournalStore(TimeProvider.System);
        await other.AppendAsync([.. Enumerable.Range(0, entries).Select(_ => new Draft(Guid.NewGuid().ToByteArray(), []))], default);
        return other;
    }

    [Fact]
    public async Task What_is_signed_lies_outside_of_the_database_before_it_is_served()
    {
        await using var silo = await Start(log: new Watched(_log, () => Outside.Read()?.Checkpoint.Size));
        foreach (var size in new[] { 5, 10, 15 })
        {
            await Append(5);
            _clock.Step(TimeSpan.FromSeconds(3));
            await silo.Sealer.Seal();
            Assert.Equal(size, _log.Kept[^1].Size);
        }
        Assert.Equal(_log.Kept[^1].Note.ToArray(), await File.ReadAllBytesAsync(Outside.Path));
    }

    [Fact]
    public async Task Where_it_cannot_be_kept_outside_nothing_is_served()
    {
        await using var silo = await Start();
        await Append(5);
        Directory.CreateDirectory(Outside.Path);
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Sealer.Seal());
        Assert.Empty(_log.Kept);
        Directory.Delete(Outside.Path);
        Assert.False(await silo.Sealer.Seal());
        Assert.Equal(5, Assert.Single(_log.Kept).Size);
    }

    [Theory]
    [InlineData(49, "restored")] // shorter than what was signed
    [InlineData(50, "not the one")]
    [InlineData(60, "not the one")] // it grew on, past what was signed
    public async Task A_database_that_was_restored_with_its_log_under_a_server_at_work_is_not_signed(int entries, string why)
    {
        await using (var silo = await Start())
        {
            await Append(50);
            await silo.Sealer.Seal();
        }
        var forgetful = new RecordingLog();
        await using var after = await Start(await Other(entries), forgetful);
        Assert.Contains(why, (await Assert.ThrowsAsync<BrokenLogException>(() => after.Sealer.Seal())).Message, StringComparison.Ordinal);
        Assert.Empty(forgetful.Kept);
        Assert.Equal(50, Outside.Read()!.Value.Checkpoint.Size);
    }

    [Fact]
    public async Task A_server_that_does_not_know_of_a_loss_signs_nothing_more()
    {
        await using var silo = await Start();
        await Append(5);
        await silo.Sealer.Seal();
        var next = new Checkpoint("test/currency/2", 3, Digest.Zero);
        await Outside.KeepAsync(new NoteSigner(next.Origin, new byte[32]).Sign(next.ToString()), next, default);
        await Append(5);
        _clock.Step(TimeSpan.FromSeconds(3));
        Assert.Contains("has ended", (await Assert.ThrowsAsync<BrokenLogException>(() => silo.Sealer.Seal())).Message, StringComparison.Ordinal);
        Assert.Equal(5, Assert.Single(_log.Kept).Size);
    }

    [Fact]
    public async Task A_checkpoint_that_was_signed_and_not_kept_in_the_store_does_not_stop_the_next()
    {
        // The server died between the two.
        await Append(20);
        var signed = new Checkpoint("test/currency", 20, await Root());
        await Outside.KeepAsync(TestLedger.LogKey.Sign(signed.ToString()), signed, default);
        await Append(20);
        await using var silo = await Start();
        await silo.Sealer.Seal();
        Assert.Equal(40, Assert.Single(_log.Kept).Size);
        Assert.Equal(40, Outside.Read()!.Value.Checkpoint.Size);
    }

    private async Task<Digest> Root()
    {
        var edge = new TreeEdge();
        foreach (var leaf in await _book.ReadLeavesAsync(Position.None, int.MaxValue, default)) edge.Add(leaf.Hash, []);
        return edge.Root;
    }

    /// <summary>Remembers everything that was kept, and how often two sealers met.</summary>
    private sealed class RecordingLog : ILogStore
    {
        private readonly MemoryLogStore _inner = new();
        private readonly ConcurrentQueue<KeptCheckpoint> _kept = new();
        private int _refused;

        public IReadOnlyList<KeptCheckpoint> Kept => [.. _kept];
        public int Refused => _refused;
        public int MostTiles { get; private set; }

        public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken) => _inner.LatestAsync(cancellationToken);
        public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken) => _inner.ReadCheckpointsAsync(after, limit, cancellationToken);
        public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken) => _inner.ReadTilesAsync(ids, cancellationToken);

        public async Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
        {
            MostTiles = Math.Max(MostTiles, tiles.Count);
            // A moment in which another sealer can be faster.
            await Task.Delay(1, cancellationToken);
            var kept = await _inner.KeepAsync(checkpoint, builtOn, tiles, cancellationToken);
            if (kept) _kept.Enqueue(checkpoint);
            else Interlocked.Increment(ref _refused);
            return kept;
        }
    }

    /// <summary>Holds that what is kept here was kept elsewhere before.</summary>
    private sealed class Watched(ILogStore inner, Func<long?> elsewhere) : ILogStore
    {
        public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken) => inner.LatestAsync(cancellationToken);
        public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken) => inner.ReadCheckpointsAsync(after, limit, cancellationToken);
        public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken) => inner.ReadTilesAsync(ids, cancellationToken);

        public Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
        {
            Assert.Equal(checkpoint.Size, elsewhere());
            return inner.KeepAsync(checkpoint, builtOn, tiles, cancellationToken);
        }
    }

    private sealed class Paged(IJournalStore inner) : StoreDecorator(inner)
    {
        public int Largest { get; private set; }

        public override async Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken)
        {
            var page = await base.ReadLeavesAsync(after, limit, cancellationToken);
            Largest = Math.Max(Largest, page.Count);
            return page;
        }
    }

    /// <summary>Time passes as always, and faster when a test says so.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _steps;
        public void Step(TimeSpan by) => Interlocked.Add(ref _steps, by.Ticks);
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _steps));
        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Read(ref _steps) * (TimestampFrequency / TimeSpan.TicksPerSecond));
    }
}
