using EssLedger.Web.Publishing;

namespace EssLedger.Web.Pages;

/// <summary>Open data: the catalogue for people, the files for programs, and how everything is counted.</summary>
public static class DataPages
{
    public static void MapDataPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(OpenData.Root).AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        pages.MapMethods("", reading, async (OpenData data, Settings settings) => PublicPages.Page<DataPage>(new { Datasets = await data.Offered(), Licence = settings.DataLicence, settings.Name }));
        pages.MapMethods("/methodes", reading, (Settings settings) => PublicPages.Page<MethodsPage>(new { Rule = settings.FigureRule, settings.CensusThreshold }));
        app.MapMethods($"{OpenData.Root}/{{file}}", reading, File).ExcludeFromDescription();
    }

    private static async Task<IResult> File(string file, HttpContext context, OpenData data, CancellationToken stop)
    {
        if (await data.Find(file, stop) is not { } found) return PublicPages.Page<NotFoundPage>(status: 404);
        Security.OpenToOtherSites(context);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(found.Bytes.ToArray(), found.Type, lastModified: found.Changed, entityTag: found.Tag);
    }
}
