using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using Npgsql;

namespace EssLedger.Store;

/// <summary>What every store of alerts promises; each store is a short subclass.</summary>
public abstract class AlertStoreContract
{
    protected abstract IAlertStore Store { get; }

    /// <summary>Runs a statement with the rights of a server.</summary>
    /// <returns>Whether it was let.</returns>
    protected abstract Task<bool> Try(string sql);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly AccountId Zoe = AccountId.Parse("ZOE"), Max = AccountId.Parse("MAX");
    private static readonly PersonId Anna = PersonId.Parse("ANNA");

    private static Projected To(long position) => new(new(position), Digest.Of([(byte)position]));

    private static Sighting Seen(long position, AccountId account) => new(SightingKind.Iban, "F00D", account, new(position), Noon.AddMinutes(position), Amount.FromMinor(100));

    private static Alert Found(string key, AlertRule rule = AlertRule.SplitCash, int minutes = 0) =>
        new(key, rule, Zoe, Noon.AddMinutes(minutes), Amount.FromMinor(270_00), Amount.FromMinor(150_00), 3, [new(Max, new(5)), new(Zoe, new(7))]);

    [Fact]
    public async Task It_goes_on_with_what_was_seen_and_found_and_never_back()
    {
        Assert.Equal(Projected.Nothing, await Store.AtAsync(Stop));
        await Store.RecordAsync(To(5), [Seen(5, Zoe)], [Found("one")], Stop);
        // The same again, as after a crash or by another server, changes nothing.
        await Store.RecordAsync(To(5), [Seen(5, Zoe)], [Found("one")], Stop);
        await Store.RecordAsync(To(4), [Seen(4, Max)], [Found("two", AlertRule.FastInOut, minutes: 2)], Stop);
        Assert.Equal(To(5), await Store.AtAsync(Stop));
        Assert.Equal([Seen(4, Max), Seen(5, Zoe)], await Store.SeenAsync(SightingKind.Iban, "F00D", Noon, Stop));
        Assert.Equal([Seen(5, Zoe)], await Store.SeenAsync(SightingKind.Iban, "F00D", Noon.AddMinutes(4), Stop));
        Assert.Empty(await Store.SeenAsync(SightingKind.Device, "F00D", Noon, Stop));
        Assert.Equal([(Zoe, Noon)], await Store.FoundAsync(AlertRule.SplitCash, Zoe, Noon.AddMinutes(-1), Stop));
        Assert.Equal([(Zoe, Noon.AddMinutes(2))], await Store.FoundAsync(AlertRule.FastInOut, null, Noon.AddMinutes(-1), Stop));
        Assert.Empty(await Store.FoundAsync(AlertRule.SplitCash, Max, Noon.AddMinutes(-1), Stop));
        Assert.Empty(await Store.FoundAsync(AlertRule.SplitCash, Zoe, Noon, Stop));

        await Store.ClearAsync(Stop);
        Assert.Equal(Projected.Nothing, await Store.AtAsync(Stop));
        Assert.Empty(await Store.SeenAsync(SightingKind.Iban, "F00D", Noon, Stop));
        Assert.Equal(2, (await Store.ListAsync(new(), null, 10, Stop)).Count);
    }

    [Fact]
    public async Task Alerts_are_listed_newest_first_by_how_they_stand_and_whom_they_concern()
    {
        await Store.RecordAsync(To(9), [], [Found("one"), Found("two", AlertRule.FastInOut), Found("three")], Stop);
        var all = await Store.ListAsync(new(), null, 10, Stop);
        Assert.Equal(["three", "two", "one"], all.Select(a => a.Alert.Key));
        Assert.True(all[0].Number > all[1].Number && all[1].Number > all[2].Number);
        Assert.Equal(["one"], (await Store.ListAsync(new(), all[1].Number, 10, Stop)).Select(a => a.Alert.Key));
        Assert.Equal(["three"], (await Store.ListAsync(new(), null, 1, Stop)).Select(a => a.Alert.Key));
        Assert.Equal(["two"], (await Store.ListAsync(new(Rule: AlertRule.FastInOut), null, 10, Stop)).Select(a => a.Alert.Key));
        Assert.Equal(3, (await Store.ListAsync(new(Account: Max), null, 10, Stop)).Count);
        Assert.Empty(await Store.ListAsync(new(Account: AccountId.Parse("NOBODY")), null, 10, Stop));

        var kept = (await Store.FindAsync(all[2].Number, Stop))!;
        Assert.Equal((Found("one").Key, Found("one").At, Found("one").Amount, Found("one").Whole, 3), (kept.Alert.Key, kept.Alert.At, kept.Alert.Amount, kept.Alert.Whole, kept.Alert.Count));
        Assert.Equal([new Behind(Max, new(5)), new Behind(Zoe, new(7))], kept.Alert.Behind);
        Assert.Null(await Store.FindAsync(all[0].Number + 100, Stop));

        AlertStep first = new(1, null, "", Anna, Noon), second = new(2, AlertOutcome.Watched, "Zoé loue un étal", Anna, Noon.AddHours(1));
        Assert.True(await Store.LogAsync(kept.Number, first, Stop));
        Assert.False(await Store.LogAsync(kept.Number, first with { By = PersonId.Parse("BEN") }, Stop));
        Assert.Equal(["one"], (await Store.ListAsync(new(AlertState.TakenUp), null, 10, Stop)).Select(a => a.Alert.Key));
        Assert.True(await Store.LogAsync(kept.Number, second, Stop));
        Assert.Equal([first, second], await Store.LogAsync(kept.Number, Stop));
        Assert.Equal(second, Assert.Single(await Store.ListAsync(new(AlertState.Decided), null, 10, Stop)).Last);
        Assert.Equal(["three", "two"], (await Store.ListAsync(new(AlertState.Open), null, 10, Stop)).Select(a => a.Alert.Key));

        // Words can be forgotten with the member; the log cannot.
        await Store.ForgetWordsAsync(AccountId.Parse("NOBODY"), Stop);
        Assert.Equal([first, second], await Store.LogAsync(kept.Number, Stop));
        await Store.ForgetWordsAsync(Max, Stop);
        Assert.Equal([first, second with { Reason = "" }], await Store.LogAsync(kept.Number, Stop));
    }

    [Fact]
    public async Task Terms_come_back_in_the_order_in_which_they_were_set()
    {
        Assert.Equal(AlertTerms.Usual, (await Store.TermsAsync(Stop)).At(Noon));
        var terms = new AlertTerms
        {
            CashLoads = 4,
            CashBelow = Amount.FromMinor(1),
            CashDays = 5,
            InOutIndividual = Amount.FromMinor(2),
            InOutProfessional = Amount.FromMinor(3),
            InOutPercent = 6,
            InOutHours = 7,
            IndividualAccounts = 8,
            ProfessionalAccounts = 9,
        };
        AlertTermsSet[] set = [new(Noon.AddDays(1), terms, Anna, Noon, "trop d’alertes"), new(Noon, AlertTerms.Usual, Anna, Noon, "")];
        foreach (var one in set) await Store.SetAsync(one, Stop);
        Assert.Equal(set, (await Store.TermsAsync(Stop)).Changes);
    }

    [Fact]
    public async Task Nothing_that_was_found_set_or_decided_is_changed_or_removed()
    {
        await Store.RecordAsync(To(1), [Seen(1, Zoe)], [Found("one")], Stop);
        await Store.SetAsync(new(Noon, AlertTerms.Usual, Anna, Noon, "so"), Stop);
        var number = Assert.Single(await Store.ListAsync(new(), null, 10, Stop)).Number;
        await Store.LogAsync(number, new(1, AlertOutcome.Explained, "weil", Anna, Noon), Stop);
        foreach (var sql in (string[])
        [
            "update alert set account = 'MAX'", "delete from alert", "update alert_behind set position = 1", "delete from alert_behind", "update alert_step set outcome = 3",
            "update alert_step set reason = 'anders'", "update alert_step set reason = '', outcome = 2", "delete from alert_step", "update alert_terms set cash_days = 9", "delete from alert_terms",
        ]) Assert.False(await Try(sql), sql);
        Assert.Equal("weil", Assert.Single(await Store.LogAsync(number, Stop)).Reason);
    }
}

public sealed class SqliteAlertStoreTests : AlertStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-alerts-");
    private readonly SqliteDatabase _database;

    public SqliteAlertStoreTests()
    {
        _database = new(Path.Combine(_folder.FullName, "ledger.db"));
        _database.Migrate();
        Store = new SqliteAlertStore(_database);
    }

    protected override IAlertStore Store { get; }

    protected override Task<bool> Try(string sql)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Of the tests above.
        command.CommandText = sql;
#pragma warning restore CA2100
        try
        {
            command.ExecuteNonQuery();
            return Task.FromResult(true);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return Task.FromResult(false);
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresAlertStoreTests(PostgresFixture postgres) : AlertStoreContract, IAsyncLifetime
{
    private string _owner = "";
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _owner = await postgres.CreateLedgerAsync();
        _database = await PostgresDatabase.OpenAsync(_owner, TimeSpan.Zero, null, Stop);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override IAlertStore Store => new PostgresAlertStore(_database);

    protected override async Task<bool> Try(string sql)
    {
#pragma warning disable CA2100 // Of the tests above.
        await using var command = _database.Source.CreateCommand(sql);
#pragma warning restore CA2100
        try
        {
            await command.ExecuteNonQueryAsync(Stop);
            return true;
        }
        catch (PostgresException)
        {
            // Nor does the owner, whose rights go further.
            await Assert.ThrowsAnyAsync<Exception>(() => PostgresServer.ExecuteAsync(_owner, sql));
            return false;
        }
    }
}
