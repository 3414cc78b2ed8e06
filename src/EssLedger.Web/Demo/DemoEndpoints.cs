using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.City;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Pages.Treasury;
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
        demo.MapGet("/professional", async (HttpContext context, DemoTown town) =>
        {
            await context.SignInAs(await town.Professional());
            return Results.Redirect("/wallet/#/sign-in");
        });
        demo.MapGet("/till/{merchant}", (MerchantId merchant, HttpContext context, DemoTown town) => Keep(merchant, "/till/#/sign-in", context, town));
        demo.MapGet("/shop/{merchant}", (MerchantId merchant, HttpContext context, DemoTown town) => Keep(merchant, ShopPages.Home, context, town));
        demo.MapGet("/office/{role}", async (string role, HttpContext context, People people) =>
        {
            var invites = Invitations.MayGive([role]).Count > 0;
            if (role is Roles.Treasurer or Roles.Approver or Roles.Auditor)
            {
                await context.SignInAs(await people.FirstInRole(role));
                return Results.Redirect(role == Roles.Auditor ? AlertPages.Alerts : TreasuryPages.Root);
            }
            if (!invites && !Duties.Office.Append(Roles.City).Append(Roles.Dpo).Contains(role)) return Problems.For("not_found");
            await context.SignInAs(await people.FirstInRole(role));
            return Results.Redirect(invites ? MemberPages.Members : role == Roles.City ? CityDeskPages.Root : role == Roles.Dpo ? PrivacyPages.Desk : "/bureau/label");
        });
        demo.MapGet("/cooperation", async (HttpContext context, DemoTown town) =>
        {
            if (await town.Signer() is not { } signer) return Problems.For("not_found");
            await context.SignInAs(signer.Person);
            return Results.Redirect(SigningPages.PlaceOf(signer.Participant));
        });
        demo.MapGet("/participant/{participant?}", async (ParticipantId? participant, HttpContext context, DemoTown town) =>
        {
            if (await town.Representative(participant) is not { } person) return Problems.For("not_found");
            await context.SignInAs(person);
            return Results.Redirect("/mon-label");
        });
    }

    private static async Task<IResult> Keep(MerchantId merchant, string place, HttpContext context, DemoTown town)
    {
        if (await town.Keeper(merchant) is not { } keeper) return Problems.For("not_found");
        await context.SignInAs(keeper);
        return Results.Redirect(place);
    }

    /// <summary>Builds the town after the silo has started and before anyone is let in.</summary>
    private sealed class Builder(DemoTown town) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => town.Build();
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Demonstration(People people, LabelDesk label, LabelRegister register, IParticipantStore participants, TimeProvider clock) : IDemonstration
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

        public async Task<IReadOnlyList<DemoParticipant>> Participants()
        {
            var (known, today, found) = (await register.Read(), ParisCalendar.DayOf(clock.GetUtcNow()), new List<DemoParticipant>());
            foreach (var named in (await participants.ListAsync(default)).OrderBy(p => p.Name, StringComparer.Ordinal))
                if (known.Participants.TryGetValue(named.Id, out var history) && history.Representatives.Any(r => r.On(today)))
                    found.Add(new(named.Id, named.Name, history.Grants.IsEmpty ? null : known.Grants[history.Grants[^1]].On(today)));
            return found;
        }
    }
}
