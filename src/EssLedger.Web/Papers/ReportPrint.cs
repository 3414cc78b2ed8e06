using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.City;
using EssLedger.Web.Publishing;

namespace EssLedger.Web.Papers;

/// <summary>A report of the City on paper.</summary>
public static class ReportPrint
{
    /// <param name="report">As it was kept.</param>
    /// <param name="data">What it says.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="owner">Whose paper it is.</param>
    /// <param name="reader">In which language.</param>
    public static byte[] ToPdf(AnnualReport report, ReportData data, Unit unit, string owner, Reader reader)
    {
        var title = report.Period.Length == 4 ? reader.Say("annual.of", ("period", report.Period)) : reader.Say("annual.cumulated", ("years", report.Period.Replace("-", "–", StringComparison.Ordinal)));
        using var document = Paper.New(title, owner, reader);
        var sheet = new Sheet(document, reader.Language, page => $"{title} – {page}");
        sheet.Block(Sheet.Left, [owner], firstBold: true);
        sheet.Space(14);
        sheet.Title(title);
        sheet.Paragraph(reader.Say("annual.through", ("day", reader.Day(data.Through)), ("known", reader.Day(data.KnownOn))), bold: true);
        if (report.Number > 1) sheet.Paragraph(reader["annual.asKnown"]);
        foreach (var (name, tables) in data.Sections)
        {
            sheet.Heading(reader[$"annual.section.{name}"]);
            foreach (var table in tables.Where(t => t.Rows.Count > 0))
            {
                sheet.Paragraph(reader[$"annual.table.{table.Name}"], bold: true);
                // A line for each: what it is about, and then each of its numbers by name.
                var most = table.Drawn is { } drawn ? table.Rows.Max(row => row[drawn] as long? ?? 0) : 0;
                sheet.Items(table.Rows.Select(row => (
                    $"{Words(table, row, ReportData.Names)}{(table.Columns.Any(ReportData.Names) ? " : " : "")}{string.Join(" ; ", table.Columns.Index().Where(c => !ReportData.Names(c.Item))
                        .Select(c => table.Columns.Count(n => !ReportData.Names(n)) == 1 ? Cell(c.Item, row[c.Index]) : $"{reader[$"data.column.{c.Item.Name}"]} {Cell(c.Item, row[c.Index])}"))}",
                    most > 0 ? (row[table.Drawn!.Value] as long? ?? 0) / (double)most : 0)));
                foreach (var note in table.Notes) sheet.Paragraph(reader[$"annual.note.{note}"]);
            }
            var empty = tables.Where(t => t.Rows.Count == 0).ToList();
            if (empty.Count > 0) sheet.Paragraph(reader.Say("annual.empty", ("tables", string.Join(" ; ", empty.Select(t => reader[$"annual.table.{t.Name}"])))));
            foreach (var note in empty.SelectMany(t => t.Notes).Distinct()) sheet.Paragraph(reader[$"annual.note.{note}"]);
        }
        sheet.Heading(reader["annual.made"]);
        sheet.Items(
        [
            $"{reader["annual.madeAt"]} : {reader.Moment(report.MadeAt)}", $"{reader["annual.version"]} : {report.Version}", $"SHA-256 : {report.Hash}",
            .. data.Heads.Select(h => $"{reader[$"annual.book.{h.Key}"]} : {h.Value.Position} · {h.Value.Hash}"),
        ]);
        sheet.End();
        return Paper.ToBytes(document);

        string Cell(ReportColumn column, object? value) => ReportCells.Say(reader, column, value, unit);
        string Words(ReportTable table, IReadOnlyList<object?> row, Func<ReportColumn, bool> which) => string.Join(", ", table.Columns.Index().Where(c => which(c.Item)).Select(c => Cell(c.Item, row[c.Index])));
    }
}
