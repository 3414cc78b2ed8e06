using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

/// <summary>How it is known for whom a payment is. The numbers are stored: never reuse one.</summary>
public enum PayerGround
{
    /// <summary>It is not known: somebody looks.</summary>
    None = 0,
    /// <summary>The payer, or the site that sent them, named the account.</summary>
    Reference = 1,
    /// <summary>The payer's e-mail is that of one member with one account.</summary>
    Email = 2,
    /// <summary>Somebody of the office said so.</summary>
    Person = 3,
}

/// <summary>A payment by card to the association at HelloAsso, as HelloAsso said when it was asked last.</summary>
/// <param name="Number">Its id there.</param>
/// <param name="Order">The id of the order that it is of.</param>
/// <param name="Amount">In cents, without what the payer left to HelloAsso.</param>
/// <param name="State">In HelloAsso's word.</param>
/// <param name="PaidAt">When it was paid; UTC.</param>
/// <param name="Form">Through which form: its kind and name there.</param>
/// <param name="PayerName">Erasable.</param>
/// <param name="PayerEmail">Erasable.</param>
/// <param name="ReadAt">When HelloAsso said so; UTC.</param>
public sealed record OnlinePayment(long Number, long Order, Amount Amount, string State, DateTimeOffset PaidAt, string Form, string PayerName, string PayerEmail, DateTimeOffset ReadAt)
{
    /// <summary>The kind of the receipt that it is, of which <see cref="Number"/> is the reference.</summary>
    public const string Kind = "helloasso";

    /// <summary>Whether units may be made against it: the card paid, and nothing came back.</summary>
    public bool MayCredit => State == "Authorized" && Amount > Amount.Zero;

    /// <summary>Whether the euro went back, or may: then somebody looks at what was done with them.</summary>
    public bool CameBack => State is "Refunded" or "Refunding" or "Contested";
}
