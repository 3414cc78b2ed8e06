using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class PayoutStore : IPayoutStore
{
    private const string All = "number, account, iban, entered_by, entered_at, decided_by, decided_at, confirmed";

    /// <inheritdoc/>
    public async Task<long> EnterAsync(AccountId account, string iban, PersonId by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // One account has one that waits, so of two that are entered at once one finds the other and takes its place.
        while (true)
        {
            await Execute("update payout_iban set decided_by = $2, decided_at = $3 where account = $1 and decided_at is null", [account.Value, by.Value, at.ToUnixTimeMilliseconds()], cancellationToken);
            var entered = await Query("insert into payout_iban (account, iban, entered_by, entered_at) values ($1, $2, $3, $4) on conflict do nothing returning number",
                [account.Value, iban, by.Value, at.ToUnixTimeMilliseconds()], row => row.GetInt64(0), cancellationToken);
            if (entered is [var number]) return number;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DecideAsync(AccountId account, long number, bool confirmed, PersonId by, DateTimeOffset at, CancellationToken cancellationToken) => await Execute(
        "update payout_iban set confirmed = $3, decided_by = $4, decided_at = $5 where account = $1 and number = $2 and decided_at is null",
        [account.Value, number, confirmed ? 1 : 0, by.Value, at.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutIban>> OfAsync(AccountId account, CancellationToken cancellationToken) =>
        Query($"select {All} from payout_iban where account = $1 order by number desc", [account.Value], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutIban>> WaitingAsync(CancellationToken cancellationToken) =>
        Query($"select {All} from payout_iban where decided_at is null order by number", [], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccountId>> AccountsOfAsync(string iban, CancellationToken cancellationToken) =>
        Query("select distinct account from payout_iban where iban = $1 and confirmed = 1 order by account", [iban], row => AccountId.Parse(row.GetString(0)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<AccountId>> ConfirmedAsync(CancellationToken cancellationToken) =>
        (await Query("select distinct account from payout_iban where confirmed = 1", [], row => AccountId.Parse(row.GetString(0)), cancellationToken)).ToHashSet();

    /// <inheritdoc/>
    public Task EraseAsync(AccountId account, CancellationToken cancellationToken) => Execute("delete from payout_iban where account = $1", [account.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static PayoutIban Read(DbDataReader row) => new(row.GetInt64(0), AccountId.Parse(row.GetString(1)), row.GetString(2), PersonId.Parse(row.GetString(3)), At(row, 4))
    {
        DecidedBy = row.IsDBNull(5) ? null : PersonId.Parse(row.GetString(5)),
        DecidedAt = row.IsDBNull(6) ? null : At(row, 6),
        Confirmed = row.GetInt32(7) == 1,
    };

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
