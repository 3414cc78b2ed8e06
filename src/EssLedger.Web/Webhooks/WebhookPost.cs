using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Webhooks;

/// <summary>Writes to a shop's merchants when messages to their web shop are no longer sent.</summary>
public sealed class WebhookPost(Postbox postbox, People people, Settings settings)
{
    /// <summary>Tells them that an address was switched off.</summary>
    public async Task Tell(Webhook webhook, WebhookDelivery delivery, WebhookAttempt last)
    {
        var reader = new Reader(Reader.Languages[0]);
        var shop = await people.ShopOf(webhook.Shop);
        foreach (var merchant in await people.InRole(Roles.Merchant))
        {
            if (merchant.Email is not { } email || !await people.WorksAt(merchant.PersonId, webhook.Shop, Roles.Merchant)) continue;
            ReadOnlySpan<(string, string)> values =
            [
                ("name", merchant.DisplayName), ("shop", shop?.Name ?? webhook.Shop.Value), ("url", webhook.Url), ("answer", last.Status is { } status ? $"HTTP {status}" : last.Trouble ?? ""),
                ("address", settings.Origin + ShopPages.Site), ("owner", settings.Name),
            ];
            await postbox.Post($"webhook:{webhook.Id}:{delivery.Position}", new(merchant.Id, merchant.DisplayName, email), reader.Say("webhookMail.subject", values), reader.Say("webhookMail.text", values));
        }
    }
}
