using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Banking;

/// <summary>A statement as it is kept apart from the book, with the names and words that the book does not hold: deterministic CBOR of our own. The book has the SHA-256 of these bytes.</summary>
public static class StatementBytes
{
    private const int Version = 1, Fields = 8;

    /// <summary>The bytes of a statement.</summary>
    public static byte[] Encode(BankStatement statement)
    {
        var w = new CborWriter();
        w.WriteArray(Fields);
        w.WriteInteger(Version);
        w.WriteText(statement.Iban);
        w.WriteText(statement.Id);
        w.WriteInteger(statement.Page);
        w.WriteText(statement.Currency.Code);
        Write(w, statement.Opening);
        Write(w, statement.Closing);
        w.WriteArray(statement.Lines.Count);
        foreach (var line in statement.Lines) Write(w, line);
        return w.ToArray();
    }

    /// <summary>The statement that some bytes say; its lines have the names that they had, and of its warnings those that follow from what it says.</summary>
    /// <exception cref="FormatException">They are no statement of this version.</exception>
    public static BankStatement Decode(ReadOnlyMemory<byte> bytes)
    {
        var r = new CborReader(bytes);
        if (r.ReadArray() != Fields || r.ReadInteger() != Version) throw new FormatException("This is no statement of version 1.");
        var (iban, id, page) = (r.ReadText(), r.ReadText(), checked((int)r.ReadInteger()));
        var currency = Unit.Parse(r.ReadText());
        var (opening, closing) = (ReadBalance(ref r), ReadBalance(ref r));
        var lines = new List<BankLine>();
        for (var left = r.ReadArray(); left > 0; left--) lines.Add(ReadLine(ref r));
        r.ReadEnd();
        return BankStatement.Of(iban, id, page, currency, opening, closing, lines);
    }

    private static void Write(CborWriter w, BankBalance? balance)
    {
        w.WriteArray(balance is null ? 0 : 2);
        if (balance is not { } known) return;
        w.WriteDay(known.Day);
        w.WriteInteger(known.Cents);
    }

    private static BankBalance? ReadBalance(ref CborReader r) => r.ReadArray() == 0 ? null : new(r.ReadDay(), r.ReadInteger());

    private static void Write(CborWriter w, BankLine line)
    {
        var said = new (int Key, string? Text)[]
        {
            (4, line.EndToEndId), (5, line.Counterparty), (6, line.CounterpartyIban), (7, line.StructuredReference), (8, line.Remittance), (9, line.EntryReference), (10, line.ReturnReason),
        };
        w.WriteMap(2 + said.Count(pair => pair.Text is not null) + (line.Value is null ? 0 : 1) + (line.Reversal ? 1 : 0) + (line.InBatch == 0 ? 0 : 1));
        w.WriteInteger(1);
        w.WriteDay(line.Booked);
        w.Write(2, line.Cents);
        if (line.Value is { } value)
        {
            w.WriteInteger(3);
            w.WriteDay(value);
        }
        foreach (var (key, text) in said)
            if (text is not null) w.Write(key, text);
        if (line.Reversal) w.Write(11, 1);
        if (line.InBatch != 0) w.Write(12, line.InBatch);
    }

    private static BankLine ReadLine(ref CborReader r)
    {
        DateOnly? booked = null, value = null;
        long cents = 0;
        var line = new BankLine { Booked = default, Cents = 0 };
        var key = 0;
        for (var left = r.ReadMap(); left > 0; left--)
        {
            switch (key = r.ReadKey(key))
            {
                case 1:
                    booked = r.ReadDay();
                    break;
                case 2:
                    cents = r.ReadInteger();
                    break;
                case 3:
                    value = r.ReadDay();
                    break;
                case 11:
                    line = r.ReadInteger() == 1 ? line with { Reversal = true } : throw new FormatException("A reversal is one.");
                    break;
                case 12:
                    line = line with { InBatch = checked((int)r.ReadInteger()) };
                    break;
                default:
                    var text = r.ReadText();
                    line = key switch
                    {
                        4 => line with { EndToEndId = text },
                        5 => line with { Counterparty = text },
                        6 => line with { CounterpartyIban = text },
                        7 => line with { StructuredReference = text },
                        8 => line with { Remittance = text },
                        9 => line with { EntryReference = text },
                        10 => line with { ReturnReason = text },
                        _ => throw new FormatException($"A line has no field {key}."),
                    };
                    break;
            }
        }
        return line with { Booked = booked ?? throw new FormatException("A line has a day."), Value = value, Cents = cents };
    }
}
