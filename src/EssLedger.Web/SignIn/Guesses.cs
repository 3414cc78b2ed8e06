using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>How often somebody tried to prove that they are whom they name, from one place.</summary>
/// <param name="Account">A digest of what was tried: whether there is such a person makes no difference.</param>
/// <param name="Place">A known device, an address, or all places that are not known.</param>
public sealed record Try(string Account, string Place)
{
    public int Count { get; set; }
    public DateTimeOffset Since { get; set; }
}

/// <summary>A code of an authenticator app that was taken once: who looks over a shoulder comes too late.</summary>
public sealed record SpentCode(PersonId Person, string Code, DateTimeOffset At);

/// <summary>
/// Slows down who guesses passwords and codes, and nobody else. Tries are counted by account and place: a browser on which this person has signed in before is a
/// place of its own, so a stranger's errors never lock it out, and passkeys are not counted at all.
/// </summary>
public sealed class Guesses(IDbContextFactory<PeopleContext> contexts, IDataProtectionProvider protection, Settings settings, TimeProvider clock)
{
    /// <summary>So many tries in <see cref="Pause"/> from one place.</summary>
    public const int AtOnePlace = 5;

    /// <summary>So many in a day from all unknown places together (NIST SP 800-63B §3.2.2 allows 100).</summary>
    public const int AtUnknownPlaces = 100;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private const string Unknown = "*";
    private const int MostPeople = 8;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("known devices").ToTimeLimitedDataProtector();

    private string CookieName => settings.IsHttps ? "__Host-essledger-device" : "essledger-device";

    private sealed record KnownDevice(string Id, List<string> People);

    /// <summary>Takes one of the tries that a place has, before anything is compared: tries at the same instant are counted like others.</summary>
    /// <param name="context">From where.</param>
    /// <param name="account">What is tried: an e-mail address, or a person and a step.</param>
    /// <param name="person">Who that is, if there is such a person.</param>
    /// <returns>False when none is left; then nothing is to be compared.</returns>
    public async Task<bool> Take(HttpContext context, string account, PersonId? person)
    {
        var digest = DigestOf(account);
        var known = Device(context) is { } device && person is { } who && device.People.Contains(who.Value) ? device.Id : null;
        await using var db = await contexts.CreateDbContextAsync();
        var here = await Count(db, digest, known is null ? $"at {PlaceOf(context)}" : $"on {known}", Pause);
        // Counted in either case, so that the clock does not tell them apart; but who is known does not use up what strangers have.
        var strangers = await Count(db, digest, known is null ? Unknown : $"on {known} today", TimeSpan.FromDays(1));
        return here <= AtOnePlace && (known is not null || strangers <= AtUnknownPlaces);
    }

    /// <summary>The right one came: the errors of this place are forgiven.</summary>
    public async Task Forgive(HttpContext context, string account, PersonId person)
    {
        var (digest, at) = (DigestOf(account), $"at {PlaceOf(context)}");
        var on = Device(context) is { } device && device.People.Contains(person.Value) ? $"on {device.Id}" : at;
        await using var db = await contexts.CreateDbContextAsync();
        await db.Tries.Where(t => t.Account == digest && (t.Place == at || t.Place == on)).ExecuteDeleteAsync();
    }

    /// <summary>Spends a code.</summary>
    /// <returns>False when it was spent before.</returns>
    public async Task<bool> Spend(PersonId person, string code)
    {
        var (digest, now) = (DigestOf($"{person} {code}"), clock.GetUtcNow());
        var old = now - TimeSpan.FromMinutes(5);
        await using var db = await contexts.CreateDbContextAsync();
        await db.SpentCodes.Where(c => c.Person == person && c.At < old).ExecuteDeleteAsync();
        return await db.Database.ExecuteSqlAsync($"""insert into "SpentCodes" ("Person", "Code", "At") values ({person.Value}, {digest}, {now.ToUnixTimeMilliseconds()}) on conflict do nothing""") == 1;
    }

    /// <summary>From now on this browser is known as one of the person's.</summary>
    public void Remember(HttpContext context, PersonId person)
    {
        var device = Device(context) ?? new(People.NewId(), []);
        device.People.Remove(person.Value);
        device.People.Insert(0, person.Value);
        if (device.People.Count > MostPeople) device.People.RemoveRange(MostPeople, device.People.Count - MostPeople);
        context.Response.Cookies.Append(CookieName, _protector.Protect(JsonSerializer.Serialize(device), Remembered), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = settings.IsHttps,
            MaxAge = Remembered,
        });
    }

    private KnownDevice? Device(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { } cookie) return null;
        try { return JsonSerializer.Deserialize<KnownDevice>(_protector.Unprotect(cookie)); }
        // Another server's, a forged one, or one of keys that are gone.
        catch (Exception e) when (e is CryptographicException or JsonException) { return null; }
    }

    private async Task<int> Count(PeopleContext db, string account, string place, TimeSpan window)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var begun = now - (long)window.TotalMilliseconds;
        // One statement, so that tries at the same instant are counted one after the other.
        return (await db.Database.SqlQuery<int>($"""
            insert into "Tries" ("Account", "Place", "Count", "Since") values ({account}, {place}, 1, {now})
            on conflict ("Account", "Place") do update set "Count" = case when "Tries"."Since" < {begun} then 1 else "Tries"."Count" + 1 end,
                "Since" = case when "Tries"."Since" < {begun} then {now} else "Tries"."Since" end
            returning "Count" as "Value"
            """).ToListAsync())[0];
    }

    /// <summary>A line: an IPv4 address, or the 64 bits of an IPv6 network, within which one host may have any number of addresses.</summary>
    private static string PlaceOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "nowhere";
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexStringLower(bytes.Length == 4 ? bytes : bytes.AsSpan(0, 8));
    }

    private static string DigestOf(string account) => Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(account.Trim().ToUpperInvariant())));
}
