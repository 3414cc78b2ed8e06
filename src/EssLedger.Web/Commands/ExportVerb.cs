using System.CommandLine;
using System.Data.Common;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace EssLedger.Web.Commands;

internal static class ExportVerb
{
    public static Command Make()
    {
        var openapi = new Command("openapi", "Prints the OpenAPI document of the API as YAML.");
        openapi.SetAction((_, stop) => OpenApi(stop));
        return new("export", "Writes what others need.") { openapi, Fec(), TrialBalance(), Archive(), All() };
    }

    private static Command All()
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "Where to; it is made if it is not there" };
        var help = """
            Writes the whole ledger as files that `import all` reads into an empty one, on either database: books with all units and their logs, the trail, registers, and apart from them people, with a manifest of digests and schema versions.
            It holds personal data: keep it like the ledger itself. The server's keys are not in it: copy them by another way.
            """;
        return OnBooks(new("all", help) { directory }, "all", async (asked, books, settings, stop) =>
        {
            var to = asked.GetRequiredValue(directory);
            Directory.CreateDirectory(to);
            var manifest = await new Moving.WholeCopy(settings, new Bar("copying").Show).Export(books, to, stop);
            Bar.Clear();
            foreach (var (book, head) in manifest.Heads) Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{book} {head.Position} {head.Hash}"));
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{manifest.Files.Sum(f => f.Rows)} rows of {manifest.Files.Count} tables are in {to}. The server's keys are not: they are in {settings.Keys}."));
        });
    }

    private static Option<int> Year() => new("--year") { Description = "The financial year", HelpName = "YEAR", Required = true };

    private static Option<string> SirenOf()
    {
        var siren = new Option<string>("--siren") { Description = "The association's SIREN (nine digits)", HelpName = "SIREN", Required = true };
        siren.Validators.Add(asked =>
        {
            if (!Siren.TryParse(asked.GetValueOrDefault<string>(), out _)) asked.AddError("--siren is nine digits, of which the last is the check digit.");
        });
        return siren;
    }

    private static Option<string> To() => new("--to") { Description = "The directory where the files go (default: the current one)", HelpName = "DIR", DefaultValueFactory = _ => "." };

    private static Command Fec()
    {
        var (year, siren, to) = (Year(), SirenOf(), To());
        return OnBooks(new("fec", "Writes a year's accounting entries as the French tax office reads them (FEC), and the description that goes with the file.") { year, siren, to }, "fec", async (asked, books, settings, stop) =>
        {
            var of = Siren.TryParse(asked.GetValue(siren), out var number) ? number : default;
            var entries = await new OfficeBooks(books.Currency, settings.Unit).EntriesAsync(asked.GetValue(year), ParisCalendar.DayOf(settings.Clock.GetUtcNow()), stop);
            if (entries.Entries.Count == 0) throw new StartRefusedException($"The book has no accounting entry in {entries.Year}.");
            var file = Path.Combine(asked.GetValue(to)!, Core.Books.Fec.NameOf(of, entries.Year));
            await using (var written = File.Create(file)) Core.Books.Fec.Write(written, entries.Entries);
            var description = Path.Combine(asked.GetValue(to)!, Core.Books.Fec.DescriptionNameOf(of, entries.Year));
            await File.WriteAllBytesAsync(description, Core.Books.Fec.Describe(of, entries.Year, settings.Unit.Code, entries.Through), stop);
            Console.WriteLine($"{file}{Environment.NewLine}{description}");
            if (!entries.IsClosed) await Console.Error.WriteLineAsync($"{entries.Year} is not closed: the file goes up to {entries.Through:yyyy-MM-dd} and is not the last word.");
        });
    }

    private static Command TrialBalance()
    {
        var period = new Option<string>("--period") { Description = "A year, a month or a day: 2026, 2026-11, 2026-11-25", HelpName = "PERIOD", Required = true };
        period.Validators.Add(asked =>
        {
            if (!Period.TryParse(asked.GetValueOrDefault<string>(), out _)) asked.AddError("--period is a year, a month or a day: 2026, 2026-11, 2026-11-25.");
        });
        return OnBooks(new("trial-balance", "Prints the balances of all accounts over a period as a table (RFC 4180), in euro.") { period }, "trial-balance", async (asked, books, settings, stop) =>
        {
            var over = Period.TryParse(asked.GetValue(period), out var known) ? known : default;
            Console.Write(OfficeBooks.Csv(await new OfficeBooks(books.Currency, settings.Unit).BalanceAsync(over, stop)));
        });
    }

    private static Command Archive()
    {
        var (year, siren, to) = (Year(), SirenOf(), To());
        var help = """
            Writes one dated file (zip) that holds a closed year: its entries with their hashes, what they rest on as far as it is still kept, closures, accounting entries, balances, and the log's word for it.
            Keep it for six years, in two places. `verify --archive FILE` reads it again, alone.
            It holds orders as members' devices signed them: keep it like the ledger itself.
            """;
        return OnBooks(new("archive", help) { year, siren, to }, "archive", async (asked, books, settings, stop) =>
        {
            var of = Siren.TryParse(asked.GetValue(siren), out var number) ? number : default;
            var logs = await books.Currency.ReadLogHistoryAsync("currency", stop);
            if (logs is null || await books.Currency.FindAsync(Position.None.Next, stop) is not { } first) throw new StartRefusedException("The book is empty.");
            using var keys = Directory.Exists(settings.Keys) ? KeyDirectory.Open(settings.Keys, TimeProvider.System) : null;
            var now = DateTimeOffset.FromUnixTimeSeconds(settings.Clock.GetUtcNow().ToUnixTimeSeconds());
            var file = Path.Combine(asked.GetValue(to)!, Bookkeeping.Archive.NameOf(logs.Id, asked.GetValue(year), now));
            // Beside first: whoever stops us half-way leaves nothing that looks whole.
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                await using (var written = new FileStream($"{file}.new", options))
                {
                    await Bookkeeping.Archive.WriteAsync(written, books, keys is null ? [] : [.. new ServerKeys(keys).Checkpoints(logs).Select(k => k.Key.ToString())],
                        (Act.BookOpened)Codec.Decode(first.Body), asked.GetValue(year), of, now, new Bar("archive").Show, stop);
                }
                File.Move($"{file}.new", file, overwrite: true);
            }
            finally
            {
                Bar.Clear();
                File.Delete($"{file}.new");
            }
            Console.WriteLine(file);
        });
    }

    /// <summary>A verb that reads the books and says so in the trail; a server may run meanwhile.</summary>
    private static Command OnBooks(Command verb, string what, Func<ParseResult, Books, Settings, CancellationToken, Task> run)
    {
        var (data, store, connection) = (Verbs.Data(), Verbs.Store(), Verbs.Connection());
        verb.Add(data);
        verb.Add(store);
        verb.Add(connection);
        verb.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data), Store = asked.GetValue(store), Connection = asked.GetValue(connection) }.AddTo(configuration);
            var settings = Settings.From(configuration.Build());
            if (settings.Store == "sqlite" && !File.Exists(Books.FileIn(settings.Data))) throw new StartRefusedException($"There is no ledger at {Books.FileIn(settings.Data)}.");
            try
            {
                await using var books = await Books.Open(settings, TimeProvider.System, stop);
                var act = await MachineAct.Begin(books.Trail, "books.export", "", new() { ["what"] = what }, stop);
                await run(asked, books, settings, stop);
                await act.Done(what);
                return 0;
            }
            catch (Exception e) when (e is DbException or StoreUnavailableException or IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"It cannot be read or written: {e.Message}");
            }
        });
        return verb;
    }

    /// <summary>The document is made from the endpoints of a server that is put together but neither listens nor does any work.</summary>
    private static async Task<int> OpenApi(CancellationToken cancellationToken)
    {
        var nowhere = Directory.CreateTempSubdirectory("essledger-");
        try
        {
            await using var app = Server.Build(new()
            {
                Data = nowhere.FullName,
                Urls = Server.DefaultUrl,
                Adjust = builder =>
                {
                    builder.Logging.ClearProviders();
                    builder.Services.RemoveAll<IHostedService>();
                    builder.Services.AddSingleton<IServer, NoListener>();
                },
            });
            await app.StartAsync(cancellationToken);
            var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDescription.Name).GetOpenApiDocumentAsync(cancellationToken);
            await Console.Out.WriteAsync(await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken));
            return 0;
        }
        finally { nowhere.Delete(recursive: true); }
    }

    private sealed class NoListener : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public void Dispose() { }
    }
}
