using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;

namespace EssLedger.Core.Books;

/// <summary>An account of the French chart (ANC 2014-03 and 2018-06), as the entries and balances for the tax office name it.</summary>
/// <param name="Number">Six digits.</param>
/// <param name="Label">In French.</param>
/// <param name="Auxiliary">Which bureau, campaign or account it is about; empty: none.</param>
public readonly record struct GeneralAccount(string Number, string Label, string Auxiliary) : IComparable<GeneralAccount>
{
    /// <summary>Charges and income, which end with the year: classes 6 and 7.</summary>
    public bool EndsWithYear => Number[0] is '6' or '7';

    /// <inheritdoc/>
    public int CompareTo(GeneralAccount other) =>
        string.CompareOrdinal(Number, other.Number) is not 0 and var order ? order : string.CompareOrdinal(Auxiliary, other.Auxiliary);

    /// <summary>Order of the chart.</summary>
    public static bool operator <(GeneralAccount left, GeneralAccount right) => left.CompareTo(right) < 0;
    /// <summary>Order of the chart.</summary>
    public static bool operator >(GeneralAccount left, GeneralAccount right) => left.CompareTo(right) > 0;
    /// <summary>Order of the chart.</summary>
    public static bool operator <=(GeneralAccount left, GeneralAccount right) => left.CompareTo(right) <= 0;
    /// <summary>Order of the chart.</summary>
    public static bool operator >=(GeneralAccount left, GeneralAccount right) => left.CompareTo(right) >= 0;
}

/// <summary>Which account of the French chart an account of the book is. No French rule says how an issuer of local currency keeps its books: units in circulation
/// are a debt (467x), by kind, and the euro behind them stand where they are (512x, 53x, 58x).</summary>
public static class ChartOfAccounts
{
    /// <summary>Units in members' accounts.</summary>
    public static readonly GeneralAccount Digital = new("467100", "Unités numériques en circulation", "");
    /// <summary>Units on paper.</summary>
    public static readonly GeneralAccount Paper = new("467200", "Unités papier en circulation", "");
    /// <summary>Units whose euro are on their way out.</summary>
    public static readonly GeneralAccount InProgress = new("467300", "Reconversions en cours", "");
    /// <summary>What the years before earned, and what they lost.</summary>
    public static readonly GeneralAccount Gains = new("110000", "Report à nouveau (solde créditeur)", ""), Losses = new("119000", "Report à nouveau (solde débiteur)", "");
    /// <summary>What was spent of the association's own euro: the accountant tells what for.</summary>
    public static readonly GeneralAccount Spent = new("658000", "Charges diverses à ventiler", "");

    /// <summary>Where euro stand; null: they back units, and the units say where.</summary>
    /// <param name="account">The account of the book.</param>
    /// <param name="other">The account at the other side of the transfer.</param>
    public static GeneralAccount? OfEuro(AccountId account, AccountId other)
    {
        if (account == OfficeAccounts.Backing) return null;
        if (OfficeAccounts.Own.Contains(account) && (other == OfficeAccounts.Unexplained || other == OfficeAccounts.Receivable)) return Spent;
        if (Named.TryGetValue(account, out var named)) return named;
        if (OfficeAccounts.KindOf(account) is OfficeAccountKind.Bank)
        {
            var number = account.Value[(account.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
            return new(string.Create(CultureInfo.InvariantCulture, $"512{int.Parse(number, CultureInfo.InvariantCulture):000}"), $"Fonds de garantie, compte bancaire {number}", "");
        }
        var auxiliary = account.Value[(account.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return OfficeAccounts.IsCampaign(account) ? new("467800", "Campagnes : fonds des financeurs", auxiliary)
            : OfficeAccounts.KindOf(account) is OfficeAccountKind.InTransit ? new("531000", "Caisses des bureaux de change", auxiliary)
            : new("478000", "Autres comptes transitoires", auxiliary);
    }

    /// <summary>Where units stand; null: there are as many fewer, or more.</summary>
    public static GeneralAccount? OfUnits(AccountId account) =>
        account == OfficeAccounts.Issuance ? null : account == OfficeAccounts.Paper ? Paper : account == OfficeAccounts.Reconversion ? InProgress : Digital;

    private static readonly Dictionary<AccountId, GeneralAccount> Named = new()
    {
        [OfficeAccounts.Guarantee] = new("512001", "Fonds de garantie, compte bancaire 1", ""),
        [OfficeAccounts.Announced] = new("580100", "Recettes annoncées, en route vers la banque", ""),
        [OfficeAccounts.Cards] = new("580200", "Encaissements par carte en route", ""),
        [OfficeAccounts.Debits] = new("580300", "Prélèvements en recouvrement", ""),
        [OfficeAccounts.Receivable] = new("411000", "Adhérents", ""),
        [OfficeAccounts.Suspense] = new("471000", "Recettes à identifier", ""),
        [OfficeAccounts.Unexplained] = new("472000", "Dépenses à identifier", ""),
        [OfficeAccounts.Commission] = new("706000", "Commissions de reconversion", ""),
        [OfficeAccounts.Dues] = new("756000", "Cotisations", ""),
        [OfficeAccounts.Donations] = new("754000", "Dons", ""),
        [OfficeAccounts.OwnFunds] = new("102000", "Fonds propres", ""),
    };
}
