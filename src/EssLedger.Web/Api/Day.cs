using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EssLedger.Web.Api;

/// <summary>A day in an address, as <c>YYYY-MM-DD</c> and in no other form: the framework would take 01/02/2026 for the second of January.</summary>
public readonly record struct Day(DateOnly Date)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out Day day)
    {
        var good = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = new(date);
        return good;
    }
}
