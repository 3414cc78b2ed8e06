using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
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

/// <summary>A mandate that an account gave, and what was paid under it.</summary>
/// <param name="Terms">What it allows.</param>
/// <param name="Delegate">The account whose holders may use it; null: the ledger alone does, for recurring payments.</param>
/// <param name="FirstDay">The day (Europe/Paris) on which it was given: its periods count from here.</param>
public sealed record GivenMandate(Mandate Terms, AccountId? Delegate, DateOnly FirstDay)
{
    /// <summary>Whether it was taken back.</summary>
    public bool Revoked { get; init; }

    /// <summary>The number of the period in which it was last used, 0 for the first.</summary>
    public int Period { get; init; }

    /// <summary>What was paid in that period.</summary>
    public Amount PaidInPeriod { get; init; }

    /// <summary>In which period a day lies.</summary>
    public int PeriodOf(DateOnly day) => (day.DayNumber - FirstDay.DayNumber) / Terms.PeriodDays;

    /// <summary>What was paid in the period in which a day lies; of one that is over what was paid in the last, for the day is that of a clock that is behind.</summary>
    public Amount PaidIn(DateOnly day) => PeriodOf(day) <= Period ? PaidInPeriod : Amount.Zero;

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => !Revoked && day <= Terms.LastDay;
}

/// <summary>Why a mandate is not taken, in the order in which reasons win.</summary>
public enum MandateRefusal
{
    /// <summary>The account never had the key that signed it.</summary>
    UnknownKey = 1,
    /// <summary>The signature is not this key's, or not in its one canonical form.</summary>
    BadSignature,
    /// <summary>The account gave a mandate with this id and other content.</summary>
    MandateExists,
    /// <summary>It is for another ledger.</summary>
    WrongLedger,
    /// <summary>The ledger has no such unit.</summary>
    WrongUnit,
    /// <summary>The key is blocked, or a till's.</summary>
    KeyBlocked,
    /// <summary>The account is closed, or not yet approved.</summary>
    PayerClosed,
    /// <summary>Payer and payee, or payer and delegate, are one.</summary>
    SameAccount,
    /// <summary>Its last day is over.</summary>
    MandateEnded,
}

/// <summary>The rule of mandates: a device signs once, so that others may pay for its account up to a ceiling.</summary>
public static class MandateRules
{
    /// <summary>May this mandate be given?</summary>
    /// <param name="account">The payer.</param>
    /// <param name="signed">As received.</param>
    /// <param name="delegate">Whose holders may use it; null: the ledger alone.</param>
    /// <param name="terms">Those of the ledger.</param>
    /// <param name="by">Whose session it is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="verifier">Checks signatures.</param>
    /// <returns>The act; neither act nor refusal when the very mandate was given before.</returns>
    public static (Act.MandateGiven? Act, MandateRefusal? Refusal) Give(
        Account account, SignedMandate signed, AccountId? @delegate, Terms terms, PersonId by, DateTimeOffset now, IEs256kVerifier verifier)
    {
        var mandate = signed.Mandate;
        if (mandate.Payer != account.Id || !account.Keys.TryGetValue(signed.Key, out var key) || key.From > now) return (null, MandateRefusal.UnknownKey);
        if (!Es256k.Verify(verifier, key.Key, signed.Envelope.ToBeSigned(), signed.Envelope.Signature.Span)) return (null, MandateRefusal.BadSignature);
        if (account.Mandates.TryGetValue(mandate.Id, out var given)) return (null, given.Terms == mandate && given.Delegate == @delegate ? null : MandateRefusal.MandateExists);
        if (mandate.Ledger != terms.Ledger) return (null, MandateRefusal.WrongLedger);
        if (mandate.Unit != terms.Unit) return (null, MandateRefusal.WrongUnit);
        if (key.Blocked || key.RefundsUpTo is not null) return (null, MandateRefusal.KeyBlocked);
        if (account.Status != SubjectStatus.Open) return (null, MandateRefusal.PayerClosed);
        if (mandate.Payee == account.Id || @delegate == account.Id) return (null, MandateRefusal.SameAccount);
        if (mandate.LastDay < ParisCalendar.DayOf(now)) return (null, MandateRefusal.MandateEnded);
        return (new(new(account.Id.Value, account.Acts + 1), mandate, @delegate, signed.Key, signed.Received, by), null);
    }
}
