using System.CommandLine;
using System.Globalization;
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
        var rotate = new Command("rotate", "Makes the next key of a purpose; running servers take it up within seconds.") { purpose, Verbs.Data() };
        rotate.SetAction(asked =>
        {
            using var keys = Open(asked);
            Show(keys.Rotate(asked.GetRequiredValue(purpose)));
        });
        return new("keys", "The server's own keys: list, rotate.") { list, rotate };
    }

    private static KeyDirectory Open(ParseResult asked)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
        new ServeOptions { Data = asked.GetValue<string?>("--data") }.AddTo(configuration);
        var folder = Settings.From(configuration.Build()).Keys;
        // A mistyped directory gets no keys of its own: the server makes the first ones.
        return Directory.Exists(folder) ? KeyDirectory.Open(folder, TimeProvider.System) : throw new StartRefusedException($"There are no keys at {folder}.");
    }

    private static void Show(KeyFile key) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{key.Purpose,-20} {key.Id}  {key.Created:yyyy-MM-dd'T'HH:mm:ss'Z'}  {(key.Retired is { } retired ? $"retired {retired:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "current")}"));
}
