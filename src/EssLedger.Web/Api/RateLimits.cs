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

    /// <summary>Beyond so many payments under way, one more would only make all of them wait: it is told to come again, at once and before anything is read.</summary>
    /// <remarks>A queue that grows with what is asked makes everybody late and nobody faster. Whoever is let in finds at most this many before it.</remarks>
    public static void UseAdmission(this WebApplication app, Settings settings)
    {
        var underWay = 0;
        app.UseWhen(context => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Equals("/v1/payments", StringComparison.OrdinalIgnoreCase), payments => payments.Use(async (context, next) =>
        {
            try
            {
                if (Interlocked.Increment(ref underWay) > settings.PaymentsAtOnce) await Problems.Write(context, Problems.For("busy"));
                else await next(context);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }));
    }

    private static RateLimitPartition<string> Bucket(string whose, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new()
    {
        TokenLimit = perSecond * 10,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private static bool IsFree(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private static bool ProvesIdentity(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && Proofs.Any(path => request.Path.StartsWithSegments(path));

    /// <summary>Where somebody shows a password, a code or a PIN.</summary>
    private static readonly string[] Proofs = ["/connect/token", "/sign-in", "/mon-compte", "/invitation", "/v1/card-payments"];
}
