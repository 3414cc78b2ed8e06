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
    LabelBook book, IParticipantStore participants, IGrainFactory grains, People people, ServerKeys keys, Settings settings, LabelIssuer issuer, TimeProvider clock)
    : IPublicLabel, IBadges
{
    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <inheritdoc/>
    public Task<bool> MayBeShown() => Task.FromResult(settings.LabelIsPublic);

    public async Task<Grant?> Grant(GrantNumber number)
    {
        // A number that nobody ever had wakes no grain.
        if (await book.Store.ReadSubjectAsync(number.Value, Position.None, 1, default) is []) return null;
        var facts = await grains.GetGrain<IGrantGrain>(number.Value).Read();
        return facts.Count == 0 ? null : Core.Labels.Grant.Fold(facts);
    }

    /// <inheritdoc/>
    public async Task<GrantView?> Find(GrantNumber number, DateOnly on, DateOnly? asKnownOn)
    {
        if (await Grant(number) is not { } grant) return null;
        var holder = await participants.FindAsync(grant.Holder, default);
        return GrantView.Of(grant, holder?.Name ?? "", holder?.Holder.Value ?? "", on, asKnownOn);
    }

    /// <summary>The label of an account's holder today: their newest grant; null when there is none, or none may be shown.</summary>
    public async Task<AccountLabel?> OfAccount(AccountId account)
    {
        if (!settings.LabelIsPublic || (await people.HolderOf(account))?.Siret is not { } siret || !HolderId.TryParse(siret, out var holder)) return null;
        if (await participants.FindAsync(holder, default) is not { } participant) return null;
        var newest = await book.Store.ReadSubjectBackAsync(participant.Id.Value, null, 1, default);
        if (newest is not [var entry] || LabelFact.Decode(entry.Body) is not GrantFact fact) return null;
        return await Grant(fact.Number) is { } grant ? new(grant.Number, grant.On(Today)) : null;
    }

    /// <summary>The signed badge of a grant for the term that runs, for its QR code; null when there is no such grant. Until the next fact about the grant
    /// it is the same to the byte, so that stickers printed twice are alike.</summary>
    public async Task<ReadOnlyMemory<byte>?> Badge(GrantNumber number)
    {
        if (await Grant(number) is not { } grant || grant.StateOn(Today) is not { } state) return null;
        if (await participants.FindAsync(grant.Holder, default) is not { } holder) return null;
        var newest = (await book.Store.ReadSubjectBackAsync(number.Value, null, 1, default))[0].Position;
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

/// <summary>Who signs badges.</summary>
/// <param name="Id">The label book's own name.</param>
public sealed record LabelIssuer(LedgerId Id);
