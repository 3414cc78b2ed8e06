using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class PaymentRequestStore : IPaymentRequestStore
{
    private const string All = "id, payee, amount, unit, reference, expires_at, created_at, code, made_by, till";
    private const int Chunk = 200;

    /// <inheritdoc/>
    public async Task<StoredRequest> KeepAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        var terms = request.Terms;
        object[] values =
        [
            terms.Id.Uuid.ToBytes(), terms.Payee.Value, (object?)terms.Amount?.Minor ?? DBNull.Value, terms.Unit.Code, (object?)request.Reference ?? DBNull.Value,
            (object?)terms.ExpiresAt?.ToUnixTimeMilliseconds() ?? DBNull.Value, request.CreatedAt.ToUnixTimeMilliseconds(), request.Code.ToArray(), (object?)request.By?.Value ?? DBNull.Value, (object?)request.Till?.Uuid.ToBytes() ?? DBNull.Value,
        ];
        if (await Execute($"insert into payment_request ({All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing", values, cancellationToken) == 1) return request;
        return await FindAsync(terms.Id, cancellationToken) ?? throw new StoreUnavailableException("A payment request was kept and is not there.");
    }

    /// <inheritdoc/>
    public async Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancellationToken) =>
        (await Query($"select {All} from payment_request where id = $1", [id.Uuid.ToBytes()], Read, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRequest>> FindAllAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancellationToken)
    {
        var found = new List<StoredRequest>();
        foreach (var chunk in ids.Distinct().Chunk(Chunk))
            found.AddRange(await Query($"select {All} from payment_request where id in ({string.Join(", ", chunk.Select((_, i) => $"${i + 1}"))})", [.. chunk.Select(id => id.Uuid.ToBytes())], Read, cancellationToken));
        return found;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRequest>> PrintedAsync(AccountId payee, CancellationToken cancellationToken) =>
        Query($"select {All} from payment_request where payee = $1 and expires_at is null order by created_at desc, id desc", [payee.Value], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRequest>> EndingAsync(AccountId payee, DateTimeOffset after, DateTimeOffset through, int limit, CancellationToken cancellationToken) => Query(
        $"select {All} from payment_request where payee = $1 and expires_at > $2 and expires_at <= $3 order by expires_at limit $4", [payee.Value, after.ToUnixTimeMilliseconds(), through.ToUnixTimeMilliseconds(), limit], Read, cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static StoredRequest Read(DbDataReader row)
    {
        DateTimeOffset? expires = row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5));
        var terms = new RequestTerms(
            new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0))), AccountId.Parse(row.GetString(1)), row.IsDBNull(2) ? null : Amount.FromMinor(row.GetInt64(2)), Unit.Parse(row.GetString(3)), expires, Standing: expires is null);
        return new(terms, row.IsDBNull(4) ? null : row.GetString(4), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), row.GetFieldValue<byte[]>(7))
        {
            By = row.IsDBNull(8) ? null : PersonId.Parse(row.GetString(8)),
            Till = row.IsDBNull(9) ? null : new(Uuid.FromBytes(row.GetFieldValue<byte[]>(9))),
        };
    }
}
