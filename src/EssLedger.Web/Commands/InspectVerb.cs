using System.CommandLine;
using System.Text.Json.Nodes;
using EssLedger.Grains.Signatures;
using EssLedger.Web.Keys;

namespace EssLedger.Web.Commands;

/// <summary>Reads items from standard input, one a line, and says of each what it is and whether it holds. Exit 0: none was found not to be valid.</summary>
internal static class InspectVerb
{
    public static Command Make()
    {
        var data = Verbs.Data();
        var verb = new Command("inspect", "Says of QR texts, payloads, JWTs, signed notes and bare signatures (one a line) what they are and why they do not hold.") { data };
        verb.SetAction(async (asked, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
            new ServeOptions { Data = asked.GetValue(data) }.AddTo(configuration);
            var folder = Settings.From(configuration.Build()).Keys;
            // Whoever only inspects makes no keys: without a ledger here, server signatures are by unknown keys.
            using var directory = Directory.Exists(folder) ? KeyDirectory.Open(folder, TimeProvider.System) : null;
            var keys = directory is null ? null : new ServerKeys(directory);
            var (verifier, _) = Es256kVerifiers.Best();
            var allHold = true;
            while (await Console.In.ReadLineAsync(stop) is { } line)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                var finding = Inspection.Inspect(line, verifier, id => keys?.FindAny(id));
                allHold &= JsonNode.Parse(finding)!["valid"] is not { } valid || valid.GetValue<bool>();
                Console.WriteLine(finding);
            }
            return allHold ? 0 : 1;
        });
        return verb;
    }
}
