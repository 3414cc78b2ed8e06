using System.Globalization;
using EssLedger.Core.Census;

namespace EssLedger.Store.Sqlite;

/// <summary>The public releases of the census in the same file as the books, in a table of their own.</summary>
public sealed class SqliteCensusStore(SqliteDatabase database) : ICensusStore
{
    private const string DayForm = "yyyy-MM-dd";

    public Task<IReadOnlyList<Release>> ReleasesAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select day, content from census_release order by day";
        using var reader = command.ExecuteReader();
        var releases = new List<Release>();
        while (reader.Read()) releases.Add(ReleaseText.Read(DateOnly.ParseExact(reader.GetString(0), DayForm, CultureInfo.InvariantCulture), reader.GetString(1)));
        return Task.FromResult<IReadOnlyList<Release>>(releases);
    }

    public Task KeepAsync(Release release, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "insert into census_release (day, content) select $day, $content where not exists (select 1 from census_release where day >= $day)";
        command.Parameters.AddWithValue("$day", release.Day.ToString(DayForm, CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$content", ReleaseText.Write(release));
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}
