using EssLedger.Core.Strategy;
using EssLedger.Web.Strategy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The strategy as everybody may read it: what it asks for, who meets, what takes place, and the figures.</summary>
public static class StrategyEndpoints
{
    public static void MapStrategy(this IEndpointRouteBuilder app)
    {
        var strategy = app.MapGroup("/v1/strategy").WithTags("Strategy");
        strategy.MapGet("", Whole).WithSummary("The axes of the strategy with their objectives, and the action sheets of each.");
        strategy.MapGet("/bodies", Bodies).WithSummary("The bodies: how often they meet, who presides, which organisations and functions have a seat.");
        strategy.MapGet("/meetings", Meetings).WithSummary("The meetings of public bodies, the latest first, of a year or of all; without minutes and without names.");
        strategy.MapGet("/events", Events).WithSummary("The events with series, theme and the objectives they serve, the latest first, of a year or of all; `attendance` counts who came twice twice, and is null where it is not known.");
        strategy.MapGet("/surveys", Surveys).WithSummary("The surveys: `sent`, `answered`, `attendances` and distinct `people` (null: not known) are four numbers; `answerRate` is in hundredths of a percent, rounded half away from zero.");
        strategy.MapGet("/indicators", Indicators).WithSummary("The indicators of a civil year (default: this one), each value with perimeter and source where it was entered by hand; `breaks`: not to be compared with the years before.");
    }

    private static async Task<Ok<StrategyView>> Whole(StrategyDesk desk)
    {
        var board = await desk.Read();
        return TypedResults.Ok(new StrategyView([.. board.Axes.Select(a => new StrategyAxisView(a.Id, a.Title, a.Text, [.. board.Objectives.Where(o => o.Axis == a.Id).Select(o => new StrategyObjectiveView(o.Id, o.Title, o.Text,
            [.. board.Actions.Where(s => s.Objective == o.Id).Select(s => new StrategyActionView(s.Title, s.Text, s.Lead, Word(s.State), s.First, s.Last))]))]))]));
    }

    private static async Task<Ok<IReadOnlyList<StrategyBodyView>>> Bodies(StrategyDesk desk) =>
        TypedResults.Ok<IReadOnlyList<StrategyBodyView>>([.. (await desk.Read()).Bodies.Select(b => new StrategyBodyView(b.Id, b.Title, b.Months, b.Chair, b.Voting, b.Advising, b.First, b.Last))]);

    private static async Task<Ok<IReadOnlyList<StrategyMeetingView>>> Meetings(StrategyDesk desk, int? year = null)
    {
        var board = await desk.Read();
        var bodies = board.Bodies.Where(b => b.IsPublic).Select(b => b.Id).ToHashSet();
        return TypedResults.Ok<IReadOnlyList<StrategyMeetingView>>([.. board.Meetings.Where(m => bodies.Contains(m.Body) && (year ?? m.Day.Year) == m.Day.Year).Select(m => new StrategyMeetingView(m.Id, m.Body, Word(m.State), m.Day, m.Time?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), m.Place, m.Agenda))]);
    }

    private static async Task<Ok<IReadOnlyList<StrategyEventView>>> Events(StrategyDesk desk, int? year = null) => TypedResults.Ok<IReadOnlyList<StrategyEventView>>(
        [.. (await desk.Read()).Events.Where(e => (year ?? e.First.Year) == e.First.Year).Select(e => new StrategyEventView(e.Id, e.Title, e.First, e.Last, e.Place, Given(e.Series), Given(e.Theme), e.Attendance, e.Objectives, e.Text))]);

    private static async Task<Ok<IReadOnlyList<StrategySurveyView>>> Surveys(StrategyDesk desk) => TypedResults.Ok<IReadOnlyList<StrategySurveyView>>(
        [.. (await desk.Read()).Surveys.Select(s => new StrategySurveyView(s.Id, s.Title, s.Day, s.Sent, s.Answered, s.AnswerRate, s.Attendances, s.People, s.IsApproximate, [.. s.Sessions.Select(x => new StrategySessionView(x.Title, x.Attendances))], s.Objectives, s.Source))]);

    private static async Task<Results<Ok<IReadOnlyList<StrategyIndicatorView>>, ProblemHttpResult>> Indicators(StrategyDesk desk, int? year = null)
    {
        if (year is < 2000 or > 2100) return Problems.InvalidField("year", "2000 to 2100");
        return TypedResults.Ok<IReadOnlyList<StrategyIndicatorView>>(
            [.. (await desk.Year(year ?? desk.Today.Year)).Indicators.Select(v => new StrategyIndicatorView(v.Indicator.Title, v.Indicator.Objectives, v.Indicator.Text, v.Year, v.Value, v.Indicator.Unit, Given(v.Perimeter), Given(v.Source), v.Breaks))]);
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static string Word<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();
}

/// <summary>The strategy.</summary>
public sealed record StrategyView(IReadOnlyList<StrategyAxisView> Axes);

/// <summary>An axis.</summary>
public sealed record StrategyAxisView(string Code, string Title, string Text, IReadOnlyList<StrategyObjectiveView> Objectives);

/// <summary>An objective.</summary>
public sealed record StrategyObjectiveView(string Code, string Title, string Text, IReadOnlyList<StrategyActionView> Actions);

/// <summary>What is done for an objective.</summary>
public sealed record StrategyActionView(string Title, string Text, string Lead, string State, DateOnly? First, DateOnly? Last);

/// <summary>A body.</summary>
public sealed record StrategyBodyView(string Body, string Title, int Months, string Chair, IReadOnlyList<string> Voting, IReadOnlyList<string> Advising, DateOnly First, DateOnly? Last);

/// <summary>A meeting; day and time in Paris.</summary>
public sealed record StrategyMeetingView(string Meeting, string Body, string State, DateOnly Day, string? Time, string Place, string Agenda);

/// <summary>An event.</summary>
public sealed record StrategyEventView(string Event, string Title, DateOnly First, DateOnly Last, string Place, string? Series, string? Theme, int? Attendance, IReadOnlyList<string> Objectives, string Text);

/// <summary>A survey.</summary>
public sealed record StrategySurveyView(string Survey, string Title, DateOnly Day, int Sent, int Answered, int AnswerRate, long Attendances, int? People, bool IsApproximate, IReadOnlyList<StrategySessionView> Sessions, IReadOnlyList<string> Objectives, string Source);

/// <summary>A session of a survey.</summary>
public sealed record StrategySessionView(string Title, int Attendances);

/// <summary>An indicator in a year.</summary>
public sealed record StrategyIndicatorView(string Title, IReadOnlyList<string> Objectives, string Text, int Year, decimal? Value, string Unit, string? Perimeter, string? Source, bool Breaks);
