using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Banking;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>How a member tops an account up by a bank transfer.</summary>
public static class TopUpEndpoints
{
    public static void MapTopUp(this IEndpointRouteBuilder app) => app.MapGet("/v1/accounts/{account}/top-up", Show).RequireAuthorization().WithTags("Accounts")
        .WithSummary("Where to send euro, and by which reference the transfer is known as the account's: for its holder. Units are made once the bank's statement shows the euro and two persons agreed.");

    private static async Task<Results<Ok<TopUpView>, ProblemHttpResult>> Show(AccountId account, Caller caller, GuaranteeAccounts guarantees, PaymentRequests requests, long? amount = null)
    {
        await caller.RequireHolderOr(account);
        if (amount < 1 || amount > EpcQr.Most.Minor) return Problems.InvalidField("amount", $"1 to {EpcQr.Most.Minor} cents");
        if (await requests.StatusOf(account, fresh: false) is not SubjectStatus.Open) return Problems.For(Words.Of(TreasuryRefusal.AccountClosed));
        if (guarantees.All is not [var to, ..]) return Problems.For("top_up_unavailable");
        var reference = CreditorReference.Of(account);
        var sum = amount is { } cents ? Amount.FromMinor(cents) : (Amount?)null;
        return TypedResults.Ok(new TopUpView(account, to.Holder, to.Iban, to.Bic, reference.Value, $"Change {account}", sum, EpcQr.Of(to.Holder, to.Iban, to.Bic, reference, sum)));
    }

    /// <param name="Holder">In whose name the bank keeps the account to which the transfer goes.</param>
    /// <param name="Iban">That account, in capitals and without spaces.</param>
    /// <param name="Bic">Its bank; null: the payer's bank finds it.</param>
    /// <param name="Reference">The structured creditor reference (ISO 11649) of the member's account, without spaces.</param>
    /// <param name="Words">What to write where a bank takes no structured reference.</param>
    /// <param name="Amount">Euro cents; null: whoever pays says how much.</param>
    /// <param name="Code">What the code says that banking apps scan (EPC069-12, version 002): UTF-8, error correction M.</param>
    public sealed record TopUpView(AccountId Account, string Holder, string Iban, string? Bic, string Reference, string Words, Amount? Amount, string Code);
}
