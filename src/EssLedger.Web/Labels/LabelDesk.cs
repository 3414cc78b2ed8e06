using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Labels;

/// <summary>What the currency shows of the label: a standing, by the shop's SIRET. The one place where the two books are read side by side.</summary>
public sealed record AccountLabel(GrantNumber Grant, Standing Standing);

/// <summary>Reads the label book for screens and API: grants, badges, and the standing behind a shop's account.</summary>
public sealed class LabelDesk(
    LabelBook book, LabelRegister register, IParticipantStore participants, People people, ServerKeys keys, Settings settings, LabelIssuer issuer, TimeProvider clock)
    : IPublicLabel, IBadges
{
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
        var holder = await participants.FindAsync(grant.StateOn(on)?.Holder ?? grant.Holder, default);
        return GrantView.Of(grant, holder?.Name ?? "", holder?.Holder.Value ?? "", on, asKnownOn);
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

    /// <summary>The signed badge of a grant for the term that runs, for its QR code; null when there is no such grant. Until the next fact about the grant
    /// it is the same to the byte, so that stickers printed twice are alike.</summary>
    public async Task<ReadOnlyMemory<byte>?> Badge(GrantNumber number)
    {
        if (await Grant(number) is not { } grant || grant.StateOn(Today) is not { } state) return null;
        if (await participants.FindAsync(state.Holder, default) is not { } holder) return null;
        var newest = grant.Facts.Max(f => f.Position);
        if (await book.Store.FindReceiptAsync(newest, default) is { } kept) return kept;
        var badge = new Badge(
            issuer.Id, grant.Number, TextCut.ToBytes(holder.Name, Core.Badges.Badge.LongestName), holder.Holder.Value, state.Level, state.From, state.Until,
            StatusIndex: 0, holder.Commune ?? "", (int)grant.Kind);
        var signed = keys.Badge.Sign(Core.Badges.Badge.Type, badge.Encode());
        return (await book.Store.KeepReceiptsAsync([(newest, signed)], default))[0];
    }

    /// <inheritdoc/>
    public async Task<BadgeCheck> Check(string text)
    {
        var payload = QrText.Read('B', text, settings) ?? (Base32.TryDecode(text.Trim().ToUpperInvariant(), out var bare) ? bare : null);
        if (payload is null || !Core.Badges.Badge.TryDecode(payload, out var badge, out var envelope, out _)) return BadgeCheck.Malformed;

        var signer = badge.Issuer != issuer.Id || keys.Find(envelope.Key) is not { Purpose: Keys.Purposes.Badge } key ? BadgeSigner.Unknown
            : key.Verify(envelope) ? BadgeSigner.Issuer : BadgeSigner.Forged;
        var today = Today;
        var live = signer is BadgeSigner.Issuer ? await Find(badge.Number, today, null) : null;
        var verdict = BadgeRules.Check(signer, badge.From, badge.Until, today, live?.Standing);
        return new(verdict, new(badge.Number, badge.Holder, badge.HolderId, badge.Level, badge.From, badge.Until), live);
    }
}
