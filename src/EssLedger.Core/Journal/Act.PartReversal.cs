using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public abstract partial record Act
{
    /// <summary>One person says that what one member got of an act for many (balances brought, debits collected) was wrong and is to be undone.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Corrects">Where that act stands.</param>
    /// <param name="Account">Whose part; in its history this stands, so that what is said of it can be erased with it.</param>
    /// <param name="Reason">SHA-256 of the reason, which is kept apart.</param>
    /// <param name="By">Who says so.</param>
    public sealed record PartReversalProposed(Turn Decider, Position Corrects, AccountId Account, Digest Reason, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override string? AlsoIn => Account.Value;
        /// <inheritdoc/>
        public override Digest? RestsOn => Reason;
        /// <summary>Under which name its euro would wait.</summary>
        public Digest Line => PartReversed.LineOf(Corrects, Account);
    }

    /// <summary>Another person says that the part stands.</summary>
    public sealed record PartReversalRejected(Turn Decider, Position Corrects, AccountId Account, PersonId By) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <summary>Which was asked.</summary>
        public Digest Line => PartReversed.LineOf(Corrects, Account);
    }

    /// <summary>Another person agrees: the member's units of it are destroyed, and its euro wait again for an explanation. The entry that made them stays, with all that it made for others.</summary>
    /// <param name="Decider">The treasury's turn.</param>
    /// <param name="Holder">The turn of the account that gives the units back: nothing that it pays at the same time can be of them.</param>
    /// <param name="Corrects">Where the act for many stands.</param>
    /// <param name="Source">Where its euro are: in suspense, or in collection where the day was trusted.</param>
    /// <param name="Debits">The debits among it, which can no longer come back as such; none: it is a balance.</param>
    /// <param name="ProposedBy">Who asked.</param>
    /// <param name="ApprovedBy">Who agreed.</param>
    /// <param name="Legs">See <see cref="Undoing"/>.</param>
    public sealed record PartReversed(
        Turn Decider, Turn Holder, Position Corrects, AccountId Source, IReadOnlyList<DebitId> Debits, PersonId ProposedBy, PersonId ApprovedBy, IReadOnlyList<Transfer> Legs) : Act
    {
        /// <inheritdoc/>
        public override Turn? Turn => Decider;
        /// <inheritdoc/>
        public override Turn? SecondTurn => Holder;
        /// <inheritdoc/>
        public override string? AlsoIn => Holder.Subject;
        /// <summary>Whose part it is.</summary>
        public AccountId Account => AccountId.Parse(Holder.Subject);
        /// <summary>Under this name its euro wait.</summary>
        public Digest Line => LineOf(Corrects, Account);
        /// <summary>How many euro wait, in cents.</summary>
        public Amount Euro => Legs.Where(leg => leg.Unit == Unit.Euro).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Amount);
        /// <summary>Each part is undone once, for its euro wait once.</summary>
        public override IReadOnlyList<Claim> Claims => [Claim.OfLine(Line)];
        /// <inheritdoc/>
        public override IReadOnlyList<Transfer> Transfers => Legs;
        /// <inheritdoc/>
        public bool Equals(PartReversed? other) => other is not null && Codec.Encode(this).AsSpan().SequenceEqual(Codec.Encode(other));
        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Corrects, Holder);

        /// <summary>The name under which the euro of an account's part wait.</summary>
        public static Digest LineOf(Position corrects, AccountId account) => Digest.Of(System.Text.Encoding.ASCII.GetBytes($"essledger part reversal {corrects.Value} {account}"));

        /// <summary>What would undo an account's part of an act: units go back, the euro of units and of dues into suspense. Null: it has none.</summary>
        public static (AccountId Source, IReadOnlyList<DebitId> Debits, IReadOnlyList<Transfer> Legs)? Undoing(Act? made, AccountId account)
        {
            switch (made)
            {
                case BalancesBrought brought when brought.Legs.FirstOrDefault(leg => leg.To == account) is { } leg:
                    return (OfficeAccounts.Suspense, [], Back(leg.Amount, Amount.Zero, account, leg.Unit));
                case DebitsCollected collected when collected.Items.Any(d => d.Account == account):
                    var items = collected.Items.Where(d => d.Account == account).ToList();
                    return (collected.Parts.Count > 0 ? OfficeAccounts.Suspense : OfficeAccounts.Debits, [.. items.Select(d => d.Id)],
                        Back(items.Aggregate(Amount.Zero, (sum, d) => sum + d.Exchange), items.Aggregate(Amount.Zero, (sum, d) => sum + d.Dues), account, collected.Units));
                default:
                    return null;
            }
        }

        private static List<Transfer> Back(Amount exchanged, Amount dues, AccountId account, Unit unit)
        {
            List<Transfer> legs = [];
            if (exchanged > Amount.Zero) legs.Add(new(OfficeAccounts.Suspense, null, OfficeAccounts.Backing, null, exchanged, Unit.Euro));
            if (dues > Amount.Zero) legs.Add(new(OfficeAccounts.Suspense, null, OfficeAccounts.Dues, null, dues, Unit.Euro));
            if (exchanged > Amount.Zero) legs.Add(new(account, null, OfficeAccounts.Issuance, null, exchanged, unit));
            return legs;
        }
    }
}
