using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

/// <summary>The bytes of acts about coming and going: kinds 100 … 108; 107 is one with notes.</summary>
public static partial class Codec
{
    private static bool WriteMoving(CborWriter w, Act act)
    {
        switch (act)
        {
            case Act.BalancesProposed a:
                Begin(w, 100, 6);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteBytes(a.Line.ToBytes());
                w.WriteArray(a.Items.Count);
                foreach (var (account, amount) in a.Items)
                {
                    w.WriteArray(2);
                    w.WriteText(account.Value);
                    w.WriteInteger(amount.Minor);
                }
                w.WriteText(a.By.Value);
                return true;
            case Act.BalancesBrought a:
                Begin(w, 101, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteBytes(a.Line.ToBytes());
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                return true;
            case Act.WindDownProposed a:
                Begin(w, 102, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteDay(a.Last);
                w.WriteInteger(a.PaysResidents ? 1 : 0);
                w.WriteBytes(a.Reason.ToBytes());
                w.WriteText(a.By.Value);
                return true;
            case Act.WindDownBegun a:
                Begin(w, 103, 8);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteInteger(a.From.ToUnixTimeMilliseconds());
                w.WriteDay(a.Last);
                w.WriteInteger(a.PaysResidents ? 1 : 0);
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                return true;
            case Act.RemainderProposed a:
                Begin(w, 104, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteBytes(a.Body.ToBytes());
                w.WriteText(a.By.Value);
                return true;
            case Act.RemainderApproved a:
                Begin(w, 105, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                return true;
            case Act.RemainderTaken a:
                Begin(w, 106, 4);
                Write(w, a.Decider);
                w.WriteText(a.By.Value);
                Write(w, a.Legs);
                return true;
            case Act.MovingDropped a:
                WriteAbout(w, 108, a.Decider, a.Proposal.Uuid.ToBytes(), a.By);
                return true;
            default:
                return false;
        }
    }

    private static Act? ReadMoving(long kind, int fields, ref CborReader r) => (kind, fields) switch
    {
        (100, 6) => new Act.BalancesProposed(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), ReadBalances(ref r), PersonId.Parse(r.ReadText())),
        (101, 7) => new Act.BalancesBrought(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
        (102, 7) => new Act.WindDownProposed(ReadTurn(ref r), new(ReadUuid(ref r)), r.ReadDay(), ReadFlag(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
        (103, 8) => new Act.WindDownBegun(ReadTurn(ref r), new(ReadUuid(ref r)), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), r.ReadDay(), ReadFlag(ref r), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText())),
        (104, 5) => new Act.RemainderProposed(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
        (105, 5) => new Act.RemainderApproved(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText())),
        (106, 4) => new Act.RemainderTaken(ReadTurn(ref r), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
        (108, 4) => new Act.MovingDropped(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
        _ => null,
    };

    private static BroughtBalance[] ReadBalances(ref CborReader r)
    {
        var items = new BroughtBalance[r.ReadArray()];
        for (var i = 0; i < items.Length; i++)
        {
            if (r.ReadArray() != 2) throw new FormatException("A balance has two fields.");
            items[i] = new(AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()));
        }
        return items;
    }
}
