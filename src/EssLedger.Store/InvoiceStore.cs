using System.Data.Common;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class InvoiceStore : IInvoiceStore
{
    private const string All = "select series, year, number, source, owner, content from invoice";

    /// <inheritdoc/>
    public async Task<StoredInvoice> IssueAsync(string source, InvoiceSeries series, int year, string owner, Func<int, string> content, CancellationToken cancellationToken)
    {
        // Of two servers that issue at once one finds the number or the source taken, and looks again.
        while (true)
        {
            if (await AboutAsync(source, cancellationToken) is { } issued) return issued;
            var last = await Query("select coalesce(max(number), 0) from invoice where series = $1 and year = $2", [(int)series, year], row => row.GetInt32(0), cancellationToken);
            var next = new StoredInvoice(series, year, last[0] + 1, source, owner, content(last[0] + 1));
            if (await Execute("insert into invoice (series, year, number, source, owner, content) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                [(int)series, year, next.Number, source, owner, next.Content], cancellationToken) == 1) return next;
        }
    }

    /// <inheritdoc/>
    public async Task<StoredInvoice?> AboutAsync(string source, CancellationToken cancellationToken) => (await Query($"{All} where source = $1", [source], Read, cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<StoredInvoice?> FindAsync(InvoiceSeries series, int year, int number, CancellationToken cancellationToken) =>
        (await Query($"{All} where series = $1 and year = $2 and number = $3", [(int)series, year, number], Read, cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredInvoice>> ListAsync(IReadOnlyCollection<string>? owners, int? year, CancellationToken cancellationToken)
    {
        if (owners is null) return Ordered(await Query($"{All} where year = $1 or $1 = 0", [year ?? 0], Read, cancellationToken));
        var found = new List<StoredInvoice>();
        foreach (var owner in owners.Distinct()) found.AddRange(await Query($"{All} where owner = $1 and (year = $2 or $2 = 0)", [owner, year ?? 0], Read, cancellationToken));
        return Ordered(found);

        static List<StoredInvoice> Ordered(IEnumerable<StoredInvoice> all) => [.. all.OrderByDescending(i => i.Year).ThenBy(i => i.Series).ThenByDescending(i => i.Number)];
    }

    /// <inheritdoc/>
    public async Task<bool> WishAsync(CreditWish wish, CancellationToken cancellationToken) =>
        await Execute("insert into credit_wish (invoice, year, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5) on conflict do nothing", [wish.Number, wish.Year, wish.Reason, wish.By.Value, wish.At.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CreditWish>> WishesAsync(CancellationToken cancellationToken) => Query("select invoice, year, reason, asked_by, asked_at from credit_wish order by asked_at, invoice", [],
        row => new CreditWish(row.GetString(0), row.GetInt32(1), row.GetString(2), PersonId.Parse(row.GetString(3)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ForgetWishAsync(string number, CancellationToken cancellationToken) => await Execute("delete from credit_wish where invoice = $1", [number], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<int> EraseAsync(int throughYear, CancellationToken cancellationToken)
    {
        await Execute("delete from credit_wish where year <= $1", [throughYear], cancellationToken);
        return await Execute("delete from invoice where year <= $1", [throughYear], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static StoredInvoice Read(DbDataReader row) => new((InvoiceSeries)row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5));
}
