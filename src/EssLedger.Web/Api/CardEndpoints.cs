using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Keys;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Api;

/// <summary>Printed cards with a PIN, for whoever has no telephone: made by two persons of a bureau, used on the merchant's device, little at a time.</summary>
public static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder app)
    {
        var cards = app.MapGroup("/v1/accounts/{account}/cards").RequireAuthorization().WithTags("Cards");
        cards.MapPost("/", Enter).WithSummary("A bureau enters a card, with the PIN that its visitor chose and typed. The number in the answer is printed on it and kept nowhere.");
        cards.MapPost("/{card}/confirm", Confirm).WithSummary("Another person of the bureau confirms the card; the account's other cards pay no more.");
        cards.MapDelete("/{card}", Block).WithSummary("Takes a card out of use.");
        app.MapPost("/v1/card-payments", Pay).RequireAuthorization().WithTags("Cards")
            .WithSummary("Pays a payment request, which names an amount, by card and PIN on the device of the merchant who made it. After three wrong PINs running the card pays no more.");
    }

    private static async Task<Results<Created<CardView>, ProblemHttpResult>> Enter(
        AccountId account, EnterCardFields asked, HttpContext context, Caller caller, People people, PaymentRequests requests, IGrainFactory grains, KeyDirectory keys, CardPins pins, Settings settings)
    {
        await RequireOtherBureau(account, caller, people);
        if (!Pins.IsPin(asked.Pin)) return Problems.InvalidField("pin", "4 to 6 digits, not all the same and not in a row");
        if (await requests.StatusOf(account, fresh: true) is null) return Problems.For("not_found");
        var number = Idempotency.IdempotentSecret(context, keys, "card")[..CardId.NumberSize];
        var card = CardId.Of(number);
        return await grains.GetGrain<IAccountGrain>(account.Value).EnterCard(card, pins.Hash(asked.Pin), caller.RequiredPerson) is { } refusal
            ? Problems.For(Words.Of(refusal))
            : TypedResults.Created($"/v1/accounts/{account}/cards/{card}", new CardView(card, number, $"{settings.Origin.ToUpperInvariant()}/C/{Base32.Encode(number)}"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Confirm(AccountId account, CardId card, Caller caller, People people, PaymentRequests requests, IGrainFactory grains)
    {
        await RequireOtherBureau(account, caller, people);
        if (await requests.StatusOf(account, fresh: true) is null) return Problems.For("not_found");
        return await grains.GetGrain<IAccountGrain>(account.Value).ConfirmCard(card, caller.RequiredPerson) is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Block(AccountId account, CardId card, Caller caller, PaymentRequests requests, IGrainFactory grains)
    {
        await caller.RequireHolderOr(account, Roles.Bureau, Roles.Admin);
        if (await requests.StatusOf(account, fresh: true) is null) return Problems.For("not_found");
        return await grains.GetGrain<IAccountGrain>(account.Value).BlockCard(card, caller.RequiredPerson) ? TypedResults.NoContent() : Problems.For("not_found");
    }

    private static async Task<Results<Created<PaymentEndpoints.PaymentView>, Ok<PaymentEndpoints.PaymentView>, ProblemHttpResult>> Pay(
        CardPaymentFields asked, Caller caller, PaymentRequests requests, CurrencyBook book, IGrainFactory grains, CardPins pins, CashierDesk cashiers, ReceiptDesk receipts, [FromHeader(Name = CashierDesk.Header)] string? turn = null)
    {
        caller.Require(Roles.Merchant, Roles.Cashier);
        if (asked.Card.Length != CardId.NumberSize) return Problems.InvalidField("card", $"the {CardId.NumberSize} bytes that are printed on the card");
        if (await requests.Find(asked.Request) is not { } request) return Problems.For(Words.Of(Refusal.RequestUnknown));
        if (!await caller.MayTakePaymentFor(request.Payee)) return Problems.For("forbidden");
        var by = await cashiers.Acting(turn, caller.RequiredPerson, request.Payee, till: null);
        var card = CardId.Of(asked.Card);
        if (await book.Store.FindAsync(Claim.BeginningOf(card), default) is not { } entry || Codec.Decode(entry.Body) is not Act.CardEntered entered) return Problems.For(Words.Of(Denial.CardUnknown));
        // Without what is kept of its PIN no card pays: after an erasure.
        var pinHolds = await book.Store.FindOriginalAsync(entry.Position, entered.Pin, default) is { } kept && pins.Verify(kept.Span, asked.Pin);

        var payer = AccountId.Parse(entered.Decider.Subject);
        var answer = await grains.GetGrain<IAccountGrain>(payer.Value).PayByCard(card, request, pinHolds, by);
        if (answer.Denial is { } denial)
            return denial is Denial.WrongPin
                ? Problems.For(Words.Of(denial), $"The PIN is wrong; {answer.PinsLeft} more tries.", new Dictionary<string, string[]> { ["pinsLeft"] = [answer.PinsLeft.ToString(System.Globalization.CultureInfo.InvariantCulture)] })
                : Problems.For(Words.Of(denial));
        if (answer.Refusal is { } refusal) return await PaymentEndpoints.Refused(refusal, answer.Limit, payer, caller);
        var payment = PaymentEndpoints.View(answer.Outcome!, await receipts.For(answer.Outcome!, answer.First));
        return answer.First ? TypedResults.Created($"/v1/payments/{payment.Payment}", payment) : TypedResults.Ok(payment);
    }

    private static async Task RequireOtherBureau(AccountId account, Caller caller, People people)
    {
        await caller.RequireLooksAfter(account);
        if (await people.Holds(caller.RequiredPerson, account)) throw new ProblemException("forbidden");
    }

    /// <param name="Pin">4 to 6 digits, chosen and typed by who will have the card.</param>
    public sealed record EnterCardFields(string Pin);

    /// <param name="Card">The id under which the book knows it.</param>
    /// <param name="Number">What is printed on it: 16 bytes, base64url.</param>
    /// <param name="Uri">The same as the text of its QR code.</param>
    public sealed record CardView(CardId Card, byte[] Number, string Uri);

    /// <param name="Request">The payment request; it names an amount.</param>
    /// <param name="Card">The 16 bytes of the card, base64url.</param>
    /// <param name="Pin">As typed.</param>
    public sealed record CardPaymentFields(RequestId Request, byte[] Card, string Pin);
}
