using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EssLedger.Load;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Option<string> store = new("--store") { Description = "sqlite (one server) or postgres; with several servers always postgres", DefaultValueFactory = _ => "sqlite" };
Option<int> silos = new("--silos") { Description = "How many servers", DefaultValueFactory = _ => 1 };
Option<int> members = new("--members") { Description = "How many residents pay", DefaultValueFactory = _ => 400 };
Option<string> mix = new("--mix") { Description = $"What people do: {string.Join(", ", Mix.All.Select(m => m.Name))}", DefaultValueFactory = _ => "market" };
Option<double> rate = new("--rate") { Description = "Deeds that fall due a second, in the mean", DefaultValueFactory = _ => 100 };
Option<double> seconds = new("--seconds") { Description = "How long", DefaultValueFactory = _ => 30 };
Option<int> seed = new("--seed") { Description = "What is drawn", DefaultValueFactory = _ => Random.Shared.Next() };
Option<string[]> set = new("--set") { Description = "A setting of the servers, for instance EssLedger__PaymentsAtOnce=256", DefaultValueFactory = _ => [] };
Option<double> minutes = new("--minutes") { Description = "How long", DefaultValueFactory = _ => 60 };
Option<double> bound = new("--bound") { Description = "The p99 of payments that counts as keeping up, in milliseconds", DefaultValueFactory = _ => 250 };
Option<double> step = new("--step") { Description = "Seconds for each rate that is tried", DefaultValueFactory = _ => 8 };
Option<double> capacity = new("--capacity") { Description = "Deeds a second that are known to be the capacity; 0: find it", DefaultValueFactory = _ => 0 };
Option<bool> apart = new("--apart") { Description = "The generator has the last processor to itself, servers and database have the others (taskset)" };
Option<bool> kill = new("--kill") { Description = "kill -9 in place of a stop in order" };

var command = new RootCommand("Lets a town use real servers at its own pace, and compares what people were told with the book.") { store, silos, members, mix, rate, seconds, seed, set };
command.SetAction((asked, _) => Guarded(() => Day(asked)));
var overload = new Command("overload", "Finds the capacity, then offers three times as much.") { store, silos, members, seed, set, bound, step, capacity, apart };
overload.SetAction((asked, _) => Guarded(() => Overload(asked)));
var soak = new Command("soak", "For long, watching what grows.") { store, silos, members, mix, rate, minutes, seed, set };
soak.SetAction((asked, _) => Guarded(() => Soak(asked)));
var rolling = new Command("rolling", "Stops each server of a cluster in turn and starts it again while people pay; an order that is not decided is sent once more, to another server.") { silos, members, mix, rate, seed, set, kill };
rolling.SetAction((asked, _) => Guarded(() => Rolling(asked)));
foreach (var verb in (Command[])[overload, soak, rolling]) command.Subcommands.Add(verb);
return await command.Parse(args).InvokeAsync();

static async Task<int> Guarded(Func<Task<bool>> run)
{
    try
    {
        return await run() ? 0 : 1;
    }
    catch (InvalidOperationException e)
    {
        await Console.Error.WriteLineAsync(e.ToString());
        return 1;
    }
}

Scene SceneOf(ParseResult asked, int leastSilos = 1)
{
    var many = Math.Max(leastSilos, asked.GetValue(silos));
    return new(many > 1 ? "postgres" : asked.GetValue(store)!, many, asked.GetValue(members), [.. (asked.GetValue(set) ?? []).Select(s => s.Split('=', 2)).Select(s => (s[0], s[1]))]);
}

Mix MixOf(ParseResult asked) => Mix.All.FirstOrDefault(m => m.Name == asked.GetValue(mix)) ?? throw new InvalidOperationException($"There is no mix {asked.GetValue(mix)}.");

static async Task<Place> Open(Scene scene)
{
    var watch = Stopwatch.StartNew();
    var place = await Place.Open(scene);
    Console.WriteLine($"{scene.Silos} server{(scene.Silos > 1 ? "s" : "")} over {scene.Store}, {scene.Members} residents, {place.Payees.Count + place.Shops.Count} shops, {place.LostPhones.Count} lost phones, ready after {watch.Elapsed.TotalSeconds:0.0} s; {Watch.MachineLoad()}");
    return place;
}

static async Task<(Tally Tally, Wallets Wallets)> Live(Place place, Mix mix, double rate, TimeSpan time, int seed, bool retries, int mostUnderWay = 2048)
{
    var tally = new Tally();
    var wallets = new Wallets(place, mix, tally, retries);
    await Schedule.Run(Schedule.Draw(mix, rate, time, seed), mostUnderWay, wallets.Do);
    return (tally, wallets);
}

// What every run ends with: the book against what was told, and whether that comparison sees at all.
static async Task<bool> Close(Place place, IEnumerable<Wallets> all)
{
    await place.Stop();
    var told = all.SelectMany(w => w.All).ToList();
    var (payments, unbalanced) = await Audit.Read(place);
    List<string> faults = [.. all.SelectMany(w => w.Faults).Distinct(), .. Audit.Compare(told, payments)];
    if (unbalanced is not null) faults.Add(unbalanced);
    var unseen = Audit.Blindness(told, payments).ToList();
    faults.AddRange(unseen.Select(u => $"the comparison is blind: it does not see {u}"));
    if (await place.Verify() is { } wrong) faults.Add($"essledger verify: {wrong}");
    Console.WriteLine($"{told.Count} orders: {told.Count(t => t.Fate is Fate.Paid)} acknowledged, {told.Count(t => t.Fate is Fate.Refused)} refused, {told.Count(t => t.Fate is Fate.Busy)} told to come again, {told.Count(t => t.Fate is Fate.Unknown)} without an answer; {payments.Count} in the book");
    foreach (var fault in faults) Console.WriteLine($"WRONG: {fault}");
    if (faults.Count == 0) Console.WriteLine("Every acknowledged payment stands once, as acknowledged; no other does but unanswered ones; money is conserved; essledger verify is clean; six planted faults were seen.");
    return faults.Count == 0;
}

static void Print(Tally tally, TimeSpan time)
{
    foreach (var line in tally.Lines(time)) Console.WriteLine(line);
}

static void MoveTo(string processors)
{
    using var taskset = Process.Start(new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", processors, $"{Environment.ProcessId}"]) { RedirectStandardOutput = true })!;
    taskset.WaitForExit();
    if (taskset.ExitCode != 0) throw new InvalidOperationException($"Processors {processors} cannot be had.");
}

async Task<bool> Day(ParseResult asked)
{
    await using var place = await Open(SceneOf(asked));
    var (time, drawn, watch) = (TimeSpan.FromSeconds(asked.GetValue(seconds)), asked.GetValue(seed), new Watch(place));
    var (measures, disk, holding) = (await watch.Measures(), await place.Disk(), await watch.Now(TimeSpan.Zero));
    Console.WriteLine($"mix {asked.GetValue(mix)}, {asked.GetValue(rate)} deeds a second for {time.TotalSeconds} s, seed {drawn}");
    var (tally, wallets) = await Live(place, MixOf(asked), asked.GetValue(rate), time, drawn, retries: true);
    Print(tally, time);
    var (later, grown, paid) = (await watch.Now(time), await place.Disk(), Math.Max(1, wallets.All.Count(t => t.Fate is Fate.Paid)));
    Console.WriteLine("The servers say:");
    foreach (var line in Watch.Told(measures, await watch.Measures())) Console.WriteLine($"  {line}");
    Console.WriteLine($"  processor time of the servers {(later.Cpu - holding.Cpu) * 1e6 / paid:0} µs for each payment, everything else that was asked included; store {(grown.Tables - disk.Tables) / paid} bytes, log {(grown.Log - disk.Log) / paid} bytes for each payment");
    Console.WriteLine(Watch.MachineLoad());
    return await Close(place, [wallets]);
}

async Task<bool> Overload(ParseResult asked)
{
    // What is started stays where its parent was.
    var last = Environment.ProcessorCount - 1;
    if (asked.GetValue(apart)) MoveTo(last > 1 ? $"0-{last - 1}" : "0");
    await using var place = await Open(SceneOf(asked));
    if (asked.GetValue(apart)) MoveTo($"{last}");
    var (steady, all, most, time, dice) = (Mix.All.First(m => m.Name == "steady"), new List<Wallets>(), asked.GetValue(bound), TimeSpan.FromSeconds(asked.GetValue(step)), new Random(asked.GetValue(seed)));
    Console.WriteLine("deeds/s offered   paid/s    p50    p99  p99.9 ms   busy/s  p99 of busy ms   others p99 ms");
    // At first nothing is compiled well, and to compile it takes what processor there is.
    for (var turn = 0; turn < 8 && await Try(100, time) is not { Busy: 0, P99: <= 50 }; turn++) ;
    var (low, high) = (0.0, double.PositiveInfinity);
    if (asked.GetValue(capacity) is > 0 and var known) (low, high) = (known, known);
    for (var next = 100.0; high / Math.Max(1, low) > 1.15 && next <= 50_000; next = double.IsInfinity(high) ? next * 2 : (low + high) / 2)
    {
        // A second chance, for what others did to the machine meanwhile.
        if (await KeepsUp(next) || await KeepsUp(next)) low = next;
        else high = next;
        if (high <= 10) throw new InvalidOperationException($"Not even {high:0} deeds a second are done with a p99 within {most} ms.");
    }
    Console.WriteLine($"capacity: {low:0} deeds a second with a p99 within {most} ms; three times as much:");
    var half = await Try(low / 2, time);
    var (watch, measures, holding, self) = (new Watch(place), await new Watch(place).Measures(), await new Watch(place).Now(default), Environment.CpuUsage.TotalTime);
    var over = await Try(3 * low, 2 * time);
    foreach (var line in Watch.Told(measures, await watch.Measures())) Console.WriteLine($"  {line}");
    Console.WriteLine($"  processor time of the servers {(await watch.Now(default)).Cpu - holding.Cpu:0.0} s, of the generator {(Environment.CpuUsage.TotalTime - self).TotalSeconds:0.0} s, in {2 * time.TotalSeconds:0} s");
    var after = await Try(low / 2, time);
    Console.WriteLine(Watch.MachineLoad());
    var accepted = 4 * most;
    (string What, bool IsMet)[] promises =
    [
        ($"p99 of accepted payments at three times the capacity {over.P99:0} ms, at most {accepted} ms", over.P99 <= accepted && over.Paid > 0),
        ($"p99 of the answer busy {over.BusyP99:0} ms, at most {most} ms", over.Busy > 0 && over.BusyP99 <= most),
        ($"as many are paid as at half of the capacity, at least: {over.Paid:0} a second, then {half.Paid:0}", over.Paid >= half.Paid),
        ($"nobody is left without an answer: {over.Unknown:0} a second", over.Unknown == 0),
        ($"afterwards it is as before: p99 {after.P99:0} ms", after.P99 <= most),
    ];
    foreach (var (what, isMet) in promises) Console.WriteLine($"{(isMet ? "kept  " : "BROKEN")} {what}");
    return await Close(place, all) && promises.All(p => p.IsMet);

    async Task<bool> KeepsUp(double perSecond) => await Try(perSecond, time) is { Busy: 0, Unknown: 0 } tried && tried.P99 <= most;

    async Task<(double P99, double Paid, double Busy, double BusyP99, double Unknown)> Try(double perSecond, TimeSpan length)
    {
        var (tally, wallets) = await Live(place, steady, perSecond, length, dice.Next(), retries: false, mostUnderWay: 3000);
        all.Add(wallets);
        var unknown = tally.CountAll("payment: no answer") + tally.CountAll("payment: answer");
        var result = (tally.At("payment: paid", 99), tally.Count("payment: paid") / length.TotalSeconds, tally.Count("payment: busy") / length.TotalSeconds, tally.At("payment: busy", 99), unknown / length.TotalSeconds);
        Console.WriteLine($"{perSecond,15:0} {result.Item2,8:0} {tally.At("payment: paid", 50),6:0} {result.Item1,6:0} {tally.At("payment: paid", 99.9),6:0} {result.Item3,11:0} {result.Item4,15:0} {new[] { "badge check", "history", "balance" }.Max(w => tally.At(w, 99)),15:0}   begun late p99 {tally.LateP99:0} ms");
        return result;
    }
}

async Task<bool> Soak(ParseResult asked)
{
    await using var place = await Open(SceneOf(asked));
    var (time, watch, samples, over) = (TimeSpan.FromMinutes(asked.GetValue(minutes)), new Watch(place), new List<Holding>(), new CancellationTokenSource());
    var every = TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 120, 1, 15));
    Console.WriteLine($"mix {asked.GetValue(mix)}, {asked.GetValue(rate)} deeds a second for {time.TotalMinutes} min; a look every {every.TotalSeconds:0} s");
    Console.WriteLine("    min    memory MB   heap MB   files  threads  connections  processor s");
    var began = Stopwatch.StartNew();
    var looking = Task.Run(async () =>
    {
        for (; !over.IsCancellationRequested; await Task.Delay(every, over.Token).ContinueWith(_ => { }, TaskScheduler.Default))
        {
            var now = await watch.Now(began.Elapsed);
            samples.Add(now);
            if (samples.Count % 10 == 1) Console.WriteLine($"{now.At.TotalMinutes,7:0.0} {now.Resident / 1048576.0,12:0} {now.Heap / 1048576.0,9:0} {now.Handles,7} {now.Threads,8} {now.Connections,12} {now.Cpu,12:0}");
        }
    });
    var (tally, wallets) = await Live(place, MixOf(asked), asked.GetValue(rate), time, asked.GetValue(seed), retries: true);
    await over.CancelAsync();
    await looking;
    Print(tally, time);
    Console.WriteLine(Watch.MachineLoad());
    var isFlat = true;
    foreach (var (what, median, growth, flat) in Holding.Flatness(samples))
    {
        Console.WriteLine($"{(flat ? "flat   " : "GROWING")} {what}: {median:0} in the median, {growth:+0.0;-0.0;0} over the later two thirds");
        isFlat &= flat;
    }
    return await Close(place, [wallets]) && isFlat;
}

async Task<bool> Rolling(ParseResult asked)
{
    await using var place = await Open(SceneOf(asked, leastSilos: 3));
    var (hard, mean, tally, stop) = (asked.GetValue(kill), asked.GetValue(rate), new Tally(), false);
    var wallets = new Wallets(place, MixOf(asked), tally, retries: true);
    // Longer than all restarts take; what is left is thrown away when they are over.
    var (day, began) = (Schedule.Draw(MixOf(asked), mean, TimeSpan.FromMinutes(10), asked.GetValue(seed)), Stopwatch.StartNew());
    var living = Schedule.Run(day, 2048, wallets.Do, () => Volatile.Read(ref stop));
    await Task.Delay(TimeSpan.FromSeconds(8));
    foreach (var (server, number) in place.Servers.Select((s, i) => (s, i + 1)))
    {
        var took = Stopwatch.StartNew();
        if (hard) await server.Kill();
        else
        {
            await server.Signal("TERM");
            var (code, output) = await server.End(TimeSpan.FromSeconds(60));
            if (code != 0) throw new InvalidOperationException($"A server that was told to stop ended with {code}: {output}");
        }
        var down = took.Elapsed;
        await server.Run();
        Console.WriteLine($"{began.Elapsed.TotalSeconds,6:0.0} s  server {number} {(hard ? "killed" : "stopped in order")}, gone after {down.TotalSeconds:0.0} s, back after {took.Elapsed.TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(4));
    }
    Volatile.Write(ref stop, true);
    var time = began.Elapsed;
    await living;
    Print(tally, time);
    Console.WriteLine(Watch.MachineLoad());
    var lost = wallets.All.Count(t => t.Fate is Fate.Busy or Fate.Unknown);
    Console.WriteLine($"{(lost == 0 ? "kept  " : "BROKEN")} payments that one retry at another server did not settle: {lost}; settled by it: {tally.CountAll("payment: paid by the retry") + tally.CountAll("code: paid by the retry")}");
    return await Close(place, [wallets]) && lost == 0;
}
