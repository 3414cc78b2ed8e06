using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

/// <summary>What one account is to receive.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Purse">The purse that receives it; null: ordinary money.</param>
/// <param name="Amount">In hundredths.</param>
public sealed record Allotment(AccountId Account, PurseId? Purse, Amount Amount);

public abstract partial record Act
{
    /// <summary>One person proposes a campaign.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Campaign">Its id.</param>
    /// <param name="Terms">What holds for it.</param>
    /// <param name="Words">SHA-256 of its name and its funder's, salted, which are kept apart.</param>
    /// <param name="By">Who proposes.</param>
    public sealed record CampaignProposed(Turn Decider, CampaignId Campaign, CampaignTerms Terms, Digest Words, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Campaign.Account)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Words;
        /// <inheritdoc/>
        public bool Equals(CampaignProposed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Campaign.GetHashCode();
    }

    /// <summary>Another person approves the campaign.</summary>
    public sealed record CampaignApproved(Turn Decider, CampaignId Campaign, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
    }

    /// <summary>A campaign gives nothing more; one that nobody approved never will. Its purses can be spent until its grace is over.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Campaign">Which.</param>
    /// <param name="Day">Its last day (Europe/Paris).</param>
    /// <param name="By">Who ended it.</param>
    public sealed record CampaignEnded(Turn Decider, CampaignId Campaign, DateOnly Day, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
    }

    /// <summary>One person says that a receipt is the funder's money.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">Its id.</param>
    /// <param name="Campaign">Whose money it is to be.</param>
    /// <param name="Receipt">SHA-256 of the receipt's kind and normalised reference.</param>
    /// <param name="Amount">In euro cents.</param>
    /// <param name="By">Who says so.</param>
    public sealed record FundingProposed(Turn Decider, ProposalId Proposal, CampaignId Campaign, Digest Receipt, Amount Amount, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Proposal)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Receipt;
    }

    /// <summary>Another person agrees: the euros are the campaign's.</summary>
    public sealed record Funded(Turn Decider, ProposalId Proposal, Digest Receipt, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal), Claim.Backing(Receipt)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(Funded? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Proposal.GetHashCode();
    }

    /// <summary>One person proposes to give: to the people on a list, or to associations their share of half a year.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">Its id.</param>
    /// <param name="Source">Whose euros it is: a campaign's account, or the commission's (a share only).</param>
    /// <param name="Period">Of a share: of which half-year; else null.</param>
    /// <param name="Rate">Of a share: of what members exchanged, in hundredths of a percent; else 0.</param>
    /// <param name="Allotments">Who receives what; each account once.</param>
    /// <param name="By">Who proposes.</param>
    public sealed record AllotmentsProposed(Turn Decider, ProposalId Proposal, AccountId Source, HalfYear? Period, int Rate, IReadOnlyList<Allotment> Allotments, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Proposal)];
        /// <summary>All that is given.</summary>
        public Amount Total => Allotments.Aggregate(Amount.Zero, (sum, a) => sum + a.Amount);
        /// <inheritdoc/>
        public bool Equals(AllotmentsProposed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Proposal.GetHashCode();
    }

    /// <summary>Another person agrees: the euros back the units, and all receive theirs in one transaction.</summary>
    public sealed record AllotmentsMade(Turn Decider, ProposalId Proposal, HalfYear? Period, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => Period is { } half ? [Claim.EndOf(Proposal), Claim.ShareOf(half)] : [Claim.EndOf(Proposal)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(AllotmentsMade? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Proposal.GetHashCode();
    }

    /// <summary>What was proposed for a campaign is not done: another person refused, or whoever proposed it took it back.</summary>
    public sealed record ProposalDropped(Turn Decider, ProposalId Proposal, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal)];
    }

    /// <summary>The time to spend a campaign's purses is over: what is left in them goes out of circulation, and its euros back to the campaign.</summary>
    /// <param name="Decider">The treasury's turn. That it debits members' purses endangers no payment: none is paid from them any more.</param>
    /// <param name="Campaign">Which.</param>
    /// <param name="By">Who had it done.</param>
    /// <param name="Legs">The transfers.</param>
    public sealed record PursesReturned(Turn Decider, CampaignId Campaign, PersonId By, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(PursesReturned? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Campaign.GetHashCode();
    }

    /// <summary>A holder chose the association that is to have a share of what they exchange.</summary>
    /// <param name="Decider">The account.</param>
    /// <param name="Association">An account of an actor of the social and solidarity economy; null: none any more.</param>
    /// <param name="By">In whose session.</param>
    public sealed record AssociationChosen(Turn Decider, AccountId? Association, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => CampaignsState.Subject;
    }
}
