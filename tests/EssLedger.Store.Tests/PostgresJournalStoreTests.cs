using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(EssLedger.Store.PostgresFixture))]

namespace EssLedger.Store;

/// <summary>One PostgreSQL for all tests of this assembly; each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    /// <summary>A ledger for tests that leave nothing behind.</summary>
    public PostgresDatabase Shared { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        await Server.CreateDatabaseAsync("made");
        await (await PostgresDatabase.OpenAsync(Server.ConnectionString("made"), TimeSpan.FromSeconds(10), null, default)).DisposeAsync();
        Shared = await PostgresDatabase.OpenAsync(await CreateLedgerAsync(), TimeSpan.Zero, null, default);
    }

    /// <summary>A new ledger's database; copied, for that is quicker than to make it again.</summary>
    public async Task<string> CreateLedgerAsync()
    {
        var name = $"ledger_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync(Server.ConnectionString(), $"create database {name} template made");
        return Server.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        await Server.DisposeAsync();
    }
}

public sealed class PostgresJournalStoreTests(PostgresFixture postgres) : JournalStoreContract, IAsyncLifetime
{
    private readonly List<PostgresJournalStore> _stores = [];
    private string _owner = "";
    private PostgresDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _owner = await postgres.CreateLedgerAsync();
        _database = await PostgresDatabase.OpenAsync(_owner, TimeSpan.Zero, null, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) store.Dispose();
        await _database.DisposeAsync();
    }

    protected override IJournalStore Open(TimeProvider clock) => Open("currency");

    private PostgresJournalStore Open(string book)
    {
        var store = new PostgresJournalStore(_database, book);
        _stores.Add(store);
        return store;
    }

    protected override Func<Task>? AdvanceTheBook => () => PostgresServer.ExecuteAsync(_owner, """
        alter table currency_entry_0 disable trigger all; update currency_entry_0 set committed_at = committed_at + 3600000; alter table currency_entry_0 enable trigger all
        """);

    [Fact]
    public async Task Two_servers_write_one_whole_chain_and_of_two_with_one_turn_one_is_stale()
    {
        PostgresJournalStore one = Open("currency"), other = Open("currency");
        var answers = new System.Collections.Concurrent.ConcurrentBag<Appended>();
        await Task.WhenAll(new[] { one, other }.SelectMany(store => Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 25; i++)
                foreach (var answer in await store.AppendAsync([Draft(Guid.NewGuid().ToString(), $"W{writer}") with { Turn = new($"W{writer}", i) }], Stop)) answers.Add(answer);
        }, Stop))));
        Assert.Equal(100, answers.Count(a => a is Appended.Placed));
        Assert.Equal(100, answers.Count(a => a is Appended.Stale));
        var audit = new ChainAudit();
        await foreach (var entry in one.ReadAsync(Position.None, Stop)) Assert.Null(audit.Check(entry));
        Assert.Equal(new Position(100), audit.Head.Position);
    }

    [Fact]
    public async Task Two_books_in_one_database_stay_apart()
    {
        PostgresJournalStore currency = Open("currency"), label = Open("label");
        var draft = Draft("a", "X") with { Turn = new("X", 1), Claims = [new(ClaimKind.Beginning, "book")] };
        await currency.AppendAsync([draft], Stop);
        Assert.Equal(Head.Empty, await label.HeadAsync(Stop));
        Assert.IsType<Appended.Placed>((await label.AppendAsync([draft], Stop))[0]);
    }

    [Theory]
    [InlineData("update currency_entry set body = ''")]
    [InlineData("delete from label_entry")]
    [InlineData("truncate currency_entry_0")]
    public async Task Even_the_owner_is_stopped(string sql)
    {
        await Open("currency").AppendAsync([Draft("a")], Stop);
        Assert.Contains("append-only", (await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(_owner, sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_piece_begins_where_one_is_full()
    {
        // The book is moved to just before the end of its first piece; nobody appends nine million entries for this.
        await PostgresServer.ExecuteAsync(_owner, "insert into currency_entry values (9999998, 0, sha256(''), sha256(''), '')");
        var store = Open("currency");
        var placed = await store.AppendAsync([.. Enumerable.Range(0, 5).Select(i => Draft($"{i}", "A"))], Stop);
        Assert.Equal([9_999_999, 10_000_000, 10_000_001, 10_000_002, 10_000_003], placed.Select(a => Assert.IsType<Appended.Placed>(a).Entry.Position.Value));
        Assert.Equal(5, (await store.ReadSubjectAsync("A", Position.None, 10, Stop)).Count);
        Assert.Equal(new Position(10_000_003), (await store.HeadAsync(Stop)).Position);
        await Assert.ThrowsAsync<PostgresException>(() => PostgresServer.ExecuteAsync(_owner, "update currency_entry_1 set body = ''"));
    }

    [Fact]
    public async Task A_lost_connection_is_unknown_and_the_next_call_finds_out()
    {
        var store = Open("currency");
        await store.AppendAsync([Draft("a")], Stop);
        // Somebody else holds the head, so that the call is surely under way when its connection is cut.
        await using var other = new NpgsqlConnection(_owner);
        await other.OpenAsync(Stop);
        await using var hold = new NpgsqlCommand("begin; select pg_advisory_xact_lock(hashtext('essledger'), hashtext('currency'))", other);
        await hold.ExecuteNonQueryAsync(Stop);
        var draft = Draft("b", "A") with { Turn = new("A", 1) };
        var waiting = store.AppendAsync([draft], Stop);
        await Until("select count(*) from pg_stat_activity where wait_event = 'advisory' and query like '%currency_append%'");
        await PostgresServer.ExecuteAsync(_owner, "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'advisory' and query like '%currency_append%'");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => waiting);
        await using (var release = new NpgsqlCommand("rollback", other)) await release.ExecuteNonQueryAsync(Stop);
        Assert.Equal(new Position(2), Assert.IsType<Appended.Placed>((await store.AppendAsync([draft], Stop))[0]).Entry.Position);
    }

    private async Task Until(string count)
    {
        await using var connection = new NpgsqlConnection(_owner);
        await connection.OpenAsync(Stop);
        for (var tries = 0; tries < 200; tries++)
        {
            await using var command = new NpgsqlCommand(count, connection);
            if ((long)(await command.ExecuteScalarAsync(Stop))! > 0) return;
            await Task.Delay(25, Stop);
        }
        Assert.Fail($"It never happened: {count}");
    }

    [Fact]
    public async Task A_head_that_somebody_keeps_makes_the_book_unavailable_and_changes_nothing()
    {
        var store = Open("currency");
        await using var other = new NpgsqlConnection(_owner);
        await other.OpenAsync(Stop);
        await using var hold = new NpgsqlCommand("begin; select pg_advisory_xact_lock(hashtext('essledger'), hashtext('currency'))", other);
        await hold.ExecuteNonQueryAsync(Stop);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync([Draft("a")], Stop));
        Assert.Equal(Head.Empty, await store.HeadAsync(Stop));
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_what_was_found()
    {
        await PostgresServer.ExecuteAsync(_owner, "insert into schemaversions (scriptname, applied) values ('9999_from_the_future.sql', now())");
        var refused = await Assert.ThrowsAsync<WrongSchemaException>(() => PostgresDatabase.OpenAsync(_owner, TimeSpan.Zero, null, Stop));
        Assert.Contains("9999_from_the_future.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_without_rights_of_its_own_serves_but_does_not_migrate()
    {
        var login = $"clerk_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync(_owner, $"create role {login} login in role essledger_server");
        var connection = new NpgsqlConnectionStringBuilder(_owner) { Username = login }.ConnectionString;
        await using (var database = await PostgresDatabase.OpenAsync(connection, TimeSpan.Zero, null, Stop))
        {
            using var store = new PostgresJournalStore(database, "currency");
            Assert.IsType<Appended.Placed>((await store.AppendAsync([Draft("a", "A")], Stop))[0]);
        }
        await PostgresServer.ExecuteAsync(_owner, "delete from schemaversions where scriptname like '0003%'");
        Assert.Contains("older", (await Assert.ThrowsAsync<WrongSchemaException>(() => PostgresDatabase.OpenAsync(connection, TimeSpan.Zero, null, Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_waited_for_and_then_named()
    {
        var told = 0;
        var nobody = new NpgsqlConnectionStringBuilder(_owner) { Port = 1 }.ConnectionString;
        var missing = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresDatabase.OpenAsync(nobody, TimeSpan.FromSeconds(2), _ => told++, Stop));
        Assert.Contains("refused", missing.Message, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(told, 1, 3);
    }
}

public sealed class PostgresRightsTests(PostgresFixture postgres)
{
    public static TheoryData<string> Rewritings()
    {
        var data = new TheoryData<string>();
        foreach (var book in new[] { "currency", "label" })
        {
            foreach (var table in new[] { "entry", "entry_0", "original", "subject_entry", "claim", "status", "receipt", "checkpoint", "tile" })
            {
                data.Add($"delete from {book}_{table}");
                data.Add($"truncate {book}_{table}");
            }
            data.Add($"update {book}_entry set committed_at = 0");
            data.Add($"update {book}_original set content = ''");
            data.Add($"update {book}_subject_entry set turn = 7");
            data.Add($"update {book}_claim set position = 7");
            data.Add($"update {book}_status set status = 1");
            data.Add($"update {book}_receipt set content = ''");
            data.Add($"update {book}_checkpoint set note = ''");
            data.Add($"update {book}_tile set hashes = ''");
            data.Add($"insert into {book}_entry values (1, 0, sha256(''), sha256(''), '')");
            data.Add($"insert into {book}_status values ('A', 1)");
            data.Add($"drop table {book}_entry");
            data.Add($"alter table {book}_entry disable trigger all");
            data.Add($"create or replace function {book}_append() returns void language sql as ''");
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Rewritings))]
    public async Task The_server_has_no_right_to_rewrite_a_book(string sql)
    {
        await using var command = postgres.Shared.Source.CreateCommand(sql);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }
}
