using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Books;

public sealed class MeterTests
{
    private static readonly DateOnly First = new(2025, 1, 1);

    /// <summary>Closures of days: what was paid, issued and destroyed, and the highest of each.</summary>
    private static MeterReadings Of(params (int Day, long Paid, long Issued, long Destroyed, long Highest)[] days)
    {
        var (ever, closures) = (default(Totals), new List<Act.PeriodClosed>());
        foreach (var day in Enumerable.Range(0, days[^1].Day))
        {
            var of = days.FirstOrDefault(d => d.Day == day);
            ever = ever with { Payments = ever.Payments + 1, Paid = ever.Paid + of.Paid, Issued = ever.Issued + of.Issued, Destroyed = ever.Destroyed + of.Destroyed };
            closures.Add(new(default, Period.Of(PeriodKind.Day, First.AddDays(day)), new(day + 1), Digest.Zero, default, ever, new(0, 0, 0, Math.Max(of.Highest, ever.Issued - ever.Destroyed))));
        }
        var last = days[^1];
        var now = ever with { Paid = ever.Paid + last.Paid, Issued = ever.Issued + last.Issued, Destroyed = ever.Destroyed + last.Destroyed };
        return new(closures, new(now, new(0, 0, 0, Math.Max(last.Highest, now.Issued - now.Destroyed))), First.AddDays(last.Day));
    }

    [Fact]
    public void Payments_count_for_twelve_months_and_the_day_of_each_crossing_is_told()
    {
        var readings = Of((0, 600_000_00, 0, 0, 0), (10, 400_000_00, 0, 0, 0), (20, 0_01, 0, 0, 0), (400, 0, 0, 0, 0));
        var standing = readings.Of(new(Meter.Payments, 1_000_000_00, ""));
        // Exactly at it is not above; a year after the first payments, these count no more.
        Assert.Equal([(First.AddDays(20), true), (First.AddYears(1), false)], standing.Crossings);
        Assert.False(standing.IsAbove);
        Assert.Equal(new(2027, 1, 21), standing.UpdateDue);
        Assert.Equal(new(2026, 7, 1), readings.Of(new(Meter.Payments, 1_000_000_00, "", new(2025, 7, 1))).UpdateDue);
        Assert.Equal((400_000_01, 0), (readings.Days[365].Paid, readings.Days[^1].Paid));
    }

    [Fact]
    public void Circulation_counts_by_its_highest_moment_and_today_is_known_from_the_tail()
    {
        var readings = Of((0, 0, 900_000_00, 0, 0), (5, 0, 200_000_00, 200_000_00, 1_100_000_00), (9, 0, 150_000_00, 0, 0));
        Assert.Equal([(First.AddDays(5), true), (First.AddDays(6), false), (First.AddDays(9), true)], readings.Of(new(Meter.Circulation, 1_000_000_00, "")).Crossings);
        Assert.Equal((First.AddDays(9), 1_050_000_00), (readings.Days[^1].Day, readings.Days[^1].InCirculation));
        Assert.Null(readings.Of(new(Meter.Acceptors, 10, "")).UpdateDue);
    }

    [Fact]
    public void Indicators_are_those_of_their_definitions()
    {
        var readings = Of((0, 0, 100_00, 0, 0), (1, 50_00, 100_00, 50_00, 0), (3, 25_00, 0, 0, 0));
        var over = Indicators.Of(readings, First.AddDays(1), First.AddDays(3));
        Assert.Equal((75_00, 100_00, 50_00, 150_00), (over.Totals.Paid, over.Totals.Issued, over.Totals.Destroyed, over.MeanStock));
        Assert.Equal((0.5m, 0.5m), (over.Velocity, over.Reconverted));
        Assert.Null(over.Reuse);
    }
}
