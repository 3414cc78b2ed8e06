using System.Collections.Immutable;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.PublicPayments;

/// <summary>What a public mandate allows.</summary>
/// <param name="Beneficiary">The member who asks to be credited in units.</param>
/// <param name="Body">The public body that owes them euro.</param>
/// <param name="Most">In cents: what it may pay under the mandate, in one transfer or in several.</param>
/// <param name="First">The first day (Europe/Paris) on which the bank may book such a transfer.</param>
/// <param name="Last">The last one, included; at most <see cref="LongestDays"/> after the first.</param>
public sealed record PublicMandateTerms(AccountId Beneficiary, Siret Body, Amount Most, DateOnly First, DateOnly Last)
{
    /// <summary>Two years: a standing mandate is asked for again while people still know of it.</summary>
    public const int LongestDays = 731;

    /// <summary>Whether something can be paid under it.</summary>
    public bool AreSound => Most > Amount.Zero && First <= Last && Last.DayNumber - First.DayNumber <= LongestDays;
}

/// <summary>What a public mandate says in words: kept apart from the book, which has the SHA-256 of these bytes.</summary>
/// <param name="Body">The name of the public body.</param>
/// <param name="Object">For what it pays: the number of an invoice, a subsidy, an allowance.</param>
/// <param name="PaysFrom">The bank account from which its accountant pays; null: not said, and then two persons look at the payer's name.</param>
public sealed record MandateWords(string Body, string Object, string? PaysFrom)
{
    /// <summary>How many bytes the salt has.</summary>
    public const int SaltSize = 16;

    /// <summary>The bytes, after a salt by which nobody guesses them from their digest.</summary>
    /// <param name="salt">So many random bytes.</param>
    /// <exception cref="ArgumentException">There are not.</exception>
    public byte[] ToBytes(ReadOnlySpan<byte> salt) => salt.Length != SaltSize ? throw new ArgumentException($"The salt has {SaltSize} bytes.", nameof(salt)) : [.. salt, .. Encoding.UTF8.GetBytes($"{Body}\n{Object}\n{PaysFrom}")];

    /// <summary>The words that some bytes say; null: they say none.</summary>
    public static MandateWords? Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length > SaltSize && Encoding.UTF8.GetString(bytes[SaltSize..]).Split('\n') is [var body, var about, var from] ? new(body, about, from.Length == 0 ? null : from) : null;
}

/// <summary>Units that were made under a public mandate.</summary>
/// <param name="Issuance">Which issuance.</param>
/// <param name="Line">The bank line that brought the euro.</param>
/// <param name="Amount">In hundredths.</param>
/// <param name="Position">Where the issuance stands in the book.</param>
public sealed record PublicPayment(IssuanceId Issuance, Digest Line, Amount Amount, Position Position);

/// <summary>A public mandate as the book has it.</summary>
/// <param name="Entered">How it was entered.</param>
/// <param name="Position">Where that stands, and where its words are kept.</param>
public sealed record PublicMandate(Act.PublicMandateEntered Entered, Position Position)
{
    /// <summary>Where it was taken back; null: it was not.</summary>
    public Position? Revoked { get; init; }

    /// <summary>What was paid under it, in the order of the book.</summary>
    public ImmutableList<PublicPayment> Payments { get; init; } = [];

    /// <summary>Its id.</summary>
    public PublicMandateId Id => Entered.Mandate;

    /// <summary>What it allows.</summary>
    public PublicMandateTerms Terms => Entered.Terms;

    /// <summary>All that was paid under it.</summary>
    public Amount Paid => Payments.Aggregate(Amount.Zero, (sum, p) => sum + p.Amount);

    /// <summary>Whether the bank may have booked a transfer under it on a day.</summary>
    public bool HoldsOn(DateOnly day) => Terms.First <= day && day <= Terms.Last;

    /// <summary>Whether the bank booked a line while it held. Euro that wait again after an issuance was undone have the day of that, not the bank's; they were asked about when they had come.</summary>
    public bool Covers(OpenLine line) => OfficeAccounts.KindOf(line.Account) is not OfficeAccountKind.Bank || HoldsOn(line.Day);
}

/// <summary>All public mandates, folded from the treasury's acts.</summary>
public sealed record PublicMandates
{
    /// <summary>Every one that was ever entered.</summary>
    public ImmutableDictionary<PublicMandateId, PublicMandate> All { get; init; } = ImmutableDictionary<PublicMandateId, PublicMandate>.Empty;

    /// <summary>The only way in which they change; refuses nothing.</summary>
    public PublicMandates Apply(Position position, Act act) => act switch
    {
        Act.PublicMandateEntered a => this with { All = All.Add(a.Mandate, new(a, position)) },
        Act.PublicMandateRevoked a => With(All[a.Mandate] with { Revoked = position }),
        Act.Issued { Mandate: { } mandate } a => With(All[mandate] with { Payments = All[mandate].Payments.Add(new(a.Issuance, a.Receipt, a.Legs[0].Amount, position)) }),
        // What was undone was not paid: the mandate allows it again.
        Act.IssuanceReversed a when All.Values.FirstOrDefault(m => m.Payments.Any(p => p.Issuance == a.Issuance)) is { } paid => With(paid with { Payments = paid.Payments.RemoveAll(p => p.Issuance == a.Issuance) }),
        _ => this,
    };

    private PublicMandates With(PublicMandate mandate) => this with { All = All.SetItem(mandate.Id, mandate) };

    internal void Write(CborWriter w)
    {
        w.WriteArray(All.Count);
        foreach (var mandate in All.Values.OrderBy(m => m.Position))
        {
            w.WriteArray(4);
            w.WriteBytes(Codec.Encode(mandate.Entered));
            w.WriteInteger(mandate.Position.Value);
            w.WriteInteger(mandate.Revoked?.Value ?? 0);
            w.WriteArray(mandate.Payments.Count);
            foreach (var payment in mandate.Payments)
            {
                w.WriteArray(4);
                w.WriteBytes(payment.Issuance.Uuid.ToBytes());
                w.WriteBytes(payment.Line.ToBytes());
                w.WriteInteger(payment.Amount.Minor);
                w.WriteInteger(payment.Position.Value);
            }
        }
    }

    internal static PublicMandates Read(ref CborReader r)
    {
        var all = ImmutableDictionary.CreateBuilder<PublicMandateId, PublicMandate>();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 4) throw new FormatException("A public mandate has four fields.");
            var mandate = new PublicMandate((Act.PublicMandateEntered)Codec.Decode(r.ReadBytes()), new(r.ReadInteger())) { Revoked = r.ReadInteger() is > 0 and var revoked ? new Position(revoked) : null };
            var payments = mandate.Payments.ToBuilder();
            for (var some = r.ReadArray(); some > 0; some--)
            {
                if (r.ReadArray() != 4) throw new FormatException("A public payment has four fields.");
                payments.Add(new(new(Uuid.FromBytes(r.ReadBytes().Span)), Digest.FromBytes(r.ReadBytes().Span), Amount.FromMinor(r.ReadInteger()), new(r.ReadInteger())));
            }
            all.Add(mandate.Id, mandate with { Payments = payments.ToImmutable() });
        }
        return new() { All = all.ToImmutable() };
    }
}
