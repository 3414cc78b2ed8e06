using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Shops;

/// <summary>What the label's register says of a shop, for its merchant.</summary>
/// <param name="Participant">Under which id it is known there.</param>
/// <param name="Grant">Its newest grant that is no event's; null: it has none.</param>
/// <param name="Standing">That grant's standing today; null: it has none.</param>
/// <param name="Dues">What falls due within 90 days, the overdue included, the earliest first.</param>
/// <param name="Open">Its application that is under way; null: none is.</param>
public sealed record ShopLabel(ParticipantId Participant, Grant? Grant, Standing? Standing, IReadOnlyList<Deadline> Dues, OpenFile? Open);

/// <summary>An application that is under way.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Missing">The wording of each mandatory criterion that it does not answer yet, and whether only the evidence for it is missing.</param>
public sealed record OpenFile(ApplicationState State, IReadOnlyList<(string Wording, bool OnlyEvidence)> Missing);

/// <summary>Finds a shop in the label's register, by its SIRET.</summary>
public sealed class ShopLabels(LabelRegister register, IParticipantStore participants, TimeProvider clock)
{
    private const int DaysAhead = 90;

    /// <summary>Null: the register does not know it.</summary>
    public async Task<ShopLabel?> Of(Shop shop)
    {
        if (shop.Siret is not { } siret || !HolderId.TryParse(siret, out var holder) || await participants.FindAsync(holder, default) is not { } participant) return null;
        var (known, today) = (await register.Read(), ParisCalendar.DayOf(clock.GetUtcNow()));
        if (!known.Participants.TryGetValue(participant.Id, out var history)) return null;
        var grant = history.Grants.Select(number => known.Grants[number]).LastOrDefault(g => g.Kind is not GrantKind.Event && g.StateOn(today)?.Holder == participant.Id);
        return new(participant.Id, grant, grant?.On(today), [.. Deadlines.Of(known, today, today.AddDays(DaysAhead)).Where(d => d.Participant == participant.Id)],
            history.Applications.Select(id => known.Applications[id]).LastOrDefault(a => !a.IsClosed && a.Opened.Kind is not GrantKind.Event) is { } file ? await Of(file, known, today) : null);
    }

    private async Task<OpenFile> Of(Application file, Register known, DateOnly today)
    {
        var words = (await LabelEndpoints.View(known.Charters[file.Opened.Charter], register)).Criteria.ToDictionary(c => c.Number, c => c.Wording);
        return new(file.State, [.. ApplicationRules.Missing(known, file, today).Select(c => (words.GetValueOrDefault(c.Number) ?? $"{c.Number}", file.Commitments.Values.Any(made => made.Criterion == c.Number)))]);
    }
}
