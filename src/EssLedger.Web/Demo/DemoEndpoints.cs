using EssLedger.Core.Labels;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Demo;

/// <summary>The demonstration's front doors, and its shops for the start page. They exist only with <c>--demo</c>.</summary>
public static class DemoEndpoints
{
    public static void AddDemo(this WebApplicationBuilder builder, Settings settings)
    {
        if (!settings.Demo) return;
        builder.Services.AddSingleton<DemoTown>();
        builder.Services.AddSingleton<IDemonstration, Demonstration>();
        builder.Services.AddHostedService<Builder>();
    }

    public static void MapDemo(this WebApplication app, Settings settings)
    {
        if (!settings.Demo) return;
        var demo = app.MapGroup("/demo").ExcludeFromDescription();
        demo.MapGet("/wallet", async (HttpContext context, DemoTown town) =>
        {
            await context.SignInAs(await town.Visitor());
            return Results.Redirect("/wallet/#/sign-in");
        });
        demo.MapGet("/till/{merchant}", async (MerchantId merchant, HttpContext context, DemoTown town) =>
        {
            if (await town.Keeper(merchant) is not { } keeper) return Problems.For("not_found");
            await context.SignInAs(keeper);
            return Results.Redirect("/till/#/sign-in");
        });
    }

    /// <summary>Builds the town after the silo has started and before anyone is let in.</summary>
    private sealed class Builder(DemoTown town) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => town.Build();
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Demonstration(People people, LabelDesk label) : IDemonstration
    {
        public async Task<IReadOnlyList<DemoShop>?> Shops()
        {
            var shops = new List<DemoShop>();
            foreach (var shop in await people.AllShops())
            {
                var grant = await label.OfAccount(shop.Account);
                shops.Add(new(shop.Merchant.Value, shop.Name, grant is null ? null : grant.Standing));
            }
            return shops;
        }
    }
}
