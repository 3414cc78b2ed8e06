using System.Globalization;
using System.Text.RegularExpressions;

namespace EssLedger.Core.Strategy;

/// <summary>A kind of record of the strategy: what it consists of and what is asked of it.</summary>
/// <param name="Name">Under which it is kept.</param>
/// <param name="Fields">In the order in which they are asked for and in which reasons win.</param>
public sealed partial record StrategyKind(string Name, IReadOnlyList<Field> Fields)
{
    private const int MostEntries = 100;

    private static readonly Field ObjectivesServed = new("objectives", FieldKind.Choices) { Of = "strategy.objective", IsRequired = false };

    /// <summary>The series of events that the strategy names.</summary>
    public static IReadOnlyList<string> Series { get; } = ["mois_ess", "temps_fort", "quinzaine_commerce_equitable", "sedd", "journees_patrimoine", "semaine_ess_ecole"];

    /// <summary>The themes on which it was worked out.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["changement_echelle", "iae_ess", "transition_alimentaire", "qpv", "co_construction"];

    /// <summary>Of what a figure tells: Lille with Hellemmes and Lomme, each of these alone, the metropolis.</summary>
    public static IReadOnlyList<string> Perimeters { get; } = ["lille", "hellemmes", "lomme", "mel"];

    /// <summary>An axis; its id is its number.</summary>
    public static StrategyKind Axis { get; } = new("strategy.axis", [new("code", FieldKind.Line) { Most = 1 }, new("title", FieldKind.Line), new("text", FieldKind.Text) { Most = 4000, IsRequired = false }]);

    /// <summary>An objective; its id is its number.</summary>
    public static StrategyKind Objective { get; } = new("strategy.objective",
        [new("axis", FieldKind.Choice) { Of = "strategy.axis" }, new("code", FieldKind.Line) { Most = 4 }, new("title", FieldKind.Line), new("text", FieldKind.Text) { Most = 4000, IsRequired = false }]);

    /// <summary>Who meets, how often, and who has a seat: an organisation or a function, never a person.</summary>
    public static StrategyKind Body { get; } = new("strategy.body",
    [
        new("title", FieldKind.Line), new("months", FieldKind.Number) { Least = 1, Most = 60 }, new("chair", FieldKind.Line) { IsRequired = false }, new("voting", FieldKind.Lines) { IsRequired = false },
        new("advising", FieldKind.Lines) { IsRequired = false }, new("isPublic", FieldKind.Yes) { IsRequired = false }, new("first", FieldKind.Day), new("last", FieldKind.Day) { IsRequired = false },
    ]);

    /// <summary>A meeting of a body. Who was present: organisations and functions.</summary>
    public static StrategyKind Meeting { get; } = new("strategy.meeting",
    [
        new("body", FieldKind.Choice) { Of = "strategy.body" }, new("state", FieldKind.Choice) { Words = ["planned", "held", "cancelled"] }, new("day", FieldKind.Day), new("time", FieldKind.Time) { IsRequired = false },
        new("place", FieldKind.Line) { IsRequired = false }, new("agenda", FieldKind.Text) { Most = 4000, IsRequired = false }, new("present", FieldKind.Lines) { IsRequired = false }, new("minutes", FieldKind.Text) { Most = 20_000, IsRequired = false },
    ]);

    /// <summary>Something that took place, or will.</summary>
    public static StrategyKind Event { get; } = new("strategy.event",
    [
        new("title", FieldKind.Line), new("first", FieldKind.Day), new("last", FieldKind.Day) { IsRequired = false }, new("place", FieldKind.Line) { IsRequired = false }, new("series", FieldKind.Choice) { Words = Series, IsRequired = false },
        new("theme", FieldKind.Choice) { Words = Themes, IsRequired = false }, new("attendance", FieldKind.Number) { Most = 1_000_000, IsRequired = false }, ObjectivesServed, new("text", FieldKind.Text) { Most = 4000, IsRequired = false },
    ]);

    /// <summary>A survey with its sessions: who was asked, who answered, who came and how many people these were are four numbers.</summary>
    public static StrategyKind Survey { get; } = new("strategy.survey",
    [
        new("title", FieldKind.Line), new("day", FieldKind.Day), new("sent", FieldKind.Number) { Least = 1, Most = 10_000_000 }, new("answered", FieldKind.Number) { Most = 10_000_000 }, new("sessions", FieldKind.Counts) { Most = 1_000_000, IsRequired = false },
        new("people", FieldKind.Number) { Most = 10_000_000, IsRequired = false }, new("isApproximate", FieldKind.Yes) { IsRequired = false }, ObjectivesServed, new("source", FieldKind.Line),
    ]);

    /// <summary>What shows whether an objective is reached: counted here, or entered by hand.</summary>
    public static StrategyKind Indicator { get; } = new("strategy.indicator",
    [
        new("title", FieldKind.Line), ObjectivesServed with { IsRequired = true }, new("counts", FieldKind.Choice) { Words = ["entered", "labels", "events", "meetings"] }, new("unit", FieldKind.Line) { Most = 60 },
        new("text", FieldKind.Text) { Most = 4000 },
    ]);

    /// <summary>A figure of an indicator that is entered by hand.</summary>
    public static StrategyKind Figure { get; } = new("strategy.figure",
    [
        new("indicator", FieldKind.Choice) { Of = "strategy.indicator" }, new("year", FieldKind.Number) { Least = 2000, Most = 2100 }, new("value", FieldKind.Decimal), new("perimeter", FieldKind.Choice) { Words = Perimeters },
        new("source", FieldKind.Line), new("breaks", FieldKind.Yes) { IsRequired = false },
    ]);

    /// <summary>A sheet of what is done for an objective.</summary>
    public static StrategyKind Action { get; } = new("strategy.action",
    [
        new("title", FieldKind.Line), new("objective", FieldKind.Choice) { Of = "strategy.objective" }, new("text", FieldKind.Text) { Most = 4000 }, new("lead", FieldKind.Line), new("state", FieldKind.Choice) { Words = ["planned", "running", "done", "dropped"] },
        new("first", FieldKind.Day) { IsRequired = false }, new("last", FieldKind.Day) { IsRequired = false },
    ]);

    /// <summary>All kinds; what a record of one names is of a kind before it.</summary>
    public static IReadOnlyList<StrategyKind> All { get; } = [Axis, Objective, Body, Meeting, Event, Survey, Indicator, Figure, Action];

    /// <summary>Whether the id of a record is its number in the strategy, which does not change.</summary>
    public bool IsNumbered => this == Axis || this == Objective;

    /// <summary>What was filled in, as it is kept: trimmed, numbers without spaces, empty entries left out. What is no field is left out.</summary>
    public FieldValues Clean(Func<string, IEnumerable<string>> sent)
    {
        var values = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            var entries = sent(field.Name);
            if (field.Kind is FieldKind.Lines) entries = entries.SelectMany(e => e.Split('\n'));
            var kept = entries.Select(e => Clean(field.Kind, e)).Where(e => e.Length > 0).ToList();
            if (kept.Count > 0) values[field.Name] = field.Kind is FieldKind.Lines or FieldKind.Choices or FieldKind.Counts ? kept : [kept[0]];
        }
        return new(values);
    }

    /// <summary>What is wrong with what was filled in: of each field the first reason.</summary>
    /// <param name="values">Clean.</param>
    /// <param name="id">Of the record that is changed; null: it is a new one.</param>
    /// <param name="board">What there is.</param>
    /// <param name="today">Europe/Paris.</param>
    public IReadOnlyDictionary<string, FieldRefusal> Check(FieldValues values, string? id, Board board, DateOnly today)
    {
        var refusals = new Dictionary<string, FieldRefusal>();
        foreach (var field in Fields)
            if (Check(field, values, board) is { } no) refusals[field.Name] = no;
        foreach (var (field, no) in Together(values, id, board, today).Where(r => r.Wrong).Select(r => (r.Field, r.Refusal))) refusals.TryAdd(field, no);
        return refusals;
    }

    private static FieldRefusal? Check(Field field, FieldValues values, Board board)
    {
        var (text, all) = (values[field.Name], values.All(field.Name));
        if (all.Count == 0) return field.IsRequired ? FieldRefusal.Missing : null;
        if (all.Count > MostEntries) return FieldRefusal.TooMany;
        bool Is(string word) => field.Of is null ? field.Words.Contains(word) : board.Has(field.Of, word);
        return field.Kind switch
        {
            FieldKind.Line or FieldKind.Text or FieldKind.Lines => all.Any(e => e.Length > field.Most) ? FieldRefusal.TooLong : null,
            FieldKind.Day => values.Day(field.Name) is null ? FieldRefusal.NotADay : null,
            FieldKind.Time => values.Time(field.Name) is null ? FieldRefusal.NotATime : null,
            FieldKind.Number => values.Number(field.Name) is not { } number ? FieldRefusal.NotANumber : number < field.Least || number > field.Most ? FieldRefusal.OutOfRange : null,
            FieldKind.Decimal => !Plain().IsMatch(text) ? FieldRefusal.NotANumber : null,
            FieldKind.Counts => all.Any(e => FieldValues.CountOf(e) is null) ? FieldRefusal.NotANumber : values.Counts(field.Name).Any(s => s.Attendances > field.Most) ? FieldRefusal.OutOfRange
                : values.Counts(field.Name).Any(s => s.Title.Length > 200) ? FieldRefusal.TooLong : null,
            FieldKind.Choice or FieldKind.Choices => all.All(Is) ? null : FieldRefusal.Unknown,
            _ => null,
        };
    }

    // What fields say of each other.
    private IEnumerable<(string Field, FieldRefusal Refusal, bool Wrong)> Together(FieldValues v, string? id, Board board, DateOnly today)
    {
        if (IsNumbered)
        {
            yield return ("code", FieldRefusal.NotACode, !(this == Axis ? AxisCode() : ObjectiveCode()).IsMatch(v["code"]));
            yield return ("code", FieldRefusal.OtherAxis, this == Objective && !v["code"].StartsWith($"{v["axis"]}.", StringComparison.Ordinal));
            yield return ("code", FieldRefusal.Taken, id is null ? board.Has(Name, v["code"]) : id != v["code"]);
        }
        yield return ("last", FieldRefusal.BeforeFirst, v.Day("last") < v.Day("first"));
        yield return ("state", FieldRefusal.HeldInFuture, this == Meeting && v["state"] == "held" && v.Day("day") > today);
        if (this != Survey) yield break;
        yield return ("answered", FieldRefusal.AboveSent, v.Number("answered") > v.Number("sent"));
        yield return ("people", FieldRefusal.AboveAttendances, v.Number("people") > v.Counts("sessions").Sum(s => (long)s.Attendances));
        yield return ("isApproximate", FieldRefusal.NothingToApproximate, v.Yes("isApproximate") && v["people"].Length == 0);
    }

    private static string Clean(FieldKind kind, string text)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        return kind switch
        {
            FieldKind.Number or FieldKind.Decimal => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace(',', '.'),
            FieldKind.Line or FieldKind.Lines or FieldKind.Counts => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            _ => text,
        };
    }

    [GeneratedRegex(@"^-?[0-9]{1,13}(\.[0-9]{1,4})?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[1-9]\z")]
    private static partial Regex AxisCode();

    [GeneratedRegex(@"^[1-9]\.[1-9][0-9]?\z")]
    private static partial Regex ObjectiveCode();
}
