using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store.Memory;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of a book promises; each store is a short subclass.</summary>
public abstract class JournalStoreContract
{
    protected abstract IJournalStore Open(TimeProvider clock);

    /// <summary>Makes the newest entry look committed later than now, for a store that has a clock of its own; null: it goes by the one it was given.</summary>
    protected virtual Func<Task>? AdvanceTheBook => null;

    private readonly SteppingClock _clock = new();

    private IJournalStore Store => field ??= Open(_clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static Draft Draft(string body, params string[] subjects) => new(System.Text.Encoding.UTF8.GetBytes(body), subjects);

    private async Task<Entry> Place(Draft draft) => Assert.IsType<Appended.Placed>((await Store.AppendAsync([draft], Stop))[0]).Entry;

    private async Task<List<Entry>> All()
    {
        var entries = new List<Entry>();
        await foreach (var entry in Store.ReadAsync(Position.None, Stop)) entries.Add(entry);
        return entries;
    }

    [Fact]
    public async Task Positions_have_no_gap_and_every_hash_covers_the_one_before()
    {
        await Store.AppendAsync([Draft("a"), Draft("b")], Stop);
        await Store.AppendAsync([Draft("c")], Stop);
        var audit = new ChainAudit();
        foreach (var entry in await All()) Assert.Null(audit.Check(entry));
        Assert.Equal(new Position(3), audit.Head.Position);
        Assert.Equal(audit.Head, await Store.HeadAsync(Stop));
    }

    [Fact]
    public async Task An_empty_book_has_an_empty_head() => Assert.Equal(Head.Empty, await Store.HeadAsync(Stop));

    [Fact]
    public async Task Time_never_goes_back_though_the_clock_does()
    {
        var first = (await Place(Draft("a"))).CommittedAt;
        if (AdvanceTheBook is { } advance)
        {
            await advance();
            first = (await Store.HeadAsync(Stop)).CommittedAt;
            Assert.True(first > DateTimeOffset.UtcNow.AddMinutes(1));
            Assert.Equal(first, (await Place(Draft("b"))).CommittedAt);
            return;
        }
        _clock.Step(TimeSpan.FromHours(-1));
        Assert.Equal(first, (await Place(Draft("b"))).CommittedAt);
        _clock.Step(TimeSpan.FromHours(2));
        Assert.True((await Place(Draft("c"))).CommittedAt > first);
    }

    [Fact]
    public async Task Refused_drafts_do_not_spoil_their_batch()
    {
        var claim = new Claim(ClaimKind.Order, "o1");
        await Place(Draft("first", "A") with { Claims = [claim], Turn = new("A", 1) });
        var answers = await Store.AppendAsync(
        [
            Draft("good one"),
            Draft("taken") with { Claims = [claim] },
            Draft("stale", "A") with { Turn = new("A", 1) },
            Draft("closed") with { MustBeOpen = ["NOBODY"] },
            Draft("good two"),
        ], Stop);
        Assert.Equal(new Position(2), Assert.IsType<Appended.Placed>(answers[0]).Entry.Position);
        Assert.Equal(new Appended.Taken(claim, new(1)), answers[1]);
        Assert.IsType<Appended.Stale>(answers[2]);
        Assert.Equal(new Appended.NotOpen("NOBODY"), answers[3]);
        Assert.Equal(new Position(3), Assert.IsType<Appended.Placed>(answers[4]).Entry.Position);
        Assert.Equal(3, (await All()).Count);
    }

    [Fact]
    public async Task A_claim_is_told_before_the_turn_and_the_turn_before_a_closed_subject()
    {
        Claim first = new(ClaimKind.Order, "o"), second = new(ClaimKind.RequestEnd, "r");
        await Place(Draft("x", "A") with { Claims = [first, second], Turn = new("A", 1) });
        var all = Draft("y", "A") with { Turn = new("A", 1), MustBeOpen = ["B"] };
        Assert.Equal(new Appended.Taken(second, new(1)), (await Store.AppendAsync([all with { Claims = [second, first] }], Stop))[0]);
        Assert.IsType<Appended.Stale>((await Store.AppendAsync([all], Stop))[0]);
    }

    [Fact]
    public async Task What_two_decide_together_takes_the_number_of_both_or_of_neither()
    {
        var both = Draft("both", "A", "B") with { Turn = new("A", 1), SecondTurn = new("B", 1) };
        var answers = await Store.AppendAsync([Draft("b", "B") with { Turn = new("B", 1) }, both], Stop);
        Assert.IsType<Appended.Placed>(answers[0]);
        Assert.IsType<Appended.Stale>(answers[1]);
        await Place(both with { SecondTurn = new("B", 2) });
        answers = await Store.AppendAsync([Draft("a", "A") with { Turn = new("A", 1) }, Draft("b too", "B") with { Turn = new("B", 2) }], Stop);
        Assert.All(answers, answer => Assert.IsType<Appended.Stale>(answer));
        Assert.IsType<Appended.Placed>((await Store.AppendAsync([both with { SecondTurn = new("B", 2) }], Stop))[0]);
        Assert.Equal(2, (await All()).Count);
    }

    [Fact]
    public async Task Of_two_in_a_batch_that_count_on_what_a_third_account_holds_only_one_is_placed()
    {
        var one = Draft("one", "A", "C") with { Turn = new("A", 1), SecondTurn = new("C", 1) };
        var other = Draft("other", "B", "C") with { Turn = new("B", 1), SecondTurn = new("C", 1) };
        var answers = await Store.AppendAsync([one, other], Stop);
        Assert.IsType<Appended.Placed>(answers[0]);
        Assert.IsType<Appended.Stale>(answers[1]);
        Assert.True(Assert.IsType<Appended.Placed>((await Store.AppendAsync([one], Stop))[0]).Again);
        Assert.IsType<Appended.Placed>((await Store.AppendAsync([other with { SecondTurn = new("C", 2) }], Stop))[0]);
        Assert.Equal(2, (await Store.ReadSubjectAsync("C", Position.None, 10, Stop)).Count);
    }

    [Fact]
    public async Task Two_drafts_of_one_batch_cannot_both_hold_a_claim()
    {
        var claim = new Claim(ClaimKind.EuroReceipt, "r");
        var answers = await Store.AppendAsync([Draft("a") with { Claims = [claim] }, Draft("b") with { Claims = [claim] }], Stop);
        Assert.IsType<Appended.Placed>(answers[0]);
        Assert.Equal(new Appended.Taken(claim, new(1)), answers[1]);
    }

    [Fact]
    public async Task The_same_draft_twice_is_placed_once_also_within_a_batch()
    {
        var draft = Draft("a", "A") with { Turn = new("A", 1), Claims = [new(ClaimKind.Order, "o")] };
        var answers = await Store.AppendAsync([draft, draft], Stop);
        var entry = await Place(draft);
        Assert.All(answers, a => Assert.Equal(entry.Hash, Assert.IsType<Appended.Placed>(a).Entry.Hash));
        Assert.Equal([false, true], answers.Cast<Appended.Placed>().Select(p => p.Again));
        Assert.Single(await All());
        Assert.Single(await Store.ReadSubjectAsync("A", Position.None, 10, Stop));
    }

    [Fact]
    public async Task Kinds_of_claims_do_not_disturb_each_other()
    {
        await Place(Draft("a") with { Claims = [new(ClaimKind.Order, "same")] });
        await Place(Draft("b") with { Claims = [new(ClaimKind.RequestEnd, "same")] });
        Assert.Equal(new Position(2), (await Store.FindAsync(new Claim(ClaimKind.RequestEnd, "same"), Stop))!.Position);
        Assert.Null(await Store.FindAsync(new Claim(ClaimKind.EuroReceipt, "same"), Stop));
    }

    [Fact]
    public async Task A_subject_is_read_forward_and_backward_in_pages()
    {
        for (var i = 1; i <= 7; i++) await Place(Draft($"e{i}", i % 2 == 1 ? ["A", "B"] : ["B"]));
        AssertAt([1, 3], await Store.ReadSubjectAsync("A", Position.None, 2, Stop));
        AssertAt([5, 7], await Store.ReadSubjectAsync("A", new(3), 10, Stop));
        AssertAt([7, 5], await Store.ReadSubjectBackAsync("A", null, 2, Stop));
        AssertAt([3, 1], await Store.ReadSubjectBackAsync("A", new(5), 10, Stop));
        AssertAt([1, 2, 3, 4, 5, 6, 7], await Store.ReadSubjectAsync("B", Position.None, 10, Stop));
        Assert.Empty(await Store.ReadSubjectAsync("C", Position.None, 10, Stop));
    }

    private static void AssertAt(long[] positions, IReadOnlyList<Entry> page) => Assert.Equal(positions, page.Select(e => e.Position.Value));

    [Fact]
    public async Task Claims_are_found_by_the_beginning_of_their_key()
    {
        await Place(Draft("a") with { Claims = [new(ClaimKind.Order, "id1 ANA")] });
        await Place(Draft("b") with { Claims = [new(ClaimKind.Order, "id1 BEN")] });
        await Place(Draft("c") with { Claims = [new(ClaimKind.Order, "id10 ANA")] });
        Assert.Equal(2, (await Store.FindByPrefixAsync(ClaimKind.Order, "id1 ", Stop)).Count);
    }

    [Fact]
    public async Task A_closed_subject_takes_nothing_more()
    {
        Assert.Null(await Store.StatusAsync("A", Stop));
        await Place(Draft("opened") with { Sets = ("A", SubjectStatus.Open) });
        await Place(Draft("credited") with { MustBeOpen = ["A"] });
        var answers = await Store.AppendAsync([Draft("closed") with { Sets = ("A", SubjectStatus.Closed) }, Draft("late") with { MustBeOpen = ["A"] }], Stop);
        Assert.Equal(new Appended.NotOpen("A"), answers[1]);
        Assert.Equal(SubjectStatus.Closed, await Store.StatusAsync("A", Stop));
    }

    [Fact]
    public async Task Originals_are_kept_by_digest_and_only_with_a_placed_draft()
    {
        byte[] content = [1, 2, 3], other = [4];
        await Place(Draft("a", "A") with { Originals = [new(Digest.Of(content), content)], Turn = new("A", 1) });
        await Store.AppendAsync([Draft("b", "A") with { Originals = [new(Digest.Of(other), other)], Turn = new("A", 1) }], Stop);
        Assert.Equal(content, (await Store.FindOriginalAsync(new(1), Digest.Of(content), Stop))!.Value.ToArray());
        Assert.Null(await Store.FindOriginalAsync(new(1), Digest.Of(other), Stop));
        await Place(Draft("c") with { Originals = [new(Digest.Of(other), other)] });
        Assert.Equal([(new Position(1), Digest.Of(content)), (new(2), Digest.Of(other))], (await Store.ReadOriginalsAsync(Position.None, new(2), Stop)).Select(o => (o.Position, o.Digest)));
        Assert.Equal(other, Assert.Single(await Store.ReadOriginalsAsync(new(1), new(9), Stop)).Content.ToArray());
    }

    [Fact]
    public async Task The_first_receipt_kept_is_the_receipt()
    {
        await Place(Draft("a"));
        Assert.Null(await Store.FindReceiptAsync(new(1), Stop));
        var kept = await Store.KeepReceiptsAsync([(new(1), new byte[] { 1 }), (new(1), new byte[] { 2 })], Stop);
        Assert.All(kept, r => Assert.Equal([1], r.ToArray()));
        Assert.Equal([1], (await Store.KeepReceiptsAsync([(new(1), new byte[] { 3 })], Stop))[0].ToArray());
        Assert.Equal([1], (await Store.FindReceiptAsync(new(1), Stop))!.Value.ToArray());

        await Store.KeepReceiptsAsync([(new(3), new byte[] { 3 }), (new(2), new byte[] { 2 })], Stop);
        Assert.Equal([2, 3], (await Store.ReadReceiptsAsync(new(1), new(3), Stop)).Select(r => r.Position.Value));
        Assert.Equal([2], Assert.Single(await Store.ReadReceiptsAsync(new(1), new(2), Stop)).Content.ToArray());
    }

    [Fact]
    public async Task Rows_beside_the_entries_are_read_with_claims_in_their_order()
    {
        await Place(Draft("a", "ANA", "BEN") with { Turn = new("ANA", 1), Claims = [new(ClaimKind.RequestEnd, "r"), new(ClaimKind.Order, "o2")] });
        await Place(Draft("b", "BEN") with { Turn = new("BEN", 1), Claims = [new(ClaimKind.Order, "O9"), new(ClaimKind.Order, "o1")], Sets = ("BEN", SubjectStatus.Closed) });
        await Place(Draft("c") with { Sets = ("ANA", SubjectStatus.Open) });

        var all = await Store.ReadIndexAsync(Position.None, Stop).ToListAsync(Stop);
        Assert.Equal(["Subject ANA 0 1", "Subject BEN 0 1", "Subject BEN 0 2", "Turn ANA 1 1", "Turn BEN 1 2"], all.Where(r => r.Table != IndexTable.Claim).Select(Word).Order(StringComparer.Ordinal));
        Assert.Equal(["Claim O9 1 2", "Claim o1 1 2", "Claim o2 1 1", "Claim r 2 1"], all.Skip(5).Select(Word));
        Assert.Equal(["Claim O9 1 2", "Claim o1 1 2"], (await Store.ReadIndexAsync(new(1), Stop).Where(r => r.Table == IndexTable.Claim).ToListAsync(Stop)).Select(Word));
        Assert.Equal([("ANA", SubjectStatus.Open), ("BEN", SubjectStatus.Closed)], (await Store.ReadStatusesAsync(Stop).ToListAsync(Stop)).Order());

        static string Word(IndexRow row) => $"{row.Table} {row.Key} {row.Number} {row.Position}";
    }

    [Fact]
    public async Task Many_writers_at_once_leave_one_whole_chain()
    {
        var store = Store;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await store.AppendAsync([Draft($"{writer}/{i}", $"W{writer}") with { Turn = new($"W{writer}", i + 1) }, Draft($"{writer}/{i} too", "ALL")], Stop);
        }, Stop)));
        var audit = new ChainAudit();
        foreach (var entry in await All()) Assert.Null(audit.Check(entry));
        Assert.Equal(new Position(400), audit.Head.Position);
        Assert.Equal(25, (await Store.ReadSubjectAsync("W3", Position.None, 100, Stop)).Count);
        Assert.Equal(200, (await Store.ReadSubjectAsync("ALL", Position.None, 1000, Stop)).Count);
    }

    protected sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 29, 0, 59, 59, 999, TimeSpan.Zero);
        public void Step(TimeSpan by) => _now += by;
        public override DateTimeOffset GetUtcNow() => _now;
    }
}

public sealed class MemoryJournalStoreTests : JournalStoreContract
{
    protected override IJournalStore Open(TimeProvider clock) => new MemoryJournalStore(clock);
}

public sealed class SqliteJournalStoreTests : JournalStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-store-");
    private readonly List<SqliteJournalStore> _stores = [];

    private SqliteDatabase Database
    {
        get
        {
            if (field is not null) return field;
            var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
            database.Migrate();
            return field = database;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected override IJournalStore Open(TimeProvider clock) => Open("currency", clock);

    private SqliteJournalStore Open(string book, TimeProvider? clock = null)
    {
        var store = new SqliteJournalStore(Database, book, clock ?? TimeProvider.System);
        _stores.Add(store);
        return store;
    }

    [Fact]
    public async Task The_book_is_the_same_after_it_was_closed_and_opened()
    {
        var before = Open("currency");
        await before.AppendAsync([Draft("a", "A") with { Turn = new("A", 1) }], Stop);
        var head = await before.HeadAsync(Stop);
        before.Dispose();
        Database.Migrate();
        var after = Open("currency");
        Assert.Equal(head, await after.HeadAsync(Stop));
        Assert.IsType<Appended.Stale>((await after.AppendAsync([Draft("b", "A") with { Turn = new("A", 1) }], Stop))[0]);
    }

    [Fact]
    public async Task Two_books_in_one_file_stay_apart()
    {
        SqliteJournalStore currency = Open("currency"), label = Open("label");
        var draft = Draft("a", "X") with { Turn = new("X", 1), Claims = [new(ClaimKind.Beginning, "book")] };
        await currency.AppendAsync([draft], Stop);
        Assert.Equal(Head.Empty, await label.HeadAsync(Stop));
        Assert.IsType<Appended.Placed>((await label.AppendAsync([draft], Stop))[0]);
    }

    [Theory]
    [InlineData("update currency_entry set body = x'00'")]
    [InlineData("delete from currency_entry")]
    [InlineData("update label_entry set committed_at = 0")]
    [InlineData("delete from label_entry where position = 1")]
    public async Task The_file_refuses_to_rewrite_a_book(string sql)
    {
        await Open("currency").AppendAsync([Draft("a")], Stop);
        await Open("label").AppendAsync([Draft("a")], Stop);
        using var connection = Database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Contains("append-only", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_refuses_whole_batches_and_loses_nothing()
    {
        var store = Open("currency");
        await store.AppendAsync([Draft("before")], Stop);
        // The limit belongs to a connection, so it is set on the one that writes: by a store whose connections have it.
        using var full = new SqliteJournalStore(new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"), "pragma max_page_count=1"), "currency", TimeProvider.System);
        var big = new Draft(new byte[200_000], ["A"]) { Turn = new("A", 1) };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => full.AppendAsync([Draft("small", "A"), big], Stop));
        Assert.Equal(new Position(1), (await store.HeadAsync(Stop)).Position);
        Assert.Empty(await store.ReadSubjectAsync("A", Position.None, 10, Stop));
        Assert.IsType<Appended.Placed>((await store.AppendAsync([big], Stop))[0]);
    }

    [Fact]
    public async Task A_batch_waits_for_another_writer_of_the_file()
    {
        var store = Open("currency");
        await store.AppendAsync([Draft("a")], Stop);
        using var other = Database.Open();
        using var lockIt = other.CreateCommand();
        lockIt.CommandText = "begin immediate";
        lockIt.ExecuteNonQuery();
        var waiting = Task.Run(() => store.AppendAsync([Draft("b")], Stop), Stop);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(200, Stop)));
        lockIt.CommandText = "rollback";
        lockIt.ExecuteNonQuery();
        Assert.IsType<Appended.Placed>((await waiting)[0]);
    }

    public void Dispose()
    {
        foreach (var store in _stores) store.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
