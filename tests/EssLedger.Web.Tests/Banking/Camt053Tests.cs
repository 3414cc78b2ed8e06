using System.Globalization;
using System.IO.Compression;
using System.Text;
using EssLedger.Core.Banking;

namespace EssLedger.Web.Banking;

public sealed class Camt053Tests
{
    private static readonly StatementFile New = new("08"), Old = new("02");

    private static List<BankStatement> Read(string text) => Read(StatementFile.Bytes(text));

    private static List<BankStatement> Read(Stream file)
    {
        using var camt = new Camt053(file);
        var read = new List<BankStatement>();
        while (camt.Next(CancellationToken.None) is { } statement) read.Add(statement);
        Assert.Null(camt.Refusal);
        return read;
    }

    private static BankStatement One(string text) => Assert.Single(Read(text));

    private static string Refused(Stream file)
    {
        using var camt = new Camt053(file);
        while (camt.Next(CancellationToken.None) is not null) { }
        Assert.Null(camt.Next(CancellationToken.None));
        var refusal = camt.Refusal!;
        Assert.NotEmpty(refusal.Expected);
        return string.Create(CultureInfo.InvariantCulture, $"{refusal.Code} {refusal.Line}");
    }

    private static string Refused(string text) => Refused(StatementFile.Bytes(text));

    private static string Doubts(BankStatement statement) => string.Join(", ", statement.Warnings.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Doubt.Word()} {w.Figure} {w.About}").TrimEnd()));

    public static TheoryData<string> Versions => StatementFile.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public void Statement_of_each_version_says_the_same_and_is_valid(string version)
    {
        var file = new StatementFile(version);
        var text = file.Of(StatementFile.Statement(
            file.Entry("25.00", file.Details("25.00", "E2E-1", words: "Change 12|merci", structured: "RF18539007547034"))
            + file.Entry("95", file.Details("95", "RECON-7", payer: "Monnaie locale", payerIban: StatementFile.Iban, payee: "Boulangerie", payeeIban: "FR7630006000011234567890189", debit: true), "<AcctSvcrRef>R-2</AcctSvcrRef>", debit: true)
            + file.Entry("12.5", words: "FRAIS", reference: "", debit: true)
            + file.Entry("7.00", state: "PDNG"),
            closing: 17.50m));
        Assert.Equal("", Schemas.Say($"camt.053.001.{version}", text));

        var statement = One(text);
        Assert.Equal("not_booked 1 PDNG", Doubts(statement));
        Assert.Equal((StatementFile.Iban, "2026-228", "EUR", 1), (statement.Iban, statement.Id, statement.Currency.Code, statement.Page));
        Assert.Equal((new BankBalance(new(2026, 11, 23), 100_00), new BankBalance(new(2026, 11, 24), 17_50)), (statement.Opening!.Value, statement.Closing!.Value));
        var day = new DateOnly(2026, 11, 24);
        Assert.Equal(
            [
                new() { Booked = day, Value = day, Cents = 25_00, EndToEndId = "E2E-1", Counterparty = "Ana Lopes", CounterpartyIban = "BE68539007547034", StructuredReference = "RF18539007547034", Remittance = "Change 12 merci", EntryReference = "R-1" },
                new() { Booked = day, Value = day, Cents = -95_00, EndToEndId = "RECON-7", Counterparty = "Boulangerie", CounterpartyIban = "FR7630006000011234567890189", EntryReference = "R-2" },
                new BankLine { Booked = day, Value = day, Cents = -12_50, Remittance = "FRAIS" },
            ],
            statement.Lines.Select(line => Anonymous(line)));
    }

    // The name of a line is the statement's to give; here only what was read counts.
    private static BankLine Anonymous(BankLine line) => new()
    {
        Booked = line.Booked,
        Value = line.Value,
        Cents = line.Cents,
        EndToEndId = line.EndToEndId,
        Counterparty = line.Counterparty,
        CounterpartyIban = line.CounterpartyIban,
        StructuredReference = line.StructuredReference,
        Remittance = line.Remittance,
        EntryReference = line.EntryReference,
        Reversal = line.Reversal,
        ReturnReason = line.ReturnReason,
        InBatch = line.InBatch,
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public void Entry_for_several_payments_is_one_line_for_each_where_they_make_its_total(string version)
    {
        var file = new StatementFile(version);
        var text = file.Of(StatementFile.Statement(file.Entry("60.00", "<Btch><NbOfTxs>3</NbOfTxs></Btch>" + file.Details("10.00", "A") + file.Details("20.00", "B") + file.Details("30.00", "C")), closing: 160m));
        Assert.Equal("", Schemas.Say($"camt.053.001.{version}", text));
        var statement = One(text);
        Assert.Equal([("A", 10_00L, 1), ("B", 20_00L, 2), ("C", 30_00L, 3)], statement.Lines.Select(l => (l.EndToEndId!, l.Cents, l.InBatch)));
        Assert.Equal("", Doubts(statement));
        Assert.Equal(3, statement.Lines.Select(l => l.Identity).Distinct().Count());
    }

    [Theory]
    [InlineData("10.00", "20.00", "30.01")]
    [InlineData("10.00", "20.00", null)]
    [InlineData("10.00", "20.00", "29.99")]
    public void Entry_whose_payments_do_not_make_its_total_stays_one_line(string one, string two, string? three)
    {
        foreach (var file in new[] { Old, New })
        {
            var statement = One(file.Of(StatementFile.Statement(file.Entry("60.00", file.Details(one, "A") + file.Details(two, "B") + file.Details(three, "C"), words: "REMISE"), closing: 160m)));
            var line = Assert.Single(statement.Lines);
            Assert.Equal((60_00L, null, "REMISE", 0), (line.Cents, line.EndToEndId, line.Remittance, line.InBatch));
            Assert.Equal("batch_not_split 1 R-1", Doubts(statement));
        }
    }

    [Fact]
    public void Batch_without_details_or_of_mixed_directions_is_told()
    {
        Assert.Equal("batch_not_split 1 R-1", Doubts(One(New.Of(StatementFile.Statement(New.Entry("60", "<Btch><NbOfTxs>3</NbOfTxs></Btch>"), closing: 160m)))));
        // 50 − 10 = 40.
        var mixed = One(New.Of(StatementFile.Statement(New.Entry("40", New.Details("50", "A") + New.Details("10", "B", debit: true)), closing: 140m)));
        Assert.Equal([50_00L, -10_00L], mixed.Lines.Select(l => l.Cents));
    }

    [Fact]
    public void Reversal_and_return_keep_their_sign_and_name_who_was_paid()
    {
        foreach (var file in new[] { Old, new("04"), New })
        {
            var statement = One(file.Of(StatementFile.Statement(
                file.Entry("95", file.Details("95", "RECON-7", payer: "Monnaie locale", payerIban: StatementFile.Iban, payee: "Boulangerie", payeeIban: "BE68539007547034", returned: "AC04"))
                + file.Entry("20", file.Details("20", "DEBIT-3", payer: "Ana Lopes", payerIban: "BE68539007547034", payee: "Monnaie locale", payeeIban: StatementFile.Iban, debit: true), "<AcctSvcrRef>R-2</AcctSvcrRef>", debit: true, reversal: true)
                + file.Entry("30", file.Details("30", "DEBIT-4", payer: "Bob", payerIban: null, debit: true), "<AcctSvcrRef>R-3</AcctSvcrRef>", debit: true, family: "UPDD"),
                closing: 145m)));
            Assert.Equal(
                [(95_00L, "Boulangerie", "AC04", false), (-20_00L, "Ana Lopes", null, true), (-30_00L, "Bob", "UPDD", false)],
                statement.Lines.Select(l => (l.Cents, l.Counterparty!, l.ReturnReason, l.Reversal)));
            Assert.Equal("", Doubts(statement));
        }
    }

    [Theory]
    [InlineData("12", 12_00L)]
    [InlineData("12.", 12_00L)]
    [InlineData("12.3", 12_30L)]
    [InlineData("12.34", 12_34L)]
    [InlineData("12.340", 12_34L)]
    [InlineData("12.34000", 12_34L)]
    [InlineData("+12.34", 12_34L)]
    [InlineData("0012.34", 12_34L)]
    [InlineData(".5", 50L)]
    [InlineData("0.01", 1L)]
    [InlineData("99999999999.99", 9_999_999_999_999L)]
    [InlineData(" 12.34\n", 12_34L)]
    [InlineData("<!-- was 13 -->12<!-- -->.34", 12_34L)]
    public void Amounts_have_any_legal_number_of_decimals(string amount, long cents) =>
        Assert.Equal(cents, Assert.Single(One(New.Of(StatementFile.Statement(New.Entry(amount), closing: 0m))).Lines).Cents);

    [Theory]
    [InlineData("-12.00", "statement_negative_amount 12")]
    [InlineData("-0", "statement_negative_amount 12")]
    [InlineData("12,00", "statement_bad_amount 12")]
    [InlineData("1 200.00", "statement_bad_amount 12")]
    [InlineData("1.200.00", "statement_bad_amount 12")]
    [InlineData("1e3", "statement_bad_amount 12")]
    [InlineData("", "statement_bad_amount 12")]
    [InlineData(".", "statement_bad_amount 12")]
    [InlineData("NaN", "statement_bad_amount 12")]
    [InlineData("١٢", "statement_bad_amount 12")]
    [InlineData("12.001", "statement_below_cents 12")]
    [InlineData("0.00001", "statement_below_cents 12")]
    [InlineData("100000000000", "statement_amount_too_large 12")]
    [InlineData("99999999999999999999999999", "statement_amount_too_large 12")]
    public void Amounts_that_are_none_are_refused_with_their_line(string amount, string refusal) => Assert.Equal(refusal, Refused(New.Of(StatementFile.Statement(New.Entry(amount)))));

    [Theory]
    [InlineData("--11-24", "statement_bad_date 13")]
    [InlineData("11-24", "statement_bad_date 13")]
    [InlineData("24/11/2026", "statement_bad_date 13")]
    [InlineData("26-11-24", "statement_bad_date 13")]
    [InlineData("2026-02-29", "statement_bad_date 13")]
    [InlineData("2026-11-24T00:00:00", "statement_bad_date 13")]
    [InlineData("0026-11-24", "statement_bad_date 13")]
    [InlineData("12026-11-24", "statement_bad_date 13")]
    [InlineData("", "statement_bad_date 13")]
    public void Days_without_year_or_out_of_any_calendar_are_refused(string day, string refusal) => Assert.Equal(refusal, Refused(New.Of(StatementFile.Statement(New.Entry("1", booked: day)))));

    [Theory]
    [InlineData("<Dt>2026-11-24</Dt>")]
    [InlineData("<Dt>2026-11-24Z</Dt>")]
    [InlineData("<Dt>2026-11-24+01:00</Dt>")]
    [InlineData("<DtTm>2026-11-24T23:59:59.999+01:00</DtTm>")]
    [InlineData("<DtTm>2026-11-24T00:00:00</DtTm>")]
    public void A_day_is_the_one_that_the_bank_writes(string day) =>
        Assert.Equal(new(2026, 11, 24), Assert.Single(One(New.Of(StatementFile.Statement(New.Entry("1").Replace("<BookgDt><Dt>2026-11-24</Dt>", $"<BookgDt>{day}")))).Lines).Booked);

    [Fact]
    public void Currencies_are_named_and_never_mixed()
    {
        Assert.Equal("USD", One(New.Of(StatementFile.Statement(New.Entry("1", currency: "USD"), currency: "USD", closing: 101m))).Currency.Code);
        Assert.Equal("statement_mixed_currencies 12", Refused(New.Of(StatementFile.Statement(New.Entry("1", currency: "USD")))));
        Assert.Equal("statement_unknown_currency 12", Refused(New.Of(StatementFile.Statement(New.Entry("1", currency: "EURO")))));
        Assert.Equal("statement_unknown_currency 12", Refused(New.Of(StatementFile.Statement(New.Entry("1", currency: "€")))));
        Assert.Equal("statement_unknown_currency 12", Refused(New.Of(StatementFile.Statement(New.Entry("1").Replace("<Ntry><Amt Ccy=\"EUR\">", "<Ntry><Amt>")))));
        Assert.Equal("statement_unknown_currency 8", Refused(New.Of(StatementFile.Statement("", currency: "eur"))));
    }

    [Fact]
    public void Balances_that_are_wrong_missing_or_overdrawn_are_told_and_left_as_they_are()
    {
        Assert.Equal("balance_wrong 99", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), closing: 101.99m)))));
        Assert.Equal("closing_missing 0", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), balances: StatementFile.Balance("OPBD", 1))))));
        Assert.Equal("opening_missing 0", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), balances: StatementFile.Balance("CLBD", 1) + StatementFile.Balance("ITAV", 7))))));
        // What the bank calls the previous closing balance is the opening one where there is no other.
        Assert.Equal("", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), balances: StatementFile.Balance("PRCD", -5) + StatementFile.Balance("CLBD", -4))))));
        Assert.Equal("", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), balances: StatementFile.Balance("PRCD", 7) + StatementFile.Balance("OPBD", -5) + StatementFile.Balance("CLBD", -4))))));
        Assert.Equal("empty 0", Doubts(One(New.Of(StatementFile.Statement("")))));
        Assert.Equal("nothing_moved 1, empty 0", Doubts(One(New.Of(StatementFile.Statement(New.Entry("0.00"))))));
    }

    [Fact]
    public void What_is_not_booked_is_counted_by_its_state_and_what_it_says_is_not_judged()
    {
        var statement = One(New.Of(StatementFile.Statement(New.Entry("nonsense", New.Details("-3"), state: "PDNG") + New.Entry("1", state: "INFO") + New.Entry("1", state: "PDNG") + New.Entry("2").Replace("<Cd>BOOK</Cd>", "BOOK"), closing: 102m)));
        Assert.Equal("not_booked 1 INFO, not_booked 2 PDNG", Doubts(statement));
        Assert.Equal(2_00, Assert.Single(statement.Lines).Cents);
    }

    [Fact]
    public void Number_of_entries_that_the_bank_announces_is_compared()
    {
        const string Two = "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>";
        Assert.Equal("count_wrong -1", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1"), closing: 101m, more: Two)))));
        Assert.Equal("", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1") + New.Entry("1"), closing: 102m, more: Two)))));
        Assert.Equal("not_booked 1 PDNG", Doubts(One(New.Of(StatementFile.Statement(New.Entry("1") + New.Entry("1", state: "PDNG") + New.Entry("1"), closing: 102m, more: Two)))));
    }

    [Fact]
    public void Several_statements_and_pages_of_one_file_are_told_apart()
    {
        var read = Read(New.Of(
            StatementFile.Statement(New.Entry("1", reference: ""), closing: 101m), StatementFile.Statement(New.Entry("2", reference: ""), closing: 102m, id: "2026-229"),
            StatementFile.Statement(New.Entry("1", reference: ""), closing: 101m, iban: "BE68539007547034"),
            StatementFile.Statement(New.Entry("1", reference: ""), closing: 101m).Replace("<ElctrncSeqNb>", "<StmtPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></StmtPgntn><ElctrncSeqNb>")));
        Assert.Equal(4, read.Select(s => s.Identity).Distinct().Count());
        Assert.Equal(4, read.SelectMany(s => s.Lines).Select(l => l.Identity).Distinct().Count());
        Assert.Equal(2, read[3].Page);
        Assert.Equal(2, One(Old.Of(StatementFile.Statement("")).Replace("</CreDtTm></GrpHdr>", "</CreDtTm><MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>")).Page);
    }

    [Fact]
    public void Same_payments_in_each_version_have_the_same_names()
    {
        var names = new[] { "02", "04", "08" }.Select(v => new StatementFile(v)).Select(f => One(f.Of(StatementFile.Statement(f.Entry("60", f.Details("20", "A") + f.Details("40", "B")) + f.Entry("1", reference: ""), closing: 161m))));
        Assert.Single(names.Select(s => string.Join(' ', s.Lines.Select(l => l.Identity))).Distinct());
    }

    public static TheoryData<string, byte[], string> Unreadable
    {
        get
        {
            var good = New.Of(StatementFile.Statement(New.Entry("1", New.Details(words: "é"))));
            var data = new TheoryData<string, byte[], string>();
            void Text(string what, string text, string refusal) => data.Add(what, Encoding.UTF8.GetBytes(text), refusal);
            Text("nothing", "", "statement_empty_file 0");
            Text("white space", " \n\n", "statement_empty_file 0");
            data.Add("a byte order mark alone", [0xEF, 0xBB, 0xBF], "statement_empty_file 0");
            Text("cut within an element", good[..good.IndexOf("<Acct>", StringComparison.Ordinal)], "statement_truncated 8");
            Text("cut within a tag", good[..(good.IndexOf("<CdtDbtInd>", StringComparison.Ordinal) + 5)], "statement_truncated 9");
            Text("cut after the statement", good[..good.IndexOf("</BkToCstmrStmt>", StringComparison.Ordinal)], "statement_truncated 18");
            Text("cut before the last tag", good[..good.IndexOf("</Document>", StringComparison.Ordinal)], "statement_truncated 19");
            Text("cut within the last tag", good[..^3], "statement_truncated 19");
            data.Add("latin-1 called UTF-8", Encoding.Latin1.GetBytes(good), "statement_not_utf8 15");
            data.Add("latin-1", Encoding.Latin1.GetBytes(good.Replace("UTF-8", "ISO-8859-1")), "statement_not_utf8 15");
            Text("called latin-1", good.Replace("UTF-8", "ISO-8859-1"), "statement_not_utf8 1");
            data.Add("UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(good)).ToArray(), "statement_not_utf8 1");
            data.Add("cut within a character", Encoding.UTF8.GetBytes(good[..(good.IndexOf('é') + 1)])[..^1], "statement_not_utf8 15");
            Text("entities", good.Replace("<Document", "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<Document").Replace("é", "&b;"), "statement_dtd_forbidden 2");
            Text("a file of the machine", good.Replace("<Document", "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Document").Replace("é", "&a;"), "statement_dtd_forbidden 2");
            Text("a document type from elsewhere", good.Replace("<Document", "<!DOCTYPE Document SYSTEM \"http://127.0.0.1:1/x.dtd\"><Document"), "statement_dtd_forbidden 2");
            Text("an entity of nobody", good.Replace("é", "&eacute;"), "statement_malformed 15");
            Text("tags that cross", good.Replace("</RmtInf></TxDtls>", "</TxDtls></RmtInf>"), "statement_malformed 15");
            Text("a character that XML does not have", good.Replace("é", "&#0;"), "statement_malformed 15");
            Text("a bare zero", good.Replace("é", "\0"), "statement_malformed 15");
            Text("two documents", good + good[good.IndexOf("<Document", StringComparison.Ordinal)..], "statement_malformed 19");
            Text("CSV", "date;libelle;montant\n24/11/2026;Change 12;25,00\n", "statement_not_xml 1");
            Text("MT940", "\n:20:STARTUMS\n:25:20041/0500013M026\n", "statement_not_xml 2");
            Text("a web page", "<!DOCTYPE html><html><body>Votre session a expiré</body></html>", "statement_dtd_forbidden 1");
            Text("another web page", "<html><body>Votre session</body></html>", "statement_not_camt053 1");
            Text("a report of the day", good.Replace("camt.053", "camt.052"), "statement_not_camt053 2");
            Text("an order", good.Replace("camt.053.001.08", "pain.001.001.09"), "statement_not_camt053 2");
            Text("no name space", good.Replace($" xmlns=\"{New.Space}\"", ""), "statement_not_camt053 2");
            Text("version 6", good.Replace("camt.053.001.08", "camt.053.001.06"), "statement_other_version 2");
            Text("version 13", good.Replace("camt.053.001.08", "camt.053.001.13"), "statement_other_version 2");
            Text("no statement", New.Of(), "statement_element_missing 6");
            Text("nothing in it", $"<Document xmlns=\"{New.Space}\"/>", "statement_element_missing 1");
            Text("no id", good.Replace("<Id>2026-228</Id>", ""), "statement_element_missing 5");
            Text("a long id", good.Replace("<Id>2026-228</Id>", $"<Id>{new string('1', 36)}</Id>"), "statement_element_missing 5");
            Text("no account", good.Replace("<Acct><Id>", "<Acet><Id>").Replace("</Ownr></Acct>", "</Ownr></Acet>"), "statement_element_missing 12");
            Text("an account with a wrong digit", good.Replace(StatementFile.Iban, "FR1420041010050500013M02607"), "statement_bad_account 8");
            Text("no account number", good.Replace($"<IBAN>{StatementFile.Iban}</IBAN>", ""), "statement_bad_account 8");
            Text("no direction", good.Replace("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Sts>"), "statement_element_missing 12");
            Text("a direction of its own", good.Replace("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<CdtDbtInd>C</CdtDbtInd><Sts>"), "statement_bad_indicator 12");
            Text("no state", good.Replace("<Sts><Cd>BOOK</Cd></Sts>", ""), "statement_element_missing 12");
            Text("no day", good.Replace("<BookgDt><Dt>2026-11-24</Dt></BookgDt><ValDt><Dt>2026-11-24</Dt></ValDt>", ""), "statement_element_missing 12");
            Text("a deep nest", good.Replace("é", string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40))), "statement_too_deep 15");
            Text("a deep nest beside", good.Replace("</Stmt>", string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40)) + "</Stmt>"), "statement_too_deep 17");
            Text("an endless word", good.Replace("é", new string('x', 300_000)), "statement_too_long 15");
            Text("an endless tag", good.Replace("<Ustrd>", $"<Ustrd a=\"{new string('x', 300_000)}\">"), "statement_too_long 15");
            Text("a payment of a thousand parts", good.Replace("é", string.Concat(Enumerable.Repeat("<a/>", 6_000))), "statement_too_long 15");
            using var zip = new MemoryStream();
            using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = new StreamWriter(archive.CreateEntry("a.xml").Open())) entry.Write(good);
            data.Add("zip", zip.ToArray(), "statement_compressed 0");
            using var gzip = new MemoryStream();
            using (var packed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true)) packed.Write(Encoding.UTF8.GetBytes(good));
            data.Add("gzip", gzip.ToArray(), "statement_compressed 0");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_readable_statement_is_refused_with_its_line(string what, byte[] file, string refusal)
    {
        Assert.Equal(refusal, Refused(new MemoryStream(file)));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Whatever_single_character_changes_a_file_is_read_or_refused()
    {
        var good = New.Of(StatementFile.Statement(New.Entry("60", New.Details("20", "A", words: "é") + New.Details("40", "B", returned: "AC04"))));
        var dice = new Random(6);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(good);
            bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            using var camt = new Camt053(new MemoryStream(bytes, 0, round % 3 == 0 ? dice.Next(bytes.Length) : bytes.Length));
            while (camt.Next(CancellationToken.None) is not null) { }
            if (camt.Refusal is { } refusal) Assert.StartsWith("statement_", refusal.Code);
        }
    }

    [Fact]
    public void File_above_100_MB_is_refused_before_it_is_read() => Assert.Equal("statement_too_large 0", Refused(new Vast()));

    private sealed class Vast : MemoryStream
    {
        public override long Length => 100_000_001;
        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("It was read.");
    }

    [Fact]
    public void Character_that_the_buffer_cuts_is_one()
    {
        // At each place around the end of the buffer.
        for (var shift = 0; shift < 4; shift++)
        {
            var text = New.Of(StatementFile.Statement(New.Entry("1", New.Details(words: "€")), more: $"<!--{new string('x', shift)}{string.Concat(Enumerable.Repeat("é€😀>", 20_000))}-->"));
            Assert.Equal("€", Assert.Single(One(text).Lines).Remittance);
        }
    }

    [Fact]
    public void Reading_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        using var camt = new Camt053(StatementFile.Bytes(New.Of(StatementFile.Statement(""), StatementFile.Statement(New.Entry("1")))));
        Assert.NotNull(camt.Next(stop.Token));
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => camt.Next(stop.Token));
    }

    [Fact]
    public void Long_statement_takes_no_more_for_each_line_than_a_short_one()
    {
        Assert.InRange(BytesForEach(5_000), 0, 1.2 * BytesForEach(200));

        static double BytesForEach(int lines)
        {
            var entries = new StringBuilder();
            for (var i = 0; i < lines; i++) entries.Append(New.Entry("25.00", New.Details("25.00", $"E{i}", $"Personne {i}", words: $"Change {i}"), $"<AcctSvcrRef>R{i}</AcctSvcrRef>"));
            using var file = StatementFile.Bytes(New.Of(StatementFile.Statement(entries.ToString(), closing: 100m + (25m * lines))));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var statement = Assert.Single(Read(file));
            Assert.Equal((lines, ""), (statement.Lines.Count, Doubts(statement)));
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)lines;
        }
    }
}
