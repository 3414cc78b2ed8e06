using System.Security.Claims;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

/// <summary>Whose access tokens the API accepts: our own, and those of the providers in the configuration. Pages go by the cookie.</summary>
internal static class Bearers
{
    /// <summary>Chooses between the cookie and the tokens.</summary>
    public const string Caller = "caller";

    public static void AddBearers(this AuthenticationBuilder schemes, Settings settings)
    {
        schemes.AddPolicyScheme(Caller, null, policy => policy.ForwardDefaultSelector = context =>
            context.Request.Path.StartsWithSegments("/v1") ? SchemeFor(context, settings) : IdentityConstants.ApplicationScheme);

        schemes.AddJwtBearer(settings.Origin, bearer => Configure(bearer, ["ES256"], Server.Audience));
        schemes.Services.AddOptions<JwtBearerOptions>(settings.Origin).Configure<KeyDirectory, TimeProvider, Withdrawals>((bearer, keys, clock, withdrawals) =>
        {
            bearer.Events.OnTokenValidated = context =>
            {
                // The time of issue is whole seconds: a token of the very second of a withdrawal is refused, and another one is soon had.
                var issued = context.SecurityToken is JsonWebToken token && token.TryGetPayloadValue<long>("iat", out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MaxValue;
                if (withdrawals.Refuses(context.Principal!.FindFirstValue(Identities.PersonClaim), issued) || withdrawals.Refuses(context.Principal!.FindFirstValue("oi_au_id"), issued)
                    || withdrawals.Refuses(context.Principal!.FindFirstValue("client_id"), issued)) context.Fail("It was withdrawn.");
                return Task.CompletedTask;
            };
            bearer.TokenValidationParameters.IssuerValidator = (issuer, _, _) => IsOurs(issuer, settings) ? issuer : throw new SecurityTokenInvalidIssuerException($"{issuer} is not the issuer here.");
            // An identity token is no access token (RFC 9068 §4).
            bearer.TokenValidationParameters.ValidTypes = ["at+jwt"];
            bearer.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) =>
                KeyId.TryParse(kid, out var id) && keys.Find(id) is { Purpose: Purposes.Token } key
                && (key.Retired is null || key.Retired + Tokens.AccessLifetime > clock.GetUtcNow())
                    ? [key.SecurityKey] : [];
        });

        foreach (var issuer in settings.Issuers)
            schemes.AddJwtBearer(issuer.Authority, bearer =>
            {
                Configure(bearer, issuer.Algorithms, issuer.Audience);
                bearer.Authority = issuer.Authority;
                bearer.TokenValidationParameters.ValidTypes = issuer.Types;
                bearer.RequireHttpsMetadata = !new Uri(issuer.Authority).IsLoopback;
                // They say who signed in; what that person may do here is in our tables.
                bearer.Events.OnTokenValidated = async context =>
                {
                    var services = context.HttpContext.RequestServices;
                    var login = await services.GetRequiredService<UserManager<Person>>().FindByLoginAsync(issuer.Authority, context.Principal!.FindFirstValue("sub") ?? "");
                    if (login is not { IsBarred: false }) context.Fail("Nobody here who may sign in is known by this token.");
                    else context.Principal = new(await services.GetRequiredService<People>().IdentityOf(login, JwtBearerDefaults.AuthenticationScheme));
                };
            });
    }

    /// <summary>Our public URL; and, as long as that is a loopback address, those of servers beside us, which share our keys.</summary>
    private static bool IsOurs(string issuer, Settings settings) => Uri.TryCreate(issuer, UriKind.Absolute, out var named)
        && (named == settings.PublicUrl || (named is { Scheme: "http", IsLoopback: true, PathAndQuery: "/" } && settings.PublicUrl is { Scheme: "http", IsLoopback: true }));

    /// <summary>The scheme of the issuer that the token names, if we know it; the token itself is checked there.</summary>
    private static string SchemeFor(HttpContext context, Settings settings)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (settings.Issuers.Count == 0 || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return settings.Origin;
        var handler = new JsonWebTokenHandler();
        var token = header[7..].Trim();
        if (!handler.CanReadToken(token)) return settings.Origin;
        try
        {
            var named = handler.ReadJsonWebToken(token).Issuer.TrimEnd('/');
            return settings.Issuers.FirstOrDefault(i => i.Authority.TrimEnd('/') == named)?.Authority ?? settings.Origin;
        }
        catch (SecurityTokenMalformedException) { return settings.Origin; }
    }

    /// <summary>Holds other people's applications to what their person allowed them: to read, or to pay; and a web shop's key to what such a key opens. Our own are not limited so, and neither are machines.</summary>
    public static void UseScopes(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.HasClaim(claim => claim.Type == ShopKeys.Claim) && !ShopKeys.Opens(context.Request)) return Problems.Write(context, Problems.For("forbidden"));
        var scopes = context.User.FindFirst("scope")?.Value.Split(' ') ?? [];
        if (!context.Request.Path.StartsWithSegments("/v1") || !scopes.Any(Tokens.LedgerScopes.Contains)) return next(context);
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var pays = HttpMethods.IsPost(context.Request.Method) && (context.Request.Path.StartsWithSegments("/v1/payments") || context.Request.Path.StartsWithSegments("/v1/payment-requests"));
        if ((reads && scopes.Contains(Tokens.ReadScope)) || (pays && scopes.Contains(Tokens.PayScope))) return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Problems.Write(context, Problems.For("forbidden"));
    });

    private static void Configure(JwtBearerOptions bearer, IReadOnlyList<string> algorithms, string audience)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new()
        {
            ValidAudience = audience,
            ValidAlgorithms = algorithms,
            NameClaimType = "name",
            RoleClaimType = Identities.RoleClaim,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        bearer.Events = new()
        {
            OnChallenge = context =>
            {
                context.HandleResponse();
                var given = context.Request.Headers.Authorization.Count > 0;
                context.Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
                return Problems.Write(context.HttpContext, Problems.For(given ? "invalid_token" : "token_required"));
            },
            OnForbidden = context => Problems.Write(context.HttpContext, Problems.For("forbidden")),
        };
    }
}
