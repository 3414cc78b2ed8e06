using System.Collections.Immutable;
using System.Security.Claims;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EssLedger.Web.SignIn;

/// <summary>The claims under which a person acts, the same in a token and in a cookie.</summary>
public static class Identities
{
    public const string PersonClaim = "person", RoleClaim = "role", AccountClaim = "account", MerchantClaim = "merchant";
    internal const string SessionClaim = "session", ProofClaim = "proof", StampClaim = "stamp";
    private const string ConfinedClaim = "confined";

    /// <summary>The person who acts; null for a caller without token.</summary>
    public static PersonId? Person(this ClaimsPrincipal caller) =>
        PersonId.TryParse(caller.FindFirst(PersonClaim)?.Value, out var person) ? person : null;

    /// <summary>Whether somebody has signed in with less than what their roles ask for: they may set up a better way, and nothing else.</summary>
    public static bool IsConfined(this ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == ConfinedClaim);

    /// <summary>Takes from a cookie's principal, where its proof is too weak for its roles, all that it could act with.</summary>
    internal static void Confine(ClaimsPrincipal principal)
    {
        var identity = principal.Identities.First();
        if (!identity.HasClaim(c => c.Type == ProofClaim && c.Value is nameof(Proof.Password) or nameof(Proof.Provider)) || !identity.FindAll(RoleClaim).Any(role => Roles.Staff.Contains(role.Value))) return;
        foreach (var claim in identity.Claims.Where(c => c.Type is RoleClaim or AccountClaim or MerchantClaim).ToList()) identity.RemoveClaim(claim);
        identity.AddClaim(new(ConfinedClaim, "true"));
    }

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

    /// <summary>Makes the cookie's principal, anew at every request.</summary>
    internal sealed class Factory(People people) : IUserClaimsPrincipalFactory<Person>
    {
        public async Task<ClaimsPrincipal> CreateAsync(Person user)
        {
            var identity = await people.IdentityOf(user, IdentityConstants.ApplicationScheme);
            if (user.SecurityStamp is { } stamp) identity.AddClaim(new(StampClaim, stamp));
            return new(identity);
        }
    }
}
