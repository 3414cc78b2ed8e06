using System.Diagnostics;
using System.Globalization;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Territory;

/// <summary>Why a sheet is not taken.</summary>
public enum SheetRefusal
{
    /// <summary>Somebody else changed it meanwhile: the store says so, no rule does.</summary>
    Changed,
    /// <summary>It is the City's alone, or another organisation's.</summary>
    NotYours,
    /// <summary>Only the City publishes what is proposed.</summary>
    NotYoursToPublish,
    /// <summary>The kind has no such field, or this one takes one value only.</summary>
    UnknownField,
    /// <summary>A field that must say something says nothing.</summary>
    Missing,
    /// <summary>More characters, or more lines, than the field takes.</summary>
    TooLong,
    /// <summary>Control characters, or marks that change the direction of reading.</summary>
    NotPlain,
    /// <summary>Not what the field takes.</summary>
    Unreadable,
    /// <summary>A number outside what the field takes.</summary>
    OutOfRange,
    /// <summary>Latitude without longitude, or the reverse.</summary>
    HalfAPlace,
    /// <summary>Only who changes scale has a strategy for it.</summary>
    NotScalingUp,
    /// <summary>The last day to register is after the meeting.</summary>
    AfterTheMeeting,
    /// <summary>Who came is counted when the day has come.</summary>
    NotYetOver,
}

/// <summary>Why a sheet is not taken, and where.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="Field">In which field; empty: in none.</param>
public sealed record SheetFault(SheetRefusal Refusal, string Field);

/// <summary>Who writes a sheet.</summary>
/// <param name="City">Whether for the City.</param>
/// <param name="For">For which participants they act.</param>
public sealed record SheetWriter(bool City, IReadOnlySet<ParticipantId> For);

/// <summary>Who may write which sheet, and what may stand in it.</summary>
public static class SheetRules
{
    /// <summary>What forbids a sheet; null: nothing.</summary>
    /// <param name="before">As it stood; null: it is new.</param>
    /// <param name="after">As it is to stand.</param>
    /// <param name="writer">Who writes.</param>
    /// <param name="today">The day (Europe/Paris).</param>
    public static SheetFault? Refuse(Sheet? before, Sheet after, SheetWriter writer, DateOnly today) =>
        Whose(before, after, writer) is { } refusal ? new(refusal, "")
        : after.Values.FirstOrDefault(v => after.Kind.Fields().All(f => f.Name != v.Key || (v.Value.Count > 1 && f.Form is not (FieldForm.Words or FieldForm.Names)))) is { Key: { } unknown } ? new(SheetRefusal.UnknownField, unknown)
        : after.Kind.Fields().Select(f => Of(f, after.All(f.Name)) is { } why ? new SheetFault(why, f.Name) : null).FirstOrDefault(f => f is not null)
        ?? Together(after, today);

    /// <summary>Whether somebody may keep a sheet up, or take it back.</summary>
    public static bool MayKeepUp(Sheet sheet, SheetWriter writer) => writer.City || (sheet.Kind.IsPartners() && sheet.Participant is { } owner && writer.For.Contains(owner));

    private static SheetRefusal? Whose(Sheet? before, Sheet after, SheetWriter writer)
    {
        if (writer.City) return null;
        if (!MayKeepUp(after, writer) || (before is not null && !MayKeepUp(before, writer))) return SheetRefusal.NotYours;
        return after.Published && before is not { Published: true } ? SheetRefusal.NotYoursToPublish : null;
    }

    private static SheetRefusal? Of(Field field, IReadOnlyList<string> said)
    {
        if (said.Count == 0) return field.Required ? SheetRefusal.Missing : null;
        if (field.Form is FieldForm.Names && said.Count > field.Most) return SheetRefusal.TooLong;
        foreach (var value in said)
            if (Of(field, value) is { } refusal) return refusal;
        return null;
    }

    private static SheetRefusal? Of(Field field, string value) => field.Form switch
    {
        _ when value.Trim().Length == 0 => SheetRefusal.Missing,
        FieldForm.Line => Length(value, field.Most) ?? (PlainText.Is(value) ? null : SheetRefusal.NotPlain),
        FieldForm.Names => Length(value, 120) ?? (PlainText.Is(value) ? null : SheetRefusal.NotPlain),
        FieldForm.Text => Length(value, field.Most) ?? (PlainText.IsInLines(value) ? null : SheetRefusal.NotPlain),
        FieldForm.Word or FieldForm.Words => Readable(field.Words!.Contains(value)),
        FieldForm.Yes => Readable(value == "yes"),
        FieldForm.Day => Readable(DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        FieldForm.Time => Readable(TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        FieldForm.Number => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number < field.Least || number > field.Most ? SheetRefusal.OutOfRange : null : SheetRefusal.Unreadable,
        FieldForm.Cents => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cents) ? cents is < 1 or > 10_000_000_000 ? SheetRefusal.OutOfRange : null : SheetRefusal.Unreadable,
        FieldForm.Degrees => double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? Math.Abs(degrees) > field.Most ? SheetRefusal.OutOfRange : null : SheetRefusal.Unreadable,
        FieldForm.Commune => Readable(Communes.Names.ContainsKey(value)),
        FieldForm.Postcode => Readable(value.Length == 5 && value.All(char.IsAsciiDigit)),
        FieldForm.Site => Length(value, field.Most) ?? Readable(Uri.TryCreate(value, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" && site.UserInfo.Length == 0),
        FieldForm.Participant => Readable(ParticipantId.TryParse(value, out _)),
        FieldForm.Grant => Readable(GrantNumber.TryParse(value, out _)),
        FieldForm.Group => Readable(Uuid.TryParse(value, out _)),
        _ => throw new UnreachableException(),
    };

    private static SheetFault? Together(Sheet sheet, DateOnly today) =>
        sheet["latitude"] is null != (sheet["longitude"] is null) ? new(SheetRefusal.HalfAPlace, sheet["latitude"] is null ? "latitude" : "longitude")
        : sheet.All("strategies").Count > 0 && sheet["stage"] != "scale_up" ? new(SheetRefusal.NotScalingUp, "strategies")
        : sheet.Kind is SheetKind.Meeting && sheet.Day("until") > sheet.Day("day") ? new(SheetRefusal.AfterTheMeeting, "until")
        : sheet.Kind is SheetKind.Meeting && sheet.Day("day") > today && Came.FirstOrDefault(field => sheet[field] is not null) is { } early ? new(SheetRefusal.NotYetOver, early)
        : null;

    /// <summary>The fields that count who came to a meeting.</summary>
    public static IReadOnlyList<string> Came { get; } = ["cameEss", "cameShops", "camePeople"];

    private static SheetRefusal? Length(string text, int most) => text.Length > most ? SheetRefusal.TooLong : null;

    private static SheetRefusal? Readable(bool it) => it ? null : SheetRefusal.Unreadable;
}

/// <summary>Something that an organisation tells buyers of itself, beside what the label's register knows.</summary>
public enum Confirmation
{
    /// <summary>Only they say it.</summary>
    Declared,
    /// <summary>The register has it from them as well, or from a public register.</summary>
    Registered,
    /// <summary>The label's office saw the proof.</summary>
    Verified,
    /// <summary>The register knows the contrary: it is not shown.</summary>
    Contradicted,
}

/// <summary>What may be told to public buyers: never more than is known.</summary>
public static class SupplierRules
{
    /// <summary>How far the register bears out that somebody is of the integration by work (IAE).</summary>
    public static Confirmation Iae(ParticipantHistory known, DateOnly today) => Has(known, today, p => p.Statuses?.HasFlag(Statuses.Iae));

    /// <summary>How far it bears out that somebody is a cooperative of activity and employment (CAE).</summary>
    public static Confirmation Cae(ParticipantHistory known, DateOnly today) => Has(known, today, p => p.Statuses?.HasFlag(Statuses.Cae));

    /// <summary>How far it bears out that somebody is of the social and solidarity economy, by their legal family.</summary>
    public static Confirmation Ess(ParticipantHistory known, DateOnly today) => Has(known, today, p => p.Family is { } family ? family is not LegalFamily.NotEss : null);

    // The last word is that of the office, else of a public register, else their own.
    private static Confirmation Has(ParticipantHistory known, DateOnly today, Func<Profile, bool?> fact)
    {
        var last = known.Descriptions.LastOrDefault(d => d.Effective <= today && fact(d.Profile) is not null);
        return last is null ? Confirmation.Declared : fact(last.Profile) is false ? Confirmation.Contradicted : last.Source is Source.Verified ? Confirmation.Verified : Confirmation.Registered;
    }
}
