// The ledger lived through again and again, each time otherwise, from a seed. See ops/simulate.

using System.Diagnostics;
using System.Globalization;
using EssLedger.Simulation;

const string Usage = """
    ops/simulate                     new seeds for one minute, from the clock
      --seed S                       one seed; prints how it went and the digest of its trace
      --steps N                      with --seed: so many steps of storm instead of enough payments and faults
      --seeds K                      so many seeds (with --seed: from that one on)
      --minutes M                    so long
    ops/simulate --check [--minutes M]   what continuous integration runs
    ops/simulate --defects [A,B…]    plants mistakes into a copy of the sources, one after another, and says how long each stays unseen
    ops/simulate --defect A --seed S one seed with a mistake
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var given = new Dictionary<string, string>();
for (var i = 0; i < args.Length; i++)
{
    if (!args[i].StartsWith("--", StringComparison.Ordinal)) return Wrong();
    given[args[i]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
}
string[] known = ["--seed", "--steps", "--seeds", "--minutes", "--check", "--defects", "--defect", "--plant", "--root"];
if (given.ContainsKey("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}
if (given.Keys.Except(known).Any() || !Number("--steps", out long? steps) || !Number("--minutes", out double? minutes) || !Number("--seed", out ulong? seed) || !Number("--seeds", out long? many)) return Wrong();

var root = given.GetValueOrDefault("--root", ".");
var fromClock = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
var names = given.GetValueOrDefault("--defects", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
if (given.TryGetValue("--defect", out var one)) Defects.Active = one;
if (names.Append(one).OfType<string>().Except(Defects.All.Select(d => d.Name)).FirstOrDefault() is { } strange)
{
    Console.Error.WriteLine($"There is no defect \"{strange}\"; there are: {string.Join(", ", Defects.All.Select(d => d.Name))}.");
    return 2;
}

if (given.TryGetValue("--plant", out var copy))
{
    var lost = Defects.Lost(root).ToList();
    foreach (var line in lost) Console.Error.WriteLine(line);
    if (lost.Count > 0) return 1;
    Defects.Plant(root, copy);
    return 0;
}
if (given.ContainsKey("--defects")) return Hunt(names.Length == 0 ? Defects.All : [.. Defects.All.Where(d => names.Contains(d.Name))]);
if (given.ContainsKey("--check")) return Check();
if (seed is { } alone && many is null) return Tell(Run.Of(alone, steps)) ? 0 : 1;
return Many(seed ?? fromClock, many, minutes is { } limit ? TimeSpan.FromMinutes(limit) : many is null ? TimeSpan.FromMinutes(1) : TimeSpan.MaxValue).Broken is null ? 0 : 1;

// False: it is given, and is no number.
bool Number<T>(string name, out T? number) where T : struct, IParsable<T>
{
    number = null;
    if (!given.TryGetValue(name, out var text)) return true;
    if (!T.TryParse(text, CultureInfo.InvariantCulture, out var parsed)) return false;
    number = parsed;
    return true;
}

int Wrong()
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// One seed, in full.
bool Tell(Result result)
{
    if (result.Broken is not null)
    {
        foreach (var line in result.LastLines) Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine($"BROKEN  seed {result.Seed}, step {result.Steps}, {result.Simulated.TotalSeconds:0.000} s: {result.Broken}");
        Console.WriteLine($"Again:  ops/simulate --seed {result.Seed}{(steps is null ? "" : $" --steps {steps}")}{(one is null ? "" : $" --defect {one}")}");
        return false;
    }
    Console.WriteLine($"seed {result.Seed}: {result.Steps} steps, {result.Simulated.TotalSeconds:0.0} s, {result.Payments} payments, {result.Refusals} refusals, {result.Answers} answers");
    Console.WriteLine(string.Join(", ", Enum.GetValues<Fault>().Select(f => $"{result.Faults[(int)f]} {f}")));
    Console.WriteLine(Told(result.Acts));
    Console.WriteLine($"trace {result.TraceDigest}");
    return true;
}

string Told(IReadOnlyDictionary<string, int> acts) => "acts: " + string.Join(", ", acts.Select(a => $"{a.Value} {a.Key}"));

// Seeds on all processors, until one breaks or it is enough.
(Result? Broken, long Seeds) Many(ulong from, long? count, TimeSpan atMost)
{
    var clock = Stopwatch.StartNew();
    var (next, done, payments, faults, spent) = (0L, 0L, 0L, 0L, 0L);
    var (fewestPayments, fewestFaults) = (long.MaxValue, int.MaxValue);
    var sums = new Lock();
    Result? broken = null;
    var acts = new SortedDictionary<string, int>(StringComparer.Ordinal);
    Console.WriteLine($"seeds from {from}");
    var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
    {
        while (Volatile.Read(ref broken) is null && clock.Elapsed < atMost)
        {
            var index = Interlocked.Increment(ref next) - 1;
            if (index >= count) return;
            var result = Run.Of(from + (ulong)index, steps);
            lock (sums)
            {
                if (result.Broken is not null) broken ??= result;
                else (fewestPayments, fewestFaults) = (Math.Min(fewestPayments, result.Payments), Math.Min(fewestFaults, result.Faults.Min()));
                foreach (var (kind, number) in result.Acts) acts[kind] = acts.GetValueOrDefault(kind) + number;
                (payments, faults, spent) = (payments + result.Payments, faults + result.Faults.Sum(), spent + result.Steps);
                if (++done % 1000 == 0) Console.WriteLine($"{done} seeds, {clock.Elapsed.TotalSeconds:0} s");
            }
        }
    })).ToList();
    workers.ForEach(w => w.Start());
    workers.ForEach(w => w.Join());
    if (broken is not null) Tell(broken);
    var seconds = clock.Elapsed.TotalSeconds;
    Console.WriteLine($"{done} seeds in {seconds:0.0} s ({done / seconds:0.0}/s): {payments} payments ({payments / seconds:0}/s), {faults} faults, {spent} steps ({spent / seconds:0}/s)");
    Console.WriteLine(Told(acts));
    if (broken is null) Console.WriteLine($"Each seed had at least {fewestPayments} payments and {fewestFaults} faults of each kind.");
    return (broken, done);
}

int Check()
{
    var (passed, failed) = (0L, 0);
    Test("the same seed is the same run", () =>
    {
        var (a, b) = (Run.Of(fromClock, null), Run.Of(fromClock, null));
        Console.WriteLine($"     seed {fromClock}: {a.TraceDigest[..16]} and {b.TraceDigest[..16]}");
        return a.TraceDigest == b.TraceDigest && a.Steps == b.Steps;
    });
    Test("a run has enough payments and faults of each kind", () =>
        Run.Of(fromClock + 1, null) is { } r && r.Broken is null && r.Payments >= Run.LeastPayments && r.Faults.All(f => f >= Run.LeastFaults));
    Test("every mistake that can be planted still finds its place in the sources", () =>
    {
        var lost = Defects.Lost(root).ToList();
        foreach (var line in lost) Console.WriteLine("     " + line);
        return lost.Count == 0;
    });
    var (broken, seeds) = Many(fromClock, null, TimeSpan.FromMinutes(minutes ?? 2));
    passed += broken is null ? seeds : seeds - 1;
    failed += broken is null ? 0 : 1;
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;

    void Test(string what, Func<bool> holds)
    {
        var good = holds();
        Console.WriteLine($"{(good ? "ok  " : "FAIL")} {what}");
        if (good) passed++;
        else failed++;
    }
}

// Each mistake must be seen within a minute.
int Hunt(IReadOnlyList<Defect> defects)
{
    var unseen = 0;
    foreach (var defect in defects)
    {
        Defects.Active = defect.Name;
        var clock = Stopwatch.StartNew();
        Result? found = null;
        var seeds = 0;
        while (found is null && clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            var from = (ulong)seeds + 1;
            seeds += Environment.ProcessorCount;
            found = ParallelEnumerable.Range(0, Environment.ProcessorCount).Select(i => Run.Of(from + (ulong)i, null)).Where(r => r.Broken is not null).ToList().MinBy(r => r.Seed);
        }
        if (found is null) unseen++;
        Console.WriteLine($"{(found is null ? "UNSEEN" : "found ")} {defect.Name}: {defect.What}");
        Console.WriteLine($"       {clock.Elapsed.TotalSeconds:0.0} s, {(found is null ? $"{seeds} seeds" : $"seed {found.Seed}, step {found.Steps}: {found.Broken!.Split('\n')[0]}")}");
    }
    Defects.Active = null;
    // A mistake must be found for what it is: without one, the same seeds are clean.
    if (Run.Of(1, null).Broken is { } wrong)
    {
        Console.WriteLine($"Without any of them: {wrong}");
        unseen++;
    }
    Console.WriteLine($"{defects.Count - unseen} passed, {unseen} failed");
    return unseen == 0 ? 0 : 1;
}
