using System.Collections.Immutable;
using System.Diagnostics;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Badges;

/// <summary>Why a badge is not valid.</summary>
public enum BadgeReason
{
    /// <summary>The text is no badge: something is missing, added or out of form.</summary>
    Malformed,
    /// <summary>It was not issued by the label's owner, or not with a key of theirs.</summary>
    UnknownIssuer,
    /// <summary>The issuer's key did not sign these bytes.</summary>
    BadSignature,
    /// <summary>Its number is in no register.</summary>
    UnknownGrant,
    /// <summary>Its first day, or the grant's, is still to come.</summary>
    NotYetValid,
    /// <summary>Its last day, or the grant's, has passed.</summary>
    Expired,
    /// <summary>The grant rests.</summary>
    Suspended,
    /// <summary>The grant was taken back.</summary>
    Withdrawn,
    /// <summary>The grant was given up.</summary>
    Renounced,
}

/// <summary>The stable words of these reasons.</summary>
public static class BadgeReasonWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this BadgeReason reason) => reason switch
    {
        BadgeReason.Malformed => "malformed",
        BadgeReason.UnknownIssuer => "unknown_issuer",
        BadgeReason.BadSignature => "bad_signature",
        BadgeReason.UnknownGrant => "unknown_grant",
        BadgeReason.NotYetValid => "not_yet_valid",
        BadgeReason.Expired => "expired",
        BadgeReason.Suspended => "suspended",
        BadgeReason.Withdrawn => "withdrawn",
        BadgeReason.Renounced => "renounced",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Whose signature stands under a badge.</summary>
public enum BadgeSigner
{
    /// <summary>A key of the issuer whom the badge names, and whom we know as the label's owner.</summary>
    Issuer,
    /// <summary>The badge names that issuer and key, but the signature is not theirs.</summary>
    Forged,
    /// <summary>The badge names an issuer or a key that we do not know.</summary>
    Unknown,
}

/// <summary>What a check of a badge finds: valid unless there is a reason.</summary>
/// <param name="Reasons">Every reason that applies, the gravest first.</param>
public sealed record BadgeVerdict(ImmutableArray<BadgeReason> Reasons)
{
    /// <summary>What is said of a text that does not decode as a badge.</summary>
    public static BadgeVerdict Malformed { get; } = new([BadgeReason.Malformed]);

    /// <summary>Whether the badge may be relied on today.</summary>
    public bool Valid => Reasons.IsEmpty;

    /// <summary>Whether the label's owner did sign what the badge says, be it still true or not. What an unauthentic badge says is nobody's word.</summary>
    public bool Authentic => !Reasons.Any(reason => reason is BadgeReason.Malformed or BadgeReason.UnknownIssuer or BadgeReason.BadSignature);

    /// <inheritdoc/>
    public bool Equals(BadgeVerdict? other) => other is not null && Reasons.SequenceEqual(other.Reasons);
    /// <inheritdoc/>
    public override int GetHashCode() => Reasons.Aggregate(0, HashCode.Combine);
}

/// <summary>What makes a badge valid.</summary>
public static class BadgeRules
{
    /// <summary>Judges a badge that decoded. A badge signed by an unknown issuer is never valid, and nothing else that it says is looked at.</summary>
    /// <param name="signer">What the check of issuer, key and signature found.</param>
    /// <param name="validFrom">The badge's first day (Europe/Paris).</param>
    /// <param name="validUntil">The badge's last day, included.</param>
    /// <param name="today">The day of the check.</param>
    /// <param name="live">What the grant is worth today by the register; null if the register does not know its number.</param>
    public static BadgeVerdict Check(BadgeSigner signer, DateOnly validFrom, DateOnly validUntil, DateOnly today, Standing? live) => signer switch
    {
        BadgeSigner.Unknown => new([BadgeReason.UnknownIssuer]),
        BadgeSigner.Forged => new([BadgeReason.BadSignature]),
        BadgeSigner.Issuer => new([.. new[] { ByRegister(live), ByDates(validFrom, validUntil, today) }.OfType<BadgeReason>().Distinct()]),
        _ => throw new UnreachableException(),
    };

    private static BadgeReason? ByRegister(Standing? live) => live switch
    {
        null => BadgeReason.UnknownGrant,
        Standing.None => BadgeReason.NotYetValid,
        Standing.Active => null,
        Standing.Suspended => BadgeReason.Suspended,
        Standing.Expired => BadgeReason.Expired,
        Standing.Withdrawn => BadgeReason.Withdrawn,
        Standing.Renounced => BadgeReason.Renounced,
        _ => throw new UnreachableException(),
    };

    // An old sticker stays expired though the grant was renewed: the renewal came with a new badge.
    private static BadgeReason? ByDates(DateOnly validFrom, DateOnly validUntil, DateOnly today) =>
        today < validFrom ? BadgeReason.NotYetValid
        : today > validUntil ? BadgeReason.Expired
        : null;
}
