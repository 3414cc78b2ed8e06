using System.Security.Claims;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Api;

/// <summary>Who calls, and whether they may see or touch an account: by the tables as they are now, not only by the token.</summary>
public sealed class Caller(People people, IHttpContextAccessor http)
{
    private ILookup<string, GrantKind>? _heard;

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

    /// <summary>Whether the caller has one of these roles for files of a kind: one that is held for a committee is for what that committee hears.</summary>
    public async Task<bool> Is(GrantKind kind, params string[] roles)
    {
        string[] held = [.. roles.Where(User.IsInRole)];
        if (held.Length == 0 || held.Any(role => Rights.ScopeOf(role) is not ScopeKind.Committee)) return held.Length > 0;
        var heard = await Heard();
        return held.Any(role => heard[role].Contains(kind));
    }

    /// <summary>For files of which kinds the caller has each role of the label's committees.</summary>
    public async Task<ILookup<string, GrantKind>> Heard() => _heard ??= await people.HeardBy(RequiredPerson);

    /// <summary>Ends the request with 403 unless the caller has one of these roles for files of this kind.</summary>
    public async Task Require(GrantKind kind, params string[] roles)
    {
        _ = RequiredPerson;
        if (!await Is(kind, roles)) throw new ProblemException("forbidden");
    }

    /// <summary>Whether the caller holds the account, or is the merchant whose shop it is.</summary>
    public async Task<bool> Holds(AccountId account)
    {
        if (Person is not { } person) return false;
        return await people.Holds(person, account) || (Is(Roles.Merchant) && await people.WorksAt(person, account, Roles.Merchant));
    }

    /// <summary>The shop to which a web shop's key is limited; null: the caller uses none.</summary>
    public AccountId? KeyOfShop => AccountId.TryParse(User.FindFirstValue(ShopKeys.Claim), out var shop) ? shop : null;

    /// <summary>Whether the caller may take payment for the account: the merchant of that shop, its cashiers and its web shop's keys.</summary>
    public async Task<bool> MayTakePaymentFor(AccountId account)
    {
        if (Person is not { } person) return false;
        if (KeyOfShop is { } shop) return account == shop && await people.WorksAt(person, shop, Roles.Merchant);
        string[] roles = [.. Tills.Where(User.IsInRole)];
        return (roles.Length > 0 && await people.WorksAt(person, account, roles)) || (Is(Roles.Merchant) && await people.Holds(person, account));
    }

    private static readonly string[] Tills = [Roles.Merchant, Roles.Cashier];

    /// <summary>Whether the caller is of the bureau that looks after the account.</summary>
    public async Task<bool> LooksAfter(AccountId account) => Is(Roles.Bureau) && await people.LooksAfter(RequiredPerson, account);

    /// <summary>Ends the request with 403 unless the caller is of the bureau that looks after the account, or an administrator.</summary>
    public async Task RequireLooksAfter(AccountId account)
    {
        Require(Roles.Bureau, Roles.Admin);
        if (!Is(Roles.Admin) && !await LooksAfter(account)) throw new ProblemException("forbidden");
    }

    /// <summary>Ends the request with 403 unless the caller holds the account or has one of these roles; of a bureau the one that looks after it.</summary>
    public async Task RequireHolderOr(AccountId account, params string[] roles)
    {
        _ = RequiredPerson;
        if (Is([.. roles.Where(role => role != Roles.Bureau)]) || (roles.Contains(Roles.Bureau) && await LooksAfter(account)) || await Holds(account)) return;
        throw new ProblemException("forbidden");
    }
}
