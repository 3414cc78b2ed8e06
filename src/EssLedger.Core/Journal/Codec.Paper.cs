using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

/// <summary>The bytes of acts with notes of paper: kinds 45 … 59, 107 and 110 … 112.</summary>
public static partial class Codec
{
    // Whose turn (two), which slip, who.
    private const int Always = 4;

    private static void Write(CborWriter w, Act.OnPaper act)
    {
        switch (act)
        {
            case Act.BureauOpened a:
                Begin(w, 45, a, 1);
                w.WriteText(a.Bureau.Value);
                break;
            case Act.BureauClosed a:
                Begin(w, 46, a, 1);
                w.WriteText(a.Bureau.Value);
                break;
            case Act.NotesPrinted a:
                Begin(w, 47, a, 5);
                w.WriteText(a.Note.Series);
                w.WriteInteger(a.Note.Denomination.Minor);
                w.WriteInteger(a.First);
                w.WriteInteger(a.Last);
                w.WriteDay(a.Printed);
                break;
            case Act.NotesSent a:
                Begin(w, 48, a, 3);
                w.WriteText(a.From.Value);
                w.WriteText(a.To.Value);
                a.Notes.Write(w);
                break;
            case Act.NotesReceived a:
                Begin(w, 49, a, 3);
                w.WriteBytes(a.Sent.Uuid.ToBytes());
                w.WriteText(a.To.Value);
                a.Notes.Write(w);
                break;
            case Act.NotesSold a:
                Begin(w, 50, a, 3);
                w.WriteText(a.Bureau.Value);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                break;
            case Act.SaleUndone a:
                Begin(w, 51, a, 4);
                w.WriteBytes(a.Sale.Uuid.ToBytes());
                w.WriteText(a.Bureau.Value);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                break;
            case Act.NotesTakenBack a:
                Begin(w, 52, a, 4);
                w.WriteText(a.Bureau.Value);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                w.WriteText(a.Account.Value);
                break;
            case Act.StockCounted a:
                Begin(w, 53, a, 5);
                w.WriteText(a.Place.Value);
                a.Notes.Write(w);
                w.WriteInteger(a.Cash.Minor);
                w.WriteInteger(a.CashKnown.Minor);
                w.WriteBytes(a.Reason?.ToBytes() ?? []);
                break;
            case Act.CountConfirmed a:
                Begin(w, 54, a, 6);
                w.WriteBytes(a.Count.Uuid.ToBytes());
                w.WriteText(a.Place.Value);
                a.Missing.Write(w);
                a.Found.Write(w);
                w.WriteInteger(a.Cash.Minor);
                w.WriteText(a.Bears?.Value ?? "");
                break;
            case Act.NotesWithdrawn a:
                Begin(w, 55, a, 9);
                Write(w, a.Holder);
                w.WriteText(a.Bureau.Value);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                w.WriteText(a.Account.Value);
                w.WriteBytes(a.Order.Uuid.ToBytes());
                w.WriteBytes(a.Received.ToBytes());
                w.WriteBytes(a.Key.ToBytes());
                break;
            case Act.NotesReconverted a:
                Begin(w, 56, a, 5);
                w.WriteText(a.Bureau.Value);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                w.WriteText(a.Account.Value);
                w.WriteInteger(a.Fee.Minor);
                break;
            case Act.NoteTermsSet a:
                Begin(w, 57, a, 2);
                w.WriteInteger(a.Withdrawals ? 1 : 0);
                w.WriteBytes(a.Reason.ToBytes());
                break;
            case Act.SlipRecorded a:
                Begin(w, 58, a, 9);
                w.WriteText(a.From.Value);
                w.WriteText(a.To.Value);
                a.Notes.Write(w);
                w.WriteText(a.SentBy.Value);
                w.WriteBytes(a.SentKey.ToBytes());
                w.WriteBytes(a.Key.ToBytes());
                w.WriteBytes(a.Content.ToBytes());
                w.WriteBytes(a.Signed.ToBytes());
                w.WriteInteger((int?)a.Doubt ?? 0);
                break;
            case Act.SlipSettled a:
                Begin(w, 59, a, 5);
                w.WriteBytes(a.Of.Uuid.ToBytes());
                w.WriteText(a.From.Value);
                w.WriteText(a.To.Value);
                a.Notes.Write(w);
                w.WriteBytes(a.Reason.ToBytes());
                break;
            case Act.SlipKeyEntered a:
                Begin(w, 110, a, 2);
                w.WriteBytes(a.Key.Bytes);
                w.WriteBytes(a.Proof.ToBytes());
                break;
            case Act.SlipKeyConfirmed a:
                Begin(w, 111, a, 1);
                w.WriteBytes(a.Key.ToBytes());
                break;
            case Act.SlipKeyBlocked a:
                Begin(w, 112, a, 1);
                w.WriteBytes(a.Key.ToBytes());
                break;
            case Act.NotesForfeited a:
                Begin(w, 107, a, 2);
                a.Notes.Write(w);
                w.WriteText(a.Unit.Code);
                break;
            default:
                throw new BrokenBookException($"{act.GetType().Name} has no bytes.");
        }
    }

    private static Act.OnPaper ReadPaper(long kind, int fields, ref CborReader r)
    {
        var (turn, slip, by) = (ReadTurn(ref r), new SlipId(ReadUuid(ref r)), PersonId.Parse(r.ReadText()));
        return (kind, fields - Always) switch
        {
            (45, 1) => new Act.BureauOpened(turn, slip, BureauId.Parse(r.ReadText()), by),
            (46, 1) => new Act.BureauClosed(turn, slip, BureauId.Parse(r.ReadText()), by),
            (47, 5) => new Act.NotesPrinted(turn, slip, Notes.ReadNote(ref r), r.ReadInteger(), r.ReadInteger(), r.ReadDay(), by),
            (48, 3) => new Act.NotesSent(turn, slip, AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), Notes.Read(ref r), by),
            (49, 3) => new Act.NotesReceived(turn, slip, new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Notes.Read(ref r), by),
            (50, 3) => new Act.NotesSold(turn, slip, BureauId.Parse(r.ReadText()), Notes.Read(ref r), Unit.Parse(r.ReadText()), by),
            (51, 4) => new Act.SaleUndone(turn, slip, new(ReadUuid(ref r)), BureauId.Parse(r.ReadText()), Notes.Read(ref r), Unit.Parse(r.ReadText()), by),
            (52, 4) => new Act.NotesTakenBack(turn, slip, BureauId.Parse(r.ReadText()), Notes.Read(ref r), Unit.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), by),
            (53, 5) => new Act.StockCounted(turn, slip, AccountId.Parse(r.ReadText()), Notes.Read(ref r), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger()),
                ReadDigestOrNull(ref r), by),
            (54, 6) => new Act.CountConfirmed(turn, slip, new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Notes.Read(ref r), Notes.Read(ref r), new(r.ReadInteger()),
                ReadAccountOrNull(ref r), by),
            (55, 9) => ReadWithdrawal(turn, slip, by, ref r),
            (56, 5) => new Act.NotesReconverted(turn, slip, BureauId.Parse(r.ReadText()), Notes.Read(ref r), Unit.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()), by),
            (57, 2) => new Act.NoteTermsSet(turn, slip, ReadFlag(ref r), Digest.FromBytes(r.ReadBytes().Span), by),
            (58, 9) => new Act.SlipRecorded(turn, slip, AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), Notes.Read(ref r), PersonId.Parse(r.ReadText()), KeyId.FromBytes(r.ReadBytes().Span),
                KeyId.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span), Digest.FromBytes(r.ReadBytes().Span), ReadDoubt(ref r), by),
            (59, 5) => new Act.SlipSettled(turn, slip, new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), Notes.Read(ref r), Digest.FromBytes(r.ReadBytes().Span), by),
            (110, 2) => new Act.SlipKeyEntered(turn, slip, ReadKey(ref r), Digest.FromBytes(r.ReadBytes().Span), by),
            (111, 1) => new Act.SlipKeyConfirmed(turn, slip, KeyId.FromBytes(r.ReadBytes().Span), by),
            (112, 1) => new Act.SlipKeyBlocked(turn, slip, KeyId.FromBytes(r.ReadBytes().Span), by),
            (107, 2) => new Act.NotesForfeited(turn, slip, Notes.Read(ref r), Unit.Parse(r.ReadText()), by),
            _ => throw new BrokenBookException($"No act has the kind {kind} with {fields} fields."),
        };
    }

    private static SlipDoubt? ReadDoubt(ref CborReader r) => r.ReadInteger() switch
    {
        0 => null,
        >= (int)SlipDoubt.KeyBlocked and <= (int)SlipDoubt.NotesNotThere and var doubt => (SlipDoubt)doubt,
        var other => throw new FormatException($"{other} is no doubt."),
    };

    // Its second turn stands between the slip and the rest, where no constructor would take it.
    private static Act.NotesWithdrawn ReadWithdrawal(Turn turn, SlipId slip, PersonId by, ref CborReader r)
    {
        var holder = ReadTurn(ref r);
        return new(turn, holder, slip, BureauId.Parse(r.ReadText()), Notes.Read(ref r), Unit.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), new(ReadUuid(ref r)),
            Digest.FromBytes(r.ReadBytes().Span), KeyId.FromBytes(r.ReadBytes().Span), by);
    }

    private static void Begin(CborWriter w, int kind, Act.OnPaper act, int fields)
    {
        Begin(w, kind, fields + Always);
        Write(w, act.Decider);
        w.WriteBytes(act.Slip.Uuid.ToBytes());
        w.WriteText(act.By.Value);
    }
}
