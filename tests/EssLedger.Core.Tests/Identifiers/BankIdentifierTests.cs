namespace EssLedger.Core.Identifiers;

public sealed class BankIdentifierTests
{
    private static readonly AccountId Account = AccountId.Parse("QWERTYUIOPASDFGH2345");

    [Theory]
    [InlineData("RF18539007547034", true)]            // the example of ISO 11649
    [InlineData("RF18 5390 0754 7034", true)]
    [InlineData("rf18 5390 0754 7034", true)]
    [InlineData("RF\u00A018\t5390 0754 7034", true)]
    [InlineData("RF19539007547034", false)]
    [InlineData("RF18539007547043", false)]
    [InlineData("RF18", false)]
    [InlineData("RF1853900754703412345678901", false)]
    [InlineData("XX18539007547034", false)]
    [InlineData("RF18-5390-0754-7034", false)]
    [InlineData("RF1853900754703É", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Creditor_reference_is_right_by_its_check_digits(string? text, bool good) => Assert.Equal(good, CreditorReference.TryParse(text, out _));

    [Fact]
    public void Reference_of_an_account_names_it_again_and_is_read_in_groups()
    {
        var reference = CreditorReference.Of(Account);
        Assert.Equal(24, reference.Value.Length);
        Assert.True(CreditorReference.TryParse(reference.Grouped.ToLowerInvariant(), out var read));
        Assert.Equal((reference, Account), (read, read.Account!.Value));
    }

    [Fact]
    public void Every_wrong_letter_or_digit_and_every_swap_of_two_neighbours_is_found()
    {
        var right = CreditorReference.Of(Account).Value;
        for (var i = 2; i < right.Length; i++)
        {
            foreach (var other in (char.IsAsciiDigit(right[i]) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ").Where(c => c != right[i]))
                Assert.False(CreditorReference.TryParse(right[..i] + other + right[(i + 1)..], out _), $"{i}: {other}");
            if (i + 1 < right.Length && right[i] != right[i + 1] && char.IsAsciiDigit(right[i]) == char.IsAsciiDigit(right[i + 1]))
                Assert.False(CreditorReference.TryParse(right[..i] + right[i + 1] + right[i] + right[(i + 2)..], out _), $"{i}: swapped");
        }
    }

    [Fact]
    public void Reference_of_another_kind_names_no_account()
    {
        Assert.True(CreditorReference.TryParse("RF18539007547034", out var other));
        Assert.Null(other.Account);
    }

    [Theory]
    [InlineData("TREASURY-1")]
    [InlineData("with space")]
    [InlineData("abcdefghijklmnopqrst")]
    public void Account_that_fits_in_no_reference_gets_none(string account) => Assert.Throws<ArgumentException>(() => CreditorReference.Of(AccountId.Parse(account.Replace(' ', '_'))));

    [Theory]
    [InlineData("{0}")]
    [InlineData("/RFB/{0}")]
    [InlineData("VIR SEPA RECU /DE M DUPONT /MOTIF {0} /REF NOTPROVIDED")]
    [InlineData("rf ref: {0}, merci")]
    public void Reference_is_found_in_the_words_of_a_payer(string words)
    {
        var reference = CreditorReference.Of(Account);
        foreach (var written in new[] { reference.Value, reference.Grouped, reference.Value.ToLowerInvariant(), reference.Value.Insert(12, "\n"), reference.Grouped.Replace(' ', '-') })
            Assert.Equal([Account], CreditorReference.FindAccounts(string.Format(null, words, written)));
        Assert.Empty(CreditorReference.FindAccounts(string.Format(null, words, reference.Value[..^1])));
    }

    [Theory]
    [InlineData("FR1420041010050500013M02606", true)]
    [InlineData("fr14 2004 1010 0505 0001 3m02 606", true)]
    [InlineData("BE68539007547034", true)]
    [InlineData("FR1420041010050500013M02607", false)]
    [InlineData("FR1420041010050500013M0260", false)]
    [InlineData("US1420041010050500013M02606", false)]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606 1", false)]
    [InlineData("F", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Iban_is_right_in_length_and_check_digits(string? text, bool good)
    {
        Assert.Equal(good, Iban.TryParse(text, out var iban));
        if (good) Assert.True(Iban.TryFind(iban!, out _));
    }

    [Theory]
    [InlineData("FR72ZZZ123456", true)]
    [InlineData("fr72 zzz 123456", true)]
    [InlineData("FR72ABC123456", true)]   // the three characters of the creditor are not checked
    [InlineData("DE98ZZZ09999999999", true)]
    [InlineData("FR73ZZZ123456", false)]
    [InlineData("FR72ZZZ1234567", false)]
    [InlineData("FR72Z-Z123456", false)]
    [InlineData("", false)]
    public void Creditor_identifier_is_right_by_its_check_digits(string? text, bool good) => Assert.Equal(good, CreditorIdentifier.TryParse(text, out _));

    [Theory]
    [InlineData("CCOPFRPPXXX", true)]
    [InlineData("ccopfrpp", true)]
    [InlineData("CCOPFRP", false)]
    [InlineData("CC0PFRPP", false)]
    [InlineData("CCOPFRPPXX", false)]
    [InlineData("CCOPFRP-", false)]
    public void Bic_has_eight_or_eleven_characters(string text, bool good) => Assert.Equal(good, Bic.TryParse(text, out _));
}
