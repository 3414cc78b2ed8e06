using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.PublicPayments;
using EssLedger.Grains;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using EssLedger.Web.PublicPayments;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Payments of public bodies by the mandate of who is paid: euro come, units go to the member who asked for them. The units are proposed against the line, like any others.</summary>
public static class PublicPaymentEndpoints
{
    public static void MapPublicPayments(this IEndpointRouteBuilder app)
    {
        var payments = app.MapGroup("/v1/public-payments").RequireAuthorization().WithTags("Public payments");
        payments.MapPost("/mandates", Enter).WithSummary("Enters a member's signed mandate: a public body is to pay them in euro to the association, which credits them in units.");
        payments.MapGet("/mandates", List).WithSummary("All public mandates, the newest first.");
        payments.MapGet("/mandates/{publicMandate}", Show).WithSummary("One public mandate with what was paid under it.");
        payments.MapPost("/mandates/{publicMandate}/revoke", Revoke).WithSummary("Takes it back, as its member asked; no longer once the euro have come.");
        payments.MapGet("/mandates/{publicMandate}/proofs/{issuance}.zip", Proof).Produces<byte[]>(200, "application/zip")
            .WithSummary("The proof of one payment: a paper (PDF) and data that `essledger verify --proof` checks without the ledger. 404 `not_yet_sealed` in the first seconds.");
        payments.MapGet("/registers/{account}.csv", Register).Produces<string>(200, "text/csv")
            .WithSummary("The receipts register of a professional's account, a public régie's for instance: what it took, gave back and was given euro for.");
    }

    private static async Task<Results<Created<PublicMandateView>, ProblemHttpResult>> Enter(EnterPublicMandate asked, HttpContext context, Caller caller, PublicPaymentDesk desk, KeyDirectory keys)
    {
        caller.Require(Roles.Treasurer);
        if (!Siret.TryParse(asked.Siret, out var siret)) return Problems.InvalidField("siret", "14 digits with a right check digit");
        if (Text(asked.Body, PublicPaymentDesk.LongestName) is not { } body) return Problems.InvalidField("body", $"1 to {PublicPaymentDesk.LongestName} characters without control characters and direction marks");
        if (Text(asked.Object, PublicPaymentDesk.LongestObject) is not { } about) return Problems.InvalidField("object", $"1 to {PublicPaymentDesk.LongestObject} characters without control characters and direction marks");
        string? from = null;
        if (asked.PaysFrom is not null && !Iban.TryParse(asked.PaysFrom, out from)) return Problems.InvalidField("paysFrom", "an IBAN");
        var id = PublicMandateId.FromRandom(Idempotency.IdempotentSecret(context, keys, "public mandate"));
        var answer = await desk.Enter(id, new(new(asked.Beneficiary, siret, asked.Most, asked.First, asked.Last), new(body, about, from), asked.Paper), caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Created($"/v1/public-payments/mandates/{id}", View((await desk.Find(id))!, desk.Today));
    }

    private static async Task<Ok<Page<PublicMandateView>>> List(Caller caller, PublicPaymentDesk desk)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return TypedResults.Ok(new Page<PublicMandateView>([.. (await desk.All()).Select(m => View(m, desk.Today))], null));
    }

    private static async Task<Results<Ok<PublicMandateView>, ProblemHttpResult>> Show(PublicMandateId publicMandate, Caller caller, PublicPaymentDesk desk)
    {
        caller.Require(TreasuryEndpoints.Readers);
        return await desk.Find(publicMandate) is { } found ? TypedResults.Ok(View(found, desk.Today)) : Problems.For(Words.Of(TreasuryRefusal.PublicMandateUnknown));
    }

    private static async Task<Results<Ok<PublicMandateView>, ProblemHttpResult>> Revoke(PublicMandateId publicMandate, Caller caller, PublicPaymentDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return (await desk.Treasury.RevokePublicMandate(publicMandate, caller.RequiredPerson)).Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(View((await desk.Find(publicMandate))!, desk.Today));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Proof(PublicMandateId publicMandate, IssuanceId issuance, HttpContext context, Caller caller, PublicPaymentDesk desk, PublicProof proof, Reader reader)
    {
        caller.Require(TreasuryEndpoints.Readers);
        if (await desk.Find(publicMandate) is not { } found || found.Mandate.Payments.FirstOrDefault(p => p.Issuance == issuance) is not { } payment) return Problems.For("not_found");
        return await proof.Make(found, payment, reader, context.RequestAborted) is { } file
            ? TypedResults.File(file, "application/zip", FileName(found, payment)) : Problems.For("not_yet_sealed");
    }

    internal static string FileName(ShownMandate mandate, PublicPayment payment) => $"{mandate.Mandate.Id.Reference}-{payment.Position}.zip";

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Register(AccountId account, Caller caller, IGrainFactory grains, PublicPaymentDesk desk, Day? from = null, Day? to = null)
    {
        await caller.RequireHolderOr(account, Roles.Treasurer, Roles.Auditor);
        if (!(await grains.GetGrain<IAccountGrain>(account.Value).Read()).IsProfessional) return Problems.For("not_found");
        if (from is { } first && to is { } last && last.Date < first.Date) return Problems.InvalidField("to", "not before from");
        return TypedResults.Stream(async answer =>
        {
            await using var text = new StreamWriter(answer, new UTF8Encoding(false));
            await desk.WriteRegister(account, from?.Date, to?.Date, text);
        }, "text/csv; charset=utf-8; header=present", $"register-{account}.csv");
    }

    internal static string? Text(string? text, int longest) => text?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest && PlainText.Is(trimmed) ? trimmed : null;

    private static PublicMandateView View(ShownMandate m, DateOnly today) => new(m.Mandate.Id, m.Mandate.Id.Reference.Value, m.StateOn(today), m.Mandate.Terms.Beneficiary, m.Name, m.Mandate.Terms.Body.Value, m.Words?.Body, m.Words?.Object, m.Words?.PaysFrom,
        m.Mandate.Terms.Most, Amount.FromMinor(m.Left), m.Mandate.Terms.First, m.Mandate.Terms.Last, m.Mandate.Entered.Paper, m.Mandate.Position, [.. m.Mandate.Payments.Select(p => new PublicPaymentView(p.Issuance, p.Line, p.Amount, p.Position))]);

    /// <param name="Beneficiary">The member's account.</param>
    /// <param name="Siret">Of the public body, 14 digits.</param>
    /// <param name="Body">Its name.</param>
    /// <param name="Object">For what it pays: the number of an invoice, a subsidy, an allowance.</param>
    /// <param name="Most">Euro cents that may be paid under the mandate.</param>
    /// <param name="First">The first day on which the bank may book a transfer.</param>
    /// <param name="Last">The last one, included.</param>
    /// <param name="Paper">SHA-256 of the signed paper, or of its scan.</param>
    /// <param name="PaysFrom">The bank account from which the body's accountant pays, where it is known: then no other is taken.</param>
    public sealed record EnterPublicMandate(AccountId Beneficiary, string Siret, string Body, string Object, Amount Most, DateOnly First, DateOnly Last, Digest Paper, string? PaysFrom = null);

    /// <param name="Reference">What the accountant writes in the transfer (ISO 11649).</param>
    /// <param name="State"><c>open</c>, <c>to_come</c>, <c>expired</c>, <c>paid</c> or <c>revoked</c>.</param>
    /// <param name="Body">The public body's name; null: erased.</param>
    /// <param name="Object">For what it pays; null: erased.</param>
    /// <param name="Left">Euro cents that may still be paid under it.</param>
    public sealed record PublicMandateView(PublicMandateId Mandate, string Reference, string State, AccountId Beneficiary, string? Name, string Siret, string? Body, string? Object, string? PaysFrom, Amount Most, Amount Left,
        DateOnly First, DateOnly Last, Digest Paper, Position Position, IReadOnlyList<PublicPaymentView> Payments);

    /// <param name="Line">The line of a statement that brought the euro.</param>
    /// <param name="Position">Where the payment stands in the book.</param>
    public sealed record PublicPaymentView(IssuanceId Issuance, Digest Line, Amount Amount, Position Position);
}
