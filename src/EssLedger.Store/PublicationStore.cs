using System.Data.Common;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Publishing;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class PublicationStore : IPublicationStore
{
    private sealed record Content(IReadOnlyList<Figure> Told, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Blocks);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FigureRelease>> FiguresAsync(CancellationToken cancellationToken) => Query("select period, content from figure_release order by place", [], row =>
    {
        var content = JsonSerializer.Deserialize<Content>(row.GetString(1))!;
        return new FigureRelease(FigurePeriod.TryParse(row.GetString(0), out var period) ? period : throw new FormatException("A release names no period."), content.Told, content.Blocks);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(FigureRelease release, CancellationToken cancellationToken) => Execute(
        "insert into figure_release (period, place, content) select $1, $2, $3 where not exists (select 1 from figure_release where place >= $2) on conflict do nothing",
        [release.Period.ToString(), release.Period.Order, JsonSerializer.Serialize(new Content(release.Told, release.Blocks))], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AnnualReport>> ReportsAsync(CancellationToken cancellationToken) => Query(
        "select period, number, content, hash, version, made_by, made_at, published_at from annual_report order by period desc, number desc", [],
        row => new AnnualReport(row.GetString(0), row.GetInt32(1), row.GetString(2), Digest.FromBytes(row.GetFieldValue<byte[]>(3)), row.GetString(4), PersonId.Parse(row.GetString(5)), At(row, 6), row.IsDBNull(7) ? null : At(row, 7)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> KeepAsync(AnnualReport report, CancellationToken cancellationToken) => await Execute(
        "insert into annual_report (period, number, content, hash, version, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        [report.Period, report.Number, report.Content, report.Hash.ToBytes(), report.Version, report.MadeBy.Value, report.MadeAt.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<bool> PublishAsync(string period, int number, PersonId by, DateTimeOffset at, CancellationToken cancellationToken) => await Execute(
        "update annual_report set published_by = $3, published_at = $4 where period = $1 and number = $2 and published_at is null", [period, number, by.Value, at.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
