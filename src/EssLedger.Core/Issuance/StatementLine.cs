using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Issuance;

/// <summary>One booked line of a bank statement, as the book keeps it; who and what for is kept apart.</summary>
/// <param name="Key">Its identity: the same line in another statement has the same.</param>
/// <param name="Day">The bank's booking day.</param>
/// <param name="Minor">In cents, never zero: received above, paid out below.</param>
public sealed record StatementLine(Digest Key, DateOnly Day, long Minor);

/// <summary>A line, or a part of one, that is explained.</summary>
/// <param name="Key">The line's identity.</param>
/// <param name="Account">The account on which it stands.</param>
/// <param name="Day">Its booking day.</param>
/// <param name="Minor">How much of it, in cents and with its sign.</param>
public sealed record LinePart(Digest Key, AccountId Account, DateOnly Day, long Minor)
{
    /// <summary>What came in of some parts, in cents.</summary>
    public static long Received(IEnumerable<LinePart> parts) => parts.Sum(p => Math.Max(p.Minor, 0));

    /// <summary>What went out of some parts, in cents.</summary>
    public static long PaidOut(IEnumerable<LinePart> parts) => parts.Sum(p => Math.Max(-p.Minor, 0));

    /// <summary>What an explanation moves: receipts leave suspense, payments out are no longer unexplained.</summary>
    public static IReadOnlyList<Transfer> Moved(IReadOnlyList<LinePart> parts, AccountId? against)
    {
        var (received, paidOut) = (Received(parts), PaidOut(parts));
        if (against is not { } account) return [new(OfficeAccounts.Unexplained, null, OfficeAccounts.Suspense, null, Amount.FromMinor(received), Unit.Euro)];
        return received > 0
            ? [new(account, null, OfficeAccounts.Suspense, null, Amount.FromMinor(received), Unit.Euro)]
            : [new(OfficeAccounts.Unexplained, null, account, null, Amount.FromMinor(paidOut), Unit.Euro)];
    }
}
