using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class RegistrationStore : IRegistrationStore
{
    private const string All = "id, meeting, day, name, email, organisation, side, language, person, secret, agreed_at";

    // Somebody else may take the same seat meanwhile; then there is another, or none.
    private const int Tries = 20;

    /// <inheritdoc/>
    public async Task<RegistrationOutcome> RegisterAsync(Registration registration, int capacity, CancellationToken cancellationToken)
    {
        object[] values =
        [
            registration.Id, registration.Meeting, registration.Day.DayNumber, registration.Name, registration.Email, (object?)registration.Organisation ?? DBNull.Value, registration.Side, registration.Language,
            (object?)registration.Person?.Value ?? DBNull.Value, registration.Secret.ToBytes(), registration.AgreedAt.ToUnixTimeMilliseconds(), Key(registration.Email), capacity,
        ];
        for (var tries = 0; tries < Tries; tries++)
        {
            var entered = await Execute($"""
                insert into registration ({All}, email_key, seat) select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, min(free)
                    from (select 1 as free union select seat + 1 from registration where meeting = $2) seats
                    where free <= $13 and not exists (select 1 from registration where meeting = $2 and (seat = free or email_key = $12))
                    having min(free) is not null
                    on conflict do nothing
                """, values, cancellationToken);
            if (entered == 1) return RegistrationOutcome.Registered;
            var taken = await Query("select email_key from registration where meeting = $1", [registration.Meeting], row => row.GetString(0), cancellationToken);
            if (taken.Contains(Key(registration.Email))) return RegistrationOutcome.There;
            if (taken.Count >= capacity) return RegistrationOutcome.Full;
        }
        throw new StoreUnavailableException("Too many register for one meeting at once.");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> OfAsync(string meeting, CancellationToken cancellationToken) => Query($"select {All} from registration where meeting = $1 order by id", [meeting], Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken) =>
        (await Query("select meeting, count(*) from registration group by meeting", [], row => (row.GetString(0), (int)row.GetInt64(1)), cancellationToken)).ToDictionary();

    /// <inheritdoc/>
    public async Task<Registration?> FindAsync(Digest secret, CancellationToken cancellationToken) =>
        (await Query($"select {All} from registration where secret = $1", [secret.ToBytes()], Read, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> OfAsync(PersonId person, string? email, CancellationToken cancellationToken) =>
        Query($"select {All} from registration where person = $1 or email_key = $2 order by id", [person.Value, Key(email ?? "")], Read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> BeforeAsync(DateOnly day, CancellationToken cancellationToken) => Query($"select {All} from registration where day < $1 order by id", [day.DayNumber], Read, cancellationToken);

    /// <inheritdoc/>
    public Task MoveAsync(string meeting, DateOnly day, CancellationToken cancellationToken) => Execute("update registration set day = $2 where meeting = $1", [meeting, day.DayNumber], cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => Execute("delete from registration where id = $1", [id], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static string Key(string email) => email.Trim().ToLowerInvariant();

    private static Registration Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), DateOnly.FromDayNumber(row.GetInt32(2)), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6),
        row.GetString(7), row.IsDBNull(8) ? null : PersonId.Parse(row.GetString(8)), Digest.FromBytes(row.GetFieldValue<byte[]>(9)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)));
}
