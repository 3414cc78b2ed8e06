namespace EssLedger.Core.Payments;

/// <summary>Why an order is refused, in the order in which reasons win. The numbers are stored: never reuse one; they follow the order only as far as it was known when they were given.</summary>
public enum Refusal
{
    /// <summary>The bytes are not the one form that an order has.</summary>
    MalformedPayload = 1,
    /// <summary>The payer's account never had this key (or there is no such account).</summary>
    UnknownKey = 2,
    /// <summary>The signature is not this key's, or not in its one canonical form.</summary>
    BadSignature = 3,
    /// <summary>The payer used this id for other content.</summary>
    OrderIdReused = 4,
    /// <summary>The order is for another ledger.</summary>
    WrongLedger = 5,
    /// <summary>The ledger has no such unit.</summary>
    WrongUnit = 6,
    /// <summary>The last day of the currency is over.</summary>
    CurrencyEnded = 40,
    /// <summary>The order came too late.</summary>
    OrderExpired = 7,
    /// <summary>The order is valid for more than 600 seconds from now.</summary>
    ExpiryTooFar = 8,
    /// <summary>The key was blocked.</summary>
    KeyBlocked = 9,
    /// <summary>The payer's account is closed, or not yet approved.</summary>
    PayerClosed = 10,
    /// <summary>Payer and payee are one.</summary>
    SameAccount = 11,
    /// <summary>There is no such payee.</summary>
    PayeeUnknown = 12,
    /// <summary>The payee's account is closed, or not yet approved.</summary>
    PayeeClosed = 13,
    /// <summary>There is no such payment request.</summary>
    RequestUnknown = 14,
    /// <summary>The request is paid, cancelled or expired.</summary>
    RequestClosed = 15,
    /// <summary>The request asks for another payee, amount or unit.</summary>
    RequestMismatch = 16,
    /// <summary>The sale to refund is not one of this merchant to this person.</summary>
    SaleUnknown = 17,
    /// <summary>More would be given back than was paid.</summary>
    RefundExceedsSale = 18,
    /// <summary>Only professionals get euro for units.</summary>
    NotProfessional = 22,
    /// <summary>The agreement under which the account reconverts was ended.</summary>
    NoAgreement = 23,
    /// <summary>The fee agreed to is not the one that is due, or something else than a reconversion names one.</summary>
    FeeMismatch = 24,
    /// <summary>A limit would be passed; which one is said beside.</summary>
    LimitExceeded = 19,
    /// <summary>A purse named by the order is not one of this account, or may not pay here.</summary>
    PurseNotAccepted = 20,
    /// <summary>The money is not there.</summary>
    InsufficientFunds = 21,
}

/// <summary>Which limit an order would pass. The numbers are stored: never reuse one.</summary>
public enum Limit
{
    /// <summary>No limit is concerned.</summary>
    None = 0,
    /// <summary>The highest amount of one order.</summary>
    MaxAmount = 1,
    /// <summary>What this kind of account may pay in 30 days.</summary>
    PaymentsIn30Days = 2,
    /// <summary>What a till's key may give back at a time; it can pay nothing else.</summary>
    TillKey = 3,
    /// <summary>This kind of account may not pay that kind.</summary>
    Transfer = 4,
    /// <summary>What one payment may be.</summary>
    Payment = 5,
    /// <summary>What may be paid in a day.</summary>
    Day = 6,
    /// <summary>What may be paid in a day on printed codes.</summary>
    PrintedDay = 7,
    /// <summary>What the payee may hold.</summary>
    PayeeBalance = 8,
    /// <summary>What one payment by card may be.</summary>
    Card = 9,
    /// <summary>What a card may pay in a day.</summary>
    CardDay = 10,
    /// <summary>What one payment under a mandate may be.</summary>
    MandatePayment = 11,
    /// <summary>What may be paid under a mandate in one of its periods.</summary>
    MandatePeriod = 12,
    /// <summary>What a reconversion is at least.</summary>
    LeastReconversion = 13,
    /// <summary>Payer or payee is not admitted to the mutual credit: it can go neither below zero there nor above.</summary>
    NotAdmitted = 14,
}
