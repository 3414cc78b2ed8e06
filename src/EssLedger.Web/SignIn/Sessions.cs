using System.Net;
using System.Security.Claims;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace EssLedger.Web.SignIn;

/// <summary>How somebody proved who they are. A password alone is the one that can be had without the person.</summary>
public enum Proof
{
    Password,
    /// <summary>A password and a code, of an authenticator app or from the printed list.</summary>
    PasswordAndCode,
    Passkey,
    /// <summary>Another OpenID Connect provider, which itself asked for one thing only.</summary>
    Provider,
    /// <summary>Another OpenID Connect provider, which asked for two.</summary>
    ProviderTwice,
    /// <summary>Nothing: a demonstration asks nobody.</summary>
    Unasked,
}

/// <summary>Somebody is signed in on a browser.</summary>
public sealed record Session(string Id, PersonId Person, DateTimeOffset Started, string Device, string Network)
{
    /// <summary>With what they last proved who they are, and when.</summary>
    public Proof Proof { get; set; }
    public DateTimeOffset Proved { get; set; }

    /// <summary>When this browser last asked for something, to the minute.</summary>
    public DateTimeOffset Seen { get; set; }
}

/// <summary>On which browsers people are signed in. A cookie names a row here, and without the row it is worth nothing.</summary>
public sealed class Sessions(IDbContextFactory<PeopleContext> contexts, Guesses guesses, Withdrawals withdrawals, SecurityEvents events, Settings settings, TimeProvider clock)
{
    /// <summary>After so long without a request a session is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>So long after proving who one is may one change how one proves it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>Signs a person in on this browser. What was signed in here before is over: a session id that somebody else had set is worth nothing.</summary>
    public async Task Start(HttpContext context, Person person, Proof proof)
    {
        await EndRow(context);
        var now = clock.GetUtcNow();
        var session = new Session(People.NewId(), person.PersonId, now, DeviceWords.Of(context.Request.Headers.UserAgent.ToString()), NetworkOf(context.Connection.RemoteIpAddress)) { Proof = proof, Proved = now, Seen = now };
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(session);
        await db.SaveChangesAsync();
        guesses.Remember(context, person.PersonId);
        await Write(context, person, session);
        events.Entered(context, person.PersonId, proof);
    }

    /// <summary>The session of this browser; null: nobody is signed in.</summary>
    public async Task<Session?> Here(HttpContext context)
    {
        if (context.User.FindFirst(Identities.SessionClaim)?.Value is not { } id) return null;
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
    }

    /// <summary>The same session goes on though its person signs in otherwise from now on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who, as they are now.</param>
    /// <param name="proof">On what it rests from now on; null: on what it did.</param>
    public async Task Continue(HttpContext context, Person person, Proof? proof = null)
    {
        if (await Here(context) is not { } session) return;
        if (proof is { } given)
        {
            (session.Proof, session.Proved) = (given, clock.GetUtcNow());
            await using var db = await contexts.CreateDbContextAsync();
            db.Update(session);
            await db.SaveChangesAsync();
        }
        await Write(context, person, session);
    }

    /// <summary>Where a person is signed in, the newest first.</summary>
    public async Task<IReadOnlyList<Session>> Of(PersonId person)
    {
        var (alive, young) = (clock.GetUtcNow() - Idle, clock.GetUtcNow() - settings.LongestSession);
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.AsNoTracking().Where(s => s.Person == person && s.Seen > alive && s.Proved > young).OrderByDescending(s => s.Seen).ToListAsync();
    }

    /// <summary>Ends one session of a person.</summary>
    /// <returns>False when they have no such one.</returns>
    public async Task<bool> End(PersonId person, string id)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.Where(s => s.Person == person && s.Id == id).ExecuteDeleteAsync() == 1;
    }

    /// <summary>Signs out on this browser.</summary>
    public async Task EndHere(HttpContext context)
    {
        await EndRow(context);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private Task EndRow(HttpContext context) =>
        context.User.Person() is { } person && context.User.FindFirst(Identities.SessionClaim)?.Value is { } id ? End(person, id) : Task.CompletedTask;

    /// <summary>Signs a person out on every browser and in every application; tokens that were issued until now are refused from now on.</summary>
    /// <param name="person">Who.</param>
    /// <param name="tokens">Of the token server.</param>
    /// <param name="grants">What people allowed applications.</param>
    /// <param name="but">The session that stays; null: none.</param>
    public async Task EndAll(PersonId person, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants, string? but = null)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Sessions.Where(s => s.Person == person && s.Id != but).ExecuteDeleteAsync();
        await db.UserTokens.Where(t => t.UserId == person.Value && t.LoginProvider == CalendarAddresses.Provider).ExecuteDeleteAsync();
        await grants.RevokeBySubjectAsync(person.Value);
        await tokens.RevokeBySubjectAsync(person.Value);
        await withdrawals.Withdraw(person.Value);
    }

    /// <summary>Clears rows away that speak of nothing any more.</summary>
    internal async Task Prune(CancellationToken cancellationToken)
    {
        var (now, alive, young) = (clock.GetUtcNow(), clock.GetUtcNow() - Idle, clock.GetUtcNow() - settings.LongestSession);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Sessions.Where(s => s.Seen < alive || s.Proved < young).ExecuteDeleteAsync(cancellationToken);
        var yesterday = now - TimeSpan.FromDays(1);
        await db.Tries.Where(t => t.Since < yesterday).ExecuteDeleteAsync(cancellationToken);
        var spent = now - TimeSpan.FromMinutes(5);
        await db.SpentCodes.Where(c => c.At < spent).ExecuteDeleteAsync(cancellationToken);
        var over = now - Tokens.AccessLifetime - TimeSpan.FromMinutes(5);
        await db.Withdrawals.Where(w => w.At < over).ExecuteDeleteAsync(cancellationToken);
        var forgotten = now - Invitation.Kept;
        await db.Invitations.Where(i => i.Expires < forgotten && !i.IsRecovery).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task Write(HttpContext context, Person person, Session session)
    {
        var principal = await context.RequestServices.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(person);
        principal.Identities.First().AddClaims([new(Identities.SessionClaim, session.Id), new(Identities.ProofClaim, session.Proof.ToString())]);
        Identities.Confine(principal);
        context.User = principal;
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = false, IssuedUtc = session.Proved });
    }

    /// <summary>Asked at every request: the session must be there still, and who it is and what they may do is read anew, so that what was taken from them is gone at once.</summary>
    internal static async Task Check(CookieValidatePrincipalContext cookie)
    {
        var services = cookie.HttpContext.RequestServices;
        if (cookie.Principal is not { } said || said.FindFirstValue(Identities.SessionClaim) is not { } id || said.Person() is not { } who || !await services.GetRequiredService<Sessions>().Touch(id)
            || await services.GetRequiredService<UserManager<Person>>().FindByIdAsync(who.Value) is not { IsBarred: false } person || said.FindFirstValue(Identities.StampClaim) != person.SecurityStamp)
        {
            cookie.RejectPrincipal();
            await cookie.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        var now = await services.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(person);
        now.Identities.First().AddClaims(said.Claims.Where(c => c.Type is Identities.SessionClaim or Identities.ProofClaim));
        Identities.Confine(now);
        cookie.ReplacePrincipal(now);
    }

    /// <summary>Whether the session is alive; it is seen, at most once a minute.</summary>
    private async Task<bool> Touch(string id)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id) is not { } session || session.Seen < now - Idle || session.Proved < now - settings.LongestSession) return false;
        if (now - session.Seen >= TimeSpan.FromMinutes(1)) await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(row => row.SetProperty(s => s.Seen, now));
        return true;
    }

    /// <summary>Roughly where an address is: its network, not the line. 24 bits of IPv4, 48 of IPv6.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var kept = bytes.Length == 4 ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}

/// <summary>A browser and its system in two words, out of what it says of itself (RFC 9110 §10.1.5).</summary>
internal static class DeviceWords
{
    // The first that fits; every browser also names those whose pages it wants to be shown.
    private static readonly (string Sign, string Word)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Word)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <returns>For instance <c>Firefox · Linux</c>; empty if it says neither.</returns>
    public static string Of(string userAgent) => string.Join(" · ", new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.Where(word => word is not null));

    private static string? Find((string Sign, string Word)[] known, string text) => known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.Ordinal)).Word;
}
