using System.Buffers.Text;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>The applications that may ask for tokens: our own two public ones, and machines that act for a named person.</summary>
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
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                    Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                },
                Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            };
            if (await applications.FindByClientIdAsync(id) is { } known) await applications.UpdateAsync(known, descriptor);
            else await applications.CreateAsync(descriptor);
        }
    }
}
