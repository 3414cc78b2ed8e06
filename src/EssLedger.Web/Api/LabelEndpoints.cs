using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The label: its rules and charters, where a grant stands on a day, what may happen to it, and complaints.</summary>
public static class LabelEndpoints
{
    public static void MapLabel(this IEndpointRouteBuilder app)
    {
        var label = app.MapGroup("/v1/label").WithTags("Label");
        label.MapGet("/scheme", Scheme).WithSummary("The label's rules that hold today.");
        label.MapPost("/scheme", SetScheme).RequireAuthorization().WithSummary("Sets the label's rules, from a day on.");
        label.MapGet("/charters", Charters).WithSummary("All versions of the charter.");
        label.MapGet("/charters/{version:int}", Charter).WithSummary("A version of the charter: text, criteria, adopted when and by whom.");
        label.MapPost("/charters", AdoptCharter).RequireAuthorization().WithSummary("Records the decision that adopted a version of the charter.");

        label.MapGet("/grants/{number}", Show).WithSummary("Where a grant stands on a day, by what was known on another.");
        label.MapPost("/grants/{number}/suspend", (GrantNumber number, Suspension asked, Caller caller, LabelClerk clerk, LabelDesk desk) =>
            Act(number, new GrantAct.Suspended(asked.Through), asked, clerk, desk)).RequireAuthorization().WithSummary("The right to use the label rests, until a day or until it is reinstated.");
        label.MapPost("/grants/{number}/reinstate", (GrantNumber number, GrantDecision asked, Caller caller, LabelClerk clerk, LabelDesk desk) =>
            Act(number, new GrantAct.Reinstated(), asked, clerk, desk)).RequireAuthorization().WithSummary("A suspension ends.");
        label.MapPost("/grants/{number}/withdraw", (GrantNumber number, GrantDecision asked, Caller caller, LabelClerk clerk, LabelDesk desk) =>
            Act(number, new GrantAct.Withdrawn(), asked, clerk, desk)).RequireAuthorization().WithSummary("The label's owner takes it back; final.");
        label.MapPost("/grants/{number}/renew", Renew).RequireAuthorization().WithSummary("A further term follows, without a gap.");
        label.MapPost("/grants/{number}/transfer", (GrantNumber number, Transfer asked, Caller caller, LabelClerk clerk, LabelDesk desk) =>
            Act(number, new GrantAct.Transferred(asked.To), asked, clerk, desk)).RequireAuthorization().WithSummary("The label goes to whoever took over the holder's business.");
        label.MapPost("/grants/{number}/annul", (GrantNumber number, Annulling asked, Caller caller, LabelClerk clerk, LabelDesk desk) =>
            Act(number, new GrantAct.Annulled(asked.Position), asked, clerk, desk)).RequireAuthorization().WithSummary("An act that was an error never was; the book keeps both.");
        label.MapPost("/grants/{number}/renounce", Renounce).RequireAuthorization().WithSummary("The holder gives the label up; final.");
        label.MapGet("/grants/{number}/decisions", Decisions).RequireAuthorization().WithSummary("Every act on a grant with its reasons and its place in the book, for those entitled.");
        label.MapPost("/events/{number}/report", Report).RequireAuthorization().WithSummary("What came of a labelled event; the next one needs it.");

        label.MapPost("/complaints", Complain).RequireAuthorization().WithSummary("Complains about a grant's holder; who did is for the label's office alone.");
        label.MapGet("/complaints", Complaints).RequireAuthorization().WithSummary("The complaints, newest first, for the label's office.");
        label.MapPost("/complaints/{complaint}/close", CloseComplaint).RequireAuthorization().WithSummary("Ends a complaint that was looked into.");
    }

    private static readonly JsonSerializerOptions CharterJson = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<Results<Ok<SchemeView>, ProblemHttpResult>> Scheme(LabelClerk clerk) =>
        (await clerk.Register()).SchemeOn(clerk.Today) is { } s
            ? TypedResults.Ok(new SchemeView(s.Mode, s.Months, s.GraceDays, s.Quorum, s.AppealDays, s.ReportDays, s.Levels))
            : Problems.For("not_found", "The label's rules are not set yet.");

    private static async Task<Results<Ok<SchemeView>, ProblemHttpResult>> SetScheme(SchemeFields asked, Caller caller, LabelClerk clerk)
    {
        caller.Require(Duties.SetRules);
        var act = new RegisterAct.SchemeSet(asked.Mode, asked.Months, asked.GraceDays, asked.Quorum, asked.AppealDays, asked.ReportDays, asked.Levels);
        return await clerk.Record(act, asked) is { } problem ? problem
            : TypedResults.Ok(new SchemeView(asked.Mode, asked.Months, asked.GraceDays, asked.Quorum, asked.AppealDays, asked.ReportDays, asked.Levels));
    }

    private static async Task<Ok<Page<CharterView>>> Charters(LabelClerk clerk, LabelRegister register)
    {
        var items = new List<CharterView>();
        foreach (var charter in (await clerk.Register()).Charters.Values) items.Add(await View(charter, register));
        return TypedResults.Ok(new Page<CharterView>(items, null));
    }

    private static async Task<Results<Ok<CharterView>, ProblemHttpResult>> Charter(int version, LabelClerk clerk, LabelRegister register) =>
        (await clerk.Register()).Charters.GetValueOrDefault(version) is { } charter ? TypedResults.Ok(await View(charter, register)) : Problems.For("not_found");

    private static async Task<Results<Created<CharterView>, ProblemHttpResult>> AdoptCharter(CharterFields asked, Caller caller, LabelClerk clerk, LabelRegister register)
    {
        caller.Require(Duties.SetRules);
        return await Adopt(asked, clerk) is { } problem ? problem : TypedResults.Created($"/v1/label/charters/{asked.Version}", await View((await clerk.Register()).Charters[asked.Version], register));
    }

    /// <summary>Records a version of the charter with its wordings.</summary>
    internal static async Task<ProblemHttpResult?> Adopt(CharterFields asked, LabelClerk clerk)
    {
        if (asked.Title.Trim() is not { Length: > 0 and <= 200 }) return Problems.InvalidField("title", "1 to 200 characters");
        if (asked.Text.Trim() is not { Length: > 0 and <= 40_000 }) return Problems.InvalidField("text", "1 to 40000 characters");
        if (asked.AdoptedBy.Trim() is not { Length: > 0 and <= 200 }) return Problems.InvalidField("adoptedBy", "1 to 200 characters: the body that decided");
        if (asked.Criteria.Count > 500 || asked.Criteria.Any(c => c.Wording.Trim() is not { Length: > 0 and <= 1000 })) return Problems.InvalidField("criteria", "at most 500, each with a wording of 1 to 1000 characters");
        var criteria = new List<Criterion>();
        foreach (var c in asked.Criteria)
        {
            if (c.For.Any(kind => KindOf(kind) is null)) return Problems.InvalidField("criteria.for", "shop, ess or event");
            criteria.Add(new(c.Number, c.Axis, c.Kind, [.. c.For.Select(kind => KindOf(kind)!.Value)], c.Evidence, c.Points));
        }
        var document = Write(new CharterDocument(asked.Title.Trim(), asked.Text, asked.AdoptedBy.Trim(), asked.AdoptedOn, asked.Criteria.GroupBy(c => c.Number).ToDictionary(c => c.Key, c => c.First().Wording.Trim())));
        var act = new RegisterAct.CharterAdopted(asked.Version, Digest.Of(document), [.. criteria]);
        return await clerk.Record(act, asked, needsReason: true, new Original(act.Text, document));
    }

    /// <summary>The bytes whose digest stands in the book.</summary>
    internal static byte[] Write(CharterDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, CharterJson);

    /// <summary>A charter with its wordings, which lie apart from the book.</summary>
    internal static async Task<CharterView> View(Charter charter, LabelRegister register)
    {
        var bytes = await register.Original(charter.Position, charter.Adopted.Text);
        var document = bytes is { } kept ? JsonSerializer.Deserialize<CharterDocument>(kept.Span, CharterJson) : null;
        return new(charter.Adopted.Version, document?.Title ?? "", document?.Text ?? "", Convert.ToHexStringLower(charter.Adopted.Text.ToBytes()), document?.AdoptedBy ?? "", document?.AdoptedOn, charter.InForce,
            [.. charter.Adopted.Criteria.Select(c => new CriterionFields(c.Number, c.Axis, c.Kind, [.. c.For.Select(WordOf)], c.Evidence, c.Points, document?.Wordings.GetValueOrDefault(c.Number) ?? ""))]);
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Show(
        GrantNumber number, Caller caller, LabelDesk desk, LabelClerk clerk, Day? on = null, Day? asKnownOn = null)
    {
        if (await Hidden(desk, caller) is { } hidden) return hidden;
        return await desk.Find(number, on?.Date ?? clerk.Today, asKnownOn?.Date) is { } grant
            ? TypedResults.Ok(GrantStandingView.Of(grant))
            : Problems.For(LabelRefusal.UnknownGrant.Word());
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Act(GrantNumber number, GrantAct act, IReasoned asked, LabelClerk clerk, LabelDesk desk)
    {
        await clerk.Require(number, Duties.ActOnGrant);
        if (act is GrantAct.Transferred { To: var to } && !(await clerk.Register()).Participants.ContainsKey(to)) return Problems.For(LabelRefusal.UnknownParticipant.Word());
        return await Recorded(number, act, asked, clerk, desk);
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Recorded(GrantNumber number, GrantAct act, IReasoned asked, LabelClerk clerk, LabelDesk desk) =>
        await clerk.Record(number, act, asked) is { } problem ? problem : TypedResults.Ok(GrantStandingView.Of((await desk.Find(number, asked.Effective ?? clerk.Today, null))!));

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Renew(GrantNumber number, Renewal asked, Caller caller, LabelClerk clerk, LabelDesk desk)
    {
        await clerk.Require(number, Duties.ActOnGrant);
        if (await desk.Grant(number) is not { } grant) return Problems.For(LabelRefusal.UnknownGrant.Word());
        return await Recorded(number, await clerk.RenewalOf(grant, asked.Level, asked.Until, asked.Effective), asked, clerk, desk);
    }

    private static async Task<Results<Ok<GrantStandingView>, ProblemHttpResult>> Renounce(GrantNumber number, GrantDecision asked, LabelClerk clerk, LabelDesk desk)
    {
        if (await desk.Grant(number) is not { } grant) return Problems.For(LabelRefusal.UnknownGrant.Word());
        await clerk.RequireFor(grant.StateOn(clerk.Today)?.Holder ?? grant.Holder);
        return await Recorded(number, new GrantAct.Renounced(), asked, clerk, desk);
    }

    private static async Task<Results<Ok<Page<DecisionView>>, ProblemHttpResult>> Decisions(GrantNumber number, Caller caller, LabelDesk desk, LabelClerk clerk, LabelRegister register)
    {
        if (await desk.Grant(number) is not { } grant) return Problems.For(LabelRefusal.UnknownGrant.Word());
        await clerk.RequireFor(grant.StateOn(clerk.Today)?.Holder ?? grant.Holder, [.. Duties.Office, Roles.City]);
        var items = new List<DecisionView>();
        foreach (var f in grant.Facts) items.Add(new(f.Fact.Act.Word, f.Fact.Effective, f.Recorded, f.Position, f.Fact.By, await register.Words(f.Fact, f.Position)));
        return TypedResults.Ok(new Page<DecisionView>(items, null));
    }

    private static async Task<Results<Ok<EventReportView>, ProblemHttpResult>> Report(GrantNumber number, EventReportFields asked, LabelDesk desk, LabelClerk clerk)
    {
        if (await desk.Grant(number) is not { } grant) return Problems.For(LabelRefusal.UnknownGrant.Word());
        await clerk.RequireFor(grant.StateOn(clerk.Today)?.Holder ?? grant.Holder, Roles.LabelManager);
        if (asked.EssActors < 0 || asked.Shops < 0 || asked.Visitors < 0) return Problems.InvalidField("essActors, shops, visitors", "0 or more");
        return await clerk.Record(new RegisterAct.EventReported(number, asked.EssActors, asked.Shops, asked.Visitors, asked.AcceptedCurrency, asked.InQpv), asked, needsReason: false) is { } problem
            ? problem : TypedResults.Ok(new EventReportView(number, "reported"));
    }

    private static async Task<Results<Created<ComplaintView>, ProblemHttpResult>> Complain(ComplaintFields asked, HttpContext context, LabelClerk clerk, TimeProvider clock)
    {
        var id = new ComplaintId(Idempotency.IdempotentId(context, clock));
        return await clerk.Record(new RegisterAct.ComplaintReceived(id, asked.Grant), asked) is { } problem
            ? problem : TypedResults.Created($"/v1/label/complaints/{id}", new ComplaintView(id, asked.Grant, "open", clerk.Today, null, null));
    }

    private static async Task<Ok<Page<ComplaintView>>> Complaints(Caller caller, LabelClerk clerk, LabelRegister register)
    {
        caller.Require(Duties.ReadComplaints);
        var items = new List<ComplaintView>();
        var known = await clerk.Register();
        foreach (var (id, complaint) in known.Complaints.OrderByDescending(c => c.Value.Received.Position))
        {
            if (!await caller.Is(known.Grants[complaint.Grant].Kind, Duties.ReadComplaints)) continue;
            items.Add(new(id, complaint.Grant, complaint.Closed is null ? "open" : "closed", complaint.Received.Fact.Effective,
                await register.Words(complaint.Received.Fact, complaint.Received.Position), (complaint.Closed?.Fact.Act as RegisterAct.ComplaintClosed)?.Outcome));
        }
        return TypedResults.Ok(new Page<ComplaintView>(items, null));
    }

    private static async Task<Results<Ok<ComplaintView>, ProblemHttpResult>> CloseComplaint(ComplaintId complaint, ComplaintEnd asked, Caller caller, LabelClerk clerk)
    {
        caller.Require(Duties.CloseComplaint);
        if ((await clerk.Register()).Complaints.GetValueOrDefault(complaint) is { } about) await clerk.Require(about.Grant, Duties.CloseComplaint);
        if (await clerk.Record(new RegisterAct.ComplaintClosed(complaint, asked.Outcome), asked) is { } problem) return problem;
        var closed = (await clerk.Register()).Complaints[complaint];
        return TypedResults.Ok(new ComplaintView(complaint, closed.Grant, "closed", closed.Received.Fact.Effective, null, asked.Outcome));
    }

    /// <summary>Where the owner's legal mode forbids public display, strangers learn nothing.</summary>
    internal static async Task<ProblemHttpResult?> Hidden(LabelDesk desk, Caller caller) =>
        caller.Person is not null || await desk.MayBeShown() ? null : Problems.For("label_not_public");

    internal static string WordOf(GrantKind kind) => kind switch { GrantKind.Shop => "shop", GrantKind.EssActor => "ess", _ => "event" };

    internal static GrantKind? KindOf(string word) => word switch { "shop" or "merchant" => GrantKind.Shop, "ess" => GrantKind.EssActor, "event" => GrantKind.Event, _ => null };

    /// <param name="Mode">What the owner's legal form allows: <c>public_authority</c>, <c>third_party</c>, or <c>internal_charter</c>, which shows nothing in public.</param>
    /// <param name="Months">How long a grant lasts, 1 … 120.</param>
    /// <param name="GraceDays">How long after its last day a renewal may still be handed in, 0 … 366.</param>
    /// <param name="Quorum">How many opinions a decision needs, 1 … 99.</param>
    /// <param name="AppealDays">How long after a decision it may be appealed, 1 … 366.</param>
    /// <param name="ReportDays">How long after an event its report is due, 1 … 366.</param>
    /// <param name="Levels">How many levels there are, 1 … 9.</param>
    public sealed record SchemeFields(LegalMode Mode, int Months, int GraceDays, int Quorum, int AppealDays, int ReportDays, int Levels, string Reason, DateOnly? Effective = null) : IReasoned;

    public sealed record SchemeView(LegalMode Mode, int Months, int GraceDays, int Quorum, int AppealDays, int ReportDays, int Levels);

    /// <param name="Version">One more than the last version.</param>
    /// <param name="AdoptedBy">The body that decided: the working group, the council…</param>
    /// <param name="AdoptedOn">The day of that decision.</param>
    /// <param name="Effective">The day from which it is in force.</param>
    public sealed record CharterFields(int Version, string Title, string Text, string AdoptedBy, DateOnly AdoptedOn, IReadOnlyList<CriterionFields> Criteria, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Axis">The value it serves.</param>
    /// <param name="Kind">Whether a file needs it.</param>
    /// <param name="For"><c>shop</c>, <c>ess</c>, <c>event</c>.</param>
    /// <param name="Evidence">Whether a piece of evidence is needed.</param>
    public sealed record CriterionFields(int Number, Axis Axis, CriterionKind Kind, IReadOnlyList<string> For, bool Evidence, int Points, string Wording);

    /// <param name="Sha256">Hex of the digest that stands in the label book.</param>
    /// <param name="InForce">The first day.</param>
    public sealed record CharterView(int Version, string Title, string Text, string Sha256, string AdoptedBy, DateOnly? AdoptedOn, DateOnly InForce, IReadOnlyList<CriterionFields> Criteria);

    internal sealed record CharterDocument(string Title, string Text, string AdoptedBy, DateOnly AdoptedOn, Dictionary<int, string> Wordings);

    /// <param name="Reason">Why; kept apart from the book and never shown in public.</param>
    /// <param name="Effective">The first day (Europe/Paris) on which it counts; today if left out.</param>
    public sealed record GrantDecision(string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Through">The last day of the suspension, included; until it is reinstated if left out.</param>
    public sealed record Suspension(string Reason, DateOnly? Effective = null, DateOnly? Through = null) : IReasoned;

    /// <param name="Level">The level from now on, 1 … 9; as it was if left out.</param>
    /// <param name="Until">The new last day, included; a further term of the scheme if left out.</param>
    public sealed record Renewal(string Reason, DateOnly? Effective = null, int? Level = null, DateOnly? Until = null) : IReasoned;

    /// <param name="To">The participant who took over.</param>
    public sealed record Transfer(ParticipantId To, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="Position">Where the act stands in the label book.</param>
    public sealed record Annulling(Position Position, string Reason, DateOnly? Effective = null) : IReasoned;

    /// <param name="EssActors">How many ESS actors took part.</param>
    /// <param name="Shops">How many shops.</param>
    /// <param name="Visitors">How many visitors, about.</param>
    public sealed record EventReportFields(int EssActors, int Shops, int Visitors, bool AcceptedCurrency, bool InQpv, string? Reason = null, DateOnly? Effective = null) : IReasoned;

    public sealed record EventReportView(GrantNumber Number, string State);

    public sealed record ComplaintFields(GrantNumber Grant, string Reason, DateOnly? Effective = null) : IReasoned;

    public sealed record ComplaintEnd(ComplaintOutcome Outcome, string Reason, DateOnly? Effective = null) : IReasoned;

    public sealed record ComplaintView(ComplaintId Complaint, GrantNumber Grant, string State, DateOnly Day, string? Reason, ComplaintOutcome? Outcome);

    /// <param name="Reason">Null where it was erased.</param>
    public sealed record DecisionView(string Kind, DateOnly Effective, DateOnly Recorded, Position Position, PersonId By, string? Reason);

    /// <summary>A grant on a day.</summary>
    /// <param name="Until">The last day, included.</param>
    /// <param name="History">Which acts, effective when; never a reason.</param>
    public sealed record GrantStandingView(
        GrantNumber Number, string Holder, string HolderId, string Kind, int? Level, string Standing, DateOnly? From, DateOnly? Until, IReadOnlyList<HistoryEntryView> History)
    {
        internal static GrantStandingView Of(GrantView grant) => new(
            grant.Number, grant.Holder, grant.HolderId, WordOf(grant.Kind),
            grant.Level, grant.Standing.Word(), grant.From, grant.Until, [.. grant.History.Select(h => new HistoryEntryView(h.Kind, h.Day))]);
    }

    public sealed record HistoryEntryView(string Kind, DateOnly Day);
}
