using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>An act of the treasury about direct debits. What it moves follows from its fields; all stand in the history of <c>DEBITS</c>.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="By">Whose session it was.</param>
    public abstract record OnDebits(Turn Decider, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => OfficeAccounts.Debits.Value;

        private protected static Transfer Leg(AccountId from, AccountId to, Amount amount, Unit unit) => new(from, null, to, null, amount, unit);

        private protected bool Says(Act? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
    }

    /// <summary>One person puts together what members' banks are to be asked for.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Batch">Its id.</param>
    /// <param name="Due">When the banks are asked to pay (Europe/Paris).</param>
    /// <param name="Into">The guarantee account that is to be credited.</param>
    /// <param name="Items">The debits.</param>
    /// <param name="By">Who put it together.</param>
    public sealed record DebitsProposed(Turn Decider, DebitBatchId Batch, DateOnly Due, AccountId Into, IReadOnlyList<Debit> Items, PersonId By) : OnDebits(Decider, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.BeginningOf(Batch), .. Items.Select(item => Claim.BeginningOf(item.Id))];
        /// <inheritdoc/>
        public bool Equals(DebitsProposed? other) => Says(other);
        /// <inheritdoc/>
        public override int GetHashCode() => Batch.GetHashCode();
    }

    /// <summary>Another person approves the batch, and its file can go to the bank; or it is cancelled, and its debits can be put into another.</summary>
    public sealed record DebitsDecided(Turn Decider, DebitBatchId Batch, bool Approved, PersonId By) : OnDebits(Decider, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.DecisionOf(Batch, Approved)];
    }

    /// <summary>Debits of a batch brought their euro: what was to be exchanged becomes units, the rest dues.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Batch">Of which batch.</param>
    /// <param name="Due">Its day.</param>
    /// <param name="Items">Which debits.</param>
    /// <param name="Parts">The lines that show the euro, together as many as the debits; none: it is their day, and the euro are in collection until the bank shows them.</param>
    /// <param name="By">Who says so.</param>
    public sealed record DebitsCollected(Turn Decider, DebitBatchId Batch, DateOnly Due, IReadOnlyList<Debit> Items, IReadOnlyList<LinePart> Parts, PersonId By) : OnDebits(Decider, By)
    {
        /// <summary>What is made.</summary>
        public Unit Units { get; init; }
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [.. Items.Select(item => Claim.CollectionOf(item.Mandate, Due))];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers
        {
            get
            {
                var from = Parts.Count > 0 ? OfficeAccounts.Suspense : OfficeAccounts.Debits;
                Amount exchanged = Amount.Zero, dues = Amount.Zero;
                foreach (var item in Items) (exchanged, dues) = (exchanged + item.Exchange, dues + item.Dues);
                List<Transfer> moved = [];
                if (exchanged > Amount.Zero) moved.Add(Leg(OfficeAccounts.Backing, from, exchanged, Unit.Euro));
                if (dues > Amount.Zero) moved.Add(Leg(OfficeAccounts.Dues, from, dues, Unit.Euro));
                foreach (var item in Items)
                    if (item.Exchange > Amount.Zero) moved.Add(Leg(OfficeAccounts.Issuance, item.Account, item.Exchange, Units));
                return moved;
            }
        }
        /// <inheritdoc/>
        public bool Equals(DebitsCollected? other) => Says(other);
        /// <inheritdoc/>
        public override int GetHashCode() => Batch.GetHashCode();
    }

    /// <summary>A member's bank did not pay a debit, or took it back. What had become units stays so: the member owes the euro, and the association's own cover them until they are paid.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Debit">Which.</param>
    /// <param name="Collected">Whether it had been collected; if not, nothing moves.</param>
    /// <param name="Reason">Why, as the bank says.</param>
    /// <param name="Parts">The lines that took the euro back; none: they never came.</param>
    /// <param name="By">Who says so.</param>
    public sealed record DebitReturned(Turn Decider, Debit Debit, bool Collected, string Reason, IReadOnlyList<LinePart> Parts, PersonId By) : OnDebits(Decider, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Claim> Claims => [Claim.ReturnOf(Debit.Id)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => !Collected ? []
            : Parts.Count > 0 ? LinePart.Moved(Parts, OfficeAccounts.Receivable) : [Leg(OfficeAccounts.Debits, OfficeAccounts.Receivable, Debit.Total, Unit.Euro)];
        /// <inheritdoc/>
        public bool Equals(DebitReturned? other) => Says(other);
        /// <inheritdoc/>
        public override int GetHashCode() => Debit.GetHashCode();
    }

    /// <summary>A member paid what they owed since a debit came back, or a part of it; or the association bears it.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Debit">For which debit.</param>
    /// <param name="Amount">How much, in cents.</param>
    /// <param name="Parts">The lines that brought it; none: the association bears it.</param>
    /// <param name="Bears">The account of the association's own that bears it; null: the member paid.</param>
    /// <param name="By">Who says so.</param>
    public sealed record DebitRepaid(Turn Decider, DebitId Debit, Amount Amount, IReadOnlyList<LinePart> Parts, AccountId? Bears, PersonId By) : OnDebits(Decider, By)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Bears is { } own ? [Leg(OfficeAccounts.Receivable, own, Amount, Unit.Euro)] : LinePart.Moved(Parts, OfficeAccounts.Receivable);
        /// <inheritdoc/>
        public bool Equals(DebitRepaid? other) => Says(other);
        /// <inheritdoc/>
        public override int GetHashCode() => Debit.GetHashCode();
    }
}
