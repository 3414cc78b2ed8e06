using System.Collections.Immutable;
using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>Where an application is.</summary>
public enum ApplicationState
{
    /// <summary>Brouillon: the applicant writes.</summary>
    Draft,
    /// <summary>Déposée: the office has it.</summary>
    Submitted,
    /// <summary>Irrecevable: out of scope or not complete.</summary>
    Inadmissible,
    /// <summary>Recevable, en instruction.</summary>
    Admissible,
    /// <summary>A visitor was there.</summary>
    Visited,
    /// <summary>The committee gave its opinion: as many as the quorum asks for.</summary>
    Advised,
    /// <summary>Accordée.</summary>
    Granted,
    /// <summary>Accordée sous réserve.</summary>
    GrantedWithReserve,
    /// <summary>Ajournée: it may be completed and submitted again.</summary>
    Adjourned,
    /// <summary>Refusée.</summary>
    Refused,
    /// <summary>Taken back by the applicant.</summary>
    Dropped,
}

/// <summary>The stable words of the states.</summary>
public static class ApplicationStateWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this ApplicationState state) => state switch
    {
        ApplicationState.Draft => "draft",
        ApplicationState.Submitted => "submitted",
        ApplicationState.Inadmissible => "inadmissible",
        ApplicationState.Admissible => "admissible",
        ApplicationState.Visited => "visited",
        ApplicationState.Advised => "advised",
        ApplicationState.Granted => "granted",
        ApplicationState.GrantedWithReserve => "granted_with_reserve",
        ApplicationState.Adjourned => "adjourned",
        ApplicationState.Refused => "refused",
        ApplicationState.Dropped => "dropped",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Something the applicant commits to.</summary>
/// <param name="Number">Its number within the file.</param>
/// <param name="Criterion">The charter's criterion it answers.</param>
/// <param name="Due">By when; null: it holds already.</param>
/// <param name="State">What became of it.</param>
/// <param name="Made">The fact whose words it is.</param>
public sealed record Commitment(int Number, int Criterion, DateOnly? Due, CommitmentState State, RecordedAct Made);

/// <summary>A piece of evidence in a file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">SHA-256 of its content.</param>
/// <param name="Criterion">What it is to prove.</param>
/// <param name="Expires">The last day on which it is good; null: for good.</param>
/// <param name="Visibility">Who may see it.</param>
public sealed record PieceOfEvidence(EvidenceId Id, Digest Content, int Criterion, DateOnly? Expires, Visibility Visibility);

/// <summary>An application for the label, event for event. It stays on the charter version on which it was opened.</summary>
public sealed record Application
{
    /// <summary>Its id.</summary>
    public required LabelApplicationId Id { get; init; }

    /// <summary>Who applies, for what, by which charter.</summary>
    public required RegisterAct.Opened Opened { get; init; }

    /// <summary>All its facts, in book order.</summary>
    public ImmutableList<RecordedAct> Facts { get; init; } = [];

    /// <summary>Where it is.</summary>
    public ApplicationState State { get; init; } = ApplicationState.Draft;

    /// <summary>The effective day of its newest step: the next one is not before it.</summary>
    public DateOnly LastDay { get; init; }

    /// <summary>Its commitments by number.</summary>
    public ImmutableSortedDictionary<int, Commitment> Commitments { get; init; } = ImmutableSortedDictionary<int, Commitment>.Empty;

    /// <summary>Its evidence, in the order in which it came.</summary>
    public ImmutableList<PieceOfEvidence> Evidence { get; init; } = [];

    /// <summary>Visits that are agreed and have not taken place.</summary>
    public ImmutableList<(PersonId Visitor, DateOnly Day)> Planned { get; init; } = [];

    /// <summary>Who visited.</summary>
    public ImmutableHashSet<PersonId> Visitors { get; init; } = [];

    /// <summary>The last opinion of each member since the file was last submitted.</summary>
    public ImmutableSortedDictionary<string, Vote> Opinions { get; init; } = ImmutableSortedDictionary<string, Vote>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Who acted for the applicant in this file.</summary>
    public ImmutableHashSet<PersonId> ActedForApplicant { get; init; } = [];

    /// <summary>Who decided on it, or voted before that decision: another panel hears the appeal.</summary>
    public ImmutableHashSet<PersonId> Panel { get; init; } = [];

    /// <summary>The newest decision, by the committee or on appeal.</summary>
    public RecordedAct? Decision { get; init; }

    /// <summary>The appeal that waits to be heard.</summary>
    public RecordedAct? Appeal { get; init; }

    /// <summary>The grant that came of it.</summary>
    public GrantNumber? Grant { get; init; }

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsClosed => State is ApplicationState.Granted or ApplicationState.GrantedWithReserve or ApplicationState.Refused or ApplicationState.Inadmissible or ApplicationState.Dropped;

    /// <summary>The file with one more fact: the only way it changes. It asks no question and refuses nothing.</summary>
    public Application With(RecordedAct recorded)
    {
        var fact = recorded.Fact;
        var next = this with { Facts = Facts.Add(recorded), LastDay = fact.Effective > LastDay ? fact.Effective : LastDay };
        return fact.Act switch
        {
            RegisterAct.Opened => next with { ActedForApplicant = ActedForApplicant.Add(fact.By) },
            RegisterAct.Committed act => next with
            {
                Commitments = Commitments.SetItem(act.Number, new(act.Number, act.Criterion, act.Due, act.Due is null ? CommitmentState.Kept : CommitmentState.Open, recorded)),
                ActedForApplicant = ActedForApplicant.Add(fact.By),
            },
            RegisterAct.EvidenceAdded act => next with
            {
                Evidence = Evidence.Add(new(act.Evidence, act.Content, act.Criterion, act.Expires, act.Visibility)),
                ActedForApplicant = ActedForApplicant.Add(fact.By),
            },
            RegisterAct.CommitmentSettled act => next with { Commitments = Commitments.SetItem(act.Number, Commitments[act.Number] with { State = act.State }) },
            RegisterAct.Submitted => next with { State = ApplicationState.Submitted, Opinions = Opinions.Clear(), Appeal = null, ActedForApplicant = ActedForApplicant.Add(fact.By) },
            RegisterAct.Dropped => next with { State = ApplicationState.Dropped, Appeal = null, ActedForApplicant = ActedForApplicant.Add(fact.By) },
            RegisterAct.Examined act => next with
            {
                State = act.Admissible ? ApplicationState.Admissible : ApplicationState.Inadmissible,
                Decision = act.Admissible ? Decision : recorded,
                Panel = act.Admissible ? Panel : Panel.Add(fact.By),
            },
            RegisterAct.VisitPlanned act => next with { Planned = Planned.Add((act.Visitor, fact.Effective)), LastDay = LastDay },
            RegisterAct.Visited => next with
            {
                State = State is ApplicationState.Admissible ? ApplicationState.Visited : State,
                Visitors = Visitors.Add(fact.By),
                Planned = Planned.RemoveAll(p => p.Visitor == fact.By),
            },
            RegisterAct.OpinionGiven act => next with { Opinions = Opinions.SetItem(fact.By.Value, act.Vote), State = ApplicationState.Advised },
            RegisterAct.Decided act => next with
            {
                State = act.Outcome switch
                {
                    Outcome.Granted => ApplicationState.Granted,
                    Outcome.GrantedWithReserve => ApplicationState.GrantedWithReserve,
                    Outcome.Adjourned => ApplicationState.Adjourned,
                    Outcome.Refused => ApplicationState.Refused,
                    _ => throw new UnreachableException(),
                },
                Decision = recorded,
                Grant = act.Award?.Number ?? Grant,
                Panel = Panel.Add(fact.By).Union(Opinions.Keys.Select(PersonId.Parse)),
            },
            RegisterAct.AppealLodged => next with { Appeal = recorded, ActedForApplicant = ActedForApplicant.Add(fact.By) },
            RegisterAct.AppealDecided { Allowed: true, Award: null, Annuls: null } when State is not ApplicationState.GrantedWithReserve => next with
            {
                // The office looks at it again, and the committee says anew what it thinks.
                State = ApplicationState.Submitted,
                Opinions = Opinions.Clear(),
                Decision = recorded,
                Appeal = null,
                Panel = Panel.Add(fact.By),
            },
            RegisterAct.AppealDecided act => next with
            {
                State = !act.Allowed || act.Annuls is not null ? State : ApplicationState.Granted,
                Decision = recorded,
                Appeal = null,
                Grant = act.Award?.Number ?? Grant,
                Panel = Panel.Add(fact.By),
            },
            _ => throw new UnreachableException(),
        };
    }
}
