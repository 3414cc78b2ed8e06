using System.Diagnostics;
using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;

namespace EssLedger.Web.Banking;

/// <summary>The versions of a file of direct debits that banks take.</summary>
public enum Pain008Version
{
    /// <summary>pain.008.001.02, of 2009.</summary>
    V02 = 2,
    /// <summary>pain.008.001.08, of 2019.</summary>
    V08 = 8,
}

/// <summary>Writes direct debits (SEPA Core) as a file for the bank (ISO 20022 pain.008).</summary>
public static class Pain008
{
    /// <summary>The file, UTF-8.</summary>
    /// <exception cref="ArgumentException">A bank would not take it, as <see cref="PaymentFileRules"/> says.</exception>
    public static byte[] Write(DirectDebits debits, Pain008Version version)
    {
        if (PaymentFileRules.Check(debits) is { } fault) throw new ArgumentException($"No bank would take it: {fault}", nameof(debits));
        var since2019 = version == Pain008Version.V08;
        return PaymentFileWriter.Write(since2019 ? "pain.008.001.08" : "pain.008.001.02", since2019, "CstmrDrctDbtInitn", file =>
        {
            file.Header(debits.Id, debits.Created, [.. debits.Payments.Select(payment => payment.Amount)], debits.Creditor.Name);
            // Where in their mandates' lives debits stand is said once for each part of the file.
            foreach (var part in debits.Payments.GroupBy(payment => payment.Sequence).OrderBy(part => part.Key)) Part(file, debits, Word(part.Key), [.. part]);
        });
    }

    private static void Part(PaymentFileWriter file, DirectDebits debits, string sequence, IReadOnlyList<DirectDebit> payments) => file.In("PmtInf", () =>
    {
        file.Text("PmtInfId", $"{debits.Id}-{sequence}");
        file.Text("PmtMtd", "DD");
        file.Text("BtchBookg", "false");
        file.Sums([.. payments.Select(payment => payment.Amount)]);
        file.In("PmtTpInf", () =>
        {
            file.In("SvcLvl", () => file.Text("Cd", "SEPA"));
            file.In("LclInstrm", () => file.Text("Cd", "CORE"));
            file.Text("SeqTp", sequence);
        });
        file.Day("ReqdColltnDt", debits.Day);
        file.In("Cdtr", () => file.Name(debits.Creditor.Name));
        file.Account("CdtrAcct", debits.Creditor.Iban);
        file.Bank("CdtrAgt", debits.Creditor.Bic);
        file.Text("ChrgBr", "SLEV");
        file.In("CdtrSchmeId", () => file.In("Id", () => file.In("PrvtId", () => file.In("Othr", () =>
        {
            file.Text("Id", CreditorIdentifier.TryParse(debits.CreditorIdentifier, out var plain) ? plain : throw new UnreachableException());
            file.In("SchmeNm", () => file.Text("Prtry", "SEPA"));
        }))));
        foreach (var payment in payments) Debit(file, payment);
    });

    private static void Debit(PaymentFileWriter file, DirectDebit payment) => file.In("DrctDbtTxInf", () =>
    {
        file.In("PmtId", () => file.Text("EndToEndId", payment.EndToEndId));
        file.Sum(payment.Amount);
        file.In("DrctDbtTx", () => file.In("MndtRltdInf", () =>
        {
            file.Text("MndtId", payment.Mandate);
            file.Day("DtOfSgntr", payment.Signed);
        }));
        file.Bank("DbtrAgt", payment.Debtor.Bic);
        file.In("Dbtr", () => file.Name(payment.Debtor.Name));
        file.Account("DbtrAcct", payment.Debtor.Iban);
        file.Remittance(payment.Remittance, null);
    });

    private static string Word(DebitSequence sequence) => sequence switch
    {
        DebitSequence.First => "FRST",
        DebitSequence.Recurring => "RCUR",
        DebitSequence.Final => "FNAL",
        DebitSequence.OneOff => "OOFF",
        _ => throw new UnreachableException(),
    };
}
