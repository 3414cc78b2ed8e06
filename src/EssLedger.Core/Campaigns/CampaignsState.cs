using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Campaigns;

/// <summary>A purse of a campaign.</summary>
/// <param name="Id">Random for each account, so that it tells nothing to a payee.</param>
/// <param name="Received">All that the campaign ever put into it, in hundredths.</param>
public readonly record struct Purse(PurseId Id, Amount Received);

/// <summary>A campaign as the book has it.</summary>
/// <param name="Proposed">How it was proposed.</param>
/// <param name="Position">Where that stands, and where its name is kept.</param>
public sealed record Campaign(Act.CampaignProposed Proposed, Position Position)
{
    /// <summary>Its id.</summary>
    public CampaignId Id => Proposed.Campaign;

    /// <summary>What holds for it.</summary>
    public CampaignTerms Terms => Proposed.Terms;

    /// <summary>Whether another person approved it.</summary>
    public bool Approved { get; init; }

    /// <summary>The day on which it was ended; null: nobody ended it.</summary>
    public DateOnly? Ended { get; init; }

    /// <summary>All that it ever gave, in hundredths.</summary>
    public Amount Given { get; init; }

    /// <summary>What came back of it when the time of its purses was over.</summary>
    public Amount Returned { get; init; }

    /// <summary>Its purses by their holders: each has one.</summary>
    public ImmutableDictionary<AccountId, Purse> Purses { get; init; } = ImmutableDictionary<AccountId, Purse>.Empty;

    /// <summary>The last day on which it gives.</summary>
    public DateOnly Last => Ended is { } day && day < Terms.Last ? day : Terms.Last;

    /// <summary>The last day on which its purses can be spent.</summary>
    public DateOnly SpentUntil => Last.AddDays(Terms.Grace);

    /// <summary>Whether it gives on a day.</summary>
    public bool GivesOn(DateOnly day) => Approved && Ended is null && Terms.First <= day && day <= Last;

    /// <summary>Whether its purses pay this payee on a day.</summary>
    public bool PaysOn(DateOnly day, AccountId payee, Accounts.AccountKind kind, PayeeStanding standing) => day <= SpentUntil && Terms.Acceptors.Accept(payee, kind, standing);

    /// <summary>The share of its budget that is not given yet.</summary>
    public Amount BudgetLeft => Terms.Budget > Given ? Terms.Budget - Given : Amount.Zero;

    /// <summary>What an account may still receive of it.</summary>
    public Amount RoomOf(AccountId account) => Purses.GetValueOrDefault(account).Received is var had && Terms.PerPerson > had ? Terms.PerPerson - had : Amount.Zero;
}

/// <summary>All campaigns, folded from the entries in which they stand.</summary>
public sealed record CampaignsState
{
    /// <summary>The subject under which their acts are found in the book.</summary>
    public const string Subject = "CAMPAIGNS";

    /// <summary>Every campaign that was ever proposed.</summary>
    public ImmutableDictionary<CampaignId, Campaign> All { get; init; } = ImmutableDictionary<CampaignId, Campaign>.Empty;

    /// <summary>Which campaign a purse belongs to.</summary>
    public ImmutableDictionary<PurseId, CampaignId> Owners { get; init; } = ImmutableDictionary<PurseId, CampaignId>.Empty;

    /// <summary>What waits for a second person: money from a funder, or what is to be given.</summary>
    public ImmutableDictionary<ProposalId, Act> Pending { get; init; } = ImmutableDictionary<ProposalId, Act>.Empty;

    /// <summary>Which association a holder chose.</summary>
    public ImmutableDictionary<AccountId, AccountId> Choices { get; init; } = ImmutableDictionary<AccountId, AccountId>.Empty;

    /// <summary>The campaign of a purse; null: it is of none, and bound to no place.</summary>
    public Campaign? Of(PurseId purse) => Owners.TryGetValue(purse, out var campaign) ? All[campaign] : null;

    /// <summary>What waits to be given from an account.</summary>
    public IEnumerable<Act.AllotmentsProposed> Waiting(AccountId source) => Pending.Values.OfType<Act.AllotmentsProposed>().Where(p => p.Source == source);

    /// <summary>The only way in which it changes; refuses nothing. What moves is read from the transfers, whichever act they are of: a bonus comes with an issuance, and a
    /// funder's money with whatever explains a line of a statement.</summary>
    public CampaignsState Apply(Position position, Act act)
    {
        var next = act.Transfers.Count == 0 ? this : Move(act.Transfers, undoes: act is Act.IssuanceReversed);
        return act switch
        {
            Act.CampaignProposed a => next with { All = next.All.Add(a.Campaign, new(a, position)) },
            Act.CampaignApproved a => next.With(next.All[a.Campaign] with { Approved = true }),
            Act.CampaignEnded a => next.With(next.All[a.Campaign] with { Ended = a.Day }),
            Act.FundingProposed a => next with { Pending = next.Pending.Add(a.Proposal, a) },
            Act.AllotmentsProposed a => next with { Pending = next.Pending.Add(a.Proposal, a) },
            Act.Funded a => next with { Pending = next.Pending.Remove(a.Proposal) },
            Act.AllotmentsMade a => next with { Pending = next.Pending.Remove(a.Proposal) },
            Act.ProposalDropped a => next with { Pending = next.Pending.Remove(a.Proposal) },
            Act.AssociationChosen { Association: { } chosen } a => next with { Choices = next.Choices.SetItem(AccountId.Parse(a.Decider.Subject), chosen) },
            Act.AssociationChosen a => next with { Choices = next.Choices.Remove(AccountId.Parse(a.Decider.Subject)) },
            _ => next,
        };
    }

    private CampaignsState With(Campaign campaign) => this with { All = All.SetItem(campaign.Id, campaign) };

    /// <param name="transfers">What moves.</param>
    /// <param name="undoes">Whether it was given by mistake: then it counts as never given.</param>
    private CampaignsState Move(IReadOnlyList<Transfer> transfers, bool undoes)
    {
        // Units that come into being beside a campaign's euros, or go with them, are its own; never those of two at once.
        var source = transfers.Where(t => t.Unit == Unit.Euro).Select(t => t.From == OfficeAccounts.Backing ? CampaignId.Of(t.To) : t.To == OfficeAccounts.Backing ? CampaignId.Of(t.From) : null).FirstOrDefault(id => id is not null);
        if (source is not { } id || !All.TryGetValue(id, out var campaign)) return this;
        var (purses, owners, given, returned) = (campaign.Purses.ToBuilder(), Owners, campaign.Given, campaign.Returned);
        foreach (var leg in transfers)
        {
            if (leg.Unit == Unit.Euro)
            {
                if (leg.To == id.Account) given += leg.Amount;
                else if (leg.From == id.Account && undoes) given -= leg.Amount;
                else if (leg.From == id.Account) returned += leg.Amount;
            }
            else if (leg.ToPurse is { } purse && leg.From == OfficeAccounts.Issuance)
            {
                purses[leg.To] = new(purse, purses.GetValueOrDefault(leg.To).Received + leg.Amount);
                owners = owners.SetItem(purse, id);
            }
            else if (undoes && leg.FromPurse is { } taken) purses[leg.From] = new(taken, purses[leg.From].Received - leg.Amount);
        }
        return With(campaign with { Purses = purses.ToImmutable(), Given = given, Returned = returned }) with { Owners = owners };
    }

    internal void Write(CborWriter w)
    {
        w.WriteArray(3);
        w.WriteArray(All.Count);
        foreach (var campaign in All.Values.OrderBy(c => c.Position))
        {
            w.WriteArray(7);
            w.WriteBytes(Codec.Encode(campaign.Proposed));
            w.WriteInteger(campaign.Position.Value);
            w.WriteInteger(campaign.Approved ? 1 : 0);
            w.WriteInteger(campaign.Ended?.DayNumber ?? -1);
            w.WriteInteger(campaign.Given.Minor);
            w.WriteInteger(campaign.Returned.Minor);
            w.WriteArray(campaign.Purses.Count);
            foreach (var (account, purse) in campaign.Purses.OrderBy(p => p.Key.Value, StringComparer.Ordinal))
            {
                w.WriteArray(3);
                w.WriteText(account.Value);
                w.WriteBytes(purse.Id.Uuid.ToBytes());
                w.WriteInteger(purse.Received.Minor);
            }
        }
        w.WriteArray(Pending.Count);
        foreach (var proposed in Pending.Values.OrderBy(p => p.Turn!.Value.Number)) w.WriteBytes(Codec.Encode(proposed));
        w.WriteArray(Choices.Count);
        foreach (var (account, association) in Choices.OrderBy(c => c.Key.Value, StringComparer.Ordinal))
        {
            w.WriteArray(2);
            w.WriteText(account.Value);
            w.WriteText(association.Value);
        }
    }

    internal static CampaignsState Read(ref CborReader r)
    {
        if (r.ReadArray() != 3) throw new FormatException("Campaigns have three fields.");
        var state = new CampaignsState();
        var (all, owners, pending, choices) = (state.All.ToBuilder(), state.Owners.ToBuilder(), state.Pending.ToBuilder(), state.Choices.ToBuilder());
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            var campaign = new Campaign((Act.CampaignProposed)Codec.Decode(r.ReadBytes()), new(r.ReadInteger()))
            {
                Approved = r.ReadInteger() == 1,
                Ended = r.ReadInteger() is >= 0 and var day ? DateOnly.FromDayNumber((int)day) : null,
                Given = Amount.FromMinor(r.ReadInteger()),
                Returned = Amount.FromMinor(r.ReadInteger()),
            };
            var purses = campaign.Purses.ToBuilder();
            for (var some = r.ReadArray(); some > 0; some--)
            {
                r.ReadArray();
                var (account, purse) = (AccountId.Parse(r.ReadText()), new Purse(new(Uuid.FromBytes(r.ReadBytes().Span)), Amount.FromMinor(r.ReadInteger())));
                purses.Add(account, purse);
                owners.Add(purse.Id, campaign.Id);
            }
            all.Add(campaign.Id, campaign with { Purses = purses.ToImmutable() });
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var proposed = Codec.Decode(r.ReadBytes());
            pending.Add(proposed is Act.FundingProposed funding ? funding.Proposal : ((Act.AllotmentsProposed)proposed).Proposal, proposed);
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            choices.Add(AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()));
        }
        return new() { All = all.ToImmutable(), Owners = owners.ToImmutable(), Pending = pending.ToImmutable(), Choices = choices.ToImmutable() };
    }
}
