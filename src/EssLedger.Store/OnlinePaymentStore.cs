using System.Data.Common;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class OnlinePaymentStore : IOnlinePaymentStore
{
    private const string All = "number, ordered, amount, state, paid_at, form, payer_name, payer_email, read_at, account, ground, issuance, came_back, owner, words";

    /// <inheritdoc/>
    public Task KeepAsync(OnlinePayment payment, CancellationToken cancellationToken) => Execute(
        """
        insert into online_payment (number, ordered, amount, state, paid_at, form, payer_name, payer_email, read_at, came_back) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (number) do update set amount = excluded.amount, state = excluded.state, form = excluded.form, payer_name = excluded.payer_name, payer_email = excluded.payer_email, read_at = excluded.read_at,
            came_back = case when excluded.came_back = 1 and online_payment.state <> excluded.state then 1 else online_payment.came_back end,
            owner = case when excluded.came_back = 1 and online_payment.state <> excluded.state and online_payment.came_back = 0 then null else online_payment.owner end
        where online_payment.read_at <= excluded.read_at
        """,
        [
            payment.Number, payment.Order, payment.Amount.Minor, payment.State, payment.PaidAt.ToUnixTimeMilliseconds(), payment.Form, payment.PayerName, payment.PayerEmail,
            payment.ReadAt.ToUnixTimeMilliseconds(), payment.CameBack ? 1 : 0,
        ], cancellationToken);

    /// <inheritdoc/>
    public async Task<KeptOnlinePayment?> FindAsync(long number, CancellationToken cancellationToken) =>
        (await Query($"select {All} from online_payment where number = $1", [number], Read, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptOnlinePayment>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Query($"select {All} from online_payment order by came_back desc, number desc limit $1", [limit], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptOnlinePayment>> OfAsync(AccountId account, CancellationToken cancellationToken) =>
        Query($"select {All} from online_payment where account = $1 order by number desc", [account.Value], Read, cancellationToken);

    /// <inheritdoc/>
    public Task AssignAsync(long number, AccountId account, PayerGround ground, CancellationToken cancellationToken) =>
        Execute("update online_payment set account = $2, ground = $3 where number = $1 and ($3 = 3 or ground <> 3)", [number, account.Value, (int)ground], cancellationToken);

    /// <inheritdoc/>
    public Task IssueAsync(long number, IssuanceId issuance, CancellationToken cancellationToken) =>
        Execute("update online_payment set issuance = $2 where number = $1", [number, issuance.ToString()], cancellationToken);

    /// <inheritdoc/>
    public Task TakeAsync(long number, PersonId owner, CancellationToken cancellationToken) =>
        Execute("update online_payment set owner = $2 where number = $1 and came_back = 1", [number, owner.Value], cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> CloseAsync(long number, PersonId owner, string words, CancellationToken cancellationToken) =>
        await Execute("update online_payment set came_back = 0, words = $3 where number = $1 and came_back = 1 and owner = $2", [number, owner.Value, words], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<int> ForgetNobodysAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Execute("update online_payment set payer_name = '', payer_email = '', words = '' where account is null and came_back = 0 and paid_at < $1 and (payer_name <> '' or payer_email <> '' or words <> '')", [before.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(AccountId account, CancellationToken cancellationToken) =>
        Execute("update online_payment set payer_name = '', payer_email = '', words = '' where account = $1", [account.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static KeptOnlinePayment Read(DbDataReader row) => new(
        new(row.GetInt64(0), row.GetInt64(1), Amount.FromMinor(row.GetInt64(2)), row.GetString(3), At(row, 4), row.GetString(5), row.GetString(6), row.GetString(7), At(row, 8)),
        row.IsDBNull(9) ? null : AccountId.Parse(row.GetString(9)), (PayerGround)row.GetInt32(10), row.IsDBNull(11) || !IssuanceId.TryParse(row.GetString(11), out var issuance) ? null : issuance)
    {
        IsCase = row.GetInt32(12) == 1,
        Owner = row.IsDBNull(13) ? null : PersonId.Parse(row.GetString(13)),
        Words = row.GetString(14),
    };

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
