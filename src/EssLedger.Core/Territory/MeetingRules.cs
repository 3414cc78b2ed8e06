using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Territory;

/// <summary>Why somebody cannot register for a meeting, in the order in which reasons win.</summary>
public enum RegistrationRefusal
{
    /// <summary>It will not take place.</summary>
    Cancelled,
    /// <summary>The last day to register is over.</summary>
    Closed,
    /// <summary>No name, or one that is none: 1 to 100 characters.</summary>
    Name,
    /// <summary>No e-mail address, or none that is one: at most 254 characters.</summary>
    Email,
    /// <summary>The organisation's name has more than 120 characters.</summary>
    Organisation,
    /// <summary>Not said on which side they come.</summary>
    Side,
    /// <summary>They did not agree that the City keeps their name and address for it.</summary>
    Consent,
    /// <summary>All places are taken.</summary>
    Full,
}

/// <summary>Whom a meeting could invite.</summary>
/// <param name="Id">Who.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Profile">What is known of them.</param>
/// <param name="HoldsLabel">Whether a grant of theirs is active.</param>
/// <param name="IsPartner">Whether they keep up a place, or support or fund.</param>
public sealed record Invitable(ParticipantId Id, ParticipantKind Kind, Profile Profile, bool HoldsLabel, bool IsPartner);

/// <summary>Who comes to the label's meetings.</summary>
public static class MeetingRules
{
    /// <summary>On which side somebody comes.</summary>
    public static IReadOnlyList<string> Sides { get; } = ["ess", "shop", "other"];

    /// <summary>Whether somebody is invited to every meeting: the structures of integration by work (objective 2.4 of the strategy).</summary>
    public static bool Always(Profile profile) => profile.Statuses?.HasFlag(Statuses.Iae) is true;

    /// <summary>Whom a meeting invites: who always is, whatever is chosen, and those of the audiences that were.</summary>
    /// <param name="all">Whom it could.</param>
    /// <param name="audiences">Words of <see cref="Sheets.Audiences"/>.</param>
    public static IReadOnlyList<Invitable> Invited(IEnumerable<Invitable> all, IReadOnlyList<string> audiences) => [.. all.Where(i => Always(i.Profile)
        || (audiences.Contains("holders") && i.HoldsLabel)
        || (audiences.Contains("ess") && i.Kind is ParticipantKind.Ess)
        || (audiences.Contains("shops") && i.Kind is ParticipantKind.Merchant)
        || (audiences.Contains("partners") && i.IsPartner))];

    /// <summary>The last day (Europe/Paris) to register.</summary>
    public static DateOnly LastDay(Sheet meeting) => meeting.Values.Day("until") ?? meeting.Values.Day("day")!.Value;

    /// <summary>What forbids that somebody registers, but that there is no room; null: nothing.</summary>
    public static RegistrationRefusal? Refuse(Sheet meeting, DateOnly today, string? name, string? email, string? organisation, string? side, bool agreed) =>
        meeting["cancelled"] is not null ? RegistrationRefusal.Cancelled
        : today > LastDay(meeting) ? RegistrationRefusal.Closed
        : name is not { Length: > 0 and <= 100 } || !PlainText.Is(name) ? RegistrationRefusal.Name
        : !IsAddress(email) ? RegistrationRefusal.Email
        : organisation is { Length: > 120 } || (organisation is not null && !PlainText.Is(organisation)) ? RegistrationRefusal.Organisation
        : side is null || !Sides.Contains(side) ? RegistrationRefusal.Side
        : !agreed ? RegistrationRefusal.Consent
        : null;

    // Whether mail arrives there only mail can tell.
    private static bool IsAddress(string? email) => email is { Length: > 2 and <= 254 } && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == email.LastIndexOf('@')
        && email[(at + 1)..].IndexOf('.', StringComparison.Ordinal) > 0 && email[^1] != '.' && email.All(c => c > ' ' && c is not ('<' or '>' or ',' or ';' or '"') && !char.IsControl(c));
}
