namespace EssLedger.Core.Payloads;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Dix kilos par mois.", true, true)]
    [InlineData("Dix kilos\npar mois.", false, true)]
    [InlineData("Dix\tkilos\r\npar mois.", false, true)]
    [InlineData("", true, true)]
    [InlineData("gratuit\u202Enon", false, false)]
    [InlineData("un\u2066deux\n", false, false)]
    [InlineData("un\u0000", false, false)]
    [InlineData("un\u0085deux", false, false)]
    public void Text_shows_what_it_holds_in_one_line_or_in_several(string text, bool inOne, bool inSeveral) =>
        Assert.Equal((inOne, inSeveral), (PlainText.Is(text), PlainText.IsInLines(text)));
}
