using System.Data.Common;
using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class AreaStore : IAreaStore
{
    private const string All = "number, kind, year, valid_from, source, licence, digest, areas, imported_on, imported_by, placed, unplaced, inside, changed";

    /// <inheritdoc/>
    public async Task<(AreaSet Set, bool IsNew)> AddAsync(AreaSet set, string outlines, CancellationToken cancellationToken)
    {
        // Of two servers that import at once one finds the number taken, and looks again.
        while (true)
        {
            var sets = await ListAsync(cancellationToken);
            if (sets.FirstOrDefault(s => (s.Kind, s.Year, s.ValidFrom, s.Digest) == (set.Kind, set.Year, set.ValidFrom, set.Digest)) is { } known) return (known, false);
            var next = set with { Number = sets.Count == 0 ? 1 : sets[^1].Number + 1 };
            var kept = await Execute($"insert into area_set ({All}, outlines) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing",
                [
                    next.Number, (int)next.Kind, next.Year, Day(next.ValidFrom), next.Source, next.Licence, next.Digest.ToBytes(), next.Areas, Day(next.ImportedOn), next.By.Value,
                    next.Effect.Placed, next.Effect.Unplaced, next.Effect.Inside, next.Effect.Changed, outlines,
                ], cancellationToken);
            if (kept == 1) return (next, true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AreaSet>> ListAsync(CancellationToken cancellationToken) => Query($"select {All} from area_set order by number", [], row => new AreaSet(
        row.GetInt32(0), (AreaKind)row.GetInt32(1), row.GetInt32(2), Day(row.GetString(3)), row.GetString(4), row.GetString(5), Digest.FromBytes(row.GetFieldValue<byte[]>(6)), row.GetInt32(7),
        Day(row.GetString(8)), PersonId.Parse(row.GetString(9)), new(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13))), cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> OutlinesAsync(int number, CancellationToken cancellationToken) =>
        await Query("select outlines from area_set where number = $1", [number], row => row.GetString(0), cancellationToken) is [var outlines] ? outlines : null;

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
