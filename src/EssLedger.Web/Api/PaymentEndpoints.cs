using System.Buffers.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Payments: a signed order in, a signed receipt out, once.</summary>
public static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        var payments = app.MapGroup("/v1/payments").WithTags("Payments");
        payments.MapPost("/", Pay).TakesCose("order").WithSummary("Pays. 201 the first time, 200 when the same order comes again, both with the same answer. The signature is the authority: no token is needed.");
        payments.MapGet("/{payment}", Show).RequireAuthorization().WithSummary("A payment, for its payer, its payee and auditors.");
        payments.MapGet("/{payment}/receipt", ShowReceipt).RequireAuthorization().Produces<byte[]>(200, Cose.MediaType).WithSummary("The signed receipt.");
    }

    private static async Task<Results<Created<PaymentView>, Ok<PaymentView>, ProblemHttpResult>> Pay(
        HttpContext context, Caller caller, IGrainFactory grains, PaymentRequests requests, ReceiptDesk receipts, OrderLimits limits)
    {
        var bytes = await Cose.Read(context);
        if (!SignedOrder.TryDecode(bytes, out var order, out var why)) return Problems.For(Words.Of(Refusal.MalformedPayload), why);

        // Nobody's account wakes no grain: strangers could wake millions.
        if (await requests.StatusOf(order.Order.Payer, fresh: false) is null) return Problems.For(Words.Of(Refusal.UnknownKey));
        limits.Require(order);
        var answer = await grains.GetGrain<IAccountGrain>(order.Order.Payer.Value).Pay(order);
        if (answer.First) limits.Count(order);
        if (answer.Refusal is { } refusal) return await Refused(refusal, answer.Limit, order.Order.Payer, caller);

        var payment = View(answer.Outcome!, await receipts.For(answer.Outcome!, answer.First));
        return answer.First ? TypedResults.Created($"/v1/payments/{payment.Payment}", payment) : TypedResults.Ok(payment);
    }

    /// <summary>A till that sends somebody else's order must not learn how much or what kind of money that person has.</summary>
    internal static async Task<ProblemHttpResult> Refused(Refusal refusal, Limit limit, AccountId payer, Caller caller)
    {
        var isPrivate = refusal is Refusal.LimitExceeded or Refusal.PurseNotAccepted or Refusal.InsufficientFunds;
        if (isPrivate && caller.Person is not null && !await caller.Holds(payer)) return Problems.For("declined");
        return refusal is Refusal.LimitExceeded
            ? Problems.For(Words.Of(refusal), $"The limit {Words.Of(limit)} would be passed.", new Dictionary<string, string[]> { ["limit"] = [Words.Of(limit)] })
            : Problems.For(Words.Of(refusal));
    }

    private static async Task<Results<Ok<PaymentView>, ProblemHttpResult>> Show(OrderId payment, Caller caller, CurrencyBook book, ReceiptDesk receipts) =>
        await Find(payment, caller, book) is { } found
            ? TypedResults.Ok(View(found, await receipts.For(found, isNew: false)))
            : Problems.For("not_found");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ShowReceipt(OrderId payment, Caller caller, CurrencyBook book, ReceiptDesk receipts) =>
        await Find(payment, caller, book) is { } found
            ? TypedResults.Bytes((await receipts.For(found, isNew: false)).ToArray(), Cose.MediaType)
            : Problems.For("not_found");

    /// <summary>The payment of this id that the caller may see; another's is as if it did not exist.</summary>
    internal static async Task<Outcome?> Find(OrderId payment, Caller caller, CurrencyBook book)
    {
        foreach (var entry in await book.Store.FindByPrefixAsync(ClaimKind.Order, $"{payment} ", default))
        {
            if (Codec.Decode(entry.Body) is not Act.Paid paid) continue;
            if (caller.Is(Roles.Auditor) || await caller.Holds(paid.Payer) || await caller.MayTakePaymentFor(paid.Payee)) return new(entry, paid);
        }
        return null;
    }

    internal static PaymentView View(Outcome outcome, ReadOnlyMemory<byte> receipt)
    {
        var paid = (Act.Paid)outcome.Act;
        return new(paid.Order, outcome.Entry.Position, "done", paid.Amount, paid.Unit, paid.Payer, paid.Payee, outcome.Entry.CommittedAt, Base64Url.EncodeToString(receipt.Span), Words.Of(paid.Means));
    }

    /// <summary>A payment that stands in the book.</summary>
    /// <param name="Payment">The order's id.</param>
    /// <param name="Amount">In minor units.</param>
    /// <param name="Receipt">The ledger's signed receipt (<c>application/cose</c>), base64url.</param>
    /// <param name="Means">What authorised it: <c>device</c>, <c>card</c> or <c>mandate</c>.</param>
    public sealed record PaymentView(OrderId Payment, Position Position, string State, Amount Amount, Unit Unit, AccountId Payer, AccountId Payee, DateTimeOffset CommittedAt, string Receipt, string Means);
}
