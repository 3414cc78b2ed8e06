using System.Globalization;
using CsvHelper;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Store;

namespace EssLedger.Web.Moving;

/// <summary>What became of a file of old payments, or would.</summary>
/// <param name="Refusal">Why nothing of it can be read; null: it can.</param>
/// <param name="Columns">By what it says, the column's name in the file.</param>
/// <param name="Created">Lines that are kept now.</param>
/// <param name="Exists">Lines that were kept before.</param>
/// <param name="Refused">Lines that cannot be taken.</param>
/// <param name="Faults">The first of them.</param>
public sealed record FormerResult(MemberFileRefusal? Refusal, IReadOnlyDictionary<string, string> Columns, long Created, long Exists, long Refused, IReadOnlyList<ImportedLine> Faults);

/// <summary>Brings the payments of a system that members came from, as a history to read beside their account: never an entry of a book here, for nobody here knows whether they are right.</summary>
public sealed class FormerPayments(INewcomerStore newcomers, TimeProvider clock)
{
    private const int AtOnce = 200, MostFaults = 1_000, LongestText = 200, Earliest = 1980;

    /// <summary>The headings by which each thing is found, the first that there is; those of Cyclos' transfers and of plain lists. Case, accents and punctuation do not count.</summary>
    internal static IReadOnlyDictionary<string, string[]> Names { get; } = new Dictionary<string, string[]>
    {
        ["reference"] = ["transaction number", "numero de transaction", "transaction id", "payment id", "reference", "numero", "id"],
        ["day"] = ["date", "jour", "day", "transaction date", "date de transaction"],
        ["from"] = ["from", "de", "payeur", "payer", "debiteur", "from user"],
        ["to"] = ["to", "a", "vers", "beneficiaire", "payee", "crediteur", "to user"],
        ["amount"] = ["amount", "montant", "somme", "sum"],
        ["words"] = ["description", "libelle", "motif", "words", "comment"],
    };

    /// <summary>Reads a file to its end and keeps what is new of it, some hundred lines at a time; stopped in between, the same file goes on.</summary>
    /// <param name="file">CSV with a heading, as for members.</param>
    /// <param name="source">Which system, in the word under which its members were brought.</param>
    /// <param name="isDry">To keep nothing, and say what would be.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<FormerResult> Bring(Stream file, string source, bool isDry, CancellationToken stop)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(path)) await file.CopyToAsync(copy, stop);
            var (refusal, encoding) = await MemberFile.Check(path, new(), stop);
            if (encoding is null) return Nothing(refusal!);
            using var parser = MemberFile.Parser(path, encoding);
            if (!parser.Read() || parser.Record is not { } heading) return Nothing(new("import_empty_file", 1, "a heading"));
            var heard = heading.Select(MemberFile.Heard).ToArray();
            var found = new Dictionary<string, int>();
            foreach (var (what, names) in Names)
                if (names.Select(name => Array.IndexOf(heard, MemberFile.Heard(name))).FirstOrDefault(at => at >= 0, -1) is >= 0 and var at) found[what] = at;
            if (Names.Keys.Except(["words"]).FirstOrDefault(what => !found.ContainsKey(what)) is { } missing) return Nothing(new("import_column_missing", 1, $"a column \"{Names[missing][0]}\""));
            var members = (await newcomers.AllAsync(source, stop)).Where(n => n.Done).ToDictionary(n => n.Reference, n => n.Account, StringComparer.OrdinalIgnoreCase);
            var (kept, seen, fresh) = (await newcomers.RememberedAsync(source, stop), new HashSet<string>(), new List<FormerPayment>());
            var (created, exists, refused, faults) = (0L, 0L, 0L, new List<ImportedLine>());
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var number = parser.RawRow + 1L;
                string[] cells = [];
                try
                {
                    if (!parser.Read()) break;
                    cells = parser.Record ?? [];
                }
                catch (CsvHelperException)
                {
                    Fault("line_not_csv", "", "quotes that are closed");
                    continue;
                }
                if (cells.All(c => c.Length == 0)) continue;
                if (cells.Length < heading.Length)
                {
                    Fault("line_too_short", "", string.Create(CultureInfo.InvariantCulture, $"{heading.Length} cells"));
                    continue;
                }
                string Cell(string what) => found.TryGetValue(what, out var at) ? cells[at] : "";
                var (reference, from, to, words) = (Cell("reference"), Cell("from"), Cell("to"), Cell("words"));
                if (reference.Length is 0 or > MemberFile.LongestReference || !PlainText.Is(reference)) Fault("reference_missing", "reference", $"1 to {MemberFile.LongestReference} characters");
                else if (!seen.Add(reference)) Fault("reference_twice", "reference", "a reference that no line before has");
                else if (DayOf(Cell("day")) is not { } day) Fault("day_unreadable", "day", "a day with its year, 2020-05-31 or 31/05/2020, that has been");
                else if (AmountParser.Read(MemberFile.Decimals(Cell("amount")), out var amount) is not null || amount == Amount.Zero) Fault("sum_unreadable", "amount", "a sum above zero with at most two decimals");
                else if (from.Length > LongestText || to.Length > LongestText || words.Length > LongestText * 5 || !PlainText.Is(from + to) || !PlainText.IsInLines(words)) Fault("text_unreadable", "words", "plain text, at most 200 characters for a name and 1000 for words");
                else
                {
                    var rows = new List<FormerPayment>();
                    if (members.TryGetValue(from, out var payer)) rows.Add(new(source, payer, reference, day, -amount.Minor, to, words));
                    if (members.TryGetValue(to, out var payee) && payee != payer) rows.Add(new(source, payee, reference, day, amount.Minor, from, words));
                    if (rows.Count == 0) Fault("member_unknown", "from", "the reference of a member who was brought from this system, in one of both columns");
                    else if (rows.All(r => kept.Contains((r.Account, r.Reference)))) exists++;
                    else
                    {
                        created++;
                        fresh.AddRange(rows);
                    }
                }
                if (!isDry && fresh.Count >= AtOnce) await Keep();

                void Fault(string code, string what, string expected)
                {
                    refused++;
                    if (faults.Count < MostFaults) faults.Add(new(number, found.TryGetValue("reference", out var at) && at < cells.Length ? cells[at] : "", LineState.Refused, code, found.TryGetValue(what, out var column) ? heading[column] : "", expected));
                }
            }
            if (!isDry) await Keep();
            return new(null, found.OrderBy(c => c.Value).ToDictionary(c => c.Key, c => heading[c.Value]), created, exists, refused, faults);

            async Task Keep()
            {
                await newcomers.RememberAsync(fresh, stop);
                fresh.Clear();
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static FormerResult Nothing(MemberFileRefusal refusal) => new(refusal, new Dictionary<string, string>(), 0, 0, 0, []);

    /// <summary>The day, whatever hour stands behind it; null: it is none that has been.</summary>
    private DateOnly? DayOf(string text)
    {
        var day = text.Split(' ', 'T')[0];
        return DateOnly.TryParseExact(day, ["yyyy-MM-dd", "dd/MM/yyyy", "dd.MM.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year >= Earliest && read <= ParisCalendar.DayOf(clock.GetUtcNow()) ? read : null;
    }
}
