using System.Net;
using System.Net.Sockets;

namespace EssLedger.Core.Webhooks;

/// <summary>Why an address gets no messages, in the order in which reasons win.</summary>
public enum WebhookRefusal
{
    /// <summary>It is no absolute address, or too long.</summary>
    NoAddress,
    /// <summary>It is not https.</summary>
    NotHttps,
    /// <summary>It names a user, a password or a fragment.</summary>
    NotPlain,
    /// <summary>It is an address of our own network or of none that the public reaches.</summary>
    NotPublic,
    /// <summary>The shop has as many as it may.</summary>
    TooMany,
}

/// <summary>Where messages may go, and when one that was not taken is sent again.</summary>
public static class WebhookRules
{
    /// <summary>How many addresses a shop may have.</summary>
    public const int MostOfShop = 5;

    /// <summary>How long after it was written a message is no longer tried, and its address is switched off.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    /// <summary>How long the secret before goes on signing beside a new one.</summary>
    public static readonly TimeSpan FormerSecretHolds = TimeSpan.FromDays(1);

    /// <summary>How long what was sent can be looked at.</summary>
    public static readonly TimeSpan LogIsKept = TimeSpan.FromDays(30);

    private const int LongestAddress = 500;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromHours(12);

    // Of all that is not for the public, by the registries of special-purpose addresses (RFC 6890 and its successors). In IPv6 only 2000::/3 is given out.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    /// <summary>Why messages cannot go to this address; null: they can, as far as the address alone says. The machine behind its name is asked each time it is connected to.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="loopbackToo">Whether http to this very machine is allowed: in a demonstration.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static WebhookRefusal? Refuse(string? text, bool loopbackToo, int longest = LongestAddress)
    {
        if (text is null || text.Length > longest || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0) return WebhookRefusal.NoAddress;
        if (address.Scheme != "https" && !(loopbackToo && address is { Scheme: "http", IsLoopback: true })) return WebhookRefusal.NotHttps;
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0) return WebhookRefusal.NotPlain;
        if (loopbackToo && address.IsLoopback) return null;
        return address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out var ip) && !IsPublic(ip)) ? WebhookRefusal.NotPublic : null;
    }

    /// <summary>Whether an address is one that the public reaches; what an IPv6 address carries of IPv4 is judged as that.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is AddressFamily.InterNetworkV6 && (address.ScopeId != 0 || !GivenOut.Contains(address))) return false;
        return !NotPublic.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>When a message that was not taken is tried again; null: no more.</summary>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="written">When it was written.</param>
    /// <param name="now">UTC.</param>
    /// <param name="chance">0 … 1, random: many that failed together do not come back together.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset written, DateTimeOffset now, double chance)
    {
        if (now - written >= GivesUpAfter) return null;
        var wait = Math.Min(FirstWait.TotalSeconds * Math.Pow(3, Math.Min(attempts - 1, 20)), LongestWait.TotalSeconds);
        return now + TimeSpan.FromSeconds(wait * (0.75 + (0.5 * chance)));
    }
}
