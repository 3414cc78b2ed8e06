using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Identifiers;

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

/// <summary>What may stand in a field of a sheet.</summary>
public enum FieldForm
{
    /// <summary>One line.</summary>
    Line,
    /// <summary>Several lines.</summary>
    Text,
    /// <summary>Several names, each a line.</summary>
    Names,
    /// <summary>One word of a list.</summary>
    Word,
    /// <summary>Words of a list.</summary>
    Words,
    /// <summary>The word <c>yes</c>, or nothing.</summary>
    Yes,
    /// <summary>A day (Europe/Paris), yyyy-MM-dd.</summary>
    Day,
    /// <summary>A time of day (Europe/Paris), HH:mm.</summary>
    Time,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A sum in whole cents of a euro.</summary>
    Cents,
    /// <summary>Degrees (WGS 84).</summary>
    Degrees,
    /// <summary>An INSEE code of five characters.</summary>
    Commune,
    /// <summary>Five digits.</summary>
    Postcode,
    /// <summary>The address of a site, http or https.</summary>
    Site,
    /// <summary>The id of a participant of the label.</summary>
    Participant,
    /// <summary>The number of a grant of the label.</summary>
    Grant,
    /// <summary>The id of a working group.</summary>
    Group,
}

/// <summary>A field of a sheet.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="Form">What may stand in it.</param>
/// <param name="Required">Whether something must.</param>
/// <param name="Most">Of a text the most characters, of names the most lines, of a number the greatest.</param>
/// <param name="Words">Of a choice: what may be chosen, in order.</param>
/// <param name="Least">Of a number the least.</param>
public sealed record Field(string Name, FieldForm Form, bool Required = false, int Most = 0, IReadOnlyList<string>? Words = null, int Least = 0);

/// <summary>A sheet as it stands: what each of its fields says. A field that says nothing is not there.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Published">Whether anyone may read it; else it is proposed to the City.</param>
/// <param name="Values">By field, one value or, where a field takes several, as many.</param>
public sealed record Sheet(SheetKind Kind, bool Published, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>What a field says; null: nothing.</summary>
    public string? this[string field] => Values.TryGetValue(field, out var said) && said.Count > 0 ? said[0] : null;

    /// <summary>All that a field says.</summary>
    public IReadOnlyList<string> All(string field) => Values.TryGetValue(field, out var said) ? said : [];

    /// <summary>Whether a field of several values has this one.</summary>
    public bool Has(string field, string value) => All(field).Contains(value);

    /// <summary>A day; null: not said.</summary>
    public DateOnly? Day(string field) => DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A time of day; null: not said.</summary>
    public TimeOnly? Time(string field) => TimeOnly.TryParseExact(this[field], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>A whole number, or cents; null: not said.</summary>
    public long? Number(string field) => long.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Degrees; null: not said.</summary>
    public double? Degrees(string field) => double.TryParse(this[field], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    /// <summary>Whose sheet it is; null: nobody's but the City's.</summary>
    public ParticipantId? Participant => ParticipantId.TryParse(this["participant"], out var participant) ? participant : null;

    /// <summary>How it is called.</summary>
    public string Name => this["name"] ?? "";
}

/// <summary>The kinds of sheets, their words and their fields.</summary>
public static class Sheets
{
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
        new("address", FieldForm.Line, Most: 200), new("postcode", FieldForm.Postcode), new("commune", FieldForm.Commune), new("latitude", FieldForm.Degrees, Most: 90), new("longitude", FieldForm.Degrees, Most: 180),
    ];

    private static readonly Dictionary<SheetKind, (string Word, Field[] Fields)> Kinds = new()
    {
        [SheetKind.Laureate] = ("laureate",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("year", FieldForm.Number, Required: true, Most: 2100, Least: 2014), new("stage", FieldForm.Word, Required: true, Words: Stages),
            new("strategies", FieldForm.Words, Words: Strategies), new("filieres", FieldForm.Words, Words: Filieres), new("project", FieldForm.Text, Most: 1000),
            new("sum", FieldForm.Cents), new("commune", FieldForm.Commune), new("website", FieldForm.Site, Most: 300), new("participant", FieldForm.Participant),
        ]),
        [SheetKind.Place] = ("place",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("uses", FieldForm.Words, Words: Uses), .. Where,
            new("hours", FieldForm.Line, Most: 200), new("website", FieldForm.Site, Most: 300), new("description", FieldForm.Text, Most: 1000), new("participant", FieldForm.Participant),
        ]),
        [SheetKind.Supporter] = ("supporter",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("roles", FieldForm.Words, Required: true, Words: ["support", "funder"]), new("stages", FieldForm.Words, Words: Stages), new("needs", FieldForm.Words, Words: Needs),
            new("description", FieldForm.Text, Most: 1000), .. Where, new("website", FieldForm.Site, Most: 300), new("participant", FieldForm.Participant),
        ]),
        [SheetKind.Supplier] = ("supplier",
        [
            new("participant", FieldForm.Participant, Required: true), new("reserved", FieldForm.Words, Words: Reserved), new("cae", FieldForm.Yes), new("clauses", FieldForm.Yes), new("spaser", FieldForm.Words, Words: Spaser),
            new("description", FieldForm.Text, Required: true, Most: 1000), new("website", FieldForm.Site, Most: 300),
        ]),
        [SheetKind.Meeting] = ("meeting",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("day", FieldForm.Day, Required: true), new("start", FieldForm.Time, Required: true), new("minutes", FieldForm.Number, Required: true, Most: 1440, Least: 15),
            new("venue", FieldForm.Line, Required: true, Most: 120), .. Where, new("capacity", FieldForm.Number, Required: true, Most: 5000, Least: 1), new("until", FieldForm.Day), new("filieres", FieldForm.Words, Words: Filieres),
            new("description", FieldForm.Text, Most: 2000), new("audiences", FieldForm.Words, Words: Audiences), new("grant", FieldForm.Grant), new("cancelled", FieldForm.Yes),
            new("cameEss", FieldForm.Number, Most: 5000), new("cameShops", FieldForm.Number, Most: 5000), new("camePeople", FieldForm.Number, Most: 5000),
        ]),
        [SheetKind.Group] = ("group",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("filieres", FieldForm.Words, Required: true, Words: Filieres), new("members", FieldForm.Names, Required: true, Most: 60), new("description", FieldForm.Text, Most: 1000),
            new("since", FieldForm.Day), new("rhythm", FieldForm.Line, Most: 120),
        ]),
        [SheetKind.Minutes] = ("minutes",
        [
            new("group", FieldForm.Group, Required: true), new("day", FieldForm.Day, Required: true), new("name", FieldForm.Line, Required: true, Most: 120), new("text", FieldForm.Text, Most: 20_000),
        ]),
        [SheetKind.OtherLabel] = ("label",
        [
            new("name", FieldForm.Line, Required: true, Most: 120), new("owner", FieldForm.Line, Required: true, Most: 120), new("ownerKind", FieldForm.Word, Required: true, Words: ["state", "local_authority", "chamber", "association", "company"]),
            new("asks", FieldForm.Text, Required: true, Most: 1000), new("check", FieldForm.Text, Most: 500), new("term", FieldForm.Line, Most: 200), new("source", FieldForm.Site, Most: 300), new("looked", FieldForm.Day, Required: true),
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
