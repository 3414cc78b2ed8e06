using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

public sealed class AreaAndDifferenceTests
{
    private static readonly DateOnly Before = People.Day.AddYears(-1);

    private static AreaSet Set(int number, DateOnly from, AreaKind kind = AreaKind.Qpv, DateOnly? imported = null) =>
        new(number, kind, from.Year, from, "ANCT", "LO", Digest.Zero, 1, imported ?? new(2026, 1, 1), PersonId.Parse("VILLE"), new(0, 0, 0, 0));

    [Fact]
    public void A_past_day_has_the_perimeter_that_was_in_force_then_and_the_newest_import_of_it()
    {
        AreaSet[] sets = [Set(1, new(2024, 1, 1)), Set(2, new(2015, 1, 1)), Set(3, new(2015, 1, 1)), Set(4, new(2026, 1, 1), AreaKind.Commune)];
        Assert.Equal(3, sets.InForce(AreaKind.Qpv, new(2023, 12, 31))?.Number);
        Assert.Equal(1, sets.InForce(AreaKind.Qpv, new(2024, 1, 1))?.Number);
        Assert.Null(sets.InForce(AreaKind.Qpv, new(2014, 12, 31)));
        Assert.Null(sets.InForce(AreaKind.Commune, new(2025, 12, 31)));
        Assert.Null(sets.InForce(AreaKind.Qpv, new(2026, 3, 1), asKnownOn: new(2025, 12, 31)));
    }

    [Fact]
    public void Coordinates_say_what_the_book_does_not_and_never_outweigh_it()
    {
        Whereabouts inside = new(new(1, 2024, Communes.Lomme, "Lomme"), new(2, 2024, "QN05901M", "Un quartier")), outside = new(null, new(2, 2024, null, null));
        Assert.Equal(["yes"], Dimension.Qpv.Values(People.Member(1) with { Whereabouts = inside }));
        Assert.Equal(["no"], Dimension.Qpv.Values(People.Member(1) with { Whereabouts = outside }));
        Assert.Equal(["unknown"], Dimension.Qpv.Values(People.Member(1)));
        Assert.Equal([Communes.Lomme], Dimension.Commune.Values(People.Member(1) with { Whereabouts = inside }));

        var said = new Profile { Qpv = true, Commune = Communes.Lille };
        Assert.Equal(["yes"], Dimension.Qpv.Values(People.Member(1, said) with { Whereabouts = outside }));
        Assert.Equal([Communes.Lille], Dimension.Commune.Values(People.Member(1, said) with { Whereabouts = inside }));
        Assert.True(outside.QpvDiffers(said) && inside.CommuneDiffers(said));
        Assert.False(inside.QpvDiffers(said) || inside.QpvDiffers(new()) || outside.CommuneDiffers(said));
        Assert.Equal(1, CensusTable.Of([People.Member(1) with { Whereabouts = inside }, People.Member(2) with { Whereabouts = outside }], [], Perimeter.Lomme, People.Day).Total);
    }

    [Theory]
    [InlineData(Perimeter.Lille, 3)]
    [InlineData(Perimeter.LilleAlone, 1)]
    [InlineData(Perimeter.Hellemmes, 1)]
    [InlineData(Perimeter.Lomme, 1)]
    [InlineData(Perimeter.Mel, 4)]
    [InlineData(Perimeter.Everywhere, 6)]
    public void Each_perimeter_has_its_communes_and_its_word(Perimeter perimeter, int count)
    {
        string?[] communes = ["59350", "59298", "59355", "59512", "75056", null];
        Assert.Equal(count, communes.Count(c => perimeter.Contains(c)));
        Assert.True(Perimeters.TryParse(perimeter.Word(), out var read));
        Assert.Equal(perimeter, read);
        Assert.False(Perimeters.TryParse("paris", out _));
    }

    [Fact]
    public void Two_days_differ_by_who_came_who_left_and_who_changed_lines()
    {
        Member[] then = [People.Member(1), People.Member(2, new() { Qpv = false }), People.Member(3, standing: Standing.None), People.Member(4), People.Member(4, grant: 1)];
        Member[] now = [People.Member(1), People.Member(2, new() { Qpv = true }), People.Member(3), People.Member(4, standing: Standing.Expired), People.Member(4, standing: Standing.Withdrawn, grant: 1)];
        var difference = CensusDifference.Of(then, now, [Dimension.Qpv], Perimeter.Everywhere, Before, People.Day);
        Assert.Equal((3, 3), (difference.Before.Total, difference.After.Total));
        Assert.Equal([("no", 1, 0), ("unknown", 2, 2), ("yes", 0, 1)], difference.Rows.Select(r => (r.Values[0], r.Before, r.After)));
        Assert.Equal([People.Id(3)], difference.Came.Select(m => m.Holder));
        Assert.Equal([People.Id(4)], difference.Left.Select(m => m.Holder));
        Assert.Equal([People.Id(2)], difference.Moved.Select(m => m.Holder));
    }

    [Fact]
    public void Steps_end_with_their_month_quarter_or_year_and_the_last_with_the_day_asked()
    {
        Assert.Equal([new(2025, 12, 31), new(2026, 1, 31), new(2026, 2, 28), new(2026, 3, 5)], Step.Month.Days(new(2025, 12, 15), new(2026, 3, 5)));
        Assert.Equal([new(2025, 12, 31), new(2026, 3, 31)], Step.Quarter.Days(new(2025, 12, 15), new(2026, 3, 31)));
        Assert.Equal([new(2024, 12, 31), new(2025, 12, 31), new(2026, 3, 5)], Step.Year.Days(new(2024, 2, 29), new(2026, 3, 5)));
        Assert.Empty(Step.Month.Days(new(2026, 4, 1), new(2026, 3, 5)));
        Assert.Equal(Steps.Most, Step.Month.Days(new(1990, 1, 1), new(2026, 3, 5)).Count);
    }
}
