using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Operation.Valid;

namespace EssLedger.Web.Areas;

/// <summary>An area of a file.</summary>
/// <param name="Code">The code under which its publisher knows it.</param>
/// <param name="Name">Its name; null: the file has none.</param>
/// <param name="Shape">A polygon or several (WGS 84, longitude first).</param>
public sealed record Area(string Code, string? Name, Geometry Shape);

/// <summary>Why a file of areas is not taken.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Where">Which areas, by their code, or by their number in the file where they have none; empty: the whole file.</param>
/// <param name="Expected">What was expected.</param>
public sealed record AreaRefusal(string Code, IReadOnlyList<string> Where, string Expected);

/// <summary>Reads areas from GeoJSON (RFC 7946): a collection of polygons, each with a code.</summary>
public static class AreaFile
{
    /// <summary>The largest file, in bytes: every commune of France in fair detail is less.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The most areas of one file: France has 35 000 communes and as many again that are associated or delegated.</summary>
    public const int MostAreas = 80_000;

    /// <summary>How many of the areas that are wrong are named.</summary>
    private const int MostNamed = 20;

    private static readonly string[] CodeNames = ["code", "code_qp", "codgeo", "insee", "code_insee", "insee_com", "codecommune", "com"];
    private static readonly string[] NameNames = ["nom", "name", "lib_qp", "nom_qp", "libgeo", "libelle", "nom_com"];

    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <summary>Reads a file. Reasons win in this order: too large, not JSON, not GeoJSON, projected, no area, too many; then for each area its geometry, its coordinates, its code, a code twice, a boundary that crosses itself.</summary>
    /// <param name="file">The bytes, UTF-8.</param>
    /// <param name="codeProperty">The property with the code; null: the first of the usual names.</param>
    public static (IReadOnlyList<Area> Areas, AreaRefusal? Refusal) Read(ReadOnlyMemory<byte> file, string? codeProperty)
    {
        if (file.Length > MostBytes) return Refused("area_file_too_large", "at most 64 MB");
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(file.Span.StartsWith("\ufeff"u8) ? file[3..] : file);
        }
        catch (JsonException)
        {
            return Refused("area_not_json", "JSON in UTF-8, whole");
        }
        using (json)
        {
            var root = json.RootElement;
            if (!Is(root, "FeatureCollection") || !root.TryGetProperty("features", out var features) || features.ValueKind is not JsonValueKind.Array) return Refused("area_not_geojson", "a FeatureCollection with features (RFC 7946)");
            if (root.TryGetProperty("crs", out var system) && Projection(system) is { } other) return Refused("area_projected", "longitude and latitude in degrees (WGS 84)", other);
            if (features.GetArrayLength() == 0) return Refused("area_empty", "at least one area");
            if (features.GetArrayLength() > MostAreas) return Refused("area_too_many", $"at most {MostAreas} areas");
            return Read(features, codeProperty);
        }
    }

    private static (IReadOnlyList<Area>, AreaRefusal?) Read(JsonElement features, string? codeProperty)
    {
        var areas = new List<Area>();
        List<string> shapeless = [], outside = [], nameless = [];
        foreach (var (i, feature) in features.EnumerateArray().Index())
        {
            var code = Property(feature, codeProperty is null ? CodeNames : [codeProperty]);
            var named = code ?? $"{i + 1}";
            if (Shape(feature) is not { } shape) shapeless.Add(named);
            else if (!IsOnEarth(shape.EnvelopeInternal)) outside.Add(named);
            else if (code is null or { Length: > 20 }) nameless.Add(named);
            else areas.Add(new(code, Property(feature, NameNames), shape));
        }
        if (shapeless.Count > 0) return Refused("area_wrong_geometry", "a Polygon or MultiPolygon with closed rings", [.. shapeless.Take(MostNamed)]);
        if (outside.Count > 0) return Refused("area_projected", "longitude −180 … 180 first, then latitude −90 … 90, in degrees (WGS 84)", [.. outside.Take(MostNamed)]);
        if (nameless.Count > 0) return Refused("area_no_code", codeProperty is null ? $"a property with the code, one of {string.Join(", ", CodeNames)}; or say which one it is" : $"a property {codeProperty} of 1 to 20 characters", [.. nameless.Take(MostNamed)]);
        if (areas.CountBy(a => a.Code).Where(a => a.Value > 1).Select(a => a.Key).Take(MostNamed).ToArray() is { Length: > 0 } twice) return Refused("area_code_twice", "each code once", twice);
        var crossing = areas.Where(a => !new IsValidOp(a.Shape).IsValid).Select(a => a.Code).Take(MostNamed).ToArray();
        return crossing.Length > 0 ? Refused("area_self_crossing", "boundaries that do not cross or touch themselves", crossing) : (areas, null);
    }

    /// <summary>Areas as a file of their own: code, name and polygons, nothing else.</summary>
    public static string Write(IEnumerable<Area> areas) => JsonSerializer.Serialize(new
    {
        type = "FeatureCollection",
        features = areas.Select(a => new { type = "Feature", properties = new { code = a.Code, name = a.Name }, geometry = a.Shape }),
    }, GeoJson);

    private static (IReadOnlyList<Area>, AreaRefusal?) Refused(string code, string expected, params IReadOnlyList<string> where) => ([], new(code, where, expected));

    private static bool Is(JsonElement element, string type) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty("type", out var said) && said.ValueKind is JsonValueKind.String && said.ValueEquals(type);

    /// <summary>The name of a reference system other than WGS 84, in the old way of saying it; null: none, or WGS 84.</summary>
    private static string? Projection(JsonElement system) =>
        system.ValueKind is JsonValueKind.Object && system.TryGetProperty("properties", out var said) && said.ValueKind is JsonValueKind.Object && said.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
        && name.GetString() is { } text && !text.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) && !text.EndsWith(":4326", StringComparison.Ordinal) ? text : null;

    private static Geometry? Shape(JsonElement feature)
    {
        if (!Is(feature, "Feature") || !feature.TryGetProperty("geometry", out var geometry) || !(Is(geometry, "Polygon") || Is(geometry, "MultiPolygon"))) return null;
        try
        {
            return geometry.Deserialize<Geometry>(GeoJson) is { IsEmpty: false } shape ? shape : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            return null; // Rings that are not closed, positions that are none: the library throws what it meets first.
        }
    }

    private static bool IsOnEarth(Envelope box) => box is { MinX: >= -180, MaxX: <= 180, MinY: >= -90, MaxY: <= 90 };

    /// <summary>The first property of these names, whatever their case, that says something.</summary>
    private static string? Property(JsonElement feature, ReadOnlySpan<string> names)
    {
        if (feature.ValueKind is not JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object) return null;
        foreach (var name in names)
            foreach (var property in properties.EnumerateObject())
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind is (JsonValueKind.String or JsonValueKind.Number) && property.Value.ToString().Trim() is { Length: > 0 } text) return text;
        return null;
    }
}
