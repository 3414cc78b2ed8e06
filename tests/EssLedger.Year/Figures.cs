using System.Diagnostics;

namespace EssLedger.Year;

/// <summary>What people want to know of a run.</summary>
internal static class Figures
{
    public static void Print(Year year, Reports said, TimeSpan lived, TimeSpan woke)
    {
        Console.WriteLine($"{year.Town.People.Count} people, {year.Town.Professionals.Count} professionals, {year.Wallets.Paid} of {year.Wallets.Sent} orders paid{string.Concat(year.Wallets.Refusals.Select(r => $", {r.Value} {r.Key}"))}");
        Console.WriteLine($"a year in {lived.TotalSeconds:0} s; memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB at most, {GC.GetTotalMemory(true) / 1_000_000} MB at the end");
        foreach (var (what, (times, time)) in year.Work) Console.WriteLine($"  {what,-36} {time.TotalSeconds,8:0.0} s in {times}");
        Console.WriteLine($"the treasury comes back from nothing in {woke.TotalMilliseconds:0} ms");
        foreach (var (page, first, again, bytes) in said.Screens) Console.WriteLine($"  {page,-36} {first.TotalMilliseconds,6:0} ms, again {again.TotalMilliseconds,6:0} ms and {bytes / 1000,8} kB allocated");
    }
}
