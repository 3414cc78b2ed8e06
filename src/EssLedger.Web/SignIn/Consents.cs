using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages.Account;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>What people allow other people's applications: asked once for an application and what it wants, kept, and taken back on one's own security page.</summary>
public sealed class Consents(IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager grants)
{
    /// <summary>The parameter of an authorization request with which somebody comes back who said no.</summary>
    internal const string Answer = "consent";

    /// <summary>Whether people are asked before this application acts for them; our own are not asked for.</summary>
    public async Task<bool> Asks(string clientId) => await applications.FindByClientIdAsync(clientId) is not { } application || await applications.GetConsentTypeAsync(application) == ConsentTypes.Explicit;

    /// <summary>The id of a consent that covers these scopes; null: there is none.</summary>
    internal async Task<string?> Given(PersonId person, string clientId, IReadOnlyCollection<string> scopes)
    {
        if (await applications.FindByClientIdAsync(clientId) is not { } application) return null;
        await foreach (var grant in grants.FindAsync(person.Value, await applications.GetIdAsync(application), Statuses.Valid, AuthorizationTypes.Permanent, [.. scopes])) return await grants.GetIdAsync(grant);
        return null;
    }

    /// <summary>The page that asks.</summary>
    internal async Task<IResult> Ask(string clientId, IReadOnlyCollection<string> scopes, string back)
    {
        var application = (await applications.FindByClientIdAsync(clientId))!;
        return AccountPages.Page<ConsentPage>(new { Application = await applications.GetDisplayNameAsync(application) ?? clientId, Scopes = Shown(scopes), Back = back });
    }

    /// <summary>Keeps that a person allows an application these scopes.</summary>
    internal async Task Give(PersonId person, string clientId, IReadOnlyList<string> scopes)
    {
        if (await applications.FindByClientIdAsync(clientId) is not { } application || await applications.GetConsentTypeAsync(application) != ConsentTypes.Explicit) return;
        var allowed = new List<string>();
        foreach (var scope in scopes)
            if (scope is Scopes.OpenId or Scopes.OfflineAccess || await applications.HasPermissionAsync(application, Permissions.Prefixes.Scope + scope)) allowed.Add(scope);
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = await applications.GetIdAsync(application),
            CreationDate = DateTimeOffset.UtcNow,
            Status = Statuses.Valid,
            Subject = person.Value,
            Type = AuthorizationTypes.Permanent,
        };
        descriptor.Scopes.UnionWith(allowed);
        await grants.CreateAsync(descriptor);
    }

    /// <summary>The last part of the name of the sentence that says what a scope allows.</summary>
    public static string WordOf(string scope) => scope.Replace("ledger.", "", StringComparison.Ordinal);

    /// <summary>Those for which there are words: that somebody signs in is said anyway.</summary>
    internal static IReadOnlyList<string> Shown(IEnumerable<string> scopes) => [.. scopes.Where(scope => scope is Scopes.Profile or Scopes.Email or Scopes.OfflineAccess || Tokens.LedgerScopes.Contains(scope))];
}
