using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What one purse pays of an order.</summary>
/// <param name="Purse">Which purse of the payer's account.</param>
/// <param name="Part">At least one hundredth.</param>
public sealed record PursePart(PurseId Purse, Amount Part);

/// <summary>A payment order: what a payer's device signs. The only thing that moves a member's money.</summary>
/// <param name="Ledger">The ledger it is for.</param>
/// <param name="Id">Made on the device (UUIDv7) and kept there before anything is sent.</param>
/// <param name="Payer">Debited.</param>
/// <param name="Payee">Credited.</param>
/// <param name="Amount">1 … 2^63−1 hundredths.</param>
/// <param name="Unit">Of what.</param>
/// <param name="NotAfter">The last second (Unix time) in which it may be accepted for the first time.</param>
/// <param name="Request">The payment request that it answers, or null.</param>
/// <param name="Note">At most 140 Unicode scalar values without control or bidirectional characters, or null.</param>
/// <param name="Purses">Which purses pay which part, together the amount; empty: ordinary money pays.</param>
/// <param name="Refunds">The order that it gives back, or null.</param>
/// <param name="Fee">The fee agreed to (reconversions), or null.</param>
public sealed record PaymentOrder(
    LedgerId Ledger, OrderId Id, AccountId Payer, AccountId Payee, Amount Amount, Unit Unit, long NotAfter,
    RequestId? Request = null, string? Note = null, IReadOnlyList<PursePart>? Purses = null, OrderId? Refunds = null, Amount? Fee = null)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.order";

    private const int LongestNote = 140;

    /// <inheritdoc cref="PaymentOrder" path="/param[@name='Purses']"/>
    public IReadOnlyList<PursePart> Purses { get; init; } = Purses ?? [];

    /// <summary>Whether it has only the keys that a code shown by a payer may have (1 … 8).</summary>
    public bool IsShowable => Note is null && Purses.Count == 0 && Refunds is null && Fee is null;

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static PaymentOrder Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var ledger = r.Named<LedgerId>(1, LedgerId.TryParse);
        var id = r.Version7(2);
        var payer = r.Named<AccountId>(3, AccountId.TryParse);
        var payee = r.Named<AccountId>(4, AccountId.TryParse);
        var amount = r.Amount(5);
        var unit = r.Named<Unit>(6, Unit.TryParse);
        var notAfter = r.Integer(7, 0, long.MaxValue);
        RequestId? request = r.OptionalBytes(8, Uuid.Size) is { } asked ? new(Uuid.FromBytes(asked.Span)) : null;
        var note = r.OptionalText(9, LongestNote * 4);
        if (note is not null && !IsNote(note)) throw new FormatException("A note is at most 140 characters, none of them a control or direction mark.");
        var purses = r.Has(10) ? ReadPurses(ref r, amount) : [];
        OrderId? refunds = r.OptionalBytes(11, Uuid.Size) is { } sold ? new(Uuid.FromBytes(sold.Span)) : null;
        Amount? fee = r.OptionalInteger(12, 0, long.MaxValue) is { } agreed ? Amount.FromMinor(agreed) : null;
        r.End();
        return new(ledger, new(id), payer, payee, amount, unit, notAfter, request, note, purses, refunds, fee);
    }

    private static PursePart[] ReadPurses(ref PayloadReader r, Amount amount)
    {
        var parts = new PursePart[r.Array()];
        if (parts.Length == 0) throw new FormatException("An array of purses is not empty.");
        for (var i = 0; i < parts.Length; i++)
        {
            if (r.Array() != 2) throw new FormatException("A purse's part has two members.");
            parts[i] = new(new(Uuid.FromBytes(r.Sized(Uuid.Size).Span)), Amount.FromMinor(r.InRange(1, long.MaxValue)));
        }
        if (parts.DistinctBy(p => p.Purse).Count() != parts.Length) throw new FormatException("A purse stands twice.");
        // Wider than an amount, so that no parts overflow.
        if (parts.Aggregate((Int128)0, (sum, p) => sum + p.Part.Minor) != amount.Minor) throw new FormatException("The purses do not sum to the amount.");
        return parts;
    }

    /// <summary>Whether a text may be a note: at most 140 Unicode scalar values, and it shows what it holds.</summary>
    public static bool IsNote(string text) => text.EnumerateRunes().Count() <= LongestNote && PlainText.Is(text);

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(7 + Count(Request) + Count(Note) + (Purses.Count > 0 ? 1 : 0) + Count(Refunds) + Count(Fee));
        w.Write(1, Ledger.Value);
        w.Write(2, Id.Uuid.ToBytes());
        w.Write(3, Payer.Value);
        w.Write(4, Payee.Value);
        w.Write(5, Amount.Minor);
        w.Write(6, Unit.Code);
        w.Write(7, NotAfter);
        if (Request is { } request) w.Write(8, request.Uuid.ToBytes());
        if (Note is { } note) w.Write(9, note);
        if (Purses.Count > 0)
        {
            w.WriteInteger(10);
            w.WriteArray(Purses.Count);
            foreach (var (purse, part) in Purses)
            {
                w.WriteArray(2);
                w.WriteBytes(purse.Uuid.ToBytes());
                w.WriteInteger(part.Minor);
            }
        }
        if (Refunds is { } refunds) w.Write(11, refunds.Uuid.ToBytes());
        if (Fee is { } fee) w.Write(12, fee.Minor);
        return w.ToArray();

        static int Count(object? value) => value is null ? 0 : 1;
    }
}

/// <summary>An order as it was received.</summary>
/// <param name="Order">What it says.</param>
/// <param name="Envelope">What was signed, and the signature.</param>
/// <param name="Bytes">All bytes as received.</param>
public sealed record SignedOrder(PaymentOrder Order, SignedPayload Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The kid.</summary>
    public KeyId Key => Envelope.Key;

    /// <summary>SHA-256 of all bytes as received.</summary>
    public Digest Received { get; } = Digest.Of(Bytes.Span);

    /// <summary>SHA-256 of the payload: the same payload is the same order, whatever the signature.</summary>
    public Digest Payload { get; } = Digest.Of(Envelope.Payload.Span);

    /// <summary>Reads an order, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedOrder? order, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var envelope = SignedPayload.Decode(bytes, PaymentOrder.Type, SignedPayload.Es256k);
            return new SignedOrder(PaymentOrder.Decode(envelope.Payload), envelope, bytes);
        }, out order, out why);
}
