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
        return new("import", "Brings files of others: statement.") { statement };
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

    private static async Task<(Uri Server, string Token)> ServerAndToken(string? url, string? data, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable(Token) is { Length: > 0 } token)
            return Uri.TryCreate(url ?? "http://127.0.0.1:5080", UriKind.Absolute, out var server) && server.Scheme is "http" or "https" ? (server, token) : throw new StartRefusedException($"\"{url}\" is no address of a server.");
        var town = DemoTown.FileIn(Path.GetFullPath(data ?? "data"));
        return File.Exists(town) ? await DemoVerb.TokenFor(town, Roles.Treasurer, stop) : throw new StartRefusedException($"Put an access token of a treasurer into {Token}.");
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

        public Shown(Stream file)
        {
            _file = file;
            Headers.ContentType = new MediaTypeHeaderValue("application/xml");
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
