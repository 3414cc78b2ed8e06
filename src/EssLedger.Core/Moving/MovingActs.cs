using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>One person asks to give members what they had in the currency before, against euro that came from its fund.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">Its id.</param>
    /// <param name="Line">The statement's line that brought the euro.</param>
    /// <param name="Items">Who gets what: each account once, at most <see cref="MovingRules.MostItems"/>.</param>
    /// <param name="By">Who asks.</param>
    public sealed record BalancesProposed(Turn Decider, ProposalId Proposal, Digest Line, IReadOnlyList<BroughtBalance> Items, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Proposal)];
        /// <summary>The sum, in hundredths.</summary>
        public Amount Total => Items.Aggregate(Amount.Zero, (sum, item) => sum + item.Amount);
        /// <inheritdoc/>
        public bool Equals(BalancesProposed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Proposal.GetHashCode();
    }

    /// <summary>Another person approves: the euro of the line and the members' units move together. No account gets a balance so twice.</summary>
    public sealed record BalancesBrought(Turn Decider, ProposalId Proposal, Digest Line, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal), .. Legs.Skip(1).Select(leg => Claim.BroughtBalanceOf(leg.To))];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <summary>The sum, in hundredths.</summary>
        public Amount Total => Legs[0].Amount;
        /// <inheritdoc/>
        public bool Equals(BalancesBrought? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Proposal.GetHashCode();
    }

    /// <summary>One person asks that the currency end.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">Its id.</param>
    /// <param name="Last">The last day (Europe/Paris) on which units are spent or given back.</param>
    /// <param name="PaysResidents">Whether residents get euro for their units too, where the law lets them; if not, they spend them until that day.</param>
    /// <param name="Reason">SHA-256 of the decision's words, which are kept apart.</param>
    /// <param name="By">Who asks.</param>
    public sealed record WindDownProposed(Turn Decider, ProposalId Proposal, DateOnly Last, bool PaysResidents, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Proposal)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>Another person approves: from this entry on no unit is made, and from an instant on whoever may gets euro for units pays no fee.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">What is approved.</param>
    /// <param name="From">When payments know of it: UTC, whole milliseconds; every server has read it by then.</param>
    /// <param name="Last">The last day on which units are spent or given back.</param>
    /// <param name="PaysResidents">Whether residents get euro too.</param>
    /// <param name="ProposedBy">Who asked.</param>
    /// <param name="ApprovedBy">Who approved.</param>
    public sealed record WindDownBegun(Turn Decider, ProposalId Proposal, DateTimeOffset From, DateOnly Last, bool PaysResidents, PersonId ProposedBy, PersonId ApprovedBy) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => TermsHistory.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal), Claim.WindDown];
    }

    /// <summary>One person asks that what nobody brought back in time become a gift.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Proposal">Its id.</param>
    /// <param name="Body">SHA-256 of who is to have it, and by which decision; the words are kept apart.</param>
    /// <param name="By">Who asks.</param>
    public sealed record RemainderProposed(Turn Decider, ProposalId Proposal, Digest Body, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Proposal)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Body;
    }

    /// <summary>Another person approves it.</summary>
    public sealed record RemainderApproved(Turn Decider, ProposalId Proposal, PersonId ProposedBy, PersonId ApprovedBy) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal), Claim.Remainder];
    }

    /// <summary>Units that were left in accounts are destroyed, and the euro behind them are a gift to be passed on. Purses are not touched: what is in them is their funder's.</summary>
    public sealed record RemainderTaken(Turn Decider, PersonId By, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(RemainderTaken? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Decider.GetHashCode();
    }

    /// <summary>The same with all notes that nobody brought back: they are worth nothing from now on.</summary>
    public sealed record NotesForfeited(Turn Decider, SlipId Slip, Notes Notes, Unit Unit, PersonId By) : OnPaper(Decider, Slip, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<NoteMove> NoteMoves => [new(NotePlaces.Sold, NotePlaces.Lost, Notes)];
        private protected override IReadOnlyList<Transfer> Money =>
            [Leg(OfficeAccounts.Paper, OfficeAccounts.Issuance, Notes.Value, Unit), Leg(OfficeAccounts.Donations, OfficeAccounts.Backing, Notes.Value, Unit.Euro)];
    }

    /// <summary>What was proposed about coming or going is dropped: whoever asked takes it back, or another person refuses.</summary>
    public sealed record MovingDropped(Turn Decider, ProposalId Proposal, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.EndOf(Proposal)];
    }
}
