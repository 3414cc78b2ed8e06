using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Orleans.Dashboard;

namespace EssLedger.Web;

/// <summary>Orleans' own dashboard, for an administrator who signed in: silos, kinds of grains, calls, errors. It has no sign-in of its own, and what it could show of single accounts is not served.</summary>
public static class SiloDashboard
{
    /// <summary>Where it is.</summary>
    public const string Path = "/serveurs";

    // Its script sets styles on elements, and its own script and style are files beside it. Nothing inline runs.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The state of a grain is somebody's account; reminders bear the numbers of accounts and files; the log has its own readers.
    private static readonly string[] NotServed = ["/GrainState", "/Reminders", "/Reminders/{page:int}", "/Trace"];

    public static void AddSiloDashboard(this ISiloBuilder silo, Settings settings)
    {
        if (settings.Dashboard) silo.AddDashboard(options => options.HideTrace = true);
    }

    public static void MapSiloDashboard(this IEndpointRouteBuilder app, Settings settings)
    {
        if (!settings.Dashboard) return;
        var pages = app.MapGroup(Path).LetIn([Roles.Admin]);
        pages.AddEndpointFilter((call, next) =>
        {
            var route = (call.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            if (NotServed.Any(one => route.EndsWith(one, StringComparison.Ordinal))) return ValueTask.FromResult<object?>(Results.NotFound());
            call.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(call);
        });
        pages.MapOrleansDashboard();
    }
}
