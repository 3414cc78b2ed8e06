using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Web.Campaigns;

/// <summary>A row of a list as it was brought.</summary>
/// <param name="Number">In the file, from 1.</param>
/// <param name="Account">As typed.</param>
/// <param name="Amount">As typed.</param>
/// <param name="Line">What it says; null: it cannot be read.</param>
public sealed record ListRow(int Number, string Account, string Amount, AllotmentLine? Line);

/// <summary>Reads a list of who is to receive what, as spreadsheets write it: two columns, account and amount, separated by a semicolon, a comma or a tab, with or without a
/// heading, in UTF-8 or Windows-1252.</summary>
public static class AllotmentList
{
    /// <summary>The most rows, and the most bytes, of a list.</summary>
    public const int MostRows = 5_000, MostBytes = 512 * 1024;

    /// <summary>The rows in their order; null: it is no such list, or too long.</summary>
    public static IReadOnlyList<ListRow>? Read(byte[] file)
    {
        if (file.Length > MostBytes) return null;
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            // Accounts and sums are ASCII in either; a heading may not be.
            text = Encoding.Latin1.GetString(file);
        }
        var rows = new List<ListRow>();
        using var parser = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            DetectDelimiter = true,
            DetectDelimiterValues = [";", "\t", ","],
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        });
        try
        {
            while (parser.Read())
            {
                if (parser.Record is not { Length: >= 2 } cells) return null;
                if (rows.Count == MostRows) return null;
                var good = AccountId.TryParse(cells[0], out var account) & AmountParser.Read(cells[1], out var amount) is null;
                // A heading is a first row without a number in it.
                if (rows.Count == 0 && parser.Row == 1 && !good && !cells[1].Any(char.IsAsciiDigit)) continue;
                rows.Add(new(parser.RawRow, cells[0], cells[1], good ? new(account, amount) : null));
            }
        }
        catch (CsvHelperException)
        {
            return null;
        }
        return rows;
    }
}
