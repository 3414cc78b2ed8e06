using System.Globalization;
using System.Text;

namespace EssLedger.Web.Banking;

/// <summary>Statements as banks write them, in each of the versions.</summary>
/// <param name="version"><c>02</c>, <c>04</c> or <c>08</c>.</param>
internal sealed class StatementFile(string version)
{
    public const string Iban = "FR1420041010050500013M02606";

    public static TheoryData<string> Versions => new("02", "04", "08");

    public string Space => $"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}";

    public string Of(params string[] statements) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="{Space}">
        <BkToCstmrStmt>
        <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-24T20:00:00+01:00</CreDtTm></GrpHdr>
        {string.Join('\n', statements)}
        </BkToCstmrStmt>
        </Document>
        """;

    public static string Statement(string entries, decimal opening = 100m, decimal closing = 100m, string id = "2026-228", string iban = Iban, string currency = "EUR", string day = "2026-11-24", string? balances = null, string more = "") =>
        $"""
        <Stmt>
        <Id>{id}</Id>
        <ElctrncSeqNb>228</ElctrncSeqNb><CreDtTm>2026-11-24T20:00:00+01:00</CreDtTm>
        <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy><Ownr><Nm>Monnaie locale</Nm></Ownr></Acct>
        {balances ?? Balance("OPBD", opening, currency, "2026-11-23") + "\n" + Balance("CLBD", closing, currency, day)}
        {more}
        {entries}
        </Stmt>
        """;

    public static string Balance(string kind, decimal amount, string currency = "EUR", string day = "2026-11-24") =>
        $"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{Amount(Math.Abs(amount).ToString("0.00", CultureInfo.InvariantCulture), currency)}<CdtDbtInd>{(amount < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>";

    public static string Amount(string amount, string currency = "EUR") => $"<Amt Ccy=\"{currency}\">{amount}</Amt>";

    public string State(string state) => version == "08" ? $"<Sts><Cd>{state}</Cd></Sts>" : $"<Sts>{state}</Sts>";

    /// <summary>An entry: positive is a credit.</summary>
    public string Entry(string amount, string details = "", string reference = "<AcctSvcrRef>R-1</AcctSvcrRef>", string state = "BOOK", bool debit = false, bool reversal = false, string booked = "2026-11-24", string currency = "EUR", string words = "", string family = "ESCT") =>
        $"""
        <Ntry>{Amount(amount, currency)}<CdtDbtInd>{(debit ? "DBIT" : "CRDT")}</CdtDbtInd>{(reversal ? "<RvslInd>true</RvslInd>" : "")}{State(state)}
        <BookgDt><Dt>{booked}</Dt></BookgDt><ValDt><Dt>{booked}</Dt></ValDt>{reference}
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>{family}</SubFmlyCd></Fmly></Domn></BkTxCd>
        {(details.Length > 0 ? $"<NtryDtls>{details}</NtryDtls>" : "")}{(words.Length > 0 ? $"<AddtlNtryInf>{words}</AddtlNtryInf>" : "")}
        </Ntry>
        """;

    /// <summary>One payment of an entry.</summary>
    public string Details(string? amount = null, string endToEnd = "NOTPROVIDED", string? payer = "Ana Lopes", string? payerIban = "BE68539007547034", string? payee = null, string? payeeIban = null,
        string? words = null, string? structured = null, string? returned = null, bool debit = false)
    {
        var sum = amount is null ? "" : version == "02" ? $"<AmtDtls><TxAmt>{Amount(amount)}</TxAmt></AmtDtls>" : $"{Amount(amount)}<CdtDbtInd>{(debit ? "DBIT" : "CRDT")}</CdtDbtInd>";
        // In .04 and .08 amount and direction stand together.
        if (amount is null && version == "04") sum = "";
        return $"<TxDtls><Refs><EndToEndId>{endToEnd}</EndToEndId></Refs>{sum}<RltdPties>{Party("Dbtr", payer, payerIban)}{Party("Cdtr", payee, payeeIban)}</RltdPties>"
            + (words is null && structured is null ? "" : $"<RmtInf>{(words is null ? "" : string.Concat(words.Split('|').Select(w => $"<Ustrd>{w}</Ustrd>")))}{(structured is null ? "" : $"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{structured}</Ref></CdtrRefInf></Strd>")}</RmtInf>")
            + (returned is null ? "" : $"<RtrInf><Rsn><Cd>{returned}</Cd></Rsn></RtrInf>") + "</TxDtls>";
    }

    private string Party(string role, string? name, string? iban) =>
        (name is null ? "" : $"<{role}>{(version == "08" ? $"<Pty><Nm>{name}</Nm></Pty>" : $"<Nm>{name}</Nm>")}</{role}>") + (iban is null ? "" : $"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>");

    public static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
