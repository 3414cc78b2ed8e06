using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>One person asks that a mutual credit be opened beside the currency.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Unit">In which firms will count what they owe each other: neither the ledger's, nor euro, nor notes.</param>
    /// <param name="By">Who asks.</param>
    public sealed record MutualCreditProposed(Turn Decider, Unit Unit, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => MutualCreditState.Subject;
    }

    /// <summary>Another person decides what waits under this decider: of the treasury, whether the mutual credit is opened; of an account, whether it gets the limits that were asked for.</summary>
    public sealed record CreditDecided(Turn Decider, bool Approved, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => MutualCreditState.Subject;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => Opens && Approved ? [Claim.MutualCredit] : [];
        /// <summary>Whether it is about the mutual credit itself.</summary>
        public bool Opens => Decider.Subject == OfficeAccounts.Treasury.Value;
    }

    /// <summary>One person asks that a firm's account be admitted to the mutual credit, or go less or further than it may.</summary>
    /// <param name="Decider">The account's turn.</param>
    /// <param name="Limits">How far below and above zero.</param>
    /// <param name="By">Who asks.</param>
    public sealed record CreditLimitsProposed(Turn Decider, CreditLimits Limits, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => MutualCreditState.Subject;
        /// <summary>Whose limits.</summary>
        public AccountId Account => AccountId.Parse(Decider.Subject);
    }

    /// <summary>An account's admission ends: it neither pays nor is paid in mutual credit any more.</summary>
    /// <param name="Decider">The account's turn.</param>
    /// <param name="Left">What stands in the account and stays: nobody else's balance changes by it, so the sum remains zero.</param>
    /// <param name="Reason">SHA-256 of the words, which are kept apart.</param>
    /// <param name="By">Who decided.</param>
    public sealed record CreditEnded(Turn Decider, Balance Left, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => MutualCreditState.Subject;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }
}
