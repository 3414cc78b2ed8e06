using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Account;

/// <summary>The screen on which whoever takes payment sets their own code for shared tills.</summary>
public static class CashierCodePages
{
    public const string Path = ShopPages.Home + "/code";

    public static void MapCashierCodePages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(Path).LetIn([Roles.Merchant, Roles.Cashier]);
        mine.MapGet("", (Desk desk) => desk.Show());
        mine.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
    }

    /// <summary>What the screen shows and does.</summary>
    internal sealed class Desk(Caller caller, People people, CashierDesk cashiers)
    {
        public async Task<IResult> Show(SentForm? sent = null)
        {
            var (me, all) = (caller.RequiredPerson, new List<(Shop, bool)>());
            foreach (var shop in await people.ShopsOf(me, Roles.Merchant, Roles.Cashier)) all.Add((shop, (await cashiers.Of(shop.Account)).Any(c => c.Person.PersonId == me)));
            return AccountPages.Page<CashierCodePage>(new { Shops = all, Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (sent.Act != "code" || !AccountId.TryParse(sent["shop"], out var shop)) return AccountPages.Page<NotFoundPage>(status: 404);
            return await cashiers.Set(shop, caller.RequiredPerson, sent["code"], sent["again"]) is { } refusal ? await Show(sent.Refused(refusal)) : Results.Redirect($"{Path}?fait=code");
        }
    }
}
