using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

public static partial class Codec
{
    private static bool WriteMutualCredit(CborWriter w, Act act)
    {
        switch (act)
        {
            case Act.MutualCreditProposed a:
                Begin(w, 96, 4);
                Write(w, a.Decider);
                w.WriteText(a.Unit.Code);
                w.WriteText(a.By.Value);
                return true;
            case Act.CreditDecided a:
                Begin(w, 97, 4);
                Write(w, a.Decider);
                w.WriteInteger(a.Approved ? 1 : 0);
                w.WriteText(a.By.Value);
                return true;
            case Act.CreditLimitsProposed a:
                Begin(w, 98, 5);
                Write(w, a.Decider);
                w.WriteInteger(a.Limits.Floor.Minor);
                w.WriteInteger(a.Limits.Ceiling.Minor);
                w.WriteText(a.By.Value);
                return true;
            case Act.CreditEnded a:
                Begin(w, 99, 5);
                Write(w, a.Decider);
                w.WriteInteger(a.Left.Minor);
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                return true;
            default:
                return false;
        }
    }

    private static Act? ReadMutualCredit(long kind, int fields, ref CborReader r) => (kind, fields) switch
    {
        (95, 13) => ReadPaidInCredit(ref r),
        (96, 4) => new Act.MutualCreditProposed(ReadTurn(ref r), Unit.Parse(r.ReadText()), PersonId.Parse(r.ReadText())),
        (97, 4) => new Act.CreditDecided(ReadTurn(ref r), ReadFlag(ref r), PersonId.Parse(r.ReadText())),
        (98, 5) => new Act.CreditLimitsProposed(ReadTurn(ref r), new(Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger())), PersonId.Parse(r.ReadText())),
        (99, 5) => new Act.CreditEnded(ReadTurn(ref r), new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
        _ => null,
    };

    private static Act.Paid ReadPaidInCredit(ref CborReader r)
    {
        var paid = ReadPaid(ref r);
        return paid with { PayeeTurn = new(paid.Payee.Value, r.ReadInteger()), Printed = ReadRequestOrNull(ref r) };
    }
}
