using System.Text;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Store;

namespace EssLedger.Web.Areas;

public sealed class AreaFileTests
{
    private const string Square = "[[[3,50],[4,50],[4,51],[3,51],[3,50]]]";

    private static string Feature(string code, string coordinates = Square, string type = "Polygon", string property = "code_qp") =>
        $$$"""{"type":"Feature","properties":{"{{{property}}}":"{{{code}}}","lib_qp":"Un quartier"},"geometry":{"type":"{{{type}}}","coordinates":{{{coordinates}}}}}""";

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static (IReadOnlyList<Area> Areas, AreaRefusal? Refusal) Read(string text, string? property = null) => AreaFile.Read(Encoding.UTF8.GetBytes(text), property);

    [Theory]
    [InlineData("area_not_json", "{")]
    [InlineData("area_not_geojson", "[1]")]
    [InlineData("area_not_geojson", """{"type":"Topology","objects":{}}""")]
    [InlineData("area_empty", """{"type":"FeatureCollection","features":[]}""")]
    [InlineData("area_projected", """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[]}""")]
    public void A_file_that_is_none_is_refused_as_a_whole(string code, string text) => Assert.Equal(code, Read(text).Refusal?.Code);

    public static TheoryData<string, string> Wrong => new()
    {
        { "area_wrong_geometry", Feature("B", "[3,50]", "Point") },
        { "area_wrong_geometry", Feature("B", "[[[3,50],[4,50],[4,51],[3,51]]]") },
        { "area_wrong_geometry", Feature("B", "[[[3,50],[4,\"x\"],[4,51],[3,50]]]") },
        { "area_wrong_geometry", Feature("B", "[]") },
        { "area_projected", Feature("B", "[[[704000,7059000],[705000,7059000],[705000,7060000],[704000,7059000]]]") },
        { "area_code_twice", $"{Feature("B")},{Feature("B")}" },
        { "area_self_crossing", Feature("B", "[[[3,50],[4,51],[4,50],[3,51],[3,50]]]") },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_with_an_area_is_said_with_its_code(string code, string wrong)
    {
        var (areas, refusal) = Read(Collection(Feature("A"), wrong));
        Assert.Empty(areas);
        Assert.Equal((code, "B"), (refusal?.Code, Assert.Single(refusal!.Where)));
    }

    [Fact]
    public void An_area_without_a_code_is_named_by_its_number_and_the_property_may_be_said()
    {
        var file = Collection(Feature("A", property: "reference"));
        Assert.Equal(("area_no_code", "1"), (Read(file).Refusal?.Code, Read(file).Refusal!.Where[0]));
        Assert.Equal(("A", "Un quartier"), (Read("\ufeff" + file, "Reference").Areas[0].Code, Read(file, "reference").Areas[0].Name));
    }

    [Fact]
    public void What_is_written_is_read_again_and_a_place_lies_in_the_smallest_area_or_on_its_boundary_or_in_a_hole_in_none()
    {
        var (read, refusal) = Read(Collection(
            Feature("59350", "[[[[3,50],[4,50],[4,51],[3,51],[3,50]],[[3.2,50.2],[3.4,50.2],[3.4,50.4],[3.2,50.4],[3.2,50.2]]],[[[5,50],[6,50],[6,51],[5,50]]]]", "MultiPolygon", "insee"),
            Feature("59355", "[[[3.5,50.5],[4,50.5],[4,51],[3.5,51],[3.5,50.5]]]", property: "insee")));
        Assert.Null(refusal);
        var set = new AreaSet(7, AreaKind.Commune, 2024, new(2024, 1, 1), "INSEE", "LO", Digest.Zero, 2, default, PersonId.Parse("VILLE"), new(0, 0, 0, 0));
        var map = new AreaMap(set, Read(AreaFile.Write(read)).Areas);
        string In(double latitude, double longitude) => map.Find(new Place(latitude, longitude)).Code ?? "none";
        Assert.Equal(["59350", "59355", "none", "59350", "59350", "none"], [In(50.1, 3.1), In(50.7, 3.7), In(50.3, 3.3), In(50, 3.5), In(50.1, 5.2), In(49, 3)]);
        Assert.Equal((7, 2024, "Un quartier"), (map.Find(new(50.1, 3.1)).Set, map.Find(new(50.1, 3.1)).Year, map.Find(new(50.1, 3.1)).Name));
    }
}
