using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Store;

/// <summary>Whether messages go to an address. The numbers are stored.</summary>
public enum WebhookState
{
    /// <summary>They do.</summary>
    On = 0,
    /// <summary>Its merchant switched it off.</summary>
    Off = 1,
    /// <summary>It took none for days, or said that it is gone.</summary>
    Failed = 2,
}

/// <summary>An address of a web shop to which messages about its payments go.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Shop">The shop's account.</param>
/// <param name="Url">Where.</param>
/// <param name="Secret">With what messages are signed, sealed.</param>
/// <param name="From">Only what stands after this position of the book is told.</param>
/// <param name="MadeAt">UTC.</param>
public sealed record Webhook(WebhookId Id, AccountId Shop, string Url, string Secret, Position From, DateTimeOffset MadeAt)
{
    /// <summary>The secret before, sealed; null: none.</summary>
    public string? FormerSecret { get; init; }

    /// <summary>Until when it signs, too; null: there is none.</summary>
    public DateTimeOffset? FormerUntil { get; init; }

    public WebhookState State { get; init; }
}

/// <summary>How far a message has come. The numbers are stored.</summary>
public enum DeliveryState
{
    /// <summary>It is to be sent.</summary>
    Waiting = 1,
    /// <summary>It was taken.</summary>
    Delivered = 2,
    /// <summary>It was not, and is no longer tried.</summary>
    GivenUp = 3,
}

/// <summary>A message about one entry of the book to one address.</summary>
/// <param name="Webhook">To which.</param>
/// <param name="Position">About which entry: with the address it names the message for good.</param>
/// <param name="Message">What receivers know it by: the same each time it is sent.</param>
/// <param name="Type">What happened, in a word.</param>
/// <param name="Body">What is sent, byte for byte each time.</param>
/// <param name="WrittenAt">UTC.</param>
public sealed record WebhookDelivery(WebhookId Webhook, Position Position, string Message, string Type, string Body, DateTimeOffset WrittenAt)
{
    public DeliveryState State { get; init; } = DeliveryState.Waiting;

    /// <summary>How often somebody has begun to send it.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; while somebody tries, when they will be taken for dead.</summary>
    public DateTimeOffset? NextAttempt { get; init; }
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The answer's HTTP status; null: there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Answer">The first bytes of the answer, as text.</param>
/// <param name="Trouble">Why there was no answer; null: there was.</param>
public sealed record WebhookAttempt(WebhookId Webhook, Position Position, DateTimeOffset At, int? Status, int Milliseconds, string Answer, string? Trouble);

/// <summary>Addresses of web shops, and the messages to them.</summary>
public interface IWebhookStore
{
    /// <summary>Enters an address. If it is the only one that is on, the book is followed from its position.</summary>
    Task AddAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Changes secrets, state and from where on is told.</summary>
    Task ChangeAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Switches an address off because it took nothing; what waits for it is given up.</summary>
    /// <returns>False: it was off.</returns>
    Task<bool> FailAsync(WebhookId webhook, CancellationToken cancellationToken);

    /// <summary>Removes an address with its messages.</summary>
    Task RemoveAsync(WebhookId webhook, CancellationToken cancellationToken);

    Task<Webhook?> FindAsync(WebhookId webhook, CancellationToken cancellationToken);

    /// <summary>Those of a shop, the oldest first; null: of all shops, those that are on.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(AccountId? shop, CancellationToken cancellationToken);

    /// <summary>Up to which position messages are written.</summary>
    Task<Position> FollowedAsync(CancellationToken cancellationToken);

    /// <summary>Keeps messages, each once, and then notes up to which position they are written.</summary>
    /// <param name="deliveries">All about entries up to that position.</param>
    /// <param name="through">The position.</param>
    Task WriteAsync(IReadOnlyList<WebhookDelivery> deliveries, Position through, CancellationToken cancellationToken);

    /// <summary>Takes messages whose time has come; until they are settled or <paramref name="heldUntil"/> has passed nobody else takes them.</summary>
    Task<IReadOnlyList<WebhookDelivery>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Says what became of a message that was taken; who was taken for dead meanwhile changes nothing, but its attempt is on record.</summary>
    Task SettleAsync(WebhookDelivery delivery, WebhookAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Has a message that was delivered or given up sent again.</summary>
    /// <returns>False: there is none, or it waits.</returns>
    Task<bool> ReplayAsync(WebhookId webhook, Position position, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The messages to an address before a position (null: all), the newest first.</summary>
    Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookId webhook, Position? before, int limit, CancellationToken cancellationToken);

    /// <summary>The attempts at the messages to an address that are about entries from one position on, the newest first.</summary>
    Task<IReadOnlyList<WebhookAttempt>> AttemptsAsync(WebhookId webhook, Position from, CancellationToken cancellationToken);

    /// <summary>Forgets what was written before an instant and waits no longer.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
