using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Store.Postgres;
using EssLedger.Store.Sqlite;
using EssLedger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EssLedger.Ours;

/// <summary>The label: folding and rebuilding of long books, a day's list of ten thousand participants, and what a passer-by asks over HTTP.</summary>
/// <param name="facts">About how many facts the long book has.</param>
/// <param name="time">How long calls over HTTP are measured.</param>
/// <param name="output">Where the figures go.</param>
internal sealed class LabelFigures(int facts, TimeSpan time, TextWriter output)
{
    private const int FiveYears = 1826, Sample = 500, Clients = 8, Batch = 1000;

    public async Task Run(PostgresServer postgres)
    {
        await LongBook(postgres);
        await List();
        await OverHttp();
    }

    private Task Tell(string text) => output.WriteLineAsync(text);

    private static LabelHistory Live(int participants, DateOnly start, Action<Recording> record) => LabelHistory.Live(1, participants, FiveYears, signs: false, record, start);

    // ---- A long book ----

    private async Task LongBook(PostgresServer postgres)
    {
        var sample = 0;
        Live(Sample, LabelHistory.Start, _ => sample++);
        var book = new List<(byte[] Body, DateTimeOffset At)>();
        var participants = (int)((long)facts * Sample / sample);
        Live(participants, LabelHistory.Start, r => book.Add((r.Fact.Encode(), r.At)));
        await Tell(string.Create(CultureInfo.InvariantCulture, $"a book of {participants} participants in five years: {book.Count} facts, {book.Average(b => b.Body.Length):0} bytes each"));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = new Timing();
        var register = Register.Empty;
        for (var i = 0; i < book.Count; i++) register = register.With(LabelFact.Decode(book[i].Body), new(i + 2), ParisCalendar.DayOf(book[i].At));
        var folded = watch.ToString();
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        await Tell(string.Create(CultureInfo.InvariantCulture, $"fold of it into a register of {register.Grants.Count} grants: {folded}, {memory >> 20} MB"));
        register = Register.Empty;

        var folder = Directory.CreateTempSubdirectory("essledger-label-");
        var database = new SqliteDatabase(Path.Combine(folder.FullName, "ledger.db"), "pragma synchronous=off;");
        database.Migrate();
        await using (var label = await Write(database, book))
        {
            book.Clear();
            using var read = new LabelRegister(label);
            watch = new();
            await read.Read(Progress("reading"), default);
            await Tell(string.Create(CultureInfo.InvariantCulture, $"reading and folding it from SQLite: {watch}"));
            await using var server = await PostgresDatabase.OpenAsync(await postgres.CreateDatabaseAsync(), TimeSpan.Zero, null, default);
            foreach (var (name, rows) in new (string, ILabelProjection)[] { ("SQLite", new SqliteLabelProjection(database)), ("PostgreSQL", new PostgresLabelProjection(server)) })
            {
                watch = new();
                await new LabelFollower(label, read, rows).Rebuild(Progress($"rows in {name}"), default);
                var rebuilt = watch.ToString();
                var asked = Stopwatch.StartNew();
                var members = await rows.MembersOnAsync(LabelHistory.Start.AddDays(900), null, default);
                await Tell(string.Create(CultureInfo.InvariantCulture, $"rebuild of the rows in {name}: {rebuilt}; one day's {members.Count} grants with their profiles by SQL: {asked.ElapsedMilliseconds} ms"));
            }
        }
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>Time on the clock, and of processors, which others do not lengthen.</summary>
    private sealed class Timing
    {
        private readonly (long At, TimeSpan Processors) _begun = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_begun.At).TotalSeconds:0.0} s ({(Environment.CpuUsage.TotalTime - _begun.Processors).TotalSeconds:0.0} s of processor)");
    }

    private Action<long, long> Progress(string what)
    {
        var told = 0L;
        return (position, last) =>
        {
            if (position * 4 / Math.Max(1, last) is var quarter && quarter <= told) return;
            told = quarter;
            output.WriteLine($"  {what}: {position} of {last}");
        };
    }

    private static async Task<LabelBook> Write(SqliteDatabase database, IReadOnlyList<(byte[] Body, DateTimeOffset At)> book)
    {
        var clock = new Calendar { Now = book[0].At };
        var label = new LabelBook(new SqliteJournalStore(database, "label", clock), new(), NullLogger<LabelBook>.Instance);
        await label.Store.AppendAsync([new Draft(new LabelBookOpened(LabelHistory.Label).Encode(), []) { Claims = [new(ClaimKind.Beginning, "book")] }], default);
        var turn = 0L;
        foreach (var day in book.GroupBy(b => ParisCalendar.DayOf(b.At)))
        {
            clock.Now = day.Last().At;
            foreach (var page in day.Chunk(Batch)) await label.Store.AppendAsync([.. page.Select(b => ((DatedFact)LabelFact.Decode(b.Body)).ToDraft(++turn))], default);
        }
        return label;
    }

    private sealed class Calendar : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }
        public override DateTimeOffset GetUtcNow() => Now;
    }

    // ---- A day's list: what is counted and shown ----

    private async Task List()
    {
        var count = 0;
        var register = Live(10_000, LabelHistory.Start, _ => count++).Register;
        foreach (var known in new DateOnly?[] { null, LabelHistory.Start.AddDays(1_000) })
        {
            var times = Enumerable.Range(0, 9).Select(i =>
            {
                var watch = Stopwatch.StartNew();
                _ = register.MembersOn(LabelHistory.Start.AddDays(200 * i + 100), known).Count(m => m.Profile.Commune == "59350");
                return watch.Elapsed.TotalMilliseconds;
            }).Order().ToList();
            await Tell(string.Create(CultureInfo.InvariantCulture, $"grants of 10 000 participants ({register.Grants.Count} in five years, {count} facts) with their profiles on a day{(known is null ? "" : ", as known on another")}: {times[4]:0.0} ms"));
        }
    }

    // ---- Over HTTP ----

    private async Task OverHttp()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-label-");
        var database = new SqliteDatabase(Path.Combine(folder.FullName, "ledger.db"));
        database.Migrate();
        var book = new List<(byte[], DateTimeOffset)>();
        var start = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-FiveYears);
        var register = Live(Sample, start, r => book.Add((r.Fact.Encode(), r.At))).Register;
        await using (await Write(database, book)) { }
        var shown = register.GrantsInOrder.Select(number => register.Grants[number]).Where(g => g.On(DateOnly.FromDateTime(DateTime.UtcNow)) is Standing.Active).Take(100).ToList();
        var participants = new SqliteParticipantStore(database);
        foreach (var (id, index) in register.Participants.Keys.Select((id, index) => (id, index)))
            await participants.KeepAsync(new(id, HolderId.TryParse($"W59{index:0000000}", out var holder) ? holder : throw new FormatException(), $"Commerce {index}", "59350"), default);

        await using var app = Server.Build(new()
        {
            Data = folder.FullName,
            Urls = "http://127.0.0.1:0",
            Further = new Dictionary<string, string?> { ["EssLedger:RequestsPerSecond"] = "1000000", ["EssLedger:MedianAnswerMilliseconds"] = "60000" },
            Adjust = builder => builder.Logging.ClearProviders(),
        });
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = new(app.Urls.First()) };
        var badges = new List<string>();
        foreach (var grant in shown) badges.Add((await http.GetFromJsonAsync<JsonElement>(new Uri($"/v1/badges/{grant.Number}/code", UriKind.Relative))).GetProperty("text").GetString()!);

        foreach (var clients in new[] { 1, Clients })
        {
            await Calls("standing of one grant on any day", clients, i =>
            {
                var (grant, day) = (shown[i % shown.Count], start.AddDays(i * 37 % FiveYears));
                return http.GetAsync(new Uri($"/v1/label/grants/{grant.Number}?on={day:yyyy-MM-dd}", UriKind.Relative));
            });
            await Calls("badge verified against the register", clients, i => http.PostAsJsonAsync(new Uri("/v1/badges/verify", UriKind.Relative), new { text = badges[i % badges.Count] }));
        }
        await Pure(app, badges);
        await app.StopAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task Calls(string what, int clients, Func<int, Task<HttpResponseMessage>> call)
    {
        var all = new List<double>();
        for (var warm = 0; warm < 2; warm++)
        {
            all.Clear();
            var watch = Stopwatch.StartNew();
            var limit = warm == 0 ? time / 4 : time;
            var seen = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
            {
                var times = new List<double>();
                for (var i = client; watch.Elapsed < limit; i += clients)
                {
                    var begun = Stopwatch.GetTimestamp();
                    using var answer = await call(i);
                    answer.EnsureSuccessStatusCode();
                    await answer.Content.ReadAsByteArrayAsync();
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
                return times;
            })));
            all.AddRange(seen.SelectMany(t => t).Order());
        }
        await Tell(string.Create(CultureInfo.InvariantCulture, $"{what}, over HTTP, {clients} at once (clients in the same process): {all.Count / time.TotalSeconds:0} a second, p50 {all[all.Count / 2]:0.00} ms, p99 {all[(int)(all.Count * 0.99)]:0.00} ms"));
    }

    /// <summary>Reading the code, decoding the badge and checking the owner's signature, without register and HTTP, on one thread.</summary>
    private async Task Pure(WebApplication app, List<string> badges)
    {
        var (settings, keys) = (app.Services.GetRequiredService<Settings>(), app.Services.GetRequiredService<ServerKeys>());
        var (done, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < time; done++)
        {
            var read = QrText.Read('B', badges[done % badges.Count], settings);
            if (read is null || !Badge.TryDecode(read, out _, out var envelope, out _) || keys.Find(envelope.Key) is not { } key || !key.Verify(envelope)) throw new InvalidOperationException("A badge does not hold.");
        }
        await Tell(string.Create(CultureInfo.InvariantCulture, $"badge checked offline (code, payload, ES256 signature), one thread: {done / watch.Elapsed.TotalSeconds:0} a second"));
    }
}
