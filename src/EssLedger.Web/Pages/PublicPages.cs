using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.Api;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Pages;

/// <summary>The public pages: rendered on the server, without a script, and without any effect but a remembered language.</summary>
/// <remarks>
/// They ask <see cref="IPublicLabel"/>, <see cref="IPaymentCodes"/> and <see cref="IBadges"/>, and <see cref="IDemonstration"/> where the server is one.
/// </remarks>
public static class PublicPages
{
    /// <summary>Where the description of the API is served.</summary>
    public const string ApiDescription = "/openapi/v1.json";

    // Longer than any code that a camera reads from a version 12 QR.
    private const int LongestCode = 1000;

    /// <summary>Maps the pages. Paths are case-insensitive, as QR codes are upper case and people are not.</summary>
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        pages.MapMethods("/", reading, Start);
        pages.MapMethods("/R/{code}", reading, Request);
        pages.MapMethods("/P/{code}", reading, () => Page<ShownOrderPage>());
        pages.MapMethods("/B", reading, CheckBadge);
        pages.MapMethods("/B/{code}", reading, Badge);
        pages.MapMethods("/label", reading, FindGrant);
        pages.MapMethods("/label/{number}", reading, Grant);
    }

    private static async Task<RazorComponentResult> Start([Microsoft.AspNetCore.Mvc.FromServices] IDemonstration? demonstration = null) =>
        Page<StartPage>(new { Shops = demonstration is null ? null : await demonstration.Shops(), Participants = demonstration is null ? [] : await demonstration.Participants() });

    private static async Task<RazorComponentResult> Request(string code, IPaymentCodes codes)
    {
        var base32 = Upper(code);
        var request = code.Length <= LongestCode ? await codes.Open(base32) : null;
        return Page<RequestPage>(new { Code = base32, Request = request }, request is null ? 404 : 200);
    }

    private static Task<RazorComponentResult> CheckBadge(IBadges badges, IPublicLabel label, TimeProvider clock, string? text = null) =>
        string.IsNullOrWhiteSpace(text) ? Task.FromResult(Page<CheckPage>()) : Judged(text.Trim(), BadgeEndpoints.LongestText, badges, label, clock);

    private static Task<RazorComponentResult> Badge(string code, IBadges badges, IPublicLabel label, TimeProvider clock) => Judged(Upper(code), LongestCode, badges, label, clock);

    private static async Task<RazorComponentResult> Judged(string text, int longest, IBadges badges, IPublicLabel label, TimeProvider clock)
    {
        if (!await label.MayBeShown()) return Page<HiddenPage>(status: 403);
        var check = text.Length <= longest ? await badges.Check(text) : BadgeCheck.Malformed;
        return Page<BadgePage>(new { Check = check, Today = Today(clock) });
    }

    private static IResult FindGrant(string? number = null) =>
        string.IsNullOrWhiteSpace(number) ? Page<CheckPage>() : Results.Redirect($"/label/{Uri.EscapeDataString(number.Trim())}");

    private static async Task<RazorComponentResult> Grant(string number, IPublicLabel label, TimeProvider clock, string? on = null, string? asKnownOn = null)
    {
        if (!await label.MayBeShown()) return Page<HiddenPage>(status: 403);
        var today = Today(clock);
        var readable = TryDay(on, out var day) & TryDay(asKnownOn, out var known);
        if (!readable) (day, known) = (null, null);
        return GrantNumber.TryParse(Upper(number), out var wanted) && await label.Find(wanted, day ?? today, known) is { } grant
            ? Page<GrantPage>(new { Grant = grant, On = day ?? today, AsKnownOn = known, Today = today, Unreadable = !readable }, readable ? 200 : 400)
            : Page<CheckPage>(new { Number = number }, 404);
    }

    internal static RazorComponentResult Page<TPage>(object? parameters = null, int status = 200) where TPage : IComponent =>
        new(typeof(TPage), parameters ?? new { }) { StatusCode = status };

    // Standings and states change: no cache may show yesterday's.
    internal static ValueTask<object?> Prepare(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        Shell.KeepLanguage(invocation.HttpContext);
        return next(invocation);
    }

    internal static bool TryDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        return day is not null || string.IsNullOrEmpty(text);
    }

    private static string Upper(string code) => code.ToUpperInvariant();

    internal static DateOnly Today(TimeProvider clock) => ParisCalendar.DayOf(clock.GetUtcNow());
}
