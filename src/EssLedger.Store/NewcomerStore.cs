using System.Data.Common;
using System.Globalization;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class NewcomerStore : INewcomerStore
{
    private const string All = "source, reference, person, account, minor, done";

    /// <inheritdoc/>
    public async Task BeginAsync(IReadOnlyList<Newcomer> newcomers, CancellationToken cancellationToken)
    {
        if (newcomers.Count == 0) return;
        await Execute($"insert into newcomer ({All}) values {string.Join(", ", newcomers.Select((_, i) => $"({Places(i * 5, 5)}, 0)"))} on conflict do nothing",
            [.. newcomers.SelectMany(a => new object[] { a.Source, a.Reference, a.Person.Value, a.Account.Value, a.Minor })], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DoneAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count > 0) await Execute($"update newcomer set done = 1 where account in ({Places(0, accounts.Count)})", [.. accounts.Select(a => (object)a.Value)], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Newcomer>> AllAsync(string? source, CancellationToken cancellationToken) =>
        source is null ? Query($"select {All} from newcomer", [], Read, cancellationToken) : Query($"select {All} from newcomer where source = $1", [source], Read, cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(PersonId person, CancellationToken cancellationToken) => Execute("delete from newcomer where person = $1", [person.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static string Places(int after, int count) => string.Join(", ", Enumerable.Range(after + 1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}")));

    private static Newcomer Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), PersonId.Parse(row.GetString(2)), AccountId.Parse(row.GetString(3)), row.GetInt64(4), row.GetInt32(5) == 1);
}
