using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using EssLedger.Web.Webhooks;

namespace EssLedger.Web.Pages.Merchants;

/// <summary>A shop with what its web shop uses.</summary>
public sealed record ShopSite(Shop Shop, IReadOnlyList<ShopKey> Keys, IReadOnlyList<Webhook> Webhooks);

/// <summary>A secret that is shown once.</summary>
/// <param name="ClientId">Of a key; null: it is a webhook's.</param>
public sealed record ToldSecret(string? ClientId, string Secret);

/// <summary>The screens on which a merchant gives their web shop keys and says where messages go.</summary>
public static class SitePages
{
    private const int LongestName = 40, PageSize = 50;

    public static void MapSitePages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(ShopPages.Site).LetIn([Roles.Merchant]);
        mine.MapGet("", (Desk desk) => desk.Show());
        mine.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
        mine.MapGet("/{webhook}", (WebhookId webhook, long? avant, Desk desk) => desk.ShowOne(webhook, avant is { } before ? new Position(before) : null));
        mine.MapPost("/{webhook}", (string webhook, HttpContext context, Desk desk) => desk.TakeOne(webhook, context));
    }

    private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(Caller caller, People people, ShopKeys keys, WebhookDesk webhooks, IWebhookStore store, TimeProvider clock)
    {
        private Task<IReadOnlyList<Shop>> Mine() => people.ShopsOf(caller.RequiredPerson, Roles.Merchant);

        public async Task<IResult> Show(SentForm? sent = null, ToldSecret? told = null)
        {
            var all = new List<ShopSite>();
            foreach (var shop in await Mine()) all.Add(new(shop, await keys.Of(shop.Account), await webhooks.Of(shop.Account)));
            return AccountPages.Page<ShopSitePage>(new { Shops = all, Told = told, Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!AccountId.TryParse(sent["shop"], out var shop) || (await Mine()).All(s => s.Account != shop)) return Missing;
            switch (sent.Act)
            {
                case "key":
                    var name = sent["name"]?.Trim() ?? "";
                    if (name.Length is 0 or > LongestName || !PlainText.Is(name)) return await Show(sent.Refused("tills.nameUnfit"));
                    if ((await keys.Of(shop)).Count >= ShopKeys.Most) return await Show(sent.Refused("site.tooMany"));
                    var (id, secret) = await keys.Make(shop, name, caller.RequiredPerson);
                    return await Show(told: new(id, secret));
                case "renew-key":
                    return await keys.Renew(shop, sent.Which ?? "") is { } renewed ? await Show(told: new(sent.Which, renewed)) : Missing;
                case "end-key":
                    return await keys.End(shop, sent.Which ?? "") ? Results.Redirect($"{ShopPages.Site}?fait=end-key") : Missing;
                case "webhook":
                    var (_, told, refusal) = await webhooks.Add(shop, sent["url"]);
                    return refusal is { } why ? await Show(sent.Refused($"webhookRefusal.{why}")) : await Show(told: new(null, told!));
                default:
                    return Missing;
            }
        }

        public async Task<IResult> ShowOne(WebhookId id, Position? before, string? secret = null)
        {
            if (await Own(id) is not var (webhook, shop)) return Missing;
            var found = await store.DeliveriesAsync(id, before, PageSize + 1, default);
            var shown = found.Take(PageSize).ToList();
            return AccountPages.Page<WebhookPage>(new
            {
                Of = webhook,
                Shop = shop,
                Deliveries = shown,
                Attempts = shown.Count == 0 ? [] : await store.AttemptsAsync(id, shown[^1].Position, default),
                More = found.Count > PageSize ? shown[^1].Position : (Position?)null,
                Secret = secret,
                Now = clock.GetUtcNow(),
            });
        }

        public async Task<IResult> TakeOne(string which, HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!WebhookId.TryParse(which, out var id) || await Own(id) is not var (webhook, _)) return Missing;
            switch (sent.Act)
            {
                case "on" or "off":
                    await webhooks.Switch(webhook, on: sent.Act == "on");
                    break;
                case "renew":
                    return await ShowOne(id, null, await webhooks.Renew(webhook));
                case "replay" when long.TryParse(sent.Which, NumberStyles.None, CultureInfo.InvariantCulture, out var position):
                    await webhooks.Replay(webhook, new(position));
                    break;
                case "remove":
                    await store.RemoveAsync(id, default);
                    return Results.Redirect($"{ShopPages.Site}?fait=remove");
                default:
                    return Missing;
            }
            return Results.Redirect($"{ShopPages.Site}/{id}?fait={sent.Act}");
        }

        private async Task<(Webhook, Shop)?> Own(WebhookId id) =>
            await store.FindAsync(id, default) is { } webhook && (await Mine()).FirstOrDefault(s => s.Account == webhook.Shop) is { } shop ? (webhook, shop) : null;
    }
}
