using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Payments;

/// <summary>Why somebody cannot be asked for a payment, in the order in which reasons win.</summary>
public enum AskRefusal
{
    /// <summary>Payer and payee are the same account.</summary>
    SameAccount,
    /// <summary>There is no such account to ask, or it is not that name's. Which of them is not told.</summary>
    PayerUnknown,
    /// <summary>The ledger's terms let this kind of account not pay that kind.</summary>
    LimitExceeded,
    /// <summary>As many as may wait for an answer do.</summary>
    TooManyAsks,
}

/// <summary>How much one may ask of others: an ask is delivered to somebody who did not look for it.</summary>
public static class AskRules
{
    /// <summary>How many asks of one account may wait for an answer of another.</summary>
    public const int MostOpenToOne = 3;

    /// <summary>How many asks of one account may wait for an answer at all.</summary>
    public const int MostOpen = 50;

    /// <summary>How long an ask waits.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>How long after its end an ask can be looked at.</summary>
    public static readonly TimeSpan IsKept = TimeSpan.FromDays(90);

    /// <summary>Why one account cannot ask another; null: it can.</summary>
    /// <param name="asker">Who is to be paid.</param>
    /// <param name="payer">Who is asked.</param>
    /// <param name="known">Whether the asker showed that they know whom they ask.</param>
    /// <param name="mayPay">Whether the ledger's terms let the one pay the other.</param>
    /// <param name="openToOne">How many asks of the asker wait for this payer's answer.</param>
    /// <param name="open">How many wait for anybody's.</param>
    public static AskRefusal? Refuse(AccountId asker, AccountId payer, bool known, bool mayPay, int openToOne, int open) =>
        asker == payer ? AskRefusal.SameAccount
        : !known ? AskRefusal.PayerUnknown
        : !mayPay ? AskRefusal.LimitExceeded
        : openToOne >= MostOpenToOne || open >= MostOpen ? AskRefusal.TooManyAsks
        : null;
}
