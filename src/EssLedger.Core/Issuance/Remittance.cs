using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Issuance;

/// <summary>Units that a professional gave to get euro for.</summary>
/// <param name="Order">The order that gave them; of notes, the slip with which they were handed in.</param>
/// <param name="Payer">Whose they were, and who is to be paid.</param>
/// <param name="Amount">Units, in hundredths.</param>
/// <param name="Fee">What the association keeps of it, in cents; less than the amount.</param>
public sealed record Reconversion(OrderId Order, AccountId Payer, Amount Amount, Amount Fee)
{
    /// <summary>The euro to be paid, in cents.</summary>
    public Amount Net => Amount - Fee;

    /// <summary>The reconversion that an act begins, by a payment or with notes; null: none.</summary>
    public static Reconversion? BegunBy(Act act) => act switch
    {
        Act.Paid { Reconverts: true } paid => new(paid.Order, paid.Payer, paid.Amount, paid.Fee ?? Amount.Zero),
        Act.NotesReconverted notes => new(new(notes.Slip.Uuid), notes.Account, notes.Notes.Value, notes.Fee),
        _ => null,
    };

    /// <summary>Its end-to-end id at the bank: the order's 32 hexadecimal digits (ISO 20022 allows 35 characters).</summary>
    public string EndToEndId => Convert.ToHexStringLower(Order.Uuid.ToBytes());
}

/// <summary>Payments of reconversions that go to the bank together, once another person approved them.</summary>
/// <param name="From">The guarantee account that is to pay.</param>
/// <param name="Items">Those neither paid nor given back yet.</param>
/// <param name="By">Who put it together.</param>
/// <param name="ApprovedBy">Null: nobody yet.</param>
public sealed record Remittance(AccountId From, ImmutableList<Reconversion> Items, PersonId By, PersonId? ApprovedBy);

/// <summary>The reconversions in progress: folded from the entries in which <c>RECONVERSION</c> stands.</summary>
public sealed record Reconversions
{
    /// <summary>The last entry that this state knows of.</summary>
    public Position Position { get; init; }

    /// <summary>What is in progress, and since when (UTC).</summary>
    public ImmutableDictionary<Sale, (Reconversion Reconversion, DateTimeOffset Since)> InProgress { get; init; } = ImmutableDictionary<Sale, (Reconversion, DateTimeOffset)>.Empty;

    /// <summary>The only way in which the state changes; refuses nothing.</summary>
    public Reconversions Apply(Entry entry, Act act)
    {
        if (entry.Position <= Position) throw new BrokenBookException($"Entry {entry.Position} is older than what is known of reconversions ({Position}).");
        var next = this with { Position = entry.Position };
        if (Reconversion.BegunBy(act) is { } begun) return next with { InProgress = InProgress.Add(new(begun.Payer, begun.Order), (begun, entry.CommittedAt)) };
        return act switch
        {
            Act.ReconversionSettled settled => next with { InProgress = InProgress.Remove(settled.Of) },
            Act.ReconversionReturned { Settled: false } returned => next with { InProgress = InProgress.Remove(returned.Of) },
            _ => next,
        };
    }
}
