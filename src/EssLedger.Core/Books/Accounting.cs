using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Books;

/// <summary>One line of an accounting entry; either side is zero, never both.</summary>
/// <param name="Account">Where it stands.</param>
/// <param name="Debit">In cents.</param>
/// <param name="Credit">In cents.</param>
public readonly record struct AccountingLine(GeneralAccount Account, long Debit, long Credit);

/// <summary>A journal.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Label">Its name, in French.</param>
public readonly record struct AccountingJournal(string Code, string Label)
{
    /// <summary>What a year begins with.</summary>
    public static AccountingJournal Opening { get; } = new("AN", "À nouveaux");
    /// <summary>What moves a bank account.</summary>
    public static AccountingJournal Bank { get; } = new("BQ", "Banque");
    /// <summary>What moves the cash of a bureau de change.</summary>
    public static AccountingJournal Cash { get; } = new("CA", "Caisses des bureaux de change");
    /// <summary>What makes or destroys units, or changes their kind.</summary>
    public static AccountingJournal Units { get; } = new("UN", "Unités en circulation");
    /// <summary>Everything else.</summary>
    public static AccountingJournal Other { get; } = new("OD", "Opérations diverses");
}

/// <summary>One accounting entry: its lines balance.</summary>
/// <param name="Journal">In which journal.</param>
/// <param name="Number">1, 2, 3 … in its journal and year, without a gap.</param>
/// <param name="Day">On which it was recorded, in Europe/Paris.</param>
/// <param name="Piece">What it rests on: the position in the book, which leads to the proof.</param>
/// <param name="PieceDay">That day; of a bank statement, the bank's.</param>
/// <param name="Label">In French.</param>
/// <param name="Lines">At least two.</param>
public sealed record AccountingEntry(AccountingJournal Journal, int Number, DateOnly Day, string Piece, DateOnly PieceDay, string Label, IReadOnlyList<AccountingLine> Lines);

/// <summary>What an account does in a period, in cents.</summary>
/// <param name="Account">Which.</param>
/// <param name="Before">What it stood at when the period began: debit above zero.</param>
/// <param name="Debit">What the period debited.</param>
/// <param name="Credit">What it credited.</param>
public readonly record struct TrialBalanceLine(GeneralAccount Account, long Before, long Debit, long Credit)
{
    /// <summary>What it stands at when the period ends: debit above zero.</summary>
    public long After => Before + Debit - Credit;
}

/// <summary>Turns the acts of the currency book into the accounting entries of a financial year, and into balances: a pure fold, so that whoever has the book comes to the same
/// bytes. Every act that moves euro, or changes units from one kind to another, is one entry; a payment from member to member is none.</summary>
/// <param name="unit">The ledger's unit; other units are in no account.</param>
public sealed class Accounting(Unit unit)
{
    private readonly SortedDictionary<GeneralAccount, long> _balances = [];
    private readonly Dictionary<AccountingJournal, int> _numbers = [];
    private int _year;

    /// <summary>What every account stands at: debit above zero.</summary>
    public IReadOnlyDictionary<GeneralAccount, long> Balances => _balances;

    /// <summary>Adds an entry of the book.</summary>
    /// <returns>The accounting entries that it brings: first, when it is the first of its year, what that year begins with; perhaps none.</returns>
    public IReadOnlyList<AccountingEntry> Take(Entry entry, Act act)
    {
        var lines = LinesOf(act);
        if (lines.Count == 0) return [];
        var day = ParisCalendar.DayOf(entry.CommittedAt);
        var made = new List<AccountingEntry>(2);
        if (Begin(day.Year) is { } opening) made.Add(opening);
        if (lines.Sum(l => l.Debit) != lines.Sum(l => l.Credit)) throw new BrokenBookException($"What entry {entry.Position} moves does not balance in euro.");
        foreach (var line in lines) _balances[line.Account] = _balances.GetValueOrDefault(line.Account) + line.Debit - line.Credit;
        var pieceDay = act is Act.StatementRecorded statement ? statement.Day : day;
        var journal = JournalOf(lines);
        made.Add(new(journal, NextIn(journal), day, string.Create(CultureInfo.InvariantCulture, $"L{entry.Position.Value}"), pieceDay, LabelOf(act) ?? Unnamed, lines));
        return made;
    }

    /// <summary>Begins a financial year, if it has not begun: classes 1 to 5 are carried over, what classes 6 and 7 came to is carried to the balance of the years before.</summary>
    /// <returns>The opening entry; null: it was begun before, or there is nothing to carry.</returns>
    public AccountingEntry? Begin(int year)
    {
        if (year == _year) return null;
        _year = year;
        _numbers.Clear();
        var result = 0L;
        foreach (var account in _balances.Keys.Where(a => a.EndsWithYear || a == ChartOfAccounts.Gains || a == ChartOfAccounts.Losses).ToList())
        {
            result += _balances[account];
            _balances.Remove(account);
        }
        if (result != 0) _balances[result < 0 ? ChartOfAccounts.Gains : ChartOfAccounts.Losses] = result;
        var lines = _balances.Where(b => b.Value != 0).Select(b => new AccountingLine(b.Key, Math.Max(0, b.Value), Math.Max(0, -b.Value))).ToList();
        var first = new DateOnly(year, 1, 1);
        return lines.Count == 0 ? null : new(AccountingJournal.Opening, NextIn(AccountingJournal.Opening), first, string.Create(CultureInfo.InvariantCulture, $"AN{year}"), first, "À nouveau", lines);
    }

    /// <summary>What an act is called that has no words of its own; a test sees to it that there is none.</summary>
    private const string Unnamed = "Opération de trésorerie";

    private int NextIn(AccountingJournal journal) => _numbers[journal] = _numbers.GetValueOrDefault(journal) + 1;

    private List<AccountingLine> LinesOf(Act act)
    {
        var lines = new List<AccountingLine>();
        foreach (var leg in act.Transfers)
        {
            var minor = leg.Amount.Minor;
            if (leg.Unit == Unit.Euro)
            {
                // Assets stand above zero and debts below: what an account receives is a debit, of either.
                if (ChartOfAccounts.OfEuro(leg.To, leg.From) is { } to) lines.Add(new(to, minor, 0));
                if (ChartOfAccounts.OfEuro(leg.From, leg.To) is { } from) lines.Add(new(from, 0, minor));
            }
            else if (leg.Unit == unit && ChartOfAccounts.OfUnits(leg.From) is var taken && ChartOfAccounts.OfUnits(leg.To) is var given && taken != given)
            {
                // Units are what members hold and we owe.
                if (taken is { } left) lines.Add(new(left, minor, 0));
                if (given is { } reached) lines.Add(new(reached, 0, minor));
            }
        }
        return lines;
    }

    private static AccountingJournal JournalOf(List<AccountingLine> lines) =>
        lines.Exists(l => l.Account.Number.StartsWith("512", StringComparison.Ordinal)) ? AccountingJournal.Bank
        : lines.Exists(l => l.Account.Number.StartsWith("53", StringComparison.Ordinal)) ? AccountingJournal.Cash
        : lines.Exists(l => l.Account.Number is "467100" or "467200" or "467300") ? AccountingJournal.Units
        : AccountingJournal.Other;

    /// <summary>What an act is called in the entries, in plain French and without anybody's name: the book has none.</summary>
    /// <returns>Null: such an act moves neither euro nor units of one kind to another.</returns>
    public static string? LabelOf(Act act) => act switch
    {
        Act.Issued issued => issued.Legs.Any(leg => OfficeAccounts.IsCampaign(leg.To)) ? "Émission d'unités contre des euros reçus, avec bonus d'une campagne" : "Émission d'unités contre des euros reçus",
        Act.IssuanceReversed => "Émission annulée, euros à expliquer de nouveau",
        Act.PartReversed { Debits.Count: 0 } => "Solde repris annulé, euros à expliquer de nouveau",
        Act.PartReversed => "Prélèvement encaissé annulé, euros à expliquer de nouveau",
        Act.StatementRecorded => "Relevé bancaire",
        Act.LinesExplained explained => $"Relevé : {WordOf(explained.Against, explained.PaidOut > 0)}",
        Act.ExplanationCorrected corrected => $"Annulation de « Relevé : {WordOf(corrected.Against, LinePart.PaidOut(corrected.Parts) > 0)} »",
        Act.Paid { Refunds: not null } => "Remboursement d'une vente",
        Act.Paid paid => paid.Payee == OfficeAccounts.Reconversion ? "Demande de reconversion" : "Paiement entre adhérents",
        Act.ReconversionSettled settled => settled.Reconversion.Fee > Amount.Zero ? "Reconversion payée par la banque, commission acquise" : "Reconversion payée par la banque",
        Act.ReconversionReturned returned => returned.Settled ? "Reconversion revenue de la banque : unités et commission rendues" : "Reconversion abandonnée : unités rendues",
        Act.DebitsCollected => "Prélèvements encaissés",
        Act.DebitReturned => "Prélèvement revenu impayé",
        Act.DebitRepaid { Bears: null } => "Prélèvement impayé régularisé par l'adhérent",
        Act.DebitRepaid => "Prélèvement impayé pris en charge par l'association",
        Act.Funded => "Versement du financeur à une campagne",
        Act.AllotmentsMade made => made.Period is null ? "Aide d'une campagne versée en unités" : "Part semestrielle versée aux associations, en unités",
        Act.PursesReturned => "Fin d'une campagne : unités non dépensées retirées, euros rendus à la campagne",
        Act.NotesSold => "Vente de billets contre espèces",
        Act.SaleUndone => "Annulation d'une vente de billets",
        Act.NotesTakenBack => "Dépôt de billets sur un compte",
        Act.NotesWithdrawn => "Retrait de billets contre des unités d'un compte",
        Act.NotesReconverted => "Billets remis par un professionnel pour reconversion",
        Act.CountConfirmed confirmed => confirmed.Cash.Minor < 0 ? "Manquant de caisse constaté" : "Excédent de caisse constaté",
        Act.BalancesBrought => "Soldes repris de la monnaie précédente",
        Act.RemainderTaken => "Unités non rendues à la fin de la monnaie, données",
        Act.NotesForfeited => "Billets non rendus à la fin de la monnaie, donnés",
        _ => null,
    };

    private static string WordOf(AccountId? against, bool paidOut) => against switch
    {
        null => "lignes qui se compensent",
        { } account when account == OfficeAccounts.Announced => "recette annoncée, reçue par la banque",
        { } account when account == OfficeAccounts.Cards => "encaissements par carte reçus",
        { } account when account == OfficeAccounts.Debits => "prélèvements encaissés",
        { } account when account == OfficeAccounts.Receivable => paidOut ? "prélèvement rejeté, à recouvrer" : "créance recouvrée",
        { } account when account == OfficeAccounts.Commission => paidOut ? "dépense prise sur les commissions" : "commission reçue",
        { } account when account == OfficeAccounts.Dues => paidOut ? "dépense prise sur les cotisations" : "cotisations reçues",
        { } account when account == OfficeAccounts.Donations => paidOut ? "dépense prise sur les dons" : "dons reçus",
        { } account when account == OfficeAccounts.OwnFunds => paidOut ? "dépense prise sur les fonds propres" : "apport aux fonds propres",
        { } account when OfficeAccounts.IsCampaign(account) => paidOut ? "fonds rendus à un financeur" : "fonds d'un financeur reçus",
        _ => "espèces d'un bureau de change déposées en banque",
    };
}

/// <summary>Balances of every account over a period.</summary>
public sealed class TrialBalance
{
    private readonly SortedDictionary<GeneralAccount, TrialBalanceLine> _lines = [];

    /// <param name="entries">All accounting entries from the first year on, oldest first.</param>
    /// <param name="period">The period.</param>
    public TrialBalance(IEnumerable<AccountingEntry> entries, Period period)
    {
        Period = period;
        foreach (var entry in entries)
        {
            // What a year begins with replaces what the year before ended with.
            if (entry.Journal == AccountingJournal.Opening && entry.Day <= period.First) _lines.Clear();
            if (entry.Day > period.Last) break;
            var isBefore = entry.Day < period.First || entry.Journal == AccountingJournal.Opening;
            foreach (var (account, debit, credit) in entry.Lines)
            {
                var line = _lines.GetValueOrDefault(account, new(account, 0, 0, 0));
                _lines[account] = isBefore ? line with { Before = line.Before + debit - credit } : line with { Debit = line.Debit + debit, Credit = line.Credit + credit };
            }
        }
    }

    /// <summary>Over which it goes.</summary>
    public Period Period { get; }

    /// <summary>Every account that stands at something or moved, in the order of the chart.</summary>
    public IEnumerable<TrialBalanceLine> Lines => _lines.Values.Where(l => l is not { Before: 0, Debit: 0, Credit: 0 });
}
