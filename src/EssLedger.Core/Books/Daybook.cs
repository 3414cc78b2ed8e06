using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Books;

/// <summary>What is closed, and what is to be closed next: every day in order, a month after its last day, a year after its last month.</summary>
/// <param name="Begin">The day of the first entry; null: there is none yet.</param>
public sealed record Closings(DateOnly? Begin)
{
    /// <summary>A subject of the book: in its history stands every closure.</summary>
    public const string Subject = "CLOSURES";

    /// <summary>The day that was closed last.</summary>
    public Act.PeriodClosed? Day { get; init; }

    /// <summary>The month that was closed last.</summary>
    public Act.PeriodClosed? Month { get; init; }

    /// <summary>The year that was closed last.</summary>
    public Act.PeriodClosed? Year { get; init; }

    /// <summary>The highest of the days that were closed since the last closed month, and since the last closed year.</summary>
    public (long OfMonth, long OfYear) Highest { get; init; }

    /// <summary>What is to be closed next, once it is over; null: the book is empty.</summary>
    public Period? Due
    {
        get
        {
            if (Day is not { Period: var day }) return Begin is { } first ? Period.Of(PeriodKind.Day, first) : null;
            foreach (var (kind, closed) in new[] { (PeriodKind.Month, Month), (PeriodKind.Year, Year) })
                if (Period.Of(kind, day.Last) is var period && period.Last == day.Last && closed?.Period != period) return period;
            return day.Next;
        }
    }

    /// <summary>After a closure.</summary>
    public Closings Apply(Act.PeriodClosed closed) => closed.Period.Kind switch
    {
        PeriodKind.Day => this with
        {
            Begin = Begin ?? closed.Period.First,
            Day = closed,
            Highest = (Math.Max(Highest.OfMonth, closed.Stock.Highest), Math.Max(Highest.OfYear, closed.Stock.Highest)),
        },
        PeriodKind.Month => this with { Month = closed, Highest = (0, Highest.OfYear) },
        _ => this with { Year = closed, Highest = (Highest.OfMonth, 0) },
    };

    internal Act.PeriodClosed? Of(PeriodKind kind) => kind switch { PeriodKind.Day => Day, PeriodKind.Month => Month, _ => Year };
}

/// <summary>Goes along with the currency book and knows of every period that is over and not closed what its closure must say.
/// An entry's day is that of its commit, which never goes back, and a closure stands in a later day than the last that it covers: so nothing enters a closed day.</summary>
public sealed class Daybook
{
    private sealed record Evening(DateOnly Day, Position Last, Digest Hash, Tally Tally);

    private readonly Queue<Evening> _evenings = new();
    private Evening? _today;
    private DateTimeOffset _midnight = DateTimeOffset.MinValue;
    private Unit? _unit;

    /// <summary>Begins with the first entry.</summary>
    public Daybook() { }

    /// <summary>Goes on where the last closed day ended.</summary>
    /// <param name="unit">What the book counts.</param>
    /// <param name="closings">All closures so far.</param>
    public Daybook(Unit unit, Closings closings)
    {
        (_unit, Closings) = (unit, closings);
        if (closings.Day is not { } day) return;
        _today = new(day.Period.Last, day.Last, day.Hash, new(day.Perpetual, day.Stock));
        _midnight = ParisCalendar.StartOf(day.Period.Last.AddDays(1));
    }

    /// <summary>What is closed.</summary>
    public Closings Closings { get; private set; } = new((DateOnly?)null);

    /// <summary>All that ever passed, and what stands now.</summary>
    public Tally Tally => _today?.Tally ?? default;

    /// <summary>The last entry that it knows of.</summary>
    public Position Position => _today?.Last ?? Position.None;

    /// <summary>The next entry of the book.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="act">What it says.</param>
    /// <param name="partyOf">Whose account it is, as it stood before; null: nobody's.</param>
    public void Take(Entry entry, Act act, Func<AccountId, Party?> partyOf)
    {
        if (act is Act.BookOpened opened) _unit = opened.Unit;
        var tally = Tally;
        if (entry.CommittedAt >= _midnight)
        {
            if (_today is not null) _evenings.Enqueue(_today);
            var day = ParisCalendar.DayOf(entry.CommittedAt);
            _midnight = ParisCalendar.StartOf(day.AddDays(1));
            tally = tally.AtDawn();
            if (Closings.Begin is null) Closings = Closings with { Begin = day };
            _today = new(day, entry.Position, entry.Hash, tally);
        }
        _today = new(_today!.Day, entry.Position, entry.Hash, _unit is { } unit ? tally.Apply(act, unit, partyOf) : tally);
        if (act is Act.PeriodClosed closed) Close(closed);
    }

    /// <summary>What the next closure must say, but for its number; null: there is nothing to close, or it is not over yet.</summary>
    /// <param name="today">The day on which it would be recorded; every day before it is over.</param>
    public Act.PeriodClosed? Next(DateOnly today)
    {
        if (Closings.Due is not { } due || due.Last >= today || _today is null) return null;
        var evening = _evenings.Append(_today).Last(e => e.Day <= due.Last);
        var tally = evening.Day < due.Last && due.Kind is PeriodKind.Day ? evening.Tally.AtDawn() : evening.Tally;
        var highest = due.Kind switch { PeriodKind.Day => tally.Stock.Highest, PeriodKind.Month => Closings.Highest.OfMonth, _ => Closings.Highest.OfYear };
        return new(default, due, evening.Last, evening.Hash, tally.Totals - (Closings.Of(due.Kind)?.Perpetual ?? default), tally.Totals, tally.Stock with { Highest = highest });
    }

    private void Close(Act.PeriodClosed closed)
    {
        Closings = Closings.Apply(closed);
        // The last evening stays: a day without entries ends as that one did.
        while (_evenings.Count > 1 && _evenings.ElementAt(1).Day <= closed.Period.Last) _evenings.Dequeue();
        if (_evenings.Count == 1 && _today!.Day <= closed.Period.Last) _evenings.Clear();
    }

    internal void Write(CborWriter w)
    {
        w.WriteArray(8);
        w.WriteText(_unit?.Code ?? "");
        w.WriteInteger(Closings.Begin?.DayNumber ?? -1);
        w.WriteInteger(Closings.Highest.OfMonth);
        w.WriteInteger(Closings.Highest.OfYear);
        foreach (var closed in new[] { Closings.Day, Closings.Month, Closings.Year }) w.WriteBytes(closed is null ? [] : Codec.Encode(closed));
        Evening[] evenings = _today is null ? [] : [.. _evenings, _today];
        w.WriteArray(evenings.Length);
        foreach (var (day, last, hash, tally) in evenings)
        {
            w.WriteArray(5);
            w.WriteDay(day);
            w.WriteInteger(last.Value);
            w.WriteBytes(hash.ToBytes());
            tally.Write(w);
        }
    }

    internal static Daybook Read(ref CborReader r)
    {
        if (r.ReadArray() != 8) throw new FormatException("A daybook has eight parts.");
        var book = new Daybook { _unit = r.ReadText() is { Length: > 0 } code ? Unit.Parse(code) : null };
        var begin = r.ReadInteger();
        var highest = (r.ReadInteger(), r.ReadInteger());
        var closed = new Act.PeriodClosed?[3];
        for (var i = 0; i < closed.Length; i++) closed[i] = r.ReadBytes() is { Length: > 0 } bytes ? (Act.PeriodClosed)Codec.Decode(bytes) : null;
        book.Closings = new(begin < 0 ? null : DateOnly.FromDayNumber(checked((int)begin))) { Highest = highest, Day = closed[0], Month = closed[1], Year = closed[2] };
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 5) throw new FormatException("An evening has five parts.");
            if (book._today is not null) book._evenings.Enqueue(book._today);
            book._today = new(r.ReadDay(), new(r.ReadInteger()), Digest.FromBytes(r.ReadBytes().Span), Tally.Read(ref r));
        }
        if (book._today is not null) book._midnight = ParisCalendar.StartOf(book._today.Day.AddDays(1));
        return book;
    }
}
