using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace EssLedger.Web.Commands;

/// <summary>Asks a running server whether it is ready: for supervisors whose image or machine has no program that speaks HTTP. Exit 0: it is.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5), AsksAgainAfter = TimeSpan.FromMilliseconds(250);

    public static Command Make()
    {
        var url = new Option<string?>("--url") { Description = $"Where the server listens (default: ASPNETCORE_URLS, else {Server.DefaultUrl})", HelpName = "URL" };
        var patience = new Option<int>("--patience") { Description = "For so many seconds ask again while it is not ready", HelpName = "SECONDS" };
        var verb = new Command("health", "Asks a running server whether it is ready, and says what it answers; exit 1 if it is not.") { url, patience };
        verb.SetAction(async (asked, stop) =>
        {
            var where = Settings.NearestOf(asked.GetValue(url) ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? Server.DefaultUrl);
            if (!Uri.TryCreate(where, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https")) throw new StartRefusedException($"The server's address is http://HOST:PORT, not \"{where}\".");
            using var http = new HttpClient { BaseAddress = server, Timeout = AnswersWithin };
            var asking = Stopwatch.StartNew();
            while (true)
            {
                var (isReady, said) = await Ask(http, stop);
                if (isReady || asking.Elapsed.TotalSeconds >= asked.GetValue(patience))
                {
                    await (isReady ? Console.Out : Console.Error).WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{server.GetLeftPart(UriPartial.Authority)}: {said}"));
                    return isReady ? 0 : 1;
                }
                await Task.Delay(AsksAgainAfter, stop);
            }
        });
        return verb;
    }

    private static async Task<(bool IsReady, string Said)> Ask(HttpClient http, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", stop);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stop));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (false, e.Message);
        }
    }
}
