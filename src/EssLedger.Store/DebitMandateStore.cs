using System.Data.Common;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class DebitMandateStore : IDebitMandateStore
{
    private const string All = "id, reference, account, holder, iban, bic, signed, exchange, dues, dues_every, day, once, until, on_paper, entered_by, entered_at, state, why, since, first_used, last_used";

    /// <inheritdoc/>
    public async Task<bool> EnterAsync(DebitMandate mandate, CancellationToken cancellationToken) => await Execute(
        $"insert into debit_mandate ({All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, null, null, null, null) on conflict do nothing",
        [
            mandate.Id.Uuid.ToBytes(), mandate.Reference, mandate.Account.Value, mandate.Holder, mandate.Iban, (object?)mandate.Bic ?? DBNull.Value, mandate.Signed.DayNumber, mandate.Plan.Exchange.Minor, mandate.Plan.Dues.Minor,
            mandate.Plan.DuesEvery, mandate.Plan.Day, mandate.Plan.Once ? 1 : 0, (object?)mandate.Plan.Until?.DayNumber ?? DBNull.Value, mandate.OnPaper ? 1 : 0, mandate.EnteredBy.Value, mandate.EnteredAt.ToUnixTimeMilliseconds(),
        ], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<bool> SetAsync(DebitMandateId id, DebitMandateState state, string? why, DateTimeOffset at, CancellationToken cancellationToken) => await Execute(
        "update debit_mandate set state = $2, why = $3, since = $4 where id = $1 and state <> 3", [id.Uuid.ToBytes(), (int)state, (object?)why ?? DBNull.Value, at.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task UseAsync(IReadOnlyList<DebitMandateId> ids, DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
            await Execute("update debit_mandate set first_used = coalesce(first_used, $2), last_used = case when last_used > $2 then last_used else $2 end where id = $1", [id.Uuid.ToBytes(), day.DayNumber], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DebitMandate?> FindAsync(DebitMandateId id, CancellationToken cancellationToken) =>
        await Query($"select {All} from debit_mandate where id = $1", [id.Uuid.ToBytes()], Read, cancellationToken) is [var found] ? found : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<DebitMandate>> ListAsync(AccountId? account, CancellationToken cancellationToken) =>
        Query($"select {All} from debit_mandate where $1 = '' or account = $1 order by reference", [account?.Value ?? ""], Read, cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(AccountId account, CancellationToken cancellationToken) => Execute("delete from debit_mandate where account = $1", [account.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static DebitMandate Read(DbDataReader row) => new(
        new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0))), row.GetString(1), AccountId.Parse(row.GetString(2)), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), Day(row, 6),
        new(Amount.FromMinor(row.GetInt64(7)), Amount.FromMinor(row.GetInt64(8)), row.GetInt32(9), row.GetInt32(10), row.GetInt32(11) == 1, DayOrNull(row, 12)), row.GetInt32(13) == 1, PersonId.Parse(row.GetString(14)), At(row, 15))
    {
        State = (DebitMandateState)row.GetInt32(16),
        Why = row.IsDBNull(17) ? null : row.GetString(17),
        Since = row.IsDBNull(18) ? null : At(row, 18),
        FirstUsed = DayOrNull(row, 19),
        LastUsed = DayOrNull(row, 20),
    };

    private static DateOnly Day(DbDataReader row, int column) => DateOnly.FromDayNumber(row.GetInt32(column));

    private static DateOnly? DayOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Day(row, column);

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
