using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>Enters staff from the machine itself: the way to the first administrator of a new ledger.</summary>
internal static class PeopleVerb
{
    public static Command Make()
    {
        var name = new Option<string>("--name") { Description = "The person's name", Required = true };
        var email = new Option<string>("--email") { Description = "The address with which they sign in", Required = true };
        var role = new Option<string[]>("--role") { Description = "What they may do; several are allowed", Required = true, AllowMultipleArgumentsPerToken = true };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var add = new Command("add", "Enters a person and prints a password for them, once.") { name, email, role, Verbs.Data() };
        add.SetAction(async (asked, stop) =>
        {
            await using var app = await Verbs.OpenPeople(asked.GetValue<string?>("--data"), stop);
            // A password that nobody chose is not reused elsewhere.
            var password = Base32.Encode(RandomNumberGenerator.GetBytes(15));
            try
            {
                var trail = app.Services.GetRequiredService<IAuditTrail>();
                var entry = new TrailEntry("", "", "command-line", "", "person.enter", "person", "", TrailStage.Begun, "", null, new JsonObject { ["asked"] = new JsonObject { ["roles"] = string.Join(' ', asked.GetRequiredValue(role)), ["name"] = null, ["email"] = null } }.ToJsonString());
                var begun = await trail.AppendAsync(TimeProvider.System.GetUtcNow(), entry, stop);
                var person = await app.Services.GetRequiredService<People>().Create(asked.GetRequiredValue(name), asked.GetRequiredValue(role), asked.GetRequiredValue(email), password);
                await trail.AppendAsync(TimeProvider.System.GetUtcNow(), entry with { Stage = TrailStage.Done, Subject = person.Id, Begun = begun.Number, Details = "{}" }, stop);
            }
            catch (ArgumentException refused)
            {
                throw new StartRefusedException(refused.Message);
            }
            Console.WriteLine(password);
            return 0;
        });
        return new("people", "People who work with the ledger: add.") { add };
    }
}
