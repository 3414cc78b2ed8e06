using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Records;

namespace EssLedger.Core.Territory;

/// <summary>Who writes a sheet.</summary>
/// <param name="City">Whether for the City.</param>
/// <param name="For">For which participants they act.</param>
public sealed record SheetWriter(bool City, IReadOnlySet<ParticipantId> For);

/// <summary>Who may write which sheet, and what may stand in it.</summary>
public static class SheetRules
{
    /// <summary>What forbids a sheet.</summary>
    /// <param name="before">As it stood; null: it is new.</param>
    /// <param name="after">As it is to stand.</param>
    /// <param name="writer">Who writes.</param>
    /// <param name="today">The day (Europe/Paris).</param>
    /// <param name="isThere">Whether there is a participant, an event of the label or a group that a field can name.</param>
    public static RecordFaults Refuse(Sheet? before, Sheet after, SheetWriter writer, DateOnly today, Func<Field, string, bool> isThere) =>
        Whose(before, after, writer) is { } refusal ? refusal : new RecordFaults(FieldRules.Refuse(after.Kind.Fields(), after.Values, isThere, Together(after.Kind, after.Values, today)));

    /// <summary>Whether somebody may keep a sheet up, or take it back.</summary>
    public static bool MayKeepUp(Sheet sheet, SheetWriter writer) => writer.City || (sheet.Kind.IsPartners() && sheet.Participant is { } owner && writer.For.Contains(owner));

    private static RecordRefusal? Whose(Sheet? before, Sheet after, SheetWriter writer)
    {
        if (writer.City) return null;
        if (!MayKeepUp(after, writer) || (before is not null && !MayKeepUp(before, writer))) return RecordRefusal.NotYours;
        return after.Published && before is not { Published: true } ? RecordRefusal.NotYoursToPublish : null;
    }

    // What fields say of each other.
    private static IEnumerable<(string Field, FieldRefusal Refusal, bool Wrong)> Together(SheetKind kind, FieldValues v, DateOnly today)
    {
        yield return (v.Has("latitude") ? "longitude" : "latitude", FieldRefusal.HalfAPlace, v.Has("latitude") != v.Has("longitude"));
        yield return ("strategies", FieldRefusal.NotScalingUp, v.Has("strategies") && v["stage"] != "scale_up");
        if (kind is not SheetKind.Meeting) yield break;
        yield return ("until", FieldRefusal.AfterTheMeeting, v.Day("until") > v.Day("day"));
        foreach (var field in Came) yield return (field, FieldRefusal.NotYetOver, v.Has(field) && v.Day("day") > today);
    }

    /// <summary>The fields that count who came to a meeting.</summary>
    public static IReadOnlyList<string> Came { get; } = ["cameEss", "cameShops", "camePeople"];
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
