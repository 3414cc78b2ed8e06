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
            using var town = JsonDocument.Parse(await File.ReadAllTextAsync(file, stop));
            var client = town.RootElement.GetProperty("clients").GetProperty(asked.GetRequiredValue(role));
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
                Console.WriteLine(body.RootElement.GetProperty("access_token").GetString());
                return 0;
            }
            catch (HttpRequestException e)
            {
                throw new StartRefusedException($"No server answers at {http.BaseAddress}: {e.Message}");
            }
        });
        return new("demo", "The demonstration: token.") { token };
    }
}
