using System.Numerics;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>
/// An attacker who knows the directory on every day, every release, every try that told nothing, and the rule itself, goes through all assignments of a secret to the
/// people of a small town and keeps those under which the public would have been told exactly the same. What all that remain agree on is lost.
/// </summary>
public sealed class AttackTests
{
    private const int Towns = 60;
    private static readonly DateOnly FirstQuarter = new(2025, 3, 31);

    [Theory]
    [InlineData(2, 3, 19)]
    [InlineData(3, 2, 20)]
    public void Nobody_and_no_small_group_is_betrayed(int threshold, int tries, int people)
    {
        var (told, withheld) = (0, 0);
        for (var seed = 0; seed < Towns; seed++)
        {
            var random = new Random(seed);
            var present = Quarters(random, threshold, tries, people);
            var secret = Secret(random, present, people);
            var town = new Town(present, threshold);
            var truth = town.Told(secret);
            told += truth.Count(c => c is 't');
            withheld += truth.Count(c => c is 'w');

            var groups = Groups(random, present, people);
            var (least, most) = (groups.Select(_ => int.MaxValue).ToArray(), new int[groups.Count]);
            for (var guess = 0u; guess < 1u << people; guess++)
            {
                if (town.Told(guess) != truth) continue;
                for (var g = 0; g < groups.Count; g++)
                {
                    var members = BitOperations.PopCount(guess & groups[g]);
                    (least[g], most[g]) = (Math.Min(least[g], members), Math.Max(most[g], members));
                }
            }
            for (var g = 0; g < groups.Count; g++)
            {
                var size = BitOperations.PopCount(groups[g]);
                // What a withheld number below the threshold says of itself, and what the size of the group says, is all that anyone may know; of both classes.
                Assert.True(Harmless(least[g], most[g], size), $"Town {seed}, threshold {threshold}, told {truth}: of {size} people ({groups[g]:b}) {least[g]} to {most[g]} are in the class.");
                Assert.True(Harmless(size - most[g], size - least[g], size), $"Town {seed}, threshold {threshold}, told {truth}: of {size} people ({groups[g]:b}) {size - most[g]} to {size - least[g]} are not in the class.");
            }
        }
        Assert.True(told > Towns / 2 && withheld > Towns / 2, $"{told} tables told, {withheld} withheld: the towns prove too little.");

        bool Harmless(int from, int to, int size) => to >= threshold || (from == 0 && to >= Math.Min(size, threshold - 1));
    }

    [Fact]
    public void The_attack_finds_what_a_simple_suppression_of_small_cells_betrays()
    {
        // Told without the rule: every quarter, whatever both classes hold if they hold 2. One newcomer, and everybody knows.
        uint[] present = [0b0_1111_1111, 0b1_1111_1111];
        const uint secret = 0b1_0000_1111;
        var possible = Enumerable.Range(0, 1 << 9).Select(g => (uint)g).Where(g => present.All(p => BitOperations.PopCount(g & p) == BitOperations.PopCount(secret & p)));
        Assert.All(possible, g => Assert.NotEqual(0u, g & 0b1_0000_0000));
    }

    /// <summary>Who stands in the directory at each quarter's end, as bits: people come, some leave, some return.</summary>
    private static uint[] Quarters(Random random, int threshold, int tries, int people)
    {
        while (true)
        {
            var quarters = new uint[tries];
            var needed = 4 * threshold;
            for (var q = 0; q < tries; q++)
            {
                var wanted = Math.Min(people, needed + random.Next(0, 2));
                var here = q == 0 ? 0u : quarters[q - 1] & ~Bit(random.Next(people)) & (random.Next(2) == 0 ? uint.MaxValue : ~Bit(random.Next(people)));
                while (BitOperations.PopCount(here) < wanted) here |= Bit(random.Next(Math.Min(people, wanted + random.Next(0, 3))));
                quarters[q] = here;
                needed = (BitOperations.PopCount(here) * 3 + 1) / 2;
            }
            // The last try may find too few: that is a town, too.
            return quarters;
        }
    }

    /// <summary>In every second town, those who came together are alike: nothing betrays a secret sooner. In the others, both classes grow.</summary>
    private static uint Secret(Random random, uint[] present, int people)
    {
        var mixed = random.Next(2) == 0;
        var shares = present.Select(_ => mixed ? 0.5 : random.Next(3) switch { 0 => 0.05, 1 => 0.95, _ => random.NextDouble() }).ToArray();
        return Enumerable.Range(0, people).Where(i => random.NextDouble() < shares[Math.Max(0, Array.FindIndex(present, p => (p & Bit(i)) != 0))]).Aggregate(0u, (bits, i) => bits | Bit(i));
    }

    /// <summary>Everybody alone, every quarter, its newcomers and leavers, and any groups at all.</summary>
    private static List<uint> Groups(Random random, uint[] present, int people)
    {
        var all = (1u << people) - 1;
        var groups = Enumerable.Range(0, people).Select(Bit).ToList();
        foreach (var p in present)
        {
            groups.Add(p);
            foreach (var q in present) groups.Add(p & ~q);
            for (var i = 0; i < 6; i++) groups.Add(p & (uint)random.Next() & (uint)random.Next());
        }
        for (var i = 0; i < people; i++) groups.Add(Bit(random.Next(people)) | Bit(random.Next(people)));
        return [.. groups.Select(g => g & all).Where(g => g != 0).Distinct()];
    }

    private static uint Bit(int person) => 1u << person;

    /// <summary>What the public is told, by the real rule. It depends on the secret only by how many of each quarter's people share it, so each such case is told once.</summary>
    private sealed class Town(uint[] present, int threshold)
    {
        private readonly Dictionary<ulong, string> _told = [];

        public string Told(uint secret)
        {
            var key = present.Aggregate(0ul, (k, p) => (k << 8) | (uint)BitOperations.PopCount(p & secret));
            if (!_told.TryGetValue(key, out var told)) _told[key] = told = Tell(secret);
            return told;
        }

        private string Tell(uint secret)
        {
            var (releases, told) = (new List<Release>(), "");
            for (var q = 0; q < present.Length; q++)
            {
                var here = Enumerable.Range(0, 32).Where(i => (present[q] & Bit(i)) != 0).Select(i => People.Member(i, new() { Qpv = (secret & Bit(i)) != 0 }));
                if (PublicCensus.Next(FirstQuarter.AddMonths(3 * q), here, releases, threshold) is not { } next)
                {
                    told += "- ";
                    continue;
                }
                releases.Add(next);
                told += next.Tables.TryGetValue(Dimension.Qpv, out var table) ? $"t{table["yes"]} " : "w ";
            }
            return told;
        }
    }
}
