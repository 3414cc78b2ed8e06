using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>The framework's store of people, but for two secrets that it would keep as they are: whoever reads the tables could sign in with them.</summary>
internal sealed class PeopleStore(PeopleContext db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null) : UserOnlyStore<Person, PeopleContext, string>(db, describer)
{
    private const string Provider = "EssLedger", Codes = "RecoveryCodes";
    private const int Rounds = 210_000;

    private readonly IDataProtector _authenticators = protection.CreateProtector("authenticator keys");

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken) => base.SetAuthenticatorKeyAsync(user, _authenticators.Protect(key), cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { Length: > 0 } key ? _authenticators.Unprotect(key) : null;

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(Person user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, Codes, string.Join(';', recoveryCodes.Select(code => DigestOf(user, code))), cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken)
    {
        var (kept, digest) = (await Kept(user, cancellationToken), DigestOf(user, code));
        if (!kept.Remove(digest)) return false;
        await SetTokenAsync(user, Provider, Codes, string.Join(';', kept), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public override async Task<int> CountCodesAsync(Person user, CancellationToken cancellationToken) => (await Kept(user, cancellationToken)).Count;

    private async Task<List<string>> Kept(Person user, CancellationToken cancellationToken) =>
        [.. (await GetTokenAsync(user, Provider, Codes, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];

    // Slow, as for passwords: 50 random bits alone would be tried out by whoever has the table. As people type them, hyphens and case do not count.
    private static string DigestOf(Person user, string code) => Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(
        code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant(), Encoding.UTF8.GetBytes($"recovery code of {user.Id}"), Rounds, HashAlgorithmName.SHA512, 32));
}
