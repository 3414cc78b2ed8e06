using System.Reflection;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Books;

public sealed class AccountingTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bakery = AccountId.Parse("BAKERY"), Bureau = OfficeAccounts.CashOf("ABCDEFGHIJKL"), Campaign = OfficeAccounts.CampaignOf("ABCDEFGHIJKL");
    private static readonly Siren Siren = Siren.TryParse("732829320", out var siren) ? siren : throw new FormatException();
    private readonly LittleBook _book = new() { Now = new(2026, 12, 30, 9, 0, 0, TimeSpan.Zero) };

    /// <summary>An act of the treasury that moves euro and units; which kind it is does not matter here.</summary>
    private void Move(params (AccountId From, AccountId To, long Minor, Unit Unit)[] legs) => _book.Place(new Act.Issued(
        _book.NextTurn(OfficeAccounts.Treasury), new(new((UInt128)_book.Entries.Count)), Digest.Zero, LittleBook.Clerk, LittleBook.Clerk,
        [.. legs.Select(l => new Transfer(l.From, null, l.To, null, Amount.FromMinor(l.Minor), l.Unit))]));

    /// <summary>Half a year of an office in a few acts, then two of the next year.</summary>
    private List<AccountingEntry> Entries()
    {
        var (eur, mlc) = (Unit.Euro, LittleBook.Unit);
        _book.Place(new Act.StatementRecorded(_book.NextTurn(OfficeAccounts.Treasury), OfficeAccounts.Guarantee, Digest.Of([1]), new(2026, 12, 29), new(0), new(300_00),
            [new(Digest.Of([2]), new(2026, 12, 29), 300_00)], Digest.Zero, LittleBook.Clerk));
        Move((OfficeAccounts.Backing, OfficeAccounts.Suspense, 250_00, eur), (OfficeAccounts.Issuance, Ana, 250_00, mlc));
        Move((OfficeAccounts.Suspense, OfficeAccounts.Dues, 0_01, eur), (OfficeAccounts.Dues, OfficeAccounts.Suspense, 20_01, eur));
        Move((OfficeAccounts.Backing, Bureau, 40_00, eur), (OfficeAccounts.Issuance, OfficeAccounts.Paper, 40_00, mlc));
        Move((Campaign, OfficeAccounts.Suspense, 30_00, eur));
        Move((OfficeAccounts.Backing, Campaign, 10_00, eur), (OfficeAccounts.Issuance, Ana, 10_00, mlc));
        Move((Ana, Bakery, 200_00, mlc));
        Move((Bakery, OfficeAccounts.Reconversion, 100_00, mlc));
        _book.Now = new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero);
        Move((OfficeAccounts.Guarantee, OfficeAccounts.Unexplained, 95_00, eur));
        Move((OfficeAccounts.Unexplained, OfficeAccounts.Backing, 95_00, eur), (OfficeAccounts.Commission, OfficeAccounts.Backing, 5_00, eur), (OfficeAccounts.Reconversion, OfficeAccounts.Issuance, 100_00, mlc));
        Move((OfficeAccounts.Guarantee, OfficeAccounts.Unexplained, 1_50, eur), (OfficeAccounts.Unexplained, OfficeAccounts.Commission, 1_50, eur));
        var accounting = new Accounting(mlc);
        return [.. _book.Entries.SelectMany(e => accounting.Take(e.Entry, e.Act))];
    }

    private static byte[] Written(IEnumerable<AccountingEntry> entries)
    {
        using var file = new MemoryStream();
        Fec.Write(file, entries);
        return file.ToArray();
    }

    [Fact]
    public void Every_act_that_moves_euro_or_changes_the_kind_of_units_is_one_balanced_entry()
    {
        var told = Entries().Select(e => $"{e.Journal.Code}{e.Number} {e.Day:yyyy-MM-dd}: {string.Join(", ", e.Lines.Select(l => $"{l.Account.Number}{(l.Account.Auxiliary.Length > 0 ? "/A" : "")} {(l.Debit > 0 ? "D" : "C")} {l.Debit + l.Credit}"))}");
        Assert.Equal(
        [
            "BQ1 2026-12-30: 512001 D 30000, 471000 C 30000",
            "UN1 2026-12-30: 471000 D 25000, 467100 C 25000",
            "OD1 2026-12-30: 756000 D 1, 471000 C 1, 471000 D 2001, 756000 C 2001",
            "CA1 2026-12-30: 531000/A D 4000, 467200 C 4000",
            "OD2 2026-12-30: 471000 D 3000, 467800/A C 3000",
            "UN2 2026-12-30: 467800/A D 1000, 467100 C 1000",
            "UN3 2026-12-30: 467100 D 10000, 467300 C 10000",
            "AN1 2027-01-01: 110000 C 2000, 467100 C 16000, 467200 C 4000, 467300 C 10000, 467800/A C 2000, 512001 D 30000, 531000/A D 4000",
            "BQ1 2027-01-01: 472000 D 9500, 512001 C 9500",
            "UN1 2027-01-01: 472000 C 9500, 706000 C 500, 467300 D 10000",
            "BQ2 2027-01-01: 472000 D 150, 512001 C 150, 658000 D 150, 472000 C 150",
        ], told);
    }

    /// <summary>Every kind of act has a sample (CodecTests sees to that); whichever can move euro or units must say in its own words what for.</summary>
    [Fact]
    public void Whatever_moves_euro_or_units_has_words_of_its_own()
    {
        static bool Overrides(Type act, string property) =>
            act.GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.DeclaringType is { } declaring && declaring != typeof(Act) && declaring != typeof(Act.OnPaper);
        var moving = CodecTests.Acts.Where(a => Overrides(a.Value.GetType(), "Transfers") || Overrides(a.Value.GetType(), "Money")).ToList();
        Assert.True(moving.Select(a => a.Value.GetType()).Distinct().Count() >= 13);
        Assert.Empty(moving.Where(a => string.IsNullOrWhiteSpace(Accounting.LabelOf(a.Value))).Select(a => a.Key));
        Assert.All(moving, a => Assert.Equal(Accounting.LabelOf(a.Value), Latin9.Decode(Latin9.Encode(Accounting.LabelOf(a.Value)!))));
        Assert.Empty(moving.Where(a => a.Value.Transfers.Count > 0).GroupBy(a => Accounting.LabelOf(a.Value)).Where(same => same.Select(a => a.Value.GetType()).Distinct().Count() > 1).Select(same => same.Key));
    }

    /// <summary>The prefixes of the French chart, for every account of the association: none falls among those that wait for a place.</summary>
    [Fact]
    public void Every_office_account_in_euro_has_its_place_in_the_chart()
    {
        var known = typeof(OfficeAccounts).GetFields(BindingFlags.Static | BindingFlags.Public).Where(f => f.FieldType == typeof(AccountId)).Select(f => (AccountId)f.GetValue(null)!)
            .Where(a => OfficeAccounts.KindOf(a) is OfficeAccountKind.Bank or OfficeAccountKind.InTransit or OfficeAccountKind.Unexplained or OfficeAccountKind.Owed && a != OfficeAccounts.Backing)
            .Append(OfficeAccounts.GuaranteeOf(2)).Append(Bureau).Append(Campaign);
        Assert.Equal(
            "ANNOUNCED 580, BUREAU.ABCDEFGHIJKL 531, CAMPAIGN.ABCDEFGHIJKL 467, CARDS 580, COMMISSION 706, DEBITS 580, DONATIONS 754, DUES 756, GUARANTEE 512, GUARANTEE.2 512, OWNFUNDS 102, RECEIVABLE 411, SUSPENSE 471, UNEXPLAINED 472",
            string.Join(", ", known.Select(a => $"{a} {ChartOfAccounts.OfEuro(a, OfficeAccounts.Guarantee)!.Value.Number[..3]}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Trial_balance_goes_on_where_the_period_before_ended_and_sums_to_zero()
    {
        var entries = Entries();
        foreach (var (period, expected) in new[]
        {
            ("2026-12-30", "467100:0/100.00/260.00 467200:0/0.00/40.00 467300:0/0.00/100.00 467800:0/10.00/30.00 471000:0/300.01/300.01 512001:0/300.00/0.00 531000:0/40.00/0.00 756000:0/0.01/20.01"),
            ("2026-12-31", "467100:-16000/0.00/0.00 467200:-4000/0.00/0.00 467300:-10000/0.00/0.00 467800:-2000/0.00/0.00 512001:30000/0.00/0.00 531000:4000/0.00/0.00 756000:-2000/0.00/0.00"),
            ("2027", "110000:-2000/0.00/0.00 467100:-16000/0.00/0.00 467200:-4000/0.00/0.00 467300:-10000/100.00/0.00 467800:-2000/0.00/0.00 472000:0/96.50/96.50 512001:30000/0.00/96.50 531000:4000/0.00/0.00 658000:0/1.50/0.00 706000:0/0.00/5.00"),
        })
        {
            Assert.True(Period.TryParse(period, out var asked));
            var balance = new TrialBalance(entries, asked).Lines.ToList();
            Assert.Equal(expected, string.Join(' ', balance.Select(l => $"{l.Account.Number}:{l.Before}/{Amount.FromMinor(l.Debit)}/{Amount.FromMinor(l.Credit)}")));
            Assert.Equal((0, 0, 0), (balance.Sum(l => l.Before), balance.Sum(l => l.Debit - l.Credit), balance.Sum(l => l.After)));
        }
    }

    [Fact]
    public void File_of_each_year_is_accepted_by_the_strict_checker()
    {
        var entries = Entries();
        Assert.Empty(FecChecker.Faults(Fec.NameOf(Siren, 2026), Written(entries.Where(e => e.Day.Year == 2026))));
        Assert.Empty(FecChecker.Faults(Fec.NameOf(Siren, 2027), Written(entries.Where(e => e.Day.Year == 2027))));
        Assert.Equal("732829320FEC20261231.txt", Fec.NameOf(Siren, 2026));
        var described = Latin9.Decode(Fec.Describe(Siren, 2026, "MLC", new(2026, 12, 31)));
        Assert.All(Fec.Columns, column => Assert.Contains(column, described, StringComparison.Ordinal));
        Assert.DoesNotContain("provisoire", described, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Planted => new()
    {
        { "dot as decimal", "no number with a decimal comma" }, { "thousands", "no number with a decimal comma" }, { "space in a number", "no number with a decimal comma" }, { "letters in a number", "no number with a decimal comma" },
        { "no debit", "has no Debit" }, { "no label", "has no EcritureLib" }, { "no journal", "has no JournalCode" }, { "no piece", "has no PieceRef" }, { "no account label", "has no CompteLib" }, { "no valid date", "has no ValidDate" },
        { "bad day", "EcritureDate is no day" }, { "other year", "the day is not of the year" }, { "account without digits", "three digits" }, { "both sides", "either a debit or a credit" }, { "neither side", "either a debit or a credit" },
        { "one cent more", "does not balance" }, { "number skipped", "UN 3 follows UN 1" }, { "number twice", "does not" }, { "a field too few", "17 fields" }, { "a field too many", "19 fields" }, { "empty line", "is empty" },
        { "column missing in the header", "18 columns" }, { "columns exchanged", "18 columns" }, { "header only", "No more than one line" }, { "UTF-8", "Not ISO 8859-15" }, { "line feeds alone", "No more than one line" }, { "one line feed", "ends otherwise" },
        { "cut off", "The last record has no end" }, { "name without FEC", "name is not" }, { "wrong SIREN", "name is not" }, { "account renamed", "another name" }, { "days go back", "the day goes back" }, { "entry of two days", "two days" }, { "line dropped", "does not balance" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void Checker_sees_each_planted_error(string error, string told)
    {
        var name = Fec.NameOf(Siren, 2026);
        var good = Latin9.Decode(Written(Entries().Where(e => e.Day.Year == 2026)));
        Assert.Empty(FecChecker.Faults(name, Latin9.Encode(good)));
        string Swap(string was, string becomes) => good.IndexOf(was, StringComparison.Ordinal) is var at && at >= 0 ? good[..at] + becomes + good[(at + was.Length)..] : throw new InvalidOperationException(was);
        var bad = error switch
        {
            "dot as decimal" => Swap("\t300,00", "\t300.00"),
            "thousands" => Swap("\t300,00", "\t0.300,00"),
            "space in a number" => Swap("\t300,00", "\t3 00,00"),
            "letters in a number" => Swap("\t300,00", "\tabc"),
            "no debit" => Swap("\t300,00\t0,00", "\t\t0,00"),
            "no label" => Swap("\tRelevé bancaire\t", "\t\t"),
            "no journal" => Swap("BQ\t", "\t"),
            "no piece" => Swap("\tL1\t", "\t\t"),
            "no account label" => Swap("\tFonds de garantie, compte bancaire 1\t", "\t\t"),
            "no valid date" => Swap("\t\t\t20261230\t\t\r", "\t\t\t\t\t\r"),
            "bad day" => Swap("\t1\t20261230", "\t1\t20261330"),
            "other year" => good.Replace("20261230", "20251230", StringComparison.Ordinal),
            "account without digits" => Swap("\t512001\t", "\tBANK\t"),
            "both sides" => Swap("\t300,00\t0,00", "\t300,00\t300,00"),
            "neither side" => Swap("\t300,00\t0,00", "\t0,00\t0,00"),
            "one cent more" => Swap("\t300,00", "\t300,01"),
            "number skipped" => good.Replace("circulation\t2\t", "circulation\t9\t", StringComparison.Ordinal),
            "number twice" => good.Replace("circulation\t2\t", "circulation\t1\t", StringComparison.Ordinal).Replace("\t10,00\t0,00", "\t10,01\t0,00", StringComparison.Ordinal),
            "a field too few" => Swap("\t\t\r", "\t\r"),
            "a field too many" => Swap("\t\t\r", "\t\t\t\r"),
            "empty line" => Swap("\r\n", "\r\n\r\n"),
            "column missing in the header" => Swap("\tCompAuxLib", ""),
            "columns exchanged" => Swap("Debit\tCredit", "Credit\tDebit"),
            "header only" => good[..(good.IndexOf('\n', StringComparison.Ordinal) + 1)],
            "line feeds alone" => good.Replace("\r\n", "\n", StringComparison.Ordinal) + "\r\n",
            "one line feed" => Swap("\r\nBQ", "\nBQ"),
            "cut off" => good[..^2],
            "account renamed" => Swap("Unités numériques", "Unités diverses"),
            "days go back" => Swap("OD\tOpérations diverses\t1\t20261230", "OD\tOpérations diverses\t1\t20261231"),
            "entry of two days" => Swap("BQ\tBanque\t1\t20261230", "BQ\tBanque\t1\t20261229"),
            "line dropped" => good[..(good[..^2].LastIndexOf('\n') + 1)],
            _ => good,
        };
        var bytes = error == "UTF-8" ? Encoding.UTF8.GetBytes(good.Replace("É", "À", StringComparison.Ordinal).Replace("é", "É", StringComparison.Ordinal)) : Latin9.Encode(bad);
        var named = error switch { "name without FEC" => "732829320-20261231.txt", "wrong SIREN" => "732829321FEC20261231.txt", _ => name };
        var found = FecChecker.Faults(named, bytes);
        Assert.Contains(found, f => f.Contains(error == "number skipped" ? "UN 9 follows UN 1" : told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Éç€œŸ", "C9E7A4BDBE")]
    [InlineData("l’été – oui…", "6C27E974E9202D206F75692E2E2E")]
    [InlineData("Ćõ漢", "43F53F")]
    [InlineData("e\u0301", "E9")]
    public void What_the_character_set_lacks_is_transliterated_as_the_description_says(string text, string bytes) => Assert.Equal(bytes, Convert.ToHexString(Latin9.Encode(text)));
}
