using EssLedger.Core.Banking;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

/// <summary>The bytes of acts about direct debits: kinds 80 … 84.</summary>
public static partial class Codec
{
    private static void Write(CborWriter w, Act.OnDebits act)
    {
        switch (act)
        {
            case Act.DebitsProposed a:
                Begin(w, 80, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Batch.Uuid.ToBytes());
                w.WriteDay(a.Due);
                w.WriteText(a.Into.Value);
                Write(w, a.Items);
                w.WriteText(a.By.Value);
                break;
            case Act.DebitsDecided a:
                Begin(w, 81, 5);
                Write(w, a.Decider);
                w.WriteBytes(a.Batch.Uuid.ToBytes());
                w.WriteInteger(a.Approved ? 1 : 0);
                w.WriteText(a.By.Value);
                break;
            case Act.DebitsCollected a:
                Begin(w, 82, 8);
                Write(w, a.Decider);
                w.WriteBytes(a.Batch.Uuid.ToBytes());
                w.WriteDay(a.Due);
                Write(w, a.Items);
                WriteParts(w, a.Parts);
                w.WriteText(a.Units.Code);
                w.WriteText(a.By.Value);
                break;
            case Act.DebitReturned a:
                Begin(w, 83, 7);
                Write(w, a.Decider);
                Write(w, a.Debit);
                w.WriteInteger(a.Collected ? 1 : 0);
                w.WriteText(a.Reason);
                WriteParts(w, a.Parts);
                w.WriteText(a.By.Value);
                break;
            case Act.DebitRepaid a:
                Begin(w, 84, 7);
                Write(w, a.Decider);
                w.WriteBytes(a.Debit.Uuid.ToBytes());
                w.WriteInteger(a.Amount.Minor);
                WriteParts(w, a.Parts);
                w.WriteText(a.Bears?.Value ?? "");
                w.WriteText(a.By.Value);
                break;
            default:
                throw new BrokenBookException($"{act.GetType().Name} has no bytes.");
        }
    }

    private static Act.OnDebits ReadDebits(long kind, int fields, ref CborReader r) => (kind, fields) switch
    {
        (80, 7) => new Act.DebitsProposed(ReadTurn(ref r), new(ReadUuid(ref r)), r.ReadDay(), AccountId.Parse(r.ReadText()), ReadDebitItems(ref r), PersonId.Parse(r.ReadText())),
        (81, 5) => new Act.DebitsDecided(ReadTurn(ref r), new(ReadUuid(ref r)), ReadFlag(ref r), PersonId.Parse(r.ReadText())),
        (82, 8) => ReadCollected(ref r),
        (83, 7) => new Act.DebitReturned(ReadTurn(ref r), ReadDebit(ref r), ReadFlag(ref r), ReadReason(ref r), ReadParts(ref r), PersonId.Parse(r.ReadText())),
        (84, 7) => new Act.DebitRepaid(ReadTurn(ref r), new(ReadUuid(ref r)), Amount.FromMinor(r.ReadInteger()), ReadParts(ref r), ReadAccountOrNull(ref r), PersonId.Parse(r.ReadText())),
        _ => throw new BrokenBookException($"No act has the kind {kind} with {fields} fields."),
    };

    private static Act.DebitsCollected ReadCollected(ref CborReader r)
    {
        var collected = new Act.DebitsCollected(ReadTurn(ref r), new(ReadUuid(ref r)), r.ReadDay(), ReadDebitItems(ref r), ReadParts(ref r), default) { Units = Unit.Parse(r.ReadText()) };
        return collected with { By = PersonId.Parse(r.ReadText()) };
    }

    private static string ReadReason(ref CborReader r) => r.ReadText() is var reason && ReturnReasons.Is(reason) ? reason : throw new FormatException($"\"{reason}\" is no reason why a debit comes back.");

    internal static void Write(CborWriter w, Debit debit)
    {
        w.WriteArray(6);
        w.WriteBytes(debit.Id.Uuid.ToBytes());
        w.WriteBytes(debit.Mandate.Uuid.ToBytes());
        w.WriteText(debit.Account.Value);
        w.WriteInteger(debit.Exchange.Minor);
        w.WriteInteger(debit.Dues.Minor);
        w.WriteInteger((int)debit.Sequence);
    }

    internal static void Write(CborWriter w, IReadOnlyList<Debit> items)
    {
        w.WriteArray(items.Count);
        foreach (var item in items) Write(w, item);
    }

    internal static Debit ReadDebit(ref CborReader r) => r.ReadArray() == 6
        ? new(new(ReadUuid(ref r)), new(ReadUuid(ref r)), AccountId.Parse(r.ReadText()), Amount.FromMinor(r.ReadInteger()), Amount.FromMinor(r.ReadInteger()), ReadNumberOf<DebitSequence>(ref r))
        : throw new FormatException("A debit has six fields.");

    internal static Debit[] ReadDebitItems(ref CborReader r)
    {
        var items = new Debit[r.ReadArray()];
        for (var i = 0; i < items.Length; i++) items[i] = ReadDebit(ref r);
        return items;
    }
}
