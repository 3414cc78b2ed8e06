using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Paper;

/// <summary>Notes of one kind that came from the printer at once.</summary>
/// <param name="Slip">What they went to the vault with.</param>
/// <param name="Note">Series and denomination.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last.</param>
/// <param name="Printed">The day on which they were printed.</param>
/// <param name="By">Who took the delivery.</param>
public sealed record PrintRun(SlipId Slip, Note Note, long First, long Last, DateOnly Printed, PersonId By);

/// <summary>Notes that one person sent and that have not all arrived.</summary>
/// <param name="Slip">The transfer or the print.</param>
/// <param name="From">Where they were.</param>
/// <param name="To">Where they are to go.</param>
/// <param name="Sent">How many left.</param>
/// <param name="Left">How many have not arrived.</param>
/// <param name="By">Who sent them.</param>
/// <param name="At">When (UTC).</param>
public sealed record Journey(SlipId Slip, AccountId From, AccountId To, Notes Sent, Notes Left, PersonId By, DateTimeOffset At)
{
    /// <summary>Whether fewer arrived than were sent: somebody has to say what became of the others.</summary>
    public bool IsShort => !Left.Equals(Sent);
}

/// <summary>A count that waits for a second person.</summary>
/// <param name="Act">What was counted.</param>
/// <param name="Known">What the book said was there.</param>
/// <param name="At">When (UTC).</param>
public sealed record WaitingCount(Act.StockCounted Act, Notes Known, DateTimeOffset At)
{
    /// <summary>How many more than the book says; below zero: fewer.</summary>
    public Notes Difference => Act.Notes - Known;

    /// <summary>How much more cash than the book says; below zero: less.</summary>
    public Balance CashDifference => new(Act.Cash.Minor - Act.CashKnown.Minor);

    /// <summary>Whether anything differs.</summary>
    public bool Differs => !Difference.IsNone || CashDifference != Balance.Zero;
}

/// <summary>A sale that can still be undone.</summary>
public sealed record OpenSale(Act.NotesSold Act, DateTimeOffset At);

/// <summary>All notes, and what about them waits for somebody: folded from the treasury's acts.</summary>
public sealed record PaperState
{
    /// <summary>How often the stock of a place is counted.</summary>
    public const int MonthsBetweenCounts = 1;

    /// <summary>The bureaux that may hold notes.</summary>
    public ImmutableHashSet<BureauId> Bureaux { get; init; } = [];

    /// <summary>How many of each kind are at each place.</summary>
    public ImmutableDictionary<AccountId, Notes> Held { get; init; } = ImmutableDictionary<AccountId, Notes>.Empty;

    /// <summary>All that was printed, the oldest first.</summary>
    public ImmutableList<PrintRun> Prints { get; init; } = [];

    /// <summary>What is on its way.</summary>
    public ImmutableDictionary<SlipId, Journey> OnTheWay { get; init; } = ImmutableDictionary<SlipId, Journey>.Empty;

    /// <summary>The counts that wait for a second person, by place.</summary>
    public ImmutableDictionary<AccountId, WaitingCount> Counts { get; init; } = ImmutableDictionary<AccountId, WaitingCount>.Empty;

    /// <summary>When each place was last counted by two, or began to hold notes (UTC).</summary>
    public ImmutableDictionary<AccountId, DateTimeOffset> Counted { get; init; } = ImmutableDictionary<AccountId, DateTimeOffset>.Empty;

    /// <summary>The sales of the last day with one.</summary>
    public ImmutableDictionary<SlipId, OpenSale> Sales { get; init; } = ImmutableDictionary<SlipId, OpenSale>.Empty;

    /// <summary>Whether holders may take notes for digital units.</summary>
    public bool Withdrawals { get; init; }

    /// <summary>Every phone's key that was ever entered for slips.</summary>
    public ImmutableDictionary<KeyId, SlipKey> Keys { get; init; } = ImmutableDictionary<KeyId, SlipKey>.Empty;

    /// <summary>The slips that moved nothing and wait for the treasurer.</summary>
    public ImmutableDictionary<SlipId, SlipCase> Cases { get; init; } = ImmutableDictionary<SlipId, SlipCase>.Empty;

    /// <summary>What is at a place.</summary>
    public Notes At(AccountId place) => Held.GetValueOrDefault(place, Notes.None);

    /// <summary>Whether notes can be sent there, kept and counted.</summary>
    public bool IsOpen(AccountId place) => place == NotePlaces.Vault || (NotePlaces.BureauOf(place) is { } bureau && Bureaux.Contains(bureau));

    /// <summary>The day from which a place ought to be counted again; null: it has never held notes.</summary>
    public DateOnly? CountDue(AccountId place) => Counted.TryGetValue(place, out var last) ? ParisCalendar.DayOf(last).AddMonths(MonthsBetweenCounts) : null;

    /// <summary>The only way in which the state changes; refuses nothing.</summary>
    /// <exception cref="BrokenBookException">There are fewer notes at a place than none.</exception>
    public PaperState Apply(Entry entry, Act act)
    {
        if (act is not Act.OnPaper) return this;
        var next = act.NoteMoves.Aggregate(this, (state, move) => state.Move(move));
        return act switch
        {
            Act.BureauOpened a => next with { Bureaux = Bureaux.Add(a.Bureau), Counted = Counted.SetItem(a.Bureau.Drawer, entry.CommittedAt) },
            Act.BureauClosed a => next with { Bureaux = Bureaux.Remove(a.Bureau), Counted = Counted.Remove(a.Bureau.Drawer), Counts = Counts.Remove(a.Bureau.Drawer) },
            Act.NotesPrinted a => next with
            {
                Prints = Prints.Add(new(a.Slip, a.Note, a.First, a.Last, a.Printed, a.By)),
                OnTheWay = OnTheWay.Add(a.Slip, new(a.Slip, NotePlaces.Press, NotePlaces.Vault, a.Notes, a.Notes, a.By, entry.CommittedAt)),
                Counted = Counted.ContainsKey(NotePlaces.Vault) ? Counted : Counted.Add(NotePlaces.Vault, entry.CommittedAt),
            },
            Act.NotesSent a => next with { OnTheWay = OnTheWay.Add(a.Slip, new(a.Slip, a.From, a.To, a.Notes, a.Notes, a.By, entry.CommittedAt)) },
            Act.NotesReceived a => next.Arrive(OnTheWay[a.Sent], a),
            Act.NotesSold a => next with { Sales = SalesOf(ParisCalendar.DayOf(entry.CommittedAt)).Add(a.Slip, new(a, entry.CommittedAt)) },
            Act.SaleUndone a => next with { Sales = Sales.Remove(a.Sale) },
            Act.SlipKeyEntered a => next with { Keys = Keys.Add(a.Key.Id, new(a.Key, a.By, entry.CommittedAt, Confirmed: false, BlockedAt: null)) },
            Act.SlipKeyConfirmed a => next with { Keys = Keys.SetItem(a.Key, Keys[a.Key] with { Confirmed = true }) },
            Act.SlipKeyBlocked a => next with { Keys = Keys.SetItem(a.Key, Keys[a.Key] with { BlockedAt = entry.CommittedAt }) },
            Act.SlipRecorded { Doubt: not null } a => next with { Cases = Cases.Add(a.Slip, new(a, entry.CommittedAt)) },
            Act.SlipSettled a => next with { Cases = Cases.Remove(a.Of) },
            Act.NoteTermsSet a => next with { Withdrawals = a.Withdrawals },
            // A place is counted once at a time: who counts again counts instead.
            Act.StockCounted a => next with { Counts = Counts.SetItem(a.Place, new(a, At(a.Place), entry.CommittedAt)) },
            Act.CountConfirmed a => next with { Counts = Counts.Remove(a.Place), Counted = Counted.SetItem(a.Place, Counts[a.Place].At) },
            _ => next,
        };
    }

    /// <summary>The sales that can still be undone on a day in Paris.</summary>
    public ImmutableDictionary<SlipId, OpenSale> SalesOf(DateOnly day) => Sales.RemoveRange(Sales.Values.Where(s => ParisCalendar.DayOf(s.At) != day).Select(s => s.Act.Slip));

    private PaperState Move(NoteMove move)
    {
        var (from, to) = (At(move.From) - move.Notes, At(move.To) + move.Notes);
        if (!from.IsReal && !NotePlaces.MayBeNegative(move.From)) throw new BrokenBookException($"There are fewer notes at {move.From} than none.");
        return this with { Held = Held.SetItem(move.From, from).SetItem(move.To, to) };
    }

    private PaperState Arrive(Journey journey, Act.NotesReceived act)
    {
        var left = journey.Left - act.Notes;
        return this with
        {
            OnTheWay = left.IsNone ? OnTheWay.Remove(journey.Slip) : OnTheWay.SetItem(journey.Slip, journey with { Left = left }),
            // What was entered by mistake and went back whole was never printed: its numbers are free again.
            Prints = act.To == NotePlaces.Press && journey.From == NotePlaces.Press && act.Notes.Equals(journey.Sent) ? Prints.RemoveAll(p => p.Slip == journey.Slip) : Prints,
        };
    }
}
