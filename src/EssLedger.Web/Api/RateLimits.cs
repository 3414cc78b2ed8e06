using System.Net.Sockets;
using System.Threading.RateLimiting;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payments;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.RateLimiting;

namespace EssLedger.Web.Api;

/// <summary>How much one address, one person, one device with its account, and one guesser of passwords may ask.</summary>
public static class RateLimits
{
    public static void AddRateLimits(this WebApplicationBuilder builder, Settings settings) => builder.Services
        .AddSingleton(_ => new OrderLimits(settings)).AddSingleton<LoadShedding>().AddHostedService(services => services.GetRequiredService<LoadShedding>()).AddRateLimiter(_ => { });

    /// <summary>Before it is known who calls: to find that out is itself dear, and where tokens are given out it is what is to be guessed.</summary>
    public static void UseAddressLimits(this WebApplication app, Settings settings) => app.UseRateLimiter(Told(PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => IsFree(context)
            ? RateLimitPartition.GetNoLimiter("free")
            : Bucket(AddressOf(context), settings.RequestsPerSecond)),
        PartitionedRateLimiter.Create<HttpContext, string>(context => ProvesIdentity(context.Request)
            ? Bucket(AddressOf(context), settings.ProofsPerSecond)
            : RateLimitPartition.GetNoLimiter("proven")))));

    /// <summary>Once it is known who calls, from wherever they do.</summary>
    public static void UsePersonLimits(this WebApplication app, Settings settings) => app.UseRateLimiter(Told(
        PartitionedRateLimiter.Create<HttpContext, string>(context => context.User.Person() is { } person
            ? Bucket(person.Value, settings.RequestsPerSecond)
            : RateLimitPartition.GetNoLimiter("nobody"))));

    private static RateLimiterOptions Told(PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            await Problems.Write(rejected.HttpContext, Problems.For("rate_limited"), (int)Math.Ceiling(wait.TotalSeconds));
        },
    };

    /// <summary>Beyond so many calls under way, one more would only make all of them wait: it is told to come again, at once and before anything is read.</summary>
    public static void UseLoadShedding(this WebApplication app)
    {
        var shedding = app.Services.GetRequiredService<LoadShedding>();
        // A stream lasts for as long as somebody looks at it, which says nothing of how busy we are; how many there may be is said elsewhere.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1") && !context.Request.Path.Value!.EndsWith("/events", StringComparison.OrdinalIgnoreCase), calls => calls.Use(async (context, next) =>
        {
            var control = HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals("/v1/payments", StringComparison.OrdinalIgnoreCase) ? shedding.Payments : shedding.Others;
            if (!control.TryEnter(out var entered))
            {
                await Problems.Write(context, Problems.For("busy"));
                return;
            }
            try
            {
                await next(context);
            }
            finally
            {
                control.Leave(entered);
            }
        }));
    }

    /// <summary>Who calls, as far as an address tells: one line has 2^64 addresses of IPv6 (RFC 6177), and could otherwise call under each of them.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } six => $"{Convert.ToHexStringLower(six.GetAddressBytes().AsSpan(0, 8))}/64",
        var four => four.ToString(),
    };

    internal static RateLimitPartition<string> Bucket(string whose, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new()
    {
        TokenLimit = perSecond * 10,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private static bool IsFree(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private static bool ProvesIdentity(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && (Proofs.Any(path => request.Path.StartsWithSegments(path)) || (request.Path.StartsWithSegments("/v1/merchants") && request.Path.Value!.EndsWith("/turns", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Where somebody shows a password, a code or a PIN.</summary>
    private static readonly string[] Proofs = ["/connect/token", "/sign-in", "/mon-compte", "/invitation", "/v1/card-payments"];
}

/// <summary>How many orders one device, and the account behind it, may have decided. Only an order that a key of the account signed counts, and only once: whoever else
/// sends orders in somebody's name, or theirs again, uses up nothing of theirs.</summary>
public sealed class OrderLimits(Settings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _devices = PartitionedRateLimiter.Create<string, string>(device => RateLimits.Bucket(device, settings.OrdersPerSecond));

    // A purse shared by several may pay somewhat more than one of its devices.
    private readonly PartitionedRateLimiter<string> _accounts = PartitionedRateLimiter.Create<string, string>(account => RateLimits.Bucket(account, 2 * settings.OrdersPerSecond));

    /// <summary>Ends the request with 429 <c>rate_limited</c> while there were too many. Nothing is decided: the same order may come again.</summary>
    public void Require(SignedOrder order)
    {
        if (_devices.GetStatistics(Device(order)) is { CurrentAvailablePermits: < 1 } || _accounts.GetStatistics(order.Order.Payer.Value) is { CurrentAvailablePermits: < 1 })
            throw new ProblemException("rate_limited", "Too many orders of this device or account; send the same order again later.");
    }

    /// <summary>One more was decided.</summary>
    public void Count(SignedOrder order)
    {
        _devices.AttemptAcquire(Device(order)).Dispose();
        _accounts.AttemptAcquire(order.Order.Payer.Value).Dispose();
    }

    public void Dispose()
    {
        _devices.Dispose();
        _accounts.Dispose();
    }

    private static string Device(SignedOrder order) => $"{order.Order.Payer} {order.Key}";
}
