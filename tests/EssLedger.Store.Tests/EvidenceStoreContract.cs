using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of evidence promises; each store is a short subclass.</summary>
public abstract class EvidenceStoreContract
{
    protected abstract IEvidenceStore Store { get; }

    private const long MostBytes = 1_000_000;
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, 123, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Tests share a database: each has applications of its own.</summary>
    private readonly LabelApplicationId _application = NewApplication();

    private static LabelApplicationId NewApplication() => new(Uuid.Version7(Noon, Guid.NewGuid().ToByteArray()));

    private EvidenceFile NewFile(long size = 10, DateTimeOffset? at = null) => new(
        new(Uuid.Version7(at ?? Noon, Guid.NewGuid().ToByteArray())), _application, PersonId.Parse("VISITOR"), "façade côté rue.jpg", "image/jpeg", size, null, null, null, Visibility.Committee, at ?? Noon);

    private async Task<EvidenceFile> Begun(EvidenceFile file) => (await Store.BeginAsync(file, MostBytes, 500, Stop))!;

    private async Task<EvidenceFile> Whole(byte[] content)
    {
        var file = await Begun(NewFile(content.Length));
        for (var at = 0; at < content.Length; at += IEvidenceStore.LargestPiece)
            Assert.True(await Store.AppendAsync(file.Id, at, content.AsMemory(at, Math.Min(IEvidenceStore.LargestPiece, content.Length - at)), Stop));
        return (await Store.FindAsync(file.Id, Stop))!;
    }

    private async Task<byte[]> Read(EvidenceId id)
    {
        using var all = new MemoryStream();
        await foreach (var piece in Store.ReadAsync(id, Stop))
        {
            Assert.InRange(piece.Length, 1, IEvidenceStore.LargestPiece);
            all.Write(piece.Span);
        }
        return all.ToArray();
    }

    private static EvidenceFile Kept(EvidenceFile file, byte[] content) =>
        file with { State = EvidenceState.Kept, MediaType = "image/png", KeptSize = content.Length, Kept = Digest.Of(content) };

    [Fact]
    public async Task A_file_comes_back_as_it_was_announced()
    {
        var file = NewFile(4321) with { Announced = Digest.Of([7]), Visibility = Visibility.Office, Criterion = 3, Expires = new(2028, 2, 29) };
        Assert.Equal(file, await Begun(file));
        Assert.Equal(file, await Store.FindAsync(file.Id, Stop));
        var bare = NewFile();
        Assert.Equal(bare, await Begun(bare));
        Assert.Equal([file, bare], (await Store.ListAsync(_application, Stop)).OrderByDescending(f => f.Size));
        Assert.Null(await Store.FindAsync(NewFile().Id, Stop));
        Assert.Empty(await Store.ListAsync(NewApplication(), Stop));
    }

    [Fact]
    public async Task The_first_file_under_an_id_stays()
    {
        var file = await Begun(NewFile(10));
        await Store.AppendAsync(file.Id, 0, new byte[4], Stop);
        var again = await Begun(file with { Size = 20, Name = "another" });
        Assert.Equal(file with { Received = 4 }, again);
    }

    [Fact]
    public async Task Pieces_follow_each_other_and_none_is_taken_twice()
    {
        var file = await Begun(NewFile(10));
        Assert.True(await Store.AppendAsync(file.Id, 0, new byte[] { 1, 2, 3 }, Stop));
        Assert.False(await Store.AppendAsync(file.Id, 0, new byte[] { 1, 2, 3 }, Stop));
        Assert.False(await Store.AppendAsync(file.Id, 2, new byte[] { 3 }, Stop));
        Assert.False(await Store.AppendAsync(file.Id, 4, new byte[] { 5 }, Stop));
        Assert.True(await Store.AppendAsync(file.Id, 3, new byte[] { 4, 5 }, Stop));
        Assert.False(await Store.AppendAsync(file.Id, 5, new byte[6], Stop));
        Assert.Equal(5, (await Store.FindAsync(file.Id, Stop))!.Received);
        Assert.Equal([1, 2, 3, 4, 5], await Read(file.Id));
        Assert.False(await Store.AppendAsync(NewFile().Id, 0, new byte[1], Stop));
    }

    [Fact]
    public async Task Of_two_who_send_the_same_piece_one_is_told_that_it_has_come()
    {
        var file = await Begun(NewFile(1000));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Store.AppendAsync(file.Id, 0, new[] { (byte)n, (byte)n }, Stop))));
        Assert.Single(answers, taken => taken);
        Assert.Equal(2, (await Read(file.Id)).Length);
    }

    [Fact]
    public async Task A_file_of_many_pieces_is_read_as_it_came()
    {
        var content = new byte[(3 * IEvidenceStore.LargestPiece) + 7];
        new Random(1).NextBytes(content);
        var file = await Whole(content);
        Assert.Equal(content, await Read(file.Id));
        Assert.True(await Store.SettleAsync(Kept(file, content), null, Stop));
        Assert.Equal(content, await Read(file.Id));
        Assert.Equal(Kept(file, content), await Store.FindAsync(file.Id, Stop));
    }

    [Fact]
    public async Task What_is_kept_may_be_less_than_what_came()
    {
        var file = await Whole(new byte[IEvidenceStore.LargestPiece + 100]);
        var less = new byte[IEvidenceStore.LargestPiece + 9];
        less[^1] = 9;
        Assert.True(await Store.SettleAsync(Kept(file, less), less, Stop));
        Assert.Equal(less, await Read(file.Id));
        Assert.False(await Store.AppendAsync(file.Id, file.Received, new byte[1], Stop));
    }

    [Fact]
    public async Task A_file_is_settled_once()
    {
        var file = await Whole([1, 2, 3]);
        Assert.True(await Store.SettleAsync(file with { State = EvidenceState.Refused, Refusal = "evidence_type" }, null, Stop));
        Assert.False(await Store.SettleAsync(Kept(file, [1, 2, 3]), new byte[] { 1, 2, 3 }, Stop));
        Assert.Empty(await Read(file.Id));
        var refused = await Store.FindAsync(file.Id, Stop);
        Assert.Equal((EvidenceState.Refused, "evidence_type", 3), (refused!.State, refused.Refusal, refused.Received));
    }

    [Fact]
    public async Task An_application_has_so_many_bytes_and_so_many_files_and_no_more()
    {
        var refused = await Begun(NewFile(MostBytes));
        Assert.Null(await Store.BeginAsync(NewFile(1), MostBytes, 500, Stop));
        await Store.SettleAsync(refused with { State = EvidenceState.Refused, Refusal = "evidence_type" }, null, Stop);
        var other = NewFile(1) with { Application = NewApplication() };
        Assert.NotNull(await Store.BeginAsync(other, MostBytes, 500, Stop));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.BeginAsync(NewFile(300_000), MostBytes, 500, Stop))));
        Assert.Equal(3, answers.Count(file => file is not null));
        Assert.Null(await Store.BeginAsync(NewFile(1), MostBytes, 4, Stop));
        Assert.NotNull(await Store.BeginAsync(NewFile(1), MostBytes, 5, Stop));
    }

    [Fact]
    public async Task What_is_erased_leaves_nothing()
    {
        var file = await Whole([1, 2, 3]);
        await Store.SettleAsync(Kept(file, [1, 2, 3]), null, Stop);
        await Store.EraseAsync(file.Id, Stop);
        Assert.Null(await Store.FindAsync(file.Id, Stop));
        Assert.Empty(await Read(file.Id));
    }

    [Fact]
    public async Task What_is_not_kept_after_a_day_is_dropped()
    {
        var old = Noon.AddDays(-400);
        var (half, refused, kept, young) = (await Begun(NewFile(at: old)), await Begun(NewFile(at: old)), await Begun(NewFile(at: old)), await Begun(NewFile(at: old.AddMinutes(1))));
        await Store.AppendAsync(half.Id, 0, new byte[5], Stop);
        await Store.SettleAsync(refused with { State = EvidenceState.Refused, Refusal = "evidence_type" }, null, Stop);
        await Store.SettleAsync(Kept(kept, []), null, Stop);
        Assert.Equal(2, await Store.DropUnfinishedAsync(old.AddMinutes(1), Stop));
        Assert.Equal([kept.Id, young.Id], (await Store.ListAsync(_application, Stop)).Select(f => f.Id));
        Assert.Empty(await Read(half.Id));
        await Store.EraseAsync(young.Id, Stop);
    }
}

public sealed class SqliteEvidenceStoreTests : EvidenceStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-evidence-");

    public SqliteEvidenceStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteEvidenceStore(database);
    }

    protected override IEvidenceStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresEvidenceStoreTests(PostgresFixture postgres) : EvidenceStoreContract
{
    protected override IEvidenceStore Store { get; } = new PostgresEvidenceStore(postgres.Shared);
}
