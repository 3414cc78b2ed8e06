using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Money;
using EssLedger.Core.Publishing;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Publishing;

namespace EssLedger.Web.Pages.City;

/// <summary>How a reader is told the cells of a report.</summary>
public static class ReportCells
{
    /// <summary>A cell in words.</summary>
    public static string Say(Reader t, ReportColumn column, object? value, Unit unit)
    {
        var culture = CultureInfo.GetCultureInfo(t.Language == "fr" ? "fr-FR" : "en-GB");
        return (column.Kind, value) switch
        {
            ("count" or "sum", null) => t["figures.withheld"],
            (_, null) => "–",
            ("sum", long sum) => (sum / 100m).ToString("N2", culture) + "\u00A0" + unit,
            ("count", long count) => t.Number(count),
            ("share", _) => t.Percent(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            ("number", _) => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("#,0.##", culture),
            ("day", string day) => t.Day(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("form", string form) => t[$"form.{form}"],
            ("series" or "theme", "") => t["annual.word.none"],
            ("series" or "theme", string word) => t[$"strategy.{column.Kind}.{word}"],
            ("word", Communes.Lille) => t["directory.lilleAlone"],
            ("word", string word) => Communes.Names.GetValueOrDefault(word) ?? t[$"annual.word.{word}"],
            (_, Figures.Rest) => t["annual.word.rest"],
            (_, FigureDesk.Several) => t["annual.word.several"],
            (_, string of) when DimensionWords.TryParse(column.Kind, out var dimension) => t.Value(dimension, of),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
