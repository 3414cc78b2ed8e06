using System.CommandLine;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>Registers other people's applications.</summary>
internal static class ClientsVerb
{
    public static Command Make()
    {
        var name = new Option<string>("--name") { Description = "As people will read it when they are asked", Required = true };
        var redirect = new Option<string[]>("--redirect") { Description = "Where it may be sent back to, letter for letter; several are allowed", Required = true, AllowMultipleArgumentsPerToken = true };
        var scope = new Option<string[]>("--scope") { Description = "What it may ask for besides who somebody is", AllowMultipleArgumentsPerToken = true };
        scope.AcceptOnlyFromAmong([.. Tokens.LedgerScopes]);
        var secret = new Option<bool>("--secret") { Description = "It runs on a server and can keep a secret" };
        var add = new Command("add", "Registers an application and prints its client id and, once, its secret.") { name, redirect, scope, secret, Verbs.Data() };
        add.SetAction(async (asked, stop) =>
        {
            await using var app = await Verbs.OpenPeople(asked.GetValue<string?>("--data"), stop);
            await using var scoped = app.Services.CreateAsyncScope();
            try
            {
                var redirects = asked.GetRequiredValue(redirect).Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new ArgumentException($"\"{text}\" is no address."));
                var (id, told) = await scoped.ServiceProvider.GetRequiredService<Clients>().CreateApplication(asked.GetRequiredValue(name), [.. redirects], asked.GetValue(scope) ?? [], asked.GetValue(secret));
                Console.WriteLine(told is null ? id : $"{id} {told}");
                return 0;
            }
            catch (ArgumentException refused)
            {
                throw new StartRefusedException(refused.Message);
            }
        });
        return new("clients", "Applications of other people: add.") { add };
    }
}
