using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The label: where a grant stands on a day, what may happen to it, and the badge that proves it.</summary>
public static class LabelEndpoints
{
    public static void MapLabel(this IEndpointRouteBuilder app)
    {
        var label = app.MapGroup("/v1/label").WithTags("Label");
        label.MapGet("/grants/{number}", Show).WithSummary("Where a grant stands on a day, by what was known on another.");
        label.MapPost("/grants/{number}/suspend", (GrantNumber number, GrantDecision decision, Caller caller, IGrainFactory grains, LabelDesk desk, TimeProvider clock) =>
            Record(number, new GrantAct.Suspended(), decision, caller, grains, desk, clock)).RequireAuthorization().WithSummary("The right to use the label rests.");
        label.MapPost("/grants/{number}/reinstate", (GrantNumber number, GrantDecision decision, Caller caller, IGrainFactory grains, LabelDesk desk, TimeProvider clock) =>
            Record(number, new GrantAct.Reinstated(), decision, caller, grains, desk, clock)).RequireAuthorization().WithSummary("A suspension ends.");
        label.MapPost("/grants/{number}/withdraw", (GrantNumber number, GrantDecision decision, Caller caller, IGrainFactory grains, LabelDesk desk, TimeProvider clock) =>
            Record(number, new GrantAct.Withdrawn(), decision, caller, grains, desk, clock)).RequireAuthorization().WithSummary("The label's owner takes it back; final.");

        var badges = app.MapGroup("/v1/badges").WithTags("Badges");
        badges.MapGet("/{number}/code", Code).WithSummary("The text of the badge's QR code.");
        badges.MapGet("/{number}/qr.svg", Svg).Produces<string>(200, "image/svg+xml").WithSummary("The badge's QR code as SVG.");
        badges.MapGet("/{number}/qr.png", Png).Produces<byte[]>(200, "image/png").WithSummary("The badge's QR code as PNG.");
        badges.MapPost("/verify", Verify).WithSummary("Checks what a camera read from a badge: signature, dates and today's standing.");
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Show(
        GrantNumber number, Caller caller, LabelDesk desk, Settings settings, TimeProvider clock, Day? on = null, Day? asKnownOn = null)
    {
        if (Hidden(settings, caller) is { } hidden) return hidden;
        return await desk.Find(number, on?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow()), asKnownOn?.Date) is { } grant
            ? TypedResults.Ok(GrantStandingView.Of(grant))
            : Problems.For(GrantRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Record(
        GrantNumber number, GrantAct act, GrantDecision decision, Caller caller, IGrainFactory grains, LabelDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.LabelCommittee, Roles.LabelManager);
        if (decision.Reason.Trim() is not { Length: > 0 and <= 2000 } reason) return Problems.InvalidField("reason", "1 to 2000 characters");
        var effective = decision.Effective ?? ParisCalendar.DayOf(clock.GetUtcNow());
        if (await grains.GetGrain<IGrantGrain>(number.Value).Record(new(number, act, effective, caller.RequiredPerson, Digest.Zero), reason) is { } refusal) return Problems.For(refusal.Word());
        return TypedResults.Ok(GrantStandingView.Of((await desk.Find(number, effective, null))!));
    }

    private static async Task<Results<Ok<BadgeCodeView>, ProblemHttpResult>> Code(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (Hidden(settings, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Ok(new BadgeCodeView(text)) : Problems.For(GrantRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Svg(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (Hidden(settings, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Content(Qr.Of(text).ToSvg($"Badge {number}"), "image/svg+xml") : Problems.For(GrantRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Png(GrantNumber number, Caller caller, LabelDesk desk, Settings settings)
    {
        if (Hidden(settings, caller) is { } hidden) return hidden;
        return await Text(number, desk, settings) is { } text ? TypedResults.Bytes(Qr.Of(text).ToPng(), "image/png") : Problems.For(GrantRefusal.UnknownGrant.Word());
    }

    private static async Task<string?> Text(GrantNumber number, LabelDesk desk, Settings settings) =>
        await desk.Badge(number) is { } badge ? QrText.Of('B', badge.Span, settings) : null;

    private static async Task<Results<Ok<BadgeCheckView>, ProblemHttpResult>> Verify(BadgeText asked, Caller caller, LabelDesk desk, Settings settings)
    {
        if (Hidden(settings, caller) is { } hidden) return hidden;
        if (asked.Text.Length > 4000) return Problems.InvalidField("text", "at most 4000 characters");
        var check = await desk.Check(asked.Text);
        return TypedResults.Ok(new BadgeCheckView(
            check.Verdict.Valid, [.. check.Verdict.Reasons.Select(r => r.Word())], check.Live is { } live ? GrantStandingView.Of(live) : null, check.Badge));
    }

    /// <summary>Where the owner's legal mode forbids public display, strangers learn nothing.</summary>
    private static ProblemHttpResult? Hidden(Settings settings, Caller caller) =>
        settings.LabelIsPublic || caller.Person is not null ? null : Problems.For("label_not_public");

    /// <param name="Reason">Why; kept apart from the book and never shown in public.</param>
    /// <param name="Effective">The first day (Europe/Paris) on which it counts; today if left out.</param>
    public sealed record GrantDecision(string Reason, DateOnly? Effective = null);

    /// <summary>A grant on a day.</summary>
    /// <param name="Until">The last day, included.</param>
    /// <param name="History">Which acts, effective when; never a reason.</param>
    public sealed record GrantStandingView(
        GrantNumber Number, string Holder, string HolderId, string Kind, int? Level, string Standing, DateOnly? From, DateOnly? Until, IReadOnlyList<HistoryEntryView> History)
    {
        internal static GrantStandingView Of(GrantView grant) => new(
            grant.Number, grant.Holder, grant.HolderId, grant.Kind switch { GrantKind.Shop => "shop", GrantKind.EssActor => "ess", _ => "event" },
            grant.Level, grant.Standing.Word(), grant.From, grant.Until, [.. grant.History.Select(h => new HistoryEntryView(h.Kind, h.Day))]);
    }

    public sealed record HistoryEntryView(string Kind, DateOnly Day);

    public sealed record BadgeCodeView(string Text);

    public sealed record BadgeText(string Text);

    /// <param name="Reasons">Why it is not valid; empty if it is.</param>
    /// <param name="Live">The grant today, by the register.</param>
    /// <param name="Badge">What the badge says; nobody's word unless the signature is good.</param>
    public sealed record BadgeCheckView(bool Valid, IReadOnlyList<string> Reasons, GrantStandingView? Live, BadgeView? Badge);
}
