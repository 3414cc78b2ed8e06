namespace EssLedger.Core.Identifiers;

public sealed class SiretTests
{
    [Theory]
    [InlineData("732829320", true)]
    [InlineData("356000000", true)]
    [InlineData("200093201", true)]        // Métropole européenne de Lille
    [InlineData("732829321", false)]
    [InlineData("73282932", false)]
    [InlineData("7328293200", false)]
    [InlineData("73282932O", false)]
    [InlineData("732 829 320", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Siren_is_nine_digits_with_a_luhn_sum(string? text, bool good) => Assert.Equal(good, Siren.TryParse(text, out _));

    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("35600000000048", true)]   // La Poste's head office: by Luhn only
    [InlineData("35600000049837", true)]   // a post office: by the digit sum only
    [InlineData("35600000049838", false)]  // by neither
    [InlineData("73282932000009", true)]
    [InlineData("73282932000004", false)]  // its digit sum, 40, helps only La Poste
    [InlineData("7328293200007", false)]
    [InlineData("732829320000744", false)]
    [InlineData("732 829 320 00074", false)]
    [InlineData("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Siret_is_fourteen_digits_with_a_luhn_sum_or_la_poste(string? text, bool good) => Assert.Equal(good, Siret.TryParse(text, out _));

    [Fact]
    public void Siret_says_whose_establishment_it_is() => Assert.Equal("732829320", Siret.Parse("73282932000074").Siren);

    [Theory]
    [InlineData("73282932000074", true, false)]
    [InlineData("E-QCE-2026", true, true)]
    [InlineData("E-", false, false)]
    [InlineData("E-ABCDEFGHIJKLMNO", false, false)]
    [InlineData("e-qce", false, false)]
    [InlineData("73282932000075", false, false)]
    [InlineData(null, false, false)]
    public void Holder_is_an_establishment_or_an_event(string? text, bool good, bool isEvent)
    {
        Assert.Equal(good, HolderId.TryParse(text, out var holder));
        if (good) Assert.Equal(isEvent, holder.IsEvent);
    }
}
