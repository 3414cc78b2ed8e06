using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Api;

/// <summary>What the ledger is, and who the caller is.</summary>
public static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/ledger", Show).WithTags("Ledger").WithSummary("What the ledger is: its id, unit, limits and clock.");
        app.MapGet("/v1/me", Me).RequireAuthorization().WithTags("Ledger").WithSummary("Who the caller is, which accounts they hold, for which shops they work.");
    }

    private static async Task<LedgerView> Show(TermsInForce inForce, MutualCreditInForce mutual, Terms terms, LabelIssuer label, Settings settings, IEnumerable<BookLog> logs, TimeProvider clock) => new(
        terms.Ledger, label.Id, terms.Unit, settings.Name, 2, clock.GetUtcNow(),
        new(terms.MaxAmount, (await inForce.Now()).Ceilings.Where(c => c.Value.In30Days is not null).ToDictionary(c => c.Key.ToString().ToLowerInvariant(), c => c.Value.In30Days!.Value)),
        [.. logs.SelectMany(log => log.Keys.Select(key => new LogKeyView(log.Name, key.Name, key.ToString())))], settings.Demo, await mutual.Unit());

    private static async Task<MeView> Me(Caller caller, People people, PaymentRequests requests, Terms terms, MutualCreditInForce mutual)
    {
        var person = caller.RequiredPerson;
        var accounts = new List<HeldAccountView>();
        foreach (var account in await people.AccountsOf(person))
        {
            if (await people.HolderOf(account) is not { } holder || await requests.StatusOf(account, fresh: true) is not { } status) continue;
            accounts.Add(new(account, holder.Kind, Words.Of(status), holder.Name));
        }
        var (shops, inCredit) = (new List<ShopView>(), await mutual.Unit());
        foreach (var shop in await people.ShopsOf(person))
            shops.Add(new(shop.Merchant, shop.Account, shop.Name, inCredit is { } unit && (await requests.Holding(shop.Account)).Credit is not null ? [terms.Unit, unit] : [terms.Unit]));
        return new(person, (await people.Find(person))?.DisplayName ?? "", await people.RolesOf(person), accounts, shops);
    }

    /// <summary>The ledger.</summary>
    /// <param name="LabelLedger">The label book's own name: the issuer of its badges, and the ledger of what participants sign.</param>
    /// <param name="Exponent">How many decimals the unit has.</param>
    /// <param name="Time">The server's clock, UTC: a phone whose own is wrong can count from here.</param>
    /// <param name="LogKeys">Who signs the checkpoints of the books' transparency logs; of each book the key of the moment first, then those before it, then those of logs that a restore ended.</param>
    /// <param name="Demo">Whether all this is invented.</param>
    /// <param name="MutualCredit">The unit in which admitted firms owe each other; null: there is none. It is not exchanged for the ledger's.</param>
    public sealed record LedgerView(LedgerId Ledger, LedgerId LabelLedger, Unit Unit, string Name, int Exponent, DateTimeOffset Time, LimitsView Limits, IReadOnlyList<LogKeyView> LogKeys, bool Demo, Unit? MutualCredit);

    /// <summary>What one order may not pass.</summary>
    /// <param name="MaxAmount">The highest amount of one order, in minor units.</param>
    /// <param name="PaymentsIn30Days">By kind of account, what may be paid in 30 days, in minor units; a kind that is not named has no such limit.</param>
    public sealed record LimitsView(Amount MaxAmount, IReadOnlyDictionary<string, Amount> PaymentsIn30Days);

    public sealed record MeView(PersonId Person, string Name, IReadOnlyList<string> Roles, IReadOnlyList<HeldAccountView> Accounts, IReadOnlyList<ShopView> Shops);

    /// <param name="State"><c>pending</c>, <c>active</c> or <c>closed</c>.</param>
    public sealed record HeldAccountView(AccountId Account, string Kind, string State, string Name);

    /// <param name="Units">In which it asks for payment: the ledger's, and that of the mutual credit where it is admitted.</param>
    public sealed record ShopView(MerchantId Merchant, AccountId Account, string Name, IReadOnlyList<Unit> Units);
}
