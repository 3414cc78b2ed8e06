using System.Collections.Immutable;
using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>A version of the charter.</summary>
/// <param name="Adopted">Its number, the digest of its text and its criteria.</param>
/// <param name="InForce">The first day (Europe/Paris).</param>
/// <param name="Position">Where the decision to adopt it stands in the book.</param>
/// <param name="By">Who recorded that decision.</param>
public sealed record Charter(RegisterAct.CharterAdopted Adopted, DateOnly InForce, Position Position, PersonId By);

/// <summary>The label's rules from a day on.</summary>
/// <param name="Set">The rules.</param>
/// <param name="From">The first day (Europe/Paris).</param>
public sealed record Scheme(RegisterAct.SchemeSet Set, DateOnly From);

/// <summary>A complaint about a grant's holder.</summary>
/// <param name="Received">The fact.</param>
/// <param name="Closed">The fact that ended it; null: open.</param>
public sealed record Complaint(RecordedAct Received, RecordedAct? Closed)
{
    /// <summary>The grant it concerns.</summary>
    public GrantNumber Grant => ((RegisterAct.ComplaintReceived)Received.Fact.Act).Grant;
}

/// <summary>The label register: everything that the label book says, in the order in which it says it. It never changes; a fact makes the next one.</summary>
/// <remarks>
/// It is small beside the currency book (people decide here, not tills), so whoever needs it holds it whole. <see cref="With"/> is the only way it grows:
/// live, on replay and in the audit. Rules ask it; it asks no question and refuses nothing.
/// </remarks>
public sealed record Register
{
    /// <summary>Whose turns the facts take: one after the other decides, so that what one rule saw is what the next one finds.</summary>
    public const string Decider = "REGISTER";

    /// <summary>The register of an empty book.</summary>
    public static Register Empty { get; } = new();

    /// <summary>Up to where the book is in it.</summary>
    public Position Position { get; init; }

    /// <summary>How many dated facts it holds; the next one takes the turn after.</summary>
    public long Facts { get; init; }

    /// <summary>The label's rules, oldest first.</summary>
    public ImmutableList<Scheme> Schemes { get; init; } = [];

    /// <summary>The charters by version.</summary>
    public ImmutableSortedDictionary<int, Charter> Charters { get; init; } = ImmutableSortedDictionary<int, Charter>.Empty;

    /// <summary>The participants.</summary>
    public ImmutableDictionary<ParticipantId, ParticipantHistory> Participants { get; init; } = ImmutableDictionary<ParticipantId, ParticipantHistory>.Empty;

    /// <summary>The files.</summary>
    public ImmutableDictionary<LabelApplicationId, Application> Applications { get; init; } = ImmutableDictionary<LabelApplicationId, Application>.Empty;

    /// <summary>The grants.</summary>
    public ImmutableDictionary<GrantNumber, Grant> Grants { get; init; } = ImmutableDictionary<GrantNumber, Grant>.Empty;

    /// <summary>The grants in the order in which they were given out: the place in this list is the place in the status list.</summary>
    public ImmutableList<GrantNumber> GrantsInOrder { get; init; } = [];

    /// <summary>The cooperations.</summary>
    public ImmutableDictionary<CooperationId, Cooperation> Cooperations { get; init; } = ImmutableDictionary<CooperationId, Cooperation>.Empty;

    /// <summary>The complaints.</summary>
    public ImmutableDictionary<ComplaintId, Complaint> Complaints { get; init; } = ImmutableDictionary<ComplaintId, Complaint>.Empty;

    /// <summary>Reports of events by grant.</summary>
    public ImmutableDictionary<GrantNumber, RecordedAct> Reports { get; init; } = ImmutableDictionary<GrantNumber, RecordedAct>.Empty;

    /// <summary>Whom a person acts or acted for.</summary>
    public ImmutableDictionary<PersonId, ImmutableHashSet<ParticipantId>> Represented { get; init; } = ImmutableDictionary<PersonId, ImmutableHashSet<ParticipantId>>.Empty;

    /// <summary>The rules that hold on a day; null: none are set yet.</summary>
    public RegisterAct.SchemeSet? SchemeOn(DateOnly day) => Schemes.LastOrDefault(s => s.From <= day)?.Set;

    /// <summary>The charter in force on a day; null: there is none.</summary>
    public Charter? CharterOn(DateOnly day) => Charters.Values.LastOrDefault(c => c.InForce <= day);

    /// <summary>Every grant that had been recorded, with its holder, as they stand on a day.</summary>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was recorded after this day.</param>
    public IEnumerable<Member> MembersOn(DateOnly day, DateOnly? asKnownOn = null)
    {
        foreach (var number in GrantsInOrder)
        {
            var grant = Grants[number];
            if (grant.StateOn(day, asKnownOn) is not { } state) continue;
            yield return new(number, grant.Kind, state.Holder, state.Standing, state.Level, state.From, state.Until,
                Participants.TryGetValue(state.Holder, out var holder) ? holder.ProfileOn(day, asKnownOn) : Profile.Unknown);
        }
    }

    /// <summary>The register with one more entry of the book.</summary>
    /// <param name="fact">What the entry says.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="recorded">The day (Europe/Paris) on which the book recorded it.</param>
    public Register With(LabelFact fact, Position position, DateOnly recorded)
    {
        var next = fact switch
        {
            GrantFact grant => WithGrant(new RecordedFact(grant, position, recorded)),
            RegisterFact act => WithAct(new(act, position, recorded)),
            LabelBookOpened or LabelEntriesLost => this,
            _ => throw new UnreachableException(),
        };
        return next with { Position = position, Facts = fact is DatedFact ? Facts + 1 : Facts };
    }

    private Register WithGrant(RecordedFact recorded)
    {
        var number = recorded.Fact.Number;
        if (Grants.TryGetValue(number, out var grant))
        {
            var next = this with { Grants = Grants.SetItem(number, grant.With(recorded)) };
            return recorded.Fact.Act is GrantAct.Transferred transfer ? next.Holding(transfer.To, number) : next;
        }
        var first = Grant.Fold([recorded]);
        return (this with { Grants = Grants.Add(number, first), GrantsInOrder = GrantsInOrder.Add(number) }).Holding(first.Holder, number);
    }

    private Register Holding(ParticipantId holder, GrantNumber number) => Participants.TryGetValue(holder, out var known)
        ? this with { Participants = Participants.SetItem(holder, known with { Grants = known.Grants.Add(number) }) }
        : this;

    private Register WithAct(RecordedAct recorded)
    {
        var fact = recorded.Fact;
        switch (fact.Act)
        {
            case RegisterAct.SchemeSet act:
                return this with { Schemes = Schemes.Add(new(act, fact.Effective)) };
            case RegisterAct.CharterAdopted act:
                return this with { Charters = Charters.Add(act.Version, new(act, fact.Effective, recorded.Position, fact.By)) };
            case RegisterAct.ParticipantEntered act:
                return this with { Participants = Participants.Add(act.Participant, new() { Id = act.Participant, Kind = act.Kind, Entered = fact.Effective }) };
            case RegisterAct.ParticipantDescribed act:
                return Change(act.Participant, p => p.With(new Description(act.Source, act.Profile, fact.Effective, recorded.Recorded, recorded.Position)));
            case RegisterAct.RepresentativeNamed act:
                return Change(act.Participant, p => p with { Representatives = p.Representatives.Add(new(act.Person, fact.Effective, null)) }) with
                {
                    Represented = Represented.SetItem(act.Person, (Represented.GetValueOrDefault(act.Person) ?? []).Add(act.Participant)),
                };
            case RegisterAct.RepresentativeEnded act:
                return Change(act.Participant, p => p with
                {
                    Representatives = [.. p.Representatives.Select(r => r.Person == act.Person && r.Until is null ? r with { Until = fact.Effective } : r)],
                });
            case RegisterAct.KeyAdded act:
                return Change(act.Participant, p => p with { Keys = p.Keys.Add(act.Key.Id, new(act.Key, recorded.Position, null)), IsReleased = false });
            case RegisterAct.KeyBlocked act:
                return Change(act.Participant, p => p with { Keys = p.Keys.SetItem(act.Key, p.Keys[act.Key] with { Blocked = recorded.Position }) });
            case RegisterAct.DevicesReleased act:
                return Change(act.Participant, p => p with { IsReleased = true });
            case RegisterAct.Opened act:
                return Change(act.Applicant, p => p with { Applications = p.Applications.Add(act.Application) }) with
                {
                    Applications = Applications.Add(act.Application, new Application { Id = act.Application, Opened = act }.With(recorded)),
                };
            case RegisterAct.CooperationProposed act:
                return Change(act.From, p => p with { Cooperations = p.Cooperations.Add(act.Cooperation) })
                    .Change(act.To, p => p with { Cooperations = p.Cooperations.Add(act.Cooperation) }) with
                {
                    Cooperations = Cooperations.Add(act.Cooperation, new(recorded)),
                };
            case RegisterAct.CooperationConfirmed act:
                return Change(act.Cooperation, c => c with { Confirmed = c.Confirmed.SetItem(act.Participant, recorded) });
            case RegisterAct.CooperationEnded act:
                return Change(act.Cooperation, c => c with { Ending = recorded });
            case RegisterAct.ComplaintReceived act:
                return this with { Complaints = Complaints.Add(act.Complaint, new(recorded, null)) };
            case RegisterAct.ComplaintClosed act:
                return this with { Complaints = Complaints.SetItem(act.Complaint, Complaints[act.Complaint] with { Closed = recorded }) };
            case RegisterAct.EventReported act:
                return this with { Reports = Reports.SetItem(act.Grant, recorded) };
            default:
                var id = fact.Application!.Value;
                return (this with { Applications = Applications.SetItem(id, Applications[id].With(recorded)) }).Consequence(recorded);
        }
    }

    // A decision that grants, and an appeal that is allowed, act on a grant as well: the grant's history names the same entry.
    private Register Consequence(RecordedAct recorded)
    {
        var (fact, application) = (recorded.Fact, Applications[recorded.Fact.Application!.Value]);
        return fact.Act switch
        {
            RegisterAct.Decided { Award: { } award } => Awarded(award),
            RegisterAct.AppealDecided { Award: { } award } => Awarded(award),
            RegisterAct.AppealDecided { Annuls: { } annulled } => WithGrant(Act(annulled.Number, new GrantAct.Annulled(annulled.Position))),
            _ => this,
        };

        Register Awarded(Award award) => WithGrant(Act(award.Number, Grants.ContainsKey(award.Number)
            ? new GrantAct.Renewed(award.Level, award.Until)
            : new GrantAct.Granted(application.Opened.Applicant, application.Opened.Kind, award.Level, award.Until)));

        RecordedFact Act(GrantNumber number, GrantAct act) => new(new(number, act, fact.Effective, fact.By, fact.Reason), recorded.Position, recorded.Recorded);
    }

    private Register Change(ParticipantId id, Func<ParticipantHistory, ParticipantHistory> change) => this with { Participants = Participants.SetItem(id, change(Participants[id])) };

    private Register Change(CooperationId id, Func<Cooperation, Cooperation> change) => this with { Cooperations = Cooperations.SetItem(id, change(Cooperations[id])) };
}
