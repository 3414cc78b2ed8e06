using System.Text.RegularExpressions;
using EssLedger.Core.Records;

namespace EssLedger.Core.Strategy;

/// <summary>A kind of record of the strategy: what it consists of and what is asked of it.</summary>
/// <param name="Name">Under which it is kept.</param>
/// <param name="Fields">In the order in which they are asked for and in which reasons win.</param>
public sealed partial record StrategyKind(string Name, IReadOnlyList<Field> Fields)
{
    private static readonly Field ObjectivesServed = new("objectives", FieldKind.Choices, Of: "strategy.objective");

    /// <summary>The series of events that the strategy names.</summary>
    public static IReadOnlyList<string> Series { get; } = ["mois_ess", "temps_fort", "quinzaine_commerce_equitable", "sedd", "journees_patrimoine", "semaine_ess_ecole"];

    /// <summary>The themes on which it was worked out.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["changement_echelle", "iae_ess", "transition_alimentaire", "qpv", "co_construction"];

    /// <summary>Of what a figure tells: Lille with Hellemmes and Lomme, each of these alone, the metropolis.</summary>
    public static IReadOnlyList<string> Perimeters { get; } = ["lille", "hellemmes", "lomme", "mel"];

    /// <summary>An axis; its id is its number.</summary>
    public static StrategyKind Axis { get; } = new("strategy.axis", [new("code", FieldKind.Line, Required: true, Most: 1), new("title", FieldKind.Line, Required: true), new("text", FieldKind.Text, Most: 4000)]);

    /// <summary>An objective; its id is its number.</summary>
    public static StrategyKind Objective { get; } = new("strategy.objective",
        [new("axis", FieldKind.Choice, Required: true, Of: "strategy.axis"), new("code", FieldKind.Line, Required: true, Most: 4), new("title", FieldKind.Line, Required: true), new("text", FieldKind.Text, Most: 4000)]);

    /// <summary>Who meets, how often, and who has a seat: an organisation or a function, never a person.</summary>
    public static StrategyKind Body { get; } = new("strategy.body",
    [
        new("title", FieldKind.Line, Required: true), new("months", FieldKind.Number, Required: true, Least: 1, Most: 60), new("chair", FieldKind.Line), new("voting", FieldKind.Lines),
        new("advising", FieldKind.Lines), new("isPublic", FieldKind.Yes), new("first", FieldKind.Day, Required: true), new("last", FieldKind.Day),
    ]);

    /// <summary>A meeting of a body. Who was present: organisations and functions.</summary>
    public static StrategyKind Meeting { get; } = new("strategy.meeting",
    [
        new("body", FieldKind.Choice, Required: true, Of: "strategy.body"), new("state", FieldKind.Choice, Required: true, Words: ["planned", "held", "cancelled"]), new("day", FieldKind.Day, Required: true), new("time", FieldKind.Time),
        new("place", FieldKind.Line), new("agenda", FieldKind.Text, Most: 4000), new("present", FieldKind.Lines), new("minutes", FieldKind.Text, Most: 20_000),
    ]);

    /// <summary>Something that took place, or will.</summary>
    public static StrategyKind Event { get; } = new("strategy.event",
    [
        new("title", FieldKind.Line, Required: true), new("first", FieldKind.Day, Required: true), new("last", FieldKind.Day), new("place", FieldKind.Line), new("series", FieldKind.Choice, Words: Series),
        new("theme", FieldKind.Choice, Words: Themes), new("attendance", FieldKind.Number, Most: 1_000_000), ObjectivesServed, new("text", FieldKind.Text, Most: 4000),
    ]);

    /// <summary>A survey with its sessions: who was asked, who answered, who came and how many people these were are four numbers.</summary>
    public static StrategyKind Survey { get; } = new("strategy.survey",
    [
        new("title", FieldKind.Line, Required: true), new("day", FieldKind.Day, Required: true), new("sent", FieldKind.Number, Required: true, Least: 1, Most: 10_000_000), new("answered", FieldKind.Number, Required: true, Most: 10_000_000), new("sessions", FieldKind.Counts, Most: 1_000_000),
        new("people", FieldKind.Number, Most: 10_000_000), new("isApproximate", FieldKind.Yes), ObjectivesServed, new("source", FieldKind.Line, Required: true),
    ]);

    /// <summary>What shows whether an objective is reached: counted here, or entered by hand.</summary>
    public static StrategyKind Indicator { get; } = new("strategy.indicator",
    [
        new("title", FieldKind.Line, Required: true), ObjectivesServed with { Required = true }, new("counts", FieldKind.Choice, Required: true, Words: ["entered", "labels", "events", "meetings"]), new("unit", FieldKind.Line, Required: true, Most: 60),
        new("text", FieldKind.Text, Required: true, Most: 4000),
    ]);

    /// <summary>A figure of an indicator that is entered by hand.</summary>
    public static StrategyKind Figure { get; } = new("strategy.figure",
    [
        new("indicator", FieldKind.Choice, Required: true, Of: "strategy.indicator"), new("year", FieldKind.Number, Required: true, Least: 2000, Most: 2100), new("value", FieldKind.Decimal, Required: true), new("perimeter", FieldKind.Choice, Required: true, Words: Perimeters),
        new("source", FieldKind.Line, Required: true), new("breaks", FieldKind.Yes),
    ]);

    /// <summary>A sheet of what is done for an objective.</summary>
    public static StrategyKind Action { get; } = new("strategy.action",
    [
        new("title", FieldKind.Line, Required: true), new("objective", FieldKind.Choice, Required: true, Of: "strategy.objective"), new("text", FieldKind.Text, Required: true, Most: 4000), new("lead", FieldKind.Line, Required: true), new("state", FieldKind.Choice, Required: true, Words: ["planned", "running", "done", "dropped"]),
        new("first", FieldKind.Day), new("last", FieldKind.Day),
    ]);

    /// <summary>All kinds; what a record of one names is of a kind before it.</summary>
    public static IReadOnlyList<StrategyKind> All { get; } = [Axis, Objective, Body, Meeting, Event, Survey, Indicator, Figure, Action];

    /// <summary>Whether the id of a record is its number in the strategy, which does not change.</summary>
    public bool IsNumbered => this == Axis || this == Objective;

    /// <summary>Of each field the first reason why it is not taken.</summary>
    /// <param name="values">As they were typed, read.</param>
    /// <param name="id">Of the record that is changed; null: it is a new one.</param>
    /// <param name="board">What there is.</param>
    /// <param name="today">Europe/Paris.</param>
    public IReadOnlyDictionary<string, FieldRefusal> Refuse(FieldValues values, string? id, Board board, DateOnly today) =>
        FieldRules.Refuse(Fields, values, (field, named) => board.Has(field.Of!, named), Together(values, id, board, today));

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
        yield return ("people", FieldRefusal.AboveAttendances, v.Number("people") > v.Counts("sessions").Sum(s => (long)s.Count));
        yield return ("isApproximate", FieldRefusal.NothingToApproximate, v.Yes("isApproximate") && !v.Has("people"));
    }

    [GeneratedRegex(@"^[1-9]\z")]
    private static partial Regex AxisCode();

    [GeneratedRegex(@"^[1-9]\.[1-9][0-9]?\z")]
    private static partial Regex ObjectiveCode();
}
