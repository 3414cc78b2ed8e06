using System.Globalization;

namespace EssLedger.Web;

/// <summary>The headers that keep a browser from doing with our answers what we did not mean.</summary>
public static class Security
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
        "media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The policy of a page with a map: its background may come from the server that the settings name.</summary>
    /// <param name="embeddable">Whether other sites may show the page within theirs.</param>
    public static string MapPolicy(Settings settings, bool embeddable)
    {
        var policy = settings.MapTiles is { } tiles ? PagePolicy.Replace("img-src 'self'", $"img-src 'self' {new Uri(tiles).GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal) : PagePolicy;
        return embeddable ? policy.Replace("frame-ancestors 'none'", "frame-ancestors *", StringComparison.Ordinal) : policy;
    }

    /// <summary>Every address that we print is the public one, whatever host the caller or a proxy named.</summary>
    public static void UsePublicHost(this WebApplication app, Settings settings)
    {
        var host = HostString.FromUriComponent(settings.PublicUrl);
        app.Use((context, next) =>
        {
            context.Request.Host = host;
            return next(context);
        });
    }

    /// <summary>Tells whoever found a weakness where to tell of it (RFC 9116).</summary>
    public static void MapSecurityContact(this WebApplication app, Settings settings)
    {
        if (settings.SecurityContact is not { } contact) return;
        app.MapGet("/.well-known/security.txt", (TimeProvider clock) => Results.Text(string.Create(CultureInfo.InvariantCulture, $"""
            Contact: {contact.AbsoluteUri}
            Expires: {clock.GetUtcNow().UtcDateTime.Date.AddDays(180):yyyy-MM-dd'T'HH:mm:ss'Z'}
            Preferred-Languages: fr, en
            Canonical: {settings.Origin}/.well-known/security.txt

            """))).ExcludeFromDescription();
    }

    /// <summary>What anybody may read, scripts of other sites may read too: a verifier runs in its own page.</summary>
    public static void OpenToOtherSites(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>They are added when the answer goes out: whoever answers may have said otherwise, and an answer to an exception begins anew and would lose what was said before.</summary>
    public static void UseSecurityHeaders(this WebApplication app, Settings settings) => app.Use((context, next) =>
    {
        var isApi = context.Request.Path.StartsWithSegments("/v1");
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("Content-Security-Policy", PagePolicy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            if (settings.IsHttps) headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
            // Balances and takings are nobody's to keep; an endpoint whose answer may be kept says so itself.
            if (isApi) headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        });
        return next(context);
    });
}
