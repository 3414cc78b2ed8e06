using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Payment requests delivered into the wallet of the one who is to pay, who pays or refuses there.</summary>
public static class AskEndpoints
{
    public static void MapAsks(this IEndpointRouteBuilder app)
    {
        var asks = app.MapGroup("/v1").RequireAuthorization().WithTags("Asks");
        asks.MapPost("/asks", Make).WithSummary($"Asks somebody for a payment: a professional, or an individual whose account and name agree. It waits in their wallet for 7 days; at most {AskRules.MostOpenToOne} of one account wait for one payer.");
        asks.MapPost("/asks/{ask}/refuse", Refuse).WithSummary("The one who is asked refuses, and with `block` sees no more asks of this asker.");
        asks.MapPost("/asks/{ask}/withdraw", Withdraw).WithSummary("The one who asked takes it back, unless it was paid.");
        asks.MapGet("/accounts/{account}/asks", List).WithSummary("The asks of an account and those to it, the newest first; with `waiting=true` only those that wait for its answer. Kept until 90 days after their end.");
        asks.MapGet("/accounts/{account}/blocked-askers", Blocked).WithSummary("Whose asks the account's holder wants to see no more.");
        asks.MapDelete("/accounts/{account}/blocked-askers/{asker}", Unblock).WithSummary("Lets an asker ask again.");
    }

    private static async Task<Results<Created<AskView>, ProblemHttpResult>> Make(AskFields asked, HttpContext context, Caller caller, AskDesk desk, RequestDesk requests, People people, LabelDesk label, PaymentRequests known, Terms terms, TimeProvider clock)
    {
        var person = caller.RequiredPerson;
        if (!await caller.Holds(asked.Payee)) return Problems.For("forbidden");
        if (asked.Amount == Amount.Zero) return Problems.InvalidField("amount", "at least 1");
        if (asked.Amount > terms.MaxAmount) return Problems.InvalidField("amount", $"at most {terms.MaxAmount.Minor}");
        if (asked.Note is { } note && !PaymentOrder.IsNote(note)) return Problems.InvalidField("note", "at most 140 characters, none of them a control or direction mark");
        if (asked.PayerName is { } name && (name.Length is 0 or > 200 || !PlainText.Is(name))) return Problems.InvalidField("payerName", "1 to 200 characters without control characters and direction marks");
        if (await known.StatusOf(asked.Payee, fresh: false) is not Core.Journal.SubjectStatus.Open) return Problems.For(Words.Of(Refusal.PayeeClosed));
        var id = new RequestId(Idempotency.IdempotentId(context, clock));
        var (made, refusal) = await desk.Make(id, asked.Payee, asked.Payer, asked.PayerName, asked.Amount, asked.Note, person);
        return refusal is { } why ? Problems.For(Words.Of(why)) : TypedResults.Created($"/v1/payment-requests/{id}", await View(made!, asked.Payee, requests, people, label));
    }

    private static async Task<Results<Ok<AskView>, ProblemHttpResult>> Refuse(RequestId ask, RefuseFields asked, Caller caller, AskDesk desk, RequestDesk requests, People people, LabelDesk label)
    {
        _ = caller.RequiredPerson;
        if (await desk.Find(ask, caller.Holds) is not { } found || !await caller.Holds(found.Payer)) return Problems.For("not_found");
        if (asked.Block) await desk.Block(found.Payer, found.Asker);
        var ended = await desk.End(found, AskEnding.Refused);
        return ended.State is AskState.Refused ? TypedResults.Ok(await View(ended, found.Payer, requests, people, label)) : Problems.For(Words.Of(Core.Payments.Refusal.RequestClosed));
    }

    private static async Task<Results<Ok<AskView>, ProblemHttpResult>> Withdraw(RequestId ask, Caller caller, AskDesk desk, RequestDesk requests, People people, LabelDesk label)
    {
        _ = caller.RequiredPerson;
        if (await desk.Find(ask, caller.Holds) is not { } found || !await caller.Holds(found.Asker)) return Problems.For("not_found");
        var ended = await desk.End(found, AskEnding.Withdrawn);
        return ended.State is AskState.Withdrawn ? TypedResults.Ok(await View(ended, found.Asker, requests, people, label)) : Problems.For(Words.Of(Core.Payments.Refusal.RequestClosed));
    }

    private static async Task<Results<Ok<Page<AskView>>, ProblemHttpResult>> List(AccountId account, Caller caller, AskDesk desk, RequestDesk requests, People people, LabelDesk label, bool waiting = false)
    {
        await caller.RequireHolderOr(account);
        var views = new List<AskView>();
        foreach (var one in await desk.Of(account, waiting)) views.Add(await View(one, account, requests, people, label));
        return TypedResults.Ok(new Page<AskView>(views, null));
    }

    private static async Task<Ok<Page<BlockedAskerView>>> Blocked(AccountId account, Caller caller, IAskStore store, People people)
    {
        await caller.RequireHolderOr(account);
        var views = new List<BlockedAskerView>();
        foreach (var block in await store.BlockedByAsync(account, default)) views.Add(new(block.Asker, (await people.HolderOf(block.Asker))?.Name, block.At));
        return TypedResults.Ok(new Page<BlockedAskerView>(views, null));
    }

    private static async Task<NoContent> Unblock(AccountId account, AccountId asker, Caller caller, IAskStore store)
    {
        await caller.RequireHolderOr(account);
        await store.UnblockAsync(account, asker, default);
        return TypedResults.NoContent();
    }

    /// <summary>Each side sees the other's name: the one who asks gave theirs by asking, and showed that they know the other's.</summary>
    private static async Task<AskView> View(StandingAsk one, AccountId reader, RequestDesk requests, People people, LabelDesk label)
    {
        var (ask, terms) = (one.Ask, one.Request.Terms);
        async Task<AccountEndpoints.PartyView> Party(AccountId account) => new(account, (await people.HolderOf(account))?.Name);
        var grant = await label.OfAccount(ask.Asker);
        return new(ask.Request, await Party(ask.Asker), (await people.HolderOf(ask.Asker))?.Kind, grant is null ? null : new(grant.Standing.Word(), grant.Grant), await Party(ask.Payer), terms.Amount ?? Amount.Zero, terms.Unit, ask.Note, one.State, ask.AskedAt, ask.ExpiresAt,
            one.State is AskState.Asked && reader == ask.Payer ? requests.UriOf(one.Request) : null);
    }

    /// <param name="Payee">The caller's account, to be paid.</param>
    /// <param name="Payer">Who is asked.</param>
    /// <param name="Amount">In minor units of the ledger's unit.</param>
    /// <param name="PayerName">The name of an individual, which must be that account's; for a professional it can be left out.</param>
    /// <param name="Note">What for, at most 140 characters.</param>
    public sealed record AskFields(AccountId Payee, AccountId Payer, Amount Amount, string? PayerName = null, string? Note = null);

    /// <param name="Block">Whether to see no more asks of this asker.</param>
    public sealed record RefuseFields(bool Block = false);

    /// <param name="Ask">The id of the payment request that it is.</param>
    /// <param name="PayeeKind"><c>resident</c>, <c>merchant</c>, <c>ess</c> or <c>public</c>; null: nobody's any more.</param>
    /// <param name="Label">Of the payee; null: none, or none that may be shown.</param>
    /// <param name="Uri">What its QR code would show, for the one who is asked, while it can be paid; else null.</param>
    public sealed record AskView(RequestId Ask, AccountEndpoints.PartyView Payee, string? PayeeKind, PaymentRequestEndpoints.PayeeLabelView? Label, AccountEndpoints.PartyView Payer, Amount Amount, Unit Unit, string? Note, AskState State,
        DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string? Uri);

    /// <param name="Account">Whose asks are not shown.</param>
    /// <param name="Since">Since when.</param>
    public sealed record BlockedAskerView(AccountId Account, string? Name, DateTimeOffset Since);
}
