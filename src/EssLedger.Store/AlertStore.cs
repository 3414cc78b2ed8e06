using System.Data.Common;
using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class AlertStore : IAlertStore
{
    private const string Alerts = "a.number, a.key, a.rule, a.account, a.at, a.amount, a.whole, a.count";
    private const string Step = "number, outcome, reason, written_by, written_at";
    private const string Terms = "from_at, cash_loads, cash_below, cash_days, inout_individual, inout_professional, inout_percent, inout_hours, individual_accounts, professional_accounts, set_by, set_at, reason";

    /// <summary>A statement with its values.</summary>
    private protected readonly record struct Statement(string Sql, params object[] Values);

    /// <inheritdoc/>
    public async Task<Projected> AtAsync(CancellationToken cancellationToken) =>
        (await Query(new("select position, hash from alert_follower"), row => new Projected(new(row.GetInt64(0)), Digest.FromBytes(row.GetFieldValue<byte[]>(1))), cancellationToken))[0];

    /// <inheritdoc/>
    public Task RecordAsync(Projected to, IReadOnlyList<Sighting> seen, IReadOnlyList<Alert> found, CancellationToken cancellationToken)
    {
        var statements = new List<Statement>();
        foreach (var s in seen)
            statements.Add(new("insert into alert_sighting (kind, subject, account, position, at, amount) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                (int)s.Kind, s.Subject, s.Account.Value, s.Position.Value, Milliseconds(s.At), s.Amount.Minor));
        foreach (var a in found)
        {
            statements.Add(new("insert into alert (key, rule, account, at, amount, whole, count) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                a.Key, (int)a.Rule, a.Account.Value, Milliseconds(a.At), a.Amount.Minor, a.Whole.Minor, a.Count));
            foreach (var behind in a.Behind)
                statements.Add(new("insert into alert_behind (alert, account, position) select number, $2, $3 from alert where key = $1 on conflict do nothing", a.Key, behind.Account.Value, behind.Position.Value));
        }
        statements.Add(new("update alert_follower set position = $1, hash = $2 where position < $1", to.Position.Value, to.Hash.ToBytes()));
        return Execute(statements, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ClearAsync(CancellationToken cancellationToken) =>
        Execute([new("delete from alert_sighting"), new("update alert_follower set position = 0, hash = $1", Digest.Zero.ToBytes())], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Sighting>> SeenAsync(SightingKind kind, string subject, DateTimeOffset after, CancellationToken cancellationToken) => Query(
        new("select account, position, at, amount from alert_sighting where kind = $1 and subject = $2 and at > $3 order by position", (int)kind, subject, Milliseconds(after)),
        row => new Sighting(kind, subject, AccountId.Parse(row.GetString(0)), new(row.GetInt64(1)), At(row, 2), Amount.FromMinor(row.GetInt64(3))), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(AccountId Account, DateTimeOffset At)>> FoundAsync(AlertRule rule, AccountId? account, DateTimeOffset after, CancellationToken cancellationToken) => Query(
        new("select account, at from alert where rule = $1 and ($2 = '' or account = $2) and at > $3 order by at, number", (int)rule, account?.Value ?? "", Milliseconds(after)),
        row => (AccountId.Parse(row.GetString(0)), At(row, 1)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptAlert>> ListAsync(AlertQuestion question, long? before, int limit, CancellationToken cancellationToken) => Query(
        new($"""
            select {Alerts}, s.number, s.outcome, s.reason, s.written_by, s.written_at from alert a
                left join alert_step s on s.alert = a.number and s.number = (select max(number) from alert_step where alert = a.number)
            where a.number < $1 and ($2 = 0 or a.rule = $2) and ($3 < 0 or $3 = case when s.number is null then 0 when s.outcome is null then 1 else 2 end)
                and ($4 = '' or exists (select 1 from alert_behind b where b.alert = a.number and b.account = $4))
            order by a.number desc limit $5
            """, before ?? long.MaxValue, (int?)question.Rule ?? 0, (int?)question.State ?? -1, question.Account?.Value ?? "", limit), row => Kept(row, []), cancellationToken);

    /// <inheritdoc/>
    public async Task<KeptAlert?> FindAsync(long number, CancellationToken cancellationToken)
    {
        var behind = await Query(new("select account, position from alert_behind where alert = $1 order by position, account", number), row => new Behind(AccountId.Parse(row.GetString(0)), new(row.GetInt64(1))), cancellationToken);
        return (await Query(new($"""
            select {Alerts}, s.number, s.outcome, s.reason, s.written_by, s.written_at from alert a
                left join alert_step s on s.alert = a.number and s.number = (select max(number) from alert_step where alert = a.number)
            where a.number = $1
            """, number), row => Kept(row, behind), cancellationToken)).SingleOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertStep>> LogAsync(long number, CancellationToken cancellationToken) =>
        Query(new($"select {Step} from alert_step where alert = $1 order by number", number), row => ReadStep(row, 0), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> LogAsync(long number, AlertStep step, CancellationToken cancellationToken) => await Execute(
        [new($"insert into alert_step (alert, {Step}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            number, step.Number, (object?)(int?)step.Outcome ?? DBNull.Value, step.Reason, step.By.Value, Milliseconds(step.At))], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task ForgetWordsAsync(AccountId account, CancellationToken cancellationToken) =>
        Execute([new("update alert_step set reason = '' where reason <> '' and alert in (select alert from alert_behind where account = $1)", account.Value)], cancellationToken);

    /// <inheritdoc/>
    public Task SetAsync(AlertTermsSet set, CancellationToken cancellationToken)
    {
        var t = set.Terms;
        return Execute([new($"insert into alert_terms ({Terms}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            Milliseconds(set.From), t.CashLoads, t.CashBelow.Minor, t.CashDays, t.InOutIndividual.Minor, t.InOutProfessional.Minor, t.InOutPercent, t.InOutHours, t.IndividualAccounts, t.ProfessionalAccounts,
            set.By.Value, Milliseconds(set.At), set.Reason)], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AlertTermsHistory> TermsAsync(CancellationToken cancellationToken) => new(await Query(new($"select {Terms} from alert_terms order by number"), row => new AlertTermsSet(At(row, 0), new()
    {
        CashLoads = row.GetInt32(1),
        CashBelow = Amount.FromMinor(row.GetInt64(2)),
        CashDays = row.GetInt32(3),
        InOutIndividual = Amount.FromMinor(row.GetInt64(4)),
        InOutProfessional = Amount.FromMinor(row.GetInt64(5)),
        InOutPercent = row.GetInt32(6),
        InOutHours = row.GetInt32(7),
        IndividualAccounts = row.GetInt32(8),
        ProfessionalAccounts = row.GetInt32(9),
    }, PersonId.Parse(row.GetString(10)), At(row, 11), row.GetString(12)), cancellationToken));

    /// <summary>Runs statements in one transaction.</summary>
    /// <returns>How many rows all of them touched.</returns>
    /// <exception cref="StoreUnavailableException">None was run.</exception>
    private protected abstract Task<int> Execute(IReadOnlyList<Statement> statements, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(Statement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static KeptAlert Kept(DbDataReader row, IReadOnlyList<Behind> behind) => new(row.GetInt64(0),
        new(row.GetString(1), (AlertRule)row.GetInt32(2), AccountId.Parse(row.GetString(3)), At(row, 4), Amount.FromMinor(row.GetInt64(5)), Amount.FromMinor(row.GetInt64(6)), row.GetInt32(7), behind),
        row.IsDBNull(8) ? null : ReadStep(row, 8));

    private static AlertStep ReadStep(DbDataReader row, int from) =>
        new(row.GetInt32(from), row.IsDBNull(from + 1) ? null : (AlertOutcome)row.GetInt32(from + 1), row.GetString(from + 2), PersonId.Parse(row.GetString(from + 3)), At(row, from + 4));

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
