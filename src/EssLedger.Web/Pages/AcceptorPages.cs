using EssLedger.Web.Shops;

namespace EssLedger.Web.Pages;

/// <summary>Where the currency is taken, as anyone may see it: a list and a map.</summary>
public static class AcceptorPages
{
    public const string Path = "/ou-payer";

    private const int LinesOnPage = 50;

    public static void MapAcceptorPages(this IEndpointRouteBuilder app) =>
        app.MapGroup("").AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription().MapMethods(Path, ["GET", "HEAD"], Show);

    /// <summary>Where one alone is shown.</summary>
    public static string Of(string key) => $"{Path}?chez={Uri.EscapeDataString(key)}";

    /// <summary>The filter as an address of the page has it; of the API's, with names of its own.</summary>
    public static QueryString Query(AcceptorFilter filter, bool ofApi = false) => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("q", filter.Words), new("commune", filter.Commune), new("filiere", filter.Filiere), new(ofApi ? "account" : "chez", filter.Key),
    }.Where(asked => asked.Value is not null));

    private static async Task<IResult> Show(HttpContext context, CurrencyDirectory directory, Settings settings, string? q = null, string? commune = null, string? filiere = null, string? chez = null, string? page = null)
    {
        context.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embeddable: false);
        var filter = new AcceptorFilter(PublicPages.Given(q), PublicPages.Given(commune), PublicPages.Given(filiere), PublicPages.Given(chez));
        var readable = filter.Flaw is null;
        if (!readable) filter = new();
        var found = await directory.Find(filter);
        var last = Math.Max(1, (found.Count + LinesOnPage - 1) / LinesOnPage);
        var number = int.TryParse(page, out var wanted) ? Math.Clamp(wanted, 1, last) : 1;
        return PublicPages.Page<AcceptorsPage>(
            new { Filter = filter, Count = found.Count, Lines = found.Skip((number - 1) * LinesOnPage).Take(LinesOnPage).ToList(), Number = number, Last = last, Unreadable = !readable }, readable ? 200 : 400);
    }
}
