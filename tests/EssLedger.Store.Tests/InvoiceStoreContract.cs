using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>What every store of invoices promises; each store is a short subclass.</summary>
public abstract class InvoiceStoreContract
{
    protected abstract IInvoiceStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Tests share a database: each has a year and owners of its own.
    private readonly int _year = Random.Shared.Next(3000, 9000);
    private readonly string _owner = $"{Guid.NewGuid():N}";

    private string About(int thing) => $"{_owner} {thing}";

    [Fact]
    public async Task Numbers_have_no_gap_and_nothing_is_invoiced_twice_though_several_do_it_at_once()
    {
        var issued = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => Store.IssueAsync(About(i % 12), InvoiceSeries.Commission, _year, _owner, number => $"no {number}", Stop))));
        Assert.Equal(Enumerable.Range(1, 12), issued.Select(i => i.Number).Distinct().Order());
        Assert.All(issued, i => Assert.Equal($"no {i.Number}", i.Content));
        Assert.All(issued.GroupBy(i => i.Source), same => Assert.Single(same.Distinct()));
        var again = await Store.IssueAsync(About(0), InvoiceSeries.Commission, _year, _owner, _ => "something else", Stop);
        Assert.Equal(issued.First(i => i.Source == About(0)), again);
        Assert.Equal(again, await Store.FindAsync(InvoiceSeries.Commission, _year, again.Number, Stop));
        Assert.Equal(1, (await Store.IssueAsync(About(99), InvoiceSeries.Dues, _year, $"{_owner}b", number => $"no {number}", Stop)).Number);
        Assert.Equal(12, (await Store.ListAsync([_owner], _year, Stop)).Count);
        Assert.Equal(13, (await Store.ListAsync(null, _year, Stop)).Count);
        Assert.Equal(13, (await Store.ListAsync([_owner, $"{_owner}b"], null, Stop)).Count);
        Assert.Null(await Store.AboutAsync(About(100), Stop));
    }

    [Fact]
    public async Task Credit_note_is_asked_for_once_and_no_longer_waits_when_it_is_decided()
    {
        var wish = new CreditWish(About(7), _year, "Facturé deux fois", PersonId.Parse("TINA"), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        Assert.True(await Store.WishAsync(wish, Stop));
        Assert.False(await Store.WishAsync(wish with { Reason = "Encore" }, Stop));
        Assert.Contains(wish, await Store.WishesAsync(Stop));
        Assert.True(await Store.ForgetWishAsync(wish.Number, Stop));
        Assert.False(await Store.ForgetWishAsync(wish.Number, Stop));
        Assert.DoesNotContain(wish, await Store.WishesAsync(Stop));
    }
}

public sealed class SqliteInvoiceStoreTests : InvoiceStoreContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("essledger-invoice-");

    public SqliteInvoiceStoreTests()
    {
        var database = new SqliteDatabase(Path.Combine(_folder.FullName, "ledger.db"));
        database.Migrate();
        Store = new SqliteInvoiceStore(database);
    }

    protected override IInvoiceStore Store { get; }

    [Fact]
    public async Task After_ten_years_they_go()
    {
        await Store.IssueAsync("old", InvoiceSeries.Dues, 2010, "A", _ => "{}", TestContext.Current.CancellationToken);
        var kept = await Store.IssueAsync("new", InvoiceSeries.Dues, 2011, "A", _ => "{}", TestContext.Current.CancellationToken);
        Assert.Equal(1, await Store.EraseAsync(2010, TestContext.Current.CancellationToken));
        Assert.Equal([kept], await Store.ListAsync(null, null, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgresInvoiceStoreTests(PostgresFixture postgres) : InvoiceStoreContract
{
    protected override IInvoiceStore Store { get; } = new PostgresInvoiceStore(postgres.Shared);
}
