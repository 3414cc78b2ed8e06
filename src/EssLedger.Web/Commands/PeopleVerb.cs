using System.CommandLine;
using System.Security.Cryptography;
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
                var roles = asked.GetRequiredValue(role);
                if (IncompatibleDuties.Among(roles) is [var collision, ..]) throw new StartRefusedException($"incompatible_duties: one person is not {collision.One} and {collision.Other}.");
                var act = await MachineAct.Begin(app.Services.GetRequiredService<IAuditTrail>(), "person.enter", "person", new() { ["roles"] = string.Join(' ', roles), ["name"] = null, ["email"] = null }, stop);
                var person = await app.Services.GetRequiredService<People>().Create(asked.GetRequiredValue(name), roles, asked.GetRequiredValue(email), password);
                await act.Done(person.Id);
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
