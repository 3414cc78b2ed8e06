namespace EssLedger.Core.Journal;

public sealed class ParisCalendarTests
{
    [Theory]
    [InlineData("2026-01-15", "2026-01-14T23:00:00Z")]
    [InlineData("2026-07-15", "2026-07-14T22:00:00Z")]
    // Clocks are put forward on the one night and back on the other.
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z")]
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z")]
    public void Day_starts_at_midnight_in_Paris(string day, string instant)
    {
        var (date, start) = (DateOnly.ParseExact(day, "yyyy-MM-dd", null), DateTimeOffset.Parse(instant, null));
        Assert.Equal(start, ParisCalendar.StartOf(date));
        Assert.Equal(date, ParisCalendar.DayOf(start));
        Assert.Equal(date.AddDays(-1), ParisCalendar.DayOf(start.AddTicks(-1)));
    }
}
