using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EssLedger.Web.Banking;
using EssLedger.Web.Demo;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>Brings files to a server that runs: it alone decides.</summary>
internal static class ImportVerb
{
    private const string Token = "ESSLEDGER_TOKEN";

    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "A bank statement as the bank gives it (camt.053.001.02, .04 or .08)" };
        var url = new Option<string?>("--url") { Description = $"The server (default: http://127.0.0.1:5080, or that of the demonstration). An access token of a treasurer stands in {Token}", HelpName = "URL" };
        var dry = new Option<bool>("--dry-run") { Description = "Records nothing, and says what would be" };
        var statement = new Command("statement", "Records the bank statements of a file, each whole and once. The same file again changes nothing.") { file, url, dry, Verbs.Data() };
        statement.SetAction((asked, stop) => Statement(asked.GetRequiredValue(file), asked.GetValue(url), asked.GetValue(dry), asked.GetValue<string?>("--data"), stop));
        return new("import", "Brings files of others: statement, members, area; and a whole ledger: all.") { statement, Members(), Area(), All() };
    }

    private static Command All()
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "What `export all` wrote" };
        var (data, store, connection) = (Verbs.Data(), Verbs.Store(), Verbs.Connection());
        var all = new Command("all", "Reads a whole ledger into an empty one, on either database; then `verify` says whether it is right. No server runs meanwhile.") { directory, data, store, connection };
        all.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data), Store = asked.GetValue(store), Connection = asked.GetValue(connection) }.AddTo(configuration);
            var settings = Settings.From(configuration.Build());
            Directory.CreateDirectory(settings.Data);
            try
            {
                await using var books = await Books.Open(settings, TimeProvider.System, stop);
                var manifest = await new Moving.WholeCopy(settings, new Bar("reading").Show).Import(books, asked.GetRequiredValue(directory), stop);
                Bar.Clear();
                await (await MachineAct.Begin(books.Trail, "books.import", "", new() { ["ledger"] = manifest.Ledger }, stop)).Done(manifest.Ledger);
                foreach (var (book, head) in manifest.Heads) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{book} {head.Position} {head.Hash}"));
                Console.WriteLine($"The ledger {manifest.Ledger} is here. Put the server's keys into {settings.Keys}, then run verify.");
                return 0;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or Store.StoreUnavailableException or IOException or UnauthorizedAccessException or FormatException)
            {
                throw new StartRefusedException($"It cannot be read or written: {e.Message}");
            }
            finally { Bar.Clear(); }
        });
        return all;
    }

    private static Command Members()
    {
        var file = new Argument<string>("FILE") { Description = "Members and what they have, as Cyclos, Odoo or a spreadsheet exports them (CSV)" };
        var source = new Option<string>("--source") { Description = "Which system it is from, in a word: the same for every file of it", HelpName = "WORD", Required = true };
        var mapping = new Option<string?>("--mapping") { Description = "A JSON file that says which column says what, where the usual names do not", HelpName = "FILE" };
        var dry = new Option<bool>("--dry-run") { Description = "Enters nothing, and says line by line what would be" };
        var doubtful = new Option<bool>("--take-doubtful") { Description = "Also those who look like somebody who is here: they were looked at, and are other people" };
        var lines = new Option<string?>("--lines") { Description = "Where to write what became of each line (CSV)", HelpName = "FILE" };
        var url = new Option<string?>("--url") { Description = $"The server (default: http://127.0.0.1:5080, or that of the demonstration). An access token of the bureau stands in {Token}", HelpName = "URL" };
        var members = new Command("members", "Enters the members of another system with their accounts. The same file again changes nothing; stopped in between, it goes on.") { file, source, mapping, dry, doubtful, lines, url, Verbs.Data() };
        members.SetAction((asked, stop) => Members(asked.GetRequiredValue(file),
            $"/v1/imports/members?source={Uri.EscapeDataString(asked.GetRequiredValue(source))}&dryRun={(asked.GetValue(dry) ? "true" : "false")}&takeDoubtful={(asked.GetValue(doubtful) ? "true" : "false")}",
            asked.GetValue(mapping), asked.GetValue(lines), asked.GetValue(url), asked.GetValue<string?>("--data"), stop));
        return members;
    }

    private static Command Area()
    {
        var file = new Argument<string>("FILE") { Description = "Areas as their publisher gives them (GeoJSON of RFC 7946, WGS 84)" };
        var kind = new Option<string>("--kind") { Description = "commune, qpv or other", HelpName = "KIND", Required = true };
        var year = new Option<int>("--year") { Description = "Of which year they are (millésime)", HelpName = "YEAR", Required = true };
        var source = new Option<string>("--source") { Description = "Who published them, in words", HelpName = "WORDS", Required = true };
        var licence = new Option<string>("--licence") { Description = "Under which licence, in words", HelpName = "WORDS", Required = true };
        var from = new Option<string?>("--valid-from") { Description = "The first day on which they count (default: the first of the year)", HelpName = "YYYY-MM-DD" };
        var code = new Option<string?>("--code-property") { Description = "The property with the code, where it is none of the usual ones", HelpName = "NAME" };
        var url = new Option<string?>("--url") { Description = $"The server (default: http://127.0.0.1:5080, or that of the demonstration). An access token of the City stands in {Token}", HelpName = "URL" };
        var area = new Command("area", "Imports a set of areas, by which participants with coordinates get their commune and priority neighbourhood. The same file again changes nothing.") { file, kind, year, source, licence, from, code, url, Verbs.Data() };
        area.SetAction((asked, stop) =>
        {
            var query = QueryString.Create(new Dictionary<string, string?>
            {
                ["kind"] = asked.GetRequiredValue(kind),
                ["year"] = asked.GetRequiredValue(year).ToString(CultureInfo.InvariantCulture),
                ["source"] = asked.GetRequiredValue(source),
                ["licence"] = asked.GetRequiredValue(licence),
            });
            if (asked.GetValue(from) is { } day) query = query.Add("validFrom", day);
            if (asked.GetValue(code) is { } property) query = query.Add("codeProperty", property);
            return Area(asked.GetRequiredValue(file), $"/v1/areas{query}", asked.GetValue(url), asked.GetValue<string?>("--data"), stop);
        });
        return area;
    }

    private static async Task<int> Area(string path, string asked, string? url, string? data, CancellationToken stop)
    {
        if (!File.Exists(path)) throw new StartRefusedException($"There is no file {path}.");
        var (server, token) = await ServerAndToken(url, data, stop, Roles.City);
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        try
        {
            await using var file = File.OpenRead(path);
            using var content = new Shown(file, "application/geo+json");
            using var answer = await http.PostAsync(new Uri(asked, UriKind.Relative), content, stop);
            Bar.Clear();
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
            if (!answer.IsSuccessStatusCode) throw new StartRefusedException($"The server refuses: {body.RootElement}");
            int Number(string name) => body.RootElement.GetProperty(name).GetInt32();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Set {Number("set")}{(answer.StatusCode is HttpStatusCode.Created ? "" : ", imported before")}: {Number("areas")} areas, in force from {body.RootElement.GetProperty("validFrom").GetString()}."));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of {Number("placed")} participants with coordinates {Number("inside")} lie in one, {Number("changed")} elsewhere than before; {Number("unplaced")} have none and stay unknown."));
            return 0;
        }
        catch (HttpRequestException e)
        {
            throw new StartRefusedException($"No server answers at {server}: {e.Message}");
        }
        finally { Bar.Clear(); }
    }

    private static async Task<int> Members(string path, string asked, string? mapping, string? linesTo, string? url, string? data, CancellationToken stop)
    {
        foreach (var needed in new[] { path, mapping })
            if (needed is not null && !File.Exists(needed)) throw new StartRefusedException($"There is no file {needed}.");
        if (mapping is not null) asked += $"&mapping={Uri.EscapeDataString(await File.ReadAllTextAsync(mapping, stop))}";
        var (server, token) = await ServerAndToken(url, data, stop, Roles.Bureau);
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        try
        {
            await using var file = File.OpenRead(path);
            using var content = new Shown(file, "text/csv");
            using var sending = new HttpRequestMessage(HttpMethod.Post, new Uri(asked, UriKind.Relative)) { Content = content };
            sending.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await http.SendAsync(sending, stop);
            Bar.Clear();
            if (!answer.IsSuccessStatusCode) throw new StartRefusedException($"The server refuses: {await answer.Content.ReadAsStringAsync(stop)}");
            var (cancelled, bars) = (false, new Dictionary<string, Bar>());
            while (true)
            {
                using var told = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/imports/members", UriKind.Relative), CancellationToken.None));
                var import = told.RootElement.GetProperty("items")[0];
                var (stage, done, total) = (import.GetProperty("stage").GetString()!, import.GetProperty("done").GetInt64(), import.GetProperty("total").GetInt64());
                if (stage is "done" or "cancelled" or "failed")
                {
                    Bar.Clear();
                    if (linesTo is not null && stage != "failed") await File.WriteAllBytesAsync(linesTo, await http.GetByteArrayAsync(new Uri("/v1/imports/members/lines.csv", UriKind.Relative), CancellationToken.None), CancellationToken.None);
                    return TellMembers(import, stage, done);
                }
                if (!bars.TryGetValue(stage, out var bar)) bars[stage] = bar = new(stage);
                bar.Show(done, total);
                if (stop.IsCancellationRequested && !cancelled)
                {
                    cancelled = true;
                    using var cancel = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/imports/members/cancel", UriKind.Relative));
                    cancel.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                    using var _ = await http.SendAsync(cancel, CancellationToken.None);
                }
                await Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None);
            }
        }
        catch (HttpRequestException e)
        {
            throw new StartRefusedException($"No server answers at {server}: {e.Message}");
        }
        finally { Bar.Clear(); }
    }

    private static int TellMembers(JsonElement told, string stage, long done)
    {
        if (told.GetProperty("refusal") is { ValueKind: JsonValueKind.Object } refusal)
            throw new StartRefusedException(string.Create(CultureInfo.InvariantCulture, $"{refusal.GetProperty("code").GetString()}, line {refusal.GetProperty("line").GetInt64()}: {refusal.GetProperty("expected").GetString()} was expected."));
        var dry = told.GetProperty("dryRun").GetBoolean();
        string Number(string name) => told.GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture);
        foreach (var column in told.GetProperty("columns").EnumerateObject()) Console.WriteLine($"{column.Name}: {column.Value.GetString()}");
        Console.WriteLine($"{Number("created")} {(dry ? "would be entered" : "entered")}, {Number("exists")} here before, {Number("doubtful")} doubtful, {Number("refused")} refused");
        if (stage == "cancelled") Console.WriteLine(dry ? "Stopped; nothing was entered." : string.Create(CultureInfo.InvariantCulture, $"Stopped: {done} are entered with all that belongs to them. The same file again goes on."));
        return stage == "done" && told.GetProperty("doubtful").GetInt64() + told.GetProperty("refused").GetInt64() == 0 ? 0 : 1;
    }

    private static async Task<int> Statement(string path, string? url, bool dryRun, string? data, CancellationToken stop)
    {
        if (!File.Exists(path)) throw new StartRefusedException($"There is no file {path}.");
        await using var file = File.OpenRead(path);
        if (Unreadable(file, stop) is { } refusal) throw new StartRefusedException(string.Create(CultureInfo.InvariantCulture, $"{refusal.Code}, line {refusal.Line}: {refusal.Expected} was expected. Nothing was recorded."));

        var (server, token) = await ServerAndToken(url, data, stop);
        // A statement of a hundred thousand lines takes the server a while.
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        file.Position = 0;
        try
        {
            using var content = new Shown(file);
            using var answer = await http.PostAsync(new Uri($"/v1/statements?dryRun={(dryRun ? "true" : "false")}", UriKind.Relative), content, stop);
            Bar.Clear();
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
            if (!answer.IsSuccessStatusCode) throw new StartRefusedException($"The server refuses: {body.RootElement}");
            return Tell(body.RootElement.GetProperty("statements"));
        }
        catch (HttpRequestException e)
        {
            throw new StartRefusedException($"No server answers at {server}: {e.Message}");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new StartRefusedException("Given up. Every statement is recorded whole or not at all; the same file again goes on.");
        }
        finally { Bar.Clear(); }
    }

    private static BankFileRefusal? Unreadable(Stream file, CancellationToken stop)
    {
        var bar = new Bar("reading");
        using var camt = new Camt053(file) { Progress = bar.Show };
        while (camt.Next(stop) is not null) { }
        Bar.Clear();
        return camt.Refusal;
    }

    private static async Task<(Uri Server, string Token)> ServerAndToken(string? url, string? data, CancellationToken stop, string role = Roles.Treasurer)
    {
        if (Environment.GetEnvironmentVariable(Token) is { Length: > 0 } token)
            return Uri.TryCreate(url ?? "http://127.0.0.1:5080", UriKind.Absolute, out var server) && server.Scheme is "http" or "https" ? (server, token) : throw new StartRefusedException($"\"{url}\" is no address of a server.");
        var town = DemoTown.FileIn(Path.GetFullPath(data ?? "data"));
        return File.Exists(town) ? await DemoVerb.TokenFor(town, role, stop) : throw new StartRefusedException($"Put an access token ({role}) into {Token}.");
    }

    private static int Tell(JsonElement statements)
    {
        var refused = false;
        foreach (var statement in statements.EnumerateArray())
        {
            var state = statement.GetProperty("state").GetString();
            var why = statement.GetProperty("refusal").GetString();
            refused |= why is not null;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{statement.GetProperty("iban").GetString()} {statement.GetProperty("statement").GetString()}: {why ?? state}, {statement.GetProperty("new").GetInt32()} new, {statement.GetProperty("known").GetInt32()} known"));
            foreach (var warning in statement.GetProperty("warnings").EnumerateArray())
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {warning.GetProperty("warning").GetString()} {warning.GetProperty("figure").GetInt64()} {warning.GetProperty("about").GetString()}").TrimEnd());
        }
        return refused ? 1 : 0;
    }

    /// <summary>A file on its way, with a bar.</summary>
    private sealed class Shown : HttpContent
    {
        private readonly Stream _file;

        public Shown(Stream file, string type = "application/xml")
        {
            _file = file;
            Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _file.Length;
            return true;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var bar = new Bar("sending");
            var buffer = new byte[1 << 16];
            for (int read; (read = await _file.ReadAsync(buffer, cancellationToken)) > 0; bar.Show(_file.Position, _file.Length)) await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
