using EssLedger.Core.Webhooks;

namespace EssLedger.Core.Push;

/// <summary>What may be told to devices through the push services of their browsers (RFC 8030), and for how long.</summary>
public static class PushRules
{
    /// <summary>How many devices one person may have told.</summary>
    public const int MostOfPerson = 10;

    /// <summary>The bytes of a device's public key: an uncompressed point of P-256 (RFC 8291 §3.1).</summary>
    public const int KeySize = 65;

    /// <summary>The bytes of a device's authentication secret (RFC 8291 §3.2).</summary>
    public const int SecretSize = 16;

    /// <summary>Every message is filled up to whole steps of so many bytes: by its length the push service does not learn what it says.</summary>
    public const int Step = 512;

    /// <summary>How long after it was written a message is told no more: news of yesterday stands in the wallet.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(1);

    /// <summary>How long it is remembered what was told, so that no other server tells it again.</summary>
    public static readonly TimeSpan LogIsKept = TimeSpan.FromDays(3);

    private const int LongestAddress = 1_024;

    /// <summary>Why nothing can be told at this address; null: it can, as far as the address alone says.</summary>
    /// <param name="address">Of the device at its push service.</param>
    /// <param name="loopbackToo">Whether http to this very machine is allowed: in a demonstration.</param>
    public static WebhookRefusal? Refuse(string? address, bool loopbackToo) => WebhookRules.Refuse(address, loopbackToo, LongestAddress);

    /// <summary>When a message that was not taken is tried again; null: no more. See <see cref="WebhookRules.Next"/>.</summary>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset written, DateTimeOffset now, double chance) =>
        now - written >= GivesUpAfter ? null : WebhookRules.Next(attempts, written, now, chance);
}
