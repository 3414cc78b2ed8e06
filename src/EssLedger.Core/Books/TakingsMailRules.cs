using EssLedger.Core.Journal;

namespace EssLedger.Core.Books;

/// <summary>When a shop's takings are written about.</summary>
public static class TakingsMailRules
{
    /// <summary>From this hour on it is about the day itself; before, about the day before.</summary>
    public const int Noon = 12;

    /// <summary>The day (Europe/Paris) that is to be written about now; null: none. After a standstill it is the last one that came due in it.</summary>
    /// <param name="hour">After which full hour, 0 … 23 (Europe/Paris).</param>
    /// <param name="since">When it was asked for, UTC: what came due before is not written about.</param>
    /// <param name="told">The last day that was written about; null: none yet.</param>
    /// <param name="now">UTC.</param>
    public static DateOnly? Due(int hour, DateTimeOffset since, DateOnly? told, DateTimeOffset now)
    {
        var local = ParisCalendar.TimeOf(now);
        var struck = local.Date.AddHours(hour);
        if (struck > local) struck = struck.AddDays(-1);
        if (struck <= ParisCalendar.TimeOf(since)) return null;
        var about = DateOnly.FromDateTime(struck).AddDays(hour < Noon ? -1 : 0);
        return told >= about ? null : about;
    }
}
