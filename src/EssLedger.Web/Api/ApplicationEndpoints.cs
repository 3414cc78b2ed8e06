using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Applications for the label, from the draft to the decision and its appeal. Each step is one call and one fact in the label book.</summary>
public static class ApplicationEndpoints
{
    public static void MapApplications(this IEndpointRouteBuilder app)
    {
        var applications = app.MapGroup("/v1/label/applications").RequireAuthorization().WithTags("Label");
        applications.MapPost("/", Open).WithSummary("Begins a file on the charter in force.");
        applications.MapGet("/", List).WithSummary("The files of those the caller acts for; for the label's office all of them, newest first.");
        applications.MapGet("/{id}", Show).WithSummary("A file: commitments, evidence, steps, what is missing.");
        applications.MapPost("/{id}/commitments", Commit).WithSummary("Commits to something; the same number again replaces it, until the file is submitted.");
        applications.MapPost("/{id}/commitments/{number:int}/settle", Settle).WithSummary("Says what became of a commitment.");
        applications.MapPost("/{id}/submit", (LabelApplicationId id, ParticipantEndpoints.Said asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByApplicant(id, new RegisterAct.Submitted(id), asked, caller, clerk, participants)).WithSummary("Hands the file in.");
        applications.MapPost("/{id}/drop", (LabelApplicationId id, ParticipantEndpoints.Said asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByApplicant(id, new RegisterAct.Dropped(id), asked, caller, clerk, participants)).WithSummary("Takes the file back.");
        applications.MapPost("/{id}/admissibility", (LabelApplicationId id, Examination asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByOffice(id, new RegisterAct.Examined(id, asked.Admissible), asked, caller, clerk, participants, Duties.Examine)).WithSummary("Says whether the file is complete and in scope.");
        applications.MapPost("/{id}/visits/plan", (LabelApplicationId id, PlannedVisit asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByOffice(id, new RegisterAct.VisitPlanned(id, asked.Visitor ?? caller.RequiredPerson), asked, caller, clerk, participants, Duties.PlanVisit)).WithSummary("Agrees a visit for the effective day.");
        applications.MapPost("/{id}/visits", (LabelApplicationId id, VisitSheet asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByOffice(id, new RegisterAct.Visited(id, asked.Deontology), asked, caller, clerk, participants, Duties.Visit)).WithSummary("What was seen at a visit, without a verdict.");
        applications.MapPost("/{id}/opinions", (LabelApplicationId id, Opinion asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByOffice(id, new RegisterAct.OpinionGiven(id, asked.Vote), asked, caller, clerk, participants, Duties.GiveOpinion)).WithSummary("A member of the committee gives an opinion; who steps back says so here.");
        applications.MapPost("/{id}/decision", Decide).WithSummary("Decides, with reasons; a grant gets its number here.");
        applications.MapPost("/{id}/appeal", (LabelApplicationId id, GrantReason asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
            ByApplicant(id, new RegisterAct.AppealLodged(id), asked, caller, clerk, participants, needsReason: true)).WithSummary("Asks for another panel.");
        applications.MapPost("/{id}/appeal/decision", DecideAppeal).WithSummary("Another panel decides.");
    }

    private static async Task<Results<Created<ApplicationView>, ProblemHttpResult>> Open(
        ApplicationFields asked, HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants, TimeProvider clock)
    {
        await clerk.RequireFor(asked.Participant, Roles.LabelManager);
        var known = await clerk.Register();
        if (known.Participants.GetValueOrDefault(asked.Participant) is not { } participant) return Problems.For(LabelRefusal.UnknownParticipant.Word());
        HolderId? held = null;
        if (asked.Event is { } e) { if (!HolderId.TryParse(e, out var parsed) || !parsed.IsEvent) return Problems.InvalidField("event", "E- and 1 to 14 characters of A-Z, 0-9 and hyphen"); else held = parsed; }
        var kind = asked.Kind is null ? null : LabelEndpoints.KindOf(asked.Kind);
        if (kind is null && asked.Kind is not null) return Problems.InvalidField("kind", "shop, ess or event");
        var id = new LabelApplicationId(Idempotency.IdempotentId(context, clock));
        var act = await clerk.Opening(id, participant, kind, held, asked.Renews, asked.Charter, asked.Effective);
        if (await clerk.Record(act, asked, needsReason: false) is { } problem) return problem;
        return TypedResults.Created($"/v1/label/applications/{id}", await View((await clerk.Register()).Applications[id], caller, clerk, participants));
    }

    private static async Task<Results<Ok<Page<ApplicationLine>>, ProblemHttpResult>> List(Caller caller, LabelClerk clerk, IParticipantStore participants, string? state = null, ParticipantId? participant = null, int? limit = null, string? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var known = await clerk.Register();
        var heard = new List<GrantKind>();
        foreach (var kind in Enum.GetValues<GrantKind>())
            if (await caller.Is(kind, Duties.Office)) heard.Add(kind);
        var wanted = limit ?? 50;
        var found = known.Applications.Values
            .Where(a => (heard.Contains(a.Opened.Kind) || known.Participants[a.Opened.Applicant].IsRepresentedBy(caller.RequiredPerson, clerk.Today)) && (state is null || a.State.Word() == state) && (participant is null || a.Opened.Applicant == participant))
            .OrderByDescending(a => a.Facts[0].Position)
            .SkipWhile(a => after is not null && a.Id.ToString() != after).Skip(after is null ? 0 : 1).Take(wanted + 1).ToList();
        var items = new List<ApplicationLine>();
        foreach (var a in found.Take(wanted))
            items.Add(new(a.Id, a.Opened.Applicant, (await participants.FindAsync(a.Opened.Applicant, default))?.Name, LabelEndpoints.WordOf(a.Opened.Kind), a.State, a.LastDay, a.Grant));
        return TypedResults.Ok(new Page<ApplicationLine>(items, found.Count > wanted ? items[^1].Application.ToString() : null));
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> Show(LabelApplicationId id, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
        TypedResults.Ok(await View(await clerk.Find(id, Duties.Office), caller, clerk, participants));

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> Commit(LabelApplicationId id, CommitmentFields asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        var application = await clerk.Find(id, Roles.LabelManager);
        if (asked.Text.Trim() is not { Length: > 0 and <= 2000 } text) return Problems.InvalidField("text", "1 to 2000 characters");
        if (asked.Number is < 1 or > 1000) return Problems.InvalidField("number", "1 to 1000");
        var number = asked.Number ?? (application.Commitments.Count == 0 ? 1 : application.Commitments.Keys.Max() + 1);
        return await Step(id, new RegisterAct.Committed(id, number, asked.Criterion, asked.Due), new ParticipantEndpoints.Said(text, asked.Effective), caller, clerk, participants);
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> Settle(LabelApplicationId id, int number, Settlement asked, Caller caller, LabelClerk clerk, IParticipantStore participants) =>
        await ByOffice(id, new RegisterAct.CommitmentSettled(id, number, asked.State), asked, caller, clerk, participants, Duties.Settle);

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> Decide(LabelApplicationId id, DecisionFields asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        caller.Require(Duties.Decide);
        var application = await clerk.Find(id, Duties.Office);
        await caller.Require(application.Opened.Kind, Duties.Decide);
        var award = asked.Outcome is Outcome.Granted or Outcome.GrantedWithReserve ? await clerk.AwardOf(application, asked.Number, asked.Level, asked.Until, asked.Effective) : null;
        return await Step(id, new RegisterAct.Decided(id, asked.Outcome, award), asked, caller, clerk, participants, needsReason: true);
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> DecideAppeal(LabelApplicationId id, AppealFields asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        caller.Require(Duties.HearAppeal);
        var application = await clerk.Find(id, Duties.Office);
        await caller.Require(application.Opened.Kind, Duties.HearAppeal);
        var act = await clerk.AppealDecision(application, asked.Allowed, asked.Number, asked.Level, asked.Until, asked.Effective);
        return await Step(id, act, asked, caller, clerk, participants, needsReason: true);
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> ByApplicant(
        LabelApplicationId id, RegisterAct act, IReasoned asked, Caller caller, LabelClerk clerk, IParticipantStore participants, bool needsReason = false)
    {
        await clerk.Find(id, Roles.LabelManager);
        return await Step(id, act, asked, caller, clerk, participants, needsReason);
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> ByOffice(
        LabelApplicationId id, RegisterAct act, IReasoned asked, Caller caller, LabelClerk clerk, IParticipantStore participants, params string[] roles)
    {
        caller.Require(roles);
        await caller.Require((await clerk.Find(id, Duties.Office)).Opened.Kind, roles);
        return await Step(id, act, asked, caller, clerk, participants, needsReason: act is not RegisterAct.VisitPlanned);
    }

    private static async Task<Results<Ok<ApplicationView>, ProblemHttpResult>> Step(
        LabelApplicationId id, RegisterAct act, IReasoned asked, Caller caller, LabelClerk clerk, IParticipantStore participants, bool needsReason = false) =>
        await clerk.Record(act, asked, needsReason) is { } problem ? problem : TypedResults.Ok(await View((await clerk.Register()).Applications[id], caller, clerk, participants));

    private static async Task<ApplicationView> View(Application a, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        var (known, office) = (await clerk.Register(), caller.Is(Duties.Office));
        var commitments = new List<CommitmentView>();
        foreach (var c in a.Commitments.Values) commitments.Add(new(c.Number, c.Criterion, await clerk.Words(c.Made), c.Due, c.State));
        var steps = new List<StepView>();
        foreach (var f in a.Facts)
        {
            // The applicant reads the decision's reasons; who said what before it stays in the house.
            var open = office || f.Fact.Act is RegisterAct.Decided or RegisterAct.AppealDecided or RegisterAct.AppealLodged or RegisterAct.Examined or RegisterAct.Submitted;
            if (f.Fact.Act is RegisterAct.Committed or RegisterAct.EvidenceAdded || (!office && f.Fact.Act is RegisterAct.OpinionGiven)) continue;
            steps.Add(new(StepWord(f.Fact.Act), f.Fact.Effective, f.Recorded, f.Position, office ? f.Fact.By : null, open ? await clerk.Words(f) : null));
        }
        return new(a.Id, a.Opened.Applicant, (await participants.FindAsync(a.Opened.Applicant, default))?.Name, LabelEndpoints.WordOf(a.Opened.Kind), a.Opened.Charter, a.Opened.Event?.Value, a.Opened.Renews,
            a.State, a.Grant, a.Appeal is not null, commitments, [.. a.Evidence.Select(e => new EvidenceView(e.Id, e.Criterion, e.Expires, e.Visibility))],
            [.. ApplicationRules.Missing(known, a, clerk.Today).Select(c => c.Number)],
            office ? [.. a.Planned.Select(p => new PlannedView(p.Visitor, p.Day))] : [],
            office ? new(a.Opinions.Values.Count(v => v is Vote.For), a.Opinions.Values.Count(v => v is Vote.Against), a.Opinions.Values.Count(v => v is Vote.Abstain), a.Opinions.Values.Count(v => v is Vote.Recused),
                Conflicts.Quorum(known, a, clerk.Today), known.SchemeOn(clerk.Today)?.Quorum ?? 0) : null,
            steps);
    }

    internal static string StepWord(RegisterAct act) => act switch
    {
        RegisterAct.Opened => "opened",
        RegisterAct.Submitted => "submitted",
        RegisterAct.Dropped => "dropped",
        RegisterAct.Examined { Admissible: true } => "admissible",
        RegisterAct.Examined => "inadmissible",
        RegisterAct.VisitPlanned => "visit_planned",
        RegisterAct.Visited => "visited",
        RegisterAct.OpinionGiven o => $"opinion_{Words.Of(o.Vote)}",
        RegisterAct.Decided d => Words.Of(d.Outcome),
        RegisterAct.AppealLodged => "appealed",
        RegisterAct.AppealDecided { Allowed: true } => "appeal_allowed",
        RegisterAct.AppealDecided => "appeal_dismissed",
        RegisterAct.CommitmentSettled s => $"commitment_{Words.Of(s.State)}",
        _ => "changed",
    };

    /// <param name="Kind"><c>shop</c>, <c>ess</c> or <c>event</c>; what the participant is if left out.</param>
    /// <param name="Event">For an event its id: <c>E-</c> and 1 to 14 characters of A–Z, 0–9 and hyphen.</param>
    /// <param name="Renews">The grant that is to be renewed.</param>
    /// <param name="Charter">The version of the charter; the one in force if left out.</param>
    public sealed record ApplicationFields(ParticipantId Participant, string? Kind = null, string? Event = null, GrantNumber? Renews = null, int? Charter = null, string? Reason = null, DateOnly? Effective = null) : IReasoned;

    /// <param name="Number">1, 2, 3 …; the next one if left out.</param>
    /// <param name="Criterion">The charter's criterion it answers.</param>
    /// <param name="Due">By when; left out: it holds already.</param>
    public sealed record CommitmentFields(int Criterion, string Text, int? Number = null, DateOnly? Due = null, DateOnly? Effective = null);

    public sealed record Settlement(CommitmentState State, string Reason, DateOnly? Effective = null) : IReasoned;

    public sealed record GrantReason(string Reason, DateOnly? Effective = null) : IReasoned;

    public sealed record Examination(bool Admissible, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Visitor">Who will visit; the caller if left out.</param>
    public sealed record PlannedVisit(PersonId? Visitor = null, string? Reason = null, DateOnly? Effective = null) : IReasoned;

    /// <param name="Deontology">The visitor declares to have no interest in the outcome.</param>
    /// <param name="Reason">What was seen.</param>
    public sealed record VisitSheet(bool Deontology, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Vote"><c>for</c>, <c>against</c>, <c>abstain</c> or <c>recused</c>.</param>
    public sealed record Opinion(Vote Vote, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Outcome"><c>granted</c>, <c>granted_with_reserve</c>, <c>adjourned</c> or <c>refused</c>.</param>
    /// <param name="Number">The grant's number; the next one if left out.</param>
    /// <param name="Level">1 … 9; 1 if left out.</param>
    /// <param name="Until">The last day; by the scheme's term if left out.</param>
    /// <param name="Effective">The first day of the grant.</param>
    public sealed record DecisionFields(Outcome Outcome, string Reason, DateOnly? Effective = null, GrantNumber? Number = null, int? Level = null, DateOnly? Until = null) : IReasoned;

    /// <param name="Allowed">Whether the applicant was right. A suspension or withdrawal is undone then; a refusal becomes a grant if a level is given, else the office looks again.</param>
    public sealed record AppealFields(bool Allowed, string Reason, DateOnly? Effective = null, GrantNumber? Number = null, int? Level = null, DateOnly? Until = null) : IReasoned;

    public sealed record ApplicationLine(LabelApplicationId Application, ParticipantId Participant, string? Name, string Kind, ApplicationState State, DateOnly LastDay, GrantNumber? Grant);

    public sealed record CommitmentView(int Number, int Criterion, string? Text, DateOnly? Due, CommitmentState State);

    public sealed record EvidenceView(EvidenceId Evidence, int Criterion, DateOnly? Expires, Visibility Visibility);

    public sealed record PlannedView(PersonId Visitor, DateOnly Day);

    /// <param name="Counting">How many of them count for the quorum: without those who stepped back or are in conflict.</param>
    public sealed record OpinionsView(int For, int Against, int Abstain, int Recused, int Counting, int Quorum);

    public sealed record StepView(string Kind, DateOnly Effective, DateOnly Recorded, Position Position, PersonId? By, string? Reason);

    /// <param name="Missing">Mandatory criteria that have no commitment, or no evidence that is still good.</param>
    public sealed record ApplicationView(LabelApplicationId Application, ParticipantId Participant, string? Name, string Kind, int Charter, string? Event, GrantNumber? Renews, ApplicationState State, GrantNumber? Grant, bool AppealPending,
        IReadOnlyList<CommitmentView> Commitments, IReadOnlyList<EvidenceView> Evidence, IReadOnlyList<int> Missing, IReadOnlyList<PlannedView> Planned, OpinionsView? Opinions, IReadOnlyList<StepView> Steps);
}
