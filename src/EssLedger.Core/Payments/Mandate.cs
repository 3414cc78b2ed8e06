using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Payments;

/// <summary>What a payer's device signs once, so that recurring payments need no device: who may be paid, how much, until when.</summary>
/// <param name="Ledger">The ledger it is for.</param>
/// <param name="Id">Made on the device (UUIDv7).</param>
/// <param name="Payer">Whose money may move.</param>
/// <param name="Payee">Who may be paid, or null: anybody.</param>
/// <param name="PerPayment">The most that one payment may be, 1 … 2^63−1 hundredths.</param>
/// <param name="Unit">Of what.</param>
/// <param name="PerPeriod">The most that all payments of a period together may be, 1 … 2^63−1 hundredths.</param>
/// <param name="PeriodDays">How many days a period has, 1 … 36 525 (a hundred years).</param>
/// <param name="LastDay">The last day (Europe/Paris) on which it holds.</param>
public sealed record Mandate(
    LedgerId Ledger, MandateId Id, AccountId Payer, AccountId? Payee, Amount PerPayment, Unit Unit, Amount PerPeriod, int PeriodDays, DateOnly LastDay)
{
    /// <summary>The typ of its envelope.</summary>
    public const string Type = "vnd.essledger.mandate";

    private const int LongestPeriod = 36_525;

    /// <summary>Reads a payload, strictly.</summary>
    /// <exception cref="FormatException">It is not in the one form; the message says why.</exception>
    public static Mandate Decode(ReadOnlyMemory<byte> payload)
    {
        var r = new PayloadReader(payload);
        var mandate = new Mandate(
            r.Named<LedgerId>(1, LedgerId.TryParse), new(r.Version7(2)), r.Named<AccountId>(3, AccountId.TryParse),
            r.OptionalNamed<AccountId>(4, AccountId.TryParse), r.Amount(5), r.Named<Unit>(6, Unit.TryParse), r.Amount(7),
            (int)r.Integer(8, 1, LongestPeriod), r.Day(9));
        r.End();
        return mandate;
    }

    /// <summary>The payload's bytes.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        w.WriteMap(Payee is null ? 8 : 9);
        w.Write(1, Ledger.Value);
        w.Write(2, Id.Uuid.ToBytes());
        w.Write(3, Payer.Value);
        if (Payee is { } payee) w.Write(4, payee.Value);
        w.Write(5, PerPayment.Minor);
        w.Write(6, Unit.Code);
        w.Write(7, PerPeriod.Minor);
        w.Write(8, PeriodDays);
        w.Write(9, PayloadDays.ToNumber(LastDay));
        return w.ToArray();
    }
}

/// <summary>A mandate as it was received.</summary>
/// <param name="Mandate">What it says.</param>
/// <param name="Envelope">What was signed, and the signature.</param>
/// <param name="Bytes">All bytes as received.</param>
public sealed record SignedMandate(Mandate Mandate, SignedPayload Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The kid: the key that signed.</summary>
    public KeyId Key => Envelope.Key;

    /// <summary>SHA-256 of all bytes as received.</summary>
    public Digest Received { get; } = Digest.Of(Bytes.Span);

    /// <summary>Reads a mandate, strictly; says why not.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SignedMandate? mandate, [NotNullWhen(false)] out string? why) =>
        SignedPayload.Try(() =>
        {
            var envelope = SignedPayload.Decode(bytes, Mandate.Type, SignedPayload.Es256k);
            return new SignedMandate(Mandate.Decode(envelope.Payload), envelope, bytes);
        }, out mandate, out why);
}
