using EssLedger.Core.Identifiers;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>A member's written mandate is entered: a public body pays them in euro to the association, which credits them in units. The body has no account of units, and needs none.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Mandate">Its id, from which its reference is made.</param>
    /// <param name="Terms">Who asks whom for what, how much and how long.</param>
    /// <param name="Paper">SHA-256 of the signed paper, which the office keeps.</param>
    /// <param name="Words">SHA-256 of <see cref="MandateWords"/>, which are kept apart.</param>
    /// <param name="By">Who entered it.</param>
    public sealed record PublicMandateEntered(Turn Decider, PublicMandateId Mandate, PublicMandateTerms Terms, Digest Paper, Digest Words, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => Terms.Beneficiary.Value;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Mandate)];
        /// <inheritdoc/>
        public override Digest? RestsOn => Words;
    }

    /// <summary>The beneficiary took a public mandate back before the euro had come.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Mandate">Which.</param>
    /// <param name="By">Who entered that.</param>
    public sealed record PublicMandateRevoked(Turn Decider, PublicMandateId Mandate, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.RevocationOf(Mandate)];
    }
}
