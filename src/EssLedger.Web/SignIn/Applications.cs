using EssLedger.Core.Identifiers;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>An application that is not ours, or a machine that acts for a person.</summary>
/// <param name="For">For whom a machine acts; null: people allow it themselves.</param>
/// <param name="Scopes">What it may ask for at most.</param>
/// <param name="Redirects">Where it is sent back to.</param>
/// <param name="Allowed">By how many people it is allowed now.</param>
/// <param name="LastUsed">When it last got a token, as far as tokens are kept: a day beyond their time.</param>
public sealed record KnownApplication(string ClientId, string Name, PersonId? For, IReadOnlyList<string> Scopes, IReadOnlyList<string> Redirects, int Allowed, DateTimeOffset? LastUsed);

/// <summary>An application that a person let act for them.</summary>
/// <param name="Id">That of the authorization.</param>
/// <param name="Scopes">What they allowed.</param>
/// <param name="LastUsed">When it last got a token; null: not for a while.</param>
public sealed record GrantedApplication(string Id, string Name, DateTimeOffset Since, IReadOnlyList<string> Scopes, DateTimeOffset? LastUsed);

/// <summary>Which applications act for people, and their end.</summary>
public sealed class Applications(IDbContextFactory<PeopleContext> contexts, IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager grants, IOpenIddictTokenManager tokens, Withdrawals withdrawals)
{
    /// <summary>All that are not our own, by name.</summary>
    public async Task<IReadOnlyList<KnownApplication>> All()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var machines = await db.ClientPersons.AsNoTracking().ToDictionaryAsync(c => c.ClientId, c => c.Person);
        var used = (await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(t => t.Application != null).GroupBy(t => t.Application!.ClientId!).Select(g => new { g.Key, Last = g.Max(t => t.CreationDate) }).ToListAsync()).ToDictionary(u => u.Key, u => u.Last);
        var allowed = (await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(a => a.Application != null && a.Status == Statuses.Valid && a.Type == AuthorizationTypes.Permanent)
            .GroupBy(a => a.Application!.ClientId!).Select(g => new { g.Key, Count = g.Select(a => a.Subject).Distinct().Count() }).ToListAsync()).ToDictionary(a => a.Key, a => a.Count);
        var known = new List<KnownApplication>();
        await foreach (var application in applications.ListAsync(null, null, default))
        {
            if (await applications.GetConsentTypeAsync(application) == ConsentTypes.Implicit || await applications.GetClientIdAsync(application) is not { } id) continue;
            var scopes = (await applications.GetPermissionsAsync(application)).Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal)).Select(p => p[Permissions.Prefixes.Scope.Length..]);
            known.Add(new(id, await applications.GetDisplayNameAsync(application) ?? id, machines.TryGetValue(id, out var person) ? person : null, [.. scopes.Order(StringComparer.Ordinal)],
                await applications.GetRedirectUrisAsync(application), allowed.GetValueOrDefault(id), Instant(used.GetValueOrDefault(id))));
        }
        return [.. known.OrderBy(a => a.For is not null).ThenBy(a => a.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>What a person allowed, the last first.</summary>
    public async Task<IReadOnlyList<GrantedApplication>> Of(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var used = (await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(t => t.Subject == person.Value && t.Authorization != null).GroupBy(t => t.Authorization!.Id!).Select(g => new { g.Key, Last = g.Max(t => t.CreationDate) }).ToListAsync()).ToDictionary(u => u.Key, u => u.Last);
        var found = new List<GrantedApplication>();
        await foreach (var grant in grants.FindAsync(person.Value, null, Statuses.Valid, null, null))
            if (await grants.GetApplicationIdAsync(grant) is { } application && await applications.FindByIdAsync(application) is { } asking && await grants.GetIdAsync(grant) is { } id)
                found.Add(new(id, await applications.GetDisplayNameAsync(asking) ?? "", await grants.GetCreationDateAsync(grant) ?? default, [.. Consents.Shown(await grants.GetScopesAsync(grant))], Instant(used.GetValueOrDefault(id))));
        return [.. found.OrderByDescending(a => a.Since)];
    }

    /// <summary>Takes back what a person allowed, with the tokens that are out.</summary>
    /// <returns>False: they allowed no such thing.</returns>
    public async Task<bool> Withdraw(PersonId person, string id)
    {
        if (await grants.FindByIdAsync(id) is not { } grant || await grants.GetSubjectAsync(grant) != person.Value) return false;
        await grants.TryRevokeAsync(grant);
        await tokens.RevokeByAuthorizationIdAsync(id);
        await withdrawals.Withdraw(id);
        return true;
    }

    /// <summary>Ends an application for everybody, or a machine: its tokens are worth nothing from now on, and it gets no more.</summary>
    /// <returns>False: there is none, or it is our own.</returns>
    public async Task<bool> Remove(string clientId)
    {
        if (await applications.FindByClientIdAsync(clientId) is not { } application || await applications.GetConsentTypeAsync(application) == ConsentTypes.Implicit) return false;
        await applications.DeleteAsync(application);
        await using var db = await contexts.CreateDbContextAsync();
        await db.ClientPersons.Where(c => c.ClientId == clientId).ExecuteDeleteAsync();
        await withdrawals.Withdraw(clientId);
        return true;
    }

    private static DateTimeOffset? Instant(DateTime? utc) => utc is { } at ? new(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;
}
