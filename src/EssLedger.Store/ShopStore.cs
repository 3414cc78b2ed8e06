using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class ShopStore : IShopStore
{
    /// <inheritdoc/>
    public Task AddTillAsync(Till till, CancellationToken cancellationToken) => Execute(
        "insert into till (id, account, name, made_at) values ($1, $2, $3, $4) on conflict do nothing", [till.Id.Uuid.ToBytes(), till.Shop.Value, till.Name, till.MadeAt.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ChangeTillAsync(TillId till, AccountId shop, string name, DateTimeOffset? endedAt, CancellationToken cancellationToken) => await Execute(
        "update till set name = $3, ended_at = $4 where id = $1 and account = $2", [till.Uuid.ToBytes(), shop.Value, name, (object?)endedAt?.ToUnixTimeMilliseconds() ?? DBNull.Value], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Till>> TillsAsync(AccountId shop, CancellationToken cancellationToken) => Query(
        "select id, account, name, made_at, ended_at from till where account = $1 order by made_at, id", [shop.Value],
        row => new Till(new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0))), AccountId.Parse(row.GetString(1)), row.GetString(2), At(row, 3), row.IsDBNull(4) ? null : At(row, 4)), cancellationToken);

    /// <inheritdoc/>
    public Task WantMailAsync(TakingsMail mail, CancellationToken cancellationToken) => Execute(
        """
        insert into takings_mail (account, person, hour, language, since) values ($1, $2, $3, $4, $5)
        on conflict (account, person) do update set hour = excluded.hour, language = excluded.language, since = excluded.since
        """, [mail.Shop.Value, mail.Person.Value, mail.Hour, mail.Language, mail.Since.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task StopMailAsync(AccountId shop, PersonId person, CancellationToken cancellationToken) =>
        Execute("delete from takings_mail where account = $1 and person = $2", [shop.Value, person.Value], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TakingsMail>> MailsAsync(AccountId? shop, CancellationToken cancellationToken) => Query(
        $"select account, person, hour, language, since, told from takings_mail{(shop is null ? "" : " where account = $1")} order by account, person", shop is { } one ? [one.Value] : [],
        row => new TakingsMail(AccountId.Parse(row.GetString(0)), PersonId.Parse(row.GetString(1)), row.GetInt32(2), row.GetString(3), At(row, 4), row.IsDBNull(5) ? null : DateOnly.FromDayNumber(row.GetInt32(5))), cancellationToken);

    /// <inheritdoc/>
    public Task ToldAsync(AccountId shop, PersonId person, DateOnly day, CancellationToken cancellationToken) => Execute(
        "update takings_mail set told = $3 where account = $1 and person = $2 and (told is null or told < $3)", [shop.Value, person.Value, day.DayNumber], cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(PersonId person, CancellationToken cancellationToken) => Execute("delete from takings_mail where person = $1", [person.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
