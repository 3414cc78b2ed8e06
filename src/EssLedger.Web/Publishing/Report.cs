using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Web.Publishing;

/// <summary>Of what a report tells, and by what knowledge.</summary>
/// <param name="From">The first civil year.</param>
/// <param name="To">The last; the same for the report of one year.</param>
/// <param name="Through">Its last day, or today before that (Europe/Paris).</param>
/// <param name="KnownOn">Leave out what was recorded after this day.</param>
/// <param name="Label">The label's register up to the position that the report names.</param>
public sealed record ReportSpan(int From, int To, DateOnly Through, DateOnly KnownOn, Register Label)
{
    /// <summary>The years, the oldest first, each with its last day that counts.</summary>
    public IEnumerable<(int Year, DateOnly First, DateOnly Last)> Years =>
        Enumerable.Range(From, To - From + 1).Where(y => new DateOnly(y, 1, 1) <= Through).Select(y => (y, new DateOnly(y, 1, 1), new DateOnly(y, 12, 31) is var end && end < Through ? end : Through));
}

/// <summary>A column of a report's table.</summary>
/// <param name="Name">Its stable word; <c>data.column.NAME</c> is what it is called.</param>
/// <param name="Kind">How its cells are written: the word of a <see cref="Core.Census.Dimension"/>, <c>word</c> (a sentence <c>annual.word.VALUE</c>), <c>form</c> (of a cooperation), <c>text</c>, <c>day</c>, <c>year</c>, <c>count</c>,
/// <c>sum</c> (hundredths of the ledger's unit), <c>share</c> (a part of 1) or <c>number</c>.</param>
public sealed record ReportColumn(string Name, string Kind);

/// <summary>A table of a report: only what anybody may know. A cell that is null is withheld or unknown.</summary>
/// <param name="Name">Its stable word; <c>annual.table.NAME</c> is what it is called.</param>
/// <param name="Columns">The columns, those that name a line first.</param>
/// <param name="Rows">The cells.</param>
public sealed record ReportTable(string Name, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The cells as they are frozen: texts (days yyyy-MM-dd), whole numbers as <see cref="long"/>, decimals.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; } = [.. Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(Frozen)])];

    /// <summary>The column that is drawn as bars, where the table counts one thing or its last column is what it is about; null: none.</summary>
    public int? Drawn => Columns[^1].Kind is "count" or "sum" && Rows.Count > 1 && Columns.Count(c => !ReportData.Names(c)) == 1 ? Columns.Count - 1 : null;

    /// <summary>What must be read with it: words of sentences <c>annual.note.WORD</c>.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    private static object? Frozen(object? cell) => cell switch { null or long or decimal => cell, int number => (long)number, DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _ => $"{cell}" };
}

/// <summary>A part of the City's reports. Whoever adds one registers it; the order of registration is that of the report.</summary>
public interface IReportSection
{
    /// <summary>Its stable word; <c>annual.section.NAME</c> is its heading.</summary>
    string Name { get; }

    /// <summary>Its tables: the same for the same books, days and knowledge, to the byte.</summary>
    Task<IReadOnlyList<ReportTable>> Tables(ReportSpan span, CancellationToken cancellationToken);
}

/// <summary>A difference between two reports of one period.</summary>
/// <param name="Table">In which table.</param>
/// <param name="Row">In which line: its words.</param>
/// <param name="Column">In which column.</param>
/// <param name="Before">What the earlier one says; null: nothing.</param>
/// <param name="After">What the later one says.</param>
public sealed record ReportDifference(ReportTable Table, IReadOnlyList<object?> Row, ReportColumn Column, object? Before, object? After);

/// <summary>The data of a report, as they were frozen.</summary>
/// <param name="Period">A civil year, or the first and the last of several.</param>
/// <param name="Through">The last day that counts.</param>
/// <param name="KnownOn">The day by whose knowledge.</param>
/// <param name="Heads">The last entry of each book that it knows of: position and hash.</param>
/// <param name="Sections">What it tells.</param>
public sealed record ReportData(string Period, DateOnly Through, DateOnly KnownOn, IReadOnlyDictionary<string, (long Position, string Hash)> Heads, IReadOnlyList<(string Name, IReadOnlyList<ReportTable> Tables)> Sections)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Canonical JSON: names in the order of their letters, no blanks, numbers as they are counted.</summary>
    public string ToJson() => new JsonObject
    {
        ["heads"] = new JsonObject(Heads.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, new JsonObject { ["hash"] = h.Value.Hash, ["position"] = h.Value.Position }))),
        ["knownOn"] = Iso(KnownOn),
        ["period"] = Period,
        ["sections"] = new JsonArray([.. Sections.Select(s => new JsonObject { ["name"] = s.Name, ["tables"] = new JsonArray([.. s.Tables.Select(Json)]) })]),
        ["through"] = Iso(Through),
    }.ToJsonString(Plain);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ReportData Read(string json)
    {
        var root = JsonNode.Parse(json)!;
        return new(
            root["period"]!.GetValue<string>(), Day(root["through"]!), Day(root["knownOn"]!), root["heads"]!.AsObject().ToDictionary(h => h.Key, h => (h.Value!["position"]!.GetValue<long>(), h.Value["hash"]!.GetValue<string>())),
            [.. root["sections"]!.AsArray().Select(s => (s!["name"]!.GetValue<string>(), (IReadOnlyList<ReportTable>)[.. s["tables"]!.AsArray().Select(t => Table(t!))]))]);
    }

    /// <summary>All cells in one table (RFC 4180): section, table, line, column, value. What is withheld is empty.</summary>
    public string ToCsv() => Api.Csv.Table(["section", "table", "line", "column", "value"],
        from section in Sections
        from table in section.Tables
        from row in table.Rows
        from cell in table.Columns.Zip(row)
        where !Names(cell.First)
        select (string?[])[section.Name, table.Name, string.Join(" / ", Key(table, row).Select(Text)), cell.First.Name, cell.First.Kind == "sum" && cell.Second is long sum ? (sum / 100m).ToString("0.00", CultureInfo.InvariantCulture) : Text(cell.Second)]);

    /// <summary>In what a later report of the same period differs.</summary>
    public IReadOnlyList<ReportDifference> DifferencesTo(ReportData later)
    {
        var found = new List<ReportDifference>();
        var (before, after) = (Cells(this), Cells(later));
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var (was, became) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            var any = became.Table is null ? was : became;
            if (Text(was.Value) != Text(became.Value) || was.Table is null != became.Table is null) found.Add(new(any.Table, any.Row, any.Column, was.Value, became.Value));
        }
        return found;
    }

    /// <summary>Whether a column names a line rather than counting it.</summary>
    public static bool Names(ReportColumn column) => column.Kind is not ("count" or "sum" or "share" or "number");

    /// <summary>The words that name a line.</summary>
    public static IReadOnlyList<object?> Key(ReportTable table, IReadOnlyList<object?> row) => [.. row.Where((_, i) => Names(table.Columns[i]))];

    private static Dictionary<string, (ReportTable Table, IReadOnlyList<object?> Row, ReportColumn Column, object? Value)> Cells(ReportData of)
    {
        var cells = new Dictionary<string, (ReportTable, IReadOnlyList<object?>, ReportColumn, object?)>();
        foreach (var (section, tables) in of.Sections)
            foreach (var table in tables)
                foreach (var row in table.Rows)
                    foreach (var (i, column) in table.Columns.Index().Where(c => !Names(c.Item)))
                        cells[string.Join('\n', [section, table.Name, column.Name, .. Key(table, row).Select(Text)])] = (table, Key(table, row), column, row[i]);
        return cells;
    }

    private static JsonObject Json(ReportTable table) => new()
    {
        ["columns"] = new JsonArray([.. table.Columns.Select(c => new JsonObject { ["kind"] = c.Kind, ["name"] = c.Name })]),
        ["name"] = table.Name,
        ["notes"] = new JsonArray([.. table.Notes.Select(n => (JsonNode)n)]),
        ["rows"] = new JsonArray([.. table.Rows.Select(r => new JsonArray([.. r.Select(Cell)]))]),
    };

    private static JsonValue? Cell(object? value) => value switch { null => null, long number => JsonValue.Create(number), decimal number => JsonValue.Create(number), _ => JsonValue.Create($"{value}") };

    private static ReportTable Table(JsonNode node) => new(
        node["name"]!.GetValue<string>(), [.. node["columns"]!.AsArray().Select(c => new ReportColumn(c!["name"]!.GetValue<string>(), c["kind"]!.GetValue<string>()))],
        [.. node["rows"]!.AsArray().Select(r => (IReadOnlyList<object?>)[.. r!.AsArray().Select(Value)])])
    {
        Notes = [.. node["notes"]!.AsArray().Select(n => n!.GetValue<string>())],
    };

    private static object? Value(JsonNode? cell) => cell?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => cell.GetValue<string>(),
        _ => cell.AsValue().TryGetValue<long>(out var whole) ? (object)whole : cell.GetValue<decimal>(),
    };

    private static string Text(object? value) => value switch { null => "", IFormattable number => number.ToString(null, CultureInfo.InvariantCulture), _ => $"{value}" };

    private static DateOnly Day(JsonNode node) => DateOnly.ParseExact(node.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
