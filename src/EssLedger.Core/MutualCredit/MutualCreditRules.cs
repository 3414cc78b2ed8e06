using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;

namespace EssLedger.Core.MutualCredit;

/// <summary>Why the office cannot do something about the mutual credit.</summary>
public enum CreditRefusal
{
    /// <summary>The unit is the ledger's, euro, or that of notes.</summary>
    UnitTaken,
    /// <summary>There is a mutual credit already.</summary>
    CreditOpen,
    /// <summary>There is none.</summary>
    CreditNotOpen,
    /// <summary>Something waits for a second person already.</summary>
    ProposalWaits,
    /// <summary>Nothing waits.</summary>
    ProposalUnknown,
    /// <summary>Who asks never approves.</summary>
    SamePerson,
    /// <summary>There is no such account.</summary>
    AccountUnknown,
    /// <summary>The account is not open.</summary>
    AccountClosed,
    /// <summary>Only shops and actors of the social and solidarity economy are admitted: neither residents nor public bodies.</summary>
    NotBusiness,
    /// <summary>Nothing could be paid within such limits, or they are too large.</summary>
    LimitsUnsound,
    /// <summary>The account is not admitted.</summary>
    NotAdmitted,
    /// <summary>Another balance stands than whoever ends the admission says.</summary>
    BalanceMismatch,
}

/// <summary>The rules of the office about the mutual credit. What firms pay each other is decided with all payments (<see cref="Payments.PaymentRules"/>).</summary>
public static class MutualCreditRules
{
    /// <summary>May it be proposed to open one?</summary>
    /// <param name="treasury">What is known.</param>
    /// <param name="unit">The wanted unit.</param>
    /// <param name="ledgers">That of the ledger.</param>
    /// <param name="by">Who asks.</param>
    public static (Act.MutualCreditProposed? Act, CreditRefusal? Refusal) Propose(TreasuryState treasury, Unit unit, Unit ledgers, PersonId by) =>
        treasury.Mutual.Unit is not null ? (null, CreditRefusal.CreditOpen)
        : treasury.Mutual.Asked is not null ? (null, CreditRefusal.ProposalWaits)
        : IsFree(unit, ledgers) ? (new(treasury.NextTurn, unit, by), null) : (null, CreditRefusal.UnitTaken);

    /// <summary>Whether no other account of the book counts in a unit.</summary>
    public static bool IsFree(Unit unit, Unit ledgers) => unit != ledgers && unit != Unit.Euro && unit != NotePlaces.Unit;

    /// <summary>May another person open it, or refuse?</summary>
    public static (Act.CreditDecided? Act, CreditRefusal? Refusal) Decide(TreasuryState treasury, bool approve, PersonId by) =>
        treasury.Mutual.Asked is not { } asked ? (null, CreditRefusal.ProposalUnknown)
        : approve && asked.By == by ? (null, CreditRefusal.SamePerson) : (new(treasury.NextTurn, approve, by), null);

    /// <summary>May it be proposed to admit an account, or to let it go less or further?</summary>
    /// <param name="account">The account.</param>
    /// <param name="limits">What is asked for.</param>
    /// <param name="unit">The mutual credit's unit; null: there is none.</param>
    /// <param name="by">Who asks.</param>
    public static (Act.CreditLimitsProposed? Act, CreditRefusal? Refusal) Propose(Account account, CreditLimits limits, Unit? unit, PersonId by) =>
        unit is null ? (null, CreditRefusal.CreditNotOpen)
        : Unfit(account) is { } unfit ? (null, unfit)
        : !limits.AreSound ? (null, CreditRefusal.LimitsUnsound)
        : account.CreditAsked is not null ? (null, CreditRefusal.ProposalWaits) : (new(NextTurn(account), limits, by), null);

    /// <summary>May another person give the limits that wait, or refuse? Who asked may take it back.</summary>
    public static (Act.CreditDecided? Act, CreditRefusal? Refusal) Decide(Account account, bool approve, PersonId by) =>
        account.CreditAsked is not { } asked ? (null, CreditRefusal.ProposalUnknown)
        : approve && asked.By == by ? (null, CreditRefusal.SamePerson)
        : approve && Unfit(account) is { } unfit ? (null, unfit) : (new(NextTurn(account), approve, by), null);

    /// <summary>May the admission end? At zero; or at what stands, where whoever ends it says what that is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="left">What is said to stand.</param>
    /// <param name="unit">The mutual credit's unit; null: there is none.</param>
    /// <param name="reason">SHA-256 of why.</param>
    /// <param name="by">Who decides.</param>
    public static (Act.CreditEnded? Act, CreditRefusal? Refusal) End(Account account, Balance left, Unit? unit, Digest reason, PersonId by) =>
        unit is not { } of || account.Credit is null ? (null, CreditRefusal.NotAdmitted)
        : account.In(new(of, null)) != left ? (null, CreditRefusal.BalanceMismatch) : (new(NextTurn(account), left, reason, by), null);

    /// <summary>Whether a kind of account may be admitted.</summary>
    public static bool Admits(AccountKind? kind) => kind is AccountKind.Merchant or AccountKind.Ess;

    private static CreditRefusal? Unfit(Account account) =>
        account.Kind is null ? CreditRefusal.AccountUnknown
        : account.Status is not SubjectStatus.Open ? CreditRefusal.AccountClosed
        : Admits(account.Kind) ? null : CreditRefusal.NotBusiness;

    private static Turn NextTurn(Account account) => new(account.Id.Value, account.Acts + 1);
}
