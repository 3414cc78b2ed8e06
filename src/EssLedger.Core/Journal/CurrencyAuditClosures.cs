using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private Daybook _daybook = new();
    private readonly Dictionary<AccountId, Till> _tills = [];

    /// <summary>The takings of a professional's account, with those of the last minutes entry by entry: a closure may be recorded a moment after the last sale that it covers,
    /// and others may come in between.</summary>
    private sealed class Till(AccountId account)
    {
        private readonly Queue<(Position Position, DateTimeOffset At, Takings Takings)> _recent = new();
        private (Position Through, Takings Takings) _before;

        public AccountId Account => account;
        public Takings Now { get; private set; }
        public Takings Closed { get; private set; }
        public long Closures { get; private set; }

        public void Take(Entry entry, Act act)
        {
            if (act is Act.TakingsClosed closed) (Closed, Closures) = (closed.Perpetual, closed.Number);
            var next = Now.With(act, account);
            if (next == Now) return;
            while (_recent.TryPeek(out var old) && old.At < entry.CommittedAt - Skew)
            {
                _before = (old.Position, old.Takings);
                _recent.Dequeue();
            }
            _recent.Enqueue((entry.Position, entry.CommittedAt, Now = next));
        }

        public bool CouldCover(Act.TakingsClosed closed) =>
            closed.Last >= _before.Through && closed.Perpetual == _recent.Where(r => r.Position <= closed.Last).Select(r => r.Takings).LastOrDefault(_before.Takings);

        public void Write(CborWriter w)
        {
            w.WriteArray(7);
            w.WriteText(account.Value);
            w.WriteInteger(_before.Through.Value);
            _before.Takings.Write(w);
            Now.Write(w);
            Closed.Write(w);
            w.WriteInteger(Closures);
            w.WriteArray(_recent.Count);
            foreach (var (position, at, takings) in _recent)
            {
                w.WriteArray(3);
                w.WriteInteger(position.Value);
                w.WriteInteger(at.ToUnixTimeMilliseconds());
                takings.Write(w);
            }
        }

        public static Till Read(ref CborReader r)
        {
            if (r.ReadArray() != 7) throw new FormatException("A till has seven parts.");
            var till = new Till(AccountId.Parse(r.ReadText())) { _before = (new(r.ReadInteger()), Takings.Read(ref r)), Now = Takings.Read(ref r), Closed = Takings.Read(ref r), Closures = r.ReadInteger() };
            for (var left = r.ReadArray(); left > 0; left--)
            {
                if (r.ReadArray() != 3) throw new FormatException("Takings of the last minutes have three parts.");
                till._recent.Enqueue((new(r.ReadInteger()), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger()), Takings.Read(ref r)));
            }
            return till;
        }
    }

    /// <summary>What is closed, and what passed since.</summary>
    public Closings Closings => _daybook.Closings;

    /// <summary>Every closure that is due is told by the entries before it; that no entry follows in a day that is closed, the times of the chain see to, for the
    /// closure itself stands in a later day.</summary>
    private string? Closes(Entry entry, Act.PeriodClosed closed)
    {
        if (_daybook.Closings.Due != closed.Period) return $"{closed.Period} is not the period that had to be closed next ({_daybook.Closings.Due}).";
        if (_daybook.Next(ParisCalendar.DayOf(entry.CommittedAt)) is not { } right) return $"{closed.Period} was closed before it was over.";
        return right.Last != closed.Last || right.Hash != closed.Hash ? $"The last entry of {closed.Period} is {right.Last}, and the closure names another."
            : right with { Decider = closed.Decider } != closed ? $"The totals of {closed.Period} are not those of the book." : null;
    }

    private string? Closes(Act.TakingsClosed closed)
    {
        if (Member(closed.Decider.Subject) is not { Kind: not AccountKind.Resident } shop) return "It closes the takings of an account that has none.";
        var till = _tills.GetValueOrDefault(shop.Id) ?? new Till(shop.Id);
        return closed.Number != till.Closures + 1 ? $"It is said to be closure {closed.Number} of {shop.Id}, and is not."
            : !till.CouldCover(closed) || closed.Period != closed.Perpetual - till.Closed ? $"The takings of {shop.Id} are not those of the book." : null;
    }

    private void Count(Entry entry, Act act)
    {
        _daybook.Take(entry, act, account => Member(account.Value) is { Kind: { } kind, Status: var status } ? new(kind, status == SubjectStatus.Open) : null);
        switch (act)
        {
            case Act.Paid paid:
                TillOf(paid.Refunds is null ? paid.Payee : paid.Payer)?.Take(entry, act);
                break;
            case Act.TakingsClosed closed:
                TillOf(AccountId.Parse(closed.Decider.Subject))?.Take(entry, act);
                break;
        }
    }

    private Till? TillOf(AccountId account)
    {
        if (_tills.TryGetValue(account, out var till)) return till;
        return Member(account.Value) is { Kind: not AccountKind.Resident } ? _tills[account] = new(account) : null;
    }
}
