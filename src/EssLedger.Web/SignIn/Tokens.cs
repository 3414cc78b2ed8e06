using System.Globalization;
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
    /// <summary>What a person may allow somebody else's application: to read what is theirs; to bring signed orders and make requests for payment.</summary>
    public const string ReadScope = "ledger.read", PayScope = "ledger.pay";
    public static readonly IReadOnlyList<string> LedgerScopes = [ReadScope, PayScope];

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
                    .SetEndSessionEndpointUris("connect/end-session")
                    .SetConfigurationEndpointUris(".well-known/openid-configuration")
                    // The keys of payloads have the usual address; those of tokens are another set.
                    .SetJsonWebKeySetEndpointUris("connect/jwks")
                    .AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow()
                    .RequireProofKeyForCodeExchange()
                    .RegisterScopes([Scopes.OpenId, Scopes.OfflineAccess, Scopes.Profile, Scopes.Email, .. LedgerScopes])
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
                var web = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
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
        app.MapMethods("/connect/end-session", ["GET", "POST"], EndSession).ExcludeFromDescription();
    }

    /// <summary>Whoever has signed in on this browser gets a code, for somebody else's application once they have said that it may; others sign in first.</summary>
    private static async Task<IResult> Authorize(HttpContext context, People people, Sessions sessions, Consents consents)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var silent = request.HasPromptValue(PromptValues.None);
        // Who has signed in with too little for their roles gives no application what they do not have themselves.
        if (context.User.IsConfined() && !silent) return Results.Redirect(AccountPages.Security + AccountPages.Asking(Again(context)));
        var session = context.User.IsConfined() ? null : await sessions.Here(context);
        var tooOld = request.MaxAge is { } seconds && session is not null && DateTimeOffset.UtcNow - session.Proved > TimeSpan.FromSeconds(seconds);
        if (session is null || tooOld || request.HasPromptValue(PromptValues.Login) || await people.Find(session.Person) is not { } person)
        {
            if (silent) return Refuse(Errors.LoginRequired, "Nobody is signed in on this browser.");
            return Results.Redirect("/sign-in" + QueryString.Create(new Dictionary<string, string?> { ["returnUrl"] = Again(context), ["lang"] = request.UiLocales?.Split(' ')[0] }
                .Where(p => p.Value is not null)));
        }
        var provedAt = session.Proved.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (await consents.Asks(request.ClientId!))
        {
            var consent = request.HasPromptValue(PromptValues.Consent) ? null : await consents.Given(person.PersonId, request.ClientId!, request.GetScopes());
            if (context.Request.Query[Consents.Answer] == "no") return Refuse(Errors.AccessDenied, "The person does not allow it.");
            if (consent is null) return silent ? Refuse(Errors.ConsentRequired, "The person has not allowed it yet.") : await consents.Ask(request.ClientId!, request.GetScopes(), Again(context));
            return await SignIn(people, person, request, isOthers: true, request.GetScopes(), provedAt, consent);
        }
        return await SignIn(people, person, request, isOthers: false, request.GetScopes(), provedAt);
    }

    /// <summary>Signs out on this browser at an application's word, if it proves for whom it asks; else the person is asked.</summary>
    private static async Task<IResult> EndSession(HttpContext context, Sessions sessions)
    {
        var hint = (await context.AuthenticateAsync(Scheme)).Principal;
        if (context.User.Person() is { } person && hint?.FindFirstValue(Claims.Subject) != person.Value) return Results.Redirect("/sign-out");
        await sessions.EndHere(context);
        return Results.SignOut(new() { RedirectUri = "/" }, [Scheme]);
    }

    /// <summary>The same request for later. Asked to sign in again, the person does it once: the way back no longer asks.</summary>
    private static string Again(HttpContext context)
    {
        var parameters = context.Request.HasFormContentType ? context.Request.Form.ToList() : context.Request.Query.ToList();
        parameters.RemoveAll(p => p.Key is Parameters.Prompt or Parameters.MaxAge or Consents.Answer);
        return context.Request.Path + QueryString.Create(parameters.Select(p => new KeyValuePair<string, StringValues>(p.Key, p.Value)));
    }

    private static async Task<IResult> Issue(HttpContext context, People people, Clients clients, Consents consents, SecurityEvents events, Settings settings, TimeProvider clock)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var brought = request.IsClientCredentialsGrantType() ? null : (await context.AuthenticateAsync(Scheme)).Principal;
        var id = brought is null ? await clients.PersonOf(request.ClientId!) : brought.Person();
        if (id is not { } known || await people.Find(known) is not { IsBarred: false } person)
            return Refuse(Errors.InvalidGrant, "The person for whom this token would act may no longer sign in.");
        var shop = brought is null ? ShopKeys.ShopOf(request.ClientId) : null;
        // A web shop's key is worth what its merchant is at that shop.
        if (shop is { } its && !await people.WorksAt(known, its, Roles.Merchant)) return Refuse(Errors.InvalidGrant, "The merchant who made this key is no longer one at the shop.");
        var provedAt = brought?.GetClaim(Claims.AuthenticationTime);
        // A token that is renewed again and again ends with the proof on which it rests.
        TimeSpan? left = provedAt is null ? null : DateTimeOffset.FromUnixTimeSeconds(long.Parse(provedAt, CultureInfo.InvariantCulture)) + settings.LongestRefresh - clock.GetUtcNow();
        if (left <= TimeSpan.Zero) return Refuse(Errors.InvalidGrant, "The person signed in too long ago and has to do it again.");
        events.Given(known, request.ClientId!, request.GrantType!);
        return await SignIn(people, person, request, brought is not null && await consents.Asks(request.ClientId!), brought?.GetScopes() ?? [], provedAt, left: left, shop: shop);
    }

    private static async Task<IResult> SignIn(People people, Person person, OpenIddictRequest request, bool isOthers, IEnumerable<string> scopes, string? provedAt, string? consent = null, TimeSpan? left = null, AccountId? shop = null)
    {
        var identity = await people.IdentityOf(person, TokenValidationParameters.DefaultAuthenticationType);
        // A machine is the subject of its own tokens (RFC 9068 §2.2); the person for whom it acts is named beside it.
        if (request.IsClientCredentialsGrantType()) identity.SetClaim(Claims.Subject, request.ClientId);
        // Later the scopes come back with the code or refresh token.
        if (request.IsAuthorizationCodeFlow()) identity.SetScopes(request.GetScopes());
        if (consent is not null) identity.SetAuthorizationId(consent);
        if (left < RefreshLifetime) identity.SetRefreshTokenLifetime(left);
        if (provedAt is not null) identity.AddClaim(new(Claims.AuthenticationTime, provedAt, ClaimValueTypes.Integer64));
        var asked = scopes.ToHashSet();
        // Other people's applications act for members only, within their scopes; without one their tokens are not for our API at all.
        if (isOthers)
            foreach (var role in identity.FindAll(Identities.RoleClaim).Where(role => !Roles.Members.Contains(role.Value)).ToList()) identity.RemoveClaim(role);
        if (shop is { } its)
        {
            foreach (var role in identity.FindAll(Identities.RoleClaim).ToList()) identity.RemoveClaim(role);
            identity.AddClaim(new(Identities.RoleClaim, Roles.Cashier));
            identity.SetClaim(ShopKeys.Claim, its.Value);
        }
        if (!isOthers || asked.Overlaps(LedgerScopes)) identity.SetResources(Server.Audience);
        if (asked.Contains(Scopes.Email) && person.Email is { } email) identity.SetClaim(Claims.Email, email);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject or Identities.PersonClaim => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.Name => isOthers && !asked.Contains(Scopes.Profile) ? [] : [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.AuthenticationTime or Claims.Email => [Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });
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
                await scope.ServiceProvider.GetRequiredService<Members.Doubles>().Forget();
            }
        }
    }
}
