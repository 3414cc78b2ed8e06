using System.Buffers.Text;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>The applications that may ask for tokens: our own two public ones, those of other people, and machines that act for a named person.</summary>
public sealed class Clients(IOpenIddictApplicationManager applications, PeopleContext db)
{
    /// <summary>Registers a machine that acts for a person. The secret is told once; only its hash is kept.</summary>
    public async Task<(string Id, string Secret)> CreateClient(PersonId person, string name, string? id = null)
    {
        id ??= $"client-{People.NewId()[..12]}";
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        });
        db.Add(new ClientPerson(id, person));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return (id, secret);
    }

    /// <summary>Registers somebody else's application. People are asked before it acts for them, and may take it back.</summary>
    /// <param name="name">As people will read it.</param>
    /// <param name="redirects">Where it may be sent back to, letter for letter.</param>
    /// <param name="scopes">What it may ask for at most, of <see cref="Tokens.LedgerScopes"/>.</param>
    /// <param name="hasSecret">Whether it runs on a server and can keep one.</param>
    /// <returns>Its id; and its secret, which is told once and kept as a hash.</returns>
    /// <exception cref="ArgumentException">An address or a scope will not do.</exception>
    public async Task<(string Id, string? Secret)> CreateApplication(string name, IReadOnlyList<Uri> redirects, IReadOnlyList<string> scopes, bool hasSecret)
    {
        // http only where nobody listens in; another scheme is an app's own (RFC 8252 §7.1), and has a dot for the name of its owner.
        if (redirects.Count == 0 || redirects.Any(r => !r.IsAbsoluteUri || r.Fragment != "" || !(r.Scheme == "https" || (r.Scheme == "http" && r.IsLoopback) || r.Scheme.Contains('.', StringComparison.Ordinal))))
            throw new ArgumentException("A redirect address is https, http on a loopback address, or of a scheme like com.example.app.");
        if (scopes.Except(Tokens.LedgerScopes).FirstOrDefault() is { } unknown) throw new ArgumentException($"There is no scope \"{unknown}\" for other people's applications.");
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = $"app-{People.NewId()[..12]}",
            ClientSecret = hasSecret ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null,
            ClientType = hasSecret ? ClientTypes.Confidential : ClientTypes.Public,
            ConsentType = ConsentTypes.Explicit,
            DisplayName = name,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Permissions.Scopes.Email,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        descriptor.RedirectUris.UnionWith(redirects);
        foreach (var scope in scopes) descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        await applications.CreateAsync(descriptor);
        return (descriptor.ClientId, descriptor.ClientSecret);
    }

    /// <summary>For whom a client acts.</summary>
    public async Task<PersonId?> PersonOf(string clientId) =>
        (await db.ClientPersons.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId))?.Person;

    /// <summary>Our own applications, sent back to where the server is found today.</summary>
    internal async Task Seed(Settings settings)
    {
        foreach (var id in (string[])["wallet", "till"])
        {
            var descriptor = new OpenIddictApplicationDescriptor
            {
                ClientId = id,
                ClientType = ClientTypes.Public,
                ConsentType = ConsentTypes.Implicit,
                DisplayName = $"EssLedger {id}",
                RedirectUris = { new Uri($"{settings.Origin}/{id}/") },
                PostLogoutRedirectUris = { new Uri($"{settings.Origin}/{id}/") },
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
                    Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                },
                Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            };
            if (await applications.FindByClientIdAsync(id) is { } known) await applications.UpdateAsync(known, descriptor);
            else await applications.CreateAsync(descriptor);
        }
    }
}
