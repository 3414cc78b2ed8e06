using System.Globalization;

namespace EssLedger.Core.Publishing;

public sealed class FigureTests
{
    private static readonly CellRule Rule = new();
    private static readonly string[] Communes = ["59350", "59298", "59512"], Filieres = ["food", "repair", "textile"];

    /// <summary>Within how many percent of what is true nothing may be known.</summary>
    private const int Percent = 10;

    /// <summary>A town: what each professional was paid by quarter and way, and where each stood when a period was told.</summary>
    private sealed record Town(IReadOnlyList<string> Who, IReadOnlyDictionary<(string Who, string Way, int Quarter), long> Paid, Func<string, FigurePeriod, string, string> Directory)
    {
        public long Of(IEnumerable<string> who, IReadOnlyCollection<int> quarters) => Paid.Where(p => quarters.Contains(p.Key.Quarter) && who.Contains(p.Key.Who)).Sum(p => p.Value);

        public Measure Measure(FigurePeriod period, int payers = 9) => new("received", new("payer", ["resident", "professional"]), WayFirst: false, HasOthers: true,
            [new("area", ["lille", "rest_of_mel"]), new("filiere", Filieres), new("commune", Communes)],
            [.. Paid.Where(p => period.Quarter == 0 || p.Key.Quarter == period.Quarter).Select(p => new Piece(p.Key.Who, p.Key.Way, p.Key.Quarter,
                [.. new[] { "area", "filiere", "commune" }.Select(by => Directory(p.Key.Who, period, by))], 1, p.Value, [.. Enumerable.Range(0, p.Value == 0 ? 0 : payers).Select(i => $"payer {i}")]))]);
    }

    private static Town Of(params (string Who, string Commune, string Filiere, long[] Quarters)[] rows) => new([.. rows.Select(r => r.Who)],
        rows.SelectMany(r => r.Quarters.Select((sum, i) => (Key: (r.Who, "resident", i + 1), sum))).ToDictionary(p => p.Key, p => p.sum),
        (who, _, by) => rows.First(r => r.Who == who) is var row && by == "filiere" ? row.Filiere : by == "commune" ? row.Commune : row.Commune == "59512" ? "rest_of_mel" : "lille");

    /// <summary>Everything that an attack finds in files of a year: a professional, or a group that is too small to be told, whose sum follows to within ten percent.</summary>
    private static List<string> Betrayed(Town town, string file)
    {
        var (found, outsider) = (new List<string>(), new Outsider(file, town.Who, town.Directory));
        int[][] spans = [[1], [2], [3], [4], [1, 2, 3, 4]];
        foreach (var quarters in spans)
        {
            var groups = town.Who.Select(who => (Name: who, Who: (IReadOnlyList<string>)[who])).ToList();
            foreach (var by in new[] { "commune", "filiere", "area" })
                groups.AddRange(town.Who.GroupBy(w => town.Directory(w, new(2026), by)).Select(g => (g.Key, Who: (IReadOnlyList<string>)[.. g])).Where(g => g.Who.Count(w => town.Of([w], quarters) > 0) < Rule.Contributors));
            foreach (var (name, who) in groups)
            {
                var (least, most) = outsider.Interval(who, 2026, quarters);
                var truth = town.Of(who, quarters);
                Assert.True(least.CompareTo(truth) <= 0 && most.CompareTo(truth) >= 0, $"{name} lies outside what follows.");
                if ((least * 100).CompareTo(truth * (100 - Percent)) >= 0 && (most * 100).CompareTo(truth * (100 + Percent)) <= 0) found.Add($"{name} in {string.Join('+', quarters)}");
            }
            // The second largest knows their own takings, and would have those of the largest.
            if (town.Who.OrderByDescending(w => town.Of([w], quarters)).Take(2).ToList() is [var largest, var second] && town.Of([largest], quarters) is > 0 and var takes)
            {
                var (_, most) = outsider.Interval([largest], 2026, quarters, [.. town.Paid.Where(p => p.Key.Who == second).Select(p => (p.Key.Who, p.Key.Way, p.Key.Quarter, p.Value))]);
                if ((most * 100).CompareTo(takes * (100 + Percent)) <= 0) found.Add($"{largest} to {second} in {string.Join('+', quarters)}");
            }
        }
        return found;
    }

    private static IReadOnlyList<FigurePeriod> Year { get; } = [.. FigurePeriod.Ended(new(2026, 1, 1), new(2027, 1, 1))];

    private static List<FigureRelease> Publish(Town town, IEnumerable<FigurePeriod> periods)
    {
        var releases = new List<FigureRelease>();
        foreach (var period in periods) releases.Add(Figures.Next(period, [town.Measure(period)], releases, Rule));
        return releases;
    }

    private static string File(params IEnumerable<string> lines) => string.Concat(lines.Prepend("period,measure,dimension,class,professionals,payments,sum").Select(line => line + "\r\n"));

    private static string File(IEnumerable<FigureRelease> releases) =>
        File(releases.SelectMany(r => r.Told.Select(f => string.Create(CultureInfo.InvariantCulture, $"{r.Period},{f.Measure},{f.By},{f.Class},{f.Contributors},{f.Count},{f.Sum / 100m:0.00}"))));

    [Fact]
    public void No_attack_on_what_is_published_over_a_year_finds_anybody()
    {
        var told = 0;
        for (var seed = 0; seed < 14; seed++)
        {
            var random = new Random(seed);
            var who = Enumerable.Range(0, random.Next(8, 30)).Select(i => $"p{i:00}").ToList();
            var (communes, filieres) = (who.ToDictionary(w => w, _ => Communes[random.Next(100) switch { < 55 => 0, < 75 => 1, _ => 2 }]), who.ToDictionary(w => w, _ => Filieres[random.Next(3)]));
            var moves = who.Where(_ => random.Next(9) == 0).ToDictionary(w => w, _ => (After: random.Next(1, 5), To: Communes[random.Next(3)]));
            string At(string w, FigurePeriod period, string by) => by == "filiere" ? filieres[w]
                : (moves.TryGetValue(w, out var move) && (period.Quarter == 0 ? 5 : period.Quarter) > move.After ? move.To : communes[w]) is var commune && by == "commune" ? commune : commune == "59512" ? "rest_of_mel" : "lille";
            var paid = new Dictionary<(string, string, int), long>();
            foreach (var w in who)
                for (var quarter = 1; quarter <= 4; quarter++)
                    foreach (var way in new[] { "resident", "professional" })
                        paid[(w, way, quarter)] = random.Next(4) == 0 ? 0 : random.Next(10) == 0 ? random.Next(50_000, 200_000) : random.Next(1_000, 60_000);
            var town = new Town(who, paid, At);
            var releases = Publish(town, Year);
            told += releases.Sum(r => r.Told.Count(f => f.By != ""));
            if (releases.TrueForAll(r => r.Told.Count == 0)) continue;
            Assert.Equal([], Betrayed(town, File(releases)));
        }
        Assert.True(told > 60, $"{told} lines of classes: it is no use to be told nothing.");
    }

    /// <summary>Four towns' worth of professionals of whom each earns the same, so that only a mistake can betray them.</summary>
    private static Town Even(int lille, int hellemmes, int roubaix, long[]? quarters = null, Func<int, string>? filiere = null) => Of([.. Enumerable.Range(0, lille + hellemmes + roubaix).Select(i =>
        ($"p{i:00}", i < lille ? "59350" : i < lille + hellemmes ? "59298" : "59512", filiere?.Invoke(i) ?? "food", quarters ?? [100_00L + i, 0, 0, 0]))]);

    public static TheoryData<string, string> Mistakes => new()
    {
        // A class that is too small, told all the same.
        { "2026-Q1,received,,,7,7,700.21;2026-Q1,received,commune,59512,1,1,100.06", "p06 in 1" },
        // Only the small class is left out: the total tells it.
        { "2026-Q1,received,,,7,7,700.21;2026-Q1,received,commune,59350,6,6,600.15", "p06 in 1" },
        // The part of the territory tells what its communes do not.
        { "2026-Q1,received,,,7,7,700.21;2026-Q1,received,area,lille,6,6,600.15", "p06 in 1" },
        // The quarter's rest is told with the year, when three quarters were told.
        { "2026-Q1,received,,,7,7,700.21;2026-Q1,received,commune,59350,6,6,600.15;2026-Q1,received,commune,rest,1,1,100.06", "59512 in 1" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void An_attack_finds_planted_mistakes(string file, string who) => Assert.Contains(who, Betrayed(Even(6, 0, 1), File(file.Split(';'))));

    [Fact]
    public void An_attack_finds_what_a_year_less_its_quarters_tells()
    {
        // One is paid in the fourth quarter only; the quarters tell of six, the year of seven.
        var town = Of([.. Enumerable.Range(0, 6).Select(i => ($"p{i}", "59350", "food", new long[] { 10_000, 10_000, 10_000, 0 })), ("late", "59350", "food", [0, 0, 0, 5_000])]);
        string[] quarters = ["2026-Q1,received,,,6,6,600.00", "2026-Q2,received,,,6,6,600.00", "2026-Q3,received,,,6,6,600.00"];
        Assert.DoesNotContain("late in 4", Betrayed(town, File(quarters)));
        Assert.Contains("food in 4", Betrayed(town, File([.. quarters, "2026,received,,,7,19,1850.00"])));
        Assert.Equal([], Publish(town, Year).Single(r => r.Period.Quarter == 0).Told);
    }

    [Fact]
    public void An_attack_finds_what_two_dimensions_tell_together()
    {
        // Five in Lille mend, and so does one elsewhere: the line of business less the commune is that one.
        var town = Even(5, 0, 6, filiere: i => i < 6 ? "repair" : "food");
        string[] communes = ["2026-Q1,received,,,11,11,1100.55", "2026-Q1,received,commune,59350,5,5,500.10", "2026-Q1,received,commune,59512,6,6,600.45"];
        Assert.Equal([], Betrayed(town, File(communes)));
        Assert.Contains("p05 in 1", Betrayed(town, File([.. communes, "2026-Q1,received,filiere,repair,6,6,600.15"])));
        Assert.Equal([], Betrayed(town, File(Publish(town, Year))));
    }

    [Fact]
    public void An_attack_finds_who_has_nearly_all_of_a_sum()
    {
        var town = Of([("giant", "59350", "food", [9_000_00]), ("second", "59350", "food", [500_00]), .. Enumerable.Range(0, 5).Select(i => ($"p{i}", "59350", "food", new[] { 10_00L + i }))]);
        Assert.Contains("giant to second in 1", Betrayed(town, File("2026-Q1,received,,,7,7,9550.10")));
        Assert.Equal([], Figures.Next(new(2026, 1), [town.Measure(new(2026, 1))], [], Rule).Told);
    }

    [Fact]
    public void Who_moves_is_not_told_by_the_difference_of_two_tables()
    {
        // Told by quarter in one commune, and with the year in another.
        var town = Even(7, 6, 0, [100_00, 100_00, 100_00, 100_00]);
        var moved = town with { Directory = (who, period, by) => who == "p00" && period.Quarter == 0 ? by == "commune" ? "59298" : town.Directory(who, period, by) : town.Directory(who, period, by) };
        var releases = Publish(moved, Year);
        Assert.Contains(releases[0].Told, f => f.By == "commune");
        Assert.DoesNotContain(releases[^1].Told, f => f.By == "commune");
        Assert.Equal([], Betrayed(moved, File(releases)));
    }

    [Theory]
    [InlineData(4, 9, null)]
    [InlineData(5, 9, "5")]
    [InlineData(9, 4, null)]
    public void A_number_needs_enough_on_both_sides(int professionals, int payers, string? told)
    {
        var town = Even(professionals, 0, 0);
        var release = Figures.Next(new(2026, 1), [town.Measure(new(2026, 1), payers)], [], Rule);
        Assert.Equal(told, release.Told.FirstOrDefault(f => f.By == "")?.Contributors.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_class_whose_neighbour_would_be_told_by_the_total_is_left_out_too()
    {
        var told = Figures.Next(new(2026, 1), [Even(8, 6, 3).Measure(new(2026, 1))], [], Rule).Told;
        Assert.Equal(["59350 8", "rest 9"], told.Where(f => f.By == "commune").Select(f => $"{f.Class} {f.Contributors}"));
    }

    [Fact]
    public void That_nobody_was_paid_anything_is_not_told_of_anybody()
    {
        var town = Of([.. Enumerable.Range(0, 6).Select(i => ($"p{i}", "59350", "food", new[] { 100_00L })), .. Enumerable.Range(6, 6).Select(i => ($"p{i}", "59298", "food", new[] { 0L }))]);
        Assert.DoesNotContain(Figures.Next(new(2026, 1), [town.Measure(new(2026, 1))], [], Rule).Told, f => f.By == "commune");
    }

    [Fact]
    public void Every_decision_is_the_plain_one()
    {
        var (told, refused) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var rule = new CellRule(random.Next(3, 5), random.Next(1, 6), random.Next(35, 60), random.Next(60, 95));
            FigureDimension[] dimensions = [new("area", ["lille", "rest_of_mel"]), new("filiere", Filieres), new("commune", [.. Communes, "59009", "59163"])];
            var (hasOthers, wayFirst, who, payers) = (random.Next(3) > 0, random.Next(3) == 0, random.Next(12, 90), random.Next(5, 60));
            var (fast, plain) = (new List<FigureRelease>(), new List<FigureRelease>());
            var year = Enumerable.Range(0, who).SelectMany(i => Place() is var place && (random.Next(20) > 0 ? $"p{i}" : null) is var account ? Pieces(i, account, place) : []).ToList();
            foreach (var period in Year)
            {
                var measure = new Measure("received", new("payer", ["resident", "professional"]), wayFirst, hasOthers, dimensions, [.. year.Where(p => period.Quarter == 0 || p.Quarter == period.Quarter)]);
                fast.Add(Figures.Next(period, [measure], fast, rule));
                plain.Add(PlainFigures.Next(period, measure, plain, rule));
                Assert.Equal(plain[^1].Told, fast[^1].Told);
                Assert.Equal(Together(plain[^1]), Together(fast[^1]));
                var classes = plain[^1].Told.Where(f => f.By is not ("" or "payer")).ToList();
                (told, refused) = (told + classes.Count(f => f.Class != Figures.Rest), refused + classes.Count(f => f.Class == Figures.Rest));
            }

            string[] Place() => [.. dimensions.Select(d => d.Classes[random.Next(random.Next(1, d.Classes.Count + 1))])];

            IEnumerable<Piece> Pieces(int i, string? account, string[] place) =>
                from quarter in new[] { 1, 2, 3, 4 }
                from way in new[] { "resident", "professional" }
                where random.Next(9) > 0
                select new Piece(account, account is null ? $"{way} {i}" : way, quarter, random.Next(30) == 0 ? Place() : place, 1, random.Next(5) switch { 0 => 0, 1 => random.Next(100_000), _ => random.Next(1, 4) * 5_000 },
                    [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"payer {random.Next(payers)}")]);
        }
        Assert.True(told > 1000 && refused > 500, $"{told} classes told, some left out {refused} times: too few to show a slip.");

        // Which pieces lie together; what the blocks are called is nobody's business.
        static IEnumerable<string> Together(FigureRelease release) => release.Blocks.Values.SelectMany(b => b.GroupBy(p => p.Value)).Select(g => string.Join('|', g.Select(p => p.Key).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Periods_follow_each_other_and_are_read_as_they_are_written()
    {
        Assert.Equal(["2025-Q4", "2025", "2026-Q1"], FigurePeriod.Ended(new(2025, 11, 3), new(2026, 4, 1)).Select(p => p.ToString()));
        foreach (var period in Year) Assert.True(FigurePeriod.TryParse(period.ToString(), out var read) && read == period);
        Assert.False(FigurePeriod.TryParse("2026-Q5", out _));
    }
}
