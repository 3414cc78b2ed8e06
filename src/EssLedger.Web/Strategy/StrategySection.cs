using EssLedger.Core.Strategy;
using EssLedger.Web.Publishing;

namespace EssLedger.Web.Strategy;

/// <summary>What the strategy came to: who met, what took place, who was asked, which indicators moved. Labels are counted in a section of their own.</summary>
public sealed class StrategySection(StrategyDesk strategy) : IReportSection
{
    private static readonly ReportColumn Year = new("year", "year"), Events = new("events", "count"), Attendance = new("attendance", "count"), Unknown = new("unknown", "count");

    public string Name => "strategy";

    public async Task<IReadOnlyList<ReportTable>> Tables(ReportSpan span, CancellationToken cancellationToken)
    {
        var board = await strategy.KnownOn(span.KnownOn, cancellationToken);
        var years = span.Years.Select(y => StrategyYear.Of(board, y.Year, labels: null)).ToList();
        return
        [
            new("meetings", [new("body", "text"), Year, new("held", "count"), new("expected", "count")],
                [.. from year in years from body in year.Bodies select (IReadOnlyList<object?>)[body.Body.Title, year.Year, body.Held, body.Expected]]) { Notes = ["meetings"] },
            Counts("events_by_series", "series", year => year.Series),
            Counts("events_by_theme", "theme", year => year.Themes),
            new("surveys", [new("survey", "text"), new("day", "day"), new("sent", "count"), new("answered", "count"), new("answer_rate", "share"), new("attendances", "count"), new("people", "number")],
                [.. from year in years from s in year.Surveys select (IReadOnlyList<object?>)[s.Title, s.Day, s.Sent, s.Answered, s.AnswerRate / 10_000m, s.Attendances, s.People]]) { Notes = ["surveys"] },
            new("indicators_entered", [new("indicator", "text"), Year, new("unit", "text"), new("perimeter", "text"), new("source", "text"), new("value", "number")],
                [.. from year in years from v in year.Indicators where v.Indicator.Source is not IndicatorSource.Labels select (IReadOnlyList<object?>)[v.Indicator.Title, v.Year, v.Indicator.Unit, v.Perimeter, v.Source, v.Value]])
            {
                Notes = years.Any(y => y.Indicators.Any(v => v.Breaks)) ? ["entered_break"] : [],
            },
        ];

        ReportTable Counts(string name, string word, Func<StrategyYear, IReadOnlyList<EventCount>> of) => new(name, [Year, new(word, word), Events, Attendance, Unknown],
            [.. from year in years from c in of(year) where c.Events > 0 select (IReadOnlyList<object?>)[year.Year, c.Word, c.Events, c.Attendance, c.Unknown]])
        { Notes = ["attendance"] };
    }
}
