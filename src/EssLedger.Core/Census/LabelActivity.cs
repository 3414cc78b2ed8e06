using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Census;

/// <summary>A participant as it was on a day, whether it holds the label or not.</summary>
/// <param name="Id">Who.</param>
/// <param name="Profile">What the book says of it.</param>
/// <param name="Whereabouts">Where its coordinates lie.</param>
public sealed record Side(ParticipantId Id, Profile Profile, Whereabouts Whereabouts);

/// <summary>A cooperation in force on a day, with its two sides as they were then.</summary>
/// <param name="Cooperation">The cooperation.</param>
/// <param name="From">Who proposed it.</param>
/// <param name="To">To whom.</param>
public sealed record Link(Cooperation Cooperation, Side From, Side To)
{
    /// <summary>What it is, by a dimension: by commune, line of business, family and QPV, what either side is; so it may stand in several lines.</summary>
    /// <param name="by">The dimension; null: the form of the cooperation.</param>
    public IReadOnlyList<string> Values(Dimension? by) => by is { } dimension
        ? [.. dimension.Values(From.Profile, From.Whereabouts).Union(dimension.Values(To.Profile, To.Whereabouts))]
        : [Cooperation.Act.Form.Word()];

    /// <summary>Whether one of its two sides lies in a perimeter.</summary>
    public bool IsIn(Perimeter perimeter) => perimeter.Contains(From.Whereabouts.CommuneOf(From.Profile)) || perimeter.Contains(To.Whereabouts.CommuneOf(To.Profile));
}

/// <summary>By what labelled events are counted.</summary>
public enum EventDimension
{
    /// <summary>The commune of whoever holds the event's label.</summary>
    Commune,
    /// <summary>The legal family of whoever holds it.</summary>
    Family,
    /// <summary>The lines of business of whoever holds it.</summary>
    Filiere,
    /// <summary>Whether it took place in a priority neighbourhood, by its report.</summary>
    Qpv,
    /// <summary>Whether the local currency was taken there, by its report.</summary>
    Currency,
}

/// <summary>An event that was given the label.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Standing">What the grant is worth on the last day asked about.</param>
/// <param name="Holder">Whoever holds it.</param>
/// <param name="Report">What came of it; null: not reported.</param>
public sealed record LabelledEvent(Grant Grant, Standing Standing, Side Holder, RecordedAct? Report)
{
    /// <summary>What was reported; null: nothing.</summary>
    public RegisterAct.EventReported? Told => (RegisterAct.EventReported?)Report?.Fact.Act;

    /// <summary>What it is, by a dimension.</summary>
    public IReadOnlyList<string> Values(EventDimension by) => by switch
    {
        EventDimension.Commune => Dimension.Commune.Values(Holder.Profile, Holder.Whereabouts),
        EventDimension.Family => Dimension.Family.Values(Holder.Profile, Holder.Whereabouts),
        EventDimension.Filiere => Dimension.Filiere.Values(Holder.Profile, Holder.Whereabouts),
        EventDimension.Qpv => [YesOrNo(Told?.InQpv)],
        EventDimension.Currency => [YesOrNo(Told?.AcceptedCurrency)],
        _ => throw new UnreachableException(),
    };

    private static string YesOrNo(bool? value) => value switch { true => "yes", false => "no", null => DimensionWords.Unknown };
}

/// <summary>What those who take part in the label do together: cooperations, and events with the label.</summary>
public static class LabelActivity
{
    /// <summary>The stable word.</summary>
    public static string Word(this CooperationForm form) => form switch
    {
        CooperationForm.Supply => "supply",
        CooperationForm.Purchase => "purchase",
        CooperationForm.Patronage => "patronage",
        CooperationForm.Pooling => "pooling",
        CooperationForm.JointEvent => "joint_event",
        CooperationForm.AcceptsCurrency => "accepts_currency",
        CooperationForm.Other => "other",
        _ => throw new UnreachableException(),
    };

    /// <summary>The stable word.</summary>
    public static string Word(this EventDimension dimension) => dimension switch
    {
        EventDimension.Commune => "commune",
        EventDimension.Family => "family",
        EventDimension.Filiere => "filiere",
        EventDimension.Qpv => "qpv",
        EventDimension.Currency => "currency",
        _ => throw new UnreachableException(),
    };

    /// <summary>The cooperations in force on a day, in the order in which they were proposed.</summary>
    /// <param name="register">The label book.</param>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    /// <param name="side">A participant as it was on that day.</param>
    public static IEnumerable<Link> Links(this Register register, DateOnly day, DateOnly? asKnownOn, Func<ParticipantId, Side> side) =>
        register.Cooperations.Values.Where(c => c.On(day, asKnownOn) is CooperationState.InForce).OrderBy(c => c.Proposed.Position)
            .Select(c => new Link(c, side(c.Act.From), side(c.Act.To)));

    /// <summary>The events whose label begins in a stretch of days and was not taken back since, in the order of their first day.</summary>
    /// <param name="register">The label book.</param>
    /// <param name="from">The first day.</param>
    /// <param name="until">The last day, included.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    /// <param name="side">A participant as it was on the last day.</param>
    public static IEnumerable<LabelledEvent> Events(this Register register, DateOnly from, DateOnly until, DateOnly? asKnownOn, Func<ParticipantId, Side> side)
    {
        foreach (var grant in register.Grants.Values.Where(g => g.Kind is GrantKind.Event && g.From >= from && g.From <= until).OrderBy(g => g.From).ThenBy(g => g.Begun))
        {
            if (grant.StateOn(until, asKnownOn) is not { Standing: Standing.Active or Standing.Suspended or Standing.Expired } state) continue;
            var report = register.Reports.GetValueOrDefault(grant.Number);
            yield return new(grant, state.Standing, side(state.Holder), report?.Recorded > asKnownOn ? null : report);
        }
    }

    /// <summary>How many things stand in each line; what has several values stands in several.</summary>
    /// <param name="things">What is counted.</param>
    /// <param name="values">In which lines each stands.</param>
    public static IReadOnlyList<CensusRow> Count<T>(IEnumerable<T> things, Func<T, IReadOnlyList<string>> values) =>
        [.. things.SelectMany(values).CountBy(v => v).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new CensusRow([v.Key], v.Value))];
}
