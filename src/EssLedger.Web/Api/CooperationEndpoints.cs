using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Commitments between an ESS actor and an engaged merchant: proposed by one, signed by both with their devices.</summary>
public static class CooperationEndpoints
{
    public static void MapCooperations(this IEndpointRouteBuilder app)
    {
        var cooperations = app.MapGroup("/v1/label/cooperations").RequireAuthorization().WithTags("Label");
        cooperations.MapPost("/", Propose).WithSummary("Proposes a cooperation to another participant.");
        cooperations.MapGet("/", List).WithSummary("The cooperations of those the caller acts for, newest first; for the label's office all of them.");
        cooperations.MapGet("/{cooperation}", Show).WithSummary("A cooperation with its text and who has signed.");
        cooperations.MapPost("/{cooperation}/confirm", Confirm).TakesCose("cooperation").Produces<CooperationView>().WithSummary("One side signs, with a key that is registered for it.");
        cooperations.MapPost("/{cooperation}/end", End).WithSummary("Ends it; the effective day is the last one.");
    }

    private static async Task<Results<Created<CooperationView>, ProblemHttpResult>> Propose(CooperationFields asked, HttpContext context, LabelClerk clerk, IParticipantStore participants, TimeProvider clock)
    {
        if (FormOf(asked.Form) is not { } form) return Problems.InvalidField("form", "supply, purchase, patronage, pooling, joint_event, accepts_currency or other");
        var id = new CooperationId(Idempotency.IdempotentId(context, clock));
        if (await clerk.Propose(new(id, asked.From, asked.To, form, asked.End), asked.Text, asked.Start) is { } problem) return problem;
        return TypedResults.Created($"/v1/label/cooperations/{id}", await View((await clerk.Register()).Cooperations[id], clerk, participants));
    }

    private static async Task<Ok<Page<CooperationView>>> List(Caller caller, LabelClerk clerk, IParticipantStore participants, ParticipantId? participant = null)
    {
        var known = await clerk.Register();
        var all = caller.Is(Duties.Office) || caller.Is(Roles.City);
        var mine = known.Represented.GetValueOrDefault(caller.RequiredPerson)?.Where(p => known.Participants[p].IsRepresentedBy(caller.RequiredPerson, clerk.Today)).ToHashSet() ?? [];
        var items = new List<CooperationView>();
        foreach (var cooperation in known.Cooperations.Values.OrderByDescending(c => c.Proposed.Position))
        {
            if (!all && !mine.Any(cooperation.Joins)) continue;
            if (participant is { } only && !cooperation.Joins(only)) continue;
            items.Add(await View(cooperation, clerk, participants));
        }
        return TypedResults.Ok(new Page<CooperationView>(items, null));
    }

    private static async Task<Results<Ok<CooperationView>, ProblemHttpResult>> Show(CooperationId cooperation, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        if ((await clerk.Register()).Cooperations.GetValueOrDefault(cooperation) is not { } found || !await MaySee(found, caller, clerk)) return Problems.For(LabelRefusal.UnknownCooperation.Word());
        return TypedResults.Ok(await View(found, clerk, participants));
    }

    private static async Task<bool> MaySee(Cooperation cooperation, Caller caller, LabelClerk clerk) =>
        caller.Is(Duties.Office) || caller.Is(Roles.City) || await clerk.ActsFor(cooperation.Act.From) || await clerk.ActsFor(cooperation.Act.To);

    private static async Task<Results<Ok<CooperationView>, ProblemHttpResult>> Confirm(CooperationId cooperation, HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        if (await ConfirmBy(await Cose.Read(context), cooperation, caller, clerk) is { } problem) return problem;
        return TypedResults.Ok(await View((await clerk.Register()).Cooperations[cooperation], clerk, participants));
    }

    /// <summary>One side confirms by what its device signed; the problem if it may not.</summary>
    internal static async Task<ProblemHttpResult?> ConfirmBy(ReadOnlyMemory<byte> signed, CooperationId cooperation, Caller caller, LabelClerk clerk)
    {
        if (!SignedConfirmation.TryDecode(signed, out var confirmation, out var why)) return Problems.For("malformed_payload", why);
        if ((await clerk.Register()).Cooperations.GetValueOrDefault(cooperation) is not { } found || !await MaySee(found, caller, clerk)) return Problems.For(LabelRefusal.UnknownCooperation.Word());
        await clerk.RequireFor(confirmation.Confirmation.Participant);
        // The same side signing the same text again finds what it did.
        return (await clerk.Grain.Confirm(cooperation, confirmation, caller.RequiredPerson)).Refusal is { } refusal && refusal is not LabelRefusal.AlreadyConfirmed ? Problems.For(refusal.Word()) : null;
    }

    private static async Task<Results<Ok<CooperationView>, ProblemHttpResult>> End(CooperationId cooperation, ParticipantEndpoints.Said asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        if ((await clerk.Register()).Cooperations.GetValueOrDefault(cooperation) is not { } found || !await MaySee(found, caller, clerk)) return Problems.For(LabelRefusal.UnknownCooperation.Word());
        if (!await clerk.ActsFor(found.Act.From) && !await clerk.ActsFor(found.Act.To)) caller.Require(Roles.LabelManager);
        return await clerk.Record(new RegisterAct.CooperationEnded(cooperation), asked, needsReason: false) is { } problem
            ? problem : TypedResults.Ok(await View((await clerk.Register()).Cooperations[cooperation], clerk, participants));
    }

    private static async Task<CooperationView> View(Cooperation c, LabelClerk clerk, IParticipantStore participants)
    {
        return new(c.Act.Cooperation, c.On(clerk.Today).Word(), c.Act.From, c.Act.To, [await Side(c.Act.From), await Side(c.Act.To)], c.Act.Form.Word(),
            await clerk.Words(c.Proposed), c.Start, c.End);

        async Task<SideView> Side(ParticipantId id)
        {
            var signed = c.Confirmed.GetValueOrDefault(id)?.Fact;
            return new(id, (await participants.FindAsync(id, default))?.Name, signed?.Effective, (signed?.Act as RegisterAct.CooperationConfirmed)?.Key);
        }
    }

    // The French words of the strategy are understood as well.
    private static CooperationForm? FormOf(string word) => word.Trim().ToLowerInvariant() switch
    {
        "supply" or "approvisionnement" => CooperationForm.Supply,
        "purchase" or "achats_responsables" or "achat" => CooperationForm.Purchase,
        "patronage" or "mecenat" or "mécénat" => CooperationForm.Patronage,
        "pooling" or "mutualisation" => CooperationForm.Pooling,
        "joint_event" or "event" or "evenement" or "événement" => CooperationForm.JointEvent,
        "accepts_currency" or "accepts_mlcc" or "currency" => CooperationForm.AcceptsCurrency,
        "other" or "autre" => CooperationForm.Other,
        _ => null,
    };

    /// <param name="From">Who proposes; the caller acts for it.</param>
    /// <param name="Form"><c>supply</c>, <c>purchase</c>, <c>patronage</c>, <c>pooling</c>, <c>joint_event</c>, <c>accepts_currency</c> or <c>other</c>.</param>
    /// <param name="Text">What both sides will sign, to the letter; without control characters (but line ends and tabs) and direction marks, which could show another text than is signed.</param>
    /// <param name="Start">The first day (Europe/Paris).</param>
    /// <param name="End">The last day, included.</param>
    public sealed record CooperationFields(ParticipantId From, ParticipantId To, string Form, string Text, DateOnly Start, DateOnly? End = null);

    /// <param name="ConfirmedOn">The day of the signature; null: not signed yet.</param>
    public sealed record SideView(ParticipantId Participant, string? Name, DateOnly? ConfirmedOn, KeyId? Kid);

    /// <param name="State"><c>proposed</c>, <c>in_force</c> or <c>ended</c>.</param>
    /// <param name="Text">Null where it was erased.</param>
    public sealed record CooperationView(CooperationId Cooperation, string State, ParticipantId From, ParticipantId To, IReadOnlyList<SideView> Sides, string Form, string? Text, DateOnly Start, DateOnly? End);
}
