using System.Globalization;

namespace EssLedger.Core.Books;

/// <summary>What an invoice is about; each has numbers of its own.</summary>
public enum InvoiceSeries
{
    /// <summary>The fee of a reconversion.</summary>
    Commission,
    /// <summary>A professional's dues.</summary>
    Dues,
    /// <summary>A credit note: it corrects an invoice, which stays.</summary>
    Credit,
}

/// <summary>The seller or the buyer (EN 16931, BG-4 and BG-7).</summary>
/// <param name="Name">BT-27, BT-44.</param>
/// <param name="Siren">BT-30, BT-47, scheme 0002; null: not known, or none.</param>
/// <param name="Street">BT-35, BT-50; null: not known.</param>
/// <param name="PostCode">BT-38, BT-53; null: not known.</param>
/// <param name="City">BT-37, BT-52; null: not known.</param>
/// <param name="Country">BT-40, BT-55: ISO 3166-1, two letters.</param>
public sealed record InvoiceParty(string Name, string? Siren, string? Street, string? PostCode, string? City, string Country);

/// <summary>One invoice or credit note, as the business terms of EN 16931 name its parts. It has one line, is paid when it is issued, and never changes: a correction is a credit note.</summary>
/// <param name="Number">BT-1; see <see cref="NumberOf"/>.</param>
/// <param name="Issued">BT-2: the day on which the book recorded what it is about, in Europe/Paris.</param>
/// <param name="Type">BT-3 (UNTDID 1001): 380 an invoice, 381 a credit note.</param>
/// <param name="Currency">BT-5: EUR.</param>
/// <param name="Object">BT-18: where what it is about is found in our books.</param>
/// <param name="Corrects">BT-25: the invoice that a credit note corrects; else null.</param>
/// <param name="CorrectsIssued">BT-26: that one's day.</param>
/// <param name="Seller">BG-4.</param>
/// <param name="Buyer">BG-7.</param>
/// <param name="Supplied">BT-72: when the service was rendered; of dues, when they were paid.</param>
/// <param name="From">BT-73: the first day of the period that dues are for; else null.</param>
/// <param name="Through">BT-74: the last day of it, included.</param>
/// <param name="PaymentMeans">BT-81 (UNTDID 4461): 97 what was kept back of a reconversion, 1 otherwise.</param>
/// <param name="Item">BT-153: what was sold, in French.</param>
/// <param name="Cents">BT-131, and so BT-106, BT-109, BT-112 and BT-113: there is one line, no tax, and nothing left to pay (BT-115 is 0). Above zero in a credit note too.</param>
/// <param name="VatCategory">BT-118, BT-151 (UNTDID 5305): E exempt, O outside the scope. BT-119 is 0, BT-110 too.</param>
/// <param name="VatReason">BT-120: the words that the law asks for.</param>
/// <param name="VatReasonCode">BT-121; null: none.</param>
public sealed record Invoice(
    string Number, DateOnly Issued, string Type, string Currency, string Object, string? Corrects, DateOnly? CorrectsIssued, InvoiceParty Seller, InvoiceParty Buyer, DateOnly Supplied, DateOnly? From,
    DateOnly? Through, string PaymentMeans, string Item, long Cents, string VatCategory, string VatReason, string? VatReasonCode)
{
    /// <summary>BT-22: words of the association about it; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>BT-3 of an invoice, and of a credit note.</summary>
    public const string Commercial = "380", CreditNote = "381";

    /// <summary>The text of a number: FC (commission), FA (dues) or AV (credit note), the year, and 1, 2, 3 … without a gap in both (CGI, annexe II, art. 242 nonies A, I 7°).</summary>
    public static string NumberOf(InvoiceSeries series, int year, int number) => string.Create(CultureInfo.InvariantCulture,
        $"{series switch { InvoiceSeries.Commission => "FC", InvoiceSeries.Dues => "FA", _ => "AV" }}{year:0000}-{number:00000}");

    /// <summary>Reads what <see cref="NumberOf"/> writes.</summary>
    public static bool TryParse(string? text, out InvoiceSeries series, out int year, out int number)
    {
        (series, year, number) = (default, 0, 0);
        if (text is not { Length: >= 12 and <= 16 } || text[6] != '-') return false;
        foreach (var known in Enum.GetValues<InvoiceSeries>())
        {
            if (!int.TryParse(text.AsSpan(2, 4), NumberStyles.None, CultureInfo.InvariantCulture, out year) || !int.TryParse(text.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out number)) return false;
            series = known;
            if (NumberOf(known, year, number) == text) return true;
        }
        return false;
    }
}
