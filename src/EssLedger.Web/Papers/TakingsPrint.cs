using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>The takings of a day or of a month on paper.</summary>
public static class TakingsPrint
{
    /// <param name="shops">Of which shops.</param>
    /// <param name="from">The day, or the first of the month.</param>
    /// <param name="isMonth">Whether it is a month.</param>
    /// <param name="lines">Every sale and refund.</param>
    /// <param name="tills">Their names.</param>
    /// <param name="cashiers">Their names, by their ids.</param>
    /// <param name="unit">In which they were paid.</param>
    /// <param name="owner">Whose currency it is.</param>
    /// <param name="reader">In which language.</param>
    public static byte[] ToPdf(
        IReadOnlyList<Shop> shops, DateOnly from, bool isMonth, IReadOnlyList<Taking> lines, IReadOnlyDictionary<TillId, string> tills, IReadOnlyDictionary<string, string> cashiers, Unit unit, string owner, Reader reader)
    {
        var when = isMonth ? $"{reader.Month(from)} {from.Year}" : reader.Day(from);
        var title = reader.Say("takings.printTitle", ("when", when));
        using var document = Paper.New(title, owner, reader);
        var sheet = new Sheet(document, reader.Language, page => reader.Say("takings.printFoot", ("when", when), ("page", $"{page}")));
        sheet.Block(Sheet.Left, [.. shops.Select(s => s.Name)], firstBold: true);
        sheet.Space(14);
        sheet.Title(title);
        sheet.Paragraph(Words(Taking.Sum(lines)), bold: true);
        sheet.Paragraph(reader["takings.equal"]);
        if (isMonth) Part("takings.byDay", Taking.By(lines, t => ParisCalendar.DayOf(t.At)).Select(r => (reader.Day(r.Key), r.Sum)));
        else Part("takings.byHour", Taking.By(lines, t => ParisCalendar.TimeOf(t.At).Hour).Select(r => (reader.Hour(r.Key), r.Sum)));
        if (shops.Count > 1) Part("takings.byShop", Taking.By(lines, t => shops.First(s => s.Account == t.Shop).Name));
        Part("takings.byTill", Taking.By(lines, t => t.Till is { } till && tills.TryGetValue(till, out var name) ? name : reader["takings.noTill"]));
        Part("takings.byCashier", Taking.By(lines, t => t.Cashier is { } cashier ? cashiers.GetValueOrDefault(cashier.Value) ?? reader["word.erased"] : reader["takings.noCashier"]));
        sheet.Paragraph(reader["takings.never"]);
        sheet.End();
        return Paper.ToBytes(document);

        void Part(string heading, IEnumerable<(string Name, Takings Sum)> rows)
        {
            sheet.Heading(reader[heading]);
            sheet.Items(rows.Select(r => reader.Say("takings.line", ("name", r.Name), ("words", Words(r.Sum)))));
        }

        string Words(Takings of) => $"{reader.Sum(of, unit)} ({reader.Count("takings.count", (int)of.Sales)}{(of.Refunds == 0 ? "" : reader.Say("takings.andReturned", ("sum", reader.Sum(Amount.FromMinor(of.Returned), unit))))})";
    }
}
