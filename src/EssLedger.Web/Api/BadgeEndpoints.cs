using System.Text;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Badges;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Api;

/// <summary>Badges in every form: codes, credentials, pictures, paper; the status lists; and the check of a badge.</summary>
public static class BadgeEndpoints
{
    private const string Jwt = "application/vc+jwt", Json = "application/vc+ld+json";

    /// <summary>The longest text that is looked at: a credential of the longest names at the longest address, indented by whoever kept it.</summary>
    public const int LongestText = 12_000;

    // What else readers of the JSON form ask for.
    private static readonly string[] AsJson = [Json, "application/vc", "application/ld+json", "application/json"];

    public static void MapBadges(this IEndpointRouteBuilder app)
    {
        var shown = app.MapGroup("/v1").AddEndpointFilter(Shown);
        var badges = shown.MapGroup("/badges").WithTags("Badges");
        badges.MapGet("/{number}", Credential).Produces<string>(200, Jwt, AsJson).Produces(304)
            .WithSummary("The badge as an Open Badges 3.0 credential: a JWT, or JSON with an embedded proof where Accept says application/vc+ld+json.");
        badges.MapGet("/{number}/code", Code).WithSummary("The text of the badge's QR code.");
        badges.MapGet("/{number}/qr.svg", QrSvg).Produces<string>(200, "image/svg+xml").WithSummary("The badge's QR code as SVG.");
        badges.MapGet("/{number}/qr.png", QrPng).Produces<byte[]>(200, "image/png").WithSummary("The badge's QR code as PNG.");
        badges.MapGet("/{number}/baked.svg", BakedSvg).Produces<string>(200, "image/svg+xml").WithSummary("A picture of the badge that carries its credential (Open Badges baking), as SVG.");
        badges.MapGet("/{number}/baked.png", BakedPng).Produces<byte[]>(200, "image/png").WithSummary("A picture of the badge that carries its credential (Open Badges baking), as PNG.");
        badges.MapGet("/{number}/sticker.pdf", Sticker).Produces<byte[]>(200, "application/pdf").WithSummary("A sticker for the door, 80 × 120 mm; its QR code is 50 mm wide.");
        badges.MapGet("/{number}/poster.pdf", Poster).Produces<byte[]>(200, "application/pdf").WithSummary("A poster, A4; its QR code is 130 mm wide.");
        badges.MapPost("/verify", Verify).WithSummary("Checks what a camera read from a badge, or a badge as a credential: signature, dates and today's standing.");
        shown.MapGet("/status/{list}", StatusList).WithTags("Badges").Produces<string>(200, Jwt, AsJson).Produces(304)
            .WithSummary("A Bitstring Status List of all grants, revocation or suspension: a JWT, or JSON with an embedded proof where Accept says application/vc+ld+json.");
    }

    /// <summary>Where the owner's legal mode forbids public display, strangers learn nothing.</summary>
    private static async ValueTask<object?> Shown(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var services = invocation.HttpContext.RequestServices;
        return await LabelEndpoints.Hidden(services.GetRequiredService<LabelDesk>(), services.GetRequiredService<Caller>()) is { } hidden ? hidden : await next(invocation);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Credential(
        GrantNumber number, HttpContext context, LabelDesk desk, LabelOwner owner)
    {
        if (await desk.Facts(number) is not { } badge) return Unknown;
        var credential = BadgeCredential.Of(badge, owner);
        // The JSON form is the same to the byte while it says the same, and ES256 is randomised: by the former a cache knows whether its JWT still holds.
        var json = owner.ToJson(credential, badge.Since);
        var type = WantsJson(context);
        var tag = Tag([.. json, .. owner.JwtKey.Id.ToBytes()], isWeak: type is null);
        return await Kept(type is null ? Encoding.ASCII.GetBytes(owner.ToJwt(credential, badge.Since)) : json, type ?? Jwt, tag, context, desk);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> StatusList(string list, HttpContext context, StatusLists lists, LabelDesk desk)
    {
        if (Enum.GetValues<StatusPurpose>().Where(purpose => Words.Of(purpose) == list).ToList() is not [var asked]) return Problems.For("not_found");
        var signed = await lists.Find(asked);
        var type = WantsJson(context);
        var content = type is null ? Encoding.ASCII.GetBytes(signed.Jwt) : signed.Json;
        return await Kept(content, type ?? Jwt, Tag(content, isWeak: false), context, desk);
    }

    private static async Task<Results<Ok<BadgeCodeView>, ProblemHttpResult>> Code(GrantNumber number, LabelDesk desk, Settings settings) =>
        await Text(number, desk, settings) is { } text ? TypedResults.Ok(new BadgeCodeView(text)) : Unknown;

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> QrSvg(GrantNumber number, LabelDesk desk, Settings settings) =>
        await Text(number, desk, settings) is { } text ? TypedResults.Content(Qr.Of(text).ToSvg($"Badge {number}"), "image/svg+xml") : Unknown;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> QrPng(GrantNumber number, LabelDesk desk, Settings settings) =>
        await Text(number, desk, settings) is { } text ? TypedResults.Bytes(Qr.Of(text).ToPng(), "image/png") : Unknown;

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> BakedSvg(
        GrantNumber number, HttpContext context, LabelDesk desk, LabelOwner owner, IWebHostEnvironment files, string? lang = null)
    {
        if (await desk.Facts(number) is not { } badge) return Unknown;
        Security.OpenToOtherSites(context);
        return TypedResults.Content(BadgePicture.Svg(badge, Baked(badge, owner), owner.Name, In(lang), files.WebRootFileProvider), "image/svg+xml", Encoding.UTF8);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> BakedPng(
        GrantNumber number, HttpContext context, LabelDesk desk, LabelOwner owner, IWebHostEnvironment files)
    {
        if (await desk.Facts(number) is not { } badge) return Unknown;
        Security.OpenToOtherSites(context);
        return TypedResults.Bytes(BadgePicture.Png(badge.Kind, Baked(badge, owner), files.WebRootFileProvider), "image/png");
    }

    private static string Baked(BadgeFacts badge, LabelOwner owner) => owner.ToJwt(BadgeCredential.Of(badge, owner), badge.Since);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Sticker(GrantNumber number, LabelDesk desk, LabelOwner owner, Settings settings, string? lang = null) =>
        Print(number, BadgePrint.Sticker, desk, owner, settings, lang);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Poster(GrantNumber number, LabelDesk desk, LabelOwner owner, Settings settings, string? lang = null) =>
        Print(number, BadgePrint.Poster, desk, owner, settings, lang);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Print(
        GrantNumber number, BadgePrint print, LabelDesk desk, LabelOwner owner, Settings settings, string? lang) =>
        await desk.Facts(number) is { } badge && await Text(number, desk, settings) is { } text
            ? TypedResults.Bytes(print.ToPdf(badge, Qr.Of(text), owner, In(lang)), "application/pdf", $"{print.Name}-{number}.pdf")
            : Unknown;

    private static async Task<Results<Ok<BadgeCheckView>, ProblemHttpResult>> Verify(BadgeText asked, LabelDesk desk)
    {
        if (asked.Text.Length > LongestText) return Problems.InvalidField("text", $"at most {LongestText} characters");
        var check = await desk.Check(asked.Text);
        return TypedResults.Ok(new BadgeCheckView(
            check.Verdict.Valid, [.. check.Verdict.Reasons.Select(r => r.Word())], check.Live is { } live ? LabelEndpoints.GrantStandingView.Of(live) : null, check.Badge));
    }

    private static ProblemHttpResult Unknown => Problems.For(LabelRefusal.UnknownGrant.Word());

    private static async Task<string?> Text(GrantNumber number, LabelDesk desk, Settings settings) =>
        await desk.Badge(number) is { } badge ? QrText.Of('B', badge.Span, settings) : null;

    /// <summary>Paper and pictures are for the street, not for who downloads them: French unless English is asked for.</summary>
    private static Reader In(string? language) => new(language == "en" ? "en" : "fr");

    /// <summary>An answer that phones and other servers may keep for a while, and ask about again: who has it still is told so in 304 (RFC 9110 §13).
    /// Where the legal mode shows it to some only, nobody keeps it.</summary>
    private static async Task<FileContentHttpResult> Kept(byte[] content, string type, EntityTagHeaderValue tag, HttpContext context, LabelDesk desk)
    {
        if (await desk.MayBeShown())
        {
            context.Response.Headers.CacheControl = "public, max-age=300";
            Security.OpenToOtherSites(context);
        }
        return TypedResults.Bytes(content, type, entityTag: tag);
    }

    private static EntityTagHeaderValue Tag(byte[] says, bool isWeak) => new($"\"{Convert.ToHexStringLower(Digest.Of(says).ToBytes()[..16])}\"", isWeak);

    /// <summary>As which media type the caller wants JSON; null: they are content with a JWT.</summary>
    private static string? WantsJson(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        var wanted = context.Request.GetTypedHeaders().Accept.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1)
            .Select(type => type.MediaType.Value!).FirstOrDefault(type => type == Jwt || AsJson.Contains(type));
        return wanted is null or Jwt ? null : wanted;
    }

    public sealed record BadgeCodeView(string Text);

    /// <param name="Text">What the camera read; or the badge as a credential, a JWT or JSON with its proof.</param>
    public sealed record BadgeText(string Text);

    /// <param name="Reasons">Why it is not valid; empty if it is.</param>
    /// <param name="Live">The grant today, by the register.</param>
    /// <param name="Badge">What the badge says; nobody's word unless the signature is good.</param>
    public sealed record BadgeCheckView(bool Valid, IReadOnlyList<string> Reasons, LabelEndpoints.GrantStandingView? Live, BadgeView? Badge);
}
