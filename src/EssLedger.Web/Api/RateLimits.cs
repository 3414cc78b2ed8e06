using System.Threading.RateLimiting;
using EssLedger.Core.Identifiers;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Api;

/// <summary>How much one address, one person and one guesser of passwords may ask.</summary>
public static class RateLimits
{
    public static void AddRateLimits(this WebApplicationBuilder builder, Settings settings) => builder.Services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => IsFree(context)
                ? RateLimitPartition.GetNoLimiter("free")
                : Bucket(context.Connection.RemoteIpAddress?.ToString() ?? "", settings.RequestsPerSecond)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => context.User.Person() is { } person
                ? Bucket(person.Value, settings.RequestsPerSecond)
                : RateLimitPartition.GetNoLimiter("nobody")),
            PartitionedRateLimiter.Create<HttpContext, string>(context => ProvesIdentity(context.Request)
                ? Bucket(context.Connection.RemoteIpAddress?.ToString() ?? "", settings.ProofsPerSecond)
                : RateLimitPartition.GetNoLimiter("proven")));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            await Problems.Write(rejected.HttpContext, Problems.For("rate_limited"), (int)Math.Ceiling(wait.TotalSeconds));
        };
    });

    private static RateLimitPartition<string> Bucket(string whose, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new()
    {
        TokenLimit = perSecond * 10,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private static bool IsFree(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private static bool ProvesIdentity(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && (request.Path.StartsWithSegments("/connect/token") || request.Path.StartsWithSegments("/sign-in"));
}
