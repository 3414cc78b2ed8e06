using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of areas promises; each store is a short subclass.</summary>
public abstract class AreaStoreContract
{
    protected abstract IAreaStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AreaSet New() => new(0, AreaKind.Qpv, 2024, new(2024, 1, 1), "ANCT – « quartiers »", "Licence Ouverte 2.0", Digest.Of(Guid.NewGuid().ToByteArray()), 26, new(2026, 11, 26), PersonId.Parse("VILLE"), new(40, 5, 7, 3));

    [Fact]
    public async Task Sets_are_numbered_and_come_back_whole_and_the_same_file_is_kept_once_though_several_bring_it_at_once()
    {
        var (one, other) = (New(), New());
        var kept = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Store.AddAsync(i % 2 == 0 ? one : other, $"{{\"set\":{i % 2}}}", Stop))));
        Assert.Equal(2, kept.Count(k => k.IsNew));
        var mine = kept.Select(k => k.Set).Distinct().OrderBy(s => s.Number).ToList();
        Assert.Equal([one with { Number = 0 }, other with { Number = 0 }], mine.Select(s => s with { Number = 0 }).OrderBy(s => s.Digest == other.Digest));
        Assert.Equal(mine, (await Store.ListAsync(Stop)).Where(s => s.Digest == one.Digest || s.Digest == other.Digest));
        Assert.Equal("{\"set\":0}", await Store.OutlinesAsync(mine.Single(s => s.Digest == one.Digest).Number, Stop));
        Assert.Null(await Store.OutlinesAsync(int.MaxValue, Stop));
        // The same file from another day on is another set.
        Assert.True((await Store.AddAsync(one with { ValidFrom = new(2025, 1, 1) }, "{}", Stop)).IsNew);
    }
}

public sealed class SqliteAreaStoreTests : AreaStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-areas-");

    public SqliteAreaStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteAreaStore(database);
    }

    protected override IAreaStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresAreaStoreTests(PostgresFixture postgres) : AreaStoreContract
{
    protected override IAreaStore Store { get; } = new PostgresAreaStore(postgres.Shared);
}
