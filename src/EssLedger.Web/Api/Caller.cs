using System.Security.Claims;
using EssLedger.Core.Identifiers;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Api;

/// <summary>Who calls, and whether they may see or touch an account: by the tables as they are now, not only by the token.</summary>
public sealed class Caller(People people, IHttpContextAccessor http)
{
    private ClaimsPrincipal User => http.HttpContext!.User;

    /// <summary>The signed-in person; null without a token.</summary>
    public PersonId? Person => User.Identity is { IsAuthenticated: true } ? User.Person() : null;

    /// <summary>The signed-in person of a call that needs one.</summary>
    /// <exception cref="ProblemException">401 <c>token_required</c>.</exception>
    public PersonId RequiredPerson => Person ?? throw new ProblemException("token_required");

    public bool Is(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (User.IsInRole(role)) return true;
        return false;
    }

    /// <summary>Ends the request with 403 unless the caller has one of these roles.</summary>
    public void Require(params ReadOnlySpan<string> roles)
    {
        _ = RequiredPerson;
        if (!Is(roles)) throw new ProblemException("forbidden");
    }

    /// <summary>Whether the caller holds the account, or is the merchant whose shop it is.</summary>
    public async Task<bool> Holds(AccountId account)
    {
        if (Person is not { } person) return false;
        if (await people.Holds(person, account)) return true;
        return Is(Roles.Merchant) && await people.ShopOf(account) is { } shop && await people.WorksFor(person, shop.Merchant);
    }

    /// <summary>Whether the caller may take payment for the account: its merchant, and the merchant's cashiers.</summary>
    public async Task<bool> MayTakePaymentFor(AccountId account)
    {
        if (Person is not { } person) return false;
        if (Is(Roles.Merchant, Roles.Cashier) && await people.ShopOf(account) is { } shop && await people.WorksFor(person, shop.Merchant)) return true;
        return Is(Roles.Merchant) && await people.Holds(person, account);
    }

    /// <summary>Ends the request with 403 unless the caller holds the account or has one of these roles.</summary>
    public async Task RequireHolderOr(AccountId account, params string[] roles)
    {
        _ = RequiredPerson;
        if (!Is(roles) && !await Holds(account)) throw new ProblemException("forbidden");
    }
}
