using EssLedger.Core.Books;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Writes a day's takings to the merchants who want them: once for a shop and a day, whoever asks and how often.</summary>
public sealed class TakingsPost(IShopStore shops, TakingsDesk takings, People people, Postbox postbox, Terms terms, Settings settings, TimeProvider clock) : ITakingsPost
{
    /// <inheritdoc/>
    public async Task<int> Look()
    {
        var posted = 0;
        foreach (var mail in await shops.MailsAsync(null, default))
        {
            if (TakingsMailRules.Due(mail.Hour, mail.Since, mail.Told, clock.GetUtcNow()) is not { } day) continue;
            // Who is no merchant there any more is not told what it takes.
            if (await people.Find(mail.Person) is { IsBarred: false, Email: { } email } merchant && await people.WorksAt(mail.Person, mail.Shop, Roles.Merchant) && await people.ShopOf(mail.Shop) is { } shop)
                posted += await Write(mail, shop, merchant, email, day) ? 1 : 0;
            // After it is in the outbox: broken off before, the day comes up again, and the outbox has it once.
            await shops.ToldAsync(mail.Shop, mail.Person, day, default);
        }
        return posted;
    }

    private async Task<bool> Write(TakingsMail mail, Shop shop, Person merchant, string email, DateOnly day)
    {
        var reader = new Reader(Reader.Languages.Contains(mail.Language) ? mail.Language : Reader.Languages[0]);
        var (sum, closure) = (Taking.Sum(await takings.Of(shop.Account, day, day)), await takings.Closure(shop.Account));
        ReadOnlySpan<(string, string)> values =
        [
            ("name", merchant.DisplayName), ("shop", shop.Name), ("day", reader.Day(day)), ("sum", reader.Sum(sum, terms.Unit)), ("sales", reader.Count("takings.count", (int)sum.Sales)),
            ("returned", reader.Sum(Amount.FromMinor(sum.Returned), terms.Unit)), ("closed", reader[closure.OldestOpen <= day ? "takingsMail.open" : "takingsMail.closed"]),
            ("address", $"{settings.Origin}{ShopPages.TakingsOf(shop.Account, day)}"), ("owner", settings.Name),
        ];
        return await postbox.Post($"takings:{shop.Account}:{day:yyyy-MM-dd}", new(merchant.Id, merchant.DisplayName, email, reader.Language), reader.Say("takingsMail.subject", values), reader.Say("takingsMail.text", values));
    }
}

/// <summary>Has takings written about, on whichever server.</summary>
internal sealed class TakingsMailing(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => grains.GetGrain<ITakingsMailGrain>(TakingsMailGrain.Key).Begin();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
