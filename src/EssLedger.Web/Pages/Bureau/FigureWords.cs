using System.Globalization;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>How numbers of the association's reports are written.</summary>
public static class FigureWords
{
    /// <summary>With one digit; – where there is none.</summary>
    public static string Percent(this Reader reader, decimal? share) => share is { } part ? part.ToString("P1", CultureOf(reader)) : "–";

    /// <summary>With two digits; – where there is none.</summary>
    public static string Rate(this Reader reader, decimal? rate) => rate is { } known ? known.ToString("0.00", CultureOf(reader)) : "–";

    /// <summary>A count.</summary>
    public static string Number(this Reader reader, long count) => count.ToString("N0", CultureOf(reader));

    /// <summary>The length of a bar, 0 … 100.</summary>
    public static string Share(this Reader _, long part, long whole) => (100m * Math.Max(0, part) / Math.Max(1, whole)).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A month with its year.</summary>
    public static string Month(this Reader reader, DateOnly day) => day.ToString("MMMM", CultureOf(reader));

    private static CultureInfo CultureOf(Reader reader) => CultureInfo.GetCultureInfo(reader.Language == "fr" ? "fr-FR" : "en-GB");
}
