using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

public sealed class BankStatementTests
{
    private const string Iban = "FR1420041010050500013M02606";
    private static readonly DateOnly Monday = new(2026, 11, 23), Tuesday = new(2026, 11, 24);
    private static readonly BankLine Line = new() { Booked = Tuesday, Cents = 25_00, Counterparty = "Ana Lopes", Remittance = "Change 12" };

    private static BankStatement Statement(IReadOnlyList<BankLine> lines, string id = "2026-228", int page = 1, string iban = Iban, long? opening = 0, long? closing = null, DateOnly? last = null) =>
        BankStatement.Of(iban, id, page, Unit.Euro, opening is { } o ? new(Monday, o) : null, new(last ?? Tuesday, closing ?? (opening ?? 0) + lines.Sum(l => l.Cents)), lines);

    private static List<Digest> Names(BankStatement statement) => [.. statement.Lines.Select(line => line.Identity)];

    public static TheoryData<string, BankLine> Others => new()
    {
        { "day", Line with { Booked = Monday } },
        { "value day", Line with { Value = Tuesday } },
        { "amount", Line with { Cents = 25_01 } },
        { "direction", Line with { Cents = -25_00 } },
        { "payer", Line with { Counterparty = "Ana Lope" } },
        { "bank account", Line with { CounterpartyIban = Iban } },
        { "end-to-end id", Line with { EndToEndId = "1" } },
        { "words", Line with { Remittance = "Change 13" } },
        { "no words", Line with { Remittance = null } },
        { "empty words", Line with { Remittance = "" } },
        { "structured", Line with { StructuredReference = "RF18539007547034" } },
        { "reference", Line with { EntryReference = "A" } },
        { "another reference", Line with { EntryReference = "B" } },
        { "reversal", Line with { Reversal = true } },
        { "return", Line with { ReturnReason = "AC04" } },
        { "in a batch", Line with { InBatch = 1 } },
        { "words that slip into the next field", Line with { Counterparty = "Ana", Remittance = "Lopes\n9:Change 12" } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Line_that_says_something_else_has_another_name(string what, BankLine other)
    {
        Assert.NotEqual(Names(Statement([Line])), Names(Statement([other])));
        Assert.Equal(2, Names(Statement([Line, other])).Distinct().Count());
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Same_statement_read_again_names_the_same()
    {
        var (one, other) = (Statement([Line, Line with { EntryReference = "A" }]), Statement([Line, Line with { EntryReference = "A" }]));
        Assert.Equal(one.Identity, other.Identity);
        Assert.Equal(Names(one), Names(other));
    }

    [Fact]
    public void Names_are_these_for_good()
    {
        var statement = Statement([Line, Line with { EntryReference = "A" }, Line]);
        // Computed by another program from the description.
        Assert.Equal(
            [
                "a654789419fd8da912803be948bf7b4da9ea88a9310ab5a2852d2e741e763050",
                "7b6913e6d1667ed4c43f6966f13ca4eed0d7b184ba914a84e286597a2ccd9ee8",
                "61220a3a22c0662597cd939c4b2c3966b0a55fd4134861487461c6c83289126c",
                "cc4538836ef2b855c81d912ab53a61a88a35df80c4dd159f0f03a0822f78a86c",
            ],
            [statement.Identity.ToString(), .. Names(statement).Select(name => name.ToString())]);
    }

    [Fact]
    public void Equal_lines_of_one_statement_stay_as_many_as_they_are()
    {
        var three = Names(Statement([Line, Line, Line]));
        Assert.Equal(3, three.Distinct().Count());
        // The bank's next version of the statement holds one more: the first three are known.
        Assert.Equal(three, Names(Statement([Line, Line, Line, Line])).Take(3));
        // A bank that gives all its entries one reference loses none of them either.
        Assert.Equal(2, Names(Statement([Line with { EntryReference = "SAME" }, Line with { EntryReference = "SAME" }])).Distinct().Count());
    }

    [Fact]
    public void Other_pages_and_accounts_have_other_lines()
    {
        BankStatement[] all = [Statement([Line]), Statement([Line], page: 2), Statement([Line], iban: "BE68539007547034")];
        Assert.Equal(3, all.Select(s => s.Identity).Distinct().Count());
        Assert.Equal(3, all.SelectMany(Names).Distinct().Count());
    }

    [Fact]
    public void Statement_of_a_month_names_the_lines_of_its_days_as_they_did()
    {
        var (other, referenced) = (Line with { Booked = Monday }, Line with { EntryReference = "R" });
        var (monday, tuesday) = (Statement([other], "1"), Statement([Line, Line, referenced], "2"));
        var month = Statement([other, Line, Line, referenced, Line], "M");
        Assert.Equal([.. Names(monday), .. Names(tuesday)], Names(month).Take(4));
        Assert.Equal(5, Names(month).Distinct().Count());
        Assert.Equal(3, new[] { monday, tuesday, month }.Select(s => s.Identity).Distinct().Count());
    }

    [Fact]
    public void Ids_that_a_bank_counts_anew_every_year_are_other_statements()
    {
        var next = Tuesday.AddYears(1);
        var (one, other) = (Statement([Line with { EntryReference = "1" }], "1"), Statement([Line with { EntryReference = "1", Booked = next }], "1", last: next));
        Assert.NotEqual(one.Identity, other.Identity);
        Assert.NotEqual(Names(one), Names(other));
    }

    [Theory]
    [InlineData(100_00L, 125_00L, "")]
    [InlineData(100_00L, 125_01L, "balance_wrong 1")]
    [InlineData(100_00L, 75_00L, "balance_wrong -5000")]
    [InlineData(-30_00L, -5_00L, "")]
    [InlineData(null, 125_00L, "opening_missing 0")]
    public void Balances_that_do_not_join_are_named_and_stay_as_they_are(long? opening, long closing, string doubts)
    {
        var statement = Statement([Line], opening: opening, closing: closing);
        Assert.Equal(doubts, string.Join(", ", statement.Warnings.Select(w => $"{w.Doubt.Word()} {w.Figure}")));
        Assert.Equal((opening, closing), (statement.Opening?.Cents, statement.Closing!.Value.Cents));
    }

    [Fact]
    public void Statement_without_closing_balance_or_lines_says_so() =>
        Assert.Equal(
            [BankStatementDoubt.NotBooked, BankStatementDoubt.OpeningMissing, BankStatementDoubt.ClosingMissing, BankStatementDoubt.Empty],
            BankStatement.Of(Iban, "1", 1, Unit.Euro, null, null, [], [new(BankStatementDoubt.NotBooked, 1, "PDNG")]).Warnings.Select(w => w.Doubt));

    [Theory]
    [InlineData(23, 0L, "")]
    [InlineData(24, 0L, "")]
    [InlineData(23, 1L, "opening_not_previous -1")]
    [InlineData(25, 0L, "overlaps 1")]
    public void Statement_that_does_not_join_the_one_before_says_so(int day, long cents, string doubt)
    {
        var warning = Statement([Line]).After(new BankBalance(new(2026, 11, day), cents));
        Assert.Equal(doubt, warning is null ? "" : $"{warning.Doubt.Word()} {warning.Figure}");
        Assert.Null(Statement([Line]).After(null));
    }

    [Fact]
    public void What_is_kept_apart_says_the_same_again()
    {
        var statement = Statement([.. Others.Select(row => row.Data.Item2), Line with { Cents = -1, CounterpartyIban = Iban, EndToEndId = "É", InBatch = 70_000 }], page: 3, opening: -5);
        var bytes = StatementBytes.Encode(statement);
        var read = StatementBytes.Decode(bytes);
        Assert.Equal(statement.Lines, read.Lines);
        Assert.Equal((statement.Identity, statement.Opening, statement.Closing), (read.Identity, read.Opening, read.Closing));
        Assert.Equal(bytes, StatementBytes.Encode(read));
        var bare = BankStatement.Of(Iban, "1", 1, Unit.Euro, null, null, []);
        Assert.Equal(bare.Identity, StatementBytes.Decode(StatementBytes.Encode(bare)).Identity);
        for (var cut = 0; cut < bytes.Length; cut++) Assert.Throws<FormatException>(() => StatementBytes.Decode(bytes.AsMemory(0, cut)));
    }

    [Fact]
    public void Every_doubt_has_its_word() =>
        Assert.Equal(Enum.GetValues<BankStatementDoubt>().Length, Enum.GetValues<BankStatementDoubt>().Select(d => d.Word()).Distinct().Count());
}
