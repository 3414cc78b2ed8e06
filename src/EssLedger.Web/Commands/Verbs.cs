using System.CommandLine;
using System.CommandLine.Invocation;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Commands;

/// <summary>The verbs of <c>essledger</c>. Exit codes: 0 well, 1 what was asked for is not so, 2 usage.</summary>
public static class Verbs
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("The ledger of a euro-backed local currency and of a territorial label.")
        {
            ServeVerb.Make(),
            KeysVerb.Make(),
            ExportVerb.Make(),
            ImportVerb.Make(),
            VerifyVerb.Make(),
            BackupVerb.Make(),
            InspectVerb.Make(),
            RebuildVerb.Make(),
            PeopleVerb.Make(),
            ClientsVerb.Make(),
            DemoVerb.Make(),
            HealthVerb.Make(),
        };
        var asked = root.Parse(args);
        try
        {
            var misused = asked.Action is ParseErrorAction;
            var code = await asked.InvokeAsync(new()
            {
                // Standard output is the verb's own; and the host of `serve` looks after signals itself.
                Output = misused ? Console.Error : Console.Out,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            return misused ? 2 : code;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>The tables of people, and what works on them; also while a server is running.</summary>
    internal static async Task<WebApplication> OpenPeople(string? data, CancellationToken stop)
    {
        var app = Server.Build(new() { Data = data, Beside = true, Adjust = builder => builder.Logging.ClearProviders() });
        await ActivatorUtilities.CreateInstance<SigningIn.Opening>(app.Services).Open(seeds: false, stop);
        return app;
    }

    /// <summary>The data directory, on every verb that reads it.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "The directory of everything the server keeps in files (default: EssLedger__Data, else ./data)",
        HelpName = "DIR",
    };

    /// <summary>Which store, on every verb that opens the books.</summary>
    public static Option<string?> Store()
    {
        var store = new Option<string?>("--store") { Description = "Where the books are kept (default: EssLedger__Store, else sqlite)" };
        store.AcceptOnlyFromAmong("sqlite", "postgres");
        return store;
    }

    /// <summary>How to reach it.</summary>
    public static Option<string?> Connection() => new("--connection") { Description = "The store's connection string (default: ConnectionStrings__Ledger)", HelpName = "STRING" };
}
