using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using EssLedger.Store.Verification;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EssLedger.Store;

/// <summary>What every trail of privileged acts promises; each store is a short subclass with a trail of its own.</summary>
public abstract class AuditTrailContract
{
    protected abstract IAuditTrail Trail { get; }

    /// <summary>Does something to the table with all rights there are.</summary>
    protected abstract Task Tamper(string sql);

    /// <summary>The statements that let <see cref="Tamper"/> do it nevertheless.</summary>
    protected abstract string Disarm { get; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;
    protected static DateTimeOffset Noon { get; } = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);

    protected static TrailEntry Begins(string person = "CLERK", string action = "account.approve", string subject = "ACCOUNT") =>
        new(person, "auditor bureau", "till", "203.0.113.0/24", action, "account", subject, TrailStage.Begun, "", null, """{"asked":{"kind":"resident","name":null}}""");

    private static TrailEntry Ends(TrailRow begun, string subject = "ACCOUNT") => begun.Entry with { Stage = TrailStage.Done, Subject = subject, Begun = begun.Number, Details = """{"changed":{"status":["pending","active"]}}""" };

    private async Task<TrailRow> Append(TrailEntry entry, int minutes = 0) => await Trail.AppendAsync(Noon.AddMinutes(minutes), entry, Stop);

    [Fact]
    public async Task Rows_come_back_as_they_were_written_each_chained_to_the_one_before()
    {
        var first = await Append(Begins());
        var second = await Append(Ends(first), minutes: 1);
        Assert.Equal((1L, Noon, 2L), (first.Number, first.At, second.Number));
        Assert.Equal([first, second], await Trail.ReadAsync(0, 10, Stop));
        Assert.Equal([second], await Trail.ReadAsync(1, 10, Stop));
        Assert.Equal(second.Hash, TrailRow.HashOf(first.Hash, 2, second.At, second.Entry));
        Assert.Equal(new(2, second.Hash, null), await TrailVerification.RunAsync(Trail, Stop));
    }

    [Fact]
    public async Task A_clock_that_goes_back_makes_no_row_older_than_the_one_before()
    {
        await Append(Begins());
        Assert.Equal(Noon, (await Append(Begins(), minutes: -5)).At);
    }

    [Fact]
    public async Task Acts_are_found_by_person_action_subject_and_time_with_their_end_newest_first()
    {
        var opened = await Append(Begins(action: "account.open", subject: ""));
        var end = await Append(Ends(opened, "NEW"), minutes: 1);
        var other = await Append(Begins("SOMEBODY", "grant.suspend", "LIL-1"), minutes: 2);
        Task<IReadOnlyList<TrailAct>> Find(TrailQuestion question, long? before = null, int limit = 10) => Trail.FindAsync(question, before, limit, Stop);
        TrailAct made = new(opened, end), waiting = new(other, null);

        Assert.Equal([waiting, made], await Find(new()));
        Assert.Equal([made], await Find(new(), before: other.Number));
        Assert.Equal([waiting], await Find(new(), limit: 1));
        Assert.Equal([made], await Find(new(Person: "CLERK")));
        Assert.Equal([waiting], await Find(new(Action: "grant.suspend")));
        // What an act made is known at its end.
        Assert.Equal("NEW", Assert.Single(await Find(new(Subject: "NEW"))).Subject);
        Assert.Equal([waiting], await Find(new(Subject: "LIL-1")));
        Assert.Equal([waiting], await Find(new(From: Noon.AddMinutes(2))));
        Assert.Equal([made], await Find(new(Until: Noon.AddMinutes(2))));
        Assert.Equal([made], await Find(new(Among: ["account.open", "account.approve"])));
        Assert.Empty(await Find(new(Person: "CLERK", Action: "grant.suspend")));
    }

    [Fact]
    public async Task However_many_write_at_once_the_chain_has_no_gap_and_no_fork()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 5; n++) await Append(Ends(await Append(Begins($"PERSON{"ABCDEFGH"[i]}"))));
        })));
        var verdict = await TrailVerification.RunAsync(Trail, Stop);
        Assert.Equal((80, null), (verdict.Rows, verdict.Fault));
    }

    [Fact]
    public async Task An_act_ends_once()
    {
        var begun = await Append(Begins());
        await Append(Ends(begun));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Append(Ends(begun)));
    }

    [Fact]
    public async Task Not_even_the_owner_of_the_database_rewrites_it_unawares()
    {
        for (var n = 0; n < 3; n++) await Append(Begins());
        foreach (var sql in (string[])["update audit_trail set person = 'SOMEBODY' where number = 2", "delete from audit_trail where number = 2", "delete from audit_trail"])
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<Exception>(() => Tamper(sql))).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await Trail.ReadAsync(0, 10, Stop)).Count);
    }

    [Theory]
    [InlineData("update audit_trail set person = 'SOMEBODY' where number = 2", 2)]
    [InlineData("delete from audit_trail where number = 2", 2)]
    [InlineData("update audit_trail set begun = 1 where number = 3", 3)]
    public async Task Who_rewrites_it_nevertheless_is_found_out_at_the_first_row_that_is_wrong(string sql, long number)
    {
        for (var n = 0; n < 4; n++) await Append(Begins());
        await Tamper($"{Disarm}; {sql}");
        Assert.Equal(number, (await TrailVerification.RunAsync(Trail, Stop)).Fault?.Number);
    }
}

public sealed class SqliteAuditTrailTests : AuditTrailContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-trail-");
    private readonly SqliteDatabase _database;

    public SqliteAuditTrailTests()
    {
        _database = new(Path.Combine(_folder.FullName, "ledger.db"));
        _database.Migrate();
        Trail = new SqliteAuditTrail(_database);
    }

    protected override IAuditTrail Trail { get; }

    protected override string Disarm => "drop trigger audit_trail_no_update; drop trigger audit_trail_no_delete";

    protected override Task Tamper(string sql)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Of the tests above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresAuditTrailTests(PostgresFixture postgres) : AuditTrailContract, IAsyncLifetime
{
    private string _owner = "";
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _owner = await postgres.CreateLedgerAsync();
        _database = await PostgresDatabase.OpenAsync(_owner, TimeSpan.Zero, null, Stop);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override IAuditTrail Trail => new PostgresAuditTrail(_database);

    protected override string Disarm => "alter table audit_trail disable trigger audit_trail_append_only";

    protected override Task Tamper(string sql) => PostgresServer.ExecuteAsync(_owner, sql);

    [Fact]
    public async Task A_server_has_the_right_to_add_and_to_read_and_no_other()
    {
        await Trail.AppendAsync(Noon, Begins(), Stop);
        foreach (var sql in (string[])["update audit_trail set person = 'SOMEBODY'", "delete from audit_trail", "truncate audit_trail", "alter table audit_trail disable trigger audit_trail_append_only", "drop table audit_trail"])
        {
#pragma warning disable CA2100 // Of the line above.
            await using var command = _database.Source.CreateCommand(sql);
#pragma warning restore CA2100
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop))).SqlState);
        }
        Assert.Single(await Trail.ReadAsync(0, 10, Stop));
    }
}
