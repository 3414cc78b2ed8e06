using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

public sealed class SepaTextTests
{
    [Theory]
    [InlineData("Épicerie de l’Œuvre & Fils", "Epicerie de l'OEuvre + Fils")]
    [InlineData("Ça coûte 12 € !", "Ca coute 12 EUR .")]
    [InlineData("Łukasz Ðorđe Straße", "Lukasz Dorde Strasse")]
    [InlineData("ÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇÑ", "AAAEEEEIIOOUUUYCN")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("  deux \t espaces\u00A0ici ", "deux espaces ici")]
    [InlineData("//chemin//x/", "chemin/x")]
    [InlineData("a_b~c|d\\e", "a-b-c/d/e")]
    [InlineData("[x] {y} <z>", "(x) (y) (z)")]
    [InlineData("moi@lille.fr", "moi(at)lille.fr")]
    [InlineData("ﬁn ½", "fin 1/2")]
    [InlineData("日本 😀", ".. .")]
    [InlineData("zero\u200Bwidth\u0007bell", "zerowidthbell")]
    [InlineData("", "")]
    public void Text_is_written_in_the_characters_that_every_bank_takes(string text, string written)
    {
        Assert.Equal(written, SepaText.Of(text, 70));
        Assert.True(SepaText.Is(written));
    }

    [Fact]
    public void Every_character_there_is_becomes_some_that_banks_take()
    {
        for (var c = 0; c <= 0xFFFF; c++)
            Assert.True(SepaText.Is(SepaText.Of($"a{(char)c}b", 70)), $"U+{c:X4}");
    }

    [Fact]
    public void Text_is_cut_where_it_is_too_long() => Assert.Equal(new string('a', 69), SepaText.Of(new string('a', 69) + " b", 70));

    [Theory]
    [InlineData("RECON-2026-000007", true)]
    [InlineData("a/b", true)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData(" a", false)]
    [InlineData("é", false)]
    [InlineData("", false)]
    [InlineData("12345678901234567890123456789012345", true)]
    [InlineData("123456789012345678901234567890123456", false)]
    public void Ids_have_at_most_35_characters_and_no_loose_slash(string id, bool good) => Assert.Equal(good, SepaText.IsId(id));

    private static readonly CreditorReference Reference = CreditorReference.Of(AccountId.Parse("QWERTYUIOPASDFGH2345"));

    [Fact]
    public void Code_for_a_transfer_is_the_text_of_epc069_12() => Assert.Equal(
        $"BCD\n002\n1\nSCT\nCCOPFRPP\nMonnaie locale\nFR1420041010050500013M02606\nEUR12.50\n\n{Reference}",
        EpcQr.Of("Monnaie locale", "FR14 2004 1010 0505 0001 3M02 606", "ccopfrpp", Reference, Amount.FromMinor(12_50)));

    [Fact]
    public void Code_without_bank_or_amount_leaves_their_lines_empty() =>
        Assert.Equal(["BCD", "002", "1", "SCT", "", "L'asso", "BE68539007547034", "", "", Reference.Value], EpcQr.Of("L’asso", "BE68539007547034", null, Reference, null).Split('\n'));

    [Theory]
    [InlineData("Asso", "FR1420041010050500013M02607", null, 1L)]
    [InlineData("  ", "BE68539007547034", null, 1L)]
    [InlineData("Asso", "BE68539007547034", "CCOP", 1L)]
    [InlineData("Asso", "BE68539007547034", null, 0L)]
    [InlineData("Asso", "BE68539007547034", null, 100_000_000_000L)]
    public void Code_that_no_bank_would_read_is_not_made(string name, string iban, string? bic, long cents) =>
        Assert.Throws<ArgumentException>(() => EpcQr.Of(name, iban, bic, Reference, Amount.FromMinor(cents)));
}
