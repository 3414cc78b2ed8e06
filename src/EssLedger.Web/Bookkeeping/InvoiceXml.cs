using System.Globalization;
using System.Text;
using System.Xml;
using EssLedger.Core.Books;

namespace EssLedger.Web.Bookkeeping;

/// <summary>An invoice as UN/CEFACT Cross Industry Invoice (D16B) in the form of EN 16931, which a platform for electronic invoices takes, alone or within a Factur-X.</summary>
public static class InvoiceXml
{
    private const string Rsm = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
    private const string Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100", Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    /// <summary>The profile: BT-24.</summary>
    public const string Profile = "urn:cen.eu:en16931:2017";

    /// <summary>The same bytes for the same invoice, UTF-8.</summary>
    public static byte[] Write(Invoice invoice)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false })) new Writer(xml).Document(invoice);
        return bytes.ToArray();
    }

    // The order of elements is the schema's.
    private sealed class Writer(XmlWriter xml)
    {
        public void Document(Invoice of)
        {
            xml.WriteStartElement("rsm", "CrossIndustryInvoice", Rsm);
            foreach (var (prefix, space) in new[] { ("ram", Ram), ("udt", Udt), ("qdt", Qdt) }) xml.WriteAttributeString("xmlns", prefix, null, space);
            In("ExchangedDocumentContext", () => In("GuidelineSpecifiedDocumentContextParameter", () => Text("ID", Profile)), Rsm);
            In("ExchangedDocument", () =>
            {
                Text("ID", of.Number);
                Text("TypeCode", of.Type);
                In("IssueDateTime", () => Day(of.Issued));
                if (of.Note is { } note) In("IncludedNote", () => Text("Content", note));
            }, Rsm);
            In("SupplyChainTradeTransaction", () =>
            {
                Line(of);
                In("ApplicableHeaderTradeAgreement", () =>
                {
                    Party("SellerTradeParty", of.Seller, isTaxed: of.VatCategory == "E");
                    Party("BuyerTradeParty", of.Buyer, isTaxed: false);
                    In("AdditionalReferencedDocument", () =>
                    {
                        Text("IssuerAssignedID", of.Object);
                        Text("TypeCode", "130");
                    });
                });
                In("ApplicableHeaderTradeDelivery", () => In("ActualDeliverySupplyChainEvent", () => In("OccurrenceDateTime", () => Day(of.Supplied))));
                In("ApplicableHeaderTradeSettlement", () => Settlement(of));
            }, Rsm);
            xml.WriteEndElement();
        }

        private void Line(Invoice of) => In("IncludedSupplyChainTradeLineItem", () =>
        {
            In("AssociatedDocumentLineDocument", () => Text("LineID", "1"));
            In("SpecifiedTradeProduct", () => Text("Name", of.Item));
            In("SpecifiedLineTradeAgreement", () => In("NetPriceProductTradePrice", () => Text("ChargeAmount", Sum(of.Cents))));
            In("SpecifiedLineTradeDelivery", () => Text("BilledQuantity", "1", ("unitCode", "C62")));
            In("SpecifiedLineTradeSettlement", () =>
            {
                In("ApplicableTradeTax", () =>
                {
                    Text("TypeCode", "VAT");
                    Text("CategoryCode", of.VatCategory);
                    Rate(of);
                });
                Period(of);
                In("SpecifiedTradeSettlementLineMonetarySummation", () => Text("LineTotalAmount", Sum(of.Cents)));
            });
        });

        private void Settlement(Invoice of)
        {
            Text("InvoiceCurrencyCode", of.Currency);
            In("SpecifiedTradeSettlementPaymentMeans", () => Text("TypeCode", of.PaymentMeans));
            In("ApplicableTradeTax", () =>
            {
                Text("CalculatedAmount", Sum(0));
                Text("TypeCode", "VAT");
                Text("ExemptionReason", of.VatReason);
                Text("BasisAmount", Sum(of.Cents));
                Text("CategoryCode", of.VatCategory);
                if (of.VatReasonCode is { } code) Text("ExemptionReasonCode", code);
                Rate(of);
            });
            Period(of);
            In("SpecifiedTradeSettlementHeaderMonetarySummation", () =>
            {
                Text("LineTotalAmount", Sum(of.Cents));
                Text("TaxBasisTotalAmount", Sum(of.Cents));
                Text("TaxTotalAmount", Sum(0), ("currencyID", of.Currency));
                Text("GrandTotalAmount", Sum(of.Cents));
                Text("TotalPrepaidAmount", Sum(of.Cents));
                Text("DuePayableAmount", Sum(0));
            });
            if (of is not { Corrects: { } corrects, CorrectsIssued: { } issued }) return;
            In("InvoiceReferencedDocument", () =>
            {
                Text("IssuerAssignedID", corrects);
                In("FormattedIssueDateTime", () => Day(issued, Qdt));
            });
        }

        // What is outside the scope of VAT has no rate, not one of zero (BR-O-05).
        private void Rate(Invoice of)
        {
            if (of.VatCategory == "E") Text("RateApplicablePercent", "0");
        }

        private void Period(Invoice of)
        {
            if (of is not { From: { } from, Through: { } through }) return;
            In("BillingSpecifiedPeriod", () =>
            {
                In("StartDateTime", () => Day(from));
                In("EndDateTime", () => Day(through));
            });
        }

        private void Party(string name, InvoiceParty party, bool isTaxed) => In(name, () =>
        {
            Text("Name", party.Name);
            if (party.Siren is { } siren) In("SpecifiedLegalOrganization", () => Text("ID", siren, ("schemeID", "0002")));
            In("PostalTradeAddress", () =>
            {
                if (party.PostCode is { } code) Text("PostcodeCode", code);
                if (party.Street is { } street) Text("LineOne", street);
                if (party.City is { } city) Text("CityName", city);
                Text("CountryID", party.Country);
            });
            // BT-32, which an exempt seller without a VAT number must give (BR-E-02).
            if (isTaxed && party.Siren is { } tax) In("SpecifiedTaxRegistration", () => Text("ID", tax, ("schemeID", "FC")));
        });

        private void Day(DateOnly day, string space = Udt)
        {
            xml.WriteStartElement("DateTimeString", space);
            xml.WriteAttributeString("format", "102");
            xml.WriteString(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        private void In(string element, Action content, string space = Ram)
        {
            xml.WriteStartElement(element, space);
            content();
            xml.WriteEndElement();
        }

        private void Text(string element, string text, (string Name, string Value)? attribute = null)
        {
            xml.WriteStartElement(element, Ram);
            if (attribute is var (name, value)) xml.WriteAttributeString(name, value);
            xml.WriteString(Writable(text));
            xml.WriteEndElement();
        }

        // What was issued never changes, so what XML cannot say (XML 1.0, 2.2) in a name of long ago is left out here; nothing enters such a name any more.
        private static string Writable(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar && (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))));

        private static string Sum(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
