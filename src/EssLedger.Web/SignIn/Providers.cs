using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.SignIn;

/// <summary>What another provider says of somebody, in the words of ProConnect: given and usual name, and the establishment for which they work.</summary>
/// <param name="Authority">Who says it.</param>
/// <param name="Subject">Their id there.</param>
/// <param name="TwoFactors">Whether it asked them for two factors.</param>
public sealed record ProviderWord(string Authority, string Subject, string Name, string? Email, string? Siret, bool TwoFactors)
{
    internal static ProviderWord? Of(Provider provider, ClaimsPrincipal? principal)
    {
        if (principal?.FindFirstValue("sub") is not { } subject) return null;
        var name = string.Join(' ', new[] { principal.FindFirstValue("given_name"), principal.FindFirstValue("usual_name") ?? principal.FindFirstValue("family_name") }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new(provider.Authority, subject, name.Length > 0 ? name : principal.FindFirstValue("name") ?? "", principal.FindFirstValue("email"), principal.FindFirstValue("siret"), principal.FindFirstValue("acr") is { } acr && provider.TwoFactors.Contains(acr));
    }
}

/// <summary>Sign-in by other OpenID Connect providers: code flow with PKCE, one scheme for each of the configuration.</summary>
internal static partial class Providers
{
    /// <summary>Names in the state of a sign-in that goes by another provider.</summary>
    public const string Scheme = "scheme", Back = "back", Purpose = "purpose", Invitation = "invitation";

    public static string SchemeOf(int number) => $"provider-{number}";

    public static void AddProviders(this AuthenticationBuilder schemes, Settings settings)
    {
        for (var i = 0; i < settings.Providers.Count; i++)
        {
            var (number, provider) = (i, settings.Providers[i]);
            schemes.AddOpenIdConnect(SchemeOf(number), provider.Name, oidc =>
            {
                oidc.SignInScheme = IdentityConstants.ExternalScheme;
                oidc.Authority = provider.Authority;
                oidc.ClientId = provider.ClientId;
                oidc.ClientSecret = File.ReadAllText(provider.ClientSecretFile).Trim();
                oidc.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
                oidc.ResponseType = "code";
                // Back by a plain link: cookies that go with forms of other sites are not needed then.
                oidc.ResponseMode = "query";
                oidc.CallbackPath = $"/sign-in/provider/{number}/back";
                oidc.MapInboundClaims = false;
                oidc.GetClaimsFromUserInfoEndpoint = true;
                oidc.Scope.Clear();
                foreach (var scope in provider.Scopes) oidc.Scope.Add(scope);
                oidc.ClaimActions.Remove("acr");
                foreach (var claim in (string[])["usual_name", "siret"]) oidc.ClaimActions.MapUniqueJsonKey(claim, claim);
                oidc.TokenValidationParameters.ValidAlgorithms = provider.Algorithms;
                oidc.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
                foreach (var cookie in (CookieBuilder[])[oidc.NonceCookie, oidc.CorrelationCookie])
                {
                    cookie.SameSite = SameSiteMode.Lax;
                    cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                }
                oidc.Events.OnRemoteFailure = failure =>
                {
                    failure.HandleResponse();
                    Failed(failure.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger<Provider>(), provider.Name, Word(failure.Failure));
                    failure.Response.Redirect("/sign-in?provider=failed");
                    return Task.CompletedTask;
                };
            });
        }
    }

    // What the provider says in its own words may be about the person: its error's code is told, or what broke here.
    private static string Word(Exception? failure) => failure?.Data["error"] as string is { } code && code.All(c => char.IsAsciiLetterLower(c) || c == '_') ? code : failure?.GetType().Name ?? "nothing said";

    [LoggerMessage(EventId = 446, Level = LogLevel.Warning, Message = "Nobody is signed in by {Provider}: {Why}")]
    private static partial void Failed(ILogger logger, string provider, string why);
}
