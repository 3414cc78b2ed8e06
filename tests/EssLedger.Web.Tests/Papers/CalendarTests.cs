using System.Text;

namespace EssLedger.Web.Papers;

public sealed class CalendarTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static string Of(params Appointment[] appointments) => Calendar.Of("Label : échéances", appointments, "label.example", Made);

    private static string[] Lines(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");

    [Fact]
    public void A_day_is_a_whole_day_and_keeps_nobody_busy()
    {
        var lines = Lines(Of(Appointment.On("commitment-7", new(2026, 12, 31), "À tenir : tri, 2e bac", "Lille", new("https://label.example/espace"))));
        foreach (var line in new[]
        {
            "UID:commitment-7@label.example", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:À tenir : tri\\, 2e bac", "LOCATION:Lille", "URL:https://label.example/espace",
            "DTSTAMP:20261125T120000Z", "TRANSP:TRANSPARENT",
        }) Assert.Contains(line, lines);
        Assert.DoesNotContain("VTIMEZONE", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-02T08:30:00Z", "20261202T093000", "20261202T110000")]
    [InlineData("2026-07-02T22:30:00Z", "20260703T003000", "20260703T020000")]
    public void An_hour_is_that_of_paris(string instant, string start, string end)
    {
        var lines = Lines(Of(Appointment.At("visit-1", DateTimeOffset.Parse(instant, null), "Visite", length: TimeSpan.FromMinutes(90))));
        Assert.Contains($"DTSTART;TZID=Europe/Paris:{start}", lines);
        Assert.Contains($"DTEND;TZID=Europe/Paris:{end}", lines);
        Assert.Contains("TZID:Europe/Paris", lines);
        Assert.Contains("TZOFFSETTO:+0100", lines);
        Assert.Contains("TZOFFSETTO:+0200", lines);
    }

    [Fact]
    public void It_is_what_the_standard_asks_for()
    {
        var text = Of(Appointment.On("a", new(2027, 2, 1), new string('é', 300) + "\nBEGIN:VEVENT; et \\ fin"), Appointment.At("b", Made, "Comité"), Appointment.On("c", new(2028, 2, 29), "x") with { Cancelled = true });
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        var lines = Lines(text);
        Assert.Equal(3, lines.Count(l => l == "BEGIN:VEVENT"));
        Assert.Contains("VERSION:2.0", lines);
        Assert.Contains("X-WR-CALNAME:Label : échéances", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains("DTEND;VALUE=DATE:20280301", lines);
        Assert.Equal($"{new string('é', 300)}\nBEGIN:VEVENT; et \\ fin", Ical.Net.Calendar.Load(text)!.Events.Single(e => e.Uid == "a@label.example").Summary);
    }

    [Fact]
    public void Made_again_it_is_the_same()
    {
        Appointment[] appointments = [Appointment.On("a", new(2027, 2, 1), "x"), Appointment.At("b", Made, "Comité")];
        Assert.Equal(Of(appointments), Of(appointments));
    }

    [Fact]
    public void Nothing_due_is_a_calendar_too() => Assert.Empty(Ical.Net.Calendar.Load(Of())!.Events);
}
