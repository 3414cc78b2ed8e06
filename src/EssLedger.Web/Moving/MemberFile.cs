using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Web.Members;
using MimeKit;

namespace EssLedger.Web.Moving;

/// <summary>Why nothing of a file of members can be read.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Line">In the file, from 1; 0: the whole.</param>
/// <param name="Expected">What was expected, in English.</param>
public sealed record MemberFileRefusal(string Code, long Line, string Expected);

/// <summary>What is wrong with one line.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Column">The column's own name in the file; empty: none.</param>
/// <param name="Expected">What was expected, in English.</param>
public sealed record LineRefusal(string Code, string Column, string Expected);

/// <summary>A member as a line has them.</summary>
/// <param name="Reference">Their id in the other system.</param>
/// <param name="Name">In whose name the account is to stand.</param>
/// <param name="Email">Where they are written to; null: none.</param>
/// <param name="Kind">Of which kind the account is to be.</param>
/// <param name="Siret">14 digits; null: none.</param>
/// <param name="Minor">What they had, in hundredths.</param>
public sealed record MemberOfFile(string Reference, string Name, string? Email, AccountKind Kind, string? Siret, long Minor);

/// <summary>A line of a file of members.</summary>
/// <param name="Number">On which line of the file it begins, from 1.</param>
/// <param name="Reference">As far as it can be read.</param>
/// <param name="Member">What it says; null: it cannot be taken.</param>
/// <param name="Refusal">Why not.</param>
public sealed record MemberLine(long Number, string Reference, MemberOfFile? Member, LineRefusal? Refusal);

/// <summary>Which column says what, and what its words mean: a small JSON file beside an export, for what is not found by the usual names.</summary>
/// <param name="Columns">By what it says (<c>reference</c>, <c>name</c>, <c>firstName</c>, <c>lastName</c>, <c>email</c>, <c>kind</c>, <c>siret</c>, <c>balance</c>): the column's name in the file.</param>
/// <param name="Kinds">By the file's own word: <c>resident</c>, <c>merchant</c>, <c>ess</c> or <c>public</c>.</param>
/// <param name="Charset"><c>utf-8</c> or <c>windows-1252</c>; null: the first if it is that.</param>
public sealed record MemberMapping(IReadOnlyDictionary<string, string>? Columns = null, IReadOnlyDictionary<string, string>? Kinds = null, string? Charset = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads one; null: it is none.</summary>
    public static MemberMapping? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return new();
        try
        {
            var read = JsonSerializer.Deserialize<MemberMapping>(json, s_json);
            return read is null || read.Columns?.Keys.Any(c => !MemberFile.Names.ContainsKey(c)) is true || read.Kinds?.Values.Any(k => MemberFile.KindOf(k) is null) is true || read.Charset is not (null or "utf-8" or "windows-1252") ? null : read;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Reads members as Cyclos, Odoo and spreadsheets export them: a heading, then a line each, separated by semicolons, commas or tabs, in UTF-8 (with or without BOM) or
/// Windows-1252. It is read as a stream, so its size costs no memory.</summary>
public static class MemberFile
{
    /// <summary>The most bytes of a file.</summary>
    public const long MostBytes = 100 * 1024 * 1024;

    /// <summary>How many lines a file has at most: what became of each is kept until the next import.</summary>
    public const long MostLines = 500_000;

    /// <summary>The longest reference.</summary>
    public const int LongestReference = 100;

    /// <summary>By which headings each thing is found, the first that there is: those of Cyclos' users with balances, of Odoo's contacts (labels and field names), and of plain lists.
    /// Case, accents and punctuation do not count.</summary>
    internal static IReadOnlyDictionary<string, string[]> Names { get; } = new Dictionary<string, string[]>
    {
        ["reference"] = ["reference", "member number", "numero d adherent", "username", "login name", "login", "nom d utilisateur", "identifiant", "ref", "external id", "id externe", "account number", "numero de compte", "id"],
        ["name"] = ["name", "full name", "complete name", "display name", "display_name", "complete_name", "nom complet", "nom affiche", "raison sociale", "company name", "nom"],
        ["firstName"] = ["first name", "firstname", "prenom"],
        ["lastName"] = ["last name", "lastname", "surname", "nom de famille"],
        ["email"] = ["email", "e mail", "mail", "email address", "adresse e mail", "adresse electronique", "courriel"],
        ["kind"] = ["kind", "type", "group", "user group", "groupe", "company type", "company_type", "type de societe", "is_company", "is a company", "est une societe", "categorie"],
        ["siret"] = ["siret", "n siret", "numero siret", "company registry", "company_registry", "registre de la societe"],
        ["balance"] = ["balance", "solde", "account balance", "solde du compte", "initial balance", "solde initial", "initial credit", "initialcredit"],
    };

    private static readonly Dictionary<string, AccountKind> Kinds = new()
    {
        ["resident"] = AccountKind.Resident,
        ["particulier"] = AccountKind.Resident,
        ["particuliers"] = AccountKind.Resident,
        ["individual"] = AccountKind.Resident,
        ["person"] = AccountKind.Resident,
        ["particulier individual"] = AccountKind.Resident,
        ["member"] = AccountKind.Resident,
        ["members"] = AccountKind.Resident,
        ["false"] = AccountKind.Resident,
        ["0"] = AccountKind.Resident,
        ["faux"] = AccountKind.Resident,
        ["merchant"] = AccountKind.Merchant,
        ["professionnel"] = AccountKind.Merchant,
        ["professionnels"] = AccountKind.Merchant,
        ["pro"] = AccountKind.Merchant,
        ["business"] = AccountKind.Merchant,
        ["businesses"] = AccountKind.Merchant,
        ["company"] = AccountKind.Merchant,
        ["societe"] = AccountKind.Merchant,
        ["entreprise"] = AccountKind.Merchant,
        ["true"] = AccountKind.Merchant,
        ["1"] = AccountKind.Merchant,
        ["vrai"] = AccountKind.Merchant,
        ["ess"] = AccountKind.Ess,
        ["association"] = AccountKind.Ess,
        ["associations"] = AccountKind.Ess,
        ["public"] = AccountKind.Public,
        ["collectivite"] = AccountKind.Public,
        ["collectivites"] = AccountKind.Public,
    };

    /// <summary>The kind that a word means; null: none.</summary>
    internal static AccountKind? KindOf(string word) => Kinds.TryGetValue(Heard(word), out var kind) ? kind : null;

    /// <summary>The refusal of the whole file, its separator and the columns found; asked before any line is read.</summary>
    /// <param name="path">Where the file lies.</param>
    /// <param name="mapping">What the usual names do not say.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<(MemberFileRefusal? Refusal, MemberColumns? Columns)> Open(string path, MemberMapping mapping, CancellationToken stop)
    {
        var (refusal, written) = await Check(path, mapping, stop);
        if (written is not { } encoding) return (refusal, null);
        using var parser = Parser(path, encoding);
        try
        {
            if (!parser.Read() || parser.Record is not { } heading) return (new("import_empty_file", 1, "a heading"), null);
            return MemberColumns.Find(heading, mapping, encoding, parser.Delimiter);
        }
        catch (CsvHelperException)
        {
            return (new("import_not_csv", 1, "a heading whose quotes are closed"), null);
        }
    }

    /// <summary>How a file is written, or why it cannot be read.</summary>
    internal static async Task<(MemberFileRefusal? Refusal, Encoding? Encoding)> Check(string path, MemberMapping mapping, CancellationToken stop)
    {
        var file = new FileInfo(path);
        if (file.Length == 0) return (new("import_empty_file", 0, "a heading and a line for each member"), null);
        if (file.Length > MostBytes) return (new("import_too_large", 0, "at most 100 MB"), null);
        if (await LinesOf(path, stop) > MostLines) return (new("import_too_large", MostLines + 1, string.Create(CultureInfo.InvariantCulture, $"at most {MostLines} lines")), null);
        var (bad, line, offset) = await NotUtf8(path, stop);
        if (bad && mapping.Charset == "utf-8") return (new("import_not_utf8", line, string.Create(CultureInfo.InvariantCulture, $"UTF-8, which byte {offset} of the file is not; say windows-1252 if it is that")), null);
        return (null, bad || mapping.Charset == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.UTF8);
    }

    /// <summary>The headings of a file that <see cref="Open"/> could read, so that a person can choose among them.</summary>
    internal static async Task<IReadOnlyList<string>> HeadingOf(string path, MemberMapping mapping, CancellationToken stop)
    {
        if ((await Check(path, mapping, stop)).Encoding is not { } encoding) return [];
        using var parser = Parser(path, encoding);
        return parser.Read() && parser.Record is { } heading ? [.. heading.Where(h => h.Length is > 0 and <= 100).Distinct().Take(100)] : [];
    }

    /// <summary>The lines, one at a time.</summary>
    public static IEnumerable<MemberLine> Read(string path, MemberColumns columns, MemberMapping mapping)
    {
        using var parser = Parser(path, columns.Encoding);
        parser.Read();
        while (true)
        {
            var number = parser.RawRow + 1L;
            MemberLine line;
            try
            {
                if (!parser.Read()) yield break;
                if (parser.Record is not { } cells || cells.All(c => c.Length == 0)) continue;
                line = columns.Line(number, cells, mapping);
            }
            catch (CsvHelperException)
            {
                line = new(number, "", null, new("line_not_csv", "", "quotes that are closed"));
            }
            yield return line;
        }
    }

    internal static CsvParser Parser(string path, Encoding encoding) => new(new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: encoding is UTF8Encoding), new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false,
        DetectDelimiter = true,
        DetectDelimiterValues = [";", "\t", ","],
        TrimOptions = TrimOptions.Trim,
        BadDataFound = null,
        IgnoreBlankLines = false,
        MaxFieldSize = 100_000,
    });

    private static async Task<long> LinesOf(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var (buffer, lines, read) = (new byte[1 << 16], 1L, 0);
        while ((read = await file.ReadAsync(buffer, stop)) > 0) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    /// <summary>Whether some byte is not UTF-8, on which line, and where in the file (from 0).</summary>
    private static async Task<(bool Bad, long Line, long Offset)> NotUtf8(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var (buffer, kept, offset, line) = (new byte[1 << 16], 0, 0L, 1L);
        while (true)
        {
            var read = await file.ReadAsync(buffer.AsMemory(kept), stop);
            var there = kept + read;
            var at = 0;
            while (at < there)
            {
                var status = Rune.DecodeFromUtf8(buffer.AsSpan(at, there - at), out _, out var length);
                if (status is System.Buffers.OperationStatus.NeedMoreData && read > 0) break;
                if (status is not System.Buffers.OperationStatus.Done) return (true, line, offset + at);
                if (buffer[at] == (byte)'\n') line++;
                at += length;
            }
            if (read == 0) return (false, 0, 0);
            buffer.AsSpan(at, there - at).CopyTo(buffer);
            (kept, offset) = (there - at, offset + at);
        }
    }

    /// <summary>Databases write more decimals than there are; noughts at the end say nothing.</summary>
    internal static string Decimals(string sum)
    {
        var at = sum.LastIndexOfAny(['.', ',']);
        while (at >= 0 && sum.Length - at > 3 && sum[^1] == '0') sum = sum[..^1];
        return sum;
    }

    /// <summary>A word as one hears it: without case, accents and punctuation.</summary>
    internal static string Heard(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) letters.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>Where each thing stands in a file.</summary>
/// <param name="Encoding">In which it is written.</param>
/// <param name="Separator">Between its cells.</param>
/// <param name="Found">By what it says: the column's index and its own name.</param>
/// <param name="Width">How many cells a line has.</param>
public sealed record MemberColumns(Encoding Encoding, string Separator, IReadOnlyDictionary<string, (int Index, string Name)> Found, int Width)
{
    internal static (MemberFileRefusal? Refusal, MemberColumns? Columns) Find(string[] heading, MemberMapping mapping, Encoding encoding, string separator)
    {
        var heard = heading.Select(MemberFile.Heard).ToArray();
        var found = new Dictionary<string, (int, string)>();
        foreach (var (what, names) in MemberFile.Names)
        {
            string[] asked = mapping.Columns?.TryGetValue(what, out var own) is true ? [own] : names;
            foreach (var name in asked.Select(MemberFile.Heard))
            {
                var at = Enumerable.Range(0, heard.Length).Where(i => heard[i] == name).ToList();
                if (at.Count > 1) return (new("import_column_twice", 1, $"the column \"{heading[at[0]]}\" once"), null);
                if (at.Count == 0) continue;
                found[what] = (at[0], heading[at[0]]);
                break;
            }
            if (asked.Length == 1 && !found.ContainsKey(what)) return (new("import_column_missing", 1, $"a column \"{asked[0]}\", as the mapping says"), null);
        }
        return found.ContainsKey("reference") && (found.ContainsKey("name") || found.ContainsKey("lastName")) ? (null, new(encoding, separator, found, heading.Length))
            : (new("import_column_missing", 1, "a column with each member's reference and one with their name; a mapping can say which"), null);
    }

    internal MemberLine Line(long number, string[] cells, MemberMapping mapping)
    {
        var reference = Cell("reference");
        MemberLine No(string code, string column, string expected) => new(number, reference, null, new(code, Found.TryGetValue(column, out var own) ? own.Name : "", expected));
        if (cells.Length < Width) return No("line_too_short", "", string.Create(CultureInfo.InvariantCulture, $"{Width} cells"));
        if (reference.Length is 0 or > MemberFile.LongestReference || !Core.Payloads.PlainText.Is(reference)) return No("reference_missing", "reference", $"1 to {MemberFile.LongestReference} characters");
        var name = Cell("name") is { Length: > 0 } whole ? whole : $"{Cell("firstName")} {Cell("lastName")}".Trim();
        if (name.Length is 0 or > 200 || !Core.Payloads.PlainText.Is(name)) return No("name_unreadable", Found.ContainsKey("name") ? "name" : "lastName", "1 to 200 characters on one line");
        var email = Cell("email") is { Length: > 0 } typed ? typed : null;
        if (email is not null && !(email.Length <= 254 && MailboxAddress.TryParse(email, out var read) && read.Address == email && read.Domain is not "")) return No("email_unreadable", "email", "one address, or nothing");
        var siret = MemberDesk.Digits(Cell("siret"));
        var word = Cell("kind");
        var kind = word.Length == 0 ? siret is null ? AccountKind.Resident : AccountKind.Merchant
            : mapping.Kinds?.FirstOrDefault(k => MemberFile.Heard(k.Key) == MemberFile.Heard(word)).Value is { } meant ? MemberFile.KindOf(meant) : MemberFile.KindOf(word);
        if (kind is not { } of) return No("kind_unknown", "kind", "resident, merchant, ess or public; a mapping says what other words mean");
        if (siret is not null && !Siret.TryParse(siret, out _)) return No("siret_wrong", "siret", "14 digits, of which the last is the check digit");
        if (siret is null && of is AccountKind.Merchant or AccountKind.Ess) return No("siret_missing", "siret", "14 digits");
        var sum = Cell("balance");
        if (sum.Length == 0) return new(number, reference, new(reference, name, email, of, siret, 0), null);
        if (sum[0] is '-' or '\u2212' || (sum[0] == '(' && sum[^1] == ')')) return AmountParser.Read(sum.Trim('-', '\u2212', '(', ')').Trim(), out var owed) is null && owed == Amount.Zero
            ? new(number, reference, new(reference, name, email, of, siret, 0), null) : No("balance_negative", "balance", "nothing below zero: what a member owes is settled before");
        if (AmountParser.Read(MemberFile.Decimals(sum), out var amount) is { } refusal) return No($"balance_{refusal.Word()}", "balance", "a sum with at most two decimals, with spaces between thousands or none");
        return new(number, reference, new(reference, name, email, of, siret, amount.Minor), null);

        string Cell(string what) => Found.TryGetValue(what, out var column) && column.Index < cells.Length ? cells[column.Index] : "";
    }
}
