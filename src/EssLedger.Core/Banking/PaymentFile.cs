using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

/// <summary>Who has the bank account from which, or to which, all payments of a file go.</summary>
/// <param name="Name">As the bank knows it.</param>
/// <param name="Iban">The account.</param>
/// <param name="Bic">Its bank; null: the bank knows itself.</param>
public sealed record BankParty(string Name, string Iban, string? Bic);

/// <summary>One transfer out.</summary>
/// <param name="EndToEndId">The id by which the statement will tell of it: 1 … 35 characters of <see cref="SepaText"/>, unique in the file.</param>
/// <param name="Amount">In cents, 0.01 … 999 999 999.99 €.</param>
/// <param name="Creditor">Who is paid.</param>
/// <param name="Remittance">What for, in the payee's words; at most 140 characters of it are sent. Null: nothing.</param>
/// <param name="Reference">The payee's own structured reference, which is sent instead of words; null: there is none.</param>
public sealed record CreditTransfer(string EndToEndId, Amount Amount, BankParty Creditor, string? Remittance = null, CreditorReference? Reference = null);

/// <summary>A file of transfers out, each of which the bank books by itself.</summary>
/// <param name="Id">The file's id, 1 … 30 characters of <see cref="SepaText"/>, never used again for another.</param>
/// <param name="Created">When it was made, as local time.</param>
/// <param name="Debtor">Who pays.</param>
/// <param name="Day">When the bank is asked to pay.</param>
/// <param name="Payments">The transfers.</param>
public sealed record CreditTransfers(string Id, DateTime Created, BankParty Debtor, DateOnly Day, IReadOnlyList<CreditTransfer> Payments);

/// <summary>Where in a mandate's life a debit stands (EPC AT-21).</summary>
public enum DebitSequence
{
    /// <summary>The first of several.</summary>
    First = 1,
    /// <summary>One of several.</summary>
    Recurring,
    /// <summary>The last of several.</summary>
    Final,
    /// <summary>The only one.</summary>
    OneOff,
}

/// <summary>One direct debit.</summary>
/// <param name="EndToEndId">The id by which the statement will tell of it: 1 … 35 characters of <see cref="SepaText"/>, unique in the file.</param>
/// <param name="Amount">In cents, 0.01 … 999 999 999.99 €.</param>
/// <param name="Debtor">Who is debited.</param>
/// <param name="Mandate">The mandate's reference, 1 … 35 characters of <see cref="SepaText"/>.</param>
/// <param name="Signed">The day on which the debtor signed it.</param>
/// <param name="Sequence">Which of its debits this is.</param>
/// <param name="Remittance">What for; at most 140 characters of it are sent. Null: nothing.</param>
public sealed record DirectDebit(string EndToEndId, Amount Amount, BankParty Debtor, string Mandate, DateOnly Signed, DebitSequence Sequence, string? Remittance = null);

/// <summary>A file of direct debits (SEPA Core), each of which the bank books by itself.</summary>
/// <param name="Id">The file's id, 1 … 30 characters of <see cref="SepaText"/>, never used again for another.</param>
/// <param name="Created">When it was made, as local time.</param>
/// <param name="Creditor">Who collects.</param>
/// <param name="CreditorIdentifier">The creditor's SEPA identifier ("ICS").</param>
/// <param name="Day">When the debtors' banks are asked to pay.</param>
/// <param name="Payments">The debits.</param>
public sealed record DirectDebits(string Id, DateTime Created, BankParty Creditor, string CreditorIdentifier, DateOnly Day, IReadOnlyList<DirectDebit> Payments);

/// <summary>Why a bank would not take a file, in the order in which reasons win.</summary>
public enum PaymentFileRefusal
{
    /// <summary>There is nothing to pay.</summary>
    NoPayment = 1,
    /// <summary>An id of the file or a mandate's reference is empty, too long or of characters that banks do not take.</summary>
    BadId,
    /// <summary>An end-to-end id is empty, too long or of characters that banks do not take.</summary>
    BadEndToEndId,
    /// <summary>Two payments have one end-to-end id.</summary>
    EndToEndIdTwice,
    /// <summary>The IBAN is none of SEPA.</summary>
    BadIban,
    /// <summary>The BIC is none.</summary>
    BadBic,
    /// <summary>Nothing is left of the name in the characters that banks take.</summary>
    BadName,
    /// <summary>The creditor's identifier is none.</summary>
    BadCreditorIdentifier,
    /// <summary>The amount is zero or above 999 999 999.99 €.</summary>
    BadAmount,
    /// <summary>The mandate was signed after the day of the debit.</summary>
    MandateTooYoung,
}

/// <summary>A refusal, and the payment that it is about.</summary>
/// <param name="Reason">Why.</param>
/// <param name="EndToEndId">Of which payment; null: of the file.</param>
public sealed record PaymentFileFault(PaymentFileRefusal Reason, string? EndToEndId);

/// <summary>The rules of files for the bank.</summary>
public static class PaymentFileRules
{
    private const int LongestFileId = 30;

    /// <summary>What a bank would refuse first in a file of transfers; null: nothing.</summary>
    public static PaymentFileFault? Check(CreditTransfers file) =>
        OfFile(file.Id, file.Payments.Count) ?? OfParty(file.Debtor, null) ?? First(file.Payments, payment => payment.EndToEndId, payment => OfPayment(payment.EndToEndId, payment.Amount, payment.Creditor));

    /// <summary>What a bank would refuse first in a file of direct debits; null: nothing.</summary>
    public static PaymentFileFault? Check(DirectDebits file) =>
        OfFile(file.Id, file.Payments.Count) ?? OfParty(file.Creditor, null)
        ?? (CreditorIdentifier.TryParse(file.CreditorIdentifier, out _) ? null : new PaymentFileFault(PaymentFileRefusal.BadCreditorIdentifier, null))
        ?? First(file.Payments, payment => payment.EndToEndId, payment =>
            !SepaText.IsId(payment.Mandate) ? new(PaymentFileRefusal.BadId, payment.EndToEndId)
            : OfPayment(payment.EndToEndId, payment.Amount, payment.Debtor) ?? (payment.Signed > file.Day ? new PaymentFileFault(PaymentFileRefusal.MandateTooYoung, payment.EndToEndId) : null));

    private static PaymentFileFault? First<T>(IReadOnlyList<T> payments, Func<T, string> id, Func<T, PaymentFileFault?> fault)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var payment in payments)
        {
            if (!SepaText.IsId(id(payment))) return new(PaymentFileRefusal.BadEndToEndId, id(payment));
            if (!seen.Add(id(payment))) return new(PaymentFileRefusal.EndToEndIdTwice, id(payment));
            if (fault(payment) is { } found) return found;
        }
        return null;
    }

    // The ids of the file's parts are made of it.
    private static PaymentFileFault? OfFile(string id, int payments) =>
        payments == 0 ? new(PaymentFileRefusal.NoPayment, null) : !SepaText.IsId(id) || id.Length > LongestFileId ? new(PaymentFileRefusal.BadId, null) : null;

    private static PaymentFileFault? OfPayment(string id, Amount amount, BankParty other) =>
        OfParty(other, id) ?? (amount == Amount.Zero || amount > EpcQr.Most ? new(PaymentFileRefusal.BadAmount, id) : null);

    private static PaymentFileFault? OfParty(BankParty party, string? id) =>
        !Iban.TryParse(party.Iban, out _) ? new(PaymentFileRefusal.BadIban, id)
        : party.Bic is not null && !Bic.TryParse(party.Bic, out _) ? new(PaymentFileRefusal.BadBic, id)
        : SepaText.Of(party.Name, 70).Length == 0 ? new(PaymentFileRefusal.BadName, id)
        : null;
}
