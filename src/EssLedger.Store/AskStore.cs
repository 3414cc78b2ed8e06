using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class AskStore : IAskStore
{
    private const string All = "request, asker, payer, note, asked_at, expires_at, ending, ended_at";

    /// <inheritdoc/>
    public Task KeepAsync(Ask ask, CancellationToken cancellationToken) => Execute($"insert into ask ({All}) values ($1, $2, $3, $4, $5, $6, null, null) on conflict do nothing",
        [ask.Request.Uuid.ToBytes(), ask.Asker.Value, ask.Payer.Value, (object?)ask.Note ?? DBNull.Value, ask.AskedAt.ToUnixTimeMilliseconds(), ask.ExpiresAt.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public async Task<Ask?> FindAsync(RequestId request, CancellationToken cancellationToken) =>
        (await Query($"select {All} from ask where request = $1", [request.Uuid.ToBytes()], Read, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Ask>> OfAsync(AccountId account, int limit, CancellationToken cancellationToken) =>
        Query($"select {All} from ask where payer = $1 or asker = $1 order by asked_at desc, request limit $2", [account.Value, limit], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Ask>> OpenAsync(AccountId asker, CancellationToken cancellationToken) =>
        Query($"select {All} from ask where asker = $1 and ending is null order by asked_at desc, request", [asker.Value], Read, cancellationToken);

    /// <inheritdoc/>
    public Task EndAsync(RequestId request, AskEnding ending, DateTimeOffset at, CancellationToken cancellationToken) =>
        Execute("update ask set ending = $2, ended_at = $3 where request = $1 and ending is null", [request.Uuid.ToBytes(), (int)ending, at.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task BlockAsync(AskBlock block, CancellationToken cancellationToken) =>
        Execute("insert into ask_block (payer, asker, at) values ($1, $2, $3) on conflict do nothing", [block.Payer.Value, block.Asker.Value, block.At.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task UnblockAsync(AccountId payer, AccountId asker, CancellationToken cancellationToken) =>
        Execute("delete from ask_block where payer = $1 and asker = $2", [payer.Value, asker.Value], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AskBlock>> BlockedByAsync(AccountId payer, CancellationToken cancellationToken) => Query("select payer, asker, at from ask_block where payer = $1 order by at desc, asker", [payer.Value],
        row => new AskBlock(AccountId.Parse(row.GetString(0)), AccountId.Parse(row.GetString(1)), At(row, 2)), cancellationToken);

    /// <inheritdoc/>
    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Execute("delete from ask where expires_at < $1", [before.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public async Task EraseAsync(AccountId account, CancellationToken cancellationToken)
    {
        await Execute("delete from ask where asker = $1 or payer = $1", [account.Value], cancellationToken);
        await Execute("delete from ask_block where asker = $1 or payer = $1", [account.Value], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static Ask Read(DbDataReader row) => new(new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0))), AccountId.Parse(row.GetString(1)), AccountId.Parse(row.GetString(2)), row.IsDBNull(3) ? null : row.GetString(3),
        At(row, 4), At(row, 5), row.IsDBNull(6) ? null : (AskEnding)row.GetInt32(6), row.IsDBNull(7) ? null : At(row, 7));

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
