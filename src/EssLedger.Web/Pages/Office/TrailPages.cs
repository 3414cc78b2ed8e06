using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;

namespace EssLedger.Web.Pages.Office;

/// <summary>The screen on which the trail of privileged acts is read.</summary>
public static class TrailPages
{
    public const string Path = "/bureau/journal";

    public static void MapTrailPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").LetIn([.. Privileges.ReadTrail, Roles.Dpo]);
        pages.MapGet(Path, (string? qui, string? quoi, string? objet, string? du, string? au, long? apres) =>
            PublicPages.Page<TrailPage>(new { Person = qui, Action = quoi, Subject = objet, From = du, To = au, After = apres }));
        pages.MapGet($"{Path}.csv", (Caller caller, IAuditTrail trail, string? qui, string? quoi, string? objet, string? du, string? au) =>
            TrailEndpoints.Export(caller, trail, PersonId.TryParse(qui, out var person) ? person : null, Known(quoi), Known(objet), DayIn(du), DayIn(au)));
    }

    // What a form leaves empty is not asked for.
    internal static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal static Day? DayIn(string? text) => Day.TryParse(text, out var day) ? day : null;
}
