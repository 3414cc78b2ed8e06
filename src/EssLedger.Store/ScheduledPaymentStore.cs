using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class ScheduledPaymentStore : IScheduledPaymentStore
{
    private const string Payment = "p.account, p.mandate, p.amount, p.rhythm, p.first_day, p.day_of_month, p.last_day, p.note, p.made_at, p.made_by, p.due";
    private const string Run = "r.due, r.state, r.on_day, r.reason, r.limit_passed";
    private const int RunsFrom = 11;

    /// <inheritdoc/>
    public async Task<bool> AddAsync(ScheduledPayment payment, CancellationToken cancellationToken) => await Execute(
        """
        insert into scheduled_payment (account, mandate, amount, rhythm, first_day, day_of_month, last_day, note, made_at, made_by, due)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $5) on conflict do nothing
        """,
        [
            payment.Account.Value, payment.Mandate.Uuid.ToBytes(), payment.Amount.Minor, (int)payment.Schedule.Every, payment.Schedule.FirstDay.DayNumber, payment.Schedule.DayOfMonth,
            payment.Schedule.LastDay.DayNumber, (object?)payment.Note ?? DBNull.Value, payment.MadeAt.ToUnixTimeMilliseconds(), payment.By.Value,
        ], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeptSchedule>> OfAsync(AccountId account, CancellationToken cancellationToken)
    {
        var rows = await Query(
            $"select {Payment}, {Run} from scheduled_payment p left join scheduled_run r on r.account = p.account and r.mandate = p.mandate where p.account = $1 order by p.mandate desc, r.due desc",
            [account.Value], Read, cancellationToken);
        return [.. rows.GroupBy(row => row.Payment.Mandate).Select(of => of.First() with { Runs = [.. of.SelectMany(row => row.Runs)] })];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptSchedule>> DueAsync(DateOnly today, ScheduledPayment? after, int limit, CancellationToken cancellationToken) => Query(
        $"""
        select {Payment}, {Run} from scheduled_payment p left join scheduled_run r on r.account = p.account and r.mandate = p.mandate and r.due = p.due
        where p.due <= $1 and (r.state is null or r.state <> 1 or r.on_day < $1) and (p.account > $2 or (p.account = $2 and p.mandate > $3))
        order by p.account, p.mandate limit $4
        """,
        [today.DayNumber, after?.Account.Value ?? "", after?.Mandate.Uuid.ToBytes() ?? [], limit], Read, cancellationToken);

    /// <inheritdoc/>
    public async Task SettleAsync(ScheduledPayment payment, ScheduledRun run, DateOnly? next, CancellationToken cancellationToken)
    {
        var (account, mandate) = (payment.Account.Value, payment.Mandate.Uuid.ToBytes());
        await Execute(
            """
            insert into scheduled_run (account, mandate, due, state, on_day, reason, limit_passed)
            select account, mandate, $3, $4, $5, cast($6 as integer), $7 from scheduled_payment where account = $1 and mandate = $2
            on conflict (account, mandate, due) do update set state = excluded.state, on_day = excluded.on_day, reason = excluded.reason, limit_passed = excluded.limit_passed
            where scheduled_run.state <> 2
            """,
            [account, mandate, run.Due.DayNumber, (int)run.State, run.On.DayNumber, run.Reason is { } reason ? (int)reason : DBNull.Value, (int)run.Limit], cancellationToken);
        if (next == run.Due) return;
        await Execute("update scheduled_payment set due = cast($4 as integer) where account = $1 and mandate = $2 and due = $3",
            [account, mandate, run.Due.DayNumber, next is { } day ? day.DayNumber : DBNull.Value], cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndAsync(AccountId account, MandateId mandate, CancellationToken cancellationToken) =>
        Execute("update scheduled_payment set due = null where account = $1 and mandate = $2", [account.Value, mandate.Uuid.ToBytes()], cancellationToken);

    /// <inheritdoc/>
    public Task GiveAsync(AccountId @delegate, AccountId account, MandateId mandate, CancellationToken cancellationToken) => Execute(
        "insert into mandate_delegate (delegate, account, mandate) values ($1, $2, $3) on conflict do nothing", [@delegate.Value, account.Value, mandate.Uuid.ToBytes()], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(AccountId Account, MandateId Mandate)>> GivenToAsync(AccountId @delegate, CancellationToken cancellationToken) => Query(
        "select account, mandate from mandate_delegate where delegate = $1 order by mandate desc", [@delegate.Value], row => (AccountId.Parse(row.GetString(0)), Mandate(row, 1)), cancellationToken);

    /// <inheritdoc/>
    public async Task EraseAsync(AccountId account, CancellationToken cancellationToken)
    {
        await Execute("delete from scheduled_payment where account = $1", [account.Value], cancellationToken);
        await Execute("delete from mandate_delegate where account = $1 or delegate = $1", [account.Value], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static KeptSchedule Read(DbDataReader row) => new(
        new(AccountId.Parse(row.GetString(0)), Mandate(row, 1), Amount.FromMinor(row.GetInt64(2)),
            new((Rhythm)row.GetInt32(3), Day(row, 4), row.GetInt32(5), Day(row, 6)), row.IsDBNull(7) ? null : row.GetString(7),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)), PersonId.Parse(row.GetString(9))),
        row.IsDBNull(10) ? null : Day(row, 10),
        row.IsDBNull(RunsFrom) ? [] : [new(Day(row, RunsFrom), (RunState)row.GetInt32(RunsFrom + 1), Day(row, RunsFrom + 2), row.IsDBNull(RunsFrom + 3) ? null : (Refusal)row.GetInt32(RunsFrom + 3), (Limit)row.GetInt32(RunsFrom + 4))]);

    private static MandateId Mandate(DbDataReader row, int column) => new(Uuid.FromBytes(row.GetFieldValue<byte[]>(column)));

    private static DateOnly Day(DbDataReader row, int column) => DateOnly.FromDayNumber(row.GetInt32(column));
}
