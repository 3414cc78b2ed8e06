using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Books;

public sealed class TakingsTests
{
    private static readonly AccountId Bakery = AccountId.Parse("BAKERY");
    private static readonly PersonId Ana = PersonId.Parse("ANA"), Bob = PersonId.Parse("BOB");
    private static readonly TillId Counter = new(Uuid.FromBytes(new byte[16]));

    [Fact]
    public void Whatever_takings_are_told_apart_by_together_they_are_the_same()
    {
        Taking[] day =
        [
            new(Bakery, new(1), At(9), new(1, 500, 0, 0), Counter, Ana), new(Bakery, new(2), At(9), new(1, 250, 0, 0), null, Bob),
            new(Bakery, new(3), At(17), new(0, 0, 1, 100), Counter, Ana), new(Bakery, new(4), At(17), new(1, 900, 0, 0), null, null),
        ];
        Assert.Equal(new Takings(3, 1_650, 1, 100), Taking.Sum(day));
        Assert.Equal([(10, new Takings(2, 750, 0, 0)), (18, new Takings(1, 900, 1, 100))], Taking.By(day, t => ParisCalendar.TimeOf(t.At).Hour));
        Assert.Equal([("", new Takings(1, 900, 0, 0)), ("ANA", new Takings(1, 500, 1, 100)), ("BOB", new Takings(1, 250, 0, 0))], Taking.By(day, t => t.Cashier?.Value ?? ""));
        Assert.Equal(Taking.Sum(day), Taking.By(day, t => t.Till is null).Aggregate(default(Takings), (sum, row) => sum + row.Sum));
    }

    [Theory]
    // 20 h in Paris is 19 h UTC in winter.
    [InlineData(20, "2026-11-26T18:59:59Z", null, null)]
    [InlineData(20, "2026-11-26T19:00:00Z", null, "2026-11-26")]
    [InlineData(20, "2026-11-26T19:00:00Z", "2026-11-26", null)]
    [InlineData(20, "2026-11-26T22:59:59Z", "2026-11-25", "2026-11-26")]
    // After a standstill over midnight the day that came due in it is still written about.
    [InlineData(20, "2026-11-27T06:00:00Z", null, "2026-11-26")]
    [InlineData(20, "2026-11-29T06:00:00Z", "2026-11-26", "2026-11-28")]
    // Before noon it is about the day before.
    [InlineData(7, "2026-11-27T06:00:00Z", null, "2026-11-26")]
    [InlineData(7, "2026-11-27T05:59:59Z", null, null)]
    [InlineData(0, "2026-11-26T23:00:00Z", null, "2026-11-26")]
    public void A_mail_comes_due_when_its_hour_has_struck_since_it_was_asked_for(int hour, string now, string? told, string? day) =>
        Assert.Equal(day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture), TakingsMailRules.Due(hour, new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), told is null ? null : DateOnly.Parse(told, CultureInfo.InvariantCulture), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Fact]
    public void On_the_night_the_clocks_change_a_day_is_written_about_once()
    {
        var (since, told, days) = (new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), (DateOnly?)null, new List<DateOnly>());
        // 25 October 2026: 3 h is 2 h again.
        for (var now = since; now < since.AddDays(3); now = now.AddMinutes(10))
            if (TakingsMailRules.Due(2, since, told, now) is { } day) days.Add((told = day).Value);
        Assert.Equal([new(2026, 10, 24), new(2026, 10, 25), new(2026, 10, 26)], days);
    }

    private static DateTimeOffset At(int hour) => new(2026, 11, 26, hour, 30, 0, TimeSpan.Zero);
}
