using System.CommandLine;
using Microsoft.AspNetCore.Connections;

namespace EssLedger.Web.Commands;

internal static class ServeVerb
{
    public static Command Make()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty directory with a town to play in, and write DIR/demo.json" };
        var data = Verbs.Data();
        var urls = new Option<string?>("--urls") { Description = $"Where to listen (default: ASPNETCORE_URLS, else {Server.DefaultUrl})", HelpName = "URL" };
        var store = Verbs.Store();
        var connection = Verbs.Connection();
        var restored = new Option<string?>("--restored-from")
        {
            Description = "After a restore that lost entries, once: at which position each of these books ends now (currency=1234,label=56). The loss is recorded in the book and its log begins anew; see ops/restore.md",
            HelpName = "BOOK=POSITION,…",
        };
        var verb = new Command("serve", "Serves the ledger: API, pages and wallet.") { demo, data, urls, store, connection, restored };
        verb.SetAction(async (asked, stop) =>
        {
            var started = false;
            await using var app = Server.Build(new()
            {
                Demo = asked.GetValue(demo),
                Data = asked.GetValue(data),
                Urls = asked.GetValue(urls),
                Store = asked.GetValue(store),
                Connection = asked.GetValue(connection),
                RestoredFrom = asked.GetValue(restored),
                // Why it does not start is said once and in words, and not also by the host with pages of stack traces.
                Adjust = builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Information),
            });
            try
            {
                await app.StartAsync(stop);
                started = true;
            }
            catch (AddressInUseException)
            {
                throw new StartRefusedException("The port for the other servers of the cluster is in use. EssLedger__SiloPort names another; without it the next start finds a free one.");
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException)
            {
                // The listener comes last, so all else has started and is to be put away in order.
                await app.StopAsync(CancellationToken.None);
                throw new StartRefusedException($"{taken.Message.TrimEnd('.')}. Perhaps another EssLedger listens there: end it, or choose another address with --urls.");
            }
            await Console.Out.WriteLineAsync($"EssLedger listens on {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync(stop);
            return 0;
        });
        return verb;
    }
}
