using EssLedger.Core.Books;
using EssLedger.Core.Money;

namespace EssLedger.Web.Pages.Merchants;

/// <summary>How takings are written.</summary>
public static class ShopWords
{
    /// <summary>Sold less given back.</summary>
    public static string Sum(this Reader reader, Takings takings, Unit unit) =>
        (takings.Sold < takings.Returned ? "−" : "") + reader.Sum(Amount.FromMinor(Math.Abs(takings.Sold - takings.Returned)), unit);

    /// <summary>An hour of the day: from 9 h to 10 h.</summary>
    public static string Hour(this Reader reader, int hour) => reader.Language == "fr" ? $"{hour}\u00A0h – {hour + 1}\u00A0h" : $"{hour}:00 – {hour + 1}:00";
}
