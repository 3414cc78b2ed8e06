using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Paper;

/// <summary>The state of all notes as bytes that this version of the program alone reads: part of an audit's saved state, and of what servers tell each other.</summary>
public static class PaperBytes
{
    /// <summary>The bytes of a state.</summary>
    public static byte[] Encode(PaperState state)
    {
        var w = new CborWriter();
        Write(w, state);
        return w.ToArray();
    }

    /// <summary>The state that <see cref="Encode(PaperState)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not whole, or of another version.</exception>
    public static PaperState Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        var state = Read(ref r);
        r.ReadEnd();
        return state;
    }

    /// <summary>The bytes of notes.</summary>
    public static byte[] Encode(Notes notes)
    {
        var w = new CborWriter();
        notes.Write(w);
        return w.ToArray();
    }

    /// <summary>The notes that <see cref="Encode(Notes)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not whole.</exception>
    public static Notes DecodeNotes(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        var notes = Notes.Read(ref r);
        r.ReadEnd();
        return notes;
    }

    internal static void Write(CborWriter w, PaperState state)
    {
        w.WriteArray(10);
        w.WriteArray(state.Bureaux.Count);
        foreach (var bureau in state.Bureaux.Select(b => b.Value).Order(StringComparer.Ordinal)) w.WriteText(bureau);
        w.WriteArray(state.Held.Count);
        foreach (var (place, notes) in InOrder(state.Held))
        {
            w.WriteText(place.Value);
            notes.Write(w);
        }
        w.WriteArray(state.Prints.Count);
        foreach (var print in state.Prints)
        {
            Write(w, print.Slip);
            w.WriteText(print.Note.Series);
            w.WriteInteger(print.Note.Denomination.Minor);
            w.WriteInteger(print.First);
            w.WriteInteger(print.Last);
            w.WriteDay(print.Printed);
            w.WriteText(print.By.Value);
        }
        w.WriteArray(state.OnTheWay.Count);
        foreach (var journey in state.OnTheWay.Values.OrderBy(j => j.Slip.Uuid))
        {
            Write(w, journey.Slip);
            w.WriteText(journey.From.Value);
            w.WriteText(journey.To.Value);
            journey.Sent.Write(w);
            journey.Left.Write(w);
            w.WriteText(journey.By.Value);
            Write(w, journey.At);
        }
        w.WriteArray(state.Counts.Count);
        foreach (var (_, count) in InOrder(state.Counts))
        {
            w.WriteBytes(Codec.Encode(count.Act));
            count.Known.Write(w);
            Write(w, count.At);
        }
        w.WriteArray(state.Counted.Count);
        foreach (var (place, at) in InOrder(state.Counted))
        {
            w.WriteText(place.Value);
            Write(w, at);
        }
        w.WriteArray(state.Sales.Count);
        foreach (var sale in state.Sales.Values.OrderBy(s => s.Act.Slip.Uuid))
        {
            w.WriteBytes(Codec.Encode(sale.Act));
            Write(w, sale.At);
        }
        w.WriteInteger(state.Withdrawals ? 1 : 0);
        w.WriteArray(state.Keys.Count);
        foreach (var key in state.Keys.Values.OrderBy(k => k.Key.Id.ToString(), StringComparer.Ordinal))
        {
            w.WriteBytes(key.Key.Bytes);
            w.WriteText(key.Person.Value);
            Write(w, key.EnteredAt);
            w.WriteInteger(key.Confirmed ? 1 : 0);
            w.WriteInteger(key.BlockedAt?.ToUnixTimeMilliseconds() ?? -1);
        }
        w.WriteArray(state.Cases.Count);
        foreach (var waiting in state.Cases.Values.OrderBy(c => c.Act.Slip.Uuid))
        {
            w.WriteBytes(Codec.Encode(waiting.Act));
            Write(w, waiting.At);
        }
    }

    internal static PaperState Read(ref CborReader r)
    {
        if (r.ReadArray() != 10) throw new FormatException("The notes are of another version.");
        var state = new PaperState();
        for (var left = r.ReadArray(); left > 0; left--) state = state with { Bureaux = state.Bureaux.Add(BureauId.Parse(r.ReadText())) };
        for (var left = r.ReadArray(); left > 0; left--) state = state with { Held = state.Held.Add(AccountId.Parse(r.ReadText()), Notes.Read(ref r)) };
        for (var left = r.ReadArray(); left > 0; left--)
            state = state with { Prints = state.Prints.Add(new(ReadSlip(ref r), Notes.ReadNote(ref r), r.ReadInteger(), r.ReadInteger(), r.ReadDay(), PersonId.Parse(r.ReadText()))) };
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var journey = new Journey(ReadSlip(ref r), AccountId.Parse(r.ReadText()), AccountId.Parse(r.ReadText()), Notes.Read(ref r), Notes.Read(ref r), PersonId.Parse(r.ReadText()), ReadInstant(ref r));
            state = state with { OnTheWay = state.OnTheWay.Add(journey.Slip, journey) };
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var count = new WaitingCount((Act.StockCounted)Codec.Decode(r.ReadBytes()), Notes.Read(ref r), ReadInstant(ref r));
            state = state with { Counts = state.Counts.Add(count.Act.Place, count) };
        }
        for (var left = r.ReadArray(); left > 0; left--) state = state with { Counted = state.Counted.Add(AccountId.Parse(r.ReadText()), ReadInstant(ref r)) };
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var sale = new OpenSale((Act.NotesSold)Codec.Decode(r.ReadBytes()), ReadInstant(ref r));
            state = state with { Sales = state.Sales.Add(sale.Act.Slip, sale) };
        }
        state = state with { Withdrawals = r.ReadInteger() != 0 };
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (!PublicKey.TryFromBytes(r.ReadBytes().Span, out var key)) throw new FormatException("This is no key.");
            state = state with { Keys = state.Keys.Add(key.Id, new(key, PersonId.Parse(r.ReadText()), ReadInstant(ref r), r.ReadInteger() != 0, r.ReadInteger() is >= 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)) };
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            var waiting = new SlipCase((Act.SlipRecorded)Codec.Decode(r.ReadBytes()), ReadInstant(ref r));
            state = state with { Cases = state.Cases.Add(waiting.Act.Slip, waiting) };
        }
        return state;
    }

    private static IEnumerable<KeyValuePair<AccountId, T>> InOrder<T>(ImmutableDictionary<AccountId, T> places) => places.OrderBy(p => p.Key.Value, StringComparer.Ordinal);

    private static void Write(CborWriter w, SlipId slip) => w.WriteBytes(slip.Uuid.ToBytes());

    private static SlipId ReadSlip(ref CborReader r) => new(Uuid.FromBytes(r.ReadBytes().Span));

    private static void Write(CborWriter w, DateTimeOffset at) => w.WriteInteger(at.ToUnixTimeMilliseconds());

    private static DateTimeOffset ReadInstant(ref CborReader r) => DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger());
}
