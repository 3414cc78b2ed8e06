using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using LabelMember = EssLedger.Core.Labels.Member;

namespace EssLedger.Grains.Labels;

/// <summary>Two years of a label with five hundred participants, recorded by the grain into a real book.</summary>
public sealed class TwoYears : IAsyncLifetime
{
    public const int Days = 731;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-history-");
    private PostgresServer _server = null!;
    private PostgresDatabase _postgres = null!;

    public LabelHistory History { get; private set; } = null!;
    public LabelBook Book { get; private set; } = null!;
    public LabelRegister Live { get; private set; } = null!;
    public SqliteLabelProjection InSqlite { get; private set; } = null!;
    public PostgresLabelProjection InPostgres { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var starting = Task.Run(async () =>
        {
            _server = await PostgresServer.StartAsync("fsync=off");
            _postgres = await PostgresDatabase.OpenAsync(await _server.CreateDatabaseAsync(), TimeSpan.Zero, null, default);
        });
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"), "pragma synchronous=off;");
        database.Migrate();
        var recordings = new List<Recording>();
        History = LabelHistory.Live(20260, 500, Days, signs: false, recordings.Add);

        var clock = new Calendar { Now = recordings[0].At.AddDays(-1) };
        var store = new SqliteJournalStore(database, "label", clock);
        Book = new(store, new(), NullLogger<LabelBook>.Instance);
        Live = new(Book);
        await store.AppendAsync([new Draft(new LabelBookOpened(LabelHistory.Label).Encode(), []) { Claims = [new(ClaimKind.Beginning, "book")] }], default);
        InSqlite = new(database);
        var follower = new LabelFollower(Book, Live, InSqlite);
        // Without a silo around it: a silo whose clock goes through two years in seconds believes that it is dead.
        var grain = new RegisterGrain(Book, Live, new(LabelHistory.Label), new BouncyCastleVerifier(), clock);
        foreach (var (recording, index) in recordings.Select((recording, index) => (recording, index)))
        {
            clock.Now = recording.At;
            var answer = await grain.Record(recording.Fact, recording.Words, recording.Originals);
            Assert.Equal((null, new Position(index + 2)), (answer.Refusal, answer.Position));
            if (index % 97 == 0) await follower.CatchUp();
        }
        await follower.CatchUp();
        await starting;
        InPostgres = new(_postgres);
    }

    private sealed class Calendar : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    public async ValueTask DisposeAsync()
    {
        Live.Dispose();
        await Book.DisposeAsync();
        await _postgres.DisposeAsync();
        await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class LabelHistoryTests(TwoYears years) : IClassFixture<TwoYears>
{
    private static IEnumerable<DateOnly> EachDay(int step = 1, int from = 0) => Enumerable.Range(0, TwoYears.Days / step + 1).Select(i => LabelHistory.Start.AddDays(from + i * step));

    private async Task<Register> Replay()
    {
        var register = Register.Empty;
        await foreach (var entry in years.Book.Store.ReadAsync(Position.None, default)) register = register.With(LabelFact.Decode(entry.Body), entry.Position, ParisCalendar.DayOf(entry.CommittedAt));
        return register;
    }

    private static void Same(IReadOnlyList<LabelMember> expected, IEnumerable<LabelMember> actual, DateOnly day, DateOnly? known)
    {
        if (!expected.SequenceEqual(actual)) Assert.Equal([(day, known), .. expected.Select(m => (object)m)], [(day, known), .. actual.Select(m => (object)m)]);
    }

    [Fact]
    public void Every_kind_of_fact_happens_and_most_rules_refuse_something()
    {
        var kinds = typeof(RegisterAct).GetNestedTypes().Concat(typeof(GrantAct).GetNestedTypes()).Select(t => t.Name).ToHashSet();
        // A number is given out by a decision.
        kinds.Remove(nameof(GrantAct.Granted));
        Assert.Empty(kinds.Except(years.History.Recorded.Keys));
        Assert.True(years.History.Refusals.Count > 30, string.Join(' ', years.History.Refusals));
        Assert.Equal(500, years.History.Register.Participants.Count);
    }

    [Fact]
    public async Task Grain_replay_and_rows_are_equal_on_every_day()
    {
        var (live, replay) = (await years.Live.Read(), await Replay());
        Assert.Equal(live.GrantsInOrder, replay.GrantsInOrder);
        Assert.True(live.GrantsInOrder.Count > 300, $"{live.GrantsInOrder.Count} grants");
        foreach (var day in EachDay())
        {
            var members = live.MembersOn(day).ToList();
            Same(members, replay.MembersOn(day), day, null);
            Same(members, await years.InSqlite.MembersOnAsync(day, null, default), day, null);
        }
    }

    [Fact]
    public async Task Grain_replay_and_rows_are_equal_as_known_on_other_days()
    {
        var (live, replay) = (await years.Live.Read(), await Replay());
        foreach (var known in EachDay(step: 73))
        {
            foreach (var day in EachDay(step: 61, from: -10))
            {
                var members = live.MembersOn(day, known).ToList();
                Same(members, replay.MembersOn(day, known), day, known);
                Same(members, await years.InSqlite.MembersOnAsync(day, known, default), day, known);
            }
        }
    }

    [Fact]
    public async Task Two_servers_that_follow_at_once_write_the_same_rows_into_Postgres()
    {
        using LabelRegister one = new(years.Book), other = new(years.Book);
        await Task.WhenAll(new LabelFollower(years.Book, one, years.InPostgres).Rebuild(null, default), new LabelFollower(years.Book, other, years.InPostgres).CatchUp());
        var live = await years.Live.Read();
        Assert.Equal(live.Position, (await years.InPostgres.AtAsync(default)).Position);
        foreach (var day in EachDay(step: 23)) Same([.. live.MembersOn(day)], await years.InPostgres.MembersOnAsync(day, null, default), day, null);
        foreach (var known in EachDay(step: 181)) foreach (var day in EachDay(step: 127)) Same([.. live.MembersOn(day, known)], await years.InPostgres.MembersOnAsync(day, known, default), day, known);
    }

    [Fact]
    public async Task Rows_of_another_book_are_made_anew()
    {
        var database = new SqliteDatabase(Path.Combine(Directory.CreateTempSubdirectory("essledger-rows-").FullName, "ledger.db"), "pragma synchronous=off;");
        database.Migrate();
        var rows = new SqliteLabelProjection(database);
        var live = await years.Live.Read();
        var stranger = live.Grants[live.GrantsInOrder[0]];
        Assert.True(await rows.AdvanceAsync(Projected.Nothing, new(new(5), Digest.Of("another book"u8)), [stranger], [], default));
        Assert.False(await rows.AdvanceAsync(Projected.Nothing, new(new(6), Digest.Zero), [stranger], [], default));

        await new LabelFollower(years.Book, years.Live, rows).CatchUp();
        Same([.. live.MembersOn(LabelHistory.Start.AddDays(500))], await rows.MembersOnAsync(LabelHistory.Start.AddDays(500), null, default), LabelHistory.Start.AddDays(500), null);
    }
}
