using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>An invoice as it was issued.</summary>
/// <param name="Series">Of which series.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Number">1, 2, 3 … in both, without a gap.</param>
/// <param name="Source">What it is about; nothing has two.</param>
/// <param name="Owner">The account that is invoiced; where dues belong to no account, the person.</param>
/// <param name="Content">The invoice, JSON: the bytes that it will always be.</param>
public sealed record StoredInvoice(InvoiceSeries Series, int Year, int Number, string Source, string Owner, string Content)
{
    /// <summary>What an entry of the currency book led to.</summary>
    public static string OfEntry(Position position) => $"L{position.Value}";

    /// <summary>What a membership led to.</summary>
    public static string OfMembership(string membership) => $"M{membership}";

    /// <summary>The credit note that two persons decided for an invoice.</summary>
    public static string OfCredit(string number) => $"C{number}";

    /// <summary>Its number as text.</summary>
    public string Text => Invoice.NumberOf(Series, Year, Number);
}

/// <summary>A credit note that one person asked for and another has to issue.</summary>
/// <param name="Number">The text of the invoice's number.</param>
/// <param name="Year">Of its year.</param>
/// <param name="Reason">Why; it stands on the credit note.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When; UTC, to the millisecond.</param>
public sealed record CreditWish(string Number, int Year, string Reason, PersonId By, DateTimeOffset At);

/// <summary>Invoices and credit notes, which hold whose they are and therefore lie apart from the books. They can be added and read; nothing changes or removes them but the end of their time.</summary>
public interface IInvoiceStore
{
    /// <summary>Issues the next one of a series and year, unless there is one about the same thing.</summary>
    /// <param name="source">What it is about.</param>
    /// <param name="series">Of which series.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="content">Its JSON under the number that it gets; asked again when another one took the number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The one that there is now.</returns>
    Task<StoredInvoice> IssueAsync(string source, InvoiceSeries series, int year, string owner, Func<int, string> content, CancellationToken cancellationToken);

    /// <summary>The one about something; null: there is none.</summary>
    Task<StoredInvoice?> AboutAsync(string source, CancellationToken cancellationToken);

    /// <summary>One by its number; null: there is none.</summary>
    Task<StoredInvoice?> FindAsync(InvoiceSeries series, int year, int number, CancellationToken cancellationToken);

    /// <summary>Invoices, the newest first.</summary>
    /// <param name="owners">Whose; null: everybody's.</param>
    /// <param name="year">Of which year; null: of all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<StoredInvoice>> ListAsync(IReadOnlyCollection<string>? owners, int? year, CancellationToken cancellationToken);

    /// <summary>Keeps that somebody asks for a credit note.</summary>
    /// <returns>False: one is asked for already.</returns>
    Task<bool> WishAsync(CreditWish wish, CancellationToken cancellationToken);

    /// <summary>All that wait, the oldest first.</summary>
    Task<IReadOnlyList<CreditWish>> WishesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets one that was decided.</summary>
    /// <returns>False: it does not wait any more.</returns>
    Task<bool> ForgetWishAsync(string number, CancellationToken cancellationToken);

    /// <summary>Removes those of years that are over for longer than the law asks to keep them.</summary>
    /// <returns>How many.</returns>
    Task<int> EraseAsync(int throughYear, CancellationToken cancellationToken);
}
