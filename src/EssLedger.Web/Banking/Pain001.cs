using EssLedger.Core.Banking;

namespace EssLedger.Web.Banking;

/// <summary>The versions of a file of transfers that banks take.</summary>
public enum Pain001Version
{
    /// <summary>pain.001.001.03, of 2009.</summary>
    V03 = 3,
    /// <summary>pain.001.001.09, of 2019.</summary>
    V09 = 9,
}

/// <summary>Writes transfers out as a file for the bank (ISO 20022 pain.001).</summary>
public static class Pain001
{
    /// <summary>The file, UTF-8.</summary>
    /// <exception cref="ArgumentException">A bank would not take it, as <see cref="PaymentFileRules"/> says.</exception>
    public static byte[] Write(CreditTransfers transfers, Pain001Version version)
    {
        if (PaymentFileRules.Check(transfers) is { } fault) throw new ArgumentException($"No bank would take it: {fault}", nameof(transfers));
        var since2019 = version == Pain001Version.V09;
        var amounts = transfers.Payments.Select(payment => payment.Amount).ToList();
        return PaymentFileWriter.Write(since2019 ? "pain.001.001.09" : "pain.001.001.03", since2019, "CstmrCdtTrfInitn", file =>
        {
            file.Header(transfers.Id, transfers.Created, amounts, transfers.Debtor.Name);
            file.In("PmtInf", () =>
            {
                file.Text("PmtInfId", transfers.Id);
                file.Text("PmtMtd", "TRF");
                file.Text("BtchBookg", "false");
                file.Sums(amounts);
                file.In("PmtTpInf", () => file.In("SvcLvl", () => file.Text("Cd", "SEPA")));
                if (since2019) file.In("ReqdExctnDt", () => file.Day("Dt", transfers.Day));
                else file.Day("ReqdExctnDt", transfers.Day);
                file.In("Dbtr", () => file.Name(transfers.Debtor.Name));
                file.Account("DbtrAcct", transfers.Debtor.Iban);
                file.Bank("DbtrAgt", transfers.Debtor.Bic);
                file.Text("ChrgBr", "SLEV");
                foreach (var payment in transfers.Payments) Transfer(file, payment);
            });
        });
    }

    private static void Transfer(PaymentFileWriter file, CreditTransfer payment) => file.In("CdtTrfTxInf", () =>
    {
        file.In("PmtId", () => file.Text("EndToEndId", payment.EndToEndId));
        file.In("Amt", () => file.Sum(payment.Amount));
        if (payment.Creditor.Bic is { } bic) file.Bank("CdtrAgt", bic);
        file.In("Cdtr", () => file.Name(payment.Creditor.Name));
        file.Account("CdtrAcct", payment.Creditor.Iban);
        file.Remittance(payment.Remittance, payment.Reference);
    });
}
