using System.Diagnostics;
using System.Globalization;
using System.Net;
using EssLedger.Outside;

// Without a verb: the tests. The long forms (ops/faults):
//   faults [--cycles N] [--entries N] [--seed N] [--only FAULT]   lets faults happen while clients pay, then wakes a ledger of so many entries
//   drill upgrade|sqlite|postgres|short [--payments N] [--old FILE]       kills, replaces, backs up, destroys and restores while clients pay (ops/drill)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["faults", .. var options]:
        try
        {
            if (Option(options, "--cycles", 100) is > 0 and var cycles) await FaultsInTurn(cycles, Option(options, "--seed", Environment.TickCount), Text(options, "--only"));
            if (Option(options, "--entries", 1_000_000) is > 0 and var entries) await Wakes(entries);
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    case ["drill", ("upgrade" or "sqlite" or "postgres" or "short") and var what, .. var options]:
        try
        {
            var (payments, old) = (Option(options, "--payments", what == "short" ? 20 : 500), Text(options, "--old"));
            if (what is "upgrade" or "short") await Upgrade.Run(old, brief: what == "short");
            if (what is "sqlite" or "short") await new Drill.OnSqlite().Run(payments, brief: what == "short");
            if (what == "postgres") await new Drill.OnPostgres(old).Run(payments, brief: false);
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}

static string? Text(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

static int Option(string[] options, string name, int otherwise) => Text(options, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

static async Task FaultsInTurn(int cycles, int seed, string? only)
{
    Console.WriteLine($"seed {seed}");
    var dice = new Random(seed);
    var kinds = only is null ? Faults.Kinds : [Enum.Parse<Fault>(only)];
    var waits = kinds.ToDictionary(k => k, _ => new List<TimeSpan>());
    var watch = Stopwatch.StartNew();
    await using (var faults = await Faults.Start(seed))
    {
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            var kind = kinds[dice.Next(kinds.Count)];
            var wait = await faults.Cycle(kind);
            waits[kind].Add(wait);
            Console.WriteLine($"{cycle,4}  {watch.Elapsed:hh\\:mm\\:ss}  {kind,-16}  longest wait {wait.TotalSeconds,5:0.0} s  {faults.Answered} orders answered");
        }
        await faults.Close();
        Console.WriteLine($"{faults.Answered} orders answered, each asked for again: every answer the same, every payment in the book once");
    }
    Console.WriteLine("the whole book verified: clean");
    foreach (var (kind, all) in waits.Where(w => w.Value.Count > 0))
        Console.WriteLine($"{kind,-16}  {all.Count,4} times, longest wait: median {all.Order().ElementAt(all.Count / 2).TotalSeconds:0.0} s, worst {all.Max().TotalSeconds:0.0} s");
}

static async Task Wakes(int entries)
{
    var watch = Stopwatch.StartNew();
    await using var old = await OldLedger.Write(entries, servers: 3, done => { if (done % 100_000 == 0) Console.Error.WriteLine($"{done} payments written, {watch.Elapsed:hh\\:mm\\:ss}"); });
    for (var i = 0; i < 3; i++)
    {
        var restart = await old.Restart();
        Console.WriteLine($"all three servers killed and started again over {entries} entries: a payment accepted after {restart.TotalSeconds:0.0} s");
        if (restart > TimeSpan.FromSeconds(30)) throw new InvalidOperationException("That is more than 30 s.");
    }
    await Wake("without a snapshot");
    await Wake("with a snapshot");
    await old.ForgetSnapshots();
    await Wake("all snapshots deleted");
    if (await old.ShopPays(old.Takings + 1) != HttpStatusCode.UnprocessableEntity || await old.ShopPays(old.Takings) != HttpStatusCode.Created)
        throw new InvalidOperationException("The shop does not hold what it was paid.");
    Console.WriteLine("the shop holds exactly what it was paid");

    async Task Wake(string how)
    {
        var (took, read) = await old.WakeShop();
        Console.WriteLine($"waking the shop of {entries} credits, {how}: {took.TotalSeconds:0.00} s, {read} entries read");
    }
}
