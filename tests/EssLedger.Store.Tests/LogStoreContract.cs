using CsCheck;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using EssLedger.Store.Memory;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of a transparency log promises; each store is a short subclass.</summary>
public abstract class LogStoreContract
{
    protected abstract (IJournalStore Journal, ILogStore Log) Open();

    private (IJournalStore Journal, ILogStore Log)? _opened;
    protected IJournalStore Journal => (_opened ??= Open()).Journal;
    protected ILogStore Log => (_opened ??= Open()).Log;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, 123, TimeSpan.Zero);

    private static KeptCheckpoint At(long size, byte mark = 1) => new(size, Digest.Of([mark]), new byte[] { mark, (byte)(size % 251) }, Noon.AddSeconds(size));

    private static Tile NewTile(int level, long index, byte mark = 1) =>
        new(new(level, index), [.. Enumerable.Range(0, Tile.Width).Select(i => Digest.Of([mark, (byte)level, (byte)(index % 251), (byte)i]))]);

    [Fact]
    public async Task An_empty_log_has_no_checkpoint() => Assert.Null(await Log.LatestAsync(Stop));

    [Fact]
    public async Task The_newest_checkpoint_is_the_largest_and_comes_back_as_it_was()
    {
        Assert.True(await Log.KeepAsync(At(3), 0, [], Stop));
        Assert.True(await Log.KeepAsync(At(20), 3, [NewTile(0, 0)], Stop));
        var latest = (await Log.LatestAsync(Stop))!;
        Assert.Equal((20, At(20).Root, Noon.AddSeconds(20)), (latest.Size, latest.Root, latest.At));
        Assert.Equal(At(20).Note.ToArray(), latest.Note.ToArray());
    }

    [Fact]
    public async Task Who_built_on_an_older_checkpoint_keeps_nothing()
    {
        Assert.True(await Log.KeepAsync(At(20), 0, [NewTile(0, 0)], Stop));
        Assert.False(await Log.KeepAsync(At(20, mark: 2), 0, [NewTile(0, 0, mark: 2)], Stop));
        Assert.False(await Log.KeepAsync(At(40, mark: 2), 0, [NewTile(0, 0, mark: 2), NewTile(0, 1, mark: 2)], Stop));
        Assert.False(await Log.KeepAsync(At(40, mark: 2), 30, [NewTile(0, 1, mark: 2)], Stop));
        Assert.Equal(At(20).Root, (await Log.LatestAsync(Stop))!.Root);
        Assert.Equal(NewTile(0, 0).ToBytes(), (await Log.ReadTilesAsync([new(0, 0)], Stop))[0].ToBytes());
        await Assert.ThrowsAsync<BrokenLogException>(() => Log.ReadTilesAsync([new(0, 1)], Stop));
        Assert.True(await Log.KeepAsync(At(40), 20, [NewTile(0, 1)], Stop));
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_grow_is_a_fault_of_the_caller()
    {
        await Log.KeepAsync(At(5), 0, [], Stop);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Log.KeepAsync(At(5, mark: 2), 5, [], Stop));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Log.KeepAsync(At(4), 5, [], Stop));
    }

    [Fact]
    public async Task Tiles_come_in_the_order_asked()
    {
        Tile[] tiles = [NewTile(0, 0), NewTile(0, 1), NewTile(1, 0), NewTile(0, 70_000)];
        await Log.KeepAsync(At(99), 0, tiles, Stop);
        TileId[] asked = [new(1, 0), new(0, 70_000), new(0, 0)];
        var read = await Log.ReadTilesAsync(asked, Stop);
        Assert.Equal(asked, read.Select(t => t.Id));
        Assert.All(read, tile => Assert.Equal(tiles.Single(t => t.Id == tile.Id).ToBytes(), tile.ToBytes()));
        Assert.Empty(await Log.ReadTilesAsync([], Stop));
    }

    [Fact]
    public async Task Of_many_sealers_at_once_one_wins_each_step()
    {
        var log = Log;
        var kept = await Task.WhenAll(Enumerable.Range(1, 8).Select(sealer => Task.Run(async () =>
        {
            var wins = 0;
            for (var step = 0; step < 10; step++)
            {
                var builtOn = (await log.LatestAsync(Stop))?.Size ?? 0;
                // A tile of one name, by each sealer with other hashes: both could not be kept.
                if (await log.KeepAsync(At(builtOn + sealer, (byte)sealer), builtOn, [NewTile(0, builtOn, (byte)sealer)], Stop)) wins += sealer;
            }
            return wins;
        }, Stop)));
        Assert.Equal(kept.Sum(), (await log.LatestAsync(Stop))!.Size);
    }

    [Fact]
    public async Task Leaves_are_read_in_pages_and_each_salt_is_its_own()
    {
        await Journal.AppendAsync([.. Enumerable.Range(1, 7).Select(i => new Draft(new byte[] { (byte)i }, []))], Stop);
        var leaves = await Journal.ReadLeavesAsync(Position.None, 5, Stop);
        Assert.Equal([1, 2, 3, 4, 5], leaves.Select(l => l.Position.Value));
        Assert.Equal([6, 7], (await Journal.ReadLeavesAsync(new(5), 5, Stop)).Select(l => l.Position.Value));
        Assert.Empty(await Journal.ReadLeavesAsync(new(7), 5, Stop));
        Assert.All(leaves, l => Assert.Equal(Leaf.SaltSize, l.Salt.Length));
        Assert.Equal(5, leaves.Select(l => Convert.ToHexString(l.Salt.Span)).Distinct().Count());
        Assert.Equal((await Journal.FindAsync(new Position(3), Stop))!.Hash, leaves[2].EntryHash);
    }

    [Fact]
    public async Task Proofs_made_from_what_is_kept_hold_however_the_log_grew()
    {
        const int Entries = 600;
        await Journal.AppendAsync([.. Enumerable.Range(1, Entries).Select(i => new Draft(BitConverter.GetBytes(i), []))], Stop);
        var leaves = (await Journal.ReadLeavesAsync(Position.None, Entries, Stop)).Select(l => l.Hash).ToArray();
        var log = new TransparencyLog(Journal.ReadLeavesAsync, Log);
        var roots = new Dictionary<long, Digest>();
        long size = 0;
        foreach (var step in new[] { 1, 1, 13, 1, 1, 239, 44, 300 })
        {
            var edge = await log.EdgeAsync(size, Stop);
            var tiles = new List<Tile>();
            for (var i = 0; i < step; i++) edge.Add(leaves[edge.Size], tiles);
            Assert.True(await Log.KeepAsync(new(edge.Size, edge.Root, new byte[] { 1 }, Noon), size, tiles, Stop));
            roots[size = edge.Size] = edge.Root;

            foreach (var index in Enumerable.Range(0, (int)size).Where(i => i < 20 || i > size - 20 || i % 17 == 0))
                Assert.True(MerkleTree.VerifyInclusion(leaves[index], index, size, edge.Root, await log.InclusionAsync(index, size, Stop)), $"{index} of {size}");
            foreach (var (first, root) in roots)
                Assert.True(MerkleTree.VerifyConsistency(first, root, size, edge.Root, await log.ConsistencyAsync(first, size, size, Stop)), $"{first} in {size}");
        }
        PublishedTile full = new(0, 1, 256), partial = new(0, 2, 88), above = new(1, 0, 2);
        Assert.Equal(leaves[256..512].SelectMany(l => l.ToBytes()), await log.TileAsync(full, size, Stop));
        Assert.Equal(leaves[512..600].SelectMany(l => l.ToBytes()), await log.TileAsync(partial, size, Stop));
        Assert.Equal(new[] { 0, 256 }.SelectMany(at => MerkleTree.HashTogether(leaves.AsSpan(at, 256)).ToBytes()), await log.TileAsync(above, size, Stop));
    }
}

public sealed class MemoryLogStoreTests : LogStoreContract
{
    protected override (IJournalStore, ILogStore) Open() => (new MemoryJournalStore(TimeProvider.System), new MemoryLogStore());
}

public sealed class SqliteLogStoreTests : LogStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-log-");
    private SqliteDatabase? _database;
    private SqliteJournalStore? _journal;

    protected override (IJournalStore, ILogStore) Open()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        _database.Migrate();
        return (_journal = new SqliteJournalStore(_database, "currency", TimeProvider.System), new SqliteLogStore(_database, "currency"));
    }

    [Fact]
    public async Task The_logs_of_two_books_stay_apart()
    {
        await Log.KeepAsync(new(1, Digest.Zero, new byte[] { 1 }, DateTimeOffset.UnixEpoch), 0, [], TestContext.Current.CancellationToken);
        Assert.Null(await new SqliteLogStore(_database!, "label").LatestAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("update currency_checkpoint set root = zeroblob(32)")]
    [InlineData("delete from currency_checkpoint")]
    [InlineData("update currency_tile set hashes = zeroblob(512)")]
    [InlineData("delete from currency_tile")]
    [InlineData("insert into currency_checkpoint values (15, zeroblob(32), x'00', 0)")]
    public async Task The_file_refuses_to_take_back_what_was_signed(string sql)
    {
        var tile = new Tile(new(0, 0), [.. Enumerable.Repeat(Digest.Zero, Tile.Width)]);
        await Log.KeepAsync(new(16, Digest.Zero, new byte[] { 1 }, DateTimeOffset.UnixEpoch), 0, [tile], TestContext.Current.CancellationToken);
        using var connection = _database!.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Contains("a log", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _journal?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresLogStoreTests(PostgresFixture postgres) : LogStoreContract, IAsyncLifetime
{
    private PostgresDatabase _database = null!;
    private PostgresJournalStore? _journal;

    public async ValueTask InitializeAsync() =>
        _database = await PostgresDatabase.OpenAsync(await postgres.CreateLedgerAsync(), TimeSpan.Zero, null, TestContext.Current.CancellationToken);

    protected override (IJournalStore, ILogStore) Open() => (_journal = new PostgresJournalStore(_database, "currency"), new PostgresLogStore(_database, "currency"));

    public async ValueTask DisposeAsync()
    {
        _journal?.Dispose();
        await _database.DisposeAsync();
    }
}

/// <summary>Proofs of large logs, and what they cost.</summary>
public sealed class LargeLogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_proof_from_tiles_holds_and_none_with_a_flipped_bit()
    {
        // One tree of 100 000 leaves is enough: with a smaller size the same tiles are asked as a log of that size would ask them.
        var leaves = Enumerable.Range(1, 100_000).Select(i => new Leaf(new(i), Digest.Of(BitConverter.GetBytes(i)).ToBytes(), Digest.Of(BitConverter.GetBytes(-i)))).ToArray();
        var store = new MemoryLogStore();
        var (edge, tiles, roots) = (new TreeEdge(), new List<Tile>(), new Digest[leaves.Length + 1]);
        foreach (var leaf in leaves)
        {
            edge.Add(leaf.Hash, tiles);
            roots[edge.Size] = edge.Root;
        }
        await store.KeepAsync(new(edge.Size, edge.Root, new byte[] { 1 }, DateTimeOffset.UnixEpoch), 0, tiles, Stop);
        var log = new TransparencyLog((after, limit, _) => Task.FromResult<IReadOnlyList<Leaf>>([.. leaves.Skip((int)after.Value).Take(limit)]), store);

        for (var size = 1; size <= 300; size++)
            for (var index = 0; index < size; index++) await Check(size, index, first: index + 1, flip: index + (size * 7));
        await Gen.Select(Gen.Int[1, leaves.Length], Gen.Int[0, leaves.Length - 1], Gen.Int[0, leaves.Length - 1], Gen.Int[0, 1 << 16])
            .SampleAsync((size, a, b, flip) => Check(size, a % size, 1 + (b % size), flip), iter: 3_000, threads: 1);

        async Task Check(int size, int index, int first, int flip)
        {
            var leaf = leaves[index].Hash;
            var inclusion = await log.InclusionAsync(index, size, Stop);
            Assert.True(MerkleTree.VerifyInclusion(leaf, index, size, roots[size], inclusion), $"{index} of {size}");
            Assert.False(MerkleTree.VerifyInclusion(Flipped(leaf, flip), index, size, roots[size], inclusion));
            var consistency = await log.ConsistencyAsync(first, size, size, Stop);
            Assert.True(MerkleTree.VerifyConsistency(first, roots[first], size, roots[size], consistency), $"{first} in {size}");
            if (inclusion.Count > 0) Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, roots[size], Flipped(inclusion, flip)));
            if (consistency.Count > 0) Assert.False(MerkleTree.VerifyConsistency(first, roots[first], size, roots[size], Flipped(consistency, flip)));
        }
    }

    /// <summary>A log of equal leaves: all tiles of a level are alike, so one of any size can be had for nothing.</summary>
    private sealed class Alike : ILogStore
    {
        private readonly Digest[] _hashes = new Digest[16];
        public static Leaf Leaf(long position) => new(new(position), new byte[32], Digest.Zero);

        public Alike()
        {
            _hashes[0] = Leaf(1).Hash;
            for (var level = 1; level < _hashes.Length; level++) _hashes[level] = MerkleTree.HashTogether([.. Enumerable.Repeat(_hashes[level - 1], 16)]);
        }

        public int TilesRead { get; private set; }
        public int Reads { get; private set; }

        public static Task<IReadOnlyList<Leaf>> ReadLeaves(Position after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Leaf>>([.. Enumerable.Range(1, limit).Select(i => Leaf(after.Value + i))]);

        public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken)
        {
            TilesRead += ids.Count;
            Reads++;
            return Task.FromResult<IReadOnlyList<Tile>>([.. ids.Select(id => new Tile(id, [.. Enumerable.Repeat(_hashes[id.Level], 16)]))]);
        }

        public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(9_999_999)]
    [InlineData((1 << 24) - 1)]
    public async Task A_log_of_ten_million_entries_reads_few_tiles_for_anything(long size)
    {
        var store = new Alike();
        var log = new TransparencyLog(Alike.ReadLeaves, store);
        var (root, first) = ((await log.EdgeAsync(size, Stop)).Root, (await log.EdgeAsync(size / 3, Stop)).Root);
        foreach (var index in new[] { 0, 1, size / 2, size - 17, size - 2, size - 1 })
        {
            var path = await Cheap(() => log.InclusionAsync(index, size, Stop));
            Assert.True(MerkleTree.VerifyInclusion(Alike.Leaf(1).Hash, index, size, root, path));
        }
        Assert.True(MerkleTree.VerifyConsistency(size / 3, first, size, root, await Cheap(() => log.ConsistencyAsync(size / 3, size, size, Stop))));
        foreach (var tile in new PublishedTile[] { new(0, 0, 256), new(0, size >> 8, (int)(size % 256)), new(1, size >> 16, (int)((size >> 8) % 256)), new(2, 0, (int)(size >> 16)) })
        {
            Assert.True(tile.IsWithin(size));
            await Cheap(() => log.TileAsync(tile, size, Stop));
        }

        async Task<T> Cheap<T>(Func<Task<T>> ask)
        {
            var (tiles, reads) = (store.TilesRead, store.Reads);
            var answer = await ask();
            Assert.InRange(store.TilesRead - tiles, 0, 100);
            Assert.InRange(store.Reads - reads, 0, 1);
            return answer;
        }
    }

    private static Digest Flipped(Digest digest, int bit)
    {
        var bytes = digest.ToBytes();
        bytes[bit / 8 % Digest.Size] ^= (byte)(1 << (bit % 8));
        return Digest.FromBytes(bytes);
    }

    private static Digest[] Flipped(IReadOnlyList<Digest> path, int bit)
    {
        var flipped = path.ToArray();
        flipped[bit / 256 % path.Count] = Flipped(path[bit / 256 % path.Count], bit);
        return flipped;
    }
}
