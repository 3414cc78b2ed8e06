using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Web.Api;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Badges;

/// <summary>What the label's owner says about a grant today, whatever the form of the badge: a code, a credential, a picture, a sticker.</summary>
/// <param name="Number">The grant's number.</param>
/// <param name="Kind">What the holder is.</param>
/// <param name="Holder">The holder's name.</param>
/// <param name="HolderId">SIRET or event id.</param>
/// <param name="Commune">The commune's INSEE code; empty when unknown.</param>
/// <param name="Level">The level, 1 … 9.</param>
/// <param name="From">The first day (Europe/Paris).</param>
/// <param name="Until">The last day, included.</param>
/// <param name="Charter">The version of the charter in force on the first day, if any.</param>
/// <param name="StatusIndex">The grant's place in the status lists, from 0.</param>
/// <param name="Newest">Where the newest fact about the grant stands in the label book.</param>
/// <param name="Since">When the book recorded that fact.</param>
public sealed record BadgeFacts(
    GrantNumber Number, GrantKind Kind, string Holder, HolderId HolderId, string Commune, int Level, DateOnly From, DateOnly Until, int? Charter, int StatusIndex,
    Position Newest, DateTimeOffset Since);

/// <summary>A badge as an <c>OpenBadgeCredential</c> (Open Badges 3.0, 1EdTech; Verifiable Credentials 2.0, W3C).</summary>
public static class BadgeCredential
{
    // A credential has one text in every language of the world but its own.
    private static readonly Reader French = new("fr");

    /// <summary>The credential of a badge.</summary>
    public static Credential Of(BadgeFacts badge, LabelOwner owner)
    {
        var (id, subject) = (AddressOf(badge.Number, owner), HolderAddress(badge.HolderId, owner));
        var (from, until) = (ParisCalendar.StartOf(badge.From), ParisCalendar.StartOf(badge.Until.AddDays(1)).AddSeconds(-1));
        var kind = French[$"kind.{badge.Kind}"];
        var named = French.Say("credential.achievement", ("kind", kind), ("level", badge.Level.ToString(CultureInfo.InvariantCulture)));
        var achievement = Thing.Of($"{owner.Origin}/label#{CodeOf(badge)}", Vocabulary.Achievement)
            .With(Vocabulary.AchievementType, "Badge")
            .With(Vocabulary.HumanCode, CodeOf(badge))
            .With(Vocabulary.Name, named)
            .With(Vocabulary.Description, French[$"credential.about{badge.Kind}"])
            .With(Vocabulary.Criteria, Thing.At(string.Create(CultureInfo.InvariantCulture, $"{owner.Origin}/v1/label/charters{(badge.Charter is { } version ? $"/{version}" : "")}")).With(Vocabulary.Narrative, French["credential.criteria"]))
            .With(Vocabulary.HasImage, Thing.OfOne($"{owner.Origin}{BadgePicture.AddressOf(badge.Kind)}", Vocabulary.Image));
        var says = Thing.Of(id, Vocabulary.VerifiableCredential, Vocabulary.OpenBadge)
            .With(Vocabulary.Issuer, Thing.Of(owner.Did, Vocabulary.Profile).With(Vocabulary.Name, owner.Name).With(Vocabulary.Url, owner.Origin))
            .With(Vocabulary.ValidFrom, LabelOwner.Instant(from))
            .With(Vocabulary.ValidUntil, LabelOwner.Instant(until))
            .With(Vocabulary.Name, named)
            .With(Vocabulary.Subject, Thing.Of(subject, Vocabulary.AchievementSubject)
                .With(Vocabulary.Name, badge.Holder)
                .With(Vocabulary.LicenseNumber, badge.Number.Value)
                .With(Vocabulary.HasAchievement, achievement))
            .With(Vocabulary.CredentialStatus, [.. Enum.GetValues<StatusPurpose>().Select(purpose => Entry(purpose, badge.StatusIndex, owner))]);
        return new(id, says, from, until, subject, Badge: true);
    }

    /// <summary>The address of a grant's credential, which is its id.</summary>
    public static string AddressOf(GrantNumber number, LabelOwner owner) => $"{owner.Origin}/v1/badges/{number}";

    /// <summary>The address by which credentials name a holder; it ends with the SIRET or the event id.</summary>
    public static string HolderAddress(HolderId holder, LabelOwner owner) => $"{owner.Origin}/label#{holder}";

    /// <summary>Kind and level in one word: <c>shop-2</c>.</summary>
    private static string CodeOf(BadgeFacts badge) => string.Create(CultureInfo.InvariantCulture, $"{LabelEndpoints.WordOf(badge.Kind)}-{badge.Level}");

    private static Thing Entry(StatusPurpose purpose, int index, LabelOwner owner)
    {
        var list = StatusLists.AddressOf(purpose, owner);
        var place = index.ToString(CultureInfo.InvariantCulture);
        return Thing.OfOne($"{list}#{place}", Vocabulary.StatusEntry)
            .With(Vocabulary.StatusPurpose, Words.Of(purpose))
            .With(Vocabulary.StatusIndex, place)
            .With(Vocabulary.InStatusList, list, list);
    }
}
