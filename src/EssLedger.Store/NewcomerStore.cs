using System.Data.Common;
using System.Globalization;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class NewcomerStore : INewcomerStore
{
    private const string All = "source, reference, person, account, minor, done", Former = "source, account, reference, day, minor, other, words";

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
    public async Task<int> RememberAsync(IReadOnlyList<FormerPayment> payments, CancellationToken cancellationToken) => payments.Count == 0 ? 0
        : await Execute($"insert into former_payment ({Former}) values {string.Join(", ", payments.Select((_, i) => $"({Places(i * 7, 7)})"))} on conflict do nothing",
            [.. payments.SelectMany(p => new object[] { p.Source, p.Account.Value, p.Reference, p.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), p.Minor, p.Other, p.Words })], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FormerPayment>> FormerAsync(AccountId account, int most, CancellationToken cancellationToken) =>
        Query($"select {Former} from former_payment where account = $1 order by day desc, reference desc limit $2", [account.Value, most], ReadFormer, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<(AccountId Account, string Reference)>> RememberedAsync(string source, CancellationToken cancellationToken) =>
        (await Query("select account, reference from former_payment where source = $1", [source], row => (AccountId.Parse(row.GetString(0)), row.GetString(1)), cancellationToken)).ToHashSet();

    /// <inheritdoc/>
    public async Task EraseAsync(PersonId person, CancellationToken cancellationToken)
    {
        await Execute("delete from former_payment where account in (select account from newcomer where person = $1)", [person.Value], cancellationToken);
        await Execute("delete from newcomer where person = $1", [person.Value], cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static string Places(int after, int count) => string.Join(", ", Enumerable.Range(after + 1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}")));

    private static FormerPayment ReadFormer(DbDataReader row) => new(row.GetString(0), AccountId.Parse(row.GetString(1)), row.GetString(2), DateOnly.ParseExact(row.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetInt64(4), row.GetString(5), row.GetString(6));

    private static Newcomer Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), PersonId.Parse(row.GetString(2)), AccountId.Parse(row.GetString(3)), row.GetInt64(4), row.GetInt32(5) == 1);
}
