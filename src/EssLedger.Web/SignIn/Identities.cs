using System.Collections.Immutable;
using System.Security.Claims;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>The claims under which a person acts, the same in a token and in a cookie.</summary>
public static class Identities
{
    public const string PersonClaim = "person", RoleClaim = "role", AccountClaim = "account", MerchantClaim = "merchant";

    /// <summary>The person who acts; null for a caller without token.</summary>
    public static PersonId? Person(this ClaimsPrincipal caller) =>
        PersonId.TryParse(caller.FindFirst(PersonClaim)?.Value, out var person) ? person : null;

    /// <summary>Says who a person is and what they may do, as the tables have it now.</summary>
    internal static async Task<ClaimsIdentity> IdentityOf(this People people, Person person, string authenticationType)
    {
        var id = person.PersonId;
        var identity = new ClaimsIdentity(authenticationType, Claims.Name, RoleClaim);
        identity.SetClaim(Claims.Subject, person.Id)
            .SetClaim(PersonClaim, person.Id)
            .SetClaim(Claims.Name, person.DisplayName)
            .SetClaims(RoleClaim, [.. await people.RolesOf(id)])
            .SetClaims(AccountClaim, [.. (await people.AccountsOf(id)).Select(a => a.Value)])
            .SetClaims(MerchantClaim, [.. (await people.MerchantsOf(id)).Select(m => m.Value)]);
        return identity;
    }

    /// <summary>Makes the cookie's principal; Identity calls it again every minute, so that a role withdrawn is soon gone.</summary>
    internal sealed class Factory(People people, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Person>
    {
        public async Task<ClaimsPrincipal> CreateAsync(Person user)
        {
            var identity = await people.IdentityOf(user, IdentityConstants.ApplicationScheme);
            if (user.SecurityStamp is { } stamp) identity.AddClaim(new(options.Value.ClaimsIdentity.SecurityStampClaimType, stamp));
            return new(identity);
        }
    }
}
