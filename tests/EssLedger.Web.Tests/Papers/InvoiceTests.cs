using System.Text;
using System.Xml.Linq;
using EssLedger.Core.Books;
using EssLedger.Web.Bookkeeping;

namespace EssLedger.Web.Papers;

public sealed class InvoiceTests
{
    private static readonly Invoice Fee = new("FC2026-00007", new(2026, 11, 26), Invoice.Commercial, "EUR", "018f0000-0000-7000-8000-000000000001", null, null,
        new("Le Beffroi", "000000018", "1 place du Beffroi", "59000", "Lille", "FR"), new("Boulangerie « Été » & fils", "732829320", "2 rue des Blés", "59160", "Lomme", "FR"),
        new(2026, 11, 25), null, null, "97", "Commission de reconversion de monnaie locale en euros", 1_234_56, "E", "TVA non applicable, art. 293 B du CGI", "VATEX-FR-FRANCHISE");

    private static readonly Invoice Dues = Fee with { Number = "FA2026-00001", From = new(2026, 1, 1), Through = new(2026, 12, 31), PaymentMeans = "1", Item = "Cotisation à l'association" };

    private static readonly Invoice Credit = Fee with { Number = "AV2026-00001", Type = Invoice.CreditNote, Corrects = Fee.Number, CorrectsIssued = Fee.Issued };

    [Fact]
    public async Task Same_invoice_is_the_same_file_at_another_hour()
    {
        var (first, others) = (InvoicePrint.ToPdf(Fee), new[] { InvoicePrint.ToPdf(Dues), InvoicePrint.ToPdf(Credit) });
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        Assert.Equal(first, InvoicePrint.ToPdf(Fee));
        var text = UglyToad.PdfPig.PdfDocument.Open(first).GetPage(1).Text;
        foreach (var said in (string[])["FC2026-00007", "000000018", "Boulangerie « Été » & fils", "732829320", "293 B", "018f0000"]) Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.All(others, other => Assert.NotEqual(first, other));
    }

    [Fact]
    public void What_xml_cannot_say_is_left_out_of_an_invoice_of_long_ago()
    {
        var xml = XDocument.Parse(Encoding.UTF8.GetString(InvoiceXml.Write(Dues with { Buyer = Dues.Buyer with { Name = "Bou\u0001lan\uFFFEge\uD800rie 🥖" }, Object = "chèque\u0002 7" })));
        Assert.Equal("Boulangerie 🥖", xml.Descendants().Single(e => e.Name.LocalName == "BuyerTradeParty").Elements().First().Value);
        Assert.Equal("chèque 7130", xml.Descendants().Single(e => e.Name.LocalName == "AdditionalReferencedDocument").Value);
    }

    /// <summary>The rules of EN 16931 that hang on this kind of invoice, by their names.</summary>
    [Fact]
    public void Cross_industry_invoice_keeps_the_rules_of_the_norm()
    {
        foreach (var invoice in (Invoice[])[Fee, Dues, Credit, Fee with { VatCategory = "O", VatReasonCode = null }])
        {
            var xml = XDocument.Parse(Encoding.UTF8.GetString(InvoiceXml.Write(invoice)));
            List<string> All(string name) => [.. xml.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value)];
            Assert.Equal(InvoiceXml.Profile, All("GuidelineSpecifiedDocumentContextParameter").Single());                        // BR-01
            Assert.Equal((invoice.Number, "20261126", invoice.Type), (All("ExchangedDocument").Single()[..12], xml.Descendants().First(e => e.Name.LocalName == "IssueDateTime").Value, xml.Descendants().First(e => e.Name.LocalName == "TypeCode").Value)); // BR-02, 03, 04
            Assert.Equal("1234.56", All("ChargeAmount").Single());                                                              // BR-26
            Assert.All(new[] { "LineTotalAmount", "TaxBasisTotalAmount", "GrandTotalAmount", "TotalPrepaidAmount", "BasisAmount" }.SelectMany(All), sum => Assert.Equal("1234.56", sum)); // BR-CO-10, 13, 15, BR-E-08
            Assert.All(new[] { "TaxTotalAmount", "CalculatedAmount", "DuePayableAmount" }.SelectMany(All), sum => Assert.Equal("0.00", sum)); // BR-CO-14, 16, BR-E-09
            Assert.Equal(invoice.VatReason, All("ExemptionReason").Single());                                                   // BR-E-10, BR-O-10
            Assert.Equal(invoice.VatCategory == "E" ? ["0", "0"] : [], All("RateApplicablePercent"));                           // BR-E-05, BR-O-05
            Assert.Equal(invoice.VatCategory == "E" ? 1 : 0, All("SpecifiedTaxRegistration").Count);                            // BR-E-02, BR-O-02
            Assert.Equal(invoice.Corrects is null ? 0 : 1, All("InvoiceReferencedDocument").Count);                             // BR-55
            Assert.Equal(invoice.From is null ? 0 : 2, All("BillingSpecifiedPeriod").Count);
        }
    }
}
