using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The badge that proves a grant.</summary>
public static class BadgeEndpoints
{
    public static void MapBadges(this IEndpointRouteBuilder app)
    {
        var badges = app.MapGroup("/v1/badges").WithTags("Badges");
        badges.MapGet("/{number}/code", Code).WithSummary("The text of the badge's QR code.");
        badges.MapGet("/{number}/qr.svg", Svg).Produces<string>(200, "image/svg+xml").WithSummary("The badge's QR code as SVG.");
        badges.MapGet("/{number}/qr.png", Png).Produces<byte[]>(200, "image/png").WithSummary("The badge's QR code as PNG.");
        badges.MapPost("/verify", Verify).WithSummary("Checks what a camera read from a badge: signature, dates and today's standing.");
    }

    private static async Task<Results<Ok<BadgeCodeView>, ProblemHttpResult>> Code(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (await LabelEndpoints.Hidden(desk, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Ok(new BadgeCodeView(text)) : Problems.For(LabelRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Svg(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (await LabelEndpoints.Hidden(desk, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Content(Qr.Of(text).ToSvg($"Badge {number}"), "image/svg+xml") : Problems.For(LabelRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Png(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (await LabelEndpoints.Hidden(desk, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Bytes(Qr.Of(text).ToPng(), "image/png") : Problems.For(LabelRefusal.UnknownGrant.Word());
    }

    private static async Task<string?> Text(GrantNumber number, LabelDesk desk, Settings settings) =>
        await desk.Badge(number) is { } badge ? QrText.Of('B', badge.Span, settings) : null;

    private static async Task<Results<Ok<BadgeCheckView>, ProblemHttpResult>> Verify(BadgeText asked, Caller caller, LabelDesk desk, Settings settings)
    {
        if (await LabelEndpoints.Hidden(desk, caller) is { } hidden) return hidden;
        if (asked.Text.Length > 4000) return Problems.InvalidField("text", "at most 4000 characters");
        var check = await desk.Check(asked.Text);
        return TypedResults.Ok(new BadgeCheckView(
            check.Verdict.Valid, [.. check.Verdict.Reasons.Select(r => r.Word())], check.Live is { } live ? LabelEndpoints.GrantStandingView.Of(live) : null, check.Badge));
    }

    public sealed record BadgeCodeView(string Text);

    public sealed record BadgeText(string Text);

    /// <param name="Reasons">Why it is not valid; empty if it is.</param>
    /// <param name="Live">The grant today, by the register.</param>
    /// <param name="Badge">What the badge says; nobody's word unless the signature is good.</param>
    public sealed record BadgeCheckView(bool Valid, IReadOnlyList<string> Reasons, LabelEndpoints.GrantStandingView? Live, BadgeView? Badge);
}
