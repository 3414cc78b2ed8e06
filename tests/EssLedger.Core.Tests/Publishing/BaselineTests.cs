namespace EssLedger.Core.Publishing;

public sealed class BaselineTests
{
    [Fact]
    public void What_contradicts_itself_is_shown_and_not_mended() =>
        Assert.Equal(["shares_sum 100 101.0", "share_of_establishments 88 87.85"], Baseline.Contradictions(Baseline.Figures).Select(c => FormattableString.Invariant($"{c.Name} {c.Published} {c.Computed}")));

    [Fact]
    public void Two_bases_are_never_subtracted_from_each_other()
    {
        var compared = Baseline.Comparisons([.. Baseline.Figures, new("jobs", 2018, 18_000, "count", "test", "lille", "FLORES")]);
        Assert.Equal(["establishments 2017 broken", "jobs 2017 broken", "jobs 2018 165"], compared.Select(c => FormattableString.Invariant($"{c.Later.Series} {c.Later.Year} {(c.IsBroken ? "broken" : c.Difference)}")).Order(StringComparer.Ordinal));
    }
}
