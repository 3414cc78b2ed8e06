using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Webhooks;
using EssLedger.Grains;
using EssLedger.Store;
using Microsoft.AspNetCore.DataProtection;

namespace EssLedger.Web.Webhooks;

/// <summary>Addresses of web shops, as their merchants set them up. Secrets are told once and lie sealed.</summary>
public sealed class WebhookDesk(IWebhookStore store, CurrencyBook book, IDataProtectionProvider protection, Settings settings, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("webhook secrets");

    /// <summary>The addresses of a shop, the oldest first.</summary>
    public Task<IReadOnlyList<Webhook>> Of(AccountId shop) => store.ListAsync(shop, default);

    /// <summary>Enters an address; what happens from now on is told there.</summary>
    /// <returns>It, with its secret, which is told once; or why not.</returns>
    public async Task<(Webhook? Webhook, string? Secret, WebhookRefusal? Refusal)> Add(AccountId shop, string? url)
    {
        url = url?.Trim();
        if (WebhookRules.Refuse(url, settings.Demo) is { } refusal) return (null, null, refusal);
        if ((await store.ListAsync(shop, default)).Count >= WebhookRules.MostOfShop) return (null, null, WebhookRefusal.TooMany);
        var (now, secret) = (clock.GetUtcNow(), RandomNumberGenerator.GetBytes(WebhookSignature.SecretSize));
        var webhook = new Webhook(new(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10))), shop, url!, Seal(secret), (await book.Store.HeadAsync(default)).Position, now);
        await store.AddAsync(webhook, default);
        return (webhook, WebhookSignature.Write(secret), null);
    }

    /// <summary>Gives an address another secret; the one before signs, too, for a day.</summary>
    /// <returns>The secret, which is told once.</returns>
    public async Task<string> Renew(Webhook webhook)
    {
        var secret = RandomNumberGenerator.GetBytes(WebhookSignature.SecretSize);
        await store.ChangeAsync(webhook with { Secret = Seal(secret), FormerSecret = webhook.Secret, FormerUntil = clock.GetUtcNow() + WebhookRules.FormerSecretHolds }, default);
        return WebhookSignature.Write(secret);
    }

    /// <summary>Switches an address off or on again; what happened while it was off is not told.</summary>
    public async Task Switch(Webhook webhook, bool on) =>
        await store.ChangeAsync(webhook with { State = on ? WebhookState.On : WebhookState.Off, From = on && webhook.State is not WebhookState.On ? (await book.Store.HeadAsync(default)).Position : webhook.From }, default);

    /// <summary>Has a message sent again.</summary>
    /// <returns>False: there is none, it waits still, or its address is off.</returns>
    public async Task<bool> Replay(Webhook webhook, Position position) => webhook.State is WebhookState.On && await store.ReplayAsync(webhook.Id, position, clock.GetUtcNow(), default);

    /// <summary>The secrets that sign now.</summary>
    internal IEnumerable<byte[]> SecretsOf(Webhook webhook)
    {
        yield return Convert.FromBase64String(_protector.Unprotect(webhook.Secret));
        if (webhook is { FormerSecret: { } former, FormerUntil: { } until } && until > clock.GetUtcNow()) yield return Convert.FromBase64String(_protector.Unprotect(former));
    }

    private string Seal(byte[] secret) => _protector.Protect(Convert.ToBase64String(secret));
}
