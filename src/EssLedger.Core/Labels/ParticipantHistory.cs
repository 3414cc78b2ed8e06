using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Something said of a participant, as the book has it.</summary>
/// <param name="Source">Who says it.</param>
/// <param name="Profile">What is said; null where nothing.</param>
/// <param name="Effective">Since which day it holds.</param>
/// <param name="Recorded">Since which day it is known.</param>
/// <param name="Position">Where it stands in the book; of two for the same day the later has the last word.</param>
public sealed record Description(Source Source, Profile Profile, DateOnly Effective, DateOnly Recorded, Position Position);

/// <summary>A person who acts for a participant, from the day of naming on.</summary>
/// <param name="Person">Who.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day, included; null: still does.</param>
public sealed record Representative(PersonId Person, DateOnly From, DateOnly? Until)
{
    /// <summary>Whether they act for it on a day.</summary>
    public bool On(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>A device key of a participant.</summary>
/// <param name="Key">The key.</param>
/// <param name="Added">Where it was registered.</param>
/// <param name="Blocked">Where it was blocked; null: it is not.</param>
public sealed record ParticipantKey(PublicKey Key, Position Added, Position? Blocked);

/// <summary>All that the label book says about one participant. Name, SIRET and address lie apart.</summary>
public sealed record ParticipantHistory
{
    /// <summary>Who.</summary>
    public required ParticipantId Id { get; init; }

    /// <summary>What it is.</summary>
    public required ParticipantKind Kind { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly Entered { get; init; }

    /// <summary>What was said of it; what stands later has the last word: by source, day of effect and position.</summary>
    public ImmutableArray<Description> Descriptions { get; private init; } = [];

    /// <summary>Who acts or acted for it.</summary>
    public ImmutableList<Representative> Representatives { get; init; } = [];

    /// <summary>Its device keys.</summary>
    public ImmutableDictionary<KeyId, ParticipantKey> Keys { get; init; } = ImmutableDictionary<KeyId, ParticipantKey>.Empty;

    /// <summary>Whether a device may register without another's word though it had some: the office released it, and none has come since.</summary>
    public bool IsReleased { get; init; }

    /// <summary>Whether a device may register that no other vouches for.</summary>
    public bool TakesFirstDevice => Keys.IsEmpty || (IsReleased && Keys.Values.All(k => k.Blocked is not null));

    /// <summary>Its files, oldest first.</summary>
    public ImmutableList<LabelApplicationId> Applications { get; init; } = [];

    /// <summary>The cooperations it is a side of, oldest first.</summary>
    public ImmutableList<CooperationId> Cooperations { get; init; } = [];

    /// <summary>Every grant that it held at some time, oldest first.</summary>
    public ImmutableList<GrantNumber> Grants { get; init; } = [];

    /// <summary>The participant of whom one thing more is said.</summary>
    public ParticipantHistory With(Description said)
    {
        var place = Descriptions.Length;
        while (place > 0 && Weight(Descriptions[place - 1]).CompareTo(Weight(said)) > 0) place--;
        return this with { Descriptions = Descriptions.Insert(place, said) };

        static (Source, DateOnly, Position) Weight(Description d) => (d.Source, d.Effective, d.Position);
    }

    /// <summary>What holds on a day: what is verified, else what a register says, else what it declared itself.</summary>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public Profile ProfileOn(DateOnly day, DateOnly? asKnownOn = null) => By(null, day, asKnownOn);

    /// <summary>What one source says for a day.</summary>
    public Profile By(Source source, DateOnly day, DateOnly? asKnownOn = null) => By((Source?)source, day, asKnownOn);

    private Profile By(Source? source, DateOnly day, DateOnly? asKnownOn)
    {
        var profile = Profile.Unknown;
        foreach (var said in Descriptions)
            if (said.Effective <= day && !(said.Recorded > asKnownOn) && (source is null || said.Source == source)) profile = profile.With(said.Profile);
        return profile;
    }

    /// <summary>All that holds for any two days, where something is known.</summary>
    public IReadOnlyList<Stretch<Profile>> Stretches() =>
        Labels.Stretches.Of(Descriptions.Select(d => d.Recorded), Descriptions.Select(d => d.Effective), (day, known) => ProfileOn(day, known) is var profile && profile != Profile.Unknown ? profile : null);

    /// <summary>Whether a person acts for it on a day.</summary>
    public bool IsRepresentedBy(PersonId person, DateOnly day) => Representatives.Any(r => r.Person == person && r.On(day));
}
