namespace EssLedger.Core.Strategy;

/// <summary>A body in a year.</summary>
/// <param name="Body">Which.</param>
/// <param name="Held">How many meetings it held.</param>
/// <param name="Expected">How many its frequency asks of a whole year; 0: fewer than one.</param>
public sealed record BodyYear(Body Body, int Held, int Expected);

/// <summary>How many events of a series or theme began in a year.</summary>
/// <param name="Word">Of <see cref="StrategyKind.Series"/> or <see cref="StrategyKind.Themes"/>; empty: of none.</param>
/// <param name="Events">How many.</param>
/// <param name="Attendance">How many came to those of which it is known.</param>
/// <param name="Unknown">Of how many events it is not.</param>
public sealed record EventCount(string Word, int Events, long Attendance, int Unknown);

/// <summary>An indicator in a year.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Year">The civil year.</param>
/// <param name="Value">In its unit; null: not known.</param>
/// <param name="Perimeter">Of whom, where it was entered; empty: of all that is counted here.</param>
/// <param name="Source">Where it is from, where it was entered; empty: counted here.</param>
/// <param name="Breaks">Whether it must not be compared with the years before.</param>
public sealed record IndicatorValue(Indicator Indicator, int Year, decimal? Value, string Perimeter, string Source, bool Breaks);

/// <summary>What the strategy came to in a civil year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Bodies">Those that existed in it.</param>
/// <param name="Series">Events by series, in the order of the series; those of none last.</param>
/// <param name="Themes">Events by theme; those of none last.</param>
/// <param name="Surveys">Those that ended in it.</param>
/// <param name="Indicators">One line for each indicator that is counted, one for each figure of those that are entered, one without a value where there is none.</param>
/// <param name="Actions">Sheets that were begun by its end and had not ended before it.</param>
public sealed record StrategyYear(
    int Year, IReadOnlyList<BodyYear> Bodies, IReadOnlyList<EventCount> Series, IReadOnlyList<EventCount> Themes, IReadOnlyList<Survey> Surveys, IReadOnlyList<IndicatorValue> Indicators, IReadOnlyList<ActionSheet> Actions)
{
    /// <summary>A year of a strategy.</summary>
    /// <param name="board">The strategy.</param>
    /// <param name="year">The civil year.</param>
    /// <param name="labels">How many labelled participants there were at its end (or are, while it lasts); null: not known.</param>
    public static StrategyYear Of(Board board, int year, int? labels)
    {
        var events = board.Events.Where(e => e.First.Year == year).ToList();
        var held = board.Meetings.Where(m => m.State is MeetingState.Held && m.Day.Year == year).CountBy(m => m.Body).ToDictionary();
        return new(year,
            [.. board.Bodies.Where(b => b.First.Year <= year && !(b.Last?.Year < year)).Select(b => new BodyYear(b, held.GetValueOrDefault(b.Id), 12 / b.Months))],
            Counts(events, StrategyKind.Series, e => e.Series), Counts(events, StrategyKind.Themes, e => e.Theme),
            [.. board.Surveys.Where(s => s.Day.Year == year)],
            [.. board.Indicators.SelectMany(i => ValuesOf(i, board, year, labels))],
            [.. board.Actions.Where(a => !(a.First?.Year > year) && !(a.Last?.Year < year))]);
    }

    /// <summary>The values of an indicator in a year: of one that is entered, one for each perimeter.</summary>
    public static IReadOnlyList<IndicatorValue> ValuesOf(Indicator indicator, Board board, int year, int? labels)
    {
        IReadOnlyList<IndicatorValue> Counted(decimal? value) => [new(indicator, year, value, "", "", false)];
        return indicator.Source switch
        {
            IndicatorSource.Labels => Counted(labels),
            IndicatorSource.Events => Counted(board.Events.Count(e => e.First.Year == year && e.Objectives.Any(indicator.Objectives.Contains))),
            IndicatorSource.Meetings => Counted(board.Meetings.Count(m => m.State is MeetingState.Held && m.Day.Year == year)),
            _ => board.Figures.Where(f => f.Indicator == indicator.Id && f.Year == year).Select(f => new IndicatorValue(indicator, year, f.Value, f.Perimeter, f.Source, f.Breaks)).ToList() is { Count: > 0 } entered ? entered : Counted(null),
        };
    }

    private static IReadOnlyList<EventCount> Counts(IReadOnlyList<StrategyEvent> events, IReadOnlyList<string> words, Func<StrategyEvent, string> of) =>
        [.. words.Append("").Select(word => (word, Of: events.Where(e => of(e) == word).ToList())).Select(g => new EventCount(g.word, g.Of.Count, g.Of.Sum(e => (long)(e.Attendance ?? 0)), g.Of.Count(e => e.Attendance is null)))];
}
