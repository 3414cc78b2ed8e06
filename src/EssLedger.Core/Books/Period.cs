using System.Globalization;

namespace EssLedger.Core.Books;

/// <summary>How long a period is. The numbers are stored: never reuse one.</summary>
public enum PeriodKind
{
    /// <summary>A day.</summary>
    Day = 1,
    /// <summary>A calendar month.</summary>
    Month = 2,
    /// <summary>A calendar year, which is the financial year.</summary>
    Year = 3,
}

/// <summary>A day, a month or a year, as counted in Europe/Paris.</summary>
public readonly record struct Period
{
    private Period(PeriodKind kind, DateOnly first) => (Kind, First) = (kind, first);

    /// <summary>How long it is.</summary>
    public PeriodKind Kind { get; }

    /// <summary>Its first day.</summary>
    public DateOnly First { get; }

    /// <summary>Its last day.</summary>
    public DateOnly Last => Following(First).AddDays(-1);

    /// <summary>The one that follows it.</summary>
    public Period Next => new(Kind, Following(First));

    /// <summary>The period of a kind in which a day lies.</summary>
    public static Period Of(PeriodKind kind, DateOnly day) => new(kind, kind switch
    {
        PeriodKind.Day => day,
        PeriodKind.Month => new(day.Year, day.Month, 1),
        PeriodKind.Year => new(day.Year, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of period."),
    });

    /// <summary>The financial year of that number.</summary>
    public static Period Year(int year) => Of(PeriodKind.Year, new(year, 1, 1));

    /// <summary>Whether the day lies in it.</summary>
    public bool Contains(DateOnly day) => First <= day && day <= Last;

    /// <summary>2026-11-25, 2026-11 or 2026.</summary>
    public override string ToString() => First.ToString(Kind switch { PeriodKind.Day => Day, PeriodKind.Month => Month, _ => Whole }, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out Period period)
    {
        foreach (var (kind, form) in new[] { (PeriodKind.Day, Day), (PeriodKind.Month, Month), (PeriodKind.Year, Whole) })
        {
            if (!DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) continue;
            period = Of(kind, first);
            return true;
        }
        period = default;
        return false;
    }

    private const string Day = "yyyy-MM-dd", Month = "yyyy-MM", Whole = "yyyy";

    private DateOnly Following(DateOnly first) => Kind switch { PeriodKind.Day => first.AddDays(1), PeriodKind.Month => first.AddMonths(1), _ => first.AddYears(1) };
}
