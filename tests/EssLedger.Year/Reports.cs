using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;

namespace EssLedger.Year;

/// <summary>Everything that the product says of the year, laid into a directory for whoever recomputes it from the exported book.</summary>
internal sealed partial class Reports(RealServer server, Year year, string folder)
{
    /// <summary>The association's number.</summary>
    public const string Siren = "999100142";

    private static readonly string[] Pages = ["/bureau/tresorerie", "/bureau/tresorerie/lignes", "/bureau/tresorerie/emissions", "/bureau/tresorerie/reconversions", "/bureau/compteurs", "/bureau/indicateurs", "/bureau/comptabilite", $"/bureau/comptabilite?periode={Year.Of}"];

    /// <summary>How long each screen took at first and when asked again, and what was allocated for it then.</summary>
    public List<(string Page, TimeSpan First, TimeSpan Again, long Bytes)> Screens { get; } = [];

    public async Task Collect()
    {
        foreach (var report in (string[])["fund", "meters", "paper", "campaigns", "remittances", "statements/lines"])
            await Save(report.Replace('/', '-'), await year.Auditor.Get($"/v1/{report}"));
        await Save("takings", year.Takings);
        var accounts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(year.Town.Everybody, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (member, _) =>
        {
            var balance = (await year.Auditor.Get($"/v1/accounts/{member.Account}")).GetProperty("balance").GetInt64();
            lock (accounts) accounts[member.Account.Value] = balance;
        });
        await Save("accounts", accounts);

        using var browser = await server.Browser("auditor");
        using var bureau = await server.Browser("bureau");
        foreach (var (reader, page) in Pages.Select(page => (browser, page)).Append((bureau, "/bureau/membres")).Append((bureau, "/bureau/professionnels")))
        {
            var (first, again) = (await Open(reader, page), await Open(reader, page));
            Screens.Add((page, first.Time, again.Time, again.Bytes));
        }
        foreach (var period in Enumerable.Range(1, 12).Select(month => $"{Year.Of}-{month:00}").Prepend($"{Year.Of}"))
            await File.WriteAllBytesAsync(Path.Combine(folder, $"balance-{period}.csv"), await browser.GetByteArrayAsync(new Uri($"/bureau/comptabilite/balance.csv?periode={period}", UriKind.Relative)));
        await File.WriteAllBytesAsync(Path.Combine(folder, "fec.txt"), await browser.GetByteArrayAsync(new Uri($"/bureau/comptabilite/fec.txt?annee={Year.Of}&siren={Siren}", UriKind.Relative)));
        await Save("indicators", Table(await browser.GetStringAsync(new Uri("/bureau/indicateurs", UriKind.Relative))));

        static async Task<(TimeSpan Time, long Bytes)> Open(HttpClient browser, string page)
        {
            var (began, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
            using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            return answer.StatusCode == HttpStatusCode.OK ? (Stopwatch.GetElapsedTime(began), GC.GetTotalAllocatedBytes() - before) : throw new InvalidOperationException($"{page}: {answer.StatusCode} {answer.Headers.Location}");
        }
    }

    /// <summary>How long the treasury takes to come back when nobody has it in memory.</summary>
    public async Task<TimeSpan> Wake()
    {
        await server.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        var began = Stopwatch.GetTimestamp();
        await year.Auditor.Get("/v1/fund");
        return Stopwatch.GetElapsedTime(began);
    }

    private Task Save(string name, object what) => File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(what));

    /// <summary>The rows of the page's first table as they are read: the row's name and its cells.</summary>
    private static List<string[]> Table(string page) =>
        [.. Row().Matches(page[..page.IndexOf("</table>", StringComparison.Ordinal)]).Select(row => Cell().Matches(row.Value).Select(cell => WebUtility.HtmlDecode(Tag().Replace(cell.Groups[1].Value, "")).Trim()).ToArray())];

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
