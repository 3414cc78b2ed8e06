using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of registrations promises; each store is a short subclass.</summary>
public abstract class RegistrationStoreContract
{
    private static readonly DateOnly Day = new(2026, 12, 3);

    protected abstract IRegistrationStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Tests share a database: each has a meeting of its own.
    private readonly string _meeting = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task However_many_come_at_once_no_more_get_a_seat_than_there_are_and_one_that_is_left_is_free()
    {
        var all = Enumerable.Range(0, 24).Select(i => Of($"p{i}@example.org")).ToList();
        var outcomes = await Task.WhenAll(all.Select(r => Task.Run(() => Store.RegisterAsync(r, 8, Stop))));
        Assert.Equal((8, 16), (outcomes.Count(o => o is RegistrationOutcome.Registered), outcomes.Count(o => o is RegistrationOutcome.Full)));
        var there = await Store.OfAsync(_meeting, Stop);
        Assert.Equal(8, there.Count);
        Assert.Equal(8, (await Store.CountAsync(Stop))[_meeting]);

        Assert.Equal(RegistrationOutcome.There, await Store.RegisterAsync(Of(there[3].Email.ToUpperInvariant()), 9, Stop));
        await Store.RemoveAsync(there[3].Id, Stop);
        Assert.Equal(RegistrationOutcome.Registered, await Store.RegisterAsync(Of("late@example.org"), 8, Stop));
        Assert.Equal(RegistrationOutcome.Full, await Store.RegisterAsync(Of("later@example.org"), 8, Stop));
    }

    [Fact]
    public async Task Somebodys_are_found_by_themselves_their_address_and_their_secret_and_go_after_their_time()
    {
        var person = PersonId.Parse(AccountId.FromRandom(Guid.NewGuid().ToByteArray()).Value[..20]);
        string own = $"Own-{_meeting}@example.org", other = $"other-{_meeting}@example.org";
        var (mine, byAddress, others) = (Of(other) with { Person = person, Organisation = "Atelier" }, Of(own) with { Meeting = _meeting + "b" }, Of($"x-{_meeting}@example.org"));
        foreach (var one in new[] { mine, byAddress, others }) Assert.Equal(RegistrationOutcome.Registered, await Store.RegisterAsync(one, 5, Stop));
        Assert.Equal([mine, byAddress], (await Store.OfAsync(person, own.ToLowerInvariant(), Stop)).OrderBy(r => r.Meeting.Length));
        Assert.Equal([mine], await Store.OfAsync(person, null, Stop));
        Assert.Equal(others, await Store.FindAsync(others.Secret, Stop));
        Assert.Null(await Store.FindAsync(Digest.Zero, Stop));

        await Store.MoveAsync(_meeting, Day.AddDays(7), Stop);
        Assert.Equal([byAddress], (await Store.BeforeAsync(Day.AddDays(1), Stop)).Where(r => r.Meeting.StartsWith(_meeting, StringComparison.Ordinal)));
        foreach (var gone in await Store.BeforeAsync(Day.AddDays(8), Stop)) await Store.RemoveAsync(gone.Id, Stop);
        Assert.Empty(await Store.OfAsync(person, own, Stop));
    }

    private Registration Of(string email)
    {
        var secret = new byte[32];
        Random.Shared.NextBytes(secret);
        return new(Guid.NewGuid().ToString("N"), _meeting, Day, "Ana", email, null, "ess", "fr", null, Digest.FromBytes(secret), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
    }
}

public sealed class SqliteRegistrationStoreTests : RegistrationStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-registration-");

    public SqliteRegistrationStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteRegistrationStore(database);
    }

    protected override IRegistrationStore Store { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresRegistrationStoreTests(PostgresFixture postgres) : RegistrationStoreContract
{
    protected override IRegistrationStore Store { get; } = new PostgresRegistrationStore(postgres.Shared);
}
