using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

public sealed class PublicCensusTests
{
    private const int Threshold = 5;
    private static readonly DateOnly FirstQuarter = new(2025, 3, 31);
    private static readonly Dimension[] All = Enum.GetValues<Dimension>();

    /// <summary>People in a row: the first of them in a priority neighbourhood.</summary>
    private static List<Member> Row(int yes, int no, int from = 0) =>
        [.. Enumerable.Range(from, yes + no).Select(i => People.Member(i, new() { Qpv = i < from + yes, Commune = "59350", Filieres = Filieres.Food }))];

    private static CensusTable Ask(IEnumerable<Member> listed, IReadOnlyList<Release> releases, params Dimension[] by) =>
        PublicCensus.Answer(listed, by, Perimeter.Everywhere, People.Day, People.Day, releases);

    [Fact]
    public void A_table_of_what_the_directory_tells_is_whole()
    {
        var table = Ask(Row(1, 2), [], Dimension.Commune, Dimension.Filiere, Dimension.Kind, Dimension.Level);
        Assert.Equal("59350 food shop 1: 3", $"{string.Join(' ', table.Rows.Single().Values)}: {table.Rows.Single().Count}");
    }

    [Fact]
    public void What_it_does_not_tell_is_withheld_line_by_line_whoever_stands_there()
    {
        var table = Ask(Row(0, 30), [], Dimension.Qpv, Dimension.Commune);
        Assert.Equal(["yes 59350", "no_or_unknown 59350"], table.Rows.Select(r => string.Join(' ', r.Values)));
        Assert.All(table.Rows, r => Assert.True(r.Suppressed));
        Assert.Equal(30, table.Total);
    }

    [Fact]
    public void A_release_is_told_from_its_day_on_and_only_as_it_was()
    {
        var release = PublicCensus.Next(FirstQuarter, Row(8, 17), [], Threshold)!;
        var later = Ask(Row(0, 40), [release], Dimension.Qpv);
        Assert.Equal((25, FirstQuarter), (later.Total, later.CountedOn));
        Assert.Equal([8, 17], later.Rows.Select(r => r.Count!.Value));

        foreach (var (day, known) in new[] { (FirstQuarter.AddDays(-1), People.Day), (People.Day, FirstQuarter.AddDays(-1)) })
            Assert.All(PublicCensus.Answer(Row(8, 17), [Dimension.Qpv], Perimeter.Everywhere, day, known, [release]).Rows, r => Assert.True(r.Suppressed));
    }

    [Fact]
    public void Only_a_single_uncrossed_dimension_everywhere_is_ever_told()
    {
        var release = PublicCensus.Next(FirstQuarter, Row(8, 17), [], Threshold)!;
        Assert.All(Ask(Row(8, 17), [release], Dimension.Qpv, Dimension.Kind).Rows, r => Assert.True(r.Suppressed));
        Assert.All(Ask(Row(8, 17), [release], Dimension.Qpv, Dimension.Family).Rows, r => Assert.True(r.Suppressed));
        Assert.All(PublicCensus.Answer(Row(8, 17), [Dimension.Qpv], Perimeter.Lille, People.Day, People.Day, [release]).Rows, r => Assert.True(r.Suppressed));
    }

    [Theory]
    [InlineData(8, 11, null)]        // nineteen: too few in all
    [InlineData(4, 30, false)]       // four: too few in a class
    [InlineData(30, 4, false)]
    [InlineData(5, 15, true)]
    public void A_first_release_needs_enough_in_each_class(int yes, int no, bool? told) =>
        Assert.Equal(told, PublicCensus.Next(FirstQuarter, Row(yes, no), [], Threshold)?.Tables.ContainsKey(Dimension.Qpv));

    [Fact]
    public void A_further_release_waits_until_the_directory_has_grown_by_half_and_each_class_enough()
    {
        var first = PublicCensus.Next(FirstQuarter, Row(8, 12), [], Threshold)!;
        var second = FirstQuarter.AddMonths(3);
        Assert.Null(PublicCensus.Next(second, [.. Row(8, 12), .. Row(4, 5, 100)], [first], Threshold));
        Assert.Null(PublicCensus.Next(FirstQuarter, [.. Row(8, 12), .. Row(5, 5, 100)], [first], Threshold));
        Assert.True(PublicCensus.Next(second, [.. Row(8, 12), .. Row(5, 5, 100)], [first], Threshold)!.Tables.ContainsKey(Dimension.Qpv));
        Assert.Equal(["yes"], PublicCensus.Next(second, [.. Row(8, 12), .. Row(4, 6, 100)], [first], Threshold)!.Withheld[Dimension.Qpv]);
    }

    [Fact]
    public void Whoever_returns_makes_the_next_release_ask_for_more()
    {
        var first = PublicCensus.Next(FirstQuarter, Row(10, 12), [], Threshold)!;
        var second = PublicCensus.Next(FirstQuarter.AddMonths(3), [.. Row(9, 12), .. Row(10, 10, 100)], [first], Threshold)!;
        Assert.True(second.Tables.ContainsKey(Dimension.Qpv));
        // The tenth of the first row was away; growth of 5 would do, and of 6 is asked for.
        var (nine, returned) = (Row(9, 12).Skip(0).ToList(), People.Member(21, new() { Qpv = false }));
        Assert.Contains(People.Id(21), first.Counted);
        Assert.DoesNotContain(People.Id(21), second.Counted);
        Assert.Equal(["yes"], PublicCensus.Next(FirstQuarter.AddMonths(6), [.. nine, returned, .. Row(10, 10, 100), .. Row(5, 20, 200)], [first, second], Threshold)!.Withheld[Dimension.Qpv]);
        Assert.True(PublicCensus.Next(FirstQuarter.AddMonths(6), [.. nine, returned, .. Row(10, 10, 100), .. Row(6, 20, 200)], [first, second], Threshold)!.Tables.ContainsKey(Dimension.Qpv));
    }

    [Fact]
    public void A_quarter_ends_before_the_day()
    {
        Assert.Equal(new(2025, 12, 31), PublicCensus.LastQuarterEnd(new(2026, 1, 1)));
        Assert.Equal(new(2025, 12, 31), PublicCensus.LastQuarterEnd(new(2026, 3, 31)));
        Assert.Equal(new(2026, 3, 31), PublicCensus.LastQuarterEnd(new(2026, 4, 1)));
    }

    /// <summary>Every public answer but the releases is a function of the directory: the same whatever the secrets.</summary>
    [Fact]
    public void No_answer_depends_on_a_secret_except_through_a_release()
    {
        var random = new Random(1);
        var release = PublicCensus.Next(FirstQuarter, Row(8, 17), [], Threshold)!;
        for (var round = 0; round < 20; round++)
        {
            var town = Enumerable.Range(0, random.Next(1, 40)).Select(i => People.Member(i, Anybody(), (GrantKind)random.Next(1, 4), random.Next(1, 4))).ToList();
            var other = town.Select(m => m with { Profile = m.Profile with { Family = (LegalFamily)random.Next(1, 7), Qpv = random.Next(2) == 0, Statuses = (Statuses)random.Next(32) } }).ToList();
            foreach (var by in Subsets(All))
            {
                foreach (var perimeter in Enum.GetValues<Perimeter>())
                {
                    var (here, there) = (Text(town), Text(other));
                    Assert.Equal(here, there);

                    string Text(List<Member> listed)
                    {
                        var table = PublicCensus.Answer(listed, by, perimeter, People.Day, People.Day, [release]);
                        return $"{table.Total} {table.CountedOn} {string.Join('|', table.Rows.Select(r => $"{string.Join(',', r.Values)}={r.Count}"))}";
                    }
                }
            }
        }

        Profile Anybody() => new()
        {
            Commune = random.Next(5) switch { 0 => "59350", 1 => "59355", 2 => "59512", 3 => "75056", _ => null },
            Filieres = random.Next(4) == 0 ? null : (Filieres)random.Next(128),
            Family = random.Next(4) == 0 ? null : (LegalFamily)random.Next(1, 7),
            Qpv = random.Next(3) switch { 0 => true, 1 => false, _ => null },
            Statuses = random.Next(3) == 0 ? null : (Statuses)random.Next(32),
        };
    }

    private static IEnumerable<Dimension[]> Subsets(Dimension[] of) => Enumerable.Range(0, 1 << of.Length).Select(mask => of.Where((_, i) => (mask & (1 << i)) != 0).ToArray());
}
