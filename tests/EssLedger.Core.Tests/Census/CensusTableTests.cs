using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

public sealed class CensusTableTests
{
    private static CensusTable Count(IEnumerable<Member> members, params Dimension[] by) => CensusTable.Of(members, by, Perimeter.Everywhere, People.Day);

    private static Dictionary<string, int?> Lines(CensusTable table) => table.Rows.ToDictionary(r => string.Join(' ', r.Values), r => r.Count);

    [Fact]
    public void Only_active_grants_count()
    {
        var all = Enum.GetValues<Standing>().Select((standing, i) => People.Member(i, standing: standing));
        Assert.Equal(1, Count(all).Total);
    }

    [Fact]
    public void A_participant_with_two_grants_counts_once_and_stands_in_both_lines()
    {
        var table = Count([People.Member(1), People.Member(1, kind: GrantKind.Event, grant: 1), People.Member(2)], Dimension.Kind);
        Assert.Equal(2, table.Total);
        Assert.Equal(new() { ["shop"] = 2, ["event"] = 1 }, Lines(table));
    }

    [Fact]
    public void Lines_of_business_may_add_up_to_more_than_the_total()
    {
        var table = Count([People.Member(1, new() { Filieres = Filieres.Food | Filieres.Repair }), People.Member(2, new() { Filieres = Filieres.Food }), People.Member(3)], Dimension.Filiere);
        Assert.Equal(3, table.Total);
        Assert.Equal(new() { ["food"] = 2, ["repair"] = 1, ["unknown"] = 1 }, Lines(table));
    }

    [Fact]
    public void What_is_not_known_is_counted_as_such()
    {
        var nobody = Count([People.Member(1)], Dimension.Commune, Dimension.Area, Dimension.Filiere, Dimension.Family, Dimension.Qpv, Dimension.Iae);
        Assert.Equal(["unknown", "unknown", "unknown", "unknown", "unknown", "unknown"], nobody.Rows.Single().Values);
        var without = Count([People.Member(1, new() { Filieres = Filieres.None, Qpv = false, Statuses = Statuses.None })], Dimension.Filiere, Dimension.Qpv, Dimension.Iae);
        Assert.Equal(["none", "no", "no"], without.Rows.Single().Values);
    }

    [Fact]
    public void Lille_counts_with_its_associated_communes_and_each_for_itself()
    {
        Member[] town =
        [
            People.Member(1, new() { Commune = "59350" }), People.Member(2, new() { Commune = "59298" }), People.Member(3, new() { Commune = "59355" }),
            People.Member(4, new() { Commune = "59512" }), People.Member(5, new() { Commune = "75056" }), People.Member(6),
        ];
        Assert.Equal(new() { ["lille"] = 3, ["rest_of_mel"] = 1, ["elsewhere"] = 1, ["unknown"] = 1 }, Lines(Count(town, Dimension.Area)));
        Assert.Equal(3, CensusTable.Of(town, [], Perimeter.Lille, People.Day).Total);
        Assert.Equal(4, CensusTable.Of(town, [], Perimeter.Mel, People.Day).Total);
        Assert.Equal(new() { ["59298"] = 1, ["59350"] = 1, ["59355"] = 1 }, Lines(CensusTable.Of(town, [Dimension.Commune], Perimeter.Lille, People.Day)));
    }

    [Fact]
    public void Dimensions_are_crossed_in_the_order_asked_for()
    {
        var table = Count([People.Member(1, new() { Family = LegalFamily.Association, Qpv = true }, level: 2), People.Member(2, new() { Family = LegalFamily.NotEss })], Dimension.Level, Dimension.Family, Dimension.Qpv);
        Assert.Equal(new() { ["1 not_ess unknown"] = 1, ["2 association yes"] = 1 }, Lines(table));
    }

    [Fact]
    public void Nobody_is_nobody()
    {
        Assert.Equal(0, Count([]).Rows.Single().Count);
        Assert.Empty(Count([], Dimension.Kind).Rows);
    }

    [Fact]
    public void There_are_95_communes_and_two_associated_ones()
    {
        Assert.Equal(97, Communes.Names.Count);
        Assert.All(Communes.Names, c => Assert.Matches("^59[0-9]{3}$", c.Key));
        Assert.Equal(["Lille", "Hellemmes-Lille", "Lomme", "Annœullin"], new[] { "59350", "59298", "59355", "59011" }.Select(c => Communes.Names[c]));
    }
}
