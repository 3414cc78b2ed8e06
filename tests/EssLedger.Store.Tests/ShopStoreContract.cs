using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store promises of shops: their tills, codes and mails, and the messages to their web shops; each store is a short subclass.</summary>
public abstract class ShopStoreContract
{
    protected abstract IShopStore Shops { get; }
    protected abstract IWebhookStore Webhooks { get; }
    protected abstract IPaymentRequestStore Requests { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly PersonId Mia = PersonId.Parse("MIA");

    // Tests share a database: each has a shop of its own.
    private readonly AccountId _shop = AccountId.FromRandom(Guid.NewGuid().ToByteArray());
    private static Uuid NewId() => Uuid.Version7(Noon, Guid.NewGuid().ToByteArray().AsSpan(0, 10));

    [Fact]
    public async Task Tills_have_names_and_an_end_and_belong_to_their_shop()
    {
        var till = new Till(new(NewId()), _shop, "Comptoir", Noon, null);
        await Shops.AddTillAsync(till, Stop);
        await Shops.AddTillAsync(till with { Name = "Twice" }, Stop);
        Assert.Equal(till, Assert.Single(await Shops.TillsAsync(_shop, Stop)));
        Assert.False(await Shops.ChangeTillAsync(till.Id, AccountId.Parse("OTHER"), "Marché", null, Stop));
        Assert.True(await Shops.ChangeTillAsync(till.Id, _shop, "Marché", Noon.AddDays(1), Stop));
        Assert.Equal(till with { Name = "Marché", EndedAt = Noon.AddDays(1) }, Assert.Single(await Shops.TillsAsync(_shop, Stop)));
    }

    [Fact]
    public async Task Who_wants_mail_is_told_each_day_once_until_they_stop_or_are_forgotten()
    {
        var mail = new TakingsMail(_shop, Mia, 20, "fr", Noon, null);
        await Shops.WantMailAsync(mail, Stop);
        await Shops.ToldAsync(_shop, Mia, new(2026, 11, 26), Stop);
        await Shops.ToldAsync(_shop, Mia, new(2026, 11, 25), Stop);
        await Shops.WantMailAsync(mail with { Hour = 7 }, Stop);
        Assert.Equal(mail with { Hour = 7, Told = new(2026, 11, 26) }, Assert.Single(await Shops.MailsAsync(_shop, Stop)));
        Assert.Contains(await Shops.MailsAsync(null, Stop), m => m.Shop == _shop);
        await Shops.StopMailAsync(_shop, Mia, Stop);
        Assert.Empty(await Shops.MailsAsync(_shop, Stop));
        await Shops.WantMailAsync(mail, Stop);
        await Shops.EraseAsync(Mia, Stop);
        Assert.Empty(await Shops.MailsAsync(_shop, Stop));
    }

    [Fact]
    public async Task What_the_public_may_know_of_a_shop_is_kept_whole_hidden_on_demand_and_forgotten()
    {
        var bare = new ShopEntry(_shop, Shown: true, null, null, null, null, null, null, null, null, Noon);
        Assert.Null(await Shops.EntryAsync(_shop, Stop));
        await Shops.KeepEntryAsync(bare, Stop);
        Assert.Equal(bare, await Shops.EntryAsync(_shop, Stop));
        var whole = new ShopEntry(_shop, Shown: true, "3 rue d'Essai", "59000", "59350", new(50.6366, 3.0635), Filieres.Food | Filieres.Care, new("https://shop.example/"), "mardi–samedi", "Pain", Noon.AddDays(1));
        await Shops.KeepEntryAsync(whole, Stop);
        Assert.Equal(whole, await Shops.EntryAsync(_shop, Stop));
        await Shops.KeepEntryAsync(whole with { Shown = false, Filieres = Filieres.None }, Stop);
        Assert.Contains(whole with { Shown = false, Filieres = Filieres.None }, await Shops.EntriesAsync(Stop));
        await Shops.EraseEntryAsync(_shop, Stop);
        Assert.Null(await Shops.EntryAsync(_shop, Stop));
    }

    [Fact]
    public async Task A_code_counts_each_try_once_is_set_anew_and_is_forgotten_with_its_person()
    {
        var (zoe, code) = (PersonId.Parse("ZOE"), new CashierCode(_shop, Mia, new byte[] { 1, 2, 3 }, false, Noon, default));
        await Shops.SetCodeAsync(code, Stop);
        await Shops.SetCodeAsync(code with { Person = zoe }, Stop);
        await Shops.LetRefundAsync(_shop, Mia, true, Stop);
        async Task<CashierCode> Mias() => (await Shops.CodesAsync(_shop, Stop)).Single(c => c.Person == Mia);
        var kept = await Mias();
        Assert.Equal((true, Noon, default(CodeTries)), (kept.Refunds, kept.SetAt, kept.Tries));
        Assert.Equal(code.Hash.ToArray(), kept.Hash.ToArray());

        // Of two who tried what they both read, one has tried.
        var locked = new CodeTries(2, null).With(Noon);
        Assert.True(await Shops.CountTryAsync(kept, locked, Stop));
        Assert.False(await Shops.CountTryAsync(kept, locked, Stop));
        kept = await Mias();
        Assert.Equal(locked, kept.Tries);
        await Shops.SetCodeAsync(code with { SetAt = Noon.AddSeconds(1) }, Stop);
        Assert.False(await Shops.CountTryAsync(kept, default, Stop));
        Assert.Equal(default, (await Mias()).Tries);

        Assert.Null(await Shops.LockAfterAsync(_shop, Stop));
        await Shops.LockAfterAsync(_shop, 5, Stop);
        await Shops.LockAfterAsync(_shop, 10, Stop);
        Assert.Equal(10, await Shops.LockAfterAsync(_shop, Stop));
        await Shops.EraseAsync(Mia, Stop);
        Assert.Equal([zoe], (await Shops.CodesAsync(_shop, Stop)).Select(c => c.Person));
        await Shops.RemoveCodeAsync(_shop, zoe, Stop);
        Assert.Empty(await Shops.CodesAsync(_shop, Stop));
    }

    [Fact]
    public async Task A_request_knows_its_till_and_session_and_is_found_among_printed_and_ending_ones()
    {
        StoredRequest Asked(DateTimeOffset? expires) => new(new(new(NewId()), _shop, Amount.FromMinor(100), Unit.Parse("MLC"), expires, expires is null), "ref", Noon, new byte[] { 1, 2 }) { By = Mia, Till = new(NewId()) };
        var (printed, early, late) = (Asked(null), Asked(Noon.AddMinutes(1)), Asked(Noon.AddMinutes(2)));
        foreach (var one in new[] { printed, early, late }) await Requests.KeepAsync(one, Stop);
        var kept = (await Requests.FindAsync(printed.Terms.Id, Stop))!;
        Assert.Equal((printed.Terms, printed.Till, printed.By), (kept.Terms, kept.Till, kept.By));
        Assert.Equal([printed.Terms.Id], (await Requests.PrintedAsync(_shop, Stop)).Select(r => r.Terms.Id));
        Assert.Equal([late.Terms.Id], (await Requests.EndingAsync(_shop, Noon.AddMinutes(1), Noon.AddMinutes(2), 10, Stop)).Select(r => r.Terms.Id));
        Assert.Equal([early.Terms.Id], (await Requests.EndingAsync(_shop, Noon, Noon.AddHours(1), 1, Stop)).Select(r => r.Terms.Id));
        Assert.Equal(new[] { printed, late }.Select(r => r.Terms.Id).ToHashSet(), (await Requests.FindAllAsync([late.Terms.Id, printed.Terms.Id, late.Terms.Id, new(NewId())], Stop)).Select(r => r.Terms.Id).ToHashSet());
    }

    [Fact]
    public async Task A_message_is_written_once_taken_by_one_settled_by_who_took_it_and_sent_again_on_demand()
    {
        var webhook = new Webhook(new(NewId()), _shop, "https://shop.example/hook", "sealed", new(5), Noon);
        await Webhooks.AddAsync(webhook, Stop);
        await Webhooks.AddAsync(webhook, Stop);
        Assert.Equal(webhook, await Webhooks.FindAsync(webhook.Id, Stop));
        Assert.Equal(webhook, Assert.Single(await Webhooks.ListAsync(_shop, Stop)));
        Assert.Contains(webhook, await Webhooks.ListAsync(null, Stop));

        // So long ago that nobody else's message is due before it.
        var at = DateTimeOffset.UnixEpoch.AddSeconds(Random.Shared.Next());
        var message = new WebhookDelivery(webhook.Id, new(9), "msg_L_9_ab", "payment.received", "{}", at) { NextAttempt = at };
        var followed = await Webhooks.FollowedAsync(Stop);
        await Webhooks.WriteAsync([message], new(followed.Value + 4), Stop);
        await Webhooks.WriteAsync([message with { Body = "other" }], new(followed.Value + 3), Stop);
        Assert.True(await Webhooks.FollowedAsync(Stop) >= new Position(followed.Value + 4));
        Assert.Equal(message, Assert.Single(await Webhooks.DeliveriesAsync(webhook.Id, null, 10, Stop)));
        Assert.Empty(await Webhooks.DeliveriesAsync(webhook.Id, new(9), 10, Stop));

        async Task<IEnumerable<WebhookDelivery>> Take(DateTimeOffset now) => (await Webhooks.TakeAsync(now, now.AddMinutes(1), 500, Stop)).Where(d => d.Webhook == webhook.Id);
        Assert.Empty(await Take(at.AddMilliseconds(-1)));
        var taken = Assert.Single(await Take(at));
        Assert.Equal((1, at.AddMinutes(1)), (taken.Attempts, taken.NextAttempt));
        Assert.Empty(await Take(at.AddSeconds(59)));
        // Whoever took it is held for dead; who takes it then counts.
        var again = Assert.Single(await Take(at.AddMinutes(1)));
        await Webhooks.SettleAsync(taken with { State = DeliveryState.Delivered, NextAttempt = null }, new(webhook.Id, new(9), at, 204, 12, "", null), Stop);
        Assert.Equal(DeliveryState.Waiting, (await Webhooks.DeliveriesAsync(webhook.Id, null, 1, Stop))[0].State);
        await Webhooks.SettleAsync(again with { State = DeliveryState.Delivered, NextAttempt = null }, new(webhook.Id, new(9), at.AddMinutes(1), 200, 34, "ok", null), Stop);
        Assert.Equal(DeliveryState.Delivered, (await Webhooks.DeliveriesAsync(webhook.Id, null, 1, Stop))[0].State);
        Assert.Equal([200, 204], (await Webhooks.AttemptsAsync(webhook.Id, new(9), Stop)).Select(a => a.Status!.Value));
        Assert.Empty(await Webhooks.AttemptsAsync(webhook.Id, new(10), Stop));

        Assert.True(await Webhooks.ReplayAsync(webhook.Id, new(9), at.AddHours(1), Stop));
        Assert.False(await Webhooks.ReplayAsync(webhook.Id, new(9), at.AddHours(1), Stop));
        Assert.Single(await Take(at.AddHours(1)));
        Assert.True(await Webhooks.FailAsync(webhook.Id, Stop));
        Assert.False(await Webhooks.FailAsync(webhook.Id, Stop));
        Assert.Equal(DeliveryState.GivenUp, (await Webhooks.DeliveriesAsync(webhook.Id, null, 1, Stop))[0].State);

        var renewed = webhook with { Secret = "new", FormerSecret = "sealed", FormerUntil = Noon.AddDays(1), From = new(20) };
        await Webhooks.ChangeAsync(renewed, Stop);
        Assert.Equal(renewed, await Webhooks.FindAsync(webhook.Id, Stop));
        await Webhooks.RemoveAsync(webhook.Id, Stop);
        Assert.Null(await Webhooks.FindAsync(webhook.Id, Stop));
        Assert.Empty(await Webhooks.DeliveriesAsync(webhook.Id, null, 10, Stop));
        Assert.Empty(await Webhooks.AttemptsAsync(webhook.Id, new(0), Stop));
    }
}

public sealed class SqliteShopStoreTests : ShopStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-shop-");

    public SqliteShopStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        (Shops, Webhooks, Requests) = (new SqliteShopStore(database), new SqliteWebhookStore(database), new SqlitePaymentRequestStore(database));
    }

    protected override IShopStore Shops { get; }
    protected override IWebhookStore Webhooks { get; }
    protected override IPaymentRequestStore Requests { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresShopStoreTests(PostgresFixture postgres) : ShopStoreContract
{
    protected override IShopStore Shops { get; } = new PostgresShopStore(postgres.Shared);
    protected override IWebhookStore Webhooks { get; } = new PostgresWebhookStore(postgres.Shared);
    protected override IPaymentRequestStore Requests { get; } = new PostgresPaymentRequestStore(postgres.Shared);
}
