// A year of a local currency of the size of the Eusko, made from a seed and lived through by the real server over HTTP; then everything that the server says of
// it is compared with what an independent program recomputes from the exported book, and a cent is changed everywhere to see which alarm speaks.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EssLedger.Year;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Option<int> seed = new("--seed") { Description = "From what the year is made", DefaultValueFactory = _ => Random.Shared.Next() };
Option<double> scale = new("--scale") { Description = "1: 4 000 people and 1 300 professionals who exchange 1.4 million", DefaultValueFactory = _ => 1 };
Option<double> minutes = new("--minutes") { Description = "Give up after so long", DefaultValueFactory = _ => 60 };
Option<string?> keep = new("--keep") { Description = "Where to leave ledger and reports (an empty directory); else they are thrown away", HelpName = "DIR" };

var command = new RootCommand("A year of a currency, run through the real server; then every report against a recomputation, and a cent changed everywhere.") { seed, scale, minutes, keep };
command.SetAction(async (asked, _) =>
{
    var (dice, size, until) = (asked.GetValue(seed), asked.GetValue(scale), DateTimeOffset.UtcNow.AddMinutes(asked.GetValue(minutes)));
    var folder = asked.GetValue(keep) is { } kept ? Directory.CreateDirectory(kept) : Directory.CreateTempSubdirectory("essledger-year-");
    try
    {
        return await Run(dice, size, until, folder.FullName);
    }
    finally
    {
        if (asked.GetValue(keep) is null) folder.Delete(recursive: true);
    }
});
return await command.Parse(args).InvokeAsync();

static async Task<int> Run(int seed, double scale, DateTimeOffset until, string folder)
{
    Console.WriteLine($"seed {seed}, scale {scale}");
    var (data, reports) = (Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Directory.CreateDirectory(Path.Combine(folder, "reports")).FullName);
    var clock = new YearClock();
    clock.Set(new(Year.Of, 1, 1, 6, 0, 0, TimeSpan.Zero));
    var began = Stopwatch.GetTimestamp();
    Year year;
    TimeSpan lived;
    await using (var server = new RealServer(data, clock))
    {
        await server.Start();
        year = new(server, clock, new(seed), scale, until);
        await year.Live();
        lived = Stopwatch.GetElapsedTime(began);
        var said = new Reports(server, year, reports);
        await said.Collect();
        var woke = await said.Wake();
        Figures.Print(year, said, lived, woke);
    }
    var book = new Book(data, folder, until);
    var isRight = await book.Check(reports, lived);
    foreach (var alarm in year.Alarms) Console.WriteLine($"  heard  {alarm}");
    return isRight ? 0 : 1;
}
