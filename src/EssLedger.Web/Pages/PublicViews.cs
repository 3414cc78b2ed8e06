using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Grains;

namespace EssLedger.Web.Pages;

/// <summary>The label register as anyone may see it.</summary>
public interface IPublicLabel
{
    /// <summary>Whether the legal mode of the label's owner allows public display; where not, nothing of the rest may be shown.</summary>
    Task<bool> MayBeShown();

    /// <summary>A grant, or null if nobody ever had the number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="on">The day (Europe/Paris) asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    Task<GrantView?> Find(GrantNumber number, DateOnly on, DateOnly? asKnownOn);
}

/// <summary>What anyone may know of a grant on a day.</summary>
/// <param name="Number">The grant's number.</param>
/// <param name="Holder">The holder's name; empty: erased, or withheld (a sole trader with partial diffusion).</param>
/// <param name="HolderId">SIRET or event id; empty as the name is.</param>
/// <param name="Kind">What the holder is.</param>
/// <param name="Standing">What the grant is worth on that day.</param>
/// <param name="Level">The level, 1 … 9; null if the grant was not known by then.</param>
/// <param name="From">The first day; null if the grant was not known by then.</param>
/// <param name="Until">The last day, included; null if the grant was not known by then.</param>
/// <param name="History">The acts, without reasons.</param>
public sealed record GrantView(
    GrantNumber Number, string Holder, string HolderId, GrantKind Kind, Standing Standing, int? Level, DateOnly? From, DateOnly? Until, IReadOnlyList<HistoryLine> History)
{
    /// <summary>The view of a grant; the name and the public id of the holder come from the participants' register.</summary>
    public static GrantView Of(Grant grant, string holder, string holderId, DateOnly on, DateOnly? asKnownOn)
    {
        var state = grant.StateOn(on, asKnownOn);
        return new(grant.Number, holder, holderId, grant.Kind, state?.Standing ?? Standing.None, state?.Level, state?.From, state?.Until, grant.History(asKnownOn));
    }
}

/// <summary>Payment codes: what a camera opens under <c>/R/</c>.</summary>
public interface IPaymentCodes
{
    /// <summary>What a code asks for, or null unless this ledger signed it.</summary>
    /// <param name="base32">The part of the address after <c>/R/</c>, upper case.</param>
    Task<RequestView?> Open(string base32);
}

/// <summary>A payment request as its payer sees it.</summary>
/// <param name="Payee">The payee's name, from the register.</param>
/// <param name="Amount">The sum; null where the payer chooses it.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Reference">The payee's own reference, if any.</param>
/// <param name="State">Whether it may still be paid.</param>
/// <param name="Label">The payee's label today; null if it has none or none may be shown.</param>
public sealed record RequestView(string Payee, Amount? Amount, Unit Unit, string? Reference, RequestState State, LabelView? Label);

/// <summary>A payee's label in one line.</summary>
/// <param name="Standing">What it is worth today.</param>
/// <param name="Grant">The grant's number.</param>
public sealed record LabelView(Standing Standing, GrantNumber Grant);

/// <summary>The demonstration, where there is one.</summary>
public interface IDemonstration
{
    /// <summary>The shops whose till a visitor may open; null unless this is a demonstration.</summary>
    Task<IReadOnlyList<DemoShop>?> Shops();

    /// <summary>The participants of its label in whose place a visitor may step.</summary>
    Task<IReadOnlyList<DemoParticipant>> Participants();
}

/// <summary>A participant of the demonstration's label.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Standing">Its label today; null if it has none.</param>
public sealed record DemoParticipant(ParticipantId Id, string Name, Standing? Standing);

/// <summary>A shop of the demonstration.</summary>
/// <param name="Merchant">The merchant's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Standing">Its label today; null if it has none.</param>
public sealed record DemoShop(string Merchant, string Name, Standing? Standing);

/// <summary>Badges: what a camera opens under <c>/B/</c>.</summary>
public interface IBadges
{
    /// <summary>Checks a badge by signature, dates and today's register.</summary>
    /// <param name="text">What the camera read, or only its part after <c>/B/</c>; or the badge as a credential, a JWT or JSON.</param>
    Task<BadgeCheck> Check(string text);
}

/// <summary>What the check of a badge found.</summary>
/// <param name="Verdict">Whether it is valid, and why not.</param>
/// <param name="Badge">What it says; null if it says nothing readable.</param>
/// <param name="Live">The grant today; null if the register does not know it.</param>
public sealed record BadgeCheck(BadgeVerdict Verdict, BadgeView? Badge, GrantView? Live)
{
    /// <summary>The check of a text that is no badge.</summary>
    public static BadgeCheck Malformed { get; } = new(BadgeVerdict.Malformed, null, null);
}

/// <summary>What a badge says.</summary>
/// <param name="Number">The grant's number.</param>
/// <param name="Holder">The holder's name, as far as it fits in the code.</param>
/// <param name="HolderId">SIRET or event id.</param>
/// <param name="Level">The level, 1 … 9.</param>
/// <param name="From">The first day (Europe/Paris).</param>
/// <param name="Until">The last day, included.</param>
public sealed record BadgeView(GrantNumber Number, string Holder, string HolderId, int Level, DateOnly From, DateOnly Until);
