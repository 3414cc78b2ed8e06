using EssLedger.Core.Census;

namespace EssLedger.Store.Postgres;

/// <summary>The public releases of the census in the same database as the books, in a table of their own.</summary>
public sealed class PostgresCensusStore(PostgresDatabase database) : ICensusStore
{
    public async Task<IReadOnlyList<Release>> ReleasesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select day, content from census_release order by day");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var releases = new List<Release>();
        while (await reader.ReadAsync(cancellationToken)) releases.Add(ReleaseText.Read(reader.GetFieldValue<DateOnly>(0), reader.GetString(1)));
        return releases;
    }

    public async Task KeepAsync(Release release, CancellationToken cancellationToken)
    {
        // Two servers that count the same day at once do not see each other's row: then the key decides.
        await using var command = database.Source.CreateCommand(
            "insert into census_release (day, content) select $1, $2 where not exists (select from census_release where day >= $1) on conflict do nothing");
        command.Parameters.Add(new() { Value = release.Day });
        command.Parameters.Add(new() { Value = ReleaseText.Write(release) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
