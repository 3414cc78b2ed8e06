using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using EssLedger.Web.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>What a web shop sees of the messages to it. Addresses and secrets are set up by its merchant, on their desk.</summary>
public static class WebhookEndpoints
{
    private const int DefaultLimit = 50;

    public static void AddWebhooks(this WebApplicationBuilder builder, Books books, Settings settings)
    {
        builder.Services.AddSingleton(books.Webhooks);
        builder.Services.AddSingleton<WebhookDesk>();
        builder.Services.AddSingleton(s => new WebhookSender(s.GetRequiredService<WebhookDesk>(), settings.Demo, settings.Clock));
        builder.Services.AddSingleton<WebhookPost>();
        builder.Services.AddSingleton<WebhookRound>();
        builder.Services.AddHostedService(s => s.GetRequiredService<WebhookRound>());
    }

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var webhooks = app.MapGroup("/v1/webhooks").RequireAuthorization().WithTags("Webhooks");
        webhooks.MapGet("/", List).WithSummary("The addresses to which messages about the caller's shops go.");
        webhooks.MapGet("/{webhook}/deliveries", Deliveries).WithSummary("The messages to an address, the newest first, each with what came of every attempt. Kept for 30 days.");
        webhooks.MapPost("/{webhook}/deliveries/{position}/replay", Replay).WithSummary("Has a message sent again that was delivered or given up.");
    }

    private static async Task<Results<Ok<Page<WebhookView>>, ProblemHttpResult>> List(Caller caller, People people, WebhookDesk desk)
    {
        var found = new List<WebhookView>();
        foreach (var shop in await ShopsOf(caller, people))
            found.AddRange((await desk.Of(shop)).Select(w => new WebhookView(w.Id, w.Shop, w.Url, w.State, w.MadeAt)));
        return TypedResults.Ok(new Page<WebhookView>(found, null));
    }

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> Deliveries(WebhookId webhook, Caller caller, People people, IWebhookStore store, int? limit = null, long? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        if (await Mine(webhook, caller, people, store) is null) return Problems.For("not_found");
        var wanted = limit ?? DefaultLimit;
        var found = await store.DeliveriesAsync(webhook, after is { } before ? new Position(before) : null, wanted + 1, default);
        var attempts = found.Count == 0 ? [] : await store.AttemptsAsync(webhook, found[^1].Position, default);
        var items = found.Take(wanted).Select(d => new DeliveryView(d.Message, d.Position, d.Type, d.State, d.WrittenAt, d.State is DeliveryState.Waiting ? d.NextAttempt : null,
            [.. attempts.Where(a => a.Position == d.Position).Select(a => new AttemptView(a.At, a.Status, a.Milliseconds, a.Answer, a.Trouble))])).ToList();
        return TypedResults.Ok(new Page<DeliveryView>(items, found.Count > wanted ? items[^1].Position.ToString() : null));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Replay(WebhookId webhook, long position, Caller caller, People people, IWebhookStore store, WebhookDesk desk) =>
        await Mine(webhook, caller, people, store) is { } mine && await desk.Replay(mine, new(position)) ? TypedResults.Accepted((string?)null) : Problems.For("not_found");

    // A web shop's key sees what is its shop's; a merchant, what is theirs.
    private static async Task<IReadOnlyList<AccountId>> ShopsOf(Caller caller, People people)
    {
        if (caller.KeyOfShop is { } shop) return await people.WorksAt(caller.RequiredPerson, shop, Roles.Merchant) ? [shop] : throw new ProblemException("forbidden");
        caller.Require(Roles.Merchant);
        return [.. (await people.ShopsOf(caller.RequiredPerson, Roles.Merchant)).Select(s => s.Account)];
    }

    private static async Task<Webhook?> Mine(WebhookId webhook, Caller caller, People people, IWebhookStore store)
    {
        var shops = await ShopsOf(caller, people);
        return await store.FindAsync(webhook, default) is { } found && shops.Contains(found.Shop) ? found : null;
    }

    /// <param name="Payee">The shop's account.</param>
    public sealed record WebhookView(WebhookId Webhook, AccountId Payee, string Url, WebhookState State, DateTimeOffset MadeAt);

    /// <param name="Id">As in the header webhook-id.</param>
    /// <param name="Position">Of the entry of the book that it is about.</param>
    /// <param name="NextAttempt">Null: it is not tried again.</param>
    /// <param name="Attempts">The newest first.</param>
    public sealed record DeliveryView(string Id, Position Position, string Type, DeliveryState State, DateTimeOffset WrittenAt, DateTimeOffset? NextAttempt, IReadOnlyList<AttemptView> Attempts);

    /// <param name="Status">Of HTTP; null: there was no answer.</param>
    /// <param name="Answer">Its first bytes, as text.</param>
    /// <param name="Trouble">Why there was none; null: there was.</param>
    public sealed record AttemptView(DateTimeOffset At, int? Status, int Milliseconds, string Answer, string? Trouble);
}
