using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

public static partial class Codec
{
    private static void WriteCampaigns(CborWriter w, Act act)
    {
        switch (act)
        {
            case Act.CampaignProposed a:
                Begin(w, 60, 6);
                Write(w, a.Decider);
                w.WriteText(a.Campaign.Value);
                a.Terms.Write(w);
                w.WriteBytes(a.Words.ToBytes());
                w.WriteText(a.By.Value);
                break;
            case Act.CampaignApproved a:
                Begin(w, 61, 4);
                Write(w, a.Decider);
                w.WriteText(a.Campaign.Value);
                w.WriteText(a.By.Value);
                break;
            case Act.CampaignEnded a:
                Begin(w, 62, 5);
                Write(w, a.Decider);
                w.WriteText(a.Campaign.Value);
                w.WriteDay(a.Day);
                w.WriteText(a.By.Value);
                break;
            case Act.FundingProposed a:
                Begin(w, 63, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteText(a.Campaign.Value);
                w.WriteBytes(a.Receipt.ToBytes());
                w.WriteInteger(a.Amount.Minor);
                w.WriteText(a.By.Value);
                break;
            case Act.Funded a:
                Begin(w, 64, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteBytes(a.Receipt.ToBytes());
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                break;
            case Act.AllotmentsProposed a:
                Begin(w, 65, 8);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteText(a.Source.Value);
                w.WriteText(a.Period?.ToString() ?? "");
                w.WriteInteger(a.Rate);
                w.WriteArray(a.Allotments.Count);
                foreach (var (account, purse, amount) in a.Allotments)
                {
                    w.WriteArray(3);
                    w.WriteText(account.Value);
                    w.WriteBytes(purse?.Uuid.ToBytes() ?? []);
                    w.WriteInteger(amount.Minor);
                }
                w.WriteText(a.By.Value);
                break;
            case Act.AllotmentsMade a:
                Begin(w, 66, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Proposal.Uuid.ToBytes());
                w.WriteText(a.Period?.ToString() ?? "");
                w.WriteText(a.ProposedBy.Value);
                w.WriteText(a.ApprovedBy.Value);
                Write(w, a.Legs);
                break;
            case Act.ProposalDropped a:
                WriteAbout(w, 67, a.Decider, a.Proposal.Uuid.ToBytes(), a.By);
                break;
            case Act.PursesReturned a:
                Begin(w, 68, 5);
                Write(w, a.Decider);
                w.WriteText(a.Campaign.Value);
                w.WriteText(a.By.Value);
                Write(w, a.Legs);
                break;
            case Act.AssociationChosen a:
                Begin(w, 69, 4);
                Write(w, a.Decider);
                w.WriteText(a.Association?.Value ?? "");
                w.WriteText(a.By.Value);
                break;
            default:
                throw new BrokenBookException($"{act.GetType().Name} has no bytes.");
        }
    }

    private static Act? ReadCampaigns(long kind, int fields, ref CborReader r) => (kind, fields) switch
    {
        (60, 6) => new Act.CampaignProposed(ReadTurn(ref r), CampaignId.Parse(r.ReadText()), CampaignTerms.Read(ref r), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText())),
        (61, 4) => new Act.CampaignApproved(ReadTurn(ref r), CampaignId.Parse(r.ReadText()), PersonId.Parse(r.ReadText())),
        (62, 5) => new Act.CampaignEnded(ReadTurn(ref r), CampaignId.Parse(r.ReadText()), r.ReadDay(), PersonId.Parse(r.ReadText())),
        (63, 7) => new Act.FundingProposed(ReadTurn(ref r), new(ReadUuid(ref r)), CampaignId.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span), Amount.FromMinor(r.ReadInteger()), PersonId.Parse(r.ReadText())),
        (64, 7) => new Act.Funded(ReadTurn(ref r), new(ReadUuid(ref r)), Digest.FromBytes(r.ReadBytes().Span), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
        (65, 8) => new Act.AllotmentsProposed(ReadTurn(ref r), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), ReadHalfYearOrNull(ref r), checked((int)r.ReadInteger()), ReadAllotments(ref r), PersonId.Parse(r.ReadText())),
        (66, 7) => new Act.AllotmentsMade(ReadTurn(ref r), new(ReadUuid(ref r)), ReadHalfYearOrNull(ref r), PersonId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
        (67, 4) => new Act.ProposalDropped(ReadTurn(ref r), new(ReadUuid(ref r)), PersonId.Parse(r.ReadText())),
        (68, 5) => new Act.PursesReturned(ReadTurn(ref r), CampaignId.Parse(r.ReadText()), PersonId.Parse(r.ReadText()), ReadLegs(ref r)),
        (69, 4) => new Act.AssociationChosen(ReadTurn(ref r), ReadAccountOrNull(ref r), PersonId.Parse(r.ReadText())),
        _ => null,
    };

    private static HalfYear? ReadHalfYearOrNull(ref CborReader r) => r.ReadText() switch { "" => null, var text => HalfYear.TryParse(text, out var half) ? half : throw new FormatException($"\"{text}\" is no half-year.") };

    private static Allotment[] ReadAllotments(ref CborReader r)
    {
        var allotments = new Allotment[r.ReadArray()];
        for (var i = 0; i < allotments.Length; i++)
        {
            if (r.ReadArray() != 3) throw new FormatException("An allotment has three fields.");
            allotments[i] = new(AccountId.Parse(r.ReadText()), ReadUuidOrNull(ref r) is { } purse ? new PurseId(purse) : null, Amount.FromMinor(r.ReadInteger()));
        }
        return allotments;
    }
}
