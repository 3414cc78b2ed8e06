using System.Globalization;

namespace EssLedger.Core.Money;

/// <summary>Every odd thing that people, keyboards and clipboards have been seen to put into a field for money.</summary>
public sealed class AmountParserTests
{
    private static readonly string Nbsp = "\u00A0", Narrow = "\u202F", Thin = "\u2009";

    public static TheoryData<string?, string> Typed => new()
    {
        // what is read, in hundredths
        { "0", "0" },
        { "0,00", "0" },
        { "1", "100" },
        { "12", "1200" },
        { "12,5", "1250" },
        { "12.5", "1250" },
        { "12,50", "1250" },
        { "12.50", "1250" },
        { "0,01", "1" },
        { "0.1", "10" },
        { "007", "700" },
        { "007,50", "750" },
        { "00", "0" },
        { "  12,50  ", "1250" },
        { "\t12,50\r\n", "1250" },
        { $"{Nbsp}12{Narrow}", "1200" },
        { "1234,50", "123450" },
        { "1 234,50", "123450" },
        { "1 234,5", "123450" },
        { "1 234.50", "123450" },
        { $"1{Nbsp}234,50", "123450" },
        { $"1{Narrow}234,50", "123450" },
        { $"1{Thin}234,50", "123450" },
        { $"12{Narrow}345{Narrow}678,90", "1234567890" },
        { $"1 234{Nbsp}567", "123456700" },
        { "001 234", "123400" },
        { "90071992547409,91", "9007199254740991" },
        { $"90{Narrow}071{Narrow}992{Narrow}547{Narrow}409,91", "9007199254740991" },
        { "0000000000000000000000000000000000000001", "100" },

        // nothing there
        { null, "empty" },
        { "", "empty" },
        { "   ", "empty" },
        { $"{Nbsp}{Narrow}{Thin}", "empty" },

        // signs
        { "-1", "negative" },
        { "-0", "negative" },
        { "- 5", "negative" },
        { "-", "negative" },
        { "−12,50", "negative" },
        { "–12,50", "negative" },
        { "-Infinity", "negative" },
        { "+1", "plus_sign" },
        { "+", "plus_sign" },
        { "12-", "unexpected_character" },
        { "(12)", "unexpected_character" },
        { "5-3", "unexpected_character" },

        // two readers, two sums
        { "1.234,50", "ambiguous" },
        { "1,234.50", "ambiguous" },
        { "1.234.567,00", "ambiguous" },
        { "1,.5", "ambiguous" },
        { "1.234.567", "two_separators" },
        { "1,2,3", "two_separators" },
        { "1..5", "two_separators" },
        { ",,", "two_separators" },

        // digits missing, or too many
        { ",50", "missing_digit" },
        { ".5", "missing_digit" },
        { "5,", "missing_digit" },
        { "5.", "missing_digit" },
        { ",", "missing_digit" },
        { ".", "missing_digit" },
        { "1,234", "too_many_decimals" },
        { "1.234", "too_many_decimals" },
        { "0,001", "too_many_decimals" },
        { "1,000", "too_many_decimals" },
        { "12,500000", "too_many_decimals" },

        // spaces where no thousands are
        { "1 2", "misplaced_space" },
        { "12 34,50", "misplaced_space" },
        { "1234 567", "misplaced_space" },
        { "1  234", "misplaced_space" },
        { "1 234 5", "misplaced_space" },
        { "1 ,50", "misplaced_space" },
        { "1, 50", "misplaced_space" },
        { "1,5 0", "misplaced_space" },
        { "1 234 567 8,00", "misplaced_space" },
        { "1\t234", "unexpected_character" },
        { "1\u2007234", "unexpected_character" },
        { "1'234,50", "unexpected_character" },
        { "1’234,50", "unexpected_character" },
        { "1_000", "unexpected_character" },

        // too large
        { "90071992547409,92", "too_large" },
        { "90071992547410", "too_large" },
        { "92233720368547758,07", "too_large" },
        { "92233720368547758,08", "too_large" },
        { "184467440737095516,16", "too_large" },
        { "9999999999999999999999999999999999999999", "too_large" },
        { "3402823669209384634633746074317682114,56", "too_large" },
        { new string('1', 41), "too_long" },
        { new string('0', 5000), "too_long" },

        // not a number, or not only one
        { "NaN", "not_a_number" },
        { "Infinity", "not_a_number" },
        { "inf", "not_a_number" },
        { "∞", "not_a_number" },
        { "douze", "not_a_number" },
        { "十二", "not_a_number" },
        { "1e3", "exponent" },
        { "1E3", "exponent" },
        { "1e+3", "exponent" },
        { "1,5e-2", "exponent" },
        { "12 €", "unit_written" },
        { "12€50", "unit_written" },
        { "€12", "unit_written" },
        { "$12", "unit_written" },
        { "12 EUR", "unit_written" },
        { "12,50 MLC", "unit_written" },
        { "MLC 12", "unit_written" },
        { "0x10", "unexpected_character" },
        { "1O0", "unexpected_character" },
        { "12%", "unexpected_character" },
        { "1/2", "unexpected_character" },
        { "#12", "unexpected_character" },
        { "=1+1", "unexpected_character" },
        { "12;50", "unexpected_character" },
        { "12:50", "unexpected_character" },
        { "12\0", "unexpected_character" },
        { "\u200E12", "unexpected_character" },
        { "12\u202E50", "unexpected_character" },
        { "1\u200B2", "unexpected_character" },
        { "\uFEFF12", "unexpected_character" },
        { "12\uD800", "unexpected_character" },
        { "12😀", "unexpected_character" },

        // other digits, other commas
        { "١٢", "other_digits" },
        { "१२", "other_digits" },
        { "１２", "other_digits" },
        { "１２，５０", "other_digits" },
        { "𝟏𝟐", "other_digits" },
        { "12²", "other_digits" },
        { "½", "other_digits" },
        { "12½", "other_digits" },
        { "Ⅻ", "other_digits" },
        { "①", "other_digits" },
        { "12，50", "unexpected_character" },
        { "12٫50", "unexpected_character" },
        { "12、50", "unexpected_character" },
        { "12·50", "unexpected_character" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void Text_is_read_as_one_sum_or_refused_by_name(string? text, string answer) => Assert.Equal(answer, Answer(text));

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-US")]
    [InlineData("de-CH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Reader_of_another_culture_reads_the_same(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (var row in Typed) Assert.Equal(row.Data.Item2, Answer(row.Data.Item1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_refusal_has_a_row_here_and_a_word_of_its_own()
    {
        var words = Enum.GetValues<AmountRefusal>().Select(refusal => refusal.Word()).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.Empty(words.Except(Typed.Select(row => row.Data.Item2)));
    }

    private static string Answer(string? text) => AmountParser.Read(text, out var amount) is { } refusal
        ? refusal.Word()
        : amount.Minor.ToString(CultureInfo.InvariantCulture);
}
