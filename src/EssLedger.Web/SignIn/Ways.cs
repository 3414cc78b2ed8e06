using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>Why a way to sign in was not changed.</summary>
public enum WayRefusal
{
    /// <summary>They proved who they are too long ago, or with less than what they have.</summary>
    ProveAgain,
    /// <summary>The device gave no passkey that we can take.</summary>
    PasskeyNotTaken,
    WrongCode,
    WrongPassword,
    /// <summary>Shorter than 12 characters.</summary>
    PasswordTooShort,
    /// <summary>It is the e-mail address or the name, or one of those that everybody tries first.</summary>
    PasswordTooPlain,
    /// <summary>Without it they could not sign in any more, or not safely enough.</summary>
    LastWay,
    /// <summary>There is no such thing of theirs.</summary>
    NotTheirs,
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its id in base64url.</param>
/// <param name="Name">As its owner called it.</param>
/// <param name="Synced">Whether it lives on all of their devices.</param>
/// <param name="LastUsed">Null: never since it was added.</param>
public sealed record PasskeySeen(string Id, string Name, DateTimeOffset Added, DateTimeOffset? LastUsed, bool Synced);

/// <summary>How a person can sign in.</summary>
public sealed record WaysOf(Person Person, bool IsStaff, IReadOnlyList<PasskeySeen> Passkeys, bool Password, bool App, int RecoveryCodes, IReadOnlyList<string> Providers)
{
    /// <summary>Whether something besides a password is asked of them.</summary>
    public bool AreStrong => Passkeys.Count > 0 || App;
}

/// <summary>Gives people ways to sign in and takes them away, one person at a time; every change asks for a proof that is fresh.</summary>
public sealed class Ways(
    UserManager<Person> users, IUserStore<Person> store, SignInManager<Person> signIns, Entrance entrance, Guesses guesses, KnownPasswords known, SecurityEvents events,
    IDbContextFactory<PeopleContext> contexts, TimeProvider clock)
{
    private const int LongestName = 60, CodesAtOnce = 10;

    public async Task<WaysOf> Of(Person person)
    {
        var passkeys = await users.GetPasskeysAsync(person);
        await using var db = await contexts.CreateDbContextAsync();
        var who = person.PersonId;
        var used = await db.PasskeyUses.AsNoTracking().Where(u => u.Person == who).ToDictionaryAsync(u => u.Credential, u => u.At);
        return new(person, await entrance.IsStaff(person),
            [.. passkeys.Select(p => (Id: Entrance.WordOf(p), Key: p)).Select(p => new PasskeySeen(p.Id, p.Key.Name ?? "", p.Key.CreatedAt, used.TryGetValue(p.Id, out var at) ? at : null, p.Key.IsBackupEligible)).OrderBy(p => p.Added)],
            person.PasswordHash is not null, person.TwoFactorEnabled, person.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(person) : 0, [.. (await users.GetLoginsAsync(person)).Select(l => l.LoginProvider)]);
    }

    /// <summary>Whether this session may change how its person signs in: what proved them is fresh, and no weaker than what they have.</summary>
    public bool MayChange(WaysOf ways, Session session) =>
        clock.GetUtcNow() - session.Proved <= Sessions.Fresh && (!ways.AreStrong || session.Proof is not (Proof.Password or Proof.Provider));

    /// <summary>What a browser needs to make a passkey (WebAuthn §5.4), for a person or for one who is about to be entered under this id.</summary>
    public Task<string> OfferPasskey(PersonId id, string email, string name) => signIns.MakePasskeyCreationOptionsAsync(new() { Id = id.Value, Name = email, DisplayName = name });

    /// <summary>Reads the passkey that a device made (WebAuthn §7.1); null: it is none for this person.</summary>
    public async Task<UserPasskeyInfo?> ReadPasskey(PersonId id, string credential)
    {
        try
        {
            var attested = await signIns.PerformPasskeyAttestationAsync(credential);
            return attested.Succeeded && attested.UserEntity.Id == id.Value ? attested.Passkey : null;
        }
        catch (InvalidOperationException) { return null; }
    }

    /// <summary>Adds a passkey.</summary>
    public async Task<WayRefusal?> AddPasskey(Person person, UserPasskeyInfo passkey, string? name)
    {
        passkey.Name = Short(name);
        if (!(await users.AddOrUpdatePasskeyAsync(person, passkey)).Succeeded) return WayRefusal.PasskeyNotTaken;
        events.Changed(person.PersonId, "a passkey was added");
        return null;
    }

    public async Task<WayRefusal?> RemovePasskey(WaysOf ways, string id)
    {
        if (ways.Passkeys.All(p => p.Id != id)) return WayRefusal.NotTheirs;
        if (ways.Passkeys.Count == 1 && !(ways.IsStaff ? ways is { Password: true, App: true } : ways.Password)) return WayRefusal.LastWay;
        await users.RemovePasskeyAsync(ways.Person, System.Buffers.Text.Base64Url.DecodeFromChars(id));
        await using var db = await contexts.CreateDbContextAsync();
        await db.PasskeyUses.Where(u => u.Credential == id).ExecuteDeleteAsync();
        events.Changed(ways.Person.PersonId, "a passkey was removed");
        return null;
    }

    /// <summary>The key for an authenticator app (RFC 6238), in base32: made anew until a code of it was seen.</summary>
    public async Task<string> OfferApp(Person person)
    {
        if (person.TwoFactorEnabled) throw new InvalidOperationException("The app's key is shown once.");
        if (await users.GetAuthenticatorKeyAsync(person) is { } offered) return offered;
        // As the framework's reset, but that it would also end every session, for a key that nobody has used yet.
        var key = users.GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<Person>)store).SetAuthenticatorKeyAsync(person, key, default);
        await users.UpdateAsync(person);
        return key;
    }

    /// <summary>Takes the first code of an app, and from then on asks for one after every password.</summary>
    /// <returns>Recovery codes, which are told once; or why not.</returns>
    public async Task<(IReadOnlyList<string> Codes, WayRefusal? Refusal)> AddApp(HttpContext context, Person person, string code)
    {
        if (person.PasswordHash is null || person.TwoFactorEnabled) return ([], WayRefusal.NotTheirs);
        if (!await guesses.Take(context, $"code of {person.Id}", person.PersonId) || code.Length > 8 || !await entrance.IsRight(person, code)) return ([], WayRefusal.WrongCode);
        await users.SetTwoFactorEnabledAsync(person, true);
        events.Changed(person.PersonId, "an app was added");
        return (await NewCodes(person), null);
    }

    public async Task<WayRefusal?> RemoveApp(WaysOf ways)
    {
        if (!ways.App) return WayRefusal.NotTheirs;
        if (ways.IsStaff && ways.Passkeys.Count == 0) return WayRefusal.LastWay;
        await users.SetTwoFactorEnabledAsync(ways.Person, false);
        await users.RemoveAuthenticationTokenAsync(ways.Person, "[AspNetUserStore]", "AuthenticatorKey");
        events.Changed(ways.Person.PersonId, "the app was removed");
        return null;
    }

    /// <summary>Ten codes, each good once in place of one from the app; those from before are worth nothing any more.</summary>
    public async Task<IReadOnlyList<string>> NewCodes(Person person) => [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(person, CodesAtOnce))!];

    /// <summary>Sets a password, or another one.</summary>
    /// <param name="current">The one that holds now, if there is one.</param>
    public async Task<WayRefusal?> SetPassword(HttpContext context, Person person, string? current, string chosen)
    {
        if (person.PasswordHash is not null && (!await guesses.Take(context, person.UserName!, person.PersonId) || !await users.CheckPasswordAsync(person, current ?? ""))) return WayRefusal.WrongPassword;
        await guesses.Forgive(context, person.UserName!, person.PersonId);
        if (Judge(chosen, person.Email, person.DisplayName) is { } refusal) return refusal;
        if (person.PasswordHash is not null) await users.RemovePasswordAsync(person);
        if (!(await users.AddPasswordAsync(person, chosen)).Succeeded) return WayRefusal.PasswordTooShort;
        events.Changed(person.PersonId, "a password was set");
        return null;
    }

    /// <summary>Goes back to passkeys alone: what one does not have, nobody can guess.</summary>
    public async Task<WayRefusal?> RemovePassword(WaysOf ways)
    {
        if (!ways.Password) return WayRefusal.NotTheirs;
        if (ways.Passkeys.Count == 0) return WayRefusal.LastWay;
        if (ways.App) await RemoveApp(ways);
        await users.RemovePasswordAsync(ways.Person);
        events.Changed(ways.Person.PersonId, "the password was removed");
        return null;
    }

    /// <summary>Whether a password will do: length counts (NIST SP 800-63B §3.1.1.2), and that it is not what everybody would try first (§3.1.1.2 again): a usual one, a leaked one,
    /// the person's name or address, or one of these with a few signs about it.</summary>
    internal WayRefusal? Judge(string chosen, string? email, string name)
    {
        if (chosen.Length < SigningIn.ShortestPassword) return WayRefusal.PasswordTooShort;
        string[] own = [name, email ?? "", .. name.Split(' '), .. email?.Split('@', '.') ?? []];
        return chosen.Distinct().Count() < 4 || KnownPasswords.AreUsual(chosen, own) || known.Has(chosen) ? WayRefusal.PasswordTooPlain : null;
    }

    /// <summary>Says that a person is the one whom another provider knows under this subject.</summary>
    public async Task<bool> Link(Person person, string authority, string subject, string name)
    {
        if (!(await users.AddLoginAsync(person, new(authority, subject, name))).Succeeded) return false;
        events.Changed(person.PersonId, $"{authority} was linked");
        return true;
    }

    public async Task<WayRefusal?> Unlink(WaysOf ways, string authority)
    {
        if ((await users.GetLoginsAsync(ways.Person)).FirstOrDefault(l => l.LoginProvider == authority) is not { } login) return WayRefusal.NotTheirs;
        if (ways is { Passkeys.Count: 0, Password: false }) return WayRefusal.LastWay;
        await users.RemoveLoginAsync(ways.Person, login.LoginProvider, login.ProviderKey);
        events.Changed(ways.Person.PersonId, $"{authority} was unlinked");
        return null;
    }

    /// <summary>Takes every way away from a person: they lost them all, and somebody who saw them in person lets them begin anew.</summary>
    internal async Task RemoveAll(Person person)
    {
        foreach (var passkey in await users.GetPasskeysAsync(person)) await users.RemovePasskeyAsync(person, passkey.CredentialId);
        var who = person.PersonId;
        await using (var db = await contexts.CreateDbContextAsync()) await db.PasskeyUses.Where(u => u.Person == who).ExecuteDeleteAsync();
        foreach (var login in await users.GetLoginsAsync(person)) await users.RemoveLoginAsync(person, login.LoginProvider, login.ProviderKey);
        await users.SetTwoFactorEnabledAsync(person, false);
        await users.RemoveAuthenticationTokenAsync(person, "[AspNetUserStore]", "AuthenticatorKey");
        if (person.PasswordHash is not null) await users.RemovePasswordAsync(person);
        await users.UpdateSecurityStampAsync(person);
        events.Changed(who, "every way was taken away");
    }

    private static string Short(string? name) => name?.Trim() is { Length: > 0 } given ? given.Length > LongestName ? given[..LongestName] : given : "";
}
