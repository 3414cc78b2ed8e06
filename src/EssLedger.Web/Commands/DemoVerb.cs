using System.CommandLine;
using System.Text.Json;
using EssLedger.Web.Demo;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>What a developer needs of a demonstration that runs.</summary>
internal static class DemoVerb
{
    public static Command Make()
    {
        var role = new Argument<string>("ROLE") { Description = string.Join(", ", Roles.All) };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var token = new Command("token", "Prints an access token of the demonstration for a role, from the server that runs it.") { role, Verbs.Data() };
        token.SetAction(async (asked, stop) =>
        {
            var file = DemoTown.FileIn(Path.GetFullPath(asked.GetValue<string?>("--data") ?? "data"));
            if (!File.Exists(file)) throw new StartRefusedException($"There is no {file}: start the demonstration first.");
            Console.WriteLine((await TokenFor(file, asked.GetRequiredValue(role), stop)).Token);
            return 0;
        });
        return new("demo", "The demonstration: token.") { token };
    }
    /// <summary>The demonstration's server, and an access token for a role.</summary>
    /// <exception cref="StartRefusedException">It does not run, or refuses.</exception>
    internal static async Task<(Uri Server, string Token)> TokenFor(string file, string role, CancellationToken stop)
    {
        using var town = JsonDocument.Parse(await File.ReadAllTextAsync(file, stop));
        var client = town.RootElement.GetProperty("clients").GetProperty(role);
        using var http = new HttpClient { BaseAddress = new(town.RootElement.GetProperty("baseUrl").GetString()!) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.GetProperty("clientId").GetString()!,
            ["client_secret"] = client.GetProperty("clientSecret").GetString()!,
        });
        try
        {
            using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, stop);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
            if (!answer.IsSuccessStatusCode) throw new StartRefusedException($"The server refuses: {body.RootElement}");
            return (http.BaseAddress, body.RootElement.GetProperty("access_token").GetString()!);
        }
        catch (HttpRequestException e)
        {
            throw new StartRefusedException($"No server answers at {http.BaseAddress}: {e.Message}");
        }
    }
}
