using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Labels;

/// <summary>What one entry of the label book says. Numbers, ids and digests only: whose name, which reasons, lies apart and can be erased.</summary>
/// <remarks>
/// The bytes are one deterministic CBOR array (RFC 8949 §4.2), first the number of the kind, then the fields in a fixed order; a day is its number since
/// 1970-01-01. They are hashed into the chain: a kind never changes; a new shape gets a new number.
/// </remarks>
public abstract record LabelFact
{
    private protected LabelFact() { }

    /// <summary>The bytes of the fact.</summary>
    public byte[] Encode()
    {
        var w = new CborWriter();
        switch (this)
        {
            case LabelBookOpened opened:
                Begin(w, 1, 1);
                w.WriteText(opened.Issuer.Value);
                break;
            case GrantFact { Act: GrantAct.Granted act } fact:
                Begin(w, 2, 8);
                Write(w, fact);
                w.WriteText(act.Holder.Value);
                w.WriteInteger((int)act.Kind);
                w.WriteInteger(act.Level);
                w.WriteInteger(DayNumber(act.Until));
                break;
            case GrantFact { Act: GrantAct.Suspended { Through: null } } fact:
                Begin(w, 3, 4);
                Write(w, fact);
                break;
            case GrantFact { Act: GrantAct.Reinstated } fact:
                Begin(w, 4, 4);
                Write(w, fact);
                break;
            case GrantFact { Act: GrantAct.Withdrawn } fact:
                Begin(w, 5, 4);
                Write(w, fact);
                break;
            case GrantFact { Act: GrantAct.Renewed act } fact:
                Begin(w, 6, 6);
                Write(w, fact);
                w.WriteInteger(act.Level);
                w.WriteInteger(DayNumber(act.Until));
                break;
            case GrantFact { Act: GrantAct.Renounced } fact:
                Begin(w, 7, 4);
                Write(w, fact);
                break;
            case LabelEntriesLost lost:
                Begin(w, 8, Loss.Fields);
                lost.Loss.Write(w);
                break;
            case GrantFact { Act: GrantAct.Suspended { Through: { } through } } fact:
                Begin(w, 9, 5);
                Write(w, fact);
                w.WriteInteger(DayNumber(through));
                break;
            case GrantFact { Act: GrantAct.Transferred act } fact:
                Begin(w, 10, 5);
                Write(w, fact);
                w.WriteText(act.To.Value);
                break;
            case GrantFact { Act: GrantAct.Annulled act } fact:
                Begin(w, 11, 5);
                Write(w, fact);
                w.WriteInteger(act.Position.Value);
                break;
            case RegisterFact fact:
                RegisterCodec.Write(w, fact);
                break;
            default:
                throw new UnreachableException();
        }
        return w.ToArray();
    }

    /// <summary>The fact that some bytes of a label book say.</summary>
    /// <exception cref="BrokenBookException">They are none that this program wrote.</exception>
    public static LabelFact Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            var r = new CborReader(body);
            var fields = r.ReadArray() - 1;
            var kind = r.ReadInteger();
            LabelFact fact = (kind, fields) switch
            {
                (1, 1) => new LabelBookOpened(LedgerId.Parse(r.ReadText())),
                (2, 8) => ReadGrant(ref r) with { Act = new GrantAct.Granted(ParticipantId.Parse(r.ReadText()), ReadKind(ref r), ReadLevel(ref r), ReadDay(ref r)) },
                (3, 4) => ReadGrant(ref r) with { Act = new GrantAct.Suspended() },
                (4, 4) => ReadGrant(ref r) with { Act = new GrantAct.Reinstated() },
                (5, 4) => ReadGrant(ref r) with { Act = new GrantAct.Withdrawn() },
                (6, 6) => ReadGrant(ref r) with { Act = new GrantAct.Renewed(ReadLevel(ref r), ReadDay(ref r)) },
                (7, 4) => ReadGrant(ref r) with { Act = new GrantAct.Renounced() },
                (8, Loss.Fields) => new LabelEntriesLost(Loss.Read(ref r)),
                (9, 5) => ReadGrant(ref r) with { Act = new GrantAct.Suspended(ReadDay(ref r)) },
                (10, 5) => ReadGrant(ref r) with { Act = new GrantAct.Transferred(ParticipantId.Parse(r.ReadText())) },
                (11, 5) => ReadGrant(ref r) with { Act = new GrantAct.Annulled(new(r.ReadInteger())) },
                _ => RegisterCodec.Read(ref r, kind, fields),
            };
            r.ReadEnd();
            return fact;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new BrokenBookException("An entry's bytes are not those of a fact.", e);
        }
    }

    internal static void Begin(CborWriter w, int kind, int fields)
    {
        w.WriteArray(fields + 1);
        w.WriteInteger(kind);
    }

    private static void Write(CborWriter w, GrantFact fact)
    {
        w.WriteText(fact.Number.Value);
        w.WriteInteger(DayNumber(fact.Effective));
        w.WriteText(fact.By.Value);
        w.WriteBytes(fact.Reason.ToBytes());
    }

    // What happens follows the common fields; until it is read, a suspension holds its place.
    private static GrantFact ReadGrant(ref CborReader r) =>
        new(GrantNumber.Parse(r.ReadText()), new GrantAct.Suspended(), ReadDay(ref r), PersonId.Parse(r.ReadText()), Digest.FromBytes(r.ReadBytes().Span));

    internal static GrantKind ReadKind(ref CborReader r) => (GrantKind)r.ReadInteger() is var kind && Enum.IsDefined(kind) ? kind : throw new FormatException("No grant is of this kind.");

    internal static int ReadLevel(ref CborReader r) => r.ReadInteger() is >= 1 and <= 9 and var level ? (int)level : throw new FormatException("A level is 1 … 9.");

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    internal static long DayNumber(DateOnly day) => day.DayNumber - Epoch;

    internal static DateOnly ReadDay(ref CborReader r) => DateOnly.FromDayNumber(checked((int)(r.ReadInteger() + Epoch)));
}

/// <summary>The first fact of a label book: who issues, so that no other book's tail fits behind it.</summary>
/// <param name="Issuer">The label book's own name, which its badges carry.</param>
public sealed record LabelBookOpened(LedgerId Issuer) : LabelFact;

/// <summary>The label book was restored from a copy, and entries that had been sealed are lost.</summary>
public sealed record LabelEntriesLost(Loss Loss) : LabelFact
{
    /// <summary>The fact as a draft.</summary>
    public Draft ToDraft() => new(Encode(), []) { Claims = [Loss.Claim] };
}
