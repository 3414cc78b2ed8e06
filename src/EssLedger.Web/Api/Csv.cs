using System.Globalization;

namespace EssLedger.Web.Api;

/// <summary>Tables as RFC 4180 has them.</summary>
public static class Csv
{
    /// <summary>A whole table, each line with its end; for what fits into memory.</summary>
    public static string Table(IEnumerable<string?> heading, IEnumerable<IEnumerable<string?>> rows) => string.Concat(rows.Prepend(heading).Select(row => Line([.. row]) + "\r\n"));

    /// <summary>One line, without its end.</summary>
    public static string Line(params ReadOnlySpan<string?> cells)
    {
        var written = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++) written[i] = Cell(cells[i] ?? "");
        return string.Join(',', written);
    }

    /// <summary>What begins like a formula is somebody's text that a spreadsheet must not run (CWE-1236); numbers of ours may begin with a minus.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
