using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What a merchant takes in a day: totals of the book, never whose money or of which kind.</summary>
public static class MerchantEndpoints
{
    private const int PageSize = 500;

    public static void MapMerchants(this IEndpointRouteBuilder app)
    {
        var merchants = app.MapGroup("/v1/merchants").RequireAuthorization().WithTags("Merchants");
        merchants.MapGet("/{merchant}/takings", Takings).WithSummary("A day's takings (Europe/Paris), shop by shop; equal to the book.");
    }

    private static async Task<Results<Ok<TakingsView>, ProblemHttpResult>> Takings(
        MerchantId merchant, Caller caller, People people, CurrencyBook book, Terms terms, TimeProvider clock, Day? day = null)
    {
        caller.Require(Roles.Merchant);
        if (!await people.WorksFor(caller.RequiredPerson, merchant)) return Problems.For("forbidden");
        var asked = day?.Date ?? ParisCalendar.DayOf(clock.GetUtcNow());
        var shops = new List<ShopTakingsView>();
        foreach (var shop in await people.ShopsOf(merchant)) shops.Add(await TakingsOf(shop, asked, book));
        return TypedResults.Ok(new TakingsView(asked, terms.Unit, shops.Sum(s => s.Count), Sum(shops.Select(s => s.Total)),
            shops.Sum(s => s.RefundCount), Sum(shops.Select(s => s.RefundTotal)), shops));
    }

    /// <summary>Reads the account's entries backwards to the beginning of the day.</summary>
    private static async Task<ShopTakingsView> TakingsOf(Shop shop, DateOnly day, CurrencyBook book)
    {
        int count = 0, refundCount = 0;
        Amount total = Amount.Zero, refundTotal = Amount.Zero;
        Position? before = null;
        while (true)
        {
            var page = await book.Store.ReadSubjectBackAsync(shop.Account.Value, before, PageSize, default);
            foreach (var entry in page.Where(e => ParisCalendar.DayOf(e.CommittedAt) == day))
            {
                if (Codec.Decode(entry.Body) is not Act.Paid paid) continue;
                if (paid.Payee == shop.Account && paid.Refunds is null) (count, total) = (count + 1, total + paid.Amount);
                if (paid.Payer == shop.Account && paid.Refunds is not null) (refundCount, refundTotal) = (refundCount + 1, refundTotal + paid.Amount);
            }
            if (page.Count < PageSize || ParisCalendar.DayOf(page[^1].CommittedAt) < day) return new(shop.Account, shop.Name, count, total, refundCount, refundTotal);
            before = page[^1].Position;
        }
    }

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, a) => sum + a);

    /// <param name="Count">Sales.</param>
    /// <param name="Total">Their sum, in minor units, before refunds.</param>
    public sealed record TakingsView(DateOnly Day, Unit Unit, int Count, Amount Total, int RefundCount, Amount RefundTotal, IReadOnlyList<ShopTakingsView> Shops);

    public sealed record ShopTakingsView(AccountId Account, string Name, int Count, Amount Total, int RefundCount, Amount RefundTotal);
}
