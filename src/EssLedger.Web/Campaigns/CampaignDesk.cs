using System.Globalization;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Campaigns;

/// <summary>A campaign with its words.</summary>
/// <param name="Now">As the book has it.</param>
/// <param name="Name">What people call it; null: forgotten.</param>
/// <param name="Funder">Whose money it is; null: forgotten.</param>
public sealed record ShownCampaign(CampaignStanding Now, string? Name, string? Funder)
{
    public CampaignId Id => Now.Proposed.Campaign;
    public CampaignTerms Terms => Now.Proposed.Terms;
    public bool Waits => !Now.Approved && Now.Ended is null;
    public DateOnly Last => Now.Ended is { } day && day < Terms.Last ? day : Terms.Last;
    public DateOnly SpentUntil => Last.AddDays(Terms.Grace);

    /// <summary>The stable word: <c>proposed</c>, <c>rejected</c>, <c>active</c>, <c>spending</c> (gives no more, but its purses pay) or <c>over</c>.</summary>
    public string StateOn(DateOnly today) => Waits ? "proposed" : !Now.Approved ? "rejected" : Now.Ended is null && today <= Last ? "active" : today <= SpentUntil ? "spending" : "over";

    /// <summary>Whether what is left in its purses can be taken back.</summary>
    public bool CanReturnOn(DateOnly today) => Now.Approved && Now.InPurses > Amount.Zero && today >= SpentUntil.AddDays(CampaignRules.DaysBeforeReturn);
}

/// <summary>One purse of an account, as its holder sees it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Holds">What is in it.</param>
/// <param name="Campaign">What filled it; null: it is of no campaign, and bound to no place.</param>
/// <param name="Name">The campaign's name.</param>
public sealed record ShownPurse(PurseId Id, Balance Holds, Campaign? Campaign, string? Name);

/// <summary>Campaigns and purses, by the same rules whether a screen or the API asks.</summary>
public sealed class CampaignDesk(IGrainFactory grains, CampaignsInForce campaigns, PaymentRequests requests, CurrencyBook book, People people, Terms terms, TimeProvider clock)
{
    /// <summary>The longest name of a campaign or a funder.</summary>
    public const int LongestName = 120;

    public ITreasuryGrain Treasury => grains.Treasury();

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Every campaign, the newest first.</summary>
    /// <param name="counted">Of which one it is counted in any case what is in its purses.</param>
    public async Task<IReadOnlyList<ShownCampaign>> All(CampaignId? counted = null)
    {
        var shown = new List<ShownCampaign>();
        foreach (var standing in (await Treasury.Campaigns(counted)).Reverse())
        {
            var words = await Words(standing.Position, standing.Proposed);
            shown.Add(new(standing, words?.Name, words?.Funder));
        }
        return shown;
    }

    public async Task<ShownCampaign?> Find(CampaignId campaign) => (await All(campaign)).FirstOrDefault(c => c.Id == campaign);

    /// <summary>The purses of an account that hold something, the one that ends first in front, those that never end last.</summary>
    public async Task<IReadOnlyList<ShownPurse>> PursesOf(Account account)
    {
        var state = account.Balances.Keys.Any(d => d.Purse is not null) ? await campaigns.Read() : null;
        var purses = new List<ShownPurse>();
        foreach (var (drawer, balance) in account.Balances.Where(b => b.Key.Purse is not null && b.Key.Unit == terms.Unit && b.Value > Balance.Zero))
        {
            var campaign = state!.Of(drawer.Purse!.Value);
            purses.Add(new(drawer.Purse.Value, balance, campaign, campaign is null ? null : (await Words(campaign.Position, campaign.Proposed))?.Name));
        }
        return [.. purses.OrderBy(p => p.Campaign?.SpentUntil ?? DateOnly.MaxValue).ThenBy(p => p.Id.Uuid)];
    }

    /// <summary>Whether a purse pays a payee today.</summary>
    public async Task<bool> Pays(ShownPurse purse, AccountId payee) => purse.Campaign is null || await campaigns.Pays(purse.Campaign, payee);

    /// <summary>The association that a holder chose; null: none.</summary>
    public async Task<AccountId?> ChoiceOf(AccountId account) => (await campaigns.Read()).Choices.TryGetValue(account, out var chosen) ? chosen : null;

    /// <summary>The associations that can be chosen, by name: the open accounts of actors of the social and solidarity economy, which are no persons.</summary>
    public async Task<IReadOnlyList<AccountHolder>> Associations()
    {
        var open = new List<AccountHolder>();
        foreach (var holder in await people.HoldersOfKind("ess"))
            if (await requests.StatusOf(holder.Account, fresh: false) is SubjectStatus.Open) open.Add(holder);
        return open;
    }

    public async Task<string?> NameOf(AccountId account) => (await people.HolderOf(account))?.Name;

    private async Task<(string Name, string Funder)?> Words(Position position, Act.CampaignProposed proposed) =>
        await book.Store.FindOriginalAsync(position, proposed.Words, default) is { } kept && Encoding.UTF8.GetString(kept.Span[TreasuryGrain.SaltSize..]).Split('\n') is [var name, var funder] ? (name, funder) : null;
}
