using System.Text;
using System.Text.RegularExpressions;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Bureau;

namespace EssLedger.Web.Papers;

/// <summary>An invoice as PDF, in French, for that is the language of the association's accounts.</summary>
public static partial class InvoicePrint
{
    private static readonly Reader French = new("fr");

    /// <summary>The same bytes for the same invoice, whenever it is asked for.</summary>
    public static byte[] ToPdf(Invoice of)
    {
        var title = French.Say(of.Corrects is not null ? "invoice.creditNote" : "invoice.invoice", ("number", of.Number));
        using var document = Paper.New(title, of.Seller.Name, French);
        document.Info.CreationDate = ParisCalendar.StartOf(of.Issued).UtcDateTime;
        var sheet = new Sheet(document, French.Language, page => French.Say("letter.page", ("number", of.Number), ("page", $"{page}")));
        sheet.Block(Sheet.Left, Lines(of.Seller), firstBold: true);
        sheet.Space(24);
        sheet.Block(Sheet.Middle, Lines(of.Buyer), firstBold: true);
        sheet.Space(28);
        sheet.Title(title);
        sheet.Line(French.Say("invoice.issued", ("day", French.Day(of.Issued))));
        if (of is { Corrects: { } corrects, CorrectsIssued: { } issued }) sheet.Line(French.Say("invoice.corrects", ("number", corrects), ("day", French.Day(issued))));
        sheet.Line(French.Say("invoice.supplied", ("day", French.Day(of.Supplied))));
        if (of is { From: { } from, Through: { } through }) sheet.Line(French.Say("invoice.period", ("from", French.Day(from)), ("through", French.Day(through))));
        sheet.Line(French.Say("invoice.object", ("object", of.Object)));
        sheet.Space(16);
        sheet.Heading(of.Item);
        sheet.Line(French.Say("invoice.line", ("sum", French.Euros(of.Cents))));
        sheet.Line(French.Say("invoice.tax", ("reason", of.VatReason)));
        sheet.Paragraph(French.Say("invoice.total", ("sum", French.Euros(of.Cents))), bold: true);
        if (of.Note is { } note) sheet.Paragraph(note);
        else sheet.Paragraph(French[of.Corrects is not null ? "invoice.returned" : of.PaymentMeans == "97" ? "invoice.keptBack" : "invoice.paid"]);
        sheet.End();
        return Settled(Paper.ToBytes(document), of);
    }

    private static List<string> Lines(InvoiceParty party) =>
        [party.Name, .. party.Street is { } street ? [street] : (string[])[], .. $"{party.PostCode} {party.City}".Trim() is { Length: > 0 } place ? [place] : (string[])[], .. party.Siren is { } siren ? [French.Say("invoice.siren", ("siren", siren))] : (string[])[]];

    // The writer of the file puts the hour and names drawn by lot into it; they become the invoice's own, sign for sign, so that nothing in the file moves.
    private static byte[] Settled(byte[] pdf, Invoice of)
    {
        var day = ParisCalendar.StartOf(of.Issued).UtcDateTime;
        var digits = Convert.ToHexString(Digest.Of(Encoding.UTF8.GetBytes(of.Number)).ToBytes());
        var text = Hours().Replace(Encoding.Latin1.GetString(pdf), m => m.Groups[1].Value + Fit(day.ToString(m.Groups[1].Value[0] == '(' ? "yyyyMMddHHmmss" : "yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), m.Groups[2].Length));
        text = Names().Replace(text, m => string.Concat(m.Value.Select((c, i) => c is '-' ? c : digits[i % digits.Length])));
        var fonts = new Dictionary<string, string>();
        text = Subsets().Replace(text, m => fonts.TryGetValue(m.Value, out var known) ? known : fonts[m.Value] = $"AAAAA{(char)('A' + fonts.Count)}");
        return Encoding.Latin1.GetBytes(text);

        static string Fit(string text, int length) => text.Length >= length ? text[..length] : text.PadRight(length, '0');
    }

    [GeneratedRegex(@"(\(D:|Date>)([0-9T:-]{14,19})")]
    private static partial Regex Hours();

    [GeneratedRegex(@"(?<=/ID ?\[<)[0-9A-Fa-f]{32}(?=>)|(?<=><)[0-9A-Fa-f]{32}(?=>\])|(?<=uuid:)[0-9A-Fa-f-]{36}")]
    private static partial Regex Names();

    // A subset of a font has six letters before its name (ISO 32000-1, 9.6.4).
    [GeneratedRegex(@"(?<=/)[A-Z]{6}(?=\+Atkinson)")]
    private static partial Regex Subsets();
}
