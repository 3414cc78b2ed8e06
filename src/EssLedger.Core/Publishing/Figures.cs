using System.Globalization;

namespace EssLedger.Core.Publishing;

/// <summary>A quarter, or a civil year (Europe/Paris).</summary>
/// <param name="Year">The civil year.</param>
/// <param name="Quarter">1 to 4; 0: the whole year.</param>
public readonly record struct FigurePeriod(int Year, int Quarter = 0)
{
    /// <summary>Its first day.</summary>
    public DateOnly First => new(Year, Quarter == 0 ? 1 : (Quarter * 3) - 2, 1);

    /// <summary>Its last day.</summary>
    public DateOnly Last => Quarter == 0 ? new(Year, 12, 31) : new DateOnly(Year, Quarter * 3, 1).AddMonths(1).AddDays(-1);

    /// <summary>The quarter of a day.</summary>
    public static FigurePeriod Of(DateOnly day) => new(day.Year, (day.Month + 2) / 3);

    /// <summary>Its place in the order of telling: a year after its quarters.</summary>
    public int Order => (Year * 5) + (Quarter == 0 ? 5 : Quarter);

    /// <summary>Every period that ended before a day, from the quarter of another, in the order of telling.</summary>
    public static IEnumerable<FigurePeriod> Ended(DateOnly from, DateOnly today)
    {
        for (var at = Of(from); at.Last < today; at = Of(at.Last.AddDays(1)))
        {
            yield return at;
            if (at.Quarter == 4) yield return new(at.Year);
        }
    }

    /// <summary>As it is written: <c>2026-Q3</c>, or <c>2026</c>.</summary>
    public override string ToString() => Quarter == 0 ? Year.ToString("0000", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Quarter}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out FigurePeriod period)
    {
        period = default;
        if (text is not { Length: 4 or 7 } || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1 or > 9999) return false;
        period = text.Length == 4 ? new(year) : new(year, text[6] - '0');
        return text.Length == 4 || (text[4..6] == "-Q" && text[6] is >= '1' and <= '4');
    }
}

/// <summary>When a number of the currency may be told.</summary>
/// <param name="Contributors">The fewest whom it sums (professionals that were paid), at least 3.</param>
/// <param name="Others">The fewest on the other side (who paid), where a measure has such a side.</param>
/// <param name="LargestPercent">The most that one may have of the sum.</param>
/// <param name="TwoLargestPercent">The most that two may have.</param>
public sealed record CellRule(int Contributors = 5, int Others = 5, int LargestPercent = 50, int TwoLargestPercent = 85);

/// <summary>The part of a measure that is never split: one account's, in one quarter, one way.</summary>
/// <param name="Who">The account, pseudonymous; null: nobody's (notes over a counter), which protects nobody and hides nobody.</param>
/// <param name="Way">What never changes of it: whether residents or professionals paid, for example.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Classes">Where it belongs now, a class of each further dimension of the measure.</param>
/// <param name="Count">How many movements.</param>
/// <param name="Sum">Hundredths, never below zero; zero where an account could have moved and did not: that is as secret as any other sum.</param>
/// <param name="Others">Accounts on the other side; where there are more than the rule asks for, the rest may be left out.</param>
public sealed record Piece(string? Who, string Way, int Quarter, IReadOnlyList<string> Classes, long Count, long Sum, IReadOnlyCollection<string> Others)
{
    /// <summary>Which piece it is, in whatever release.</summary>
    public string Key => $"{Who} {Way} {Quarter}";
}

/// <summary>A dimension of a measure, and its classes in the order in which they are tried.</summary>
public sealed record FigureDimension(string Name, IReadOnlyList<string> Classes);

/// <summary>What is measured, and how it may be broken down.</summary>
/// <param name="Name">Its stable word.</param>
/// <param name="Way">What <see cref="Piece.Way"/> is.</param>
/// <param name="WayFirst">Nothing is told unless the ways can be told apart: another published number tells them apart anyway.</param>
/// <param name="HasOthers">Whether there is another side, of which as many are asked for.</param>
/// <param name="Dimensions">The further dimensions, those that matter most first.</param>
/// <param name="Pieces">All pieces of the period.</param>
public sealed record Measure(string Name, FigureDimension Way, bool WayFirst, bool HasOthers, IReadOnlyList<FigureDimension> Dimensions, IReadOnlyList<Piece> Pieces);

/// <summary>A number that is told.</summary>
/// <param name="Measure">Of what.</param>
/// <param name="By">The dimension; empty: of all.</param>
/// <param name="Class">The class; <see cref="Figures.Rest"/>: all classes that are not told.</param>
/// <param name="Contributors">Accounts that moved something.</param>
/// <param name="Count">Movements.</param>
/// <param name="Sum">Hundredths.</param>
public sealed record Figure(string Measure, string By, string Class, int Contributors, long Count, long Sum);

/// <summary>What was told of a period: made once, kept for ever, never made again otherwise.</summary>
/// <param name="Period">Which.</param>
/// <param name="Told">The numbers.</param>
/// <param name="Blocks">Not for the public: by measure that was told, in which block of its tables each piece was counted, by <see cref="Piece.Key"/>.</param>
public sealed record FigureRelease(FigurePeriod Period, IReadOnlyList<Figure> Told, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Blocks);

/// <summary>Which numbers of the currency the public is told: by group, never by person, and none from which a small group's can be had by subtraction.</summary>
/// <remarks>
/// <para>
/// A measure is a sum over pieces. A published table cuts its pieces into classes; so do the tables of other dimensions, those of a part of the territory, and those of other periods that overlap. Two pieces
/// are in one block if every table that was ever published puts them together. Each published number is then a sum of whole blocks.
/// </para>
/// <para>
/// Claim: if every block has at least the asked number of contributors and of others, and neither one of them nor two together have more than their part of it, then so has whatever
/// can be computed from all published numbers together, and of no account is anything known but that its sum lies between nothing and the sum of its blocks: at least twice what it is.
/// Proof: what is computed is computed from sums of blocks; suppose an outsider even knew each of these. A set of pieces that is no union of blocks keeps its freedom inside a block: another account of the block can have had any part of it.
/// A union of blocks has at least the contributors of one of them; and who has at most half of each block has at most half of their union, and so for two.
/// </para>
/// <para>
/// So a class is told only if the blocks into which it cuts stay so. Where that leaves one class out, the next one is left out as well if the total would tell it: the rest is a block too.
/// A year is cut by the quarters that were told of it, and by where their pieces were counted then: a quarter of which nothing was told is not told by the year.
/// Years share no piece, and longer periods are told as sums of years. A sum of nothing is told of nobody: a block of accounts that were all paid nothing is no block.
/// </para>
/// </remarks>
public static class Figures
{
    /// <summary>The class of what is not told in a class of its own.</summary>
    public const string Rest = "rest";

    /// <summary>Decides what is told of a period, given what was told before.</summary>
    /// <param name="period">Which; its end has passed.</param>
    /// <param name="measures">What there is to tell.</param>
    /// <param name="earlier">What was told before; of other periods is taken what overlaps.</param>
    /// <param name="rule">When a number may be told.</param>
    public static FigureRelease Next(FigurePeriod period, IReadOnlyList<Measure> measures, IReadOnlyList<FigureRelease> earlier, CellRule rule)
    {
        var (told, blocks) = (new List<Figure>(), new Dictionary<string, IReadOnlyDictionary<string, string>>());
        var before = earlier.Where(r => r.Period.Year == period.Year && (r.Period.Quarter == 0 || period.Quarter == 0 || r.Period.Quarter == period.Quarter)).ToList();
        foreach (var measure in measures)
        {
            var cut = new Cut(measure, before, rule);
            if (!cut.IsSafe || (measure.WayFirst && !cut.ByWay())) continue;
            foreach (var dimension in Enumerable.Range(0, measure.Dimensions.Count))
                foreach (var of in measure.Dimensions[dimension].Classes) cut.By(dimension, of);
            if (!measure.WayFirst) cut.ByWay();
            told.AddRange(cut.Figures());
            blocks[measure.Name] = cut.Blocks();
        }
        return new(period, told, blocks);
    }

    /// <summary>Whether pieces that lie together may be told as one number.</summary>
    private static bool MayBeTold(Lot lot, bool hasOthers, CellRule rule) =>
        lot.Contributors >= rule.Contributors
        && (Int128)lot.Largest * 100 <= lot.Whole * rule.LargestPercent
        && ((Int128)lot.Largest + lot.Second) * 100 <= lot.Whole * rule.TwoLargestPercent
        && (!hasOthers || lot.Others.Distinct().Take(rule.Others).Count() >= rule.Others);

    /// <summary>What the rule asks about pieces that lie together.</summary>
    /// <param name="Contributors">How many accounts moved something.</param>
    /// <param name="Whole">What all of them moved.</param>
    /// <param name="Largest">What one of them moved, that none exceeds.</param>
    /// <param name="Second">The same of the others.</param>
    /// <param name="Others">Accounts on the other side, some of them several times; looked for only where all else is well.</param>
    private readonly record struct Lot(int Contributors, Int128 Whole, long Largest, long Second, IEnumerable<string> Others);

    /// <summary>Pieces that lie together, summed once, so that the rest of them is known when a part is taken away.</summary>
    private sealed class Block
    {
        private readonly Dictionary<string, long> _sums = [];
        private KeyValuePair<string, long>[] _largestFirst;
        private Int128 _whole;

        public Block(IEnumerable<Piece> pieces)
        {
            Pieces = [.. pieces];
            foreach (var piece in Pieces)
                if (piece is { Who: { } who, Sum: > 0 }) _sums[who] = checked(_sums.GetValueOrDefault(who) + piece.Sum);
            foreach (var sum in _sums.Values) _whole += sum;
            _largestFirst = Sorted();
        }

        public List<Piece> Pieces { get; }

        public Lot All => new(_sums.Count, _whole, _largestFirst.ElementAtOrDefault(0).Value, _largestFirst.ElementAtOrDefault(1).Value, Pieces.SelectMany(p => p.Others));

        /// <summary>What <see cref="All"/> would be without a part.</summary>
        public Lot Without(Block part, Func<Piece, bool> isOfPart)
        {
            var (largest, second) = (0L, 0L);
            foreach (var (who, sum) in _largestFirst)
            {
                if (sum <= second) break;
                var left = sum - part._sums.GetValueOrDefault(who);
                (largest, second) = left > largest ? (left, largest) : (largest, Math.Max(second, left));
            }
            return new(_sums.Count - part._sums.Count(s => s.Value == _sums[s.Key]), _whole - part._whole, largest, second, Pieces.Where(p => !isOfPart(p)).SelectMany(p => p.Others));
        }

        public void Lose(Block part, Func<Piece, bool> isOfPart)
        {
            Pieces.RemoveAll(p => isOfPart(p));
            foreach (var (who, sum) in part._sums)
                if ((_sums[who] -= sum) == 0) _sums.Remove(who);
            _whole -= part._whole;
            _largestFirst = Sorted();
        }

        private KeyValuePair<string, long>[] Sorted() => [.. _sums.OrderByDescending(s => s.Value)];
    }

    /// <summary>The blocks of a measure while its tables grow.</summary>
    private sealed class Cut
    {
        private readonly Measure _measure;
        private readonly CellRule _rule;
        private readonly List<ILookup<string, Piece>> _classes;
        private readonly Dictionary<int, HashSet<string>> _told = [];
        private readonly Dictionary<Piece, Block> _blocks;
        private bool _byWay;

        public Cut(Measure measure, IReadOnlyList<FigureRelease> before, CellRule rule)
        {
            (_measure, _rule, _blocks) = (measure, rule, new(measure.Pieces.Count, ReferenceEqualityComparer.Instance));
            _classes = [.. measure.Dimensions.Select((_, dimension) => measure.Pieces.ToLookup(p => p.Classes[dimension]))];
            var cuts = before.Select(r => r.Blocks.GetValueOrDefault(measure.Name)).OfType<IReadOnlyDictionary<string, string>>().ToList();
            foreach (var block in measure.Pieces.GroupBy(p => string.Join('\n', cuts.Select(c => c.GetValueOrDefault(p.Key))))) Lay(new(block));
        }

        public bool IsSafe => _blocks.Count > 0 && _blocks.Values.Distinct().All(b => MayBeTold(b.All));

        /// <summary>Cuts out a class, if that may be; a class in which nothing lies is not told either.</summary>
        public void By(int dimension, string of)
        {
            if (!_classes[dimension].Contains(of)) return;
            bool IsOfClass(Piece piece) => piece.Classes[dimension] == of;
            // What lies in the class wholly is not cut by it.
            var cuts = _classes[dimension][of].GroupBy(p => _blocks[p]).Where(g => g.Count() < g.Key.Pieces.Count).Select(g => (Block: g.Key, Part: new Block(g))).ToList();
            if (!cuts.TrueForAll(c => MayBeTold(c.Part.All) && MayBeTold(c.Block.Without(c.Part, IsOfClass)))) return;
            foreach (var (block, part) in cuts)
            {
                block.Lose(part, IsOfClass);
                Lay(part);
            }
            if (!_told.TryGetValue(dimension, out var classes)) _told[dimension] = classes = [];
            classes.Add(of);
        }

        public bool ByWay()
        {
            var parts = _measure.Pieces.GroupBy(p => (_blocks[p], p.Way)).Select(g => new Block(g)).ToList();
            if (!parts.TrueForAll(p => MayBeTold(p.All))) return false;
            parts.ForEach(Lay);
            return _byWay = true;
        }

        private void Lay(Block block)
        {
            foreach (var piece in block.Pieces) _blocks[piece] = block;
        }

        private bool MayBeTold(Lot lot) => Publishing.Figures.MayBeTold(lot, _measure.HasOthers, _rule);

        public IEnumerable<Figure> Figures()
        {
            yield return Of("", "", _measure.Pieces);
            if (_byWay)
                foreach (var way in _measure.Way.Classes)
                    if (_measure.Pieces.Where(p => p.Way == way).ToList() is { Count: > 0 } pieces) yield return Of(_measure.Way.Name, way, pieces);
            foreach (var (dimension, classes) in _told.OrderBy(t => t.Key))
            {
                var by = _measure.Dimensions[dimension];
                foreach (var of in by.Classes.Where(classes.Contains)) yield return Of(by.Name, of, [.. _classes[dimension][of]]);
                if (_measure.Pieces.Where(p => !classes.Contains(p.Classes[dimension])).ToList() is { Count: > 0 } rest) yield return Of(by.Name, Rest, rest);
            }
        }

        private Figure Of(string by, string of, IReadOnlyList<Piece> pieces) =>
            new(_measure.Name, by, of, pieces.Where(p => p.Sum > 0 && p.Who is not null).Select(p => p.Who).Distinct().Count(), pieces.Sum(p => p.Count), pieces.Sum(p => p.Sum));

        public Dictionary<string, string> Blocks()
        {
            var numbers = _blocks.Values.Distinct().Select((block, i) => (block, i)).ToDictionary(b => b.block, b => b.i.ToString(CultureInfo.InvariantCulture));
            return _measure.Pieces.ToDictionary(p => p.Key, p => numbers[_blocks[p]]);
        }
    }
}
