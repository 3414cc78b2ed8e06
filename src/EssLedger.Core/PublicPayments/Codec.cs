using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Journal;

public static partial class Codec
{
    private static void Write(CborWriter w, Act.PublicMandateEntered a)
    {
        Begin(w, 90, 11);
        Write(w, a.Decider);
        w.WriteText(a.Mandate.Value);
        w.WriteText(a.Terms.Beneficiary.Value);
        w.WriteText(a.Terms.Body.Value);
        w.WriteInteger(a.Terms.Most.Minor);
        w.WriteDay(a.Terms.First);
        w.WriteDay(a.Terms.Last);
        w.WriteBytes(a.Paper.ToBytes());
        w.WriteBytes(a.Words.ToBytes());
        w.WriteText(a.By.Value);
    }

    private static Act.PublicMandateEntered ReadPublicMandate(ref CborReader r) => new(ReadTurn(ref r), PublicMandateId.Parse(r.ReadText()),
        new(AccountId.Parse(r.ReadText()), Siret.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()), r.ReadDay(), r.ReadDay()),
        Digest.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText()));

    private static void Write(CborWriter w, Act.PublicMandateRevoked a)
    {
        Begin(w, 91, 4);
        Write(w, a.Decider);
        w.WriteText(a.Mandate.Value);
        w.WriteText(a.By.Value);
    }

    private static Act.PublicMandateRevoked ReadPublicRevocation(ref CborReader r) => new(ReadTurn(ref r), PublicMandateId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()));
}
