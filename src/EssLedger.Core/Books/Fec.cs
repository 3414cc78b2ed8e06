using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Books;

/// <summary>The accounting entries of a year as the French tax office reads them (LPF art. A47 A-1): 18 columns, tab, CR LF, ISO 8859-15, decimal comma, days as AAAAMMJJ.</summary>
public static class Fec
{
    /// <summary>The columns, in their order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
        "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
    ];

    /// <summary>The name that the file must have: SIREN, FEC, and the last day of the financial year.</summary>
    public static string NameOf(Siren siren, int year) => string.Create(CultureInfo.InvariantCulture, $"{siren}FEC{year:0000}1231.txt");

    /// <summary>The name of the description that goes with it.</summary>
    public static string DescriptionNameOf(Siren siren, int year) => string.Create(CultureInfo.InvariantCulture, $"{siren}FEC{year:0000}1231-description.txt");

    /// <summary>Writes the file.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="entries">Those of one year, oldest first.</param>
    public static void Write(Stream to, IEnumerable<AccountingEntry> entries)
    {
        to.Write(Latin9.Encode(string.Join('\t', Columns) + "\r\n"));
        foreach (var entry in entries)
        {
            foreach (var line in entry.Lines)
            {
                to.Write(Latin9.Encode(string.Join('\t',
                    entry.Journal.Code, Cell(entry.Journal.Label), entry.Number.ToString(CultureInfo.InvariantCulture), Day(entry.Day), line.Account.Number, Cell(line.Account.Label),
                    line.Account.Auxiliary, line.Account.Auxiliary, Cell(entry.Piece), Day(entry.PieceDay), Cell(entry.Label), Sum(line.Debit), Sum(line.Credit),
                    "", "", Day(entry.Day), "", "") + "\r\n"));
            }
        }
    }

    /// <summary>What must go with the file: how it is made, in French.</summary>
    /// <param name="siren">Whose books.</param>
    /// <param name="year">Which year.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="through">The last day that it covers; before the year's end it is not whole.</param>
    public static byte[] Describe(Siren siren, int year, string unit, DateOnly through) => Latin9.Encode(string.Create(CultureInfo.InvariantCulture, $"""
        Description du fichier {NameOf(siren, year)}
        (article A47 A-1 du livre des procédures fiscales)

        Exercice : du 01/01/{year} au 31/12/{year}. Le fichier couvre l'exercice jusqu'au {through:dd/MM/yyyy} inclus{(through < new DateOnly(year, 12, 31) ? " : il est provisoire" : "")}.
        Jeu de caractères : ISO 8859-15. Un caractère qui n'y figure pas est remplacé par sa lettre de base sans accent, à défaut par un point d'interrogation.
        Enregistrements : une ligne par mouvement, terminée par CR LF ; la première ligne nomme les zones.
        Séparateur de zones : tabulation (code 9) ; elle n'apparaît dans aucune zone.
        Dates : AAAAMMJJ, heure de Paris. Montants : euros, virgule décimale, deux décimales, sans séparateur de milliers.

        Zones, dans l'ordre :
         1 JournalCode    code du journal : AN à nouveaux, BQ banque, CA caisses des bureaux de change, UN unités en circulation, OD opérations diverses
         2 JournalLib     libellé du journal
         3 EcritureNum    numéro de l'écriture : 1, 2, 3… sans trou, par journal et par exercice
         4 EcritureDate   jour d'enregistrement dans le registre
         5 CompteNum      numéro de compte
         6 CompteLib      libellé du compte
         7 CompAuxNum     identifiant du bureau de change ou de la campagne, sinon vide
         8 CompAuxLib     le même : le registre ne contient aucun nom
         9 PieceRef       L et la position de l'acte dans le registre chaîné, où la preuve se retrouve ; AN et l'année pour l'à-nouveau
        10 PieceDate      jour de la pièce ; pour un relevé bancaire, le jour de la banque
        11 EcritureLib    libellé de l'écriture
        12 Debit          13 Credit : l'un des deux vaut 0,00
        14 EcritureLet    15 DateLet : vides, il n'est pas fait de lettrage
        16 ValidDate      jour d'enregistrement : un acte inscrit ne change plus, une erreur est corrigée par un acte contraire
        17 Montantdevise  18 Idevise : vides, la comptabilité est tenue en euros

        Méthode : chaque acte du registre qui déplace des euros, ou fait passer des unités {unit} d'une forme à une autre, est une écriture équilibrée. Une unité vaut un euro.
        Un paiement entre adhérents ne change aucun compte de l'association et n'est pas une écriture. Les unités en circulation sont une dette : 467100 numériques, 467200 papier,
        467300 en cours de reconversion. Les euros qui les garantissent figurent où ils sont : 512 banque, 531 caisses, 580 en route.
        Une dépense payée sur les fonds propres de l'association est portée au compte 658000, à ventiler par nature.
        À l'ouverture, les comptes des classes 1 à 5 sont repris ; le résultat des exercices antérieurs est porté en report à nouveau. Il n'est pas passé d'écriture de clôture des classes 6 et 7.
        Les mêmes écritures se recalculent à l'identique depuis le registre.

        """).ReplaceLineEndings("\r\n"));

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Sum(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100},{cents % 100:00}");

    private static string Cell(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

/// <summary>ISO 8859-15: Latin-1 but for eight characters, the euro sign among them.</summary>
public static class Latin9
{
    private static readonly Dictionary<char, byte> Own = new() { ['€'] = 0xA4, ['Š'] = 0xA6, ['š'] = 0xA8, ['Ž'] = 0xB4, ['ž'] = 0xB8, ['Œ'] = 0xBC, ['œ'] = 0xBD, ['Ÿ'] = 0xBE };

    /// <summary>The bytes of a text. What the set does not have becomes its letter without marks (NFKD), or a question mark; curly quotes and dashes become straight.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new List<byte>(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.IsBmp && ByteOf((char)rune.Value) is { } one)
            {
                bytes.Add(one);
                continue;
            }
            var simple = Straight(rune) ?? string.Concat(rune.ToString().Normalize(NormalizationForm.FormKD).Where(c => ByteOf(c) is not null && char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark));
            foreach (var c in simple.Length == 0 ? "?" : simple) bytes.Add(ByteOf(c)!.Value);
        }
        return [.. bytes];
    }

    /// <summary>The text of bytes in ISO 8859-15.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes) text.Append(Own.FirstOrDefault(o => o.Value == b) is { Value: not 0, Key: var c } ? c : (char)b);
        return text.ToString();
    }

    private static byte? ByteOf(char c) => Own.TryGetValue(c, out var own) ? own : c <= 0xFF && !Own.ContainsValue((byte)c) ? (byte)c : null;

    private static string? Straight(Rune rune) => rune.Value switch { 0x2018 or 0x2019 => "'", 0x201C or 0x201D => "\"", 0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2014 => "-", 0x2026 => "...", 0x202F => " ", _ => null };
}
