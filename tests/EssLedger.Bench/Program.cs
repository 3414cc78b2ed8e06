// Payments a second, latencies and costs of our ways of paying and of what else one could do, in one run on one machine and disk.
// Peers run before and after ours (A B A), all as durable (fsync on), and all books are checked after each run.

using System.CommandLine;
using System.Globalization;
using EssLedger;
using EssLedger.Ours;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var seconds = new Option<double>("--seconds") { Description = "How long each run is measured, after a quarter of it to warm up", DefaultValueFactory = _ => 3 };
var clients = new Option<int[]>("--clients") { Description = "How many clients at once", DefaultValueFactory = _ => [1, 8, 32, 256], AllowMultipleArgumentsPerToken = true };
var store = new Option<string>("--store") { Description = "Where our books are kept: sqlite, postgres or both", DefaultValueFactory = _ => "both" };
store.AcceptOnlyFromAmong("sqlite", "postgres", "both");
string[] names = ["onecall", "batch", "tpcb", "orleans", "sqlite", "grains", "signatures", "http", "placing", "soak", "growth", "label"];
var only = new Option<string[]>("--only") { Description = $"Only these: {string.Join(' ', names)}", AllowMultipleArgumentsPerToken = true };
only.AcceptOnlyFromAmong(names);
var rounds = new Option<int>("--rounds") { Description = "How often ours are measured, with the peers before, between and after; figures are medians", DefaultValueFactory = _ => 1 };
var patience = new Option<int>("--patience") { Description = "How often a run is repeated while others take more than a tenth of the machine; the least disturbed counts", DefaultValueFactory = _ => 0 };
var quick = new Option<bool>("--quick") { Description = "Within a minute: short runs with 1 and 256 clients" };
var entries = new Option<int>("--entries") { Description = "With --only growth: how long a book is compared with an empty one", DefaultValueFactory = _ => 10_000_000 };
var facts = new Option<int>("--facts") { Description = "With --only label: about how many facts the long label book has", DefaultValueFactory = _ => 1_000_000 };
var json = new Option<string?>("--json") { Description = "Where to write all figures as JSON (-: standard output, and the tables to the error stream)", HelpName = "FILE" };

var command = new RootCommand("Payments per second, latencies and costs of EssLedger and its peers. Default: all but placing (two ways of writing a batch), soak (1 000 payments a second over HTTP for ten minutes), growth and label (books, lists and badges of the label), within ten minutes.")
{
    seconds, clients, store, only, rounds, patience, quick, entries, facts, json,
};
command.SetAction(async (asked, _) =>
{
    var isQuick = asked.GetValue(quick);
    var isLong = asked.GetResult(seconds) is { Implicit: false };
    await new Bench(new()
    {
        Time = TimeSpan.FromSeconds(isQuick && !isLong ? 0.8 : asked.GetValue(seconds)),
        SoakTime = TimeSpan.FromSeconds(isLong ? asked.GetValue(seconds) : 600),
        Clients = isQuick && asked.GetResult(clients) is not { Implicit: false } ? [1, 256] : asked.GetValue(clients)!,
        Stores = asked.GetValue(store) == "both" ? ["postgres", "sqlite"] : [asked.GetValue(store)!],
        Only = asked.GetValue(only) is { Length: > 0 } some ? some : [.. names.Except(["placing", "soak", "growth", "label"])],
        Rounds = asked.GetValue(rounds),
        Patience = asked.GetValue(patience),
        Branches = isQuick ? 10 : 50,
        Entries = asked.GetValue(entries),
        Facts = asked.GetValue(facts),
        Json = asked.GetValue(json),
    }).Run();
});

// The HTTP clients' own process, started by the bench itself.
Option<string> url = new("--url"), orders = new("--orders");
Option<int> wires = new("--clients"), rate = new("--rate"), warmUp = new("--warm-up");
Option<double> warmSeconds = new("--warm-seconds"), time = new("--seconds");
var generate = new Command("generate") { url, orders, wires, rate, warmUp, warmSeconds, time };
generate.Hidden = true;
generate.SetAction((asked, _) => Generator.Run(new(asked.GetValue(url)!), asked.GetValue(orders)!, asked.GetValue(wires), asked.GetValue(rate), asked.GetValue(warmUp),
    TimeSpan.FromSeconds(asked.GetValue(warmSeconds)), TimeSpan.FromSeconds(asked.GetValue(time))));
command.Subcommands.Add(generate);

var participants = new Option<int>("--participants") { Description = "How many participants", DefaultValueFactory = _ => 10_000 };
var years = new Option<int>("--years") { Description = "Of how many years there are facts", DefaultValueFactory = _ => 5 };
var census = new Command("census", "How long a question to the census takes, as of any day and as known on any other.") { participants, years };
census.SetAction(asked => CensusFigures.Run(asked.GetValue(participants), asked.GetValue(years)));
command.Subcommands.Add(census);

var longer = new Option<int>("--years") { Description = "Of how many years there are facts and payments", DefaultValueFactory = _ => 10 };
var bodies = new Option<int>("--bodies") { Description = "How many bodies meet every month", DefaultValueFactory = _ => 100 };
var report = new Command("report", "How long the parts of the City's report take that grow with who is counted.") { participants, longer, bodies };
report.SetAction(asked => PublishingFigures.Run(CensusFigures.Grown(asked.GetValue(participants), asked.GetValue(longer)), asked.GetValue(participants), asked.GetValue(longer), asked.GetValue(bodies)));
command.Subcommands.Add(report);

return await command.Parse(args).InvokeAsync();
