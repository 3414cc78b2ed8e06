using System.Collections.Immutable;
using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>What a grant says about one day.</summary>
/// <param name="Standing">What it is worth.</param>
/// <param name="Level">The level, 1 … 9.</param>
/// <param name="From">The first day of the grant.</param>
/// <param name="Until">The last day of the term that runs, included.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="SuspendedThrough">While it is suspended: the last day of the suspension, included; null: until it is reinstated.</param>
public sealed record GrantState(Standing Standing, int Level, DateOnly From, DateOnly Until, ParticipantId Holder, DateOnly? SuspendedThrough = null);

/// <summary>A line of the public history: reasons and persons are not in it.</summary>
/// <param name="Kind">The word of the act.</param>
/// <param name="Day">The day on which it takes effect.</param>
public sealed record HistoryLine(string Kind, DateOnly Day);

/// <summary>A grant of the label: nothing but the facts recorded about one number. What it is worth is computed for the day that one asks about.</summary>
/// <remarks>
/// There are two questions with two days. <c>day</c>: what held on that day? <c>asKnownOn</c>: going by what had been recorded by the end of
/// that other day? Leaving the second out asks by all that is known. So a decision recorded late may change the past, and what a page showed
/// at the time can still be told.
/// </remarks>
public sealed class Grant
{
    private readonly ImmutableArray<RecordedFact> _facts;
    private readonly RecordedFact _first;
    private readonly GrantAct.Granted _granted;

    private readonly ImmutableArray<RecordedFact> _annulments;

    private Grant(ImmutableArray<RecordedFact> facts, RecordedFact first, ImmutableArray<RecordedFact> annulments) =>
        (_facts, _first, _granted, _annulments) = (facts, first, (GrantAct.Granted)first.Fact.Act, annulments);

    /// <summary>The grant's number.</summary>
    public GrantNumber Number => _first.Fact.Number;

    /// <summary>Who received it; a transfer may have given it to another since: see <see cref="StateOn"/>.</summary>
    public ParticipantId Holder => _granted.Holder;

    /// <summary>What the holder is.</summary>
    public GrantKind Kind => _granted.Kind;

    /// <summary>The first day (Europe/Paris).</summary>
    public DateOnly From => _first.Fact.Effective;

    /// <summary>Where the act that gave it out stands in the book.</summary>
    public Position Begun => _first.Position;

    /// <summary>All facts, in order of effect.</summary>
    public IReadOnlyList<RecordedFact> Facts => _facts;

    /// <summary>Brings facts, in whatever order they come, into order of effect, and of recording where they take effect on one day.</summary>
    /// <exception cref="ArgumentException">They are not the facts of one grant that was given out once.</exception>
    public static Grant Fold(IEnumerable<RecordedFact> facts)
    {
        var ordered = facts.OrderBy(f => f.Fact.Effective).ThenBy(f => f.Position).ToImmutableArray();
        var first = ordered.Where(f => f.Fact.Act is GrantAct.Granted).ToList();
        if (first.Count != 1) throw new ArgumentException($"A grant is given out once, not {first.Count} times.", nameof(facts));
        if (ordered.Any(f => f.Fact.Number != first[0].Fact.Number)) throw new ArgumentException("These facts concern several grants.", nameof(facts));
        return new(ordered, first[0], [.. ordered.Where(f => f.Fact.Act is GrantAct.Annulled)]);
    }

    /// <summary>The grant with one more fact.</summary>
    /// <exception cref="ArgumentException">It is of another grant, or gives this one out again.</exception>
    public Grant With(RecordedFact fact)
    {
        if (fact.Fact.Number != Number || fact.Fact.Act is GrantAct.Granted) throw new ArgumentException("This is no further fact of the grant.", nameof(fact));
        var place = _facts.Length;
        while (place > 0 && (_facts[place - 1].Fact.Effective, _facts[place - 1].Position).CompareTo((fact.Fact.Effective, fact.Position)) > 0) place--;
        return new(_facts.Insert(place, fact), _first, fact.Fact.Act is GrantAct.Annulled ? _annulments.Add(fact) : _annulments);
    }

    /// <summary>What the grant is worth on a day.</summary>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public Standing On(DateOnly day, DateOnly? asKnownOn = null) => StateOn(day, asKnownOn)?.Standing ?? Standing.None;

    /// <summary>Standing, level and term on a day; before the first day, those to come. Null if the grant itself had not been recorded by then.</summary>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public GrantState? StateOn(DateOnly day, DateOnly? asKnownOn = null)
    {
        if (_first.Recorded > asKnownOn) return null;
        var before = new GrantState(Standing.None, _granted.Level, From, _granted.Until, _granted.Holder);
        var after = before;
        foreach (var fact in _facts)
        {
            if (fact.Fact.Effective > day) break;
            if (!(fact.Recorded > asKnownOn) && !IsAnnulled(fact, asKnownOn)) after = Next(after, fact.Fact);
        }
        after = Ended(after, day);
        return Runs(after) && day > after.Until ? after with { Standing = Standing.Expired } : after;
    }

    /// <summary>All that it says for any two days.</summary>
    public IReadOnlyList<Stretch<GrantState>> Stretches() => Labels.Stretches.Of(_facts.Select(f => f.Recorded).Where(day => day >= _first.Recorded), _facts.SelectMany(f => Turns(f.Fact)), (day, known) => StateOn(day, known));

    private static IEnumerable<DateOnly> Turns(GrantFact fact) => Labels.Stretches.After(fact.Act switch
    {
        GrantAct.Granted granted => granted.Until,
        GrantAct.Renewed renewal => renewal.Until,
        GrantAct.Suspended suspension => suspension.Through,
        _ => null,
    }).Prepend(fact.Effective);

    /// <summary>What anyone may read: which acts, effective when; those to come too.</summary>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public IReadOnlyList<HistoryLine> History(DateOnly? asKnownOn = null) =>
        [.. Known(asKnownOn).Select(fact => new HistoryLine(fact.Act.Word, fact.Effective))];

    private IEnumerable<GrantFact> Known(DateOnly? asKnownOn) => _facts.Where(f => asKnownOn is null || f.Recorded <= asKnownOn).Select(f => f.Fact);

    /// <summary>Whether the act at a position was annulled.</summary>
    public bool IsAnnulled(Position position) => _annulments.Any(f => ((GrantAct.Annulled)f.Fact.Act).Position == position);

    // What was annulled never was, for whoever knows of the annulment.
    private bool IsAnnulled(RecordedFact fact, DateOnly? asKnownOn)
    {
        foreach (var annulment in _annulments)
            if (((GrantAct.Annulled)annulment.Fact.Act).Position == fact.Position && !(annulment.Recorded > asKnownOn)) return true;
        return false;
    }

    // An act that finds nothing to change (a retroactive withdrawal came before it, say) changes nothing: rules refuse, folding never does.
    private static GrantState Next(GrantState before, GrantFact fact)
    {
        var state = Ended(before, fact.Effective);
        return fact.Act switch
        {
            GrantAct.Granted => state with { Standing = Standing.Active },
            GrantAct.Suspended suspension => state.Standing switch
            {
                Standing.Active => state with { Standing = Standing.Suspended, SuspendedThrough = suspension.Through },
                Standing.Suspended => state with { SuspendedThrough = Later(state.SuspendedThrough, suspension.Through) },
                _ => state,
            },
            GrantAct.Reinstated => state.Standing is Standing.Suspended ? Active(state) : state,
            GrantAct.Withdrawn => Runs(state) ? state with { Standing = Standing.Withdrawn, SuspendedThrough = null } : state,
            GrantAct.Renounced => Runs(state) ? state with { Standing = Standing.Renounced, SuspendedThrough = null } : state,
            GrantAct.Renewed renewal => Runs(state) ? state with { Level = renewal.Level, Until = renewal.Until } : state,
            GrantAct.Transferred transfer => Runs(state) ? state with { Holder = transfer.To } : state,
            GrantAct.Annulled => state,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The state once a suspension with a last day is over.</summary>
    private static GrantState Ended(GrantState state, DateOnly day) => state.Standing is Standing.Suspended && state.SuspendedThrough < day ? Active(state) : state;

    private static GrantState Active(GrantState state) => state with { Standing = Standing.Active, SuspendedThrough = null };

    // Of two suspensions that overlap, the one that lasts longer counts.
    private static DateOnly? Later(DateOnly? left, DateOnly? right) => left is null || right is null ? null : left > right ? left : right;

    private static bool Runs(GrantState state) => state.Standing is Standing.Active or Standing.Suspended;
}
