using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Store;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Papers;

/// <summary>What happened on an account from a day to a day, for its holder to keep or to show.</summary>
/// <param name="Account">The account.</param>
/// <param name="Holder">In whose name it stands; null after erasure.</param>
/// <param name="Currency">The currency's name.</param>
/// <param name="Unit">Of all sums.</param>
/// <param name="From">The first day (Europe/Paris); null: from its opening.</param>
/// <param name="To">The last day.</param>
/// <param name="MadeOn">The day on which it is made.</param>
/// <param name="Opening">The balance before the first line, in minor units.</param>
/// <param name="Lines">Oldest first.</param>
/// <param name="Former">What the member paid in the currency before, newest first: history, in no balance.</param>
public sealed record AccountStatement(
    AccountId Account, string? Holder, string Currency, Unit Unit, DateOnly? From, DateOnly To, DateOnly MadeOn, long Opening, IReadOnlyList<AccountStatement.Line> Lines, IReadOnlyList<FormerPayment> Former)
{
    /// <summary>How many movements there is room for: about a hundred pages.</summary>
    public const int Longest = 4000;

    /// <summary>One movement.</summary>
    /// <param name="Kind">In the words of the API.</param>
    /// <param name="Name">Whom it was paid to or by; null: nobody, or a name that is not told.</param>
    /// <param name="Moved">In minor units, with its sign.</param>
    /// <param name="Balance">After it.</param>
    public sealed record Line(DateOnly Day, string Kind, string? Name, string? Note, long Moved, long Balance);

    private long Closing => Lines.Count > 0 ? Lines[^1].Balance : Opening;

    public byte[] ToPdf(Reader reader)
    {
        var title = reader["statement.title"];
        using var document = Paper.New(title, Currency, reader);
        var sheet = new Sheet(document, reader.Language, page => reader.Say("statement.page", ("account", Account.Value), ("page", $"{page}")));
        sheet.Block(Sheet.Left, [Currency], firstBold: true);
        sheet.Space(10);
        sheet.Title(title);
        if (Holder is not null) sheet.Line(Holder);
        sheet.Line(reader.Say("statement.account", ("account", Account.Value)));
        sheet.Line(From is { } from
            ? reader.Say("statement.days", ("from", reader.Day(from)), ("to", reader.Day(To)))
            : reader.Say("statement.until", ("to", reader.Day(To))));
        sheet.Line(reader.Say("statement.made", ("day", reader.Day(MadeOn))));
        sheet.Space(12);
        sheet.Paragraph(reader.Say("statement.opening", ("sum", Sum(reader, Opening))), bold: true);
        if (Lines.Count == 0) sheet.Paragraph(reader["statement.none"]);
        else
            sheet.Table([reader["statement.day"], reader["statement.movement"], reader["statement.sum"], reader["statement.balance"]],
                Lines.Select(l => (IReadOnlyList<string>)[l.Day.ToString(reader.Language == "fr" ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture), WordsOf(l, reader), Signed(reader, l.Moved), Sum(reader, l.Balance)]));
        sheet.Paragraph(reader.Say("statement.closing", ("sum", Sum(reader, Closing))), bold: true);
        sheet.Paragraph(reader.Say("statement.totals", ("in", Sum(reader, Lines.Where(l => l.Moved > 0).Sum(l => l.Moved))), ("out", Sum(reader, -Lines.Where(l => l.Moved < 0).Sum(l => l.Moved)))));
        sheet.Paragraph(reader["statement.why"]);
        if (Former.Count > 0)
        {
            sheet.Heading(reader["statement.former"]);
            sheet.Paragraph(reader["statement.formerText"]);
            foreach (var payment in Former)
                sheet.Line(string.Join(" · ", new[] { reader.Day(payment.Day), payment.Other, payment.Words, (payment.Minor < 0 ? "\u2212" : "+") + Amount.FromMinor(Math.Abs(payment.Minor)) }.Where(part => part.Length > 0)));
        }
        sheet.End();
        return Paper.ToBytes(document);
    }

    private static string WordsOf(Line line, Reader reader) =>
        string.Join(" · ", new[] { reader[$"statement.kind.{line.Kind}"], line.Name, line.Note }.Where(part => !string.IsNullOrEmpty(part)));

    private string Sum(Reader reader, long minor) => (minor < 0 ? "\u2212" : "") + reader.Sum(Amount.FromMinor(Math.Abs(minor)), Unit);

    private string Signed(Reader reader, long minor) => (minor > 0 ? "+" : "") + Sum(reader, minor);
}
