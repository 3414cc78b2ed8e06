using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Push;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store promises of devices that are told and of asks; each store is a short subclass.</summary>
public abstract class PushStoreContract
{
    protected abstract IPushStore Push { get; }
    protected abstract IAskStore Asks { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);

    // Tests share a database: each has people and accounts of its own.
    private readonly PersonId _ana = PersonId.Parse(AccountId.FromRandom(Guid.NewGuid().ToByteArray()).Value), _ben = PersonId.Parse(AccountId.FromRandom(Guid.NewGuid().ToByteArray()).Value);
    private readonly AccountId _asker = AccountId.FromRandom(Guid.NewGuid().ToByteArray()), _payer = AccountId.FromRandom(Guid.NewGuid().ToByteArray());
    private static RequestId NewId() => new(Uuid.Version7(Noon, Guid.NewGuid().ToByteArray().AsSpan(0, 10)));

    private static PushDevice Device(PersonId person) => new(person, $"https://push.example/{Guid.NewGuid()}", new byte[] { 4, 1, 2 }, new byte[] { 7 }, new(0x1234), "fr", NewsKinds.Money | NewsKinds.Security, Noon);

    private static (PersonId, string, string, string, KeyId, string, NewsKinds, DateTimeOffset) Values(PushDevice d) =>
        (d.Person, d.Address, Convert.ToHexString(d.Key.Span), Convert.ToHexString(d.Secret.Span), d.Expects, d.Language, d.Kinds, d.MadeAt);

    [Fact]
    public async Task A_device_is_its_address_and_belongs_to_who_entered_it_last_until_it_is_removed_or_they_are_forgotten()
    {
        var (one, two) = (Device(_ana), Device(_ana) with { MadeAt = Noon.AddHours(1) });
        foreach (var device in new[] { one, two }) await Push.PutAsync(device, Position.None, Stop);
        Assert.True(await Push.AnyAsync(Stop));
        Assert.Equal(Values(one), Values((await Push.FindAsync(one.Id, Stop))!));
        Assert.Equal([one.Id, two.Id], (await Push.OfAsync([_ana, _ben], Stop)).Select(d => d.Id));
        // What is told changes; since when does not.
        await Push.PutAsync(one with { Kinds = NewsKinds.All, Language = "en", MadeAt = Noon.AddDays(1) }, Position.None, Stop);
        Assert.Equal(Values(one with { Kinds = NewsKinds.All, Language = "en" }), Values((await Push.FindAsync(one.Id, Stop))!));
        // Somebody else signed in on it: nothing from before is theirs.
        await Push.PutAsync(one with { Person = _ben, MadeAt = Noon.AddDays(1) }, Position.None, Stop);
        Assert.Equal(Values(one with { Person = _ben, MadeAt = Noon.AddDays(1) }), Values((await Push.FindAsync(one.Id, Stop))!));
        await Push.RemoveAsync(one.Id, Stop);
        Assert.Null(await Push.FindAsync(one.Id, Stop));
        await Push.EraseAsync(_ana, Stop);
        Assert.Empty(await Push.OfAsync([_ana], Stop));
    }

    [Fact]
    public async Task A_message_is_written_once_taken_by_one_and_settled_by_who_took_it()
    {
        var device = Device(_ana);
        await Push.PutAsync(device, Position.None, Stop);
        // So long ago that nobody else's message is due before it.
        var at = DateTimeOffset.UnixEpoch.AddSeconds(Random.Shared.Next());
        var message = new PushMessage(device.Id, "9_ab", _payer, NewsEvent.PaymentReceived, Amount.FromMinor(1250), Unit.Parse("MLC"), at);
        var followed = await Push.FollowedAsync(Stop);
        await Push.WriteAsync([message], new(followed.Value + 4), Stop);
        await Push.WriteAsync([message with { Amount = null }, message with { Occasion = "ask", What = NewsEvent.Asked, Amount = null, Unit = null, WrittenAt = at.AddMinutes(1) }], null, Stop);
        Assert.True(await Push.FollowedAsync(Stop) >= new Position(followed.Value + 4));

        async Task<IEnumerable<PushMessage>> Take(DateTimeOffset now) => (await Push.TakeAsync(now, now.AddMinutes(2), 500, Stop)).Where(m => m.Device == device.Id);
        Assert.Empty(await Take(at.AddMilliseconds(-1)));
        var taken = Assert.Single(await Take(at));
        Assert.Equal(message with { Attempts = 1 }, taken);
        Assert.Equal("ask", Assert.Single(await Take(at.AddMinutes(1))).Occasion);
        // Whoever took it is held for dead; who takes it then counts.
        var again = Assert.Single(await Take(at.AddMinutes(2)));
        await Push.SettleAsync(taken, null, Stop);
        await Push.SettleAsync(again, at.AddHours(1), Stop);
        Assert.DoesNotContain(await Take(at.AddMinutes(59)), m => m.Occasion == message.Occasion);
        await Push.SettleAsync(Assert.Single(await Take(at.AddHours(1)), m => m.Occasion == message.Occasion), null, Stop);
        Assert.DoesNotContain(await Take(at.AddDays(1)), m => m.Occasion == message.Occasion);
        // It is remembered, so that nobody tells it again, until it is pruned.
        await Push.WriteAsync([message], null, Stop);
        Assert.DoesNotContain(await Take(at.AddDays(1).AddHours(1)), m => m.Occasion == message.Occasion);
        await Push.PruneAsync(at.AddMilliseconds(1), Stop);
        await Push.WriteAsync([message], null, Stop);
        Assert.Contains(await Take(at.AddDays(2)), m => m.Occasion == message.Occasion);
        await Push.RemoveAsync(device.Id, Stop);
        Assert.Empty(await Take(at.AddDays(9)));
    }

    [Fact]
    public async Task An_ask_is_seen_from_both_sides_ends_once_and_is_forgotten_with_either()
    {
        var (early, late) = (new Ask(NewId(), _asker, _payer, "Pain", Noon, Noon.AddDays(7)), new Ask(NewId(), _asker, _payer, null, Noon.AddHours(1), Noon.AddDays(7)));
        foreach (var ask in new[] { early, late, early with { Note = "Twice" } }) await Asks.KeepAsync(ask, Stop);
        Assert.Equal([late, early], await Asks.OfAsync(_payer, 10, Stop));
        Assert.Equal([late], await Asks.OfAsync(_asker, 1, Stop));
        await Asks.EndAsync(late.Request, AskEnding.Refused, Noon.AddHours(2), Stop);
        await Asks.EndAsync(late.Request, AskEnding.Withdrawn, Noon.AddHours(3), Stop);
        Assert.Equal(late with { Ending = AskEnding.Refused, EndedAt = Noon.AddHours(2) }, await Asks.FindAsync(late.Request, Stop));
        Assert.Equal([early], await Asks.OpenAsync(_asker, Stop));

        await Asks.BlockAsync(new(_payer, _asker, Noon), Stop);
        await Asks.BlockAsync(new(_payer, _asker, Noon.AddDays(1)), Stop);
        Assert.Equal([new AskBlock(_payer, _asker, Noon)], await Asks.BlockedByAsync(_payer, Stop));
        await Asks.UnblockAsync(_payer, _asker, Stop);
        Assert.Empty(await Asks.BlockedByAsync(_payer, Stop));

        await Asks.BlockAsync(new(_payer, _asker, Noon), Stop);
        await Asks.EraseAsync(_asker, Stop);
        Assert.Empty(await Asks.OfAsync(_payer, 10, Stop));
        Assert.Empty(await Asks.BlockedByAsync(_payer, Stop));
        await Asks.KeepAsync(early with { ExpiresAt = DateTimeOffset.UnixEpoch }, Stop);
        await Asks.PruneAsync(DateTimeOffset.UnixEpoch.AddMilliseconds(1), Stop);
        Assert.Null(await Asks.FindAsync(early.Request, Stop));
    }
}

public sealed class SqlitePushStoreTests : PushStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-push-");

    public SqlitePushStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        (Push, Asks) = (new SqlitePushStore(database), new SqliteAskStore(database));
    }

    protected override IPushStore Push { get; }
    protected override IAskStore Asks { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresPushStoreTests(PostgresFixture postgres) : PushStoreContract
{
    protected override IPushStore Push { get; } = new PostgresPushStore(postgres.Shared);
    protected override IAskStore Asks { get; } = new PostgresAskStore(postgres.Shared);
}
