using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Professionals that can be paid without a code, for whoever is signed in: what a wallet shows of a payee before it signs.</summary>
/// <remarks>Individuals are never listed: whoever pays one knows account and name, and name-check says whether they belong together.</remarks>
public static class PayeeEndpoints
{
    private const int Most = 50;

    private static readonly string[] Kinds = ["merchant", "ess"];

    public static void MapPayees(this IEndpointRouteBuilder app)
    {
        var payees = app.MapGroup("/v1/payees").RequireAuthorization().WithTags("Payments");
        payees.MapGet("/", List).WithSummary($"The professionals whose name has all words of `q` in it, by name, at most {Most}, each with the label that a code of theirs would show. A sole trader who is published without a name is not among them, but is found by their `account`.");
    }

    private static async Task<Results<Ok<Page<PayeeView>>, ProblemHttpResult>> List(People people, IParticipantStore participants, LabelDesk label, PaymentRequests requests, string q = "", string? account = null)
    {
        if (q.Length > 100) return Problems.InvalidField("q", "at most 100 characters");
        if (account is not null)
            return TypedResults.Ok(new Page<PayeeView>(AccountId.TryParse(account, out var id) && await people.HolderOf(id) is { } known && Kinds.Contains(known.Kind) && await View(known, label, requests) is { } one ? [one] : [], null));
        var words = MemberRegister.Plain(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var nameless = (await participants.ListAsync(default)).Where(p => p.PartialDiffusion).Select(p => p.Holder.Value).ToHashSet(StringComparer.Ordinal);
        var found = new List<PayeeView>();
        foreach (var kind in Kinds)
            foreach (var holder in await people.HoldersOfKind(kind))
            {
                if (found.Count == Most) break;
                var plain = MemberRegister.Plain(holder.Name);
                if (words.All(word => plain.Contains(word, StringComparison.Ordinal)) && !(holder.Siret is { } siret && nameless.Contains(siret)) && await View(holder, label, requests) is { } view) found.Add(view);
            }
        return TypedResults.Ok(new Page<PayeeView>([.. found.OrderBy(f => f.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true))], null));
    }

    /// <summary>Null: the account cannot be paid.</summary>
    private static async Task<PayeeView?> View(AccountHolder holder, LabelDesk label, PaymentRequests requests)
    {
        if (await requests.StatusOf(holder.Account, fresh: false) is not SubjectStatus.Open) return null;
        var grant = await label.OfAccount(holder.Account);
        return new(holder.Account, holder.Name, grant is null ? null : new(grant.Standing.Word(), grant.Grant));
    }

    /// <summary>Somebody who can be paid.</summary>
    /// <param name="Label">Null: none, or none that may be shown.</param>
    public sealed record PayeeView(AccountId Account, string Name, PaymentRequestEndpoints.PayeeLabelView? Label);
}
