using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>The framework's store of people, but for two secrets that it would keep as they are: whoever reads the tables could sign in with them.</summary>
internal sealed class PeopleStore(PeopleContext db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null) : UserOnlyStore<Person, PeopleContext, string>(db, describer)
{
    private const string Provider = "EssLedger", Codes = "RecoveryCodes";

    private readonly IDataProtector _authenticators = protection.CreateProtector("authenticator keys"), _codes = protection.CreateProtector("recovery codes");

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken) => base.SetAuthenticatorKeyAsync(user, _authenticators.Protect(key), cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { Length: > 0 } key ? _authenticators.Unprotect(key) : null;

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(Person user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, Codes, _codes.Protect(string.Join(';', recoveryCodes.Select(Plain))), cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken)
    {
        var kept = await Kept(user, cancellationToken);
        if (!kept.Remove(Plain(code))) return false;
        await ReplaceCodesAsync(user, kept, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public override async Task<int> CountCodesAsync(Person user, CancellationToken cancellationToken) => (await Kept(user, cancellationToken)).Count;

    private async Task<List<string>> Kept(Person user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, Codes, cancellationToken) is { Length: > 0 } kept ? [.. _codes.Unprotect(kept).Split(';', StringSplitOptions.RemoveEmptyEntries)] : [];

    // As people type them: hyphens and case do not count.
    private static string Plain(string code) => code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
}
