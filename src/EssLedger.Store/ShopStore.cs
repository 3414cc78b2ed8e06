using System.Data.Common;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class ShopStore : IShopStore
{
    /// <inheritdoc/>
    public Task AddTillAsync(Till till, CancellationToken cancellationToken) => Execute(
        "insert into till (id, account, name, made_at) values ($1, $2, $3, $4) on conflict do nothing", [till.Id.Uuid.ToBytes(), till.Shop.Value, till.Name, till.MadeAt.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ChangeTillAsync(TillId till, AccountId shop, string name, DateTimeOffset? endedAt, CancellationToken cancellationToken) => await Execute(
        "update till set name = $3, ended_at = $4 where id = $1 and account = $2", [till.Uuid.ToBytes(), shop.Value, name, Or(endedAt?.ToUnixTimeMilliseconds())], cancellationToken) == 1;

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
    public Task KeepEntryAsync(ShopEntry entry, CancellationToken cancellationToken) => Execute(
        """
        insert into shop_entry (account, shown, address, postcode, commune, latitude, longitude, filieres, website, hours, description, kept_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (account) do update set shown = excluded.shown, address = excluded.address, postcode = excluded.postcode, commune = excluded.commune, latitude = excluded.latitude, longitude = excluded.longitude,
            filieres = excluded.filieres, website = excluded.website, hours = excluded.hours, description = excluded.description, kept_at = excluded.kept_at
        """,
        [
            entry.Shop.Value, entry.Shown ? 1 : 0, Or(entry.Address), Or(entry.Postcode), Or(entry.Commune), Or(entry.Place?.Latitude), Or(entry.Place?.Longitude), Or((int?)entry.Filieres), Or(entry.Website?.AbsoluteUri),
            Or(entry.Hours), Or(entry.Description), entry.KeptAt.ToUnixTimeMilliseconds(),
        ], cancellationToken);

    /// <inheritdoc/>
    public async Task<ShopEntry?> EntryAsync(AccountId shop, CancellationToken cancellationToken) => (await Entries("account = $1", [shop.Value], cancellationToken)) is [var entry] ? entry : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShopEntry>> EntriesAsync(CancellationToken cancellationToken) => Entries("true", [], cancellationToken);

    /// <inheritdoc/>
    public Task EraseEntryAsync(AccountId shop, CancellationToken cancellationToken) => Execute("delete from shop_entry where account = $1", [shop.Value], cancellationToken);

    /// <inheritdoc/>
    public Task SetCodeAsync(CashierCode code, CancellationToken cancellationToken) => Execute(
        """
        insert into cashier_code (account, person, hash, refunds, set_at, failed) values ($1, $2, $3, $4, $5, 0)
        on conflict (account, person) do update set hash = excluded.hash, refunds = excluded.refunds, set_at = excluded.set_at, failed = 0, locked_until = null
        """, [code.Shop.Value, code.Person.Value, code.Hash.ToArray(), code.Refunds ? 1 : 0, code.SetAt.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task LetRefundAsync(AccountId shop, PersonId person, bool refunds, CancellationToken cancellationToken) =>
        Execute("update cashier_code set refunds = $3 where account = $1 and person = $2", [shop.Value, person.Value, refunds ? 1 : 0], cancellationToken);

    /// <inheritdoc/>
    public Task RemoveCodeAsync(AccountId shop, PersonId person, CancellationToken cancellationToken) =>
        Execute("delete from cashier_code where account = $1 and person = $2", [shop.Value, person.Value], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CashierCode>> CodesAsync(AccountId shop, CancellationToken cancellationToken) => Query(
        "select account, person, hash, refunds, set_at, failed, locked_until from cashier_code where account = $1 order by person", [shop.Value],
        row => new CashierCode(AccountId.Parse(row.GetString(0)), PersonId.Parse(row.GetString(1)), row.GetFieldValue<byte[]>(2), row.GetInt32(3) == 1, At(row, 4), new(row.GetInt32(5), row.IsDBNull(6) ? null : At(row, 6))), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> CountTryAsync(CashierCode code, CodeTries tries, CancellationToken cancellationToken) => await Execute(
        "update cashier_code set failed = $5, locked_until = $6 where account = $1 and person = $2 and set_at = $3 and failed = $4",
        [code.Shop.Value, code.Person.Value, code.SetAt.ToUnixTimeMilliseconds(), code.Tries.Failed, tries.Failed, Or(tries.LockedUntil?.ToUnixTimeMilliseconds())], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task LockAfterAsync(AccountId shop, int minutes, CancellationToken cancellationToken) => Execute(
        "insert into cashier_lock (account, minutes) values ($1, $2) on conflict (account) do update set minutes = excluded.minutes", [shop.Value, minutes], cancellationToken);

    /// <inheritdoc/>
    public async Task<int?> LockAfterAsync(AccountId shop, CancellationToken cancellationToken) =>
        await Query("select minutes from cashier_lock where account = $1", [shop.Value], row => row.GetInt32(0), cancellationToken) is [var minutes] ? minutes : null;

    /// <inheritdoc/>
    public async Task EraseAsync(PersonId person, CancellationToken cancellationToken)
    {
        await Execute("delete from takings_mail where person = $1", [person.Value], cancellationToken);
        await Execute("delete from cashier_code where person = $1", [person.Value], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private Task<IReadOnlyList<ShopEntry>> Entries(string which, object[] values, CancellationToken cancellationToken) => Query(
        $"select account, shown, address, postcode, commune, latitude, longitude, filieres, website, hours, description, kept_at from shop_entry where {which}", values,
        row => new ShopEntry(
            AccountId.Parse(row.GetString(0)), row.GetInt32(1) == 1, Text(row, 2), Text(row, 3), Text(row, 4), row.IsDBNull(5) || row.IsDBNull(6) ? null : new(row.GetDouble(5), row.GetDouble(6)),
            row.IsDBNull(7) ? null : (Filieres)row.GetInt32(7), Text(row, 8) is { } website ? new(website) : null, Text(row, 9), Text(row, 10), At(row, 11)), cancellationToken);

    private static object Or(object? value) => value ?? DBNull.Value;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
