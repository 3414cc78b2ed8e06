using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Records;

namespace EssLedger.Core.Territory;

/// <summary>What the City and its partners keep up about the territory, a sheet for each thing.</summary>
public enum SheetKind
{
    /// <summary>A laureate of the permanent call for projects (AAP).</summary>
    Laureate = 1,
    /// <summary>A totem place of the social and solidarity economy.</summary>
    Place,
    /// <summary>Who supports or funds projects.</summary>
    Supporter,
    /// <summary>What an organisation tells public buyers of itself.</summary>
    Supplier,
    /// <summary>A networking meeting of the label.</summary>
    Meeting,
    /// <summary>A working group of a filière.</summary>
    Group,
    /// <summary>What a working group met about.</summary>
    Minutes,
    /// <summary>Another label, as it was looked at.</summary>
    OtherLabel,
}

/// <summary>A sheet as it stands: what each of its fields says.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Published">Whether anyone may read it; else it is proposed to the City.</param>
/// <param name="Values">What stands in its fields.</param>
public sealed record Sheet(SheetKind Kind, bool Published, FieldValues Values)
{
    /// <summary>What a field says; null: nothing.</summary>
    public string? this[string field] => Values.Has(field) ? Values[field] : null;

    /// <summary>Whose sheet it is; null: nobody's but the City's.</summary>
    public ParticipantId? Participant => ParticipantId.TryParse(this["participant"], out var participant) ? participant : null;

    /// <summary>How it is called.</summary>
    public string Name => Values["name"];
}

/// <summary>The kinds of sheets, their words and their fields.</summary>
public static class Sheets
{
    /// <summary>What a field names that is no word: a participant of the label, an event of the label, a working group.</summary>
    public const string OfParticipants = "label.participant", OfEvents = "label.event", OfGroups = "territory.group";

    /// <summary>The stages of a project (objectives 1.1 to 1.5 of the strategy), in their order.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["pre_seed", "seed", "consolidation", "scale_up"];

    /// <summary>The ways to change scale (objective 1.5).</summary>
    public static IReadOnlyList<string> Strategies { get; } = ["diversification", "duplication", "fertilisation", "cooperation", "merger"];

    /// <summary>Those of them that the Métropole européenne de Lille uses as well.</summary>
    public static IReadOnlyList<string> StrategiesOfMel { get; } = ["diversification", "duplication", "cooperation"];

    /// <summary>What a project may need.</summary>
    public static IReadOnlyList<string> Needs { get; } = ["advice", "incubation", "training", "premises", "network", "loan", "guarantee", "equity", "grant", "donations"];

    /// <summary>What a place may be.</summary>
    public static IReadOnlyList<string> Uses { get; } = ["exchange_bureau", "exchange_bureau_candidate", "event_venue", "event_venue_candidate", "premises", "advice"];

    /// <summary>Reserved contracts of the Code de la commande publique: for workers with a disability (L.2113-12), for integration by work (L.2113-13), and services for the social and solidarity economy (L.2113-15).</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["ea", "iae", "ess"];

    /// <summary>What an organisation can answer to a scheme for responsible purchasing (SPASER).</summary>
    public static IReadOnlyList<string> Spaser { get; } = ["social", "ecological", "fair_trade", "local"];

    /// <summary>Who may be invited to a meeting besides those that always are.</summary>
    public static IReadOnlyList<string> Audiences { get; } = ["holders", "ess", "shops", "partners"];

    private static IReadOnlyList<string> Filieres { get; } = Census.DimensionWords.AllFilieres;

    private static readonly Field[] Where =
    [
        new("address", FieldKind.Line, Most: 200), new("postcode", FieldKind.Postcode), new("commune", FieldKind.Commune), new("latitude", FieldKind.Degrees, Most: 90), new("longitude", FieldKind.Degrees, Most: 180),
    ];

    private static readonly Dictionary<SheetKind, (string Word, Field[] Fields)> Kinds = new()
    {
        [SheetKind.Laureate] = ("laureate",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("year", FieldKind.Number, Required: true, Most: 2100, Least: 2014), new("stage", FieldKind.Choice, Required: true, Words: Stages),
            new("strategies", FieldKind.Choices, Words: Strategies), new("filieres", FieldKind.Choices, Words: Filieres), new("project", FieldKind.Text, Most: 1000),
            new("sum", FieldKind.Cents), new("commune", FieldKind.Commune), new("website", FieldKind.Site, Most: 300), new("participant", FieldKind.Choice, Of: OfParticipants),
        ]),
        [SheetKind.Place] = ("place",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("uses", FieldKind.Choices, Words: Uses), .. Where,
            new("hours", FieldKind.Line, Most: 200), new("website", FieldKind.Site, Most: 300), new("description", FieldKind.Text, Most: 1000), new("participant", FieldKind.Choice, Of: OfParticipants),
        ]),
        [SheetKind.Supporter] = ("supporter",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("roles", FieldKind.Choices, Required: true, Words: ["support", "funder"]), new("stages", FieldKind.Choices, Words: Stages), new("needs", FieldKind.Choices, Words: Needs),
            new("description", FieldKind.Text, Most: 1000), .. Where, new("website", FieldKind.Site, Most: 300), new("participant", FieldKind.Choice, Of: OfParticipants),
        ]),
        [SheetKind.Supplier] = ("supplier",
        [
            new("participant", FieldKind.Choice, Required: true, Of: OfParticipants), new("reserved", FieldKind.Choices, Words: Reserved), new("cae", FieldKind.Yes), new("clauses", FieldKind.Yes), new("spaser", FieldKind.Choices, Words: Spaser),
            new("description", FieldKind.Text, Required: true, Most: 1000), new("website", FieldKind.Site, Most: 300),
        ]),
        [SheetKind.Meeting] = ("meeting",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("day", FieldKind.Day, Required: true), new("start", FieldKind.Time, Required: true), new("minutes", FieldKind.Number, Required: true, Most: 1440, Least: 15),
            new("venue", FieldKind.Line, Required: true, Most: 120), .. Where, new("capacity", FieldKind.Number, Required: true, Most: 5000, Least: 1), new("until", FieldKind.Day), new("filieres", FieldKind.Choices, Words: Filieres),
            new("description", FieldKind.Text, Most: 2000), new("audiences", FieldKind.Choices, Words: Audiences), new("grant", FieldKind.Reference, Of: OfEvents), new("cancelled", FieldKind.Yes),
            new("cameEss", FieldKind.Number, Most: 5000), new("cameShops", FieldKind.Number, Most: 5000), new("camePeople", FieldKind.Number, Most: 5000),
        ]),
        [SheetKind.Group] = ("group",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("filieres", FieldKind.Choices, Required: true, Words: Filieres), new("members", FieldKind.Lines, Required: true, Most: 120), new("description", FieldKind.Text, Most: 1000),
            new("since", FieldKind.Day), new("rhythm", FieldKind.Line, Most: 120),
        ]),
        [SheetKind.Minutes] = ("minutes",
        [
            new("group", FieldKind.Choice, Required: true, Of: OfGroups), new("day", FieldKind.Day, Required: true), new("name", FieldKind.Line, Required: true, Most: 120), new("text", FieldKind.Text, Most: 20_000),
        ]),
        [SheetKind.OtherLabel] = ("label",
        [
            new("name", FieldKind.Line, Required: true, Most: 120), new("owner", FieldKind.Line, Required: true, Most: 120), new("ownerKind", FieldKind.Choice, Required: true, Words: ["state", "local_authority", "chamber", "association", "company"]),
            new("asks", FieldKind.Text, Required: true, Most: 1000), new("check", FieldKind.Text, Most: 500), new("term", FieldKind.Line, Most: 200), new("source", FieldKind.Site, Most: 300), new("looked", FieldKind.Day, Required: true),
        ]),
    };

    /// <summary>The words of all kinds, in order.</summary>
    public static IReadOnlyList<string> AllKinds { get; } = [.. Kinds.Values.Select(k => k.Word)];

    /// <summary>The stable word.</summary>
    public static string Word(this SheetKind kind) => Kinds[kind].Word;

    /// <summary>Reads a word of a kind.</summary>
    public static bool TryParse(string? word, out SheetKind kind)
    {
        kind = Kinds.FirstOrDefault(k => k.Value.Word == word).Key;
        return kind is not 0;
    }

    /// <summary>The fields of a kind, in the order in which they are written and read.</summary>
    public static IReadOnlyList<Field> Fields(this SheetKind kind) => Kinds.TryGetValue(kind, out var known) ? known.Fields : throw new UnreachableException();

    /// <summary>Whether an organisation may keep up its own sheet of this kind.</summary>
    public static bool IsPartners(this SheetKind kind) => kind is SheetKind.Place or SheetKind.Supporter or SheetKind.Supplier;
}
