using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>What became of an act about a campaign.</summary>
/// <param name="Refusal">Why not; null when done, or when a trial found nothing against it.</param>
/// <param name="Position">Where the act stands; none after a refusal or a trial.</param>
public sealed record CampaignAnswer(CampaignRefusal? Refusal, Position Position);

/// <summary>What became of a list, or would become of it.</summary>
/// <param name="Answer">The whole.</param>
/// <param name="Faults">Line by line, in the order of the list: what is wrong with it; null: nothing.</param>
/// <param name="Allotments">Who receives what; of a list that is refused none.</param>
public sealed record ListAnswer(CampaignAnswer Answer, IReadOnlyList<LineFault?> Faults, IReadOnlyList<Allotment> Allotments);

/// <summary>A campaign as its office sees it.</summary>
/// <param name="Proposed">How it was proposed: its terms.</param>
/// <param name="Position">Where that stands.</param>
/// <param name="Approved">Whether another person approved it.</param>
/// <param name="Ended">The day on which it was ended; null: nobody ended it.</param>
/// <param name="Given">All that it gave, in hundredths.</param>
/// <param name="Returned">What came back of it from purses whose time was over.</param>
/// <param name="Euros">The cents that it has and may give.</param>
/// <param name="Purses">How many accounts have a purse of it.</param>
/// <param name="InPurses">What is in them now; null: it was not counted, as they can still be spent or were emptied before.</param>
public sealed record CampaignStanding(Act.CampaignProposed Proposed, Position Position, bool Approved, DateOnly? Ended, Amount Given, Amount Returned, long Euros, int Purses, Amount? InPurses);

public partial interface ITreasuryGrain
{
    /// <summary>Proposes a campaign. The same id again gives the first answer.</summary>
    /// <param name="asked">What is asked; its turn and the digest of its words are given here.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="funder">Whose money it is.</param>
    [SafeToRepeat]
    Task<CampaignAnswer> ProposeCampaign(Act.CampaignProposed asked, string name, string funder);

    /// <summary>Approves it, by another person.</summary>
    Task<CampaignAnswer> ApproveCampaign(CampaignId campaign, PersonId by);

    /// <summary>Ends it today; one that waits for approval is refused so.</summary>
    Task<CampaignAnswer> EndCampaign(CampaignId campaign, PersonId by);

    /// <summary>Says that a receipt is the funder's money.</summary>
    [SafeToRepeat]
    Task<CampaignAnswer> ProposeFunding(ProposalId proposal, CampaignId campaign, EuroReceipt receipt, PersonId by);

    /// <summary>Proposes to give what a list says, or tries only whether that could be done.</summary>
    Task<ListAnswer> ProposeAllotments(ProposalId proposal, CampaignId campaign, List<AllotmentLine> lines, bool onlyTry, PersonId by);

    /// <summary>Proposes the associations' share of a half-year, or tries only what it would be.</summary>
    /// <param name="proposal">The proposal's id.</param>
    /// <param name="campaign">Whose euros it is to be, by whose rate; null: the commission's.</param>
    /// <param name="half">Any day of that half-year.</param>
    /// <param name="rate">The commission's, in hundredths of a percent.</param>
    /// <param name="onlyTry">Whether nothing is to be recorded.</param>
    /// <param name="by">Who proposes.</param>
    Task<ListAnswer> ProposeShare(ProposalId proposal, CampaignId? campaign, DateOnly half, int rate, bool onlyTry, PersonId by);

    /// <summary>Does what was proposed, by another person.</summary>
    [SafeToRepeat]
    Task<CampaignAnswer> ApproveProposal(ProposalId proposal, PersonId by);

    /// <summary>Drops it.</summary>
    [SafeToRepeat]
    Task<CampaignAnswer> DropProposal(ProposalId proposal, PersonId by);

    /// <summary>Takes back what is left in purses whose time is over.</summary>
    Task<CampaignAnswer> ReturnPurses(CampaignId campaign, PersonId by);

    /// <summary>Every campaign, in the order in which they were proposed.</summary>
    /// <param name="counted">Of which one the purses are counted in any case; of the others only where their time is over and nobody took back what is left.</param>
    [SafeToRepeat]
    Task<IReadOnlyList<CampaignStanding>> Campaigns(CampaignId? counted);

    /// <summary>What waits for a second person, oldest first: <see cref="Act.FundingProposed"/> and <see cref="Act.AllotmentsProposed"/>.</summary>
    [SafeToRepeat]
    Task<IReadOnlyList<Act>> CampaignProposals();
}

public sealed partial class TreasuryGrain
{
    /// <summary>The bytes before the words of a campaign, so that nobody guesses them from their digest.</summary>
    public const int SaltSize = 16;

    public Task<CampaignAnswer> ProposeCampaign(Act.CampaignProposed asked, string name, string funder)
    {
        byte[] words = [.. RandomBytes(SaltSize), .. Encoding.UTF8.GetBytes($"{name}\n{funder}")];
        var proposed = asked with { Words = Digest.Of(words) };
        return Do(Claim.BeginningOf(asked.Campaign.Account), act => act is Act.CampaignProposed, () => Task.FromResult(CampaignRules.Propose(_state, proposed, Today)),
            draft => draft with { Originals = [new(proposed.Words, words)] });
    }

    public Task<CampaignAnswer> ApproveCampaign(CampaignId campaign, PersonId by) => Do(null, null, () => Task.FromResult(CampaignRules.Approve(_state, campaign, by)));

    public Task<CampaignAnswer> EndCampaign(CampaignId campaign, PersonId by) => Do(null, null, () => Task.FromResult(CampaignRules.End(_state, campaign, Today, by)));

    public Task<CampaignAnswer> ProposeFunding(ProposalId proposal, CampaignId campaign, EuroReceipt receipt, PersonId by) => Do(Claim.BeginningOf(proposal), act => act is Act.FundingProposed,
        async () => CampaignRules.Fund(_state, new(default, proposal, campaign, receipt.Identity, receipt.Amount, by), await book.Store.FindAsync(Claim.Backing(receipt.Identity), default) is not null),
        draft => draft with { Originals = [new(receipt.Identity, receipt.ToBytes())] });

    public async Task<ListAnswer> ProposeAllotments(ProposalId proposal, CampaignId campaign, List<AllotmentLine> lines, bool onlyTry, PersonId by)
    {
        IReadOnlyList<LineFault?> faults = [];
        IReadOnlyList<Allotment> allotments = [];
        var answer = await Do(Claim.BeginningOf(proposal), act => act is Act.AllotmentsProposed, async () =>
        {
            faults = _state.Campaigns.All.TryGetValue(campaign, out var known) ? CampaignRules.Faults(known, lines, await Recipients(lines.Select(l => l.Account))) : [];
            var decision = CampaignRules.Allot(_state, campaign, proposal, lines, faults, NewPurse, Today, by);
            allotments = decision.Act is Act.AllotmentsProposed asked ? asked.Allotments : [];
            return decision;
        }, onlyTry: onlyTry);
        return new(answer, faults, allotments);
    }

    public async Task<ListAnswer> ProposeShare(ProposalId proposal, CampaignId? campaign, DateOnly half, int rate, bool onlyTry, PersonId by)
    {
        var period = HalfYear.Of(half);
        IReadOnlyList<Allotment> allotments = [];
        var answer = await Do(Claim.BeginningOf(proposal), act => act is Act.AllotmentsProposed, async () =>
        {
            var (act, refusal) = CampaignRules.Share(_state, campaign, rate, period, await Exchanged(period), await book.Store.FindAsync(Claim.ShareOf(period), default) is not null, proposal, Today, by);
            allotments = act?.Allotments ?? [];
            return (act, refusal);
        }, onlyTry: onlyTry);
        return new(answer, [], allotments);
    }

    public Task<CampaignAnswer> ApproveProposal(ProposalId proposal, PersonId by)
    {
        var end = Claim.EndOf(proposal);
        return Do(end, act => act is Act.Funded { ApprovedBy: var funder } && funder == by || act is Act.AllotmentsMade { ApprovedBy: var giver } && giver == by, async () =>
        {
            IReadOnlyList<LineFault?> faults = [];
            if (_state.Campaigns.Pending.GetValueOrDefault(proposal) is Act.AllotmentsProposed { Period: null } asked && CampaignId.Of(asked.Source) is { } id)
                faults = CampaignRules.Faults(_state.Campaigns.All[id], [.. asked.Allotments.Select(a => new AllotmentLine(a.Account, a.Amount))], await Recipients(asked.Allotments.Select(a => a.Account)));
            return CampaignRules.Decide(_state, proposal, await book.Store.FindAsync(end, default) is not null, faults, terms.Basis.Unit, Today, by);
        }, draft => _state.Campaigns.Pending.GetValueOrDefault(proposal) is Act.AllotmentsProposed asked ? draft with { MustBeOpen = [.. asked.Allotments.Select(a => a.Account.Value)] } : draft);
    }

    public Task<CampaignAnswer> DropProposal(ProposalId proposal, PersonId by)
    {
        var end = Claim.EndOf(proposal);
        return Do(end, act => act is Act.ProposalDropped dropped && dropped.By == by,
            async () => CampaignRules.Drop(_state, proposal, await book.Store.FindAsync(end, default) is not null, by));
    }

    public Task<CampaignAnswer> ReturnPurses(CampaignId campaign, PersonId by) => Do(null, null, async () =>
        CampaignRules.Return(_state, campaign, _state.Campaigns.All.TryGetValue(campaign, out var known) ? await LeftIn(known) : new Dictionary<AccountId, Amount>(), terms.Basis.Unit, Today, by));

    public async Task<IReadOnlyList<CampaignStanding>> Campaigns(CampaignId? counted)
    {
        await CatchUp();
        var standings = new List<CampaignStanding>();
        foreach (var campaign in _state.Campaigns.All.Values.OrderBy(c => c.Position))
        {
            var counts = campaign.Id == counted || (campaign.Returned == Amount.Zero && campaign.Approved && Today >= campaign.SpentUntil.AddDays(CampaignRules.DaysBeforeReturn));
            var left = counts ? (await LeftIn(campaign)).Values.Aggregate(Amount.Zero, (sum, amount) => sum + amount) : (Amount?)null;
            standings.Add(new(campaign.Proposed, campaign.Position, campaign.Approved, campaign.Ended, campaign.Given, campaign.Returned, -_state.Of(campaign.Id.Account, Unit.Euro).Minor, campaign.Purses.Count, left));
        }
        return standings;
    }

    public async Task<IReadOnlyList<Act>> CampaignProposals()
    {
        await CatchUp();
        return [.. _state.Campaigns.Pending.Values.OrderBy(p => p.Turn!.Value.Number)];
    }

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>The transfers of the bonus that comes with an issuance; null: none.</summary>
    private async Task<IReadOnlyList<Transfer>?> BonusWith(Act.IssuanceProposed exchange)
    {
        if (!_state.Campaigns.All.Values.Any(c => c.Terms.Kind is CampaignKind.Bonus && c.GivesOn(Today))) return null;
        var room = await RoomOf(exchange.Account) is { } most ? Amount.FromMinor(Math.Max(0, most.Minor - exchange.Amount.Minor)) : (Amount?)null;
        return CampaignRules.BonusOn(_state, exchange.Account, await requests.KindOf(exchange.Account), exchange.Amount, Today, room) is { } bonus
            ? bonus.Legs(exchange.Account, bonus.Purse ?? NewPurse(), terms.Basis.Unit) : null;
    }

    private PurseId NewPurse() => new(Uuid.FromBytes(RandomBytes(Uuid.Size)));

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        dice.GetBytes(bytes);
        return bytes;
    }

    private async Task<Dictionary<AccountId, Amount>> LeftIn(Campaign campaign)
    {
        var left = new Dictionary<AccountId, Amount>();
        foreach (var (account, purse) in campaign.Purses) left[account] = Amount.FromMinor(Math.Max(0, (await requests.Holding(account)).In(new(terms.Basis.Unit, purse.Id)).Minor));
        return left;
    }

    private async Task<Func<AccountId, Recipient>> Recipients(IEnumerable<AccountId> accounts)
    {
        var known = new Dictionary<AccountId, Recipient>();
        foreach (var account in accounts.Distinct()) known[account] = new(await requests.StatusOf(account, fresh: true), await requests.KindOf(account), await RoomOf(account));
        return account => known[account];
    }

    /// <summary>What was exchanged in a half-year by those who chose an association, by the association that they have chosen now.</summary>
    private async Task<Dictionary<AccountId, Amount>> Exchanged(HalfYear half)
    {
        var choices = (await campaigns.Read()).Choices;
        var sums = new Dictionary<AccountId, Amount>();
        if (choices.Count == 0) return sums;
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Treasury.Value, Position.None, PageSize))
        {
            if (HalfYear.Of(ParisCalendar.DayOf(entry.CommittedAt)) != half) continue;
            var act = Codec.Decode(entry.Body);
            if (act is not (Act.Issued or Act.DebitsCollected)) continue;
            // What was undone was never exchanged.
            if (await book.Store.FindAsync(Claim.CorrectionOf(entry.Position), default) is not null) continue;
            foreach (var leg in act.Transfers.Where(l => l.From == OfficeAccounts.Issuance && l.ToPurse is null))
                if (choices.TryGetValue(leg.To, out var association) && await book.Store.FindAsync(Claim.OfLine(Act.PartReversed.LineOf(entry.Position, leg.To)), default) is null && await requests.StatusOf(association, fresh: true) is SubjectStatus.Open) sums[association] = sums.GetValueOrDefault(association) + leg.Amount;
        }
        return sums;
    }

    private async Task<CampaignAnswer> Do(Claim? claim, Func<Act, bool>? isThis, Func<Task<(Act? Act, CampaignRefusal? Refusal)>> decide, Func<Draft, Draft>? with = null, bool onlyTry = false)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var (act, refusal) = await decide();
            // As with issuances: read after all that the rule went by.
            if (!onlyTry && claim is { } held && await book.Store.FindAsync(held, default) is { } entry && isThis!(Codec.Decode(entry.Body))) return new(null, entry.Position);
            if (act is null || onlyTry) return new(refusal, Position.None);
            switch (await book.AppendAsync(with is null ? act.ToDraft() : with(act.ToDraft())))
            {
                case Appended.Placed placed:
                    _state = _state.Apply(placed.Entry, act);
                    return new(null, placed.Entry.Position);
                case Appended.NotOpen:
                    return new(CampaignRefusal.AccountClosed, Position.None);
            }
        }
        throw new BusyException("Another server decides at the same time.");
    }
}
