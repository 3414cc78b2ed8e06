using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Core.Publishing;
using EssLedger.Core.Records;
using EssLedger.Core.Strategy;

namespace EssLedger.Ours;

/// <summary>How long the parts of a report take that grow with who is counted: the register's years, the decision on what may be told of the currency, and the strategy's bodies.</summary>
internal static class PublishingFigures
{
    public static void Run(Register register, int participants, int years, int bodies)
    {
        Measured("the label's lines of the cumulated report", () =>
        {
            var grants = register.Grants.Values.ToList();
            for (var year = 2021; year < 2021 + years; year++)
            {
                var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
                _ = grants.Where(g => g.Facts.Select(f => f.Fact.Effective).Where(d => d > first && d <= last).Prepend(first).Any(d => g.On(d) is Standing.Active)).Select(g => g.Holder).Distinct().Count();
                _ = grants.Count(g => g.StateOn(last) is not null && g.From >= first && g.From <= last);
            }
            foreach (var by in new[] { Dimension.Commune, Dimension.Filiere, Dimension.Kind, Dimension.Family, Dimension.Qpv, Dimension.Iae })
                _ = CensusTable.Of(register.MembersOn(new(2020 + years, 12, 31)), [by], Perimeter.Everywhere, new(2020 + years, 12, 31));
        });

        var random = new Random(1);
        var communes = Communes.Names.Keys.Order(StringComparer.Ordinal).ToArray();
        var places = Enumerable.Range(0, participants).Select(_ => (string[])[random.Next(2) == 0 ? "lille" : "rest_of_mel", DimensionWords.AllFilieres[random.Next(7)], communes[random.Next(communes.Length)]]).ToList();
        Measure Year(int quarter) => new("received", new("payer", ["resident", "professional"]), false, true, [new("area", ["lille", "rest_of_mel"]), new("filiere", DimensionWords.AllFilieres), new("commune", communes)],
            [.. Enumerable.Range(0, participants).SelectMany(i => Enumerable.Range(quarter == 0 ? 1 : quarter, quarter == 0 ? 4 : 1).SelectMany(q => new[] { "resident", "professional" }.Select(way => new Piece(
                $"P{i}", way, q, places[i], 10, ((i * 7919L) + (q * 104729L)) % 90_000, [.. Enumerable.Range(0, 5).Select(p => string.Create(CultureInfo.InvariantCulture, $"R{(i + (p * 31)) % 4000}"))]))))]);
        var measures = Enumerable.Range(0, 5).Select(Year).ToList();
        Measured($"what may be told of {years} years of the currency", () =>
        {
            var releases = new List<FigureRelease>();
            for (var year = 0; year < years; year++)
                foreach (var quarter in new[] { 1, 2, 3, 4, 0 }) releases.Add(Core.Publishing.Figures.Next(new(2021 + year, quarter), [measures[quarter]], releases, new()));
        });

        List<(string, string, FieldValues)> records = [.. Enumerable.Range(0, bodies).Select(b => (StrategyKind.Body.Name, $"b{b}", Fields(("title", $"Body {b}"), ("months", "1"), ("first", "2021-01-01")))),
            .. Enumerable.Range(0, bodies).SelectMany(b => Enumerable.Range(0, years * 12).Select(m => (StrategyKind.Meeting.Name, $"m{b}.{m}",
                Fields(("body", $"b{b}"), ("state", "held"), ("day", new DateOnly(2021, 1, 1).AddMonths(m).AddDays(b % 28).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))))];
        Measured($"the strategy of {bodies} bodies that meet every month", () =>
        {
            var board = new Board(records);
            for (var year = 2021; year < 2021 + years; year++) _ = StrategyYear.Of(board, year, labels: null);
        });
    }

    private static FieldValues Fields(params IEnumerable<(string Name, string Text)> fields) => new(fields.ToDictionary(f => f.Name, f => (IReadOnlyList<string>)[f.Text]));

    private static void Measured(string what, Action work)
    {
        var (clock, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(precise: true));
        work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {clock.Elapsed.TotalSeconds,8:0.00} s {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6,10:0} MB allocated"));
    }
}
