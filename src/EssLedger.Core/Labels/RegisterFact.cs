using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>What the legal form of the label's owner allows (directive (EU) 2024/825, in force from 27 September 2026: a sustainability label is shown only if a
/// public authority set it up or a third party certifies it).</summary>
public enum LegalMode
{
    /// <summary>Set up by a public authority.</summary>
    PublicAuthority = 1,
    /// <summary>Certified by an independent third party.</summary>
    ThirdParty = 2,
    /// <summary>An internal charter: badge, logo and list are not shown in public.</summary>
    InternalCharter = 3,
}

/// <summary>The axes of the charter (Lille's six values).</summary>
public enum Axis
{
    /// <summary>Utilité sociale.</summary>
    SocialUtility = 1,
    /// <summary>Développement durable.</summary>
    Sustainability = 2,
    /// <summary>Solidarité.</summary>
    Solidarity = 3,
    /// <summary>Mixité sociale.</summary>
    SocialMix = 4,
    /// <summary>Équilibre Nord-Sud.</summary>
    NorthSouth = 5,
    /// <summary>Démocratisation de l'économie.</summary>
    EconomicDemocracy = 6,
}

/// <summary>How a criterion counts.</summary>
public enum CriterionKind
{
    /// <summary>A file without it is not complete.</summary>
    Mandatory = 1,
    /// <summary>One may choose it as a step forward.</summary>
    Progress = 2,
    /// <summary>It gives points towards a level.</summary>
    Points = 3,
}

/// <summary>A criterion of a charter version. Its wording stands in the charter's text, under the same number.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Axis">The value it serves.</param>
/// <param name="Kind">How it counts.</param>
/// <param name="For">To whom it applies.</param>
/// <param name="Evidence">Whether a piece of evidence is needed.</param>
/// <param name="Points">Points towards a level; 0 for the other kinds.</param>
public sealed record Criterion(int Number, Axis Axis, CriterionKind Kind, ImmutableArray<GrantKind> For, bool Evidence, int Points)
{
    /// <inheritdoc/>
    public bool Equals(Criterion? other) => other is not null && (Number, Axis, Kind, Evidence, Points) == (other.Number, other.Axis, other.Kind, other.Evidence, other.Points) && For.SequenceEqual(other.For);
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Axis, Kind, Evidence, Points);
}

/// <summary>What became of a commitment.</summary>
public enum CommitmentState
{
    /// <summary>Under way.</summary>
    Open = 0,
    /// <summary>Kept.</summary>
    Kept = 1,
    /// <summary>Not kept.</summary>
    Missed = 2,
    /// <summary>Released from it.</summary>
    Waived = 3,
}

/// <summary>Who may see a piece of evidence.</summary>
public enum Visibility
{
    /// <summary>The label's office only.</summary>
    Office = 1,
    /// <summary>The office, the visitors and the committee.</summary>
    Committee = 2,
    /// <summary>Anyone, once the label is granted.</summary>
    Public = 3,
}

/// <summary>What a member of the committee says.</summary>
public enum Vote
{
    /// <summary>For.</summary>
    For = 1,
    /// <summary>Against.</summary>
    Against = 2,
    /// <summary>Neither; counts for the quorum.</summary>
    Abstain = 3,
    /// <summary>Steps back from this file; does not count for the quorum.</summary>
    Recused = 4,
}

/// <summary>How an application ends.</summary>
public enum Outcome
{
    /// <summary>Granted.</summary>
    Granted = 1,
    /// <summary>Granted, with commitments that must follow.</summary>
    GrantedWithReserve = 2,
    /// <summary>Put off: the applicant may complete the file and submit it again.</summary>
    Adjourned = 3,
    /// <summary>Refused.</summary>
    Refused = 4,
}

/// <summary>What an ESS actor and an engaged merchant do together (domain: forms of cooperation).</summary>
public enum CooperationForm
{
    /// <summary>One supplies the other.</summary>
    Supply = 1,
    /// <summary>Responsible purchasing.</summary>
    Purchase = 2,
    /// <summary>Mécénat.</summary>
    Patronage = 3,
    /// <summary>Mutualisation.</summary>
    Pooling = 4,
    /// <summary>A joint event.</summary>
    JointEvent = 5,
    /// <summary>They accept the local currency from one another.</summary>
    AcceptsCurrency = 6,
    /// <summary>Something else, which the text says.</summary>
    Other = 7,
}

/// <summary>How a complaint ends.</summary>
public enum ComplaintOutcome
{
    /// <summary>It was right.</summary>
    Founded = 1,
    /// <summary>It was not.</summary>
    Unfounded = 2,
    /// <summary>It does not concern the label.</summary>
    OutOfScope = 3,
}

/// <summary>What may be recorded about anything but a grant.</summary>
public abstract record RegisterAct
{
    private RegisterAct() { }

    /// <summary>The rules of the label: who owns it in law, how long it lasts, how many decide.</summary>
    /// <param name="Mode">What the owner's legal form allows.</param>
    /// <param name="Months">How long a grant lasts.</param>
    /// <param name="GraceDays">How long after its last day a renewal may still be handed in.</param>
    /// <param name="Quorum">How many opinions a decision needs.</param>
    /// <param name="AppealDays">How long after a decision it may be appealed.</param>
    /// <param name="ReportDays">How long after an event its report is due.</param>
    /// <param name="Levels">How many levels there are, 1 … 9.</param>
    public sealed record SchemeSet(LegalMode Mode, int Months, int GraceDays, int Quorum, int AppealDays, int ReportDays, int Levels) : RegisterAct;

    /// <summary>A version of the charter, adopted by a decision; in force from the effective day.</summary>
    /// <param name="Version">1, 2, 3 …</param>
    /// <param name="Text">SHA-256 of the charter as it was adopted.</param>
    /// <param name="Criteria">What it asks for.</param>
    public sealed record CharterAdopted(int Version, Digest Text, ImmutableArray<Criterion> Criteria) : RegisterAct
    {
        /// <inheritdoc/>
        public bool Equals(CharterAdopted? other) => other is not null && Version == other.Version && Text == other.Text && Criteria.SequenceEqual(other.Criteria);
        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Version, Text);
    }

    /// <summary>A body enters the register.</summary>
    public sealed record ParticipantEntered(ParticipantId Participant, ParticipantKind Kind) : RegisterAct;

    /// <summary>Something is said of a participant; what is null stays as it was.</summary>
    public sealed record ParticipantDescribed(ParticipantId Participant, Source Source, Profile Profile) : RegisterAct;

    /// <summary>From now on a person acts for a participant.</summary>
    public sealed record RepresentativeNamed(ParticipantId Participant, PersonId Person) : RegisterAct;

    /// <summary>From now on a person no longer acts for a participant.</summary>
    public sealed record RepresentativeEnded(ParticipantId Participant, PersonId Person) : RegisterAct;

    /// <summary>A device may sign for a participant.</summary>
    /// <param name="Participant">Who.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Proof">SHA-256 of the signed proof as received.</param>
    public sealed record KeyAdded(ParticipantId Participant, PublicKey Key, Digest Proof) : RegisterAct;

    /// <summary>A device may no longer sign for a participant.</summary>
    public sealed record KeyBlocked(ParticipantId Participant, KeyId Key) : RegisterAct;

    /// <summary>The office knows who stands before it: though no device of the participant signs any more, one may register again without another's word.</summary>
    public sealed record DevicesReleased(ParticipantId Participant) : RegisterAct;

    /// <summary>A participant begins a file, which stays on its charter version.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Applicant">Who applies.</param>
    /// <param name="Kind">For what.</param>
    /// <param name="Charter">The version of the charter.</param>
    /// <param name="Event">The event's id, for an event.</param>
    /// <param name="Renews">The grant that is to be renewed.</param>
    public sealed record Opened(LabelApplicationId Application, ParticipantId Applicant, GrantKind Kind, int Charter, HolderId? Event, GrantNumber? Renews) : RegisterAct;

    /// <summary>The applicant commits to something; the words are the fact's.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Number">1, 2, 3 … within the file; the same number again replaces it, until the file is submitted.</param>
    /// <param name="Criterion">The charter's criterion it answers.</param>
    /// <param name="Due">By when (Europe/Paris); null: it holds already.</param>
    public sealed record Committed(LabelApplicationId Application, int Number, int Criterion, DateOnly? Due) : RegisterAct;

    /// <summary>A piece of evidence joins the file.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Evidence">Its id.</param>
    /// <param name="Content">SHA-256 of its content.</param>
    /// <param name="Criterion">What it is to prove.</param>
    /// <param name="Expires">The last day on which it is good; null: for good.</param>
    /// <param name="Visibility">Who may see it.</param>
    public sealed record EvidenceAdded(LabelApplicationId Application, EvidenceId Evidence, Digest Content, int Criterion, DateOnly? Expires, Visibility Visibility) : RegisterAct;

    /// <summary>What became of a commitment.</summary>
    public sealed record CommitmentSettled(LabelApplicationId Application, int Number, CommitmentState State) : RegisterAct;

    /// <summary>The applicant hands the file in.</summary>
    public sealed record Submitted(LabelApplicationId Application) : RegisterAct;

    /// <summary>The applicant takes the file back.</summary>
    public sealed record Dropped(LabelApplicationId Application) : RegisterAct;

    /// <summary>The office looked whether the file is complete and in scope.</summary>
    public sealed record Examined(LabelApplicationId Application, bool Admissible) : RegisterAct;

    /// <summary>A visit is agreed for the effective day.</summary>
    public sealed record VisitPlanned(LabelApplicationId Application, PersonId Visitor) : RegisterAct;

    /// <summary>A visit took place. The words are what was seen, without a verdict.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Deontology">The visitor declares to have no interest in the outcome.</param>
    public sealed record Visited(LabelApplicationId Application, bool Deontology) : RegisterAct;

    /// <summary>A member of the committee gives an opinion; the last one of each counts.</summary>
    public sealed record OpinionGiven(LabelApplicationId Application, Vote Vote) : RegisterAct;

    /// <summary>The application is decided, with reasons.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Outcome">How.</param>
    /// <param name="Award">What is granted; null unless it is.</param>
    public sealed record Decided(LabelApplicationId Application, Outcome Outcome, Award? Award) : RegisterAct;

    /// <summary>The applicant asks for another panel.</summary>
    public sealed record AppealLodged(LabelApplicationId Application) : RegisterAct;

    /// <summary>Another panel decides.</summary>
    /// <param name="Application">The file.</param>
    /// <param name="Allowed">Whether the applicant was right.</param>
    /// <param name="Award">What is granted then; null where nothing is.</param>
    /// <param name="Annuls">The act on the grant that never was; null where it stands.</param>
    public sealed record AppealDecided(LabelApplicationId Application, bool Allowed, Award? Award, Annulment? Annuls) : RegisterAct;

    /// <summary>Somebody complains about a grant's holder. Who, lies with the words, apart from the book.</summary>
    public sealed record ComplaintReceived(ComplaintId Complaint, GrantNumber Grant) : RegisterAct;

    /// <summary>A complaint was looked into.</summary>
    public sealed record ComplaintClosed(ComplaintId Complaint, ComplaintOutcome Outcome) : RegisterAct;

    /// <summary>An ESS actor and an engaged merchant want to work together. The words are the text that both will sign; it begins on the effective day.</summary>
    /// <param name="Cooperation">Its id.</param>
    /// <param name="From">Who proposes.</param>
    /// <param name="To">To whom.</param>
    /// <param name="Form">What they do.</param>
    /// <param name="End">The last day, included; null: until one ends it.</param>
    public sealed record CooperationProposed(CooperationId Cooperation, ParticipantId From, ParticipantId To, CooperationForm Form, DateOnly? End) : RegisterAct;

    /// <summary>One side signed, on the effective day.</summary>
    /// <param name="Cooperation">Which.</param>
    /// <param name="Participant">Which side.</param>
    /// <param name="Key">With which key.</param>
    /// <param name="Received">SHA-256 of the signed confirmation as received.</param>
    public sealed record CooperationConfirmed(CooperationId Cooperation, ParticipantId Participant, KeyId Key, Digest Received) : RegisterAct;

    /// <summary>The effective day is the last one.</summary>
    public sealed record CooperationEnded(CooperationId Cooperation) : RegisterAct;

    /// <summary>What came of a labelled event; without it there is no next one.</summary>
    /// <param name="Grant">The event's grant.</param>
    /// <param name="EssActors">How many ESS actors took part.</param>
    /// <param name="Shops">How many shops.</param>
    /// <param name="Visitors">How many visitors, about.</param>
    /// <param name="AcceptedCurrency">Whether the local currency was accepted.</param>
    /// <param name="InQpv">Whether it took place in a priority neighbourhood.</param>
    public sealed record EventReported(GrantNumber Grant, int EssActors, int Shops, int Visitors, bool AcceptedCurrency, bool InQpv) : RegisterAct;
}

/// <summary>What a decision grants.</summary>
/// <param name="Number">The number: a new one, or that of the grant which is renewed.</param>
/// <param name="Level">The level, 1 … 9.</param>
/// <param name="Until">The last day (Europe/Paris), included.</param>
public sealed record Award(GrantNumber Number, int Level, DateOnly Until);

/// <summary>An act on a grant that never was.</summary>
/// <param name="Number">The grant.</param>
/// <param name="Position">Where the act stands in the book.</param>
public sealed record Annulment(GrantNumber Number, Position Position);

/// <summary>A fact that somebody recorded for a reason: dated twice, by the day on which it counts and by the day on which the book has it.</summary>
/// <param name="Effective">The first day (Europe/Paris) on which it counts.</param>
/// <param name="By">Who says so.</param>
/// <param name="Reason">Salted SHA-256 of the reasons, or of what else is said in words; the text lies in an erasable table.</param>
public abstract record DatedFact(DateOnly Effective, PersonId By, Digest Reason) : LabelFact
{
    /// <summary>How many random bytes stand before the words: whoever has the digest alone cannot try reasons until one fits.</summary>
    public const int SaltSize = 16;

    /// <summary>In whose history the fact stands.</summary>
    public abstract IReadOnlyList<string> Subjects { get; }

    /// <summary>What it makes that may be made once.</summary>
    public abstract IReadOnlyList<Claim> Claims { get; }

    /// <summary>The fact as a draft. One after the other: a writer who knows fewer facts than the book has takes a turn that is taken.</summary>
    /// <param name="turn">How many facts the register has, and one more.</param>
    public Draft ToDraft(long turn) => new(Encode(), [Register.Decider, .. Subjects]) { Turn = new(Register.Decider, turn), Claims = Claims };
}

/// <summary>Any other act on the register.</summary>
public sealed record RegisterFact(RegisterAct Act, DateOnly Effective, PersonId By, Digest Reason) : DatedFact(Effective, By, Reason)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Subjects => Act switch
    {
        RegisterAct.SchemeSet or RegisterAct.CharterAdopted => ["SCHEME"],
        RegisterAct.ParticipantEntered act => [act.Participant.Value],
        RegisterAct.ParticipantDescribed act => [act.Participant.Value],
        RegisterAct.RepresentativeNamed act => [act.Participant.Value],
        RegisterAct.RepresentativeEnded act => [act.Participant.Value],
        RegisterAct.KeyAdded act => [act.Participant.Value],
        RegisterAct.KeyBlocked act => [act.Participant.Value],
        RegisterAct.DevicesReleased act => [act.Participant.Value],
        RegisterAct.Opened act => [act.Application.ToString(), act.Applicant.Value],
        RegisterAct.CooperationProposed act => [act.Cooperation.ToString(), act.From.Value, act.To.Value],
        RegisterAct.CooperationConfirmed act => [act.Cooperation.ToString(), act.Participant.Value],
        RegisterAct.CooperationEnded act => [act.Cooperation.ToString()],
        RegisterAct.ComplaintReceived act => [act.Complaint.ToString(), act.Grant.Value],
        RegisterAct.ComplaintClosed act => [act.Complaint.ToString()],
        RegisterAct.EventReported act => [act.Grant.Value],
        RegisterAct.Decided { Award: { } award } act => [act.Application.ToString(), award.Number.Value],
        RegisterAct.AppealDecided { Award: { } award } act => [act.Application.ToString(), award.Number.Value],
        RegisterAct.AppealDecided { Annuls: { } annuls } act => [act.Application.ToString(), annuls.Number.Value],
        _ => [Application!.Value.ToString()],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => Act switch
    {
        RegisterAct.ParticipantEntered act => [new(ClaimKind.Beginning, act.Participant.Value)],
        RegisterAct.Opened act => [new(ClaimKind.Beginning, act.Application.ToString())],
        RegisterAct.CooperationProposed act => [new(ClaimKind.Beginning, act.Cooperation.ToString())],
        RegisterAct.ComplaintReceived act => [new(ClaimKind.Beginning, act.Complaint.ToString())],
        _ => [],
    };

    /// <summary>The file that the act is about, if it is about one.</summary>
    public LabelApplicationId? Application => Act switch
    {
        RegisterAct.Opened act => act.Application,
        RegisterAct.Committed act => act.Application,
        RegisterAct.EvidenceAdded act => act.Application,
        RegisterAct.CommitmentSettled act => act.Application,
        RegisterAct.Submitted act => act.Application,
        RegisterAct.Dropped act => act.Application,
        RegisterAct.Examined act => act.Application,
        RegisterAct.VisitPlanned act => act.Application,
        RegisterAct.Visited act => act.Application,
        RegisterAct.OpinionGiven act => act.Application,
        RegisterAct.Decided act => act.Application,
        RegisterAct.AppealLodged act => act.Application,
        RegisterAct.AppealDecided act => act.Application,
        _ => null,
    };
}

/// <summary>A fact as the label book has it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Position">Where it stands in the book.</param>
/// <param name="Recorded">The day (Europe/Paris) on which the book recorded it, and since which it is known.</param>
public sealed record RecordedAct(RegisterFact Fact, Position Position, DateOnly Recorded);
