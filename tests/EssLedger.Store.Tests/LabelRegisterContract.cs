using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Publishing;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of the label's registers promises: who stands behind the ids, and what was told the public of the census.</summary>
public abstract class LabelRegisterContract
{
    protected abstract IParticipantStore Participants { get; }
    protected abstract ICensusStore Census { get; }
    protected abstract IPublicationStore Publications { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Participant Bare = new(ParticipantId.Parse("BARE"), Holder("99910010000018"), "Boulangerie", null);

    private static readonly Participant Full = new(ParticipantId.Parse("FULL"), Holder("E-MARCHE-2026"), "Marché d’été", "59355")
    {
        Rna = Rna.Parse("W595000001"),
        Address = "1, place de l’Œuvre",
        Postcode = "59160",
        Place = new(50.6451, -3.0132),
        Website = new("https://exemple.fr/march%C3%A9?a=1"),
        Hours = "mar.–sam. 9 h–19 h",
        Description = "Légumes, pain; \"vrac\"\net le reste",
        Email = "contact@exemple.fr",
        InDirectory = true,
        PartialDiffusion = true,
    };

    private static HolderId Holder(string text) => HolderId.TryParse(text, out var holder) ? holder : throw new FormatException();

    [Fact]
    public async Task A_participant_comes_back_as_entered()
    {
        foreach (var participant in new[] { Full, Bare }) await Participants.KeepAsync(participant, Stop);
        Assert.Equal(Full, await Participants.FindAsync(Full.Id, Stop));
        Assert.Equal(Bare, await Participants.FindAsync(Bare.Holder, Stop));
        Assert.Equal([Bare, Full], await Participants.ListAsync(Stop));
        Assert.Null(await Participants.FindAsync(ParticipantId.Parse("NOBODY"), Stop));
    }

    [Fact]
    public async Task Whatever_is_known_of_a_participant_can_change_and_be_forgotten()
    {
        await Participants.KeepAsync(Bare, Stop);
        await Participants.KeepAsync(Full with { Id = Bare.Id, Holder = Bare.Holder }, Stop);
        Assert.Equal(Full with { Id = Bare.Id, Holder = Bare.Holder }, await Participants.FindAsync(Bare.Id, Stop));
        await Participants.KeepAsync(Bare, Stop);
        Assert.Equal([Bare], await Participants.ListAsync(Stop));
    }

    [Fact]
    public async Task Nobody_is_in_an_empty_register() => Assert.Empty(await Participants.ListAsync(Stop));

    private static Release Told(DateOnly day, int yes) => new(day, new HashSet<ParticipantId> { Bare.Id, Full.Id },
        new Dictionary<Dimension, IReadOnlyDictionary<string, int>> { [Dimension.Qpv] = new Dictionary<string, int> { ["yes"] = yes, ["no_or_unknown"] = 30 } },
        new Dictionary<Dimension, IReadOnlyList<string>> { [Dimension.Family] = ["other_ess"], [Dimension.Iae] = [] });

    [Fact]
    public async Task Releases_come_back_as_they_were_told_the_oldest_first()
    {
        var (first, second) = (Told(new(2025, 12, 31), 5), Told(new(2026, 3, 31), 11));
        await Census.KeepAsync(first, Stop);
        await Census.KeepAsync(second, Stop);
        var kept = await Census.ReleasesAsync(Stop);
        Assert.Equal([first.Day, second.Day], kept.Select(r => r.Day));
        Assert.Equal([5, 11], kept.Select(r => r.Tables[Dimension.Qpv]["yes"]));
        Assert.True(kept[0].Counted.SetEquals(first.Counted));
        Assert.Equal(["other_ess"], kept[0].Withheld[Dimension.Family]);
        Assert.Equal([Dimension.Qpv], kept[0].Tables.Keys);
    }

    [Fact]
    public async Task The_first_word_on_a_day_stands_and_no_day_before_it_is_told_any_more()
    {
        await Census.KeepAsync(Told(new(2026, 3, 31), 5), Stop);
        await Census.KeepAsync(Told(new(2026, 3, 31), 6), Stop);
        await Census.KeepAsync(Told(new(2025, 12, 31), 7), Stop);
        Assert.Equal(5, (await Census.ReleasesAsync(Stop)).Single().Tables[Dimension.Qpv]["yes"]);
    }

    [Fact]
    public async Task Of_many_who_count_a_day_at_once_one_has_the_word()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Census.KeepAsync(Told(new(2026, 3, 31), i), Stop), Stop)));
        Assert.Single(await Census.ReleasesAsync(Stop));
    }

    private static FigureRelease Figures(int year, int quarter, long sum) => new(new(year, quarter), [new("received", "commune", "59350", 5, 7, sum)], new Dictionary<string, IReadOnlyDictionary<string, string>> { ["received"] = new Dictionary<string, string> { ["A resident 1"] = "0" } });

    private static AnnualReport Report(string period, int number, string content) =>
        new(period, number, content, Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)), "1.0", PersonId.Parse("CITY"), DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123), null);

    [Fact]
    public async Task Figures_and_reports_come_back_as_they_were_and_the_first_word_stands()
    {
        foreach (var release in new[] { Figures(2025, 4, 1), Figures(2025, 0, 2), Figures(2026, 1, 3), Figures(2025, 4, 4), Figures(2026, 1, 5) }) await Publications.KeepAsync(release, Stop);
        var kept = await Publications.FiguresAsync(Stop);
        Assert.Equal(["2025-Q4 1", "2025 2", "2026-Q1 3"], kept.Select(r => $"{r.Period} {r.Told.Single().Sum}"));
        Assert.Equal("0", kept[0].Blocks["received"]["A resident 1"]);

        Assert.True(await Publications.KeepAsync(Report("2025", 1, "{}"), Stop));
        Assert.False(await Publications.KeepAsync(Report("2025", 1, "[]"), Stop));
        Assert.True(await Publications.KeepAsync(Report("2025", 2, "[1]"), Stop));
        Assert.True(await Publications.KeepAsync(Report("2021-2026", 1, "[2]"), Stop));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_001_000);
        Assert.True(await Publications.PublishAsync("2025", 1, PersonId.Parse("CITY"), at, Stop));
        Assert.False(await Publications.PublishAsync("2025", 1, PersonId.Parse("CITY"), at, Stop));
        Assert.False(await Publications.PublishAsync("2024", 1, PersonId.Parse("CITY"), at, Stop));
        Assert.Equal([Report("2025", 2, "[1]"), Report("2025", 1, "{}") with { PublishedAt = at }, Report("2021-2026", 1, "[2]")], await Publications.ReportsAsync(Stop));
    }

    /// <summary>The registers belong to the database, and what stands there was written by the program alone.</summary>
    protected async Task NobodyRewrites(Func<string, Task> execute)
    {
        await Census.KeepAsync(Told(new(2026, 3, 31), 5), Stop);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => execute("update census_release set content = ''"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => execute("delete from census_release"));
        Assert.Single(await Census.ReleasesAsync(Stop));
        await Publications.KeepAsync(Figures(2026, 1, 3), Stop);
        await Publications.KeepAsync(Report("2025", 1, "{}"), Stop);
        foreach (var sql in new[] { "update figure_release set content = ''", "delete from figure_release", "update annual_report set content = ''", "update annual_report set made_by = 'ME'", "delete from annual_report" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => execute(sql));
    }
}

public sealed class SqliteLabelRegisterTests : LabelRegisterContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-label-");
    private readonly SqliteDatabase _database;

    public SqliteLabelRegisterTests()
    {
        _database = new(Path.Combine(_folder.FullName, "ledger.db"));
        _database.Migrate();
    }

    protected override IParticipantStore Participants => new SqliteParticipantStore(_database);
    protected override ICensusStore Census => new SqliteCensusStore(_database);
    protected override IPublicationStore Publications => new SqlitePublicationStore(_database);

    [Fact]
    public Task The_file_refuses_to_change_what_was_told() => NobodyRewrites(sql =>
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statement.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    });

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresLabelRegisterTests(PostgresFixture postgres) : LabelRegisterContract, IAsyncLifetime
{
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() =>
        _database = await PostgresDatabase.OpenAsync(await postgres.CreateLedgerAsync(), TimeSpan.Zero, null, TestContext.Current.CancellationToken);

    protected override IParticipantStore Participants => new PostgresParticipantStore(_database);
    protected override ICensusStore Census => new PostgresCensusStore(_database);
    protected override IPublicationStore Publications => new PostgresPublicationStore(_database);

    [Fact]
    public Task The_server_has_no_right_to_change_what_was_told() => NobodyRewrites(async sql =>
    {
        await using var command = _database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    });

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();
}
