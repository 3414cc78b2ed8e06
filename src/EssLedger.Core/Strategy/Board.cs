using EssLedger.Core.Records;

namespace EssLedger.Core.Strategy;

/// <summary>An axis of the strategy.</summary>
public sealed record Axis(string Id, string Title, string Text);

/// <summary>An objective of the strategy.</summary>
public sealed record Objective(string Id, string Axis, string Title, string Text);

/// <summary>A body that steers the strategy or takes part in it.</summary>
/// <param name="Id">Its name among bodies.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Months">Within how many months of one meeting the next is to be held.</param>
/// <param name="Chair">The function that presides; empty: none is named.</param>
/// <param name="Voting">Organisations and functions with a vote.</param>
/// <param name="Advising">Those without.</param>
/// <param name="IsPublic">Whether everybody may know when it meets and about what.</param>
/// <param name="First">Since when it exists (Europe/Paris): the first meeting is due from there.</param>
/// <param name="Last">Its last day; null: it goes on.</param>
public sealed record Body(string Id, string Title, int Months, string Chair, IReadOnlyList<string> Voting, IReadOnlyList<string> Advising, bool IsPublic, DateOnly First, DateOnly? Last);

/// <summary>How a meeting stands.</summary>
public enum MeetingState
{
    /// <summary>It is to be.</summary>
    Planned,
    /// <summary>It was.</summary>
    Held,
    /// <summary>It will not be.</summary>
    Cancelled,
}

/// <summary>A meeting of a body; days and times are those of Europe/Paris.</summary>
public sealed record Meeting(string Id, string Body, MeetingState State, DateOnly Day, TimeOnly? Time, string Place, string Agenda, IReadOnlyList<string> Present, string Minutes);

/// <summary>Something that took place, or will; days are those of Europe/Paris.</summary>
/// <param name="Id">Its name among events.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day.</param>
/// <param name="Place">Where.</param>
/// <param name="Series">A word of <see cref="StrategyKind.Series"/>; empty: of none.</param>
/// <param name="Theme">A word of <see cref="StrategyKind.Themes"/>; empty: none.</param>
/// <param name="Attendance">How many came, whoever came twice counted twice; null: not known.</param>
/// <param name="Objectives">Which it serves.</param>
/// <param name="Text">More on it.</param>
public sealed record StrategyEvent(string Id, string Title, DateOnly First, DateOnly Last, string Place, string Series, string Theme, int? Attendance, IReadOnlyList<string> Objectives, string Text);

/// <summary>A session of a survey.</summary>
/// <param name="Title">What it was.</param>
/// <param name="Attendances">How many came to it.</param>
public sealed record Session(string Title, int Attendances);

/// <summary>A survey with its sessions. Four numbers that are never taken for each other.</summary>
/// <param name="Id">Its name among surveys.</param>
/// <param name="Title">What was asked.</param>
/// <param name="Day">When it ended (Europe/Paris).</param>
/// <param name="Sent">How many were asked.</param>
/// <param name="Answered">How many of them answered.</param>
/// <param name="Sessions">How many came to each.</param>
/// <param name="People">How many distinct people took part in sessions; null: nobody knows.</param>
/// <param name="IsApproximate">Whether that is an approximation.</param>
/// <param name="Objectives">Which it serves.</param>
/// <param name="Source">Where the numbers are from.</param>
public sealed record Survey(string Id, string Title, DateOnly Day, int Sent, int Answered, IReadOnlyList<Session> Sessions, int? People, bool IsApproximate, IReadOnlyList<string> Objectives, string Source)
{
    /// <summary>All sessions together: who came to two counts twice.</summary>
    public long Attendances => Sessions.Sum(s => (long)s.Attendances);

    /// <summary>Answers of what was sent in hundredths of a percent, rounded half away from zero: 80 of 348 is 2299.</summary>
    public int AnswerRate => (int)decimal.Round(10_000m * Answered / Sent, MidpointRounding.AwayFromZero);
}

/// <summary>Where the numbers of an indicator come from.</summary>
public enum IndicatorSource
{
    /// <summary>Somebody enters them, with year, source and perimeter.</summary>
    Entered,
    /// <summary>Labelled participants at the end of the year.</summary>
    Labels,
    /// <summary>Events of the year that serve its objectives.</summary>
    Events,
    /// <summary>Meetings held in the year.</summary>
    Meetings,
}

/// <summary>What shows whether objectives are reached.</summary>
public sealed record Indicator(string Id, string Title, IReadOnlyList<string> Objectives, IndicatorSource Source, string Unit, string Text);

/// <summary>A figure of an indicator.</summary>
/// <param name="Id">Its name among figures.</param>
/// <param name="Indicator">Of which.</param>
/// <param name="Year">The civil year.</param>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Perimeter">A word of <see cref="StrategyKind.Perimeters"/>.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Breaks">Whether it was counted otherwise than those before it, so that they must not be compared.</param>
public sealed record Figure(string Id, string Indicator, int Year, decimal Value, string Perimeter, string Source, bool Breaks);

/// <summary>How far an action is.</summary>
public enum ActionState
{
    /// <summary>It is to begin.</summary>
    Planned,
    /// <summary>It goes on.</summary>
    Running,
    /// <summary>It is done.</summary>
    Done,
    /// <summary>It was given up.</summary>
    Dropped,
}

/// <summary>What is done for an objective.</summary>
public sealed record ActionSheet(string Id, string Title, string Objective, string Text, string Lead, ActionState State, DateOnly? First, DateOnly? Last);

/// <summary>The whole strategy as its records stand: the last version of each.</summary>
public sealed class Board
{
    private readonly Dictionary<string, Dictionary<string, FieldValues>> _records;

    /// <param name="records">Kind, id and fields of each.</param>
    public Board(IEnumerable<(string Kind, string Id, FieldValues Values)> records)
    {
        _records = records.GroupBy(r => r.Kind).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Id, r => r.Values));
        Axes = [.. Of(StrategyKind.Axis, (id, v) => new Axis(id, v["title"], v["text"])).OrderBy(a => a.Id, StringComparer.Ordinal)];
        Objectives = [.. Of(StrategyKind.Objective, (id, v) => new Objective(id, v["axis"], v["title"], v["text"])).OrderBy(o => o.Axis, StringComparer.Ordinal).ThenBy(o => o.Id.Length).ThenBy(o => o.Id, StringComparer.Ordinal)];
        Bodies = [.. Of(StrategyKind.Body, (id, v) => new Body(id, v["title"], v.Number("months")!.Value, v["chair"], v.All("voting"), v.All("advising"), v.Yes("isPublic"), v.Day("first")!.Value, v.Day("last")))
            .OrderByDescending(b => b.Months).ThenBy(b => b.Title, StringComparer.Ordinal)];
        Meetings = [.. Of(StrategyKind.Meeting, (id, v) => new Meeting(id, v["body"], Word<MeetingState>(v["state"]), v.Day("day")!.Value, v.Time("time"), v["place"], v["agenda"], v.All("present"), v["minutes"]))
            .OrderByDescending(m => m.Day).ThenBy(m => m.Id, StringComparer.Ordinal)];
        Events = [.. Of(StrategyKind.Event, (id, v) => new StrategyEvent(id, v["title"], v.Day("first")!.Value, v.Day("last") ?? v.Day("first")!.Value, v["place"], v["series"], v["theme"], v.Number("attendance"), v.All("objectives"), v["text"]))
            .OrderByDescending(e => e.First).ThenBy(e => e.Id, StringComparer.Ordinal)];
        Surveys = [.. Of(StrategyKind.Survey, (id, v) => new Survey(id, v["title"], v.Day("day")!.Value, v.Number("sent")!.Value, v.Number("answered")!.Value, [.. v.Counts("sessions").Select(c => new Session(c.What, c.Count))], v.Number("people"), v.Yes("isApproximate"), v.All("objectives"), v["source"]))
            .OrderByDescending(s => s.Day).ThenBy(s => s.Id, StringComparer.Ordinal)];
        Indicators = [.. Of(StrategyKind.Indicator, (id, v) => new Indicator(id, v["title"], v.All("objectives"), Word<IndicatorSource>(v["counts"]), v["unit"], v["text"])).OrderBy(i => i.Title, StringComparer.Ordinal)];
        Figures = [.. Of(StrategyKind.Figure, (id, v) => new Figure(id, v["indicator"], v.Number("year")!.Value, v.Decimal("value")!.Value, v["perimeter"], v["source"], v.Yes("breaks")))
            .OrderBy(f => f.Year).ThenBy(f => f.Perimeter, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal)];
        Actions = [.. Of(StrategyKind.Action, (id, v) => new ActionSheet(id, v["title"], v["objective"], v["text"], v["lead"], Word<ActionState>(v["state"]), v.Day("first"), v.Day("last"))).OrderBy(a => a.Objective, StringComparer.Ordinal).ThenBy(a => a.Title, StringComparer.Ordinal)];
    }

    /// <summary>By number.</summary>
    public IReadOnlyList<Axis> Axes { get; }
    /// <summary>By axis and number.</summary>
    public IReadOnlyList<Objective> Objectives { get; }
    /// <summary>Those that meet most seldom first.</summary>
    public IReadOnlyList<Body> Bodies { get; }
    /// <summary>The latest first.</summary>
    public IReadOnlyList<Meeting> Meetings { get; }
    /// <summary>The latest first.</summary>
    public IReadOnlyList<StrategyEvent> Events { get; }
    /// <summary>The latest first.</summary>
    public IReadOnlyList<Survey> Surveys { get; }
    /// <summary>By title.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }
    /// <summary>By year and perimeter.</summary>
    public IReadOnlyList<Figure> Figures { get; }
    /// <summary>By objective.</summary>
    public IReadOnlyList<ActionSheet> Actions { get; }

    /// <summary>Whether there is a record.</summary>
    public bool Has(string kind, string id) => _records.GetValueOrDefault(kind)?.ContainsKey(id) is true;

    /// <summary>The ids of all records of a kind, ordered by what they are called.</summary>
    public IEnumerable<string> IdsOf(string kind) => (_records.GetValueOrDefault(kind)?.Keys ?? Enumerable.Empty<string>()).OrderBy(id => NameOf(kind, id), StringComparer.Ordinal);

    /// <summary>Whether something else names a record, so that it cannot be taken back.</summary>
    public bool IsNamed(StrategyKind kind, string id) => StrategyKind.All.Any(other => other.Fields.Any(f => f.Of == kind.Name && _records.GetValueOrDefault(other.Name)?.Values.Any(v => v.All(f.Name).Contains(id)) is true));

    /// <summary>What a record is called: its title, with its number where it has one; of a figure the year, of a meeting the day.</summary>
    public string NameOf(string kind, string id) => _records.GetValueOrDefault(kind)?.GetValueOrDefault(id) switch
    {
        null => id,
        var v when kind == StrategyKind.Axis.Name || kind == StrategyKind.Objective.Name => $"{id} {v["title"]}",
        var v when kind == StrategyKind.Figure.Name => $"{NameOf(StrategyKind.Indicator.Name, v["indicator"])}, {v["year"]}",
        var v when kind == StrategyKind.Meeting.Name => $"{NameOf(StrategyKind.Body.Name, v["body"])}, {v["day"]}",
        var v => v["title"],
    };

    private IEnumerable<T> Of<T>(StrategyKind kind, Func<string, FieldValues, T> read) => (_records.GetValueOrDefault(kind.Name) ?? []).Select(r => read(r.Key, r.Value));

    private static T Word<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
