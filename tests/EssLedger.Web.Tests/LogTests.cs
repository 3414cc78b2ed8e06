using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.Logging;

namespace EssLedger.Web;

/// <summary>Everything that the program's own code writes to the log is declared once: with a number of its own, and with nothing of whom it is about.</summary>
public sealed class LogTests
{
    private static readonly Assembly[] Ours = [typeof(AccountId).Assembly, typeof(IJournalStore).Assembly, typeof(Grains.Appender).Assembly, typeof(Server).Assembly];

    // What a line may say. A field that is new must be thought about: it names no person, account, address, amount or text of people.
    private static readonly Dictionary<string, Type[]> Fields = new()
    {
        ["drafts"] = [typeof(int)],
        ["files"] = [typeof(int)],
        ["attempt"] = [typeof(int)],
        ["size"] = [typeof(long)],
        ["status"] = [typeof(int), typeof(int?)],
        ["position"] = [typeof(Position)],
        ["state"] = [typeof(MailState)],
        ["proof"] = [typeof(Proof)],
        // A row of the outbox, and a web shop's own channel: whoever they belong to stands elsewhere and can be erased there.
        ["id"] = [typeof(Uuid)],
        ["webhook"] = [typeof(WebhookId)],
        // Words of the program or of the operator's settings.
        ["book"] = [typeof(string)],
        ["method"] = [typeof(string)],
        ["endpoint"] = [typeof(string)],
        ["called"] = [typeof(string)],
        ["provider"] = [typeof(string)],
        ["application"] = [typeof(string)],
        ["grant"] = [typeof(string)],
        ["way"] = [typeof(string)],
        ["what"] = [typeof(string)],
        ["host"] = [typeof(string)],
        ["period"] = [typeof(string)],
        ["trouble"] = [typeof(string)],
        ["why"] = [typeof(string)],
    };

    // Who came in at the doors: a random number that leads to a name only in the tables of people, and a network without its last part.
    private static readonly string[] AtTheDoors = ["person", "network"];

    private static readonly (MethodInfo Method, LoggerMessageAttribute Event)[] Events =
    [
        .. from assembly in Ours
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let declared = method.GetCustomAttribute<LoggerMessageAttribute>()
           where declared is not null
           orderby declared.EventId
           select (method, declared),
    ];

    [Fact]
    public void Each_line_has_a_number_of_its_own_and_names_nobody()
    {
        Assert.True(Events.Length > 30);
        Assert.All(Events, e => Assert.InRange(e.Event.EventId, 100, 999));
        Assert.Empty(Events.GroupBy(e => e.Event.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(e => Where(e.Method)))}"));
        var telling = from e in Events
                      from field in e.Method.GetParameters()
                      where !typeof(ILogger).IsAssignableFrom(field.ParameterType) && !typeof(Exception).IsAssignableFrom(field.ParameterType)
                      where !(Fields.TryGetValue(field.Name!, out var types) && types.Contains(field.ParameterType)) && !(e.Method.DeclaringType == typeof(SecurityEvents) && AtTheDoors.Contains(field.Name))
                      select $"{Where(e.Method)} {e.Event.EventId}: {field}";
        Assert.Empty(telling);
    }

    /// <summary>Whoever wrote to the log in passing would call one of these, and the compiler leaves a reference to it.</summary>
    [Fact]
    public void Nothing_is_logged_in_passing()
    {
        var seen = 0;
        foreach (var assembly in Ours)
        {
            using var file = new PEReader(File.OpenRead(assembly.Location));
            var metadata = file.GetMetadataReader();
            var called = from handle in metadata.MemberReferences
                         let member = metadata.GetMemberReference(handle)
                         where member.Parent.Kind == HandleKind.TypeReference
                         let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
                         select $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
            var all = called.ToHashSet();
            if (all.Contains("LoggerMessage.Define")) seen++;
            Assert.DoesNotContain(all, name => name.StartsWith("LoggerExtensions.", StringComparison.Ordinal) || name is "Debug.WriteLine" or "Trace.WriteLine");
        }
        Assert.Equal(2, seen);
    }

    [Fact]
    public void The_list_for_operators_is_that_of_the_code()
    {
        var page = "# What the log says\n\nMade from the code; a test fails when it drifts, and says how to refresh it. [telemetry.md](../telemetry.md) says what to do about which.\n\n| Event | Level | From | Says |\n|---|---|---|---|\n"
            + string.Concat(Events.Select(e => $"| {e.Event.EventId} | {e.Event.Level} | `{Where(e.Method)}` | {e.Event.Message} |\n"));
        var path = Path.Combine(Repository.Root, "ops", "telemetry", "logs.md");
        if (Environment.GetEnvironmentVariable("ESSLEDGER_REFRESH") == "1") File.WriteAllText(path, page);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, "ops/telemetry/logs.md is not that of the code: ESSLEDGER_REFRESH=1 tests/EssLedger.Web.Tests/bin/Release/net10.0/EssLedger.Web.Tests -class EssLedger.Web.LogTests");
    }

    private static string Where(MethodInfo method) => method.DeclaringType!.FullName!.Replace('+', '.').Replace("EssLedger.", "", StringComparison.Ordinal);
}
