using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using FromHeaderAttribute = Microsoft.AspNetCore.Mvc.FromHeaderAttribute;

namespace EssLedger.Web.Api;

/// <summary>Payment requests: what a till shows as a QR code, and the live answer to "was it paid?".</summary>
public static class PaymentRequestEndpoints
{
    private const int DefaultSeconds = 600, ShortestSeconds = 10, LongestSeconds = 86_400;

    /// <summary>How long after its end anyone who holds the id may still ask about a request.</summary>
    internal static readonly TimeSpan PublicAfterEnd = TimeSpan.FromHours(1);

    public static void MapPaymentRequests(this IEndpointRouteBuilder app)
    {
        var requests = app.MapGroup("/v1/payment-requests").WithTags("Payment requests");
        requests.MapPost("/", Make).RequireAuthorization().WithSummary("Asks for a payment; the answer's uri is what the QR code shows.");
        requests.MapGet("/{request}", Show).WithSummary("Where a request stands, for anyone who holds its id. Nothing of the payer.");
        requests.MapPost("/{request}/cancel", Cancel).RequireAuthorization().WithSummary("Takes a request back, unless it was paid.");
        requests.MapGet("/{request}/qr.svg", Svg).Produces<string>(200, "image/svg+xml").WithSummary("The QR code as SVG.");
        requests.MapGet("/{request}/qr.png", Png).Produces<byte[]>(200, "image/png").WithSummary("The QR code as PNG.");
        requests.MapGet("/{request}/events", Events).Produces<string>(200, "text/event-stream").WithSummary("Server-sent events: first `state`, then `paid` when it is, or `state` when it ends otherwise.");
    }

    private static async Task<Results<Created<MadeRequestView>, ProblemHttpResult>> Make(
        MakeRequest asked, HttpContext context, Caller caller, PaymentRequests requests, RequestDesk desk, IShopStore shops, CashierDesk cashiers, Terms terms, MutualCreditInForce mutual, TimeProvider clock,
        [FromHeader(Name = CashierDesk.Header)] string? turn = null)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (!await caller.MayTakePaymentFor(asked.Payee)) return Problems.For("forbidden", "You do not take payment for this account.");
        if (asked.Unit != terms.Unit && asked.Unit != await mutual.Unit()) return Problems.For(Words.Of(Refusal.WrongUnit));
        if (asked.Amount == Amount.Zero) return Problems.InvalidField("amount", "at least 1, or left out when the payer chooses");
        if (asked.Amount > terms.MaxAmount) return Problems.InvalidField("amount", $"at most {terms.MaxAmount.Minor}");
        if (asked.Reference is { } given && (Encoding.UTF8.GetByteCount(given) > RequestCode.LongestReference || !PaymentOrder.IsNote(given)))
            return Problems.InvalidField("reference", "1 to 16 bytes of UTF-8 without control characters");
        if (asked.ExpiresInSeconds is < ShortestSeconds or > LongestSeconds) return Problems.InvalidField("expiresInSeconds", $"{ShortestSeconds} to {LongestSeconds}");
        if (asked is { Standing: true, ExpiresInSeconds: not null }) return Problems.InvalidField("expiresInSeconds", "a standing code has no end");
        if (asked.Till is { } till && !(await shops.TillsAsync(asked.Payee, default)).Any(t => t.Id == till && t.EndedAt is null)) return Problems.InvalidField("till", "a till of the payee that is in use");
        if (await requests.StatusOf(asked.Payee, fresh: false) is not SubjectStatus.Open) return Problems.For(Words.Of(Refusal.PayeeClosed));
        if (asked.Unit != terms.Unit && (await requests.Holding(asked.Payee)).Credit is null) return Problems.For(Words.Of(CreditRefusal.NotAdmitted));

        var by = await cashiers.Acting(turn, caller.RequiredPerson, asked.Payee, asked.Till);
        var id = new RequestId(Idempotency.IdempotentId(context, clock));
        var kept = await desk.Make(id, asked.Payee, asked.Unit, asked.Amount, asked.Reference, asked.Standing ? null : TimeSpan.FromSeconds(asked.ExpiresInSeconds ?? DefaultSeconds), by, asked.Till);
        return TypedResults.Created($"/v1/payment-requests/{id}", new MadeRequestView(id, desk.UriOf(kept), kept.Terms.ExpiresAt));
    }

    private static async Task<string> Name(AccountId account, People people) => (await people.HolderOf(account))?.Name ?? account.Value;

    /// <summary>Where a request stands; an id that we never gave out wakes no grain.</summary>
    private static async Task<RequestStanding?> Read(RequestId request, IGrainFactory grains, PaymentRequests requests) =>
        await requests.FindStored(request) is null ? null : await grains.GetGrain<IPaymentRequestGrain>(request.ToString()).Read();

    private static async Task<Results<Ok<RequestStateView>, ProblemHttpResult>> Show(
        RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, People people, LabelDesk label, TimeProvider clock)
    {
        return await Visible(request, caller, grains, requests, clock) is { } standing ? TypedResults.Ok(await View(standing, people, label)) : Problems.For("not_found");
    }

    /// <summary>Where a request stands, for who may know: anyone who holds its id until an hour after its end, then only those who take the payee's payments.</summary>
    private static async Task<RequestStanding?> Visible(RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, TimeProvider clock) =>
        await Read(request, grains, requests) is { } standing
        && (standing.EndedAt is not { } ended || clock.GetUtcNow() <= ended + PublicAfterEnd || await caller.MayTakePaymentFor(standing.Request.Terms.Payee)) ? standing : null;

    private static async Task<Results<Ok<RequestStateView>, ProblemHttpResult>> Cancel(
        RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, People people, LabelDesk label, TimeProvider clock)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (await Visible(request, caller, grains, requests, clock) is not { } standing) return Problems.For("not_found");
        if (!await caller.MayTakePaymentFor(standing.Request.Terms.Payee)) return Problems.For("forbidden");
        var ended = await grains.GetGrain<IPaymentRequestGrain>(request.ToString()).Cancel();
        return ended!.State is RequestState.Cancelled ? TypedResults.Ok(await View(ended, people, label)) : Problems.For(Words.Of(Refusal.RequestClosed));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Svg(RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, RequestDesk desk, TimeProvider clock) =>
        await Code(request, caller, grains, requests, desk, clock) is { } code ? TypedResults.Content(code.ToSvg("QR"), "image/svg+xml") : Problems.For("not_found");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Png(RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, RequestDesk desk, TimeProvider clock) =>
        await Code(request, caller, grains, requests, desk, clock) is { } code ? TypedResults.Bytes(code.ToPng(), "image/png") : Problems.For("not_found");

    private static async Task<Qr?> Code(RequestId request, Caller caller, IGrainFactory grains, PaymentRequests requests, RequestDesk desk, TimeProvider clock) =>
        await Visible(request, caller, grains, requests, clock) is { } standing ? Qr.Of(desk.UriOf(standing.Request)) : null;

    private static async Task<Results<ServerSentEventsResult<string>, ProblemHttpResult>> Events(
        RequestId request, HttpContext context, Caller caller, IGrainFactory grains, PaymentRequests requests, People people, LabelDesk label, CommitFeed feed, EventStreams streams, TimeProvider clock, IOptions<JsonOptions> json)
    {
        if (await Visible(request, caller, grains, requests, clock) is null) return Problems.For("not_found");
        return TypedResults.ServerSentEvents(Follow(request, grains, requests, people, label, feed, clock, json.Value.SerializerOptions, streams.Open(context, request)));
    }

    /// <summary>First the state, then what changes. A hint from the feed only means "look": the book says what happened.</summary>
    private static async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<string>> Follow(
        RequestId request, IGrainFactory grains, PaymentRequests requests, People people, LabelDesk label, CommitFeed feed, TimeProvider clock, JsonSerializerOptions json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = feed.Listen(Claim.EndOf(request).Key);
        for (var first = true; !cancellationToken.IsCancellationRequested; first = false)
        {
            var standing = (await Read(request, grains, requests))!;
            if (first || standing.State is not (RequestState.Open or RequestState.Paid)) yield return new(JsonSerializer.Serialize(await View(standing, people, label), json), "state");
            if (standing.Paid is { } paid)
                yield return new(JsonSerializer.Serialize(new PaidEvent(request, paid.Amount, standing.EndedAt!.Value), json), "paid");
            if (standing.State is not RequestState.Open) yield break;

            // Nobody commits an expiry unless somebody looks: look when the time is over.
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (standing.Request.Terms.ExpiresAt is { } expires)
                wait.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(1, (expires - clock.GetUtcNow()).TotalMilliseconds + 50)));
            try
            {
                await subscription.Hints.ReadAsync(wait.Token);
            }
            catch (OperationCanceledException)
            {
                // Expired, presumably, and the next look commits it; or the stream is over.
            }
        }
    }

    private static async Task<RequestStateView> View(RequestStanding standing, People people, LabelDesk label)
    {
        var terms = standing.Request.Terms;
        var grant = await label.OfAccount(terms.Payee);
        return new(terms.Id, standing.State, new(terms.Payee, await Name(terms.Payee, people), grant is null ? null : new PayeeLabelView(grant.Standing.Word(), grant.Grant)),
            terms.Amount, terms.Unit, standing.Request.Reference, terms.ExpiresAt, terms.Standing, standing.EndedAt);
    }

    /// <summary>What is to be paid.</summary>
    /// <param name="Unit">The ledger's, or that of the mutual credit where the payee is admitted to it.</param>
    /// <param name="Amount">In minor units; left out when the payer chooses.</param>
    /// <param name="Reference">The payee's own, at most 16 bytes.</param>
    /// <param name="ExpiresInSeconds">10 to 86400; 600 if left out.</param>
    /// <param name="Standing">A printed code, without end, which many may pay.</param>
    /// <param name="Till">At which till of the payee, by which its takings are told apart; left out: at none that was named.</param>
    public sealed record MakeRequest(AccountId Payee, Unit Unit, Amount? Amount = null, string? Reference = null, int? ExpiresInSeconds = null, bool Standing = false, TillId? Till = null);

    public sealed record MadeRequestView(RequestId Request, string Uri, DateTimeOffset? ExpiresAt);

    public sealed record RequestStateView(RequestId Request, RequestState State, PayeeView Payee, Amount? Amount, Unit Unit, string? Reference, DateTimeOffset? ExpiresAt, bool Standing, DateTimeOffset? EndedAt);

    public sealed record PayeeView(AccountId Account, string Name, PayeeLabelView? Label);

    public sealed record PayeeLabelView(string Standing, GrantNumber Grant);

    public sealed record PaidEvent(RequestId Request, Amount Amount, DateTimeOffset CommittedAt);
}
