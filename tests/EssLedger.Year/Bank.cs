using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Year;

/// <summary>Why something moved at the bank, as the treasurer finds out.</summary>
internal abstract record Cause
{
    private Cause() { }

    /// <summary>A member exchanges.</summary>
    public sealed record Exchange(Member Member) : Cause;
    /// <summary>It is the association's own: dues, a gift; or a cost, paid of what is its own.</summary>
    public sealed record Own(string Account) : Cause;
    /// <summary>A bureau brings its cash.</summary>
    public sealed record Deposit(string Bureau) : Cause;
    /// <summary>A receipt that was entered by hand before.</summary>
    public sealed record Announced(string Kind, string Reference) : Cause;
    /// <summary>A reconversion was paid.</summary>
    public sealed record Paid(string EndToEndId) : Cause;
    /// <summary>Its payment came back.</summary>
    public sealed record Returned(string EndToEndId) : Cause;
}

/// <summary>A line of a statement, and why it is there.</summary>
internal sealed record Booked(Digest Line, long Cents, Cause Cause);

/// <summary>The bank: books what it is told to, pays what a remittance orders, and writes statements (camt.053, another version each month).</summary>
internal sealed class Bank
{
    private readonly List<(long Cents, Cause Cause)> _today = [];
    private readonly List<(DateOnly Day, long Cents, Cause Cause)> _later = [];
    private int _entries;

    /// <summary>What the account holds, in cents.</summary>
    public long Balance { get; private set; }

    public void Book(long cents, Cause cause) => _today.Add((cents, cause));

    public void BookOn(DateOnly day, long cents, Cause cause) => _later.Add((day, cents, cause));

    /// <summary>Reads a pain.001 and pays every order two days later; some come back five days after that.</summary>
    /// <returns>The sum of the orders, in cents.</returns>
    public long Pay(byte[] file, DateOnly today, Func<bool> comesBack)
    {
        var document = XDocument.Load(new MemoryStream(file));
        var space = document.Root!.Name.Namespace;
        var sum = 0L;
        foreach (var order in document.Descendants(space + "CdtTrfTxInf"))
        {
            var cents = Cents(order.Descendants(space + "InstdAmt").Single().Value);
            var id = order.Descendants(space + "EndToEndId").Single().Value;
            BookOn(today.AddDays(2), -cents, new Cause.Paid(id));
            if (comesBack()) BookOn(today.AddDays(7), cents, new Cause.Returned(id));
            sum += cents;
        }
        var announced = document.Descendants(space + "CtrlSum").First().Value;
        return Cents(announced) == sum ? sum : throw new InvalidOperationException($"The remittance says {announced} and orders {sum} cents.");
    }

    private static long Cents(string amount) => (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);

    /// <summary>The statement of a day; null: nothing moved.</summary>
    /// <param name="day">Which.</param>
    /// <param name="wrong">So many cents more stand in its closing balance than its lines make.</param>
    /// <param name="id">The bank's name for it.</param>
    public (byte[] File, IReadOnlyList<Booked> Lines)? Statement(DateOnly day, long wrong = 0, string? id = null)
    {
        _today.AddRange(_later.Where(l => l.Day <= day).Select(l => (l.Cents, l.Cause)));
        _later.RemoveAll(l => l.Day <= day);
        if (_today.Count == 0) return null;
        var lines = _today.Select(t => new BankLine { Booked = day, Cents = t.Cents, EntryReference = string.Create(CultureInfo.InvariantCulture, $"E{++_entries}") }).ToList();
        var (opening, name) = (Balance, id ?? day.ToString("O", CultureInfo.InvariantCulture));
        Balance += lines.Sum(l => l.Cents);
        // The product names lines as its own reader would; that both agree is part of what the year shows.
        var named = BankStatement.Of(RealServer.Iban, name, 1, Unit.Euro, new(day.AddDays(-1), opening), new(day, Balance + wrong), lines).Lines;
        var booked = named.Select((line, i) => new Booked(line.Identity, line.Cents, _today[i].Cause)).ToList();
        var file = Write(name, day, opening, Balance + wrong, named, _today.Select(t => t.Cause).ToList(), ((string[])["02", "04", "08"])[day.Month % 3]);
        _today.Clear();
        return (file, booked);
    }

    private static byte[] Write(string id, DateOnly day, long opening, long closing, IReadOnlyList<BankLine> lines, List<Cause> causes, string version)
    {
        using var file = new MemoryStream();
        using (var w = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false) }))
        {
            w.WriteStartElement("Document", $"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}");
            w.WriteStartElement("BkToCstmrStmt");
            In("GrpHdr", () => { Text("MsgId", id); Text("CreDtTm", Of(day) + "T20:00:00"); });
            In("Stmt", () =>
            {
                Text("Id", id);
                Text("CreDtTm", Of(day) + "T20:00:00");
                In("Acct", () => { In("Id", () => Text("IBAN", RealServer.Iban)); Text("Ccy", "EUR"); });
                Balanced("OPBD", opening, day.AddDays(-1));
                Balanced("CLBD", closing, day);
                for (var i = 0; i < lines.Count; i++)
                {
                    var (line, cause) = (lines[i], causes[i]);
                    In("Ntry", () =>
                    {
                        Sum(line.Cents);
                        if (version == "08") In("Sts", () => Text("Cd", "BOOK"));
                        else Text("Sts", "BOOK");
                        In("BookgDt", () => Text("Dt", Of(day)));
                        In("ValDt", () => Text("Dt", Of(day)));
                        Text("AcctSvcrRef", line.EntryReference!);
                        In("BkTxCd", () => In("Prtry", () => Text("Cd", "VIR")));
                        In("NtryDtls", () => In("TxDtls", () => Details(cause)));
                    });
                }
            });
            w.WriteEndElement();
            w.WriteEndElement();

            void In(string name, Action inside) { w.WriteStartElement(name); inside(); w.WriteEndElement(); }
            void Text(string name, string text) => w.WriteElementString(name, text);
            void Sum(long cents)
            {
                In("Amt", () => { w.WriteAttributeString("Ccy", "EUR"); w.WriteString((Math.Abs(cents) / 100m).ToString("0.00", CultureInfo.InvariantCulture)); });
                Text("CdtDbtInd", cents < 0 ? "DBIT" : "CRDT");
            }
            void Balanced(string kind, long cents, DateOnly on) => In("Bal", () =>
            {
                In("Tp", () => In("CdOrPrtry", () => Text("Cd", kind)));
                Sum(cents);
                In("Dt", () => Text("Dt", Of(on)));
            });
            void Details(Cause cause)
            {
                In("Refs", () => Text("EndToEndId", cause is Cause.Paid { EndToEndId: var paid } ? paid : cause is Cause.Returned { EndToEndId: var back } ? back : "NOTPROVIDED"));
                if (cause is Cause.Exchange { Member: var member })
                {
                    In("RltdPties", () => In("Dbtr", () =>
                    {
                        if (version == "08") In("Pty", () => Text("Nm", member.Name));
                        else Text("Nm", member.Name);
                    }));
                    In("RmtInf", () => Text("Ustrd", $"Change {member.Account}"));
                }
                if (cause is Cause.Returned) In("RtrInf", () => In("Rsn", () => Text("Cd", "AC04")));
            }
        }
        return file.ToArray();

        static string Of(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
    }
}
