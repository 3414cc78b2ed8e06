using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using OpenIddict.EntityFrameworkCore.Models;

namespace EssLedger.Web.SignIn;

/// <summary>Who is who: the one door to personal data. Everything is read fresh, but for the names that payers see at every payment.</summary>
public sealed class People(IDbContextFactory<PeopleContext> contexts, IServiceScopeFactory scopes, IMemoryCache cache, TimeProvider clock)
{
    /// <summary>How long another server of the cluster may show an old name.</summary>
    private static readonly TimeSpan NamesStay = TimeSpan.FromMinutes(1);

    /// <summary>A new pseudonymous id with 100 random bits.</summary>
    public static string NewId() => Base32.Encode(RandomNumberGenerator.GetBytes(13))[..20];

    /// <summary>Enters a person. With an e-mail and a password they can sign in.</summary>
    /// <exception cref="ArgumentException">A role is unknown, the e-mail is taken or the password too weak.</exception>
    public async Task<Person> Create(string displayName, IEnumerable<string> roles, string? email = null, string? password = null, PersonId? id = null)
    {
        var key = id?.Value ?? NewId();
        var person = new Person { Id = key, UserName = email ?? key, Email = email, DisplayName = displayName, Created = clock.GetUtcNow() };
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var result = password is null ? await users.CreateAsync(person) : await users.CreateAsync(person, password);
        if (!result.Succeeded) throw new ArgumentException(string.Join(' ', result.Errors.Select(e => e.Description)));
        await SetRoles(person.PersonId, roles);
        return person;
    }

    public async Task<Person?> Find(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person.Value);
    }

    /// <summary>Tells under which subject another OpenID Connect provider of the configuration knows a person.</summary>
    /// <exception cref="ArgumentException">The subject is somebody's already.</exception>
    public async Task Link(PersonId person, string authority, string subject)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var known = await users.FindByIdAsync(person.Value) ?? throw new ArgumentException($"There is no person {person}.");
        var result = await users.AddLoginAsync(known, new(authority, subject, authority));
        if (!result.Succeeded) throw new ArgumentException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }

    /// <summary>Gives a person exactly these roles.</summary>
    public async Task SetRoles(PersonId person, IEnumerable<string> roles)
    {
        var wanted = roles.Distinct().ToList();
        if (wanted.Except(SignIn.Roles.All).FirstOrDefault() is { } unknown) throw new ArgumentException($"There is no role \"{unknown}\".");
        await using var db = await contexts.CreateDbContextAsync();
        db.RemoveRange(await db.Roles.Where(r => r.Person == person && !wanted.Contains(r.Role)).ToListAsync());
        var held = await db.Roles.Where(r => r.Person == person).Select(r => r.Role).ToListAsync();
        db.AddRange(wanted.Except(held).Select(role => new PersonRole(person, role)));
        await db.SaveChangesAsync();
    }

    public async Task<IReadOnlyList<string>> RolesOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Roles.Where(r => r.Person == person).Select(r => r.Role).Order().ToListAsync();
    }

    /// <summary>Enters in whose name an account stands, and who may look into it.</summary>
    /// <param name="holder">In whose name.</param>
    /// <param name="person">Who may look into it; null: nobody yet.</param>
    /// <param name="waits">Whether that person asks for it, and a bureau is to decide.</param>
    public async Task OpenAccount(AccountHolder holder, PersonId? person = null, bool waits = false)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(holder);
        if (waits) db.Add(new Admission(holder.Account, person!.Value, clock.GetUtcNow()));
        if (person is { } holding) db.Add(new Holding(holding, holder.Account));
        await db.SaveChangesAsync();
        cache.Remove(holder.Account);
    }

    /// <summary>Enters another name for an account, and for the shop that it is.</summary>
    public async Task Correct(AccountHolder holder)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Update(holder);
        await db.Shops.Where(s => s.Account == holder.Account).ExecuteUpdateAsync(row => row.SetProperty(s => s.Name, holder.Name).SetProperty(s => s.Siret, holder.Siret));
        await db.SaveChangesAsync();
        cache.Remove(holder.Account);
    }

    /// <summary>Moves to a person what another record of the same person holds, is, works for, asked and paid. The other record is left for <see cref="Erase"/>.</summary>
    public async Task Merge(PersonId into, PersonId second, PersonId by, DateTimeOffset at)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var accounts = await db.Holdings.Where(h => h.Person == into).Select(h => h.Account).ToListAsync();
        db.AddRange((await db.Holdings.Where(h => h.Person == second).Select(h => h.Account).ToListAsync()).Except(accounts).Select(account => new Holding(into, account)));
        var roles = await db.Roles.Where(r => r.Person == into).Select(r => r.Role).ToListAsync();
        db.AddRange((await db.Roles.Where(r => r.Person == second).Select(r => r.Role).ToListAsync()).Except(roles).Select(role => new PersonRole(into, role)));
        var merchants = await db.Staff.Where(s => s.Person == into).Select(s => s.Merchant).ToListAsync();
        db.AddRange((await db.Staff.Where(s => s.Person == second).Select(s => s.Merchant).ToListAsync()).Except(merchants).Select(merchant => new Staff(into, merchant)));
        // Whoever was stopped between this and the erasure does it again.
        if (!await db.Mergers.AnyAsync(m => m.Gone == second)) db.Add(new Merger(second, into, by, at));
        await db.Admissions.Where(a => a.Person == second).ExecuteUpdateAsync(row => row.SetProperty(a => a.Person, into));
        await db.Memberships.Where(m => m.Person == second).ExecuteUpdateAsync(row => row.SetProperty(m => m.Person, into));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>In whose name an account stands; null for office accounts and after erasure.</summary>
    public async ValueTask<AccountHolder?> HolderOf(AccountId account)
    {
        if (cache.TryGetValue(account, out AccountHolder? known)) return known;
        await using var db = await contexts.CreateDbContextAsync();
        var holder = await db.AccountHolders.AsNoTracking().SingleOrDefaultAsync(h => h.Account == account);
        return holder is null ? null : cache.Set(account, holder, NamesStay);
    }

    public async Task<bool> Holds(PersonId person, AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Holdings.AnyAsync(h => h.Person == person && h.Account == account);
    }

    /// <summary>From now on the person may look into the account and register keys for it.</summary>
    public async Task Hold(PersonId person, AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Holdings.AnyAsync(h => h.Person == person && h.Account == account)) return;
        db.Add(new Holding(person, account));
        await db.SaveChangesAsync();
    }

    /// <summary>The accounts of residents that a person holds.</summary>
    public async Task<IReadOnlyList<AccountId>> IndividualAccountsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await IndividualAccountsOf(db, person);
    }

    private static Task<List<AccountId>> IndividualAccountsOf(PeopleContext db, PersonId person) =>
        db.Holdings.Where(h => h.Person == person && db.AccountHolders.Any(a => a.Account == h.Account && a.Kind == "resident")).Select(h => h.Account).ToListAsync();

    /// <summary>Puts a resident's account under a person's sign-in, unless they may have no other; of several calls at once for one person each waits for the one before.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="account">Which.</param>
    /// <param name="holder">In whose name it is opened; null: it is there already.</param>
    /// <param name="waits">Whether the person asks for it, and a bureau is to decide.</param>
    /// <param name="may">Whether they may, who hold these.</param>
    public async Task<bool> HoldIndividual(PersonId person, AccountId account, AccountHolder? holder, bool waits, Func<IReadOnlyList<AccountId>, Task<bool>> may)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Writes nothing new, and holds the row until the end.
        await db.Users.Where(p => p.Id == person.Value).ExecuteUpdateAsync(row => row.SetProperty(p => p.Created, p => p.Created));
        if (!await may(await IndividualAccountsOf(db, person))) return false;
        if (holder is not null) db.Add(holder);
        if (waits) db.Add(new Admission(account, person, clock.GetUtcNow()));
        db.Add(new Holding(person, account));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        cache.Remove(account);
        return true;
    }

    /// <summary>Everybody who may look into an account.</summary>
    public async Task<IReadOnlyList<Person>> HoldersOf(AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var ids = (await db.Holdings.Where(h => h.Account == account).Select(h => h.Person).ToListAsync()).ConvertAll(person => person.Value);
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<AccountId>> AccountsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Holdings.Where(h => h.Person == person).Select(h => h.Account).ToListAsync();
    }

    /// <summary>Enters a shop and its account's holder; a merchant has one account a shop.</summary>
    public async Task CreateShop(Shop shop, string kind = "merchant", PersonId? owner = null, PersonId? verifiedBy = null)
    {
        await OpenAccount(new(shop.Account, shop.Name, kind, shop.Siret) { VerifiedBy = verifiedBy, VerifiedAt = verifiedBy is null ? null : clock.GetUtcNow() }, owner);
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(shop);
        await db.SaveChangesAsync();
        if (owner is { } person) await Employ(person, shop.Merchant);
    }

    /// <summary>From now on the person works for the merchant.</summary>
    public async Task Employ(PersonId person, MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Staff.AnyAsync(s => s.Person == person && s.Merchant == merchant)) return;
        db.Add(new Staff(person, merchant));
        await db.SaveChangesAsync();
    }

    /// <summary>From now on the person no longer works for the merchant.</summary>
    public async Task Dismiss(PersonId person, MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Staff.Where(s => s.Person == person && s.Merchant == merchant).ExecuteDeleteAsync();
    }

    public async Task<bool> WorksFor(PersonId person, MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Staff.AnyAsync(s => s.Person == person && s.Merchant == merchant);
    }

    public async Task<IReadOnlyList<MerchantId>> MerchantsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Staff.Where(s => s.Person == person).Select(s => s.Merchant).ToListAsync();
    }

    /// <summary>The shops of every merchant for whom the person works.</summary>
    public async Task<IReadOnlyList<Shop>> ShopsOf(PersonId person)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().Where(shop => db.Staff.Any(s => s.Person == person && s.Merchant == shop.Merchant)).ToListAsync();
    }

    public async Task<IReadOnlyList<Shop>> ShopsOf(MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().Where(s => s.Merchant == merchant).ToListAsync();
    }

    public async Task<IReadOnlyList<Shop>> AllShops()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().OrderBy(s => s.Name).ToListAsync();
    }

    /// <summary>Everybody in a role, by name.</summary>
    public async Task<IReadOnlyList<Person>> InRole(string role)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var ids = (await db.Roles.Where(r => r.Role == role).Select(r => r.Person).ToListAsync()).ConvertAll(person => person.Value);
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.DisplayName).ToListAsync();
    }

    /// <summary>Somebody in a role, the first entered; for the demonstration, where every role has one person.</summary>
    public async Task<PersonId> FirstInRole(string role)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Roles.Where(r => r.Role == role).Select(r => r.Person).FirstAsync();
    }

    /// <summary>Somebody who works for a merchant and may act as one; null: nobody.</summary>
    public async Task<PersonId?> KeeperOf(MerchantId merchant)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var keepers = await db.Staff.Where(s => s.Merchant == merchant && db.Roles.Any(r => r.Person == s.Person && r.Role == SignIn.Roles.Merchant)).Select(s => s.Person).ToListAsync();
        return keepers.Count == 0 ? null : keepers[0];
    }

    /// <summary>The shop whose account this is; null if it is nobody's shop.</summary>
    public async Task<Shop?> ShopOf(AccountId account)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Account == account);
    }

    /// <summary>
    /// Forgets a person: their name, e-mail, ways to sign in, tokens, roles and holdings, the names of accounts that only they held, and what answers kept for
    /// repeated requests say of them. The books keep their ids, and from then on nobody can say whose they were. Repeated, it does the rest.
    /// </summary>
    /// <param name="person">Whom.</param>
    /// <param name="own">The SIRETs of establishments that are this person and nobody else: a sole trader's.</param>
    public async Task Erase(PersonId person, params IReadOnlyCollection<string> own)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var accounts = await db.Holdings.Where(h => h.Person == person)
            .Where(h => !db.Holdings.Any(other => other.Account == h.Account && other.Person != person)).Select(h => h.Account).ToListAsync();
        var named = await db.AccountHolders.Where(h => (h.Kind == "resident" && accounts.Contains(h.Account)) || (h.Siret != null && own.Contains(h.Siret))).ToListAsync();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person.Value) is { } known)
            await ForgetAnswers(db, [known.DisplayName, known.Email, known.PhoneNumber, .. named.Select(h => h.Name)]);
        var clients = await db.ClientPersons.Where(c => c.Person == person).Select(c => c.ClientId).ToListAsync();
        await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(t => t.Subject == person.Value || clients.Contains(t.Application!.ClientId!)).ExecuteDeleteAsync();
        await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(a => a.Subject == person.Value || clients.Contains(a.Application!.ClientId!)).ExecuteDeleteAsync();
        await db.Set<OpenIddictEntityFrameworkCoreApplication>().Where(a => clients.Contains(a.ClientId!)).ExecuteDeleteAsync();
        db.RemoveRange(named);
        await db.SaveChangesAsync();
        await db.Shops.Where(s => s.Siret != null && own.Contains(s.Siret)).ExecuteDeleteAsync();
        await db.Holdings.Where(h => h.Person == person).ExecuteDeleteAsync();
        await db.Staff.Where(s => s.Person == person).ExecuteDeleteAsync();
        await db.Roles.Where(r => r.Person == person).ExecuteDeleteAsync();
        await db.ClientPersons.Where(c => c.Person == person).ExecuteDeleteAsync();
        await db.IdempotentRequests.Where(r => r.Caller == person).ExecuteDeleteAsync();
        await db.Sessions.Where(s => s.Person == person).ExecuteDeleteAsync();
        await db.SpentCodes.Where(c => c.Person == person).ExecuteDeleteAsync();
        await db.PasskeyUses.Where(u => u.Person == person).ExecuteDeleteAsync();
        await db.Admissions.Where(a => a.Person == person).ExecuteDeleteAsync();
        // What was paid stays in the association's accounts; whose name stood in the reference does not.
        await db.Memberships.Where(m => m.Person == person).ExecuteUpdateAsync(row => row.SetProperty(m => m.Reference, ""));
        // Who vouched for whom stays on record, without saying who that was.
        await db.Invitations.Where(i => i.Person == person).ExecuteUpdateAsync(row => row.SetProperty(i => i.Email, "").SetProperty(i => i.Name, "").SetProperty(i => i.Digest, i => i.Id));
        await db.Users.Where(p => p.Id == person.Value).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        foreach (var account in named) cache.Remove(account.Account);
        // What was overwritten in the file is still in the log before it.
        if (db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) is true) await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // The request stays known, so that it is not done a second time; its answer is empty from now on.
    private static async Task ForgetAnswers(PeopleContext db, IEnumerable<string?> names)
    {
        // As text, as JSON and as a page write it.
        byte[][] written = [.. names.OfType<string>().Where(n => n.Length > 2).SelectMany(n => new[] { n, JsonSerializer.Serialize(n).Trim('"'), WebUtility.HtmlEncode(n) }).Distinct().Select(Encoding.UTF8.GetBytes)];
        var telling = new List<(PersonId Caller, string Key)>();
        await foreach (var row in db.IdempotentRequests.Where(r => r.Body != null).AsNoTracking().AsAsyncEnumerable())
            if (written.Any(name => row.Body.AsSpan().IndexOf(name) >= 0)) telling.Add((row.Caller, row.Key));
        foreach (var (caller, key) in telling)
            await db.IdempotentRequests.Where(r => r.Caller == caller && r.Key == key).ExecuteUpdateAsync(set => set.SetProperty(r => r.Body, (byte[]?)null));
    }
}

/// <summary>What people may be.</summary>
public static class Roles
{
    public const string Resident = "resident", Merchant = "merchant", Cashier = "cashier", Bureau = "bureau", Treasurer = "treasurer",
        Approver = "approver", Participant = "participant", LabelManager = "label-manager", LabelVisitor = "label-visitor",
        LabelCommittee = "label-committee", Appeal = "appeal", City = "city", Auditor = "auditor", Dpo = "dpo", Admin = "admin";

    public static IReadOnlyList<string> All { get; } =
        [Resident, Merchant, Cashier, Bureau, Treasurer, Approver, Participant, LabelManager, LabelVisitor, LabelCommittee, Appeal, City, Auditor, Dpo, Admin];

    /// <summary>Those of members, who act on what is their own.</summary>
    public static IReadOnlyList<string> Members { get; } = [Resident, Merchant, Cashier, Participant];

    /// <summary>Those who act for others: a password alone does not let them in.</summary>
    public static IReadOnlyList<string> Staff { get; } = [.. All.Except(Members)];
}
