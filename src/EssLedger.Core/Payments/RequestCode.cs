using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What the ledger signs for a payee who wants to be paid; it stands in a QR code.</summary>
/// <param name="Ledger">Whose book.</param>
/// <param name="Request">The request's id.</param>
/// <param name="Payee">Who is to be paid.</param>
/// <param name="PayeeName">The verified name, at most 32 bytes of UTF-8.</param>
/// <param name="Amount">What is asked, or null when the payer chooses.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="ExpiresAt">Unix seconds, or null.</param>
/// <param name="Reference">The payee's own reference, at most 16 bytes, or null.</param>
/// <param name="Grant">The payee's label grant, or null.</param>
/// <param name="Standing">A printed code, which many may pay.</param>
public sealed record RequestCode(
    LedgerId Ledger, RequestId Request, AccountId Payee, string PayeeName, Amount? Amount, Unit Unit, long? ExpiresAt, string? Reference, string? Grant, bool Standing)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.request";

    /// <summary>How many UTF-8 bytes a name in a code may have.</summary>
    public const int LongestName = 32;

    /// <summary>How many UTF-8 bytes a reference may have.</summary>
    public const int LongestReference = 16;

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static RequestCode Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var ledger = r.Named<LedgerId>(1, LedgerId.TryParse);
        var id = new RequestId(Uuid.FromBytes(r.Bytes(2, Uuid.Size).Span));
        var payee = r.Named<AccountId>(3, AccountId.TryParse);
        var name = r.Text(4, LongestName);
        Amount? amount = r.OptionalInteger(5, 1, long.MaxValue) is { } asked ? Money.Amount.FromMinor(asked) : null;
        var unit = r.Named<Unit>(6, Unit.TryParse);
        var expires = r.OptionalInteger(7, 0, long.MaxValue);
        var reference = r.OptionalText(8, LongestReference);
        var grant = r.OptionalText(9, 16);
        var standing = r.Has(11);
        if (standing) r.ReadTrue();
        r.End();
        return new(ledger, id, payee, name, amount, unit, expires, reference, grant, standing);
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(5 + Count(Amount) + Count(ExpiresAt) + Count(Reference) + Count(Grant) + (Standing ? 1 : 0));
        w.Write(1, Ledger.Value);
        w.Write(2, Request.Uuid.ToBytes());
        w.Write(3, Payee.Value);
        w.Write(4, PayeeName);
        if (Amount is { } amount) w.Write(5, amount.Minor);
        w.Write(6, Unit.Code);
        if (ExpiresAt is { } expires) w.Write(7, expires);
        if (Reference is { } reference) w.Write(8, reference);
        if (Grant is { } grant) w.Write(9, grant);
        if (Standing)
        {
            w.WriteInteger(11);
            w.WriteTrue();
        }
        return w.ToArray();

        static int Count(object? value) => value is null ? 0 : 1;
    }
}
