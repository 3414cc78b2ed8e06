using System.Globalization;
using System.Text;
using System.Xml;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Web.Banking;

/// <summary>What files of transfers and of direct debits have in common (ISO 20022 pain.001 and pain.008, as EPC132-08 and EPC130-08 narrow them).</summary>
internal sealed class PaymentFileWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly XmlWriter _xml;
    // The element that holds a bank's code changed its name with the versions of 2019.
    private readonly string _bic;

    private PaymentFileWriter(string message, bool since2019)
    {
        _bic = since2019 ? "BICFI" : "BIC";
        _xml = XmlWriter.Create(_bytes, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
        _xml.WriteStartElement("Document", $"urn:iso:std:iso:20022:tech:xsd:{message}");
    }

    public static byte[] Write(string message, bool since2019, string root, Action<PaymentFileWriter> content)
    {
        using var file = new PaymentFileWriter(message, since2019);
        file.In(root, () => content(file));
        file._xml.WriteEndDocument();
        file._xml.Flush();
        return file._bytes.ToArray();
    }

    public void In(string element, Action content)
    {
        _xml.WriteStartElement(element);
        content();
        _xml.WriteEndElement();
    }

    public void Text(string element, string text) => _xml.WriteElementString(element, text);

    public void Header(string id, DateTime created, IReadOnlyCollection<Amount> amounts, string by) => In("GrpHdr", () =>
    {
        Text("MsgId", id);
        Text("CreDtTm", created.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Sums(amounts);
        In("InitgPty", () => Name(by));
    });

    public void Sums(IReadOnlyCollection<Amount> amounts)
    {
        Text("NbOfTxs", amounts.Count.ToString(CultureInfo.InvariantCulture));
        Text("CtrlSum", amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount).ToString());
    }

    public void Name(string name) => Text("Nm", SepaText.Of(name, 70));

    public void Day(string element, DateOnly day) => Text(element, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public void Sum(Amount amount)
    {
        _xml.WriteStartElement("InstdAmt");
        _xml.WriteAttributeString("Ccy", "EUR");
        _xml.WriteString(amount.ToString());
        _xml.WriteEndElement();
    }

    public void Account(string element, string iban) =>
        In(element, () => In("Id", () => Text("IBAN", Iban.TryParse(iban, out var plain) ? plain : throw new ArgumentException($"\"{iban}\" is no IBAN.", nameof(iban)))));

    public void Bank(string element, string? bic) => In(element, () => In("FinInstnId", () =>
    {
        if (Bic.TryParse(bic, out var plain)) Text(_bic, plain);
        else In("Othr", () => Text("Id", "NOTPROVIDED"));
    }));

    public void Remittance(string? words, CreditorReference? reference)
    {
        var plain = SepaText.Of(words ?? "", 140);
        if (reference is { } structured)
        {
            In("RmtInf", () => In("Strd", () => In("CdtrRefInf", () =>
            {
                In("Tp", () =>
                {
                    In("CdOrPrtry", () => Text("Cd", "SCOR"));
                    Text("Issr", "ISO");
                });
                Text("Ref", structured.Value);
            })));
        }
        else if (plain.Length > 0) In("RmtInf", () => Text("Ustrd", plain));
    }

    public void Dispose()
    {
        _xml.Dispose();
        _bytes.Dispose();
    }
}
