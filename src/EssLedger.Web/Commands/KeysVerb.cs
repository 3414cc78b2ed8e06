using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using EssLedger.Store;
using EssLedger.Web.Keys;

namespace EssLedger.Web.Commands;

internal static class KeysVerb
{
    public static Command Make()
    {
        var list = new Command("list", "Lists the server's keys with their periods.") { Verbs.Data() };
        list.SetAction(asked =>
        {
            using var keys = Open(asked);
            foreach (var key in keys.All) Show(key);
        });

        var purpose = new Argument<string>("PURPOSE") { Description = string.Join(", ", Purposes.All) };
        purpose.AcceptOnlyFromAmong([.. Purposes.All]);
        var (store, connection) = (Verbs.Store(), Verbs.Connection());
        var rotate = new Command("rotate", "Makes the next key of a purpose; running servers take it up within seconds. It stands in the trail.") { purpose, Verbs.Data(), store, connection };
        rotate.SetAction(async (asked, stop) =>
        {
            using var keys = Open(asked);
            var settings = SettingsOf(asked, asked.GetValue(store), asked.GetValue(connection));
            if (settings.Store == "sqlite" && !File.Exists(Books.FileIn(settings.Data))) throw new StartRefusedException($"There is no ledger at {Books.FileIn(settings.Data)}.");
            try
            {
                await using var books = await Books.Open(settings, TimeProvider.System, stop);
                var what = asked.GetRequiredValue(purpose);
                var act = await MachineAct.Begin(books.Trail, "key.rotate", "key", new() { ["purpose"] = what }, stop);
                var made = keys.Rotate(what);
                await act.Done(made.Id.ToString());
                Show(made);
                return 0;
            }
            catch (Exception e) when (e is DbException or StoreUnavailableException)
            {
                throw new StartRefusedException($"The trail cannot be written: {e.Message}");
            }
        });
        return new("keys", "The server's own keys: list, rotate.") { list, rotate };
    }

    private static Settings SettingsOf(ParseResult asked, string? store = null, string? connection = null)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
        new ServeOptions { Data = asked.GetValue<string?>("--data"), Store = store, Connection = connection }.AddTo(configuration);
        return Settings.From(configuration.Build());
    }

    private static KeyDirectory Open(ParseResult asked)
    {
        var folder = SettingsOf(asked).Keys;
        // A mistyped directory gets no keys of its own: the server makes the first ones.
        return Directory.Exists(folder) ? KeyDirectory.Open(folder, TimeProvider.System) : throw new StartRefusedException($"There are no keys at {folder}.");
    }

    private static void Show(KeyFile key) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{key.Purpose,-20} {key.Id}  {key.Created:yyyy-MM-dd'T'HH:mm:ss'Z'}  {(key.Retired is { } retired ? $"retired {retired:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "current")}"));
}
