using System.Security.Claims;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>What came of an attempt to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>What was given is not right, or may not be tried for a while; which of the two is not told.</summary>
    Refused,
    Entered,
    /// <summary>The password is right; now a code is asked for.</summary>
    CodeAsked,
    /// <summary>The password is right, but who may do much and has a passkey enters with that.</summary>
    PasskeyAsked,
    /// <summary>The other provider is right about who this is, and nobody here has said that it is them.</summary>
    Unlinked,
}

/// <summary>When a passkey was last used.</summary>
/// <param name="Credential">Its id, in base64url.</param>
public sealed record PasskeyUse(string Credential, PersonId Person)
{
    public DateTimeOffset At { get; set; }
}

/// <summary>The ways in: a passkey; a password and a code; another provider. All of them end in a session.</summary>
public sealed class Entrance(UserManager<Person> users, SignInManager<Person> signIns, Sessions sessions, Guesses guesses, SecurityEvents events, People people, IDbContextFactory<PeopleContext> contexts, TimeProvider clock)
{
    /// <summary>So long may somebody look for their telephone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly string DummyHash = new PasswordHasher<Person>().HashPassword(null!, "nobody's password");

    /// <summary>Takes an e-mail address and a password. Whether there is such a person is told neither in words nor by the clock.</summary>
    public async Task<SignInOutcome> ByPassword(HttpContext context, string email, string password)
    {
        var person = await users.FindByNameAsync(email.Trim());
        if (!await guesses.Take(context, email, person?.PersonId))
        {
            users.PasswordHasher.VerifyHashedPassword(person!, DummyHash, password);
            return Refuse(context, Proof.Password, person, "too many errors, nothing is compared for a while");
        }
        if (person?.PasswordHash is null)
        {
            users.PasswordHasher.VerifyHashedPassword(person!, DummyHash, password);
            return Refuse(context, Proof.Password, person, "there is no password");
        }
        if (!await users.CheckPasswordAsync(person, password)) return Refuse(context, Proof.Password, person, "wrong password");
        if (person.IsBarred) return Refuse(context, Proof.Password, person, "barred");
        await guesses.Forgive(context, email, person.PersonId);
        if (person.TwoFactorEnabled)
        {
            await context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(new ClaimsIdentity([new(ClaimTypes.Name, person.Id)], IdentityConstants.TwoFactorUserIdScheme)), new() { ExpiresUtc = clock.GetUtcNow() + Patience });
            return SignInOutcome.CodeAsked;
        }
        if (await IsStaff(person) && (await users.GetPasskeysAsync(person)).Count > 0) return SignInOutcome.PasskeyAsked;
        await sessions.Start(context, person, Proof.Password);
        return SignInOutcome.Entered;
    }

    /// <summary>Who has given the right password and is asked for a code; null: nobody.</summary>
    public Task<Person?> Awaited() => signIns.GetTwoFactorAuthenticationUserAsync();

    /// <summary>Takes the code after the password: six digits of the app, or one of the printed ones.</summary>
    public async Task<SignInOutcome> ByCode(HttpContext context, string code)
    {
        if (await Awaited() is not { IsBarred: false } person) return Refuse(context, Proof.PasswordAndCode, null, "no password before, or barred");
        if (!await guesses.Take(context, $"code of {person.Id}", person.PersonId)) return Refuse(context, Proof.PasswordAndCode, person, "too many errors, nothing is compared for a while");
        if (!await IsRight(person, code)) return Refuse(context, Proof.PasswordAndCode, person, "wrong code");
        await guesses.Forgive(context, $"code of {person.Id}", person.PersonId);
        await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await sessions.Start(context, person, Proof.PasswordAndCode);
        return SignInOutcome.Entered;
    }

    /// <summary>Takes the answer of an authenticator (WebAuthn §7.2). Whose it is, it says itself.</summary>
    public async Task<SignInOutcome> ByPasskey(HttpContext context, string credential)
    {
        PasskeyAssertionResult<Person> asserted;
        try { asserted = await signIns.PerformPasskeyAssertionAsync(credential); }
        // Nobody asked for an answer, or too long ago.
        catch (InvalidOperationException) { return Refuse(context, Proof.Passkey, null, "an answer to no question"); }
        if (!asserted.Succeeded) return Refuse(context, Proof.Passkey, null, "not a passkey of anybody's");
        if (asserted.User.IsBarred || !(await users.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey)).Succeeded) return Refuse(context, Proof.Passkey, asserted.User, "barred");
        await Used(asserted.User.PersonId, asserted.Passkey);
        await sessions.Start(context, asserted.User, Proof.Passkey);
        return SignInOutcome.Entered;
    }

    /// <summary>Takes the word of another provider on who this is: for people who have said that it is them, and for nobody else, whatever e-mail address it names.</summary>
    public async Task<SignInOutcome> ByProvider(HttpContext context, string authority, string subject, bool twice)
    {
        if (await users.FindByLoginAsync(authority, subject) is not { } person)
        {
            Refuse(context, Proof.Provider, null, "nobody has said that it is them");
            return SignInOutcome.Unlinked;
        }
        if (person.IsBarred) return Refuse(context, Proof.Provider, person, "barred");
        await sessions.Start(context, person, twice ? Proof.ProviderTwice : Proof.Provider);
        return SignInOutcome.Entered;
    }

    private SignInOutcome Refuse(HttpContext context, Proof way, Person? person, string why)
    {
        events.Failed(context, way.ToString(), person?.PersonId, why);
        return SignInOutcome.Refused;
    }

    /// <summary>Whether a code is the app's, for the first time, or one of the printed ones, which is spent thereby.</summary>
    public async Task<bool> IsRight(Person person, string code)
    {
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == 6
            ? await users.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, plain) && await guesses.Spend(person.PersonId, plain)
            : plain.Length is >= 10 and <= 20 && (await users.RedeemTwoFactorRecoveryCodeAsync(person, plain)).Succeeded;
    }

    /// <summary>Whether somebody may act on what is not theirs alone; then a password alone is not enough.</summary>
    public async Task<bool> IsStaff(Person person) => (await people.RolesOf(person.PersonId)).Any(Roles.Staff.Contains);

    internal async Task Used(PersonId person, UserPasskeyInfo passkey)
    {
        var credential = WordOf(passkey);
        await using var db = await contexts.CreateDbContextAsync();
        var now = clock.GetUtcNow();
        if (await db.PasskeyUses.Where(u => u.Credential == credential).ExecuteUpdateAsync(row => row.SetProperty(u => u.At, now)) == 1) return;
        db.Add(new PasskeyUse(credential, person) { At = now });
        await db.SaveChangesAsync();
    }

    /// <summary>The id of a passkey as text.</summary>
    public static string WordOf(UserPasskeyInfo passkey) => System.Buffers.Text.Base64Url.EncodeToString(passkey.CredentialId);
}
