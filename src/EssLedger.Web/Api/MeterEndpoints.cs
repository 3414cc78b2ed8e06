using EssLedger.Core.Books;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What the law has the issuer watch, from the book.</summary>
public static class MeterEndpoints
{
    public static void MapMeters(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/meters", Show).RequireAuthorization().WithTags("Ledger").WithSummary("Payments of the last 12 months, units in circulation and acceptors, with every day on which a threshold was crossed.");

    private static async Task<Ok<MetersView>> Show(Caller caller, MeterDesk desk, Terms terms)
    {
        caller.Require(Roles.Treasurer, Roles.Approver, Roles.Auditor);
        var readings = await desk.Read();
        var now = readings.Days[^1];
        return TypedResults.Ok(new MetersView(now.Day, terms.Unit, now.Paid, now.InCirculation, now.Digital, now.Paper, now.InProgress, now.Acceptors, [.. desk.Thresholds.Select(t => View(readings.Of(t)))]));
    }

    private static ThresholdView View(ThresholdStanding standing) => new(
        standing.Threshold.Meter.ToString().ToLowerInvariant(), standing.Threshold.Most, standing.Threshold.Source, standing.IsAbove, [.. standing.Crossings.Select(c => new CrossingView(c.Day, c.Above))], standing.UpdateDue);

    /// <summary>The meters now; sums in minor units.</summary>
    /// <param name="PaidIn12Months">Payments from member to member in the 12 months that end with the day; refunds are not taken off.</param>
    /// <param name="InCirculation">On paper, in accounts and on their way back.</param>
    /// <param name="Acceptors">Open accounts of professionals, solidarity bodies and public bodies.</param>
    public sealed record MetersView(
        DateOnly Day, Unit Unit, long PaidIn12Months, long InCirculation, long Digital, long Paper, long InProgress, long Acceptors, IReadOnlyList<ThresholdView> Thresholds);

    /// <param name="Meter"><c>payments</c>, <c>circulation</c> or <c>acceptors</c>.</param>
    /// <param name="Most">Above which something is to be done: minor units, or a count.</param>
    /// <param name="Source">Which text says so.</param>
    /// <param name="UpdateDue">When the yearly update of the declaration is due next; null: it was never crossed.</param>
    public sealed record ThresholdView(string Meter, long Most, string Source, bool Above, IReadOnlyList<CrossingView> Crossings, DateOnly? UpdateDue);

    /// <param name="Day">The first day above it, or no longer.</param>
    public sealed record CrossingView(DateOnly Day, bool Above);
}
