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

    /// <summary>What anybody may read, scripts of other sites may read too: a verifier runs in its own page.</summary>
    public static void OpenToOtherSites(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    public static void UseSecurityHeaders(this WebApplication app, Settings settings) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (settings.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // Balances and takings are nobody's to keep; an endpoint whose answer may be kept says so itself.
        if (context.Request.Path.StartsWithSegments("/v1")) headers.CacheControl = "no-store";
        return next(context);
    });
}
