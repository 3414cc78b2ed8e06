using EssLedger.Core.Money;
using EssLedger.Core.Paper;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>Notes as people say them.</summary>
internal static class NoteWords
{
    /// <summary>So many of each, and their face value: "3 × 5,00 MLC (A), 2 × 10,00 MLC (A) = 35,00 MLC".</summary>
    public static string Say(Reader reader, Notes notes, Unit unit) => notes.IsNone ? reader["notes.none"]
        : string.Join(", ", notes.Counts.Select(c => $"{c.Value} × {reader.Sum(c.Key.Denomination, unit)} ({c.Key.Series})")) + (notes.IsReal ? $" = {reader.Sum(notes.Value, unit)}" : "");

    /// <summary>What differs from the book.</summary>
    public static string Differs(Reader reader, Notes difference, Balance cash, Unit unit)
    {
        var (missing, found) = ((-difference).Beyond, difference.Beyond);
        var said = new List<string>();
        if (!missing.IsNone) said.Add(reader.Say("notes.missing", ("notes", Say(reader, missing, unit))));
        if (!found.IsNone) said.Add(reader.Say("notes.found", ("notes", Say(reader, found, unit))));
        if (cash.Minor < 0) said.Add(reader.Say("notes.cashMissing", ("sum", reader.Euros(-cash.Minor))));
        if (cash.Minor > 0) said.Add(reader.Say("notes.cashFound", ("sum", reader.Euros(cash.Minor))));
        return string.Join(" ", said);
    }
}
