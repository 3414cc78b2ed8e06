using System.Globalization;

namespace EssLedger.Core.Publishing;

/// <summary>The decision of <see cref="Figures"/> in the plainest words: for every class, all pieces of every block are laid apart and asked about anew.</summary>
internal static class PlainFigures
{
    public static FigureRelease Next(FigurePeriod period, Measure measure, IReadOnlyList<FigureRelease> earlier, CellRule rule)
    {
        var cuts = earlier.Where(r => r.Period.Year == period.Year && (r.Period.Quarter == 0 || period.Quarter == 0 || r.Period.Quarter == period.Quarter)).Select(r => r.Blocks.GetValueOrDefault(measure.Name)).Where(b => b is not null).ToList();
        var blocks = Parts(measure.Pieces, p => string.Join('\n', cuts.Select(c => c!.GetValueOrDefault(p.Key))));
        var (told, byWay) = (measure.Dimensions.Select(_ => new HashSet<string>()).ToList(), false);
        if (blocks.Count == 0 || !blocks.TrueForAll(MayBeTold) || (measure.WayFirst && !ByWay())) return new(period, [], new Dictionary<string, IReadOnlyDictionary<string, string>>());
        for (var d = 0; d < told.Count; d++)
            foreach (var of in measure.Dimensions[d].Classes)
                if (measure.Pieces.Any(p => p.Classes[d] == of) && Split(p => p.Classes[d] == of ? of : "")) told[d].Add(of);
        if (!measure.WayFirst) ByWay();

        var figures = new List<Figure> { Of("", "", measure.Pieces) };
        if (byWay) figures.AddRange(measure.Way.Classes.Select(way => (way, Pieces: measure.Pieces.Where(p => p.Way == way).ToList())).Where(l => l.Pieces.Count > 0).Select(l => Of(measure.Way.Name, l.way, l.Pieces)));
        for (var d = 0; d < told.Count; d++)
        {
            if (told[d].Count == 0) continue;
            figures.AddRange(measure.Dimensions[d].Classes.Where(told[d].Contains).Select(of => Of(measure.Dimensions[d].Name, of, [.. measure.Pieces.Where(p => p.Classes[d] == of)])));
            if (measure.Pieces.Where(p => !told[d].Contains(p.Classes[d])).ToList() is { Count: > 0 } rest) figures.Add(Of(measure.Dimensions[d].Name, Figures.Rest, rest));
        }
        return new(period, figures, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [measure.Name] = blocks.SelectMany((block, i) => block.Select(p => (p.Key, Block: i.ToString(CultureInfo.InvariantCulture)))).ToDictionary(p => p.Key, p => p.Block),
        });

        bool ByWay() => byWay = Split(p => p.Way);

        bool Split(Func<Piece, string> of)
        {
            var split = new List<List<Piece>>();
            foreach (var block in blocks)
            {
                var parts = Parts(block, of);
                if (parts.Count > 1 && !parts.TrueForAll(MayBeTold)) return false;
                split.AddRange(parts);
            }
            blocks = split;
            return true;
        }

        bool MayBeTold(List<Piece> pieces)
        {
            var sums = pieces.Where(p => p is { Who: not null, Sum: > 0 }).GroupBy(p => p.Who).Select(g => g.Sum(p => p.Sum)).OrderDescending().ToList();
            return sums.Count >= rule.Contributors && (!measure.HasOthers || pieces.SelectMany(p => p.Others).Distinct().Count() >= rule.Others)
                && sums[0] * 100 <= sums.Sum() * rule.LargestPercent && (sums[0] + sums[1]) * 100 <= sums.Sum() * rule.TwoLargestPercent;
        }

        Figure Of(string by, string of, IReadOnlyList<Piece> pieces) =>
            new(measure.Name, by, of, pieces.Where(p => p is { Who: not null, Sum: > 0 }).Select(p => p.Who).Distinct().Count(), pieces.Sum(p => p.Count), pieces.Sum(p => p.Sum));
    }

    private static List<List<Piece>> Parts(IEnumerable<Piece> pieces, Func<Piece, string> of) => [.. pieces.GroupBy(of).Select(g => g.ToList())];
}
