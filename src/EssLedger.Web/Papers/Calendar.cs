using EssLedger.Core.Journal;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace EssLedger.Web.Papers;

/// <summary>Something that stands in a calendar: a whole day, or an hour of it.</summary>
/// <param name="Id">Names it for ever: a calendar that gets it again changes what it has.</param>
/// <param name="Day">The day (Europe/Paris).</param>
/// <param name="Time">The time of day there; null: the whole day.</param>
/// <param name="Length">How long, where it has a time.</param>
/// <param name="Title">What it is.</param>
/// <param name="Place">Where, in words.</param>
/// <param name="Address">Where one reads more.</param>
/// <param name="Cancelled">It was to be and will not; calendars that have it strike it out.</param>
public sealed record Appointment(string Id, DateOnly Day, TimeOnly? Time, TimeSpan Length, string Title, string? Place = null, Uri? Address = null, bool Cancelled = false)
{
    /// <summary>A whole day.</summary>
    public static Appointment On(string id, DateOnly day, string title, string? place = null, Uri? address = null) => new(id, day, null, default, title, place, address);

    /// <summary>An hour, or another length, from an instant on.</summary>
    public static Appointment At(string id, DateTimeOffset instant, string title, string? place = null, Uri? address = null, TimeSpan? length = null)
    {
        var paris = ParisCalendar.TimeOf(instant);
        return new(id, DateOnly.FromDateTime(paris), TimeOnly.FromDateTime(paris), length ?? TimeSpan.FromHours(1), title, place, address);
    }
}

/// <summary>Appointments as calendars subscribe to them (iCalendar, RFC 5545).</summary>
public static class Calendar
{
    public const string MediaType = "text/calendar";

    private const string Paris = "Europe/Paris";

    /// <summary>The text of a calendar.</summary>
    /// <param name="name">What calendars call it.</param>
    /// <param name="appointments">What stands in it.</param>
    /// <param name="host">Whose ids they are.</param>
    /// <param name="madeAt">When it was read from the register.</param>
    public static string Of(string name, IEnumerable<Appointment> appointments, string host, DateTimeOffset madeAt)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//EssLedger//EssLedger//FR", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-WR-TIMEZONE", Paris);
        // How often programs that subscribed should ask again.
        calendar.AddProperty("X-PUBLISHED-TTL", "PT6H");
        var listed = appointments.ToList();
        if (listed.Where(a => a.Time is not null).Select(a => a.Day).Order().ToList() is [var first, ..])
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Paris, first.ToDateTime(default).AddYears(-1), includeHistoricalData: false));
        foreach (var appointment in listed) calendar.Events.Add(Entry(appointment, host, madeAt));
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static CalendarEvent Entry(Appointment appointment, string host, DateTimeOffset madeAt)
    {
        var entry = new CalendarEvent
        {
            Uid = $"{appointment.Id}@{host}",
            DtStamp = new CalDateTime(madeAt.UtcDateTime),
            Summary = appointment.Title,
            Location = appointment.Place,
            Url = appointment.Address,
            Status = appointment.Cancelled ? "CANCELLED" : "CONFIRMED",
        };
        if (appointment.Time is not { } time)
        {
            // The end of a day is the morrow, not included (§3.6.1). A reminder keeps nobody busy.
            (entry.Start, entry.End, entry.Transparency) = (new CalDateTime(appointment.Day), new CalDateTime(appointment.Day.AddDays(1)), "TRANSPARENT");
            return entry;
        }
        var start = appointment.Day.ToDateTime(time);
        (entry.Start, entry.End) = (new CalDateTime(start, Paris), new CalDateTime(start + appointment.Length, Paris));
        return entry;
    }
}
