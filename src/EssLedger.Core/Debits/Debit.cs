using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Debits;

/// <summary>The id of a member's consent to be debited.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct DebitMandateId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DebitMandateId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of a batch: debits that go to the bank together.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct DebitBatchId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DebitBatchId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>The id of one debit.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct DebitId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DebitId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>One direct debit of a batch. The book knows of it what moves; from which bank account lies apart.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Mandate">On which consent it rests.</param>
/// <param name="Account">The member's account.</param>
/// <param name="Exchange">What becomes units, in cents.</param>
/// <param name="Dues">What is dues, in cents.</param>
/// <param name="Sequence">Where in the mandate's life it stands.</param>
public sealed record Debit(DebitId Id, DebitMandateId Mandate, AccountId Account, Amount Exchange, Amount Dues, DebitSequence Sequence)
{
    /// <summary>What the member's bank account pays, in cents.</summary>
    public Amount Total => Exchange + Dues;

    /// <summary>Its end-to-end id at the bank: 32 hexadecimal digits (ISO 20022 allows 35 characters).</summary>
    public string EndToEndId => Convert.ToHexStringLower(Id.Uuid.ToBytes());

    /// <summary>What all of some debits bring, in cents.</summary>
    public static Amount Sum(IEnumerable<Debit> debits) => debits.Aggregate(Amount.Zero, (sum, debit) => sum + debit.Total);
}

/// <summary>Why debits come back, as banks say it (ISO 20022 external return and status reasons).</summary>
public static class ReturnReasons
{
    /// <summary>Those that banks give for direct debits and that have words of their own (EPC173-14, guidance on reason codes for SEPA direct debit R-transactions), the usual ones first.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["AM04", "AC04", "AC01", "MD01", "MD06", "MS02", "MS03", "AC06", "AC13", "AG01", "AG02", "BE05", "MD02", "MD07", "RC01", "RR04", "SL01"];

    /// <summary>What is written where the bank gave no code of its own.</summary>
    public const string None = "NARR";

    // The account is wrong, closed, blocked or its holder is dead; there is no mandate, or the debtor told their bank to pay none: the next debit would come back as well.
    private static readonly HashSet<string> Suspending = new(StringComparer.Ordinal) { "AC01", "AC04", "AC06", "AC13", "AG01", "BE05", "MD01", "MD02", "MD07", "SL01", "SL11", "SL12", "SL13", "SL14" };

    /// <summary>Whether nothing may be debited under the mandate until somebody has looked: not when money was only short (AM04).</summary>
    public static bool Suspends(string reason) => Suspending.Contains(reason);

    /// <summary>Whether it can be a reason: 1 to 4 capital letters and digits.</summary>
    public static bool Is(string? text) => text is { Length: >= 1 and <= 4 } && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>The reason that a bank's word is; <see cref="None"/> when it is no code.</summary>
    public static string Of(string? word) => Is(word) ? word! : None;
}
