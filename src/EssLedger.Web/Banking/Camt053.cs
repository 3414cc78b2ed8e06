using System.Globalization;
using System.Xml;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Web.Banking;

/// <summary>
/// Reads bank statements (ISO 20022 camt.053.001.02, .04 and .08) one after the other from a file of at most <see cref="BankFile.MostBytes"/> bytes; what it remembers is one statement.
/// What it does not know it passes over, what it must know it demands, and it puts nothing right: a file that cannot be read is refused as a whole.
/// </summary>
/// <param name="file">A file that can be read from its beginning more than once.</param>
public sealed class Camt053(Stream file) : IDisposable
{
    private const string Message = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.", Versions = "camt.053.001.02, .04 or .08";
    // A statement is about a dozen deep; an entry has some dozens of elements, each of its details as well.
    private const int MostDepth = 32, MostElements = 5_000, MostWords = 1_000;
    // 99 999 999 999.99: no bank of the world holds more in one account, and a million of them can still be added.
    private const long MostCents = 9_999_999_999_999;

    private XmlReader? _xml;
    private IEnumerator<BankStatement>? _statements;
    private string _space = "";
    private int _elements;
    private CancellationToken _stop;

    /// <summary>Why the file cannot be read; null as long as it can.</summary>
    public BankFileRefusal? Refusal { get; private set; }

    /// <summary>Told now and then how many bytes of how many were read.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>The next statement; null: there is none, or <see cref="Refusal"/> says why.</summary>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public BankStatement? Next(CancellationToken stop)
    {
        if (Refusal is not null) return null;
        _stop = stop;
        _statements ??= Statements().GetEnumerator();
        try
        {
            return _statements.MoveNext() ? _statements.Current : null;
        }
        catch (UnreadableException unreadable)
        {
            Refusal = unreadable.Refusal;
        }
        catch (XmlException broken)
        {
            // The reader tells these apart only by its words; tests hold each of them.
            Refusal = broken.Message.Contains("DTD is prohibited", StringComparison.Ordinal) ? new(BankFileFault.DtdForbidden, LineOf("<!DOCTYPE"u8), "no document type and no entities")
                : broken.Message.StartsWith("Unexpected end of file", StringComparison.Ordinal) ? new(BankFileFault.Truncated, broken.LineNumber, "the rest of the file")
                : new(BankFileFault.Malformed, broken.LineNumber, $"well-formed XML ({broken.Message})");
        }
        catch (OverflowException)
        {
            Refusal = new(BankFileFault.AmountTooLarge, Line, "amounts that can be added");
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statements?.Dispose();
        _xml?.Dispose();
    }

    /// <summary>The line of what the reader will not tell where it met it: it stands near the beginning.</summary>
    private int LineOf(ReadOnlySpan<byte> text)
    {
        Span<byte> start = stackalloc byte[4096];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.IndexOf(text) is >= 0 and var at ? 1 + start[..at].Count((byte)'\n') : 0;
    }

    private int Line => (_xml as IXmlLineInfo)?.LineNumber ?? 0;

    private XmlReader Xml => _xml!;

    private IEnumerable<BankStatement> Statements()
    {
        if (BankFile.Inspect(file, _stop) is { } refusal) throw new UnreadableException(refusal);
        _xml = XmlReader.Create(file, new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreWhitespace = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = BankFile.MostBytes,
        });
        Advance();
        if (Xml.NodeType == XmlNodeType.XmlDeclaration)
        {
            if (Xml.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                throw Unreadable(BankFileFault.NotUtf8, $"encoding=\"UTF-8\", not \"{Short(encoding)}\"");
            Advance();
        }
        _space = Xml.NamespaceURI;
        if (!_space.StartsWith(Message, StringComparison.Ordinal) || Xml.LocalName != "Document") throw Unreadable(BankFileFault.NotAStatement, $"{Versions}, not {Short(_space.Length > 0 ? _space : Xml.LocalName)}");
        if (_space[Message.Length..] is not ("02" or "04" or "08")) throw Unreadable(BankFileFault.OtherVersion, $"{Versions}, not {Short(_space)}");
        if (Xml.IsEmptyElement || !Child(0) || Xml.LocalName != "BkToCstmrStmt") throw Unreadable(BankFileFault.Missing, "BkToCstmrStmt");

        var (depth, page, any) = (Xml.Depth, 1, false);
        while (Child(depth))
        {
            if (Xml.LocalName == "GrpHdr") page = Page(Tree().At("MsgPgntn", "PgNb")) ?? 1;
            else if (Xml.LocalName == "Stmt")
            {
                any = true;
                yield return Statement(page);
            }
        }
        if (!any) throw Unreadable(BankFileFault.Missing, "Stmt");
        // What follows the last statement must be well-formed as well: a file that is cut there was not sent whole.
        while (Xml.Read()) Bound();
    }

    private BankStatement Statement(int page)
    {
        var begun = Line;
        string? id = null, iban = null, currency = null;
        BankBalance? opening = null, previous = null, closing = null;
        var lines = new List<BankLine>();
        var seen = new Seen();
        var depth = Xml.Depth;
        while (Child(depth))
        {
            switch (Xml.LocalName)
            {
                case "Id":
                    id = Tree().Text;
                    break;
                case "StmtPgntn":
                    page = Page(Tree().At("PgNb")) ?? page;
                    break;
                case "Acct":
                    (iban, currency) = Account(Tree());
                    break;
                case "Bal":
                    var balance = Tree();
                    currency = SameCurrency(currency, balance.Required("Amt"));
                    switch (balance.At("Tp", "CdOrPrtry", "Cd")?.Text)
                    {
                        case "OPBD":
                            opening ??= Balance(balance);
                            break;
                        case "PRCD":
                            previous ??= Balance(balance);
                            break;
                        case "CLBD":
                            closing = Balance(balance);
                            break;
                    }
                    break;
                case "TxsSummry":
                    seen.Announced = int.TryParse(Tree().At("TtlNtries", "NbOfNtries")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var announced) ? announced : null;
                    break;
                case "Ntry":
                    Progress?.Invoke(file.Position, file.Length);
                    if (iban is null) throw Unreadable(BankFileFault.Missing, "Acct before the first Ntry");
                    currency = Entry(iban, currency, lines, seen);
                    break;
            }
        }
        if (id is not { Length: > 0 and <= 35 }) throw Unreadable(BankFileFault.Missing, "the statement's Id of 1 to 35 characters", begun);
        if (iban is null) throw Unreadable(BankFileFault.Missing, "Acct", begun);
        return BankStatement.Of(iban, id, page, Unit.Parse(currency ?? "EUR"), opening ?? previous, closing, lines, seen.Warnings());
    }

    private static int? Page(Element? number) => int.TryParse(number?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : null;

    private static (string Iban, string? Currency) Account(Element account)
    {
        var written = (account.At("Id", "IBAN") ?? account.At("Id", "Othr", "Id"))?.Text;
        return Iban.TryParse(written, out var iban)
            ? (iban, account.At("Ccy") is { } currency ? Currency(currency, currency.Text) : null)
            : throw Unreadable(BankFileFault.BadAccount, $"the account's IBAN, not \"{Short(written ?? "")}\"", account.Line);
    }

    private static BankBalance Balance(Element balance) =>
        new(Day(balance.Required("Dt")), Cents(balance.Required("Amt")) * Sign(balance.Required("CdtDbtInd")));

    /// <summary>What was met in a statement besides the lines.</summary>
    private sealed class Seen
    {
        private readonly SortedDictionary<string, int> _notBooked = new(StringComparer.Ordinal);
        private readonly List<string?> _notSplit = [];

        public int? Announced { get; set; }
        public int Entries { get; set; }
        public int Nothing { get; set; }

        public void NotBooked(string state) => _notBooked[state] = _notBooked.GetValueOrDefault(state) + 1;

        public void NotSplit(string? reference) => _notSplit.Add(reference);

        public List<BankStatementWarning> Warnings()
        {
            var warnings = _notBooked.Select(state => new BankStatementWarning(BankStatementDoubt.NotBooked, state.Value, state.Key)).ToList();
            if (_notSplit.Count > 0) warnings.Add(new(BankStatementDoubt.BatchNotSplit, _notSplit.Count, _notSplit[0]));
            if (Nothing > 0) warnings.Add(new(BankStatementDoubt.NothingMoved, Nothing, null));
            // Banks differ in whether they count what is not booked.
            if (Announced is { } announced && announced != Entries && announced != Entries - _notBooked.Values.Sum())
                warnings.Add(new(BankStatementDoubt.CountWrong, Entries - announced, null));
            return warnings;
        }
    }

    /// <summary>One payment of an entry.</summary>
    /// <param name="Cents">Signed; null where the bank does not say, or says it in another currency.</param>
    private sealed record Payment(long? Cents, BankLine Line);

    /// <returns>The statement's currency, as far as it is known after this entry.</returns>
    private string Entry(string iban, string? currency, List<BankLine> lines, Seen seen)
    {
        var begun = Line;
        Element? amount = null, indicator = null, booked = null, value = null;
        string? own = null, state = null, words = null, family = null;
        var reversal = false;
        var announced = 0;
        var payments = new List<Payment>();
        var depth = Xml.Depth;
        while (Child(depth))
        {
            switch (Xml.LocalName)
            {
                case "Amt":
                    amount = Tree();
                    break;
                case "CdtDbtInd":
                    indicator = Tree();
                    break;
                case "RvslInd":
                    reversal = Tree().Text is "true" or "1";
                    break;
                case "Sts":
                    var status = Tree();
                    state = (status.At("Cd") ?? status.At("Prtry") ?? status).Text;
                    break;
                case "BookgDt":
                    booked = Tree();
                    break;
                case "ValDt":
                    value = Tree();
                    break;
                case "AcctSvcrRef":
                    own = Reference(Tree());
                    break;
                case "BkTxCd":
                    family = Tree().At("Domn", "Fmly", "SubFmlyCd")?.Text;
                    break;
                case "AddtlNtryInf":
                    words = Words(Tree().Text);
                    break;
                case "NtryDtls" when state == "BOOK":
                    if (amount is null || indicator is null) throw Unreadable(BankFileFault.Missing, "Amt and CdtDbtInd before NtryDtls", begun);
                    var details = Xml.Depth;
                    while (Child(details))
                    {
                        if (Xml.LocalName == "Btch") announced += int.TryParse(Tree().At("NbOfTxs")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                        else if (Xml.LocalName == "TxDtls") payments.Add(Paid(Tree(), iban, Sign(indicator), amount.Currency, reversal, family));
                    }
                    break;
            }
        }
        seen.Entries++;
        if (state is not { Length: > 0 }) throw Unreadable(BankFileFault.Missing, "Sts", begun);
        if (state != "BOOK")
        {
            seen.NotBooked(Short(state));
            return currency ?? "EUR";
        }
        if (amount is null || indicator is null) throw Unreadable(BankFileFault.Missing, "Amt and CdtDbtInd", begun);
        currency = SameCurrency(currency, amount);
        var entry = new BankLine
        {
            Cents = Cents(amount) * Sign(indicator),
            Booked = Day(booked ?? value ?? throw Unreadable(BankFileFault.Missing, "BookgDt", begun)),
            Value = value is null ? null : Day(value),
            EntryReference = own,
            Reversal = reversal,
            Remittance = words,
            ReturnReason = Returned(family),
        };
        var total = payments.All(payment => payment.Cents is not null) ? payments.Sum(payment => payment.Cents!.Value) : (long?)null;
        switch (payments)
        {
            // A bank that books one payment may say it in another currency; the entry is what moved.
            case [var one]:
                if (one.Cents is { } said && said != entry.Cents) seen.NotSplit(entry.EntryReference);
                Add(Of(one.Line, 0) with { Cents = entry.Cents });
                break;
            case [_, _, ..] when total == entry.Cents:
                for (var i = 0; i < payments.Count; i++) Add(Of(payments[i].Line, i + 1) with { Cents = payments[i].Cents!.Value });
                break;
            default:
                if (payments.Count > 1 || announced > 1) seen.NotSplit(entry.EntryReference);
                Add(entry);
                break;
        }
        return currency;

        BankLine Of(BankLine paid, int number) => paid with
        {
            Booked = entry.Booked,
            Value = entry.Value,
            EntryReference = entry.EntryReference,
            Reversal = entry.Reversal,
            Remittance = paid.Remittance ?? entry.Remittance,
            ReturnReason = paid.ReturnReason ?? entry.ReturnReason,
            InBatch = number,
        };

        void Add(BankLine line)
        {
            if (line.Cents == 0) seen.Nothing++;
            else lines.Add(line);
        }
    }

    private static Payment Paid(Element details, string ownIban, int entrySign, string? currency, bool reversal, string? entryFamily)
    {
        var sign = details.At("CdtDbtInd") is { } indicator ? Sign(indicator) : entrySign;
        var amount = details.At("Amt") ?? details.At("AmtDtls", "TxAmt", "Amt");
        var returned = details.At("RtrInf") is { } why
            ? (why.At("Rsn", "Cd") ?? why.At("Rsn", "Prtry"))?.Text is { Length: > 0 } reason ? Short(reason) : "NARR"
            : Returned(details.At("BkTxCd", "Domn", "Fmly", "SubFmlyCd")?.Text ?? entryFamily);
        // What came back names the parties as the payment did that comes back.
        var fromDebtor = sign > 0 != (reversal || returned is not null);
        var (name, iban) = Party(details, fromDebtor ? "Dbtr" : "Cdtr");
        if ((name is null && iban is null) || iban == ownIban)
        {
            var other = Party(details, fromDebtor ? "Cdtr" : "Dbtr");
            if (other.Iban != ownIban && (other.Iban ?? other.Name) is not null) (name, iban) = other;
            else if (iban == ownIban) (name, iban) = (null, null);
        }
        var remittance = details.At("RmtInf");
        var structured = remittance?.All("Strd").ToList() ?? [];
        var words = string.Join(' ', (remittance?.All("Ustrd") ?? []).Concat(structured.SelectMany(s => s.All("AddtlRmtInf"))).Select(text => text.Text));
        if (words.Length == 0) words = details.At("AddtlTxInf")?.Text ?? "";
        return new(amount is not null && amount.Currency == currency ? Cents(amount) * sign : null, new()
        {
            Booked = default,
            Cents = 0,
            EndToEndId = details.At("Refs", "EndToEndId") is { } id ? Reference(id) : null,
            Counterparty = name is null ? null : name[..Math.Min(name.Length, 140)],
            CounterpartyIban = iban,
            StructuredReference = structured.Select(s => s.At("CdtrRefInf", "Ref")?.Text).FirstOrDefault(text => text is { Length: > 0 }) is { } reference ? Short(reference) : null,
            Remittance = Words(words),
            ReturnReason = returned,
        });
    }

    private static (string? Name, string? Iban) Party(Element details, string role)
    {
        var parties = details.At("RltdPties");
        var party = parties?.At(role);
        // Until .04 the party stands there itself; since, it is a person or a bank.
        var name = (party?.At("Nm") ?? party?.At("Pty", "Nm") ?? party?.At("Agt", "FinInstnId", "Nm") ?? parties?.At("Ultmt" + role, "Nm") ?? parties?.At("Ultmt" + role, "Pty", "Nm"))?.Text;
        var account = parties?.At(role + "Acct", "Id", "IBAN")?.Text;
        return (name is { Length: > 0 } ? name : null, account is { Length: > 0 } ? Iban.TryParse(account, out var iban) ? iban : Short(account) : null);
    }

    /// <summary>What some banks say of a return by the kind of the entry alone (ISO 20022 bank transaction codes): a returned transfer, an unpaid debit.</summary>
    private static string? Returned(string? family) => family is "RRTN" or "UPDD" ? family : null;

    private static string? Reference(Element reference) => reference.Text is { Length: > 0 } text && text is not ("NOTPROVIDED" or "NONREF") ? Short(text) : null;

    private static string? Words(string text) => text.Length == 0 ? null : text.Length <= MostWords ? text : text[..MostWords];

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];

    private static string SameCurrency(string? currency, Element amount)
    {
        var said = Currency(amount, amount.Currency);
        return currency is null || said == currency ? said : throw Unreadable(BankFileFault.MixedCurrencies, $"{currency} as in the rest of the statement, not {said}", amount.Line);
    }

    private static string Currency(Element where, string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper)
        ? code
        : throw Unreadable(BankFileFault.UnknownCurrency, $"a currency of three capital letters (ISO 4217), not \"{Short(code ?? "")}\"", where.Line);

    private static int Sign(Element indicator) => indicator.Text switch
    {
        "CRDT" => 1,
        "DBIT" => -1,
        var other => throw Unreadable(BankFileFault.BadIndicator, $"CRDT or DBIT, not \"{Short(other)}\"", indicator.Line),
    };

    /// <summary>A sum without sign, as XML Schema writes decimals; what lies below a cent must be zero.</summary>
    private static long Cents(Element amount)
    {
        var text = amount.Text.AsSpan();
        if (text.StartsWith("-")) throw Unreadable(BankFileFault.NegativeAmount, "an amount without sign: CdtDbtInd says the direction", amount.Line);
        if (text.StartsWith("+")) text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var part = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + part.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || part.ContainsAnyExceptInRange('0', '9'))
            throw Unreadable(BankFileFault.BadAmount, $"an amount as 1234.50, not \"{Short(amount.Text)}\"", amount.Line);
        whole = whole.TrimStart('0');
        part = part.TrimEnd('0');
        if (part.Length > 2) throw Unreadable(BankFileFault.BelowCents, $"whole cents, not \"{Short(amount.Text)}\"", amount.Line);
        if (whole.Length > 12) throw TooMuch();
        var cents = (whole.Length == 0 ? 0 : long.Parse(whole, CultureInfo.InvariantCulture) * 100)
            + (part.Length == 0 ? 0 : long.Parse(part, CultureInfo.InvariantCulture) * (part.Length == 1 ? 10 : 1));
        return cents <= MostCents ? cents : throw TooMuch();

        UnreadableException TooMuch() => Unreadable(BankFileFault.AmountTooLarge, "at most 99999999999.99", amount.Line);
    }

    /// <summary>The day as the bank writes it: a moment's day is that of its own offset.</summary>
    private static DateOnly Day(Element date)
    {
        var element = date.At("Dt") ?? date.At("DtTm") ?? date;
        var text = element.Text;
        var good = text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2199
            && (element.Name == "DtTm" ? text.Length > 10 && text[10] == 'T' : text.Length == 10 || text[10] is 'Z' or '+' or '-');
        return good ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) : throw Unreadable(BankFileFault.BadDate, $"a day as 2026-11-24, not \"{Short(text)}\"", element.Line);
    }

    /// <summary>Goes to the next child of the element at this depth, past all that lies between; false: it has no more.</summary>
    private bool Child(int depth)
    {
        if (Xml.NodeType == XmlNodeType.Element && Xml.Depth == depth && Xml.IsEmptyElement) return false;
        while (true)
        {
            Advance();
            if (Xml.NodeType == XmlNodeType.EndElement && Xml.Depth == depth) return false;
            if (Xml.NodeType == XmlNodeType.Element && Xml.Depth == depth + 1 && Xml.NamespaceURI == _space)
            {
                _elements = 0;
                return true;
            }
        }
    }

    private void Advance()
    {
        if (!Xml.Read()) throw Unreadable(BankFileFault.Truncated, "the rest of the file");
        Bound();
    }

    private void Bound()
    {
        if (Xml.Depth > MostDepth) throw Unreadable(BankFileFault.TooDeep, $"at most {MostDepth} elements within each other");
        if (Xml.NodeType == XmlNodeType.Element) _stop.ThrowIfCancellationRequested();
    }

    /// <summary>The element on which the reader stands, with all in it; the reader stands on its end then.</summary>
    private Element Tree()
    {
        if (++_elements > MostElements) throw Unreadable(BankFileFault.TooLong, $"at most {MostElements} elements in one payment");
        var element = new Element(Xml.LocalName, Xml.GetAttribute("Ccy"), Line);
        if (Xml.IsEmptyElement) return element;
        for (var depth = Xml.Depth; ;)
        {
            Advance();
            if (Xml.NodeType == XmlNodeType.EndElement && Xml.Depth == depth) return element;
            if (Xml.NodeType == XmlNodeType.Element) element.Add(Tree());
            else if (Xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) element.Add(Xml.Value);
        }
    }

    private UnreadableException Unreadable(BankFileFault fault, string expected) => Unreadable(fault, expected, Line);

    private static UnreadableException Unreadable(BankFileFault fault, string expected, long line) => new(new(fault, line, expected));

    /// <summary>An element that was read.</summary>
    private sealed class Element(string name, string? currency, int line)
    {
        private List<Element>? _children;
        private string _text = "";

        public string Name => name;
        public string? Currency => currency;
        public int Line => line;

        /// <summary>The words in it, white space as single spaces.</summary>
        public string Text => string.Join(' ', _text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        public void Add(Element child) => (_children ??= []).Add(child);

        public void Add(string text) => _text = _text.Length == 0 ? text : _text + text;

        public IEnumerable<Element> All(string child) => _children?.Where(element => element.Name == child) ?? [];

        public Element? At(params ReadOnlySpan<string> path)
        {
            var at = this;
            foreach (var step in path)
            {
                if (at._children is not { } children) return null;
                Element? next = null;
                foreach (var child in children)
                {
                    if (child.Name != step) continue;
                    next = child;
                    break;
                }
                if (next is null) return null;
                at = next;
            }
            return at;
        }

        public Element Required(string child) => At(child) ?? throw Unreadable(BankFileFault.Missing, child, line);
    }

    private sealed class UnreadableException(BankFileRefusal refusal) : Exception(refusal.Code)
    {
        public BankFileRefusal Refusal => refusal;
    }
}
