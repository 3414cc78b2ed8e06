using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Where a cooperation is.</summary>
public enum CooperationState
{
    /// <summary>Proposed: one side's or both signatures are missing.</summary>
    Proposed,
    /// <summary>Signed by both.</summary>
    InForce,
    /// <summary>Its last day has passed.</summary>
    Ended,
}

/// <summary>The stable words of the states.</summary>
public static class CooperationStateWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this CooperationState state) => state switch
    {
        CooperationState.Proposed => "proposed",
        CooperationState.InForce => "in_force",
        _ => "ended",
    };
}

/// <summary>A commitment between an ESS actor and an engaged merchant, which counts once both have signed the same text.</summary>
/// <param name="Proposed">Who, with whom, what; from the fact's effective day on.</param>
public sealed record Cooperation(RecordedAct Proposed)
{
    /// <summary>What was proposed.</summary>
    public RegisterAct.CooperationProposed Act => (RegisterAct.CooperationProposed)Proposed.Fact.Act;

    /// <summary>Who has signed, with the fact.</summary>
    public ImmutableDictionary<ParticipantId, RecordedAct> Confirmed { get; init; } = ImmutableDictionary<ParticipantId, RecordedAct>.Empty;

    /// <summary>The fact that ended it.</summary>
    public RecordedAct? Ending { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly Start => Proposed.Fact.Effective;

    /// <summary>The last day, included; null: none is set.</summary>
    public DateOnly? End => Ending is { } ending && !(ending.Fact.Effective > Act.End) ? ending.Fact.Effective : Act.End;

    /// <summary>Whether it came to nothing by a day: declined before its first day, or over before both had signed.</summary>
    public bool IsDropped(DateOnly day) => Ending?.Fact.Effective < Start || (Confirmed.Count < 2 && On(day) is CooperationState.Ended);

    /// <summary>Whether one of the two has yet to sign it.</summary>
    public bool AwaitsSignatureOf(ParticipantId participant, DateOnly day) => Joins(participant) && !Confirmed.ContainsKey(participant) && On(day) is CooperationState.Proposed && !IsDropped(day);

    /// <summary>The last day to give when what was proposed is declined: then it is over today, or never begins.</summary>
    public DateOnly LastDayIfDeclined(DateOnly today) => (today > Start ? today : Start).AddDays(-1);

    /// <summary>Whether a participant is one of the two.</summary>
    public bool Joins(ParticipantId participant) => Act.From == participant || Act.To == participant;

    /// <summary>The other of the two.</summary>
    public ParticipantId Other(ParticipantId participant) => Act.From == participant ? Act.To : Act.From;

    /// <summary>Where it is on a day.</summary>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public CooperationState On(DateOnly day, DateOnly? asKnownOn = null)
    {
        var ending = Ending is { } e && !(e.Recorded > asKnownOn) ? e.Fact.Effective : (DateOnly?)null;
        if (day > Act.End || day > ending) return CooperationState.Ended;
        var signed = Confirmed.Values.Count(c => !(c.Recorded > asKnownOn) && c.Fact.Effective <= day);
        return signed == 2 && day >= Start ? CooperationState.InForce : CooperationState.Proposed;
    }

    /// <summary>Whether it ties the two on a day, be it signed or only proposed: enough to be no judge of the other.</summary>
    public bool Ties(DateOnly day) => On(day) is not CooperationState.Ended;
}
