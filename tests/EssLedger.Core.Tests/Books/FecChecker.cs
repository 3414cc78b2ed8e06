using System.Globalization;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Books;

/// <summary>Reads a file of accounting entries (FEC) as the tax office's own tester does, from its published rules, and more strictly: what that one only reports is wrong here,
/// each entry must balance, numbers have no gap, what the year begins with stands first, and days do not go back in a journal. It shares nothing with what writes the file.</summary>
internal static partial class FecChecker
{
    private static readonly string[] s_columns =
    [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
        "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
    ];

    private static readonly string[] s_required = [.. s_columns.Take(6), .. s_columns.Skip(8).Take(5), "ValidDate"];

    /// <summary>Everything that is wrong with it.</summary>
    public static List<string> Faults(string name, byte[] bytes)
    {
        var faults = new List<string>();
        if (NameForm().Match(name) is not { Success: true } named || !Siren.TryParse(named.Groups[1].Value, out _) || !IsDay(named.Groups[2].Value, out var end))
            return ["The name is not SIREN, FEC, day and .txt."];
        // The C1 controls have no sign in ISO 8859-15: they show that other bytes were written.
        if (Array.Exists(bytes, b => b is >= 0x80 and < 0xA0)) faults.Add("Not ISO 8859-15.");
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) faults.Add("A byte order mark.");
        var text = Latin9.Decode(bytes);
        if (!text.EndsWith("\r\n", StringComparison.Ordinal)) faults.Add("The last record has no end.");
        var lines = text.Split("\r\n")[..^1];
        if (Array.Exists(lines, l => l.Contains('\n', StringComparison.Ordinal) || l.Contains('\r', StringComparison.Ordinal))) faults.Add("A record ends otherwise than the others.");
        if (lines.Length <= 1) return [.. faults, "No more than one line."];
        if (!lines[0].Split('\t').SequenceEqual(s_columns)) return [.. faults, "The header is not the 18 columns in their order."];

        var sums = new Dictionary<(string Journal, string Number), (long Debit, long Credit, string Day, int Lines)>();
        var last = new Dictionary<string, (int Number, string Day)>();
        var labels = new Dictionary<string, string>();
        foreach (var (i, line) in lines.Index().Skip(1))
        {
            var at = $"Line {i + 1}";
            if (line.Length == 0)
            {
                faults.Add($"{at} is empty.");
                continue;
            }
            var cells = line.Split('\t');
            if (cells.Length != s_columns.Length)
            {
                faults.Add($"{at} has {cells.Length} fields.");
                continue;
            }
            string Of(string column) => cells[Array.IndexOf(s_columns, column)];
            foreach (var column in s_required)
                if (Of(column).Length == 0) faults.Add($"{at} has no {column}.");
            foreach (var column in new[] { "EcritureDate", "PieceDate", "ValidDate" })
                if (!IsDay(Of(column), out _)) faults.Add($"{at}: {column} is no day.");
            if (!AccountForm().IsMatch(Of("CompteNum"))) faults.Add($"{at}: CompteNum does not begin with three digits.");
            foreach (var (number, label) in new[] { ("JournalCode", "JournalLib"), ("CompteNum", "CompteLib") })
                if (labels.TryGetValue(number + Of(number), out var known) ? known != Of(label) : !labels.TryAdd(number + Of(number), Of(label))) faults.Add($"{at}: {number} {Of(number)} has another name than before.");
            if (Of("CompAuxNum").Length == 0 != (Of("CompAuxLib").Length == 0)) faults.Add($"{at}: an auxiliary account without its name, or a name without it.");
            if (Of("EcritureLet").Length == 0 != (Of("DateLet").Length == 0)) faults.Add($"{at}: lettering without its day, or a day without it.");
            if (Of("Montantdevise").Length == 0 != (Of("Idevise").Length == 0)) faults.Add($"{at}: a foreign sum without its currency, or a currency without it.");
            var (debit, credit) = (Cents(Of("Debit")), Cents(Of("Credit")));
            if (debit is null || credit is null) faults.Add($"{at}: a sum is no number with a decimal comma.");
            if ((debit is > 0) == (credit is > 0)) faults.Add($"{at}: a line has either a debit or a credit.");
            if (IsDay(Of("EcritureDate"), out var day) && (day > end || day <= end.AddYears(-1))) faults.Add($"{at}: the day is not of the year.");
            if (!int.TryParse(Of("EcritureNum"), NumberStyles.None, CultureInfo.InvariantCulture, out var no)) faults.Add($"{at}: EcritureNum is no number.");
            var journal = Of("JournalCode");
            var before = last.GetValueOrDefault(journal);
            if (no != before.Number && no != before.Number + 1) faults.Add($"{at}: {journal} {no} follows {journal} {before.Number}.");
            if (string.CompareOrdinal(Of("EcritureDate"), before.Day) < 0) faults.Add($"{at}: the day goes back.");
            last[journal] = (no, Of("EcritureDate"));
            var sum = sums.GetValueOrDefault((journal, Of("EcritureNum")), (0, 0, Of("EcritureDate"), 0));
            if (sum.Day != Of("EcritureDate")) faults.Add($"{at}: an entry has two days.");
            sums[(journal, Of("EcritureNum"))] = (sum.Debit + (debit ?? 0), sum.Credit + (credit ?? 0), sum.Day, sum.Lines + 1);
            if (journal == "AN" && (sums.Keys.Any(k => k.Journal != "AN") || no != 1)) faults.Add($"{at}: what the year begins with is one entry and stands first.");
            if (journal == "AN" && Of("CompteNum")[0] is '6' or '7') faults.Add($"{at}: charges and income are not carried over.");
        }
        foreach (var ((journal, number), (debit, credit, _, count)) in sums)
        {
            if (debit != credit) faults.Add($"{journal} {number} does not balance.");
            if (count < 2) faults.Add($"{journal} {number} has one line.");
        }
        return faults;
    }

    private static long? Cents(string text) => SumForm().IsMatch(text) ? long.Parse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static bool IsDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1900 and < 2100;

    [GeneratedRegex("^([0-9]{9})FEC([0-9]{8})\\.txt$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[0-9]{3,}$")]
    private static partial Regex AccountForm();

    [GeneratedRegex("^[0-9]+,[0-9]{2}$")]
    private static partial Regex SumForm();
}
