using EssLedger.Core.Census;
using EssLedger.Web.Labels;

namespace EssLedger.Web.Pages;

/// <summary>The directory, its map and the census, as anyone may see them: rendered on the server; only the map needs a script.</summary>
public static class DirectoryPages
{
    private const int LinesOnPage = 50;

    public static void MapDirectoryPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        pages.MapMethods("/annuaire", reading, Directory);
        pages.MapMethods("/annuaire/carte", reading, Map);
        pages.MapMethods("/chiffres", reading, Figures);
    }

    private static async Task<IResult> Directory(
        HttpContext context, PublicDirectory directory, IPublicLabel label, Settings settings, TimeProvider clock,
        string? commune = null, string? filiere = null, string? kind = null, string? tag = null, string? acceptsCurrency = null, string? on = null, string? page = null)
    {
        if (!await label.MayBeShown()) return PublicPages.Page<HiddenPage>(status: 403);
        context.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embeddable: false);
        var today = PublicPages.Today(clock);
        var (filter, readable) = Asked(commune, filiere, kind, tag, acceptsCurrency);
        readable &= PublicPages.TryDay(on, out var day);
        var lines = await directory.On(day ?? today, filter);
        var last = Math.Max(1, (lines.Count + LinesOnPage - 1) / LinesOnPage);
        var number = int.TryParse(page, out var wanted) ? Math.Clamp(wanted, 1, last) : 1;
        return PublicPages.Page<DirectoryPage>(
            new { Filter = filter, On = day ?? today, Today = today, Count = lines.Count, Lines = lines.Skip((number - 1) * LinesOnPage).Take(LinesOnPage).ToList(), Number = number, Last = last, Unreadable = !readable },
            readable ? 200 : 400);
    }

    private static async Task<IResult> Map(
        HttpContext context, IPublicLabel label, Settings settings,
        string? commune = null, string? filiere = null, string? kind = null, string? tag = null, string? acceptsCurrency = null, string? embed = null)
    {
        var embedded = embed is "1";
        context.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embedded);
        if (!await label.MayBeShown()) return PublicPages.Page<HiddenPage>(status: 403);
        var (filter, _) = Asked(commune, filiere, kind, tag, acceptsCurrency);
        return embedded ? PublicPages.Page<EmbeddedMapPage>(new { Filter = filter }) : PublicPages.Page<MapPage>(new { Filter = filter });
    }

    private static async Task<IResult> Figures(
        CensusDesk desk, IPublicLabel label, Settings settings, TimeProvider clock, string? by = null, string? perimeter = null, string? on = null)
    {
        if (!await label.MayBeShown()) return PublicPages.Page<HiddenPage>(status: 403);
        var today = PublicPages.Today(clock);
        var readable = PublicPages.TryDay(on, out var day);
        var dimension = DimensionWords.TryParse(by, out var asked) ? asked : Dimension.Commune;
        var within = Perimeters.TryParse(perimeter, out var narrowed) ? narrowed : Perimeter.Everywhere;
        var table = await desk.Public(new(day ?? today, null, within, [dimension]));
        return PublicPages.Page<FiguresPage>(
            new { Table = table, By = dimension, Perimeter = within, On = day ?? today, Today = today, Threshold = settings.CensusThreshold, Unreadable = !readable }, readable ? 200 : 400);
    }

    /// <summary>What an address asks for, as forms send it: a field left empty asks nothing. What cannot be read is not asked either, and the page says so.</summary>
    private static (DirectoryFilter Filter, bool Readable) Asked(string? commune, string? filiere, string? kind, string? tag, string? acceptsCurrency)
    {
        var filter = new DirectoryFilter(PublicPages.Given(commune), PublicPages.Given(filiere), PublicPages.Given(kind), PublicPages.Given(tag), PublicPages.Given(acceptsCurrency) switch { "true" => true, "false" => false, _ => null });
        return filter.Flaw is null ? (filter, true) : (new(), false);
    }
}
