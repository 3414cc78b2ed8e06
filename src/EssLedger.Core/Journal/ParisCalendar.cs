namespace EssLedger.Core.Journal;

/// <summary>Days as reports and labels count them: those of Europe/Paris.</summary>
public static class ParisCalendar
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The day in Paris at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeOf(instant));

    /// <summary>Day and time of day in Paris at an instant.</summary>
    public static DateTime TimeOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Paris).DateTime;

    /// <summary>The first instant of a day in Paris, in UTC. Clocks change there at night, but never at midnight.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Paris));
}
