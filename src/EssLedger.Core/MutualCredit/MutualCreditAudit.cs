using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private string? CreditAct(Act act)
    {
        switch (act)
        {
            case Act.MutualCreditProposed proposed:
                return !IsOffice(proposed) ? "It is not an act of the treasury."
                    : _treasury.Mutual.Unit is not null ? "There is a mutual credit already."
                    : _treasury.Mutual.Asked is not null ? "Another mutual credit waits for a second person."
                    : _opening is { } book && !MutualCreditRules.IsFree(proposed.Unit, book.Unit) ? "The book counts something else in this unit." : null;
            case Act.CreditDecided { Opens: true } decided:
                return _treasury.Mutual.Asked is not { } asked ? "Nobody proposed a mutual credit, or it was decided before."
                    : decided.Approved && asked.By == decided.By ? "Who proposed the mutual credit also opened it." : null;
            case Act.CreditLimitsProposed proposed:
                return Firm(proposed.Account) is not { } firm ? "It is no open account of a firm."
                    : _treasury.Mutual.Unit is null ? "There is no mutual credit."
                    : firm.CreditAsked is not null ? "Other limits of the account wait for a second person."
                    : proposed.Limits.AreSound ? null : "Nothing can be paid within these limits.";
            case Act.CreditDecided decided:
                return Member(decided.Decider.Subject)?.CreditAsked is not { } wanted ? "Nobody proposed limits for the account, or they were decided before."
                    : !decided.Approved ? null
                    : wanted.By == decided.By ? "Who proposed the limits also approved them."
                    : Firm(wanted.Account) is null ? "It is no open account of a firm." : null;
            case Act.CreditEnded ended:
                return Member(ended.Decider.Subject) is not { Credit: not null } account ? "The account is not admitted to the mutual credit."
                    : _treasury.Mutual.Unit is { } unit && account.In(new(unit, null)) != ended.Left ? "Another balance stands in the account." : null;
            default:
                return null;
        }
    }

    private Account? Firm(AccountId account) => Member(account.Value) is { Status: SubjectStatus.Open } firm && MutualCreditRules.Admits(firm.Kind) ? firm : null;

    /// <summary>A payment counts in the ledger's unit, or in that of the mutual credit between two accounts that are admitted, each under its own number.</summary>
    private string? Counts(Act.Paid paid, Account payer)
    {
        if (!paid.InMutualCredit) return _opening is { } book && paid.Unit != book.Unit ? "The book does not count this unit." : null;
        if (_treasury.Mutual.Unit != paid.Unit) return "No mutual credit counts this unit.";
        if (paid.Means is not Means.Device || paid.Reconverts || paid.Fee is not null || paid.Legs.Any(leg => leg.FromPurse is not null || leg.ToPurse is not null)) return "Mutual credit is only paid from one firm's device to another firm.";
        return payer.Credit is null || Member(paid.Payee.Value)?.Credit is null ? "An account of the payment is not admitted to the mutual credit." : null;
    }

    /// <summary>Only payments move mutual credit, and none beyond the payer's floor or the payee's ceiling.</summary>
    private string? Beyond(Transfer transfer, Act act) =>
        act is not Act.Paid ? "Only payments move mutual credit."
        : -_accounts[transfer.From.Value].In(new(transfer.Unit, null)).Minor > _accounts[transfer.From.Value].Credit?.Floor.Minor ? $"{transfer.From} falls below its floor."
        : _accounts[transfer.To.Value].In(new(transfer.Unit, null)).Minor > _accounts[transfer.To.Value].Credit?.Ceiling.Minor ? $"{transfer.To} rises above its ceiling." : null;
}
