using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Books;

/// <summary>What the law, or the association itself, watches.</summary>
public enum Meter
{
    /// <summary>The sum of payments from member to member in the 12 months that end with the day, in hundredths.</summary>
    Payments = 1,
    /// <summary>The most units that circulated at any moment of the day, on paper and in accounts, in hundredths.</summary>
    Circulation = 2,
    /// <summary>Open accounts of professionals, solidarity bodies and public bodies at the end of the day.</summary>
    Acceptors = 3,
}

/// <summary>Above which something is to be done.</summary>
/// <param name="Meter">Of what.</param>
/// <param name="Most">Hundredths, or a count.</param>
/// <param name="Source">Which text says so, and what it asks.</param>
/// <param name="Declared">When it was declared; the yearly update counts from here. Null: from the day it was crossed.</param>
public sealed record Threshold(Meter Meter, long Most, string Source, DateOnly? Declared = null);

/// <summary>The meters on one day.</summary>
/// <param name="Day">In Europe/Paris; of today what is known now.</param>
/// <param name="Paid">See <see cref="Meter.Payments"/>.</param>
/// <param name="InCirculation">At its end, in hundredths.</param>
/// <param name="Highest">See <see cref="Meter.Circulation"/>.</param>
/// <param name="Paper">On paper, at its end.</param>
/// <param name="InProgress">On their way back, at its end.</param>
/// <param name="Acceptors">See <see cref="Meter.Acceptors"/>.</param>
public sealed record MeterDay(DateOnly Day, long Paid, long InCirculation, long Highest, long Paper, long InProgress, long Acceptors)
{
    /// <summary>In members' accounts, at its end.</summary>
    public long Digital => InCirculation - Paper - InProgress;

    /// <summary>What a meter shows.</summary>
    public long Of(Meter meter) => meter switch { Meter.Payments => Paid, Meter.Circulation => Highest, _ => Acceptors };
}

/// <summary>A threshold and what became of it.</summary>
/// <param name="Threshold">Which.</param>
/// <param name="Crossings">Each day on which the meter stood above it for the first time, or again no longer, oldest first.</param>
/// <param name="UpdateDue">When the yearly update of its declaration is due next; null: it was never crossed.</param>
public sealed record ThresholdStanding(Threshold Threshold, IReadOnlyList<(DateOnly Day, bool Above)> Crossings, DateOnly? UpdateDue)
{
    /// <summary>Whether the meter stands above it now.</summary>
    public bool IsAbove => Crossings is [.., { Above: true }];
}

/// <summary>The meters of every day since the book began: from the closures of its days, and of the tail since the last of them. So no view reads a book of millions.</summary>
public sealed class MeterReadings
{
    private readonly List<MeterDay> _days = [];
    private readonly List<Totals> _perpetual = [];

    /// <param name="closures">Those of days, oldest first and without a gap.</param>
    /// <param name="now">What stands now.</param>
    /// <param name="today">The day, in Europe/Paris; a day between the last closure and it counts to it.</param>
    public MeterReadings(IEnumerable<Act.PeriodClosed> closures, Tally now, DateOnly today)
    {
        foreach (var closed in closures.Where(c => c.Period.Kind is PeriodKind.Day)) Add(closed.Period.First, closed.Perpetual, closed.Stock);
        if (_days.Count == 0 || _days[^1].Day < today) Add(today, now.Totals, now.Stock);
    }

    /// <summary>Every day, oldest first; the last is today.</summary>
    public IReadOnlyList<MeterDay> Days => _days;

    /// <summary>All that ever passed up to the end of a day.</summary>
    public Totals Until(DateOnly day)
    {
        var (low, high) = (0, _days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_days[middle].Day <= day) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? default : _perpetual[low - 1];
    }

    /// <summary>When a threshold was crossed, and when its declaration is to be updated next.</summary>
    public ThresholdStanding Of(Threshold threshold)
    {
        var (crossings, above) = (new List<(DateOnly, bool)>(), false);
        foreach (var day in _days)
        {
            if (day.Of(threshold.Meter) > threshold.Most == above) continue;
            above = !above;
            crossings.Add((day.Day, above));
        }
        if (crossings.Count == 0) return new(threshold, [], null);
        var from = threshold.Declared ?? crossings[0].Item1;
        var due = from.AddYears(1);
        for (var years = 2; due < _days[^1].Day; years++) due = from.AddYears(years);
        return new(threshold, crossings, due);
    }

    private void Add(DateOnly day, Totals perpetual, Stock stock)
    {
        var circulating = perpetual.Issued - perpetual.Destroyed;
        var before = Until(day.AddYears(-1));
        _days.Add(new(day, perpetual.Paid - before.Paid, circulating, stock.Highest, stock.Paper, stock.InProgress, stock.Acceptors));
        _perpetual.Add(perpetual);
    }
}

/// <summary>How the currency lives, over a stretch of days. Sums in hundredths.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Through">Its last day.</param>
/// <param name="Totals">What passed in it.</param>
/// <param name="MeanStock">The mean of what circulated at the end of its days.</param>
public sealed record Indicators(DateOnly From, DateOnly Through, Totals Totals, long MeanStock)
{
    /// <summary>How often a unit was paid: payments by mean stock.</summary>
    public decimal? Velocity => Share(Totals.Paid, MeanStock);

    /// <summary>What professionals paid on, of what they were paid.</summary>
    public decimal? Reuse => Share(Totals.ByProfessionals, Totals.ToProfessionals);

    /// <summary>What professionals paid each other, of all payments.</summary>
    public decimal? BetweenProfessionals => Share(Totals.BetweenProfessionals, Totals.Paid);

    /// <summary>What left circulation, of what came in.</summary>
    public decimal? Reconverted => Share(Totals.Destroyed, Totals.Issued);

    /// <summary>Over the days of the readings that lie in a stretch.</summary>
    public static Indicators Of(MeterReadings readings, DateOnly from, DateOnly through)
    {
        var days = readings.Days.Where(d => from <= d.Day && d.Day <= through).ToList();
        return new(from, through, readings.Until(through) - readings.Until(from.AddDays(-1)), days.Count == 0 ? 0 : (long)days.Average(d => (decimal)d.InCirculation));
    }

    private static decimal? Share(long part, long whole) => whole == 0 ? null : (decimal)part / whole;
}
