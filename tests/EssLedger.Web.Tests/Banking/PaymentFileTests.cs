using System.Text;
using System.Xml.Linq;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Web.Banking;

public sealed class PaymentFileTests
{
    private static readonly BankParty Asso = new("Monnaies Locales pour la Métropole", "FR14 2004 1010 0505 0001 3M02 606", "CCOPFRPPXXX");
    private static readonly BankParty Baker = new("Épicerie de l’Œuvre & Fils <Lille>", "BE68539007547034", null), Other = new("Ana Łopes", "FR7630006000011234567890189", "AGRIFRPP");
    private static readonly DateTime Now = new(2026, 11, 24, 18, 30, 5, DateTimeKind.Unspecified);
    private static readonly DateOnly Day = new(2026, 11, 26);

    private static readonly CreditTransfers Transfers = new("RECON-2026-11-24", Now, Asso, Day,
    [
        new("RECON-7", Amount.FromMinor(95_00), Baker, "Reconversion n° 7, " + new string('x', 200)),
        new("RECON-8", Amount.FromMinor(1), Other, null, CreditorReference.Of(AccountId.Parse("QWERTYUIOPASDFGH2345"))),
        new("RECON-9", EpcQr.Most, Other),
    ]);

    private static readonly DirectDebits Debits = new("CHANGE-2026-12", Now, Asso, "FR72 ZZZ 123456", Day,
    [
        new("D-1", Amount.FromMinor(30_00), Other, "M-2026-0001", new(2026, 1, 5), DebitSequence.Recurring, "Change 12"),
        new("D-2", Amount.FromMinor(20_50), Baker, "M-2026-0002", Day, DebitSequence.First),
        new("D-3", Amount.FromMinor(10_00), Other, "M-2026-0003", new(2026, 1, 5), DebitSequence.Recurring),
        new("D-4", Amount.FromMinor(1), Other, "M-2026-0004", new(2026, 1, 5), DebitSequence.OneOff),
        new("D-5", Amount.FromMinor(2), Other, "M-2026-0005", new(2026, 1, 5), DebitSequence.Final),
    ]);

    [Theory]
    [InlineData(Pain001Version.V03, "pain.001.001.03", false)]
    [InlineData(Pain001Version.V03, "pain.001.001.03", true)]
    [InlineData(Pain001Version.V09, "pain.001.001.09", false)]
    public void Transfers_are_valid_by_the_schema(Pain001Version version, string message, bool plain) => Assert.Equal("", Schemas.Say(message, Text(Pain001.Write(Transfers, version)), plain));

    [Theory]
    [InlineData(Pain008Version.V02, "pain.008.001.02", false)]
    [InlineData(Pain008Version.V02, "pain.008.001.02", true)]
    [InlineData(Pain008Version.V08, "pain.008.001.08", false)]
    public void Debits_are_valid_by_the_schema(Pain008Version version, string message, bool plain) => Assert.Equal("", Schemas.Say(message, Text(Pain008.Write(Debits, version)), plain));

    [Fact]
    public void Schema_finds_what_is_wrong() => Assert.Contains("MsgId", Schemas.Say("pain.001.001.09", Text(Pain001.Write(Transfers, Pain001Version.V09)).Replace("<MsgId>RECON-2026-11-24</MsgId>", "<MsgId></MsgId>")));

    [Theory]
    [InlineData(Pain001Version.V03)]
    [InlineData(Pain001Version.V09)]
    public void Transfers_say_what_was_ordered_one_by_one(Pain001Version version)
    {
        var file = Of(Pain001.Write(Transfers, version));
        Assert.Equal(["3", "3"], All(file, "NbOfTxs"));
        Assert.Equal(["1000000095.00", "1000000095.00"], All(file, "CtrlSum"));
        Assert.Equal(["false"], All(file, "BtchBookg"));
        Assert.Equal(["RECON-7", "RECON-8", "RECON-9"], All(file, "EndToEndId"));
        Assert.Equal(["95.00", "0.01", "999999999.99"], All(file, "InstdAmt"));
        Assert.Equal(["FR1420041010050500013M02606", "BE68539007547034", "FR7630006000011234567890189", "FR7630006000011234567890189"], All(file, "IBAN"));
        Assert.Equal("Epicerie de l'OEuvre + Fils (Lille)", All(file, "Nm")[2]);
        Assert.Equal(140, Assert.Single(All(file, "Ustrd")).Length);
        Assert.StartsWith("Reconversion no 7, xx", All(file, "Ustrd")[0]);
        Assert.Equal(CreditorReference.Of(AccountId.Parse("QWERTYUIOPASDFGH2345")).Value, Assert.Single(All(file, "Ref")));
        Assert.Equal("2026-11-26", Assert.Single(All(file, "ReqdExctnDt")));
        Assert.Equal(version == Pain001Version.V09 ? 3 : 0, All(file, "BICFI").Count);
        Assert.Equal(version == Pain001Version.V03 ? 3 : 0, All(file, "BIC").Count);
        Assert.All(file.Descendants().Where(e => !e.HasElements), e => Assert.True(SepaText.Is(e.Value), e.Value));
    }

    [Theory]
    [InlineData(Pain008Version.V02)]
    [InlineData(Pain008Version.V08)]
    public void Debits_stand_in_parts_by_their_place_in_the_mandate_and_the_sums_agree(Pain008Version version)
    {
        var file = Of(Pain008.Write(Debits, version));
        Assert.Equal(["FRST", "RCUR", "FNAL", "OOFF"], All(file, "SeqTp"));
        Assert.Equal(["CHANGE-2026-12-FRST", "CHANGE-2026-12-RCUR", "CHANGE-2026-12-FNAL", "CHANGE-2026-12-OOFF"], All(file, "PmtInfId"));
        Assert.Equal(["60.53", "20.50", "40.00", "0.02", "0.01"], All(file, "CtrlSum"));
        Assert.Equal(["5", "1", "2", "1", "1"], All(file, "NbOfTxs"));
        Assert.Equal(["D-2", "D-1", "D-3", "D-5", "D-4"], All(file, "EndToEndId"));
        Assert.Equal(["M-2026-0002", "M-2026-0001", "M-2026-0003", "M-2026-0005", "M-2026-0004"], All(file, "MndtId"));
        Assert.Equal(4, file.Descendants().Count(e => e.Value == "FR72ZZZ123456" && !e.HasElements));
        Assert.Equal("NOTPROVIDED", All(file, "FinInstnId")[1]);
    }

    public static TheoryData<string, PaymentFileRefusal, CreditTransfers> BadTransfers
    {
        get
        {
            var one = Transfers.Payments[0];
            CreditTransfers With(CreditTransfer payment) => Transfers with { Payments = [payment] };
            return new()
            {
                { "no payment", PaymentFileRefusal.NoPayment, Transfers with { Payments = [] } },
                { "no id", PaymentFileRefusal.BadId, Transfers with { Id = "" } },
                { "a long id", PaymentFileRefusal.BadId, Transfers with { Id = new('1', 31) } },
                { "an id with an accent", PaymentFileRefusal.BadId, Transfers with { Id = "é" } },
                { "no end-to-end id", PaymentFileRefusal.BadEndToEndId, With(one with { EndToEndId = "" }) },
                { "a long end-to-end id", PaymentFileRefusal.BadEndToEndId, With(one with { EndToEndId = new('1', 36) }) },
                { "one id twice", PaymentFileRefusal.EndToEndIdTwice, Transfers with { Payments = [one, one] } },
                { "a wrong IBAN", PaymentFileRefusal.BadIban, With(one with { Creditor = Baker with { Iban = "BE68539007547035" } }) },
                { "a payer's wrong IBAN", PaymentFileRefusal.BadIban, Transfers with { Debtor = Asso with { Iban = "" } } },
                { "a wrong BIC", PaymentFileRefusal.BadBic, With(one with { Creditor = Baker with { Bic = "X" } }) },
                { "no name", PaymentFileRefusal.BadName, With(one with { Creditor = Baker with { Name = " \u200B" } }) },
                { "nothing", PaymentFileRefusal.BadAmount, With(one with { Amount = Amount.Zero }) },
                { "too much", PaymentFileRefusal.BadAmount, With(one with { Amount = Amount.FromMinor(100_000_000_000) }) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadTransfers))]
    public void Transfers_that_no_bank_would_take_are_not_written(string what, PaymentFileRefusal reason, CreditTransfers transfers)
    {
        Assert.NotEmpty(what);
        Assert.Equal(reason, PaymentFileRules.Check(transfers)?.Reason);
        Assert.Throws<ArgumentException>(() => Pain001.Write(transfers, Pain001Version.V09));
    }

    public static TheoryData<PaymentFileRefusal, DirectDebits> BadDebits => new()
    {
        { PaymentFileRefusal.BadCreditorIdentifier, Debits with { CreditorIdentifier = "FR73ZZZ123456" } },
        { PaymentFileRefusal.BadId, Debits with { Payments = [Debits.Payments[0] with { Mandate = "" }] } },
        { PaymentFileRefusal.BadId, Debits with { Payments = [Debits.Payments[0] with { Mandate = new('M', 36) }] } },
        { PaymentFileRefusal.MandateTooYoung, Debits with { Payments = [Debits.Payments[0] with { Signed = Day.AddDays(1) }] } },
        { PaymentFileRefusal.BadIban, Debits with { Payments = [Debits.Payments[0] with { Debtor = Other with { Iban = "FR" } }] } },
        { PaymentFileRefusal.EndToEndIdTwice, Debits with { Payments = [Debits.Payments[0], Debits.Payments[0]] } },
    };

    [Theory]
    [MemberData(nameof(BadDebits))]
    public void Debits_that_no_bank_would_take_are_not_written(PaymentFileRefusal reason, DirectDebits debits)
    {
        Assert.Equal(reason, PaymentFileRules.Check(debits)?.Reason);
        Assert.Throws<ArgumentException>(() => Pain008.Write(debits, Pain008Version.V08));
    }

    private static string Text(byte[] file) => Encoding.UTF8.GetString(file);

    private static XElement Of(byte[] file) => XDocument.Parse(Text(file)).Root!;

    private static List<string> All(XElement file, string name) => [.. file.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value)];
}
