using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.Api;
using EssLedger.Web.Badges;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Pages;

/// <summary>The public pages: rendered on the server, without a script, and without any effect but a remembered language.</summary>
/// <remarks>
/// They ask <see cref="IPublicLabel"/>, <see cref="IPaymentCodes"/> and <see cref="IBadges"/>, and <see cref="IDemonstration"/> where the server is one.
/// </remarks>
public static class PublicPages
{
    /// <summary>Where the description of the API is served.</summary>
    public const string ApiDescription = "/openapi/v1.json";

    /// <summary>The largest file that somebody may send to have it checked, in bytes: a photo of a good telephone.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    // Longer than any code that a camera reads from a version 12 QR.
    private const int LongestCode = 1000;

    // Servers and proxies on the way stop reading an address at 8 kB.
    private const int LongestAddress = 7000;

    /// <summary>Maps the pages. Paths are case-insensitive, as QR codes are upper case and people are not.</summary>
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        pages.MapMethods("/", reading, Start);
        pages.MapMethods("/accessibilite", reading, () => Page<AccessibilityPage>());
        pages.MapMethods("/R/{code}", reading, Request);
        pages.MapMethods("/P/{code}", reading, () => Page<ShownOrderPage>());
        pages.MapMethods("/C/{code}", reading, () => Page<CardPage>());
        pages.MapMethods("/D/{code}", reading, () => Page<ShownDevicePage>());
        pages.MapMethods("/B", reading, CheckBadge);
        // Nothing is changed by it, so whoever sends others here has won nothing.
        pages.MapPost("/B", Submitted).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        pages.MapMethods("/B/{code}", reading, Badge);
        pages.MapMethods("/label", reading, FindGrant);
        pages.MapMethods("/label/{number}", reading, Grant);
    }

    private static async Task<RazorComponentResult> Start([FromServices] IDemonstration? demonstration = null) =>
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
        return Page<BadgePage>(new { Check = check, At = clock.GetUtcNow() });
    }

    private static async Task<IResult> Submitted(HttpContext context, IBadges badges, IPublicLabel label, TimeProvider clock)
    {
        if (!await label.MayBeShown()) return Page<HiddenPage>(status: 403);
        var sent = await Sent(context.Request, context.RequestAborted);
        if (sent.Text is not { } text)
        {
            return Page<CheckPage>(new { File = sent.Kind }, sent.Kind switch
            {
                BadgeFileKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
                BadgeFileKind.Missing => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status422UnprocessableEntity,
            });
        }
        // An answer with an address can be read again in the other language, and told on.
        var address = $"/B{QueryString.Create("text", text)}";
        return address.Length <= LongestAddress ? TypedResults.Redirect(address) : await Judged(text, BadgeEndpoints.LongestText, badges, label, clock);
    }

    /// <summary>What the form brought: a text, or the badge in a file.</summary>
    private static async Task<BadgeFile> Sent(HttpRequest request, CancellationToken aborted)
    {
        try
        {
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return new(BadgeFileKind.Missing);
            if (type.MediaType == "application/x-www-form-urlencoded")
            {
                var text = (await request.ReadFormAsync(new FormOptions { ValueLengthLimit = 2 * BadgeEndpoints.LongestText, ValueCountLimit = 4 }, aborted))["text"].ToString().Trim();
                return text.Length == 0 ? new(BadgeFileKind.Missing) : new(BadgeFileKind.Text, text);
            }
            if (type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary) return new(BadgeFileKind.Missing);
            var sections = new MultipartReader(boundary.ToString(), request.Body);
            while (await sections.ReadNextSectionAsync(aborted) is { } section)
            {
                // A browser sends a file field that was left empty as a file without a name.
                if (section.GetContentDispositionHeader() is not { } part || part.Name != "file" || StringSegment.IsNullOrEmpty(part.FileName)) continue;
                var file = await BadgeFile.Read(section.Body, aborted);
                // Who is still sending does not hear yet.
                await request.Body.DrainAsync(aborted);
                return file;
            }
            return new(BadgeFileKind.Missing);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(BadgeFileKind.TooLarge);
        }
        // A form that is none, or that broke off.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new(BadgeFileKind.Other);
        }
    }

    private static IResult FindGrant(string? number = null) =>
        string.IsNullOrWhiteSpace(number) ? Results.Redirect("/B") : Results.Redirect($"/label/{Uri.EscapeDataString(number.Trim())}");

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

    /// <summary>What a form sent: a field left empty asks nothing.</summary>
    internal static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>An address as one writes it, of what is known of it.</summary>
    /// <param name="address">Number and street.</param>
    /// <param name="postcode">Of five digits.</param>
    /// <param name="commune">INSEE code.</param>
    internal static string Where(string? address, string? postcode, string? commune)
    {
        var town = commune is null ? null : Communes.Names.GetValueOrDefault(commune) ?? commune;
        return string.Join(", ", new[] { address, string.Join(' ', new[] { postcode, town }.Where(t => t is not null)) }.Where(t => !string.IsNullOrEmpty(t)));
    }

    private static string Upper(string code) => code.ToUpperInvariant();

    internal static DateOnly Today(TimeProvider clock) => ParisCalendar.DayOf(clock.GetUtcNow());
}
