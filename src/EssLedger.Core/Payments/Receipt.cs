using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What the ledger signs about a payment that stands in the book.</summary>
/// <param name="Ledger">Whose book.</param>
/// <param name="Order">The order id.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="EntryHash">The hash of the entry.</param>
/// <param name="Received">SHA-256 of the order as received.</param>
/// <param name="Amount">What was paid, in hundredths.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Payer">Debited.</param>
/// <param name="Payee">Credited.</param>
/// <param name="CommittedAt">UTC, whole milliseconds.</param>
public sealed record Receipt(
    LedgerId Ledger, OrderId Order, Position Position, Digest EntryHash, Digest Received, Amount Amount, Unit Unit,
    AccountId Payer, AccountId Payee, DateTimeOffset CommittedAt)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.receipt";

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static Receipt Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var receipt = new Receipt(
            r.Named<LedgerId>(1, LedgerId.TryParse), new(r.Version7(2)), new(r.Integer(3, 1, long.MaxValue)),
            Digest.FromBytes(r.Bytes(4, Digest.Size).Span), Digest.FromBytes(r.Bytes(5, Digest.Size).Span), r.Amount(6), r.Named<Unit>(7, Unit.TryParse),
            r.Named<AccountId>(8, AccountId.TryParse), r.Named<AccountId>(9, AccountId.TryParse),
            DateTimeOffset.FromUnixTimeMilliseconds(r.Integer(10, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())));
        r.End();
        return receipt;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(10);
        w.Write(1, Ledger.Value);
        w.Write(2, Order.Uuid.ToBytes());
        w.Write(3, Position.Value);
        w.Write(4, EntryHash.ToBytes());
        w.Write(5, Received.ToBytes());
        w.Write(6, Amount.Minor);
        w.Write(7, Unit.Code);
        w.Write(8, Payer.Value);
        w.Write(9, Payee.Value);
        w.Write(10, CommittedAt.ToUnixTimeMilliseconds());
        return w.ToArray();
    }
}
