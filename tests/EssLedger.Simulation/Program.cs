using System.Diagnostics;
using EssLedger.Simulation;

var clock = Stopwatch.StartNew();
for (ulong seed = 1; seed <= 60; seed++)
{
    var r = Run.Of(seed, null);
    Console.WriteLine($"{seed} {r.Broken ?? "ok"} steps {r.Steps} payments {r.Payments} refusals {r.Refusals} answers {r.Answers} sim {r.Simulated.TotalSeconds:0.0}s faults {string.Join(",", r.Faults)} {r.TraceDigest[..12]} {clock.ElapsedMilliseconds} ms");
    if (r.Broken is not null) { foreach (var l in r.LastLines) Console.WriteLine(l); break; }
}
return 0;
