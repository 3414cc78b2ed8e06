using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using OpenIddict.Abstractions;

namespace EssLedger.Web.SignIn;

/// <summary>A link by which somebody enters for the first time, or, when all their ways in are lost, once more.</summary>
/// <param name="Id">Names it on screens; the link has a secret of its own.</param>
/// <param name="Person">Under which id they are or will be entered.</param>
/// <param name="Email">Where the link goes.</param>
/// <param name="Name">Their name.</param>
/// <param name="Roles">What they will be, words with blanks between them, each with an @ and for what it is where it is for something; of a recovery, what they are.</param>
/// <param name="IsRecovery">Whether they are entered already.</param>
/// <param name="InvitedBy">Who wrote it; of a recovery, who checked in person who they are.</param>
public sealed record Invitation(string Id, PersonId Person, string Email, string Name, string Roles, bool IsRecovery, PersonId InvitedBy, DateTimeOffset Written)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7), Kept = TimeSpan.FromDays(30);

    /// <summary>SHA-256 of the secret in the link; the id as long as there is no link.</summary>
    public required string Digest { get; set; }

    public required DateTimeOffset Expires { get; set; }

    /// <summary>Of the recovery of somebody who acts for others: the second person who vouches. There is no link before.</summary>
    public PersonId? ConfirmedBy { get; set; }

    /// <summary>Whether they sign in here already, and get a role more.</summary>
    public bool Joins { get; init; }

    public DateTimeOffset? Accepted { get; set; }
    public DateTimeOffset? Revoked { get; set; }

    public IEnumerable<string> RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('@')[0]);

    /// <summary>The role at a shop that it is for; null: it is for roles that are for no certain thing.</summary>
    public (string Role, string Scope)? AtShop => Roles.Split('@') is [var role, var scope] ? (role, scope) : null;

    /// <summary>Whether a second person must vouch before there is a link.</summary>
    public bool AwaitsSecond => IsRecovery && ConfirmedBy is null && RoleList.Any(SignIn.Roles.Staff.Contains);

    public bool IsOpen(DateTimeOffset now) => Accepted is null && Revoked is null && now < Expires;
}

/// <summary>Why nobody was invited, or nobody entered.</summary>
public enum InvitationRefusal
{
    NameMissing,
    EmailUnreadable,
    /// <summary>No role was named, or one that this person may not give.</summary>
    RoleNotYours,
    /// <summary>Somebody here has this address already.</summary>
    EmailTaken,
    /// <summary>Nobody here has this address.</summary>
    NobodyKnown,
    /// <summary>Nobody vouches for themselves.</summary>
    Yourself,
    /// <summary>Who vouched first is not the second.</summary>
    SamePerson,
    /// <summary>It was accepted or revoked, or its time is over.</summary>
    Over,
    /// <summary>One person does not have these duties together.</summary>
    IncompatibleDuties,
    /// <summary>It is for somebody who signs in here already, and it is not they who are signed in.</summary>
    SignInFirst,
}

/// <summary>Lets people in by link: those who are new, and those who lost every way in after somebody at a bureau saw who they are.</summary>
public sealed class Invitations(IDbContextFactory<PeopleContext> contexts, People people, Rights rights, UserManager<Person> users, Ways ways, Sessions sessions, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>The roles with which somebody may invite: an administrator any, the association's office those of members. Cashiers are for the merchants of their shops.</summary>
    public static IReadOnlyList<string> MayGive(IEnumerable<string> roles) =>
        [.. (roles.Contains(Roles.Admin) ? Roles.All : roles.Contains(Roles.Bureau) ? Roles.Members : []).Where(role => role != Roles.Cashier)];

    /// <summary>The roles with which this person may invite: of those who work for one bureau only, residents.</summary>
    public async Task<IReadOnlyList<string>> MayGive(PersonId person)
    {
        var given = MayGive(await people.RolesOf(person));
        return await IsOfOneBureau(person) ? [.. given.Intersect([Roles.Resident])] : given;
    }

    private async Task<bool> IsOfOneBureau(PersonId person) => !(await people.RolesOf(person)).Contains(Roles.Admin) && await people.CountersOf(person) is not null;

    /// <summary>Invites somebody who is not known here.</summary>
    /// <returns>The invitation and the secret of its link, which is told once; or why not.</returns>
    public async Task<(Invitation? Invitation, string? Secret, InvitationRefusal? Refusal)> Invite(Person by, string name, string email, IReadOnlyList<string> roles)
    {
        var plain = email.Trim();
        if (name.Trim().Length is 0 or > LongestName || !PlainText.Is(name.Trim())) return (null, null, InvitationRefusal.NameMissing);
        if (!IsAddress(plain)) return (null, null, InvitationRefusal.EmailUnreadable);
        var mine = await MayGive(by.PersonId);
        if (roles.Count == 0 || roles.Any(role => !mine.Contains(role))) return (null, null, InvitationRefusal.RoleNotYours);
        if (IncompatibleDuties.Among(roles).Count > 0) return (null, null, InvitationRefusal.IncompatibleDuties);
        if (await users.FindByNameAsync(plain) is not null) return (null, null, InvitationRefusal.EmailTaken);
        var now = clock.GetUtcNow();
        var secret = NewSecret();
        var invitation = new Invitation(People.NewId(), PersonId.Parse(People.NewId()), plain, name.Trim(), string.Join(' ', roles), IsRecovery: false, by.PersonId, now) { Digest = DigestOf(secret), Expires = now + Invitation.Lifetime };
        await Keep(invitation);
        return (invitation, secret, null);
    }

    /// <summary>Invites a cashier for a shop. Whether they are known here is not told: who is gets a role more when they say yes.</summary>
    public async Task<(Invitation? Invitation, string? Secret, InvitationRefusal? Refusal)> InviteCashier(Person by, string name, string email, AccountId shop)
    {
        var plain = email.Trim();
        if (name.Trim().Length is 0 or > LongestName || !PlainText.Is(name.Trim())) return (null, null, InvitationRefusal.NameMissing);
        if (!IsAddress(plain)) return (null, null, InvitationRefusal.EmailUnreadable);
        if (!await people.WorksAt(by.PersonId, shop, Roles.Merchant)) return (null, null, InvitationRefusal.RoleNotYours);
        var known = await users.FindByNameAsync(plain);
        if (known?.Id == by.Id) return (null, null, InvitationRefusal.Yourself);
        var now = clock.GetUtcNow();
        var secret = NewSecret();
        var invitation = new Invitation(People.NewId(), known?.PersonId ?? PersonId.Parse(People.NewId()), plain, name.Trim(), $"{Roles.Cashier}@{shop}", IsRecovery: false, by.PersonId, now)
        {
            Digest = DigestOf(secret),
            Expires = now + Invitation.Lifetime,
            Joins = known is not null,
        };
        await Keep(invitation);
        return (invitation, secret, null);
    }

    /// <summary>The open invitations that somebody wrote for the cashiers of a shop.</summary>
    public async Task<IReadOnlyList<Invitation>> ForShop(AccountId shop)
    {
        var (now, role) = (clock.GetUtcNow(), $"{Roles.Cashier}@{shop}");
        await using var db = await contexts.CreateDbContextAsync();
        return [.. (await db.Invitations.AsNoTracking().Where(i => i.Roles == role).OrderByDescending(i => i.Written).Take(50).ToListAsync()).Where(i => i.IsOpen(now))];
    }

    /// <summary>Begins the recovery of somebody whom the caller has seen and whose identity they have checked. For staff there is no link until <see cref="Confirm"/>.</summary>
    public async Task<(Invitation? Invitation, string? Secret, InvitationRefusal? Refusal)> Recover(Person by, string email)
    {
        if (await users.FindByNameAsync(email.Trim()) is not { Email: { } address, IsBarred: false } person) return (null, null, InvitationRefusal.NobodyKnown);
        if (person.Id == by.Id) return (null, null, InvitationRefusal.Yourself);
        var roles = await people.RolesOf(person.PersonId);
        if (await IsOfOneBureau(by.PersonId) && !await LooksAfter(by.PersonId, person.PersonId)) return (null, null, InvitationRefusal.NobodyKnown);
        var now = clock.GetUtcNow();
        var id = People.NewId();
        var invitation = new Invitation(id, person.PersonId, address, person.DisplayName, string.Join(' ', roles), IsRecovery: true, by.PersonId, now) { Digest = id, Expires = now + Invitation.Lifetime };
        var secret = invitation.AwaitsSecond ? null : NewSecret();
        if (secret is not null) invitation.Digest = DigestOf(secret);
        await Keep(invitation);
        return (invitation, secret, null);
    }

    /// <summary>The second person vouches for somebody who acts for others; now there is a link.</summary>
    public async Task<(Invitation? Invitation, string? Secret, InvitationRefusal? Refusal)> Confirm(Person by, string id)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Invitations.SingleOrDefaultAsync(i => i.Id == id) is not { AwaitsSecond: true } invitation || !invitation.IsOpen(now)) return (null, null, InvitationRefusal.Over);
        if (invitation.Person == by.PersonId) return (null, null, InvitationRefusal.Yourself);
        if (invitation.InvitedBy == by.PersonId) return (null, null, InvitationRefusal.SamePerson);
        if (await IsOfOneBureau(by.PersonId)) return (null, null, InvitationRefusal.RoleNotYours);
        var secret = NewSecret();
        (invitation.ConfirmedBy, invitation.Digest, invitation.Expires) = (by.PersonId, DigestOf(secret), now + Invitation.Lifetime);
        await db.SaveChangesAsync();
        return (invitation, secret, null);
    }

    /// <summary>Makes a link worthless.</summary>
    public async Task<InvitationRefusal?> Revoke(Person by, string id)
    {
        if (!(await Known(by)).Any(i => i.Id == id) && !await IsForShopOf(by.PersonId, id)) return InvitationRefusal.Over;
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Invitations.Where(i => i.Id == id && i.Accepted == null && i.Revoked == null).ExecuteUpdateAsync(row => row.SetProperty(i => i.Revoked, now)) == 1 ? null : InvitationRefusal.Over;
    }

    private async Task<bool> IsForShopOf(PersonId by, string id)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id) is { AtShop: (_, var shop) } && await people.WorksAt(by, AccountId.Parse(shop), Roles.Merchant);
    }

    // A person at a counter vouches for those only after whom their bureau looks.
    private async Task<bool> LooksAfter(PersonId by, PersonId member)
    {
        foreach (var account in await people.AccountsOf(member))
            if (await people.LooksAfter(by, account)) return true;
        return false;
    }

    /// <summary>Those that concern somebody, the newest first: an administrator sees all, the association's office what is for members and every recovery, a bureau what it wrote.</summary>
    public async Task<IReadOnlyList<Invitation>> Known(Person by)
    {
        var roles = await people.RolesOf(by.PersonId);
        var (all, mine, one) = (roles.Contains(Roles.Admin), MayGive(roles), await IsOfOneBureau(by.PersonId));
        await using var db = await contexts.CreateDbContextAsync();
        return [.. (await db.Invitations.AsNoTracking().OrderByDescending(i => i.Written).Take(500).ToListAsync())
            .Where(i => all || (mine.Count > 0 && (one ? i.InvitedBy == by.PersonId : i.IsRecovery || i.RoleList.All(mine.Contains))))];
    }

    /// <summary>The open invitation to which this secret belongs; null: there is none.</summary>
    public async Task<Invitation?> Find(string secret)
    {
        var digest = DigestOf(secret);
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Digest == digest) is { AwaitsSecond: false } found && found.IsOpen(clock.GetUtcNow()) ? found : null;
    }

    /// <summary>Accepts an invitation of somebody who signs in here already: they get the role, if it may be given still.</summary>
    /// <param name="invitation">It is spent.</param>
    /// <param name="person">Who is signed in; null: nobody.</param>
    public async Task<InvitationRefusal?> Join(Invitation invitation, PersonId? person)
    {
        if (invitation is not { Joins: true, AtShop: var (role, scope) }) return InvitationRefusal.Over;
        if (person != invitation.Person) return InvitationRefusal.SignInFirst;
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Invitations.Where(i => i.Id == invitation.Id && i.Accepted == null && i.Revoked == null && i.Expires > now).ExecuteUpdateAsync(r => r.SetProperty(i => i.Accepted, now)) == 0) return InvitationRefusal.Over;
        return (await rights.Give(invitation.Person, role, scope, invitation.InvitedBy)).Refusal switch
        {
            null or RightRefusal.Held => null,
            RightRefusal.IncompatibleDuties => InvitationRefusal.IncompatibleDuties,
            _ => InvitationRefusal.Over,
        };
    }

    /// <summary>Accepts an invitation: the person is entered, or what they had is taken away, and the way is given that they chose.</summary>
    /// <param name="invitation">It is spent at once; of two who come with the same link one is late.</param>
    /// <param name="give">Gives the person their way in; false: it could not be given, and the link stays good.</param>
    /// <returns>The person; or why not.</returns>
    public async Task<(Person? Person, InvitationRefusal? Refusal)> Accept(Invitation invitation, Func<Person, Task<bool>> give)
    {
        if (invitation.Joins) return (null, InvitationRefusal.Over);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        var row = db.Invitations.Where(i => i.Id == invitation.Id);
        if (await row.Where(i => i.Accepted == null && i.Revoked == null && i.Expires > now && i.Digest == invitation.Digest).ExecuteUpdateAsync(r => r.SetProperty(i => i.Accepted, now)) == 0) return (null, InvitationRefusal.Over);
        var refusal = InvitationRefusal.Over;
        try
        {
            if (!invitation.IsRecovery) await people.Create(invitation.Name, invitation.AtShop is null ? invitation.RoleList : [], invitation.Email, id: invitation.Person);
            // Whoever invited may be no merchant there any more.
            if (invitation.AtShop is var (role, scope) && (await rights.Give(invitation.Person, role, scope, invitation.InvitedBy)).Refusal is not (null or RightRefusal.Held))
            {
                await people.Erase(invitation.Person);
                return (null, InvitationRefusal.Over);
            }
            if (await users.FindByIdAsync(invitation.Person.Value) is { IsBarred: false } person)
            {
                if (invitation.IsRecovery)
                {
                    await ways.RemoveAll(person);
                    await sessions.EndAll(person.PersonId, tokens, grants);
                }
                if (await give(person)) return (person, null);
                if (!invitation.IsRecovery) await people.Erase(person.PersonId);
            }
        }
        // Somebody was entered under this address meanwhile.
        catch (ArgumentException) { refusal = InvitationRefusal.EmailTaken; }
        await row.ExecuteUpdateAsync(r => r.SetProperty(i => i.Accepted, (DateTimeOffset?)null));
        return (null, refusal);
    }

    private async Task Keep(Invitation invitation)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(invitation);
        await db.SaveChangesAsync();
    }

    private static bool IsAddress(string email) => email.Length <= 254 && MailboxAddress.TryParse(email, out var address) && address.Address == email && address.Domain is not "";

    private static string NewSecret() => Base32.Encode(RandomNumberGenerator.GetBytes(20));

    private static string DigestOf(string secret) => Base32.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(secret)));
}
