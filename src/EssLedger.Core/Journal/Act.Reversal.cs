using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>One person says that an issuance was wrong and is to be undone.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Issuance">Which.</param>
    /// <param name="Account">To whom its units went, and in whose history this stands: what is said of them can be erased with them.</param>
    /// <param name="Corrects">Where it was made.</param>
    /// <param name="Reason">SHA-256 of the reason, which is kept apart.</param>
    /// <param name="By">Who says so.</param>
    public sealed record ReversalProposed(Turn Decider, IssuanceId Issuance, AccountId Account, Position Corrects, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => Account.Value;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
    }

    /// <summary>Another person says that the issuance stands.</summary>
    public sealed record ReversalRejected(Turn Decider, IssuanceId Issuance, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
    }

    /// <summary>Another person agrees: the units are destroyed, and the euro behind them wait again for an explanation. The entry that made them stays, and this one names it.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Holder">The turn of the account that gives the units back: nothing that it pays at the same time can be of them.</param>
    /// <param name="Issuance">Which.</param>
    /// <param name="Corrects">Where it was made.</param>
    /// <param name="Source">Where its euro had come from.</param>
    /// <param name="ProposedBy">Who asked.</param>
    /// <param name="ApprovedBy">Who agreed.</param>
    /// <param name="Legs">See <see cref="Undoing"/>.</param>
    public sealed record IssuanceReversed(
        Turn Decider, Turn Holder, IssuanceId Issuance, Position Corrects, AccountId Source, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Turn? SecondTurn => Holder;
        /// <summary>Under this name its euro wait. The receipt's or line's own backs the first issuance for good.</summary>
        public Digest Line => Digest.Of(System.Text.Encoding.ASCII.GetBytes($"essledger reversal {Issuance}"));
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.CorrectionOf(Corrects), Claim.OfLine(Line)];
        /// <summary>With a bonus, in the history of campaigns.</summary>
        public override string? AlsoIn => Legs.Any(leg => OfficeAccounts.IsCampaign(leg.From)) ? CampaignsState.Subject : null;
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(IssuanceReversed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => Issuance.GetHashCode();

        /// <summary>What undoes an issuance's transfers: units and a bonus go back the way that they came, the euro into suspense. What was received beyond the units waits there already.</summary>
        public static IReadOnlyList<Transfer> Undoing(Issued issued) =>
        [
            new(OfficeAccounts.Suspense, null, OfficeAccounts.Backing, null, issued.Legs[0].Amount, Unit.Euro),
            .. issued.Legs.Skip(1).Where(leg => leg.From != OfficeAccounts.Suspense).Select(leg => new Transfer(leg.To, leg.ToPurse, leg.From, leg.FromPurse, leg.Amount, leg.Unit)),
        ];
    }
}
