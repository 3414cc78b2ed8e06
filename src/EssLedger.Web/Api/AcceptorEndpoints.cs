using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Shops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Where the currency is taken, for people's programs: a list, and a map (RFC 7946).</summary>
public static class AcceptorEndpoints
{
    private const string GeoJson = "application/geo+json", What = "professionals that take the currency and agreed to be shown, labelled or not, by name; filters by what is heard in the name (`q`), commune (an INSEE code, `lille` with its associated communes, or `mel`) and filière";

    public static void MapAcceptors(this IEndpointRouteBuilder app)
    {
        var acceptors = app.MapGroup("/v1").WithTags("Payments").AddEndpointFilter(LogEndpoints.ForAnyPage);
        acceptors.MapGet("/acceptors", List).WithSummary($"Where the currency is taken: {What}.");
        acceptors.MapGet("/acceptors.geojson", Map).Produces<AcceptorCollection>(200, GeoJson).WithSummary("The same as a map (RFC 7946); whose place is not known has no geometry.");
    }

    private static async Task<Results<Ok<Page<AcceptorView>>, ProblemHttpResult>> List(
        CurrencyDirectory directory, Settings settings, string? q = null, string? commune = null, string? filiere = null, string? account = null, int? limit = null, string? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var filter = new AcceptorFilter(q, commune, filiere, account);
        if (filter.Flaw is var (field, what)) return Problems.InvalidField(field, what);
        var (found, from) = (await directory.Find(filter), 0);
        if (after is not null && (from = found.ToList().FindIndex(one => one.Key == after) + 1) == 0) return Problems.InvalidField("after", "a cursor that this call gave for this question");
        var page = found.Skip(from).Take(limit ?? 50).ToList();
        return TypedResults.Ok(new Page<AcceptorView>([.. page.Select(one => AcceptorView.Of(one, settings))], from + page.Count < found.Count ? page[^1].Key : null));
    }

    private static async Task<Results<JsonHttpResult<AcceptorCollection>, ProblemHttpResult>> Map(
        CurrencyDirectory directory, Settings settings, string? q = null, string? commune = null, string? filiere = null, string? account = null)
    {
        var filter = new AcceptorFilter(q, commune, filiere, account);
        if (filter.Flaw is var (field, what)) return Problems.InvalidField(field, what);
        return TypedResults.Json(new AcceptorCollection("FeatureCollection", [.. (await directory.Find(filter)).Select(one =>
            new AcceptorFeature("Feature", one.Key, one.Place is { } place ? new("Point", [place.Longitude, place.Latitude]) : null, AcceptorView.Of(one, settings)))]), contentType: GeoJson);
    }

    /// <summary>A professional that takes the currency. What is null is not known.</summary>
    /// <param name="Account">Where it is paid; null: notes alone.</param>
    /// <param name="Kind"><c>labelled</c> or <c>unlabelled</c>.</param>
    /// <param name="Grant">The number of its active label.</param>
    /// <param name="Commune">INSEE code; associated communes have one of their own.</param>
    /// <param name="Filieres">Lines of business.</param>
    /// <param name="Latitude">Degrees, WGS 84.</param>
    /// <param name="Longitude">Degrees, WGS 84.</param>
    /// <param name="Hours">When it is open, in its own words.</param>
    /// <param name="Page">Where people see it.</param>
    public sealed record AcceptorView(
        AccountId? Account, string Name, string Kind, GrantNumber? Grant, string? Commune, string? CommuneName, IReadOnlyList<string>? Filieres, string? Address, string? Postcode,
        double? Latitude, double? Longitude, string? Website, string? Hours, string? Description, string Page)
    {
        internal static AcceptorView Of(Acceptor one, Settings settings) => new(
            one.Account, one.Name, one.Grant is null ? "unlabelled" : "labelled", one.Grant, one.Commune, one.Commune is { } commune ? Communes.Names.GetValueOrDefault(commune) : null, one.Filieres?.Words(), one.Address, one.Postcode,
            one.Place?.Latitude, one.Place?.Longitude, one.Website?.AbsoluteUri, one.Hours, one.Description, $"{settings.Origin}{Pages.AcceptorPages.Of(one.Key)}");
    }

    public sealed record AcceptorCollection(string Type, IReadOnlyList<AcceptorFeature> Features);

    public sealed record AcceptorFeature(string Type, string Id, DirectoryEndpoints.Point? Geometry, AcceptorView Properties);
}
