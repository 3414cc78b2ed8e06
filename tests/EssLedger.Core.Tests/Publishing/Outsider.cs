using System.Globalization;

namespace EssLedger.Core.Publishing;

/// <summary>Attacks published files as an outsider can: whoever has every table that was ever published and the public directories, and nothing else. Each professional's takings in each quarter, from residents and from
/// professionals, is an unknown that is not below zero; each published line is an equation. What follows for a quantity is an interval, found exactly (linear programming in fractions).</summary>
internal sealed class Outsider
{
    /// <summary>A line of a published file.</summary>
    private sealed record Line(FigurePeriod Period, string By, string Class, long Sum);

    /// <summary>Those whom no published line ever tells apart, in one quarter and one way.</summary>
    private sealed record Unknown(IReadOnlyList<string> Who, string Way, int Year, int Quarter);

    private readonly List<Unknown> _unknowns = [];
    private readonly List<int[]> _rows = [];
    private readonly List<Line> _lines = [];
    private readonly Func<string, FigurePeriod, string, string> _directory;

    /// <param name="file">The published table: period, measure, dimension, class, professionals, payments, sum.</param>
    /// <param name="professionals">Whom the directory lists.</param>
    /// <param name="directory">The class of one of them, as the directory told when a period was published, in a dimension.</param>
    public Outsider(string file, IReadOnlyList<string> professionals, Func<string, FigurePeriod, string, string> directory)
    {
        _directory = directory;
        foreach (var cells in file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Where(c => c[1] == "received"))
            _lines.Add(new(FigurePeriod.TryParse(cells[0], out var period) ? period : throw new FormatException(cells[0]), cells[2], cells[3], (long)(decimal.Parse(cells[6], CultureInfo.InvariantCulture) * 100)));
        foreach (var year in _lines.Select(l => l.Period.Year).Distinct())
            foreach (var quarter in new[] { 1, 2, 3, 4 })
                foreach (var way in new[] { "resident", "professional" })
                    _unknowns.AddRange(professionals.GroupBy(who => string.Join('|', _lines.Select(l => Contains(l, who, way, year, quarter)))).Select(g => new Unknown([.. g], way, year, quarter)));
        foreach (var line in _lines) _rows.Add([.. _unknowns.Select(u => Contains(line, u.Who[0], u.Way, u.Year, u.Quarter) ? 1 : 0)]);
    }

    /// <summary>What follows for the takings of some in some quarters.</summary>
    /// <param name="who">Whose.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="quarters">Of which quarters of it.</param>
    /// <param name="known">What else is known for certain: an attacker's own takings, by quarter and way.</param>
    public (Fraction Least, Fraction Most) Interval(IReadOnlyCollection<string> who, int year, IReadOnlyCollection<int> quarters, IReadOnlyList<(string Who, string Way, int Quarter, long Sum)>? known = null)
    {
        // Of a set whose members are all of an unknown, the whole unknown; of a part of one, everything or nothing of it.
        var whole = _unknowns.Select(u => u.Year == year && quarters.Contains(u.Quarter) ? u.Who.Count(who.Contains) : 0).ToArray();
        var right = _rows.Select((row, i) => (Fraction)(_lines[i].Sum - (known ?? []).Where(k => row[Index(k.Who, k.Way, year, k.Quarter)] == 1).Sum(k => k.Sum))).ToList();
        var rest = (known ?? []).Select(k => k.Who).ToHashSet();
        var rows = _rows.ToList();
        foreach (var (i, unknown) in _unknowns.Index().Where(u => u.Item.Who.All(rest.Contains)))
        {
            rows.Add([.. _unknowns.Select((_, j) => i == j ? 1 : 0)]);
            right.Add(0);
        }
        var program = new LinearProgram(rows, right);
        return (
            program.Least([.. whole.Select((n, i) => n > 0 && n == _unknowns[i].Who.Count(w => !rest.Contains(w)) ? 1 : 0)]),
            -program.Least([.. whole.Select(n => n > 0 ? -1 : 0)]));
    }

    private int Index(string who, string way, int year, int quarter) => _unknowns.FindIndex(u => u.Way == way && u.Year == year && u.Quarter == quarter && u.Who.Contains(who));

    private bool Contains(Line line, string who, string way, int year, int quarter)
    {
        if (line.Period.Year != year || (line.Period.Quarter != 0 && line.Period.Quarter != quarter)) return false;
        if (line.By == "") return true;
        if (line.By == "payer") return line.Class == way;
        var of = _directory(who, line.Period, line.By);
        return line.Class == of || (line.Class == Figures.Rest && !_lines.Exists(l => l.Period == line.Period && l.By == line.By && l.Class == of));
    }
}

/// <summary>A fraction, exact: what leaves 128 bits throws.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    private readonly Int128 _up, _down;

    private Fraction(Int128 up, Int128 down)
    {
        var (a, b) = (Int128.Abs(up), down);
        while (b != 0) (a, b) = (b, a % b);
        (_up, _down) = (up / Int128.Abs(a), down / Int128.Abs(a));
        if (_down < 0) (_up, _down) = (-_up, -_down);
    }

    private Int128 Down => _down == 0 ? 1 : _down;
    public int Sign => Int128.Sign(_up);
    public static implicit operator Fraction(long whole) => new(whole, 1);
    public static Fraction operator +(Fraction a, Fraction b) => checked(new((a._up * b.Down) + (b._up * a.Down), a.Down * b.Down));
    public static Fraction operator -(Fraction a) => checked(new(-a._up, a.Down));
    public static Fraction operator -(Fraction a, Fraction b) => a + -b;
    public static Fraction operator *(Fraction a, Fraction b) => checked(new(a._up * b._up, a.Down * b.Down));
    public static Fraction operator /(Fraction a, Fraction b) => checked(new(a._up * b.Down, a.Down * b._up));
    public int CompareTo(Fraction other) => checked((_up * other.Down).CompareTo(other._up * Down));
    public override string ToString() => Down == 1 ? $"{_up}" : $"{_up}/{Down}";
}

/// <summary>The least of a linear form over unknowns that are not below zero and keep equations: the simplex method, with Bland's rule, so that it ends.</summary>
internal sealed class LinearProgram
{
    private readonly List<Fraction[]> _rows = [];
    private readonly List<int> _basis = [];
    private readonly int _count;

    public LinearProgram(IReadOnlyList<int[]> rows, IReadOnlyList<Fraction> right)
    {
        _count = rows[0].Length;
        // One helping unknown for each equation; a first least is that of their sum, and it is nothing.
        for (var i = 0; i < rows.Count; i++)
        {
            var sign = right[i].Sign < 0 ? -1 : 1;
            var row = new Fraction[_count + rows.Count + 1];
            for (var j = 0; j < _count; j++) row[j] = sign * rows[i][j];
            row[_count + i] = 1;
            row[^1] = sign * right[i];
            _rows.Add(row);
            _basis.Add(_count + i);
        }
        var cost = new Fraction[_count + rows.Count];
        for (var i = 0; i < rows.Count; i++) cost[_count + i] = 1;
        if (Solve(cost, _rows, _basis, cost.Length)!.Value.Sign != 0) throw new InvalidOperationException("The published numbers contradict each other.");
        // A helping unknown that stays, at nothing, gives its place away, or its equation follows from the others.
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (_basis[i] < _count) continue;
            var other = Array.FindIndex(_rows[i], 0, _count, cell => cell.Sign != 0);
            if (other >= 0) Pivot(_rows, _basis, i, other);
            else
            {
                _rows.RemoveAt(i);
                _basis.RemoveAt(i);
            }
        }
    }

    /// <summary>The least; a form that has none does not occur where every unknown is in a published sum, and else is as good as boundless.</summary>
    public Fraction Least(int[] form)
    {
        var cost = form.Select(f => (Fraction)f).Concat(Enumerable.Repeat((Fraction)0, _rows.Count == 0 ? 0 : _rows[0].Length - 1 - _count)).ToArray();
        return Solve(cost, [.. _rows.Select(r => (Fraction[])r.Clone())], [.. _basis], _count) ?? -Boundless;
    }

    private const long Boundless = 1_000_000_000_000;

    private static Fraction? Solve(Fraction[] cost, List<Fraction[]> rows, List<int> basis, int count)
    {
        while (true)
        {
            var enter = -1;
            for (var j = 0; j < count && enter < 0; j++)
            {
                var reduced = cost[j];
                for (var i = 0; i < rows.Count; i++)
                    if (cost[basis[i]].Sign != 0 && rows[i][j].Sign != 0) reduced -= cost[basis[i]] * rows[i][j];
                if (reduced.Sign < 0) enter = j;
            }
            if (enter < 0) break;
            var leave = -1;
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i][enter].Sign <= 0) continue;
                var order = leave < 0 ? -1 : (rows[i][^1] / rows[i][enter]).CompareTo(rows[leave][^1] / rows[leave][enter]);
                if (order < 0 || (order == 0 && basis[i] < basis[leave])) leave = i;
            }
            if (leave < 0) return null;
            Pivot(rows, basis, leave, enter);
        }
        var value = (Fraction)0;
        for (var i = 0; i < rows.Count; i++) value += cost[basis[i]] * rows[i][^1];
        return value;
    }

    private static void Pivot(List<Fraction[]> rows, List<int> basis, int row, int column)
    {
        var by = rows[row][column];
        for (var j = 0; j < rows[row].Length; j++)
            if (rows[row][j].Sign != 0) rows[row][j] /= by;
        for (var i = 0; i < rows.Count; i++)
        {
            var times = rows[i][column];
            if (i == row || times.Sign == 0) continue;
            for (var j = 0; j < rows[i].Length; j++)
                if (rows[row][j].Sign != 0) rows[i][j] -= times * rows[row][j];
        }
        basis[row] = column;
    }
}
