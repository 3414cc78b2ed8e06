using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every outbox promises; each store is a short subclass.</summary>
public abstract class OutboxStoreContract
{
    protected abstract IOutboxStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly string _addressee = Guid.NewGuid().ToString("N");

    private Mail Waiting(string occasion = "renewal:LIL-1", string? addressee = null) => new(
        Uuid.Version7(Noon, Guid.NewGuid().ToByteArray()), occasion, addressee ?? _addressee, "Café des Halles", "halles@example.org", "fr", "Votre label", "Bonjour,\n\nà bientôt", Noon)
    {
        State = MailState.Waiting,
        NextAttempt = Noon,
    };

    private async Task<IReadOnlyList<Mail>> Take(DateTimeOffset now, int minutes = 10) =>
        [.. (await Store.TakeAsync(now, now.AddMinutes(minutes), 1000, Stop)).Where(m => m.Addressee.StartsWith(_addressee, StringComparison.Ordinal))];

    [Fact]
    public async Task A_mail_comes_back_as_it_was_written()
    {
        var mail = Waiting() with { State = MailState.Shown, NextAttempt = null };
        Assert.True(await Store.PostAsync(mail, Stop));
        Assert.Equal([mail], await Store.ReadAsync(_addressee, 10, Stop));
        Assert.Contains(mail, await Store.ReadAsync(null, 1000, Stop));
        Assert.Empty(await Take(Noon.AddYears(1)));
    }

    [Fact]
    public async Task Nobody_gets_two_for_one_occasion_however_many_think_of_it()
    {
        var posted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.PostAsync(Waiting(), Stop))));
        Assert.Single(posted, taken => taken);
        Assert.True(await Store.PostAsync(Waiting("another"), Stop));
        Assert.True(await Store.PostAsync(Waiting(addressee: $"{_addressee} 2"), Stop));
        Assert.Equal(2, (await Store.ReadAsync(_addressee, 10, Stop)).Count);
    }

    [Fact]
    public async Task Of_many_who_take_each_mail_one_has_it()
    {
        foreach (var i in Enumerable.Range(0, 20)) await Store.PostAsync(Waiting($"{i}"), Stop);
        var taken = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Take(Noon))))).SelectMany(m => m).ToList();
        Assert.Equal(20, taken.Count);
        Assert.Equal(20, taken.Select(m => m.Id).Distinct().Count());
        Assert.All(taken, m => Assert.Equal((1, Noon.AddMinutes(10)), (m.Attempts, m.NextAttempt)));
    }

    [Fact]
    public async Task A_mail_is_taken_when_its_time_has_come_and_again_when_its_taker_is_held_for_dead()
    {
        await Store.PostAsync(Waiting(), Stop);
        Assert.Empty(await Take(Noon.AddSeconds(-1)));
        Assert.Single(await Take(Noon));
        Assert.Empty(await Take(Noon.AddMinutes(9)));
        Assert.Equal(2, Assert.Single(await Take(Noon.AddMinutes(10))).Attempts);
    }

    [Fact]
    public async Task What_was_sent_stays_sent_whatever_the_dead_say()
    {
        await Store.PostAsync(Waiting(), Stop);
        var first = Assert.Single(await Take(Noon));
        var second = Assert.Single(await Take(Noon.AddMinutes(10)));
        await Store.SettleAsync(second with { State = MailState.Sent, NextAttempt = null, SentAt = Noon.AddMinutes(11) }, Stop);
        await Store.SettleAsync(first with { NextAttempt = Noon.AddMinutes(12), Trouble = "smtp 451" }, Stop);
        var kept = Assert.Single(await Store.ReadAsync(_addressee, 10, Stop));
        Assert.Equal((MailState.Sent, Noon.AddMinutes(11), null), (kept.State, kept.SentAt, kept.Trouble));
        Assert.Empty(await Take(Noon.AddYears(1)));
    }

    [Fact]
    public async Task What_could_not_be_sent_waits_for_its_next_time()
    {
        await Store.PostAsync(Waiting(), Stop);
        await Store.SettleAsync(Assert.Single(await Take(Noon)) with { NextAttempt = Noon.AddMinutes(2), Trouble = "smtp 451" }, Stop);
        Assert.Empty(await Take(Noon.AddMinutes(1)));
        Assert.Equal("smtp 451", Assert.Single(await Take(Noon.AddMinutes(2))).Trouble);
    }

    [Fact]
    public async Task Erased_mail_is_gone()
    {
        await Store.PostAsync(Waiting(), Stop);
        await Store.EraseAsync(_addressee, Stop);
        Assert.Empty(await Store.ReadAsync(_addressee, 10, Stop));
    }
}

public sealed class SqliteOutboxStoreTests : OutboxStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-outbox-");

    public SqliteOutboxStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteOutboxStore(database);
    }

    protected override IOutboxStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresOutboxStoreTests(PostgresFixture postgres) : OutboxStoreContract
{
    protected override IOutboxStore Store { get; } = new PostgresOutboxStore(postgres.Shared);
}
