using System.Text.Json;
using EssLedger.Core.Badges;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Badges;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Labels;

/// <summary>What the currency shows of the label: a standing, by the shop's SIRET. The one place where the two books are read side by side.</summary>
public sealed record AccountLabel(GrantNumber Grant, Standing Standing);

/// <summary>Reads the label book for screens and API: grants, badges, and the standing behind a shop's account.</summary>
public sealed class LabelDesk(
    LabelBook book, LabelRegister register, IParticipantStore participants, People people, ServerKeys keys, LabelOwner owner, Settings settings, LabelIssuer issuer, TimeProvider clock)
    : IPublicLabel, IBadges, IPayeeStandings
{
    private sealed record StandingsOf(Register Known, DateOnly Day, IReadOnlyList<Standing> Standings);
    private volatile StandingsOf? _standings;

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <inheritdoc/>
    public async Task<bool> MayBeShown() => MayBeShown(await register.Read());

    // Until the owner has set the label's rules in the book, the settings say whether it may be shown.
    private bool MayBeShown(Register known) => known.SchemeOn(Today) is { } scheme ? scheme.Mode is not LegalMode.InternalCharter : settings.LabelIsPublic;

    public async Task<Grant?> Grant(GrantNumber number) => (await register.Read()).Grants.GetValueOrDefault(number);

    /// <inheritdoc/>
    public async Task<GrantView?> Find(GrantNumber number, DateOnly on, DateOnly? asKnownOn)
    {
        if (await Grant(number) is not { } grant) return null;
        var holder = await participants.FindAsync(grant.StateOn(on)?.Holder ?? grant.Holder, default) is { } named ? PublicHolder.Of(named) : null;
        return GrantView.Of(grant, holder?.Name ?? "", holder?.HolderId?.Value ?? "", on, asKnownOn);
    }

    /// <summary>The label of an account's holder today: their newest grant; null when there is none, or none may be shown.</summary>
    public async Task<AccountLabel?> OfAccount(AccountId account)
    {
        if ((await people.HolderOf(account))?.Siret is not { } siret || !HolderId.TryParse(siret, out var holder)) return null;
        var known = await register.Read();
        if (!MayBeShown(known) || await participants.FindAsync(holder, default) is not { } participant) return null;
        var today = Today;
        var held = known.Participants.GetValueOrDefault(participant.Id)?.Grants.Select(number => known.Grants[number])
            .Where(grant => grant.Kind is not GrantKind.Event && grant.StateOn(today)?.Holder == participant.Id);
        return held?.LastOrDefault() is { } grant ? new(grant.Number, grant.On(today)) : null;
    }

    /// <inheritdoc/>
    /// <remarks>Whether the label may be shown does not matter: what a funder restricts their money to is told to nobody here.</remarks>
    async Task<PayeeStanding> IPayeeStandings.Of(AccountId payee)
    {
        if ((await people.HolderOf(payee))?.Siret is not { } siret || !HolderId.TryParse(siret, out var holder) || await participants.FindAsync(holder, default) is not { } participant) return PayeeStanding.None;
        var known = await register.Read();
        if (known.Participants.GetValueOrDefault(participant.Id) is not { } history) return PayeeStanding.None;
        var today = Today;
        var active = history.Grants.Select(number => known.Grants[number]).Any(grant => grant.Kind is not GrantKind.Event && grant.StateOn(today)?.Holder == participant.Id && grant.On(today) is Standing.Active);
        return new(active, [.. Enum.GetValues<Filieres>().Where(f => f is not Filieres.None && (history.ProfileOn(today).Filieres & f) == f).Select(f => JsonNamingPolicy.SnakeCaseLower.ConvertName(f.ToString()))]);
    }

    /// <summary>What the owner says about a grant today; null when there is no such grant.</summary>
    public async Task<BadgeFacts?> Facts(GrantNumber number)
    {
        var known = await register.Read();
        if (known.Grants.GetValueOrDefault(number) is not { } grant || grant.StateOn(Today) is not { } state) return null;
        if (await participants.FindAsync(state.Holder, default) is not { } holder) return null;
        var newest = (await book.Store.FindAsync(grant.Facts.Max(f => f.Position), default))!;
        return new(grant.Number, grant.Kind, holder.Name, holder.Holder, holder.Commune ?? "", state.Level, state.From, state.Until,
            known.CharterOn(state.From)?.Adopted.Version, known.GrantsInOrder.IndexOf(number), newest.Position, newest.CommittedAt);
    }

    /// <summary>What every grant is worth today, by its place in the status lists.</summary>
    public async Task<IReadOnlyList<Standing>> Standings()
    {
        var (known, today) = (await register.Read(), Today);
        // Phones ask often, and the answer changes with a fact or at midnight only.
        if (_standings is { } last && ReferenceEquals(last.Known, known) && last.Day == today) return last.Standings;
        var standings = known.GrantsInOrder.Select(number => known.Grants[number].On(today)).ToList();
        _standings = new(known, today, standings);
        return standings;
    }

    /// <summary>The signed badge of a grant for the term that runs, for its QR code; null when there is no such grant. While it says the same it is the same
    /// to the byte, so that stickers printed twice are alike.</summary>
    public async Task<ReadOnlyMemory<byte>?> Badge(GrantNumber number)
    {
        if (await Facts(number) is not { } says) return null;
        var payload = CodeOf(says, issuer.Id).Encode();
        var kept = await book.Store.FindReceiptAsync(says.Newest, default);
        if (kept is { } old && SignedPayload.Decode(old).Payload.Span.SequenceEqual(payload)) return old;
        var signed = keys.Badge.Sign(Core.Badges.Badge.Type, payload);
        // What was kept first stays; a fact whose day came only after it, or a new name, makes a badge that is not kept.
        return kept is null ? (await book.Store.KeepReceiptsAsync([(says.Newest, signed)], default))[0] : signed;
    }

    /// <summary>What the code of a badge says.</summary>
    internal static Badge CodeOf(BadgeFacts says, LedgerId issuer) => new(
        issuer, says.Number, TextCut.ToBytes(says.Holder, Core.Badges.Badge.LongestName), says.HolderId.Value, says.Level, says.From, says.Until, says.StatusIndex, says.Commune, (int)says.Kind);

    /// <inheritdoc/>
    public async Task<BadgeCheck> Check(string text)
    {
        var payload = QrText.Read('B', text, settings) ?? (Base32.TryDecode(text.Trim().ToUpperInvariant(), out var bare) ? bare : null);
        if (payload is null) return PresentedBadge.TryRead(text.Trim(), owner) is { } presented ? await Judge(presented.Signer, presented.Badge) : BadgeCheck.Malformed;
        if (!Core.Badges.Badge.TryDecode(payload, out var badge, out var envelope, out _)) return BadgeCheck.Malformed;
        var signer = badge.Issuer != issuer.Id || keys.Find(envelope.Key) is not { Purpose: Keys.Purposes.Badge } key ? BadgeSigner.Unknown
            : key.Verify(envelope) ? BadgeSigner.Issuer : BadgeSigner.Forged;
        return await Judge(signer, new(badge.Number, badge.Holder, badge.HolderId, badge.Level, badge.From, badge.Until));
    }

    private async Task<BadgeCheck> Judge(BadgeSigner signer, BadgeView? badge)
    {
        var today = Today;
        var live = signer is BadgeSigner.Issuer ? await Find(badge!.Number, today, null) : null;
        return new(BadgeRules.Check(signer, badge?.From ?? today, badge?.Until ?? today, today, live?.Standing), badge, live);
    }
}
