using System.Security.Claims;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages.Account;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>The embedded OAuth 2.1 / OpenID Connect server: what it allows, and whom it names in its tokens.</summary>
internal static class Tokens
{
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(30);
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void AddTokens(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<PeopleContext>())
            .AddServer(server =>
            {
                server.SetIssuer(settings.PublicUrl)
                    .SetAuthorizationEndpointUris("connect/authorize")
                    .SetTokenEndpointUris("connect/token")
                    .SetRevocationEndpointUris("connect/revocation")
                    .SetConfigurationEndpointUris(".well-known/openid-configuration")
                    // The keys of payloads have the usual address; those of tokens are another set.
                    .SetJsonWebKeySetEndpointUris("connect/jwks")
                    .AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow()
                    .RequireProofKeyForCodeExchange()
                    .RegisterScopes(Scopes.OpenId, Scopes.OfflineAccess)
                    .SetAccessTokenLifetime(AccessLifetime)
                    .SetRefreshTokenLifetime(RefreshLifetime)
                    // A refresh token seen twice may be stolen: its whole family dies. Who lost an answer still has the sign-in cookie.
                    .SetRefreshTokenReuseLeeway(TimeSpan.Zero)
                    .DisableAccessTokenEncryption();
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
                    options.ClientAuthenticationMethods.Clear();
                    options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretBasic);
                    options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretPost);
                });
                var web = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough();
                if (!settings.IsHttps) web.DisableTransportSecurityRequirement();
            });
        // The keys are read when the options are made, and the options are made again when a key is added.
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<KeyDirectory>(UseKeys);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, KeyChanges>();
        builder.Services.AddHostedService<Pruning>();
    }

    public static void MapTokens(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", ["GET", "POST"], Authorize).ExcludeFromDescription();
        app.MapPost("/connect/token", Issue).ExcludeFromDescription();
    }

    /// <summary>Whoever has signed in on this browser gets a code; others sign in first.</summary>
    private static async Task<IResult> Authorize(HttpContext context, People people)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        // Who has signed in with too little for their roles gives no application what they do not have themselves.
        if (cookie.Principal?.IsConfined() is true && !request.HasPromptValue(PromptValues.None)) return Results.Redirect(AccountPages.Security + AccountPages.Asking(Again(context)));
        var tooOld = request.MaxAge is { } seconds && cookie.Properties?.IssuedUtc is { } since && DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(seconds);
        if (cookie.Principal?.Person() is { } id && !cookie.Principal.IsConfined() && !tooOld && !request.HasPromptValue(PromptValues.Login) && await people.Find(id) is { } person)
            return await SignIn(people, person, request);
        if (request.HasPromptValue(PromptValues.None))
            return Refuse(Errors.LoginRequired, "Nobody is signed in on this browser.");
        return Results.Redirect("/sign-in" + QueryString.Create(new Dictionary<string, string?> { ["returnUrl"] = Again(context), ["lang"] = request.UiLocales?.Split(' ')[0] }
            .Where(p => p.Value is not null)));
    }

    /// <summary>The same request for later. Asked to sign in again, the person does it once: the way back no longer asks.</summary>
    private static string Again(HttpContext context)
    {
        var parameters = context.Request.HasFormContentType ? context.Request.Form.ToList() : context.Request.Query.ToList();
        parameters.RemoveAll(p => p.Key is Parameters.Prompt or Parameters.MaxAge);
        return context.Request.Path + QueryString.Create(parameters.Select(p => new KeyValuePair<string, StringValues>(p.Key, p.Value)));
    }

    private static async Task<IResult> Issue(HttpContext context, People people, Clients clients)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var id = request.IsClientCredentialsGrantType()
            ? await clients.PersonOf(request.ClientId!)
            : (await context.AuthenticateAsync(Scheme)).Principal?.Person();
        if (id is not { } known || await people.Find(known) is not { } person || person.IsBarred)
            return Refuse(Errors.InvalidGrant, "The person for whom this token would act may no longer sign in.");
        return await SignIn(people, person, request);
    }

    private static async Task<IResult> SignIn(People people, Person person, OpenIddictRequest request)
    {
        var identity = await people.IdentityOf(person, TokenValidationParameters.DefaultAuthenticationType);
        // A machine is the subject of its own tokens (RFC 9068 §2.2); the person for whom it acts is named beside it.
        if (request.IsClientCredentialsGrantType()) identity.SetClaim(Claims.Subject, request.ClientId);
        // Later the scopes come back with the code or refresh token.
        if (request.IsAuthorizationCodeFlow()) identity.SetScopes(request.GetScopes());
        identity.SetResources(Server.Audience);
        identity.SetDestinations(claim => claim.Type is Claims.Subject or Claims.Name or Identities.PersonClaim
            ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static IResult Refuse(string error, string why) => Results.Forbid(new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = why,
    }), [Scheme]);

    private static void UseKeys(OpenIddictServerOptions options, KeyDirectory keys)
    {
        // Newest first: the first one signs and seals, the older ones still read what they made.
        foreach (var key in keys.All.Where(k => k.Purpose == Purposes.Token).Reverse())
            options.SigningCredentials.Add(new(key.SecurityKey, SecurityAlgorithms.EcdsaSha256));
        foreach (var key in keys.All.Where(k => k.Purpose == Purposes.Session).Reverse())
            options.EncryptionCredentials.Add(new(new SymmetricSecurityKey(key.DeriveSecret("refresh tokens and codes")) { KeyId = key.Id.ToString() },
                SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private sealed class KeyChanges(KeyDirectory keys) : IOptionsChangeTokenSource<OpenIddictServerOptions>
    {
        public string Name => Options.DefaultName;
        public IChangeToken GetChangeToken() => keys.Watch();
    }

    /// <summary>Clears tokens that nobody can use any more out of the tables.</summary>
    private sealed class Pruning(IServiceScopeFactory scopes, TimeProvider clock) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = clock.GetUtcNow() - TimeSpan.FromDays(1);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<Sessions>().Prune(stoppingToken);
            }
        }
    }
}
