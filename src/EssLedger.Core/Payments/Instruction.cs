using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What authorised a payment. The numbers are stored: never reuse one.</summary>
public enum Means
{
    /// <summary>An order that a device of the payer signed.</summary>
    Device = 0,
    /// <summary>A printed card and its PIN, on the payee's device.</summary>
    Card = 1,
    /// <summary>A mandate that a device of the payer signed before.</summary>
    Mandate = 2,
}

/// <summary>A payment that no device signs for: the server writes down what it was told, and the book commits to these bytes as it does to an order's.</summary>
/// <param name="Order">What is paid, in the shape of an order.</param>
/// <param name="Means">Card or mandate.</param>
/// <param name="Credential">Which card, or which mandate.</param>
/// <param name="By">In whose session: the cashier's, the delegate's; null: the ledger's own calendar of recurring payments.</param>
public sealed record Instruction(PaymentOrder Order, Means Means, Uuid Credential, PersonId? By)
{
    /// <summary>The bytes: a deterministic CBOR array.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteArray(4);
        w.WriteBytes(Order.Encode());
        w.WriteInteger((int)Means);
        w.WriteBytes(Credential.ToBytes());
        w.WriteText(By?.Value ?? "");
        return w.ToArray();
    }

    /// <summary>What <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are none of ours.</exception>
    public static Instruction Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        if (r.ReadArray() != 4) throw new FormatException("An instruction has four members.");
        var instruction = new Instruction(PaymentOrder.Decode(r.ReadBytes()), (Means)r.ReadInteger(), Uuid.FromBytes(r.ReadBytes().Span), r.ReadText() is { Length: > 0 } by ? PersonId.Parse(by) : null);
        r.ReadEnd();
        return instruction.Means is Means.Card or Means.Mandate ? instruction : throw new FormatException("An instruction is given by card or mandate.");
    }
}

/// <summary>Why a card or a mandate authorises nothing, in the order in which reasons win; after these come the reasons of every payment (<see cref="Refusal"/>).</summary>
public enum Denial
{
    /// <summary>No account has this card, or nobody confirmed it.</summary>
    CardUnknown = 1,
    /// <summary>The card was blocked, or its PIN was wrong three times running.</summary>
    CardBlocked,
    /// <summary>The PIN is wrong.</summary>
    WrongPin,
    /// <summary>The account gave no such mandate.</summary>
    MandateUnknown,
    /// <summary>The mandate was taken back, or its last day is over.</summary>
    MandateEnded,
    /// <summary>The mandate is for another payee or another delegate.</summary>
    MandateMismatch,
}
