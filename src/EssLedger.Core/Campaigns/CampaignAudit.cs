using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    /// <summary>What is wrong with an act about a campaign; null: nothing.</summary>
    private string? CampaignAct(Entry entry, Act act) => act switch
    {
        Act.CampaignProposed a => _treasury.Campaigns.All.ContainsKey(a.Campaign) ? "This campaign was proposed before." : null,
        Act.CampaignApproved a => !_treasury.Campaigns.All.TryGetValue(a.Campaign, out var campaign) || campaign.Approved || campaign.Ended is not null ? "No such campaign waits for a second person."
            : campaign.Proposed.By == a.By ? "Who proposed the campaign also approved it." : null,
        Act.CampaignEnded a => _treasury.Campaigns.All.GetValueOrDefault(a.Campaign) is not { Ended: null } ? "There is no such campaign, or it was ended before."
            : !Days(entry).Contains(a.Day) ? "It was not ended on that day." : null,
        Act.FundingProposed a => _treasury.Campaigns.Pending.ContainsKey(a.Proposal) ? "This was proposed before."
            : _treasury.Pending.Values.Any(p => p.Receipt == a.Receipt) ? "Its receipt backs an issuance."
            : _treasury.Campaigns.All.GetValueOrDefault(a.Campaign) is not { Approved: true, Ended: null } ? "The campaign is not open." : null,
        Act.Funded a => Second<Act.FundingProposed>(a.Proposal, a.ProposedBy, a.ApprovedBy, p => p.By, out var asked)
            ?? (a.Receipt != asked!.Receipt || !a.Legs.SequenceEqual([new(asked.Campaign.Account, null, OfficeAccounts.Announced, null, asked.Amount, Unit.Euro)]) ? "It is not what was proposed." : null),
        Act.AllotmentsProposed a => _treasury.Campaigns.Pending.ContainsKey(a.Proposal) ? "This was proposed before." : Proposed(entry, a),
        Act.AllotmentsMade a => Second<Act.AllotmentsProposed>(a.Proposal, a.ProposedBy, a.ApprovedBy, p => p.By, out var asked) ?? Made(entry, a, asked!),
        Act.ProposalDropped a => _treasury.Campaigns.Pending.ContainsKey(a.Proposal) ? null : "No such proposal waits.",
        Act.PursesReturned a => Returned(entry, a),
        _ => "This kind of act is not known to the audit.",
    };

    private string? Chosen(Act.AssociationChosen chosen) => !IsOpen(AccountId.Parse(chosen.Decider.Subject)) ? "The account is not open."
        : chosen.Association is { } association && Member(association.Value) is not { Status: SubjectStatus.Open, Kind: AccountKind.Ess } ? "It is no open account of an association." : null;

    private string? Second<T>(ProposalId proposal, PersonId proposedBy, PersonId approvedBy, Func<T, PersonId> by, out T? asked) where T : Act
    {
        asked = _treasury.Campaigns.Pending.GetValueOrDefault(proposal) as T;
        return asked is null ? "Nobody proposed this, or it was decided before." : by(asked) != proposedBy ? "Another proposed it." : proposedBy == approvedBy ? "Who proposed it also approved it." : null;
    }

    private string? Proposed(Entry entry, Act.AllotmentsProposed asked)
    {
        if (asked.Allotments.Count == 0 || asked.Allotments.DistinctBy(a => a.Account).Count() != asked.Allotments.Count) return "An account stands in the list twice, or none does.";
        if (CampaignId.Of(asked.Source) is not { } id) return asked.Source == OfficeAccounts.Commission && asked.Period is not null ? null : "It is not given by a campaign.";
        return _treasury.Campaigns.All.TryGetValue(id, out var campaign) && Days(entry).Any(campaign.GivesOn) && campaign.Terms.Kind switch
        {
            CampaignKind.Share => asked.Period is not null && asked.Rate == campaign.Terms.Rate,
            CampaignKind.Bonus => false,
            _ => asked.Period is null && asked.Allotments.All(a => a.Purse is not null),
        } ? null : "The campaign does not give, or not so.";
    }

    private string? Made(Entry entry, Act.AllotmentsMade made, Act.AllotmentsProposed asked)
    {
        var unit = _opening?.Unit ?? made.Legs[^1].Unit;
        if (made.Period != asked.Period || made.Legs[0] != new Transfer(OfficeAccounts.Backing, null, asked.Source, null, asked.Total, Unit.Euro)
            || !made.Legs.Skip(1).Select(l => (l.From, l.FromPurse, l.To, l.Amount, l.Unit)).SequenceEqual(asked.Allotments.Select(a => (OfficeAccounts.Issuance, (PurseId?)null, a.Account, a.Amount, unit))))
            return "It is not what was proposed, or not backed by as many euro.";
        var campaign = CampaignId.Of(asked.Source) is { } id ? _treasury.Campaigns.All[id] : null;
        foreach (var (leg, allotment) in made.Legs.Skip(1).Zip(asked.Allotments))
        {
            if (Member(leg.To.Value) is not { Status: SubjectStatus.Open } member) return "An account on the list is not open.";
            if (asked.Period is null ? member.Kind is not AccountKind.Resident : member.Kind is not AccountKind.Ess) return "An account on the list may not receive this.";
            var purse = campaign is not null && campaign.Purses.TryGetValue(leg.To, out var had) ? had.Id : allotment.Purse;
            if (leg.ToPurse != purse || (purse is { } named && _treasury.Campaigns.Owners.TryGetValue(named, out var owner) && owner != campaign?.Id)) return "An account has one purse of a campaign, and it is another.";
        }
        if (campaign is null) return asked.Total.Minor > _treasury.Spare ? "The association's own do not cover it." : null;
        return !Days(entry).Any(campaign.GivesOn) ? "The campaign does not give on that day." : Capped(campaign, asked.Total, asked.Period is null ? asked.Allotments : []);
    }

    /// <summary>A campaign never gives more than its budget, nor one person more than the terms say. That its euros suffice is asked of its account, which never rises above zero.</summary>
    private static string? Capped(Campaign campaign, Amount total, IEnumerable<Allotment> allotments) => total > campaign.BudgetLeft ? "The campaign gives more than its budget."
        : allotments.Any(a => a.Amount > campaign.RoomOf(a.Account)) ? "The campaign gives one person more than it may." : null;

    private string? Returned(Entry entry, Act.PursesReturned returned)
    {
        if (!_treasury.Campaigns.All.TryGetValue(returned.Campaign, out var campaign) || Days(entry).All(day => day <= campaign.SpentUntil)) return "There is no such campaign, or its purses can still be spent.";
        var legs = returned.Legs.Skip(1).ToList();
        var unit = _opening?.Unit ?? returned.Legs[^1].Unit;
        if (legs.Any(l => l.To != OfficeAccounts.Issuance || l.Unit != unit || !campaign.Purses.TryGetValue(l.From, out var purse) || l.FromPurse != purse.Id)
            || returned.Legs[0] != new Transfer(campaign.Id.Account, null, OfficeAccounts.Backing, null, legs.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount), Unit.Euro))
            return "It takes back something else than what is in the campaign's purses.";
        return null;
    }

    /// <summary>What is wrong with a bonus among an issuance's transfers; null: nothing, or there is none.</summary>
    private string? BonusIn(Entry entry, AccountId account, Amount exchanged, IReadOnlyList<Transfer> bonus)
    {
        if (bonus.Count == 0) return null;
        if (bonus is not [{ Unit: var euro } backed, { Unit: var unit } given] || euro != Unit.Euro || backed.From != OfficeAccounts.Backing || CampaignId.Of(backed.To) is not { } id
            || !_treasury.Campaigns.All.TryGetValue(id, out var campaign) || campaign.Terms.Kind is not CampaignKind.Bonus || !Days(entry).Any(campaign.GivesOn)) return "No campaign gives this bonus.";
        if (given.From != OfficeAccounts.Issuance || given.To != account || (_opening is { } book && unit != book.Unit) || given.Amount != backed.Amount || given.ToPurse is not { } purse
            || (campaign.Purses.TryGetValue(account, out var had) ? had.Id != purse : _treasury.Campaigns.Owners.ContainsKey(purse))) return "The bonus does not go where it must.";
        return given.Amount > CampaignTerms.Part(exchanged, campaign.Terms.Rate) ? "The bonus is more than the campaign gives." : Capped(campaign, given.Amount, [new(account, purse, given.Amount)]);
    }

    /// <summary>A campaign's purse pays only where and as long as its terms say. What the label says of a payee stands in another book, which answers for any day as known on
    /// any other; here it is not asked.</summary>
    private string? Purses(Entry entry, Act.Paid paid)
    {
        foreach (var leg in paid.Legs)
        {
            if (leg.FromPurse is not { } purse || _treasury.Campaigns.Of(purse) is not { } campaign) continue;
            if (Days(entry).All(day => day > campaign.SpentUntil)) return "The time to spend this purse was over.";
            if (Member(paid.Payee.Value) is not { Kind: { } kind } || !campaign.Terms.Acceptors.InBook(paid.Payee, kind)) return "This purse does not pay this payee.";
        }
        return null;
    }

    private static DateOnly[] Days(Entry entry) => [ParisCalendar.DayOf(entry.CommittedAt), ParisCalendar.DayOf(entry.CommittedAt - Skew), ParisCalendar.DayOf(entry.CommittedAt + Skew)];
}
