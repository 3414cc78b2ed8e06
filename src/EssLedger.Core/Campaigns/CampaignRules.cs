using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Campaigns;

/// <summary>Why something about a campaign is refused, in the order in which reasons win.</summary>
public enum CampaignRefusal
{
    /// <summary>There can be no campaign with such terms, or it would be over before it begins.</summary>
    TermsUnsound = 1,
    /// <summary>There is no such campaign.</summary>
    CampaignUnknown,
    /// <summary>There is no such proposal.</summary>
    ProposalUnknown,
    /// <summary>It was approved, refused or ended already.</summary>
    AlreadyDecided,
    /// <summary>Who asks never approves.</summary>
    SamePerson,
    /// <summary>The currency ends: no units are made any more.</summary>
    WindingDown,
    /// <summary>The campaign is not approved, not of this kind, or does not give today.</summary>
    CampaignNotOpen,
    /// <summary>This euro receipt is used already.</summary>
    AlreadyIssued,
    /// <summary>The share of this half-year was paid, or waits for a second person.</summary>
    ShareAlreadyPaid,
    /// <summary>The half-year is not over.</summary>
    HalfYearNotOver,
    /// <summary>There is nothing to give.</summary>
    NothingToGive,
    /// <summary>A line of the list cannot be done; each says why.</summary>
    ListFaulty,
    /// <summary>The campaign would give more than its budget.</summary>
    BudgetExceeded,
    /// <summary>The euros are not there.</summary>
    FundsMissing,
    /// <summary>The purses can still be spent.</summary>
    PursesStillOpen,
    /// <summary>An association is an open account of an actor of the social and solidarity economy.</summary>
    NoAssociation,
    /// <summary>The account is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>The books and the bank differ: no units are made until that is cleared up.</summary>
    FundGap,
}

/// <summary>What is wrong with a line of a list, in the order in which reasons win.</summary>
public enum LineFault
{
    /// <summary>There is no such account.</summary>
    AccountUnknown = 1,
    /// <summary>It is closed, or not yet approved.</summary>
    AccountClosed,
    /// <summary>It is not that of a resident.</summary>
    NotAResident,
    /// <summary>It stands in the list before.</summary>
    Twice,
    /// <summary>Nothing is to be given.</summary>
    Nothing,
    /// <summary>With it, the account would have received more of the campaign than one person may.</summary>
    AbovePersonCap,
    /// <summary>The account would hold more than it may.</summary>
    LimitExceeded,
}

/// <summary>A line of a list of who is to receive what.</summary>
/// <param name="Account">Whose account.</param>
/// <param name="Amount">In hundredths.</param>
public sealed record AllotmentLine(AccountId Account, Amount Amount);

/// <summary>What the world says of an account on a list.</summary>
/// <param name="Status">Its status; null: there is none.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="Room">What it may still hold; null: any amount.</param>
public sealed record Recipient(SubjectStatus? Status, AccountKind? Kind, Amount? Room);

/// <summary>A bonus that comes with an exchange.</summary>
/// <param name="Campaign">Whose it is.</param>
/// <param name="Purse">The purse that the account has of it; null: none yet.</param>
/// <param name="Amount">In hundredths.</param>
public sealed record Bonus(CampaignId Campaign, PurseId? Purse, Amount Amount)
{
    /// <summary>The transfers beside those of the exchange.</summary>
    /// <param name="account">Who exchanged.</param>
    /// <param name="purse">The purse that receives it, a new one where there was none.</param>
    /// <param name="unit">The ledger's unit.</param>
    public IReadOnlyList<Transfer> Legs(AccountId account, PurseId purse, Unit unit) =>
    [
        new(OfficeAccounts.Backing, null, Campaign.Account, null, Amount, Unit.Euro),
        new(OfficeAccounts.Issuance, null, account, purse, Amount, unit),
    ];
}

/// <summary>The rules of campaigns: never more than their euros and their budget, never more for one person than the terms say, and always by two persons.</summary>
public static class CampaignRules
{
    /// <summary>How long after the last day of its purses what is left in them can be taken back: no clock of any server says then that they can be spent.</summary>
    public const int DaysBeforeReturn = 2;

    /// <summary>May this campaign be proposed?</summary>
    public static (Act? Act, CampaignRefusal? Refusal) Propose(TreasuryState treasury, Act.CampaignProposed asked, DateOnly today) =>
        !asked.Terms.IsSound || asked.Terms.Last < today ? (null, CampaignRefusal.TermsUnsound) : (asked with { Decider = treasury.NextTurn }, null);

    /// <summary>May this person approve it?</summary>
    public static (Act? Act, CampaignRefusal? Refusal) Approve(TreasuryState treasury, CampaignId id, PersonId by)
    {
        if (treasury.Campaigns.All.GetValueOrDefault(id) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
        if (campaign.Approved || campaign.Ended is not null) return (null, CampaignRefusal.AlreadyDecided);
        return campaign.Proposed.By == by ? (null, CampaignRefusal.SamePerson) : (new Act.CampaignApproved(treasury.NextTurn, id, by), null);
    }

    /// <summary>May it be ended? One person can: nothing is lost that two cannot propose anew, and who has a purse keeps its time of grace.</summary>
    public static (Act? Act, CampaignRefusal? Refusal) End(TreasuryState treasury, CampaignId id, DateOnly today, PersonId by)
    {
        if (treasury.Campaigns.All.GetValueOrDefault(id) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
        return campaign.Ended is not null ? (null, CampaignRefusal.AlreadyDecided) : (new Act.CampaignEnded(treasury.NextTurn, id, today, by), null);
    }

    /// <summary>May this receipt be proposed as the funder's money?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="asked">What is asked; its turn is given here.</param>
    /// <param name="receiptUsed">Whether the receipt is used in the book.</param>
    public static (Act? Act, CampaignRefusal? Refusal) Fund(TreasuryState treasury, Act.FundingProposed asked, bool receiptUsed)
    {
        if (treasury.Campaigns.All.GetValueOrDefault(asked.Campaign) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
        if (!campaign.Approved || campaign.Ended is not null) return (null, CampaignRefusal.CampaignNotOpen);
        if (receiptUsed || treasury.Pending.Values.Any(p => p.Receipt == asked.Receipt) || treasury.Campaigns.Pending.Values.OfType<Act.FundingProposed>().Any(p => p.Receipt == asked.Receipt))
            return (null, CampaignRefusal.AlreadyIssued);
        return asked.Amount == Amount.Zero ? (null, CampaignRefusal.NothingToGive) : (asked with { Decider = treasury.NextTurn }, null);
    }

    /// <summary>What is wrong with each line of a list; null: nothing.</summary>
    public static IReadOnlyList<LineFault?> Faults(Campaign campaign, IReadOnlyList<AllotmentLine> lines, Func<AccountId, Recipient> recipient)
    {
        var seen = new HashSet<AccountId>();
        return [.. lines.Select(line => recipient(line.Account) is var of && of.Status is null ? LineFault.AccountUnknown
            : of.Status is not SubjectStatus.Open ? LineFault.AccountClosed
            : of.Kind is not AccountKind.Resident ? LineFault.NotAResident
            : !seen.Add(line.Account) ? LineFault.Twice
            : line.Amount == Amount.Zero ? LineFault.Nothing
            : line.Amount > campaign.RoomOf(line.Account) ? LineFault.AbovePersonCap
            : line.Amount > of.Room ? LineFault.LimitExceeded : (LineFault?)null)];
    }

    /// <summary>May this list be proposed?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="id">Which campaign gives.</param>
    /// <param name="proposal">The proposal's id.</param>
    /// <param name="lines">Who receives what.</param>
    /// <param name="faults">What is wrong with each line, as <see cref="Faults"/> says.</param>
    /// <param name="newPurse">Draws a purse for an account that has none of this campaign.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="by">Who proposes.</param>
    public static (Act? Act, CampaignRefusal? Refusal) Allot(
        TreasuryState treasury, CampaignId id, ProposalId proposal, IReadOnlyList<AllotmentLine> lines, IReadOnlyList<LineFault?> faults, Func<PurseId> newPurse, DateOnly today, PersonId by)
    {
        if (treasury.Campaigns.All.GetValueOrDefault(id) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
        if (campaign.Terms.Kind is not (CampaignKind.Aid or CampaignKind.Gift) || !campaign.GivesOn(today)) return (null, CampaignRefusal.CampaignNotOpen);
        if (lines.Count == 0) return (null, CampaignRefusal.NothingToGive);
        if (faults.Any(f => f is not null)) return (null, CampaignRefusal.ListFaulty);
        var asked = new Act.AllotmentsProposed(treasury.NextTurn, proposal, id.Account, null, 0,
            [.. lines.Select(l => new Allotment(l.Account, campaign.Purses.TryGetValue(l.Account, out var purse) ? purse.Id : newPurse(), l.Amount))], by);
        return Covered(treasury, asked) is { } refusal ? (null, refusal) : (asked, null);
    }

    /// <summary>May this share of a half-year be proposed?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="source">Whose euros: a campaign of shares, by its rate; null: those of the commission.</param>
    /// <param name="rate">The commission's, in hundredths of a percent; a campaign has its own.</param>
    /// <param name="half">Which half-year.</param>
    /// <param name="exchanged">What those who chose an association exchanged in it, by association.</param>
    /// <param name="paid">Whether that half-year's share is paid.</param>
    /// <param name="proposal">The proposal's id.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="by">Who proposes.</param>
    public static (Act.AllotmentsProposed? Act, CampaignRefusal? Refusal) Share(
        TreasuryState treasury, CampaignId? source, int rate, HalfYear half, IReadOnlyDictionary<AccountId, Amount> exchanged, bool paid, ProposalId proposal, DateOnly today, PersonId by)
    {
        var most = (Amount?)null;
        if (source is { } id)
        {
            if (treasury.Campaigns.All.GetValueOrDefault(id) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
            if (campaign.Terms.Kind is not CampaignKind.Share || !campaign.GivesOn(today)) return (null, CampaignRefusal.CampaignNotOpen);
            (rate, most) = (campaign.Terms.Rate, campaign.Terms.PerPerson);
        }
        else if (rate is < 1 or > CampaignTerms.Whole) return (null, CampaignRefusal.TermsUnsound);
        if (paid || treasury.Campaigns.Pending.Values.OfType<Act.AllotmentsProposed>().Any(p => p.Period == half)) return (null, CampaignRefusal.ShareAlreadyPaid);
        if (today <= half.Last) return (null, CampaignRefusal.HalfYearNotOver);
        var allotments = exchanged.Select(e => new Allotment(e.Key, null, CampaignTerms.Part(e.Value, rate) is var part && part > most ? most.Value : part))
            .Where(a => a.Amount > Amount.Zero).OrderBy(a => a.Account.Value, StringComparer.Ordinal).ToList();
        if (allotments.Count == 0) return (null, CampaignRefusal.NothingToGive);
        var asked = new Act.AllotmentsProposed(treasury.NextTurn, proposal, source?.Account ?? OfficeAccounts.Commission, half, rate, allotments, by);
        return Covered(treasury, asked) is { } refusal ? (null, refusal) : (asked, null);
    }

    /// <summary>May this person approve what was proposed? What was known when it was proposed is asked again.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="proposal">Which.</param>
    /// <param name="decided">Whether it was decided.</param>
    /// <param name="faults">What is wrong with its lines by now; empty: it is no list.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="by">Who approves.</param>
    public static (Act? Act, CampaignRefusal? Refusal) Decide(
        TreasuryState treasury, ProposalId proposal, bool decided, IReadOnlyList<LineFault?> faults, Unit unit, DateOnly today, PersonId by)
    {
        if (decided) return (null, CampaignRefusal.AlreadyDecided);
        switch (treasury.Campaigns.Pending.GetValueOrDefault(proposal))
        {
            case Act.FundingProposed asked:
                if (asked.By == by) return (null, CampaignRefusal.SamePerson);
                if (treasury.Campaigns.All[asked.Campaign].Ended is not null) return (null, CampaignRefusal.CampaignNotOpen);
                return (new Act.Funded(treasury.NextTurn, proposal, asked.Receipt, asked.By, by,
                    [new(asked.Campaign.Account, null, OfficeAccounts.Announced, null, asked.Amount, Unit.Euro)]), null);
            case Act.AllotmentsProposed asked:
                if (asked.By == by) return (null, CampaignRefusal.SamePerson);
                if (treasury.Moving.WindDown is not null) return (null, CampaignRefusal.WindingDown);
                if (CampaignId.Of(asked.Source) is { } id && !treasury.Campaigns.All[id].GivesOn(today)) return (null, CampaignRefusal.CampaignNotOpen);
                if (faults.Any(f => f is not null)) return (null, CampaignRefusal.ListFaulty);
                if (treasury.Gaps(unit).Count > 0) return (null, CampaignRefusal.FundGap);
                if (Covered(treasury, asked) is { } refusal) return (null, refusal);
                // A purse may have come into being since, by another list or with an exchange: an account has one of a campaign.
                var purses = CampaignId.Of(asked.Source) is { } source ? treasury.Campaigns.All[source].Purses : null;
                return (new Act.AllotmentsMade(treasury.NextTurn, proposal, asked.Period, asked.By, by,
                [
                    new(OfficeAccounts.Backing, null, asked.Source, null, asked.Total, Unit.Euro),
                    .. asked.Allotments.Select(a => new Transfer(OfficeAccounts.Issuance, null, a.Account, purses?.TryGetValue(a.Account, out var had) is true ? had.Id : a.Purse, a.Amount, unit)),
                ]), null);
            default:
                return (null, CampaignRefusal.ProposalUnknown);
        }
    }

    /// <summary>May it be dropped? Whoever proposed it may take it back; another may refuse it.</summary>
    public static (Act? Act, CampaignRefusal? Refusal) Drop(TreasuryState treasury, ProposalId proposal, bool decided, PersonId by) => decided ? (null, CampaignRefusal.AlreadyDecided)
        : treasury.Campaigns.Pending.ContainsKey(proposal) ? (new Act.ProposalDropped(treasury.NextTurn, proposal, by), null) : (null, CampaignRefusal.ProposalUnknown);

    /// <summary>May what is left in a campaign's purses go back?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="id">Which campaign.</param>
    /// <param name="left">What is in its purses: it only grows, by refunds, once their time is over.</param>
    /// <param name="unit">The ledger's unit.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="by">Who has it done.</param>
    public static (Act? Act, CampaignRefusal? Refusal) Return(TreasuryState treasury, CampaignId id, IReadOnlyDictionary<AccountId, Amount> left, Unit unit, DateOnly today, PersonId by)
    {
        if (treasury.Campaigns.All.GetValueOrDefault(id) is not { } campaign) return (null, CampaignRefusal.CampaignUnknown);
        if (!campaign.Approved || today < campaign.SpentUntil.AddDays(DaysBeforeReturn)) return (null, CampaignRefusal.PursesStillOpen);
        var some = left.Where(l => l.Value > Amount.Zero).OrderBy(l => l.Key.Value, StringComparer.Ordinal).ToList();
        if (some.Count == 0) return (null, CampaignRefusal.NothingToGive);
        return (new Act.PursesReturned(treasury.NextTurn, id, by,
        [
            new(id.Account, null, OfficeAccounts.Backing, null, some.Aggregate(Amount.Zero, (sum, l) => sum + l.Value), Unit.Euro),
            .. some.Select(l => new Transfer(l.Key, campaign.Purses[l.Key].Id, OfficeAccounts.Issuance, null, l.Value, unit)),
        ]), null);
    }

    /// <summary>The bonus that comes with an exchange: that of the campaign which gives today and ends first. What a cap leaves is given, and what its euros leave.</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="account">Who exchanges.</param>
    /// <param name="kind">Whose account that is: only a resident's has a bonus.</param>
    /// <param name="exchanged">How much.</param>
    /// <param name="today">Europe/Paris.</param>
    /// <param name="room">What the account may still hold after the exchange; null: any amount.</param>
    /// <returns>Null: none.</returns>
    public static Bonus? BonusOn(TreasuryState treasury, AccountId account, AccountKind? kind, Amount exchanged, DateOnly today, Amount? room = null)
    {
        if (kind is not AccountKind.Resident) return null;
        foreach (var campaign in treasury.Campaigns.All.Values.Where(c => c.Terms.Kind is CampaignKind.Bonus && c.GivesOn(today)).OrderBy(c => c.Last).ThenBy(c => c.Position))
        {
            var bonus = CampaignTerms.Part(exchanged, campaign.Terms.Rate);
            var waiting = Amount.FromMinor(Math.Max(0, campaign.BudgetLeft.Minor - Waiting(treasury, campaign.Id.Account, null)));
            foreach (var most in (Amount?[])[campaign.RoomOf(account), waiting, FreeEuros(treasury, campaign.Id.Account), room])
                if (bonus > most) bonus = most.Value;
            if (bonus > Amount.Zero) return new(campaign.Id, campaign.Purses.TryGetValue(account, out var purse) ? purse.Id : null, bonus);
        }
        return null;
    }

    /// <summary>May a holder choose this association?</summary>
    public static (Act? Act, CampaignRefusal? Refusal) Choose(Account account, AccountId? association, Recipient of, PersonId by) =>
        account.Status is not SubjectStatus.Open ? (null, CampaignRefusal.AccountClosed)
        : association is not null && of is not { Status: SubjectStatus.Open, Kind: AccountKind.Ess } ? (null, CampaignRefusal.NoAssociation)
        : (new Act.AssociationChosen(new(account.Id.Value, account.Acts + 1), association, by), null);

    /// <summary>The euro cents that an account has and that nothing waits to take; of the commission no more than the association has of its own beyond what covers what members owe.</summary>
    public static Amount FreeEuros(TreasuryState treasury, AccountId source, ProposalId? but = null)
    {
        var has = -treasury.Of(source, Unit.Euro).Minor;
        if (OfficeAccounts.Own.Contains(source)) has = Math.Min(has, treasury.Spare);
        return Amount.FromMinor(Math.Max(0, has - Waiting(treasury, source, but)));
    }

    private static long Waiting(TreasuryState treasury, AccountId source, ProposalId? but) => treasury.Campaigns.Waiting(source).Where(p => p.Proposal != but).Sum(p => p.Total.Minor);

    /// <summary>Why a list cannot be given, counting what else waits for a second person; null: it can.</summary>
    private static CampaignRefusal? Covered(TreasuryState treasury, Act.AllotmentsProposed asked)
    {
        var total = asked.Allotments.Aggregate((Int128)0, (sum, a) => sum + a.Amount.Minor);
        if (CampaignId.Of(asked.Source) is { } id && total > treasury.Campaigns.All[id].BudgetLeft.Minor - Waiting(treasury, asked.Source, asked.Proposal)) return CampaignRefusal.BudgetExceeded;
        return total > FreeEuros(treasury, asked.Source, but: asked.Proposal).Minor ? CampaignRefusal.FundsMissing : null;
    }
}
